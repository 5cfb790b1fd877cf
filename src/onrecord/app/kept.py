"""What was rendered, kept by key, the longest unused let go when there is no more room: answers, and parts of them.

Answers made before anybody asked for them are kept packed: a fifth of the size, for a tenth of a millisecond each.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from hashlib import blake2b
from threading import Lock
from typing import Final, Generic, TypeVar

from markupsafe import Markup

__all__ = ["Answer", "Kept", "answers", "parts"]

V = TypeVar("V")

ANSWERS: Final = 64 * 2**20
"""Bytes of answers: some 1,000 pages of a large record as they are, or 10,000 packed."""
PARTS: Final = 64 * 2**20
"""Characters of parts: all events, sayings and cards of a record of some 3,000 articles."""
LEVEL: Final = 1
"""How hard answers are packed: more takes thrice as long, and saves a sixth."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is sent, or with its body `packed`."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    packed: bool = False

    def header(self, name: bytes) -> bytes | None:
        """The value of a header, its name in lower case."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    def tagged(self, *of: object) -> Answer:
        """The answer with an ETag, by which a browser asks whether it still holds: it says all that it depends on."""
        tag = b'"' + blake2b(repr(of).encode(), digest_size=12).hexdigest().encode() + b'"'
        return replace(self, headers=(*self.headers, (b"etag", tag)))

    def pack(self) -> Answer:
        """The same to be kept long."""
        return replace(self, body=zlib.compress(self.body, LEVEL), packed=True)

    def unpack(self) -> Answer:
        """The same to be sent."""
        return replace(self, body=zlib.decompress(self.body), packed=False) if self.packed else self


class Kept(Generic[V]):
    """Values by key, as many as find `room` by their `size`. Several threads may use it at once."""

    def __init__(self, room: int, size: Callable[[V], int]) -> None:
        self._values: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = Lock()
        self._room, self._size, self._used = room, size, 0

    @property
    def share(self) -> float:
        """The share of the room that is taken."""
        return self._used / self._room

    def __contains__(self, key: Hashable) -> bool:
        return key in self._values

    def clear(self) -> None:
        """Lets all go."""
        with self._lock:
            self._values.clear()
            self._used = 0

    def get(self, key: Hashable) -> V | None:
        """The value kept for `key`."""
        with self._lock:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
            return found

    def put(self, key: Hashable, value: V) -> None:
        """Keeps a value; not one larger than all the room, nor a second one of a key."""
        size = self._size(value)
        with self._lock:
            if size > self._room or key in self._values:
                return
            self._values[key] = value
            self._used += size
            while self._used > self._room:
                self._used -= self._size(self._values.popitem(last=False)[1])


def answers(room: int = ANSWERS) -> Kept[Answer]:
    """Room for answers."""
    return Kept(room, lambda answer: len(answer.body))


def parts(room: int = PARTS) -> Kept[Markup]:
    """Room for rendered parts of pages, each of one thing: an event, a saying, a card, a line of a list."""
    return Kept(room, len)
