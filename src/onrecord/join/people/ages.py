"""Ages as birth intervals: who is 66 on a day was born in one of two years."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.edtf import bounds
from onrecord.errors import QueryError

__all__ = ["born"]


def born(age: int, as_of: str | None) -> tuple[int, int] | None:
    """The first and last year in which somebody of `age` years at the date `as_of` can have been born.

    None when the date is unknown, open to one side, or no date. A date of several days widens the interval.
    """
    if as_of is None:
        return None
    try:
        within = bounds(as_of)
    except QueryError:
        return None
    if within.first == date.min or within.last == date.max:
        return None
    return (within.first + timedelta(days=1)).year - age - 1, within.last.year - age
