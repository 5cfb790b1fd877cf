"""The promotional tail: what an outlet prints about itself after the article's end."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.clean.furniture import is_statement, wares_talk
from onrecord.clean.incomplete import is_stub
from onrecord.clean.parts import Part

__all__ = ["mark_stubs", "mark_tail"]

NEUTRAL_SHARE = 0.34
"""Largest share of a promotional tail's sentences that do not talk of the outlet's wares themselves."""
WARES = 2
"""How many different words about an outlet's wares, or to the reader, make a sentence promotional."""
LONG_STATEMENT = 20
"""A longer sentence that quotes or reports is the article's own, whatever else it talks of, in words."""


def mark_stubs(body: Sequence[Part]) -> None:
    """Marks what a paywall prints at the end in place of the rest of the article."""
    for part in reversed(body[1:]):
        if part.kind is None:
            if not is_stub(part.text):
                return
            part.kind = "promo"


def mark_tail(body: Sequence[Part]) -> None:
    """Marks the longest run of promotion to the end. It begins with a plain plug and ends with promotion or a label.

    A sentence within it that sounds like prose is swallowed only alone, and only if few are; one that quotes or
    reports never is.
    """
    begins: int | None = None
    neutral = sentences = 0  # of the run from `start` to the end
    for start in range(len(body) - 1, max(_sound_from_end(body), 1) - 1, -1):
        part = body[start]
        neutral += _neutral(part)
        sentences += part.prose_like
        plug = part.kind == "promo" or (part.kind == "related" and part.words <= 8)
        if plug and neutral <= NEUTRAL_SHARE * sentences:
            begins = start
    for part in body[begins:] if begins is not None else ():
        part.kind = part.kind or "promo"


def _sound_from_end(body: Sequence[Part]) -> int:
    """The first place from which on no sentence quotes or reports and no two in a row sound like prose."""
    alone = 0
    for i in range(len(body) - 1, -1, -1):
        part = body[i]
        if part.kind == "title":
            return i + 1
        if not _neutral(part):
            alone = 0 if part.kind is not None or part.prose_like else alone
            continue
        alone += 1
        if alone > 1 or i == len(body) - 1 or is_statement(part.text):
            return i + 1
    return 0


def _neutral(part: Part) -> bool:
    """Whether it is a sentence that does not talk of the outlet's wares."""
    if part.kind is not None or not part.prose_like:
        return False
    return wares_talk(part.text) < WARES or (part.words > LONG_STATEMENT and is_statement(part.text))
