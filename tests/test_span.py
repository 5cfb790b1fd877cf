"""Spans: cutting, containment, and errors for those that do not hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import RecordError
from onrecord.model import Run
from onrecord.span import Span, hull, overlaps, source_ranges, text_of, trimmed, within


def test_text_of_cuts_the_characters(make_article):
    article = make_article("The ferry sank.")
    assert text_of(Span(article.id, 4, 9), article) == "ferry"


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 4), (0, 99)])
def test_text_of_refuses_spans_that_do_not_hold(make_article, start, end):
    article = make_article("The ferry sank.")
    with pytest.raises(RecordError):
        text_of(Span(article.id, start, end), article)


def test_text_of_refuses_another_articles_span(make_article):
    with pytest.raises(RecordError, match="does not point into"):
        text_of(Span("a0", 0, 3), make_article("The ferry sank."))


def test_hull_of_two_articles_is_an_error():
    with pytest.raises(RecordError):
        hull([Span("a", 0, 1), Span("b", 0, 1)])


spans = st.builds(lambda s, n: Span("a", s, s + n), st.integers(0, 50), st.integers(1, 50))


@given(st.lists(spans, min_size=1))
def test_a_hull_holds_all_its_spans(many):
    whole = hull(many)
    assert all(within(s, whole) for s in many)
    assert {whole.start, whole.end} <= {s.start for s in many} | {s.end for s in many}


@given(spans, spans)
def test_overlap_is_symmetric_and_means_a_shared_character(a, b):
    shared = set(range(a.start, a.end)) & set(range(b.start, b.end))
    assert overlaps(a, b) == overlaps(b, a) == bool(shared)


@given(st.text(alphabet=" \n\u00a0ab", min_size=1), st.data())
def test_trimmed_leaves_out_only_white_space(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, len(text)))
    cut = trimmed(Span("a", start, end), text)
    assert text[cut.start : cut.end] == text[start:end].strip()


PAGE = "<p>The <b>ferry</b> sank &amp; the</p><p>bridge fell.</p>"
RUNS = (Run(0, 20, 3, 34), Run(21, 33, 41, 53))


@pytest.fixture
def found(make_article):
    """The source of the words of an article that came from `PAGE`."""
    article = make_article("The ferry sank & the\nbridge fell.\nNot there.", source_map=RUNS)

    def of(words, source=PAGE):
        start = article.text.index(words)
        return [PAGE[a:b] for a, b in source_ranges(Span(article.id, start, start + len(words)), article, source)]

    return of


def test_the_source_of_a_span(found):
    assert found("The ferry sank & the") == ["The <b>ferry</b> sank &amp; the"]
    assert found("ferry") == ["ferry"]
    assert found("ferry sank & ") == ["ferry</b> sank &amp;"]
    assert found("bridge") == ["bridge"]
    assert found("the\nbridge") == ["the", "bridge"]
    assert found("Not there.") == []
    assert found("fell.\nNot there.") == ["fell."]


def test_the_source_of_a_span_without_the_page(found):
    assert found("ferry", None) == ["The <b>ferry</b> sank &amp; the"]
    assert found("fell", None) == ["fell"]


def test_the_source_of_a_span_that_does_not_hold(make_article):
    article = make_article("The ferry sank.")
    with pytest.raises(RecordError):
        source_ranges(Span(article.id, 0, 99), article)
    assert source_ranges(Span(article.id, 0, 3), article) == ()
