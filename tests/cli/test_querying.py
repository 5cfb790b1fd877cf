"""Commands that ask a record: what they print, their JSON, their exit status, and that each is documented."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import pipeline
from onrecord.cli import cli

ROOT = Path(__file__).parents[2]
STORY = ROOT / "tests" / "golden" / "story"


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    path = tmp_path_factory.mktemp("record") / "s.record"
    pipeline.build([STORY], path)
    return path


def run(*arguments):
    return CliRunner().invoke(cli, [str(a) for a in arguments])


def data(*arguments):
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.parametrize("command", ["show", "timeline", "quotes", "people", "differences", "sources"])
def test_every_query_prints_something(record, command):
    done = run(command, record)
    assert done.exit_code == 0, done.output
    assert done.stdout.strip()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", done.stdout)


@pytest.mark.parametrize("command", ["timeline", "quotes", "people", "differences", "sources"])
def test_json_is_one_document_and_nothing_else(record, command):
    assert isinstance(data(command, record), dict)


def test_timeline_sentences_are_verbatim(record):
    texts = {a["id"]: a["path"] for a in data("sources", record)["articles"]}
    for date in data("timeline", record)["dates"]:
        for s in date["sentences"]:
            text = (STORY / texts[s["article"]]).read_text()
            assert text[s["start"] : s["end"]] == s["text"]


def test_timeline_with_dates_stands_each_day_once(record):
    dates = [d["date"] for d in data("timeline", record, "--dates", 3)["dates"]]
    assert dates == sorted(set(dates))
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", d) for d in dates)
    assert "2031-03-01" in dates


def test_quotes_by_speaker_and_words(record):
    assert len(data("quotes", record, "--speaker", "roe", "--about", "chain broke")["quotations"]) == 2
    assert data("quotes", record, "--speaker", "nobody")["quotations"] == []


def test_variants_keeps_only_utterances_with_several_wordings(record):
    kept = data("quotes", record, "--variants")["utterances"]
    assert all(len(u["readings"]) > 1 for u in kept)


def test_differences_of_one_kind(record):
    kinds = {d["kind"] for d in data("differences", record, "--kind", "changed")["differences"]}
    assert kinds <= {"changed"}


def test_a_date_that_is_none_is_one_line(record):
    done = run("timeline", record, "--from", "yesterday")
    assert done.exit_code == 1
    assert "is no EDTF date" in str(done.exception)


def test_a_query_of_no_record_fails(tmp_path):
    assert run("show", tmp_path / "none.record").exit_code == 1


def test_schema_is_json():
    assert json.loads(run("schema").stdout)["$schema"].startswith("https://json-schema.org/")


def test_csv_and_html_are_written_where_told(record, tmp_path):
    assert run("export", record, "--format", "csv", "-o", tmp_path / "tables").exit_code == 0
    assert (tmp_path / "tables" / "events.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert run("export", record, "--format", "html", "-o", tmp_path / "r.html").exit_code == 0
    assert "Marigold" in (tmp_path / "r.html").read_text()


def test_an_output_that_cannot_be_written_is_one_line(record, tmp_path):
    done = run("export", record, "--format", "json", "-o", tmp_path / "no" / "where.json")
    assert done.exit_code == 1
    assert "cannot be written" in str(done.exception)


def test_every_command_and_option_is_documented():
    told = (ROOT / "docs" / "commands.md").read_text()
    for name, command in cli.commands.items():
        assert f"onrecord {name}" in told, name
        for option in (o for p in command.params for o in p.opts if o.startswith("--")):
            assert option in told, f"{name} {option}"
