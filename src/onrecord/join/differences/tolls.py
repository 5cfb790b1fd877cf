"""Tolls of one happening: the dead, the injured, the missing of a story that tells of one disaster.

What counts them need say nothing of the happening: `the number of dead stood at 14 on Wednesday`. But a toll of one
happening takes one way: those of the dead and injured only grow, that of the missing only falls. Where all tolls of a
coverage do that, article by article, they are one; where they do not they are of several happenings, or of parts of
one, and are compared like other figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from onrecord.join.differences.ground import Ground
from onrecord.join.differences.items import Item, heads
from onrecord.join.differences.likeness import GROWING
from onrecord.join.differences.scope import long_past

__all__ = ["courses"]

FALLING = "=missing"
"""The toll that only falls."""
ACCOUNTS = 3
"""Fewest independent articles that must give a toll: of two any two go one way."""


def courses(ground: Ground, items: Sequence[Item], same: Callable[[Item, Item], bool]) -> Iterator[list[Item]]:
    """Of each toll that takes one way in the whole coverage its items; `same` tells values that are near enough."""
    by_toll: dict[str, dict[str, Item]] = defaultdict(dict)
    for item in items:
        if item.toll and item.toll in {*GROWING, FALLING} and _whole(ground, item):
            of_article = by_toll[item.toll]
            known = of_article.get(item.figure.span.article)
            if known is None or known.figure.value < item.figure.value:
                of_article[item.figure.span.article] = item
    for toll, of_article in sorted(by_toll.items()):
        course = sorted((i for i in of_article.values() if i.day), key=lambda i: (i.day, i.figure.value, i.figure.span))
        if toll == FALLING:
            course.sort(key=lambda i: (i.day, -i.figure.value, i.figure.span))
        way = -1 if toll == FALLING else 1
        steps = [same(a, b) or (b.figure.value - a.figure.value) * way >= 0 for a, b in pairwise(course)]
        near = all(same(a, b) or a.figure.value == b.figure.value for a, b in pairwise(course))
        enough = near or len({i.source for i in course}) >= ACCOUNTS
        if enough and len({i.figure.value for i in course}) > 1 and all(steps):
            yield course


def _whole(ground: Ground, item: Item) -> bool:
    """Whether a toll is of all persons and of the one happening, as far as its sentence tells."""
    counted = item.figure.of in (None, "person", "other") or item.figure.of in heads()
    return counted and item.figure.unit is None and not item.scope.places - ground.scene and not long_past(item.scope)
