"""Which files there are, told by a digest: of this program, and of any package.

What the program made is worth as much as it would be made again the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

__all__ = ["files_digest", "program_digest"]

RESULTS = frozenset({".py", ".toml", ".txt", ".gz"})
"""The suffixes of the files that results depend on: code, words, word lists."""


def files_digest(folder: Path, wanted: Callable[[Path], bool]) -> str:
    """SHA-256 over the files in `folder` that are `wanted` (names and bytes, in order), 64 hexadecimal digits."""
    total = sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and wanted(p)):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


@cache
def program_digest() -> str:
    """That of the program's own files."""
    return files_digest(Path(__file__).parent, lambda path: path.suffix in RESULTS)
