"""The record that is open. When its file has changed it is read again beside the old one, which answers until then.

A record that was read is frozen, as Python's collector has it: searching it for garbage, every few hundred pages, would
keep some reader waiting for half a second.
"""

from __future__ import annotations

import gc
import time
from pathlib import Path
from threading import Lock, Thread
from typing import Final

from onrecord.app.book import Book
from onrecord.app.readers import Readers
from onrecord.collecting import NEVER, rarely_collected
from onrecord.errors import RecordError
from onrecord.store import open_record

__all__ = ["Shelf"]

PATIENCE: Final = 2.0
"""Seconds after a failed reading until the next: another program may be writing the file."""


class Shelf:
    """The record at `path`, and `readers` of its file. Raises `RecordError` when there is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.readers = Readers(path, lambda: _stamp(path))
        self._reading = Lock()
        self._not_before = 0.0
        self._book = self._read()
        gc.freeze()

    def book(self) -> Book:
        """The record as last read; a change of its file is noticed, and read in the background."""
        book = self._book
        if _stamp(self.path) != book.stamp and time.monotonic() >= self._not_before and not self._reading.locked():
            Thread(target=self._try, daemon=True).start()
        return book

    def refresh(self) -> Book:
        """The record as it is on file now; waits until it is read. Raises `RecordError` when that fails."""
        with self._reading:
            if _stamp(self.path) != self._book.stamp:
                self._book = self._read()
                gc.unfreeze()  # the record before it may hang on something that only a collection finds
                self.settle()
            return self._book

    def settle(self) -> None:
        """Freezes what was made of the record, too. It takes some 50 ms, in which nobody is answered."""
        gc.collect()
        gc.freeze()

    def _try(self) -> None:
        try:
            self.refresh()
        except RecordError:
            self._not_before = time.monotonic() + PATIENCE

    def _read(self) -> Book:
        stamp = _stamp(self.path)  # taken first: what is written meanwhile is read the next time
        with rarely_collected(NEVER):
            book = Book(open_record(self.path), stamp)
            book.warm()
        return book


def _stamp(path: Path) -> str:
    """What changes when the file does; empty when it is gone."""
    try:
        stat = path.stat()
    except OSError:
        return ""
    return f"{stat.st_ino:x}-{stat.st_size:x}-{stat.st_mtime_ns:x}"
