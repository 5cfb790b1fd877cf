"""Metadata for Datasette, so that it shows a record file as it is meant.

See https://docs.datasette.io/en/stable/metadata.html.

    onrecord export STORY.record --format datasette -o metadata.json
    datasette STORY.record --metadata metadata.json

Tables and columns get a sentence each, which says in what a number counts (Datasette's own `units` are physical ones,
and end with its version 1.0); what is only for onrecord (compressed sources, findings and results of joining, indexes)
is hidden; ready queries answer what people ask. The record file itself is not changed.
"""

from __future__ import annotations

import json
from typing import Any

from onrecord.model import Record
from onrecord.words import load
from onrecord.write.tabledocs import Tables
from onrecord.write.texts import coverage_size, coverage_span

__all__ = ["to_datasette"]


def to_datasette(record: Record, name: str) -> bytes:
    """The metadata as JSON for the record in the file `name`, without its ending: Datasette's name for it."""
    docs: Tables = load("tables", Tables)
    about = " · ".join(filter(None, [coverage_size(record.articles), coverage_span(record.articles)]))
    tables: dict[str, dict[str, Any]] = {table: {"hidden": True} for table in docs.hidden}
    for table, shown in docs.tables.items():
        columns = docs.columns | shown.columns
        tables[table] = {
            "description": shown.about,
            "columns": {column: columns[column] for column in shown.shown},
            "size": 50,
        }
        if shown.facets:
            tables[table]["facets"] = list(shown.facets)
        if shown.index:
            tables[table] |= {"fts_table": shown.index, "fts_pk": "ord"}
    queries = {key: {"title": q.title, "description": q.about, "sql": q.sql} for key, q in docs.queries.items()}
    document = {
        "title": record.story or name,
        "description": f"{about}. Made by onrecord; every row points at the characters that it rests on.",
        "databases": {name: {"tables": tables, "queries": queries}},
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
