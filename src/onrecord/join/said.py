"""Quotations with the record's people as their speakers, and with the date on which the words were said.

`find` resolved a speaker to a name in the same article as far as it could; here that name becomes a person of the
record. When something was said is only put down where the article says it beside the quotation: in its occasion (`on
Monday's podcast`), or with the cue (`said on Monday`), as a date no longer than a month.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from onrecord.edtf import bounds
from onrecord.join.coverage import Coverage, Known
from onrecord.model import Quotation, SetAside, Speaker, Time
from onrecord.span import Span
from onrecord.words import load

__all__ = ["attribute"]

LONGEST = 31
"""Days of a date that says when something was said: `in 2021` does not."""

LONG, MOST = 5, 40
"""Fewest words that an article prints twice for them to be one person's, and most by which a longer one may begin."""
_WORD = re.compile(r"\w+")
NEAR = 60
"""Characters between a cue and the date that it was said on, in the same sentence: `said at a hearing on Monday`."""


@dataclass(frozen=True, slots=True)
class _SaidWords:
    """`words/said.toml`."""

    others: frozenset[str]


def attribute(coverage: Coverage, known: Known) -> tuple[tuple[Quotation, ...], tuple[SetAside, ...]]:
    """All quotations with person and date, in the order of the record, and those left without a speaker."""
    done: list[Quotation] = []
    without: list[SetAside] = []
    for article, found in coverage.findings.items():
        times = known.times_of(found)
        sentences = [s.span for s in found.sentences]
        speakers = [_speaker(q.speaker, known.person_of) for q in found.quotations]
        printed = [_printed(coverage, q) for q in found.quotations]
        twice = _said_by(printed, speakers)
        for quotation, words, speaker in zip(found.quotations, printed, speakers, strict=True):
            if speaker and not speaker.person and (person := twice.get(words)):
                speaker = replace(speaker, person=person)  # `Ferry master: “I was told”` over `“I was told,” Bell said`
            said = _said(quotation, times, sentences, coverage.articles[article].text)
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


def _printed(coverage: Coverage, quotation: Quotation) -> tuple[str, ...]:
    """The words of a quotation, without marks; none of one that is not direct."""
    if quotation.type != "direct":
        return ()
    return tuple(w for s in quotation.content for w in _WORD.findall(coverage.text(s).lower()))


def _said_by(printed: Sequence[tuple[str, ...]], speakers: Sequence[Speaker | None]) -> Mapping[tuple[str, ...], str]:
    """The one person to whom an article gives each stretch of words, long enough not to be said by two."""
    given: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for words, speaker in zip(printed, speakers, strict=True):
        if speaker and speaker.person and len(words) >= LONG:
            given[words].add(speaker.person)
            for end in range(LONG, min(len(words), MOST)):
                given[words[:end]].add(speaker.person)
    return {words: next(iter(people)) for words, people in given.items() if len(people) == 1}


def _start(time: Time) -> int:
    return time.span.start


def _said(quotation: Quotation, times: Sequence[Time], sentences: Sequence[Span], text: str) -> str | None:
    """The one date stated with the occasion or the cue, else None."""
    if quotation.occasion is not None:
        stated = _only(times, quotation.occasion.span, lambda t: not _in_content(quotation, t))
        if stated is not None:
            return stated
    if quotation.cue is None:
        return None
    cue = quotation.cue
    at = bisect_right(sentences, cue.start, key=lambda s: s.start) - 1
    sentence = sentences[at] if at >= 0 and cue.start < sentences[at].end else cue
    near = Span(cue.article, max(sentence.start, cue.start - NEAR), min(sentence.end, cue.end + NEAR))
    return _only(times, near, lambda t: not _in_content(quotation, t) and _with_cue(quotation, cue, t, sentence, text))


def _only(times: Sequence[Time], place: Span, may: Callable[[Time], bool]) -> str | None:
    """The one date within `place`, no longer than a month, that `may` say when."""
    near = times[bisect_left(times, place.start, key=_start) : bisect_left(times, place.end, key=_start)]
    inside = {
        t.edtf for t in near
        if t.edtf and t.span.end <= place.end and bounds(t.edtf).days <= LONGEST and may(t)
    }  # fmt: skip
    return inside.pop() if len(inside) == 1 else None


def _in_content(quotation: Quotation, time: Time) -> bool:
    return any(c.start <= time.span.start < c.end for c in quotation.content)


def _with_cue(quotation: Quotation, cue: Span, time: Time, sentence: Span, text: str) -> bool:
    """Whether nothing between a date and the cue makes it that of something else: `who resigned on Monday, said`."""
    if time.span.start >= cue.end:
        between = Span(cue.article, cue.end, time.span.start)
    else:
        opening = max([sentence.start, *(c.end for c in quotation.content if c.end <= cue.start)])
        between = Span(cue.article, opening, cue.start)
    speaker = quotation.speaker.span if quotation.speaker else None
    if speaker is not None and speaker.start <= time.span.start < speaker.end:
        return False
    parts = [speaker, *(p.span for p in (quotation.addressee, quotation.occasion) if p)]
    left = _without(between, [p for p in parts if p is not None], text)
    return not _said_words().others & frozenset(left.lower().replace(",", " ").split())


def _without(place: Span, parts: Sequence[Span], text: str) -> str:
    """The characters of `place` outside `parts`."""
    found, at = [], place.start
    for part in sorted(parts, key=lambda p: p.start):
        found.append(text[at : max(at, min(part.start, place.end))])
        at = max(at, min(part.end, place.end))
    return " ".join([*found, text[at : place.end]])


@cache
def _said_words() -> _SaidWords:
    words: _SaidWords = load("said", _SaidWords)
    return words
