"""Quotations with the record's people as their speakers, and with the date on which the words were said.

`find` resolved a speaker to a name in the same article as far as it could; here that name becomes a person of the
record. When something was said is only put down where the article says it beside the quotation: in its occasion (`on
Monday's podcast`), or with the cue (`said on Monday`), as a date no longer than a month.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.edtf import bounds
from onrecord.join.coverage import Coverage, Known
from onrecord.model import Quotation, SetAside, Speaker, Time
from onrecord.span import Span

__all__ = ["attribute"]

LONGEST = 31
"""Days of a date that says when something was said: `in 2021` does not."""

NEAR = 60
"""Characters between a cue and the date that it was said on, in the same sentence: `said at a hearing on Monday`."""


def attribute(coverage: Coverage, known: Known) -> tuple[tuple[Quotation, ...], tuple[SetAside, ...]]:
    """All quotations with person and date, in the order of the record, and those left without a speaker."""
    done: list[Quotation] = []
    without: list[SetAside] = []
    for article, found in coverage.findings.items():
        times = sorted((known.times[t.span] for t in found.times if t.span in known.times), key=_start)
        sentences = [s.span for s in found.sentences]
        for quotation in found.quotations:
            speaker = _speaker(quotation.speaker, known.person_of)
            said = _said(quotation, times, sentences)
            done.append(replace(quotation, speaker=speaker, said=said, said_basis="stated" if said else None))
            if speaker is None and quotation.type == "direct":
                why = "no speaker could be told from the text"
                without.append(SetAside("speaker", coverage.articles[article].path, quotation.content[0], why))
    return tuple(done), tuple(without)


def _speaker(speaker: Speaker | None, person_of: Mapping[Span, str]) -> Speaker | None:
    if speaker is None:
        return None
    name = speaker.name or speaker.span
    return replace(speaker, person=person_of.get(name) if name else None)


def _start(time: Time) -> int:
    return time.span.start


def _said(quotation: Quotation, times: Sequence[Time], sentences: Sequence[Span]) -> str | None:
    """The one date stated with the occasion or the cue, else None."""
    places = [p.span for p in (quotation.occasion,) if p]
    if quotation.cue:
        cue = quotation.cue
        at = bisect_right(sentences, cue.start, key=lambda s: s.start) - 1
        sentence = sentences[at] if at >= 0 and cue.start < sentences[at].end else cue
        places.append(Span(cue.article, max(sentence.start, cue.start - NEAR), min(sentence.end, cue.end + NEAR)))
    for place in places:
        near = times[bisect_left(times, place.start, key=_start) : bisect_left(times, place.end, key=_start)]
        inside = {
            t.edtf
            for t in near
            if t.edtf and t.span.end <= place.end
            and not any(c.start <= t.span.start < c.end for c in quotation.content)
            and bounds(t.edtf).days <= LONGEST
        }  # fmt: skip
        if len(inside) == 1:
            return inside.pop()
    return None
