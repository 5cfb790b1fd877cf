"""Search: the passages and quotations that hold the words asked for, each with what stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from onrecord.app.book import Book
from onrecord.app.views.listing import Asked
from onrecord.span import Span
from onrecord.store import Store

__all__ = ["HITS", "Found", "found"]

HITS: Final = 20
"""Hits a page."""


@dataclass(frozen=True, slots=True)
class Found:
    """A hit: its words in pieces, and of each whether it is what was looked for; the speaker of a quotation."""

    span: Span
    kind: str
    pieces: tuple[tuple[str, bool], ...]
    person: str | None
    date: str | None


def found(book: Book, store: Store, asked: Asked) -> tuple[tuple[Found, ...], bool]:
    """The hits of the page asked for, the best first, and whether there are more."""
    if not asked.q:
        return (), False
    kind = asked.kind if asked.kind in ("passage", "quotation") else None
    engine: Any = import_module("onrecord.search")  # a build of the program may be without it
    hits = engine.search(
        store, asked.q, person=asked.person or None, outlet=asked.outlet or None, since=asked.since or None,
        until=asked.until or None, kind=kind, limit=HITS + 1, offset=(asked.page - 1) * HITS,
    )  # fmt: skip
    known = [hit for hit in hits if hit.article in book.texts.articles]
    shown = tuple(Found(h.span, h.kind, _pieces(book, h.span, h.marks), h.person, h.date) for h in known[:HITS])
    return shown, len(hits) > HITS


def _pieces(book: Book, span: Span, marks: tuple[Span, ...]) -> tuple[tuple[str, bool], ...]:
    text, at = book.texts.article(span).text, span.start
    pieces: list[tuple[str, bool]] = []
    for mark in sorted(marks):
        if at <= mark.start and mark.end <= span.end:
            pieces += [(text[at : mark.start], False), (text[mark.start : mark.end], True)]
            at = mark.end
    return tuple(p for p in (*pieces, (text[at : span.end], False)) if p[0])
