"""The measures of utterance pairs on cases worked out by hand, and what the marked pairs must hold."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from utterances import (
    Outcome,
    Side,
    case_of,
    figures,
    halves,
    judged,
    main,
    nearest,
    plotted,
    reading_of,
    scored,
    sides_of,
    wrong,
)

from onrecord.model import Quotation, Reading, Utterance
from onrecord.span import Span

GOLD = Path(__file__).parent / "gold"
TEXTS = {"a": "Ann Poe said: “The bridge is not safe.”", "b": "“The bridge,” Poe said, “is safe.” She left."}


def row(kind: str = "variant", weighty: bool | None = True) -> dict[str, Any]:
    articles = [{"id": k, "text": t} for k, t in TEXTS.items()]
    pair = [
        {"article": "a", "text": ["The bridge is not safe."]},
        {"article": "b", "text": ["The bridge,", "is safe."]},
    ]
    return {"id": "x", "kind": kind, "weighty": weighty, "articles": articles, "pair": pair, "why": "A case."}


def quotation(name: str, *parts: str) -> Quotation:
    text = TEXTS[name]
    spans = tuple(Span("id " + name, text.index(p), text.index(p) + len(p)) for p in parts)
    return Quotation("q" + name, "direct", spans, None, None, None)


def record(*utterances: Utterance, found: str = "ab") -> Any:
    both = {"a": quotation("a", "The bridge is not safe."), "b": quotation("b", "The bridge,", "is safe.")}
    return SimpleNamespace(quotations=[both[name] for name in found], utterances=utterances)


def utterance(relation: Any, weighty: bool) -> Utterance:
    readings = (Reading("qa", "base", False, ()), Reading("qb", relation, weighty, ()))
    return Utterance("u1", None, ("qa", "qb"), "qa", readings)


KEYS = {"id a": "a", "id b": "b"}


def test_the_sides_of_a_case_stand_in_its_articles() -> None:
    case = case_of(row())
    assert [TEXTS["b"][s:e] for s, e in sides_of(TEXTS["b"], case.pair[1])] == ["The bridge,", "is safe."]
    with pytest.raises(ValueError, match="substring"):
        sides_of(TEXTS["b"], Side("b", ("is safe.", "The bridge,")))


@pytest.mark.parametrize(("kind", "weighty"), [("different", True), ("same", None), ("alike", True)])
def test_marks_that_make_no_sense_are_refused(kind: str, weighty: bool | None) -> None:
    with pytest.raises(ValueError, match=kind):
        case_of(row(kind, weighty))


def test_a_pair_within_one_article_is_refused() -> None:
    twice = row()
    twice["pair"][1] = twice["pair"][0]
    with pytest.raises(ValueError, match="one article"):
        case_of(twice)


def test_the_nearest_quotation_is_taken_from_half_of_the_words() -> None:
    text = "one two three four five six"
    assert nearest(text, [(0, 13)], [[(14, 27)], [(0, 7)]]) == 1
    assert nearest(text, [(0, 13)], [[(8, 27)]]) is None
    assert nearest(text, [(0, 13)], [[(0, 13)], [(0, 13)]]) == 0
    assert nearest(text, [(0, 13)], []) is None


def test_a_case_is_judged_by_the_reading_that_is_not_the_base() -> None:
    case = case_of(row())
    hit = judged(case, record(utterance("variant", True)), KEYS)
    assert (hit.found, hit.joined, hit.relation, hit.weighty) == (True, True, "variant", True)
    assert judged(case, record(), KEYS) == Outcome(case, found=True, joined=False)
    assert judged(case, record(found="a"), KEYS) == Outcome(case, found=False, joined=False)
    alone = Utterance("u1", None, ("qa",), "qa", (Reading("qa", "base", False, ()),))
    assert judged(case, record(alone), KEYS) == Outcome(case, found=True, joined=False)


def test_where_neither_is_the_base_the_farther_relation_stands() -> None:
    readings = (
        Reading("qz", "base", False, ()),
        Reading("qa", "same", False, ()),
        Reading("qb", "paraphrase", True, ()),
    )
    third = Utterance("u1", None, ("qa", "qb", "qz"), "qz", readings)
    assert reading_of(third, frozenset({"qa", "qb"})) == ("paraphrase", True)
    assert reading_of(third, frozenset({"qa", "qz"})) == ("same", False)


def test_what_is_counted_and_what_is_wrong() -> None:
    pair, look_alike = case_of(row()), case_of(row("different", None))
    outcomes = [
        Outcome(pair, True, True, "variant", True),
        Outcome(pair, True, True, "same", False),
        Outcome(pair, True, False),
        Outcome(pair, False, False),
        Outcome(look_alike, True, True, "same", False),
        Outcome(look_alike, True, False),
    ]
    score = scored(outcomes)
    assert (score.hits, score.found, score.gold) == (2, 3, 4)
    assert [wrong(o) for o in outcomes] == [
        None,
        "called same, called light",
        "not joined",
        "not found",
        "joined",
        None,
    ]
    shown = figures(outcomes)
    assert (shown["cases"], shown["not found"]) == (6, 1)
    assert str(shown["pairs"]) == "P 66.7  R 50.0  F1 57.1"
    assert str(shown["pairs found"]) == "P 66.7  R 66.7  F1 66.7"
    assert shown["weighty right"] == shown["relation right"] == "1 of 2 (50.0 %)"
    assert shown["variant, joined / found / all"] == "2 / 3 / 4"
    assert figures([])["weighty right"] == "0 of 0"


def test_cases_that_are_held_out_are_not_listed(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(sys, "argv", ["utterances.py", "--show", "--data", str(GOLD / "utterances-held.jsonl")])
    with pytest.raises(SystemExit):
        main()
    assert "held out" in capsys.readouterr().err


def gold(name: str) -> list[dict[str, Any]]:
    with (GOLD / f"utterances-{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_the_marked_pairs_hold_and_were_halved_as_told() -> None:
    opened, held = gold("open"), gold("held")
    for line in (*opened, *held):
        case_of(line)
    assert len({line["id"] for line in (*opened, *held)}) == 108
    assert halves([*held, *opened]) == (opened, held)
    strata = [Counter((line["kind"], line["weighty"]) for line in half) for half in (opened, held)]
    assert strata[0] == strata[1]


def test_the_plot_holds_a_point_for_every_size_and_measure() -> None:
    lines = [{"quotations": 10**n, "seconds": 0.4 * 10 ** (n - 3), "MB at most": 70 * (n - 2)} for n in (3, 4, 5)]
    drawn = plotted(lines)
    assert drawn.count("<circle") == 2 * len(lines)
    assert "100,000" in drawn and "seconds: 40" in drawn
