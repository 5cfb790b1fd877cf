"""What the full-text indexes take words for: asked of SQLite itself, which alone knows."""

from __future__ import annotations

import sqlite3
from functools import cache, lru_cache
from threading import Lock
from typing import Final

from onrecord.tables import TOKENS

__all__ = ["tokens_of"]

HELD: Final = 10_000
"""Phrases that are remembered: some hours of searches."""

_turn = Lock()


@lru_cache(maxsize=HELD)
def tokens_of(phrase: str) -> tuple[str, ...]:
    """The terms of the index that words in a row stand for, in order."""
    with _turn:
        db = _index()
        db.execute("BEGIN")
        try:
            db.execute("INSERT INTO words VALUES (?)", (phrase,))
            return tuple(term for (term,) in db.execute("SELECT term FROM places ORDER BY offset"))
        finally:
            db.execute("ROLLBACK")


@cache
def _index() -> sqlite3.Connection:
    """An index that is always empty."""
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    db.execute(f"CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize=\"{TOKENS}\")")
    db.execute("CREATE VIRTUAL TABLE places USING fts5vocab(words, instance)")
    return db
