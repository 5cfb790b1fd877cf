"""Figures about the same thing that do not agree: which values one thing is given, and whether one followed another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import floor, log10

from onrecord.join.differences.ground import Draft, Ground, in_order, reasons
from onrecord.join.differences.items import KINDS, Item, Rarity, shown, toll_of
from onrecord.join.differences.likeness import alike, comparable, pairs_of, reconverted
from onrecord.join.differences.scope import of_others
from onrecord.join.differences.tolls import courses
from onrecord.model import StatedFigure
from onrecord.settings import Settings
from onrecord.span import Span

__all__ = ["agreed", "figure_differences"]

_FROM_TO = re.compile(r"(?:\s\w+)?,?\s(?:(?P<to>to)|(?:up\s|down\s)?from)\s(?:[$€£])?", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:[a-z]+\s)?$", re.IGNORECASE)
"""Before the first of two figures with `to` between: without it they are a range."""
_DIGITS = re.compile(r"(?<![\d,.])\d[\d,.]*(?!\s*[,.]?\d)")
"""A number in digits with no gap in it: neither `eleven` nor a damaged `53 ,000`."""
ENOUGH = 0.5
"""Share of the values of two things, each with each, that must have been alike for the two to be one thing: a chain of
figures each like the next ends at another thing than it began with."""
LOOSELY = 0.6
"""Share of what is asked of a pair that is asked of a further statement of one of its two values."""


def figure_differences(ground: Ground, items: Sequence[Item]) -> Iterator[Draft]:
    """The figures that differ: one difference for each thing of which the coverage gives several values.

    `items` are the figures of the whole coverage, in its order.
    Figures that are alike enough by themselves make things of several values. Of those that are less so, two values
    make a difference where enough sources stand behind one of them, and neither may have followed the other.
    """
    for article in ground.coverage.articles:
        yield from _revisions(ground, article)
    rarity = Rarity(items)
    stated: dict[tuple[object, ...], list[Item]] = defaultdict(list)
    for item in items:
        stated[_thing(item)].append(item)
    settings = ground.settings
    tolls = list(courses(ground, items, lambda a, b: _near(a.figure, b.figure, settings)))
    told = {i.figure.span for course in tolls for i in course}
    for course in tolls:
        yield from _of_group(ground, _sides(ground, course), stated, rarity, sure=True)
    pairs = [p for p in pairs_of(items, rarity, ground) if not told & {i.figure.span for i in p[1:]}]
    sure = _Things([p for p in pairs if p[0] >= settings.figure_sure], settings.figure_values).groups()
    settled = {i.figure.span for group in sure for i in group}
    doubtful = [p for p in pairs if p[0] < settings.figure_sure and not settled & {i.figure.span for i in p[1:]}]
    for group in sure:
        yield from _of_group(ground, _sides(ground, group), stated, rarity, sure=True)
    for group in _Things(doubtful, 2).groups():
        yield from _of_group(ground, _sides(ground, group), stated, rarity, sure=False)


def _of_group(
    ground: Ground, sides: list[list[Item]], stated: Mapping[tuple[object, ...], Sequence[Item]],
    rarity: Rarity, *, sure: bool,
) -> Iterator[Draft]:  # fmt: skip
    """What is to be told of one thing's values, `sides`: none if it is not `sure` and too few stand behind them."""
    if len(sides) > 2:
        yield _series(ground, sides)
        return
    again = [
        i for side, other in (sides, sides[::-1])
        for i in stated[_thing(side[0])][: ground.settings.figure_block]
        if i.figure.value == side[0].figure.value and comparable(i, other[0])
        and alike(i, other[0], rarity, ground, LOOSELY)
    ]  # fmt: skip
    draft = _draft(ground, sides, again)
    toll = sides[0][0].toll is not None
    if draft and (sure or _borne_out(draft, toll, _sources(sides, again), ground)):
        yield draft


def _borne_out(draft: Draft, toll: bool, sources: Sequence[int], ground: Ground) -> bool:
    """Whether enough sources give one value; where one may have followed the other and it is no toll, more than one
    the other too.
    """
    followed = draft.reason == "figures-later" and not toll
    return max(sources) >= ground.settings.figure_sources and (not followed or min(sources) > 1)


