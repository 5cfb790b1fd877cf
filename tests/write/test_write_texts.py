"""Words at spans, the sentence around them, and dates as people write them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.errors import RecordError
from onrecord.model import Article, BuiltWith, Record
from onrecord.span import Span
from onrecord.write.html.citation import origin
from onrecord.write.texts import Texts, coverage_size, date_note, human_date, plural, publisher, shortened, source_name


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        (None, "undated"),
        ("2021-10-21", "21 October 2021"),
        ("2021-10-21T14:30", "21 October 2021, 14:30"),
        ("2024-07", "July 2024"),
        ("2021", "2021"),
        ("2021-21", "spring 2021"),
        ("2021-24", "winter 2021–22"),
        ("1999-24", "winter 1999–00"),
        ("2021-33", "first quarter of 2021"),
        ("199X", "the 1990s"),
        ("19XX", "the 1900s"),
        ("2021-10~", "about October 2021"),
        ("2021-10?", "October 2021 (uncertain)"),
        ("2021%", "about 2021 (uncertain)"),
        ("2021-10-21/2021-10-23", "21–23 October 2021"),
        ("2021-10-30/2021-11-02", "30 October – 2 November 2021"),
        ("2021-12-30/2022-01-02", "30 December 2021 – 2 January 2022"),
        ("2021-10/2021-12", "October–December 2021"),
        ("2020/2021", "2020 – 2021"),
        ("2021-21/2021-23", "spring–autumn 2021"),
        ("2021-10/2022", "October 2021 – 2022"),
        ("2021-10-01~/2021-10-03", "about 1 October 2021 – 3 October 2021"),
        ("2021-10-21/2021-10-21", "21 October 2021"),
        ("../2021-10", "until October 2021"),
        ("2021-10-21/..", "from 21 October 2021"),
        ("../..", "at an unknown time"),
        ("whenever", "whenever"),
    ],
)
def test_human_date(edtf: str | None, words: str) -> None:
    assert human_date(edtf) == words


def test_date_notes(record: Record) -> None:
    texts = Texts(record)
    notes = {e.date: date_note(e, texts) for e in record.events}
    assert notes == {
        "1998": "as printed", "2024-03-04": "worked out", "2024-09-09": "as printed", "2025-02": "year inferred",
    }  # fmt: skip
    assert date_note(replace(record.events[0], basis="published"), texts) == "by date of publication"


def context_of(article: Article, words: str) -> str:
    texts = Texts(Record("1.0", "", BuiltWith("", "", "", ""), (article,)))
    start = article.text.index(words)
    return texts.text(texts.context(Span(article.id, start, start + len(words))))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("brake", "Mr. J. Orr of the U.S. Navy touched the brake."),
        ("“No!” Then", "“No!” Then he left at 5 p.m. on Monday."),
        ("left", "Then he left at 5 p.m. on Monday."),
        ("He slept.", "He slept."),
        ("brake. “No", "Mr. J. Orr of the U.S. Navy touched the brake. “No!”"),
    ],
)
def test_context_is_the_sentence_around(make_article: Callable[..., Article], words: str, sentence: str) -> None:
    text = "Mr. J. Orr of the U.S. Navy touched the brake. “No!” Then he left at 5 p.m. on Monday.\nHe slept."
    assert context_of(make_article(text), words) == sentence


def test_a_span_that_does_not_hold_is_refused(record: Record) -> None:
    with pytest.raises(RecordError):
        Texts(record).text(Span(record.articles[0].id, 0, 10**6))


def test_names(record: Record) -> None:
    texts = Texts(record)
    assert texts.speaker(record.quotations[0]) == "Nora Vance"
    assert texts.speaker(record.quotations[3]) is None
    assert texts.person("p" + "0" * 16) is None


def test_source_names(record: Record) -> None:
    article = replace(record.articles[0], outlet=None)
    assert source_name(article) == "courier.example"
    assert source_name(replace(article, url=None)) == "“Crane falls on Harlow Pier, one dead”"
    assert source_name(replace(article, url="http://[broken", title=None)) == "courier.txt"


def test_a_publisher_is_an_outlet_or_host_and_never_a_title(record: Record) -> None:
    article = replace(record.articles[0], outlet=None)
    assert publisher(record.articles[0]) == record.articles[0].outlet
    assert publisher(article) == "courier.example"
    assert publisher(replace(article, url=None)) is None


def test_a_citation_says_nothing_twice(record: Record) -> None:
    article = replace(record.articles[0], outlet=None, url=None, canonical_url=None)
    assert origin(article).count(article.title) == 1
    assert origin(article).startswith(f"“{article.title}”. ")
    untitled = replace(article, title=None)
    assert origin(untitled).count(untitled.key) == 1


def test_sizes(record: Record) -> None:
    a, b, c = record.articles
    assert coverage_size((a, b, c)) == "3 articles by 3 outlets"
    assert coverage_size((a, replace(b, outlet=None))) == "2 articles by 1 outlet (1 article names none)"
    assert coverage_size((replace(a, outlet=None),)) == "1 article"


def test_shortened_and_plural() -> None:
    assert shortened("a  line\nof words", 40) == "a line of words"
    assert shortened("several, words here", 10) == "several…"
    assert len(shortened("x" * 50, 10)) == 10
    assert (plural(1, "outlet"), plural(1200, "person", "people")) == ("1 outlet", "1,200 people")
