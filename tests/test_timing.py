"""The seconds of each stage: added up where somebody measures, here and from workers."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from onrecord import pipeline, timing

STORY = "The mayor of Port Ellery, Marta Quill, said on 4 May 2021 that the pier was “beyond repair”.\n"


def busy(seconds: float) -> float:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return seconds


def test_stages_are_added_up_where_it_is_measured() -> None:
    with timing.measured() as seconds:
        for _ in range(2):
            assert timing.timed("first", busy, 0.02) == 0.02
        timing.timed("second", busy, 0.01)
        timing.add({"first": 1.0, "third": 2.0})
    assert list(seconds) == ["first", "second", "third"]
    assert 1.04 <= seconds["first"] < 1.5
    assert seconds["third"] == 2.0


def test_nothing_is_kept_where_it_is_not() -> None:
    with timing.measured() as seconds:
        pass
    timing.timed("first", busy, 0.0)
    assert seconds == {}


def test_a_stage_that_fails_counts_all_the_same() -> None:
    with timing.measured() as seconds, pytest.raises(ZeroDivisionError):
        timing.timed("first", lambda: 1 // 0)
    assert list(seconds) == ["first"]


def test_each_item_counts() -> None:
    def items():  # type: ignore[no-untyped-def]
        for item in (None, 0, 1):
            busy(0.01)
            yield item

    with timing.measured() as seconds:
        assert list(timing.each("read", items())) == [None, 0, 1]
    assert seconds["read"] >= 0.03


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_build_measures_the_same_stages_with_any_number_of_jobs(jobs: int, tmp_path: Path) -> None:
    for number in range(16):  # fewer are not shared among workers
        (tmp_path / f"{number}.txt").write_text(STORY * (number + 1), encoding="utf-8")
    built = pipeline.build([tmp_path], tmp_path / "s.record", jobs=jobs)
    assert list(built.seconds)[:5] == ["read", "clean", "model", "parse", "names"]
    assert {"quotations", "join: people", "write"} <= set(built.seconds)
    assert built.seconds["parse"] > 0
