"""Small groups of articles that surely tell of one story: each with its nearest, the surest ties first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from onrecord.join.stories.terms import Terms

__all__ = ["pieces"]

RAREST = 24
"""Terms of an article, the rarest, by which its like is looked up."""
BUCKET = 48
"""Articles that are looked at for one term, the first of the record: keeps a wire service's byline linear."""
TRIES = 16
"""Articles that one is compared with in full, those with most of its rare terms."""
NEAREST = 5
"""Articles that one may be tied to."""
RELATIVE = 0.5
"""How near the farthest of these must be beside the nearest: with two stories of three articles each, an article has
two neighbours, and all others are far."""
LARGEST = 8
"""Articles of a piece. With 16, one article in 16 was in a piece of another story; with 8, one in 20 (Timeline17, five
stories at once)."""
PIECES = 2000
"""Pieces at most, about: these are compared all with all, so they grow with the articles instead."""


def pieces(terms: Terms) -> list[list[int]]:
    """The pieces, as places in `terms.articles`; every article is in one, many alone."""
    near = _nearest(terms)
    ties = sorted((-c, i, j) for i, of in enumerate(near) for j, c in of.items())
    largest = max(LARGEST, len(near) // PIECES)
    home = list(range(len(near)))
    members = {at: [at] for at in home}
    for _, i, j in ties:
        low, high = sorted((home[i], home[j]))
        if low == high or len(members[low]) + len(members[high]) > largest:
            continue
        for each in members[high]:
            home[each] = low
        members[low] += members.pop(high)
    return [members[at] for at in sorted(members)]


def _nearest(terms: Terms) -> list[dict[int, float]]:
    """For each article those that are nearest to it, with the cosine."""
    held, weights = terms.weighed()
    squares = np.square(np.array(weights))
    lengths = [sqrt(float(squares[of].sum())) or 1.0 for of in held]
    rarest = [sorted(of.tolist(), key=lambda t: (-weights[t], t))[:RAREST] for of in held]
    holding: dict[int, list[int]] = defaultdict(list)
    for at, of in enumerate(rarest):
        for term in of:
            if len(holding[term]) < BUCKET:
                holding[term].append(at)
    near, own = [], np.zeros(len(weights))
    for at, mine in enumerate(held):
        own[mine] = squares[mine]
        near.append(_near(at, rarest[at], holding, held, own, lengths))
        own[mine] = 0.0
    return near


def _near(
    at: int,
    rarest: Sequence[int],
    holding: dict[int, list[int]],
    held: Sequence[NDArray[np.int32]],
    own: NDArray[np.float64],
    lengths: Sequence[float],
) -> dict[int, float]:
    """The articles nearest to one, of which `own` has the squared weight of each of its terms, 0 for all others."""
    shared: Counter[int] = Counter()
    for term in rarest:
        for other in holding[term]:
            shared[other] += 1
    del shared[at]
    tried = sorted(shared, key=lambda other: (-shared[other], other))[:TRIES]
    close = [(float(own[held[other]].sum()) / (lengths[at] * lengths[other]), other) for other in tried]
    best = sorted(close, key=lambda c: (-c[0], c[1]))[:NEAREST]
    return {other: c for c, other in best if c >= RELATIVE * best[0][0]}
