"""Settling open times against an anchor day, a range of days, the text, and a happening."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.edtf import Bounds, bounds, within
from onrecord.model import OpenTime, StatedTime, Tense
from onrecord.span import Span
from onrecord.timex import bounds_of
from onrecord.when import days_after, from_event, resolve, settle, years_of

WEDNESDAY = date(2021, 10, 20)


def near(pattern: str, tense: Tense | None = None, amount: float | None = None) -> OpenTime:
    return OpenTime("nearest", amount, "D", tense, pattern)


@pytest.mark.parametrize(
    ("open_", "value"),
    [
        (near("XXXX-WXX-3", "past"), "2021-10-20"),
        (near("XXXX-WXX-3", "future"), "2021-10-20"),
        (near("XXXX-WXX-2", "past"), "2021-10-19"),
        (near("XXXX-WXX-4", "past"), "2021-10-14"),
        (near("XXXX-WXX-4", "future"), "2021-10-21"),
        (near("XXXX-WXX-4"), "2021-10-14"),
        (near("XXXX-WXX-3", None, -1), "2021-10-13"),
        (near("XXXX-WXX-3", None, 1), "2021-10-27"),
        (near("XXXX-WXX-5", None, 0), "2021-10-22"),
        (near("XXXX-WXX-5TMO", "past"), "2021-10-15TMO"),
        (near("XXXX-WXX-WE", "past"), "2021-W41-WE"),
        (near("XXXX-12", "past"), "2020-12"),
        (near("XXXX-12", "future"), "2021-12"),
        (near("XXXX-12"), "2021-12"),
        (near("XXXX-10", "past"), "2021-10"),
        (near("XXXX-SU", None, -1), "2021-SU"),
        (near("XXXX-Q4", "future"), "2021-Q4"),
        (near("XXXX-Q3", "past"), "2021-Q3"),
        (near("XXXX-11-02", "past"), "2021-11-02"),
        (near("XXXX-02-30", "past"), None),
        (OpenTime("holiday", None, "D", "past", "11-4-4"), "2020-11-26"),
        (OpenTime("weekday", 4, "Y", None, "XXXX-12-02"), "2021-12-02"),
        (OpenTime("weekday", 1, "Y", None, "XXXX-12-16"), "2019-12-16"),
        (OpenTime("shift", -1, "M", None, ""), "2021-09"),
        (OpenTime("shift", 0, "W", None, ""), "2021-W42"),
        (OpenTime("shift", -1, "D", None, "TNI"), "2021-10-19TNI"),
        (OpenTime("shift", 1, "Q", None, ""), "2022-Q1"),
        (OpenTime("ago", -2, "E", None, ""), "200"),
        (OpenTime("within", -1, "Y", None, "XXXX-04"), "2020-04"),
        (OpenTime("previous", 1, "D", None, ""), None),
    ],
)
def test_one_day_as_anchor(open_: OpenTime, value: str | None) -> None:
    assert resolve(open_, WEDNESDAY) == value


@pytest.mark.parametrize(
    ("open_", "previous", "value"),
    [
        (OpenTime("previous", 1, "D", None, ""), "2021-10-21", "2021-10-22"),
        (OpenTime("previous", 0, "Y", None, ""), "2021-10-21", "2021"),
        (OpenTime("later", 2, "Y", None, ""), "2021-10-21", "2023"),
        (OpenTime("compare", -1, "Y", None, ""), "2021-Q3", "2020-Q3"),
        (OpenTime("compare", -1, "Y", None, ""), "2021-10", "2020-10"),
        (OpenTime("within-same", 0, "Y", None, "XXXX-04"), "2023-01", "2023-04"),
    ],
)
def test_the_date_last_spoken_of_as_anchor(open_: OpenTime, previous: str, value: str) -> None:
    assert resolve(open_, WEDNESDAY, previous) == value


def stated(open_: OpenTime | None, value: str = "XXXX", at: int = 0) -> StatedTime:
    return StatedTime(Span("a1", at, at + 1), "DATE", value, open=open_)


def settled_one(open_: OpenTime, published: str) -> StatedTime:
    return settle([stated(open_)], bounds(published))[0]


def test_a_range_settles_what_all_its_days_agree_on() -> None:
    july = settled_one(near("XXXX-07", "past"), "2024-12-16/2024-12-22")
    assert (july.value, july.edtf, july.anchor) == ("2024-07", "2024-07", "published")


def test_a_range_is_less_precise_where_its_days_differ() -> None:
    monday = settled_one(near("XXXX-WXX-1", "past"), "2024-12-16/2024-12-22")
    assert (monday.value, monday.edtf) == ("2024-12-16", "2024-12-16")
    friday = settled_one(near("XXXX-WXX-5", "past"), "2024-12-16/2024-12-22")
    assert (friday.value, friday.edtf) == ("XXXX", "2024-12-13/2024-12-20")


def test_a_range_too_wide_to_say_anything_leaves_a_time_open() -> None:
    yesterday = OpenTime("shift", -1, "D", None, "")
    assert settled_one(yesterday, "2023-01/2024-08") == stated(yesterday)


def test_a_range_of_months_leaves_a_time_as_wide() -> None:
    yesterday = OpenTime("shift", -1, "D", None, "")
    assert settled_one(yesterday, "2024-01/2024-08").edtf == "2023-12-31/2024-08-30"
    assert settled_one(near("XXXX-07", "past"), "2022/2024").edtf is None
    assert settle([stated(near("XXXX-07"))], None)[0].edtf is None


def test_a_loose_count_is_approximate() -> None:
    assert settled_one(OpenTime("ago", -3, "M", None, ""), "2021-10-20").edtf == "2021-07~"
    assert settled_one(OpenTime("ago", -2, "D", None, ""), "2021-10-20").edtf == "2021-10-18"
    assert settled_one(OpenTime("shift", -1, "M", None, ""), "2021-10-20").edtf == "2021-09"


def test_text_order_carries_the_date_last_spoken_of() -> None:
    the_next_day = stated(OpenTime("previous", 1, "D", None, ""), "XXXX-XX-XX", 9)
    times = settle([stated(None, "2021-03-04", 0), the_next_day], bounds("2022-05-05"))
    assert (times[1].value, times[1].anchor) == ("2021-03-05", "previous")


def test_nothing_is_counted_from_a_date_that_is_not_known_or_not_fine_enough() -> None:
    the_next_day = stated(OpenTime("previous", 1, "D", None, ""), "XXXX-XX-XX", 9)
    for between in ("XXXX-07", "2019"):
        times = settle([stated(None, "2021-03-04", 0), stated(None, between, 4), the_next_day], bounds("2022-05-05"))
        assert times[2] == the_next_day
    repeated = settle([stated(None, "2021-03-04", 0), stated(None, "2021-03", 4), the_next_day], bounds("2022-05-05"))
    assert repeated[2].value == "2021-03-05"


@pytest.mark.parametrize(
    ("amount", "unit", "mod", "date_"),
    [
        (10, "D", None, "2021-10-31"),
        (6, "W", None, "2021-12-02~"),
        (3, "M", None, "2022-01~"),
        (1.5, "Y", None, "2023-04~"),
        (2, "Y", None, "2023~"),
        (1, "M", "MORE_THAN", "2021-11~/2021-12~"),
        (-1, "D", None, "2021-10-20"),
    ],
)
def test_counting_from_a_happening(amount: float, unit: str, mod: str | None, date_: str) -> None:
    assert from_event(OpenTime("event", amount, unit), bounds("2021-10-21"), mod) == date_


def test_days_are_not_counted_from_a_month() -> None:
    assert from_event(OpenTime("event", 10, "D"), bounds("2021-10")) is None
    assert from_event(OpenTime("event", 2, "Y"), bounds("2021-10")) == "2023~"


def test_days_after_a_happening() -> None:
    month = OpenTime("event", 1, "M")
    assert days_after(month, "MORE_THAN", bounds("2021-10-21")) == Bounds(date(2021, 11, 21), date(2021, 12, 21))
    assert days_after(OpenTime("event", 4, "D"), None, bounds("2021-10-21")) == bounds("2021-10-25")


def test_years_in_which_weekday_and_date_fall_together() -> None:
    assert years_of("XXXX-12-02", 4, 2008, 2030) == [2010, 2021, 2027]
    assert years_of("XXXX-02-29", 4, 2008, 2030) == [2024]


PATTERNS = st.one_of(
    st.integers(1, 7).map(lambda n: f"XXXX-WXX-{n}"),
    st.integers(1, 12).map(lambda n: f"XXXX-{n:02d}"),
    st.sampled_from(["XXXX-SP", "XXXX-WI", "XXXX-Q2", "XXXX-WXX-WE", "XXXX-06-15"]),
)


@given(st.dates(date(1500, 1, 1), date(2500, 1, 1)), PATTERNS, st.sampled_from(["past", "present", "future", None]))
def test_the_nearest_fits_its_pattern_and_is_near(anchor: date, pattern: str, tense: Tense | None) -> None:
    value = resolve(near(pattern, tense), anchor)
    assert value is not None
    days = bounds_of(value)
    assert days is not None
    assert abs((days.first - anchor).days) <= 460
    if "WXX" in pattern:
        assert abs((days.first - anchor).days) <= 7
    else:
        assert value[4:] == pattern[4:]


@given(st.dates(date(1500, 1, 1), date(2500, 1, 1)), PATTERNS, st.integers(0, 20))
def test_a_range_is_never_more_precise_than_its_ends(first: date, pattern: str, more: int) -> None:
    last = date.fromordinal(first.toordinal() + more)
    open_ = near(pattern, "past")
    edtf = settle([stated(open_)], Bounds(first, last))[0].edtf
    for anchor in (first, last):
        value = resolve(open_, anchor)
        days = bounds_of(value) if value else None
        assert edtf is None or days is None or (bounds(edtf).first <= days.first and days.last <= bounds(edtf).last)
    assert edtf is None or within(edtf, edtf)
