"""Speakers: what pronouns, descriptions and silence are resolved to, and when they are left open."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.find.names import find_names
from onrecord.find.parse import Parsed
from onrecord.find.quotations import find_quotations
from onrecord.model import Quotation


@pytest.fixture
def quotes(parsed: Callable[..., Parsed]) -> Callable[[str], list[Quotation]]:
    def found(text: str) -> list[Quotation]:
        read = parsed(text)
        return list(find_quotations(read, find_names(read)))

    return found


def who(quotation: Quotation, text: str) -> tuple[str | None, str | None]:
    """The speaker's form, and the name that it stands for."""
    if quotation.speaker is None:
        return None, None
    name = quotation.speaker.name
    return quotation.speaker.form, text[name.start : name.end] if name else None


def test_a_name_stands_for_itself(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "“The pier is closed,” Mayor Ann Lund said."
    assert who(quotes(text)[0], text) == ("name", "Ann Lund")


def test_a_pronoun_is_the_subject_before_it(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "Mayor Ann Lund walked to the pier on Sunday. “It is closed,” she said."
    assert who(quotes(text)[0], text) == ("pronoun", "Ann Lund")


def test_gender_rules_out(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "Mr. Per Holm met Mrs. Ann Lund at the pier. “It is closed,” she said."
    assert who(quotes(text)[0], text) == ("pronoun", "Ann Lund")


def test_the_speaker_goes_on_speaking(quotes: Callable[[str], list[Quotation]]) -> None:
    text = (
        "“The pier is closed,” Mr. Per Holm said.\n\nHolm had met Mr. Ove Dahl there in the spring.\n\n"
        "“It will open again,” he said."
    )
    assert who(quotes(text)[-1], text) == ("pronoun", "Holm")


def test_two_people_who_could_both_be_meant_leave_it_open(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "Mr. Per Holm and Mr. Ove Dahl met at the pier. “It is closed,” he said."
    assert who(quotes(text)[0], text) == ("pronoun", None)


def test_they_is_left_open(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "Mr. Per Holm and Mrs. Ann Lund met at the pier. “It is closed,” they said."
    assert who(quotes(text)[0], text) == ("pronoun", None)


def test_a_relative_pronoun_is_whom_the_clause_is_about(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "The committee heard Ann Lund, who said that the pier was closed."
    assert who(quotes(text)[0], text) == ("pronoun", "Ann Lund")


def test_a_description_is_the_one_person_with_that_title(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "Governor Ann Lund came to the pier. Ove Dahl came too.\n\n“It is closed,” the governor said."
    assert who(quotes(text)[0], text) == ("description", "Ann Lund")


def test_a_description_of_nobody_known_is_left_open(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "Ann Lund came to the pier. “It is closed,” a police officer said."
    assert who(quotes(text)[0], text) == ("description", None)


def test_a_possessor_is_not_the_speaker(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "“It is closed,” Ann Lund’s lawyer said."
    assert who(quotes(text)[0], text) == ("description", None)


def test_two_who_talk_to_each_other(quotes: Callable[[str], list[Quotation]]) -> None:
    text = (
        "“Is it closed?” Mrs. Ann Lund asked.\n\n“Since Monday,” Mr. Per Holm said.\n\n"
        "“And when will it open?” she asked.\n\n“In the spring,” he said."
    )
    assert [who(q, text)[1] for q in quotes(text)] == ["Ann Lund", "Per Holm", "Ann Lund", "Per Holm"]


def test_a_passive_cue_has_no_speaker(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "Ann Lund was told that the pier was closed."
    (only,) = quotes(text)
    assert only.speaker is None


def test_an_agent_is_the_speaker(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "Ann Lund was told by Ove Dahl that the pier was closed."
    (only,) = quotes(text)
    assert who(only, text) == ("name", "Ove Dahl")
