"""Sentences as weighted words: TF-IDF with a damped count, of length one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from math import log

from onrecord.span import Span
from onrecord.tokens import content_words
from onrecord.vectors import Vector, unit

__all__ = ["Vectors"]


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
            self._made[span] = unit({w: (1 + log(n)) * self._rarity.get(w, 1.0) for w, n in counts.items()})
        return self._made[span]
