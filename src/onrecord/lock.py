"""One writer at a time: a lock beside the record file, held from before the first look to after the last write.

SQLite's own lock covers one transaction; a build is many, and what it writes at last rests on what it read at first.
So whoever writes a record holds `STORY.record.lock` the whole time. The lock is the operating system's, on the open
file: it is gone with its process, however that ends, and a file left behind by a killed one locks nothing. The file
says who holds it.
"""

from __future__ import annotations

import os
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path

from onrecord.errors import RecordError

__all__ = ["PATIENCE", "Lock"]

PATIENCE = 60.0
"""Seconds that a second writer waits: corrections take seconds, and somebody who waits for a build should be told."""
POLL = 0.1
"""Seconds between two tries."""
TOLD = 200
"""Most characters shown of what the file says of its holder: it may be anybody's."""


if sys.platform == "win32":
    import msvcrt

    def _taken(file: int) -> bool:
        os.lseek(file, 2**20, os.SEEK_SET)  # far behind the text, which others must be able to read
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _taken(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class Lock:
    """The lock of the record at `path`, held from making this until `release`."""

    def __init__(self, path: Path) -> None:
        """Raises `RecordError` that says who holds it after `PATIENCE`, or why there can be no lock."""
        self._record = path
        self._path = path.resolve()
        self._path = self._path.with_name(self._path.name + ".lock")
        until = time.monotonic() + PATIENCE
        try:
            while (file := self._tried()) is None:
                if time.monotonic() > until:
                    raise RecordError(f"{path}: {self._holder()} is writing to it; try again when that is done")
                time.sleep(POLL)
            self._file = file
            os.ftruncate(file, 0)
            os.pwrite(file, _me(), 0) if sys.platform != "win32" else os.write(file, _me())
        except OSError as error:
            raise RecordError(f"{path}: cannot be written: {error.strerror} ({self._path.name})") from error

    def _tried(self) -> int | None:
        """The open file if the lock was free, else None."""
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        try:
            file = os.open(self._path, flags, 0o644)
        except PermissionError:
            if sys.platform != "win32":
                raise
            return None  # being deleted by the one who held it
        if _taken(file) and self._is_there(file):
            os.lseek(file, 0, os.SEEK_SET)
            return file
        os.close(file)
        return None

    def _is_there(self, file: int) -> bool:
        """Whether the open file still has the name: the one who held it takes it away while others wait."""
        try:
            return sys.platform == "win32" or os.path.samestat(os.fstat(file), self._path.stat(follow_symlinks=False))
        except FileNotFoundError:
            return False

    def _holder(self) -> str:
        """Who holds the lock, as the file says."""
        with suppress(OSError):
            text = self._path.read_bytes()[:TOLD].decode("utf-8", "replace").strip()
            if text:
                return "".join(c if c.isprintable() else "�" for c in text)
        return "another process"

    def release(self) -> None:
        """Gives the lock up, and takes the file away."""
        if sys.platform == "win32":  # an open file cannot be deleted there, and one that is not ours will not be
            os.close(self._file)
        with suppress(OSError):
            self._path.unlink()
        if sys.platform != "win32":
            os.close(self._file)


def _me() -> bytes:
    return f"process {os.getpid()} on {socket.gethostname()}\n".encode()
