"""What is typed into a search box: everything means something or nothing, and nothing fails."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.search.terms import any_of, parse


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("ferry", '("ferry")'),
        ("ferry chain", '("ferry") AND ("chain")'),
        ('"broke her chain"', '("broke her chain")'),
        ("“broke her chain” now", '("broke her chain") AND ("now")'),
        ("chain OR cable", '("chain" OR "cable")'),
        ("ferry chain OR cable", '("ferry") AND ("chain" OR "cable")'),
        ("ferry -regatta", '(("ferry")) NOT ("regatta")'),
        ('ferry -"the regatta" -wet', '(("ferry")) NOT ("the regatta" OR "wet")'),
        ("charg*", '("charg"*)'),
        ("dispersan*", '("dispersan"* OR "dispersae" OR "disperse" OR "dispere")'),
        ("charges*", '("charges"* OR "chargee")'),
        ("ferry ferry", '("ferry")'),
        ("-regatta", ""),
        ("OR chain", '("chain")'),
        ("chain OR", '("chain")'),
        ("", ""),
        ("?! … —", ""),
        ('"', ""),
        ('"open', '("open")'),
        ("NEAR(a b) AND NOT text:x", '("NEAR(a") AND ("b)") AND ("AND") AND ("NOT") AND ("text:x")'),
    ],
)
def test_queries(text: str, match: str) -> None:
    assert parse(text).match == match


@pytest.fixture(scope="module")
def index():
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='porter unicode61 remove_diacritics 2')")
        db.execute("INSERT INTO t VALUES ('the ferry broke her chain')")
        yield db


OPERATORS = ['"', "OR", "-", "*", "(", ")", "a", "NOT", "AND", "^", ":", "{", "ferry", "+", "\x00", "é", "ß²", "'"]
QUERIES = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(OPERATORS), max_size=30).map(" ".join),
    st.lists(st.sampled_from(['"', "-", "*", "(", "x", "OR ", " "]), max_size=40).map("".join),
)  # fmt: skip


@given(QUERIES)
def test_the_index_takes_whatever_is_typed(index: sqlite3.Connection, text: str) -> None:
    for query in (parse(text), any_of(text.split())):
        if query:
            index.execute("SELECT rowid, bm25(t) FROM t WHERE t MATCH ?", (query.match,)).fetchall()


@pytest.mark.parametrize("begun", ["univ*", "universi*", "universit*", "university*"])
def test_a_word_is_found_however_much_of_it_is_typed(begun: str) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='porter unicode61 remove_diacritics 2')")
        db.execute("INSERT INTO t VALUES ('two universities')")
        assert db.execute("SELECT count(*) FROM t WHERE t MATCH ?", (parse(begun).match,)).fetchone() == (1,)


@pytest.mark.parametrize("text", ["a\x00b", "\x00", "x\ud800", "\ud800", '"a\x00'])
def test_what_sqlite_cannot_hold_is_passed_over(index: sqlite3.Connection, text: str) -> None:
    for query in (parse(text), any_of([text])):
        if query:
            index.execute("SELECT rowid FROM t WHERE t MATCH ?", (query.match,)).fetchall()


@pytest.mark.parametrize(
    "text", ["x " * 100_000, '"' * 50_000, "- " * 50_000, "OR " * 50_000, "a OR " * 5_000, "(" * 10_000]
)
def test_long_queries_are_cut(index: sqlite3.Connection, text: str) -> None:
    query = parse(text)
    assert len(query.match) < 3000
    if query:
        index.execute("SELECT rowid FROM t WHERE t MATCH ?", (query.match,)).fetchall()
