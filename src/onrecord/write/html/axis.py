"""The axis of the picture: days to pixels, and the marks of years, months or days along it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from onrecord.edtf import bounds
from onrecord.write.texts import labels

__all__ = ["Bar", "Scale", "Tick", "days_of", "middle_of", "ticks"]


class Tick(NamedTuple):
    """A mark of the axis; a `major` one starts a year, or is the only kind."""

    x: float
    words: str
    major: bool


class Bar(NamedTuple):
    """Something at `[x, x + width]`: an event, an article or a step; `href` is where it leads, `tells` what it is.

    `words` stand to the right of it, to the left when `flipped`.
    """

    x: float
    width: float
    radius: float
    href: str
    tells: str
    muted: bool = False
    words: str = ""
    flipped: bool = False

    @property
    def middle(self) -> float:
        """Where its dot stands."""
        return self.x + self.width / 2


@lru_cache(maxsize=65536)
def days_of(edtf: str) -> tuple[int, int]:
    """The first and last day of a date, counted from year 1."""
    span = bounds(edtf)
    return span.first.toordinal(), span.last.toordinal()


def middle_of(edtf: str) -> float:
    """The middle of a date's days."""
    first, last = days_of(edtf)
    return (first + last) / 2


class Scale:
    """Days from `first` to `last` to pixels from `left` to `right`. Each date is placed once: many things share one."""

    __slots__ = ("_days", "_known", "_pixels", "first", "last", "left", "right")

    def __init__(self, first: int, last: int, left: float, right: float) -> None:
        self.first, self.last, self.left, self.right = first, last, left, right
        self._days, self._pixels = max(1, last - first), right - left
        self._known: dict[str, tuple[float, float]] = {}

    def x(self, day: float) -> float:
        """Where a day, counted from year 1, stands; one beyond the picture at its edge."""
        if day < self.first:
            return self.left
        if day > self.last:
            return self.right
        return round(self.left + (day - self.first) / self._days * self._pixels, 1)

    def place(self, edtf: str) -> tuple[float, float]:
        """Where a date begins and how wide it is; what reaches out of the picture is cut at its edge."""
        found = self._known.get(edtf)
        if found is None:
            first, last = days_of(edtf)
            start = self.x(first)
            found = self._known[edtf] = start, 0.0 if first == last else round(self.x(last) - start, 1)
        return found

    def middle(self, edtf: str) -> float:
        """The middle of a date's bar."""
        start, width = self.place(edtf)
        return start + width / 2


def ticks(scale: Scale) -> tuple[Tick, ...]:
    """Years, months or days, as many as have room for their words."""
    first, last = date.fromordinal(scale.first), date.fromordinal(scale.last)
    room = (scale.right - scale.left) / 44  # labels of 44 pixels: the width of `2021` or `30 Sep` with air
    days = scale.last - scale.first
    if days / 31 > room * 6:
        step = next(n for n in (1, 2, 5, 10, 20, 50, 100, 500, 10000) if days / 366 / n <= room)
        return tuple(
            Tick(scale.x(date(y, 1, 1).toordinal()), str(y), True)
            for y in range(first.year + 1, last.year + 1)
            if y % step == 0
        )
    if days > 50:
        return _months(scale, first, last, room)
    step = max(1, round(days / max(1, min(room, 12))))
    return tuple([Tick(scale.x(day), _day(day), True) for day in range(scale.first, scale.last + 1, step)])


def _months(scale: Scale, first: date, last: date, room: float) -> tuple[Tick, ...]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next(n for n in (1, 2, 3, 6, 12) if count / n <= room or n == 12)
    found: list[Tick] = []
    for number in range(first.year * 12 + first.month, last.year * 12 + last.month):
        year, month = divmod(number, 12)
        if month % step == 0:
            words = str(year) if month == 0 else _month(month + 1)
            if month and not found:
                words += f" ’{year % 100:02d}"
            found.append(Tick(scale.x(date(year, month + 1, 1).toordinal()), words, month == 0))
    return tuple(found)


@lru_cache(maxsize=4096)
def _day(number: int) -> str:
    day = date.fromordinal(number)
    return f"{day.day} {_month(day.month)}"


def _month(number: int) -> str:
    return labels().months[number - 1][:3]
