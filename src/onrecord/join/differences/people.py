"""What is said of one person and cannot all be true, or was true one after another: ages, official steps, denials."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

from onrecord.edtf import bounds, may_be_same
from onrecord.humandate import human_date
from onrecord.join.differences.ground import Course, Draft, Ground, in_order, reasons
from onrecord.model import Age, Person, Proceeding
from onrecord.numbers import value_of
from onrecord.tokens import content_words

__all__ = ["age_differences", "step_differences"]

CHARGING = {"charged": "with", "indicted": "on", "convicted": "of", "pleaded guilty": "to"}
"""Steps that are for a crime, each with the word that brings it."""
_TERM = re.compile(r"([\w.]+)[\s-](day|week|month|year)")
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
        "name": person.name, "a": str(a.age), "a_date": human_date(a.as_of), "b": str(b.age),
        "b_date": human_date(b.as_of),
    }  # fmt: skip
    statements = (ground.statement(a.span, str(a.age)), ground.statement(b.span, str(b.age)))
    return Draft("ages", args, person.name, statements)


# ------------------------------------------------------------------ official steps
def step_differences(ground: Ground) -> Iterator[Draft]:
    """Steps against one person that exclude one another, and the course of the steps where it turned."""
    for person in ground.known.people:
        yield from _opposites(ground, person)
        yield from _charges(ground, person)
        yield from _terms(ground, person)
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


def _charges(ground: Ground, person: Person) -> Iterator[Draft]:
    """Charges of one step that have no word in common: told of one time, or months apart with nothing said between.

    Where an account gives both, they are two charges and nobody is wrong.
    """
    for step, word in CHARGING.items():
        told = [p for p in person.proceedings if p.step == step and _crime(p.charge)][:MOST]
        crimes = _crimes(told)
        pairs = [(a, b) for a, b in combinations(told, 2) if _other_crime(a, b) and not _both(crimes, a, b)]
        found = next((pair for pair in pairs if _at_once(ground, *pair)), None)
        later = None if found else next((pair for pair in pairs if _open(ground, person, *pair)), None)
        if pair := found or later:
            values = [_plain(p.charge or "") for p in pair]
            been = "" if step.startswith("pleaded") else "been "
            args = {"name": person.name, "step": f"{been}{step} {word}", "a": values[0], "b": values[1]}
            statements = tuple(ground.statement(p.span, v) for p, v in zip(pair, values, strict=True))
            yield Draft("charges" if found else "charges-later", args, person.name, statements)


def _crimes(steps: Iterable[Proceeding]) -> Mapping[str, set[str]]:
    """The words of all charges that an article gives, by article."""
    crimes: dict[str, set[str]] = defaultdict(set)
    for step in steps:
        crimes[step.span.article] |= _crime(step.charge)
    return crimes


def _other_crime(a: Proceeding, b: Proceeding) -> bool:
    """Whether two charges, neither of several crimes, have no word in common."""
    single = not any(" and " in (p.charge or "") for p in (a, b))
    return single and a.span.article != b.span.article and not _crime(a.charge) & _crime(b.charge)


def _both(crimes: Mapping[str, set[str]], a: Proceeding, b: Proceeding) -> bool:
    """Whether the account of one of two charges gives the other as well."""
    return bool(crimes[a.span.article] & _crime(b.charge) or crimes[b.span.article] & _crime(a.charge))


def _open(ground: Ground, person: Person, a: Proceeding, b: Proceeding) -> bool:
    """Whether of two charges told one after the other no date says that they are two, nor a step that ended the first.

    In the order of the publications; `person.proceedings` are in that order.
    """
    between = person.proceedings[person.proceedings.index(a) : person.proceedings.index(b)]
    ended = any(p.step in ("dropped", "dismissed", "acquitted") for p in between)
    return not ended and not (a.date and b.date) and in_order([ground.day(a.span)], [ground.day(b.span)])


def _crime(charge: str | None) -> set[str]:
    return set(content_words(charge or "")) - reasons().counting


def _at_once(ground: Ground, a: Proceeding, b: Proceeding) -> bool:
    """Whether two steps may be one: of one date, or without one and told within days of one another."""
    if a.date and b.date:
        return may_be_same(a.date, b.date)
    days = [ground.day(p.span) for p in (a, b)]
    return bool(days[0] and days[1] and abs((days[0] - days[1]).days) <= ground.settings.figure_days)


def _terms(ground: Ground, person: Person) -> Iterator[Draft]:
    """Two lengths of one sentence."""
    told = [(p, length) for p in person.proceedings if p.term and (length := _length(p.term))][:MOST]
    for (a, one), (b, other) in combinations(told, 2):
        charges = not (a.charge and b.charge) or bool(_crime(a.charge) & _crime(b.charge))
        dates = not (a.date and b.date) or may_be_same(a.date, b.date)
        if one != other and charges and dates and a.span.article != b.span.article and _of(a) & _of(b):
            values = [_plain(p.term or "") for p in (a, b)]
            args = {"name": person.name, "a": values[0], "b": values[1]}
            statements = tuple(ground.statement(p.span, v) for p, v in zip((a, b), values, strict=True))
            yield Draft("terms", args, person.name, statements)
            return


def _length(term: str) -> float | None:
    """A term in months; None where it has no number, or several."""
    match = _TERM.findall(term.lower())
    numbers = [n for n, _ in match]
    if len(match) != 1 or (value := value_of(numbers[0])) is None:
        return None
    return value * {"day": 1 / 30, "week": 7 / 30, "month": 1, "year": 12}[match[0][1]]


def _of(step: Proceeding) -> frozenset[str]:
    """What a term is of: prison if it says nothing else."""
    return frozenset({"probation"}) if "probation" in (step.term or "") else frozenset({"prison"})


def _plain(text: str) -> str:
    return " ".join(text.split())


def _statuses(ground: Ground, person: Person) -> Iterator[Draft]:
    """Each course that the person's matters took, if a step turned what was before."""
    for course in reasons().courses:
        told = _course(ground, [p for p in person.proceedings if p.step in course.steps], course)
        if not any(b.step in course.turning and not _one_verdict(a, b) for a, b in pairwise(told)):
            continue
        if not any(p.date for p in told) and len({p.span.article for p in told}) == 1:
            continue  # one account in a row, without a date: nothing that changed in the coverage
        dates = [human_date(p.date or None, f"reported {human_date(ground.coverage.published(p.span))}") for p in told]
        shown = ", ".join(f"{_worded(p)} ({when})" for p, when in zip(told, dates, strict=True))
        statements = tuple(ground.statement(p.span, p.step) for p in told)
        sources = len({ground.source(p.span) for p in told})
        yield Draft("status", {"name": person.name, "steps": shown}, person.name, statements, sources)


