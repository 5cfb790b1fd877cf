"""The check: passes on a record as built, and names what was tampered with."""

import sqlite3
from pathlib import Path

import pytest

from onrecord import pipeline, proof

STORY = Path(__file__).parent / "golden" / "story"


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "s.record"
    pipeline.build([STORY], path)
    return path


def tamper(path, statement, *values):
    db = sqlite3.connect(path)
    db.execute(statement, values)
    db.commit()
    db.close()


def failures(path):
    return " | ".join(proof.check(path).failures)


def test_a_record_as_built_passes(record):
    checked = proof.check(record)
    assert checked.failures == ()
    assert checked.articles == 2
    assert checked.spans > 30


def test_an_edited_text_fails(record):
    tamper(record, "UPDATE articles SET text = replace(text, 'three people', 'seven people')")
    assert "the text is not what the source gives now" in failures(record)


def test_edited_bytes_fail(record):
    other = sqlite3.connect(record)
    one, two = (row[0] for row in other.execute("SELECT data FROM sources ORDER BY sha256"))
    other.close()
    tamper(record, "UPDATE sources SET data = ? WHERE data = ?", two, one)
    assert "another sha256" in failures(record)


def test_a_missing_source_fails(record):
    tamper(record, "DELETE FROM sources")
    assert "cannot be proved" in failures(record)


def test_a_span_outside_its_text_fails(record):
    tamper(record, "UPDATE times SET json = json_set(json, '$.span.end', 99999) WHERE ord = 0")
    assert "is not in article" in failures(record)


def test_a_reference_to_nobody_fails(record):
    tamper(record, "DELETE FROM people")
    assert "names a person that is not there" in failures(record)


def test_an_utterance_that_is_not_there_fails(record):
    tamper(record, "DELETE FROM utterances")
    assert "belongs to no utterance" in failures(record)


def test_a_page_is_checked_against_its_source(tmp_path):
    path = tmp_path / "page.record"
    (tmp_path / "a.html").write_text(
        "<html><head><title>Ferry sinks</title></head><body><h1>Ferry sinks</h1>"
        "<p>The ferry <i>sank</i> in the harbour of Brackwater on Monday, &ldquo;in minutes&rdquo;, said its owner.</p>"
        "<p>Nobody was hurt, but the crossing will be closed until the wreck is raised, the council said.</p></body>"
    )
    pipeline.build([tmp_path / "a.html"], path)
    assert proof.check(path).failures == ()
    tamper(path, "UPDATE articles SET json = json_set(json, '$.source_map[1][2]', 3)")
    assert "are not those at 3 of the source" in failures(path)
