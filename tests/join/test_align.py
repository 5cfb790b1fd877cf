"""Alignment of two wordings: every word once, in order; what is the same, changed and masked."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.join.utterances.align import Word, align, words_of
from onrecord.model import Segment
from onrecord.span import Span

WORDS = ["the", "dam", "broke", "not", "could", "couldn't", "d—n", "d**n", "[sic]", "…", "five", "5", "Rosa", ".", '"']


def words(text: str, name: str = "r") -> tuple[Word, ...]:
    return words_of(text, [Span(name, 0, len(text))])


def shown(base: str, reading: str) -> list[tuple[str, str, str]]:
    """The segments as op, words of the reading, words of the base."""
    cut = lambda span, text: text[span.start : span.end] if span else ""  # noqa: E731
    return [(s.op, cut(s.span, reading), cut(s.base_span, base)) for s in align(words(base, "b"), words(reading))]


@pytest.mark.parametrize(
    ("base", "reading", "expected"),
    [
        ("The dam broke", "the dam broke!", [("same", "the dam broke", "The dam broke")]),
        ("It’s “our” dam", "It's our dam", [("same", "It's our dam", "It’s “our” dam")]),
        ("five boats sank", "5 boats sank", [("same", "5 boats sank", "five boats sank")]),
        ("we did not know", "we didn't know", [("same", "we didn't know", "we did not know")]),
        ("all wholoved her", "all who loved her", [("same", "all who loved her", "all wholoved her")]),
        (
            "I could see it",
            "I couldn't see it",
            [("same", "I", "I"), ("changed", "couldn't", "could"), ("same", "see it", "see it")],
        ),
        (
            "that damn dam broke",
            "that d—n dam broke",
            [("same", "that", "that"), ("masked", "d—n", "damn"), ("same", "dam broke", "dam broke")],
        ),
        (
            "that d**n dam broke",
            "that [expletive] dam broke",
            [("same", "that", "that"), ("masked", "[expletive]", "d**n"), ("same", "dam broke", "dam broke")],
        ),
        (
            "he told us to run",
            "[the warden] told us to run",
            [("masked", "[the warden]", "he"), ("same", "told us to run", "told us to run")],
        ),
        (
            "the dam broke at night and drowned us",
            "the dam … drowned us",
            [
                ("same", "the dam", "the dam"),
                ("masked", "…", "broke at night and"),
                ("same", "drowned us", "drowned us"),
            ],
        ),
        (
            "we saw it. The dam broke",
            "The dam broke",
            [("dropped", "", "we saw it"), ("same", "The dam broke", "The dam broke")],
        ),
        ("the dam broke", "water came", [("dropped", "", "the dam broke"), ("added", "water came", "")]),
    ],
)
def test_segments(base: str, reading: str, expected: list[tuple[str, str, str]]) -> None:
    assert shown(base, reading) == expected


def test_a_segment_does_not_cross_the_words_between_two_parts() -> None:
    text = "“The dam broke,” she said, “and we ran.”"
    parts = [Span("r", 1, 14), Span("r", text.index("and"), text.index("ran") + 3)]
    base = "The dam broke and we ran"
    found = align(words(base, "b"), words_of(text, parts))
    assert [(s.op, s.span) for s in found] == [("same", Span("r", 1, 14)), ("same", parts[1])]


def covered(segments: tuple[Segment, ...], side: str) -> list[Span]:
    return [s for s in (getattr(segment, side) for segment in segments) if s]


TEXT = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)


@settings(deadline=None)
@given(TEXT, TEXT)
def test_each_side_is_covered_exactly_once_in_order(left: str, right: str) -> None:
    base, reading = words(left, "b"), words(right)
    segments = align(base, reading)
    for side, given_ in (("span", reading), ("base_span", base)):
        spans = covered(segments, side)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        inside = [w.span for w in given_ if any(s.start <= w.span.start and w.span.end <= s.end for s in spans)]
        assert inside == [w.span for w in given_]
        ends = {w.span.start for w in given_}, {w.span.end for w in given_}
        assert all(s.start in ends[0] and s.end in ends[1] for s in spans)


@settings(deadline=None)
@given(TEXT, st.integers(0, 60), TEXT)
def test_parts_are_never_crossed(left: str, cut: int, right: str) -> None:
    cut = min(cut, len(left))
    parts = [Span("b", 0, cut), Span("b", cut, len(left))]
    base, reading = words_of(left, parts), words(right)
    for segment in align(base, reading):
        if segment.base_span:
            assert segment.base_span.end <= cut or segment.base_span.start >= cut


@settings(deadline=None)
@given(TEXT)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert {s.op for s in align(words(text, "b"), words(text))} <= {"same"}
