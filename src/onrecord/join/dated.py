"""Dated sentences: the material that a timeline is chosen from.

A sentence belongs to every date to the day, month or year that a time in it resolves to. One of an article's first
sentences belongs to the day of publication too, since that is the day that news mostly tells of, and, less surely, to
the day before: a morning paper tells what happened then without naming it.

A stamp (see `stamps`) dates nothing, and a sentence is told without the header that was printed into its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.edtf import precision
from onrecord.join.coverage import Coverage, Known
from onrecord.join.stamps import printed_stamps
from onrecord.model import PARSED_KINDS, Article
from onrecord.span import Span

__all__ = ["DatedSentence", "dated_sentences"]

LEDE = 5
"""Sentences from an article's start that tell of its day: news puts the news in its first paragraphs."""

HEADER = 300
"""Characters from a sentence's start in which its dateline may end."""

SHORTEST = 6
"""Fewest words that are left of a sentence without its header."""

_DATELINE = re.compile(r"\([A-Z][\w. ]{1,20}\)\s*(?:-{1,2}|–|—)\s+")
"""The agency that ends a dateline: `(Reuters) - `."""


@dataclass(frozen=True, slots=True)
class DatedSentence:
    """A sentence and a date that it belongs to; `place` is the sentence's number in the article, from 0.

    `basis` says how it belongs: `mention`, it names the date; `ahead`, it names the date and was published before it;
    `published`, it is one of the first of an article of that day; `eve`, of an article of the day after.
    """

    span: Span
    date: str
    basis: str
    place: int


def dated_sentences(coverage: Coverage, known: Known) -> tuple[DatedSentence, ...]:
    """All pairs of sentence and date, in the order of the record."""
    found: list[DatedSentence] = []
    for article, findings in coverage.findings.items():
        about = coverage.articles[article]
        settled = known.times_of(findings)
        printed = printed_stamps(settled, about.published)
        times = [t for t in settled if t.edtf and t.span not in printed]
        at = place = 0
        for sentence in findings.sentences:
            kind = about.blocks[sentence.block].kind
            if kind not in PARSED_KINDS or kind in ("title", "subhead"):
                continue
            while at < len(times) and times[at].span.start < sentence.span.start:
                at += 1
            dates = set()
            while at < len(times) and times[at].span.start < sentence.span.end:
                dates.add((times[at].edtf or "").split("T")[0].rstrip("~?%"))
                at += 1
            found += _rows(_prose(sentence.span, printed, coverage), dates, about, place)
            place += 1
    return tuple(found)


def _prose(sentence: Span, printed: Iterable[Span], coverage: Coverage) -> Span:
    """A sentence without the header that was printed into its line: what follows its stamps and its dateline."""
    text = coverage.text(sentence)
    start = max((p.end for p in printed if sentence.start <= p.start < sentence.end), default=sentence.start)
    if match := _DATELINE.search(text, 0, HEADER):
        start = max(start, sentence.start + match.end())
    rest = text[start - sentence.start :]
    start += len(rest) - len(rest.lstrip(" ,.;:|-–—"))
    if start == sentence.start:
        return sentence
    return Span(sentence.article, start, sentence.end) if len(rest.split()) >= SHORTEST else sentence


def _rows(span: Span, dates: set[str], article: Article, place: int) -> Iterator[DatedSentence]:
    published = article.published if article.published and precision(article.published) == "day" else None
    for day in sorted(dates):
        ahead = published is not None and precision(day) == "day" and day > published
        yield DatedSentence(span, day, "ahead" if ahead else "mention", place)
    if published and place < LEDE:
        eve = (date.fromisoformat(published) - timedelta(days=1)).isoformat()
        yield DatedSentence(span, published, "published", place)
        yield DatedSentence(span, eve, "eve", place)
