"""Versions: one article as it stood at several times.

Two articles are versions of one another when they have the same canonical URL, the same id in the same file, or when a
file changed between two builds. Nothing else makes a version: two outlets' copies of one text are copies, and a
follow-up is an article of its own. Of a group, the order is by date of update or publication, then by day of capture,
then by the build that first saw them, then by their place in the file; each version names the one before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.edtf import bounds
from onrecord.model import Article

__all__ = ["Place", "link_versions", "superseded"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article came from: its file and key, the count of its file's changes, its place in the file."""

    article: str
    origin: str
    key: str
    generation: int
    ord: int


def link_versions(articles: Mapping[str, Article], places: Iterable[Place]) -> dict[str, Article]:
    """The articles with `version_of` set to the version before, where there is one."""
    by_article = {p.article: p for p in places}
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for article in sorted(articles):
        place = by_article[article]
        groups["place", f"{place.origin}\0{place.key}"].append(article)
        if url := articles[article].canonical_url:
            groups["url", url].append(article)
    linked = dict(articles)
    for members in _merged(groups.values()):
        ordered = sorted(members, key=lambda a: _age(articles[a], by_article[a]))
        for earlier, later in pairwise(ordered):
            linked[later] = replace(linked[later], version_of=earlier)
    return linked


def superseded(articles: Iterable[Article]) -> frozenset[str]:
    """The ids of the articles of which there is a newer version: counts leave them out."""
    return frozenset(a.version_of for a in articles if a.version_of)


def _age(article: Article, place: Place) -> tuple[str, str, int, int, str]:
    stamp = article.updated or article.published or article.captured
    seen, captured = (bounds(day).first.isoformat() if day else "" for day in (stamp, article.captured))
    return (seen, captured, place.generation, place.ord, article.id)


def _merged(groups: Iterable[list[str]]) -> list[set[str]]:
    """Groups that share a member become one; those of a single article are left out."""
    home: dict[str, set[str]] = {}
    for group in groups:
        if len(group) < 2:
            continue
        merged = set(group)
        for article in group:
            merged |= home.get(article, set())
        for article in merged:
            home[article] = merged
    unique = {min(group): group for group in home.values()}
    return [unique[key] for key in sorted(unique)]
