"""Which program this is, told by its own files: what it made is worth as much as it would be made again the same."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

__all__ = ["program_digest"]

RESULTS = frozenset({".py", ".toml", ".txt", ".gz"})
"""The suffixes of the files that results depend on: code, words, word lists."""


@cache
def program_digest() -> str:
    """SHA-256 over the program's files (names and bytes, in order), 64 hexadecimal digits."""
    folder = Path(__file__).parent
    total = sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in RESULTS):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()
