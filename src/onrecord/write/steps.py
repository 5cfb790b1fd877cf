"""The steps of a person's proceedings and the ties to others, as a reader counts them: told three times, shown once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.edtf import bounds, within
from onrecord.model import Person, Proceeding
from onrecord.span import Span
from onrecord.write.texts import labels

__all__ = ["StepTold", "TieTold", "steps_of", "ties_of"]


@dataclass(frozen=True, slots=True)
class StepTold:
    """A step, its most exact date, and every place that tells it."""

    step: str
    date: str | None
    charge: str | None
    by: str | None
    spans: tuple[Span, ...]


def steps_of(person: Person) -> tuple[StepTold, ...]:
    """Steps by date, the undated last.

    For showing only: two reports are put together when they name the same step and one's date lies within the
    other's, unless the vaguer one holds several dates; and those without a date with others without.
    """
    groups: dict[tuple[str, str | None], list[Proceeding]] = {}
    for told in person.proceedings:
        groups.setdefault((told.step, told.date), []).append(told)
    for step, when in sorted((k for k in groups if k[1]), key=lambda k: (bounds(k[1] or "").days, k)):
        finer = [k for k in groups if k[0] == step and k[1] and k[1] != when and within(k[1], when or "")]
        if len(finer) == 1:
            groups[finer[0]] += groups.pop((step, when))
    merged = [
        StepTold(
            step,
            when,
            next((t.charge for t in told if t.charge), None),
            next((t.by for t in told if t.by), None),
            tuple(t.span for t in told),
        )
        for (step, when), told in groups.items()
    ]
    return tuple(sorted(merged, key=_order))


@dataclass(frozen=True, slots=True)
class TieTold:
    """A tie to the person `to`, in words that stand before that person's name (`wife of`, `married to`)."""

    words: str
    to: str
    spans: tuple[Span, ...]


def ties_of(person: Person) -> tuple[TieTold, ...]:
    """Ties in the order in which they are first told."""
    groups: dict[tuple[str, str], list[Span]] = {}
    for told in person.relations:
        ending = told.text.rpartition(" ")[2].lower()
        words = told.text if " " in told.text and ending in labels().tie_endings else f"{told.text} of"
        groups.setdefault((words, told.to), []).append(told.span)
    return tuple(TieTold(words, to, tuple(spans)) for (words, to), spans in groups.items())


def _order(told: StepTold) -> tuple[date, date, str]:
    if told.date is None:
        return date.max, date.max, told.step
    span = bounds(told.date)
    return span.first, span.last, told.step
