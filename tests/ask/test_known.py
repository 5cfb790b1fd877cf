"""What a record knows of its places: what begins within a span, and which passage of the index holds a character."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.ask.known import Passages, Places, first_mentions
from onrecord.model import BuiltWith, Person, Record
from onrecord.span import Span
from onrecord.tables import passage_rows


def test_what_begins_within_a_span() -> None:
    places = Places([(Span("a", 9, 12), "late"), (Span("a", 2, 20), "early"), (Span("b", 2, 4), "elsewhere")])
    assert list(places.within(Span("a", 0, 10))) == ["early", "late"]
    assert list(places.within(Span("a", 3, 9))) == []
    assert list(places.within(Span("a", 9, 10))) == ["late"]
    assert list(places.within(Span("c", 0, 99))) == []


@pytest.fixture
def record(make_article) -> Record:
    texts = ("The ferry sank.\n\nNobody was hurt.", "", "It rained.\n\n" + "A long sentence of the report. " * 80)
    articles = tuple(replace(make_article(text), id=f"a{n}") for n, text in enumerate(texts))
    return Record("1.0", "", BuiltWith("", "", "", ""), articles=articles)


def test_rows_are_those_of_the_index(record: Record) -> None:
    passages = Passages(record)
    rows = [(row, Span(article, start, end)) for row, article, start, end, _ in passage_rows(record)]
    assert len(passages) == len(rows) > 4
    assert [passages.at(row) for row, _ in rows] == [span for _, span in rows]
    for row, span in rows:
        assert passages.row(span.article, span.start) == passages.row(span.article, span.end - 1) == row


def test_what_stands_in_no_passage_has_no_row(record: Record) -> None:
    passages = Passages(record)
    assert passages.row("a0", len("The ferry sank.")) is None
    assert passages.row("a1", 0) is None
    assert passages.row("a2", 10**6) is None


def test_the_first_mention_of_each_article() -> None:
    mentions = (Span("a", 30, 34), Span("a", 5, 9), Span("b", 7, 11))
    assert set(first_mentions(Person("p", "person", "Roe", (), mentions))) == {Span("a", 5, 9), Span("b", 7, 11)}
