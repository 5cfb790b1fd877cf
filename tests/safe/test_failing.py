"""What fails around a build: a full disk, a folder that cannot be written to, memory, workers, a spoilt cache."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
import zlib
from importlib import import_module
from pathlib import Path

import pytest

from onrecord import languagemodel, pipeline, proof, workers
from onrecord.errors import ModelError, OnrecordError, RecordError
from onrecord.settings import Settings
from onrecord.store import Store, open_record
from onrecord.write.json import to_json

parse = import_module("onrecord.find.parse")  # its name in the package is the function's
STORY = Path(__file__).parents[1] / "golden" / "story"
WHEN = "2031-07-01T10:00:00Z"
POSIX = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")


def in_child(work, before=lambda: None):
    """Runs `work` in a fork after `before`; returns its one line of error, or ''. Anything else is its traceback."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        told = "never ended"
        try:
            before()
            work()
            told = ""
        except OnrecordError as error:
            told = f"{type(error).__name__}: {error}"
        except BaseException as error:
            told = f"!! {error!r}"
        finally:
            os.write(writing, told.encode())
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        return pipe.read().decode()


# ------------------------------------------------------------------ a full disk
def bounded(size):
    def bound():
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return bound


def more(folder):
    (folder / "more").mkdir()
    line = "The ferry Marigold was raised off Port Anselm on Friday, the harbor master, Tom Ash, said.\n\n"
    for number in range(4):
        (folder / "more" / f"{number}.txt").write_text(f"Ferry raised, day {number}\n\n" + line * (20 + number))
    return folder / "more"


@POSIX
def test_a_full_disk_loses_nothing(record, tmp_path):
    before, inputs = to_json(open_record(record)), more(tmp_path)
    size = record.stat().st_size
    told = in_child(lambda: pipeline.build([inputs], record), bounded(size + 8192))
    assert told.endswith("the disk is full or failing; nothing was changed")
    assert "\n" not in told
    assert to_json(open_record(record)) == before
    assert proof.check(record).failures == ()
    pipeline.build([inputs], record)
    assert len(open_record(record).articles) == 6


@POSIX
def test_a_disk_that_is_full_from_the_start_is_one_line(tmp_path):
    told = in_child(lambda: pipeline.build([STORY], tmp_path / "s.record"), bounded(4096))
    assert told.startswith("RecordError: ")
    assert "the disk is full or failing" in told
    pipeline.build([STORY], tmp_path / "s.record")
    assert len(open_record(tmp_path / "s.record").articles) == 2


