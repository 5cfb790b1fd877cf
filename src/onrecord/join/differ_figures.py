"""Figures about the same thing that do not agree.

Two figures are compared when they measure in one unit, count the same noun, and their clauses share rare words; they
are about the same thing when most of what the clauses say, weighted by how rare each word is in the coverage, is
common to both, and nothing that they are dated by or named with sets them apart.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import log

from onrecord.edtf import may_be_same
from onrecord.join.differ import Draft, Ground, in_order
from onrecord.model import StatedFigure
from onrecord.numbers import figure_words
from onrecord.span import Span
from onrecord.tokens import content_words, stem

__all__ = ["figure_differences"]

KINDS = frozenset({"count", "money", "percent", "measure"})


@dataclass(frozen=True, slots=True)
class _Item:
    """A figure as it is compared: what it is about, its sentence's words, who is named, its date, its source."""

    figure: StatedFigure
    about: frozenset[str]
    around: frozenset[str]
    named: frozenset[str]
    date: str | None
    source: str


def figure_differences(ground: Ground) -> Iterator[Draft]:
    """The figures that differ, one difference for each pair of values of one thing."""
    items = [i for article in ground.coverage.articles for i in _items(ground, article)]
    rarity = _rarity(items)
    best: dict[tuple[str | None, str | None, float, float], list[tuple[_Item, _Item]]] = defaultdict(list)
    for a, b in _pairs(items, rarity, ground):
        low, high = sorted((a, b), key=lambda i: i.figure.value)
        best[a.figure.unit, a.figure.of or b.figure.of, low.figure.value, high.figure.value].append((low, high))
    for key in sorted(best, key=str):
        for members in _same_thing(best[key]):
            draft = _draft(ground, [m[0] for m in members], [m[1] for m in members])
            if draft:
                yield draft


def _items(ground: Ground, article: str) -> Iterator[_Item]:
    findings = ground.coverage.findings[article]
    names = sorted(n.span for n in findings.names if n.span in ground.known.person_of)
    units = _unit_words()
    for figure in findings.figures:
        about = frozenset(figure.about) - units
        if figure.kind not in KINDS or len(about) < ground.settings.figure_words:
            continue
        time = ground.known.times.get(figure.time) if figure.time else None
        words = frozenset(content_words(ground.coverage.text(figure.sentence))) - units
        named = _named(ground, names, figure, about)
        yield _Item(figure, about, words, named, time.edtf if time else None, ground.source(figure.span))


@cache
def _unit_words() -> frozenset[str]:
    """Words that only say what is measured in, which the unit says already."""
    lists = figure_words()
    units = (*lists.measures, *lists.percent, *lists.money, *lists.labels.time_units)
    return frozenset(word for unit in units for each in unit.split() for word in (each, stem(each)))


def _named(ground: Ground, names: Sequence[Span], figure: StatedFigure, about: frozenset[str]) -> frozenset[str]:
    """Who and what is named in the figure's clause, places and persons and bodies alike, by their ids."""
    first = bisect_left(names, Span(figure.sentence.article, figure.sentence.start, 0))
    found = set()
    for name in names[first:]:
        if name.start >= figure.sentence.end:
            break
        if about & set(content_words(ground.coverage.text(name))):
            found.add(ground.known.person_of[name])
    return frozenset(found)


def _rarity(items: Sequence[_Item]) -> Mapping[str, float]:
    """How telling each word is: the logarithm of how few sources use it beside a figure."""
    seen: dict[str, set[str]] = defaultdict(set)
    for item in items:
        for word in item.about | item.around:
            seen[word].add(item.source)
    total = len({item.source for item in items})
    return {word: log(1 + total / len(sources)) for word, sources in seen.items()}


