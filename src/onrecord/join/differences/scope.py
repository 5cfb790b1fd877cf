"""The scope of a figure: who does what it is of, where, and when.

Two figures of different scopes answer different questions, however alike their sentences are: what two schools reached,
the dead of two floods, the snow of two winters, the jobs of a month and those of the year.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.edtf import Bounds, bounds, may_be_same
from onrecord.join.differences.ground import Ground
from onrecord.model import StatedEvent, StatedFigure
from onrecord.numbers import figure_words
from onrecord.span import Span
from onrecord.tokens import content_words

__all__ = ["Scope", "ScopeFinder", "apart", "half_dated", "half_placed", "long_past"]

LONG_AGO = 365
"""Days before an article's publication beyond which what it dates is not its news."""
SEASON = 150
"""Days of a time that is a year or the like: what a month gives is a part of it."""


_MORE = re.compile(r"\b(?:another|an?\s(?:additional|further|extra))(?:\s(?:some|about|\w+ly))?\s[$€£]?$", re.IGNORECASE)
_OTHERS = re.compile(r"\s(?:more|others?|additional|further|extra)\b(?!\sthan)", re.IGNORECASE)
_BRACKET = re.compile(r"(?:\s(?:of\s)?[\w-]+){0,3}\s?\((?:about\s|some\s)?")


@dataclass(frozen=True, slots=True)
class Scope:
    """Of a figure: the `doers` of what it is of, by id and by the words of their names, the `places` and `dates` that
    its sentence names, the `date` of its clause, and the first `day` on which its article may have been published.
    """

    doers: frozenset[str]
    called: frozenset[str]
    places: frozenset[str]
    dates: tuple[str, ...]
    date: str | None
    day: date | None
    more: bool
    converts: float | None


class ScopeFinder:
    """Finds the scopes of one article's figures."""

    def __init__(self, ground: Ground, article: str) -> None:
        findings = ground.coverage.findings[article]
        self._ground = ground
        self._text = ground.coverage.articles[article].text
        self._names = sorted(n.span for n in findings.names if n.span in ground.known.person_of)
        self._events: dict[Span, list[StatedEvent]] = {}
        for event in sorted((*findings.events, *findings.claims), key=lambda e: e.span):
            self._events.setdefault(event.sentence, []).append(event)
        self._figures = findings.figures
        self._places = {f.span: place for place, f in enumerate(findings.figures)}
        self._times = sorted(t.span for t in findings.times if t.type == "DATE" and t.span in ground.known.times)

    def of(self, figure: StatedFigure, places: frozenset[str], toll: bool) -> Scope:
        """The scope of `figure`, whose clause names `places`."""
        time = self._ground.known.times.get(figure.time) if figure.time else None
        dates = tuple(
            e for t in _within(self._times, figure.sentence) if (e := self._ground.known.times[t].edtf)
        )  # fmt: skip
        doer = None if toll else self._doer(figure)
        named = _within(self._names, doer) if doer else []
        ids = frozenset(self._ground.known.person_of[n] for n in named)
        called = frozenset(_capitals(self._text[doer.start : doer.end])) if doer else frozenset()
        if toll:
            here = [n for n in _within(self._names, figure.sentence) if not self._dateline(n)]
            places = frozenset(self._ground.known.person_of[n] for n in here) & self._ground.places
        clause = time.edtf if time else None
        more = not toll and bool(_MORE.search(self._text[max(0, figure.span.start - 24) : figure.span.start]) or _OTHERS.match(self._text, figure.span.end))
        return Scope(ids, called, places, dates, clause, self._ground.day(figure.span), more, self._converted(figure))

    def _converted(self, figure: StatedFigure) -> float | None:
        """The value that a figure in brackets gives in another unit: `300 barrels (12,600 gallons)`."""
        place = self._places[figure.span]
        before = self._figures[place - 1] if place else None
        if before is None or before.sentence != figure.sentence or before.unit == figure.unit:
            return None
        return before.value if _BRACKET.fullmatch(self._text[before.span.end : figure.span.start]) else None

    def _dateline(self, name: Span) -> bool:
        """Whether a place is that of a clock: `6:55 p.m. Cairo, 11:55 a.m. ET`."""
        return self._text[name.end : name.end + 3][1:3].strip(" ,").isdigit() or self._text[name.end:name.end + 3].strip(", ")[:1].isdigit()

    def _doer(self, figure: StatedFigure) -> Span | None:
        """The subject of the verb that the figure goes with, unless the verb only says, or the figure stands in it."""
        events = [e for e in self._events.get(figure.sentence, ()) if not e.noun and e.subject]
        if any(_holds(e.subject, figure.span) for e in events):
            return None
        holding = [e for e in events if _holds(e.object, figure.span)]
        before = [e for e in events if e.span.end <= figure.span.start]
        event = min(holding, key=lambda e: e.object.end - e.object.start) if holding else before[-1] if before else None
        if event is None or event.lemma in figure_words().labels.telling:
            return None
        return event.subject


