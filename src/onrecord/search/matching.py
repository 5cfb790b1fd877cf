"""Which rows of a record's full-text indexes match, and in which order: from memory where that is held, else of SQLite.

Both give the same. The rank is BM25, the less the better; of equal ones the first row comes first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from onrecord.search.postings import HitKind
from onrecord.search.terms import Query, either
from onrecord.store import Store

__all__ = ["INDEX", "articles_of", "count_of", "ranked", "rows_of"]

INDEX: Final[dict[HitKind, str]] = {"passage": "passages_fts", "quotation": "quotations_fts"}

EVERY: Final = 2**31
"""More rows than there are."""


def ranked(store: Store, kind: HitKind, query: Query, most: int = EVERY) -> Collection[tuple[int, float]]:
    """The rows that match with their ranks, the best first, at most so many."""
    held = store.postings.ranked(store, kind, query, most) if store.postings else None
    if held is not None:
        return held
    index = INDEX[kind]
    found = f"SELECT rowid, rank FROM {index} WHERE {index} MATCH ? ORDER BY rank, rowid LIMIT ?"  # noqa: S608
    return [(int(row), float(rank)) for row, rank in store.select(found, query.match, most)]


def rows_of(store: Store, query: Query) -> Iterable[int]:
    """The rows of the passages that match, ascending."""
    held = store.postings.rows(store, "passage", query) if store.postings else None
    if held is not None:
        return map(int, held)
    found = store.select("SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?", query.match)
    return (int(row) for (row,) in found)


def count_of(store: Store, query: Query) -> int:
    """How many passages match."""
    if not query:
        return 0
    held = store.postings.rows(store, "passage", query) if store.postings else None
    if held is not None:
        return len(held)
    ((count,),) = store.select("SELECT count(*) FROM passages_fts WHERE passages_fts MATCH ?", query.match)
    return int(count)


def articles_of(store: Store, query: Query) -> frozenset[str]:
    """The ids of the articles that match, each part of the query in whichever of their passages."""
    held = store.postings.articles(store, query) if store.postings and query else None
    if held is not None or not query:
        return held or frozenset()
    holding = "SELECT p.article FROM passages_fts f JOIN passages p ON p.ord = f.rowid WHERE passages_fts MATCH ?"
    all_of = " INTERSECT ".join([holding] * len(query.wanted))
    none_of = "".join(f" EXCEPT {holding}" for _ in query.unwanted)
    each = f"SELECT DISTINCT article FROM ({all_of}{none_of})"  # noqa: S608 (of words of our own)
    rows = store.select(each, *map(either, query.wanted), *query.unwanted)
    return frozenset(article for (article,) in rows)
