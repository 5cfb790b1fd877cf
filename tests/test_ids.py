"""Ids: made from content, different where content differs, and the same everywhere."""

from onrecord.ids import article_id, finding_id, member_id
from onrecord.span import Span


def test_an_articles_id_is_of_key_and_bytes():
    assert article_id("k", b"text") == article_id("k", b"text")
    assert len({article_id("k", b"text"), article_id("k2", b"text"), article_id("k", b"text2")}) == 3


def test_key_and_bytes_do_not_run_together():
    assert article_id("ab", b"c") != article_id("a", b"bc")


def test_ids_are_pinned():
    """A changed id would orphan every edit and link that points at one."""
    assert article_id("story/one.txt", b"The ferry sank.") == "abc925ed1ac38ef62"
    assert finding_id("q", Span("a1", 3, 9)) == "q495cf19cb1c06f8b"


def test_a_clusters_id_is_that_of_its_smallest_member():
    spans = [Span("b", 1, 2), Span("a", 5, 9), Span("a", 5, 7)]
    assert member_id("p", spans) == member_id("p", tuple(reversed(spans))) == finding_id("p", Span("a", 5, 7))
