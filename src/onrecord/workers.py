"""Per-article work, in this process or in several: clean and find, a pure function of one source.

Workers are started afresh (`spawn`), the same way on every system, and load the language model once each. Results
come back in the order of the sources, packed as the record file keeps them: to hand on objects costs five times as
much. At most `WINDOW` per worker are under way, so that memory stays bounded.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from traceback import extract_tb

from onrecord.clean import clean
from onrecord.collecting import rarely_collected
from onrecord.errors import OnrecordError, Problem
from onrecord.find import find
from onrecord.model import Cleaned, Findings, Source
from onrecord.settings import Settings
from onrecord.store import Packed
from onrecord.timing import add, measured, timed

__all__ = ["Outcome", "analyse", "mapped", "packed"]

Outcome = tuple[Cleaned, Findings] | Problem

Worked = tuple[Packed | Problem, dict[str, float]]
"""What a worker hands back: the outcome and the seconds of each stage."""

WINDOW = 8
"""Articles under way per worker."""

WORTHWHILE = 16
"""Fewer new articles than this are read in this process: a worker takes as long to start as 16 articles to read."""


_LESS = "what was read before is kept; run it again with --jobs 1, or with less else running"


def analyse(source: Source, settings: Settings) -> Outcome:
    """One article from bytes to findings; a `Problem` when it cannot be read.

    An article that makes a stage fail is set aside too: one bad input never stops a build. Raises `OnrecordError` when
    memory runs out: that says nothing of the article.
    """
    try:
        cleaned = timed("clean", clean, source, settings)
        return cleaned if isinstance(cleaned, Problem) else (cleaned, find(cleaned, settings))
    except MemoryError:
        raise _short(source) from None
    except OnrecordError:
        raise
    except Exception as error:
        where = source.path if source.key == source.path else f"{source.path}#{source.key}"
        return Problem("article", where, f"could not be analysed; this is a bug: {_told(error)}")


def packed(source: Source, key: str, settings: Settings) -> Packed | Problem:
    """What `analyse` gives, as it is kept under the cache key `key`; raises what it raises."""
    outcome = analyse(source, settings)
    if isinstance(outcome, Problem):
        return outcome
    try:
        return timed("keep", Packed.of, source, key, *outcome, whole=settings.keep_sources)
    except MemoryError:
        raise _short(source) from None


def _short(source: Source) -> OnrecordError:
    return OnrecordError(f"{source.path}: memory ran out; {_LESS}")


def _told(error: Exception) -> str:
    """An unforeseen error in one line: its kind, message and the innermost line of ours that it came from."""
    frames = [f for f in extract_tb(error.__traceback__) if "onrecord" in f.filename]
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {error}{place}"


def mapped(
    sources: Iterable[tuple[Source, str]], jobs: int, settings: Settings
) -> Iterator[tuple[Source, Packed | Problem]]:
    """What `packed` makes of each `(source, cache key)`, in order, by up to `jobs` processes.

    Of several articles out of one file the first brings it. Raises `OnrecordError` when a worker dies, which means that
    memory ran out or somebody killed it.
    """
    waiting = iter(sources)
    first = list(islice(waiting, WORTHWHILE))
    everything = chain(first, waiting)
    made: Iterator[tuple[Source, Packed | Problem]]
    if jobs <= 1 or len(first) < WORTHWHILE:
        made = ((source, packed(source, key, settings)) for source, key in everything)
    else:
        made = _mapped_by_workers(everything, jobs, settings)
    brought: set[str | None] = set()
    for source, outcome in made:
        if isinstance(outcome, Packed) and source.container and source.container_sha256 not in brought:
            brought.add(source.container_sha256)
            outcome = outcome.out_of(source, whole=settings.keep_sources)
        yield source, outcome


def _mapped_by_workers(
    sources: Iterable[tuple[Source, str]], jobs: int, settings: Settings
) -> Iterator[tuple[Source, Packed | Problem]]:
    under_way: deque[tuple[Source, Future[Worked]]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_end_with_parent) as pool:
        try:
            for source, key in sources:
                under_way.append((source, pool.submit(_worked, replace(source, container=b""), key, settings)))
                if len(under_way) >= jobs * WINDOW:
                    yield _finished(*under_way.popleft())
            while under_way:
                yield _finished(*under_way.popleft())
        except BrokenProcessPool as error:
            raise OnrecordError(f"a worker died, most likely for want of memory; {_LESS}") from error


def _end_with_parent() -> None:
    """Has a worker end when the process that started it does: one that was killed tells it nothing."""
    parent = parent_process()

    def watch() -> None:
        if parent:
            parent.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _worked(source: Source, key: str, settings: Settings) -> Worked:
    with rarely_collected(), measured() as seconds:
        return packed(source, key, settings), seconds


def _finished(source: Source, future: Future[Worked]) -> tuple[Source, Packed | Problem]:
    outcome, seconds = future.result()
    add(seconds)
    return source, outcome
