"""Readers of the record's file: kept open while it stays as it is, opened anew when it changes, never shared."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from markupsafe import Markup

from onrecord.app.book import Book
from onrecord.app.readers import IDLE, Readers
from onrecord.app.show import AppShow
from onrecord.errors import RecordError
from onrecord.model import Event
from onrecord.store import open_record


@pytest.fixture
def state() -> list[str]:
    return ["first"]


@pytest.fixture
def readers(sample: Path, state: list[str]):
    made = Readers(sample, lambda: state[0])
    yield made
    made.close()


def test_a_reader_is_used_again_also_by_another_thread(readers: Readers) -> None:
    def asked() -> int:
        with readers.lent() as store:
            assert store.meta("story") is not None
            return id(store)

    with ThreadPoolExecutor(1) as other:
        assert asked() == asked() == other.submit(asked).result()


def test_two_users_at_once_have_two_readers(readers: Readers) -> None:
    with readers.lent() as one, readers.lent() as other:
        assert one is not other


def test_no_more_are_kept_than_are_used_at_once(readers: Readers) -> None:
    lent = [readers.lent() for _ in range(IDLE + 2)]
    stores = [each.__enter__() for each in lent]
    for each in lent:
        each.__exit__(None, None, None)
    still = 0
    for store in stores:
        try:
            store.meta("story")
            still += 1
        except RecordError:
            pass
    assert still == IDLE


def test_a_changed_file_is_opened_anew(readers: Readers, state: list[str]) -> None:
    with readers.lent() as before:
        pass
    state[0] = "second"
    with readers.lent() as after:
        assert after is not before
    with pytest.raises(RecordError):
        before.meta("story")


def test_a_reader_that_failed_is_not_used_again(readers: Readers) -> None:
    with pytest.raises(RecordError), readers.lent() as failed:
        list(failed.select("SELECT nothing FROM nowhere"))
    with readers.lent() as store:
        assert store is not failed


class Macro:
    """A macro of a template, which counts what it was asked to show."""

    name = "event"

    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self, event: Event, *more: object) -> Markup:
        self.made.append(event.id)
        return Markup("<p>{}</p>").format(event.id)


def test_a_part_is_made_once_for_a_state_of_the_record(sample: Path) -> None:
    book, macro = Book(open_record(sample), "one"), Macro()
    first, second = book.ordered_events[:2]
    AppShow(book).parts(macro, [first], 2)
    assert AppShow(book).parts(macro, [second, first], 2) == f"<p>{second.id}</p><p>{first.id}</p>"
    assert macro.made == [first.id, second.id]
    AppShow(book).parts(macro, [first], 3)
    AppShow(Book(book.record, "two")).parts(macro, [first], 2)
    assert macro.made[2:] == [first.id, first.id]


def test_what_is_held_of_the_index_is_shared_until_the_file_changes(readers: Readers, state: list[str]) -> None:
    for step in readers.to_read():
        step()
    with readers.lent() as one, readers.lent() as other:
        before = one.postings
        assert before is not None
        assert other.postings is before
    state[0] = "second"
    with readers.lent() as after:
        assert after.postings is not before
