"""What a join leaves for the next: results by a digest of all that they were made from.

The digest is of the inputs and of the program's own files, so that a result stands exactly as long as it would be made
again the same. One that cannot be read is made anew. What the last join did not ask for is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Protocol, TypeVar

import msgspec

from onrecord.errors import RecordError
from onrecord.program import program_digest

__all__ = ["Earlier", "Kept"]

T = TypeVar("T")

_encoder = msgspec.msgpack.Encoder(order="deterministic")


class Earlier(Protocol):
    """Gives an earlier result by its digest, None where there is none; `RecordError` where it is damaged."""

    def __call__(self, digest: str, shape: type[T], /) -> T | None:
        """The result with this digest, of the type `shape`."""
        ...


class Kept:
    """Results of an earlier join, and those of this one, for the next."""

    def __init__(self, earlier: Earlier | None = None) -> None:
        self._earlier = earlier
        self._asked: dict[str, object | None] = {}

    def of(self, inputs: Iterable[object], shape: type[T], make: Callable[[], T]) -> T:
        """What `make` gives from `inputs` and nothing else, of the type `shape`: as it was kept, or made now.

        `inputs` are what MessagePack can write.
        """
        total = sha256(program_digest().encode())
        for each in inputs:
            total.update(_encoder.encode(each) + b"\n")
        digest = total.hexdigest()
        found = self._found(digest, shape)
        if found is not None:
            self._asked[digest] = None
            return found
        made = make()
        self._asked[digest] = made
        return made

    def results(self) -> Mapping[str, object | None]:
        """All that was asked for by its digest: what was made now, None for what was there."""
        return self._asked

    def _found(self, digest: str, shape: type[T]) -> T | None:
        try:
            return self._earlier(digest, shape) if self._earlier else None
        except RecordError:
            return None
