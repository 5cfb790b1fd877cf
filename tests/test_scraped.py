"""Articles as JSON objects under scrapers' names."""

from __future__ import annotations

import json

import pytest

from onrecord.scraped import Row, parse_row


def row(**fields: object) -> Row:
    found = parse_row(json.dumps(fields))
    assert isinstance(found, Row), found
    return found


@pytest.mark.parametrize("name", ["text", "maintext", "content", "body", "Text", "articleBody"])
def test_names_of_the_text(name: str) -> None:
    assert row(**{name: " Kept as it is.\n"}).text == " Kept as it is.\n"


def test_the_first_usable_value_of_a_field_counts() -> None:
    found = row(text="", maintext="Here.", authors=[], author="Ann Lee", source={"id": None, "name": "The Bugle"}, id=7)
    assert (found.text, found.byline, found.outlet, found.id) == ("Here.", ("Ann Lee",), "The Bugle", "7")


def test_a_blank_text_is_an_article() -> None:
    assert row(text="").text == ""


def test_booleans_and_numbers_that_are_no_numbers_are_absent() -> None:
    assert row(text="x", title=True).title is None
    assert isinstance(parse_row('{"text": "x", "author": NaN}'), Row)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "no valid JSON"),
        ("[1]", "no JSON object"),
        ('{"title": "x"}', "no article text"),
        ('{"text": ["x"]}', "no article text"),
        ('{"a":' * 100_000, "too deeply"),
        ('{"text": "half \\ud800 a pair"}', "surrogate"),
        ('{"text": "x", "title": "half \\udc00 a pair"}', "surrogate"),
        ('{"text": "nul \\u0000"}', "NUL"),
    ],
)
def test_what_is_no_article_says_why(text: str, why: str) -> None:
    found = parse_row(text)
    assert isinstance(found, str)
    assert why in found


def test_a_huge_number_beside_the_text_does_no_harm() -> None:
    assert isinstance(parse_row('{"text": "x", "n": ' + "9" * 10_000 + "}"), Row)
