"""Full-text search over a record file: passages and quotations, the best first, each as spans.

The index is made with the record (`passages_fts` and `quotations_fts`, see `tables`) and holds no text of its own.
Works on a record that is open for reading only; nothing is written, and no query can be malformed (`terms`).
"""

from __future__ import annotations

from onrecord.search.finding import Hit, HitKind, articles_with, count_of, search
from onrecord.search.parts import part_of
from onrecord.search.terms import Query, any_of, parse

__all__ = ["Hit", "HitKind", "Query", "any_of", "articles_with", "count_of", "parse", "part_of", "search"]
