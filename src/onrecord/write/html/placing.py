"""Labels that stand clear of one another: text beside a stem that rises from the axis of the picture."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

__all__ = ["CHAR", "LINE", "Label", "Placing"]

CHAR: Final = 6.1
"""Pixels of an average character at the labels' 12 px: a little more than serif and sans faces need."""
LINE: Final = 15
"""Pixels from line to line of a label."""
GAP: Final = 10
"""Pixels kept free around a label."""
HEIGHT: Final = 3 * LINE + GAP
"""Pixels of a lane: a date, two lines, and air."""

_Box = tuple[float, float, float, float]
"""Left, right, low and high edge."""


@dataclass(frozen=True, slots=True)
class Label:
    """An event's label: its stem at `x` up to `y`, its lines right of the stem, left of it when `flipped`."""

    x: float
    y: float
    flipped: bool
    date: str
    lines: tuple[str, ...]
    href: str
    tells: str


@dataclass(slots=True)
class Placing:
    """Labels in `lanes` above an axis of a picture `width` pixels wide.

    They are placed from right to left, so that a label stands above those of its right neighbours, whose stems would
    cross it; the ones at the right edge stand left of their stems and are placed last, from left to right.
    """

    width: int
    lanes: int
    _order: list[tuple[bool, float]] = field(default_factory=list)
    _placed: list[Label] = field(default_factory=list)
    _taken: list[tuple[_Box, _Box]] = field(default_factory=list)

    @property
    def labels(self) -> list[Label]:
        """All that have a place, from left to right; `y` is the height above the axis."""
        return sorted(self._placed, key=lambda n: (n.x, n.y))

    def add(self, label: Label) -> bool:
        """Gives `label` a place, if it and those that are placed after it find one; whether they do."""
        edge = label.x + _wide(label) > self.width
        order = (edge, label.x if edge else -label.x)
        at = bisect_right(self._order, order)
        placed, taken = self._placed[:at], self._taken[:at]
        for each in (label, *self._placed[at:]):
            if not self._place(each, placed, taken):
                return False
        self._order.insert(at, order)
        self._placed, self._taken = placed, taken
        return True

    def _place(self, label: Label, placed: list[Label], taken: list[tuple[_Box, _Box]]) -> bool:
        """Adds `label` at the lowest free place, right of its stem or else left of it; False when there is none."""
        wide = _wide(label)
        for flipped in (False, True):
            left = label.x - wide if flipped else label.x + 4
            right = left + wide - 4
            if left < 0 or right > self.width:
                continue
            outer, end = min(left, label.x - 3), max(right, label.x + 3)
            near = [box for boxes in taken for box in boxes if outer < box[1] and box[0] < end]
            for lane in range(self.lanes):
                level = 14 + lane * HEIGHT
                box = (left, right, level, level + HEIGHT)
                stem = (label.x - 3, label.x + 3, 0, level + HEIGHT)
                if _free(box, stem, near):
                    at = label.x, level + HEIGHT, flipped
                    placed.append(Label(*at, label.date, label.lines, label.href, label.tells))
                    taken.append((box, stem))
                    return True
        return False


def _free(box: _Box, stem: _Box, taken: Iterable[_Box]) -> bool:
    """Whether neither box nor stem, which both end at the same height, meets what is there."""
    left, right, low, high = box
    begin, end, _, _ = stem
    for from_, to, bottom, top in taken:
        if bottom < high and (from_ < end and begin < to or (from_ < right and left < to and low < top)):
            return False
    return True


def _wide(label: Label) -> float:
    return max(len(line) for line in (*label.lines, label.date)) * CHAR + GAP
