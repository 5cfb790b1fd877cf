"""What an article is compared by: its names and its content words, as numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log

import numpy as np
from numpy.typing import NDArray

from onrecord.join.coverage import Coverage
from onrecord.join.kept import Kept
from onrecord.model import Article
from onrecord.tokens import content_words

__all__ = ["NAMES", "WORDS", "Terms", "Vocabulary", "terms_of"]

NAMES, WORDS = 0, 1
_READ = frozenset({"title", "deck", "subhead", "prose"})
_NAMING = 2.0
"""What a name weighs beside a word: who and where tell stories apart, what happens (*police*, *court*) less."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Terms of one sort: the numbers of those of each article, ascending, and how many articles hold each."""

    words: tuple[str, ...]
    of: tuple[NDArray[np.int32], ...]
    held: NDArray[np.int64]

    def weights(self, articles: int, factor: float) -> list[float]:
        """How telling each term is, by how few articles hold it."""
        return [factor * log(1 + articles / n) for n in self.held.tolist()]


@dataclass(frozen=True, slots=True)
class Terms:
    """The articles by id, in the order of the record, with their names and their words."""

    articles: tuple[str, ...]
    sorts: tuple[Vocabulary, Vocabulary]

    def weighed(self) -> tuple[list[NDArray[np.int32]], list[float]]:
        """Both sorts in one numbering: those of each article, and how telling each is."""
        names, words = self.sorts
        total, shift = len(self.articles), len(names.words)
        both = [np.concatenate((n, w + np.int32(shift))) for n, w in zip(names.of, words.of, strict=True)]
        return both, [*names.weights(total, _NAMING), *words.weights(total, 1.0)]


def terms_of(coverage: Coverage, articles: Sequence[str], kept: Kept) -> Terms:
    """The terms of these articles; what two of them do not share is left out."""
    found = [({name.text for name in coverage.findings[a].names}, _words(coverage.articles[a], kept)) for a in articles]
    return Terms(tuple(articles), (_vocabulary([f[0] for f in found]), _vocabulary([f[1] for f in found])))


def _words(article: Article, kept: Kept) -> tuple[str, ...]:
    def made() -> tuple[str, ...]:
        read = "\n".join(article.text[b.start : b.end] for b in article.blocks if b.kind in _READ)
        return tuple(sorted(word for word in set(content_words(read)) if not word[0].isdigit()))

    return kept.of_each(("words", article.text, article.blocks), tuple[str, ...], made)


def _vocabulary(held: Sequence[Collection[str]]) -> Vocabulary:
    counted = Counter(chain.from_iterable(held))
    words = sorted(w for w, n in counted.items() if n > 1)
    number = {w: at for at, w in enumerate(words)}
    return Vocabulary(
        tuple(words),
        tuple(np.array(sorted(number[w] for w in of if w in number), dtype=np.int32) for of in held),
        np.array([counted[w] for w in words], dtype=np.int64),
    )
