"""A record with only the passages of its articles that it cites, each with its sentence: for passing it on.

All other characters become spaces, one for one, so that every span still points at its own words; line ends stay.
Names, times, figures and changes that stand outside the kept passages are left out.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from onrecord.model import Article, Change, Record
from onrecord.span import Span, within
from onrecord.write.html.marks import collect
from onrecord.write.texts import Texts

__all__ = ["excerpted"]

_PRINTED = re.compile(r"\S")


def excerpted(record: Record) -> Record:
    """`record` with its articles' texts blanked outside of what is cited; their titles are kept."""
    texts = Texts(record)
    marks = collect(record, texts, lambda kind, id_: "")  # only where they stand is asked, not where they lead
    kept = {
        a.id: [
            *(texts.context(m.span) for m in marks[a.id] if m.cited),
            *(Span(a.id, b.start, b.end) for b in a.blocks if b.kind == "title"),
        ]
        for a in record.articles
    }
    ranges = {article: _merged(spans) for article, spans in kept.items()}
    whole = _Whole(span for spans in ranges.values() for span in spans)
    return replace(
        record,
        articles=tuple(_blanked(a, ranges[a.id], whole) for a in record.articles),
        repairs=tuple(r for r in record.repairs if r.span in whole),
        times=tuple(t for t in record.times if t.span in whole),
        figures=tuple(f for f in record.figures if f.span in whole),
        people=tuple(replace(p, mentions=tuple(m for m in p.mentions if m in whole)) for p in record.people),
        set_aside=tuple(s if s.span is None or s.span in whole else replace(s, span=None) for s in record.set_aside),
    )


class _Whole:
    """The kept ranges, which do not touch, to ask whether a span lies within one of them."""

    def __init__(self, ranges: Iterable[Span]) -> None:
        self._ranges = sorted(ranges)

    def __contains__(self, span: Span) -> bool:
        at = bisect_right(self._ranges, Span(span.article, span.start, sys.maxsize)) - 1
        return at >= 0 and within(span, self._ranges[at])


def _merged(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(span.article, found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _blanked(article: Article, kept: Iterable[Span], whole: _Whole) -> Article:
    parts, at = [], 0
    for span in kept:
        parts += [_blank(article.text[at : span.start]), article.text[span.start : span.end]]
        at = span.end
    parts.append(_blank(article.text[at:]))
    return replace(
        article, text="".join(parts), shared=tuple(s for s in article.shared if s in whole),
        changes=tuple(c for c in article.changes if _shown(c, whole)),
    )  # fmt: skip


def _blank(text: str) -> str:
    return _PRINTED.sub(" ", text)


def _shown(change: Change, whole: _Whole) -> bool:
    return all(span is None or span in whole for span in (change.span, change.base_span))