# ------------------------------------------------------------------ a folder that cannot be written to
def as_nobody():
    """Root may write anywhere, so the child becomes somebody else."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


@pytest.fixture
def shut(record):
    """A record in a folder that nobody may write to, under folders that everybody may enter."""
    record.chmod(0o444)
    opened = []
    for folder in record.parents:
        mode = folder.stat().st_mode
        if not mode & 0o001 and os.getuid() == 0:
            opened.append((folder, mode))
            folder.chmod(mode | 0o011)
    record.parent.chmod(0o555)
    yield record
    record.parent.chmod(0o755)
    for folder, mode in opened:
        folder.chmod(mode)


@POSIX
def test_a_record_in_a_read_only_folder_is_read(shut):
    assert in_child(lambda: open_record(shut), as_nobody) == ""
    assert in_child(lambda: proof.check(shut), as_nobody) == ""


@POSIX
@pytest.mark.parametrize("work", [
    lambda path: pipeline.build([STORY], path),
    lambda path: pipeline.build([STORY], path.with_name("new.record")),
    lambda path: pipeline.correct(path, lambda desk: desk.edit("note", "Ann Roe", "who?"), WHEN),
    lambda path: pipeline.remove(path, ["sinking.txt"]),
])  # fmt: skip
def test_what_would_write_there_is_one_line(shut, work):
    before = shut.read_bytes()
    told = in_child(lambda: work(shut), as_nobody)
    assert told.startswith("RecordError: ")
    assert "cannot be written: Permission denied" in told
    assert "\n" not in told
    assert shut.read_bytes() == before


@POSIX
def test_a_cut_off_write_in_a_read_only_folder_is_one_line(record, shut):
    record.parent.chmod(0o755)
    half = in_the_middle(record)
    record.chmod(0o444)
    half.chmod(0o444)
    record.parent.chmod(0o555)
    told = in_child(lambda: open_record(record), as_nobody)
    assert told.startswith("RecordError: ")
    assert "was cut off, which can only be taken back where its folder can be written to" in told


def in_the_middle(record):
    """Leaves the record as a kill in the middle of a write does; returns the journal."""
    record.chmod(0o644)
    db = sqlite3.connect(record, isolation_level=None)
    db.execute("PRAGMA cache_size = 1")
    db.execute("BEGIN IMMEDIATE")
    db.execute("UPDATE articles SET text = upper(text), json = upper(json)")
    db.execute("DELETE FROM quotations")
    journal = record.with_name(record.name + "-journal")
    now, log = record.read_bytes(), journal.read_bytes()
    db.execute("ROLLBACK")
    db.close()
    record.write_bytes(now)
    journal.write_bytes(log)
    return journal


# ------------------------------------------------------------------ memory and workers
def test_want_of_memory_is_one_line_and_what_was_read_stays(tmp_path, monkeypatch):
    inputs, record, real = more(tmp_path), tmp_path / "s.record", workers.find

    def find(cleaned, settings):
        if "day 3" in cleaned.article.text:
            raise MemoryError
        return real(cleaned, settings)

    monkeypatch.setattr(workers, "find", find)
    with pytest.raises(OnrecordError, match=r"3\.txt: memory ran out; what was read before is kept"):
        pipeline.build([inputs], record)
    with Store(record) as store:
        assert len(store.cached()) == 3
    monkeypatch.undo()
    assert pipeline.build([inputs], record).read == 1
    assert len(open_record(record).articles) == 4


BUILD = textwrap.dedent("""
    import sys
    from pathlib import Path
    from onrecord import pipeline
    if __name__ == "__main__":
        pipeline.build([Path(sys.argv[1])], Path(sys.argv[2]), jobs=2)
""")


NARROW = textwrap.dedent("""
    import resource, sys
    from pathlib import Path
    from onrecord import pipeline, workers
    from onrecord.find.parse import load_model
    from onrecord.settings import Settings
    if __name__ == "__mp_main__":  # a worker, which imports this file: it may have hardly more than the model takes
        load_model(Settings().model)
        held = int(next(x for x in Path("/proc/self/status").read_text().splitlines() if "VmData" in x).split()[1])
        resource.setrlimit(resource.RLIMIT_DATA, ((held + 8_000) * 1024,) * 2)
    if __name__ == "__main__":
        pipeline.build([Path(sys.argv[1])], Path(sys.argv[2]), jobs=2)
