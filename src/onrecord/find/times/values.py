"""What a match of the grammar means: its TIMEX3 type and value, or that it is no time after all.

A builder takes the matched tokens and gives a `Draft`; None means that these words are something else. A value that
needs an anchor is drafted with X for what is unknown, and an `OpenTime` that says how to settle it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from onrecord.find.times import clocks, days, lengths, periods, relative
from onrecord.find.times.cut import Cut, Draft

__all__ = ["BUILDERS"]

BUILDERS: Mapping[str, Callable[[Cut], Draft | None]] = {
    "barepart": clocks.barepart, "clock": clocks.clock, "overnight": clocks.overnight, "part": clocks.part,
    "pastclock": clocks.pastclock, "dayspan": days.dayspan, "eve": days.eve, "fromday": days.fromday,
    "holiday": days.holiday, "iso": days.iso, "ordday": days.ordday,
    "slashed": days.slashed, "spanday": days.spanday, "today": days.today, "weekday": days.weekday,
    "weekdays": days.weekdays, "weekof": days.weekof,
    "nthday": days.nthday, "ofweek": days.ofweek, "weeksback": days.weeksback,
    "partof": periods.partof, "twoyears": periods.twoyears, "century": periods.century, "code": periods.code,
    "decade": periods.decade, "fiscalyear": periods.fiscalyear, "half": periods.half, "midunit": periods.midunit,
    "month": periods.month, "monthyear": periods.monthyear, "quarter": periods.quarter, "season": periods.season,
    "spelled": periods.spelled, "tens": periods.tens, "year": periods.year, "yearquarter": periods.yearquarter,
    "yearspart": periods.yearspart, "ago": relative.ago, "around": relative.around, "bare": relative.bare,
    "beforelast": relative.beforelast, "comparison": relative.comparison, "edge": relative.edge,
    "inside": relative.inside, "longago": relative.longago, "relative": relative.relative, "stretch": relative.stretch,
    "age": lengths.age, "compound": lengths.compound, "each": lengths.each, "long": lengths.long,
    "often": lengths.often, "plural": lengths.plural, "quartercentury": lengths.quartercentury,
    "atthetime": lengths.atthetime, "reference": lengths.reference, "repeat": lengths.repeat, "single": lengths.single,
    "date": days.date_, "all": lengths.all_, "length": lengths.counted,
}  # fmt: skip
"""The builder of each rule of the grammar."""
