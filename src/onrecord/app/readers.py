"""Readers of the record's file that are kept open: opening one checks all its tables, and reads them anew.

A reader that is not in use holds no lock, so that nobody who writes waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Final

from onrecord.search import HitKind, Postings
from onrecord.store import Store

__all__ = ["Readers"]

IDLE: Final = 4
"""Readers kept open: as many as are busy at once when four clients search without a pause."""


class Readers:
    """Readers of the record at `path`, each lent to one user at a time.

    `stamp` tells one state of the file from another.
    """

    def __init__(self, path: Path, stamp: Callable[[], str]) -> None:
        self._path, self._stamp = path, stamp
        self._lock = Lock()
        self._idle: list[tuple[str, Store]] = []
        self._postings = "", Postings()

    @contextmanager
    def lent(self) -> Iterator[Store]:
        """An open reader of the file as it is now. Raises `RecordError` when there is none."""
        stamp = self._stamp()
        store = self._taken(stamp) or self._opened(stamp)
        try:
            yield store
        except BaseException:
            store.close()
            raise
        with self._lock:
            kept = len(self._idle) < IDLE
            if kept:
                self._idle.append((stamp, store))
        if not kept:
            store.close()

    def to_read(self) -> Iterator[Callable[[], object]]:
        """The reading of what stands often in the indexes into memory, a little at a time."""
        batches: list[tuple[HitKind, list[str]]] = []

        def listed() -> None:
            with self.lent() as store:
                batches.extend(store.postings.frequent(store) if store.postings else ())

        yield listed
        for kind, terms in batches:
            yield partial(self._read, kind, terms)

    def _read(self, kind: HitKind, terms: Sequence[str]) -> None:
        with self.lent() as store:
            if store.postings:
                store.postings.read(store, kind, terms)

    def close(self) -> None:
        """Closes those that are not in use."""
        with self._lock:
            idle, self._idle = self._idle, []
        for _, store in idle:
            store.close()

    def _opened(self, stamp: str) -> Store:
        """A new reader, which shares what is held in memory of the indexes of this state with the others."""
        with self._lock:
            if self._postings[0] != stamp:
                self._postings = stamp, Postings()
            postings = self._postings[1]
        store = Store(self._path)
        try:
            store.hold(postings)
        except BaseException:
            store.close()
            raise
        return store

    def _taken(self, stamp: str) -> Store | None:
        """A reader that was opened when the file was as it is; those of another state are closed."""
        with self._lock:
            if self._idle and self._idle[-1][0] == stamp:
                return self._idle.pop()[1]
        self.close()
        return None
