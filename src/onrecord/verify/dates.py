"""Dates of a draft: whether the record dates the same happening so.

A date is held against the dated sentences of the record that tell of a happening of the same kind, with nobody else in
the same parts, in words alike. If one of them has a date that may be the same, the draft agrees; if the likest of them
are alike enough and none has, it is contradicted. What the draft dates must be told of by the record for that: a verb
alone does not make two happenings one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.edtf import bounds, may_be_same, precision
from onrecord.humandate import human_date
from onrecord.join.events.cluster import Cluster, Rarity, agree, likeness, rarity_of, related, vector
from onrecord.join.events.grouping import grouped
from onrecord.join.events.mentions import Mention, is_kind, mentions
from onrecord.model import Time
from onrecord.span import Span, overlaps
from onrecord.tokens import content_words
from onrecord.verify.held import Draft, Held, strange
from onrecord.verify.said import Quoted
from onrecord.verify.statement import Difference, Piece, Place, Statement, passages

__all__ = ["Chronicle", "check_dates"]

AGREES = 0.08
"""Least likeness (cosine of words weighted by rarity, 0 to 1) at which a telling of the same kind and date confirms
one of the draft. Set by reason, checked with benchmarks/drafts.py, as the next two."""

OF_KIND = 0.2
"""Least likeness at which a telling of the same kind and another date contradicts it."""

OTHERWISE = 0.45
"""The same where the two name the happening by words of different kinds."""

TOLD = 0.3
"""Least share, by rarity, of what the draft tells that the articles must tell of an event whose date contradicts it:
who is charged *with speeding* is charged another time."""

VAGUE = 2.0
"""How many times as alike as a closer telling of another date a vaguer one that agrees must be to confirm a date."""

NEAR = 64
"""Tellings of the record that share a word with one of the draft and are compared with it, the likeliest."""

_MONTH_DAY = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?")
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")


def _sentences(mentions: Iterable[Mention]) -> Mapping[Span, frozenset[str]]:
    """The words of the sentences that tell something, by place."""
    return {m.event.sentence: m.words for m in mentions}


class Chronicle:
    """The dated tellings of a record, and where to look for them."""

    def __init__(self, against: Held) -> None:
        self._against = against
        every = list(mentions(against.coverage, against.known))
        self._seen = _sentences(every)
        events = grouped(every, rarity_of(self._seen.values()), against.settings)
        self.dated = [_finest_of(m, c) for c in events for m in c.members]
        self._words = {m.event.span: frozenset(c.words) for c in events for m in c.members}
        self.dated.sort(key=lambda m: m.event.span)
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        for place, mention in enumerate(self.dated):
            for word in sorted(mention.words):
                self._by_word[word].append(place)

    def rarity(self, mine: Sequence[Mention]) -> Rarity:
        """How rare words are among the tellings of both sides."""
        return rarity_of([*self._seen.values(), *_sentences(mine).values()])

    def told(self, mention: Mention, other: Mention, rarity: Rarity) -> float:
        """How much of what a draft tells, weighted by rarity, is told of an event by one or another article."""
        words = sorted(mention.words)
        return sum(rarity[w] for w in words if w in self._words[other.event.span]) / sum(rarity[w] for w in words)

    def near(self, mention: Mention, rarity: Rarity) -> list[tuple[float, Mention]]:
        """The dated tellings that share most with one of a draft, each with how alike they are, the likest first."""
        scores: defaultdict[int, float] = defaultdict(float)
        for word, value in vector(mention.words, rarity).items():
            for place in self._by_word.get(word, ()):
                scores[place] += value
        ranked = sorted(scores, key=lambda p: (-scores[p], p))[:NEAR]
        found = [(likeness(mention.words, _alone(self.dated[p], rarity), rarity), self.dated[p]) for p in ranked]
        return sorted(found, key=lambda f: (-f[0], f[1].event.span))


def _finest_of(mention: Mention, event: Cluster) -> Mention:
    """A telling with the date of its event, the finest that a telling of it gives."""
    return replace(mention, date=event.date, bounds=bounds(event.date))


def _alone(mention: Mention, rarity: Rarity) -> Cluster:
    cluster = Cluster(mention.date or "")
    cluster.add(mention, rarity)
    return cluster


@dataclass(frozen=True, slots=True)
class _Found:
    """Tellings of the record of what the draft dates, the likest first: with a date that may be the same, and not."""

    agreeing: tuple[tuple[float, Mention], ...]
    gainsaying: tuple[tuple[float, Mention], ...]


def check_dates(draft: Draft, quoted: Sequence[Quoted], chronicle: Chronicle, against: Held) -> Iterator[Statement]:
    """The verdict on each date of a draft outside its quotations."""
    mine = list(mentions(draft.coverage, draft.known))
    rarity = chronicle.rarity(mine)
    said = [q.span for q in quoted]
    for stated in draft.findings.times:
        time = draft.known.times[stated.span]
        if time.type not in ("DATE", "TIME") or not _dates(time) or any(overlaps(time.span, s) for s in said):
            continue
        told = [m for m in mine if time.span in m.event.times]
        beside = [m for m in mine if overlaps(time.span, m.event.sentence)]
        found = _sought(draft, told or beside, time, chronicle, rarity)
        blank = not told or any(strange(draft, m.event.sentence, against) for m in told)
        yield _verdict(draft, time, replace(found, gainsaying=()) if blank else found, against)


def _dates(time: Time) -> bool:
    """Whether a time says on which day, in which month or year, not at which hour or `now`."""
    return time.edtf is not None or bool(_MONTH_DAY.match(time.value) or _WEEKDAY.match(time.value))


def _verdict(draft: Draft, time: Time, found: _Found, against: Held) -> Statement:
    place, text = Place(time.span.start, time.span.end), draft.text(time.span)
    agreeing = _finest(found, _days(time))
    if agreeing:
        tellings = [m.event.sentence for alike, m in agreeing if alike >= agreeing[0][0] / 2]
        return Statement("date", "verbatim", place, text, passages(against.coverage, tellings))
    if not found.gainsaying:
        return Statement("date", "not on record", place, text)
    best = found.gainsaying[0][1]
    tellings = [m.event.sentence for _, m in found.gainsaying if m.date == best.date]
    shown = Difference(True, (Piece("changed", text, best.date),))
    why = f"the record dates it {human_date(best.date)}"
    return Statement("date", "contradicted", place, text, passages(against.coverage, tellings), shown, why)


def _finest(found: _Found, days: int) -> tuple[tuple[float, Mention], ...]:
    """The tellings that agree, those first that date as closely as the draft does.

    Vaguer ones (`last month`) confirm a day only where no closer one, about as alike, gives another day.
    """
    close = tuple(f for f in found.agreeing if f[1].bounds and f[1].bounds.days <= days)
    vague = tuple(f for f in found.agreeing if f not in close)
    rival = max((alike for alike, m in found.gainsaying if m.bounds and m.bounds.days <= days), default=0.0)
    return close or tuple(f for f in vague if f[0] > VAGUE * rival)


def _days(time: Time) -> int:
    """How many days a time of the draft allows, its year apart."""
    if time.edtf:
        return bounds(time.edtf).days
    found = _MONTH_DAY.match(time.value)
    return 31 if found and not found[2] else 1


def _sought(draft: Draft, told: Sequence[Mention], time: Time, chronicle: Chronicle, rarity: Rarity) -> _Found:
    """The tellings of the record that confirm the date of one of the happenings it dates, and those that gainsay it."""
    agreeing: list[tuple[float, Mention]] = []
    gainsaying: list[tuple[float, Mention]] = []
    dated = frozenset(content_words(draft.text(time.span)))
    for mention in told:
        mention = replace(mention, words=mention.words - dated)
        for alike, other in chronicle.near(mention, rarity):
            cluster = _alone(other, rarity)
            of_kind = mention.kind in cluster.kinds and related(mention, cluster)
            if not agree(mention, cluster):
                continue
            same = _may_be(time, other.date or "")
            if same and alike >= (AGREES if of_kind else OF_KIND):
                agreeing.append((alike, other))
            elif (
                same is False
                and alike >= (OF_KIND if of_kind and is_kind(mention.kind) else OTHERWISE)
                and chronicle.told(mention, other, rarity) >= TOLD
            ):
                gainsaying.append((alike, other))
    return _Found(*(tuple(sorted(f, key=lambda f: (-f[0], f[1].event.span))) for f in (agreeing, gainsaying)))


def _may_be(time: Time, date: str) -> bool | None:
    """Whether a time of the draft may be `date` (EDTF); None when that cannot be said.

    A draft of no date has days without a year: these are held against day and month, a weekday against the weekday.
    """
    if time.edtf:
        return may_be_same(time.edtf.split("T")[0], date)
    within = bounds(date)
    if found := _MONTH_DAY.match(time.value):
        month, day = int(found[1]), found[2]
        if within.days > 366 or precision(date) in ("year", "decade", "century"):
            return None
        if day and within.days == 1:
            return (within.first.month, within.first.day) == (month, int(day))
        return any((m % 12) + 1 == month for m in _months(date))
    if found := _WEEKDAY.match(time.value):
        return within.first.isoweekday() == int(found[1]) if within.days == 1 else None
    return None


def _months(date: str) -> Iterator[int]:
    """The months of a date, counted from 0."""
    within = bounds(date)
    first, last = (d.year * 12 + d.month - 1 for d in (within.first, within.last))
    yield from range(first, last + 1)