""")


@pytest.mark.skipif(sys.platform != "linux", reason="bounds the memory of a process")
def test_a_worker_that_runs_out_of_memory_is_one_line(tmp_path):
    (tmp_path / "many").mkdir()
    for number in range(20):
        lines = (f"The ferry was raised off Port Anselm at {n}, the harbor master, Tom Ash, said." for n in range(999))
        (tmp_path / "many" / f"{number}.txt").write_text("\n\n".join([f"Ferry raised, day {number}", *lines]))
    (tmp_path / "b.py").write_text(NARROW)
    call = [sys.executable, str(tmp_path / "b.py"), str(tmp_path / "many"), str(tmp_path / "s.record")]
    done = subprocess.run(call, capture_output=True, text=True, timeout=300)
    told = done.stderr.splitlines()[-1]
    assert re.search(r"OnrecordError: .*(memory ran out|a worker died, most likely for want of memory)", told)
    pipeline.build([STORY], tmp_path / "s.record")
    assert len(open_record(tmp_path / "s.record").articles) == 2


def children(process):
    tasks = Path(f"/proc/{process}/task")
    return [int(c) for t in tasks.iterdir() for c in (t / "children").read_text().split()] if tasks.exists() else []


def alive(process):
    try:
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False


def at_work(tmp_path):
    """A build with two workers, and the processes that it started, once both are there."""
    (tmp_path / "many").mkdir()
    for number in range(40):
        line = f"The ferry sank on March {number % 28 + 1}, 2031, officials said. "
        (tmp_path / "many" / f"{number}.txt").write_text(f"Ferry sinks {number}\n\n" + line * 300)
    (tmp_path / "b.py").write_text(BUILD)
    call = [sys.executable, str(tmp_path / "b.py"), str(tmp_path / "many"), str(tmp_path / "s.record")]
    build = subprocess.Popen(call, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 120
    while len(found := [c for c in children(build.pid) if "spawn_main" in command(c)]) < 2:
        assert time.monotonic() < until
        assert build.poll() is None
        time.sleep(0.05)
    return build, children(build.pid), found


def command(process):
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_worker_that_is_killed_is_one_line(tmp_path):
    build, _, found = at_work(tmp_path)
    os.kill(found[-1], signal.SIGKILL)
    told = build.communicate(timeout=180)[1]
    assert "OnrecordError: a worker died, most likely for want of memory" in told
    pipeline.build([STORY], tmp_path / "s.record")
    assert len(open_record(tmp_path / "s.record").articles) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_workers_end_with_the_build_that_was_killed(tmp_path):
    build, started, _ = at_work(tmp_path)
    build.kill()
    build.communicate()
    until = time.monotonic() + 60
    while any(map(alive, started)):
        assert time.monotonic() < until, "workers are left"
        time.sleep(0.1)


# ------------------------------------------------------------------ a spoilt cache
@pytest.mark.parametrize("spoilt", [
    "x'00ff00'", "'text'", "(SELECT cleaned FROM findings)", "(SELECT max(found) FROM findings)",
])  # fmt: skip
@pytest.mark.parametrize("column", ["cleaned", "found"])
def test_spoilt_findings_are_made_again_from_the_source(built, record, column, spoilt):
    db = sqlite3.connect(record)
    db.execute(f"UPDATE findings SET {column} = {spoilt}")
    db.commit()
    db.close()
    pipeline.rejoin(record)
    assert to_json(open_record(record)) == to_json(open_record(built))
    with Store(record) as store:
        assert [c.article.id for c, _ in store.read_findings(store.cached())] == list(store.cached())


ANOTHERS = zlib.compress(b'["0", {"utterances": [], "events": [], "drafts": [], "set_aside": []}]')


@pytest.mark.parametrize("spoilt", [b"\x00\xff", "text", zlib.compress(b"[]"), ANOTHERS])
def test_spoilt_results_of_joining_are_made_again(built, record, spoilt):
    db = sqlite3.connect(record)
    assert db.execute("UPDATE joined SET made = ?", (spoilt,)).rowcount > 2
    db.commit()
    db.close()
    pipeline.rejoin(record)
    assert to_json(open_record(record)) == to_json(open_record(built))


def test_spoilt_findings_without_a_source_are_one_line_and_lose_nothing(record):
    before = to_json(open_record(record))
    db = sqlite3.connect(record)
    db.execute("UPDATE findings SET found = x'00'")
    db.execute("UPDATE sources SET data = NULL")
    db.commit()
    db.close()
    with pytest.raises(RecordError, match=r"the findings of article a[0-9a-f]+ are damaged"):
        pipeline.rejoin(record)
    assert to_json(open_record(record)) == before


# ------------------------------------------------------------------ the language model
def test_other_weights_under_the_same_name_are_refused(monkeypatch):
    monkeypatch.setattr(parse, "model_digest", lambda name: "0000000000000000")
    parse._loaded.cache_clear()
    with pytest.raises(ModelError, match="is not the pinned one"):
        parse.load_model(Settings().model)
    parse._loaded.cache_clear()


def test_a_changed_byte_is_another_digest(tmp_path, monkeypatch):
    package = tmp_path / "en_core_web_xx"
    (package / "data").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "data" / "weights").write_bytes(b"one")
    monkeypatch.syspath_prepend(str(tmp_path))
    first = languagemodel.model_digest.__wrapped__("en_core_web_xx")
    (package / "data" / "weights").write_bytes(b"two")
    assert languagemodel.model_digest.__wrapped__("en_core_web_xx") != first
