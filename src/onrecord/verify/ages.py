"""Ages of a draft, held against the years of birth that the record allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.join.people.ages import born
from onrecord.model import Age, StatedAge
from onrecord.span import Span, overlaps
from onrecord.verify.held import Draft, Held
from onrecord.verify.statement import Difference, Passage, Piece, Place, Statement, passages
from onrecord.verify.words import verify_words

__all__ = ["ages_in", "check_ages"]

OLDEST = 120
"""Years that no age of a person exceeds."""


def check_ages(draft: Draft, against: Held) -> Iterator[Statement]:
    """The verdict on the age of everybody whom the record knows the age of."""
    for stated in ages_in(draft):
        person = against.cast.people.get(draft.known.person_of.get(stated.name, ""))
        yield _verdict(draft, stated, person.ages if person else (), against)


def ages_in(draft: Draft) -> list[StatedAge]:
    """The ages that a draft states, with those that a bare number states of the one person in its sentence."""
    found = list(draft.findings.ages)
    known = {a.span for a in found}
    text = draft.article.text
    for figure in draft.findings.figures:
        bare = figure.kind == "count" and figure.of is None and not figure.approximate and 0 < figure.value < OLDEST
        if bare and figure.span not in known and text[figure.span.end : figure.span.end + 1] in (".", ",", ";", ""):
            words = text[figure.sentence.start : figure.span.start].split()
            named = [n for n in draft.findings.names if n.kind == "person" and overlaps(n.span, figure.sentence)]
            if words and words[-1].lower() in verify_words().before_age and len(named) == 1:
                found.append(StatedAge(named[0].span, round(figure.value), figure.span, figure.time))
    return sorted(found, key=lambda a: a.span)


def _verdict(draft: Draft, stated: StatedAge, told: Sequence[Age], against: Held) -> Statement:
    place = Place(stated.span.start, stated.span.end)
    text = draft.text(stated.span)
    if not told:
        return Statement("age", "not on record", place, text)
    same = [a for a in told if a.age == stated.age]
    others = list(dict.fromkeys(str(a.age) for a in told if a.age != stated.age))
    as_of = _as_of(draft, stated.time)
    if same and as_of is None:
        why = f"the record also gives {_list(others)}" if others and not _one_birth(told) else None
        return Statement("age", "verbatim", place, text, _sentences(against, same), None, why)
    if _agrees(stated.age, as_of, told):
        return Statement("age", "verbatim", place, text, _sentences(against, told), None, _worked_out(told))
    shown = Difference(True, (Piece("changed", text, others[0] if others else str(told[0].age)),))
    why = f"the record gives {_list(list(dict.fromkeys(str(a.age) for a in told)))}"
    return Statement("age", "contradicted", place, text, _sentences(against, told), shown, why)


def _sentences(against: Held, ages: Sequence[Age]) -> tuple[Passage, ...]:
    return passages(against.coverage, [against.sentence(a.span) for a in ages])


def _as_of(draft: Draft, time: Span | None) -> str | None:
    """The date that an age of the draft held on: its own, else that of the draft."""
    settled = draft.known.times.get(time) if time else None
    return settled.edtf if settled and settled.edtf else draft.article.published


def _agrees(age: int, as_of: str | None, told: Sequence[Age]) -> bool:
    """Whether somebody with one of the stated ages can have been `age` years old at `as_of`.

    Where that is not known, at some time between the first and the last of the record's statements.
    """
    if as_of is not None:
        years = born(age, as_of)
        return years is None or any(a.born and a.born[0] <= years[1] and years[0] <= a.born[1] for a in told)
    return min(a.age for a in told) <= age <= max(a.age for a in told)


def _one_birth(told: Sequence[Age]) -> bool:
    """Whether all stated ages can be those of one date of birth."""
    spans = [a.born for a in told if a.born]
    return not spans or max(s[0] for s in spans) <= min(s[1] for s in spans)


def _worked_out(told: Sequence[Age]) -> str:
    years = sorted({y for a in told if a.born for y in a.born})
    return f"worked out from a birth in {years[0]}–{years[-1]}" if years else "worked out"


def _list(values: Sequence[str]) -> str:
    return " and ".join([", ".join(values[:-1]), values[-1]] if len(values) > 1 else values)
