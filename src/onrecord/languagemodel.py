"""Which language model is installed, told by its files: it is not loaded for that, which would take a second."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from onrecord.errors import ModelError
from onrecord.program import files_digest

__all__ = ["model_digest"]


@cache
def model_digest(name: str) -> str:
    """SHA-256 over the model's data files (names and bytes, in order), 16 hexadecimal digits.

    Raises `ModelError` when it is not installed.
    """
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModelError(f"the language model {name} is not installed")
    return files_digest(Path(spec.origin).parent, lambda path: path.suffix not in {".py", ".pyc"})[:16]
