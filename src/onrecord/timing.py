"""How long each stage of a build computes: what `onrecord build --profile` shows.

A stage says its name where it is called, and its seconds are added up wherever somebody measures; elsewhere nothing
is. They are seconds of the processor, not of the clock on the wall, so that they say the same on a busy machine, and
those of worker processes can be added to them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

__all__ = ["add", "each", "measured", "timed"]

P = ParamSpec("P")
T = TypeVar("T")

_seconds: ContextVar[dict[str, float] | None] = ContextVar("seconds", default=None)


@contextmanager
def measured() -> Iterator[dict[str, float]]:
    """The seconds of each stage that runs within, by its name, in the order in which they first ran."""
    seconds: dict[str, float] = {}
    before = _seconds.set(seconds)
    try:
        yield seconds
    finally:
        _seconds.reset(before)


def timed(stage: str, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `work` gives; what it takes is the stage's."""
    started = time.process_time()
    try:
        return work(*args, **kwargs)
    finally:
        add({stage: time.process_time() - started})


def each(stage: str, items: Iterable[T]) -> Iterator[T]:
    """The items; what it takes to get each is the stage's."""
    waiting, end = iter(items), object()
    while (item := timed(stage, next, waiting, end)) is not end:
        yield item  # type: ignore[misc]


def add(seconds: Mapping[str, float]) -> None:
    """Adds seconds that were measured elsewhere, as in another process."""
    total = _seconds.get()
    if total is not None:
        for stage, some in seconds.items():
            total[stage] = total.get(stage, 0.0) + some
