"""Dates of metadata and addresses; a date with two readings is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.dates import date_in_url, parse_date
from onrecord.edtf import bounds


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2021-10-21", "2021-10-21"),
        ("2021-10-21T23:30:00-04:00", "2021-10-21"),
        ("2021-10-21 08:00:00", "2021-10-21"),
        ("20211021", "2021-10-21"),
        ("2021/10/21", "2021-10-21"),
        ("2021-10", "2021-10"),
        ("2021", "2021"),
        ("Thu, 21 Oct 2021 08:00:00 GMT", "2021-10-21"),
        ("Thu Oct 21 08:00:00 2021", "2021-10-21"),
        ("Thu Oct 21 08:00:00 UTC 2021", "2021-10-21"),
        ("October 21, 2021", "2021-10-21"),
        ("Oct. 21, 2021, 9:30 a.m. ET", "2021-10-21"),
        ("21st of October 2021", "2021-10-21"),
        ("21-Oct-2021", "2021-10-21"),
        ("Sept. 3, 2020 at 10:00", "2020-09-03"),
        ("13/04/2021", "2021-04-13"),
        ("04/13/2021", "2021-04-13"),
        ("05/05/2021", "2021-05-05"),
        ("03.04.2021", "2021-04-03"),
        ("1634774400", "2021-10-21"),
        ("1634774400000", "2021-10-21"),
        ("2021-12-02/2021-12-05", "2021-12-02/2021-12-05"),
        ("03/04/2021", None),
        ("2021-02-30", None),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01", None),
        ("yesterday", None),
        ("", None),
        ("3 days ago", None),
        ("Updated Oct. 21, 2021", None),
        ("9999-10-21", None),
        ("21/10/21", None),
    ],
)
def test_values(value: str, date: str | None) -> None:
    assert parse_date(value) == date


@given(st.one_of(st.text(), st.dates().map(str), st.datetimes().map(str), st.integers().map(str)))
def test_what_is_read_is_edtf(value: str) -> None:
    if found := parse_date(value):
        assert bounds(found)


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://a.example/2021/10/21/story", "2021-10-21"),
        ("https://a.example/news/2021/oct/21/story", "2021-10-21"),
        ("https://a.example/story-2021-10-21", "2021-10-21"),
        ("https://a.example/story_20211021.html", "2021-10-21"),
        ("https://a.example/2021/10/story", "2021-10"),
        ("https://a.example/2021/10/4711", None),
        ("https://a.example/2021/13/story", None),
        ("https://a.example/2021/13/45/story", None),
        ("https://a.example/story?d=/2021/10/21/", None),
        ("https://a.example/story-14848176", None),
    ],
)
def test_addresses(url: str, date: str | None) -> None:
    assert date_in_url(url) == date
