"""Which figures are compared: those that meet in a block, and that numbers alone do not tell apart.

A block is of one unit and two rare words that stand near a figure or are the rarest of its sentence, of one toll and
one rare word, or of one value that is converted. Within it each figure meets the latest of other values before it, so
that the work grows with the figures and not with their pairs.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations, islice

import numpy as np
import numpy.typing as npt

from onrecord.join.differences.ground import Ground
from onrecord.join.differences.items import Item, Rarity, is_count
from onrecord.join.sharing import numbered

__all__ = ["FAR", "FARTHEST", "FAR_TOLL", "meetings", "plain"]

VALUES = 12
"""Values that each figure is compared with in its block, the latest before it: what nobody says any more is past."""
SAME = 4
"""Figures of each of these values: what everybody states must not crowd out the one that differs."""
FAR, FAR_TOLL = 3.0, 5.0
"""How many times the lower of two values the higher one may be, and of two tolls, which grow. Of 19 pairs listed with
more than the first on three stories of Timeline17 one was right, read by hand, and one of 11 tolls with more than the
second. An edited copy may give what it will."""
FARTHEST = 10.0
"""The same where two figures are of one form, as after a slip in a digit, or, no tolls, very much alike."""
WHOLE = 4
"""Rarest words of a whole sentence by two of which its figures meet too: an edited copy may tell in other words what
stands near a figure."""
AT_ONCE = 1 << 20
"""Pairs that are looked at together: 80 MB."""
KEY = ((0, 20), (20, 22), (42, 22))
"""Where the number of each part of a block's key begins in 64 bits, and how many it has; beyond four million words two
may fall into one block, which compares more and finds the same."""


def meetings(ground: Ground, items: Sequence[Item], rarity: Rarity) -> Iterator[tuple[int, int]]:
    """The pairs to compare, each once, by their places in `items`, which are in the order of the coverage, by date.

    A pair is the first one's place times the number of items, and the second's, and those that numbers rule out are
    left behind a million at a time: of 20,000 articles' figures there are tens of millions.
    """
    columns, met, fresh = _Columns(ground, items, rarity), [], array("Q")
    values = [i.figure.value for i in items]
    for block in _blocks(items, rarity, ground.settings.figure_rare):
        fresh.extend(_neighbours(block, values, len(items)))
        if len(fresh) >= AT_ONCE:
            met.append(columns.possible(fresh))
            fresh = array("Q")
    met.append(columns.possible(fresh))
    for pair in np.unique(np.concatenate(met)):
        yield divmod(int(pair), len(items))


class _Columns:
    """What of all figures is a number; `same` is how alike the sentences of edited copies are."""

    def __init__(self, ground: Ground, items: Sequence[Item], rarity: Rarity) -> None:
        self._count, self._same = max(1, len(items)), ground.settings.figure_same
        articles = [i.figure.span.article for i in items]
        self._article, self._toll, self._of = (
            np.array(numbered(each), dtype=np.int64)
            for each in (articles, (i.toll for i in items), (i.figure.of for i in items))
        )
        self._counted = np.array([is_count(i) for i in items], dtype=np.bool_)
        self._value = np.abs(np.array([i.figure.value for i in items], dtype=np.float64))
        self._whole = np.array([rarity.whole(i.around) for i in items], dtype=np.float64)

    def possible(self, pairs: array[int]) -> npt.NDArray[np.uint64]:
        """The pairs, each once, but for those of one article, of two tolls, too far apart, or counts of two things.

        Only edited copies have such, which two sentences cannot be when one has far more to tell.
        """
        each = np.frombuffer(pairs, dtype=np.uint64)
        one, other = np.divmod(each, self._count)
        kept = (self._article[one] != self._article[other]) & (self._toll[one] == self._toll[other])
        each, one, other = each[kept], one[kept], other[kept]
        low, high = (pick(self._value[one], self._value[other]) for pick in (np.minimum, np.maximum))
        less, both = np.minimum(self._whole[one], self._whole[other]), self._whole[one] + self._whole[other]
        of_one = ~self._counted[one] | ((self._of[one] == self._of[other]) & (self._of[one] > 0))
        return np.unique(each[(high <= low * FARTHEST) & of_one | (2 * less >= self._same * both)])


def _blocks(items: Sequence[Item], rarity: Rarity, most: int) -> Iterator[Sequence[int]]:
    """The places of the items of each block with more than one, in order: most keys are of one item alone.

    There are some 30 keys for each figure, so that they are kept as bare numbers and sorted.
    """
    made, keys, places = _Keys(rarity, most), array("Q"), array("I")
    for place, item in enumerate(items):
        own = made.of(item)
        keys.extend(own)
        places.extend([place] * len(own))
    if not keys:
        return
    sorted_by = np.argsort(np.frombuffer(keys, dtype=np.uint64), kind="stable")
    ordered, inside = np.frombuffer(keys, dtype=np.uint64)[sorted_by], np.frombuffer(places, dtype=np.uint32)[sorted_by]
    ends = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    starts, ends = np.concatenate(([0], ends)), np.concatenate((ends, [len(ordered)]))
    for first, last in zip(starts[ends - starts > 1].tolist(), ends[ends - starts > 1].tolist(), strict=True):
        yield inside[first:last].tolist()


class _Keys:
    """The keys of figures as numbers; what a key is made of is numbered as it comes."""

    def __init__(self, rarity: Rarity, most: int) -> None:
        self._rarity, self._most = rarity, most
        self._numbers: dict[Hashable, int] = {}

    def of(self, item: Item) -> list[int]:
        """The keys of one figure, each once: of its unit and two words, of its toll and one, of what it converts."""
        figure, rarest = item.figure, self._rarest(item.about | item.near)
        unit = self._part(KEY[0], (figure.kind, plain(figure.unit)))
        twos = {*self._twos(rarest), *self._twos(self._rarest(item.around)[:WHOLE])}
        keys = [unit | pair for pair in twos]
        if item.scope.converts:
            keys.append(self._part(KEY[0], (figure.kind, figure.unit)) | self._part(KEY[1], item.scope.converts))
        if item.toll:
            toll = self._part(KEY[0], (figure.kind, item.toll))
            words = [*rarest, *self._rarest(item.around - item.about)]
            keys += [toll | self._part(KEY[1], word) for word in dict.fromkeys(words)]
        return keys

    def _twos(self, words: Iterable[str]) -> Iterator[int]:
        """The parts of a key for each two of the words."""
        parts = [(self._part(KEY[1], word), self._part(KEY[2], word)) for word in sorted(words)]
        return (first | second for (first, _), (_, second) in combinations(parts, 2))

    def _part(self, at: tuple[int, int], part: Hashable) -> int:
        return (self._numbers.setdefault(part, len(self._numbers) + 1) & ((1 << at[1]) - 1)) << at[0]

    def _rarest(self, words: Iterable[str]) -> list[str]:
        return sorted(words, key=lambda w: (-self._rarity[w], w))[: self._most]


def _neighbours(block: Sequence[int], values: Sequence[float], count: int) -> list[int]:
    """Each place with those shortly before it that have other values, as pairs: linear in the block."""
    met: list[int] = []
    recent: dict[float, deque[int]] = {}
    for place in block:
        value = values[place]
        same = recent.pop(value, None)
        for other in islice(reversed(recent), VALUES):
            met += [before * count + place for before in recent[other]]
        recent[value] = same = same or deque(maxlen=SAME)
        same.append(place)
    return met


def plain(unit: str | None) -> str | None:
    """The unit without what it is per."""
    return unit and unit.split("/")[0]
