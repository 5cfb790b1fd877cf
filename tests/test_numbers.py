"""Numbers in running text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.numbers import find_numbers, value_of


def values(text: str) -> list[tuple[str, float]]:
    return [(text[n.start : n.end], n.value) for n in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 boats", [("14", 14)]),
        ("1,250 boats", [("1,250", 1250)]),
        ("2.2 million boats", [("2.2 million", 2_200_000)]),
        ("$3.5bn", [("3.5bn", 3.5e9)]),
        ("twenty-five boats", [("twenty-five", 25)]),
        ("two hundred and six boats", [("two hundred and six", 206)]),
        ("half a million boats", [("half a million", 500_000)]),
        ("half a dozen boats", [("half a dozen", 6)]),
        ("three and a half miles", [("three and a half", 3.5)]),
        ("eleven thousand five hundred", [("eleven thousand five hundred", 11_500)]),
        ("the 21st boat and the fourth", [("21st", 21), ("fourth", 4)]),
        ("five and six boats", [("five", 5), ("six", 6)]),
        ("one two three", [("one", 1), ("two", 2), ("three", 3)]),
        ("50,000-100,000 boats", [("50,000", 50_000), ("100,000", 100_000)]),
        ("35,000-60 ,000 boats", [("35,000", 35_000), ("60 ,000", 60_000)]),
        ("10-15 boats", [("10", 10), ("15", 15)]),
        ("$5-7 billion", [("5", 5e9), ("7 billion", 7e9)]),
        ("$5-$7 billion", [("5", 5e9), ("7 billion", 7e9)]),
        ("$7.7 bn", [("7.7 bn", 7.7e9)]),
        ("$5 m", [("5 m", 5e6)]),
        ("a 5 m pool", [("5", 5)]),
        ("4.9 m barrels", [("4.9 m", 4.9e6)]),
        ("1.4 m to 1.5 m tonnes", [("1.4 m", 1.4e6), ("1.5 m", 1.5e6)]),
        ("1,524 m below", [("1,524", 1524)]),
        ("his 100 m times", [("100", 100)]),
        ("700 billions", [("700 billions", 7e11)]),
        ("7 hundred billion", [("7 hundred billion", 7e11)]),
        ("7 hundred boats", [("7 hundred", 700)]),
        ("five and a half million boats", [("five and a half million", 5_500_000)]),
        ("4 .5 million boats", [("4 .5 million", 4_500_000)]),
        ("they lost 2-3", []),
        ("the year 2009-10", []),
        ("45-50,000 boats", []),
    ],
)
def test_values(text: str, expected: list[tuple[str, float]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    ["F-16", "the 1990s", "at 5:30", "3/4", "won 3-1", "version 1.2.3", "hundreds", "dozens", "B12", "two-thirds"],
)
def test_what_is_no_quantity(text: str) -> None:
    assert values(text) == []


def test_rough_and_ordinal() -> None:
    rough, ordinal = find_numbers("a dozen people on the second day")
    assert rough.rough
    assert not rough.ordinal
    assert ordinal.ordinal


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**12))
def test_digits_with_commas_are_read_back(number: int) -> None:
    assert value_of(f"{number:,}") == number


@settings(deadline=None)
@given(st.text(alphabet="one two hundred and thousand-.,5 a half", max_size=200))
def test_numbers_never_overlap_and_stay_inside(text: str) -> None:
    found = list(find_numbers(text))
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
