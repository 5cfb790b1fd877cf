"""Where in the coverage some runs of words stand: one pass over all articles, however many phrases are looked for.

A phrase is looked up by its shingles, the runs of up to three words in it; only shingles that some phrase has are kept,
so memory grows with the phrases and not with the coverage. Words are compared as the readings of a quotation are:
without case, marks and punctuation, numbers by value.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.join.utterances.align import Word, scan, words_of
from onrecord.model import Article
from onrecord.span import Span

__all__ = ["Keys", "Phrases", "shingles"]

Keys = tuple[str, ...]

SIZE = 3
"""Words of a shingle: two stand in every other article, four are broken by any slip."""

MOST = 64
"""Places kept of one shingle: a stock phrase must not fill memory."""

MARGIN = 6
"""Words on either side of what a phrase lies across from, that a wording with words added may take up."""

WINDOWS = 4
"""Places that a phrase is aligned with, the best: those that most of its shingles point at."""


def shingles(keys: Sequence[str]) -> list[Keys]:
    """The runs of three words in `keys`, or the whole of what is shorter."""
    size = min(SIZE, len(keys))
    return [tuple(keys[i : i + size]) for i in range(len(keys) - size + 1)] if size else []


class Phrases:
    """The places of some phrases' shingles in a coverage."""

    def __init__(self, articles: Mapping[str, Article], wanted: Iterable[Sequence[str]]) -> None:
        """`wanted` are the phrases that will be asked for, as keys of words."""
        self._articles = articles
        self._words: dict[str, tuple[Word, ...]] = {}
        self._places: dict[Keys, list[tuple[str, int]]] = {s: [] for keys in wanted for s in shingles(keys)}
        self._sizes: dict[str, list[int]] = {}
        for first, size in sorted({(s[0], len(s)) for s in self._places}):
            self._sizes.setdefault(first, []).append(size)
        if self._places:
            for article in articles.values():
                self._scan(article)

    def _scan(self, article: Article) -> None:
        keys = [key for _, _, key, _ in scan(article.text, Span(article.id, 0, len(article.text)))]
        for at, first in enumerate(keys):
            for size in self._sizes.get(first, ()):
                found = self._places.get(tuple(keys[at : at + size]))
                if found is not None and len(found) < MOST:
                    found.append((article.id, at))

    def words(self, article: str) -> tuple[Word, ...]:
        """All words of an article."""
        if article not in self._words:
            text = self._articles[article].text
            self._words[article] = words_of(text, [Span(article, 0, len(text))])
        return self._words[article]

    def exact(self, keys: Sequence[str]) -> Iterator[Span]:
        """The places where the whole phrase stands, looked up by its rarest shingle."""
        runs = shingles(keys)
        if not runs:
            return
        at = min(range(len(runs)), key=lambda i: (len(self._places.get(runs[i], ())), i))
        for article, place in self._places.get(runs[at], ()):
            here = self.words(article)[max(0, place - at) : place - at + len(keys)]
            if place >= at and [w.key for w in here] == list(keys):
                yield Span(article, here[0].span.start, here[-1].span.end)

    def windows(self, keys: Sequence[str]) -> Iterator[tuple[Word, ...]]:
        """The stretches of articles that the phrase may be a wording of, the likeliest first."""
        votes: Counter[tuple[str, int]] = Counter()
        starts: dict[tuple[str, int], list[int]] = defaultdict(list)
        for at, run in enumerate(shingles(keys)):
            for article, place in self._places.get(run, ()):
                votes[article, (place - at) // MARGIN] += 1
                starts[article, (place - at) // MARGIN].append(place - at)
        for where in sorted(votes, key=lambda w: (-votes[w], w))[:WINDOWS]:
            first = min(starts[where])
            yield self.words(where[0])[max(0, first - MARGIN) : max(0, first + len(keys) + MARGIN)]
