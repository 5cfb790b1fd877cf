"""The sentences and quotations of a record that might answer a question, and what is known of each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from onrecord.ask.question import Asked, forms_of, root
from onrecord.edtf import bounds, may_be_same
from onrecord.errors import QueryError
from onrecord.model import Quotation, Record
from onrecord.search import any_of, search
from onrecord.span import Span, hull
from onrecord.store import Store
from onrecord.write.texts import Texts

__all__ = ["Candidate", "Known", "candidates", "fits"]

MOST: Final = 300
"""Hits of either kind that are looked at: the index ranks them by the same words, and an answer is among the first."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence, or a quotation with its speaker; `around` is the paragraph that it stands in."""

    span: Span
    around: Span
    quotation: Quotation | None = None


class Known:
    """A record's articles, people, times, figures and ages by place."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.texts = Texts(record)
        self.mentions = _placed((m, p.id) for p in record.people for m in p.mentions)
        self.times = _placed((t.span, t.edtf) for t in record.times if t.edtf)
        self.figures = _placed((f.span, f.kind) for f in record.figures)
        self.ages = {p.id: [a.span for a in p.ages] for p in record.people if p.ages}
        self.roles = {p.id: [r.span for r in p.roles] for p in record.people if p.roles}
        self.said: defaultdict[str, list[Quotation]] = defaultdict(list)
        for quotation in record.quotations:
            if quotation.speaker and quotation.speaker.person:
                self.said[quotation.speaker.person].append(quotation)

    def inside(self, places: dict[str, list[tuple[Span, str]]], span: Span) -> Iterator[str]:
        """What begins within `span`."""
        here = places.get(span.article, [])
        for at in range(bisect_left(here, span.start, key=lambda p: p[0].start), len(here)):
            if here[at][0].start >= span.end:
                return
            yield here[at][1]

    def roots(self, span: Span) -> frozenset[str]:
        """The roots of the words at `span`."""
        return frozenset(root(w) for w in _WORD.findall(self.texts.text(span)))

    def words(self, span: Span) -> frozenset[str]:
        """The words at `span` in lower case."""
        return frozenset(w.lower() for w in _WORD.findall(self.texts.text(span)))

    def paragraph(self, span: Span) -> Span:
        """The block that `span` begins in, else `span` itself."""
        blocks = self.texts.article(span).blocks
        at = bisect_right(blocks, span.start, key=lambda b: b.start) - 1
        if at < 0 or span.start >= blocks[at].end:
            return span
        return Span(span.article, blocks[at].start, max(blocks[at].end, span.end))


def _placed(items: Iterable[tuple[Span, str | None]]) -> dict[str, list[tuple[Span, str]]]:
    found: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
    for span, value in items:
        if value:
            found[span.article].append((span, value))
    return {article: sorted(places) for article, places in found.items()}


def candidates(store: Store, asked: Asked, known: Known) -> list[Candidate]:
    """Everything that shares a word, a person or a date with the question, each once."""
    found: dict[tuple[Span, str | None], Candidate] = {}
    for candidate in _all(store, asked, known):
        key = (candidate.span, candidate.quotation.id if candidate.quotation else None)
        found.setdefault(key, candidate)
    return list(found.values())


def _all(store: Store, asked: Asked, known: Known) -> Iterator[Candidate]:
    query = any_of([form for word in asked.words for form in sorted(forms_of(word))] if asked.words else [])
    for hit in search(store, query, kind="passage", limit=MOST):
        for mark in hit.marks:
            yield _sentence(mark, known)
    for hit in search(store, query, kind="quotation", limit=MOST):
        yield _quoted(known.texts.quotations[hit.finding or ""], known)
    for people in asked.names:
        for person in people:
            yield from (_quoted(q, known) for q in known.said.get(person, ())[:MOST])
            spans = (*known.roles.get(person, ()), *known.ages.get(person, ()), *known.texts.people[person].mentions)
            yield from (_sentence(s, known) for s in spans[:MOST])
    if asked.dates:
        spots = (s for places in known.times.values() for s, date in places if fits(date, asked.dates))
        yield from (_sentence(s, known) for s, _ in zip(spots, range(MOST), strict=False))


def _sentence(span: Span, known: Known) -> Candidate:
    return Candidate(known.texts.context(span), known.paragraph(span))


def _quoted(quotation: Quotation, known: Known) -> Candidate:
    span = hull(quotation.content)
    return Candidate(span, known.paragraph(span), quotation)


def fits(date: str, wanted: Iterable[str]) -> bool:
    """Whether a date may be one of those asked for, in which X stands for any digit."""
    for want in wanted:
        try:
            if "X" in want:
                first, last = bounds(date).first, bounds(date).last
                pattern = re.compile(want.replace("X", r"\d"))
                if (last - first).days <= 31 and pattern.match(first.isoformat()):
                    return True
            elif may_be_same(date, want):
                return True
        except QueryError:
            continue
    return False
