"""What changes a record, and what takes long: one at a time, in a process of its own, while reads go on.

Each is a job: it is queued, runs, and is done or failed. The functions that do the work stand in `labour`; nothing of
a job but its arguments and its result goes from one process to the other.
"""

from __future__ import annotations

import secrets
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from threading import Event, Lock
from typing import Any, Final, Literal

from onrecord.app import labour
from onrecord.app.book import Book
from onrecord.app.shelf import Shelf
from onrecord.app.views.changes import Changed, changed
from onrecord.errors import OnrecordError

__all__ = ["Busy", "Counts", "Job", "Works"]

WAITING: Final = 8
"""Jobs that may wait; more are refused."""
REMEMBERED: Final = 40
"""Jobs whose outcome is kept."""

Kind = Literal["correction", "articles", "draft"]
State = Literal["queued", "running", "done", "failed"]


class Busy(Exception):  # noqa: N818 (it is no fault)
    """Too many jobs wait."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a record holds."""

    articles: int
    people: int
    quotations: int
    events: int
    differences: int
    set_aside: int


@dataclass(slots=True)
class Job:
    """A piece of work: what came of it, in `result`, or why nothing did, in `why`.

    `done` counts articles read so far; `before` and `after` are the record's counts, `changes` what new articles have
    changed. `back` is the page that asked.
    """

    id: str
    kind: Kind
    back: str
    total: int
    before: Counts
    after: Counts | None = None
    state: State = "queued"
    why: str = ""
    text: str = ""
    result: Any = None
    changes: Changed | None = None
    finished: Event = field(default_factory=Event)
    _done: Callable[[], int] = lambda: 0

    @property
    def done(self) -> int:
        """Articles read so far."""
        return self.total if self.state == "done" else min(self._done(), self.total)


class Works:
    """The workers: one that writes, one that only reads. Each starts when it is first needed."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._lock = Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._settled: Book | None = None
        self._pools: dict[str, ProcessPoolExecutor] = {}
        self._context = get_context("spawn")
        self._progress = self._context.Value("q", 0)
        self._theirs, self._leash = self._context.Pipe(duplex=False)
        self._folder = tempfile.TemporaryDirectory(prefix="onrecord-", ignore_cleanup_errors=True)

    def job(self, item: str) -> Job | None:
        """The job with this id."""
        return self._jobs.get(item)

    def submit(self, kind: Kind, work: Callable[..., object], *given: object, back: str = "/", total: int = 0) -> Job:
        """Queues a piece of work. Raises `Busy` when too many wait."""
        with self._lock:
            if sum(not job.finished.is_set() for job in self._jobs.values()) >= WAITING:
                raise Busy
            job = Job(secrets.token_hex(8), kind, back, total, self.counts())
            job._done = lambda: self._progress.value
            self._jobs[job.id] = job
            if kind != "draft" and self._settled is None:
                self._settled = self._shelf.book()
            while len(self._jobs) > REMEMBERED:
                self._jobs.popitem(last=False)
            future = self._sent("draft" if kind == "draft" else "write", work, self._shelf.path, *given)
            job.state = "running"
        future.add_done_callback(lambda done: self._finish(job, done))  # at once, if it is done: not within the lock
        return job

    def counts(self) -> Counts:
        """How much the record holds now."""
        r = self._shelf.book().record
        return Counts(
            len(r.articles), len(r.people), len(r.quotations), len(r.events), len(r.differences), len(r.set_aside)
        )

    def close(self) -> None:
        """Ends the workers at once; what waits is dropped, what is being written is undone as a whole."""
        with self._lock:
            pools, self._pools = self._pools, {}
        for pool in pools.values():
            pool.shutdown(wait=False, cancel_futures=True)
        self._leash.close()
        self._folder.cleanup()

    def _sent(self, name: str, work: Callable[..., object], *given: object) -> Future[object]:
        """The work, given to a worker; to a new one if it ended while it waited, as for want of memory."""
        try:
            return self._pool(name).submit(work, *given)
        except BrokenExecutor:
            del self._pools[name]
            return self._pool(name).submit(work, *given)

    def _pool(self, name: str) -> ProcessPoolExecutor:
        if name not in self._pools:
            given = (self._progress, self._folder.name, self._theirs)
            self._pools[name] = ProcessPoolExecutor(
                1, mp_context=self._context, initializer=labour.begin, initargs=given
            )
        return self._pools[name]

    def _settle(self, job: Job) -> None:
        """Reads what was written, and compares it with the record before this job: others may wait behind it."""
        before, now = self._settled, self._shelf.refresh()
        if job.kind == "articles" and before is not None:
            job.changes = changed(before, now)
        with self._lock:
            waiting = any(not j.finished.is_set() and j.kind != "draft" for j in self._jobs.values() if j is not job)
            self._settled = now if waiting else None

    def _finish(self, job: Job, done: Future[object]) -> None:
        try:
            job.result = done.result()
            if job.kind != "draft":
                self._settle(job)
            job.after = self.counts()
            job.state = "done"
        except OnrecordError as error:
            job.state, job.why = "failed", str(error)
        except BaseException as error:
            job.state, job.why = "failed", f"the program failed: {type(error).__name__}"
        finally:
            job.finished.set()
