"""Where in a hit the words of the query stand: the index says which words, and these become spans.

SQLite marks the words itself, but reads through all that match to do so, however few are shown. Where the index is
held in memory, the words of the few texts are counted instead: it is known which of them match.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from onrecord.search.matching import INDEX
from onrecord.search.postings import HitKind
from onrecord.search.terms import Query
from onrecord.span import Span
from onrecord.store import Store
from onrecord.tables import JOINER

__all__ = ["marks"]

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Put around what matches. Noncharacters: a text that holds them all the same has its matches not marked."""

_PLAIN = re.compile("[\\s\x20-\u024f\u2010-\u205e\u20a0-\u20bf]*")
"""Texts of which `_WORD` finds the words as the index does: Latin letters without combining marks, and punctuation."""
_WORD = re.compile(r"[^\W_]+")

_TEXTS: Final[dict[HitKind, str]] = {"passage": "passages_text", "quotation": "quotations"}


def marks(store: Store, kind: HitKind, query: Query, rows: Mapping[int, Sequence[Span]]) -> dict[int, tuple[Span, ...]]:
    """For each of `rows` of an index, given with its segments, the places of its matches in text order."""
    found = _counted(store, kind, query, rows)
    rest = {row: content for row, content in rows.items() if row not in found}
    return found | _highlit(store, INDEX[kind], query, rest)


def _counted(
    store: Store, kind: HitKind, query: Query, rows: Mapping[int, Sequence[Span]]
) -> dict[int, tuple[Span, ...]]:
    """The marks of those rows whose words can be counted."""
    held = store.postings.standing(store, kind, query, rows) if store.postings and rows else None
    found: dict[int, tuple[Span, ...]] = {}
    wanted = f"SELECT ord, text FROM {_TEXTS[kind]} WHERE ord IN (SELECT value FROM json_each(?))"  # noqa: S608
    for row, text in store.select(wanted, json.dumps(list(rows))) if held else ():
        words = [m.span() for m in _WORD.finditer(text)]
        count, ranges = (held or {})[row]
        if _PLAIN.fullmatch(text) and len(words) == count and len(text) == _length(rows[row]):
            places = [(words[first][0], words[last][1]) for first, last in ranges]
            found[row] = _spans(places, rows[row])
    return found


def _highlit(store: Store, index: str, query: Query, rows: Mapping[int, Sequence[Span]]) -> dict[int, tuple[Span, ...]]:
    """The marks as SQLite sets them.

    The `+` has all matches gone through once: without it the index is asked anew for each row.
    """
    found = store.select(
        f"SELECT rowid, highlight({index}, 0, ?, ?) FROM {index}"  # noqa: S608 (one of two names of our own)
        f" WHERE {index} MATCH ? AND +rowid IN (SELECT value FROM json_each(?))",
        _OPEN, _CLOSE, query.match, json.dumps(list(rows)),
    ) if rows else ()  # fmt: skip
    return {int(row): _placed(str(text), rows[int(row)]) for row, text in found}


def _placed(marked: str, content: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of what is marked; none if the marked text is not the segments' own (a text with odd characters)."""
    ranges = list(_ranges(marked))
    return _spans(ranges, content) if len(marked) - 2 * len(ranges) == _length(content) else ()


def _length(content: Sequence[Span]) -> int:
    """The characters of the joined segments."""
    return sum(len(s) for s in content) + len(JOINER) * (len(content) - 1)


def _ranges(marked: str) -> Iterable[tuple[int, int]]:
    """The places between the marks, counted without the marks."""
    at = seen = 0
    while (first := marked.find(_OPEN, at)) >= 0 and (last := marked.find(_CLOSE, first)) >= 0:
        yield first - seen, last - seen - 1
        seen += 2
        at = last + 1


def _spans(ranges: Iterable[tuple[int, int]], content: Sequence[Span]) -> tuple[Span, ...]:
    """Ranges of characters of the joined segments as spans of the article."""
    return tuple(span for first, last in ranges for span in _segments(first, last, content))


def _segments(first: int, last: int, content: Sequence[Span]) -> Iterable[Span]:
    """The characters `[first, last)` of the joined segments as spans of the article."""
    at = 0
    for segment in content:
        start, end = max(first, at), min(last, at + len(segment))
        if start < end:
            yield Span(segment.article, segment.start + start - at, segment.start + end - at)
        at += len(segment) + len(JOINER)
