"""What the sections chronology, people and differences show, arranged for their templates: nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.model import Age, Difference, Event, Person, Record
from onrecord.span import Span
from onrecord.write.html.safe import anchor
from onrecord.write.steps import StepTold, TieTold, steps_of, ties_of
from onrecord.write.texts import labels

__all__ = ["Day", "Group", "Who", "born", "chronology", "differences", "ordered_days", "people", "who"]

FOLDED: Final = 4
"""Dates of background alone at the beginning of a chronology from which they are folded away."""
FEW: Final = 2
"""Mentions up to which someone of whom nothing else is known is only listed."""
MAIN: Final = 0.5
"""Weight from which an event is set in large type: half the heaviest."""


# ------------------------------------------------------------------ chronology
@dataclass(frozen=True, slots=True)
class Day:
    """The events of one date; `year` is given for the first date of a year."""

    date: str
    year: str | None
    events: tuple[Event, ...]


def chronology(record: Record) -> tuple[tuple[Day, ...], tuple[Day, ...]]:
    """Events by date, in the record's order; those of one date the heaviest first.

    In two parts: the background before the first event of the story itself, where there is much of it, and the rest.
    """
    found = ordered_days(record.events)
    start = next((n for n, day in enumerate(found) if not all(e.background for e in day.events)), 0)
    return ((), found) if start < FOLDED else (found[:start], found[start:])


def ordered_days(events: Iterable[Event]) -> tuple[Day, ...]:
    """Events, which are in the record's order, by date; those of one date the heaviest first."""
    days: dict[str, list[Event]] = {}
    for event in events:
        days.setdefault(event.date, []).append(event)
    found, year = [], ""
    for date, same in days.items():
        new = date.lstrip("./")[:4]
        ordered = sorted(same, key=lambda e: (e.background, -e.weight, e.headline))
        found.append(Day(date, new if new != year else None, tuple(ordered)))
        year = new
    return tuple(found)


# ------------------------------------------------------------------ people
@dataclass(frozen=True, slots=True)
class Who:
    """A person with the first mention in each article, and how many quotations the record gives them."""

    person: Person
    first: tuple[Span, ...]
    quotations: int
    born: str | None
    steps: tuple[StepTold, ...]
    ties: tuple[TieTold, ...]

    @property
    def known(self) -> bool:
        """Whether there is more to show than a name."""
        p = self.person
        told = bool(p.roles or p.relations or p.ages or p.proceedings or self.quotations)
        return told or (p.kind == "person" and len(p.mentions) > FEW)


def people(record: Record, visible: set[str]) -> tuple[tuple[str, tuple[Who, ...]], ...]:
    """Kinds and who is of each kind, in the record's order: the most mentioned first."""
    counts: dict[str, int] = {}
    for quotation in record.quotations:
        if quotation.speaker and quotation.speaker.person:
            counts[quotation.speaker.person] = counts.get(quotation.speaker.person, 0) + 1
    groups = []
    for kind in labels().person:
        members = [who(p, counts.get(p.id, 0), visible) for p in record.people if p.kind == kind]
        if members:
            groups.append((kind, tuple(members)))
    return tuple(groups)


def who(person: Person, quotations: int, visible: set[str] | None = None) -> Who:
    """A person with what is shown of them; mentions only where their place is `visible`, if that is given."""
    first = _first_mentions(person, visible)
    return Who(person, first, quotations, born(person.ages), steps_of(person), ties_of(person))


def _first_mentions(person: Person, visible: set[str] | None) -> tuple[Span, ...]:
    first: dict[str, Span] = {}
    for span in person.mentions:
        if visible is None or anchor(span) in visible:
            first.setdefault(span.article, span)
    return tuple(first.values())


def born(ages: Sequence[Age]) -> str | None:
    """The years of birth that all stated ages allow, in words; None when no age has a date."""
    spans = [age.born for age in ages if age.born]
    if not spans:
        return None
    first, last = max(low for low, _ in spans), min(high for _, high in spans)
    if first > last:
        return "the stated ages do not agree on a year of birth"
    if first == last:
        return f"born {first}"
    return f"born {first} or {last}" if last == first + 1 else f"born {first}–{last}"


# ------------------------------------------------------------------ differences
@dataclass(frozen=True, slots=True)
class Group:
    """Differences of one kind, the gravest first."""

    kind: str
    differences: tuple[Difference, ...]


def differences(record: Record) -> tuple[Group, ...]:
    """Differences by kind, in the order of the kinds."""
    groups = [Group(kind, tuple(d for d in record.differences if d.kind == kind)) for kind in labels().difference]
    return tuple(g for g in groups if g.differences)
