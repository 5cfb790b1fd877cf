"""Whether two figures are of one thing: how alike the words around them are, and what sets them apart.

What is shared is weighed by how rare each word is in the coverage. More is asked where something speaks against it (a
doubt), and some things rule it out: other places, other dates, a value that the other sentence gives as well, prices
and moves of a market on different days.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from onrecord.edtf import may_be_same
from onrecord.join.differences.ground import Ground
from onrecord.join.differences.items import Item, row_of
from onrecord.numbers import figure_words
from onrecord.tokens import content_words

__all__ = ["alike", "doubt_of", "pairs_of"]

VALUES = 12
"""Values before it in its block that each figure is compared with, the latest first: what nobody says any more is past."""
SAME = 4
"""Figures of each of these values: what everybody states must not crowd out the one that differs."""


def pairs_of(items: Sequence[Item], rarity: Mapping[str, float], ground: Ground) -> Iterator[tuple[float, Item, Item]]:
    """Pairs of figures about the same thing with different values, and how alike they are.

    Blocked on unit, noun and two rare words; `items` are in the order of the coverage, by date.
    """
    tried: set[tuple[int, int]] = set()
    found: list[tuple[float, int, int]] = []
    for block in _blocks(items, rarity, ground.settings.figure_rare).values():
        for a, b in _neighbours(block, items):
            if (a, b) not in tried:
                tried.add((a, b))
                if (doubt := doubt_of(items[a], items[b], ground)) and (
                    score := alike(items[a], items[b], rarity, ground, doubt)
                ):
                    found.append((score, a, b))
    yield from _best(found, items)


def _blocks(
    items: Sequence[Item], rarity: Mapping[str, float], most: int
) -> Mapping[tuple[str | None, ...], Sequence[int]]:
    blocks: dict[tuple[str | None, ...], list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        figure = item.figure
        rare = sorted((item.about | item.core) - {figure.of}, key=lambda w: (-rarity[w], w))[:most]
        for pair in combinations(sorted(rare), 2):
            blocks[figure.kind, _plain(figure.unit), *pair].append(place)
        if item.toll:
            wide = sorted(item.around - item.about, key=lambda w: (-rarity[w], w))[:most]
            for word in (*rare, *wide):
                blocks[figure.kind, item.toll, word].append(place)
    return blocks


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


def doubt_of(a: Item, b: Item, ground: Ground) -> float:
    """How much more alike than others two figures must be to contradict one another; 0 when they cannot at all.

    A percentage or a length of time is of so many things that it is a doubt in itself.
    """
    x, y = a.figure, b.figure
    if x.value == y.value or x.span.article == y.span.article or a.toll != b.toll:
        return 0.0
    if _plain(x.unit) != _plain(y.unit) or (a.places and b.places and not a.places & b.places):
        return 0.0
    if not _in_line(a, b) or (a.date and b.date and not may_be_same(a.date, b.date)):
        return 0.0
    apart = abs((a.day - b.day).days) if a.day and b.day else 0
    if apart > 1 and figure_words().labels.markets & (a.about | b.about):
        return 0.0
    doubts = int(x.unit != y.unit)
    doubts += apart > ground.settings.figure_days
    doubts += x.kind == "percent" or _plain(x.unit) in figure_words().labels.time_units
    doubts += bool(a.named and b.named and not a.named & b.named and not _called(a, b, ground) & a.around & b.around)
    if a.toll is None and x.of != y.of and ((x.of and y.of) or (x.of or y.of) not in (a.about & b.about)):
        if x.kind == "count" and x.of not in b.around and y.of not in a.around:
            return 0.0
        doubts += 1
    return ground.settings.figure_doubt**doubts


def _called(a: Item, b: Item, ground: Ground) -> set[str]:
    """The words of the names beside two figures: who is who is not always settled."""
    return {word for who in (*a.named, *b.named) for word in content_words(ground.names[who])}


def _in_line(a: Item, b: Item) -> bool:
    """Whether two figures may be the same ones of their sentences.

    They are not when the other sentence gives the value as well, of whatever it may be: it agrees, and what differs is
    another thing. In rows that are the same but for them they are, whatever else is stated.
    """
    if len(a.row) > 1 and _same_rest(a, b):
        return True
    if a.figure.value in b.stated or b.figure.value in a.stated:
        return False
    return len(a.row) == len(b.row) == 1 or a.figure.bound == b.figure.bound


def alike(a: Item, b: Item, rarity: Mapping[str, float], ground: Ground, ease: float = 1.0) -> float:
    """How alike two are, from 0 to 1, or 0 if that is less than is asked.

    It is the mean over the four rings of words around each. Another number that both sentences give adds to it. `ease`
    below 1 asks for less, above 1 for more.
    """
    settings = ground.settings

    def weigh(words: Iterable[str]) -> float:
        return sum(rarity[w] for w in sorted(words))

    def cover(words: frozenset[str], others: frozenset[str]) -> float:
        return weigh(words & others) / max(weigh(words), 1e-9)

    ours, theirs = (i.about | i.near | i.core for i in (a, b))
    shared = a.around & b.around if a.toll else (ours & b.around) | (theirs & a.around)
    if len(shared - {a.figure.of, b.figure.of, a.toll, "person"}) < min(ease, 1.0) * settings.figure_shared:
        return 0.0
    near = 2 * weigh(a.near & b.near) / max(weigh(a.near) + weigh(b.near), 1e-9)
    if len(a.row) + len(b.row) > 2 and near < settings.figure_row and not _same_rest(a, b):
        return 0.0
    clause = (cover(a.about, b.around) + cover(b.about, a.around)) / 2
    sentence = 2 * weigh(a.around & b.around) / max(weigh(a.around) + weigh(b.around), 1e-9)
    hang = (cover(a.core, b.core | b.about) + cover(b.core, a.core | a.about)) / 2 if a.core and b.core else clause
    likeness = (near + clause + sentence + hang) / 4
    likeness += settings.figure_number * min(2, len((a.stated & b.stated) - {a.figure.value, b.figure.value}))
    asked = settings.figure_likeness if sentence >= settings.figure_same else ease * settings.figure_likeness
    return likeness if likeness >= asked else 0.0


def _same_rest(a: Item, b: Item) -> bool:
    """Whether the two rows are the same but for these two figures, which stand at one place."""
    rest, other = (i.row[: i.place] + i.row[i.place + 1 :] for i in (a, b))
    return a.place == b.place and rest == other
