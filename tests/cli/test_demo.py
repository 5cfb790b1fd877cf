"""The sample story's articles, for those who want to build them themselves."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from onrecord.cli import cli
from onrecord.sample import story_folder


def test_articles_are_written_as_they_are_and_nothing_is_built(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["demo", "-o", str(tmp_path / "x.record"), "--articles", str(tmp_path / "a" / "b")])
    assert (done.exit_code, done.output) == (0, "")
    assert [p.name for p in tmp_path.iterdir()] == ["a"]
    with story_folder() as folder:
        wanted = {p.name: p.read_bytes() for p in folder.iterdir()}
    assert {p.name: p.read_bytes() for p in (tmp_path / "a" / "b").iterdir()} == wanted


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(cli, ["demo", "--articles", str(tmp_path)])
    assert done.exit_code == 2
    assert "is already there" in done.output
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]
