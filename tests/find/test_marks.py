"""Quotation marks: what they enclose, and that no text breaks the state machine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.find.quotations.marks import Marked, find_marks


def inner(text: str) -> list[str]:
    """The words between marks, outermost stretches only."""
    return [text[m.inner : m.inner_end] for m in find_marks(text) if m.parent is None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Rain,” she said. “More rain.”", ["Rain,", "More rain."]),
        ('"Rain," she said. "More rain."', ["Rain,", "More rain."]),
        ("''Rain,'' she said.", ["Rain,"]),
        ("``Rain,'' she said.", ["Rain,"]),
        ("«Rain», she said.", ["Rain"]),
        ("Mayor Says She'll 'Rebuild the Pier' by May", ["Rebuild the Pier"]),
        ("‘It’s the bakers’ strike,’ he said.", ["It’s the bakers’ strike,"]),
        ("The workers' choice was the '90s, rock 'n' roll and the dogs' home.", []),
        ("It's 5'10\" tall and weighs nothing.", []),
        ("He said,“Glued.”She left.", ["Glued."]),
        ('He said,"Glued."She left.', ["Glued."]),
        ("”Wrong mark,” she said.", ["Wrong mark,"]),
        ("“Wrong mark?“ she said. “Yes.”", ["Wrong mark?", "Yes."]),
        ('"They call it the \'Lady,\' " he said. "So do I."', ["They call it the 'Lady,' ", "So do I."]),
    ],
)
def test_kinds_of_marks(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_single_marks_within_double_ones_are_nested() -> None:
    text = "“They were kind. He said, ‘Well, we’ll go,’” Ann Poe recalled."
    outer, nested = find_marks(text)
    assert (outer.parent, nested.parent) == (None, 0)
    assert text[nested.inner : nested.inner_end] == "Well, we’ll go,"


def test_double_marks_within_double_ones_are_nested() -> None:
    text = '"We play "Iron" tonight," he said.'
    outer, nested = find_marks(text)
    assert nested.parent == 0
    assert text[outer.inner : outer.inner_end] == 'We play "Iron" tonight,'


def test_double_marks_within_single_ones_are_nested() -> None:
    text = "‘She told me “go” and left,’ he said."
    outer, nested = find_marks(text)
    assert (outer.kind, nested.kind, nested.parent) == ("single", "double", 0)


def test_a_mark_that_is_never_closed_ends_with_the_paragraph() -> None:
    text = "He began: “I have more to say."
    (mark,) = find_marks(text)
    assert not mark.closed
    assert mark.opened
    assert mark.end == len(text)


def test_a_mark_that_is_never_closed_ends_where_the_next_opens() -> None:
    text = "“Rain, he said. “More rain.” And then nothing."
    first, second = find_marks(text)
    assert not first.closed
    assert second.closed
    assert first.end == second.start


def test_a_mark_that_is_never_opened_begins_with_the_paragraph() -> None:
    text = "Rain again,” she said. “More rain.”"
    first, second = find_marks(text)
    assert not first.opened
    assert first.start == 0
    assert text[second.inner : second.inner_end] == "More rain."


def test_an_apostrophe_does_not_close_a_quotation() -> None:
    assert inner("He said 'we can't wait for the Smiths' answer' and left.") == ["we can't wait for the Smiths' answer"]


PIECES = st.sampled_from(
    ["“", "”", '"', "‘", "’", "'", "''", "``", "«", "»", "a", "s", "It’s", " ", ", ", ". ", "—", "(", "5", "\n", "Ann"]
)


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=60).map("".join)))
def test_any_text_gives_stretches_within_it_that_nest(text: str) -> None:
    marks = find_marks(text)
    for index, mark in enumerate(marks):
        assert 0 <= mark.start <= mark.inner <= mark.inner_end <= mark.end <= len(text)
        if mark.parent is not None:
            assert mark.parent < index
            holder = marks[mark.parent]
            assert holder.start <= mark.start
            assert mark.end <= holder.end
    _assert_nested(marks)


def _assert_nested(marks: tuple[Marked, ...]) -> None:
    """No two stretches overlap without one holding the other."""
    open_: list[Marked] = []
    for mark in marks:
        while open_ and open_[-1].end <= mark.start:
            open_.pop()
        assert not open_ or mark.end <= open_[-1].end
        open_.append(mark)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_marks_depend_on_nothing_but_the_text(text: str) -> None:
    assert find_marks(text) == find_marks(text)


def test_many_marks_take_linear_time() -> None:
    text = "‘a s’ " * 20_000 + "“x ‘y” " * 20_000
    assert len(find_marks(text)) > 20_000
