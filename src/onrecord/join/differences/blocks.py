"""Which figures are compared: those that meet in a block, and that numbers alone do not tell apart.

A block is of one unit and two rare words that stand near a figure, or of one toll and one such word. Within it each
figure meets the latest of other values before it, so that the work grows with the figures and not with their pairs.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict, deque
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from onrecord.join.differences.items import Item, Rarity
from onrecord.settings import Settings

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
"""The same where two figures, no tolls, are very much alike: a slip in a digit, or what grew tenfold."""
KEY = ((0, 20), (20, 22), (42, 22))
"""Where the number of each part of a block's key begins in 64 bits, and how many it has; beyond four million words two
may fall into one block, which compares more and finds the same."""


def meetings(items: Sequence[Item], rarity: Rarity, settings: Settings) -> Iterator[tuple[int, int]]:
    """The pairs to compare, by their places in `items`, which are in the order of the coverage, by date."""
    yield from _possible(_met(items, rarity, settings.figure_rare), items, rarity, settings.figure_same)


def _met(items: Sequence[Item], rarity: Rarity, most: int) -> npt.NDArray[np.uint64]:
    """The pairs that meet in a block, each once: the first one's place times the number of items, and the second's."""
    pairs = array("Q")
    for block in _blocks(items, rarity, most):
        pairs.extend(a * len(items) + b for a, b in _neighbours(block, items))
    return np.unique(np.frombuffer(pairs, dtype=np.uint64))


def _possible(
    pairs: npt.NDArray[np.uint64], items: Sequence[Item], rarity: Rarity, same: float
) -> Iterator[tuple[int, int]]:
    """The pairs that numbers alone do not rule out, most of them: `comparable` and `alike` would say no to the others.

    Two values far apart need sentences that are `same`, which they cannot be when one has far more to tell.
    """
    one, other = np.divmod(pairs, len(items))
    numbers: dict[object, int] = {}
    article, toll = (
        np.array([numbers.setdefault(x, len(numbers)) for x in each])
        for each in ([i.figure.span.article for i in items], [i.toll for i in items])
    )
    value = np.abs(np.array([i.figure.value for i in items]))
    whole = np.array([rarity.whole(i.around) for i in items])
    far = np.array([FAR_TOLL if i.toll else FARTHEST for i in items])
    near = np.maximum(value[one], value[other]) <= np.minimum(value[one], value[other]) * far[one]
    copy = 2 * np.minimum(whole[one], whole[other]) >= same * (whole[one] + whole[other])
    kept = (article[one] != article[other]) & (toll[one] == toll[other]) & (near | copy)
    yield from zip(one[kept].tolist(), other[kept].tolist(), strict=True)


def _blocks(items: Sequence[Item], rarity: Rarity, most: int) -> Iterator[Sequence[int]]:
    """The places of the items of each block with more than one, in order: most keys are of one item alone.

    There are some 30 keys for each figure, so that they are kept as bare numbers and sorted.
    """
    numbers: dict[Hashable, int] = {}
    keys, places = array("Q"), array("I")
    for place, item in enumerate(items):
        for key in dict.fromkeys(_keys(item, rarity, most)):
            number = 0
            for part, bits in zip(key, KEY, strict=False):
                number |= (numbers.setdefault(part, len(numbers) + 1) & ((1 << bits[1]) - 1)) << bits[0]
            keys.append(number)
            places.append(place)
    if not keys:
        return
    sorted_by = np.argsort(np.frombuffer(keys, dtype=np.uint64), kind="stable")
    ordered, inside = np.frombuffer(keys, dtype=np.uint64)[sorted_by], np.frombuffer(places, dtype=np.uint32)[sorted_by]
    ends = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    starts, ends = np.concatenate(([0], ends)), np.concatenate((ends, [len(ordered)]))
    for first, last in zip(starts[ends - starts > 1].tolist(), ends[ends - starts > 1].tolist(), strict=True):
        yield inside[first:last].tolist()


def _keys(item: Item, rarity: Rarity, most: int) -> Iterator[tuple[Hashable, ...]]:
    figure = item.figure
    rare = sorted(item.about | item.near, key=lambda w: (-rarity[w], w))[:most]
    for pair in combinations(sorted(rare), 2):
        yield (figure.kind, plain(figure.unit)), *pair
    if item.toll:
        wide = sorted(item.around - item.about, key=lambda w: (-rarity[w], w))[:most]
        for word in (*rare, *wide):
            yield (figure.kind, item.toll), word


def _neighbours(block: Sequence[int], items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Each place with those shortly before it that have other values: linear in the block."""
    recent: OrderedDict[float, deque[int]] = OrderedDict()
    for place in block:
        value = items[place].figure.value
        others = 0
        for other in reversed(recent):
            if other != value:
                yield from ((before, place) for before in recent[other])
                others += 1
                if others == VALUES:
                    break
        recent.setdefault(value, deque(maxlen=SAME)).append(place)
        recent.move_to_end(value)


def plain(unit: str | None) -> str | None:
    """The unit without what it is per."""
    return unit and unit.split("/")[0]