def _holds(phrase: Span | None, span: Span) -> bool:
    return phrase is not None and phrase.start <= span.start and span.end <= phrase.end


def _within(spans: Sequence[Span], span: Span) -> list[Span]:
    low, high = (bisect_left(spans, Span(span.article, at, 0)) for at in (span.start, span.end))
    return list(spans[low:high])


def _capitals(phrase: str) -> list[str]:
    return content_words(" ".join(w for w in phrase.replace("-", " ").split() if w[:1].isupper()))


def apart(a: Scope, b: Scope, words_a: frozenset[str], words_b: frozenset[str], toll: bool) -> bool:
    """Whether two figures are of different scopes; `words_a` and `words_b` are those of their sentences."""
    if a.places and b.places and not a.places & b.places:
        return True
    if a.more != b.more:
        return True
    if _others(a, b, words_a, words_b):
        return True
    if a.date and b.date and (not may_be_same(a.date, b.date) or (not toll and _long(a.date) != _long(b.date))):
        return True
    return _of_another_time(a, b, toll)


def _others(a: Scope, b: Scope, words_a: frozenset[str], words_b: frozenset[str]) -> bool:
    """Whether two figures are told of others: each of somebody by a name whom the other sentence does not name."""
    if a.doers & b.doers:
        return False
    return bool(a.called - words_b - b.called) and bool(b.called - words_a - a.called)


def _long(edtf: str) -> bool:
    return bounds(edtf).days > SEASON


def _of_another_time(a: Scope, b: Scope, toll: bool) -> bool:
    """Whether the times of two sentences, one of them long past, are not the same."""
    olds = [long_past(s) for s in (a, b)]
    if olds[0] and olds[1]:
        return not any(may_be_same(x, y) for x in olds[0] for y in olds[1])
    if not toll or not (olds[0] or olds[1]):
        return False
    old, other = (olds[0], b) if olds[0] else (olds[1], a)
    return other.day is not None and all(_before(bounds(e), other.day) for e in old)


def long_past(scope: Scope) -> list[str]:
    """The dates of a sentence, if all that it names are long before its article and none is its news."""
    if scope.day is None:
        return []
    dates = [scope.date] if scope.date else list(scope.dates)
    return dates if all(_before(bounds(e), scope.day) for e in dates) else []


def half_dated(a: Scope, b: Scope) -> bool:
    """Whether one of two clauses alone is dated long before its article."""
    past_a, past_b = ([s.date] if s.date in long_past(s) else [] for s in (a, b))
    return bool(past_a) != bool(past_b)


def half_placed(a: Scope, b: Scope, scene: frozenset[str]) -> bool:
    """Whether one of two sentences alone names a place other than the scene of it all."""
    return bool(a.places - scene) != bool(b.places - scene)


def _before(days: Bounds, day: date) -> bool:
    return days.last < day - timedelta(days=LONG_AGO)
