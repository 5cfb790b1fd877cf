"""TIMEX3 values (TimeML 1.2.1): the notation of one calendar unit, and what it is in EDTF.

`2021-10-21`, `2021-10`, `2021`, `2021-W42`, `2021-W42-WE`, `2021-Q4`, `2021-H2`, `2021-SU`, decades `202`, centuries
`20`, a time of day after `T` (`T15:30`, `TMO`). Units are named by TIMEX3's letters: D day, W week, WE weekend, M
month, Q quarter, H half-year, S season, Y year, E decade, C century.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from onrecord.edtf import Bounds, approximate, bounds, season
from onrecord.errors import QueryError

__all__ = ["bounds_of", "edtf_of", "grain", "holiday", "moved", "rank", "value_of"]

_RANK = ("D", "W", "WE", "M", "Q", "S", "H", "Y", "E", "C")
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_VALUE = re.compile(
    r"(?P<y>\d{4})(?:-(?:W(?P<w>\d\d)(?P<we>-WE)?|Q(?P<q>[1-4])|H(?P<h>[12])|(?P<s>SP|SU|FA|WI)|(?P<m>\d\d)(?:-(?P<d>\d\d))?))?"
    r"|(?P<e>\d{3})|(?P<c>\d\d)"
)


def _read(value: str) -> re.Match[str] | None:
    return _VALUE.fullmatch(value.split("T")[0])


def grain(value: str) -> str | None:
    """The unit that `value` names, None when it is no calendar date or has unknown digits."""
    found = _read(value)
    if not found:
        return None
    return next(group.upper() for group in ("we", "w", "q", "h", "s", "d", "m", "y", "e", "c") if found[group])


def rank(unit: str) -> int:
    """Units in order of length, the day 0; an hour counts as a day."""
    return _RANK.index(unit) if unit in _RANK else 0


def edtf_of(value: str, mod: str | None = None) -> str | None:
    """The EDTF date of a TIMEX3 value, None for durations, references, unknown digits and days that do not exist.

    A week, weekend or half-year becomes an interval; a time of day is left to the value. `mod` APPROX makes it
    approximate; START, MID and END leave the whole unit, since no notation says how much of it they mean.
    """
    found = _read(value)
    if not found:
        return None
    edtf = _edtf(found, value)
    try:
        bounds(edtf)
    except (QueryError, ValueError):
        return None
    return approximate(edtf) if mod == "APPROX" else edtf


def _edtf(found: re.Match[str], value: str) -> str:
    year = found["y"]
    if found["c"]:
        return f"{found['c']}XX"
    if found["e"]:
        return f"{found['e']}X"
    if found["w"]:
        try:
            monday = date.fromisocalendar(int(year), int(found["w"]), 1)
        except ValueError:
            return ""
        first = monday + timedelta(days=5) if found["we"] else monday
        return f"{first.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    if found["q"]:
        return f"{year}-{32 + int(found['q'])}"
    if found["h"]:
        return f"{year}-01/{year}-06" if found["h"] == "1" else f"{year}-07/{year}-12"
    if found["s"]:
        return season(int(year), _SEASONS[found["s"]])
    return value.split("T")[0]


def bounds_of(value: str) -> Bounds | None:
    """The days of a TIMEX3 calendar value."""
    edtf = edtf_of(value)
    return bounds(edtf) if edtf else None


def value_of(day: date, unit: str) -> str:
    """The `unit` that holds `day`, as a TIMEX3 value; a clock unit gives the day."""
    if unit in ("W", "W2", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "WE" else "")
    if unit == "Q":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if unit == "H":
        return f"{day.year:04d}-H{1 if day.month <= 6 else 2}"
    return day.isoformat()[: {"M": 7, "Y": 4, "E": 3, "C": 2}.get(unit, 10)]


def moved(day: date, amount: float, unit: str) -> date:
    """`day` moved by `amount` units; parts of a year count as months, of a month as days; the end of a month holds.

    Raises `ValueError` or `OverflowError` when that leaves the calendar.
    """
    days = {"D": 1.0, "W": 7.0, "W2": 14.0, "WE": 7.0}
    if unit in days:
        return day + timedelta(days=round(amount * days[unit]))
    if unit not in ("M", "Q", "H", "Y", "E", "C"):
        return day
    months = amount * {"M": 1, "Q": 3, "H": 6, "Y": 12, "E": 120, "C": 1200}[unit]
    whole = round(months) if unit != "M" else int(months)
    total = day.year * 12 + day.month - 1 + whole
    year, month = divmod(total, 12)
    there = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return there + timedelta(days=round((months - whole) * 30))


def holiday(rule: str, year: int) -> date | None:
    """The day of a holiday in `year`: `12-25`, `11-4-4` (fourth Thursday of November, 5 the last), `easter-2`.

    `+1` after a rule of the calendar is the day after.
    """
    if "+" in rule and not rule.startswith("easter"):
        rule, after = rule.split("+")
        day = holiday(rule, year)
        return day + timedelta(days=int(after)) if day else None
    try:
        if rule.startswith("easter"):
            return _easter(year) + timedelta(days=int(rule[6:]))
        month, *rest = (int(part) for part in rule.split("-"))
        if len(rest) == 1:
            return date(year, month, rest[0])
        weekday, which = rest
        first = date(year, month, 1)
        days = [first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * n) for n in range(5)]
        return [d for d in days if d.month == month][:which][-1]
    except ValueError:
        return None


def _easter(year: int) -> date:
    """Easter Sunday (Meeus, Jones and Butcher: Astronomical Algorithms, 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)
