"""Figures of a draft: whether the record states this number of the same thing, or another one.

Which figures can be of one thing is decided as between articles (`join.differences.items`). A writer's sentence is
often shorter than a paper's: so it is enough that what it says of the figure, weighted by rarity, stands in the
paper's sentence too, and not the other way round. A toll of which the draft says nothing else (`41 were injured`) is
held against every toll of its kind.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from onrecord.edtf import may_be_same
from onrecord.join.coverage import Coverage
from onrecord.join.differences.ground import Ground, reasons, survey
from onrecord.join.differences.items import KINDS, Item, Rarity, items_of
from onrecord.join.events.mentions import kind_of
from onrecord.model import StatedFigure
from onrecord.numbers import figure_words
from onrecord.span import overlaps
from onrecord.tokens import content_words
from onrecord.verify.ages import ages_in
from onrecord.verify.held import Draft, Held, strange
from onrecord.verify.said import Quoted
from onrecord.verify.statement import Difference, Piece, Place, Statement, passages
from onrecord.verify.words import verify_words

__all__ = ["Numbers", "check_figures"]

AGREES = 0.25
"""Least share, by rarity, of what the draft says of a figure that must stand in a sentence with the same number of the
same unit to confirm it. Set by reason, checked with benchmarks/drafts.py, as the next one."""

GAINSAYS = 0.5
"""The same for a sentence with another number to contradict it."""

LONE = 0.2
"""The same where the record has only one value of the unit or noun, the names of the sentence counted in."""

MOST = 256
"""Figures of one kind and unit that one of the draft is compared with."""

_Unit = tuple[str, str | None]


class Numbers:
    """The figures of a record, and where to look for them."""

    def __init__(self, against: Held) -> None:
        self._coverage, self._rounded = against.coverage, against.settings.figure_round
        ground = survey(against.coverage, against.known, against.settings)
        self.items = [
            replace(i, around=_wide(i, against.coverage))
            for article in against.coverage.articles for i in items_of(_eased(ground), article)
        ]  # fmt: skip
        self._of: defaultdict[tuple[_Unit, str | None], list[Item]] = defaultdict(list)
        for item in self.items:
            self._of[_unit(item.figure), _noun(item)].append(item)
        self._valued: defaultdict[tuple[_Unit, float], list[StatedFigure]] = defaultdict(list)
        for found in against.coverage.findings.values():
            for figure in found.figures:
                self._valued[_unit(figure), figure.value].append(figure)
        self._why = {s.span: d.why for d in against.record.differences for s in d.statements}

    def same(self, figure: StatedFigure, about: frozenset[str], rarity: Mapping[str, float]) -> list[StatedFigure]:
        """The record's figures of this value whose sentences tell of what the draft's does."""
        found = self._valued.get((_unit(figure), figure.value), [])[:MOST]
        return [f for f in found if not about or _share(about, self._words(f), rarity) >= AGREES]

    def _words(self, figure: StatedFigure) -> frozenset[str]:
        return frozenset((*content_words(self._coverage.text(figure.sentence)), *figure.about))

    def other(self, mine: Item, names: frozenset[str], rarity: Mapping[str, float]) -> list[Item]:
        """The record's figures of another value that are of the same thing, the likeliest first.

        `names` are the words of names in the draft's sentence: those are compared as whom they mean.
        """
        noun = _noun(mine)
        about = mine.about - {noun, mine.figure.of, "person"} - _counting()
        about = _with_kinds(about - names if mine.toll or about - names else about)
        alike = [i for n in dict.fromkeys((noun, None)) for i in self._of.get((_unit(mine.figure), n), ())[:MOST]]
        enough = LONE if self._lone(mine, alike) else GAINSAYS
        found = []
        for item in alike:
            if _comparable(mine, item) and not _near(mine.figure, item.figure, self._rounded):
                share = _share(about, item.around, rarity) if about else float(mine.toll is not None)
                if enough == LONE:
                    share = max(share, _share(_with_kinds(mine.about), item.around, rarity))
                if share >= enough:
                    found.append((-share, item.figure.span, item))
        return [item for *_, item in sorted(found, key=lambda f: f[:2])]

    def _lone(self, mine: Item, alike: Sequence[Item]) -> bool:
        """Whether the record counts or measures such a thing once only: yards, or children."""
        noun = mine.figure.of or mine.figure.unit
        common = noun is None or noun in figure_words().labels.time_units or noun in figure_words().labels.persons
        return not common and mine.figure.kind != "money" and len({i.figure.value for i in alike}) == 1

    def differing(self, figures: Sequence[StatedFigure]) -> str | None:
        """What the record says where its own accounts of one of these figures differ."""
        return next((self._why[f.span] for f in figures if f.span in self._why), None)


@cache
def _counting() -> frozenset[str]:
    """Words that say of a figure that it is one or that it was put right, and not what it is of."""
    return verify_words().counting | reasons().revising


def _eased(ground: Ground) -> Ground:
    """Figures of thin clauses too: here it is the draft's side that must say what a figure is about."""
    return replace(ground, settings=replace(ground.settings, figure_words=1))


