"""The answer to a question: the passages that meet most of it, grouped by who speaks and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from onrecord.ask.candidates import Candidate, candidates, speaker_of
from onrecord.ask.known import Known
from onrecord.ask.names import Names
from onrecord.ask.question import Asked, Word, adds, read
from onrecord.ask.ranking import FLOOR, score
from onrecord.model import Record
from onrecord.search import any_of, count_of
from onrecord.span import Span, overlaps
from onrecord.store import Store

__all__ = ["Answer", "Asker", "Found", "Group", "ask"]

HELD: Final = 10_000
"""Words whose rarity is remembered: some hours of questions."""

SHOWN: Final = 5
"""Passages of an answer, unless more are asked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that answers: verbatim at `span`; `quotation` its id if it is one.

    `also` are the same words in other articles. `score` says how much of the question it meets; over 1 where it is of
    the kind that is asked for.
    """

    span: Span
    text: str
    quotation: str | None
    score: float
    also: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Passages of one speaker (an id; None if nobody is quoted) and one date (EDTF): said, else published."""

    speaker: str | None
    name: str | None
    date: str | None
    passages: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is on record on a question; no groups: nothing is. The group with the best passage comes first."""

    question: str
    groups: tuple[Group, ...]

    @property
    def passages(self) -> tuple[Found, ...]:
        """All passages, the best first, those as good in the order of the groups."""
        return tuple(sorted((f for g in self.groups for f in g.passages), key=lambda f: -f.score))


class Asker:
    """A record that questions are put to: what they need of it is made ready once, and may be shared by threads."""

    def __init__(self, known: Record | Known) -> None:
        self._known = known if isinstance(known, Known) else Known(known)
        self._names = Names(self._known.people)
        self._holding: dict[Word, int] = {}

    def read(self, question: str) -> Asked:
        """What `question` asks of this record."""
        return read(question, self._names)

    def ask(self, store: Store, question: str, limit: int = SHOWN) -> Answer:
        """At most `limit` passages that answer `question`. Never raises for what is asked.

        `store` is an open file of the same record: its index finds the passages.
        """
        asked, known = self.read(question), self._known
        if not (asked.words or asked.names or asked.dates):
            return Answer(question, ())
        with store.reading():
            weights = {word.root: self._weight(store, word) for word in asked.words}
            found = candidates(store, asked, weights, known)
        good = [(points, c) for c in found if (points := score(c, asked, weights, known)) >= FLOOR]
        good.sort(key=lambda g: (-g[0], *self._order(g[1], asked)))
        return Answer(question, self._grouped(self._distinct(good, asked, limit)))

    def _order(self, candidate: Candidate, asked: Asked) -> tuple[bool, int, bool, int, int, int]:
        """Of what meets as much of a question, what is short comes first, then what was published first.

        Where words are asked for, those of the people who are named come before others' about them; where all that
        somebody said is asked for, it goes by its standing.
        """
        span, quotation = candidate.span, candidate.quotation
        others = asked.kind == "said" and speaker_of(candidate) not in asked.people
        if asked.speaker and not asked.words and quotation is not None:
            return others, *self._known.standing(quotation)
        return others, 0, False, len(span), self._known.order[span.article], span.start

    def _weight(self, store: Store, word: Word) -> float:
        """The rarity of a word among the record's passages."""
        holding = self._holding.get(word)
        if holding is None:
            holding = count_of(store, any_of([f"{word.root}*", *word.forms]))
            if len(self._holding) >= HELD:
                self._holding.clear()
            self._holding[word] = holding
        return log((1 + len(self._known.passages)) / (1 + holding)) + 1

    def _distinct(
        self, good: Sequence[tuple[float, Candidate]], asked: Asked, limit: int
    ) -> list[tuple[Candidate, Found]]:
        """The best passages, none within another, equal words once."""
        kept: dict[str, tuple[float, Candidate, list[Span]]] = {}
        for points, candidate in good:
            text = self._known.texts.text(candidate.span)
            words = " ".join(text.casefold().split())
            if words in kept:
                kept[words][2].append(candidate.span)
            elif (
                len(kept) < limit
                and not any(overlaps(candidate.span, c.span) for _, c, _ in kept.values())
                and (not asked.more or adds(text, asked))
            ):
                kept[words] = (points, candidate, [])
        return [(candidate, self._found(points, candidate, also)) for points, candidate, also in kept.values()]

    def _found(self, points: float, candidate: Candidate, also: Sequence[Span]) -> Found:
        quotation = candidate.quotation.id if candidate.quotation else None
        others = dict.fromkeys(s for s in also if not overlaps(s, candidate.span))
        return Found(candidate.span, self._known.texts.text(candidate.span), quotation, points, tuple(others))

    def _grouped(self, found: Sequence[tuple[Candidate, Found]]) -> tuple[Group, ...]:
        groups: dict[tuple[str | None, str | None, str | None], list[Found]] = {}
        texts = self._known.texts
        for candidate, passage in found:
            quotation = candidate.quotation
            speaker = speaker_of(candidate)
            name = texts.speaker(quotation) if quotation else None
            said = quotation.said if quotation else None
            date = said or texts.article(passage.span).published
            groups.setdefault((speaker, name, date), []).append(passage)
        return tuple(Group(*key, tuple(passages)) for key, passages in groups.items())


def ask(store: Store, question: str, limit: int = SHOWN) -> Answer:
    """At most `limit` passages of the record in `store` that answer `question`."""
    return Asker(Known.of(store)).ask(store, question, limit)
