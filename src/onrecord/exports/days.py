"""The days that exports print, in the languages of their interfaces: `27. Februar 2012`, `le 3 mai 2021`."""

from __future__ import annotations

import re
from functools import cache

from onrecord.exports.lines import layouts

__all__ = ["day_in", "is_day_line"]

DAY_LINE = 90
"""Longest line that states the day of an article, in characters: weekday, day, time, zone and edition."""
BEFORE = 24
"""What may stand before the day on such a line: a weekday, an article."""

_YEAR = re.compile(r"\d{4}")


@cache
def _months() -> dict[str, int]:
    return {name: number for number, names in enumerate(layouts().months.values(), 1) for name in names}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Day, month and year under these names, in any order that is met."""
    names = "|".join(sorted(map(re.escape, _months()), key=lambda name: (-len(name), name)))
    month = rf"(?P<month>{names})\b\.?"
    day, of = r"\b(?P<day>\d\d?)(?:\.|st|nd|rd|th|er|º)?\s+", r"(?:de\s+|del\s+)?"
    return (
        re.compile(rf"{day}{of}(?:of\s+)?{month},?\s+{of}(?P<year>\d{{4}})\b", re.I),
        re.compile(rf"\b{month}\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.I),
        re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b"),
        re.compile(r"\b(?P<year>\d{4})\s?年\s?(?P<month>\d\d?)\s?月\s?(?P<day>\d\d?)\s?日"),
    )


@cache
def _month_only() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _months()), key=lambda name: (-len(name), name)))
    return re.compile(rf"(?P<month>{names})\b\.?,?\s+(?:de\s+)?(?P<year>\d{{4}})\Z", re.I)


def day_in(value: str) -> str | None:
    """The one day, or else month, that `value` states, as `2012-02-27` or `2012-02`; None for none or for several."""
    found = _found(value[:200])
    if not found:
        alone = _month_only().match(value.strip())
        return f"{alone['year']}-{_number(alone['month']):02d}" if alone else None
    days = {f"{m['year']}-{_number(m['month']):02d}-{int(m['day']):02d}" for m in found}
    return days.pop() if len(days) == 1 else None


def is_day_line(line: str) -> bool:
    """Whether a line states a day and little else."""
    if len(line) > DAY_LINE or not _YEAR.search(line):
        return False
    found = _found(line)
    return bool(found and found[0].start() <= BEFORE) or bool(_month_only().match(line))


def _found(value: str) -> list[re.Match[str]]:
    return sorted((m for pattern in _patterns() for m in pattern.finditer(value)), key=re.Match.start)


def _number(month: str) -> int:
    return int(month) if month.isdecimal() else _months()[month.casefold()]