def _sources(sides: Sequence[Sequence[Item]], again: Sequence[Item]) -> list[int]:
    """How many independent sources give each of two values."""
    every = [*sides[0], *sides[1], *again]
    return [len({i.source for i in every if i.figure.value == side[0].figure.value}) for side in sides]


def _thing(item: Item) -> tuple[object, ...]:
    return item.figure.unit, item.toll or item.figure.of, item.figure.value


def _revisions(ground: Ground, article: str) -> Iterator[Draft]:
    """Figures that one sentence says replace others: `raised the number of injured to 33 from 31`."""
    figures = [f for f in ground.coverage.findings[article].figures if f.kind in KINDS]
    for one, other in pairwise(figures):
        between = ground.coverage.articles[article].text[one.span.end : other.span.start]
        match = _FROM_TO.fullmatch(between)
        lead = ground.coverage.articles[article].text[max(0, one.span.start - 12) : one.span.start]
        if match and match["to"] and not _FROM.search(lead):
            continue
        before, after = (one, other) if match and match["to"] else (other, one)
        if (
            match
            and one.sentence == other.sentence
            and (one.kind, one.unit) == (other.kind, other.unit)
            and set(one.about) & reasons().revising
        ):
            values = [shown(ground, f) for f in (before, after)]
            head = toll_of(after)
            topic = head[1:] if head else after.of or before.of or " ".join(after.about[:4])
            statements = tuple(ground.statement(f.span, v) for f, v in zip((before, after), values, strict=True))
            yield Draft("figures-revised", {"topic": topic, "a": values[0], "b": values[1]}, topic, statements)


class _Things:
    """Items by what they are about: the most alike pairs first, and to at most so many values of one thing."""

    def __init__(self, pairs: Sequence[tuple[float, Item, Item]], most: int) -> None:
        self._most = most
        self._home: dict[Span, int] = {}
        self._groups: list[list[Item]] = []
        self._values: list[set[float]] = []
        self._alike: dict[Span, list[Item]] = defaultdict(list)
        for _, a, b in pairs:
            self._alike[a.figure.span].append(b)
            self._alike[b.figure.span].append(a)
        for _, a, b in sorted(pairs, key=lambda p: (-p[0], p[1].figure.span, p[2].figure.span)):
            self._meet(a, b)

    def groups(self) -> list[list[Item]]:
        """Those of more than one value, by the first place of each."""
        found = [g for g in self._groups if len({i.figure.value for i in g}) > 1]
        return sorted(found, key=lambda g: min(i.figure.span for i in g))

    def _meet(self, a: Item, b: Item) -> None:
        """Brings two items into one group, if enough of what is in their groups is alike."""
        ours, theirs = self._of(a), self._of(b)
        if ours == theirs:
            return
        large, small = sorted((ours, theirs), key=lambda g: (-len(self._groups[g]), g))
        if self._fit(large, small):
            for item in self._groups[small]:
                self._home[item.figure.span] = large
            self._groups[large].extend(self._groups[small])
            self._values[large] |= self._values[small]
            self._groups[small], self._values[small] = [], set()

    def _of(self, item: Item) -> int:
        if item.figure.span not in self._home:
            self._home[item.figure.span] = len(self._groups)
            self._groups.append([item])
            self._values.append({item.figure.value})
        return self._home[item.figure.span]

    def _fit(self, large: int, small: int) -> bool:
        ours, theirs = self._values[large], self._values[small]
        if len(ours | theirs) > self._most:
            return False
        met = {
            (i.figure.value, other.figure.value)
            for i in self._groups[small] for other in self._alike[i.figure.span] if other.figure.value in ours
        }  # fmt: skip
        return len(met) >= ENOUGH * len(ours) * len(theirs)


def _sides(ground: Ground, group: Sequence[Item]) -> list[list[Item]]:
    """The items by value, each value's in order of publication, the value that was given first before the others."""
    values: dict[float, list[Item]] = defaultdict(list)
    for item in sorted(group, key=lambda i: _place(ground, i)):
        values[item.figure.value].append(item)
    return list(values.values())


def _place(ground: Ground, item: Item) -> tuple[str, Span]:
    return (str(ground.day(item.figure.span) or "9999"), item.figure.span)


