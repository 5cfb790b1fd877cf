"""The measures: what counts as found, right and wrong. Pure functions over plain values, used by the benchmarks and by
the tests that keep the sample story's floors.

Every measure counts hits, what was found and what there was to find, and is reported as precision, recall and F1 in
percent. Words are runs of letters and digits, an inner apostrophe included, so that no measure depends on quotation
marks, white space or punctuation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

__all__ = [
    "Interval", "Quoted", "QuoteScore", "Score", "Timex", "TimeScore", "b_cubed", "covered", "dice", "paired",
    "quote_score", "quotes_right", "set_score", "time_score", "word_score", "words",
]  # fmt: skip

Interval = tuple[int, int]
_WORD = re.compile(r"\w+(?:['’]\w+)?")


@dataclass(frozen=True, slots=True)
class Score:
    """How many were right, how many were found, and how many there were to find."""

    hits: float
    found: float
    gold: float

    @property
    def precision(self) -> float:
        """Percent of what was found that is right."""
        return 100 * self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Percent of what there was that was found."""
        return 100 * self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in percent."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.found + other.found, self.gold + other.gold)

    def __str__(self) -> str:
        return f"P {self.precision:.1f}  R {self.recall:.1f}  F1 {self.f1:.1f}"


# ------------------------------------------------------------------ words
def words(text: str) -> list[Interval]:
    """The offsets of every word of `text`."""
    return [m.span() for m in _WORD.finditer(text)]


def covered(tokens: Sequence[Interval], spans: Iterable[Interval]) -> frozenset[int]:
    """The indices of the words that share a character with one of `spans`."""
    return frozenset(i for start, end in spans for i, (a, b) in enumerate(tokens) if a < end and start < b)


