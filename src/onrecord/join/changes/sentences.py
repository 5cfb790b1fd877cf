"""The sentences of two texts, and those that only one of them has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.join.utterances.align import Word, words_of
from onrecord.model import PARSED_KINDS, Article, Findings
from onrecord.span import Span

__all__ = ["Line", "Piece", "Side", "lines_of", "side_of"]

_APART = re.compile(r"[\W_]+")
_END = re.compile(r"[.!?…][\"'”’»)\]]{0,3}\s+(?=[\"'“‘«(\[]{0,2}[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: its place, and its letters and figures alone, by which equal ones are told."""

    span: Span
    key: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence that only one text has: its place, its number among all sentences, its words and their keys."""

    span: Span
    order: int
    words: tuple[Word, ...]
    key: tuple[str, ...]


def lines_of(article: Article, findings: Findings | None) -> tuple[Line, ...]:
    """The sentences of an article's own words: those that were found in it, else by their full stops."""
    if findings is not None and findings.sentences:
        spans: Iterable[Span] = (s.span for s in findings.sentences)
    else:
        spans = _sentences(article)
    lines = (Line(span, _APART.sub(" ", article.text[span.start : span.end].lower()).strip()) for span in spans)
    return tuple(line for line in lines if line.key)


def _sentences(article: Article) -> Iterator[Span]:
    for block in article.blocks:
        if block.kind not in PARSED_KINDS:
            continue
        start = block.start
        for end in _END.finditer(article.text, block.start, block.end):
            yield Span(article.id, start, end.start() + len(end[0].rstrip()))
            start = end.end()
        if start < block.end:
            yield Span(article.id, start, block.end)


@dataclass(frozen=True, slots=True)
class Side:
    """The sentences of one text, and those of them that the other has not letter for letter."""

    every: tuple[Line, ...]
    rest: tuple[Piece, ...]


def side_of(article: Article, lines: tuple[Line, ...], other: tuple[Line, ...]) -> Side:
    """A text and what of it the other has not; a sentence that both have stands as often as both have it."""
    left = Counter(line.key for line in lines) & Counter(line.key for line in other)
    rest = []
    for order, line in enumerate(lines):
        if left[line.key] > 0:
            left[line.key] -= 1
        elif words := words_of(article.text, [line.span]):
            rest.append(Piece(line.span, order, words, tuple(w.key for w in words)))
    return Side(lines, tuple(rest))
