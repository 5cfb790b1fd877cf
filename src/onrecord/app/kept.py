"""Answers that were rendered, kept by address, the longest unused let go when there is no more room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

__all__ = ["Answer", "Kept"]

ROOM: Final = 32 * 2**20
"""Bytes kept: some 500 pages of a large record."""


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
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._room, self._used = room, 0

    def get(self, key: Hashable) -> Answer | None:
        """The answer kept for `key`."""
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keeps an answer; one larger than all the room is not kept."""
        if len(answer.body) > self._room or key in self._answers:
            return
        self._answers[key] = answer
        self._used += len(answer.body)
        while self._used > self._room:
            self._used -= len(self._answers.popitem(last=False)[1].body)
