"""Python looks for circles less often while a record is made, and as before afterwards."""

from __future__ import annotations

import gc

import pytest

from onrecord.collecting import ALLOCATIONS, briefly_collected, rarely_collected


def test_only_within() -> None:
    before = gc.get_threshold()
    with rarely_collected():
        assert gc.get_threshold() == (ALLOCATIONS, *before[1:])
    assert gc.get_threshold() == before


def test_also_after_a_failure() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="broken"), rarely_collected():
        raise ValueError("broken")
    assert gc.get_threshold() == before


def test_briefly_is_often_and_little() -> None:
    before = gc.get_threshold()
    with briefly_collected():
        young, _, whole = gc.get_threshold()
        assert young < ALLOCATIONS
        assert whole > before[2]
    assert gc.get_threshold() == before
