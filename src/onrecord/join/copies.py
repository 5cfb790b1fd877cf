"""Copies: articles by several outlets, or under several keys, that are one text with small changes.

Near-duplicates are found by MinHash with locality-sensitive hashing over word shingles of the prose (A. Broder, *On the
resemblance and containment of documents*, 1997; J. Leskovec et al., *Mining of Massive Datasets*, ch. 3), so that no
article is compared with all others, and every pair is then verified on the shingles themselves: by their exact Jaccard
similarity, or by how much of the shorter text the longer one holds, for wire copy that was cut.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from rensa import RMinHash

from onrecord.edtf import bounds
from onrecord.join.coverage import Coverage
from onrecord.model import Article
from onrecord.settings import Settings

__all__ = ["link"]

_WORD = re.compile(r"[^\W_]+")
SEED = 1
"""Of the hash functions: any fixed number; the result must not differ from run to run."""
HELD = 4096
"""Articles whose shingles are held in memory at a time, about 50 kB each; the others are made again when needed."""


def link(coverage: Coverage, settings: Settings) -> tuple[Article, ...]:
    """The articles in the order of `coverage`, each with its `copy_group` and, where it is a copy, `copy_of`.

    A group's id is its smallest article id, and its origin the article published first, then that with the smallest id.
    Versions of one article are one member: they share its group, and only the first of them can be a copy.
    """
    articles = coverage.articles
    first = {a: _first(a, articles) for a in articles}
    home = {a: a for a in articles}
    for a, b in _pairs(articles, settings):
        _unite(home, first[a], first[b])
    groups: dict[str, list[str]] = defaultdict(list)
    for a in articles:
        groups[_root(home, first[a])].append(a)
    linked: dict[str, Article] = {}
    for members in groups.values():
        origin = min((a for a in members if first[a] == a), key=lambda a: _age(articles[a]))
        for a in members:
            copied = origin if a != origin and first[a] == a else None
            linked[a] = replace(articles[a], copy_of=copied, copy_group=min(members))
    return tuple(linked[a] for a in articles)


def _first(article: str, articles: Mapping[str, Article]) -> str:
    """The version that an article goes back to, itself if it is no version."""
    seen = {article}
    while (before := articles[article].version_of) and before in articles and before not in seen:
        seen.add(before)
        article = before
    return article


def _age(article: Article) -> tuple[str, str]:
    return (bounds(article.published).first.isoformat() if article.published else "9999", article.id)


def _root(home: dict[str, str], a: str) -> str:
    while home[a] != a:
        home[a] = home[home[a]]
        a = home[a]
    return a


def _unite(home: dict[str, str], a: str, b: str) -> None:
    low, high = sorted((_root(home, a), _root(home, b)))
    home[high] = low


def _pairs(articles: Mapping[str, Article], settings: Settings) -> Iterator[tuple[str, str]]:
    """The pairs that are verified to be copies; of the members of one bucket each is tried with the first few only."""

    @lru_cache(maxsize=HELD)
    def shingles(article: str) -> frozenset[str]:
        return _shingles(articles[article], settings)

    digests = {a: _digest(s, settings) for a in sorted(articles) if (s := shingles(a))}
    tried: set[tuple[str, str]] = set()
    for bucket in _buckets(digests, settings):
        for place, b in enumerate(bucket):
            for a in bucket[: min(place, settings.copy_bucket)]:
                if (a, b) not in tried:
                    tried.add((a, b))
                    if _alike(shingles(a), shingles(b), settings):
                        yield a, b


def _shingles(article: Article, settings: Settings) -> frozenset[str]:
    """The runs of `copy_shingle` words of the article's prose; none when it is too short to be told apart."""
    prose = (article.text[b.start : b.end] for b in article.blocks if b.kind == "prose")
    words = [w for text in prose for w in _WORD.findall(text.lower())]
    if len(words) < settings.copy_words:
        return frozenset()
    n = settings.copy_shingle
    return frozenset(" ".join(words[i : i + n]) for i in range(len(words) - n + 1))


def _digest(texts: Iterable[str], settings: Settings) -> array[int]:
    sketch = RMinHash(num_perm=settings.copy_rows * settings.copy_bands, seed=SEED)
    sketch.update(sorted(texts))
    return array("L", sketch.digest())


def _buckets(digests: Mapping[str, array[int]], settings: Settings) -> Iterator[Sequence[str]]:
    """Ids whose hashes agree in a whole band, in the order of `digests`, band by band to hold one at a time."""
    rows = settings.copy_rows
    for band in range(settings.copy_bands):
        found: dict[bytes, list[str]] = defaultdict(list)
        for a, digest in digests.items():
            found[digest[band * rows : (band + 1) * rows].tobytes()].append(a)
        yield from (bucket for bucket in found.values() if len(bucket) > 1)


def _alike(a: frozenset[str], b: frozenset[str], settings: Settings) -> bool:
    shared = len(a & b)
    return (
        shared >= settings.copy_jaccard * (len(a) + len(b) - shared)
        or shared >= settings.copy_contained * min(len(a), len(b))
    )  # fmt: skip
