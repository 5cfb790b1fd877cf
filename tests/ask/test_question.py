"""How a question is read: its words, names, dates and kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ask.question import Names, read, root, words_of
from onrecord.model import Alias, Person


def person(ident: str, name: str, *aliases: str) -> Person:
    return Person(ident, "person", name, tuple(Alias(a, 1) for a in (name, *aliases)), ())


NAMES = Names([person("p1", "Greta Holm", "Holm"), person("p2", "Aron Holm", "Holm"), person("p3", "May Pell", "Pell")])


@pytest.mark.parametrize(
    ("question", "kind", "words", "names", "dates", "speaker"),
    [
        ("What did Greta Holm say about the alarm?", "said", ("alarm",), (("p1",),), (), True),
        ("Was Greta Holm told about the alarm?", "said", ("alarm",), (("p1",),), (), False),
        ("Who said the alarm never rang?", "said", ("alarm", "rang"), (), (), False),
        ("When did the tower burn?", "when", ("tow", "burn"), (), (), False),
        ("How many tenants were hurt on 6 May 2029?", "amount", ("tenant", "hurt"), (), ("2029-05-06",), False),
        ("How old is Pell?", "age", (), (("p3",),), (), False),
        ("Who is Holm?", "who is", (), (("p1", "p2"),), (), False),
        ("Who closed the tower?", "who", ("clos", "tow"), (), (), False),
        ("What happened in May?", "other", (), (), ("XXXX-05",), False),
        ("What may happen to the tower?", "other", ("tow",), (), (), False),
        ("What did May Pell see?", "other", ("see",), (("p3",),), (), False),
        ("What did Holm say when the tower burned?", "said", ("tow", "burn"), (("p1", "p2"),), (), True),
        ("what did greta holm's lawyer say?", "said", ("lawy",), (("p1",),), (), True),
        ("By how much did rents rise in 2028?", "amount", ("rent", "ris"), (), ("2028",), False),
        ("???", "other", (), (), (), False),
    ],
)  # fmt: skip
def test_questions(question, kind, words, names, dates, speaker) -> None:
    asked = read(question, NAMES)
    assert (asked.kind, tuple(w.root for w in asked.words), asked.dates, asked.speaker) == (kind, words, dates, speaker)
    assert asked.names == tuple(frozenset(people) for people in names)


def test_a_surname_in_lower_case_is_a_word_unless_all_is() -> None:
    assert read("Which pell was torn down in Dunmere?", NAMES).names == ()
    assert read("what did pell say", NAMES).names == (frozenset({"p3"}),)


@pytest.mark.parametrize(
    "forms",
    [
        ("charge", "charged", "charges", "charging"),
        ("drop", "dropped", "dropping"),
        ("inspect", "inspection", "inspected"),
        ("company", "companies"),
        ("tell", "telling"),
        ("die", "dies"),
        ("appoint", "appointment", "appointed"),
    ],
)
def test_forms_of_a_word_have_one_root(forms: tuple[str, ...]) -> None:
    assert len({root(f) for f in forms}) == 1


@pytest.mark.parametrize(("one", "other"), [("lock", "look"), ("chain", "chair"), ("bus", "bu"), ("glass", "glas")])
def test_other_words_have_other_roots(one: str, other: str) -> None:
    assert root(one) != root(other)


def test_words_for_one_thing_stand_for_one_another() -> None:
    (word,) = words_of("deaths")
    assert {"killed", "died", "death"} <= set(word.forms)
    assert [w.forms for w in words_of("harbour Harbour")] == [("harbour",)]


@given(st.text(max_size=300))
def test_any_question_can_be_asked(text: str) -> None:
    asked = read(text, NAMES)
    assert all(w.root and w.forms for w in asked.words)
