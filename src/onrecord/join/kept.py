"""What a join leaves for the next: results by a digest of all that they were made from.

The digest is of the inputs and of the program's own files, so that a result stands exactly as long as it would be made
again the same. One that cannot be read is made anew. What the last join did not ask for is dropped.

A table has many small results of one kind, each by a key that tells all that it was made from beside the table's own
inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from onrecord.errors import RecordError
from onrecord.program import program_digest

__all__ = ["Earlier", "Kept", "Table"]

T = TypeVar("T")

_encoder = msgspec.msgpack.Encoder(order="deterministic")


def _digest(inputs: Iterable[object]) -> str:
    total = sha256(program_digest().encode())
    for each in inputs:
        total.update(_encoder.encode(each) + b"\n")
    return total.hexdigest()


class Earlier(Protocol):
    """Gives an earlier result by its digest, None where there is none; `RecordError` where it is damaged."""

    def __call__(self, digest: str, shape: type[T], /) -> T | None:
        """The result with this digest, of the type `shape`."""
        ...


class Table(Generic[T]):
    """Small results of one kind by key, None among them: those of an earlier join, and those that were asked for."""

    def __init__(self, earlier: Mapping[str, T | None]) -> None:
        self._earlier = earlier
        self._asked: dict[str, T | None] = {}

    def of(self, key: str, make: Callable[[], T | None]) -> T | None:
        """What `make` gives from what `key` tells and nothing else: as it was kept, or made now."""
        if key not in self._asked:
            self._asked[key] = self._earlier[key] if key in self._earlier else make()
        return self._asked[key]

    def changed(self) -> Mapping[str, T | None] | None:
        """All that was asked for, in order; None if that is what there was."""
        return None if self._asked.keys() == self._earlier.keys() else dict(sorted(self._asked.items()))


class Kept:
    """Results of an earlier join, and those of this one, for the next.

    `each` says whether those of every single article are kept, too: they are held in memory till they are written.
    """

    def __init__(self, earlier: Earlier | None = None, *, each: bool = False) -> None:
        self._earlier, self._each = earlier, each
        self._asked: dict[str, object | None] = {}
        self._tables: dict[str, Table[Any]] = {}

    def of(self, inputs: Iterable[object], shape: type[T], make: Callable[[], T]) -> T:
        """What `make` gives from `inputs` and nothing else, of the type `shape`: as it was kept, or made now.

        `inputs` are what MessagePack can write.
        """
        digest = _digest(inputs)
        found = self._found(digest, shape)
        if found is not None:
            self._asked[digest] = None
            return found
        made = make()
        self._asked[digest] = made
        return made

    def of_each(self, inputs: Iterable[object], shape: type[T], make: Callable[[], T]) -> T:
        """The same for what there is one of for every article, if such are kept."""
        return self.of(inputs, shape, make) if self._each else make()

    def table(self, inputs: Iterable[object], shape: type[T]) -> Table[T]:
        """The table of results of the type `shape` that are made from `inputs` and from what their keys tell."""
        digest = _digest(inputs)
        if digest not in self._tables:
            found = self._found(digest, dict[str, shape | None])  # type: ignore[valid-type]
            self._tables[digest] = Table(found or {})
        return self._tables[digest]

    def results(self) -> Mapping[str, object | None]:
        """All that was asked for by its digest: what was made now, None for what was there."""
        return {**self._asked, **{digest: table.changed() for digest, table in self._tables.items()}}

    def _found(self, digest: str, shape: type[T]) -> T | None:
        try:
            return self._earlier(digest, shape) if self._earlier else None
        except RecordError:
            return None
