"""Official steps. All people are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.find.names import find_names
from onrecord.find.parse import Parsed
from onrecord.find.proceedings import find_steps
from onrecord.model import StatedStep, StatedTime
from onrecord.span import Span, text_of, within

Parse = Callable[..., Parsed]


def steps(article: Parsed, *dates: str) -> list[StatedStep]:
    """The steps, with the given words of the text as dates."""
    text = article.article.text
    spans = sorted(Span(article.article.id, text.index(d), text.index(d) + len(d)) for d in dates)
    found = find_steps(article, find_names(article), [StatedTime(span, "DATE", "X") for span in spans])
    assert all(within(step.span, step.sentence) for step in found)
    return list(found)


def shown(article: Parsed, span: Span | None) -> str | None:
    return text_of(span, article.article) if span else None


@pytest.mark.parametrize(
    ("text", "step", "charge"),
    [
        ("Joan Sandoval was charged with fraud.", "charged", "fraud"),
        ("Prosecutors charged Joan Sandoval with involuntary manslaughter.", "charged", "involuntary manslaughter"),
        ("A grand jury indicted Joan Sandoval on three counts of perjury.", "indicted", "three counts of perjury"),
        ("Joan Sandoval pleaded guilty to arson.", "pleaded guilty", "arson"),
        ("Joan Sandoval pleaded not guilty.", "pleaded not guilty", None),
        ("The jury found Joan Sandoval guilty of arson.", "convicted", "arson"),
        ("Joan Sandoval was found not guilty of arson.", "acquitted", "arson"),
        ("Joan Sandoval was convicted of arson.", "convicted", "arson"),
        ("Joan Sandoval was acquitted of all charges.", "acquitted", None),
        ("Joan Sandoval was sentenced to five years in prison.", "sentenced", None),
        ("Joan Sandoval was arrested on Monday.", "arrested", None),
        ("Joan Sandoval resigned on Monday.", "resigned", None),
        ("The theft charges against Joan Sandoval were dropped.", "dropped", "theft"),
        ("A judge threw out the theft case against Joan Sandoval.", "dismissed", "theft"),
        ("Joan Sandoval was sued for negligence.", "sued", "negligence"),
        ("Joan Sandoval was released from prison on Monday.", "released", None),
        ("Joan Sandoval still faces a charge of arson.", "charged", "arson"),
        ("Joan Sandoval faces two arson charges.", "charged", "arson"),
        ("Joan Sandoval was arrested on charges of fraud.", "arrested", "fraud"),
        ("A charge of theft against Joan Sandoval was dropped.", "dropped", "theft"),
        ("Prosecutors refiled the theft charge against Joan Sandoval.", "charged", "theft"),
        ("A judge reinstated the charges against Joan Sandoval.", "charged", None),
        ("A grand jury returned an indictment against Joan Sandoval.", "indicted", None),
        ("The jury acquitted Joan Sandoval of arson.", "acquitted", "arson"),
        ("Joan Sandoval was rearrested in March.", "arrested", None),
        ("Joan Sandoval went on trial on Monday for fraud.", "tried", "fraud"),
        ("A court sentenced Joan Sandoval to five years for her part in the collapse.", "sentenced", None),
    ],
)
def test_a_step_and_its_charge(parsed: Parse, text: str, step: str, charge: str | None) -> None:
    article = parsed(text)
    (found,) = steps(article)
    assert (found.step, shown(article, found.name), found.charge) == (step, "Joan Sandoval", charge)
    assert found.modality == "actual"


def test_who_when_and_those_charges(parsed: Parse) -> None:
    article = parsed(
        "In January 2022, prosecutor Ann Marlow charged Joan Sandoval with involuntary manslaughter, "
        "but those charges were dropped in April of the same year."
    )
    charged, dropped = steps(article, "January 2022", "April of the same year")
    assert (shown(article, charged.by), shown(article, charged.time)) == ("Ann Marlow", "January 2022")
    assert (dropped.step, shown(article, dropped.name)) == ("dropped", "Joan Sandoval")
    assert dropped.charge == "involuntary manslaughter"
    assert shown(article, dropped.time) == "April of the same year"


def test_steps_joined_by_and_share_their_subject(parsed: Parse) -> None:
    article = parsed(
        "Peter Quill, who pleaded not guilty but was later charged with theft and sentenced to a year, wept."
    )
    assert [s.step for s in steps(article)] == ["pleaded not guilty", "charged", "sentenced"]
    assert {shown(article, s.name) for s in steps(article)} == {"Peter Quill"}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Joan Sandoval was not charged with fraud.", "denied"),
        ("Joan Sandoval was never charged with fraud.", "denied"),
        ("Joan Sandoval could be charged with fraud.", "possible"),
        ("Joan Sandoval will be charged with fraud.", "planned"),
        ("Prosecutors plan to charge Joan Sandoval with fraud.", "planned"),
        ("Prosecutors refused to charge Joan Sandoval with fraud.", "denied"),
    ],
)
def test_modality(parsed: Parse, text: str, modality: str) -> None:
    (found,) = steps(parsed(text))
    assert found.modality == modality


@pytest.mark.parametrize(
    "text",
    [
        "Joan Sandoval turned from the door and charged toward Peter Quill.",
        "Joan Sandoval appealed to voters in Redmoor.",
        "Joan Sandoval settled in Redmoor in May.",
        "Joan Sandoval released a statement on Monday.",
        "Joan Sandoval charged ten dollars for the book.",
        "Was Joan Sandoval charged with fraud?",
        "Joan Sandoval dropped her phone.",
    ],
)
def test_other_meanings_are_no_steps(parsed: Parse, text: str) -> None:
    assert steps(parsed(text)) == []


def test_a_case_against_nobody_named_is_nobodys(parsed: Parse) -> None:
    (found,) = steps(parsed("A judge dismissed the theft case against the owner of the mill."))
    assert found.name is None


@pytest.mark.parametrize(
    ("text", "times", "term"),
    [
        ("Joan Sandoval was sentenced to five years in prison for arson.", ["five years"], "five years in prison"),
        ("A court jailed Joan Sandoval for 18 months.", ["18 months"], "18 months"),
        ("Joan Sandoval was sentenced to six months of probation.", ["six months"], "six months of probation"),
        ("Joan Sandoval was sentenced to life in prison.", [], "life in prison"),
        ("Joan Sandoval was sentenced on Monday.", ["Monday"], None),
        ("Joan Sandoval received an 18-month sentence.", ["18-month"], "18-month"),
        ("A judge handed Joan Sandoval a 10-year prison sentence.", ["10-year"], "10-year"),
        ("Joan Sandoval was given four years in prison.", ["four years"], "four years in prison"),
        ("Joan Sandoval got six months of probation for arson.", ["six months"], "six months of probation"),
    ],
)
def test_how_long_a_sentence_is(parsed: Parse, text: str, times: list[str], term: str | None) -> None:
    (found,) = steps(parsed(text), *times)
    assert (found.step, found.term) == ("sentenced", term)


def test_he_and_the_engineer_are_whom_the_story_is_about(parsed: Parse) -> None:
    text = (
        "Tom Bell lives in Selby. The engineer was charged with fraud; the charge was dropped. Later he was charged "
        "again, with arson, and he was found guilty. He was sentenced to four years."
    )
    article = parsed(text)
    found = steps(article)
    assert [(s.step, shown(article, s.name), s.charge) for s in found] == [
        ("charged", "Tom Bell", "fraud"),
        ("dropped", "Tom Bell", "fraud"),
        ("charged", "Tom Bell", "arson"),
        ("convicted", "Tom Bell", "arson"),
        ("sentenced", "Tom Bell", None),
    ]


@pytest.mark.parametrize(
    "text",
    ["Joan Sandoval faces up to 12 years in prison.", "Joan Sandoval faces a choice.", "Joan Sandoval got a letter.",
     "Joan Sandoval was given two years to repay it."],
)  # fmt: skip
def test_what_somebody_has_that_is_no_charge_and_no_sentence(parsed: Parse, text: str) -> None:
    assert steps(parsed(text), *(t for t in ("12 years", "two years") if t in text)) == []


def test_he_may_be_somebody_else_named_since(parsed: Parse) -> None:
    text = "Tom Bell was charged with fraud. Hugo Vane and Sam Orrin watched from the gallery, and he was convicted."
    assert [s.name is None for s in steps(parsed(text))] == [False, True]


def test_to_charge_that_something_is_so_is_no_step(parsed: Parse) -> None:
    assert steps(parsed("Tom Bell charged that Joan Sandoval had lied about the fraud.")) == []
