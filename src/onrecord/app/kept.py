"""What was rendered and is kept, as long as there is room: answers, and parts of them.

Answers made before anybody asked for them are kept packed: a fifth of the size, for a tenth of a millisecond each.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final

from markupsafe import Markup

from onrecord.keeping import Kept

__all__ = ["Answer", "answers", "parts"]

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


def answers(room: int = ANSWERS) -> Kept[Answer]:
    """Room for answers."""
    return Kept(room, lambda answer: len(answer.body))


def parts(room: int = PARTS) -> Kept[Markup]:
    """Room for rendered parts of pages, each of one thing: an event, a saying, a card, a line of a list."""
    return Kept(room, len)
