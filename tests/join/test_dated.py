"""Dated sentences: which dates a sentence belongs to and how, and what stamps and headers do not tell."""

from __future__ import annotations

import pytest

from onrecord.find import find_all
from onrecord.join.coverage import Coverage, Known
from onrecord.join.dated import dated_sentences
from onrecord.join.dates import resolve_times
from onrecord.span import text_of


@pytest.fixture(scope="module")
def dated(parsed):
    """The dated sentences of one article as `(first words, date, basis)`."""

    def rows(text, published="2031-03-02"):
        parse = parsed(text, published=published)
        articles = {parse.article.id: parse.article}
        coverage = Coverage(articles, {parse.article.id: find_all(parse)}, {parse.article.id: ()})
        found = dated_sentences(coverage, Known(resolve_times(coverage)))
        return [(" ".join(text_of(d.span, parse.article).split()[:2]), d.date, d.basis) for d in found]

    return rows


def test_a_sentence_belongs_to_the_dates_it_names_and_to_its_day_and_the_eve(dated):
    assert dated("The ferry sank on March 1, 2031.") == [
        ("The ferry", "2031-03-01", "mention"),
        ("The ferry", "2031-03-02", "published"),
        ("The ferry", "2031-03-01", "eve"),
    ]


def test_what_lies_ahead_is_told_ahead(dated):
    assert ("The trial", "2031-09-05", "ahead") in dated("The trial will begin on September 5, 2031.")


def test_only_the_first_sentences_tell_of_the_day(dated):
    text = "\n\n".join(f"Witness {word} spoke of the ferry." for word in ["one", "two", "three", "four", "five", "six"])
    assert {first for first, _, basis in dated(text) if basis == "published"} == {
        f"Witness {word}" for word in ["one", "two", "three", "four", "five"]
    }


@pytest.mark.parametrize(
    "stamp",
    ["At 4:25 pm on 2 March 2031, ferryfan wrote: ", "Updated 2 March 2031 16.25 GMT ", "Sun Mar 2, 2031 4:25 pm EST "],
)
def test_a_stamp_dates_nothing(dated, stamp):
    assert not [
        r for r in dated("One. Two. Three. Four. Five.\n\n" + stamp + "The ferry had holes.") if r[2] == "mention"
    ]


def test_a_whole_date_with_a_time_of_day_before_the_day_of_publication_is_no_stamp(dated):
    assert ("The ferry", "2031-03-01", "mention") in dated("The ferry sank at 4:25 pm on March 1, 2031.")


def test_a_sentence_is_told_without_the_header_printed_into_its_line(dated):
    rows = dated(
        "PORT ANSELM | Sun Mar 2, 2031 4:25 pm EST PORT ANSELM (Reuters) - Divers found the ferry on the sea bed."
    )
    assert {first for first, _, _ in rows} == {"Divers found"}
