"""Roles, relations and ages. All people are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.find.ages import find_ages
from onrecord.find.names import find_names
from onrecord.find.parse import Parsed
from onrecord.find.relations import find_relations
from onrecord.find.roles import find_roles
from onrecord.model import StatedTime
from onrecord.span import Span, text_of

Parse = Callable[..., Parsed]


def roles(article: Parsed) -> set[tuple[str, str]]:
    found = find_roles(article, find_names(article))
    for role in found:
        assert text_of(role.span, article.article) == role.text
    return {(text_of(r.name, article.article), r.text) for r in found}


def relations(article: Parsed) -> set[tuple[str, str, str]]:
    show = article.article
    return {(text_of(r.name, show), r.text, text_of(r.to, show)) for r in find_relations(article, find_names(article))}


def ages(article: Parsed, *times: StatedTime) -> list[tuple[str, int]]:
    return [(text_of(a.name, article.article), a.age) for a in find_ages(article, find_names(article), times)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Joan Sandoval, the harbour master, opened the gate.", ("Joan Sandoval", "harbour master")),
        ("The report blamed director Peter Quill for the delay.", ("Peter Quill", "director")),
        ("Joan Sandoval is the mayor of Redmoor.", ("Joan Sandoval", "mayor of Redmoor")),
        ("Joan Sandoval, 66, a retired pilot, was unhurt.", ("Joan Sandoval", "retired pilot")),
        ("On Monday District Attorney Ann Marlow spoke.", ("Ann Marlow", "District Attorney")),
        ("Peter Quill, who was a union leader, agreed.", ("Peter Quill", "union leader")),
        (
            "Joan Sandoval, chairwoman of the House Ways and Means Committee, spoke.",
            ("Joan Sandoval", "chairwoman of the House Ways and Means Committee"),
        ),
        (
            "Peter Quill, the director of the Institute of Tides at the University of Redmoor, agreed.",
            ("Peter Quill", "director of the Institute of Tides at the University of Redmoor"),
        ),
        (
            "Peter Quill, the managing director of Grebe Holdings, agreed.",
            ("Peter Quill", "managing director of Grebe Holdings"),
        ),
        (
            "Joan Sandoval, the founder and chief executive of Grebe, left.",
            ("Joan Sandoval", "founder and chief executive of Grebe"),
        ),
        ("White House press secretary Ann Marlow told reporters.", ("Ann Marlow", "White House press secretary")),
        ("Redmoor County District Attorney Ann Marlow spoke.", ("Ann Marlow", "Redmoor County District Attorney")),
        ("The best-selling novelist Peter Quill agreed.", ("Peter Quill", "novelist")),
        (
            "Joan Sandoval, an assistant to the harbour commissioner, left.",
            ("Joan Sandoval", "assistant to the harbour commissioner"),
        ),
        ("Joan Sandoval, the mayor of Redmoor and a pilot, left.", ("Joan Sandoval", "mayor of Redmoor")),
    ],
)
def test_roles(parsed: Parse, text: str, expected: tuple[str, str]) -> None:
    assert expected in roles(parsed(text))


@pytest.mark.parametrize(
    "text",
    [
        "Joan Sandoval, a beautiful morning, left.",
        "Mr. Peter Quill left early.",
        "Joan Sandoval is not the mayor of Redmoor.",
        "Joan Sandoval is the problem.",
        "They said that Joan Sandoval is a decent man.",
        "He drove with his friend Joan Sandoval.",
    ],
)
def test_what_is_no_role(parsed: Parse, text: str) -> None:
    assert roles(parsed(text)) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Joan Sandoval's husband, Karl Sandoval, drove.", ("Karl Sandoval", "husband", "Joan Sandoval")),
        ("Joan Sandoval arrived with her lawyer, Peter Quill.", ("Peter Quill", "lawyer", "Joan Sandoval")),
        ("Karl Hart, the son of Joan Sandoval, was absent.", ("Karl Hart", "son", "Joan Sandoval")),
        ("Karl Hart, Joan Sandoval's brother-in-law, was absent.", ("Karl Hart", "brother-in-law", "Joan Sandoval")),
        ("Joan Sandoval, who is married to Karl Hart, smiled.", ("Karl Hart", "spouse", "Joan Sandoval")),
        ("Joan Sandoval was previously married to Karl Hart.", ("Karl Hart", "former spouse", "Joan Sandoval")),
    ],
)
def test_relations(parsed: Parse, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in relations(parsed(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peter Quill, whose son Karl Hart drowned, wept.", ("Karl Hart", "son", "Peter Quill")),
        ("Joan Sandoval and her husband, Karl Hart, met Ann Marlow.", ("Karl Hart", "husband", "Joan Sandoval")),
        ("Peter Quill, the father of Ann Marlow and Karl Hart, wept.", ("Peter Quill", "father", "Karl Hart")),
        ("Peter Quill, a former aide to Mrs. Marlow, agreed.", ("Peter Quill", "former aide", "Marlow")),
        (
            "Joan Sandoval's former campaign manager, Karl Hart, left.",
            ("Karl Hart", "former campaign manager", "Joan Sandoval"),
        ),
        ("Karl Hart, Ann Marlow's deputy chief of staff, left.", ("Karl Hart", "deputy chief of staff", "Ann Marlow")),
    ],
)
def test_relations_as_they_are_printed(parsed: Parse, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in relations(parsed(text))


@pytest.mark.parametrize(
    "text",
    [
        "Joan Sandoval, son of Peter Quill, left.",
        "Joan Sandoval was mocked by Ann Marlow, her son said.",
        "Karl Hart, who is married to former Ann Marlow aide Joan Quill, spoke.",
        "They met Karl Hart, Ann Marlow's brother Peter Quill and others.",
    ],
)
def test_who_is_not_tied(parsed: Parse, text: str) -> None:
    assert {(a, b) for a, _, b in relations(parsed(text))} <= {("Peter Quill", "Ann Marlow")}


def test_a_pronoun_that_two_people_fit_ties_nobody(parsed: Parse) -> None:
    assert relations(parsed("After Joan Sandoval met Ann Marlow, police called her husband, Karl Hart.")) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Joan Sandoval, 66, was unhurt.", [("Joan Sandoval", 66)]),
        ("Police freed 64-year-old Joan Sandoval.", [("Joan Sandoval", 64)]),
        ("Police freed the 64-year-old baker Joan Sandoval.", [("Joan Sandoval", 64)]),
        ("Joan Sandoval, a 39-year-old welder, was unhurt.", [("Joan Sandoval", 39)]),
        ("A 39-year-old welder, Joan Sandoval, was unhurt.", [("Joan Sandoval", 39)]),
        ("Police freed a 39-year-old woman, Joan Sandoval.", [("Joan Sandoval", 39)]),
        ("They found a 40-year-old welder, Joan Sandoval said.", []),
        ("They found a 40-year-old welder, Joan Sandoval, the sheriff, said.", []),
        ("It was a 40-year-old mill, Joan Sandoval, that burned.", []),
        ("Joan Sandoval (41) was unhurt.", [("Joan Sandoval", 41)]),
        ("Joan Sandoval is 52 years old.", [("Joan Sandoval", 52)]),
        ("She told Joan Sandoval, 9, and Peter Quill, 12, to run.", [("Joan Sandoval", 9), ("Peter Quill", 12)]),
        ("Police freed nine-year-old Peter Quill.", [("Peter Quill", 9)]),
        ("Joan Sandoval has a 9-year-old son.", []),
        ("Joan Sandoval, 450, was unhurt.", []),
        ("Joan Sandoval, 45 percent of the vote, lost.", []),
        ("The 15-year-old playing Joan Sandoval's son smiled.", []),
        ("Joan Sandoval was 42.", []),
        ("Sales at Joan Sandoval, 15.6 percent up, rose.", []),
        ("They saw Joan Sandoval and Peter Quill, 11 and 8 percent.", []),
        ("So said a 31-year-old Sandoval volunteer in Redmoor.", []),
        ("Joan Sandoval, who wrote plays, has died. She was 71.", [("Joan Sandoval", 71)]),
        ("Joan Sandoval lives in Redmoor. She is 71.", [("Joan Sandoval", 71)]),
        ("Joan Sandoval met Ann Marlow, who has died. She was 71.", []),
        ("Joan Sandoval wrote plays. She was 71.", []),
        ("Peter Quill has died. She was 71.", []),
    ],
)
def test_ages(parsed: Parse, text: str, expected: list[tuple[str, int]]) -> None:
    assert ages(parsed(text)) == expected


def test_what_was_done_to_the_clerk_is_no_part_of_the_role(parsed: Parse) -> None:
    assert "clerk" in {text for _, text in roles(parsed("The council had asked clerk Joan Sandoval about a file."))}


@pytest.mark.parametrize("words", ["", " engineer", ", who lives in Selby,"])
def test_the_58_year_old_is_the_subject_of_the_sentence_before(parsed: Parse, words: str) -> None:
    text = f"Joan Sandoval, the ferry's pilot, did not come. The 58-year-old{words} watched from the bank."
    assert ages(parsed(text)) == [("Joan Sandoval", 58)]


@pytest.mark.parametrize(
    "text",
    [
        "Joan Sandoval did not come. The 58-year-old bridge was closed.",
        "His lawyer, Joan Sandoval, did not come. The 58-year-old watched.",
        "Joan Sandoval met Peter Quill. The 58-year-old was late.",
        "The rain stopped. The 58-year-old was late.",
    ],
)
def test_whose_the_age_is_must_be_plain(parsed: Parse, text: str) -> None:
    assert ages(parsed(text)) == []


def test_a_past_age_belongs_to_the_time_of_its_sentence(parsed: Parse) -> None:
    article = parsed("Joan Sandoval was 42 when the mill burned in 1999.")
    year = Span(article.article.id, 45, 49)
    assert text_of(year, article.article) == "1999"
    (age,) = find_ages(article, find_names(article), (StatedTime(year, "DATE", "1999", edtf="1999"),))
    assert (age.age, age.time) == (42, year)


def test_an_age_at_death_belongs_to_the_day_of_the_sentence_before(parsed: Parse) -> None:
    article = parsed("Joan Sandoval died on Monday. She was 71.")
    day = Span(article.article.id, 22, 28)
    assert text_of(day, article.article) == "Monday"
    (age,) = find_ages(article, find_names(article), (StatedTime(day, "DATE", "2024-05-06", edtf="2024-05-06"),))
    assert (age.age, age.time) == (71, day)
