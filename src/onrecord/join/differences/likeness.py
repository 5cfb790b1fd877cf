"""Whether two figures are of one thing: how alike the words around them are, and what sets them apart.

What is shared is weighed by how rare each word is in the coverage. Some things rule it out that two figures are of one
thing: a rate and a total, the two ends of what may be, what leaks and what is caught, other places, other dates, a
value that the other sentence gives as well, prices and moves of a market on different days. Others speak for it, as
another number in common, or against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from onrecord.join.differences.blocks import FAR, FAR_TOLL, FARTHEST, meetings, plain
from onrecord.join.differences.ground import Ground
from onrecord.join.differences.items import Item, Rarity, is_count, row_of
from onrecord.join.differences.scope import apart, half_dated, half_placed, same_past
from onrecord.numbers import figure_words
from onrecord.tokens import content_words

__all__ = ["alike", "comparable", "doubts", "pairs_of", "reconverted"]

ALIKE_FAR = 0.65
"""How alike two figures of other forms must be of which one is more than `FAR` times the other: what grew tenfold. Of
20 such pairs on four stories of Timeline17, read by hand, 15 were right or fair. Where the form is the same, as after a
slip in a digit, how far apart they are says nothing."""
GROWING = frozenset({"=death", "=injury"})
"""Tolls of which a later one is not lower: else it is likelier of another day or place."""
CONVERTED = 1.1
"""The same of two conversions of one value, at the rates of two days."""
_PERSON = frozenset({"person"})
SMALL = 10
"""Below it a count is of so little that many things are so many: `two`, `three`."""


def pairs_of(items: Sequence[Item], rarity: Rarity, ground: Ground) -> Iterator[tuple[float, Item, Item]]:
    """Pairs of figures about the same thing with different values, and how alike they are.

    Blocked on unit, noun and two rare words; `items` are in the order of the coverage, by date.
    """
    found: list[tuple[float, int, int]] = []
    for a, b in meetings(ground, items, rarity):
        # in this order: few pairs are alike, and scopes take longer to compare than words
        if (score := alike(items[a], items[b], rarity, ground)) and comparable(items[a], items[b]):
            found.append((score, a, b))
    yield from _best(found, items)


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
    if _of_one_value(a, b):
        return not reconverted(a, b)
    if {x.bound, y.bound} == {"min", "max"} or not _in_line(a, b) or _other_unit(a, b) or reconverted(a, b):
        return False
    if apart(a.scope, b.scope, a.around, b.around, toll=a.toll is not None) or _opposed(a, b):
        return False
    return not _apart(a, b) or not figure_words().labels.markets & (a.about | b.about)


def _apart(a: Item, b: Item) -> int:
    """Days between two publications, 0 when one is not known."""
    return abs((a.day - b.day).days) if a.day and b.day else 0


def _other_unit(a: Item, b: Item) -> bool:
    """Whether two figures are measured in other units; a rate is none where the rest of two rows is the same."""
    x, y = a.figure.unit, b.figure.unit
    return x != y and not (plain(x) == plain(y) and len(a.row) > 1 and _same_rest(a, b))


def _other_noun(a: Item, b: Item) -> bool:
    """Whether two figures count, or are of, other things."""
    x, y = a.figure.of, b.figure.of
    return a.toll is None and x != y and bool((x and y) or (x or y) not in (a.around & b.around))


def _uncounted(a: Item, b: Item) -> bool:
    """Whether two counts are of no one noun: only an edited copy may give the one for the other."""
    return is_count(a) and (a.figure.of is None or a.figure.of != b.figure.of)


def _far_apart(a: Item, b: Item, most: float) -> bool:
    """Whether one value is more than `most` times the other."""
    low, high = sorted((abs(a.figure.value), abs(b.figure.value)))
    return high > low * most


def _fallen(a: Item, b: Item) -> bool:
    """Whether the later of two figures is the lower one."""
    early, late = sorted((a, b), key=lambda i: str(i.day))
    return bool(_apart(a, b)) and late.figure.value < early.figure.value


def _of_one_value(a: Item, b: Item) -> bool:
    """Whether two figures give one value in one other unit, whatever it is of: `50 km (30 miles)`. Money changes."""
    x, y = a.scope.converts, b.scope.converts
    return a.figure.kind == "measure" and x is not None and x == y and a.figure.unit == b.figure.unit


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
            x.kind == "percent" or plain(x.unit) in figure_words().labels.time_units,
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
    against an edited copy of one sentence nothing speaks. Two conversions of one value are of one thing for sure.
    """
    if _of_one_value(a, b):
        return 1.0
    settings = ground.settings
    if not (a.toll or (a.about & b.about) - _PERSON):
        return 0.0
    shared = (a.around & b.around).difference((a.figure.of, b.figure.of, a.toll, "person"))
    if len(shared) < ease * settings.figure_shared:
        return 0.0
    sentence = rarity.in_both(a.around, b.around)
    copy = sentence >= settings.figure_same
    same = a.form == b.form
    if not copy and (_uncounted(a, b) or _far_apart(a, b, FAR_TOLL if a.toll and not same else FARTHEST)):
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
    likeness = rings + settings.figure_evidence * speaks + (settings.figure_form if same else -settings.figure_form)
    far = not copy and not a.toll and not same and _far_apart(a, b, FAR)
    return likeness if likeness >= (ALIKE_FAR if far else ease * settings.figure_likeness) else 0.0


def _same_rest(a: Item, b: Item) -> bool:
    """Whether the two rows are the same but for these two figures, which stand at one place."""
    rest, other = (i.row[: i.place] + i.row[i.place + 1 :] for i in (a, b))
    return a.place == b.place and rest == other
