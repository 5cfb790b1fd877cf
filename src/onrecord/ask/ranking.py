"""How much of a question a passage meets.

A passage meets a share of the question's words and dates: each word weighs by its rarity among the record's passages,
one that the record does not have as much as the rarest, a date too. What stands only in the passage's paragraph counts
less than what stands in it. Below a floor a passage is no answer. People who are named are required, and so is what
the kind of question asks for (a figure for *how many*).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from onrecord.ask.candidates import Candidate, fits, speaker_of
from onrecord.ask.known import Known
from onrecord.ask.question import Asked

__all__ = ["FLOOR", "score"]

FLOOR: Final = 0.5
"""Least share of a question that an answer meets. On the open questions of `benchmarks/questions.py`, .45 gives one
false answer and .3 six; from .55 on an answer is lost."""

NEAR: Final = 0.6
"""What counts that stands in the paragraph, not in the sentence itself: pronouns and short sentences lean on it. The
same from .55 to .8; with .45 an answer is lost, with 1 four come later. What stands in the title only does not help."""

LISTED: Final = 0.2
"""Added for what the question asks for besides its words: somebody's name, words said, a role. It orders passages that
meet the same share, as all do where a question has no other words (`Who is …`); 0 to .4 hit the same."""


def score(candidate: Candidate, asked: Asked, weights: Mapping[str, float], known: Known) -> float:
    """How far `candidate` answers: 0 if not at all, else at least `FLOOR`."""
    if not _required(candidate, asked, known):
        return 0.0
    met = _share(candidate, asked, weights, known)
    if met < FLOOR:
        return 0.0
    named = [_named(candidate, people, known) for people in asked.names]
    return round(met + LISTED * sum(named) + _bonus(candidate, asked, known), 4) if all(named) else 0.0


def _share(candidate: Candidate, asked: Asked, weights: Mapping[str, float], known: Known) -> float:
    """The share of the weight of words and dates that a passage meets, 1 where none are asked for."""
    heaviest = max(weights.values(), default=1.0)
    parts = [(weights[w.root], _held(w.root in candidate.own, w.root in candidate.near)) for w in asked.words]
    parts += [(heaviest, _dated(candidate, date, known)) for date in asked.dates]
    total = sum(weight for weight, _ in parts)
    return sum(weight * held for weight, held in parts) / total if total else 1.0


def _held(own: bool, near: bool) -> float:
    """What counts that stands in a passage itself, or near it."""
    return 1.0 if own else NEAR if near else 0.0


def _named(candidate: Candidate, people: frozenset[str], known: Known) -> float:
    """How far somebody is part of a passage: speaks or is named in it, is named in its paragraph, or not."""
    if speaker_of(candidate) in people:
        return 1.0
    here, near = (not people.isdisjoint(known.mentions.within(s)) for s in (candidate.span, candidate.around))
    return _held(here, near)


def _dated(candidate: Candidate, date: str, known: Known) -> float:
    said = candidate.quotation.said if candidate.quotation else None
    dates = [*known.times.within(candidate.span), *((said,) if said else ())]
    return _held(
        any(fits(d, [date]) for d in dates), any(fits(d, [date]) for d in known.times.within(candidate.around))
    )  # fmt: skip


def _required(candidate: Candidate, asked: Asked, known: Known) -> bool:
    """Whether a passage is of the kind that can answer at all, and about whom it must be."""
    if asked.speaker:
        return speaker_of(candidate) in asked.names[0]
    if asked.kind == "amount":
        return bool(known.figures.within(candidate.span))
    if asked.kind == "age":
        return not candidate.quotation and not asked.people.isdisjoint(known.ages.within(candidate.span))
    return asked.kind != "when" or bool(known.times.within(candidate.span))


def _bonus(candidate: Candidate, asked: Asked, known: Known) -> float:
    if asked.kind == "said":
        return LISTED if candidate.quotation else 0.0
    if asked.kind == "who is":
        return 0.0 if asked.people.isdisjoint(known.roles.within(candidate.span)) else LISTED
    if asked.kind == "who":
        return LISTED / 2 if known.mentions.within(candidate.span) else 0.0
    return 0.0
