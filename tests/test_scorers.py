"""The measures themselves, on small cases worked out by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from common import built
from peers_quotes import main as peers
from quotes import found_in, gold_of, judged, scored
from reliability import Bin, Judged, bins_by_confidence, bins_by_kind, brier_score, calibration_error, table
from scorers import (
    Quoted,
    QuoteScore,
    Score,
    Timex,
    b_cubed,
    paired,
    quote_score,
    quotes_right,
    set_score,
    time_score,
    word_score,
    words,
)

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


def test_of_equal_pairs_the_last_is_taken() -> None:
    same = frozenset({1, 2})
    assert paired([same, same], [same]) == [(1.0, 1, 0)]
    assert paired([same], [same, same]) == [(1.0, 0, 1)]


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


def said(part: str, kind: str = "direct", *names: str, optional: bool = False, source: str = "") -> Quoted:
    return Quoted((at(part),), kind, frozenset(names), (at(source),) if source else (), optional=optional)


def test_three_extents() -> None:
    gold = [said("the old bridge was shut", "indirect")]
    exact, near, part, none = (said(p) for p in ("the old bridge was shut.", "old bridge was shut", "shut", "Ann"))
    for found, counts in ((exact, (1, 1, 1)), (near, (0, 1, 1)), (part, (0, 0, 1)), (none, (0, 0, 0))):
        score = quote_score(TEXT, gold, [found])
        assert (score.exact.hits, score.found.hits, score.loose.hits) == counts
        assert (score.exact.found, score.exact.gold) == (score.loose.found, score.loose.gold) == (1, 1)


def test_found_with_the_right_speaker() -> None:
    gold = [said("the old bridge was shut", "indirect", "poe", source="Ann Poe"), said("We told them so")]
    right = [said("the old bridge was shut", "indirect", "lee", source="Poe"), said("We told them so", "direct", "lee")]
    wrong = [said("the old bridge was shut", "indirect", "lee"), said("We told them so", "direct", "lee")]
    assert quote_score(TEXT, gold, right).attributed == Score(2, 2, 2)  # the second names nobody: any will do
    assert quote_score(TEXT, gold, wrong).attributed == Score(1, 2, 2)
    assert quote_score(TEXT, gold, wrong).speakers == Score(0, 1, 1)


def test_a_speaker_counts_only_with_the_words() -> None:
    gold = [said("the old bridge was shut", "indirect", "poe")]
    assert quote_score(TEXT, gold, [said("was shut", "indirect", "poe")]).attributed == Score(0, 1, 1)


def test_recall_by_type_is_by_the_type_of_the_gold() -> None:
    gold = [said("the old bridge was shut", "indirect"), said("We told them so", "direct"), said("she added", "mixed")]
    score = quote_score(TEXT, gold, [said("the old bridge was shut", "mixed"), said("We told them so", "direct")])
    assert (score.indirect.recall, score.direct.recall, score.mixed.recall) == (100, 100, 0)
    assert score.types == Score(1, 2, 2)
    assert (score.mixed.gold, score.direct.gold) == (1, 1)


def test_what_covers_reported_speech_counts_though_an_optional_one_fits_better() -> None:
    gold = [said("bridge was shut", "indirect", optional=True), said("the old", "indirect")]
    assert quote_score(TEXT, gold, [said("old bridge was shut", "indirect")]).found == Score(0, 1, 1)
    assert quotes_right(TEXT, gold, [said("old bridge was shut", "indirect")]) == [False]


def test_half_in_optional_words_is_free() -> None:
    gold = [said("We told", optional=True)]
    assert quote_score(TEXT, gold, [said("We told them so")]).found == Score(0, 0, 0)
    assert quote_score(TEXT, gold, [said("We told them so,” she")]).found == Score(0, 1, 0)


def test_what_has_no_word_is_no_quotation() -> None:
    assert quote_score(TEXT, [said(".")], [said("“")]) == QuoteScore()


def test_scores_of_articles_are_added_field_by_field() -> None:
    one = quote_score(TEXT, [said("We told them so")], [said("We told them so")])
    both = one + quote_score(TEXT, [said("We told them so")], [])
    assert both.found == both.exact == both.attributed == Score(1, 1, 2)
    assert both.direct.recall == 50


def test_each_found_quotation_is_right_wrong_or_not_counted() -> None:
    gold = [said("the old bridge was shut"), said("We told them so", optional=True)]
    found = [said("We told them so"), said("she added"), said("old bridge was shut")]
    assert quotes_right(TEXT, gold, found) == [None, False, True]


def test_bins_hold_equal_numbers_and_part_no_equal_confidences() -> None:
    even = [Judged(n / 20, right=n % 2 == 0) for n in range(20)]
    assert [b.count for b in bins_by_confidence(even)] == [2] * 10
    assert [b.count for b in bins_by_confidence(even, most=4)] == [5] * 4
    levels = [Judged(c, right=True) for c in (0.9, 0.5, 0.9, 0.9, 0.7, 0.9, 0.9, 0.9)]
    assert [(b.label, b.count) for b in bins_by_confidence(levels, most=2)] == [("0.50 to 0.70", 2), ("0.90", 6)]
    low = [Judged(c, right=True) for c in (0.1, 0.1, 0.1, 0.1, 0.8, 0.9)]
    assert [(b.label, b.count) for b in bins_by_confidence(low, most=3)] == [("0.10", 4), ("0.80 to 0.90", 2)]
    assert bins_by_confidence([]) == []


def test_bins_by_kind() -> None:
    bins = bins_by_kind([Judged(0.6, True, "after"), Judged(0.8, False, "as"), Judged(0.8, True, "as")])
    assert bins == [Bin("as", 2, 0.8, 1), Bin("after", 1, 0.6, 1)]
    assert (bins[0].share, bins[1].share) == (0.5, 1)
    assert bins[1].smoothed == pytest.approx(2 / 3)


def test_calibration_and_brier() -> None:
    findings = [Judged(0.9, True), Judged(0.9, True), Judged(0.9, True), Judged(0.5, False)]
    assert calibration_error(bins_by_confidence(findings)) == pytest.approx((3 * 0.1 + 0.5) / 4)
    assert brier_score(findings) == pytest.approx((3 * 0.01 + 0.25) / 4)
    assert calibration_error([]) == brier_score([]) == 0


def test_the_table_is_markdown() -> None:
    lines = table("rule", [Bin("after, direct", 2, 0.8, 1)]).split("\n")
    assert lines[0].startswith("| rule |")
    assert lines[2] == "| after, direct | 2 | 0.80 | 0.50 | 0.50 |"
    assert {line.count("|") for line in lines} == {6}


STORY = (
    "The council of Orrin met on Monday to hear about the old bridge over the river and what should become of it.\n"
    "Ann Poe, the mayor, said the old bridge was shut for good. “We told them so in March,” said Bo Lee, an engineer.\n"
    "“She told me, ‘Leave the bridge to us,’ and then nothing was done at all,” Lee said.\n"
)


def test_a_record_against_gold_with_rules_beside_it() -> None:
    def place(part: str) -> list[int]:
        return [STORY.index(part), STORY.index(part) + len(part)]

    quotes = [
        ("the old bridge was shut for good", "indirect", "Ann Poe, the mayor", True),
        ("We told them so in March", "direct", "Bo Lee", True),
        ("She told me, ‘Leave the bridge to us,’ and then nothing was done at all", "direct", "Lee", True),
        ("hear about the old bridge", "indirect", "The council", False),
    ]
    gold = [{"content": [place(c)], "type": t, "source": [place(s)], "reported": r} for c, t, s, r in quotes]
    articles = [{"id": "a", "text": STORY, "quotes": gold}]
    assert [q.optional for q in gold_of(articles[0])] == [False, False, False, True]
    found = found_in(built(articles))
    score = scored(articles, {key: [quoted for _, quoted in pairs] for key, pairs in found.items()})
    assert score.found == score.exact == score.attributed == Score(3, 4, 3)  # found and not marked: one within one
    findings, nested = judged(articles, found)
    kinds = ["after, indirect", "before, direct", "before, direct"]
    assert [(f.kind, f.right) for f in findings] == [(kind, True) for kind in kinds]
    assert nested == 1


def test_a_pronoun_names_nobody() -> None:
    marked = {"content": [list(at("We told them so"))], "type": "direct", "source": [list(at("she"))]}
    [quoted] = gold_of({"text": TEXT, "quotes": [marked]})
    assert quoted.speakers == frozenset()
    assert quoted.mentions == (at("she"),)
    [named] = gold_of({"text": TEXT, "quotes": [marked | {"source": [list(at("Ann Poe"))]}]})
    assert named.speakers == {"poe"}


def test_without_the_peer_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textacy", None)
    monkeypatch.setattr(sys, "argv", ["peers_quotes.py", "--data", "nothing.jsonl"])
    with pytest.raises(SystemExit, match=r"pip install textacy==\S+$"):
        peers()


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
