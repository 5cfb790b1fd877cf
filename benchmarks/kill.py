"""Kills build, add, edit and export at random moments, and looks what is left of the record.

After each kill the record must open and pass `check` (or be the first build's, not finished yet, and say so), nothing
that was on record may be lost, and the same command run again must give, to the byte, the JSON of a run that nobody
disturbed. Half of the kills come after a random time, half at a random SQL statement, since time alone seldom hits the
few milliseconds of a write.

    python benchmarks/kill.py --count 200

Linux and macOS: the commands run in forks of this process, so that the language model is loaded once.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord import opening, pipeline, proof
from onrecord.edits.making import Desk
from onrecord.errors import RecordError
from onrecord.find.parse import load_model
from onrecord.model import Edit
from onrecord.sample import STORY, story_folder
from onrecord.settings import Settings
from onrecord.store import open_record
from onrecord.write.json import to_json

__all__ = ["ACTIONS", "Trial", "kills"]

WHEN = "2031-07-01T10:00:00Z"
ACTIONS = ("build", "add", "edit", "export")


class Trial:
    """One action on the sample story in `folder`: what it starts from, what it does, and what it must come to."""

    def __init__(self, action: str, folder: Path, story: Path) -> None:
        self._action, self._story = action, story
        self._start = folder / f"{action}.start"
        self.record, self._written = folder / f"{action}.record", folder / f"{action}.json"
        if action != "build":
            some = folder / "some"
            if not some.exists():
                some.mkdir()
                for path in sorted(story.iterdir())[:4]:
                    shutil.copy(path, some)
            pipeline.build([some if action == "add" else story], self._start, story=STORY)
        self.reset()
        self.before = self.json() if action != "build" else b""
        began = time.perf_counter()
        self.run()
        self.seconds = time.perf_counter() - began
        self.after = self.json()

    def reset(self) -> None:
        """Everything as it was before the action."""
        for path in self.record.parent.glob(f"{self._action}.record*"):
            path.unlink()
        self._written.unlink(missing_ok=True)
        if self._start.exists():
            shutil.copy(self._start, self.record)

    def run(self) -> None:
        """Does it."""
        if self._action in ("build", "add"):
            pipeline.build([self._story], self.record, story=STORY)
        elif self._action == "export":
            self._written.write_bytes(to_json(open_record(self.record)))
        elif not open_record(self.record).edits:
            pipeline.correct(self.record, self._edit, WHEN)

    @staticmethod
    def _edit(desk: Desk) -> Edit:
        return desk.set("outlet", "courant-charges-dropped.txt", "The Courant")

    def json(self) -> bytes:
        """The record as a document; of an export the document that was written, if it was."""
        written = self._action == "export" and self._written.exists()
        return self._written.read_bytes() if written else to_json(open_record(self.record))

    def left(self) -> Iterator[str]:
        """What is wrong with what a kill left, and with what the next run makes of it."""
        try:
            now = to_json(open_record(self.record))
            if now not in (self.before, self.after):
                yield "the record is neither as before nor as after"
            yield from proof.check(self.record).failures
        except RecordError as error:
            if self._action != "build" or not any(w in str(error) for w in ("no such record", "no finished record")):
                yield f"does not open: {error}"
        self.run()
        if self.json() != self.after:
            yield "the next run gives another record"
        yield from proof.check(self.record).failures
        if left := [p.name for p in self.record.parent.glob(f"{self.record.name}-*")]:
            yield f"files are left: {left}"


def kills(action: str, count: int, folder: Path, story: Path, seed: int = 0) -> Iterator[tuple[str, list[str]]]:
    """For each of `count` kills how it was done (`time`, `statement`, or `late`: it was over before) and the faults."""
    rng = random.Random(f"{action} {seed}")
    trial = Trial(action, folder, story)
    trial.reset()
    statements = _counted(trial.run)
    for number in range(count):
        trial.reset()
        if number % 2 or not statements:
            how, code = "time", _killed_after(trial.run, rng.uniform(0, 1.1 * trial.seconds))
        else:
            how, code = "statement", _forked(_dying(trial.run, rng.randrange(statements)))
        yield (how if code == signal.SIGKILL else "late"), list(trial.left())


def _forked(run: Callable[[], object], wait: float | None = None) -> int:
    """Runs in a fork, killed after `wait` seconds if given; returns the signal that ended it, 0 if none did."""
    child = os.fork()
    if not child:
        try:
            run()
        finally:
            os._exit(0)
    if wait is not None:
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) * -1


def _killed_after(run: Callable[[], object], seconds: float) -> int:
    return _forked(run, seconds)


def _counted(run: Callable[[], object]) -> int:
    """How many SQL statements a run takes."""
    count = 0

    def told(statement: str) -> None:
        nonlocal count
        count += 1

    with _traced(told):
        run()
    return count


def _dying(run: Callable[[], object], at: int) -> Callable[[], object]:
    """`run`, which kills its own process before the statement `at`."""
    left = at

    def told(statement: str) -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    def dying() -> None:
        with _traced(told):
            run()

    return dying


class _traced:  # noqa: N801
    """Has every connection that is opened inside call `told` before each statement."""

    def __init__(self, told: Callable[[str], None]) -> None:
        self._told, self._bounded = told, opening._bounded

    def __enter__(self) -> None:
        def bounded(db: sqlite3.Connection) -> None:
            db.set_trace_callback(self._told)
            self._bounded(db)

        opening._bounded = bounded

    def __exit__(self, *args: object) -> None:
        opening._bounded = self._bounded


def main() -> None:
    """Kills each action `--count` times, prints a line for each fault and the sums; exit 1 if there are faults."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=50, help="kills of each of the four actions")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    load_model(Settings().model)
    faults = 0
    with TemporaryDirectory() as name, story_folder() as story:
        for action in ACTIONS:
            hows: Counter[str] = Counter()
            for number, (how, found) in enumerate(kills(action, options.count, Path(name), story, options.seed)):
                hows[how] += 1
                faults += bool(found)
                for fault in found:
                    print(f"{action} {number} ({how}): {fault}")
            print(f"{action}: {options.count} kills ({', '.join(f'{n} {how}' for how, n in sorted(hows.items()))})")
    print(f"{faults} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
