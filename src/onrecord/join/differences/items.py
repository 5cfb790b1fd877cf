"""Figures as they are compared, and how alike two are.

Two figures are compared when they measure in one unit, count the same noun or toll, and their clauses share rare words;
they are about the same thing when most of what the clauses say, weighted by how rare each word is in the coverage, is
common to both, and nothing that they are dated by or named with sets them apart. A toll (deaths, injuries, …) goes by
its head, whatever word the clause has for it and for the persons, and takes its context from the whole sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations
from math import log

from onrecord.edtf import may_be_same
from onrecord.join.differences.ground import Ground
from onrecord.model import StatedFigure
from onrecord.numbers import figure_words
from onrecord.span import Span
from onrecord.tokens import content_words, stem

__all__ = ["KINDS", "Item", "alike", "doubt_of", "items_of", "pairs_of", "rarity_of", "shown", "toll_of"]

KINDS = frozenset({"count", "money", "percent", "measure"})
"""Kinds of figures that are compared: ages go by the year of birth, and an ordinal is a place in a row."""

_WINDOW = re.compile(r"(?:the\s|these\s|this\s)?(?:last|past|next|coming|first|previous)\s", re.IGNORECASE)
"""`The last two days` is when, not how long."""
NEAR = 40
"""Characters on either side of a figure in which the words stand that are its own, in a sentence with several."""


@dataclass(frozen=True, slots=True)
class Item:
    """A figure as it is compared: what it is about, its sentence's words, who is named, its date, its source.

    `near` has the words straight around it, `places` the places among who and what is named. `row` has the values of
    all figures of its kind in the sentence, in text order, and `place` is where it stands there; `stated` has all the
    sentence's values. `day` is the first on which the article may have been published.
    """

    figure: StatedFigure
    row: tuple[float, ...]
    place: int
    stated: frozenset[float]
    day: date | None
    near: frozenset[str]
    places: frozenset[str]
    toll: str | None
    about: frozenset[str]
    around: frozenset[str]
    named: frozenset[str]
    date: str | None
    source: str


def items_of(ground: Ground, article: str) -> Iterator[Item]:
    """The figures of an article that can be compared: those whose clause tells what they are about."""
    findings = ground.coverage.findings[article]
    names = sorted(n.span for n in findings.names if n.span in ground.known.person_of)
    units = _unit_words()
    verbs = _verbs(ground, article)
    rows: dict[tuple[object, ...], list[StatedFigure]] = defaultdict(list)
    stated: dict[Span, set[float]] = defaultdict(set)
    for figure in findings.figures:
        rows[_row(figure)].append(figure)
        stated[figure.sentence].add(figure.value)
    for figure in findings.figures:
        about = _headed(figure.about) - units
        if figure.kind not in KINDS:
            continue
        if shown(ground, figure).lower() == "one" or _WINDOW.match(shown(ground, figure)):
            continue
        time = ground.known.times.get(figure.time) if figure.time else None
        words = content_words(ground.coverage.text(figure.sentence))
        around = (_headed([*words, *verbs[figure.sentence]]) - units) | about
        about = about if len(about) >= ground.settings.figure_words else around
        if len(about) < ground.settings.figure_words:
            continue
        named = _named(ground, names, figure, frozenset(figure.about))
        toll = toll_of(figure)
        row = rows[_row(figure)]
        place = next(i for i, f in enumerate(row) if f is figure)
        near = _headed(_near(ground, figure)) - units
        places = frozenset(n for n in named if n in ground.places)
        values, published = frozenset(stated[figure.sentence]), ground.day(figure.span)
        dated, source = time.edtf if time else None, ground.source(figure.span)
        yield Item(
            figure, tuple(f.value for f in row), place, values, published, near, places, toll, about, around, named,
            dated, source,
        )  # fmt: skip


def _near(ground: Ground, figure: StatedFigure) -> list[str]:
    """The words straight before and after a figure in its sentence."""
    text, span = ground.coverage.articles[figure.span.article].text, figure.span
    before = text[max(figure.sentence.start, span.start - NEAR) : span.start]
    after = text[span.end : min(figure.sentence.end, span.end + NEAR)]
    return content_words(before.partition(" ")[2]) + content_words(after.rpartition(" ")[0])


def _row(figure: StatedFigure) -> tuple[object, ...]:
    """What the figures of one row have in common: sentence, unit, and what they count."""
    return figure.sentence, figure.kind, figure.unit, toll_of(figure) or figure.of


def _verbs(ground: Ground, article: str) -> Mapping[Span, list[str]]:
    """The lemmas of what happens in each sentence: `broke` and `breaking` are one."""
    found: dict[Span, list[str]] = defaultdict(list)
    for event in ground.coverage.findings[article].events:
        found[event.sentence].append(event.lemma)
    return found


@cache
def _heads() -> Mapping[str, str]:
    return {word: f"={head}" for head, words in sorted(figure_words().tolls.items()) for word in sorted(words)}


def _headed(words: Iterable[str]) -> frozenset[str]:
    """The words, those that say what a toll counts as the head that they stand for."""
    return frozenset(_heads().get(w, w) for w in words)


def toll_of(figure: StatedFigure) -> str | None:
    """The toll that a figure belongs to: by the noun that it counts, else by the head that its clause names first."""
    if figure.kind != "count":
        return None
    if figure.of is not None and figure.of in _heads():
        return _heads()[figure.of]
    if figure.of and figure.of not in figure_words().labels.persons:
        return None
    return next((_heads()[w] for w in figure.about if w in _heads() and _heads()[w] != "=case"), None)


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


def rarity_of(items: Sequence[Item]) -> Mapping[str, float]:
    """How telling each word is: the logarithm of how few sources use it beside a figure.

    A word that one source alone uses can match nothing; it counts half of one that two use, for it still sets apart.
    """
    seen: dict[str, set[str]] = defaultdict(set)
    for item in items:
        for word in item.about | item.around | item.near:
            seen[word].add(item.source)
    total = len({item.source for item in items})
    return {w: log(1 + total / max(2, len(s))) * (1.0 if len(s) > 1 else 0.5) for w, s in seen.items()}


def pairs_of(items: Sequence[Item], rarity: Mapping[str, float], ground: Ground) -> Iterator[tuple[float, Item, Item]]:
    """Pairs of figures about the same thing with different values; blocked on unit, noun and two rare words."""
    settings = ground.settings
    blocks: dict[tuple[str | None, ...], list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        figure = item.figure
        rare = sorted(item.about - {figure.of}, key=lambda w: (-rarity[w], w))[: settings.figure_rare]
        for pair in combinations(sorted(rare), 2):
            blocks[figure.kind, _plain(figure.unit), *pair].append(place)
        if item.toll:
            wide = sorted(item.around - item.about, key=lambda w: (-rarity[w], w))[: settings.figure_rare]
            for word in (*rare, *wide):
                blocks[figure.kind, item.toll, word].append(place)
    tried: set[tuple[int, int]] = set()
    found: list[tuple[float, int, int]] = []
    for block in blocks.values():
        for a, b in combinations(_few(block, items, settings.figure_block), 2):
            if (a, b) not in tried:
                tried.add((a, b))
                if (doubt := doubt_of(items[a], items[b], ground)) and (
                    score := alike(items[a], items[b], rarity, ground, doubt)
                ):
                    found.append((score, a, b))
    yield from _best(found, items)


def _plain(unit: str | None) -> str | None:
    """The unit without what it is per."""
    return unit and unit.split("/")[0]


def _best(found: Iterable[tuple[float, int, int]], items: Sequence[Item]) -> Iterator[tuple[float, Item, Item]]:
    """Of the pairs of one figure with a row of several in another sentence the one that is most alike, if one is."""
    best: dict[tuple[int, tuple[object, ...]], list[float]] = defaultdict(list)
    pairs = sorted(found)
    sides = [((a, _row(items[b].figure)), (b, _row(items[a].figure))) for _, a, b in pairs]
    for (score, _, _), keys in zip(pairs, sides, strict=True):
        for key in keys:
            best[key].append(score)
    for (score, a, b), keys in zip(pairs, sides, strict=True):
        if all(score == best[key][-1] and best[key].count(score) == 1 for key in keys):
            yield score, items[a], items[b]


def _few(block: Sequence[int], items: Sequence[Item], most: int) -> list[int]:
    """The first places of each value: a figure that everybody states must not crowd out the one that differs."""
    by_value: Counter[float] = Counter()
    kept = []
    for place in block:
        by_value[items[place].figure.value] += 1
        if by_value[items[place].figure.value] <= max(2, most // 8):
            kept.append(place)
    return kept[:most]


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
    doubts = int(x.unit != y.unit)
    doubts += bool(a.day and b.day and abs((a.day - b.day).days) > ground.settings.figure_days)
    doubts += x.kind == "percent" or _plain(x.unit) in figure_words().labels.time_units
    doubts += bool(a.named and b.named and not a.named & b.named)
    if a.toll is None and x.of != y.of and ((x.of and y.of) or (x.of or y.of) not in (a.about & b.about)):
        if x.kind == "count" and x.of not in b.around and y.of not in a.around:
            return 0.0
        doubts += 1
    return ground.settings.figure_doubt**doubts


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
    """How alike two are if the clauses say mostly the same and the sentences enough of it, else 0.

    `ease` below 1 asks for less, above 1 for more.
    """
    settings = ground.settings

    def weigh(words: Iterable[str]) -> float:
        return sum(rarity[w] for w in sorted(words))

    shared = a.around & b.around if a.toll else (a.about & b.around) | (b.about & a.around)
    if len(shared - {a.figure.of, b.figure.of, a.toll, "person"}) < min(ease, 1.0) * settings.figure_shared:
        return 0.0
    ours, theirs = (weigh(x.about & y.around) / max(weigh(x.about), 1e-9) for x, y in ((a, b), (b, a)))
    wide = weigh(a.around & b.around) / max(min(weigh(a.around), weigh(b.around)), 1e-9)
    near = weigh(a.near & b.near) / max(min(weigh(a.near), weigh(b.near)), 1e-9)
    better, worse = max(ours, theirs, near), min(ours, theirs)
    if len(a.row) + len(b.row) > 2 and near < settings.figure_row and not _same_rest(a, b):
        return 0.0
    alike = better >= ease * settings.figure_clause and min(worse, wide) >= ease * settings.figure_sentence
    return ours + theirs + wide + near if alike else 0.0


def _same_rest(a: Item, b: Item) -> bool:
    """Whether the two rows are the same but for these two figures, which stand at one place."""
    rest, other = (i.row[: i.place] + i.row[i.place + 1 :] for i in (a, b))
    return a.place == b.place and rest == other


def shown(ground: Ground, figure: StatedFigure) -> str:
    """The figure as printed."""
    return " ".join(ground.coverage.text(figure.span).split())
