"""Weighted words as vectors: of two of length one the product is the cosine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import sqrt

__all__ = ["Vector", "dot", "mean", "unit"]

Vector = dict[str, float]
"""Word → weight."""


def dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The product of two vectors: of two of length one, their cosine."""
    small, large = (a, b) if len(a) < len(b) else (b, a)
    return float(sum(value * large.get(word, 0.0) for word, value in small.items()))


def mean(vectors: Iterable[Vector]) -> Vector:
    """The direction of the sum of some vectors, of length one; empty of none."""
    total: Vector = defaultdict(float)
    for vector in vectors:
        for word, value in vector.items():
            total[word] += value
    return unit(total)


def unit(vector: Mapping[str, float]) -> Vector:
    """The vector of length one with the direction of `vector`; empty if that has none."""
    length = sqrt(sum(v * v for v in vector.values()))
    return {w: v / length for w, v in vector.items()} if length else {}
