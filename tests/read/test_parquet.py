"""Parquet files: a row is an article; needs the extra."""

from __future__ import annotations

import datetime
import json
import sys
import zipfile

import pytest

from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read import read_inputs
from onrecord.settings import Settings

ROWS = [
    {"id": "one", "text": "The ferry sank.", "outlet": "Courant"},
    {"id": "two", "text": "It was raised.", "outlet": None},
]


@pytest.fixture
def parquet():
    pytest.importorskip("pyarrow", reason="the parquet extra is not installed")
    from pyarrow import parquet

    return parquet


def table(rows):
    import pyarrow

    return pyarrow.Table.from_pylist(rows)


def read(path, settings=None):
    return list(read_inputs([path], settings or Settings()))


def data(path):
    return [json.loads(item.data) if isinstance(item, Source) else item for item in read(path)]


# ------------------------------------------------------------------ good files
def test_a_row_is_the_article_that_a_line_of_json_would_be(parquet, tmp_path):
    parquet.write_table(table(ROWS), tmp_path / "a.parquet")
    lines = [json.dumps({k: v for k, v in row.items() if v}, separators=(",", ":")) for row in ROWS]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    one, other = read(tmp_path / "a.parquet"), read(tmp_path / "a.jsonl")
    assert [(s.key, s.data, s.format, s.order) for s in one] == [(s.key, s.data, s.format, s.order) for s in other]
    assert [s.path for s in one] == ["a.parquet", "a.parquet"]


def test_it_is_told_by_how_it_begins_and_read_out_of_an_archive(parquet, tmp_path):
    parquet.write_table(table(ROWS), tmp_path / "export.bin")
    assert len(read(tmp_path / "export.bin")) == 2
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(tmp_path / "export.bin", "b.parquet")
    assert [s.key for s in read(tmp_path / "a.zip")] == ["one", "two"]


def test_a_row_without_an_id_is_called_by_its_number(parquet, tmp_path):
    parquet.write_table(table([{"text": "The ferry sank."}] * 2), tmp_path / "a.parquet")
    assert [s.key for s in read(tmp_path / "a.parquet")] == ["a.parquet#1", "a.parquet#2"]


def test_values_that_json_has_no_kind_for(parquet, tmp_path):
    import pyarrow as pa

    moment = datetime.datetime(2031, 5, 14, 10, 30, 0, 7)
    columns = {
        "text": pa.array([b"The ferry sank.", b"It was raised."]),
        "published": pa.array([moment, None], pa.timestamp("ns", "UTC")),
        "day": pa.array([datetime.date(2031, 5, 14), None]),
        "picture": pa.array([b"\xff\xd8", b"plain"]),
        "share": pa.array([float("nan"), 0.5]),
        "tags": pa.array([[b"sea", b"\xff"], []]),
    }
    parquet.write_table(pa.table(columns), tmp_path / "a.parquet")
    assert data(tmp_path / "a.parquet") == [
        {"text": "The ferry sank.", "published": "2031-05-14T10:30:00.000007Z", "day": "2031-05-14", "share": None,
         "tags": ["sea", None]},
        {"text": "It was raised.", "picture": "plain", "share": 0.5, "tags": []},
    ]  # fmt: skip


