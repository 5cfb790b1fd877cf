"""Paragraphs that are nothing but a quotation: more of the one before, an answer to it, or nobody's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.find.names import find_names
from onrecord.find.parse import Parsed
from onrecord.find.quotations import find_quotations

Read = Callable[..., list[tuple[str, ...]]]


@pytest.fixture
def read(parsed: Callable[..., Parsed]) -> Read:
    """Of each quotation the segments, the speaker's form, the name that it stands for, "" if unknown."""

    def found(*paragraphs: str) -> list[tuple[str, ...]]:
        text = "\n\n".join(paragraphs)
        article = parsed(text)
        rows = []
        for q in find_quotations(article, find_names(article)):
            name = q.speaker.name if q.speaker else None
            who = (q.speaker.form if q.speaker else "", text[name.start : name.end] if name else "")
            rows.append((" / ".join(text[s.start : s.end] for s in q.content), *who))
        return rows

    return found


# ------------------------------------------------------------------ one speaker over several paragraphs
def test_closed_marks_are_quotations_of_their_own(read: Read) -> None:
    found = read("“The pier is safe,” Ann Lund said.", "“We tested it.”", "“It holds.”", "The rain fell.")
    assert found == [
        ("The pier is safe,", "name", "Ann Lund"),
        ("We tested it.", "implicit", "Ann Lund"),
        ("It holds.", "implicit", "Ann Lund"),
    ]


def test_marks_left_open_are_one_quotation(read: Read) -> None:
    found = read("“The pier is safe,” Ann Lund said. “It holds.", "“We tested it.", "“It will do.”")
    assert found == [("The pier is safe, / It holds. / We tested it. / It will do.", "name", "Ann Lund")]


def test_a_mark_left_open_goes_on_and_what_is_quoted_there_too(read: Read) -> None:
    found = read(
        "Ann Lund said: “The pier is safe.",
        "“It holds. Joan Bell said, ‘The roof is rotten,’ and left.",
        "“It is dry.”",
    )
    assert found[0][0] == ("The pier is safe. / It holds. Joan Bell said, ‘The roof is rotten,’ and left. / It is dry.")
    assert found[1] == ("The roof is rotten,", "name", "Joan Bell")


def test_words_before_their_cue(read: Read) -> None:
    assert read("“The pier is closed.”", "“It leaks,” Ann Lund said.") == [
        ("The pier is closed.", "implicit", "Ann Lund"),
        ("It leaks,", "name", "Ann Lund"),
    ]
    assert read("Rain fell.", "“The pier is closed.", "“It leaks,” Ann Lund said. “Badly.”") == [
        ("The pier is closed. / It leaks, / Badly.", "name", "Ann Lund")
    ]


def test_a_question_before_a_cue_is_not_that_speakers(read: Read) -> None:
    assert read("“Is the pier closed?”", "“It leaks,” Ann Lund said.") == [("It leaks,", "name", "Ann Lund")]


def test_a_closing_mark_that_was_lost_joins_nothing(read: Read) -> None:
    found = read("“The tide is high, the keeper wrote and went to bed.", "“The pier is safe,” Ann Lund said.")
    assert found[-1] == ("The pier is safe,", "name", "Ann Lund")


def test_a_heading_in_other_marks_is_no_part(read: Read) -> None:
    found = read("“The pier is closed,” Ann Lund said.", "'A rough start.'", "The rain fell.")
    assert found == [("The pier is closed,", "name", "Ann Lund")]


def test_what_is_printed_twice_is_one(read: Read) -> None:
    found = read("“The pier is closed and it leaks,” Ann Lund said.", "“The pier is closed.”")
    assert found == [("The pier is closed and it leaks,", "name", "Ann Lund")]


# ------------------------------------------------------------------ a quotation of its own, by the same speaker
def test_after_words_that_are_only_reported(read: Read) -> None:
    found = read("Ann Lund said that the pier was closed.", "“It leaks.”")
    assert found[1] == ("It leaks.", "implicit", "Ann Lund")


def test_after_a_speaker_without_a_name(read: Read) -> None:
    found = read("A spokesman for the port said that the pier was shut.", "“It leaks.”")
    assert found[1] == ("It leaks.", "description", "")


def test_over_a_paragraph_about_the_speaker(read: Read) -> None:
    found = read("“The pier is closed,” Ann Lund said.", "Lund has run the pier since 2019.", "“It leaks.”")
    assert found[1:] == [("It leaks.", "implicit", "Ann Lund")]


def test_not_over_a_paragraph_about_somebody_else(read: Read) -> None:
    found = read("“The pier is closed,” Ann Lund said.", "Joan Bell ran it before Lund did.", "“It leaks.”")
    assert found == [("The pier is closed,", "name", "Ann Lund")]


def test_not_after_somebody_else_is_named(read: Read) -> None:
    found = read("“The pier is closed,” Ann Lund said. Joan Bell had left the pier at noon.", "“It leaks.”")
    assert found == [("The pier is closed,", "name", "Ann Lund")]


# ------------------------------------------------------------------ two who talk to each other
def test_two_quoted_in_turn_do_not_talk_to_each_other(read: Read) -> None:
    found = read("“The pier is closed,” Ann Lund said.", "“The bridge too,” Tom Ash said.", "“It leaks.”")
    assert found[1:] == [("The bridge too,", "name", "Tom Ash"), ("It leaks.", "implicit", "Tom Ash")]


def test_question_and_answer_alternate(read: Read) -> None:
    found = read(
        "“Is it closed?” Ann Lund asked.", "“Since Monday,” Tom Ash said.", "“And when will it open?”", "“In May.”",
        "“Why so late?”",
    )  # fmt: skip
    assert [row[1:] for row in found[2:]] == [
        ("implicit", "Ann Lund"),
        ("implicit", "Tom Ash"),
        ("implicit", "Ann Lund"),
    ]


def test_narration_ends_the_talk(read: Read) -> None:
    found = read(
        "“Is it closed?” Ann Lund asked.", "“Since Monday,” Tom Ash said.", "The rain fell on the pier.", "“So it is.”"
    )
    assert [row[0] for row in found] == ["Is it closed?", "Since Monday,"]


def test_the_answer_is_the_one_who_was_asked(read: Read) -> None:
    found = read("“Is it closed?” Ann Lund asked Tom Ash.", "“Since Monday.”", "“And when will it open?”", "“In May.”")
    assert [row[1:] for row in found[1:]] == [
        ("implicit", "Tom Ash"),
        ("implicit", "Ann Lund"),
        ("implicit", "Tom Ash"),
    ]


def test_an_answer_by_nobody_known_stays_open(read: Read) -> None:
    found = read("“Is it closed?” Ann Lund asked.", "“Since Monday.”")
    assert found[1] == ("Since Monday.", "", "")


# ------------------------------------------------------------------ signed, and left out
def test_a_line_below_signs_it(read: Read) -> None:
    found = read("“The pier is closed to all.”", "— Ann Lund, harbour master")
    assert found == [("The pier is closed to all.", "name", "Ann Lund")]


def test_a_line_that_is_no_signature(read: Read) -> None:
    assert read("“The pier is closed to all.”", "The harbour master, 61") == []
