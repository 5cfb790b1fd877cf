"""Numbers that two accounts print otherwise in the same words: a slip in one of them, or a later state.

Sentences are handed on from account to account with little changed. Where the words around a number are the same for a
good stretch and the number is another, the two are of one thing, whatever the number counts: the dead, votes, a
telephone line, the number of a well. Nothing need be known of it, and so this reads the words as they are printed. It
takes time in proportion to the numbers printed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from sys import intern

from onrecord.join.differences.figures import agreed
from onrecord.join.differences.ground import Draft, Ground, in_order
from onrecord.join.differences.items import Item
from onrecord.numbers import figure_words
from onrecord.span import Span
from onrecord.tokens import content_words

__all__ = ["reprint_differences"]

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[$€£#%(]")
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d)?|[0-2]\d[0-5]\d")
"""What a time of day begins with: `6:55 p.m.`, `0603 local time`."""
_POSTED = re.compile(r"\b(?:(?:19|20)\d\d|updated?|posted|published)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
SAME, TELLING = 9, 4
"""Fewest words running around a number that two sentences must have the same, and fewest of them with content."""
BESIDE = 2
"""Fewest of them straight before a number and straight behind it, if its sentence has so many there."""
OLD = "old"
"""What says of a number of days that it grows by itself: `the 50-day-old strike`. An age does so by one a year."""
STAMP = 60
"""Characters on either side of a time of day in which a year or *updated* stands that makes it a stamp."""
SPLITS = ((0, 6), (3, 3), (6, 0))
"""Words before and after a number by which places are looked up: of any `SAME` around it these hold one."""
FORM, MANY = 3, 8
"""Numbers in the same words that make these a form to be filled in: `appeared on page 3 of the main section`. Fewer
than the second make none where one of them is printed most."""
MOST = 3
"""How many times as many sources must print that one as the next: the others are slips, or what was before."""
UNKNOWN = 10
"""Years that may lie between two accounts of which one is not dated."""
SHOWN = 3
"""Words on either side that tell what a number is of."""


Stretch = tuple[tuple[str, ...], tuple[str, ...]]
"""Words before and after a number."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A number in digits: where it stands, the words of its sentence, and its place among them."""

    span: Span
    words: tuple[str, ...]
    at: int

    @property
    def number(self) -> str:
        return self.words[self.at]


_Pair = tuple[_Place, _Place]


def reprint_differences(ground: Ground, items: Iterable[Item]) -> Iterator[Draft]:
    """One difference for each two numbers that stand in the same words in accounts of two sources.

    `items` are the numbers that were read as figures: where two of these agree after all, that stands.
    """
    figures: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        figures[item.figure.span.article].append(item)
    blocks: dict[Stretch, dict[str, _Place]] = defaultdict(dict)
    again: Counter[tuple[Stretch, str]] = Counter()
    for article in ground.coverage.articles:
        for place in _places(ground, article):
            for key in _keys(place):
                block = blocks[key]
                if (first := block.get(place.number)) is not None:
                    again[key, place.number] += ground.source(first.span) != ground.source(place.span)
                elif len(block) < MANY:
                    block[place.number] = place
    met = {key: _met(key, block, again) for key, block in blocks.items() if len(block) > 1}
    forms = {key for key, found in met.items() if not found}
    pairs = {(a.span, b.span): (a, b) for found in met.values() for a, b in found}
    told: set[tuple[object, ...]] = set()
    for _, (a, b) in sorted(pairs.items()):
        same = (_same(a, b), *sorted((a.number, b.number)))
        if not same[0] or same in told or not forms.isdisjoint((*_keys(a), *_keys(b))) or not _of_one(ground, a, b):
            continue
        read = [_read_at(p.span.start, figures[p.span.article]) for p in (a, b)]
        if read[0] is None or read[1] is None or not agreed(read[0], read[1], ground):
            told.add(same)
            yield _draft(ground, a, b)


def _met(key: Stretch, block: Mapping[str, _Place], again: Mapping[tuple[Stretch, str], int]) -> list[_Pair]:
    """The number that most sources print in the same words with each other one, in the order of the coverage.

    None where the words are a form, into which many numbers are filled; they are not where most print one of them.
    """
    *_, second, most = sorted(again.get((key, number), 0) + 1 for number in block)
    if len(block) == MANY or (len(block) >= FORM and most < MOST * second):
        return []
    numbers = list(block)
    usual = max(numbers, key=lambda number: again.get((key, number), 0))
    return [(block[a], block[b]) for a, b in combinations(numbers, 2) if usual in (a, b)]


