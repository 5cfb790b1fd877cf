"""One writer at a time, readers undisturbed, and two corrections at once both kept."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from onrecord import lock, pipeline
from onrecord.edits.making import undone
from onrecord.errors import RecordError
from onrecord.lock import Lock
from onrecord.settings import Settings
from onrecord.store import Store, open_record
from onrecord.write.json import to_json

STORY = Path(__file__).parents[1] / "golden" / "story"
WHEN = "2031-07-01T10:00:00Z"

HOLD = """
import sys, time
from pathlib import Path
from onrecord.lock import Lock
held = Lock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def holder(record):
    """Another process that holds the lock."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(record)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_writer_is_told_who_holds_the_record(record, holder, monkeypatch):
    monkeypatch.setattr(lock, "PATIENCE", 0.2)
    with pytest.raises(RecordError, match=f"process {holder.pid} on .* is writing to it") as told:
        pipeline.build([STORY], record)
    assert "\n" not in str(told.value)


def test_readers_do_not_wait(record, holder, monkeypatch):
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    assert len(open_record(record).articles) == 2


def test_a_kill_releases_the_lock(record, holder, monkeypatch):
    holder.kill()
    holder.wait()
    assert (record.parent / "s.record.lock").exists()
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    with Store(record, write=True):
        pass
    assert [p.name for p in record.parent.iterdir()] == ["s.record"]


def test_a_second_writer_goes_on_when_the_first_is_done(record):
    first = Lock(record)
    done: list[str] = []

    def second() -> None:
        with Store(record, write=True) as store:
            done.append(store.record().story)

    waiting = threading.Thread(target=second)
    waiting.start()
    waiting.join(0.3)
    assert not done
    first.release()
    waiting.join(30)
    assert len(done) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no symbolic links")
def test_a_link_in_the_place_of_the_lock_is_not_followed(record):
    other = record.parent / "other"
    other.write_text("mine")
    (record.parent / "s.record.lock").symlink_to(other)
    with pytest.raises(RecordError, match="cannot be written"):
        Store(record, write=True)
    assert other.read_text() == "mine"


def test_what_the_lock_file_says_is_shown_as_plain_text(record, monkeypatch):
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    held = Lock(record)
    (record.parent / "s.record.lock").write_text("\x1b[2Jprocess\n1" + "x" * 1000)
    with pytest.raises(RecordError) as told:
        Lock(record)
    assert "\x1b" not in str(told.value)
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 500
    held.release()


# ------------------------------------------------------------------ corrections
def test_corrections_made_at_once_are_all_kept(record):
    def note(number: int) -> None:
        pipeline.correct(record, lambda desk: desk.edit("note", "Ann Roe", f"note {number}"), WHEN)

    makers = [threading.Thread(target=note, args=(n,)) for n in range(6)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert sorted(e.value for e in open_record(record).edits) == [f"note {n}" for n in range(6)]


def test_a_correction_and_a_build_at_once_are_both_kept(record, tmp_path):
    (tmp_path / "more.txt").write_text(
        "Ferry raised\n\nThe ferry was raised off Port Anselm on Friday, Tom Ash said.\n"
    )
    build = threading.Thread(target=pipeline.build, args=([tmp_path / "more.txt"], record))
    build.start()
    pipeline.correct(record, lambda desk: desk.edit("note", "Ann Roe", "who?"), WHEN)
    build.join()
    after = open_record(record)
    assert (len(after.articles), [e.value for e in after.edits]) == (3, ["who?"])


def test_a_list_of_corrections_that_lacks_somebody_elses_is_refused(record):
    pipeline.correct(record, lambda desk: desk.edit("note", "Ann Roe", "hers"), WHEN)
    with pytest.raises(RecordError, match="by somebody else meanwhile"):
        pipeline.edit(record, [])
    (edit,) = open_record(record).edits
    pipeline.revise(record, lambda edits: undone(edits, 1))
    with pytest.raises(RecordError, match="by somebody else meanwhile"):
        pipeline.edit(record, [edit])
    assert [e.undone for e in open_record(record).edits] == [True]


def test_a_clock_that_jumps_changes_no_order(record):
    for stamp in ("2031-07-03T10:00:00Z", "2001-01-01T00:00:00Z", "2031-07-02T10:00:00Z"):
        pipeline.correct(record, lambda desk: desk.edit("note", "Ann Roe", "again"), stamp)
    before = open_record(record)
    pipeline.rejoin(record)
    assert [e.when[:4] for e in open_record(record).edits] == ["2031", "2001", "2031"]
    assert to_json(open_record(record)) == to_json(before)


# ------------------------------------------------------------------ settings
def test_a_record_keeps_the_settings_that_it_was_built_with(tmp_path):
    own = Settings(surname_ratio=3.5, utterance_days=3)
    record = tmp_path / "own.record"
    pipeline.build([STORY], record, settings=own)
    digest = open_record(record).built_with.settings_digest
    assert digest == own.digest()
    pipeline.correct(record, lambda desk: desk.set("outlet", "charged.txt", "The Anselm Post"), WHEN)
    pipeline.remove(record, ["sinking.txt"])
    pipeline.remove(record, ["sinking.txt"], undo=True)
    pipeline.rejoin(record)
    pipeline.build([STORY], record)
    with Store(record) as store:
        assert store.settings() == own
    assert open_record(record).built_with.settings_digest == digest


def test_a_record_of_usual_settings_follows_them(built):
    with Store(built) as store:
        assert store.meta("settings") == "{}"
        assert store.settings() == Settings()


def test_what_only_reads_leaves_nothing_beside_the_record(record):
    os.utime(record, (1, 1))
    open_record(record)
    assert [p.name for p in record.parent.iterdir()] == ["s.record"]
    assert record.stat().st_mtime == 1


@pytest.mark.parametrize("name", ["s.record", "mine.db"])
def test_a_record_in_the_folder_that_it_is_built_of_is_not_read(built, tmp_path, name):
    for path in STORY.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    for beside in ("s.record.bak-2", "s.record-journal"):
        (tmp_path / beside).write_text("A ferry sank off Port Anselm on Monday, officials said.\n")
    (tmp_path / "s.record.work").mkdir()
    (tmp_path / "s.record.work" / "x.txt").write_text("A ferry sank.\n")
    pipeline.build([tmp_path], tmp_path / name)
    pipeline.build([tmp_path], tmp_path / name)
    assert [a.key for a in open_record(tmp_path / name).articles] == [a.key for a in open_record(built).articles]
    if name == "s.record":
        assert to_json(open_record(tmp_path / name)) == to_json(open_record(built))


# ------------------------------------------------------------------ two builds, and who reads meanwhile
def ferry(folder, number):
    path = folder / f"{number}.txt"
    said = f"The ferry was raised off Port Anselm on Friday, Tom Ash, {number}, said."
    path.write_text(f"Ferry raised {number}\n\n{said}\n")
    return path


def test_two_builds_of_one_record_at_once_are_both_kept(record, tmp_path):
    builds = [threading.Thread(target=pipeline.build, args=([ferry(tmp_path, n)], record)) for n in (31, 32)]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    both = to_json(open_record(record))
    assert len(open_record(record).articles) == 4
    pipeline.build([STORY, tmp_path / "31.txt", tmp_path / "32.txt"], tmp_path / "once.record")
    assert both == to_json(open_record(tmp_path / "once.record"))


def test_who_reads_while_a_build_writes_sees_the_old_record_or_the_new_one(record, tmp_path):
    seen = {to_json(open_record(record))}
    done = threading.Event()

    def build() -> None:
        for number in range(41, 44):
            pipeline.build([ferry(tmp_path, number)], record)
            seen.add(to_json(open_record(record)))
        done.set()

    writer = threading.Thread(target=build)
    writer.start()
    read = []
    while not done.is_set():
        read.append(to_json(open_record(record)))
    writer.join()
    assert len(read) > 3
    assert set(read) <= seen
