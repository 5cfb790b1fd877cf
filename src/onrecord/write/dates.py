"""Dates of the record in the forms that other programs take, which know less than EDTF.

What they cannot say is not said.
"""

from __future__ import annotations

import re
from datetime import date

from onrecord.edtf import bounds, precision
from onrecord.errors import QueryError

__all__ = ["ends", "iso"]

_PLAIN = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")


def iso(edtf: str | None) -> str | None:
    """`edtf` as ISO 8601 (`2022`, `2022-06`, `2022-06-18`), which other programs take for certain.

    None for whatever says less than it seems to without its marks: about, uncertain, a season, a decade, an interval.
    """
    found = _PLAIN.fullmatch(edtf.split("T")[0]) if edtf else None
    return found[0] if found else None


def ends(edtf: str) -> tuple[str, str | None] | None:
    """The first and the last day, month or year of a date, as ISO 8601; the last is None where it is the first.

    For a date with one open end that is known, its other end; None where both are open, or it is no date.
    """
    try:
        span = bounds(edtf)
    except QueryError:
        return None
    left, _, right = edtf.partition("/")
    first, last = _end(left, span.first, last=False), _end(right or left, span.last, last=True)
    if first is None or last is None:
        known = first or last
        return (known, None) if known else None
    return first, (last if last != first else None)


def _end(part: str, day: date, *, last: bool) -> str | None:
    """One end of a date, as exact as it is given; a season, quarter or decade begins and ends with a month or year."""
    if part in ("", ".."):
        return None
    if day in (date.min, date.max):
        return None
    size = {"day": 10, "month": 7, "season": 7}.get(precision(part), 4)
    return day.isoformat()[:size]
