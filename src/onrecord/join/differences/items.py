"""Figures as they are compared: what the words around each say that it is of.

These words stand in three rings: straight around the number, in its clause, in its sentence. A word of a kind (*gush*,
*spew*) is one for all of it, a numeral is none: figures are what accounts differ in. A toll (deaths, injuries, …) goes
by its head, whatever word the clause has for it and for the persons.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from math import fsum, log

from onrecord.join.differences.ground import Ground
from onrecord.join.differences.scope import Scope, ScopeFinder
from onrecord.join.sharing import one_set
from onrecord.model import StatedFigure
from onrecord.numbers import figure_words
from onrecord.span import Cover, Span
from onrecord.tokens import content_words, stem

__all__ = ["KINDS", "Item", "Rarity", "form_of", "heads", "is_count", "items_of", "row_of", "shown", "toll_of"]

KINDS = frozenset({"count", "money", "percent", "measure"})
"""Kinds of figures that are compared: ages go by the year of birth, and an ordinal is a place in a row."""

_WINDOW = re.compile(r"(?:the\s|these\s|this\s)?(?:last|past|next|coming|first|previous)\s", re.IGNORECASE)
"""`The last two days` is when, not how long."""
NEAR = 40
"""Characters on either side of a figure in which the words stand that are its own, in a sentence with several."""


@dataclass(frozen=True, slots=True)
class Item:
    """A figure as it is compared: what it is about, its sentence's words, who is named, its source.

    `near` has the words straight around it, `scope` who does it, where and when. `row` has the values of
    all figures of its kind in the sentence, in text order, and `place` is where it stands there; `stated` has all the
    sentence's values, `others` those of its other figures, in text order. `form` is that of its value, see `form_of`.
    `day` is the first on which the article may have been published.
    """

    figure: StatedFigure
    row: tuple[float, ...]
    place: int
    stated: frozenset[float]
    others: tuple[float, ...]
    form: tuple[int, int]
    day: date | None
    near: frozenset[str]
    toll: str | None
    scope: Scope
    about: frozenset[str]
    around: frozenset[str]
    named: frozenset[str]
    source: str


def items_of(ground: Ground, article: str) -> Iterator[Item]:
    """The figures of an article that can be compared: those whose clause tells what they are about."""
    findings = ground.coverage.findings[article]
    names = Cover(n.span for n in findings.names if n.span in ground.known.person_of)
    units = _unit_words()
    lemmas = _lemmas(ground, article)
    rows: dict[tuple[object, ...], list[StatedFigure]] = defaultdict(list)
    stated: dict[Span, list[StatedFigure]] = defaultdict(list)
    for figure in findings.figures:
        rows[row_of(figure)].append(figure)
        stated[figure.sentence].append(figure)
    values = {sentence: frozenset(f.value for f in found) for sentence, found in stated.items()}
    said: dict[Span, frozenset[str]] = {}  # the words of each sentence
    same: dict[frozenset[str], frozenset[str]] = {}  # equal sets as one: the figures of a sentence share most words
    scopes = ScopeFinder(ground, article, names)
    for at, figure in enumerate(findings.figures):
        about = _headed(figure.about, units)
        if figure.kind not in KINDS:
            continue
        if shown(ground, figure).lower() == "one" or _WINDOW.match(shown(ground, figure)):
            continue
        lemma = lemmas[figure.sentence]
        if figure.sentence not in said:
            words = content_words(ground.coverage.text(figure.sentence))
            said[figure.sentence] = _headed((lemma.get(w, w) for w in words), units)
        around = said[figure.sentence] | about
        about = about if len(about) >= ground.settings.figure_words else around
        if len(about) < ground.settings.figure_words:
            continue
        named = _named(ground, names, figure, frozenset(figure.about))
        toll = toll_of(figure)
        row = rows[row_of(figure)]
        place = next(i for i, f in enumerate(row) if f is figure)
        near = _headed([lemma.get(w, w) for w in _near(ground, figure)], units)
        scope = scopes.of(at, named & ground.places, toll=toll is not None)
        near, about, around = (same.setdefault(each, each) for each in (near, about, around))
        others = tuple(f.value for f in stated[figure.sentence] if f is not figure)
        yield Item(
            figure, tuple(f.value for f in row), place, values[figure.sentence], others, form_of(figure.value),
            ground.day(figure.span), near, toll, scope, about, around, named, ground.source(figure.span),
        )  # fmt: skip


def is_count(item: Item) -> bool:
    """Whether a figure counts something, and is no toll: of two it matters what they count."""
    return item.toll is None and item.figure.kind == "count"


@lru_cache(4096)
def form_of(value: float) -> tuple[int, int]:
    """The form of a number: how many digits it has before the point, and how many behind it; noughts at the end of a
    whole number count less than none.
    """
    whole, _, part = f"{abs(value):.6f}".rstrip("0").rstrip(".").partition(".")
    return len(whole), len(part) or len(whole.rstrip("0")) - len(whole)


def _near(ground: Ground, figure: StatedFigure) -> list[str]:
    """The words straight before and after a figure in its sentence."""
    text, span = ground.coverage.articles[figure.span.article].text, figure.span
    before = text[max(figure.sentence.start, span.start - NEAR) : span.start]
    after = text[span.end : min(figure.sentence.end, span.end + NEAR)]
    return content_words(before.partition(" ")[2]) + content_words(after.rpartition(" ")[0])


def row_of(figure: StatedFigure) -> tuple[object, ...]:
    """The key of a figure's row: what the figures of one row have in common: sentence, unit, and what they count."""
    return figure.sentence, figure.kind, figure.unit, toll_of(figure) or figure.of


