"""The unit beside a number, what makes it a rate, and the words that make it approximate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.model import FigureKind
from onrecord.numbers import Bound, Number, alternatives, figure_words

__all__ = ["BEFORE", "Unit", "bound_of", "range_of", "rate_at", "rate_before", "same_unit", "shared_unit", "unit_of"]

BEFORE = 24
"""Characters before a number in which a word that makes it approximate may begin (`in the region of`, `upwards of`)."""
RATE = 80
"""Characters after a measure in which the words may stand that make it a rate, with no other figure between."""
AFTER = 60
"""Characters after a number in which its unit, what the unit is of, and a rate may stand."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number measures, and how far to the left and right of the number that was read from."""

    kind: FigureKind
    unit: str | None
    start: int
    end: int


@cache
def _unit_pattern() -> re.Pattern[str]:
    words = figure_words()
    wide = r"(?P<wide>square|sq|cubic|nautical|metric|light)[\s-]+"
    beside = r"(?:(?:or\s+so|more|total|additional|standard|imperial|U\.?S\.?)\s+)?"
    return re.compile(
        rf"\s?(?P<sign>%)|[\s-]{beside}(?:(?P<percent>{alternatives(w for w in words.percent if w != '%')})"
        rf"|(?P<money>{alternatives(words.money)})|(?:{wide})?(?P<measure>{alternatives(words.measures)}))\b",
        re.IGNORECASE,
    )


_WIDE = {"sq": "square"}
"""What is printed short before a measure."""
_PRINTED_POUND = re.compile(r"(?<![\w#&])#\s$")
"""`$20bn (# 13.5 bn)`: the pound sign of British text that went through an American code. Only before millions and the
like, for a number sign stands there too."""


@cache
def _currency_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({alternatives(figure_words().currencies)})\s?$", re.IGNORECASE)


def unit_of(text: str, number: Number) -> Unit:
    """The unit beside a number: a currency before it, or a unit's name after it; a plain count has none."""
    words = figure_words()
    if number.ordinal:
        return Unit("ordinal", None, number.start, number.end)
    sign = _currency_pattern().search(text, max(0, number.start - 5), number.start)
    if sign:
        return Unit("money", words.currencies[sign[1].lower()], sign.start(), number.end)
    pounds = _PRINTED_POUND.search(text, max(0, number.start - 5), number.start)
    if pounds and text[number.end - 1].isalpha():
        return Unit("money", words.currencies["£"], pounds.start(), number.end)
    match = _unit_pattern().match(text, number.end, number.end + AFTER)
    if not match:
        return Unit("count", None, number.start, number.end)
    if match["sign"] or match["percent"]:
        name = words.percent[" ".join((match["sign"] or match["percent"]).lower().split())]
        return Unit("percent", name, number.start, match.end())
    if match["money"]:
        return Unit("money", words.money[match["money"].lower()], number.start, match.end())
    name = words.measures[" ".join(match["measure"].lower().split())]
    wide = (match["wide"] or "").lower()
    wide = _WIDE.get(wide, wide)
    return Unit("measure", f"{wide} {name}".strip(), number.start, match.end())


_CONVERTED = re.compile(r"\s?\\?/|\s?\)|\s(?:to|and)\s", re.IGNORECASE)
"""After a figure in a bracket that only converts what stands before it."""


@cache
def _printed_rates() -> str:
    """The words that make a rate, as alternatives: `a day`, `$60 million-a-year`."""
    return alternatives(figure_words().rates).replace(r"\s+", r"[\s-]+")


@cache
def _rate_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rates = figure_words().rates
    slashed = alternatives(r.removeprefix("per ") for r in rates if r.startswith("per "))
    within = alternatives(r for r in rates if r.startswith(("per ", "each ", "every ")))
    aside = r"(?:\s*\([^()]{0,80}\))?"
    closing = r"(?:\s*\\?/[^()/]{1,40})?\)"
    above = rf"(?:\s+(?:to|and)\s+[$€£]?\d[^\s()]*(?:\s\w+){{1,2}}{aside})?"
    return (
        re.compile(
            rf"(?:{aside}|{closing})(?P<above>{above})(?:\s+of\s+(?:\w+\s+)?\w+)?{aside}"
            rf"(?:,?[\s-]+(?P<words>{_printed_rates()})|\s?\\?/\s?(?P<slashed>{slashed}))\b",
            re.IGNORECASE,
        ),
        re.compile(rf"[^\d.;:?!]*?\b(?P<words>{within})\b", re.IGNORECASE),
    )


