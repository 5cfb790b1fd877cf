"""The indexes in memory: what they answer is what SQLite answers, to the last digit and in the same order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Block, Record
from onrecord.search import Postings, articles_with, count_of, parse, postings, ranked, rows_of, search
from onrecord.store import Store

ODD = (
    "Crane operator Ana’s café held the cafe\u0301 of crane_operator 7 — “Café!” she said… the crane the crane.",
    "Кран и crane: naïve façade, 𝕏 crane 👩‍🚒 operator’s crane.",
    "crane " * 200 + "judge",
)


@pytest.fixture(scope="module")
def path(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented story, and articles of odd characters."""
    first = record.articles[0]
    odd = tuple(
        replace(
            first, id=f"a{n:016x}", text=text, blocks=(Block("prose", 0, len(text)),), published_evidence=(),
            shared=(), copy_of=None,
        ) for n, text in enumerate(ODD)
    )  # fmt: skip
    place = tmp_path_factory.mktemp("record") / "crane.record"
    with Store(place, create=True) as store:
        store.write(replace(record, articles=(*record.articles, *odd)), [], [], [], [])
    return place


@contextmanager
def held(path: Path) -> Iterator[Store]:
    """A reader that has the index in memory."""
    with Store(path) as store:
        made = Postings()
        store.hold(made)
        for kind, terms in made.frequent(store):
            made.read(store, kind, terms)
        yield store


@pytest.fixture(scope="module")
def both(path: Path) -> Iterator[tuple[Store, Store]]:
    """A reader without and one with the index in memory, in which all words are frequent."""
    with pytest.MonkeyPatch.context() as patch, Store(path) as plain:
        patch.setattr(postings, "FREQUENT", 1)
        with held(path) as store:
            yield plain, store


QUERIES = (
    "crane", "the", "crane operator", '"the crane"', '"the crane the crane"', "crane -judge", "crane OR judge operator",
    "crane crane", "crane OR cranes", "“crane operator” OR brake -charge", "zeppelin", "crane zeppelin", "café",
    "operator's", '"crane_operator 7"', "cran*", "crane OR judg*", "Brandt", "Brandt crane", "кран", "½",
    '"the 𝕏 crane"',
)  # fmt: skip
WORDS = ("crane", "the", "operator", "brake", "judge", "she", "Brandt", "charge", "cafe", "s", "zeppelin", "-the", "OR")


def same(both: tuple[Store, Store], text: str) -> None:
    plain, store = both
    query = parse(text)
    if query:
        for most in (1, 3, 1000):
            assert list(ranked(store, "passage", query, most)) == list(ranked(plain, "passage", query, most))
            assert list(ranked(store, "quotation", query, most)) == list(ranked(plain, "quotation", query, most))
        assert list(rows_of(store, query)) == list(rows_of(plain, query))
    assert count_of(store, query) == count_of(plain, query)
    assert articles_with(store, text) == articles_with(plain, text)
    assert search(store, text, limit=100) == search(plain, text, limit=100)
    assert search(store, text, person="Brandt") == search(plain, text, person="Brandt")


@pytest.mark.parametrize("text", QUERIES)
def test_the_same_as_of_sqlite(both: tuple[Store, Store], text: str) -> None:
    same(both, text)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.booleans())
def test_the_same_as_of_sqlite_whatever_is_asked(both: tuple[Store, Store], words: list[str], row: bool) -> None:
    same(both, f'"{" ".join(words)}"' if row else " ".join(words))


def test_frequent_words_are_answered_from_memory(both: tuple[Store, Store]) -> None:
    _, store = both
    made = store.postings
    assert made
    assert made.ranked(store, "passage", parse('crane "the brake"'), 3)
    assert made.ranked(store, "passage", parse("cran*"), 3) is None
    assert Postings().ranked(store, "passage", parse("crane"), 3) is None


def test_a_word_in_too_many_places_is_left_to_sqlite(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "FREQUENT", 1)
    monkeypatch.setattr(postings, "MOST", 100)
    with held(path) as store, Store(path) as plain:
        assert store.postings
        assert store.postings.ranked(store, "passage", parse("crane"), 3) is None
        assert store.postings.ranked(store, "passage", parse("judge"), 3)
        assert search(store, "crane") == search(plain, "crane")


@pytest.mark.parametrize(
    "damage",
    ["DELETE FROM passages_fts_docsize WHERE id = 1", "UPDATE passages_fts_docsize SET sz = x'ff' WHERE id = 2"],
)
def test_an_index_that_is_not_as_it_was_made_is_left_to_sqlite(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    monkeypatch.setattr(postings, "FREQUENT", 1)
    other = tmp_path / "s.record"
    other.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(other)) as db:
        db.execute(damage)
        db.commit()
    with held(other) as store:
        assert store.postings
        assert store.postings.ranked(store, "passage", parse("crane"), 3) is None
