"""The scope of a figure: who does what it is of, where, and when.

Two figures of different scopes answer different questions, however alike their sentences are: what two schools reached,
the dead of two floods, the snow of two winters, the jobs of a month and those of the year, a number and what is added.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.edtf import bounds, may_be_same
from onrecord.join.differences.ground import Ground
from onrecord.join.sharing import one_set
from onrecord.model import StatedEvent, StatedFigure
from onrecord.numbers import figure_words
from onrecord.span import Cover, Span
from onrecord.tokens import content_words

__all__ = ["Scope", "ScopeFinder", "apart", "half_dated", "half_placed", "long_past", "of_others", "same_past"]

LONG_AGO = 365
"""Days before an article's publication beyond which what is dated is not its news."""
SEASON = 150
"""Days from which on a date is one of a year or a part of it: of what a month gives, the year gives the sum."""
LEAD = 24
"""Characters before a figure in which *another* stands."""

_MORE = re.compile(
    r"\b(?:another|an?\s(?:additional|further|extra))(?:\s(?:some|about|\w+ly))?\s[$€£]?$", re.IGNORECASE
)
_OTHERS = re.compile(r"\s(?:more|others?|additional|further|extra)\b(?!\sthan)", re.IGNORECASE)
_BRACKET = re.compile(r"(?:(?:\s(?:of\s)?[\w-]+){0,3}\s?\(|;\s|\s?\\?/)(?:about\s|some\s)?")
"""Between a figure and what gives it once more: `300 barrels (12,600 gallons/47,700 litres)`."""
_NOT_WHEN = re.compile(r"\b(?:since|after|before|until|till|when)\b[^,;:()]*$", re.IGNORECASE)
"""Before a date that is of what a figure follows or comes before: `20 miles away since the rig sank on April 22`."""
_CLOCK = re.compile(r",?\s\d{1,2}[:.]\d\d")
"""Behind a place that says whose time it is: `6:55 p.m. Cairo, 11:55 a.m. ET`."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Who does what a figure is of, as ids (`doers`) and by the words of their names (`called`), where, and when.

    `places` are those of the clause, of a toll those of its sentence, and `wider` has them and those that their names
    begin with; `dates` the days, months or years of the
    sentence, `dated` that of the clause, `day` the first on which the article may have been published. `more` says that
    the figure is added to another, and `converts` is the value, with its unit, that it gives once more in another one.
    """

    doers: frozenset[str]
    called: frozenset[str]
    places: frozenset[str]
    wider: frozenset[str]
    dates: tuple[str, ...]
    dated: str | None
    day: date | None
    more: bool
    converts: tuple[float, str] | None


class ScopeFinder:
    """Finds the scopes of one article's figures; `names` are those whose bearers are known."""

    def __init__(self, ground: Ground, article: str, names: Cover) -> None:
        findings = ground.coverage.findings[article]
        self._known, self._ground = ground.known, ground
        self._text = ground.coverage.articles[article].text
        self._names = names
        self._times = Cover(t.span for t in findings.times if t.type == "DATE" and t.span in self._known.times)
        self._figures = findings.figures
        self._verbs: dict[Span, list[StatedEvent]] = defaultdict(list)
        for event in sorted((*findings.events, *findings.claims), key=lambda e: e.span):
            if not event.noun and event.subject:
                self._verbs[event.sentence].append(event)

    def of(self, place: int, places: frozenset[str], *, toll: bool) -> Scope:
        """The scope of the figure at `place` among those of the article, whose clause names `places`."""
        figure = self._figures[place]
        time = (
            self._known.times.get(figure.time) if figure.time and (toll or self._is_when(figure, figure.time)) else None
        )
        doer = None if toll else self._doer(figure)
        if toll:
            names = [n for n in self._names.beginning_in(figure.sentence) if not _CLOCK.match(self._text, n.end)]
            places = frozenset(self._known.person_of[n] for n in names) & self._ground.places
        doers = (self._known.person_of[n] for n in self._names.beginning_in(doer)) if doer else ()
        return Scope(
            one_set(frozenset(doers)),
            one_set(frozenset(_capitals(self._text[doer.start : doer.end]) if doer else ())),
            one_set(places),
            one_set(places.union(w for p in places if (w := self._ground.within.get(p)))),
            tuple(
                e
                for t in self._times.beginning_in(figure.sentence)
                if (e := self._known.times[t].edtf) and (toll or self._is_when(figure, t))
            ),
            time.edtf if time else None,
            self._ground.day(figure.span),
            not toll and self._added(figure.span),
            self._converted(place),
        )

    def _is_when(self, figure: StatedFigure, time: Span) -> bool:
        """Whether a date may say when a figure is of: not if a clause of its own stands between the two."""
        if figure.span.end <= time.start:
            return not _NOT_WHEN.search(self._text, figure.span.end, time.start)
        own = "," in self._text[time.end : figure.span.start]
        return not (own and _NOT_WHEN.search(self._text, figure.sentence.start, time.start))

    def _added(self, figure: Span) -> bool:
        before = self._text[max(0, figure.start - LEAD) : figure.start]
        return bool(_MORE.search(before) or _OTHERS.match(self._text, figure.end))

    def _converted(self, place: int) -> tuple[float, str] | None:
        """What a figure in brackets gives in another unit: `300 barrels (12,600 gallons)`.

        Of several in one bracket each converts its own: `300 to 400 barrels (12,600 to 16,800 gallons)`.
        """
        figures, own = self._figures, self._figures[place]
        first = last = place
        while first and _of_one_row(figures[first - 1], own):
            first -= 1
        while last + 1 < len(figures) and _of_one_row(figures[last + 1], own):
            last += 1
        count = last + 1 - first
        before = figures[max(0, first - count) : first]
        if len(before) < count or any(not _of_one_row(f, before[0]) for f in before):
            return None
        if before[0].sentence != own.sentence or before[0].unit is None:
            return None
        converted = before[place - first]
        bracket = _BRACKET.fullmatch(self._text[before[-1].span.end : figures[first].span.start])
        return (converted.value, before[0].unit) if bracket else None

    def _doer(self, figure: StatedFigure) -> Span | None:
        """The subject of the verb that a figure goes with, unless the verb only tells it, or it stands in a subject."""
        verbs = self._verbs.get(figure.sentence, [])
        if any(_holds(v.subject, figure.span) for v in verbs):
            return None
        objects = [(v.object, v) for v in verbs if v.object and _holds(v.object, figure.span)]
        before = [v for v in verbs if v.span.end <= figure.span.start]
        verb = min(objects, key=lambda o: o[0].end - o[0].start)[1] if objects else before[-1] if before else None
        return verb.subject if verb and verb.lemma not in figure_words().labels.telling else None


