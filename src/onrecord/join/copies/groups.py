"""Verified pairs → groups: which articles are one text, and which only hold a part of it.

Two articles most of both of which is one text are one *unit*, and so are all that are tied to one another in this way.
A unit that is tied to an earlier one by less (it was cut, or holds it among other things) joins that one's group, and
only that one's: a piece made of two reports does not make copies of those two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from onrecord.join.copies.candidates import alike, sharing
from onrecord.join.copies.compare import Shared, compare
from onrecord.join.copies.makers import UNKNOWN, Makers
from onrecord.join.copies.prints import Prints
from onrecord.join.copies.rules import Tie, are_related, may_be_related
from onrecord.join.kept import Kept
from onrecord.settings import Settings

__all__ = ["grouped"]


class _Homes:
    """Units, which merge: each has its smallest member as root, and the outlets that had its text on the first day."""

    def __init__(self, makers: Makers) -> None:
        self._home = list(range(len(makers)))
        self._makers = makers
        self._outlets = [{outlet} - {UNKNOWN} for outlet in makers.outlets.tolist()]

    def root(self, a: int) -> int:
        home = self._home
        while home[a] != a:
            home[a] = home[home[a]]
            a = home[a]
        return a

    def unite(self, a: int, b: int) -> None:
        low, high = sorted((self.root(a), self.root(b)))
        if low != high:
            self._home[high] = low
            if self._makers.days_apart(low, high) <= 1:
                self._outlets[low] |= self._outlets[high]

    def housemates(self, a: int, b: int) -> bool:
        """Whether one outlet had the texts of both units on their first day."""
        return not self._outlets[self.root(a)].isdisjoint(self._outlets[self.root(b)])


class _Ties:
    """What two articles share, as an earlier join found it if both read the same."""

    def __init__(self, prints: Prints, settings: Settings, kept: Kept) -> None:
        self._prints, self._settings = prints, settings
        self._kept = kept.table(("ties", settings), Shared)

    def between(self, a: int, b: int) -> Tie | None:
        """The tie between two articles, None when they share too little by any rule."""
        marks = self._prints.marks
        shared = self._kept.of(f"{marks[a]:x} {marks[b]:x}", lambda: self._shared(a, b))
        return Tie(a, b, shared) if shared else None

    def _shared(self, a: int, b: int) -> Shared | None:
        shared = compare(self._prints[a], self._prints[b], self._settings)
        return shared if may_be_related(Tie(a, b, shared), self._settings) else None


def grouped(prints: Prints, makers: Makers, firsts: Sequence[int], settings: Settings, kept: Kept) -> list[int]:
    """The number of each article's group: that of its earliest member.

    Articles are numbered by age, the earliest first; `firsts` has of each the number of its first version.
    """
    homes, known = _Homes(makers), _Ties(prints, settings, kept)
    for number, first in enumerate(firsts):
        homes.unite(number, first)
    ties = _settled(list(_near(prints, known, homes, settings)), makers, homes, settings)
    chosen = _longest(prints, homes)
    parts = (known.between(a, b) for a, b in sharing(prints, chosen, makers, settings))
    ties += _settled([tie for tie in parts if tie is not None], makers, homes, settings)
    joined = _attached(ties, prints, makers, homes, settings)
    return [joined.get(homes.root(number), homes.root(number)) for number in range(len(prints))]


def _near(prints: Prints, known: _Ties, homes: _Homes, settings: Settings) -> Iterator[Tie]:
    """Unites the articles that are nearly identical; gives the ties that are less than that."""
    tried: set[int] = set()
    tries = [0] * len(prints)
    for a, b in alike(prints, settings):
        if homes.root(a) == homes.root(b) or a * len(prints) + b in tried or tries[b] >= settings.copy_tries:
            continue
        tried.add(a * len(prints) + b)
        tries[b] += 1
        tie = known.between(a, b)
        if tie is not None and min(tie.share_a, tie.share_b, tie.shared.exact) >= settings.copy_rivals:
            homes.unite(a, b)
        elif tie is not None:
            yield tie


def _settled(ties: Sequence[Tie], makers: Makers, homes: _Homes, settings: Settings) -> list[Tie]:
    """Unites what is one text, the most alike first; returns the ties that are less than that.

    By then it is known of most articles whose text they are, which decides how much two must share.
    """
    left = []
    for tie in sorted(ties, key=lambda t: (-min(t.share_a, t.share_b), t.a, t.b)):
        a, b = homes.root(tie.a), homes.root(tie.b)
        if a == b or not are_related(tie, makers, homes.housemates(a, b), settings):
            continue
        if min(tie.share_a, tie.share_b) >= settings.copy_mutual:
            homes.unite(a, b)
        else:
            left.append(tie)
    return left


def _longest(prints: Prints, homes: _Homes) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The longest article of each unit stands for it; of equals the earliest."""
    best: dict[int, int] = {}
    for number in range(len(prints)):
        root = homes.root(number)
        if prints.sizes[number] > prints.sizes[best.setdefault(root, number)]:
            best[root] = number
    return np.array(sorted(best.values()), dtype=np.int64)


def _attached(ties: Sequence[Tie], prints: Prints, makers: Makers, homes: _Homes, settings: Settings) -> dict[int, int]:
    """The earlier unit that each unit joins, by root; those that join none are left out.

    It joins the one with which it shares most, or what that one has itself joined, provided that the words that it
    shares are there too. Two units that stand wholly in a third, but in different parts of it, are no copies of one
    another: the third is made of several texts, and only the first of them joins it.
    """
    by_later: dict[int, dict[int, Tie]] = defaultdict(dict)
    for tie in ties:
        a, b = homes.root(tie.a), homes.root(tie.b)
        if a != b and are_related(tie, makers, homes.housemates(a, b), settings):
            low, high = min(a, b), max(a, b)
            known = by_later[high].get(low)
            if known is None or known.words < tie.words:
                by_later[high][low] = tie
    joined: dict[int, int] = {}
    inside: dict[int, int] = {}
    for unit in sorted(by_later):
        for earlier, tie in sorted(by_later[unit].items(), key=lambda t: (-t[1].words, t[0])):
            target = joined.get(earlier, earlier)
            own, share = (tie.a, tie.share_a) if homes.root(tie.a) == unit else (tie.b, tie.share_b)
            if target != earlier and (
                homes.housemates(unit, target) or _words(prints, own, target, settings) * 2 < tie.words
            ):
                continue
            first = inside.get(target)
            if first is not None and _words(prints, own, first, settings) < settings.copy_overlap * tie.words:
                continue
            joined[unit] = target
            if share >= settings.copy_contained:
                inside.setdefault(target, own)
            break
    return joined


def _words(prints: Prints, a: int, b: int, settings: Settings) -> int:
    return min(compare(prints[a], prints[b], settings).own_covered)
