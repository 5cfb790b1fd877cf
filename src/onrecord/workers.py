"""Per-article work, in this process or in several: clean and find, a pure function of one source.

Workers are started afresh (`spawn`), the same way on every system, and load the language model once each. Results
come back in the order of the sources, and at most `WINDOW` per worker are under way, so that memory stays bounded.
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
from onrecord.timing import add, measured, timed

__all__ = ["Outcome", "analyse", "mapped"]

Outcome = tuple[Cleaned, Findings] | Problem

Worked = tuple[Outcome, dict[str, float]]
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
        raise OnrecordError(f"{source.path}: memory ran out; {_LESS}") from None
    except OnrecordError:
        raise
    except Exception as error:
        where = source.path if source.key == source.path else f"{source.path}#{source.key}"
        return Problem("article", where, f"could not be analysed; this is a bug: {_told(error)}")


def _told(error: Exception) -> str:
    """An unforeseen error in one line: its kind, message and the innermost line of ours that it came from."""
    frames = [f for f in extract_tb(error.__traceback__) if "onrecord" in f.filename]
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {error}{place}"


def mapped(
    sources: Iterable[tuple[Source, str]], jobs: int, settings: Settings
) -> Iterator[tuple[Source, str, Outcome]]:
    """Each `(source, cache key)` with what `analyse` makes of it, in order, by up to `jobs` processes.

    Raises `OnrecordError` when a worker dies, which means that memory ran out or somebody killed it.
    """
    waiting = iter(sources)
    first = list(islice(waiting, WORTHWHILE))
    everything = chain(first, waiting)
    if jobs <= 1 or len(first) < WORTHWHILE:
        yield from ((source, key, analyse(source, settings)) for source, key in everything)
        return
    under_way: deque[tuple[Source, str, Future[Worked]]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_end_with_parent) as pool:
        try:
            for source, key in everything:
                under_way.append((source, key, pool.submit(_worked, replace(source, container=b""), settings)))
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


def _worked(source: Source, settings: Settings) -> Worked:
    with rarely_collected(), measured() as seconds:
        return analyse(source, settings), seconds


def _finished(source: Source, key: str, future: Future[Worked]) -> tuple[Source, str, Outcome]:
    outcome, seconds = future.result()
    add(seconds)
    return source, key, outcome