def _plainest(ground: Ground, side: Sequence[Item], again: Sequence[Item] = ()) -> Item:
    """The item that shows a value, of its own and those that give it `again`: the first that prints it in whole digits,
    which are read at a glance.
    """
    every = [*side, *(i for i in again if i.figure.value == side[0].figure.value)]
    return next((i for i in every if _DIGITS.search(shown(ground, i.figure))), side[0])


def _draft(ground: Ground, sides: Sequence[Sequence[Item]], again: Sequence[Item]) -> Draft | None:
    """The difference between two values. It is one over time when no source gives the earlier one `again` later on."""
    first, second = (_plainest(ground, side, again) for side in sides)
    days = [
        [ground.day(i.figure.span) for i in (*sides[0], *sides[1], *again) if i.figure.value == value]
        for value in (first.figure.value, second.figure.value)
    ]
    reason = _reason(first.figure, second.figure, in_order(*days), ground)
    if reason is None:
        return None
    if reason == "figures-rounded" and first.figure.approximate:
        first, second = second, first
    values = [shown(ground, i.figure) for i in (first, second)]
    args = {"topic": _topic(first, second), "a": values[0], "b": values[1]}
    statements = tuple(ground.statement(i.figure.span, v) for i, v in zip((first, second), values, strict=True))
    return Draft(reason, args, args["topic"], statements, min(len({i.source for i in side}) for side in sides))


def _series(ground: Ground, sides: Sequence[Sequence[Item]]) -> Draft:
    """The difference between more than two values: a course if they only grow or only fall over time."""
    numbers, days = [s[0].figure.value for s in sides], [ground.day(s[0].figure.span) for s in sides]
    steady = numbers in (sorted(numbers), sorted(numbers, reverse=True)) and None not in days
    firsts = [_plainest(ground, side) for side in sides]
    values = [shown(ground, i.figure) for i in firsts]
    args = {"topic": _topic(*firsts[:2]), "values": ", ".join(values)}
    statements = tuple(ground.statement(i.figure.span, v) for i, v in zip(firsts, values, strict=True))
    sources = sorted(len({i.source for i in side}) for side in sides)
    return Draft("figures-course" if steady else "figures-several", args, args["topic"], statements, sources[-2])


def _reason(a: StatedFigure, b: StatedFigure, later: bool, ground: Ground) -> str | None:
    """The code of the difference; None when what is approximate may be the other."""
    low, high = sorted((a, b), key=lambda f: f.value)
    settings = ground.settings
    near = _near(a, b, settings)
    if not near and any(high.value - low.value <= _grain(f, settings.figure_rounded) for f in (a, b)):
        return None
    if near:
        return "figures-rounded" if a.bound != b.bound else None if a.bound == "about" else "figures"
    if low.bound != high.bound and (low.bound == "min" or high.bound == "max"):
        return "figures-later" if later else None
    return "figures-later" if later else "figures"


def agreed(a: Item, b: Item, ground: Ground) -> bool:
    """Whether two figures agree for all that is printed: one rounds or converts the other, or they are of others."""
    others = of_others(a.scope, b.scope, a.around, b.around)
    return others or reconverted(a, b) or _reason(a.figure, b.figure, False, ground) is None


def _near(a: StatedFigure, b: StatedFigure, settings: Settings) -> bool:
    """Whether one of two figures is approximate, and may be the other."""
    return any(abs(a.value - b.value) <= _grain(f, settings.figure_round) for f in (a, b) if f.approximate)


def _grain(figure: StatedFigure, most: float) -> float:
    """How far off an approximate figure may be: half of its last digit's place, and no more than `most` of it."""
    places = 0.0 if not figure.value else 10.0 ** floor(log10(abs(figure.value)))
    while places and figure.value % places:
        places /= 10
    return min(places / 2, most * abs(figure.value))


def _topic(a: Item, b: Item) -> str:
    """What the two are about: the counted noun, or the unit, and the words that both clauses have, in text order."""
    noun = (a.toll or "")[1:] or a.figure.of or b.figure.of or a.figure.unit or ""
    shared = [w for w in a.figure.about if w in b.about and w != noun]
    return " ".join([noun, *shared[:4]]).strip()
