"""What a match of the grammar means: its TIMEX3 type and value, or that it is no time after all.

A builder takes the matched tokens and gives a `Draft`; None means that these words are something else. A value that
needs an anchor is drafted with X for what is unknown, and an `OpenTime` that says how to settle it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from onrecord.find import timedays, timelengths, timeperiods
from onrecord.find.timecut import Cut, Draft

__all__ = ["BUILDERS"]

BUILDERS: Mapping[str, Callable[[Cut], Draft | None]] = {
    "clock": timedays.clock, "dayspan": timedays.dayspan, "holiday": timedays.holiday, "iso": timedays.iso,
    "part": timedays.part, "slashed": timedays.slashed, "today": timedays.today, "weekday": timedays.weekday,
    "weekdays": timedays.weekdays, "date": timedays.date_, "ago": timeperiods.ago, "around": timeperiods.around,
    "bare": timeperiods.bare, "century": timeperiods.century, "comparison": timeperiods.comparison,
    "decade": timeperiods.decade, "edge": timeperiods.edge, "half": timeperiods.half, "inside": timeperiods.inside,
    "month": timeperiods.month, "monthyear": timeperiods.monthyear, "quarter": timeperiods.quarter,
    "relative": timeperiods.relative, "season": timeperiods.season, "spelled": timeperiods.spelled,
    "stretch": timeperiods.stretch, "year": timeperiods.year, "yearspart": timeperiods.yearspart,
    "age": timelengths.age, "each": timelengths.each, "long": timelengths.long, "plural": timelengths.plural,
    "reference": timelengths.reference, "repeat": timelengths.repeat, "single": timelengths.single,
    "length": timelengths.counted,
}  # fmt: skip
"""The builder of each rule of the grammar."""
