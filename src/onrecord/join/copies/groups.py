"""Verified pairs → groups: which articles are one text, and which only hold a part of it.

Two articles most of both of which is one text are one *unit*, and so are all that are tied to one another in this way.
A unit that is tied to an earlier one by less (it was cut, or holds it among other things) joins that one's group, and
only that one's: a piece made of two reports does not make copies of those two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.join.copies.candidates import alike, sharing
from onrecord.join.copies.compare import Shared, compare
from onrecord.join.copies.makers import Makers
from onrecord.join.copies.prints import Prints
from onrecord.settings import Settings

__all__ = ["Tie", "grouped"]


@dataclass(frozen=True, slots=True)
class Tie:
    """Two articles, by number, that share text: the share of each that the other has too, and how many words."""

    a: int
    b: int
    share_a: float
    share_b: float
    words: int

    def share(self, number: int) -> float:
        """The share of one of the two."""
        return self.share_a if number == self.a else self.share_b


class _Homes:
    """Sets of numbers that are merged: each has its smallest member as root."""

    def __init__(self, homes: Sequence[int]) -> None:
        self._home = list(homes)

    def root(self, a: int) -> int:
        home = self._home
        while home[a] != a:
            home[a] = home[home[a]]
            a = home[a]
        return a

    def unite(self, a: int, b: int) -> None:
        low, high = sorted((self.root(a), self.root(b)))
        self._home[high] = low


def grouped(prints: Prints, makers: Makers, firsts: Sequence[int], settings: Settings) -> list[int]:
    """The number of each article's group: that of its earliest member.

    Articles are numbered by age, the earliest first; `firsts` has of each the number of its first version.
    """
    homes = _Homes(range(len(prints)))
    for number, first in enumerate(firsts):
        homes.unite(number, first)
    ties = _near(prints, makers, homes, settings)
    longest = _longest(prints, homes)
    for a, b in sharing(prints, longest, makers, settings):
        if homes.root(a) != homes.root(b):
            tie = _tie(prints, makers, a, b, settings)
            if tie is not None and not _united(tie, homes, settings):
                ties.append(tie)
    joined = _attached(ties, prints, homes, settings)
    return [joined.get(homes.root(number), homes.root(number)) for number in range(len(prints))]


def _near(prints: Prints, makers: Makers, homes: _Homes, settings: Settings) -> list[Tie]:
    """Unites the articles that are alike as wholes; returns the ties that are less than that."""
    tried: set[int] = set()
    tries = [0] * len(prints)
    ties = []
    for a, b in alike(prints, settings):
        if homes.root(a) == homes.root(b) or a * len(prints) + b in tried or tries[b] >= settings.copy_tries:
            continue
        tried.add(a * len(prints) + b)
        tries[b] += 1
        tie = _tie(prints, makers, a, b, settings)
        if tie is not None and not _united(tie, homes, settings):
            ties.append(tie)
    return ties


def _united(tie: Tie, homes: _Homes, settings: Settings) -> bool:
    """Whether most of both is one text, which makes them one unit."""
    if min(tie.share_a, tie.share_b) < settings.copy_mutual:
        return False
    homes.unite(tie.a, tie.b)
    return True


def _longest(prints: Prints, homes: _Homes) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The longest article of each unit stands for it; of equals the earliest."""
    best: dict[int, int] = {}
    for number in range(len(prints)):
        root = homes.root(number)
        if prints.sizes[number] > prints.sizes[best.setdefault(root, number)]:
            best[root] = number
    return np.array(sorted(best.values()), dtype=np.int64)


def _tie(prints: Prints, makers: Makers, a: int, b: int, settings: Settings) -> Tie | None:
    """The tie between two articles, None when they do not share enough."""
    shared = compare(prints[a], prints[b], settings)
    if not _enough(shared, makers, a, b, settings):
        return None
    return Tie(a, b, shared.share(0), shared.share(1), min(shared.own_covered))


def _enough(shared: Shared, makers: Makers, a: int, b: int, settings: Settings) -> bool:
    """Whether what the earlier, `a`, and the later, `b`, share is more than two reports of one thing have in common."""
    shares = shared.share(0), shared.share(1)
    if makers.rivals(a, b):
        return min(*shares, shared.exact) >= settings.copy_rivals
    if makers.housemates(a, b):
        return _refiled(shared, makers.within_a_day(a, b), settings)
    if max(shares) >= (settings.copy_kin if makers.kin(a, b) else settings.copy_contained):
        return True
    parts = [covered / own for covered, own in zip(shared.own_covered, shared.own, strict=True) if own]
    return (
        min(shared.own_covered) >= settings.excerpt_words
        and max(parts, default=0.0) >= settings.excerpt_share
        and shared.exact >= settings.excerpt_exact
    )


def _refiled(shared: Shared, within_a_day: bool, settings: Settings) -> bool:
    """Whether of two articles of one outlet the later, the second, is the earlier one again: cut, grown or updated."""
    earlier, later = shared.share(0), shared.share(1)
    mutual = min(earlier, later) >= settings.copy_mutual
    if within_a_day and mutual and max(earlier, later) >= settings.copy_contained:
        return True
    grown = earlier >= settings.copy_housemates and later >= settings.copy_regrown
    long = mutual or min(shared.own_covered) >= settings.excerpt_own
    return long and (grown or later >= settings.copy_housemates)


def _attached(ties: Sequence[Tie], prints: Prints, homes: _Homes, settings: Settings) -> dict[int, int]:
    """The earlier unit that each unit joins, by root; those that join none are left out.

    It joins the one with which it shares most. Where that one has itself joined another, it joins this, provided that
    the words that it shares are of this one: what is a copy of an excerpt may be a copy of the excerpt's own part.
    """
    by_later: dict[int, dict[int, Tie]] = defaultdict(dict)
    for tie in ties:
        a, b = homes.root(tie.a), homes.root(tie.b)
        if a != b:
            low, high = min(a, b), max(a, b)
            known = by_later[high].get(low)
            if known is None or known.words < tie.words:
                by_later[high][low] = tie
    joined: dict[int, int] = {}
    for unit in sorted(by_later):
        for earlier, tie in sorted(by_later[unit].items(), key=lambda t: (-t[1].words, t[0])):
            target = joined.get(earlier, earlier)
            own = tie.a if homes.root(tie.a) == unit else tie.b
            if target == earlier or _words(prints, own, target, settings) * 2 >= tie.words:
                joined[unit] = target
                break
    return joined


def _words(prints: Prints, a: int, b: int, settings: Settings) -> int:
    return min(compare(prints[a], prints[b], settings).own_covered)
