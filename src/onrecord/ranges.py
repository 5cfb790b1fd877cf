"""The ends of ranges and stretches of time, and times that their neighbour in the text settles.

Begin and end are TIMEX3 values of the first and last unit: of a length that is anchored (`the past 18 months`), and of
the range that two dates name together (`from June 4 to 6`), where both dates have both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from onrecord.edtf import approximate, span_of_days
from onrecord.model import OpenTime, StatedTime
from onrecord.timex import bounds_of, edtf_of, grain, moved, rank, value_of

__all__ = ["linked", "stretched"]

_LAST_MONTHS = (3, 6, 9, 12)
"""Months in which a quarter of the calendar ends."""

MIDDLE = 45
"""Days from the end of three months to their middle."""


def stretched(time: StatedTime, open_: OpenTime, published: date) -> StatedTime:
    """A length that reaches up to the day of publication or from it on, or covers the first months of a year."""
    amount, unit = open_.amount, open_.unit or "D"
    try:
        if open_.form == "months":
            first, _, last = (open_.pattern or "").partition("/")
            year = published.year + int(amount or 0)
            if amount is None and f"{published.year:04d}-{last}" >= value_of(published, "M"):
                year -= 1
            return replace(time, begin=f"{year:04d}-{first}", end=f"{year:04d}-{last}", anchor="published")
        there, now = moved(published, amount or 0.0, unit), published.isoformat()
        whole = unit if unit in ("D", "W", "M", "Y") else "M" if unit in ("Q", "H") else "Y"
        then = value_of(there, whole)
    except (ValueError, OverflowError):
        return time
    ends = (then, now) if (amount or 0.0) < 0 else (now, then)
    return replace(time, begin=ends[0], end=ends[1], anchor="published")


def linked(times: Sequence[StatedTime]) -> tuple[StatedTime, ...]:
    """`times`, with what the links between neighbours say."""
    found = list(times)
    for place in range(len(found) - 1):
        a, b = found[place], found[place + 1]
        link = a.open.link if a.open else None
        if link == "next":
            found[place] = _from_next(a, b)
        elif link == "begin" and b.open and b.open.link == "end" and _in_order(a.value, b.value):
            found[place] = replace(a, begin=a.value, end=b.value)
            found[place + 1] = replace(b, begin=a.value, end=b.value)
    return tuple(found)


def _in_order(first: str, last: str) -> bool:
    a, b = bounds_of(first), bounds_of(last)
    if last == "PRESENT_REF":
        return a is not None
    return a is not None and b is not None and a.first <= b.first and a != b


def _from_next(time: StatedTime, next_: StatedTime) -> StatedTime:
    """What the time after it says of a clock time, of an offset, or of a unit that ends with it."""
    open_ = time.open
    there = bounds_of(next_.value)
    if open_ is None or there is None:
        return time
    if open_.form == "clock":
        if grain(next_.value) != "D":
            return time
        value = next_.value[:10] + (open_.pattern or "")
        return replace(time, value=value, edtf=edtf_of(value, time.mod), anchor=next_.anchor)
    if open_.form == "ended":
        return _ended(time, open_, there.last, next_.anchor)
    if there.days > 1:
        return time
    try:
        day = moved(there.first, open_.amount or 0.0, open_.unit or "D")
    except (ValueError, OverflowError):
        return time
    return _beside(time, open_, next_, day)


def _beside(time: StatedTime, open_: OpenTime, next_: StatedTime, day: date) -> StatedTime:
    unit, amount = open_.unit or "D", open_.amount or 0.0
    value = value_of(day, unit)
    edtf = span_of_days(day, day) if rank(unit) <= rank("WE") else edtf_of(value)
    if edtf and unit != "D":
        edtf = approximate(edtf)
    if time.type != "DURATION":
        return replace(time, value=value, edtf=edtf, anchor=next_.anchor)
    begin, end = (next_.value, None) if amount > 0 else (None, next_.value)
    return replace(time, begin=begin, end=end, edtf=edtf, anchor=next_.anchor)


def _ended(time: StatedTime, open_: OpenTime, last: date, anchor: str) -> StatedTime:
    """The quarter that holds most of the three months that end on `last`, or the length that ends there."""
    unit = open_.unit or "D"
    if unit == "Q":
        value = value_of(last - timedelta(days=MIDDLE), "Q")
        edtf = edtf_of(value)
        exact = last.month in _LAST_MONTHS or edtf is None
        return replace(time, value=value, edtf=edtf if exact else approximate(edtf or ""), anchor=anchor)
    try:
        next_day = last + timedelta(days=1)
        first = moved(next_day, -(open_.amount or 1.0), unit)
    except (ValueError, OverflowError):
        return time
    return replace(time, begin=first.isoformat(), end=last.isoformat(), anchor=anchor)
