"""Where in a hit the words of the query stand: the index marks them, and the marks become spans."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from onrecord.search.terms import Query
from onrecord.span import Span
from onrecord.store import Store
from onrecord.tables import JOINER

__all__ = ["marks"]

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Put around what matches. Noncharacters: a text that holds them all the same has its matches not marked."""


def marks(store: Store, index: str, query: Query, rows: Mapping[int, Sequence[Span]]) -> dict[int, tuple[Span, ...]]:
    """For each of `rows` of an index, given with its segments, the places of its matches in text order.

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
    plain = sum(len(s) for s in content) + len(JOINER) * (len(content) - 1)
    ranges = list(_ranges(marked))
    if len(marked) - 2 * len(ranges) != plain:
        return ()
    return tuple(span for first, last in ranges for span in _segments(first, last, content))


def _ranges(marked: str) -> Iterable[tuple[int, int]]:
    """The places between the marks, counted without the marks."""
    at = seen = 0
    while (first := marked.find(_OPEN, at)) >= 0 and (last := marked.find(_CLOSE, first)) >= 0:
        yield first - seen, last - seen - 1
        seen += 2
        at = last + 1


def _segments(first: int, last: int, content: Sequence[Span]) -> Iterable[Span]:
    """The characters `[first, last)` of the joined segments as spans of the article."""
    at = 0
    for segment in content:
        start, end = max(first, at), min(last, at + len(segment))
        if start < end:
            yield Span(segment.article, segment.start + start - at, segment.start + end - at)
        at += len(segment) + len(JOINER)
