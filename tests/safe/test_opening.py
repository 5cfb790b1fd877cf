"""What is refused or mended when a record is opened: cut-off writes, other versions, what strangers put in."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import opening, pipeline, proof
from onrecord.cli import cli
from onrecord.errors import RecordError
from onrecord.settings import FORMAT
from onrecord.store import Store, open_record
from onrecord.tables import NEEDS, SCHEMA_VERSION
from onrecord.write.html import to_html
from onrecord.write.json import to_json

STORY = Path(__file__).parents[1] / "golden" / "story"


def tamper(path, script):
    db = sqlite3.connect(path)
    db.executescript(script)
    db.commit()
    db.close()


# ------------------------------------------------------------------ writes that were cut off
def cut_off(record, tmp_path):
    """A copy of the record in the middle of a write: half of it in the file, the journal beside it."""
    db = sqlite3.connect(record, isolation_level=None)
    db.execute("PRAGMA cache_size = 1")
    db.execute("BEGIN IMMEDIATE")
    db.execute("UPDATE articles SET text = upper(text), json = upper(json)")
    db.execute("DELETE FROM quotations")
    half = tmp_path / "half" / "s.record"
    half.parent.mkdir()
    for name in ("s.record", "s.record-journal"):
        (half.parent / name).write_bytes((record.parent / name).read_bytes())
    db.execute("ROLLBACK")
    db.close()
    return half


def test_a_write_that_was_cut_off_is_taken_back_by_who_reads(record, tmp_path):
    half = cut_off(record, tmp_path)
    assert half.read_bytes() != record.read_bytes()
    assert to_json(open_record(half)) == to_json(open_record(record))
    assert proof.check(half).failures == ()


def test_a_first_write_that_was_cut_off_is_no_record_yet(tmp_path):
    path = tmp_path / "s.record"
    path.write_bytes(b"")
    with pytest.raises(RecordError, match="no such record"):
        open_record(path)
    pipeline.build([STORY], path)
    assert len(open_record(path).articles) == 2


def test_a_build_that_was_cut_off_says_what_to_do(tmp_path):
    with Store(tmp_path / "s.record", create=True):
        pass
    with pytest.raises(RecordError, match="holds no finished record; run onrecord build again"):
        open_record(tmp_path / "s.record")


# ------------------------------------------------------------------ other versions
OLDER = """
DROP TABLE quotations_fts;
DROP TABLE dated;
ALTER TABLE problems RENAME TO problems_of_old;
CREATE TABLE problems(what TEXT NOT NULL, path TEXT NOT NULL, why TEXT NOT NULL);
INSERT INTO problems SELECT * FROM problems_of_old;
DROP TABLE problems_of_old;
ALTER TABLE articles ADD COLUMN mood TEXT;
CREATE VIEW glance AS SELECT title FROM articles;
"""
"""Makes of a record one as an earlier version might have made it: tables, columns and indexes that differ."""


@pytest.fixture
def older(record, monkeypatch):
    monkeypatch.setattr(opening, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    opening._laid.cache_clear()
    tamper(record, OLDER)
    yield record
    opening._laid.cache_clear()


def test_an_older_record_is_read_and_left_as_it_is(built, older):
    before = older.read_bytes()
    assert to_json(open_record(older)) == to_json(open_record(built))
    assert older.read_bytes() == before
    assert [p.name for p in older.parent.iterdir()] == ["s.record"]


def test_an_older_record_is_brought_up_to_date_with_a_backup(built, older):
    before = older.read_bytes()
    pipeline.rejoin(older)
    assert to_json(open_record(older)) == to_json(open_record(built))
    assert proof.check(older).failures == ()
    backup = older.parent / f"s.record.bak-{SCHEMA_VERSION}"
    assert sorted(p.name for p in older.parent.iterdir()) == ["s.record", backup.name]
    assert len(backup.read_bytes()) == len(before)
    assert to_json(open_record(backup)) == to_json(open_record(built))
    db = sqlite3.connect(older)
    assert db.execute("SELECT count(*) > 0 FROM quotations_fts WHERE quotations_fts MATCH 'chain'").fetchone() == (1,)
    assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION + 1,)
    db.close()


def test_an_upgrade_that_fails_changes_nothing(older, monkeypatch):
    tamper(older, "ALTER TABLE members DROP COLUMN origin")
    before = open_tables(older)
    with pytest.raises(RecordError, match=r"members\.origin"):
        pipeline.rejoin(older)
    assert open_tables(older) == before


def open_tables(path):
    db = sqlite3.connect(path)
    found = sorted(db.execute("SELECT name, sql FROM sqlite_master").fetchall(), key=str)
    count = db.execute("SELECT count(*) FROM members").fetchone()
    db.close()
    return found, count


def test_a_backup_that_is_there_is_not_overwritten(older):
    backup = older.parent / f"s.record.bak-{SCHEMA_VERSION}"
    backup.write_text("mine")
    pipeline.rejoin(older)
    assert backup.read_text() == "mine"


@pytest.mark.parametrize("script", [
    "PRAGMA user_version = 99; UPDATE meta SET value = '7.1.0' WHERE key = 'needs'",
    "UPDATE meta SET value = '1.9' WHERE key = 'onrecord'; UPDATE meta SET value = '7.1.0' WHERE key = 'needs'",
    "UPDATE meta SET value = '2.0' WHERE key = 'onrecord'; UPDATE meta SET value = '7.1.0' WHERE key = 'needs'",
])  # fmt: skip
@pytest.mark.parametrize("mode", ["read", "write"])
def test_a_newer_record_is_refused_with_the_version_that_reads_it(record, script, mode):
    tamper(record, script)
    before = record.read_bytes()
    with pytest.raises(RecordError, match=r"it needs onrecord 7\.1\.0 or newer"):
        Store(record, write=mode == "write")
    assert record.read_bytes() == before


def test_a_record_of_an_older_minor_format_opens(record):
    tamper(record, "UPDATE meta SET value = '0.9' WHERE key = 'onrecord'")
    assert len(open_record(record).articles) == 2
    pipeline.rejoin(record)
    with Store(record) as store:
        assert (store.meta("onrecord"), store.meta("needs")) == (FORMAT, NEEDS)


# ------------------------------------------------------------------ strangers
HOSTILE = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM sources; END",
    "a trigger on deletion": "CREATE TRIGGER t AFTER DELETE ON articles BEGIN DELETE FROM sources; END",
    "a view in the place of a table": "DROP TABLE repairs; CREATE VIEW repairs AS WITH RECURSIVE c(ord, json) AS "
    "(SELECT 1, '{}' UNION ALL SELECT ord + 1, json FROM c) SELECT * FROM c",
    "a view": "CREATE VIEW more AS SELECT * FROM articles",
    "a generated column": "DROP TABLE repairs; CREATE TABLE repairs(ord INTEGER PRIMARY KEY, article TEXT, start "
    "INTEGER, \"end\" INTEGER, text TEXT, reads TEXT, json TEXT GENERATED ALWAYS AS (hex(zeroblob(200000000))))",
    "a check": "DROP TABLE problems; CREATE TABLE problems(what TEXT, path TEXT, why TEXT CHECK (why GLOB why || '*'))",
    "an index on an expression": "CREATE INDEX i ON articles(hex(text || zeroblob(1000000)))",
    "a table that is missing": "DROP TABLE dated",
    "another table of words": "DROP TABLE passages_fts; CREATE VIRTUAL TABLE passages_fts USING fts5(title, text)",
}  # fmt: skip


@pytest.mark.parametrize("script", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("mode", ["read", "write"])
def test_what_onrecord_did_not_make_is_refused(record, script, mode):
    tamper(record, script)
    with pytest.raises(RecordError, match=r"not of onrecord's making|is damaged: it has no"):
        Store(record, write=mode == "write")


@pytest.mark.parametrize("script", [HOSTILE["a trigger"], HOSTILE["a view in the place of a table"]])
def test_an_older_record_is_no_way_in(older, script):
    tamper(older, script)
    with pytest.raises(RecordError, match=r"not of onrecord's making"):
        open_record(older)


def test_tables_of_other_programs_are_left_alone(record):
    tamper(record, "CREATE TABLE notes(x); INSERT INTO notes VALUES (1); ANALYZE")
    pipeline.rejoin(record)
    db = sqlite3.connect(record)
    assert db.execute("SELECT x FROM notes").fetchall() == [(1,)]
    db.close()


SET = "UPDATE {0} SET json = json_set(json, '{1}', json('{2}')) WHERE ord = (SELECT max(ord) FROM {0})"
WRONG = {
    "a number for an item": "UPDATE people SET json = 5",
    "a blob for an item": "UPDATE people SET json = x'00ff'",
    "nothing for an item": "UPDATE people SET json = NULL",
    "text that is no UTF-8": "UPDATE people SET json = CAST(x'22ff22' AS TEXT)",
    "an item of another kind": SET.format("people", "$.mentions", '"x"'),
    "brackets without end": "UPDATE times SET json = replace(hex(zeroblob(50000)), '00', '[')",
    "unknown brackets without end": "UPDATE people SET json = '{\"new\":' || replace(hex(zeroblob(50000)), '00', '[')",
    "a span before the text": SET.format("times", "$.span.start", "-5"),
    "a span behind the text": SET.format("times", "$.span.end", "999999999999999999"),
    "a span past all numbers": SET.format("times", "$.span.end", "9" * 40),
    "an empty span": SET.format("times", "$.span.end", "0"),
    "a span in no article": SET.format("times", "$.span.article", '"<script>"'),
    "a version of itself": "UPDATE articles SET json = json_set(json, '$.version_of', id)",
    "versions in a ring": "UPDATE articles SET json = json_set(json, '$.version_of', "
    "(SELECT b.id FROM articles b WHERE b.id <> articles.id))",
    "a copy of nothing": SET.format("articles", "$.copy_of", '"a0"'),
    "quotations in one another": "UPDATE quotations SET json = json_set(json, '$.nested_in', id)",
    "a quotation without words": SET.format("quotations", "$.content", "[]"),
    "one id for all": "UPDATE people SET json = json_set(json, '$.id', 'p0')",
    "a speaker who is not there": SET.format("utterances", "$.speaker", '"p0"'),
    "a difference without sides": SET.format("differences", "$.statements", "[]"),
    "no text": "UPDATE articles SET text = NULL",
    "a built_with that is none": "UPDATE meta SET value = '[]' WHERE key = 'built_with'",
}  # fmt: skip


@pytest.mark.parametrize("script", WRONG.values(), ids=WRONG.keys())
def test_what_does_not_hold_together_is_one_line(record, script):
    tamper(record, script)
    for arguments in (["show"], ["quotes"], ["timeline"], ["export", "--format", "json"], ["edit", "list"]):
        command, rest = (arguments[0], arguments[1:])
        call = [command, str(record), *rest]
        done = CliRunner().invoke(cli, call)
        if command != "timeline":
            assert isinstance(done.exception, RecordError), (call, done.exception)
        assert done.exception is None or isinstance(done.exception, RecordError), (call, done.exception)
        assert "\n" not in str(done.exception or "")


@pytest.mark.parametrize("script", [
    "UPDATE members SET ord = 'x'", "UPDATE members SET key = x'ff'", "UPDATE members SET format = 'exe'",
    "UPDATE meta SET value = '{\"model\": 5}' WHERE key = 'settings'",
    "UPDATE meta SET value = '{\"model\": \"antigravity\"}' WHERE key = 'settings'",
    "UPDATE sources SET data = 5", "UPDATE sources SET data = x'789c'", "UPDATE dated SET start = 'x'",
    "UPDATE dated SET article = '<b>'", "UPDATE edits SET verb = 'x'",
    "INSERT INTO edits VALUES (0, '', '', '', '', 0, '{\"verb\":\"x\",\"target\":\"\",\"value\":\"\",\"when\":\"\","
    "\"undone\":false}')",
])  # fmt: skip
def test_what_else_is_wrong_is_one_line_too(record, script):
    tamper(record, script)
    for call in (["check", str(record)], ["timeline", str(record)], ["remove", str(record), "sinking.txt"]):
        done = CliRunner().invoke(cli, call)
        told = done.exception
        assert told is None or isinstance(told, (SystemExit, RecordError)) or "OnrecordError" in str(type(told).__mro__)


def test_settings_of_a_stranger_import_nothing(record):
    tamper(record, "UPDATE meta SET value = '{\"model\": \"antigravity\"}' WHERE key = 'settings'")
    with pytest.raises(RecordError, match="something else than a language model"):
        pipeline.rejoin(record)
    assert "antigravity" not in sys.modules


def test_a_blob_that_unpacks_to_too_much_is_refused(record, monkeypatch):
    import zlib

    monkeypatch.setattr("onrecord.store.MAX_BLOB", 2**20)
    db = sqlite3.connect(record)
    db.execute("UPDATE sources SET data = ?", (zlib.compress(bytes(2**24)),))
    db.commit()
    db.close()
    with pytest.raises(RecordError, match="a blob of more than"):
        proof.check(record)


def test_sqlite_may_not_do_much(record):
    with Store(record) as store:
        db = store._db
        with pytest.raises(sqlite3.Error):
            db.execute("SELECT zeroblob(300000000)")
        with pytest.raises(sqlite3.Error):
            db.execute("ATTACH ':memory:' AS other")
        assert db.execute("PRAGMA trusted_schema").fetchone() == (0,)


MARKUP = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\x1b[2J"


def test_markup_in_ids_and_keys_is_shown_as_text(record, tmp_path):
    db = sqlite3.connect(record)
    whole = "\x00".join(row[0] for row in db.execute("SELECT id FROM people"))
    for old in whole.split("\x00")[:2]:
        for table in ("people", "quotations", "utterances", "events", "differences"):
            rows = db.execute(f"SELECT ord, json FROM {table}").fetchall()
            for place, text in rows:
                new = text.replace(f'"{old}"', '"' + MARKUP.replace("\x1b", "\\u001b") + old + '"')
                db.execute(f"UPDATE {table} SET json = ? WHERE ord = ?", (new, place))
    db.commit()
    db.close()
    html = to_html(open_record(record))
    assert "<img src=x" not in html
    assert "alert(1)</script><" not in html
    shown = CliRunner().invoke(cli, ["people", str(record)]).output
    assert "\x1b[2J" not in shown


def test_no_code_comes_out_of_a_record():
    """Neither pickle nor anything like it is read anywhere in the program."""
    import onrecord

    for path in Path(onrecord.__file__).parent.rglob("*.py"):
        text = path.read_text("utf-8")
        for word in ("pickle", "marshal", "shelve", "eval(", "exec(", "load_extension", "import yaml"):
            assert not [line for line in text.splitlines() if word in line and f"_{word}" not in line], (path, word)
