"""How much of two texts is one: stretches that run along each other, word for word or with some words changed.

Two shingles in common say little; many, in the same order and at the same distances, are a text that was taken over.
So the places that have a shingle in common are followed in order as long as both texts go on together, by at most
`copy_gap` words from one such place to the next. The stretches found this way are what the texts share: it does not
matter how their paragraphs were ordered, what stands between them, or that every third word in them was changed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.join.copies.prints import Print
from onrecord.settings import Settings

__all__ = ["Shared", "compare", "matches"]

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shared:
    """What two texts have in common, counted in shingles, each pair of figures for the first and the second of them.

    `covered` are those in common stretches; `own` and `own_covered` the same without what stands in quotation marks.
    `exact` is the share of the places in common stretches at which nothing was changed.
    """

    sizes: tuple[int, int]
    covered: tuple[int, int]
    own: tuple[int, int]
    own_covered: tuple[int, int]
    exact: float

    def share(self, side: int) -> float:
        """How much of the first (0) or second (1) text stands in the other, with or without what stands in quotation
        marks, whichever is less: two reports that quote one statement share that, and no more.
        """
        own = self.own_covered[side] / self.own[side] if self.own[side] else 1.0
        return min(own, self.covered[side] / max(1, self.sizes[side]))


def matches(a: Print, b: Print, settings: Settings) -> tuple[Places, Places, Places]:
    """The places in both texts that belong to common stretches, in the order of the first, and each one's stretch."""
    here, there = _common(a, b)
    if len(here) == 0:
        return here, there, here
    forward, across = np.diff(here), np.diff(there)
    gap, slack = settings.copy_gap, settings.copy_slack
    together = (forward <= gap) & (across > 0) & (across <= gap) & (np.abs(forward - across) <= slack)
    stretch = np.concatenate(([0], np.cumsum(~together)))
    counts = np.bincount(stretch)
    firsts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    lasts = np.cumsum(counts) - 1
    length = np.maximum(here[lasts] - here[firsts], there[lasts] - there[firsts]) + 1
    kept = (length + settings.copy_shingle - 1 >= settings.copy_stretch) & (counts >= settings.copy_density * length)
    chosen = kept[stretch]
    return here[chosen], there[chosen], stretch[chosen]


def _common(a: Print, b: Print) -> tuple[Places, Places]:
    """The places of the shingles that each text has just once and both have, in the order of the first."""
    (order_a, sorted_a), (order_b, sorted_b) = a.once, b.once
    if len(sorted_a) == 0 or len(sorted_b) == 0:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    at = np.minimum(np.searchsorted(sorted_b, sorted_a), len(sorted_b) - 1)
    equal = sorted_b[at] == sorted_a
    here, there = order_a[equal], order_b[at[equal]]
    order = np.argsort(here)
    return here[order], there[order]


def compare(a: Print, b: Print, settings: Settings) -> Shared:
    """What two texts have in common."""
    here, there, stretch = matches(a, b, settings)
    sizes, own = (len(a.shingles), len(b.shingles)), (a.unquoted, b.unquoted)
    if len(here) == 0:
        return Shared(sizes, (0, 0), own, (0, 0), 0.0)
    in_a, in_b = _covered(here, stretch, len(a.shingles)), _covered(there, stretch, len(b.shingles))
    return Shared(
        sizes=sizes,
        covered=(int(in_a.sum()), int(in_b.sum())),
        own=own,
        own_covered=(int((in_a & ~a.quoted).sum()), int((in_b & ~b.quoted).sum())),
        exact=len(here) / max(1, int(in_a.sum())),
    )


def _covered(places: Places, stretch: Places, size: int) -> NDArray[np.bool_]:
    """Which shingles of a text of `size` lie between the first and the last place of some stretch."""
    edges = np.zeros(size + 1, dtype=np.int64)
    if len(places):
        begins = np.concatenate(([True], stretch[1:] != stretch[:-1]))
        ends = np.concatenate((begins[1:], [True]))
        np.add.at(edges, places[begins], 1)
        np.add.at(edges, places[ends] + 1, -1)
    return np.cumsum(edges[:-1]) > 0
