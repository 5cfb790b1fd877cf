"""Every article to the story that it fits best, now that it is known what sets the stories apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.join.stories.merging import profile
from onrecord.join.stories.terms import Terms, Vocabulary

__all__ = ["fitted"]

FITS = 0.25
"""How much an article must have of what is a story's own, beside its articles' mean, to be one of them."""
TWICE = 2
"""Rounds: what the first moves, the second sees."""


def fitted(terms: Terms, groups: Sequence[Sequence[int]]) -> dict[str, int]:
    """For each article that fits one the number of its story."""
    homes: dict[int, int] = {at: number for number, group in enumerate(groups) for at in group}
    for _ in range(TWICE if groups else 0):
        now = [[at for at, number in homes.items() if number == group] for group in range(len(groups))]
        names, words = (_scores(sort, now, len(terms.articles)) for sort in terms.sorts)
        scores = np.round((names + words) / 2, 6)
        best = scores.argmax(axis=1)
        homes = {at: int(best[at]) for at in range(len(best)) if scores[at, best[at]] >= FITS}
    return {terms.articles[at]: number for at, number in homes.items()}


def _scores(sort: Vocabulary, groups: Sequence[Sequence[int]], articles: int) -> NDArray[np.float64]:
    """How much each article has of each story's own terms; its members have 1 on average.

    A term is a story's own as far as more of its articles hold it than of the story that has it next most.
    """
    every = np.arange(len(sort.words))
    shares = np.array([profile(sort, g, every) / max(1, len(g)) for g in groups])
    order = np.sort(shares, axis=0)
    top, next_ = order[-1], order[-2] if len(groups) > 1 else np.zeros(len(every))
    own = np.maximum(shares - np.where(shares == top, next_, top), 0.0)
    scores = np.array([own[:, of].sum(axis=1) for of in sort.of]).reshape(articles, len(groups))
    usual = (own * shares).sum(axis=1)
    return np.asarray(scores / np.maximum(usual, 1e-9), dtype=np.float64)
