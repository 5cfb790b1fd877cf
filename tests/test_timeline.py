"""Timelines: which dates are chosen, which sentences, and in what order."""

import pytest

from onrecord.errors import QueryError
from onrecord.join.dated import DatedSentence
from onrecord.span import Span
from onrecord.timeline import choose

TEXTS = {
    Span("a", 0, 1): "The ferry Marigold sank off Port Anselm.",
    Span("b", 0, 1): "The ferry Marigold sank in minutes off Port Anselm.",
    Span("b", 5, 6): "A choir sang at the memorial in the harbour church.",
    Span("c", 0, 1): "The owner of the ferry was charged.",
    Span("c", 5, 6): "Bread prices rose.",
}
DATED = [
    DatedSentence(Span("a", 0, 1), "2031-03-01", "mention", 0),
    DatedSentence(Span("b", 0, 1), "2031-03-01", "mention", 0),
    DatedSentence(Span("b", 5, 6), "2031-03-01", "mention", 4),
    DatedSentence(Span("c", 0, 1), "2031-06", "mention", 0),
    DatedSentence(Span("c", 5, 6), "2031-06-09", "published", 3),
]


def chosen(**options):
    return choose(DATED, TEXTS.__getitem__, **options)


def test_all_dates_come_in_order():
    assert [d.date for d in chosen()] == ["2031-03-01", "2031-06", "2031-06-09"]


def test_with_dates_only_days_are_chosen_unless_coarse():
    assert [d.date for d in chosen(dates=5)] == ["2031-03-01", "2031-06-09"]
    assert "2031-06" in [d.date for d in chosen(dates=5, coarse=True)]


def test_the_date_that_most_articles_name_is_chosen_first():
    assert [d.date for d in chosen(dates=1)] == ["2031-03-01"]


def test_a_second_sentence_does_not_repeat_the_first():
    (date,) = choose(DATED, TEXTS.__getitem__, dates=1, sentences=2)
    assert len(date.sentences) == 2
    assert Span("b", 5, 6) in date.sentences


def test_the_window_is_inclusive_and_takes_edtf():
    assert [d.date for d in chosen(first="2031-06", last="2031-06-30")] == ["2031-06", "2031-06-09"]


def test_about_keeps_to_sentences_that_name_a_phrase():
    assert [d.date for d in chosen(about="choir OR charged")] == ["2031-03-01", "2031-06"]


def test_a_date_that_is_none_is_an_error():
    with pytest.raises(QueryError):
        chosen(first="last week")


def test_of_equal_dates_the_one_named_earlier_is_chosen():
    dated = [
        DatedSentence(Span("c", 5, 6), "2031-01-02", "mention", 9),
        DatedSentence(Span("c", 0, 1), "2031-06-09", "mention", 0),
    ]
    assert [d.date for d in choose(dated, TEXTS.__getitem__, dates=1)] == ["2031-06-09"]


def test_an_article_that_names_a_date_before_it_came_counts_half():
    dated = [
        DatedSentence(Span("a", 0, 1), "2031-06-09", "ahead", 0),
        DatedSentence(Span("b", 0, 1), "2031-06-09", "ahead", 0),
        DatedSentence(Span("b", 5, 6), "2031-03-01", "mention", 1),
        DatedSentence(Span("c", 0, 1), "2031-03-01", "published", 1),
    ]
    assert [d.date for d in choose(dated, TEXTS.__getitem__, dates=1)] == ["2031-03-01"]


def test_the_eve_of_a_publication_alone_makes_no_date():
    dated = [DatedSentence(Span("a", 0, 1), "2031-03-01", "eve", 0)]
    assert choose(dated, TEXTS.__getitem__) == ()


def told(texts, most=1, basis="mention", date="2031-03-01"):
    """What is chosen to tell of one date, each text in an article of its own."""
    spans = {Span(f"a{n:02}", 0, 1): text for n, text in enumerate(texts)}
    dated = [DatedSentence(span, date, basis, 0) for span in spans]
    (chosen,) = choose(dated, spans.__getitem__, sentences=most)
    return [spans[s] for s in chosen.sentences]


SINKING = "The ferry Marigold sank off Port Anselm with forty passengers aboard."


def test_of_two_that_say_the_same_the_short_one_is_told():
    padding = ", as the company said in a statement that it put out to newspapers and broadcasters" * 3
    assert told([SINKING[:-1] + padding + ".", SINKING]) == [SINKING]


def test_a_line_of_a_few_words_is_no_sentence():
    assert told(["Ferry sinks.", SINKING]) == [SINKING]


def test_what_is_off_the_story_is_not_told():
    tellings = [f"The ferry Marigold sank off Port Anselm and {n} passengers drowned that night." for n in range(2, 12)]
    aside = ["A baker in Norwell won the cake prize again."] * 2
    assert all("ferry" in text for text in told(tellings + aside, most=3))


def test_a_sentence_of_many_dates_tells_each_of_them_less():
    both = "The ferry Marigold sank off Port Anselm with forty passengers aboard!"
    spans = {Span("a", 0, 1): SINKING, Span("b", 0, 1): both}
    days = [f"2031-04-{n:02}" for n in range(1, 9)]
    dated = [DatedSentence(Span("a", 0, 1), d, "mention", 0) for d in ["2031-03-01", *days]]
    dated += [DatedSentence(Span("b", 0, 1), "2031-03-01", "mention", 0)]
    first = choose(dated, spans.__getitem__, first="2031-03-01", last="2031-03-01")[0]
    assert [spans[s] for s in first.sentences] == [both]
