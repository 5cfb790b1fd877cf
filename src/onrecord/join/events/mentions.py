"""Dated event mentions: what `join.events` clusters.

A mention is a sentence of one article that tells of a happening, with the date that its own words give it once the
story has settled its times. A sentence with several dated happenings gives several mentions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from onrecord.edtf import Bounds, bounds, precision
from onrecord.join.coverage import Coverage, Known
from onrecord.join.sharing import one_set
from onrecord.join.stamps import printed_stamps
from onrecord.model import Findings, StatedEvent, Time
from onrecord.span import Cover, Span
from onrecord.tokens import content_words
from onrecord.words import load

__all__ = [
    "EventKinds",
    "Mention",
    "is_done",
    "is_kind",
    "is_landmark",
    "kind_of",
    "landmark_kinds",
    "leans",
    "mentions",
    "names_landmark",
    "placing",
]

_BOUNDING = frozenset(
    {"MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS", "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER"}
)
_INDEFINITE = re.compile(r"\b(?:an?|another|one|each|every)\s+(?:[\w\-]+\s+){0,3}$", re.IGNORECASE)
"""What stands before a noun for one of many: `a `, `another deadly `."""

NEAR = 60
"""Characters before a noun that may hold its article."""

_THAT_DAY = re.compile(
    r"\bthat (?:same )?(?:day|morning|afternoon|evening|night|week|weekend|month|year)\b", re.IGNORECASE
)
"""A time that only the sentences before it tell."""

_HOUR = re.compile(r"T\d")

_WHO = frozenset({"person", "organization"})
_PERSONS = frozenset({"person"})
_WHERE = frozenset({"place"})

LONGEST = 366
"""Days of a date that can place an event in a chronology: a decade cannot."""


@dataclass(frozen=True, slots=True)
class EventKinds:
    """The lists of `words/events.toml`: groups of words for one kind of happening, the nouns that stories count from,
    and the words with which a sentence leans on the one before it.
    """

    kinds: Mapping[str, frozenset[str]]
    landmarks: frozenset[str]
    leaning: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mention:
    """One article's telling of one happening.

    `kind` is the happening's group in `words/events.toml`, or its lemma. Of people and bodies, `company` are all that
    the sentence names, `actors` those in the subject and object, and `people` those who had a part: the company of a
    verb, the actors of an event noun (`the accident`), for who else the sentence names need have none in it. Of people
    alone, `subjects` and `objects` are those in the subject and in the object. `places` are the places that the
    sentence names; `definite` says that no `a` or `another` stands before a noun, `first` that no other happening of
    the sentence with a time of its own comes before it; `order` is the sentence's number in the article.
    """

    event: StatedEvent
    kind: str
    date: str | None
    bounds: Bounds | None
    basis: Literal["explicit", "relative", "published"]
    date_spans: tuple[Span, ...]
    words: frozenset[str]
    company: frozenset[str]
    people: frozenset[str]
    actors: frozenset[str]
    subjects: frozenset[str]
    objects: frozenset[str]
    places: frozenset[str]
    definite: bool
    first: bool
    order: int


@lru_cache(maxsize=1)
def _groups() -> dict[str, str]:
    kinds = load("events", EventKinds).kinds
    return {lemma: kind for kind in sorted(kinds, reverse=True) for lemma in kinds[kind]}


def leans(text: str) -> bool:
    """Whether a sentence cannot stand alone: it begins with `It` or `But`, or tells of `that night`."""
    first = text.split(maxsplit=1)[0].lower() if text.strip() else ""
    return first in load("events", EventKinds).leaning or _THAT_DAY.search(text) is not None


def kind_of(lemma: str) -> str:
    """The kind of happening that `lemma` tells of: its group, or itself."""
    return _groups().get(lemma, lemma)


def is_kind(kind: str) -> bool:
    """Whether `kind` is one of the groups, and not just a verb for what happened besides: `sit`, `arrive`."""
    return kind in load("events", EventKinds).kinds


def is_landmark(mention: Mention) -> bool:
    """Whether a mention is a noun for what stories count from, and not for one of many: `the crash`, not `a crash`."""
    return mention.event.noun and mention.definite and mention.event.lemma in load("events", EventKinds).landmarks


@lru_cache(maxsize=1)
def _landmark() -> re.Pattern[str]:
    nouns = "|".join(sorted(load("events", EventKinds).landmarks))
    return re.compile(rf"(?:\b(?:the|this|that)|['’]s)\s+(?:[\w\-]+\s+){{0,2}}(?:{nouns})\b", re.IGNORECASE)


def names_landmark(text: str) -> bool:
    """Whether a sentence names what the story counts from, dated or not: `the fatal crash`."""
    return _landmark().search(text) is not None


@lru_cache(maxsize=1)
def landmark_kinds() -> frozenset[str]:
    """The kinds of happenings that stories count from."""
    return frozenset(kind_of(lemma) for lemma in load("events", EventKinds).landmarks)


_NOBODY: frozenset[str] = frozenset()


class _Named:
    """Who and what an article names, by place in its text."""

    def __init__(self, found: Findings, known: Known, kinds: Mapping[str, str]) -> None:
        self._spans = sorted((n.span for n in found.names if n.span in known.person_of), key=lambda s: s.start)
        self._starts = [s.start for s in self._spans]
        self._ids = [known.person_of[s] for s in self._spans]
        self._kinds = kinds

    def inside(self, span: Span | None, wanted: frozenset[str] = _WHO) -> frozenset[str]:
        """The ids of the people or places named within `span`."""
        if span is None:
            return _NOBODY
        first, last = bisect_right(self._starts, span.start - 1), bisect_right(self._starts, span.end - 1)
        if first == last:
            return _NOBODY
        return one_set(frozenset(i for i in self._ids[first:last] if self._kinds.get(i) in wanted))


def mentions(coverage: Coverage, known: Known) -> Iterator[Mention]:
    """The mentions of all articles, in the order of the record, undated ones included; none from inside quotations."""
    for article in _articles(coverage, known):
        yield from map(article.mention, article.events)


def placing(coverage: Coverage, known: Known) -> Iterator[tuple[list[Mention], list[frozenset[str]]]]:
    """For each article the mentions that are dated or tell of what was done, and the words of all sentences with any.

    The others place and support no event, so that it would be idle to make them.
    """
    for article in _articles(coverage, known):
        yield [article.mention(e) for e in article.events if article.may_place(e)], article.words()


def _articles(coverage: Coverage, known: Known) -> Iterator[_Article]:
    kinds: dict[str, str] = {p.id: p.kind for p in known.people}
    return (_Article(found, coverage, known, kinds) for found in coverage.findings.values())


def is_done(event: StatedEvent) -> bool:
    """Whether a sentence tells of an event as of something that happened: it may support one without a date."""
    return event.modality == "actual" and not event.negated and event.tense == "past"


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What a sentence is about, whom it names and where; its number in the article."""

    words: frozenset[str]
    company: frozenset[str]
    places: frozenset[str]
    order: int


