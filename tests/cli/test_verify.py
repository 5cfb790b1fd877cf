"""The command verify: what it prints, its JSON, its exit status."""

import json

import pytest
from click.testing import CliRunner

from onrecord import pipeline
from onrecord.cli import cli

ARTICLE = "The barge Plover sank at Keld on May 4, 2030.\n\n“The pump was dead,” said skipper Orla Penhallow.\n"


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    folder = tmp_path_factory.mktemp("verify")
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    pipeline.build([folder / "article.txt"], folder / "story.record")
    return folder / "story.record"


def run(record, tmp_path, text, *options):
    draft = tmp_path / "draft.txt"
    draft.write_text(text, encoding="utf-8", newline="\n")
    return CliRunner().invoke(cli, ["verify", str(record), str(draft), *options])


WRONG = "“The pump was old,” said Orla Penhallow. The barge Plover sank at Keld on May 5, 2030.\n"


def test_the_terminal_shows_verdicts_alterations_and_sources(record, tmp_path):
    done = run(record, tmp_path, WRONG)
    assert done.exit_code == 0
    assert "altered  quotation  “The pump was old,”" in done.stdout
    assert "[-dead-] {+old+}" in done.stdout
    assert "contradicted  date  May 5, 2030" in done.stdout
    assert "the record dates it 4 May 2030" in done.stdout
    assert "article.txt" in done.stdout
    assert done.stdout.rstrip().endswith("1 altered · 1 contradicted · 0 not on record")


def test_json_is_one_document_with_offsets_into_the_draft(record, tmp_path):
    done = run(record, tmp_path, WRONG, "--json")
    (draft,) = json.loads(done.stdout)["drafts"]
    assert draft["path"] == "draft.txt"
    for statement in draft["statements"]:
        assert WRONG[statement["span"]["start"] : statement["span"]["end"]] == statement["text"]
        assert set(statement) == {"kind", "verdict", "span", "text", "sources", "difference", "why"}
        for source in statement["sources"]:
            assert ARTICLE[source["start"] : source["end"]] == source["text"]
    (quotation,) = [s for s in draft["statements"] if s["kind"] == "quotation"]
    assert {"op": "changed", "text": "old", "record": "dead"} in quotation["difference"]["segments"]


def test_strict_fails_on_what_is_altered_or_contradicted_only(record, tmp_path):
    assert run(record, tmp_path, WRONG, "--strict").exit_code == 1
    assert run(record, tmp_path, "“The pump was dead,” said Orla Penhallow.", "--strict").exit_code == 0
    assert run(record, tmp_path, "Bram Oosterling came on June 1, 1999.", "--strict").exit_code == 0


def test_a_draft_that_states_nothing(record, tmp_path):
    assert "0 statements" in run(record, tmp_path, "It rained, and then it did not.").stdout


def test_a_date_makes_ages_and_days_count_from_it(record, tmp_path):
    done = run(record, tmp_path, "The barge Plover sank at Keld on Saturday.", "--date", "2030-05-06", "--json")
    dates = [s["verdict"] for s in json.loads(done.stdout)["drafts"][0]["statements"] if s["kind"] == "date"]
    assert dates == ["verbatim"]


def test_what_cannot_be_read_is_one_line(record, tmp_path):
    done = CliRunner().invoke(cli, ["verify", str(record), str(tmp_path / "none.txt")])
    assert done.exit_code == 1
    assert "there is no such file" in str(done.exception)
    assert CliRunner().invoke(cli, ["verify", str(record)]).exit_code == 2
