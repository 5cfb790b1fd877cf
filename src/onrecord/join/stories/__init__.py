"""Stories: which articles tell of the same one, where the input holds several, and what each is called.

1. `terms`: an article is the set of its names and of its content words; copies and versions go with their first.
2. `pieces`: each article is held against those with its rarest terms, and the nearest are put together, the surest
   first, a handful at most: so nothing chains, and cost grows with the articles.
3. `merging`: two pieces are of one story when articles of both share as many terms as two of one piece do.
4. Then every article goes to the story that it fits best, or to none.

A story is called by the phrase that tells its articles from the others best, as it is printed there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.join.coverage import Coverage
from onrecord.join.kept import Kept
from onrecord.join.stories.fitting import fitted
from onrecord.join.stories.merging import merged
from onrecord.join.stories.naming import named
from onrecord.join.stories.pieces import pieces
from onrecord.join.stories.terms import terms_of
from onrecord.model import Article

__all__ = ["Story", "stories_of"]

FEWEST = 3
"""Articles that are no copies of one another which make a story: two may be alike by chance."""
LEAST = 0.1
"""Least articles of a story beside the largest one's: what is smaller may be a side of that, or pages that got in. In
each of five stories of Timeline17 up to one article in 15 stands apart so."""


@dataclass(frozen=True, slots=True)
class Story:
    """A story's name and the ids of its articles, in the order of the record."""

    name: str
    articles: tuple[str, ...]


def stories_of(coverage: Coverage, kept: Kept | None = None) -> tuple[Story, ...]:
    """The stories that the articles tell, the one with most articles first; an article may belong to none."""
    heads = _heads(coverage.articles)
    terms = terms_of(coverage, [a for a in coverage.articles if heads[a] == a], kept or Kept())
    groups = merged(terms, pieces(terms), FEWEST)
    largest = max(map(len, groups), default=0)
    home = fitted(terms, [g for g in groups if len(g) >= LEAST * largest])
    large = [at for at, count in Counter(home.values()).items() if count >= FEWEST]
    home = {article: at for article, at in home.items() if at in large}
    names = named(coverage, terms, home)
    made: dict[str, list[str]] = {}
    for article in coverage.articles:
        if (at := home.get(heads[article])) is not None and at in names:
            made.setdefault(names[at], []).append(article)
    return tuple(Story(name, tuple(of)) for name, of in sorted(made.items(), key=lambda s: (-len(s[1]), s[0])))


def _heads(articles: Mapping[str, Article]) -> dict[str, str]:
    """For each article the first of its copy group: a text that was sold to fifty papers tells its story once."""
    first: dict[str, str] = {}
    return {a.id: first.setdefault(a.copy_group or a.id, a.id) for a in articles.values()}
