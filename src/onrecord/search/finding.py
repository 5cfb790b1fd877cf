"""Looking a query up: ranked by BM25, narrowed row by row, and marked where it is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import msgspec

from onrecord.errors import RecordError
from onrecord.model import Quotation
from onrecord.search.marking import marks
from onrecord.search.matching import articles_of, ranked
from onrecord.search.narrowing import Narrow
from onrecord.search.postings import HitKind
from onrecord.search.terms import Query, parse
from onrecord.span import Span
from onrecord.store import Store

__all__ = ["Hit", "articles_with", "search"]


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


@dataclass(frozen=True, slots=True)
class _Found:
    """A hit without its marks, its row in the index, the place of its article in the record, and its segments."""

    hit: Hit
    row: int
    place: int
    content: tuple[Span, ...]

    @property
    def order(self) -> tuple[float, int, int, str]:
        return -self.hit.score, self.place, self.hit.span.start, self.hit.kind


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
    them. Raises `QueryError` for a bound that is no date, `RecordError` for a record that is damaged.
    """
    query = parse(text) if isinstance(text, str) else text
    with store.reading(), _undamaged(store):
        narrow = Narrow(store, person, outlet, since, until)
        offset = max(0, offset)
        if not query or limit < 1 or narrow.people == []:
            return ()
        found: list[_Found] = []
        if kind != "quotation":
            found += islice(_passages(store, query, narrow, offset + limit), offset + limit)
        if kind != "passage":
            found += islice(_quotations(store, query, narrow, offset + limit), offset + limit)
        found.sort(key=lambda f: f.order)
        return _marked(store, query, found[offset : offset + limit])


@contextmanager
def _undamaged(store: Store) -> Iterator[None]:
    """Errors of rows that are not what they should be as ours."""
    try:
        yield
    except (msgspec.DecodeError, TypeError) as error:
        raise RecordError(f"{store.path}: is damaged: {error}") from error


def articles_with(store: Store, text: str) -> frozenset[str]:
    """The ids of the articles that hold all that `text` asks for, in whichever of their passages."""
    return articles_of(store, parse(text))


def _best(store: Store, kind: HitKind, query: Query, narrow: Narrow, most: int) -> Iterator[tuple[Any, ...]]:
    """The rows of an index that match, the best first, at most so many, those left out that are of no person asked for.

    CROSS JOIN keeps SQLite to this order of tables, and so to that of the rows, without sorting them again.
    """
    columns, of = {
        "passage": ("a.published", "t.article"),
        "quotation": ("coalesce(t.said, a.published), t.json", "t.speaker"),
    }[kind]
    ranks = dict(ranked(store, kind, query, most) if narrow.any else ranked(store, kind, query))
    found = store.select(
        f"SELECT f.value, t.article, t.start, t.end, a.ord, a.outlet, {columns} FROM json_each(?) f"  # noqa: S608
        f" CROSS JOIN {kind}s t ON t.ord = f.value CROSS JOIN articles a ON a.id = t.article"
        f" WHERE ? OR {of} IN (SELECT value FROM json_each(?))",
        json.dumps(list(ranks)), narrow.people is None,
        json.dumps(narrow.articles if kind == "passage" else sorted(narrow.names)),
    )  # fmt: skip
    return ((row, ranks[row], *others) for row, *others in found)


def _passages(store: Store, query: Query, narrow: Narrow, most: int) -> Iterator[_Found]:
    for row, rank, article, start, end, place, outlet, date in _best(store, "passage", query, narrow, most):
        span = Span(article, start, end)
        if narrow.outlet(outlet) and narrow.inside(date) and narrow.named(span):
            hit = Hit(span, "passage", article, None, date, round(-rank, 4), ())
            yield _Found(hit, row, place, (span,))


def _quotations(store: Store, query: Query, narrow: Narrow, most: int) -> Iterator[_Found]:
    rows = _best(store, "quotation", query, narrow, most)
    for row, rank, article, start, end, place, outlet, date, text in rows:
        if narrow.outlet(outlet) and narrow.inside(date):
            quotation = msgspec.json.decode(text, type=Quotation)
            speaker = quotation.speaker.person if quotation.speaker else None
            if narrow.people is None or speaker in narrow.ids:
                hit = Hit(
                    Span(article, start, end), "quotation", article, speaker, date, round(-rank, 4), (), quotation.id
                )  # fmt: skip
                yield _Found(hit, row, place, quotation.content)


def _marked(store: Store, query: Query, found: Sequence[_Found]) -> tuple[Hit, ...]:
    """The hits with their marks."""
    kinds: tuple[HitKind, ...] = ("passage", "quotation")
    places = {
        kind: marks(store, kind, query, {f.row: f.content for f in found if f.hit.kind == kind}) for kind in kinds
    }
    return tuple(replace(f.hit, marks=places[f.hit.kind].get(f.row, ())) for f in found)
