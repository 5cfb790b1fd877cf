"""Figures: value, unit, what is counted, how it is bounded, and what the clause is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.find.figures import find_figures
from onrecord.find.parse import Parsed
from onrecord.model import Name, StatedAge, StatedFigure, StatedTime
from onrecord.span import Span, text_of

Parse = Callable[..., Parsed]


def figures(parsed: Parse, text: str, *times: tuple[str, str, str]) -> list[tuple[str, StatedFigure]]:
    """The figures of `text` with their printed words; `times` are given as words, type and value."""
    done = parsed(text)
    stated = []
    for words, kind, value in times:
        at = text.index(words)
        stated.append(StatedTime(Span(done.article.id, at, at + len(words)), kind, value))  # type: ignore[arg-type]
    return [(text_of(f.span, done.article), f) for f in find_figures(done, tuple(stated), ())]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value", "unit", "of"),
    [
        ("Eleven miners died in the shaft.", "Eleven", "count", 11, None, "miner"),
        ("The blast killed 19 mill workers.", "19", "count", 19, None, "worker"),
        ("The repairs cost $2.3 million.", "$2.3 million", "money", 2_300_000, "USD", None),
        ("The council paid 40 euros.", "40 euros", "money", 40, "EUR", None),
        ("Turnout fell to 38 percent.", "38 percent", "percent", 38, "%", None),
        ("Rents rose by 4.5%.", "4.5%", "percent", 4.5, "%", None),
        ("The tank held 900 gallons of milk.", "900 gallons", "measure", 900, "gallon", "milk"),
        ("The pump moves 300 barrels a day.", "300 barrels", "measure", 300, "barrel/day", None),
        ("It was her third marriage.", "third", "ordinal", 3, None, "marriage"),
        ("The death toll rose to 52.", "52", "count", 52, None, "death"),
        ("A 10-year-old girl found the map.", "10-year-old", "age", 10, "year", None),
        ("An 80-strong team arrived.", "80", "count", 80, None, "team"),
        ("The cuts include 18 furlough days for clerks.", "18", "count", 18, None, "day"),
        ("The dose was 40 times higher than allowed.", "40 times", "measure", 40, "times", None),
        (
            "The pump moves 300 barrels (12,600 gallons of it) of oil a day.",
            "300 barrels",
            "measure",
            300,
            "barrel/day",
            "oil",
        ),
        ("A 7.2-magnitude quake shook the valley.", "7.2-magnitude", "measure", 7.2, "magnitude", None),
        ("The death toll in the flood rose to 52.", "52", "count", 52, None, "death"),
        ("Some 300 barrels leak into the bay every day.", "300 barrels", "measure", 300, "barrel/day", None),
    ],
)
def test_what_a_figure_is(
    parsed: Parse, text: str, words: str, kind: str, value: float, unit: str | None, of: str | None
) -> None:
    found = [(w, f.kind, f.value, f.unit, f.of) for w, f in figures(parsed, text)]
    assert found[:1] == [(words, kind, value, unit, of)]
    assert len(found) == 1 or "(" in text


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("About 40 people came.", ["about"]),
        ("More than 40 people came.", ["min"]),
        ("At least 40 people came.", ["min"]),
        ("Fewer than 40 people came.", ["max"]),
        ("As many as 40 people came.", ["max"]),
        ("A dozen people came.", ["about"]),
        ("Between 10 and 15 people came.", ["min", "max"]),
        ("Exactly 40 people came.", [None]),
    ],
)
def test_how_a_figure_is_bounded(parsed: Parse, text: str, bounds: list[str | None]) -> None:
    found = [f for _, f in figures(parsed, text)]
    assert [f.bound for f in found] == bounds
    assert [f.approximate for f in found] == [b is not None for b in bounds]


@pytest.mark.parametrize(
    "text",
    [
        "Dozens of people came.",
        "The Liberty sailed in 1887 along Route 66.",
        "No one was hurt.",
        "They won 3-1.",
        "Gate 12 was shut.",
        "1228 Rescuers reach the mill.",
        "Ring 0370 for help.",
    ],
)
def test_what_is_left_out(parsed: Parse, text: str) -> None:
    assert figures(parsed, text) == []


def test_a_number_in_a_time_is_none_but_a_length_of_time_is_a_measure(parsed: Parse) -> None:
    text = "On May 4 the judge gave her 18 months in prison."
    found = figures(parsed, text, ("May 4", "DATE", "XXXX-05-04"), ("18 months", "DURATION", "P18M"))
    assert [(w, f.kind, f.value, f.unit) for w, f in found] == [("18 months", "measure", 18, "month")]
    assert found[0][1].time is not None
    assert "judge" in found[0][1].about


def test_the_clause_says_what_a_figure_is_about(parsed: Parse) -> None:
    text = "The ferry that carried 212 passengers sank, and the mayor wept."
    ((_, figure),) = figures(parsed, text)
    assert set(figure.about) >= {"ferry", "carry", "passenger"}
    assert not {"mayor", "weep"} & set(figure.about)
    assert figure.sentence == Span(figure.span.article, 0, len(text))


def test_stated_ages_are_figures(parsed: Parse) -> None:
    text = "Ada Quill, 64, spoke."
    done = parsed(text)
    name = Name(Span(done.article.id, 0, 9), "person", "Ada Quill")
    age = StatedAge(name.span, 64, Span(done.article.id, 11, 13))
    (figure,) = find_figures(done, (), (age,))
    assert (figure.kind, figure.value, figure.unit, figure.span) == ("age", 64, "year", age.span)


def test_both_ends_of_a_range_have_its_unit(parsed: Parse) -> None:
    found = figures(parsed, "The pump moves 300 to 400 barrels a day.")
    assert [(f.value, f.unit, f.bound) for _, f in found] == [(300, "barrel/day", "min"), (400, "barrel/day", "max")]
    found = figures(parsed, "The mill sold $5-7 million in bonds.")
    assert [(f.value, f.unit) for _, f in found] == [(5e6, "USD"), (7e6, "USD")]


def test_a_step_and_where_it_led_are_no_range(parsed: Parse) -> None:
    assert [f.bound for _, f in figures(parsed, "Costs rose by $2 million to $40 million.")] == [None, None]


def test_a_part_of_a_number_is_not_that_number(parsed: Parse) -> None:
    assert figures(parsed, "A quarter of a million boats were sold.") == []


def test_conversions_in_brackets_have_the_rate_of_what_they_convert(parsed: Parse) -> None:
    found = figures(parsed, "The pump moves 300 barrels (12,600 gallons/47,700 liters) a day.")
    assert [(w, f.unit) for w, f in found] == [
        ("300 barrels", "barrel/day"), ("12,600 gallons", "gallon/day"), ("47,700 liters", "litre/day"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (
            "The pump moves 300 barrels (12,600 gallons) to 400 barrels (16,800 gallons) a day.",
            ["barrel/day", "gallon/day", "barrel/day", "gallon/day"],
        ),
        (
            "The pump moves 300 barrels every day (12,600 gallons/47,700 liters).",
            ["barrel/day", "gallon/day", "litre/day"],
        ),
        ("It moves 300 barrels per day (bpd) (12,600 gallons).", ["barrel/day", "gallon/day"]),
        (
            "The pump moves 300 to 400 barrels a day (12,600 to 16,800 gallons).",
            ["barrel/day", "barrel/day", "gallon/day", "gallon/day"],
        ),
        ("The pump moves 300 barrels a day (it lost 90 gallons on Monday).", ["barrel/day", "gallon"]),
        ("The pump moves 300 barrels/day.", ["barrel/day"]),
        ("The pump moves 300 bpd.", ["barrel/day"]),
        ("It is a $60 million-a-year trade.", ["USD/year"]),
        ("They lost a 300-barrel-a-day pump.", ["barrel/day"]),
        ("They have three pumps and move 300 barrels a day.", [None, "barrel/day"]),
        ("It has three pumps and 300 barrels a day.", [None, "barrel/day"]),
        ("They lost 300 barrels and the pump moves 90 barrels a day.", ["barrel", "barrel/day"]),
    ],
)
def test_rates_as_they_are_printed(parsed: Parse, text: str, units: list[str]) -> None:
    assert [f.unit for _, f in figures(parsed, text)] == units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The share fell from 58 to 51 percent.", [(58, "%", None), (51, "%", None)]),
        ("It is three or four miles off.", [(3, "mile", None), (4, "mile", None)]),
        (
            "It lost 300 barrels (94 and 184 gallons).",
            [(300, "barrel", None), (94, "gallon", None), (184, "gallon", None)],
        ),
        ("They lost 4.9 m barrels.", [(4.9e6, "barrel", None)]),
        ("It took two and 14 barrels.", [(2, None, None), (14, "barrel", None)]),
        ("It fills 42 U.S. gallons.", [(42, "gallon", None)]),
        ("They closed 600 sq miles.", [(600, "square mile", None)]),
        ("They lost 900 or so barrels.", [(900, "barrel", "about")]),
        ("The well stood at 8,000 pounds per square inch.", [(8000, "psi", None)]),
        ("She has a 401(k) plan.", []),
    ],
)
def test_units_as_they_are_printed(parsed: Parse, text: str, expected: list[tuple[float, str, str | None]]) -> None:
    assert [(f.value, f.unit, f.bound) for _, f in figures(parsed, text)] == expected


def test_the_number_of_an_entry_is_no_figure(parsed: Parse) -> None:
    assert figures(parsed, "On Monday, Ada wrote: 1. Keep calm.") == []