def _pairs(
    items: Sequence[_Item], rarity: Mapping[str, float], ground: Ground
) -> Iterator[tuple[_Item, _Item]]:
    """Pairs of figures about the same thing with different values; blocked on unit, noun and two rare words."""
    settings = ground.settings
    blocks: dict[tuple[str | None, ...], list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        figure = item.figure
        rare = sorted(item.about - {figure.of}, key=lambda w: (-rarity[w], w))[: settings.figure_rare]
        for pair in combinations(sorted(rare), 2):
            blocks[figure.kind, figure.unit, *pair].append(place)
    tried: set[tuple[int, int]] = set()
    for block in blocks.values():
        for a, b in combinations(_few(block, items, settings.figure_block), 2):
            if (a, b) not in tried:
                tried.add((a, b))
                if _comparable(items[a], items[b]) and _alike(items[a], items[b], rarity, ground):
                    yield items[a], items[b]


def _few(block: Sequence[int], items: Sequence[_Item], most: int) -> list[int]:
    """The first places of each value: a figure that everybody states must not crowd out the one that differs."""
    by_value: Counter[float] = Counter()
    kept = []
    for place in block:
        by_value[items[place].figure.value] += 1
        if by_value[items[place].figure.value] <= max(2, most // 8):
            kept.append(place)
    return kept[:most]


def _comparable(a: _Item, b: _Item) -> bool:
    """Whether two figures could contradict one another at all."""
    x, y = a.figure, b.figure
    if x.value == y.value or x.span.article == y.span.article or (x.of and y.of and x.of != y.of):
        return False
    if (x.of is None) != (y.of is None) and (x.of or y.of) not in (a.about & b.about):
        return False
    if a.named and b.named and not a.named & b.named:
        return False
    return not (a.date and b.date and not may_be_same(a.date, b.date))


def _alike(a: _Item, b: _Item, rarity: Mapping[str, float], ground: Ground) -> bool:
    """Whether the clauses say mostly the same, and the sentences enough of it."""
    settings = ground.settings
    weigh = lambda words: sum(rarity[w] for w in sorted(words))  # noqa: E731
    shared = (a.about & b.around) | (b.about & a.around)
    if len(shared - {a.figure.of, b.figure.of}) < settings.figure_shared:
        return False
    smaller = min(weigh(a.about), weigh(b.about))
    inner = weigh(a.about & b.about) / max(smaller, 1e-9)
    wide = weigh(a.around & b.around) / max(min(weigh(a.around), weigh(b.around)), 1e-9)
    return inner >= settings.figure_clause and wide >= settings.figure_sentence


def _same_thing(pairs: Sequence[tuple[_Item, _Item]]) -> list[list[tuple[_Item, _Item]]]:
    """Pairs of one and the same two values by what they are about: those that share a figure are about one thing."""
    groups: list[tuple[set[object], list[tuple[_Item, _Item]]]] = []
    for pair in pairs:
        spans: set[object] = {pair[0].figure.span, pair[1].figure.span}
        joined = [pair]
        rest = []
        for seen, members in groups:
            if seen & spans:
                spans |= seen
                joined = members + joined
            else:
                rest.append((seen, members))
        groups = [*rest, (spans, joined)]
    return [members for _, members in groups]


def _draft(ground: Ground, low: Sequence[_Item], high: Sequence[_Item]) -> Draft | None:
    sides = [_unique(low), _unique(high)]
    if not all(sides):
        return None
    days = [[ground.day(i.figure.span) for i in side] for side in sides]
    if in_order(days[1], days[0]):
        sides.reverse()
    first, second = (_first(ground, side) for side in sides)
    reason = _reason(first.figure, second.figure, in_order(*days) or in_order(*reversed(days)), ground)
    if reason is None:
        return None
    topic = _topic(first, second)
    values = [_shown(ground, i.figure) for i in (first, second)]
    args = {"topic": topic, "a": values[0], "b": values[1]}
    statements = tuple(ground.statement(i.figure.span, v) for i, v in zip((first, second), values, strict=True))
    return Draft(reason, args, topic, statements, min(len({i.source for i in side}) for side in sides))


def _unique(items: Sequence[_Item]) -> list[_Item]:
    return list({i.figure.span: i for i in items}.values())


def _first(ground: Ground, side: Sequence[_Item]) -> _Item:
    """The earliest published of a side."""
    return min(side, key=lambda i: (str(ground.day(i.figure.span) or "9999"), i.figure.span))


def _reason(a: StatedFigure, b: StatedFigure, later: bool, ground: Ground) -> str | None:
    """The code of the difference; None when what is approximate may be the other."""
    low, high = sorted((a, b), key=lambda f: f.value)
    if low.bound == "min" or high.bound == "max":
        near = high.value - low.value <= ground.settings.figure_round * high.value
        return "figures-rounded" if near else None
    if (a.approximate or b.approximate) and high.value - low.value <= ground.settings.figure_round * high.value:
        return "figures-rounded" if a.approximate != b.approximate else None
    return "figures-later" if later else "figures"


def _topic(a: _Item, b: _Item) -> str:
    """What the two are about: the counted noun, or the unit, and the words that both clauses have, in text order."""
    noun = a.figure.of or b.figure.of or a.figure.unit or ""
    shared = [w for w in a.figure.about if w in b.about and w != noun]
    return " ".join([noun, *shared[:4]]).strip()


def _shown(ground: Ground, figure: StatedFigure) -> str:
    """The figure as printed."""
    return " ".join(ground.coverage.text(figure.span).split())
