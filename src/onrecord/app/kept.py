"""Answers that were rendered, kept by address, the longest unused let go when there is no more room.

What was made before anybody asked for it is kept packed: a fifth of its size, for a tenth of a millisecond when asked.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final

__all__ = ["Answer", "Kept"]

ROOM: Final = 64 * 2**20
"""Bytes kept: some 1,000 pages of a large record as they are, or 10,000 packed."""
LEVEL: Final = 1
"""How hard answers are packed: more takes thrice as long, and saves a sixth."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is sent."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    def header(self, name: bytes) -> bytes | None:
        """The value of a header, its name in lower case."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    def tagged(self) -> Answer:
        """The answer with an ETag, by which a browser asks whether it still holds."""
        tag = b'"' + blake2b(self.body, digest_size=12).hexdigest().encode() + b'"'
        return Answer(self.status, (*self.headers, (b"etag", tag)), self.body)


class Kept:
    """Answers by key."""

    def __init__(self, room: int = ROOM) -> None:
        self._answers: OrderedDict[Hashable, tuple[Answer, bool]] = OrderedDict()
        self._room, self._used = room, 0

    @property
    def share(self) -> float:
        """The share of the room that is taken."""
        return self._used / self._room

    def __contains__(self, key: Hashable) -> bool:
        return key in self._answers

    def clear(self) -> None:
        """Lets all go."""
        self._answers.clear()
        self._used = 0

    def get(self, key: Hashable) -> Answer | None:
        """The answer kept for `key`."""
        found, packed = self._answers.get(key, (None, False))
        if found is None:
            return None
        self._answers.move_to_end(key)
        return replace(found, body=zlib.decompress(found.body)) if packed else found

    def put(self, key: Hashable, answer: Answer, *, packed: bool = False) -> None:
        """Keeps an answer, packed if it is to be; one larger than all the room is not kept."""
        if packed:
            answer = replace(answer, body=zlib.compress(answer.body, LEVEL))
        if len(answer.body) > self._room or key in self._answers:
            return
        self._answers[key] = answer, packed
        self._used += len(answer.body)
        while self._used > self._room:
            self._used -= len(self._answers.popitem(last=False)[1][0].body)