def _wide(item: Item, coverage: Coverage) -> frozenset[str]:
    """The words of a figure's sentence and of the one before, which often tells what it is of, with their kinds."""
    article = item.figure.span.article
    sentences = coverage.findings[article].sentences
    at = bisect_right(sentences, item.figure.span.start, key=lambda s: s.span.start) - 1
    before = content_words(coverage.text(sentences[at - 1].span)) if at > 0 else ()
    return _with_kinds(item.around.union(before))


def _with_kinds(words: Iterable[str]) -> frozenset[str]:
    """Words that tell of one kind of happening as that kind: `collision` and `collide`."""
    return frozenset(kind_of(w) for w in words)


def _comparable(mine: Item, other: Item) -> bool:
    """Whether two figures could contradict one another at all.

    Between articles a doubt asks for more likeness; a draft says too little for that.
    """
    x, y = mine.figure, other.figure
    if x.value == y.value or mine.toll != other.toll:
        return False
    if mine.toll is None and x.of != y.of and ((x.of and y.of) or (x.of or y.of) not in (mine.about & other.about)):
        return False
    if mine.named and other.named and not mine.named & other.named:
        return False
    return not (mine.scope.dated and other.scope.dated and not may_be_same(mine.scope.dated, other.scope.dated))


def _unit(figure: StatedFigure) -> _Unit:
    return figure.kind, figure.unit


def _noun(item: Item) -> str | None:
    return item.toll or item.figure.of


def _share(about: frozenset[str], around: frozenset[str], rarity: Mapping[str, float]) -> float:
    """How much of what the draft says of a figure, weighted by rarity, a sentence of the record has too."""
    most = max(rarity.values(), default=1.0)
    weights = {w: rarity.get(w, most) for w in sorted(about)}
    return sum(v for w, v in weights.items() if w in around) / max(sum(weights.values()), 1e-9)


def _near(a: StatedFigure, b: StatedFigure, rounded: float) -> bool:
    """Whether one may be a rounder form of the other, as about, at least or at most so much."""
    if a.bound == b.bound and a.bound in ("min", "max"):
        return False
    low, high = sorted((a, b), key=lambda f: f.value)
    if low.bound == "min" or high.bound == "max":
        return True
    return (a.approximate or b.approximate) and high.value - low.value <= rounded * high.value


def check_figures(draft: Draft, quoted: Sequence[Quoted], numbers: Numbers, against: Held) -> Iterator[Statement]:
    """The verdict on each figure of a draft outside its quotations, ages and ordinals apart."""
    ground = survey(draft.coverage, draft.known, against.settings)
    mine = {i.figure.span: i for figure in draft.findings.figures for i in _item(ground, figure)}
    rarity = Rarity([*numbers.items, *mine.values()])
    said = [q.span for q in quoted]
    ages = {a.span for a in ages_in(draft)}
    for figure in draft.findings.figures:
        if figure.kind in KINDS and figure.span not in ages and not any(overlaps(figure.span, s) for s in said):
            yield _verdict(draft, figure, mine.get(figure.span), numbers, rarity, against)


def _item(ground: Ground, figure: StatedFigure) -> Iterator[Item]:
    """A figure of the draft as it is compared, the others of its sentence left out: each must stand for itself."""
    article = figure.span.article
    alone = {article: replace(ground.coverage.findings[article], figures=(figure,))}
    return items_of(_eased(replace(ground, coverage=replace(ground.coverage, findings=alone))), article)


def _verdict(
    draft: Draft,
    figure: StatedFigure,
    item: Item | None,
    numbers: Numbers,
    rarity: Mapping[str, float],
    against: Held,
) -> Statement:
    place, text = Place(figure.span.start, figure.span.end), draft.text(figure.span)
    about = frozenset(figure.about)
    if same := numbers.same(figure, about, rarity):
        sources = passages(against.coverage, [f.sentence for f in same])
        return Statement("figure", "verbatim", place, text, sources, None, numbers.differing(same))
    named = [n for n in draft.findings.names if overlaps(n.span, figure.sentence)]
    names = frozenset(word for n in named for word in content_words(f"{n.title or ''} {n.text}"))
    told = item is not None and not strange(draft, figure.sentence, against)
    other = numbers.other(item, names, rarity) if item and told else []
    if not other:
        return Statement("figure", "not on record", place, text)
    values = list(dict.fromkeys(against.coverage.text(i.figure.span) for i in other))
    spans = [i.figure.sentence for i in other]
    shown = Difference(True, (Piece("changed", text, values[0]),))
    why = f"the record gives {', '.join(values[:4])}"
    return Statement("figure", "contradicted", place, text, passages(against.coverage, spans), shown, why)
