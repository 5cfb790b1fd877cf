"""The work that is done in a process of its own: corrections, new articles, drafts. See `writes`."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
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


def begin(progress: Synchronized[int]) -> None:
    """Called once in each worker: where it says how far it is."""
    global _progress
    _progress = progress


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
