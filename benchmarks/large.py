"""What a large record takes: seconds an article and memory as the input grows, and what one more article costs.

The corpus is made of the articles in `--data` (folders are searched for `articles.jsonl.gz`), which are told again in
other words as often as is needed (`retold.py`). Each size is then built by a process of its own; at the end one article
is taken off the record of one size, as if it had never been read, and added to it.

    python benchmarks/large.py --data timeline17/ --sizes 1000 20000 --add 5000 --jobs 2

`--keep FOLDER` keeps corpus and records there: a build that was cut off goes on where it stopped. Seconds are those on
the wall; beside them are the processor's, workers' added up, which say the same on a busy machine. Memory is the
proportional set size (PSS) of all processes together, looked at twice a second; Linux alone tells it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from retold import corpus

from onrecord import pipeline
from onrecord.store import Store
from onrecord.write.json import to_json

__all__ = ["Cost", "main", "measured"]

LOOKS = 0.5
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a build took: its wall seconds in all and till its articles were read, and megabytes at most.

    `read` counts the articles that were read now; `worked_reading` and `worked_joining` are the processor's seconds.
    """

    articles: int
    read: int
    seconds: float
    reading: float
    worked_reading: float
    worked_joining: float
    megabytes: int


# ------------------------------------------------------------------ the cost
def measured(source: Path, record: Path, jobs: int) -> Cost:
    """Builds `record` by a process of its own."""
    child = [sys.executable, __file__, "--build", str(source), str(record), "--jobs", str(jobs)]
    started = time.perf_counter()
    with subprocess.Popen(child, stdout=subprocess.PIPE, text=True) as process:
        most = 0
        while process.poll() is None:
            most = max(most, sum(map(_proportional, _family(process.pid))))
            time.sleep(LOOKS)
        told = process.stdout.read() if process.stdout else ""
    if process.returncode:
        sys.exit(f"the build of {source} failed")
    took = time.perf_counter() - started
    return Cost(seconds=took, megabytes=most // 1024, **json.loads(told))


def _built(source: Path, record: Path, jobs: int) -> None:
    """The child: builds, and tells how long reading took."""
    started = read = time.perf_counter()

    def progress(stage: str, done: int) -> None:
        nonlocal read
        read = time.perf_counter()

    built = pipeline.build([source], record, jobs=jobs, progress=progress)
    joining = sum(s for stage, s in built.seconds.items() if stage.startswith("join") or stage in ("load", "write"))
    print(json.dumps({
        "articles": built.articles, "read": built.read, "reading": read - started,
        "worked_reading": sum(built.seconds.values()) - joining, "worked_joining": joining,
    }))  # fmt: skip


def _family(pid: int) -> Iterator[int]:
    """A process and all that it started, and they."""
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))
    except OSError:
        return


def _proportional(pid: int) -> int:
    """The proportional set size of a process in kB; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _added(size: int, folder: Path, jobs: int) -> None:
    """The record of all articles without the last one, which is then added: only it is read, and all is joined anew."""
    source, whole, record = folder / f"{size}.jsonl", folder / f"{size}.record", folder / "added.record"
    shutil.copy(whole, record)
    with source.open(encoding="utf-8") as lines:
        last = json.loads(list(lines)[-1])["id"]
    with closing(sqlite3.connect(record)) as db, db:
        (article,) = db.execute("SELECT article FROM members WHERE key = ?", (last,)).fetchone()
        db.execute("DELETE FROM findings WHERE article = ?", (article,))
        db.execute("DELETE FROM members WHERE article = ?", (article,))
    added = measured(source, record, jobs)
    with Store(record) as one, Store(whole) as other:
        same = to_json(one.record()) == to_json(other.record())
    print(json.dumps({
        "articles": size, "seconds with one added": round(added.seconds, 1),
        "of these reading, model load included": round(added.reading, 1),
        "processor: joining": round(added.worked_joining, 1), "same JSON as at once": same,
    }), flush=True)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Builds each size and prints a line for each, then adds one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, help="a folder with Timeline17's stories, or a JSONL file")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 5000, 20000], help="articles")
    parser.add_argument("--add", type=int, help="the size of the record that one article is added to")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--keep", type=Path, help="a folder for corpus and records, to go on with")
    parser.add_argument("--corpus", action="store_true", help="only make the corpus of each size, in --keep")
    parser.add_argument("--build", type=Path, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.build:
        _built(*options.build, options.jobs)
        return
    folder = options.keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for size in sorted({*options.sizes, *([options.add] if options.add else [])}):
            source = folder / f"{size}.jsonl"
            if not source.exists():
                corpus(options.data, size, source)
            if options.corpus:
                continue
            cost = measured(source, folder / f"{size}.record", options.jobs)
            print(json.dumps({
                "articles": cost.articles, "seconds": round(cost.seconds, 1),
                "milliseconds an article": round(1000 * cost.seconds / size, 1),
                "of these reading": round(1000 * cost.reading / size, 1), "read now": cost.read,
                "processor: reading": round(1000 * cost.worked_reading / max(1, cost.read), 1),
                "processor: joining": round(1000 * cost.worked_joining / size, 1), "MB (PSS) at most": cost.megabytes,
                "MB on file": (folder / f"{size}.record").stat().st_size >> 20,
            }), flush=True)  # fmt: skip
        if options.add and not options.corpus:
            _added(options.add, folder, options.jobs)
    finally:
        if not options.keep:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
