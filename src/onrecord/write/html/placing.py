"""Labels that stand clear of one another: text beside a stem that rises from the axis of the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

__all__ = ["CHAR", "LINE", "Label", "Space", "arranged"]

CHAR: Final = 6.1
"""Pixels of an average character at the labels' 12 px: a little more than serif and sans faces need."""
LINE: Final = 15
"""Pixels from line to line of a label."""
GAP: Final = 10
"""Pixels kept free around a label."""


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


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    right: float
    low: float
    high: float

    def meets(self, other: _Box) -> bool:
        return self.left < other.right and other.left < self.right and self.low < other.high and other.low < self.high


@dataclass(frozen=True, slots=True)
class Space:
    """Where labels may stand."""

    width: int
    lanes: int
    height: float = 3 * LINE + GAP


def arranged(wanted: Sequence[Label], space: Space) -> list[Label]:
    """The labels in their places, nothing when one finds none.

    They are placed from right to left, so that a label stands above those of its right neighbours, whose stems would
    cross it; the ones at the right edge stand left of their stems and are placed last.
    """
    edge = [n for n in wanted if n.x + _wide(n) > space.width]
    inner = [n for n in wanted if n not in edge]
    placed: list[Label] = []
    taken: list[_Box] = []
    for label in (*sorted(inner, key=lambda n: -n.x), *sorted(edge, key=lambda n: n.x)):
        if not _place(label, space, placed, taken):
            return []
    return sorted(placed, key=lambda n: (n.x, n.y))


def _wide(label: Label) -> float:
    return max(len(line) for line in (*label.lines, label.date)) * CHAR + GAP


def _place(label: Label, space: Space, placed: list[Label], taken: list[_Box]) -> bool:
    """Add `label` at the lowest free place, right of its stem or else left of it; False when there is none."""
    wide = _wide(label)
    for flipped in (False, True):
        for lane in range(space.lanes):
            level = 14 + lane * space.height
            left = label.x - wide if flipped else label.x + 4
            box = _Box(left, left + wide - 4, level, level + space.height)
            stem = _Box(label.x - 3, label.x + 3, 0, level + space.height)
            inside = left >= 0 and left + wide - 4 <= space.width
            if inside and _free(box, stem, taken):
                placed.append(replace(label, y=level + space.height, flipped=flipped))
                taken += [box, stem]
                return True
    return False


def _free(box: _Box, stem: _Box, taken: Sequence[_Box]) -> bool:
    """Whether neither box nor stem meets what is there. Written out: it is asked some thousand times a picture."""
    left, right, high = min(box.left, stem.left), max(box.right, stem.right), box.high
    near = (other for other in taken if left < other.right and other.left < right and other.low < high)
    return not any(box.meets(other) or stem.meets(other) for other in near)
