"""Looking a query up: filters in SQL, rank by BM25, and where in each hit the words of the query stand."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import msgspec

from onrecord.edtf import bounds
from onrecord.errors import QueryError
from onrecord.model import Person, Quotation
from onrecord.search.terms import Query, parse
from onrecord.span import Span
from onrecord.store import Store

__all__ = ["Hit", "HitKind", "count_of", "search"]

HitKind = Literal["passage", "quotation"]

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Put around what matches. Noncharacters: a text that holds them all the same has its matches not marked."""

JOINER: Final = " … "
"""Between the segments of a quotation in its table's column `text`."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage, or a quotation from its first segment to its last.

    `person` is the speaker's id and `finding` the quotation's, both None for a passage. `date` (EDTF) is when a
    quotation was said, else when the article was published. `score` is BM25, the higher the better: comparable within
    one query only. `marks` are the words that matched, in text order.
    """

    span: Span
    kind: HitKind
    article: str
    person: str | None
    date: str | None
    score: float
    marks: tuple[Span, ...]
    finding: str | None = None


def search(
    store: Store,
    text: str | Query,
    *,
    person: str | None = None,
    outlet: str | None = None,
    since: str | None = None,
    until: str | None = None,
    kind: HitKind | None = None,
    limit: int = 20,
    offset: int = 0,
) -> tuple[Hit, ...]:
    """The hits for `text`, the best first.

    `person` (an id, or a name that the coverage uses) keeps to quotations by and passages that name that person,
    `outlet` to those outlets whose name holds it, `since` and `until` (EDTF, inclusive) to dates that may lie between
    them. Raises `QueryError` for a bound that is no date, for nothing else.
    """
    query = parse(text) if isinstance(text, str) else text
    window = _window(since, until)
    if not query or limit < 1:
        return ()
    people = _people(store, person) if person else None
    if people == []:
        return ()
    found: list[tuple[float, int, int, Hit]] = []
    articles = _articles(store, outlet)
    if kind != "quotation":
        found += _passages(store, query, people, articles, window, offset + limit)
    if kind != "passage":
        found += _quotations(store, query, people, articles, window, offset + limit)
    found.sort(key=lambda f: (-f[0], f[1], f[2], f[3].kind))
    return tuple(hit for *_, hit in found[max(0, offset) : max(0, offset) + limit])


def count_of(store: Store, query: Query) -> int:
    """How many passages match."""
    if not query:
        return 0
    ((count,),) = store.select("SELECT count(*) FROM passages_fts WHERE passages_fts MATCH ?", (query.match,))
    return int(str(count))


# ------------------------------------------------------------------ filters
def _window(since: str | None, until: str | None) -> tuple[int, int] | None:
    """The first and last day asked for, as ordinals."""
    if not since and not until:
        return None
    return bounds(since or "0001").first.toordinal(), bounds(until or "9999").last.toordinal()


def _inside(date: str | None, window: tuple[int, int] | None) -> bool:
    if window is None:
        return True
    try:
        days = bounds(date) if date else None
    except QueryError:
        return False
    return days is not None and days.first.toordinal() <= window[1] and window[0] <= days.last.toordinal()


def _articles(store: Store, outlet: str | None) -> dict[str, tuple[int, str | None]]:
    """Place in the record and publication date of each article, by id; those of an outlet only, if asked."""
    rows = store.select("SELECT id, ord, published, outlet FROM articles")
    wanted = outlet.casefold() if outlet else ""
    return {
        str(id_): (int(str(place)), None if date is None else str(date))
        for id_, place, date, name in rows
        if wanted in str(name or "").casefold()
    }


def _people(store: Store, wanted: str) -> list[Person]:
    """The people with this id, name or alias."""
    by_id = store.select("SELECT json FROM people WHERE id = ?", (wanted,))
    rows = by_id or store.select("SELECT json FROM people WHERE instr(lower(json), lower(?))", (wanted,))
    key = wanted.casefold()
    people = [msgspec.json.decode(str(text), type=Person) for (text,) in rows]
    return [p for p in people if by_id or any(key == form.casefold() for form in (p.name, *(a.form for a in p.aliases)))]


# ------------------------------------------------------------------ the two kinds
Found = tuple[float, int, int, Hit]


