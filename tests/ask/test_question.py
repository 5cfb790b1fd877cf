"""How a question is read: its words, names, dates and kind."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ask.names import Names
from onrecord.ask.question import read, root, words_of
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
        ("what did greta holm's lawyer say?", "said", ("lawy",), (("p1",),), (), False),
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
    (word,) = words_of(["deaths"])
    assert {"killed", "died", "death"} <= set(word.forms)
    assert [w.forms for w in words_of(["harbour", "Harbour"])] == [("harbour",)]


@given(st.text(max_size=300))
def test_any_question_can_be_asked(text: str) -> None:
    asked = read(text, NAMES)
    assert all(w.root and w.forms for w in asked.words)


# ------------------------------------------------------------------ names
@pytest.mark.parametrize("question", ["What did the Pell House say?", "Who owns New Holm?", "What did the Chief say?"])
def test_a_last_name_within_another_name_is_nobodys(question: str) -> None:
    chief = Names(
        [person("p1", "Greta Holm", "Holm"), person("p3", "May Pell", "Pell"), person("p4", "Odd Chief", "Chief")]
    )
    assert read(question, chief).names == ()


def test_a_title_belongs_to_the_name() -> None:
    asked = read("What did Judge Pell say about the tower?", NAMES)
    assert (asked.names, asked.speaker, [w.root for w in asked.words]) == ((frozenset({"p3"}),), True, ["tow"])


def test_a_name_is_written_as_one() -> None:
    tell = Names([person("p1", "Greta Holm", "Holm"), person("p5", "Tell Holm")])
    assert read("What did the warden tell Holm?", tell).names == (frozenset({"p1"}),)
    assert read("what did tell holm say?", tell).names == (frozenset({"p5"}),)


def test_a_wording_that_is_hardly_ever_somebodys_is_not_theirs() -> None:
    often = Person("p1", "person", "Greta Holm", (Alias("Holm", 95), Alias("Tarn Gas", 5)), ())
    boss = Person("p2", "person", "Aron Pell", (Alias("Pell", 50), Alias("the Heron", 20)), ())
    names = Names([often, boss])
    assert read("What did Tarn Gas say?", names).names == ()
    assert read("What did the Heron say?", names).names == (frozenset({"p2"}),)


# ------------------------------------------------------------------ what is asked
@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("What did the fire chief say about the alarm?", {"fir", "chief"}),
        ("What did the lawyer for Greta Holm say?", {"lawy"}),
        ("What did Greta Holm say about the lawyer?", set()),
        ("Was the warden told about the alarm?", set()),
        ("Who said the alarm never rang?", set()),
    ],
)
def test_who_said_it_may_be_described(question: str, subject: set[str]) -> None:
    assert read(question, NAMES).subject == subject


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Greta Holm say about the claims?", ["claim"]),
        ("What did Greta Holm say when asked about the claims?", ["claim"]),
        ("When was the well capped?", ["well", "cap"]),
        ("How well did the pump work?", ["pump", "work"]),
        ("Who said I'd leave?", ["leav"]),
        ("Who met the co-driver?", ["met", "co", "driv"]),
    ],
)
def test_words_that_are_looked_for(question: str, words: list[str]) -> None:
    assert [w.root for w in read(question, NAMES).words] == words


def test_what_stands_in_quotation_marks_is_a_row() -> None:
    assert read("Who said “The alarm, never rang”?", NAMES).rows == (" the alarm never rang ",)
    assert read('Who said "?!"?', NAMES).rows == ()


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("How many tenants were hurt?", "tenant"),
        ("By how much did rents rise?", None),
        ("How many were hurt?", None),
        ("How many people were hurt?", None),
        ("How high is the tower?", None),
    ],
)
def test_what_is_counted(question: str, counted: str | None) -> None:
    assert read(question, NAMES).counted == counted


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How long did the fire burn?", "long"),
        ("How deep is the river?", "amount"),
        ("Where did the tower stand?", "where"),
        ("Who was hurt?", "who"),
        ("In which city did it stand?", "where"),
    ],
)
def test_kinds(question: str, kind: str) -> None:
    assert read(question, NAMES).kind == kind


def test_words_with_a_capital_are_names() -> None:
    named = [w.root for w in read("When was the Cobalt Tower built in stone?", NAMES).words if w.name]
    assert named == ["cobalt", "tow"]


# ------------------------------------------------------------------ dates
@pytest.mark.parametrize(
    ("question", "dates"),
    [
        ("What happened on 6 May 2029?", ("2029-05-06",)),
        ("What happened on Christmas Day?", ("XXXX-12-25",)),
        ("What happened in the nineties?", ("199X",)),
        ("What happened at noon on 6 May?", ("XXXX-05-06",)),
        ("What happened at five o'clock?", ()),
        ("What happened at Easter?", ()),
        ("What happened last year?", ()),
        ("What happened on the left bank?", ()),
    ],
)
def test_dates(question: str, dates: tuple[str, ...]) -> None:
    assert read(question, NAMES).dates == dates


def test_a_question_without_a_date_needs_no_tagger() -> None:
    code = (
        "import sys; from onrecord.ask.names import Names; from onrecord.ask.question import read; "
        "read('Who owns the tower?', Names([])); assert 'spacy' not in sys.modules; "
        "assert read('What happened in May?', Names([])).dates == ('XXXX-05',)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