def dice(a: frozenset[int], b: frozenset[int]) -> float:
    """Token F1 of two sets of words."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def paired(gold: Sequence[frozenset[int]], found: Sequence[frozenset[int]]) -> list[tuple[float, int, int]]:
    """The best one-to-one pairs by token F1, of equals the last first: `(F1, index in gold, index in found)`."""
    owners: dict[int, list[int]] = defaultdict(list)
    for j, tokens in enumerate(found):
        for token in tokens:
            owners[token].append(j)
    candidates = {(i, j) for i, tokens in enumerate(gold) for token in tokens for j in owners[token]}
    ranked = sorted(((dice(gold[i], found[j]), i, j) for i, j in candidates), reverse=True)
    left, right, pairs = set(), set(), []
    for score, i, j in ranked:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((score, i, j))
    return pairs


def word_score(
    text: str, gold: Iterable[Interval], found: Iterable[Interval], ignored: Iterable[Interval] = ()
) -> Score:
    """By word: is each word of `text` inside or outside? Words of `ignored` do not count."""
    tokens = words(text)
    free = covered(tokens, ignored)
    a, b = covered(tokens, gold) - free, covered(tokens, found) - free
    return Score(len(a & b), len(b), len(a))


# ------------------------------------------------------------------ quotations
@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation: the offsets of its content, its type, the names that its speaker may be given, and where the words
    stand that name the speaker.

    `optional` ones are neither right when found nor wrong when missed.
    """

    content: tuple[Interval, ...]
    type: str = ""
    speakers: frozenset[str] = frozenset()
    mentions: tuple[Interval, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class QuoteScore:
    """Quotations found: content at token F1 ≥ 0.8, or `exact` (every word agrees), or `loose` (token F1 ≥ 0.3).

    `attributed` asks of those `found` that the speaker is right as well; where the gold names none, any will do.
    `speakers` and `types` say how many of those found have the right speaker, where the gold names one, and the right
    type; `direct`, `mixed` and `indirect` how many of the gold quotations of that type were found. Of these five only
    `recall` has a meaning.
    """

    found: Score = Score(0, 0, 0)
    exact: Score = Score(0, 0, 0)
    loose: Score = Score(0, 0, 0)
    attributed: Score = Score(0, 0, 0)
    speakers: Score = Score(0, 0, 0)
    types: Score = Score(0, 0, 0)
    direct: Score = Score(0, 0, 0)
    mixed: Score = Score(0, 0, 0)
    indirect: Score = Score(0, 0, 0)

    def __add__(self, other: QuoteScore) -> QuoteScore:
        return QuoteScore(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


RIGHT = 0.8
"""Token F1 from which a quotation counts as found: an article, a title or one word more of five may differ."""
LOOSE = 0.3
"""Token F1 from which a quotation was noticed at all, wherever it was cut."""


@dataclass(frozen=True, slots=True)
class _Matching:
    """The words of an article, the pairs `(F1, index in gold, index in found)`, and which of the found ones count."""

    tokens: list[Interval]
    pairs: list[tuple[float, int, int]]
    counted: list[bool]


def _matching(text: str, gold: Sequence[Quoted], found: Sequence[Quoted]) -> _Matching:
    """Pairs with optional gold are left out; of the found ones those do not count that lie half in optional gold and
    share no word with what must be found, nor those without a word.
    """
    tokens = words(text)
    g, f = [covered(tokens, q.content) for q in gold], [covered(tokens, q.content) for q in found]
    core: frozenset[int] = frozenset().union(*(t for t, q in zip(g, gold, strict=True) if not q.optional))
    optional: frozenset[int] = frozenset().union(*(t for t, q in zip(g, gold, strict=True) if q.optional))
    counted = [bool(t & core) or 2 * len(t & optional) < len(t) for t in f]
    return _Matching(tokens, [p for p in paired(g, f) if not gold[p[1]].optional], counted)


def quote_score(text: str, gold: Sequence[Quoted], found: Sequence[Quoted]) -> QuoteScore:
    """Scores the quotations of one article. A speaker is right when the names agree or the mentions share a word."""
    match = _matching(text, gold, found)
    must = [q for q in gold if not q.optional and covered(match.tokens, q.content)]
    hits = [(gold[i], found[j]) for score, i, j in match.pairs if score >= RIGHT]
    named = [(g, f) for g, f in hits if g.speakers or g.mentions]
    right = sum(_same_speaker(match.tokens, g, f) for g, f in named)
    typed = sum(g.type == f.type for g, f in hits)

    def of_all(count: int) -> Score:
        return Score(count, sum(match.counted), len(must))

    def of_type(kind: str) -> Score:
        count = sum(g.type == kind for g, _ in hits)
        return Score(count, count, sum(q.type == kind for q in must))

    return QuoteScore(
        found=of_all(len(hits)),
        exact=of_all(sum(score == 1 for score, _, _ in match.pairs)),
        loose=of_all(sum(score >= LOOSE for score, _, _ in match.pairs)),
        attributed=of_all(len(hits) - len(named) + right),
        speakers=Score(right, len(named), len(named)),
        types=Score(typed, len(hits), len(hits)),
        direct=of_type("direct"),
        mixed=of_type("mixed"),
        indirect=of_type("indirect"),
    )


def quotes_right(text: str, gold: Sequence[Quoted], found: Sequence[Quoted]) -> list[bool | None]:
    """For each found quotation whether its words are those of a gold one, token F1 ≥ 0.8; None if it does not count."""
    match = _matching(text, gold, found)
    right = {j for score, _, j in match.pairs if score >= RIGHT}
    return [j in right if counts else None for j, counts in enumerate(match.counted)]


def _same_speaker(tokens: Sequence[Interval], a: Quoted, b: Quoted) -> bool:
    return bool(a.speakers & b.speakers) or bool(covered(tokens, a.mentions) & covered(tokens, b.mentions))


# ------------------------------------------------------------------ times
@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression: where it may begin and end, its TIMEX3 type, and the values it may have."""

    spans: tuple[Interval, ...]
    type: str
    values: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class TimeScore:
    """TempEval-3's measures: spans exactly right, spans that overlap, and overlapping ones with the right value.

    `days` are the gold expressions whose value is a day (or a time of one), matched when the found value's day is it.
    """

    strict: Score = Score(0, 0, 0)
    relaxed: Score = Score(0, 0, 0)
    value: Score = Score(0, 0, 0)
    days: Score = Score(0, 0, 0)

    def __add__(self, other: TimeScore) -> TimeScore:
        return TimeScore(
            self.strict + other.strict, self.relaxed + other.relaxed, self.value + other.value, self.days + other.days
        )


def time_score(gold: Sequence[Timex], found: Sequence[Timex]) -> TimeScore:
    """Scores the time expressions of one article; equal spans are paired first, then the largest overlaps."""
    exact: list[tuple[Timex, Timex]] = []
    left, rest = [], list(found)
    for time in gold:
        hit = next((f for f in rest if f.spans[0] in time.spans), None)
        if hit is None:
            left.append(time)
        else:
            rest.remove(hit)
            exact.append((time, hit))
    loose: list[tuple[Timex, Timex]] = []
    for time in left:
        shared = [(max(_shared(f.spans[0], s) for s in time.spans), -i) for i, f in enumerate(rest)]
        best = max(shared, default=(0, 0))
        if best[0] > 0:
            loose.append((time, rest.pop(-best[1])))
    pairs = exact + loose
    counted = [(g, f) for g, f in pairs if not g.optional]
    n_found, n_gold = len(found) - (len(pairs) - len(counted)), sum(not g.optional for g in gold)
    days = [g for g in gold if not g.optional and _day(g.values[0])]
    right = sum(f.values[0] in g.values for g, f in counted)
    to_the_day = sum(_day(g.values[0]) and f.values[0][:10] == g.values[0][:10] for g, f in counted)
    return TimeScore(
        Score(sum(not g.optional for g, _ in exact), n_found, n_gold),
        Score(len(counted), n_found, n_gold),
        Score(right, n_found, n_gold),
        Score(to_the_day, len(days), len(days)),
    )


def _shared(a: Interval, b: Interval) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])


def _day(value: str) -> bool:
    return re.match(r"\d{4}-\d\d-\d\d", value) is not None


# ------------------------------------------------------------------ sets and clusters
def set_score(gold: Iterable[object], found: Iterable[object]) -> Score:
    """Two sets against each other, e.g. pairs of copies."""
    a, b = set(gold), set(found)
    return Score(len(a & b), len(b), len(a))


def b_cubed(gold: Mapping[object, object], found: Mapping[object, object]) -> Score:
    """B³ (Bagga and Baldwin, 1998) of two clusterings of the same items, given as item → cluster.

    An item that `found` lacks is a cluster of its own. Precision and recall are averaged over items, and are carried
    in a `Score` whose counts are scaled so that its precision, recall and F1 are those.
    """
    if not gold:
        return Score(0, 0, 0)
    given = {item: found.get(item, ("alone", item)) for item in gold}
    by_gold, by_found = _members(gold), _members(given)
    precision = sum(len(by_gold[gold[i]] & by_found[given[i]]) / len(by_found[given[i]]) for i in gold) / len(gold)
    recall = sum(len(by_gold[gold[i]] & by_found[given[i]]) / len(by_gold[gold[i]]) for i in gold) / len(gold)
    return Score(precision * recall, recall, precision)


def _members(clusters: Mapping[object, object]) -> dict[object, set[object]]:
    members: dict[object, set[object]] = defaultdict(set)
    for item, cluster in clusters.items():
        members[cluster].add(item)
    return members
