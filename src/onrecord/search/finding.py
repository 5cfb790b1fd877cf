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
    narrow = _Narrow(store, person, outlet, since, until)
    offset = max(0, offset)
    if not query or limit < 1 or narrow.people == []:
        return ()
    found: list[Found] = []
    if kind != "quotation":
        found += _passages(store, query, narrow, offset + limit)
    if kind != "passage":
        found += _quotations(store, query, narrow, offset + limit)
    found.sort(key=lambda f: (-f[0], f[1], f[2], f[3].kind))
    return tuple(hit for *_, hit in found[offset : offset + limit])


def count_of(store: Store, query: Query) -> int:
    """How many passages match."""
    if not query:
        return 0
    ((count,),) = store.select("SELECT count(*) FROM passages_fts WHERE passages_fts MATCH ?", (query.match,))
    return int(str(count))


# ------------------------------------------------------------------ filters
class _Narrow:
    """What a search is narrowed to: people (None: anybody), outlets, days.

    `articles` gives the place in the record and the publication date of each article that it leaves, by id.
    """

    def __init__(
        self, store: Store, person: str | None, outlet: str | None, since: str | None, until: str | None
    ) -> None:
        asked = bool(since or until)
        self._days = (bounds(since or "0001").first, bounds(until or "9999").last) if asked else None
        self.people = _people(store, person) if person else None
        self.ids = {p.id for p in self.people or ()}
        self.named = _Mentions(m for p in self.people or () for m in p.mentions)
        rows = store.select("SELECT id, ord, published, outlet FROM articles")
        self.articles = {
            str(id_): (int(str(place)), None if date is None else str(date))
            for id_, place, date, name in rows
            if (outlet or "").casefold() in str(name or "").casefold()
        }
        self.any = not (person or outlet or self._days)

    def inside(self, date: str | None) -> bool:
        """Whether a date may lie between the days that were asked for."""
        if self._days is None:
            return True
        try:
            known = bounds(date) if date else None
        except QueryError:
            return False
        return known is not None and known.first <= self._days[1] and self._days[0] <= known.last


def _people(store: Store, wanted: str) -> list[Person]:
    """The people with this id, name or alias."""
    rows = store.select("SELECT json FROM people WHERE id = ?", (wanted,))
    if rows:
        return [msgspec.json.decode(str(text), type=Person) for (text,) in rows]
    if wanted.isascii():  # SQLite knows the small letters of no others
        rows = store.select("SELECT json FROM people WHERE instr(lower(json), lower(?))", (wanted,))
    else:
        rows = store.select("SELECT json FROM people")
    key = wanted.casefold()
    people = [msgspec.json.decode(str(text), type=Person) for (text,) in rows]
    return [p for p in people if any(key == form.casefold() for form in (p.name, *(a.form for a in p.aliases)))]


# ------------------------------------------------------------------ the two kinds
Found = tuple[float, int, int, Hit]
"""Score, place of the article, place in it, and the hit: what hits are ordered by."""


def _best(index: str) -> str:
    """The SELECT of the rows of an index that match, the best first, at most so many."""
    return f"SELECT rowid AS row, rank FROM {index} WHERE {index} MATCH ? ORDER BY rank, rowid LIMIT ?"  # noqa: S608


def _passages(store: Store, query: Query, narrow: _Narrow, most: int) -> list[Found]:
    rows = store.select(
        f"SELECT f.row, p.article, p.start, p.end, f.rank FROM ({_best('passages_fts')}) f"  # noqa: S608
        " JOIN passages p ON p.ord = f.row ORDER BY f.rank, f.row",
        (query.match, most if narrow.any else -1),
    )
    kept: list[tuple[int, Found]] = []
    for row, article, start, end, rank in rows:
        place, date = narrow.articles.get(str(article), (-1, None))
        span = Span(str(article), int(str(start)), int(str(end)))
        if place >= 0 and narrow.inside(date) and (narrow.people is None or narrow.named.within(span)):
            score = round(-float(str(rank)), 4)
            hit = Hit(span, "passage", span.article, None, date, score, ())
            kept.append((int(str(row)), (score, place, span.start, hit)))
            if len(kept) == most:
                break
    marked = _marked(store, "passages_fts", query, [row for row, _ in kept])
    return [_with_marks(found, (found[3].span,), marked.get(row)) for row, found in kept]


def _quotations(store: Store, query: Query, narrow: _Narrow, most: int) -> list[Found]:
    rows = store.select(
        f'SELECT f.row, q.article, q.start, q."end", q.said, q.json, f.rank FROM ({_best("quotations_fts")}) f'  # noqa: S608
        " JOIN quotations q ON q.ord = f.row ORDER BY f.rank, f.row",
        (query.match, most if narrow.any else -1),
    )
    kept: list[tuple[int, tuple[Span, ...], Found]] = []
    for row, article, start, end, said, text, rank in rows:
        place, published = narrow.articles.get(str(article), (-1, None))
        date = published if said is None else str(said)
        if place < 0 or not narrow.inside(date):
            continue
        quotation = msgspec.json.decode(str(text), type=Quotation)
        speaker = quotation.speaker.person if quotation.speaker else None
        if narrow.people is None or speaker in narrow.ids:
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
