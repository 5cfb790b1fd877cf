"""The measures themselves, on small cases worked out by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from scorers import Quoted, Score, Timex, b_cubed, paired, quote_score, set_score, time_score, word_score, words

TEXT = "Ann Poe said the old bridge was shut. “We told them so,” she added."


def at(part: str) -> tuple[int, int]:
    return TEXT.index(part), TEXT.index(part) + len(part)


def test_score() -> None:
    score = Score(2, 4, 8)
    assert (score.precision, score.recall) == (50, 25)
    assert score.f1 == pytest.approx(100 / 3)
    assert Score(0, 0, 0).f1 == 0
    assert Score(1, 2, 3) + Score(1, 2, 3) == Score(2, 4, 6)


def test_words_keep_their_apostrophes_and_nothing_else() -> None:
    assert [TEXT[a:b] for a, b in words(TEXT)][-6:] == ["We", "told", "them", "so", "she", "added"]
    assert len(words("it's Poe’s “end”")) == 3


def test_pairs_are_one_to_one_and_best_first() -> None:
    gold = [frozenset({1, 2, 3}), frozenset({4})]
    found = [frozenset({3, 4}), frozenset({1, 2, 3})]
    assert paired(gold, found) == [(1.0, 0, 1), (pytest.approx(2 / 3), 1, 0)]


def test_words_of_an_ignored_stretch_do_not_count() -> None:
    assert word_score(TEXT, [at("old bridge")], [at("bridge was")]) == Score(1, 2, 2)
    assert word_score(TEXT, [at("old bridge")], [at("bridge was")], [at("was shut")]) == Score(1, 1, 2)


def test_a_quotation_is_found_from_four_fifths_of_agreement() -> None:
    gold = [Quoted((at("the old bridge was shut"),), "indirect", frozenset({"Ann Poe"}))]
    near = Quoted((at("old bridge was shut"),), "indirect", frozenset({"Ann Poe"}))
    far = Quoted((at("was shut"),), "indirect")
    assert quote_score(TEXT, gold, [near]).found == Score(1, 1, 1)
    assert quote_score(TEXT, gold, [near]).speakers.recall == 100
    assert quote_score(TEXT, gold, [far]).found == Score(0, 1, 1)


def test_an_optional_quotation_counts_neither_way() -> None:
    gold = [Quoted((at("We told them so"),), "direct", optional=True)]
    found = [Quoted((at("We told them so"),), "direct")]
    assert quote_score(TEXT, gold, found).found == Score(0, 0, 0)
    assert quote_score(TEXT, gold, []).found == Score(0, 0, 0)


def test_a_speaker_is_known_by_name_or_by_place() -> None:
    gold = [Quoted((at("We told them so"),), "direct", frozenset({"Ann Poe"}), (at("she"),))]
    by_place = [Quoted((at("We told them so"),), "direct", frozenset({"Bo Lee"}), (at("she"),))]
    by_neither = [Quoted((at("We told them so"),), "direct", frozenset({"Bo Lee"}), (at("Ann"),))]
    assert quote_score(TEXT, gold, by_place).speakers.recall == 100
    assert quote_score(TEXT, gold, by_neither).speakers.recall == 0


def test_times_by_span_value_and_day() -> None:
    gold = [Timex(((0, 4), (2, 4)), "DATE", ("2022-06-18",)), Timex(((10, 14),), "DURATION", ("P2D",))]
    found = [Timex(((2, 4),), "TIME", ("2022-06-18TNI",)), Timex(((11, 14),), "DURATION", ("P2D",))]
    score = time_score(gold, found)
    assert score.strict == Score(1, 2, 2)
    assert score.relaxed == Score(2, 2, 2)
    assert score.value == Score(1, 2, 2)
    assert score.days == Score(1, 1, 1)


def test_sets_and_clusters() -> None:
    assert set_score("abc", "bcd") == Score(2, 3, 3)
    gold = {1: "a", 2: "a", 3: "b"}
    assert b_cubed(gold, {1: "x", 2: "x", 3: "y"}).f1 == pytest.approx(100)
    one = b_cubed(gold, {1: "x", 2: "x", 3: "x"})
    assert one.recall == pytest.approx(100)
    assert one.precision == pytest.approx(100 * (2 / 3 + 2 / 3 + 1 / 3) / 3)
    none = b_cubed(gold, {})
    assert none.precision == pytest.approx(100)
    assert none.recall == pytest.approx(100 * (0.5 + 0.5 + 1) / 3)
