"""Which of the days that fit is meant: `Thursday`, `May 3`, `the third quarter`, seen from one day and by the tense."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.model import Tense
from onrecord.timex import bounds_of, edtf_of, moved, value_of

__all__ = ["candidates", "dated_weekday", "nearest", "years_of"]

CLEARLY = 2
"""How many times nearer one of two years must put a month and day for the tense not to matter: writers add the year to
a day that is half a year away."""


def nearest(
    values: list[str], anchor: date, tense: Tense | None, amount: float | None, *, dated: bool = False
) -> str | None:
    """Of the values around `anchor`, in order, the one that `amount` or else the tense points to.

    A month and day, or a quarter (`dated`), that is clearly nearer in one year is of that year, whatever the tense.
    """
    fitting = [(v, b) for v in values if (b := bounds_of(v))]
    before = [(v, b) for v, b in fitting if b.last < anchor]
    after = [(v, b) for v, b in fitting if b.first > anchor]
    now = [v for v, b in fitting if b.first <= anchor <= b.last]
    if amount is not None and amount < 0:
        return before[-1][0] if before else None
    if amount is not None and amount > 0:
        return after[0][0] if after else None
    if now:
        return now[0]
    if not before or not after:
        return None
    weekly = (after[0][1].first - before[-1][1].last).days < 32
    gap_before, gap_after = (anchor - before[-1][1].last).days, (after[0][1].first - anchor).days
    if dated and not weekly and max(gap_before, gap_after) > CLEARLY * min(gap_before, gap_after):
        return before[-1][0] if gap_before < gap_after else after[0][0]
    if tense == "future" or (amount == 0 and tense != "past"):
        return after[0][0]
    if tense == "past" or weekly:
        return before[-1][0]
    return before[-1][0] if gap_before <= gap_after else after[0][0]


def candidates(pattern: str, anchor: date) -> list[str]:
    """The values around `anchor` that fit `pattern`, in order."""
    if pattern.startswith("XXXX-XX-"):
        firsts = [moved(anchor.replace(day=1), n, "M") for n in (-2, -1, 0, 1, 2)]
        return [d.isoformat()[:7] + pattern[7:] for d in firsts if edtf_of(d.isoformat()[:7] + pattern[7:])]
    if pattern.startswith("XXXX-WXX-"):
        part = pattern[9:]
        week = [anchor + timedelta(days=n) for n in range(-8, 9)]
        if part == "WE":
            return [value_of(anchor + timedelta(days=7 * n), "WE") for n in (-2, -1, 0, 1, 2)]
        return [d.isoformat() + part[1:] for d in week if d.isoweekday() == int(part[0])]
    return [f"{y:04d}" + pattern[4:] for y in range(max(1, anchor.year - 2), anchor.year + 3)]


def dated_weekday(pattern: str, weekday: int, anchor: date) -> str | None:
    """The year nearest to `anchor` in which the day `pattern` is that weekday; the weekday may be a misprint."""
    years = years_of(pattern, weekday, anchor.year - 7, anchor.year + 7)
    near = sorted(years, key=lambda y: (abs((date(y, int(pattern[5:7]), int(pattern[8:10])) - anchor).days), y))
    return f"{near[0]:04d}" + pattern[4:] if near else None


def years_of(pattern: str, weekday: int, first: int, last: int) -> list[int]:
    """The years from `first` to `last` in which the month and day of `pattern` (`XXXX-12-02`) fall on `weekday`."""
    found = []
    for year in range(max(1, first), min(9999, last) + 1):
        try:
            day = date(year, int(pattern[5:7]), int(pattern[8:10]))
        except ValueError:
            continue
        if day.isoweekday() == weekday:
            found.append(year)
    return found
