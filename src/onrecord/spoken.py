"""The dates an article has spoken of so far, for times that count from one: `the following day`, `a year earlier`."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.model import OpenTime, StatedTime
from onrecord.timex import bounds_of, grain, rank

__all__ = ["Spoken"]

KEPT = 4
"""Dates spoken of that are remembered: further back nothing is counted from."""
_INTERIM = ("P6M", "P9M")
"""Lengths that reports compare with the same months of the year before: no quarter, and no unit of their own."""


@dataclass(slots=True)
class Spoken:
    """The dates spoken of so far: the last few, the last one of each unit, and the last period that news compares.

    Of quarters it is the latest that is not ahead: an older one is only what `the quarter` is compared with.
    """

    last: list[str] = field(default_factory=list)
    by_unit: dict[str, str] = field(default_factory=dict)
    period: str | None = None

    def hear(self, time: StatedTime) -> None:
        """Takes in the next time of the text."""
        form = time.open.form if time.open else ""
        if (form == "months" and time.begin) or (time.value in _INTERIM and self.period):
            self.period = (time.begin or self.period or "")[:4]
        if time.type not in ("DATE", "TIME") or form == "compare" or time.value.endswith("_REF"):
            return
        unit = grain(time.value)
        if unit is None:
            self.last.clear()  # a date that is not known: what is counted from it is not known either
            return
        self.last = [*self.last[-KEPT:], time.value]
        ahead = time.open is not None and time.open.tense == "future"
        if unit in ("Q", "M", "H", "Y") and not ahead:
            self.period = time.value
        if unit != "Q" or unit not in self.by_unit:
            self.by_unit[unit] = time.value
        elif not ahead:
            self.by_unit[unit] = max(self.by_unit[unit], time.value)

    def last_for(self, open_: OpenTime) -> str | None:
        """The last date spoken of that is at least as fine as what is counted from it."""
        spoken = self.last
        if open_.form == "compare":
            return self.period
        if open_.form == "clock":
            return spoken[-1] if spoken and grain(spoken[-1]) == "D" else None
        if open_.form == "known" and open_.unit in self.by_unit:
            return self.by_unit[open_.unit]
        wanted = rank("Y") if open_.form == "within-same" else rank("W" if open_.unit == "W2" else open_.unit or "D")
        for value in reversed(spoken):
            if rank(grain(value) or "C") <= wanted:
                return value
            if not any(_holds(value, other) for other in spoken):
                return None
        return None


def _holds(value: str, other: str) -> bool:
    """Whether the longer unit `value` merely repeats a finer date spoken of: `October` after `Oct. 21`."""
    coarse, fine = bounds_of(value), bounds_of(other)
    return bool(coarse and fine and value != other and coarse.first <= fine.first and fine.last <= coarse.last)
