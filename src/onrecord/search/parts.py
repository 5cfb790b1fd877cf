"""The part of a record that some hits speak of, without reading the rest: a large record takes seconds to read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

import msgspec

from onrecord.model import Article, BuiltWith, Person, Quotation, Record
from onrecord.search.finding import Hit
from onrecord.settings import FORMAT
from onrecord.store import Store

__all__ = ["part_of"]


def part_of(store: Store, hits: Sequence[Hit]) -> Record:
    """The record with the articles, quotations and speakers of `hits` alone: enough to show them."""
    articles = [
        replace(msgspec.json.decode(str(whole), type=Article), text=str(text))
        for whole, text in _rows(store, "articles", (h.article for h in hits), "json, text")
    ]
    quotations = [
        msgspec.json.decode(str(whole), type=Quotation)
        for (whole,) in _rows(store, "quotations", (h.finding for h in hits), "json")
    ]
    people = [
        msgspec.json.decode(str(whole), type=Person)
        for (whole,) in _rows(store, "people", (h.person for h in hits), "json")
    ]
    story, nothing = store.meta("story") or "", BuiltWith("", "", "", "")
    return Record(
        FORMAT, story, nothing, articles=tuple(articles), people=tuple(people), quotations=tuple(quotations)
    )  # fmt: skip


def _rows(store: Store, table: str, ids: Iterable[str | None], columns: str) -> list[tuple[object, ...]]:
    wanted = json.dumps(sorted({i for i in ids if i}))
    statement = f"SELECT {columns} FROM {table} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY ord"  # noqa: S608
    return list(store.select(statement, wanted))
