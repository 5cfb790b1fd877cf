"""EDTF: bounds, precision, and what holds for all dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import edtf
from onrecord.edtf import Bounds
from onrecord.errors import QueryError

DAYS = st.dates(date(1000, 1, 1), date(9000, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2021-10-21", "2021-10-21", "2021-10-21", "day"),
        ("2021-10-21T15:30", "2021-10-21", "2021-10-21", "day"),
        ("2020-02", "2020-02-01", "2020-02-29", "month"),
        ("2021", "2021-01-01", "2021-12-31", "year"),
        ("202X", "2020-01-01", "2029-12-31", "decade"),
        ("19XX", "1900-01-01", "1999-12-31", "century"),
        ("2021-22", "2021-06-01", "2021-08-31", "season"),
        ("2021-24", "2021-12-01", "2022-02-28", "season"),
        ("2021-36", "2021-10-01", "2021-12-31", "season"),
        ("2021-11~/2021-12-05", "2021-11-01", "2021-12-05", "interval"),
        ("2021-11?", "2021-11-01", "2021-11-30", "month"),
    ],
)
def test_bounds_and_precision(text: str, first: str, last: str, precision: str) -> None:
    assert edtf.bounds(text) == Bounds(date.fromisoformat(first), date.fromisoformat(last))
    assert edtf.precision(text) == precision


@pytest.mark.parametrize("text", ["", "soon", "2021-13", "2021-02-30", "2021-10-21/2021-10-20", "202X-05", "2021-45"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        edtf.bounds(text)


def test_open_intervals_reach_the_ends_of_time() -> None:
    assert edtf.bounds("2021/..") == Bounds(date(2021, 1, 1), date.max)
    assert edtf.bounds("../2021").first == date.min


def test_approximate_marks_each_end_once() -> None:
    assert edtf.approximate("2021-11") == "2021-11~"
    assert edtf.approximate("2021-11~/2021-12") == "2021-11~/2021-12~"
    assert edtf.approximate("2021-12-11?") == "2021-12-11%"
    assert edtf.approximate("2021/..") == "2021~/.."
    assert edtf.is_approximate("2021~/..")


def test_seasons_and_months() -> None:
    assert edtf.season(2021, "winter") == "2021-24"
    assert edtf.months(edtf.bounds("2021-11-12/2021-11-20")) == "2021-11"
    assert edtf.months(edtf.bounds("2021-11-12/2022-01-20")) == "2021-11/2022-01"


@given(DAYS, st.integers(0, 4000))
def test_days_survive_being_written_down(first: date, more: int) -> None:
    last = first + timedelta(days=more)
    assert edtf.bounds(edtf.span_of_days(first, last)) == Bounds(first, last)


@given(DAYS, st.integers(0, 4000))
def test_qualifiers_do_not_move_a_date(first: date, more: int) -> None:
    text = edtf.span_of_days(first, first + timedelta(days=more))
    assert edtf.bounds(edtf.approximate(text)) == edtf.bounds(text)
    assert edtf.approximate(edtf.approximate(text)) == edtf.approximate(text)


@given(DAYS, st.integers(0, 99), DAYS, st.integers(0, 99))
def test_common_days_are_allowed_by_both(a: date, more_a: int, b: date, more_b: int) -> None:
    x, y = Bounds(a, a + timedelta(days=more_a)), Bounds(b, b + timedelta(days=more_b))
    both = edtf.common(x, y)
    assert both == edtf.common(y, x)
    assert (both is not None) == edtf.may_be_same(edtf.span_of_days(*_ends(x)), edtf.span_of_days(*_ends(y)))
    if both:
        assert x.first <= both.first <= both.last <= x.last
        assert y.first <= both.first <= both.last <= y.last


@given(DAYS)
def test_a_day_lies_within_its_month_and_its_month_within_its_year(d: date) -> None:
    assert edtf.within(edtf.day(d), edtf.month(d))
    assert edtf.within(edtf.month(d), f"{d.year:04d}")
    assert edtf.months(Bounds(d, d)) == edtf.month(d)


def _ends(b: Bounds) -> tuple[date, date]:
    return b.first, b.last
