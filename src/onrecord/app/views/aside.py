"""What was set aside: places that were left out for one reason, together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from onrecord.app.book import Book
from onrecord.app.views.listing import Asked, Paged, paged
from onrecord.model import SetAside
from onrecord.span import Span

__all__ = ["ASIDE", "Left", "grouped", "kinds", "listed"]

ASIDE: Final = 50
"""Lines a page."""
SOURCES: Final = 4
"""Sources of one line that are named, each by the first of its places."""


@dataclass(frozen=True, slots=True)
class Left:
    """What was left out, the words or path that it is about, and why: how often, and where first in a few sources."""

    what: str
    path: str | None
    words: str
    why: str
    times: int
    places: tuple[Span, ...]


def kinds(book: Book) -> dict[str, int]:
    """What was set aside, by kind, and how often."""
    return dict(sorted(Counter(s.what for s in book.record.set_aside).items()))


def listed(book: Book, asked: Asked) -> Paged[SetAside]:
    """The things set aside that are asked for, one by one."""
    return paged([s for s in book.record.set_aside if not asked.kind or s.what == asked.kind], asked.page, ASIDE)


def grouped(book: Book, asked: Asked) -> Paged[Left]:
    """The same with those together that say the same of the same words, where the first of them stands."""
    found: tuple[Left, ...] = book.once("aside", lambda: _grouped(book))
    return paged([left for left in found if not asked.kind or left.what == asked.kind], asked.page, ASIDE)


def _grouped(book: Book) -> tuple[Left, ...]:
    places: dict[tuple[str, str | None, str, str], list[Span]] = {}
    for left in book.record.set_aside:
        words = book.texts.line(left.span) if left.span else ""
        same = places.setdefault((left.what, None if left.span else left.path, words, left.why), [])
        if left.span:
            same.append(left.span)
    return tuple(
        Left(what, path, words, why, len(spans), _first(book, spans))
        for (what, path, words, why), spans in places.items()
    )


def _first(book: Book, spans: Iterable[Span]) -> tuple[Span, ...]:
    sources: dict[str, Span] = {}
    for span in spans:
        sources.setdefault(book.texts.source(span), span)
    return tuple(sources.values())[:SOURCES]
