"""Export: every format is written where told, whole or as excerpts, and what cannot be is one line."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from onrecord import pipeline
from onrecord.cli import cli
from onrecord.cli.exporting import FORMATS
from onrecord.write.schema import schema

STORY = Path(__file__).parents[1] / "golden" / "story"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("record")
    (folder / "in").mkdir()
    for path in STORY.iterdir():
        (folder / "in" / path.name).write_bytes(path.read_bytes())
    (folder / "in" / "extra.txt").write_text(
        "Harbour notes\n\nPublished 3 March 2031\n\nThe weather was fair and the gulls were loud.\n\n"
        '"The chain was sound," said Ada Quist, a rigger.\n'
    )
    pipeline.build([folder / "in"], folder / "s.record")
    return folder / "s.record"


def export(record: Path, *arguments: object) -> Result:
    return CliRunner().invoke(cli, ["export", str(record), *map(str, arguments)])


@pytest.mark.parametrize("kind", [f for f in FORMATS if f != "markdown"])
def test_every_format_goes_to_stdout_and_to_a_file_alike(record: Path, tmp_path: Path, kind: str) -> None:
    out = export(record, "--format", kind)
    assert out.exit_code == 0, out.output
    assert out.stdout_bytes
    if kind == "csv":
        return  # a folder holds more tables than one stream can
    assert export(record, "--format", kind, "-o", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out").read_bytes() == out.stdout_bytes
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("kind", ["json", "ftm", "annotations"])
def test_excerpts_leave_the_rest_of_the_text_out(record: Path, kind: str) -> None:
    whole, cut = (export(record, "--format", kind, *more).stdout for more in ([], ["--excerpts"]))
    assert "The chain was sound" in cut
    assert "gulls were loud" not in cut
    assert "gulls were loud" in whole


def test_an_excerpted_document_keeps_to_the_schema(record: Path) -> None:
    document = json.loads(export(record, "--format", "json", "--excerpts").stdout)
    assert not list(Draft202012Validator(schema()).iter_errors(document))


def test_a_vault_is_a_folder_or_a_zip_of_excerpts_too(record: Path, tmp_path: Path) -> None:
    assert export(record, "--format", "markdown", "-o", tmp_path / "vault").exit_code == 0
    assert export(record, "--format", "markdown", "-o", tmp_path / "v.zip", "--excerpts").exit_code == 0
    notes = {p.relative_to(tmp_path / "vault").as_posix(): p.read_text() for p in (tmp_path / "vault").rglob("*.md")}
    with zipfile.ZipFile(tmp_path / "v.zip") as archive:
        cut = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(cut) == set(notes)
    assert any("gulls were loud" in text for text in notes.values())
    assert not any("gulls were loud" in text for text in cut.values())


def test_a_vault_needs_a_place_of_its_own(record: Path, tmp_path: Path) -> None:
    assert export(record, "--format", "markdown").exit_code == 2
    (tmp_path / "note.md").write_text("mine")
    done = export(record, "--format", "markdown", "-o", tmp_path)
    assert done.exit_code == 1
    assert "is not empty" in str(done.exception)


def test_datasettes_metadata_are_of_the_whole_record(record: Path) -> None:
    assert export(record, "--format", "datasette", "--excerpts").exit_code == 2
    assert list(json.loads(export(record, "--format", "datasette").stdout)["databases"]) == ["s"]


def test_tables_of_excerpts_name_nothing_outside(record: Path, tmp_path: Path) -> None:
    assert export(record, "--format", "csv", "-o", tmp_path / "t", "--excerpts").exit_code == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "t" / "times.csv").read_text("utf-8-sig"), newline="")))
    assert all(row["text"].strip() for row in rows)


def test_one_broken_place_is_one_line(record: Path, tmp_path: Path) -> None:
    for kind in ("timelinejs", "ftm", "html"):
        done = export(record, "--format", kind, "-o", tmp_path / "no" / "where")
        assert done.exit_code == 1
        assert "cannot be written" in str(done.exception)
