"""Random inputs against marks, dates, alignment, boilerplate and record files: half a minute in all, more by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from fuzz import _INPUTS, TARGETS, fuzzed
from hypothesis import strategies as st

from onrecord.edtf import bounds
from onrecord.errors import QueryError
from onrecord.find import find
from onrecord.find.quotations.marks import find_marks
from onrecord.join.copies import link
from onrecord.join.coverage import Coverage
from onrecord.model import Cleaned
from onrecord.settings import Settings


@pytest.mark.parametrize("name", sorted(set(TARGETS) - {"findings"}))
def test_nothing_is_found(name: str) -> None:
    count, _ = fuzzed(name, 4)
    assert count >= 20


def test_what_fails_is_shrunk_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(text: str) -> None:
        assert "a" not in text

    monkeypatch.setitem(TARGETS, "marks", failing)
    monkeypatch.setitem(_INPUTS, "marks", (st.text(),))
    with pytest.raises(AssertionError) as told:
        fuzzed("marks", 1)
    assert any("target marks, seed" in note for note in told.value.__notes__)


# ------------------------------------------------------------------ found so
def test_marks_with_nothing_between_them_hold_nothing() -> None:
    assert [(m.start, m.end) for m in find_marks("““She left.”")] == [(1, 12)]


@pytest.mark.parametrize("text", ["2031/2032/2033", "2031/" * 50_000])
def test_an_interval_has_two_ends(text: str) -> None:
    with pytest.raises(QueryError):
        bounds(text)


@pytest.mark.parametrize("text", ["‟“‟", "”", "““”"])
def test_an_article_of_nothing_but_marks_is_searched(text: str, make_article) -> None:
    assert find(Cleaned(make_article(text)), Settings()).article


@pytest.mark.parametrize("text", ['"‛“‟', 'x"‛“‟', '"‛“‟ said Roe.', '"‛“‟ said Roe. "‛“‟ x "‛“‟.'])
def test_marks_that_the_tokenizer_leaves_in_one_token(text: str, make_article) -> None:
    found = find(Cleaned(make_article(text)), Settings())
    assert all(0 <= s.start < s.end <= len(text) for q in found.quotations for s in q.content)


def test_no_articles_have_no_copies() -> None:
    assert not link(Coverage({}, {}, {}), Settings())
