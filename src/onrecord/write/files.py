"""Files of an export put in their places whole."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

__all__ = ["put"]


def put(path: Path, data: bytes) -> None:
    """Writes `data` beside `path` and moves it there, so that a full disk loses nothing that existed.

    What is no file (a device, a pipe) is written as it is. Raises `OSError`.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        path.write_bytes(data)
        return
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise
