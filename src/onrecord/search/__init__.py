"""Full-text search over a record file: passages and quotations, the best first, each as spans.

The index is made with the record (`passages_fts` and `quotations_fts`, see `tables`) and holds no text of its own.
Works on a record that is open for reading only; nothing is written, and no query can be malformed (`terms`).
"""

from __future__ import annotations

from onrecord.search.finding import Hit, articles_with, search
from onrecord.search.matching import count_of, ranked, rows_of
from onrecord.search.parts import part_of
from onrecord.search.postings import HitKind, Postings
from onrecord.search.terms import Query, any_of, parse

__all__ = [
    "Hit", "HitKind", "Postings", "Query", "any_of", "articles_with", "count_of", "parse", "part_of", "ranked",
    "rows_of", "search",
]  # fmt: skip