class _Article:
    """The mentions of one article, in text order: what they share is worked out once a sentence."""

    def __init__(self, found: Findings, coverage: Coverage, known: Known, kinds: Mapping[str, str]) -> None:
        self._found, self._coverage = found, coverage
        self._text = coverage.articles[found.article].text
        self._named = _Named(found, known, kinds)
        self._order = {s.span: i for i, s in enumerate(found.sentences)}
        times = known.times_of(found)
        printed = printed_stamps(times, coverage.articles[found.article].published)
        self._times = {t.span: t for t in times if t.span not in printed}
        self._dates = Cover(t.span for t in times)
        self._sentences: dict[Span, _Sentence] = {}
        self.events = [e for e in found.events if not e.quoted]
        self._timed = {e.sentence: e.span.start for e in reversed(self.events) if e.times}

    def words(self) -> list[frozenset[str]]:
        """The words of each sentence that tells of an event."""
        return [self._sentence(span).words for span in dict.fromkeys(e.sentence for e in self.events)]

    def may_place(self, event: StatedEvent) -> bool:
        """Whether a mention of an event may have a date, or tells of it as done."""
        return is_done(event) or not self._times.keys().isdisjoint(event.times)

    def mention(self, event: StatedEvent) -> Mention:
        """One event of the article."""
        time = _dating(self._times[s] for s in event.times if s in self._times)
        date = time.edtf.split("T")[0] if time and time.edtf else None
        about = self._sentence(event.sentence)
        subjects, objects = self._named.inside(event.subject), self._named.inside(event.object)
        actors = one_set(subjects | objects)
        return Mention(
            event=event,
            kind=kind_of(event.lemma),
            date=date,
            bounds=bounds(date) if date else None,
            basis="explicit" if time and time.anchor == "explicit" else "relative",
            date_spans=tuple(sorted({time.span, *_evidence(time, self._found, self._coverage)})) if time else (),
            words=about.words,
            company=about.company,
            people=actors if event.noun else about.company,
            actors=actors,
            subjects=self._named.inside(event.subject, _PERSONS),
            objects=self._named.inside(event.object, _PERSONS),
            places=about.places,
            definite=not event.noun or self._definite(event),
            first=event.span.start <= self._timed.get(event.sentence, event.span.start),
            order=about.order,
        )

    def _sentence(self, span: Span) -> _Sentence:
        if span not in self._sentences:
            order = self._order.get(span, len(self._order))
            company, places = self._named.inside(span), self._named.inside(span, _WHERE)
            self._sentences[span] = _Sentence(self._words(span), company, places, order)
        return self._sentences[span]

    def _words(self, sentence: Span) -> frozenset[str]:
        """What a sentence is about. Its dates are compared as dates, and figures are what accounts differ in."""
        here = self._dates.beginning_in(sentence)
        dates = {word for t in here for word in content_words(self._text[t.start : t.end])}
        words = {*content_words(self._text[sentence.start : sentence.end])} - dates
        return frozenset(w for w in words if not w[0].isdigit())

    def _definite(self, event: StatedEvent) -> bool:
        return not _INDEFINITE.search(self._text[max(event.sentence.start, event.span.start - NEAR) : event.span.start])


def _dating(times: Iterable[Time]) -> Time | None:
    """The finest of the times that date an event, the first of equals."""
    return min(filter(_places, times), key=lambda t: (bounds(t.edtf or "").days, t.span), default=None)


def _places(time: Time) -> bool:
    """Whether a time says when something happened.

    Not when it only bounds it (`more than a month after`), or gives an hour of a day that the sentence does not name.
    """
    if time.edtf is None or precision(time.edtf) in ("decade", "century") or bounds(time.edtf).days > LONGEST:
        return False
    return time.mod not in _BOUNDING and (time.anchor == "explicit" or not _HOUR.search(time.value))


def _evidence(time: Time, found: Findings, coverage: Coverage) -> Iterable[Span]:
    """What else shows a date that is not printed whole.

    For one seen from the day of publication, the words that this was worked out from, if it was; else the nearest
    earlier time of the article that has the year.
    """
    if time.anchor == "explicit" or time.edtf is None:
        return ()
    article = coverage.articles[found.article]
    if time.anchor == "published" and article.published_basis == "text":
        return article.published_evidence
    year = time.edtf[:4]
    earlier = [
        t.span for t in found.times if t.anchor == "explicit" and (t.edtf or "").startswith(year) and t.span < time.span
    ]
    return earlier[-1:]
