"""What is said of one person and cannot all be true, or was true one after another: ages, official steps, denials."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.edtf import bounds, may_be_same
from onrecord.humandate import human_date
from onrecord.join.differences.ground import Course, Draft, Ground, in_order, reasons
from onrecord.model import Age, Person, Proceeding, StatedEvent
from onrecord.span import Span

__all__ = ["age_differences", "step_differences"]

MOST = 32
"""Statements on either side that are compared with the other side's: keeps what everybody reports linear."""


# ------------------------------------------------------------------ ages
def age_differences(ground: Ground) -> Iterator[Draft]:
    """Ages whose years of birth exclude those that most sources allow, one difference for each such age."""
    for person in ground.known.people:
        ages = [a for a in person.ages if a.born]
        if len({a.age for a in ages}) < 2:
            continue
        year = _likeliest(ground, ages)
        fits = [a for a in ages if _allows(a, year)]
        base = min(fits, key=lambda a: (a.as_of or "9999", a.span))
        allowed = {a.born for a in fits if a.born}
        seen: set[tuple[int, tuple[int, int] | None]] = set()
        for age in sorted((a for a in ages if not _meets(a, allowed)), key=lambda a: (a.as_of or "9999", a.span)):
            if (age.age, age.born) not in seen:
                seen.add((age.age, age.born))
                yield _age_draft(ground, person, base, age)


def _likeliest(ground: Ground, ages: Sequence[Age]) -> int:
    """The year of birth that most sources allow, the earliest of several."""
    years: dict[int, set[str]] = defaultdict(set)
    for age in ages:
        low, high = age.born or (0, -1)
        for year in range(low, min(high, low + 50) + 1):
            years[year].add(ground.source(age.span))
    return min(years, key=lambda y: (-len(years[y]), y))


def _allows(age: Age, year: int) -> bool:
    return age.born is not None and age.born[0] <= year <= age.born[1]


def _meets(age: Age, others: Iterable[tuple[int, int]]) -> bool:
    """Whether some year of birth is allowed by `age` and by one of `others`."""
    low, high = age.born or (0, 0)
    return any(first <= high and low <= last for first, last in others)


def _age_draft(ground: Ground, person: Person, a: Age, b: Age) -> Draft:
    args = {
        "name": person.name, "a": str(a.age), "a_date": a.as_of or "", "b": str(b.age), "b_date": b.as_of or "",
    }  # fmt: skip
    statements = (ground.statement(a.span, str(a.age)), ground.statement(b.span, str(b.age)))
    return Draft("ages", args, person.name, statements)


# ------------------------------------------------------------------ official steps
def step_differences(ground: Ground) -> Iterator[Draft]:
    """Steps against one person that exclude one another, and the course of the steps where it turned."""
    for person in ground.known.people:
        yield from _opposites(ground, person)
        yield from _statuses(ground, person)


def _opposites(ground: Ground, person: Person) -> Iterator[Draft]:
    for pair in reasons().opposite:
        first, second = ([p for p in person.proceedings if p.step == step][:MOST] for step in pair.steps)
        matching = [(a, b) for a in first for b in second if _same_matter(a, b)]
        if not matching:
            continue
        sides = [list({p.span: p for p in side}.values()) for side in zip(*matching, strict=True)]
        days = [[_day(ground, p) for p in side] for side in sides]
        if in_order(days[1], days[0]):
            sides.reverse()
        one, two = (min(side, key=lambda p: (str(_day(ground, p) or "9999"), p.span)) for side in sides)
        reason = "opposite-steps-later" if in_order(*days) or in_order(*reversed(days)) else "opposite-steps"
        args = {"name": person.name, "a": one.step, "b": two.step}
        statements = (ground.statement(one.span, one.step), ground.statement(two.span, two.step))
        count = min(len({ground.source(p.span) for p in side}) for side in sides)
        yield Draft(reason, args, person.name, statements, count)


def _same_matter(a: Proceeding, b: Proceeding) -> bool:
    """Whether two steps may be about one charge at one time."""
    charges = not (a.charge and b.charge) or bool(set(a.charge.lower().split()) & set(b.charge.lower().split()))
    return charges and (not (a.date and b.date) or may_be_same(a.date, b.date))


def _day(ground: Ground, step: Proceeding) -> date | None:
    """The first day that a step may be of, else the last day on which it had been reported."""
    if step.date:
        return bounds(step.date).first
    published = ground.coverage.published(step.span)
    return bounds(published).last if published else None


def _statuses(ground: Ground, person: Person) -> Iterator[Draft]:
    """Each course that the person's matters took, if a step turned what was before."""
    for course in reasons().courses:
        told = _course(ground, [p for p in person.proceedings if p.step in course.steps], course)
        if not any(p.step in course.turning for p in told[1:]):
            continue
        dates = [human_date(p.date or None, f"reported {human_date(ground.coverage.published(p.span))}") for p in told]
        shown = ", ".join(f"{p.step} ({when})" for p, when in zip(told, dates, strict=True))
        statements = tuple(ground.statement(p.span, p.step) for p in told)
        sources = len({ground.source(p.span) for p in told})
        yield Draft("status", {"name": person.name, "steps": shown}, person.name, statements, sources)


def _course(ground: Ground, steps: Sequence[Proceeding], course: Course) -> list[Proceeding]:
    """The steps in order, each once for each date; one without a date only where nothing tells that it came earlier."""
    dated: list[Proceeding] = []
    for step in sorted((p for p in steps if p.date), key=lambda p: (bounds(p.date or "").days, str(p.date), p.span)):
        if not any(p.step == step.step and may_be_same(p.date or "", step.date or "") for p in dated):
            dated.append(step)
    told = list(dated)
    for step in sorted((p for p in steps if not p.date), key=lambda p: (str(_day(ground, p)), p.span)):
        day, place = _day(ground, step), course.steps.index(step.step)
        after = [w for p in dated if course.steps.index(p.step) > place and (w := _day(ground, p))]
        if day and not any(w < day for w in after) and not any(p.step == step.step for p in told):
            told.append(step)
    return sorted(told, key=lambda p: (str(_day(ground, p)), course.steps.index(p.step), p.span))
