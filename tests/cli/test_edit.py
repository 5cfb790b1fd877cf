"""`onrecord edit`: what each verb prints and exits with."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import pipeline
from onrecord.cli import cli, editing
from onrecord.store import open_record

ROOT = Path(__file__).parents[2]
STORY = ROOT / "tests" / "golden" / "story"
WHEN = ("--when", "2031-07-01T10:00:00Z")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    path = tmp_path_factory.mktemp("record") / "s.record"
    pipeline.build([STORY], path)
    return path


@pytest.fixture
def record(built, tmp_path):
    path = tmp_path / "s.record"
    path.write_bytes(built.read_bytes())
    return path


def run(record, *arguments):
    return CliRunner().invoke(cli, ["edit", str(record), *map(str, arguments)])


def done(record, *arguments):
    result = run(record, *arguments)
    assert result.exit_code == 0, (arguments, result.output, result.exception)
    return result


def ids(record):
    found = open_record(record)
    return {
        "article": found.articles[0].id, "person": found.people[0].id, "quotation": found.quotations[0].id,
        "event": found.events[0].id, "difference": found.differences[0].id,
    }  # fmt: skip


def test_every_verb_does_its_work_and_says_nothing(record):
    named = ids(record)
    roe = next(p for p in open_record(record).people if p.name == "Ann Roe")
    last = roe.mentions[-1]
    for arguments in (
        ("note", "Ann Roe", "who is she?"),
        ("split", "Ann Roe", f"{last.article}:{last.start}-{last.end}"),
        ("merge", "Ann Roe", "Tom Ash"),
        ("set", "outlet", "charged.txt", "The Anselm Post"),
        ("set", "speaker", named["quotation"], "Ann Roe"),
        ("set", "date", named["event"], "2031-01-20"),
        ("pin", named["event"]),
        ("accept", named["difference"]),
        ("dismiss", named["difference"]),
        ("reject", named["quotation"]),
    ):
        assert done(record, *arguments, *WHEN).output == ""
    kept = open_record(record).edits
    assert len(kept) == 10
    assert {e.when for e in kept} == {"2031-07-01T10:00:00Z"}
    assert done(record, "undo").output == ""
    assert [e.undone for e in open_record(record).edits] == [False] * 9 + [True]
    checked = CliRunner().invoke(cli, ["check", str(record)])
    assert checked.exit_code == 0, checked.output


def test_the_list_tells_what_was_undone_and_what_no_longer_applies(record):
    assert "nothing on record" in done(record, "list").output
    done(record, "set", "outlet", "charged.txt", "The Anselm Post")
    done(record, "reject", "Tom Ash")
    done(record, "undo", 2)
    pipeline.remove(record, ["charged.txt"])
    lines = " ".join(done(record, "list").output.split())
    assert "article “charged.txt”: The Anselm Post" in lines
    assert "its article is not in the record" in lines
    assert "undone" in lines


def test_corrections_are_marked_wherever_they_show(record):
    done(record, "note", "Ann Roe", "ask her")
    done(record, "pin", open_record(record).events[-1].id)
    done(record, "accept", ids(record)["difference"])
    done(record, "set", "outlet", "charged.txt", "The Anselm Post")

    def shown(*command):
        return CliRunner().invoke(cli, [*command, str(record)]).output

    assert "✎ 4 corrections by hand" in " ".join(shown("show").split())
    assert "✎ kept as it is by hand" in shown("show")
    assert "✎ note: ask her" in shown("people")
    assert "✎ accepted by hand" in shown("differences")
    assert "✎ outlet set by hand" in shown("sources")
    report = CliRunner().invoke(cli, ["export", str(record), "--format", "html"]).output
    for words in ("note: ask her", "kept as it is by hand", "accepted by hand", "outlet set by hand"):
        assert f"✎ <bdi>{words}</bdi>" in report
    data = json.loads(CliRunner().invoke(cli, ["export", str(record), "--format", "json"]).output)
    assert [e["verb"] for e in data["edits"]] == ["note", "pin", "accept", "set outlet"]


def test_corrections_go_out_and_come_in_as_toml(record, built, tmp_path):
    done(record, "merge", "Ann Roe", "Tom Ash", *WHEN)
    done(record, "note", "Ann Roe", "it's “her”", *WHEN)
    text = done(record, "export").output
    done(record, "export", "-o", tmp_path / "e.toml")
    assert (tmp_path / "e.toml").read_text("utf-8") == text
    other = tmp_path / "other.record"
    other.write_bytes(built.read_bytes())
    assert done(other, "import", tmp_path / "e.toml").output == ""
    done(other, "import", tmp_path / "e.toml")
    assert open_record(other) == open_record(record)


def test_what_comes_in_and_does_not_apply_is_a_line(record, tmp_path):
    done(record, "set", "outlet", "charged.txt", "The Anselm Post")
    done(record, "export", "-o", tmp_path / "e.toml")
    other = tmp_path / "other.record"
    pipeline.build([STORY / "sinking.txt"], other)
    result = done(other, "import", tmp_path / "e.toml")
    assert result.stderr == (
        "onrecord: edit 1 (set outlet, article “charged.txt”) no longer applies: its article is not in the record\n"
    )


def test_a_note_joins_nothing_anew(record, monkeypatch):
    monkeypatch.setattr(pipeline, "_join", lambda *_: pytest.fail("joined"))
    done(record, "note", "Ann Roe", "ask her")
    assert open_record(record).edits[0].value == "ask her"


def test_the_moment_is_now_unless_it_is_given(record):
    done(record, "note", "Ann Roe", "ask her")
    assert open_record(record).edits[0].when.endswith("Z")


@pytest.mark.parametrize(
    "arguments",
    [("merge", "Ann Roe"), ("merge",), ("set", "headline", "charged.txt", "x"), ("set", "outlet", "charged.txt"),
     ("correct", "x"), ("undo", "0"), ("undo", "last"), ("note", "Ann Roe"), ()],
)  # fmt: skip
def test_wrong_usage_is_2(record, arguments):
    assert run(record, *arguments).exit_code == 2
    assert open_record(record).edits == ()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("reject", "Zora Quell"), "there is no 'Zora Quell' in the record"),
        (("undo",), "there is no edit to undo"),
        (("undo", 3), "there is no edit 3"),
        (("note", "Ann Roe", "x", "--when", "now"), "'now' is no EDTF date"),
        (("set", "date", "e", "x"), "there is no 'e'"),
        (("import", "nowhere.toml"), "nowhere.toml: cannot be read"),
        (("import", str(STORY / "charged.txt")), "charged.txt: is no TOML"),
        (("export", "-o", "no/where.toml"), "cannot be written"),
    ],
)
def test_what_fails_is_1_and_a_line(record, arguments, why):
    result = run(record, *arguments)
    assert result.exit_code == 1
    assert why in str(result.exception)
    assert "\n" not in str(result.exception)
    assert open_record(record).edits == ()


def test_no_record_is_made_by_correcting(tmp_path):
    for arguments in (("list",), ("undo",), ("reject", "x"), ("export",), ("find", "x")):
        assert run(tmp_path / "none.record", *arguments).exit_code == 1
    assert not (tmp_path / "none.record").exists()


def test_what_can_be_corrected_is_found(record):
    found = done(record, "find", "ann roe").output.splitlines()
    line = next(line for line in found if line.endswith("person  Ann Roe"))
    parts = done(record, "find", line.split()[0]).output.splitlines()
    assert [p.split(maxsplit=2)[1:] for p in parts] == [
        ["mention", "Ann Roe"],
        ["mention", "Ann Roe"],
        ["mention", "Roe"],
    ]


def test_every_verb_and_its_options_are_documented():
    told = (ROOT / "docs" / "commands.md").read_text()
    for name, command in editing.edit.commands.items():
        assert f"`{name}" in told, name
        for option in (o for p in command.params for o in p.opts if o.startswith("--")):
            assert option in told, f"{name} {option}"
