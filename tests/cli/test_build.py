"""`onrecord build` on good and bad input: one clear line for each bad one, the rest built, nothing existing lost."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import intake, pipeline, workers
from onrecord.cli import cli
from onrecord.store import open_record

SINKING = """Ferry sinks off Port Anselm

PORT ANSELM, March 2, 2031 — The ferry Marigold sank off Port Anselm on Saturday, killing three people.

“The chain broke,” said Captain Ann Roe, 52, who was on the bridge. “There was nothing we could do.”

The harbour master, Tom Ash, said the chain had been inspected in January.
"""
CHARGED = """Captain charged over Marigold sinking

Captain Ann Roe was charged with manslaughter in June 2031 over the sinking of the ferry Marigold.

“The chain broke,” Roe told reporters. “There is nothing I could have done.”
"""


def run(*arguments: object):
    return CliRunner().invoke(cli, [str(a) for a in arguments])


def exported(record: Path) -> bytes:
    done = run("export", record, "--format", "json")
    assert done.exit_code == 0, done.output
    return done.stdout_bytes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    coverage = tmp_path / "coverage"
    coverage.mkdir()
    (coverage / "sinking.txt").write_text(SINKING)
    (coverage / "charged.txt").write_text(CHARGED)
    return coverage


def keys(record: Path) -> list[str]:
    return sorted(a.key for a in open_record(record).articles)


def test_a_folder_becomes_a_record_that_proves_itself(folder, tmp_path):
    assert run("build", folder, "-o", tmp_path / "s.record").exit_code == 0
    assert keys(tmp_path / "s.record") == ["charged.txt", "sinking.txt"]
    assert run("check", tmp_path / "s.record").exit_code == 0


def test_other_order_folder_jobs_and_adding_give_the_same_bytes(folder, tmp_path):
    run("build", folder, "-o", tmp_path / "a.record", "--jobs", 1)
    elsewhere = tmp_path / "elsewhere"
    folder.rename(elsewhere)
    run("build", elsewhere / "sinking.txt", "-o", tmp_path / "b.record", "--jobs", 2)
    run("build", elsewhere / "charged.txt", "-o", tmp_path / "b.record", "--jobs", 2)
    run("build", elsewhere / "sinking.txt", elsewhere / "charged.txt", "-o", tmp_path / "c.record", "--jobs", 2)
    assert exported(tmp_path / "a.record") == exported(tmp_path / "b.record") == exported(tmp_path / "c.record")


def test_only_new_articles_are_read_again(folder, tmp_path, monkeypatch):
    run("build", folder, "-o", tmp_path / "s.record")
    read = []
    plain = workers.analyse
    monkeypatch.setattr(workers, "analyse", lambda source, settings: read.append(source.key) or plain(source, settings))
    (folder / "third.txt").write_text("Inquiry opens\n\nAn inquiry into the Marigold opened on May 3, 2031.\n")
    run("build", folder, "-o", tmp_path / "s.record", "--jobs", 1)
    assert read == ["third.txt"]


def test_a_changed_file_becomes_a_version_and_the_first_stays(folder, tmp_path):
    run("build", folder, "-o", tmp_path / "s.record")
    (folder / "charged.txt").write_text(CHARGED.replace("manslaughter", "negligence"))
    run("build", folder, "-o", tmp_path / "s.record")
    articles = [a for a in open_record(tmp_path / "s.record").articles if a.key == "charged.txt"]
    old = next(a for a in articles if "manslaughter" in a.text)
    new = next(a for a in articles if "negligence" in a.text)
    assert (old.version_of, new.version_of) == (None, old.id)


def test_remove_takes_an_article_out_says_so_and_can_be_undone(folder, tmp_path):
    record = tmp_path / "s.record"
    run("build", folder, "-o", record)
    before = exported(record)
    assert run("remove", record, "charged.txt").exit_code == 0
    assert keys(record) == ["sinking.txt"]
    assert any(s.path == "charged.txt" and "by hand" in s.why for s in open_record(record).set_aside)
    run("build", folder, "-o", record)
    assert keys(record) == ["sinking.txt"]
    assert run("remove", record, "charged.txt", "--undo").exit_code == 0
    assert exported(record) == before


def test_removing_what_is_not_there_is_an_error(folder, tmp_path):
    run("build", folder, "-o", tmp_path / "s.record")
    done = run("remove", tmp_path / "s.record", "nothing.txt")
    assert done.exit_code == 1 and "no article nothing.txt" in str(done.exception)


# ---------------------------------------------------------------- bad input
def command(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "onrecord", *map(str, arguments)]
    return subprocess.run(call, capture_output=True, text=True, timeout=120, **options)


def one_line_that_names(done: subprocess.CompletedProcess[str], name: str) -> None:
    lines = [line for line in done.stderr.splitlines() if line]
    assert len([line for line in lines if name in line]) == 1, done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_folder_is_one_line_and_exit_1(tmp_path):
    (tmp_path / "empty").mkdir()
    done = command("build", tmp_path / "empty", "-o", tmp_path / "s.record")
    assert done.returncode == 1
    one_line_that_names(done, "empty")
    assert not (tmp_path / "s.record").exists()


def make_binary(folder: Path) -> str:
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 40)
    return "noise.txt"


def make_huge(folder: Path) -> str:
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(200 * 2**20)
    return "huge.txt"


def make_broken_page(folder: Path) -> str:
    (folder / "page.html").write_bytes(b"<html><body>" + b"<div>" * 50_000)
    return "page.html"


def make_broken_line(folder: Path) -> str:
    good = {"id": "g1", "text": "Divers searched the wreck of the Marigold on March 9, 2031, the coast guard said."}
    (folder / "feed.jsonl").write_text(json.dumps(good) + '\n{"id": "g2", "text": "half\n')
    return "feed.jsonl"


def make_circle(folder: Path) -> str:
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    return "loop"


def make_fifo(folder: Path) -> str:
    os.mkfifo(folder / "pipe.txt")
    return "pipe.txt"


@pytest.mark.parametrize("make", [make_binary, make_huge, make_broken_page, make_broken_line, make_circle, make_fifo])
def test_bad_input_is_one_line_and_the_rest_is_built(folder, tmp_path, make):
    name = make(folder)
    done = command("build", folder, "-o", tmp_path / "s.record", "--jobs", 1)
    assert done.returncode == 0, done.stderr
    one_line_that_names(done, name)
    assert {"charged.txt", "sinking.txt"} <= set(keys(tmp_path / "s.record"))
    assert any(name in (s.path or "") for s in open_record(tmp_path / "s.record").set_aside)
    assert command("build", folder, "-o", tmp_path / "s.record", "--strict").returncode == 1


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/usr/bin/setpriv").exists(), reason="needs setpriv to drop root")
def test_an_unreadable_folder_is_one_line(folder, tmp_path):
    locked = folder / "locked"
    locked.mkdir()
    (locked / "a.txt").write_text(SINKING)
    locked.chmod(0)
    for path in (*folder.parents,):
        if path.is_relative_to("/tmp") and path != Path("/tmp"):
            path.chmod(0o777)
    drop = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    call = [
        *drop,
        sys.executable,
        "-m",
        "onrecord",
        "build",
        str(folder),
        "-o",
        str(tmp_path / "s.record"),
        "--jobs",
        "1",
    ]
    done = subprocess.run(call, capture_output=True, text=True, timeout=120, env={**os.environ, "HOME": "/nonexistent"})
    locked.chmod(0o755)
    if "Permission denied" in done.stderr and sys.executable in done.stderr:
        pytest.skip("this Python cannot be run by another user")
    assert done.returncode == 0, done.stderr
    one_line_that_names(done, "locked")


def test_an_output_that_is_no_record_is_left_alone(folder, tmp_path):
    target = tmp_path / "notes.txt"
    target.write_text("my notes " * 100)
    done = command("build", folder, "-o", target)
    assert done.returncode == 1
    one_line_that_names(done, "notes.txt")
    assert target.read_text() == "my notes " * 100


def test_a_full_disk_loses_nothing(folder, tmp_path):
    record = tmp_path / "s.record"
    command("build", folder, "-o", record)
    before = exported(record)
    for i in range(30):
        (folder / f"more{i}.txt").write_text(SINKING.replace("Saturday", f"March {i + 1}, 2031") * 20)
    limit = record.stat().st_size + 4096

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = command("build", folder, "-o", record, "--jobs", 1, preexec_fn=full)
    assert done.returncode == 1
    one_line_that_names(done, "s.record")
    assert exported(record) == before
    assert command("check", record).returncode == 0


def test_a_missing_input_is_one_line(tmp_path):
    done = command("build", tmp_path / "nowhere", "-o", tmp_path / "s.record")
    assert done.returncode == 1
    one_line_that_names(done, "nowhere")


def test_usage_errors_exit_with_2():
    assert run("build").exit_code == 2


def test_a_line_that_was_mended_is_no_problem_any_more(folder, tmp_path):
    feed = folder / "feed.jsonl"
    good = {"id": "g1", "text": "Divers searched the wreck of the Marigold on March 9, 2031, the coast guard said."}
    feed.write_text(json.dumps(good) + '\n{"id": "g2", "text": "half\n')
    run("build", folder, "-o", tmp_path / "s.record")
    run("build", folder / "sinking.txt", "-o", tmp_path / "s.record")
    assert any("feed.jsonl" in (s.path or "") for s in open_record(tmp_path / "s.record").set_aside)
    feed.write_text(json.dumps(good) + "\n" + json.dumps({**good, "id": "g2"}) + "\n")
    run("build", folder, "-o", tmp_path / "s.record")
    assert not any("feed.jsonl" in (s.path or "") for s in open_record(tmp_path / "s.record").set_aside)


def test_findings_of_another_version_are_made_again(folder, tmp_path, monkeypatch):
    record = tmp_path / "s.record"
    run("build", folder / "sinking.txt", "-o", record)
    monkeypatch.setattr(intake, "STAGES", "another")
    done = pipeline.build([folder / "charged.txt"], record)
    assert (done.read, done.articles) == (2, 2)


def test_a_record_holds_no_path_of_its_maker(folder, tmp_path):
    run("build", folder, "-o", tmp_path / "s.record")
    assert str(tmp_path).encode() not in (tmp_path / "s.record").read_bytes()


def test_profile_shows_each_stage(folder, tmp_path):
    done = run("build", folder, "-o", tmp_path / "s.record", "--profile")
    assert done.exit_code == 0
    lines = done.stderr.splitlines()
    assert lines[0].split() == ["seconds", "articles", "a", "second"]
    assert [line.split("  ")[0] for line in lines[1:4]] == ["read", "clean", "model"]
    assert {"parse", "join: people", "write"} <= {line.split("  ")[0] for line in lines}
    assert lines[-1].startswith("all stages")
    again = run("build", folder, "-o", tmp_path / "s.record")
    assert again.exit_code == 0
    assert not again.stderr


def test_the_plain_model_finds_the_same(folder, tmp_path):
    assert run("build", folder, "-o", tmp_path / "quick.record").exit_code == 0
    assert run("build", folder, "-o", tmp_path / "plain.record", "--plain-model").exit_code == 0
    quick, plain = (json.loads(exported(tmp_path / f"{name}.record")) for name in ("quick", "plain"))
    assert quick.pop("built_with") != plain.pop("built_with")  # the setting is part of the digest
    assert quick == plain
