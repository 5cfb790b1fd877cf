"""TIMEX3 values: units, EDTF, arithmetic, holidays."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.edtf import Bounds
from onrecord.timex import bounds_of, edtf_of, grain, holiday, moved, rank, value_of

DAYS = st.dates(date(1000, 1, 1), date(9000, 12, 31))
UNITS = st.sampled_from(["D", "W", "WE", "M", "Q", "H", "Y", "E", "C"])


@pytest.mark.parametrize(
    ("value", "unit", "edtf"),
    [
        ("2021-10-21", "D", "2021-10-21"),
        ("2021-10-21T15:30", "D", "2021-10-21"),
        ("2021-10-21TNI", "D", "2021-10-21"),
        ("2021-W42", "W", "2021-10-18/2021-10-24"),
        ("2021-W42-WE", "WE", "2021-10-23/2021-10-24"),
        ("2021-10", "M", "2021-10"),
        ("2021-Q4", "Q", "2021-36"),
        ("2021-H1", "H", "2021-01/2021-06"),
        ("2021-FA", "S", "2021-23"),
        ("2021", "Y", "2021"),
        ("202", "E", "202X"),
        ("20", "C", "20XX"),
        ("XXXX-10", None, None),
        ("PRESENT_REF", None, None),
        ("P3Y", None, None),
    ],
)
def test_units_and_edtf(value: str, unit: str | None, edtf: str | None) -> None:
    assert grain(value) == unit
    assert edtf_of(value) == edtf


@pytest.mark.parametrize("value", ["2021-02-30", "2021-13", "2021-W54", "0000-01-01"])
def test_a_day_that_does_not_exist_has_no_edtf(value: str) -> None:
    assert edtf_of(value) is None


def test_approximate_values() -> None:
    assert edtf_of("2021-10", "APPROX") == "2021-10~"
    assert edtf_of("2021-10", "START") == "2021-10"


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        ("2021-10-21", 6, "W", "2021-12-02"),
        ("2021-10-31", 1, "M", "2021-11-30"),
        ("2024-02-29", -1, "Y", "2023-02-28"),
        ("2021-10-21", 1.5, "Y", "2023-04-21"),
        ("2021-10-21", -2, "Q", "2021-04-21"),
        ("2021-10-21", 2, "W2", "2021-11-18"),
    ],
)
def test_moving(start: str, amount: float, unit: str, end: str) -> None:
    assert moved(date.fromisoformat(start), amount, unit) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("12-25", 2021, "2021-12-25"),
        ("11-4-4", 2021, "2021-11-25"),
        ("05-1-5", 2022, "2022-05-30"),
        ("easter+0", 2024, "2024-03-31"),
        ("easter-2", 2021, "2021-04-02"),
    ],
)
def test_holidays(rule: str, year: int, day: str) -> None:
    assert holiday(rule, year) == date.fromisoformat(day)


@given(DAYS, UNITS)
def test_the_unit_of_a_day_holds_the_day(d: date, unit: str) -> None:
    value = value_of(d, unit)
    held = bounds_of(value)
    assert held is not None
    assert grain(value) == unit
    if unit != "WE":
        assert held.first <= d <= held.last


@given(DAYS, UNITS, UNITS)
def test_a_longer_unit_is_no_shorter(d: date, a: str, b: str) -> None:
    x, y = bounds_of(value_of(d, a)), bounds_of(value_of(d, b))
    assert isinstance(x, Bounds)
    assert isinstance(y, Bounds)
    if rank(a) <= rank(b) and "WE" not in (a, b):
        assert x.days <= y.days


@given(DAYS, st.integers(-500, 500), st.sampled_from(["D", "W", "M", "Y"]))
def test_moving_there_and_back(d: date, amount: int, unit: str) -> None:
    there = moved(d, amount, unit)
    assert abs((moved(there, -amount, unit) - d).days) <= 3
    assert (there > d) == (amount > 0)
