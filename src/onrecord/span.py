"""Spans: the only way to point into text.

A `Span` is `[start, end)` in Python string offsets into `Article.text`. Everything that a record says carries one,
and `text_of` is the only function that turns one back into words, so a span that does not hold is found at once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Protocol

import msgspec

from onrecord.errors import RecordError
from onrecord.htmltext import visible

__all__ = [
    "Cover", "HasSource", "HasText", "Span", "hull", "overlaps", "source_ranges", "text_of", "trimmed",
    "within",
]  # fmt: skip


class HasText(Protocol):
    """What a span can be cut from: an article, or anything with its id and text."""

    @property
    def id(self) -> str:
        """The article's id."""

    @property
    def text(self) -> str:
        """The article's text."""


class HasSource(HasText, Protocol):
    """A text that was taken out of a web page: an article."""

    @property
    def source_map(self) -> Sequence[tuple[int, int, int, int]]:
        """Its runs; see `model.Run`."""


class Span(msgspec.Struct, frozen=True, order=True, gc=False):
    """Characters `[start, end)` of the article with id `article`.

    A record has hundreds of thousands, which are compared, hashed and made all the time: a `Struct` does each of it
    three to eight times as fast as a dataclass, in two thirds of the memory.
    """

    article: str
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


def text_of(span: Span, article: HasText) -> str:
    """The characters that `span` points at.

    Raises `RecordError` when the span belongs to another article, is empty, or leaves the text.
    """
    if span.article != article.id:
        raise RecordError(f"span {span} does not point into article {article.id}")
    if not 0 <= span.start < span.end <= len(article.text):
        raise RecordError(f"span {span} leaves the {len(article.text)} characters of its article")
    return article.text[span.start : span.end]


class Cover:
    """Some spans of one article, in text order: which of them begin in a stretch, whether an offset lies in one."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans: Sequence[Span] = sorted(spans)
        self._starts = [s.start for s in self._spans]

    def beginning_in(self, outer: Span) -> Sequence[Span]:
        """Those that begin within `outer`, a stretch of the same article."""
        starts = self._starts
        return self._spans[bisect_left(starts, outer.start) : bisect_left(starts, outer.end)]

    def __contains__(self, offset: int) -> bool:
        place = bisect_right(self._starts, offset) - 1
        return place >= 0 and offset < self._spans[place].end


def overlaps(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a.article == b.article and a.start < b.end and b.start < a.end


def within(inner: Span, outer: Span) -> bool:
    """Whether every character of `inner` is one of `outer`."""
    return inner.article == outer.article and outer.start <= inner.start and inner.end <= outer.end


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that covers all of `spans`, which must be of one article and not be empty."""
    ordered = sorted(spans)
    if len(ordered) == 1:
        return ordered[0]
    if ordered[0].article != ordered[-1].article:
        raise RecordError("a hull of spans of several articles")
    return Span(ordered[0].article, ordered[0].start, max(s.end for s in ordered))


def trimmed(span: Span, text: str) -> Span:
    """`span` without the white space at its ends; an all-blank span comes back empty at its start."""
    start, end = span.start, span.end
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(span.article, start, end)


def source_ranges(span: Span, article: HasSource, source: str | None = None) -> tuple[tuple[int, int], ...]:
    """Which characters of its article's page the words of `span` are: `[start, end)` of each stretch, in text order.

    They count the characters of the decoded page, `source`. Where markup stands within a stretch and `source` is not
    given, the whole of it is returned, at most a paragraph. Words that stand nowhere in the source give none. Raises
    `RecordError` when the span does not hold.
    """
    text_of(span, article)
    found = []
    for start, end, at, until in article.source_map:
        if start < span.end and span.start < end:
            cut = trimmed(Span(article.id, max(start, span.start), min(end, span.end)), article.text)
            if cut.start < cut.end:
                found.append(_within_run(cut.start - start, cut.end - start, (at, until), end - start, source))
    return tuple(found)


def _within_run(start: int, end: int, place: tuple[int, int], size: int, source: str | None) -> tuple[int, int]:
    """Where the characters `[start, end)` of a run of `size` characters stand, whose source is at `place`."""
    if (start, end) == (0, size):
        return place
    if place[1] - place[0] == size:  # no markup and no reference in it: either makes the source longer
        return place[0] + start, place[0] + end
    inner = visible(source[slice(*place)]).place(start, end) if source is not None else None
    return (place[0] + inner[0], place[0] + inner[1]) if inner else place
