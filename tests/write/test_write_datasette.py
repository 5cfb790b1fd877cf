"""Datasette's metadata: every table, column and query of it is in a record file; Datasette itself opens one."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import Record
from onrecord.store import Store
from onrecord.write.datasette import to_datasette


@pytest.fixture(scope="module")
def path(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("record") / "crane.record"
    with Store(place, create=True) as store:
        store.write(record, [], [], [], [])
    return place


@pytest.fixture(scope="module")
def metadata(record: Record) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(to_datasette(record, "crane"))
    return made


def shapes(path: Path) -> dict[str, set[str]]:
    """The columns of each table and view of the file."""
    with closing(sqlite3.connect(path)) as db:
        names = [n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
        return {n: {row[1] for row in db.execute(f'PRAGMA table_info("{n}")')} for n in names}


def test_every_table_and_column_is_there_and_explained(path: Path, metadata: dict[str, Any]) -> None:
    there = shapes(path)
    tables = metadata["databases"]["crane"]["tables"]
    shown = {n: t for n, t in tables.items() if not t.get("hidden")}
    assert set(there) <= set(tables)
    assert set(shown) <= set(there)
    for name, table in shown.items():
        assert table["description"]
        assert set(table["columns"]) == there[name] - {"ord"}
        assert all(table["columns"].values())
        assert set(table.get("facets", ())) <= there[name]


def test_every_ready_query_answers(path: Path, metadata: dict[str, Any]) -> None:
    queries = metadata["databases"]["crane"]["queries"]
    with closing(sqlite3.connect(path)) as db:
        found = {
            key: db.execute(q["sql"], {"name": "Vance", "words": "crane"}).fetchall() for key, q in queries.items()
        }
    assert [row[0] for row in found["who_said_what"]] == ["Nora Vance", "Nora Vance"]
    assert [row[0] for row in found["chronology"]] == ["2024-03-04", "2024-09-09", "2025-02"]
    assert ("3 people", "three others") in [(row[3], row[4]) for row in found["differences_with_sources"]]
    assert "[crane]" in found["search_passages"][0][0]


def test_datasette_opens_a_record(path: Path, metadata: dict[str, Any]) -> None:
    app = pytest.importorskip("datasette.app")

    async def pages() -> list[Any]:
        served = app.Datasette([str(path)], metadata=metadata)
        await served.invoke_startup()
        wanted = (
            "quotations.json?_shape=array", "passages_text.json?_shape=array&_search=brake", "articles",
            "findings", "chronology.json?_shape=array",
        )  # fmt: skip
        return [await served.client.get(f"/crane/{page}") for page in wanted]

    quotations, passages, articles, findings, chronology = asyncio.run(pages())
    assert len(quotations.json()) == 5
    assert {
        "I never touched the brake" in row["text"] or "never touched" in row["text"] for row in passages.json()
    } == {True}
    assert "Each article as published by one outlet." in articles.text
    assert findings.status_code == 200
    assert len(chronology.json()) == 3
