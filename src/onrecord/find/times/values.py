"""What a match of the grammar means: its TIMEX3 type and value, or that it is no time after all.

A builder takes the matched tokens and gives a `Draft`; None means that these words are something else. A value that
needs an anchor is drafted with X for what is unknown, and an `OpenTime` that says how to settle it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from onrecord.find.times import days, lengths, periods
from onrecord.find.times.cut import Cut, Draft

__all__ = ["BUILDERS"]

BUILDERS: Mapping[str, Callable[[Cut], Draft | None]] = {
    "clock": days.clock, "dayspan": days.dayspan, "holiday": days.holiday, "iso": days.iso,
    "part": days.part, "slashed": days.slashed, "today": days.today, "weekday": days.weekday,
    "weekdays": days.weekdays, "date": days.date_, "ago": periods.ago, "around": periods.around,
    "bare": periods.bare, "century": periods.century, "comparison": periods.comparison,
    "decade": periods.decade, "edge": periods.edge, "half": periods.half, "inside": periods.inside,
    "month": periods.month, "monthyear": periods.monthyear, "quarter": periods.quarter,
    "relative": periods.relative, "season": periods.season, "spelled": periods.spelled,
    "stretch": periods.stretch, "year": periods.year, "yearspart": periods.yearspart,
    "age": lengths.age, "each": lengths.each, "long": lengths.long, "plural": lengths.plural,
    "reference": lengths.reference, "repeat": lengths.repeat, "single": lengths.single,
    "length": lengths.counted,
}  # fmt: skip
"""The builder of each rule of the grammar."""