@cache
def _converted_pattern() -> re.Pattern[str]:
    """A rate and the bracket that converts it, up to a figure in the bracket."""
    return re.compile(
        rf"\b(?P<words>{_printed_rates()})\s*(?:\([a-z]+\)\s*)?"
        r"\((?:[a-z]+\s)?(?:\d[^()/]{1,40}(?:\\?/|\s(?:to|and)\s))?$",
        re.IGNORECASE,
    )


def rate_at(text: str, at: int, *, measure: bool = False) -> str | None:
    """What a figure whose unit or noun ends at `at` is per: `day` of `300 barrels (12,600 gallons) of oil a day`.

    What a bracket has is per the same as what it converts: `300 barrels (12,600 gallons/47,700 liters) a day`. A
    `measure` may be told so later in its sentence too, behind the upper end of a range or with no figure between:
    `300 barrels leak into it every day`.
    """
    straight, within = _rate_patterns()
    match = straight.match(text, at)
    if match is None and measure:
        match = within.match(text, at, at + RATE)
    return _rate(match) if match and (measure or not match["above"]) else None


def rate_before(text: str, start: int, end: int) -> str | None:
    """What a figure in a bracket is per if it converts the rate before it: `300 barrels a day (12,600 gallons)`."""
    match = _converted_pattern().search(text, max(0, start - RATE), start)
    return _rate(match) if match and _CONVERTED.match(text, end) else None


def _rate(match: re.Match[str]) -> str:
    found = match.groupdict()
    words = found["words"] or f"per {found['slashed']}"
    return figure_words().rates[" ".join(re.split(r"[\s-]+", words.lower()))]


@cache
def _bound_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = figure_words()
    trailing = alternatives(w for w in words.trailing if " " in w)
    return (
        re.compile(rf"\b({alternatives(words.approximators)})(?:\s+(?:the|a|an))?[\s$€£]*$", re.IGNORECASE),
        re.compile(rf"(?:\s+\w+){{0,2}}?\s+({trailing})\b|-?plus\b|\+", re.IGNORECASE),
    )


def bound_of(text: str, number: Number, unit: Unit) -> Bound | None:
    """about, min or max when a word beside the number, or its own wording, says that it is approximate."""
    words = figure_words()
    before, after = _bound_patterns()
    match = before.search(text, max(0, unit.start - BEFORE), unit.start)
    if match:
        return words.approximators[" ".join(match[1].lower().split())]
    trailing = after.match(text, number.end, number.end + AFTER)
    if trailing:
        return words.trailing[" ".join(trailing[1].lower().split())] if trailing[1] else "min"
    return "about" if number.rough else None


_OR, _AND = (re.compile(rf"\s(?:{words})\s[$€£]?", re.IGNORECASE) for words in ("to|or", "to|or|and"))


def range_of(text: str, number: Number, before: Number | None, after: Number | None) -> Bound | None:
    """The end of `10 to 15` or `between 10 and 15` that a number is: min the first, max the second."""
    if after and number.value < after.value and _joined(text, number, after):
        return "min"
    if before and before.value < number.value and _joined(text, before, number):
        return "max"
    return None


def _joined(text: str, low: Number, high: Number) -> bool:
    """Whether two numbers are the ends of one range. `By 2 to 12` is a step and where it led to."""
    between = text[low.end : high.start].lower()
    lead = text[max(0, low.start - 10) : low.start].lower().rstrip("$€£ ")
    if re.fullmatch(r"[-–][$€£]?", between):
        return True
    if not re.fullmatch(r"(?:\s\w+)?\s(?:to|and)\s[$€£]?", between):
        return False
    return lead.endswith("between") if " and" in between else not lead.endswith(("from", " by"))


def same_unit(text: str, number: Number, after: Number | None) -> bool:
    """Whether the next number has the unit of this one too: `from 58 to 51 percent`, `three or four miles`, and in a
    bracket, which converts a range, `(94 and 184 gallons)`.
    """
    if after is None:
        return False
    converts = text.endswith(("(", "/"), 0, number.start)
    return (_AND if converts else _OR).fullmatch(text, number.end, after.start) is not None


def shared_unit(text: str, number: Number, low: Number | None, high: Number | None) -> Unit:
    """The unit of an end of a range, or of one of two values, of which `low` or `high` is the other one.

    The lower one has the upper one's (`35 to 60 barrels`), and the other way round the currency (`$5-7 billion`).
    """
    unit = unit_of(text, number)
    other = next((unit_of(text, n) for n in (low, high) if n is not None), None)
    if other is None or unit.kind != "count" or (low and other.kind != "money"):
        return unit
    return Unit(other.kind, other.unit, number.start, number.end) if other.kind != "ordinal" else unit
