"""The tables: every row checkable, nothing taken for a formula, the same bytes again."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.model import Change, Claim, Record
from onrecord.span import Span
from onrecord.write.csv import TABLES, to_csv, write_csv


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture
def record(record: Record) -> Record:
    """The story, with an article that is a newer version, and what its source says of it."""
    a, b, c = record.articles
    title = Span(b.id, 0, b.text.index("\n"))
    changes = (Change("added", title, None), Change("dropped", None, Span(a.id, 0, 5)),
               Change("changed", title, Span(a.id, 0, 5)))  # fmt: skip
    b = replace(b, version_of=a.id, changes=changes, metadata=(Claim("title", "=Charged", "meta", False),))
    return replace(record, articles=(a, b, c))


@pytest.mark.parametrize("table", TABLES)
def test_every_row_says_where_it_stands(record: Record, table: str) -> None:
    texts = {a.id: a.text for a in record.articles}
    made = rows(to_csv(record, table))
    assert made
    for row in made:
        if row["article"]:
            verbatim = texts[row["article"]][int(row["start"]) : int(row["end"])]
            assert row["text"].removeprefix("'") == verbatim
            assert row["outlet"]
        else:
            assert table == "edits" or (table == "set_aside" and row["path"] == "broken.bin")


def test_bytes_are_for_spreadsheets(record: Record) -> None:
    data = to_csv(record, "quotations")
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in data.replace(b"\r\n", b"")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx", "\nx"])
def test_formulas_are_guarded(record: Record, text: str) -> None:
    hostile = replace(record.articles[0], title=text, outlet=text)
    made = rows(to_csv(replace(record, articles=(hostile, *record.articles[1:])), "articles"))
    assert made[0]["article_title"] == made[0]["outlet"] == "'" + text


def test_numbers_stay_numbers(record: Record) -> None:
    cold = replace(record.figures[0], value=-3.5)
    assert rows(to_csv(replace(record, figures=(cold,)), "figures"))[0]["value"] == "-3.5"


def test_readings_show_what_is_unlike_the_base(record: Record) -> None:
    variant = rows(to_csv(record, "readings"))[1]
    assert (variant["weighty"], variant["unlike_base"]) == ("yes", "could have")
    assert variant["base_has"] == "I | I could not have"


def test_changes_name_both_articles_and_both_wordings(record: Record) -> None:
    added, dropped, changed = rows(to_csv(record, "changes"))
    assert (added["op"], added["text"], added["base_text"]) == ("added", "Operator charged over pier collapse", "")
    assert (dropped["op"], dropped["text"], dropped["article"]) == ("dropped", "Crane", record.articles[0].id)
    assert (changed["base_text"], changed["changed"], changed["base"]) == (
        "Crane", record.articles[1].id, record.articles[0].id
    )  # fmt: skip


def test_metadata_and_edits_are_guarded_too(record: Record) -> None:
    assert rows(to_csv(record, "metadata"))[0]["value"] == "'=Charged"
    hostile = replace(record.edits[0], value="@x")
    (row,) = rows(to_csv(replace(record, edits=(hostile,)), "edits"))
    assert (row["verb"], row["value"], row["undone"]) == ("pin", "'@x", "no")


def test_folder_and_zip_hold_the_same(record: Record, tmp_path: Path) -> None:
    write_csv(record, tmp_path / "tables", io.BytesIO())
    write_csv(record, tmp_path / "tables.zip", io.BytesIO())
    first = (tmp_path / "tables.zip").read_bytes()
    write_csv(record, tmp_path / "tables.zip", io.BytesIO())
    assert (tmp_path / "tables.zip").read_bytes() == first
    with zipfile.ZipFile(tmp_path / "tables.zip") as archive:
        assert {n: archive.read(n) for n in archive.namelist()} == {
            p.name: p.read_bytes() for p in (tmp_path / "tables").iterdir()
        }
    assert sorted(p.stem for p in (tmp_path / "tables").iterdir()) == sorted(TABLES)


def test_a_place_that_cannot_be_written_leaves_nothing_behind(record: Record, tmp_path: Path) -> None:
    (tmp_path / "t.zip").mkdir()
    with pytest.raises(OSError):
        write_csv(record, tmp_path / "t.zip", io.BytesIO())
    assert [p.name for p in tmp_path.iterdir()] == ["t.zip"]


def test_without_a_path_the_events_are_written(record: Record) -> None:
    out = io.BytesIO()
    write_csv(record, None, out)
    assert out.getvalue() == to_csv(record, "events")