def _of_one_row(a: StatedFigure, b: StatedFigure) -> bool:
    return a.sentence == b.sentence and a.kind == b.kind and a.unit == b.unit


def _holds(phrase: Span | None, span: Span) -> bool:
    return phrase is not None and phrase.start <= span.start and span.end <= phrase.end


def _capitals(phrase: str) -> list[str]:
    return content_words(" ".join(w for w in phrase.replace("-", " ").split() if w[:1].isupper()))


# ------------------------------------------------------------------ of one scope
def apart(a: Scope, b: Scope, words_a: frozenset[str], words_b: frozenset[str], *, toll: bool) -> bool:
    """Whether two figures are of different scopes; `words_a` and `words_b` are those of their sentences."""
    if a.more != b.more or (a.places and b.places and not (a.places & b.wider or a.wider & b.places)):
        return True
    if a.dated and b.dated:
        summed = not toll and (bounds(a.dated).days > SEASON) != (bounds(b.dated).days > SEASON)
        if summed or not may_be_same(a.dated, b.dated):
            return True
    return of_others(a, b, words_a, words_b) or _of_another_time(a, b, toll=toll)


def of_others(a: Scope, b: Scope, words_a: frozenset[str], words_b: frozenset[str]) -> bool:
    """Whether two figures are told of others: each of somebody by a name whom the other sentence does not name."""
    return not a.doers & b.doers and bool(a.called - words_b) and bool(b.called - words_a)


def _of_another_time(a: Scope, b: Scope, *, toll: bool) -> bool:
    """Whether two sentences tell of times long past that are not one, or of a toll only one does."""
    past_a, past_b = long_past(a), long_past(b)
    if past_a and past_b:
        return not any(may_be_same(x, y) for x in past_a for y in past_b)
    if not toll or not (past_a or past_b):
        return False
    other = b if past_a else a
    return other.day is not None and all(_long_before(e, other.day) for e in past_a or past_b)


def long_past(scope: Scope) -> list[str]:
    """The date of a clause, else those of its sentence, if all are long before the article and none is its news."""
    dates = [scope.dated] if scope.dated else list(scope.dates)
    return dates if scope.day and all(_long_before(e, scope.day) for e in dates) else []


def same_past(a: Scope, b: Scope) -> bool:
    """Whether two figures are of one time long past: when their articles appeared says nothing then."""
    return any(may_be_same(x, y) for x in long_past(a) for y in long_past(b))


def half_dated(a: Scope, b: Scope) -> bool:
    """Whether one of two clauses alone is dated long before its article."""
    past_a, past_b = (s.dated is not None and bool(long_past(s)) for s in (a, b))
    return past_a != past_b


def half_placed(a: Scope, b: Scope, scene: frozenset[str]) -> bool:
    """Whether one of two sentences alone names a place other than the scene of it all."""
    return bool(a.places - scene) != bool(b.places - scene)


def _long_before(edtf: str, day: date) -> bool:
    return bounds(edtf).last < day - timedelta(days=LONG_AGO)
