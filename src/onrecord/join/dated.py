"""Dated sentences: the material that a timeline is chosen from.

A sentence belongs to every date to the day, month or year that a time in it resolves to, and one of an article's first
sentences to the day of publication too, since that is the day that news mostly tells of.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.edtf import precision
from onrecord.join.coverage import Coverage, Known
from onrecord.model import PARSED_KINDS
from onrecord.span import Span

__all__ = ["DatedSentence", "dated_sentences"]

LEDE = 5
"""Sentences from an article's start that tell of its day: news puts the news in its first paragraphs."""


@dataclass(frozen=True, slots=True)
class DatedSentence:
    """A sentence and a date: `basis` mention or published; `place` is its number in the article, from 0."""

    span: Span
    date: str
    basis: str
    place: int


def dated_sentences(coverage: Coverage, known: Known) -> tuple[DatedSentence, ...]:
    """All pairs of sentence and date, in the order of the record."""
    found: list[DatedSentence] = []
    for article, findings in coverage.findings.items():
        blocks = coverage.articles[article].blocks
        published = coverage.articles[article].published
        times = sorted(
            (t for t in (known.times.get(t.span) for t in findings.times) if t and t.edtf), key=lambda t: t.span
        )
        at = place = 0
        for sentence in findings.sentences:
            kind = blocks[sentence.block].kind
            if kind not in PARSED_KINDS or kind in ("title", "subhead"):
                continue
            while at < len(times) and times[at].span.start < sentence.span.start:
                at += 1
            dates = set()
            while at < len(times) and times[at].span.start < sentence.span.end:
                dates.add((times[at].edtf or "").split("T")[0].rstrip("~?%"))
                at += 1
            found += [DatedSentence(sentence.span, d, "mention", place) for d in sorted(dates) if d]
            if published and place < LEDE and precision(published) == "day" and published not in dates:
                found.append(DatedSentence(sentence.span, published, "published", place))
            place += 1
    return tuple(found)
