"""The sentences and quotations of a record that might answer a question, found through its index, people and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import merge
from itertools import islice
from typing import Final

from onrecord.ask.known import Known, first_mentions
from onrecord.ask.question import Asked, Word, root
from onrecord.edtf import bounds, may_be_same
from onrecord.errors import QueryError
from onrecord.model import Quotation
from onrecord.search import Query, any_of, ranked, rows_of
from onrecord.span import Span, hull
from onrecord.store import Store

__all__ = ["Candidate", "candidates", "exact", "fits", "speaker_of"]

MOST: Final = 300
"""Passages that are read for one question, places of dates that are looked at, and quotations of somebody of whom
nothing else is asked: those of the best standing."""

MOST_OF_ONE: Final = 1000
"""Places of somebody that are looked at: those who are quoted most in 1,500 articles have some 700 quotations."""

EVERYWHERE: Final = 5000
"""Mentions from which on a name leaves nothing out: in 1,500 articles the president has 3,000, the company 15,000."""

WEEK: Final = 7
"""Days of a date that may stand for one day that was asked for: the week of an event, a weekend."""

MONTH: Final = 31
"""Days of a date that may stand for a month."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence, or a quotation with its speaker; `around` is the passage that it stands in.

    `own` are the words of the question that it has, by their roots, `near` those that its passage has, and `spoken`
    those that say who speaks.
    """

    span: Span
    around: Span
    quotation: Quotation | None
    own: frozenset[str]
    near: frozenset[str]
    spoken: frozenset[str] = frozenset()


def candidates(store: Store, asked: Asked, weights: Mapping[str, float], known: Known) -> list[Candidate]:
    """What may meet enough of the question, each once: `weights` gives those of its words by their roots."""
    found: dict[tuple[Span, str | None], Candidate] = {}
    for candidate in _all(store, asked, weights, known):
        key = (candidate.span, candidate.quotation.id if candidate.quotation else None)
        found.setdefault(key, candidate)
    return list(found.values())


def _all(store: Store, asked: Asked, weights: Mapping[str, float], known: Known) -> Iterator[Candidate]:
    reader = _Reader(asked.words, known)
    if asked.words:
        for row in _rows(store, asked, weights, known):
            yield from reader.passage(known.passages.at(row), asked)
    else:
        for people in asked.names[:1] if asked.speaker else asked.names:
            ordered = sorted(people, key=known.order.__getitem__)
            if asked.speaker:
                said = merge(*(known.said.get(person, ()) for person in ordered), key=known.standing)
                yield from map(reader.said, islice(said, MOST_OF_ONE if asked.dates else MOST))
            else:
                yield from islice((c for person in ordered for c in reader.named(person)), MOST_OF_ONE)
    if asked.dates:
        spots = (s for date, spans in known.dated.items() if fits(date, asked.dates) for s in spans)
        yield from map(reader.sentence, islice(spots, MOST))


# ------------------------------------------------------------------ passages
def _rows(store: Store, asked: Asked, weights: Mapping[str, float], known: Known) -> list[int]:
    """The rows of passages that may meet half of the words: those that have all, else those that have a rare one.

    What has none of the rare words has too little: `rare` are so many that the others weigh less than half. Where
    those who are named stand in few passages, all of these are read.
    """
    allowed = _allowed(asked, known)
    if allowed is not None and len(allowed) <= MOST:
        return sorted(allowed)
    rare, rest = list(asked.words), sum(weights.values()) / 2
    rare.sort(key=lambda w: weights[w.root])
    while len(rare) > 1 and rest - weights[rare[0].root] > 0:
        rest -= weights[rare.pop(0).root]
    every = Query(tuple(q for word in asked.words for q in any_of(word.forms).wanted))
    some = any_of([form for word in reversed(rare) for form in word.forms])
    found: dict[int, None] = {}
    for query in (every, some):
        if query and len(found) < MOST:
            found |= dict.fromkeys(islice(_matching(store, query, allowed), MOST - len(found)))
    return [row for row in found if row < len(known.passages)]


def _matching(store: Store, query: Query, allowed: frozenset[int] | None) -> Iterator[int]:
    """The rows that match: the best first, or in order those that are `allowed`."""
    if allowed is not None:
        return (row for row in rows_of(store, query) if row in allowed)
    return (row for row, _ in ranked(store, "passage", query, MOST))


def _allowed(asked: Asked, known: Known) -> frozenset[int] | None:
    """The rows of passages with those who are named, so far as they are not named nearly everywhere; None: all rows."""
    allowed: frozenset[int] | None = None
    for place, people in enumerate(asked.names):
        spans = [segment for p in people for q in known.said.get(p, ()) for segment in q.content]
        if place or not asked.speaker:
            spans += [m for p in people for m in known.texts.people[p].mentions]
        if len(spans) <= EVERYWHERE:
            rows = frozenset(r for s in spans if (r := known.passages.row(s.article, s.start)) is not None)
            allowed = rows if allowed is None else allowed & rows
    return allowed


class _Reader:
    """Reads places for the words of a question."""

    def __init__(self, words: Sequence[Word], known: Known) -> None:
        self._known = known
        self._roots = {word.root for word in words}
        self._forms = {form: word.root for word in words for form in word.forms}
        self._met: dict[str, str | None] = {}

    def passage(self, passage: Span, asked: Asked) -> Iterator[Candidate]:
        """The sentences of a passage that have words, and the quotations in it that may answer."""
        places = self._places(passage)
        near, sentence = frozenset(word for _, word in places), None
        for at, _ in places:
            if sentence is None or at >= sentence.end:
                sentence = self._known.texts.context(Span(passage.article, at, at + 1))
                yield Candidate(sentence, passage, None, _within(places, sentence), near)
        for quotation in self._known.quoted.within(passage):
            span = hull(quotation.content)
            inside = passage.start <= span.start and span.end <= passage.end
            own = _within(places if inside else self._places(span), span)
            speaker = quotation.speaker.span if quotation.speaker else None
            spoken = _within(places, speaker) if speaker and asked.kind == "said" else frozenset()
            if own or spoken or (near and asked.speaker):
                yield Candidate(span, passage, quotation, own | spoken, near | own, spoken)

    def said(self, quotation: Quotation) -> Candidate:
        """What somebody said."""
        span = hull(quotation.content)
        return Candidate(span, self._known.paragraph(span), quotation, frozenset(), frozenset())

    def named(self, person: str) -> Iterator[Candidate]:
        """The sentences that name somebody, those first that say what or how old they are, or name them first."""
        known = self._known.texts.people[person]
        told = (*(r.span for r in known.roles), *(a.span for a in known.ages), *first_mentions(known))
        return map(self.sentence, (*told, *known.mentions))

    def sentence(self, span: Span) -> Candidate:
        """The sentence that `span` stands in."""
        sentence, passage = self._known.texts.context(span), self._known.paragraph(span)
        places = self._places(passage) if self._roots else []
        near = frozenset(word for _, word in places)
        return Candidate(sentence, passage, None, _within(places, sentence), near)

    def _places(self, span: Span) -> list[tuple[int, str]]:
        """Where within `span` which words of the question stand."""
        text = self._known.texts.article(span).text
        found = []
        for match in _WORD.finditer(text, span.start, span.end):
            word = match.group()
            met = self._met.get(word, "")
            if met == "":
                met = self._met[word] = self._root(word)
            if met:
                found.append((match.start(), met))
        return found

    def _root(self, word: str) -> str | None:
        """Which word of the question a word stands for."""
        own = root(word)
        return own if own in self._roots else self._forms.get(word.lower())


def _within(places: Iterable[tuple[int, str]], span: Span) -> frozenset[str]:
    return frozenset(word for at, word in places if span.start <= at < span.end)


# ------------------------------------------------------------------ speakers and dates
def speaker_of(candidate: Candidate) -> str | None:
    """The person who speaks, if it is a quotation of somebody's."""
    said = candidate.quotation.speaker if candidate.quotation else None
    return said.person if said else None


def fits(date: str, wanted: Iterable[str]) -> bool:
    """Whether a date may be one of those asked for, in which X stands for any digit, and is about as exact."""
    for want in wanted:
        try:
            known = bounds(date)
            if "X" in want:
                if known.days <= (WEEK if want.count("-") > 1 else MONTH) and _pattern(want).match(
                    known.first.isoformat()
                ):
                    return True
            elif known.days <= max(WEEK, bounds(want).days) and may_be_same(date, want):
                return True
        except QueryError:
            continue
    return False


def exact(date: str) -> bool:
    """Whether a date is known to the month."""
    try:
        return bounds(date).days <= MONTH
    except QueryError:
        return False


@lru_cache(maxsize=256)
def _pattern(want: str) -> re.Pattern[str]:
    return re.compile(want.replace("X", r"\d"))
