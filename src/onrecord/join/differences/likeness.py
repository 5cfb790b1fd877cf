"""Whether two figures are of one thing: how alike the words around them are, and what sets them apart.

What is shared is weighed by how rare each word is in the coverage. Some things rule it out that two figures are of one
thing: a rate and a total, the two ends of what may be, what leaks and what is caught, other places, other dates, a
value that the other sentence gives as well, prices and moves of a market on different days. Others speak for it, as
another number in common, or against it.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict, deque
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations

import numpy as np
import numpy.typing as npt

from onrecord.join.differences.ground import Ground
from onrecord.join.differences.items import Item, Rarity, row_of
from onrecord.join.differences.scope import apart, half_dated, half_placed, same_past
from onrecord.numbers import figure_words
from onrecord.tokens import content_words

__all__ = ["alike", "comparable", "doubts", "pairs_of", "reconverted"]

VALUES = 12
"""Values that each figure is compared with in its block, the latest before it: what nobody says any more is past."""
SAME = 4
"""Figures of each of these values: what everybody states must not crowd out the one that differs."""
FAR, FAR_TOLL = 3.0, 5.0
"""How many times the lower of two values the higher one may be, and of two tolls, which grow. Of 19 pairs listed with
more than the first on three stories of Timeline17 one was right, read by hand, and one of 11 tolls with more than the
second. An edited copy may give what it will."""
FARTHEST, ALIKE_FAR = 10.0, 0.65
"""How many times the lower of two values, no toll's, the higher one may be where they are as alike as the second: a
slip in a digit, or what grew tenfold. Of 20 such pairs on four stories of Timeline17, read by hand, 15 were right or
fair. Of planted figures that are more than three times the others, or less than a third, it finds 54 of 98 in the oil
spill instead of 36, for 2 in 100 more listed (`benchmarks/planted.py --far`)."""
GROWING = frozenset({"=death", "=injury"})
"""Tolls of which a later one is not lower: else it is likelier of another day or place."""
CONVERTED = 1.1
"""The same of two conversions of one value, at the rates of two days."""

KEY = ((0, 20), (20, 22), (42, 22))
"""Where the number of each part of a block's key begins in 64 bits, and how many it has; beyond four million words two
may fall into one block, which compares more and finds the same."""
SMALL = 10
"""Below it a count is of so little that many things are so many: `two`, `three`."""


def pairs_of(items: Sequence[Item], rarity: Rarity, ground: Ground) -> Iterator[tuple[float, Item, Item]]:
    """Pairs of figures about the same thing with different values, and how alike they are.

    Blocked on unit, noun and two rare words; `items` are in the order of the coverage, by date.
    """
    found: list[tuple[float, int, int]] = []
    for a, b in _possible(_met(items, rarity, ground.settings.figure_rare), items, rarity, ground.settings.figure_same):
        if comparable(items[a], items[b]) and (score := alike(items[a], items[b], rarity, ground)):
            found.append((score, a, b))
    yield from _best(found, items)


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
    far = np.array([FAR_TOLL if i.toll else FAR for i in items])
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
        yield (figure.kind, _plain(figure.unit)), *pair
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


def _plain(unit: str | None) -> str | None:
    """The unit without what it is per."""
    return unit and unit.split("/")[0]


def _best(found: Iterable[tuple[float, int, int]], items: Sequence[Item]) -> Iterator[tuple[float, Item, Item]]:
    """Of the pairs of one figure with a row of several in another sentence the one that is most alike, if one is."""
    best: dict[tuple[int, tuple[object, ...]], tuple[float, int]] = {}
    pairs = sorted(found)
    sides = [((a, row_of(items[b].figure)), (b, row_of(items[a].figure))) for _, a, b in pairs]
    for (score, _, _), keys in zip(pairs, sides, strict=True):
        for key in keys:
            most, times = best.get(key, (0.0, 0))
            best[key] = (score, times + 1 if score == most else 1)
    for (score, a, b), keys in zip(pairs, sides, strict=True):
        if all(best[key] == (score, 1) for key in keys):
            yield score, items[a], items[b]


def comparable(a: Item, b: Item) -> bool:
    """Whether two figures could be of one thing at all, and differ."""
    x, y = a.figure, b.figure
    if x.value == y.value or x.span.article == y.span.article or a.toll != b.toll:
        return False
    if _other_unit(a, b) or {x.bound, y.bound} == {"min", "max"} or _opposed(a, b):
        return False
    if reconverted(a, b) or not _in_line(a, b) or apart(a.scope, b.scope, a.around, b.around, toll=a.toll is not None):
        return False
    return not _apart(a, b) or not figure_words().labels.markets & (a.about | b.about)


def _apart(a: Item, b: Item) -> int:
    """Days between two publications, 0 when one is not known."""
    return abs((a.day - b.day).days) if a.day and b.day else 0


def _other_unit(a: Item, b: Item) -> bool:
    """Whether two figures are measured in other units; a rate is none where the rest of two rows is the same."""
    x, y = a.figure.unit, b.figure.unit
    return x != y and not (_plain(x) == _plain(y) and len(a.row) > 1 and _same_rest(a, b))


def _other_noun(a: Item, b: Item) -> bool:
    """Whether two figures count, or are of, other things."""
    x, y = a.figure.of, b.figure.of
    return a.toll is None and x != y and bool((x and y) or (x or y) not in (a.around & b.around))


def _uncounted(a: Item, b: Item) -> bool:
    """Whether two counts are of no one noun: only an edited copy may give the one for the other."""
    return a.toll is None and a.figure.kind == "count" and (a.figure.of is None or a.figure.of != b.figure.of)


def _far_apart(a: Item, b: Item, most: float) -> bool:
    """Whether one value is more than `most` times the other."""
    low, high = sorted((abs(a.figure.value), abs(b.figure.value)))
    return high > low * most


def _fallen(a: Item, b: Item) -> bool:
    """Whether the later of two figures is the lower one."""
    early, late = sorted((a, b), key=lambda i: str(i.day))
    return bool(_apart(a, b)) and late.figure.value < early.figure.value


def reconverted(a: Item, b: Item) -> bool:
    """Whether two figures in brackets convert one value at two rates, or two values, which are told already."""
    one, other = a.scope.converts, b.scope.converts
    if not one or not other:
        return False
    low, high = sorted((a.figure.value, b.figure.value))
    return one != other or high < CONVERTED * low


def _opposed(a: Item, b: Item) -> bool:
    """Whether what is told of one is the reverse of what is told of the other: what leaks, and what is caught."""
    for pair in _opposites():
        one, other = a.about & pair, b.about & pair
        if len(one) == len(other) == 1 and one != other:
            return True
    return False


@cache
def _opposites() -> tuple[frozenset[str], ...]:
    return tuple(frozenset({f"~{one}", f"~{other}"}) for one, other in figure_words().labels.opposed)


def doubts(a: Item, b: Item, ground: Ground) -> int:
    """How many things speak against it that two figures are of one thing.

    A percentage or a length of time is of so many things that it is a doubt in itself, and so is a small number, or one
    of people.
    """
    x, y = a.figure, b.figure
    return sum(
        (
            2 * _others_named(a, b, ground),
            a.toll in GROWING and _fallen(a, b),
            half_dated(a.scope, b.scope),
            a.toll is not None and half_placed(a.scope, b.scope, ground.scene),
            a.toll is None and x.kind == "count" and min(x.value, y.value) < SMALL,
            a.toll is None and x.of == "person",
            _apart(a, b) > ground.settings.figure_days and not same_past(a.scope, b.scope),
            x.kind == "percent" or _plain(x.unit) in figure_words().labels.time_units,
            _other_noun(a, b),
            len(a.row) + len(b.row) > 2 and not _same_rest(a, b),
        )
    )


def _others_named(a: Item, b: Item, ground: Ground) -> bool:
    """Whether two clauses name others of one kind: a place that one names says nothing of a body in the other."""
    if not a.named or not b.named or a.named & b.named or _called(a, b, ground) & a.around & b.around:
        return False
    return not {ground.kinds[i] for i in a.named}.isdisjoint(ground.kinds[i] for i in b.named)


def _called(a: Item, b: Item, ground: Ground) -> set[str]:
    """The words of the names beside two figures: who is who is not always settled."""
    return {word for who in (*a.named, *b.named) for word in content_words(ground.names[who])}


def _in_line(a: Item, b: Item) -> bool:
    """Whether two figures may be the same ones of their sentences.

    They are not when the other sentence gives the value as well, of whatever it may be: it agrees, and what differs is
    another thing. In rows that are the same but for them they are, whatever else is stated, and so they are where all
    other figures of the two sentences are the same: `30 people in 50 days`, `50 people in 50 days`.
    """
    if (len(a.row) > 1 and _same_rest(a, b)) or (a.others and a.others == b.others):
        return True
    if a.figure.value in b.stated or b.figure.value in a.stated:
        return False
    return len(a.row) == len(b.row) == 1 or a.figure.bound == b.figure.bound


def alike(a: Item, b: Item, rarity: Rarity, ground: Ground, ease: float = 1.0) -> float:
    """How alike two comparable figures are, or 0 if that is less than is asked: `ease` of the setting.

    It is the mean of four shares: of the words straight around them, of their clauses, of their sentences, and of a
    fair number of words. What else speaks for or against one thing adds to it or takes away, all by the same measure;
    against an edited copy of one sentence nothing speaks.
    """
    settings = ground.settings
    nouns = {a.figure.of, b.figure.of, a.toll, "person"}
    shared = (a.around & b.around) - nouns
    if len(shared) < ease * settings.figure_shared or not (a.toll or (a.about & b.about) - {"person"}):
        return 0.0
    sentence = rarity.in_both(a.around, b.around)
    copy = sentence >= settings.figure_same
    if not copy and (_uncounted(a, b) or _far_apart(a, b, FAR_TOLL if a.toll else FARTHEST)):
        return 0.0
    near = rarity.in_both(a.near, b.near)
    if len(a.row) + len(b.row) > 2 and near < settings.figure_row and not _same_rest(a, b):
        return 0.0
    clause = sum(rarity.weight(x.about & y.around) / max(rarity.whole(x.about), 1e-9) for x, y in ((a, b), (b, a))) / 2
    if clause < settings.figure_clause:
        return 0.0
    rings = (near + clause + sentence + min(1.0, len(shared) / settings.figure_many)) / 4
    speaks = min(2, len((a.stated & b.stated) - {a.figure.value, b.figure.value}))
    speaks += (a.figure.bound == b.figure.bound) + bool(a.scope.dated and b.scope.dated)
    speaks -= 0 if copy else doubts(a, b, ground)
    likeness = rings + settings.figure_evidence * speaks
    far = not copy and not a.toll and _far_apart(a, b, FAR)
    return likeness if likeness >= (ALIKE_FAR if far else ease * settings.figure_likeness) else 0.0


def _same_rest(a: Item, b: Item) -> bool:
    """Whether the two rows are the same but for these two figures, which stand at one place."""
    rest, other = (i.row[: i.place] + i.row[i.place + 1 :] for i in (a, b))
    return a.place == b.place and rest == other
