"""A timeline: the dates that matter most, each with the sentences that tell of it best.

A date's rank is the number of articles whose sentences name it, those published on it counting half: what a story
keeps coming back to happened on the dates that it keeps naming (Ghalandari & Ifrim, ACL 2020, call this mention count
and find it hard to beat). Of equals, the one that an article names earliest comes first. Of a date's sentences, the
one nearest to their common centre is taken (TF-IDF, cosine), then the next nearest that does not repeat what stands
already, up to the number wanted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt

from onrecord.edtf import Bounds, bounds, precision
from onrecord.join.dated import DatedSentence
from onrecord.span import Span
from onrecord.tokens import content_words, phrases_of

__all__ = ["TimelineDate", "choose"]

PUBLISHED_SHARE = 0.5
"""What a date's publication counts beside a mention of it. An article tells of its own day, but of other things too."""

REPEATS = 0.6
"""Cosine from which on two sentences of one date are taken to say the same."""

MOST_CANDIDATES = 400
"""Sentences of one date that are compared: the earliest in their articles. A cap on cost, not a choice."""

Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class TimelineDate:
    """A date (EDTF) and the sentences that tell of it, the best first."""

    date: str
    sentences: tuple[Span, ...]


def choose(
    dated: Sequence[DatedSentence],
    text: Callable[[Span], str],
    *,
    first: str | None = None,
    last: str | None = None,
    dates: int | None = None,
    sentences: int = 1,
    about: str | None = None,
    coarse: bool = False,
) -> tuple[TimelineDate, ...]:
    """At most `dates` dates between `first` and `last` (inclusive EDTF), each with at most `sentences` sentences.

    `about` keeps to sentences that name one of its phrases (`a OR b`). With `dates` only dates to the day are chosen
    unless `coarse`. Raises `QueryError` when `first` or `last` is no date.
    """
    window = Bounds(bounds(first or "0001").first, bounds(last or "9999").last)
    days_only = dates is not None and not coarse
    kept = [d for d in _about(dated, text, about) if _wanted(d.date, window, days_only)]
    by_date: dict[str, list[DatedSentence]] = defaultdict(list)
    for item in kept:
        by_date[item.date].append(item)
    ranked = sorted(by_date, key=lambda d: (-_rank(by_date[d]), min(i.place for i in by_date[d]), d))
    chosen = sorted(ranked[:dates], key=lambda d: (bounds(d).first, bounds(d).last))
    weights = _rarity(kept, text)
    return tuple(TimelineDate(d, _best(by_date[d], text, weights, sentences)) for d in chosen)


def _wanted(date: str, window: Bounds, days_only: bool) -> bool:
    if days_only and precision(date) != "day":
        return False
    at = bounds(date)
    return window.first <= at.first and at.last <= window.last


def _about(dated: Iterable[DatedSentence], text: Callable[[Span], str], about: str | None) -> list[DatedSentence]:
    phrases = phrases_of(about)
    if not phrases:
        return list(dated)
    wanted = re.compile("|".join(re.escape(p) for p in phrases), re.IGNORECASE)
    return [d for d in dated if wanted.search(text(d.span))]


def _rank(items: Iterable[DatedSentence]) -> float:
    named: set[str] = set()
    told: set[str] = set()
    for item in items:
        (named if item.basis == "mention" else told).add(item.span.article)
    return len(named) + PUBLISHED_SHARE * len(told - named)


def _rarity(items: Iterable[DatedSentence], text: Callable[[Span], str]) -> Vector:
    """Inverse document frequency over the candidate sentences."""
    spans = sorted({i.span for i in items})
    holding = Counter(w for span in spans for w in set(content_words(text(span))))
    return {w: log((1 + len(spans)) / (1 + n)) + 1 for w, n in holding.items()}


def _vector(words: Sequence[str], weights: Vector) -> Vector:
    raw = {w: (1 + log(n)) * weights.get(w, 1.0) for w, n in Counter(words).items()}
    length = sqrt(sum(v * v for v in raw.values())) or 1.0
    return {w: v / length for w, v in raw.items()}


def _cosine(a: Vector, b: Vector) -> float:
    small, large = (a, b) if len(a) < len(b) else (b, a)
    return float(sum(v * large.get(w, 0.0) for w, v in small.items()))


def _best(items: list[DatedSentence], text: Callable[[Span], str], weights: Vector, most: int) -> tuple[Span, ...]:
    spans = sorted({(i.place, i.span) for i in items})[:MOST_CANDIDATES]
    candidates = [(span, _vector(content_words(text(span)), weights)) for _, span in spans]
    centre: Vector = defaultdict(float)
    for _, vector in candidates:
        for word, value in vector.items():
            centre[word] += value / len(candidates)
    order = sorted(candidates, key=lambda c: (-round(_cosine(c[1], centre), 9), c[0]))
    taken: list[tuple[Span, Vector]] = []
    for span, vector in order:
        if len(taken) == most:
            break
        if all(_cosine(vector, other) < REPEATS for _, other in taken):
            taken.append((span, vector))
    return tuple(span for span, _ in taken)
