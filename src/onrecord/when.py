"""Settling times that need an anchor: what `last month`, `Thursday` or `a week later` stand for, seen from a given day.

An `OpenTime` names a form; `resolve` gives the TIMEX3 value it has from an anchor day:

    nearest      `pattern` has unknown leading digits (`XXXX-10`, `XXXX-WXX-4`); `amount` -1 last, 1 next, 0 this, None
                 bare: the one that the tense points to
    holiday      the same for a rule of the calendar (`11-4-4`, see `timex.holiday`)
    weekday      `pattern` a month and day, `amount` an ISO weekday: the nearest year in which they fall together
    shift        `amount` units away from the day of publication, as that unit; `pattern` a part of the day (`TMO`)
    ago          the same, counted loosely (`two weeks ago`): its EDTF date is approximate
    previous     as shift, from the last date spoken of
    later        as ago, from the last date spoken of
    clock        a time of the day last spoken of, or else of the day of publication
    known        the unit last spoken of by itself (`the quarter`), else the one that holds the last date spoken of
    compare      so long before the period last spoken of, in its unit (`a year earlier`: `1988-Q3` after `1989-Q3`)
    holding      the week or weekend that holds the day that `nearest` gives
    weeksfrom    `amount` weeks after the next day that is `pattern`, or before the last one
    ofweek       the day `pattern` of the week `amount` weeks from publication (`Monday of last week`)
    stretch      a length of `amount` units up to or from the day of publication: its begin and end
    months       the months `pattern` (`01/09`) of the year `amount` years from publication, None for one just ended
    beside       `amount` units from the next time in the list; `ended` a unit that ends with it: see `ranges`
    within       the part `pattern` (`XXXX-04`, `XXXX-Q3`) of the year `amount` years from publication
    within-same  the same, of the year last spoken of
    explicit     nothing is open; kept for its tense
    event        `amount` units after (before) the happening `of`: see `from_event`

`settle` takes an article's times in text order, with the days on which it may have been published: what all of these
days agree on is put down, else what they have in common, else nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from onrecord.edtf import Bounds, approximate, bounds, months, span_of_days
from onrecord.model import OpenTime, StatedTime
from onrecord.nearest import candidates, dated_weekday, nearest, years_of
from onrecord.ranges import linked, stretched
from onrecord.spoken import Spoken
from onrecord.timex import bounds_of, edtf_of, grain, holiday, moved, rank, value_of

__all__ = ["dated_by_event", "days_after", "from_event", "resolve", "settle", "years_of"]

WIDEST = 366
"""Days that a publication range may span to settle times by: beyond a year it says nothing about a month or weekday."""

LOOSEST = 366
"""Days of the widest date that is put down where the days of publication do not agree on one: what happened `last week`
is somewhere in that, and not left out."""
_FROM_PREVIOUS = ("clock", "previous", "known", "later", "compare", "within-same")
_LOOSE = ("ago", "later")


# ------------------------------------------------------------------ one time, one anchor
def resolve(open_: OpenTime, anchor: date, previous: str | None = None) -> str | None:
    """The TIMEX3 value that `open_` has from the day `anchor`, None when it has none.

    `previous` is the value of the last date spoken of, for the forms that count from it.
    """
    try:
        value = _resolve(open_, anchor, previous)
    except (ValueError, OverflowError):
        return None
    return value if value and edtf_of(value) else None


def _resolve(open_: OpenTime, anchor: date, previous: str | None) -> str | None:
    unit, amount, pattern = open_.unit or "D", open_.amount or 0.0, open_.pattern or ""
    if open_.form == "nearest":
        dated = (len(pattern.split("T")[0]) == 10 and "W" not in pattern) or pattern[5:6] in ("Q", "H")
        return nearest(candidates(pattern, anchor), anchor, open_.tense, open_.amount, dated=dated)
    if open_.form == "holiday":
        days = [holiday(pattern, y) for y in range(max(1, anchor.year - 2), anchor.year + 3)]
        return nearest([d.isoformat() for d in days if d], anchor, open_.tense, open_.amount)
    if open_.form == "weekday":
        return dated_weekday(pattern, int(amount), anchor)
    if open_.form == "holding":
        day = nearest(candidates(pattern, anchor), anchor, open_.tense, open_.amount, dated=True)
        return value_of(date.fromisoformat(day[:10]), unit) if day else None
    if open_.form == "ofweek":
        monday = moved(anchor - timedelta(days=anchor.isoweekday() - 1), amount, "W")
        return value_of(monday + timedelta(days=int(pattern[9]) - 1), "D") + pattern[10:]
    if open_.form == "weeksfrom":
        day = nearest(candidates(pattern, anchor), anchor, None, amount)
        return value_of(moved(date.fromisoformat(day), amount, "W"), "D") if day else None
    if open_.form in ("shift", "ago") or (open_.form == "clock" and previous is None):
        return value_of(moved(anchor, amount, unit), unit) + pattern
    if open_.form == "within":
        return f"{anchor.year + int(amount):04d}" + pattern[4:]
    there = bounds_of(previous) if previous else None
    if previous is None or there is None:
        return None
    if open_.form == "within-same":
        return f"{there.first.year + int(amount):04d}" + pattern[4:]
    if open_.form == "compare":
        return value_of(moved(there.first, amount, unit), grain(previous) or unit)
    return value_of(moved(there.first if amount <= 0 else there.last, amount, unit), unit) + pattern


def from_event(open_: OpenTime, happened: Bounds, mod: str | None = None) -> str | None:
    """The EDTF date `amount` units after something that happened on one of the days `happened`.

    Days are counted exactly. Longer units are not meant so: weeks give a day, months a month and years a year, marked
    approximate, half a year being counted in months. `More than` and `less than` give the whole months that they allow.
    """
    unit, amount = open_.unit or "D", open_.amount or 0.0
    if mod in ("MORE_THAN", "LESS_THAN"):
        days = days_after(open_, mod, happened)
        return approximate(months(days)) if days else None
    try:
        first, last = (moved(d, amount, unit) for d in (happened.first, happened.last))
    except (ValueError, OverflowError):
        return None
    if rank(unit) < rank("M") and happened.days > 1:
        return None
    if unit == "D":
        return span_of_days(first, last)
    if unit in ("W", "W2", "WE"):
        return approximate(span_of_days(first, last))
    coarse = unit if unit in ("Y", "E", "C") and amount == int(amount) else "M"
    units = [edtf_of(value_of(d, coarse)) for d in (first, last)]
    if units[0] is None or units[1] is None:
        return None
    if units[0] == units[1]:
        return approximate(units[0])
    return approximate(span_of_days(bounds(units[0]).first, bounds(units[1]).last))


def days_after(open_: OpenTime, mod: str | None, happened: Bounds) -> Bounds | None:
    """The days that `amount` units after something may mean: half a unit either way, for halves a quarter.

    `More than` reaches up to the next whole unit, `less than` down to the one before. Days are counted exactly.
    """
    unit, amount = open_.unit or "D", open_.amount or 0.0
    size = 1.0 if amount == int(amount) else 0.5
    low, high = amount - size / 2, amount + size / 2
    if mod == "MORE_THAN":
        low, high = amount, amount + size
    elif mod == "LESS_THAN":
        low, high = amount - size, amount
    elif unit == "D":
        low, high = amount, amount
    try:
        return Bounds(moved(happened.first, low, unit), moved(happened.last, high, unit))
    except (ValueError, OverflowError):
        return None


# ------------------------------------------------------------------ all times of an article
def settle(
    times: Iterable[StatedTime],
    published: Bounds | None,
    event: Callable[[StatedTime], str | None] = lambda time: None,
) -> tuple[StatedTime, ...]:
    """The times of one article, in text order, with their values settled as far as `published` goes.

    `published` are the days on which the article may have been published, None if nothing is known. `event` dates a
    time that counts from a happening.
    """
    done: list[StatedTime] = []
    spoken = Spoken()
    for time in times:
        settled = _after_begin(_settled(time, published, spoken, event), spoken)
        done.append(settled)
        spoken.hear(settled)
    return linked(done)


def _after_begin(time: StatedTime, spoken: Spoken) -> StatedTime:
    """The end of a range of weekdays comes after its beginning: `Monday through Friday`, told on a Wednesday."""
    open_ = time.open
    if (
        open_ is None
        or (open_.link, open_.form) != ("end", "nearest")
        or not (open_.pattern or "").startswith("XXXX-WXX-")
    ):
        return time
    if grain(time.value) != "D" or not spoken.last or not time.value[:10] < spoken.last[-1][:10]:
        return time
    begun = bounds_of(spoken.last[-1])
    if begun is None or begun.days > 1:
        return time
    value = moved(date.fromisoformat(time.value[:10]), 1.0, "W").isoformat() + time.value[10:]
    return _with(time, value, time.anchor, None)


def _settled(
    time: StatedTime, published: Bounds | None, spoken: Spoken, event: Callable[[StatedTime], str | None]
) -> StatedTime:
    open_ = time.open
    if open_ is None or open_.form in ("explicit", "beside", "ended"):
        return time
    if open_.form in ("stretch", "months"):
        return stretched(time, open_, published.first) if published and published.days == 1 else time
    if open_.form == "event":
        dated = event(time)
        return dated_by_event(time, dated) if dated else time
    previous = spoken.last_for(open_) if open_.form in _FROM_PREVIOUS else None
    if previous is not None:
        value = resolve(open_, date.min, previous)
        return _with(time, value, "previous", bounds_of(previous)) if value else time
    if published is None or published.days > WIDEST or open_.form in ("previous", "known", "later", "within-same"):
        return time
    if open_.form == "holiday" and published.days > 1:
        return time  # a story told in retrospect names holidays of other years
    if open_.form == "compare":
        open_ = replace(open_, form="ago")
    first = resolve(open_, published.first)
    last = first if published.last == published.first else resolve(open_, published.last)
    if first is None or last is None:
        return time
    if first == last:
        return _with(time, first, "published", published)
    hull = _hull(first, last)
    return replace(time, edtf=hull, anchor="published") if hull else time


def dated_by_event(time: StatedTime, edtf: str, happened: str | None = None) -> StatedTime:
    """`time` with the date that counting from a happening gives; a DATE of one day gets it as its value too.

    A length begins (or ends) when what it counts from `happened`, if that is one unit of the calendar.
    """
    to_the_day = time.type == "DATE" and len(edtf) == 10 and grain(edtf) == "D"
    found = replace(time, value=edtf if to_the_day else time.value, edtf=edtf, anchor="event")
    if time.type != "DURATION" or happened is None or grain(happened) is None or time.open is None:
        return found
    return replace(found, begin=happened) if (time.open.amount or 0) > 0 else replace(found, end=happened)


def _with(time: StatedTime, value: str, anchor: str, counted_from: Bounds | None) -> StatedTime:
    edtf = edtf_of(value, time.mod)
    loose = time.open is not None and (time.open.form in _LOOSE or (time.open.form, anchor) == ("compare", "published"))
    if time.open and loose and counted_from:
        edtf = from_event(time.open, counted_from) or (approximate(edtf) if edtf else None)
    return replace(time, value=value, edtf=edtf, anchor=anchor)


@lru_cache(maxsize=4096)
def _hull(a: str, b: str) -> str | None:
    """The days from the first of one value to the last of another, when they are near enough to say something."""
    x, y = bounds_of(a), bounds_of(b)
    if x is None or y is None:
        return None
    first, last = min(x.first, y.first), max(x.last, y.last)
    return span_of_days(first, last) if (last - first).days <= LOOSEST else None
