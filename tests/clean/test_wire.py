"""Wire tags: which articles are an agency's as a whole, and which only quote, credit or picture one."""

# ruff: noqa: E501 (sentences are kept whole)
from __future__ import annotations

import json

import pytest

from onrecord.clean import clean
from onrecord.model import Article, Cleaned, Source
from onrecord.settings import Settings

BODY = """Ferry crews in Harlow walked off their boats before dawn on Thursday, stranding thousands of commuters on both banks.

The walkout began when the harbour company posted a rota that cut the crews' rest between night crossings to seven hours.

By noon a line of cars reached from the slipway to the old fish market, and the railway had put on two more trains."""


def read(text: str, **fields: object) -> Article:
    data = json.dumps({"id": "a", "text": text, "title": "Ferries stand still in Harlow", **fields}).encode()
    found = clean(Source("a", "a.jsonl", "json", data), Settings())
    assert isinstance(found, Cleaned)
    return found.article


@pytest.mark.parametrize(
    ("tag", "agency"),
    [
        ("HARLOW (AP) — ", "Associated Press"),
        ("HARLOW, March 4 (AP) -- ", "Associated Press"),
        ("HARLOW/NORTHGATE (Reuters) - ", "Reuters"),
        ("HARLOW, March 4, 2031 (AFP) – ", "Agence France-Presse"),
        ("Harlow (dpa) - ", "dpa"),
        ("Harlow, Mar 4 (PTI) ", "Press Trust of India"),
        ("NEW HARLOW: (ANI): ", "ANI"),
        ("HARLOW, March 4. /TASS/. ", "TASS"),
        ("HARLOW, March 4 (Xinhua) -- ", "Xinhua"),
        ("SOUTH HARLOW, Marshland, March 4 (UPI) -- ", "United Press International"),
        ("HARLOW (CP) — ", "The Canadian Press"),
        ("Boats lie at the slipway on Thursday. HARLOW (AP) — ", "Associated Press"),
    ],
)
def test_a_dateline_names_the_agency(tag: str, agency: str) -> None:
    assert read(tag + BODY).wire == agency


@pytest.mark.parametrize(
    "line",
    [
        "By INES MADDOX, Associated Press",
        "By Ines Maddox and Peter Oyelaran, The Associated Press",
        "By Ines Maddox, Associated Press Writer",
        "By The Associated Press",
        "Associated Press staff",
    ],
)
def test_a_byline_names_the_agency(line: str) -> None:
    assert read(f"Ferries stand still in Harlow\n\n{line}\n\n{BODY}").wire == "Associated Press"


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        (
            "Copyright 2031 The Associated Press. All rights reserved. This material may not be published.",
            "Associated Press",
        ),
        ("© 2031 AFP", "Agence France-Presse"),
        ("© Agence France-Presse. All rights reserved.", "Agence France-Presse"),
        ("(Reporting by Ines Maddox in Harlow; Editing by Liv Strand)", "Reuters"),
        ("Reporting by Ines Maddox and Peter Oyelaran; Writing by Nora Vance; Editing by Liv Strand", "Reuters"),
        ("— Reuters", "Reuters"),
        ("Source: AAP", "Australian Associated Press"),
        ("Distributed by Tribune News Service", "Tribune News Service"),
        ("This story was produced by States Newsroom.", "States Newsroom"),
    ],
)
def test_an_end_line_names_the_agency(line: str, agency: str) -> None:
    assert read(f"{BODY}\n\n{BODY}\n\n{line}").wire == agency


@pytest.mark.parametrize(
    ("fields", "agency"),
    [
        ({"author": "Associated Press"}, "Associated Press"),
        ({"author": "Ines Maddox, Associated Press"}, "Associated Press"),
        ({"authors": ["Ines Maddox", "AFP"]}, "Agence France-Presse"),
        ({"author": "Reuters Staff"}, "Reuters"),
        ({"source": "Kyodo News"}, "Kyodo News"),
        ({"url": "https://apnews.com/article/ferries-harlow-4711"}, "Associated Press"),
        ({"author": "Ines Maddox"}, None),
        ({"source": "The Marsh Courier"}, None),
    ],
)
def test_metadata_names_the_agency(fields: dict[str, object], agency: str | None) -> None:
    assert read(BODY, **fields).wire == agency


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}\n\n“We shall vote on Friday,” the union's secretary told Reuters.",
        f"{BODY}\n\nThe company has lost four million, according to the Associated Press.",
        f"{BODY}\n\nThe Associated Press contributed to this report.",
        f"{BODY}\n\nAdditional reporting by Reuters",
        f"{BODY}\n\nWith files from The Canadian Press",
        f"Boats lie at the slipway. (AP Photo/Ines Maddox)\n\n{BODY}",
        f"Boats lie at the slipway on Thursday. (Reuters)\n\n{BODY}",
        f"Reuters\n\n{BODY}\n\nAP\n\n{BODY}",
        f"Photograph: Ines Maddox/AP\n\n{BODY}",
        f"Ines Maddox/Associated Press\n\n{BODY}",
        f"{BODY}\n\nAt the port of Saint Anne (AFP) also has an office, an address and a telephone.",
        f"{BODY}\n\nHARLOW (AP) — Ferry crews voted to go back to their boats on Friday evening.",
        BODY,
    ],
)
def test_what_only_draws_on_an_agency_is_not_its_own(text: str) -> None:
    assert read(text).wire is None


def test_marks_of_one_weight_that_name_two_agencies_name_none() -> None:
    assert read(BODY, authors=["AFP", "Reuters"]).wire is None


def test_a_dateline_weighs_more_than_the_line_at_the_end() -> None:
    assert read(f"HARLOW (AP) — {BODY}\n\n— Reuters").wire == "Associated Press"


def test_a_long_line_of_brackets_takes_no_time() -> None:
    assert read("A (AP " * 60_000 + "\n\n" + "By A B" * 50 + "\n\n" + BODY).wire is None
