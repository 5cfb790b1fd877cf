"""Which language model is installed, told by its files: it is not loaded for that, which would take a second."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from onrecord.errors import ModelError

__all__ = ["model_digest"]


@cache
def model_digest(name: str) -> str:
    """SHA-256 over the model's data files (names and bytes, in order), 16 hexadecimal digits.

    Raises `ModelError` when it is not installed.
    """
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModelError(f"the language model {name} is not installed")
    folder = Path(spec.origin).parent
    total = sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix not in {".py", ".pyc"}):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]
