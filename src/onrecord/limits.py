"""A bound on the time that a stranger's file may take, where its size does not bound it.

Used as the last resort, for formats whose library has no bound of its own: what a clock decides is not the same on
every machine. So it counts the seconds that this process computes, not those that pass, and is set far above what
honest files take.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["TimeUp", "computing_at_most"]


class TimeUp(BaseException):
    """The time is up. No `Exception`, so that no library's catch-all keeps it."""


@contextmanager
def computing_at_most(seconds: float) -> Iterator[None]:
    """Raises `TimeUp` in the block once the process has computed for `seconds`.

    Only where the system has interval timers (not Windows), only in the main thread, and only when no such timer runs
    already; elsewhere the block has no bound. One call into a C library is not interrupted.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    if signal.getitimer(signal.ITIMER_VIRTUAL)[0]:
        yield
        return
    within = True

    def ring(number: int, frame: FrameType | None) -> None:
        if within:
            raise TimeUp

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        within = False
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
