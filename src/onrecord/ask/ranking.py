"""How much of a question a passage meets.

A passage meets a share of the question's words and dates: each word weighs by its rarity among the record's passages,
one that the record does not have as much as the rarest, a date too. What stands only in the passage's paragraph counts
less than what stands in it. Below a floor a passage is no answer. People who are named are required, and so is what
the kind of question asks for (a figure for *how many*).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from onrecord.ask.candidates import Candidate, Known, fits
from onrecord.ask.question import Asked, forms_of
from onrecord.span import Span

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
    named = [_named(candidate, people, known) for people in asked.names]
    if not all(named) or not _required(candidate, asked, known):
        return 0.0
    met = _share(candidate, asked, weights, known)
    return round(met + LISTED * sum(named) + _bonus(candidate, asked, known), 4) if met >= FLOOR else 0.0


def _share(candidate: Candidate, asked: Asked, weights: Mapping[str, float], known: Known) -> float:
    """The share of the weight of words and dates that a passage meets, 1 where none are asked for."""
    own, near = known.words(candidate.span), known.words(candidate.around)
    roots, near_roots = known.roots(candidate.span), known.roots(candidate.around)
    parts = []
    for word in asked.words:
        forms, held = forms_of(word), 0.0
        if word in roots or forms & own:
            held = 1.0
        elif word in near_roots or forms & near:
            held = NEAR
        parts.append((weights[word], held))
    heaviest = max(weights.values(), default=1.0)
    parts += [(heaviest, _dated(candidate, date, known)) for date in asked.dates]
    total = sum(weight for weight, _ in parts)
    return sum(weight * held for weight, held in parts) / total if total else 1.0


def _speaker(candidate: Candidate) -> str | None:
    said = candidate.quotation.speaker if candidate.quotation else None
    return said.person if said else None


def _named(candidate: Candidate, people: tuple[str, ...], known: Known) -> float:
    """How far somebody is part of a passage: speaks or is named in it, is named in its paragraph, or not."""
    if _speaker(candidate) in people or any(p in people for p in known.inside(known.mentions, candidate.span)):
        return 1.0
    return NEAR if any(p in people for p in known.inside(known.mentions, candidate.around)) else 0.0


def _dated(candidate: Candidate, date: str, known: Known) -> float:
    said = candidate.quotation.said if candidate.quotation else None
    if (said and fits(said, [date])) or any(fits(d, [date]) for d in known.inside(known.times, candidate.span)):
        return 1.0
    return NEAR if any(fits(d, [date]) for d in known.inside(known.times, candidate.around)) else 0.0


def _required(candidate: Candidate, asked: Asked, known: Known) -> bool:
    """Whether a passage is of the kind that can answer at all, and about whom it must be."""
    if asked.speaker:
        return _speaker(candidate) in asked.names[0]
    if asked.kind == "amount":
        return any(known.inside(known.figures, candidate.span))
    if asked.kind == "age":
        people = [p for named in asked.names for p in named]
        return not candidate.quotation and any(
            candidate.span.article == a.article and candidate.span.start <= a.start < candidate.span.end
            for p in people for a in known.ages.get(p, ())
        )  # fmt: skip
    return asked.kind != "when" or any(known.inside(known.times, candidate.span))


def _bonus(candidate: Candidate, asked: Asked, known: Known) -> float:
    if asked.kind == "said":
        return LISTED if candidate.quotation else 0.0
    if asked.kind == "who is":
        people = [p for named in asked.names for p in named]
        roles = (r for p in people for r in known.roles.get(p, ()))
        return LISTED if any(_holds(candidate.span, r) for r in roles) else 0.0
    if asked.kind == "who":
        return LISTED / 2 if any(known.inside(known.mentions, candidate.span)) else 0.0
    return 0.0


def _holds(span: Span, place: Span) -> bool:
    return span.article == place.article and span.start <= place.start < span.end
