"""Ages that the coverage gives: somebody who is 64 here and 66 in a dated article was that old for one year.

A person is a first and last name; a single name stands for the first full name of its article that holds it. Each age
in a dated article leaves two years, at most, in which its owner was born; all of them together leave what they have in
common, and nothing when they contradict one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.edtf import Bounds, bounds, common
from onrecord.join.coverage import Coverage
from onrecord.join.dates.clues import Clue
from onrecord.model import StatedAge
from onrecord.span import Span
from onrecord.timex import moved

__all__ = ["Birth", "age_windows", "births"]

WIDEST_BIRTH = 3 * 366
"""Days of the widest span of birth that an age is counted from: an article known only to some years says too little."""


Seen = tuple[Bounds, Span]
"""The days on which somebody may have been born, by the age at the span."""


@dataclass(frozen=True, slots=True)
class Birth:
    """The days on which somebody may have been born, the ages that set their ends, and all ages."""

    days: Bounds
    ends: tuple[Span, ...]
    ages: tuple[Seen, ...]


def births(coverage: Coverage, published: Mapping[str, str]) -> dict[str, Birth]:
    """When those were born whose ages the articles of these dates (EDTF, by article) give, by full name."""
    found: dict[str, list[Seen]] = defaultdict(list)
    for article, edtf in published.items():
        for name, age in _ages(coverage, article):
            days = _born(age.age, bounds(edtf))
            if days and days.days <= WIDEST_BIRTH:
                found[name].append((days, age.span))
    return {name: birth for name, ages in found.items() if (birth := _together(ages))}


def age_windows(coverage: Coverage, article: str, known: Mapping[str, Birth]) -> Iterator[Clue]:
    """`The 64-year-old`, of somebody whose birth other articles give: within the year in which that was so."""
    for name, age in _ages(coverage, article):
        birth = known.get(name)
        if birth and any(span.article == article for span in birth.ends):
            birth = _together([seen for seen in birth.ages if seen[1].article != article])
        if birth is None:
            continue
        try:
            first, last = moved(birth.days.first, age.age, "Y"), moved(birth.days.last, age.age + 1, "Y")
        except (ValueError, OverflowError):
            continue
        yield Clue(Bounds(first, last - timedelta(days=1)), (age.span, *birth.ends))


def _born(age: int, seen: Bounds) -> Bounds | None:
    """The days on which somebody was born who was `age` on one of the days `seen`."""
    try:
        return Bounds(moved(seen.first, -(age + 1), "Y") + timedelta(days=1), moved(seen.last, -age, "Y"))
    except (ValueError, OverflowError):
        return None


def _together(ages: Sequence[Seen]) -> Birth | None:
    """What all ages have in common, None if they contradict one another or there is none."""
    days = Bounds(date.min, date.max)
    ends: dict[str, Span] = {}
    for allowed, span in sorted(ages, key=lambda a: a[1]):
        narrower = common(days, allowed)
        if narrower is None:
            return None
        if narrower.first > days.first:
            ends["first"] = span
        if narrower.last < days.last:
            ends["last"] = span
        days = narrower
    return Birth(days, tuple(sorted(set(ends.values()))), tuple(ages)) if ends else None


def _ages(coverage: Coverage, article: str) -> Iterator[tuple[str, StatedAge]]:
    """The ages that people have now, by full name."""
    findings = coverage.findings[article]
    stated = [age for age in findings.ages if age.time is None]
    if not stated:
        return
    full: dict[str, str] = {}
    for name in sorted((n for n in findings.names if n.kind == "person"), key=lambda n: n.span):
        parts = name.text.split()
        if len(parts) > 1:
            for part in (name.text, parts[0], parts[-1]):
                full.setdefault(part, f"{parts[0]} {parts[-1]}")
    for age in stated:
        text = coverage.text(age.name)
        if text in full:
            yield full[text], age