def _passages(
    store: Store, query: Query, people: Sequence[Person] | None, articles: dict[str, tuple[int, str | None]],
    window: tuple[int, int] | None, most: int,
) -> list[Found]:  # fmt: skip
    named = None if people is None else _Mentions(m for p in people for m in p.mentions)
    rows = store.select(
        "SELECT f.rowid, p.article, p.start, p.end, bm25(passages_fts) AS rank FROM passages_fts f"
        " JOIN passages p ON p.ord = f.rowid WHERE passages_fts MATCH ? ORDER BY rank, f.rowid",
        (query.match,),
    )
    kept: list[tuple[int, Found]] = []
    for row, article, start, end, rank in rows:
        place, date = articles.get(str(article), (-1, None))
        span = Span(str(article), int(str(start)), int(str(end)))
        if place >= 0 and _inside(date, window) and (named is None or named.within(span)):
            score = round(-float(str(rank)), 4)
            hit = Hit(span, "passage", span.article, None, date, score, ())
            kept.append((int(str(row)), (score, place, span.start, hit)))
            if len(kept) == most:
                break
    marked = _marked(store, "passages_fts", query, [row for row, _ in kept])
    return [_with_marks(found, (found[3].span,), marked.get(row)) for row, found in kept]


def _quotations(
    store: Store, query: Query, people: Sequence[Person] | None, articles: dict[str, tuple[int, str | None]],
    window: tuple[int, int] | None, most: int,
) -> list[Found]:  # fmt: skip
    wanted = None if people is None else {p.id for p in people}
    rows = store.select(
        "SELECT f.rowid, q.article, q.start, q.\"end\", q.said, q.json, bm25(quotations_fts) AS rank"
        " FROM quotations_fts f JOIN quotations q ON q.ord = f.rowid WHERE quotations_fts MATCH ? ORDER BY rank, f.rowid",
        (query.match,),
    )
    kept: list[tuple[int, tuple[Span, ...], Found]] = []
    for row, article, start, end, said, text, rank in rows:
        place, published = articles.get(str(article), (-1, None))
        date = published if said is None else str(said)
        if place < 0 or not _inside(date, window):
            continue
        quotation = msgspec.json.decode(str(text), type=Quotation)
        speaker = quotation.speaker.person if quotation.speaker else None
        if wanted is None or speaker in wanted:
            span, score = Span(str(article), int(str(start)), int(str(end))), round(-float(str(rank)), 4)
            hit = Hit(span, "quotation", span.article, speaker, date, score, (), quotation.id)
            kept.append((int(str(row)), quotation.content, (score, place, span.start, hit)))
            if len(kept) == most:
                break
    marked = _marked(store, "quotations_fts", query, [row for row, *_ in kept])
    return [_with_marks(found, content, marked.get(row)) for row, content, found in kept]


class _Mentions:
    """Where somebody is named, to ask whether a span holds one of the places."""

    def __init__(self, mentions: Iterable[Span]) -> None:
        self._places = sorted(mentions)

    def within(self, span: Span) -> bool:
        """Whether one of the mentions begins in `span`."""
        at = bisect_right(self._places, Span(span.article, span.start, 0))
        return at < len(self._places) and self._places[at].article == span.article and self._places[at].start < span.end


# ------------------------------------------------------------------ marks
def _marked(store: Store, table: str, query: Query, rows: Sequence[int]) -> dict[int, str]:
    """The text of each row with what matches between `_OPEN` and `_CLOSE`."""
    found = store.select(
        f"SELECT rowid, highlight({table}, 0, ?, ?) FROM {table}"  # noqa: S608 (one of two names of our own)
        f" WHERE {table} MATCH ? AND rowid IN (SELECT value FROM json_each(?))",
        (_OPEN, _CLOSE, query.match, json.dumps(rows)),
    )
    return {int(str(row)): str(text) for row, text in found}


def _with_marks(found: Found, content: Sequence[Span], marked: str | None) -> Found:
    """The hit with the places of its matches; none if the marked text is not its own (a text with odd characters)."""
    score, place, start, hit = found
    plain = sum(len(s) for s in content) + len(JOINER) * (len(content) - 1)
    ranges = list(_ranges(marked or ""))
    if marked is None or len(marked) - 2 * len(ranges) != plain:
        return found
    spans = [span for first, last in ranges for span in _placed(first, last, content)]
    return score, place, start, Hit(
        hit.span, hit.kind, hit.article, hit.person, hit.date, hit.score, tuple(spans), hit.finding
    )  # fmt: skip


def _ranges(marked: str) -> Iterable[tuple[int, int]]:
    """The places between the marks, counted without the marks."""
    at = seen = 0
    while (first := marked.find(_OPEN, at)) >= 0 and (last := marked.find(_CLOSE, first)) >= 0:
        yield first - seen, last - seen - 1
        seen += 2
        at = last + 1


def _placed(first: int, last: int, content: Sequence[Span]) -> Iterable[Span]:
    """The characters `[first, last)` of the joined segments as spans of the article."""
    at = 0
    for segment in content:
        start, end = max(first, at), min(last, at + len(segment))
        if start < end:
            yield Span(segment.article, segment.start + start - at, segment.start + end - at)
        at += len(segment) + len(JOINER)