def _lemmas(ground: Ground, article: str) -> Mapping[Span, Mapping[str, str]]:
    """For each sentence what happens in it, by the word that says so: `broke` and `breaking` are one."""
    found: dict[Span, dict[str, str]] = defaultdict(dict)
    for event in ground.coverage.findings[article].events:
        found[event.sentence][stem(ground.coverage.text(event.span))] = event.lemma
    return found


@cache
def heads() -> Mapping[str, str]:
    """Each word that says what a toll counts, with the head that the toll goes by."""
    return {word: f"={head}" for head, words in sorted(figure_words().tolls.items()) for word in sorted(words)}


@cache
def _kinds() -> Mapping[str, str]:
    """Each word of a kind as that kind; of two the toll's."""
    kinds = sorted(figure_words().alike.items())
    return {**{word: f"~{kind}" for kind, words in kinds for word in sorted(words)}, **heads()}


def _headed(words: Iterable[str], units: frozenset[str]) -> frozenset[str]:
    """The words without `units` and numerals, those of a kind as their kind, of what a toll counts as its head."""
    kinds = _kinds()
    found = {kinds.get(w, w) for w in words if not w[0].isdigit()}
    return frozenset(found - units)


def toll_of(figure: StatedFigure) -> str | None:
    """The toll that a figure belongs to: by the noun that it counts, else by the head that its clause names first."""
    if figure.kind != "count" or figure.value % 1:
        return None
    if figure.of is not None and figure.of in heads():
        return heads()[figure.of]
    if figure.of and figure.of not in figure_words().labels.persons:
        return None
    return next((heads()[w] for w in figure.about if w in heads() and heads()[w] != "=case"), None)


@cache
def _unit_words() -> frozenset[str]:
    """Words that only say what is measured in, which the unit says already."""
    lists = figure_words()
    units = (*lists.measures, *lists.percent, *lists.money, *lists.labels.time_units)
    return frozenset(word for unit in units for each in unit.split() for word in (each, stem(each)))


def _named(ground: Ground, names: Cover, figure: StatedFigure, about: frozenset[str]) -> frozenset[str]:
    """Who and what is named in the figure's clause, places and persons and bodies alike, by their ids."""
    named = names.beginning_in(figure.sentence)
    beside = (n for n in named if about & set(content_words(ground.coverage.text(n))))
    return one_set(frozenset(ground.known.person_of[n] for n in beside))


class Rarity(dict[str, float]):
    """How telling each word is: the logarithm of how few sources use it beside a figure.

    A word that one source alone uses can match nothing; it counts half of one that two use, for it still sets apart.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        seen: dict[str, set[str]] = defaultdict(set)
        sources = set()
        for item in items:
            sources.add(item.source)
            for word in item.about | item.around | item.near:
                seen[word].add(item.source)
        total = len(sources)
        super().__init__({w: log(1 + total / max(2, len(s))) * (1.0 if len(s) > 1 else 0.5) for w, s in seen.items()})
        self._weights: dict[frozenset[str], float] = {}

    def weight(self, words: Iterable[str]) -> float:
        """How telling words are together; their order changes nothing, to the last bit."""
        return fsum(map(self.__getitem__, words))

    def whole(self, words: frozenset[str]) -> float:
        """The same of all words of a clause or sentence, which are asked for again and again."""
        found = self._weights.get(words)
        if found is None:
            found = self._weights[words] = self.weight(words)
        return found

    def in_both(self, words: frozenset[str], others: frozenset[str]) -> float:
        """How alike two clauses or sentences are: the share of their words that both have."""
        return 2 * self.weight(words & others) / max(self.whole(words) + self.whole(others), 1e-9)


def shown(ground: Ground, figure: StatedFigure) -> str:
    """The figure as printed."""
    return " ".join(ground.coverage.text(figure.span).split())