def _one_verdict(a: Proceeding, b: Proceeding) -> bool:
    """Whether two steps are the two halves of one verdict: guilty of the one, not guilty of the other."""
    return {a.step, b.step} == {"convicted", "acquitted"} and bool(a.date and b.date and may_be_same(a.date, b.date))


def _worded(step: Proceeding) -> str:
    """The step with its charge or, of a sentence, its length: `charged: fraud`."""
    of = step.term or step.charge
    return f"{step.step}: {_plain(of)}" if of else step.step


def _course(ground: Ground, steps: Sequence[Proceeding], course: Course) -> list[Proceeding]:
    """The steps in order, each once for each date; one without a date only where nothing tells that it came earlier."""
    groups: list[list[Proceeding]] = []
    for step in sorted((p for p in steps if p.date), key=lambda p: (bounds(p.date or "").days, str(p.date), p.span)):
        same = [g for g in groups if g[0].step == step.step and may_be_same(g[0].date or "", step.date or "")]
        if same:
            same[0].append(step)
        else:
            groups.append([step])
    dated = [_fullest(ground, g) for g in groups]
    told = list(dated)
    for step in sorted((p for p in steps if not p.date), key=lambda p: (str(_day(ground, p)), p.span)):
        day, place = _day(ground, step), course.steps.index(step.step)
        after = [w for p in dated if course.steps.index(p.step) > place and (w := _day(ground, p))]
        if day and not any(w < day for w in after) and not any(p.step == step.step for p in told):
            told.append(step)
    return _in_course(sorted(told, key=lambda p: (str(_day(ground, p)), course.steps.index(p.step), p.span)), course)


def _fullest(ground: Ground, steps: Sequence[Proceeding]) -> Proceeding:
    """Of the reports of one step that whose charge or length most sources give, with the most exact date of all."""
    sources: dict[str | None, set[str]] = defaultdict(set)
    for p in steps:
        sources[p.term or p.charge].add(ground.source(p.span))
    best = max(sources, key=lambda of: (of is not None, len(sources[of]), of or ""))
    return replace(next(p for p in steps if (p.term or p.charge) == best), date=steps[0].date)


def _in_course(steps: Sequence[Proceeding], course: Course) -> list[Proceeding]:
    """Steps in order of their dates, with neighbours whose dates leave it open in the order that such steps take."""
    told = list(steps)
    for i in range(1, len(told)):
        before, here = told[i - 1], told[i]
        unsure = before.date and here.date and may_be_same(before.date, here.date)
        if unsure and course.steps.index(here.step) < course.steps.index(before.step):
            told[i - 1 : i + 1] = [here, before]
    return told
