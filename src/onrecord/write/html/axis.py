"""The axis of the picture: days to pixels, and the marks of years, months or days along it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from onrecord.edtf import bounds
from onrecord.write.texts import labels

__all__ = ["Bar", "Scale", "Tick", "ticks"]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the axis; a `major` one starts a year, or is the only kind."""

    x: float
    words: str
    major: bool


@dataclass(frozen=True, slots=True)
class Bar:
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


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to pixels. Where a date stands is worked out once: many things share one."""

    first: int
    last: int
    left: float
    right: float
    _known: dict[str, tuple[float, float, int]] = field(default_factory=dict, compare=False, repr=False)

    def x(self, day: float) -> float:
        """Where a day, counted from year 1, stands."""
        share = (day - self.first) / max(1, self.last - self.first)
        return round(self.left + share * (self.right - self.left), 1)

    def place(self, edtf: str) -> tuple[float, float, int]:
        """Where a date begins, how wide it is, and its side: -1 for one before the picture, 1 after it, 0 within.

        What reaches out of the picture is cut at its edge.
        """
        if edtf not in self._known:
            span = bounds(edtf)
            first, last = span.first.toordinal(), span.last.toordinal()
            start = self.x(max(self.first, min(self.last, first)))
            end = self.x(max(self.first, min(self.last, last)))
            middle = (first + last) / 2
            side = -1 if middle < self.first else 1 if middle > self.last else 0
            self._known[edtf] = start, round(end - start, 1), side
        return self._known[edtf]

    def bar(
        self, edtf: str, href: str, tells: str, *, radius: float = 3.0, muted: bool = False, words: str = ""
    ) -> Bar:
        """The bar of something with this date."""
        start, width, _ = self.place(edtf)
        return Bar(start, width, radius, href, tells, muted, words)

    def middle(self, edtf: str) -> float:
        """The middle of a date's bar."""
        start, width, _ = self.place(edtf)
        return start + width / 2

    def shows(self, edtf: str) -> bool:
        """Whether the middle of a date lies in the picture."""
        return self.place(edtf)[2] == 0


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
    return tuple(
        Tick(scale.x(day), f"{date.fromordinal(day).day} {_month(date.fromordinal(day).month)}", True)
        for day in range(scale.first, scale.last + 1, step)
    )


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


def _month(number: int) -> str:
    return labels().months[number - 1][:3]
