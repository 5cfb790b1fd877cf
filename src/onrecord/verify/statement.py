"""What is said of a draft: each thing that it states, a verdict, and the words of the record that the verdict rests on.

These classes are the JSON that `onrecord verify --json` prints: names, order and nesting are the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.join.coverage import Coverage
from onrecord.model import SegmentOp
from onrecord.span import Span

__all__ = ["FLAGGED", "Checked", "Difference", "Kind", "Piece", "Place", "Passage", "Statement", "Verdict", "passages"]

Kind = Literal["quotation", "date", "name", "age", "figure"]
Verdict = Literal["verbatim", "altered", "contradicted", "not on record"]

FLAGGED: frozenset[Verdict] = frozenset({"altered", "contradicted"})
"""The verdicts that `--strict` fails on."""

SOURCES = 3
"""Passages shown for one statement, at most: what a hundred articles say alike needs no hundred proofs."""


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `[start, end)` of the draft's decoded text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the record: where they stand, verbatim, and who published them when (EDTF). `key` is the article's."""

    article: str
    key: str
    start: int
    end: int
    text: str
    outlet: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the draft's wording (`text`) across from the record's (`record`); None where one has nothing."""

    op: SegmentOp
    text: str | None
    record: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """How the draft's wording differs from the record's. `weighty` as in `model.Reading`."""

    weighty: bool
    segments: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a draft states. `why` says what the verdict rests on, where the sources do not by themselves."""

    kind: Kind
    verdict: Verdict
    span: Place
    text: str
    sources: tuple[Passage, ...] = ()
    difference: Difference | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft and its statements, in text order."""

    path: str
    statements: tuple[Statement, ...]


def passages(coverage: Coverage, spans: list[Span]) -> tuple[Passage, ...]:
    """The first few of `spans`, those that tell most first, one for each article."""
    first: dict[str, Span] = {}
    for span in spans:
        first.setdefault(span.article, span)
    return tuple(_passage(coverage, span) for span in list(first.values())[:SOURCES])


def _passage(coverage: Coverage, span: Span) -> Passage:
    article, text = coverage.articles[span.article], coverage.text(span)
    return Passage(article.id, article.key, span.start, span.end, text, article.outlet, article.published)
