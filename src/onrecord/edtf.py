"""EDTF, the field's notation for dates that are not exact (ISO 8601-2:2019, https://www.loc.gov/standards/datetime/).

The subset that news needs: `2021-10-21`, `2021-10`, `2021`, seasons (`2021-21` spring … `2021-24` winter), quarters
(`2021-33` … `2021-36`), decades and centuries (`202X`, `20XX`), the qualifiers `~` approximate, `?` uncertain and `%`
both, intervals `a/b` with an open (`..`) end, and a time of day after `T`, which is kept but does not narrow the day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from onrecord.errors import QueryError

__all__ = [
    "Bounds", "approximate", "bounds", "common", "day", "is_approximate", "may_be_same", "month", "months", "precision",
    "season", "span_of_days", "within",
]  # fmt: skip

_SIMPLE = re.compile(r"(?P<y>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<m>\d\d)(?:-(?P<d>\d\d))?)?(?:T[\d:.+Z-]*)?(?P<q>[~?%]?)")


@dataclass(frozen=True, slots=True, order=True)
class Bounds:
    """The first and last day that a date allows, both inclusive."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days the bounds hold."""
        return (self.last - self.first).days + 1


@lru_cache(maxsize=65536)
def bounds(edtf: str) -> Bounds:
    """The days that `edtf` allows; qualifiers do not widen it, an open end reaches year 1 or 9999.

    Raises `QueryError` when it is not a date that this subset knows.
    """
    if "/" in edtf:
        left, right = edtf.split("/", 1)
        if "/" in right:
            raise QueryError(f"{edtf[:60]!r} is no EDTF date")
        first = date.min if left in ("", "..") else bounds(left).first
        last = date.max if right in ("", "..") else bounds(right).last
        if first > last:
            raise QueryError(f"{edtf!r} ends before it begins")
        return Bounds(first, last)
    found = _SIMPLE.fullmatch(edtf)
    if not found:
        raise QueryError(f"{edtf!r} is no EDTF date")
    try:
        return _simple_bounds(found["y"], found["m"], found["d"])
    except ValueError as error:
        raise QueryError(f"{edtf!r} is no date: {error}") from error


def _simple_bounds(year: str, month_: str | None, day_: str | None) -> Bounds:
    if "X" in year:
        if month_:
            raise ValueError("a month of an unknown year")
        return Bounds(date(max(1, int(year.replace("X", "0"))), 1, 1), date(int(year.replace("X", "9")), 12, 31))
    y = int(year)
    if month_ is None:
        return Bounds(date(y, 1, 1), date(y, 12, 31))
    m = int(month_)
    if day_ is not None:
        return Bounds(date(y, m, int(day_)), date(y, m, int(day_)))
    if m <= 12:
        return Bounds(date(y, m, 1), date(y, m, monthrange(y, m)[1]))
    return _season_bounds(y, m)


def _season_bounds(y: int, code: int) -> Bounds:
    """Seasons 21–24 by the meteorological north (winter runs into the next year), quarters 33–36."""
    if 33 <= code <= 36:
        m = 3 * (code - 33) + 1
        return Bounds(date(y, m, 1), date(y, m + 2, monthrange(y, m + 2)[1]))
    if code == 24:
        return Bounds(date(y, 12, 1), date(y + 1, 3, 1) - timedelta(days=1))
    if 21 <= code <= 23:
        m = 3 * (code - 21) + 3
        return Bounds(date(y, m, 1), date(y, m + 2, monthrange(y, m + 2)[1]))
    raise ValueError(f"no month, season or quarter {code}")


def day(d: date) -> str:
    """`d` as EDTF, to the day."""
    return d.isoformat()


def month(d: date) -> str:
    """The month of `d` as EDTF."""
    return f"{d.year:04d}-{d.month:02d}"


def precision(edtf: str) -> str:
    """day, month, season, year, decade, century or interval."""
    if "/" in edtf:
        return "interval"
    body = edtf.split("T")[0].rstrip("~?%")
    if "X" in body:
        return "century" if body.endswith("XX") else "decade"
    parts = body.split("-")
    if len(parts) == 2:
        return "month" if int(parts[1]) <= 12 else "season"
    return {1: "year", 3: "day"}[len(parts)]


def season(year: int, name: str) -> str:
    """The season `name` (spring, summer, autumn, winter) of `year`; a winter is that which begins in it."""
    return f"{year:04d}-{21 + ('spring', 'summer', 'autumn', 'winter').index(name)}"


def approximate(edtf: str) -> str:
    """`edtf` marked approximate at each end that is a date; one that is uncertain becomes both."""
    return "/".join(_approximate(part) for part in edtf.split("/"))


def _approximate(part: str) -> str:
    if part in ("", "..") or part.endswith(("~", "%")):
        return part
    return part[:-1] + "%" if part.endswith("?") else part + "~"


def common(a: Bounds, b: Bounds) -> Bounds | None:
    """The days that both allow, None if there is none."""
    first, last = max(a.first, b.first), min(a.last, b.last)
    return Bounds(first, last) if first <= last else None


def is_approximate(edtf: str) -> bool:
    """Whether the date is marked approximate or uncertain anywhere."""
    return any(mark in edtf for mark in "~?%")


def span_of_days(first: date, last: date) -> str:
    """The shortest EDTF for all days from `first` to `last`: a day, month, year or an interval of days."""
    if first == last:
        return day(first)
    for candidate in (month(first), f"{first.year:04d}"):
        if bounds(candidate) == Bounds(first, last):
            return candidate
    return f"{day(first)}/{day(last)}"


def months(days: Bounds) -> str:
    """The month or months that hold `days`: for ends that are not known to the day."""
    ends = month(days.first), month(days.last)
    return ends[0] if ends[0] == ends[1] else "/".join(ends)


def may_be_same(a: str, b: str) -> bool:
    """Whether some day is allowed by both dates."""
    x, y = bounds(a), bounds(b)
    return x.first <= y.last and y.first <= x.last


def within(inner: str, outer: str) -> bool:
    """Whether every day that `inner` allows is allowed by `outer`."""
    x, y = bounds(inner), bounds(outer)
    return y.first <= x.first and x.last <= y.last
