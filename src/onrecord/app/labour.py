"""The work that is done in a process of its own: corrections, new articles, drafts. See `writes`."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from onrecord import pipeline
from onrecord.edits.making import Desk, undone
from onrecord.errors import QueryError
from onrecord.model import Edit
from onrecord.pipeline import Built
from onrecord.settings import Settings
from onrecord.store import Store

if TYPE_CHECKING:
    from onrecord.verify import Checked

__all__ = ["Order", "Undone", "add", "begin", "check", "correct", "undo"]

_progress: Synchronized[int] | None = None
_held: dict[str, object] = {}


@dataclass(frozen=True, slots=True)
class Order:
    """A correction as it was asked for: `things` are named as on the command line, the first is what it is about."""

    verb: str
    things: tuple[str, ...]
    value: str = ""


@dataclass(frozen=True, slots=True)
class Undone:
    """The number of the correction that was made or undone, and why it does not apply, if it does not."""

    number: int
    missed: tuple[str, ...]


def begin(progress: Synchronized[int], folder: str, leash: Connection) -> None:
    """Called once in each worker: where it says how far it is, where its files go, and what it ends with.

    The other end of `leash` is the server's alone: it is closed when the server ends, in whatever way.
    """
    global _progress
    _progress = progress
    tempfile.tempdir = folder
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)  # a group of its own: Ctrl-C is for the server, and those that a build starts end with it
    Thread(target=_end_with, args=(leash,), daemon=True).start()


def _end_with(leash: Connection) -> None:
    """Ends this process, and those that it started, when the server has: a pool's worker would wait for work for good.

    What is being written to the record is undone as a whole: it is a transaction.
    """
    with suppress(EOFError, OSError):
        leash.recv_bytes()
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def correct(path: Path, order: Order) -> Undone:
    """Makes a correction. Raises `QueryError` when it cannot be made."""

    def make(desk: Desk) -> Edit:
        match order.verb.split():
            case ["merge"] if len(order.things) == 2:
                return desk.merge(*order.things)
            case ["split"]:
                return desk.split(order.things)
            case ["set", field] if len(order.things) == 1:
                return desk.set(field, order.things[0], order.value)
            case ["reject" | "pin" | "accept" | "dismiss" | "note" as verb] if len(order.things) == 1:
                return desk.edit(verb, order.things[0], order.value.strip() if verb == "note" else "")
        raise QueryError(f"{order.verb!r} is not done to {len(order.things)} things")

    with Store(path) as store:
        number = len(store.edits()) + 1
    return Undone(number, pipeline.correct(path, make, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")))


def undo(path: Path, number: int) -> Undone:
    """Undoes the correction with this number, from 1. Raises `QueryError` when there is none."""
    return Undone(number, pipeline.revise(path, lambda edits: undone(edits, number)))


def add(path: Path, files: Sequence[tuple[str, bytes]]) -> Built:
    """Adds the articles in `files`, pairs of a name and the bytes, to the record."""
    if _progress is not None:
        _progress.value = 0

    def told(stage: str, done: int) -> None:
        if _progress is not None:
            _progress.value = done

    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        inputs = []
        for number, (name, data) in enumerate(files):
            inputs.append(Path(folder) / str(number) / name)
            inputs[-1].parent.mkdir()
            inputs[-1].write_bytes(data)
        return pipeline.build(inputs, path, progress=told)


def check(path: Path, text: str, date: str | None) -> tuple[Checked, ...]:
    """The verdicts on a draft, see `verify`; the record is kept open for the next one."""
    from onrecord.verify import check_drafts  # the language model's library takes a while to import
    from onrecord.verify.held import Held, held

    stat = path.stat()
    stamp = f"{stat.st_mtime_ns}-{stat.st_size}"
    against = _held.get(stamp)
    if not isinstance(against, Held):
        _held.clear()
        against = held(path, Settings())
        _held[stamp] = against
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        draft = Path(folder) / "draft.txt"
        draft.write_text(text, encoding="utf-8", newline="")
        return check_drafts(against, [draft], date=date)
