"""Places for labels that stand clear of one another: text beside a stem that rises from the axis of the picture."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final, NamedTuple

__all__ = ["CHAR", "LINE", "Place", "Placing"]

CHAR: Final = 6.1
"""Pixels of an average character at the labels' 12 px: a little more than serif and sans faces need."""
LINE: Final = 15
"""Pixels from line to line of a label."""
GAP: Final = 10
"""Pixels kept free around a label."""
HEIGHT: Final = 3 * LINE + GAP
"""Pixels of a lane: a date, two lines, and air."""

_Side = tuple[bool, float, float, float, float]
"""Whether a label stands left of its stem, the edges of its text, and its edges with its stem."""
_Waiting = tuple[int, float, tuple[_Side, ...]]
"""A label's number, its stem, and the sides that it may stand on."""
_Taken = tuple[float, float, float, float, float, int]
"""A label's edges with its stem, those of its text, where its stem is, and its lane as a bit: the lowest is 1."""


class Place(NamedTuple):
    """Where a label stands: its stem at `x`, rising `height` above the axis; its text right of it, or `flipped` left.

    `number` is the label's, counted from 0 as they were added.
    """

    number: int
    x: float
    height: float
    flipped: bool


class Placing:
    """Labels in `lanes` above the axis of a picture `width` pixels wide.

    They are placed from right to left, so that a label stands above those of its right neighbours, whose stems would
    cross it; the ones at the right edge stand left of their stems and are placed last, from left to right.
    """

    def __init__(self, width: int, lanes: int) -> None:
        self._width, self._lanes = width, (1 << lanes) - 1
        self._order: list[tuple[bool, float]] = []
        self._waiting: list[_Waiting] = []
        self._placed: list[Place] = []
        self._taken: list[_Taken] = []

    @property
    def places(self) -> list[Place]:
        """The places, from left to right."""
        return sorted(self._placed, key=lambda p: (p.x, p.height))

    def add(self, x: float, long: int) -> bool:
        """Gives a label of `long` characters a place, if it and those placed after it find one; whether they do."""
        wide = long * CHAR + GAP
        edge = x + wide > self._width
        order = (edge, x if edge else -x)
        at = bisect_right(self._order, order)
        new = len(self._waiting), x, self._sides(x, wide)
        placed, taken = self._placed[:at], self._taken[:at]
        for each in (new, *self._waiting[at:]):
            if not self._place(each, placed, taken):
                return False
        self._order.insert(at, order)
        self._waiting.insert(at, new)
        self._placed, self._taken = placed, taken
        return True

    def _sides(self, x: float, wide: float) -> tuple[_Side, ...]:
        """Right of its stem, and left of it, as far as a text `wide` with air stays in the picture."""
        right, left = x + wide, x - wide
        found = []
        if right <= self._width:
            found.append((False, x + 4, right, x - 3, right))
        if left >= 0 and x - 4 <= self._width:
            found.append((True, left, x - 4, left, x + 3))
        return tuple(found)

    def _place(self, label: _Waiting, placed: list[Place], taken: list[_Taken]) -> bool:
        """Adds `label` at the lowest free place, right of its stem or else left of it; False when there is none."""
        number, x, sides = label
        begin, end = x - 3, x + 3
        for flipped, left, right, outer, inner in sides:
            blocked = 0  # the lanes in which the text or the stem would meet what is there
            for edge, other, from_, to, stem, lane in taken:
                if edge >= inner or outer >= other:
                    continue
                if stem - 3 < end and begin < stem + 3:
                    return False  # on either side
                if from_ < end and begin < to:  # our stem meets a text of this lane, and would from those above
                    blocked |= -lane
                if from_ < right and left < to:
                    blocked |= lane
                if stem - 3 < right and left < stem + 3:  # our text meets a stem that rises to this lane
                    blocked |= 2 * lane - 1
            free = self._lanes & ~blocked
            if free:
                lane = free & -free  # the lowest
                placed.append(Place(number, x, 14 + lane.bit_length() * HEIGHT, flipped))
                taken.append((outer, inner, left, right, x, lane))
                return True
        return False
