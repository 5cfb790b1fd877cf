"""Pieces of stories put together: two are of one story when across them as much is shared as within.

Two articles of a story share so many terms on average, and two of different stories share fewer: the ratio of the mean
across two groups to the (geometric) mean within them estimates the cosine of what the two tell, however few articles
they have. All sums are of whole numbers, so they come out alike in any order.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.join.stories.terms import Terms, Vocabulary

__all__ = ["merged", "profile"]

ALIKE = 0.65
"""How alike two groups must be. Five stories of Timeline17 have .56 at most among them, the first and the last third
of one and the same have .75 at least (means of the ratio of names and that of words)."""
COMMONEST = 4000
"""Terms that are counted: rarer ones add nothing to such sums."""

Matrix = NDArray[np.float64]


def merged(terms: Terms, found: Sequence[Sequence[int]], fewest: int) -> list[list[int]]:
    """The pieces of at least `fewest` articles, those put together that are alike; smaller ones are left out."""
    groups = [list(p) for p in found if len(p) >= fewest]
    sums = [_sums(sort, groups) for sort in terms.sorts]
    while len(groups) > 1:
        sizes = np.array([len(g) for g in groups], dtype=np.float64)
        alike = _alike(sums, sizes)
        pairs = _mutual(alike)
        if not pairs:
            break
        sums = [_folded(shared, own, pairs) for shared, own in sums]
        for into, gone in pairs:
            groups[into] += groups[gone]
        away = {gone for _, gone in pairs}
        groups = [g for at, g in enumerate(groups) if at not in away]
    return groups


def profile(sort: Vocabulary, group: Sequence[int], counted: NDArray[np.int64]) -> Matrix:
    """How many articles of the group hold each of the terms `counted`."""
    total = np.zeros(len(sort.words), dtype=np.float64)
    for at in group:
        total[sort.of[at]] += 1
    return total[counted]


def _sums(sort: Vocabulary, groups: Sequence[Sequence[int]]) -> tuple[Matrix, Matrix]:
    """How many terms are shared in all pairs of an article of one group and one of another; and how many there are."""
    counted = np.sort(np.lexsort((np.arange(len(sort.held)), -sort.held))[:COMMONEST])
    profiles = np.array([profile(sort, g, counted) for g in groups]).reshape(len(groups), len(counted))
    return profiles @ profiles.T, profiles.sum(axis=1)


def _alike(sums: Sequence[tuple[Matrix, Matrix]], sizes: Matrix) -> Matrix:
    """For each pair of groups the mean of the ratios; of one with itself -1."""
    total = np.zeros((len(sizes), len(sizes)))
    for shared, own in sums:
        within = np.maximum((np.diag(shared) - own) / (sizes * (sizes - 1)), 1e-9)
        total += np.minimum(1.0, shared / np.outer(sizes, sizes) / np.sqrt(np.outer(within, within)))
    total /= len(sums)
    np.fill_diagonal(total, -1.0)
    return np.round(total, 6)


def _mutual(alike: Matrix) -> list[tuple[int, int]]:
    """The pairs of groups each of which is the most like the other, alike enough."""
    best = alike.argmax(axis=1)
    return [(a, int(b)) for a, b in enumerate(best) if a < b and best[b] == a and alike[a, b] >= ALIKE]


def _folded(shared: Matrix, own: Matrix, pairs: Sequence[tuple[int, int]]) -> tuple[Matrix, Matrix]:
    """The sums with the second of each pair added to the first; no group is in two pairs."""
    into, gone = (list(side) for side in zip(*pairs, strict=True))
    shared, own = shared.copy(), own.copy()
    shared[into] += shared[gone]
    shared[:, into] += shared[:, gone]
    own[into] += own[gone]
    return np.delete(np.delete(shared, gone, axis=0), gone, axis=1), np.delete(own, gone)
