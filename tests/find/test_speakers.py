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


# ------------------------------------------------------------------ descriptions
KNOWN = (
    "Tom Ash, who directed the film, came with Ann Poe, the mayor of Harrow. Joan Bell is the owner of the pier. "
    "Judge Kim Holt heard the case against Dan Reed. Reed’s lawyer, Sue Marsh, was there with his wife, Amy Reed. "
)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the director", "Tom Ash"),
        ("the mayor", "Ann Poe"),
        ("the owner of the pier", "Joan Bell"),
        ("the town’s mayor", "Ann Poe"),
        ("the judge", "Kim Holt"),
        ("Reed’s attorney", "Sue Marsh"),
        ("the lawyer", "Sue Marsh"),
        ("Ash’s lawyer", None),
        ("the deputy mayor", None),
        ("the former mayor", None),
        ("the mayor of Selby", None),
        ("the other judge", None),
        ("a judge", None),
        ("the judges", None),
        ("a spokesman for Reed", None),
        ("a person familiar with the matter", None),
        ("the report", None),
    ],
)
def test_what_the_article_calls_somebody(
    quotes: Callable[[str], list[Quotation]], words: str, name: str | None
) -> None:
    text = f"{KNOWN}“It is closed,” {words} said."
    (only,) = quotes(text)
    assert only.speaker is not None
    assert only.speaker.span is not None
    assert text[only.speaker.span.start : only.speaker.span.end] == words
    assert who(only, text) == ("description", name)


def test_his_lawyer_is_the_lawyer_of_whom_he_stands_for(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "Tom Ash was arrested in May. His lawyer, Sue Marsh, spoke first. “He is innocent,” his attorney said."
    assert who(quotes(text)[-1], text) == ("description", "Sue Marsh")


def test_somebody_else_called_the_same_leaves_it_open(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "Judge Ann Poe heard Tom Ash. A judge in Harrow had sent him there. “No,” the judge said."
    assert who(quotes(text)[-1], text) == ("description", None)


def test_a_role_beside_the_name_is_no_description(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "“It is closed,” a spokesperson, Ann Poe, said."
    assert who(quotes(text)[0], text) == ("name", "Ann Poe")


# ------------------------------------------------------------------ bodies
def test_a_body_by_the_noun_in_its_name_and_it(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "The Harbour Commission met on Monday. “We agree,” the commission said. It said that the port was shut."
    assert [who(q, text) for q in quotes(text)] == [
        ("description", "Harbour Commission"),
        ("pronoun", "Harbour Commission"),
    ]


def test_it_after_a_document_is_nobody(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "Ann Poe read it. The report said that the chain broke. It said that the anchor held."
    assert [who(q, text) for q in quotes(text)] == [("description", None), ("pronoun", None)]


# ------------------------------------------------------------------ two at once, and two of one name
@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("Ann Roe and Tom Roe", "name"),
        ("Ann Roe and her lawyer", "name"),
        ("she and her lawyer", "pronoun"),
        ("the Roes", "description"),
        ("they", "pronoun"),
    ],
)
def test_two_who_speak_together(quotes: Callable[[str], list[Quotation]], words: str, form: str) -> None:
    text = f"Ann Roe and her husband, Tom Roe, own the pier. “It is ours,” {words} said."
    assert who(quotes(text)[-1], text) == (form, None)


def test_husband_and_wife_of_one_name(quotes: Callable[[str], list[Quotation]]) -> None:
    text = (
        "Ann Roe and Tom Roe own the pier.\n\nTom Ash came to see it. “It leaks,” Mrs. Roe said. “Badly,” she said.\n\n"
        "“It holds,” Mr. Roe said. “It is dry,” he said."
    )
    found = [(who(q, text)[1], q.speaker.name if q.speaker else None) for q in quotes(text)]
    assert [name for name, _ in found] == ["Roe"] * 4
    assert found[0][1] == found[1][1] != found[2][1] == found[3][1]


# ------------------------------------------------------------------ pronouns
def test_whom_a_pronoun_before_stands_for_is_nearer(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "Mr. Tom Ash came home. He slept. He met Mr. Paul Dean at six. “It is late,” he said."
    assert who(quotes(text)[-1], text) == ("pronoun", "Tom Ash")


def test_somebody_without_a_name_may_be_meant(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "Mr. Tom Ash owns the pier. A police officer said that it was shut. He said that it leaked."
    assert who(quotes(text)[-1], text) == ("pronoun", None)


def test_whoever_asked_is_not_who_answers(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "Mr. Paul Dean ran the pier. Asked by Mr. Tom Ash about it, he said that it was closed."
    assert who(quotes(text)[-1], text) == ("pronoun", "Paul Dean")


def test_who_behind_what_somebody_is_called(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "Ann Poe, the mayor, came. Dan Reed met the mayor, who said that the pier was closed."
    assert who(quotes(text)[-1], text) == ("pronoun", "Ann Poe")


def test_a_first_name_outweighs_the_pronouns_around(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "Mary Dean met Tom Ash, and he told Dean that he had sold his pier. “It leaked,” she said."
    assert who(quotes(text)[-1], text) == ("pronoun", "Dean")


def test_a_new_subject_is_before_who_spoke_last(quotes: Callable[[str], list[Quotation]]) -> None:
    text = (
        "“The pier is shut,” Mr. Paul Dean said. “It leaks,” Mr. Dean said.\n\nMr. Tom Ash was at the pier on "
        "Monday. Mr. Ash looked tired. “It holds,” he said."
    )
    assert who(quotes(text)[-1], text) == ("pronoun", "Ash")


def test_a_new_subject_and_who_spoke_last_may_both_be_meant(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "“The pier is shut,” Mr. Paul Dean said.\n\nMr. Tom Ash was there on Monday, too.\n\n“It holds,” he said."
    assert who(quotes(text)[-1], text) == ("pronoun", None)


def test_a_noun_that_only_calls_somebody_again_brings_in_nobody(quotes: Callable[[str], list[Quotation]]) -> None:
    text = (
        "Mr. Per Holm came to the pier. “It is closed,” Holm said.\n\n"
        "Since then the star has been lonely, a state he likened to “being dead among the living.”"
    )
    assert who(quotes(text)[-1], text) == ("pronoun", "Holm")