def _read_at(at: int, items: Iterable[Item]) -> Item | None:
    """The figure that a number was read as, if it was."""
    return next((i for i in items if i.figure.span.start <= at < i.figure.span.end), None)


def _of_one(ground: Ground, a: _Place, b: _Place) -> bool:
    """Whether two places are of two sources, and not of a market, whose sentence is the same every day."""
    markets = figure_words().labels.markets.intersection(content_words(" ".join((*a.words, *b.words))))
    days = ground.day(a.span), ground.day(b.span)
    if ground.source(a.span) == ground.source(b.span) or (markets and days[0] != days[1]):
        return False
    if not _is_age(a.words, a.at):
        return True
    years = abs(days[0].year - days[1].year) if days[0] and days[1] else UNKNOWN
    return abs(int(a.number) - int(b.number)) > years + 1


def _is_age(words: Sequence[str], at: int) -> bool:
    """Whether the number at a place is somebody's age: `a 19-year-old student`."""
    return words[at + 1 : at + 3] == ("year", OLD) and words[at].isdecimal()


def _places(ground: Ground, article: str) -> Iterator[_Place]:
    """The numbers of an article's sentences that are no date: times of day are among them.

    What a sentence begins with is as a rule when it was posted, or its place in a list, and what begins a bracket
    converts what stands before it.
    """
    findings, text = ground.coverage.findings[article], ground.coverage.articles[article].text
    times = [t.span for t in findings.times if t.type in ("DATE", "TIME")]
    clocks = {t.span.start for t in findings.times if t.type == "TIME"}
    for sentence in findings.sentences:
        if not _DIGIT.search(text, sentence.span.start, sentence.span.end):
            continue
        tokens = list(_TOKEN.finditer(text, sentence.span.start, sentence.span.end))
        if len(tokens) <= SAME or not any(t[0][0].isdigit() for t in tokens):
            continue
        words = tuple(intern(t[0].lower()) for t in tokens)
        for at, token in enumerate(tokens):
            clock = token.start() in clocks and _CLOCK.fullmatch(token[0]) is not None and not _stamped(text, token)
            number = clock or (token[0][0].isdigit() and ":" not in token[0] and not _YEAR.fullmatch(token[0]))
            grows = OLD in words[at + 1 : at + 3] and not _is_age(words, at)
            own = at and "(" not in words[max(0, at - 2) : at] and not grows
            if number and own and (clock or not _dated(times, token.start())):
                yield _Place(Span(article, token.start(), token.end()), words, at)


def _stamped(text: str, clock: re.Match[str]) -> bool:
    """Whether a time of day says when something was posted: with a whole date beside it, year and all, or an update."""
    before, after = text[max(0, clock.start() - STAMP) : clock.start()], text[clock.end() : clock.end() + STAMP]
    return any(map(_POSTED.search, (before, after)))


def _dated(times: Sequence[Span], at: int) -> bool:
    low = bisect_left(times, at + 1, key=lambda t: t.start) - 1
    return low >= 0 and times[low].start <= at < times[low].end


def _keys(place: _Place) -> Iterator[Stretch]:
    """The stretches around a number by which it is looked up: those that its sentence has whole."""
    for before, after in SPLITS:
        if before <= place.at and place.at + after < len(place.words):
            yield place.words[place.at - before : place.at], place.words[place.at + 1 : place.at + 1 + after]


def _same(a: _Place, b: _Place) -> tuple[str, ...]:
    """The words around two numbers that are the same, if these are enough and tell enough, else none."""
    before, after = 0, 0
    while min(a.at, b.at) > before and a.words[a.at - before - 1] == b.words[b.at - before - 1]:
        before += 1
    rest = min(len(a.words) - a.at, len(b.words) - b.at) - 1
    while rest > after and a.words[a.at + after + 1] == b.words[b.at + after + 1]:
        after += 1
    if before < min(BESIDE, a.at, b.at) or after < min(BESIDE, rest):
        return ()
    words = (*a.words[a.at - before : a.at], *a.words[a.at + 1 : a.at + 1 + after])
    return words if len(words) >= SAME and len(set(content_words(" ".join(words)))) >= TELLING else ()


def _draft(ground: Ground, a: _Place, b: _Place) -> Draft:
    topic = " ".join((*a.words[max(0, a.at - SHOWN) : a.at], *a.words[a.at + 1 : a.at + 1 + SHOWN]))
    later = in_order([ground.day(a.span)], [ground.day(b.span)])
    statements = ground.statement(a.span, a.number), ground.statement(b.span, b.number)
    args = {"topic": topic, "a": a.number, "b": b.number}
    return Draft("reprinted-later" if later else "reprinted", args, topic, statements)