# ------------------------------------------------------------------ bad ones
def test_without_the_extra_it_is_one_line(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and so on")
    why = 'is Parquet, which needs an extra: pip install "onrecord[parquet]"'
    assert read(tmp_path / "a.parquet") == [Problem("file", "a.parquet", why)]


def test_rows_without_a_text_are_told_as_lines_are(parquet, tmp_path):
    parquet.write_table(table([*ROWS, {"id": "three", "outlet": "Herald"}]), tmp_path / "a.parquet")
    assert [type(item) for item in read(tmp_path / "a.parquet")] == [Source, Source, Problem]
    assert read(tmp_path / "a.parquet")[2].why.startswith("row 3 holds no article text")
    parquet.write_table(table([{"n": 1}] * 30), tmp_path / "b.parquet")
    (told,) = read(tmp_path / "b.parquet")
    assert told.why.startswith("holds no articles: row 1 holds no article text")
    parquet.write_table(table(ROWS).slice(0, 0), tmp_path / "c.parquet")
    assert read(tmp_path / "c.parquet") == [Problem("file", "c.parquet", "holds no articles")]


@pytest.mark.parametrize("keep", [4, 8, 200, -1, -9])
def test_a_file_that_is_cut_off_is_one_line(parquet, tmp_path, keep):
    parquet.write_table(table(ROWS * 50), tmp_path / "a.parquet")
    (tmp_path / "a.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:keep])
    (told,) = read(tmp_path / "a.parquet")
    assert told.why.startswith("cannot be read: ")
    assert "\n" not in told.why


def test_a_file_that_is_damaged_within_breaks_off(parquet, tmp_path):
    rows = [{"id": str(n), "text": f"The ferry sank on day {n}."} for n in range(2000)]
    parquet.write_table(table(rows), tmp_path / "a.parquet", row_group_size=1000)
    content = bytearray((tmp_path / "a.parquet").read_bytes())
    middle = len(content) // 2
    content[middle : middle + 4000] = bytes(4000)
    (tmp_path / "a.parquet").write_bytes(content)
    items = read(tmp_path / "a.parquet")
    assert sum(isinstance(item, Source) for item in items) < 2000
    assert items[-1].why.startswith("breaks off: ")


def test_an_encrypted_file_is_named(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PARE" + bytes(100))
    assert [p.why for p in read(tmp_path / "a.parquet")] == ["is an encrypted Parquet file, a format that is not read"]


# ------------------------------------------------------------------ hostile ones
@pytest.mark.parametrize("name", ["other.program", "other.programs", "another.program"])
def test_types_of_other_programs_are_refused_before_they_are_made(parquet, tmp_path, name):
    import pyarrow as pa

    made = []

    class Strange(pa.ExtensionType):
        def __init__(self):
            super().__init__(pa.string(), name)

        def __arrow_ext_serialize__(self):
            return b"anything"

        @classmethod
        def __arrow_ext_deserialize__(cls, storage, serialized):
            made.append(serialized)
            return cls()

    column = pa.ExtensionArray.from_storage(Strange(), pa.array(["The ferry sank."]))
    parquet.write_table(pa.table({name: [1], "text": column}), tmp_path / "a.parquet")
    pa.register_extension_type(Strange())
    made.clear()
    try:
        (told,) = read(tmp_path / "a.parquet")
    finally:
        pa.unregister_extension_type(name)
    assert told.why == "has columns of a type that another program has made"
    assert not made


def test_one_long_value_in_many_rows_is_not_read_to_its_end(parquet, tmp_path):
    import pyarrow as pa

    long = pa.DictionaryArray.from_arrays(pa.array([0] * 1000, pa.int32()), pa.array(["y" * 400_000]))
    parquet.write_table(pa.table({"text": long}), tmp_path / "a.parquet")
    items = read(tmp_path / "a.parquet")
    assert len(items) < 100
    assert "is not read to its end" in items[-1].why


def test_a_row_that_is_too_long_is_set_aside(parquet, tmp_path):
    parquet.write_table(table([{"text": "The ferry sank."}, {"text": "x" * 2000}]), tmp_path / "a.parquet")
    items = read(tmp_path / "a.parquet", Settings(max_line_bytes=1000))
    assert [type(item) for item in items] == [Source, Problem]


def test_too_many_columns_are_one_line(parquet, tmp_path):
    parquet.write_table(table([{"text": "x"} | {f"c{n}": n for n in range(1001)}]), tmp_path / "a.parquet")
    assert [p.why for p in read(tmp_path / "a.parquet")] == ["cannot be read: it has more than 1,000 columns"]
