"""What a join leaves for the next: used while all that it was made from is the same, made again when it is spoilt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import msgspec
import pytest

from onrecord.errors import RecordError
from onrecord.join import kept as kept_module
from onrecord.join.copies.prints import Packed, Prints
from onrecord.join.kept import Kept
from onrecord.model import Article
from onrecord.settings import Settings

MakeArticle = Callable[..., Article]


class File:
    """A file of results, as a store has them; `damaged` are digests that cannot be read."""

    def __init__(self) -> None:
        self.rows: dict[str, bytes] = {}
        self.damaged: set[str] = set()

    def __call__(self, digest, shape):
        if digest in self.damaged:
            raise RecordError("damaged")
        return msgspec.json.decode(self.rows[digest], type=shape) if digest in self.rows else None

    def put(self, kept: Kept) -> None:
        results = kept.results()
        self.rows = {d: self.rows[d] if r is None else msgspec.json.encode(r) for d, r in results.items()}


@pytest.fixture
def file() -> File:
    return File()


@pytest.fixture
def counted() -> Iterator[list[str]]:
    yield []


def test_a_result_stands_while_its_inputs_and_the_program_do(file, counted, monkeypatch):
    def result(text: str) -> str:
        kept = Kept(file)
        found = kept.of(("a text", text), str, lambda: counted.append(text) or text.upper())
        file.put(kept)
        return found

    assert [result("one"), result("one"), result("two"), result("one")] == ["ONE", "ONE", "TWO", "ONE"]
    assert counted == ["one", "two", "one"]  # what was not asked for was dropped
    monkeypatch.setattr(kept_module, "program_digest", lambda: "another program")
    assert result("one") == "ONE"
    assert counted == ["one", "two", "one", "one"]


@pytest.mark.parametrize("each", [False, True])
def test_results_of_every_article_are_kept_only_where_they_are_few(file, each):
    kept = Kept(file, each=each)
    assert kept.of_each(("a text",), str, lambda: "made") == "made"
    assert list(kept.results().values()) == (["made"] if each else [])


def test_a_table_keeps_what_was_asked_for_and_that_there_is_nothing(file, counted):
    def asked(*keys: str) -> list[int | None]:
        kept = Kept(file)
        table = kept.table(("lengths",), int)
        found = [table.of(k, lambda k=k: counted.append(k) or (len(k) or None)) for k in keys]
        file.put(kept)
        return found

    assert asked("abc", "", "abc") == [3, None, 3]
    assert asked("", "abc") == [None, 3]
    assert counted == ["abc", ""]
    assert asked("de", "abc") == [2, 3]
    assert asked("") == [None]
    assert counted == ["abc", "", "de", ""]


def test_a_table_that_stays_the_same_is_not_written_again(file):
    for written in (True, False):
        kept = Kept(file)
        kept.table(("lengths",), int).of("abc", lambda: 3)
        assert [r is not None for r in kept.results().values()] == [written]
        file.put(kept)


def test_a_spoilt_table_is_made_again(file):
    kept = Kept(file)
    kept.table(("lengths",), int).of("abc", lambda: 3)
    file.put(kept)
    file.damaged = set(file.rows)
    again = Kept(file)
    assert again.table(("lengths",), int).of("abc", lambda: 3) == 3
    assert list(again.results().values()) == [{"abc": 3}]


@pytest.mark.parametrize("spoilt", [Packed(b"\1" * 7, b"\1"), Packed(b"", b"\1"), Packed(b"\1" * 16, b"\0")])
def test_a_kept_fingerprint_with_columns_of_two_lengths_is_read_again(file, make_article: MakeArticle, spoilt: Packed):
    article = make_article("The weir at Selby gave way, and forty boats went down the river with it. " * 3)
    kept = Kept(file, each=True)
    first = Prints([article], Settings(), kept)
    assert len(first[0].shingles)
    file.put(kept)
    file.rows = {digest: msgspec.json.encode(spoilt) for digest in file.rows}
    again = Prints([article], Settings(), Kept(file, each=True))
    assert again[0].shingles.tolist() == first[0].shingles.tolist()
    assert again.marks == first.marks


def test_texts_that_differ_have_marks_that_do(make_article: MakeArticle):
    article = make_article("The weir at Selby gave way, and forty boats went down the river with it. " * 3)
    other = replace(article, id="a2", text=article.text.replace("forty", "fifty"))
    same = replace(article, id="a3")
    marks = Prints([article, other, same], Settings(), Kept()).marks
    assert marks[0] == marks[2] != marks[1]
