"""Search: passages and quotations that hold the words asked for, or answer the question, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from onrecord.app.book import Book
from onrecord.app.views.listing import Asked
from onrecord.ask import Answer
from onrecord.search import Hit, HitKind, search
from onrecord.span import Span
from onrecord.store import Store
from onrecord.write.html.safe import printed

__all__ = ["ANSWERS", "HITS", "Found", "answered", "asks", "found", "hits_of"]

HITS: Final = 20
"""Hits a page."""
ANSWERS: Final = 10
"""Passages of an answer."""


_KINDS: Final[dict[str, HitKind]] = {"passage": "passage", "quotation": "quotation"}


@dataclass(frozen=True, slots=True)
class Found:
    """A hit: its words, with those marked that were looked for; the speaker of a quotation.

    `also` are the same words in other places of the page.
    """

    span: Span
    kind: str
    words: Markup
    person: str | None
    date: str | None
    also: tuple[Span, ...]


def found(book: Book, store: Store, asked: Asked) -> tuple[tuple[Found, ...], bool]:
    """The hits of the page asked for, the best first, equal words once; and whether there are more."""
    if not asked.q:
        return (), False
    hits, more = hits_of(book, store, asked)
    equal: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        equal.setdefault((hit.kind, book.texts.line(hit.span).casefold()), []).append(hit)
    return tuple(
        Found(h.span, h.kind, _marked(book, h.span, h.marks), h.person, h.date, tuple(o.span for o in others))
        for h, *others in equal.values()
    ), more


def hits_of(book: Book, store: Store, asked: Asked) -> tuple[tuple[Hit, ...], bool]:
    """The same as they come from the index. What is no longer, or not yet, in the record that was read is left out."""
    kind = _KINDS.get(asked.kind)
    hits = search(
        store, asked.q, person=asked.person or None, outlet=asked.outlet or None, since=asked.since or None,
        until=asked.until or None, kind=kind, limit=HITS + 1, offset=(asked.page - 1) * HITS,
    )  # fmt: skip
    return tuple(hit for hit in hits[:HITS] if hit.article in book.texts.articles), len(hits) > HITS


def asks(asked: Asked) -> bool:
    """Whether the words are a question: it was said so, or they end as one."""
    return bool(asked.q) and (asked.by == "question" or asked.q.endswith("?"))


def answered(book: Book, store: Store, question: str) -> Answer:
    """What is on record on a question, by speaker and date."""
    return book.asker.ask(store, question, ANSWERS)


def _marked(book: Book, span: Span, marks: tuple[Span, ...]) -> Markup:
    text, at = book.texts.article(span).text, span.start
    pieces: list[str] = []
    for mark in sorted(marks):
        if at <= mark.start and mark.end <= span.end:
            pieces += (printed(text[at : mark.start]), f"<mark>{printed(text[mark.start : mark.end])}</mark>")
            at = mark.end
    return Markup("".join((*pieces, printed(text[at : span.end]))))  # noqa: S704 (each piece is escaped)
