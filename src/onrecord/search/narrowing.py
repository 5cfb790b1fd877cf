"""What a search is narrowed to: people, outlets, days."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from onrecord.edtf import bounds
from onrecord.errors import QueryError
from onrecord.model import Person
from onrecord.span import Span
from onrecord.store import Store

__all__ = ["Narrow"]


class Narrow:
    """The people (None: anybody), outlets and days that a search keeps to; `any` is true when it keeps to none."""

    def __init__(
        self, store: Store, person: str | None, outlet: str | None, since: str | None, until: str | None
    ) -> None:
        """Raises `QueryError` for a bound that is no date."""
        asked = bool(since or until)
        self._days = (bounds(since or "0001").first, bounds(until or "9999").last) if asked else None
        self._outlet = (outlet or "").casefold()
        self.people = _people(store, person) if person else None
        self.ids = {p.id for p in self.people or ()}
        self.names = {p.name for p in self.people or ()}
        self._mentions: defaultdict[str, list[int]] = defaultdict(list)
        for start, article in sorted((m.start, m.article) for p in self.people or () for m in p.mentions):
            self._mentions[article].append(start)
        self.any = not (person or outlet or self._days)

    def outlet(self, name: str | None) -> bool:
        """Whether an outlet is one of those that were asked for."""
        return not self._outlet or self._outlet in (name or "").casefold()

    def inside(self, date: str | None) -> bool:
        """Whether a date may lie between the days that were asked for."""
        if self._days is None:
            return True
        try:
            known = bounds(date) if date else None
        except QueryError:
            return False
        return known is not None and known.first <= self._days[1] and self._days[0] <= known.last

    @property
    def articles(self) -> list[str]:
        """The articles that name one of the people."""
        return sorted(self._mentions)

    def named(self, span: Span) -> bool:
        """Whether one of the people is named in `span`."""
        if self.people is None:
            return True
        starts = self._mentions.get(span.article, [])
        at = bisect_left(starts, span.start)
        return at < len(starts) and starts[at] < span.end


def _people(store: Store, wanted: str) -> list[Person]:
    """The people with this id, name or alias."""
    found = _decoded(store.select("SELECT json FROM people WHERE id = ?", wanted))
    if found:
        return found
    if wanted.isascii():  # SQLite knows the small letters of no others
        rows = store.select("SELECT json FROM people WHERE instr(lower(json), lower(?))", wanted)
    else:
        rows = store.select("SELECT json FROM people")
    key = wanted.casefold()
    return [p for p in _decoded(rows) if any(key == f.casefold() for f in (p.name, *(a.form for a in p.aliases)))]


def _decoded(rows: Iterable[tuple[object, ...]]) -> list[Person]:
    return [msgspec.json.decode(str(text), type=Person) for (text,) in rows]
