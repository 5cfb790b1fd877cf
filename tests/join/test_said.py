"""When something was said: only where the article says it beside the quotation."""

from dataclasses import replace

import pytest

from onrecord.find import find_all
from onrecord.join.coverage import Coverage, Known
from onrecord.join.dates import resolve_times
from onrecord.join.people import join_people
from onrecord.join.said import attribute
from onrecord.model import Findings, Quotation
from onrecord.span import Span


@pytest.fixture(scope="module")
def said(parsed):
    """The first direct quotation of a text as the record has it, with its speaker's name, and what was set aside."""

    def find(text, published="2031-03-05"):
        article = parsed(text, published=published)
        coverage = Coverage({article.article.id: article.article}, {article.article.id: find_all(article)}, {})
        known = Known(resolve_times(coverage))
        people = join_people(coverage, known.times)
        known = replace(known, people=people.people, person_of=people.person_of)
        quotations, away = attribute(coverage, known)
        direct = next(q for q in quotations if q.type == "direct")
        names = {p.id: p.name for p in people.people}
        return direct, names.get(direct.speaker.person if direct.speaker else None), away

    return find


def test_a_day_with_the_cue_is_when_it_was_said(said):
    quotation, name, _ = said("“The chain broke,” Ann Roe said on March 3, 2031.")
    assert (quotation.said, quotation.said_basis, name) == ("2031-03-03", "stated", "Ann Roe")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("“The chain broke,” Ann Roe said Monday.", "2031-03-03"),
        ("“The chain broke,” said Ann Roe on Monday.", "2031-03-03"),
        ("“The chain broke,” Ann Roe told the Courier on Monday.", "2031-03-03"),
        ("“The chain broke,” Ann Roe said at a hearing about the fire on Monday.", "2031-03-03"),
        ("On Monday, Ann Roe said: “The chain broke.”", "2031-03-03"),
        ("On Monday, Ann Roe, the mayor of Harrow, said: “The chain broke.”", "2031-03-03"),
        ("Ann Roe said on Monday: “The chain broke.”", "2031-03-03"),
        ("Speaking to the Courier on Monday, Ann Roe said: “The chain broke.”", "2031-03-03"),
        ("In an interview on Monday, Ann Roe spoke of the night. “The chain broke,” she said.", "2031-03-03"),
        ("In a letter of March 1, 2031, Ann Roe wrote: “The chain broke.”", "2031-03-01"),
    ],
)
def test_the_day_beside_the_cue(said, text, day):
    assert (said(text)[0].said, said(text)[0].said_basis) == (day, "stated")


@pytest.mark.parametrize(
    "text",
    [
        "Ann Roe, who resigned on Monday, said: “The chain broke.”",
        "After the fire on Monday, Ann Roe said: “The chain broke.”",
        "“The chain broke,” Ann Roe said of the fire on Monday.",
        "“The chain broke,” said Ann Roe, who resigned on Monday.",
        "“The chain broke,” Ann Roe said, and resigned on Monday.",
        "On Sunday and again on Monday, Ann Roe said: “The chain broke.”",
    ],
)
def test_the_day_of_something_else(said, text):
    assert (said(text)[0].said, said(text)[0].said_basis) == (None, None)


def test_a_date_inside_the_words_is_not(said):
    quotation, _, _ = said("“The chain broke on March 1, 2031,” Ann Roe said.")
    assert quotation.said is None


def test_a_year_does_not_say_when(said):
    quotation, _, _ = said("“The chain broke,” Ann Roe said in 2031.")
    assert quotation.said is None


def test_a_pronoun_leads_to_the_person(said):
    _, name, _ = said("Ann Roe was on the bridge of the Marigold that night.\n“The chain broke,” she said.")
    assert name == "Ann Roe"


def test_a_direct_quotation_without_a_speaker_is_set_aside(make_article):
    article = make_article("“The chain broke.”")
    quotation = Quotation("q1", "direct", (Span(article.id, 1, 17),), None, None, None)
    findings = {article.id: Findings(article.id, quotations=(quotation,))}
    _, away = attribute(Coverage({article.id: article}, findings, {}), Known({}))
    assert [(a.what, a.span) for a in away] == [("speaker", quotation.content[0])]


@pytest.mark.parametrize(
    ("words", "name"), [("I was told that the chain was worn", "Ann Roe"), ("I was told nothing at all", None)]
)
def test_words_that_an_article_prints_twice_are_one_persons(said, words, name):
    head = "Ferry master: “I was told that the chain was worn”"
    assert said(f"{head}\nThe talk was long.\n“{words}. I left,” Ann Roe said.")[1] == name
