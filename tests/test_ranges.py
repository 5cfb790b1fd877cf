"""Ends of ranges and stretches, and times that the one after them settles."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest

from onrecord.model import OpenTime, StatedTime, TimexType
from onrecord.ranges import linked, stretched
from onrecord.span import Span

WEDNESDAY = date(2021, 10, 20)


def time(value: str, open_: OpenTime | None = None, type_: TimexType = "DATE") -> StatedTime:
    return StatedTime(Span("a", 0, 1), type_, value, edtf=value if type_ == "DATE" else None, open=open_)


def end(link: Literal["begin", "end", "next"]) -> OpenTime:
    return OpenTime("explicit", link=link)


@pytest.mark.parametrize(
    ("amount", "unit", "ends"),
    [
        (-18.0, "M", ("2020-04", "2021-10-20")),
        (-2.0, "W", ("2021-W40", "2021-10-20")),
        (5.0, "Y", ("2021-10-20", "2026")),
        (-3.0, "Q", ("2021-01", "2021-10-20")),
        (-1.0, "C", ("1921", "2021-10-20")),
        (-9999.0, "Y", (None, None)),
    ],
)
def test_a_stretch_reaches_up_to_the_day_or_from_it(
    amount: float, unit: str, ends: tuple[str | None, str | None]
) -> None:
    found = stretched(time("P1Y", type_="DURATION"), OpenTime("stretch", amount, unit), WEDNESDAY)
    assert (found.begin, found.end) == ends


@pytest.mark.parametrize(
    ("year", "months", "ends"),
    [
        (None, "01/09", ("2021-01", "2021-09")),
        (None, "01/12", ("2020-01", "2020-12")),
        (-1.0, "01/06", ("2020-01", "2020-06")),
    ],
)
def test_the_first_months_are_those_of_the_last_year_in_which_they_are_over(
    year: float | None, months: str, ends: tuple[str, str]
) -> None:
    found = stretched(time("P9M", type_="DURATION"), OpenTime("months", year, "Y", None, months), WEDNESDAY)
    assert (found.begin, found.end) == ends


def test_both_ends_of_a_range_have_both() -> None:
    found = linked([time("1990", end("begin")), time("1995", end("end"))])
    assert {(t.begin, t.end) for t in found} == {("1990", "1995")}


@pytest.mark.parametrize("last", ["1985", "1990", "XXXX-WXX-5"])
def test_what_does_not_end_after_it_begins_is_no_range(last: str) -> None:
    found = linked([time("1990", end("begin")), time(last, end("end"))])
    assert {(t.begin, t.end) for t in found} == {(None, None)}


def test_a_range_may_reach_up_to_now() -> None:
    first, last = linked([time("1990", end("begin")), time("PRESENT_REF", end("end"))])
    assert first.end == last.end == "PRESENT_REF"


def test_a_clock_time_takes_the_day_after_it_only_if_that_is_known() -> None:
    clock = time("2021-10-20T21:00", OpenTime("clock", 0.0, "D", None, "T21:00", link="next"), "TIME")
    known, unknown = linked([clock, time("2021-10-18")])[0], linked([clock, time("XXXX-WXX-1")])[0]
    assert (known.value, unknown.value) == ("2021-10-18T21:00", clock.value)
    assert linked([clock, time("2021-10")])[0] == clock


def test_an_offset_from_a_month_is_no_day() -> None:
    offset = time("P2D", OpenTime("beside", -2.0, "D", link="next"), "DURATION")
    assert linked([offset, time("2021-10")])[0] == offset
    assert linked([offset, time("2021-10-20")])[0].edtf == "2021-10-18"
