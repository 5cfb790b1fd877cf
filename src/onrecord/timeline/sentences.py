"""Which sentences tell of a date: those that together say what the coverage says of it.

1. What the coverage says of a date is the mean of two means: of the sentences that name it, and of the first sentences
   of the articles published on it and on the day after. Either alone misleads: a date is named for its one great
   event, and a day's news is of many things.
2. Of all these sentences those nearest to it are kept, and their mean is what is to be said: what is off the story
   has no part in it.
3. Sentences are taken one by one, each the one with which those taken come nearest to that mean (a greedy centroid,
   Rossiello et al., MultiLing 2017; Ghalandari, 2017), unless it repeats one of them. Long ones, those of several
   dates and those that told of the date before it came stand back.

The numbers are the centre of plateaus on Timeline17, one story left out at a time; `benchmarks/README.md` has the
figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import sqrt

from onrecord.join.dated import DatedSentence
from onrecord.span import Span
from onrecord.timeline.vectors import Vectors
from onrecord.vectors import Vector, dot, mean

__all__ = ["telling"]

NEAREST = 0.25
"""Share of a date's sentences that are kept, those nearest to what the coverage says of it."""

FEWEST = 10
"""And the fewest that are kept."""

REPEATS = 0.5
"""Cosine from which on a sentence repeats another."""

READABLE = 35
"""Words from which on a sentence is long: it stands back in proportion to them. News has 20 to 25."""

SHORTEST = 5
"""Words below which a line is no sentence."""

SEVERAL = 0.2
"""Power of the number of dates in a sentence by which it stands back: it tells each of them less."""

AHEAD = 0.5
"""What a sentence counts that told of the date before it came."""

MOST = 2_000
"""Sentences of one date that are looked at, the first of their articles: a cap on cost, not a choice."""

_NAMING = ("mention", "ahead")


def telling(items: Sequence[DatedSentence], dates: Counter[Span], vectors: Vectors, most: int) -> tuple[Span, ...]:
    """At most `most` of the sentences, the best first. `dates` says how many dates each sentence names."""
    placed = sorted({(i.place, i.span) for i in items})[:MOST]
    spans = [s for _, s in placed if vectors.of(s)]
    naming = {i.span for i in items if i.basis in _NAMING}
    ahead = {i.span for i in items if i.basis == "ahead"}
    news = {i.span for i in items if i.basis not in _NAMING}
    sides = [[s for s in spans if s in naming], [s for s in spans if s in news]]
    near = mean(mean(vectors.of(s) for s in side) for side in sides)
    closest = sorted(spans, key=lambda s: (-round(dot(vectors.of(s), near), 9), s))
    closest = closest[: max(FEWEST, int(len(closest) * NEAREST))]
    centre = mean(vectors.of(s) for s in closest)
    weight = {
        s: _brevity(vectors.text(s)) * max(1, dates[s]) ** -SEVERAL * (AHEAD if s in ahead else 1.0) for s in closest
    }
    return tuple(_greedy([s for s in closest if weight[s]], weight, centre, vectors, most))


def _brevity(text: str) -> float:
    words = len(text.split())
    return 0.0 if words < SHORTEST else min(1.0, READABLE / words)


def _greedy(
    spans: Sequence[Span], weight: dict[Span, float], centre: Vector, vectors: Vectors, most: int
) -> list[Span]:
    """The sentences that come nearest to `centre` together, in the order in which they are taken."""
    taken: list[Span] = []
    total: Vector = {}
    left = list(spans)
    fit = {s: dot(vectors.of(s), centre) for s in spans}
    while left and len(taken) < most:
        length, towards = dot(total, total), dot(total, centre)

        def gain(s: Span, length: float = length, towards: float = towards) -> float:
            together = sqrt(length + 2 * dot(vectors.of(s), total) + 1)
            return round(weight[s] * (towards + fit[s]) / together, 9)

        best = max(left, key=gain)
        vector = vectors.of(best)
        taken.append(best)
        for word, value in vector.items():
            total[word] = total.get(word, 0.0) + value
        left = [s for s in left if s != best and dot(vectors.of(s), vector) < REPEATS]
    return taken
