"""Sentences as weighted words: TF-IDF with a damped count, of length one, so that a product is a cosine."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from math import log, sqrt

from onrecord.span import Span
from onrecord.tokens import content_words

__all__ = ["Vector", "Vectors", "dot", "mean"]

Vector = dict[str, float]
"""Word → weight."""


class Vectors:
    """The vectors of sentences; a word is rare or common among all of `spans`, which are read when first asked for."""

    def __init__(self, spans: Iterable[Span], text: Callable[[Span], str]) -> None:
        self._spans, self._text = spans, text
        self._made: dict[Span, Vector] = {}

    def text(self, span: Span) -> str:
        """The printed text of a sentence."""
        return self._text(span)

    @cached_property
    def _rarity(self) -> Vector:
        """Inverse document frequency."""
        holding: Counter[str] = Counter()
        total = 0
        for span in self._spans:
            holding.update(set(content_words(self._text(span))))
            total += 1
        return {word: log((1 + total) / (1 + n)) + 1 for word, n in holding.items()}

    def of(self, span: Span) -> Vector:
        """The vector of a sentence; empty if it has no content word."""
        if span not in self._made:
            counts = Counter(content_words(self._text(span)))
            self._made[span] = _unit({w: (1 + log(n)) * self._rarity.get(w, 1.0) for w, n in counts.items()})
        return self._made[span]


def dot(a: Vector, b: Vector) -> float:
    """The product of two vectors: of two of length one, their cosine."""
    small, large = (a, b) if len(a) < len(b) else (b, a)
    return float(sum(value * large.get(word, 0.0) for word, value in small.items()))


def mean(vectors: Iterable[Vector]) -> Vector:
    """The direction of the sum of some vectors, of length one; empty of none."""
    total: Vector = defaultdict(float)
    for vector in vectors:
        for word, value in vector.items():
            total[word] += value
    return _unit(total)


def _unit(vector: Vector) -> Vector:
    length = sqrt(sum(v * v for v in vector.values()))
    return {w: v / length for w, v in vector.items()} if length else {}
