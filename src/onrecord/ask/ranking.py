"""How much of a question a passage meets.

A passage meets a share of the question's words: each weighs by its rarity among the record's passages, one that the
record does not have as much as the rarest. What stands only in the passage's paragraph counts less than what stands in
it. Below a floor a passage is no answer. People and dates that are named are required, and so is what the kind of
question asks for (a figure for *how many*). Measured on the open questions of `benchmarks/questions.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from onrecord.ask.candidates import Candidate, exact, fits, speaker_of
from onrecord.ask.known import Known
from onrecord.ask.question import Asked, in_row, root
from onrecord.tokens import content_words

__all__ = ["FLOOR", "score"]

FLOOR: Final = 0.5
"""Least share of a question that an answer meets. From .45 to .6 the same; with .4 one more is found, among what is no
answer; the least that is still half."""

NEAR: Final = 0.6
"""What counts that stands in the paragraph, not in the sentence itself: pronouns and short sentences lean on it. The
same from .5 to .8; with .45 an answer is lost, with 1 two come later. What stands in the title only does not help."""

LISTED: Final = 0.2
"""Added for what the question asks for besides its words: somebody's name, words said, a role. It orders passages that
meet the same share, as all do where a question has no other words (`Who is …`). The same to .4; with .1 an answer comes
later, with 0 three do."""

MISSED: Final = 1.25
"""How much more a word weighs that is written as a name and is not there: who asks for the Eiffel Tower wants no other
tower. From 1.1 to 2 the same; with 1 one more is found, and the Eiffel Tower in a record without it."""


def score(candidate: Candidate, asked: Asked, weights: Mapping[str, float], known: Known) -> float:
    """How far `candidate` answers: 0 if not at all, else at least `FLOOR`."""
    if not _required(candidate, asked, known):
        return 0.0
    met = _share(candidate, asked, weights)
    if met < FLOOR:
        return 0.0
    held = [_named(candidate, people, known) for people in asked.names]
    held += [_dated(candidate, date, known) for date in asked.dates]
    return round(met + LISTED * sum(held) + _bonus(candidate, asked, known), 4) if all(held) else 0.0


def _share(candidate: Candidate, asked: Asked, weights: Mapping[str, float]) -> float:
    """The share of the weight of words that a passage meets, 1 where none are asked for."""
    parts = []
    for word in asked.words:
        held = _held(word.root in candidate.own, word.root in candidate.near)
        parts.append((weights[word.root] * (MISSED if word.name and not held else 1.0), held))
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
    """How far a date is a passage's: it was said then, or tells of then, in words or as an event; or near it.

    Words of which it is not known when they were said count as near the day on which they were published.
    """
    said = candidate.quotation.said if candidate.quotation else None
    dates = [*known.times.within(candidate.span), *(e.date for e in known.events.within(candidate.span))]
    near = known.times.within(candidate.around)
    if candidate.quotation and said is None:
        near = (*near, known.texts.article(candidate.span).published or "")
    here = any(fits(d, [date]) for d in (*dates, *((said,) if said else ())))
    return _held(here, not here and any(fits(d, [date]) for d in near))


def _required(candidate: Candidate, asked: Asked, known: Known) -> bool:
    """Whether a passage is of the kind that can answer at all, and about whom it must be."""
    if asked.speaker and speaker_of(candidate) not in asked.names[0]:
        return False
    if asked.subject and not _described(candidate, asked, known):
        return False
    if asked.rows:
        words = in_row(known.texts.text(candidate.span))
        if not all(row in words for row in asked.rows):
            return False
    span = candidate.span
    match asked.kind:
        case "amount":
            return _counted(candidate, asked, known)
        case "long":
            return bool(known.durations.within(span)) or any(f.kind == "measure" for f in known.figures.within(span))
        case "age":
            return not candidate.quotation and not asked.people.isdisjoint(known.ages.within(span))
        case "when":
            return bool(known.times.within(span))
    return True


def _counted(candidate: Candidate, asked: Asked, known: Known) -> bool:
    """Whether a passage has an amount; where things are counted, one that is no sum of money, and the things."""
    figures = known.figures.within(candidate.span)
    if asked.counted is None:
        return bool(figures)
    return asked.counted in candidate.near and any(f.kind != "money" for f in figures)


def _described(candidate: Candidate, asked: Asked, known: Known) -> bool:
    """Whether who speaks is described as asked for, here or in a role that is theirs elsewhere."""
    if not asked.subject.isdisjoint(candidate.spoken):
        return True
    person = known.texts.people.get(speaker_of(candidate) or "")
    return person is not None and any(root(w) in asked.subject for r in person.roles for w in content_words(r.text))


def _bonus(candidate: Candidate, asked: Asked, known: Known) -> float:
    """Added for what is of the kind that is asked for; half where that is less sure."""
    span = candidate.span
    match asked.kind:
        case "said":
            return LISTED if candidate.quotation and (candidate.quotation.speaker or not asked.who) else 0.0
        case "who is":
            role, first = (not asked.people.isdisjoint(places.within(span)) for places in (known.roles, known.first))
            return LISTED * role + LISTED / 2 * first
        case "when":
            return LISTED / 2 if any(exact(date) for date in known.times.within(span)) else 0.0
        case "who" | "where":
            here = {known.texts.people[p].kind == "place" for p in known.mentions.within(span)}
            return LISTED / 2 if (asked.kind == "where") in here else 0.0
        case "amount":
            nouns = (noun for f in known.figures.within(span) for noun in (f.of, f.unit) if noun)
            return LISTED if any(root(noun) == asked.counted for noun in nouns) else 0.0
    if asked.dates and not asked.words:
        return LISTED * max((e.weight for e in known.events.within(span)), default=0.0)
    return 0.0
