"""A bound on computing time: it ends the block, leaves the one that a caller set alone, and never rings afterwards."""

from __future__ import annotations

import signal
import threading
import time

import pytest

from onrecord.limits import TimeUp, computing_at_most


def compute(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no interval timers on this system")


def test_the_block_ends_when_the_time_is_up() -> None:
    with pytest.raises(TimeUp), computing_at_most(0.1):
        compute(5)
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


def test_a_block_in_time_is_left_alone() -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    with computing_at_most(0.2):
        compute(0.01)
    compute(0.3)
    assert signal.getsignal(signal.SIGVTALRM) == before


def test_an_outer_bound_holds() -> None:
    with pytest.raises(TimeUp), computing_at_most(0.2), computing_at_most(50):
        compute(5)


def test_catch_alls_do_not_keep_it() -> None:
    with pytest.raises(TimeUp), computing_at_most(0.1):
        try:
            compute(5)
        except Exception:
            pytest.fail("kept")


def test_other_threads_have_no_bound() -> None:
    done: list[bool] = []

    def run() -> None:
        with computing_at_most(0.01):
            compute(0.05)
            done.append(True)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert done == [True]
