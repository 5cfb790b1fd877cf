"""The record file: what is refused, what survives, and that writing is all or nothing."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from onrecord.errors import RecordError
from onrecord.model import BuiltWith, Cleaned, Findings, Record, Repair, Source
from onrecord.span import Span
from onrecord.store import Member, Packed, Store

MADE = BuiltWith("0", "m", "d", "s")


def kept(article, data=b"The ferry sank."):
    source = Source(article.key, article.path, "text", data, origin="/in/" + article.path)
    member = Member(article.id, source.key, source.path, "text", source.origin, 0, 0, sha256=sha256(data).hexdigest())
    repairs = (Repair(Span(article.id, 4, 9), "ferry"),)
    return source, member, Cleaned(article, repairs), Findings(article.id)


def fill(store, article, story="s"):
    source, member, cleaned, found = kept(article)
    store.keep([Packed.of(source, "key", cleaned, found, whole=True)])
    record = Record("1.0", story, MADE, articles=(article,), repairs=cleaned.repairs)
    store.write(record, [member], [], [], [])
    return record


def test_a_record_comes_back_as_it_was_written(tmp_path, make_article):
    path = tmp_path / "s.record"
    with Store(path, create=True) as store:
        record = fill(store, make_article("The ferry sank."))
    with Store(path) as store:
        assert store.record() == record
        assert store.source(store.members()[0]).data == b"The ferry sank."


def test_findings_come_back_typed(tmp_path, make_article):
    article = make_article("The ferry sank.")
    with Store(tmp_path / "s.record", create=True) as store:
        source, _, cleaned, found = kept(article)
        store.keep([Packed.of(source, "key", cleaned, found, whole=True)])
        assert list(store.read_findings([article.id])) == [(cleaned, found)]
        assert store.cached() == {article.id: "key"}


def test_findings_of_no_member_are_dropped_when_a_record_is_written(tmp_path, make_article):
    stray, article = make_article("Adrift.", key="stray"), make_article("The ferry sank.")
    with Store(tmp_path / "s.record", create=True) as store:
        source, _, cleaned, found = kept(stray)
        store.keep([Packed.of(source, "key", cleaned, found, whole=True)])
        fill(store, article)
        assert list(store.cached()) == [article.id]


def test_a_failed_write_leaves_the_old_record(tmp_path, make_article):
    path = tmp_path / "s.record"
    with Store(path, create=True) as store:
        before = fill(store, make_article("The ferry sank."), "before")

        def broken():
            yield from ()
            raise RuntimeError("the power went")

        with pytest.raises(RuntimeError):
            store.write(Record("1.0", "after", MADE), [], [], broken(), [])
        assert store.record() == before


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be one" * 40, b"SQLite format 3\0"])
def test_another_file_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "s.record"
    path.write_bytes(content)
    with pytest.raises(RecordError, match="is no onrecord record"):
        Store(path, create=True)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path):
    path = tmp_path / "other.db"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE t(x)")
    db.commit()
    db.close()
    with pytest.raises(RecordError, match="is no onrecord record"):
        Store(path, create=True)


def test_a_newer_format_is_refused(tmp_path, make_article):
    path = tmp_path / "s.record"
    with Store(path, create=True) as store:
        fill(store, make_article("The ferry sank."))
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(RecordError, match="tables of version 99; it needs onrecord"):
        Store(path)


def test_a_missing_record_is_not_made_by_reading(tmp_path):
    with pytest.raises(RecordError, match="no such record"):
        Store(tmp_path / "none.record")
    assert not (tmp_path / "none.record").exists()


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(RecordError):
        Store(tmp_path, create=True)


def test_a_damaged_item_is_named(tmp_path, make_article):
    path = tmp_path / "s.record"
    with Store(path, create=True) as store:
        fill(store, make_article("The ferry sank."))
    db = sqlite3.connect(path)
    db.execute("UPDATE repairs SET json = '{\"reads\": 5}'")
    db.commit()
    db.close()
    with Store(path) as store, pytest.raises(RecordError, match="repairs is damaged"):
        store.record()


def test_the_tables_are_plain_to_other_tools(tmp_path, make_article):
    path = tmp_path / "s.record"
    with Store(path, create=True) as store:
        fill(store, make_article("The ferry sank.", outlet="Harbour Post"))
    db = sqlite3.connect(path)
    assert db.execute("SELECT outlet, text FROM articles").fetchall() == [("Harbour Post", "The ferry sank.")]
    assert db.execute("SELECT text FROM repairs").fetchall() == [("ferry",)]
    assert db.execute("SELECT rowid FROM passages_fts WHERE passages_fts MATCH 'ferry'").fetchall() == [(0,)]
    db.close()


def test_a_part_of_a_record_is_read_alone(tmp_path, make_article):
    with Store(tmp_path / "s.record", create=True) as store:
        record = fill(store, make_article("The ferry sank."))
        part = store.record(only=("articles",))
    assert part.articles == record.articles
    assert record.repairs and part.repairs == ()


def test_a_reader_may_be_handed_to_another_thread(tmp_path, make_article):
    with Store(tmp_path / "s.record", create=True) as store:
        fill(store, make_article("The ferry sank."))
    with Store(tmp_path / "s.record") as store, ThreadPoolExecutor(1) as other:
        assert other.submit(store.meta, "story").result() == "s"
