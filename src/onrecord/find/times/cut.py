"""A match of the grammar, and a time in the making.

`Cut` reads what the matched tokens say: numbers, months, units, modifiers, what stands before and after. `Draft` is
what a builder makes of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.find.times.lex import PARTS, Lexed, TimeWords, time_words
from onrecord.model import OpenTime, TimexType

__all__ = ["LAST_SHORT", "UNKNOWN", "Cut", "Draft", "full_year", "length"]

UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "W2": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX",
           "H": "XXXX-HX", "Y": "XXXX", "E": "XXX", "C": "XX"}  # fmt: skip
"""What stands for a calendar unit that nothing is known about."""

LAST_SHORT = 50
"""Two digits up to this one stand for a year of this century."""

MOST = 100_000
"""The largest number of units that is taken for a length of time; what is beyond is no date's business."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A time of which tense and anchor are still to be looked up. `first` and `last` (exclusive) are its tokens.

    `order` is that of a numeric date (`dmy`, `mdy`, `either`), `link` what the time has to do with its neighbour (see
    `OpenTime`), `also` a second time in the same match. `fiscal` marks a year that need not be the calendar's,
    `name_like` words that may be part of a name, and `no_time` words that are certainly not a time, so that no part of
    them is taken for one.
    """

    first: int
    last: int
    type: TimexType
    value: str
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    begin: str | None = None
    end: str | None = None
    open: OpenTime | None = None
    link: Literal["begin", "end", "next"] | None = None
    order: str | None = None
    fiscal: bool = False
    name_like: bool = False
    no_time: bool = False
    also: Draft | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """The tokens of a match, `first` to before `last`."""

    lexed: Lexed
    first: int
    last: int

    @property
    def words(self) -> TimeWords:
        """The word lists."""
        return time_words()

    def at(self, *parts: str) -> int | None:
        """The index of the first token that plays one of `parts`."""
        wanted = {PARTS[p] for p in parts}
        return next((i for i in range(self.first, self.last) if self.lexed.letters[i] in wanted), None)

    def upto(self, last: int) -> Cut:
        """The same match, ending before token `last`."""
        return Cut(self.lexed, self.first, last)

    def has(self, *parts: str) -> bool:
        """Whether some token plays one of `parts`."""
        return self.at(*parts) is not None

    def word(self, *parts: str) -> str:
        """The first token that plays one of `parts`, in lower case; empty if there is none."""
        at = self.at(*parts)
        return self.lexed.word(at) if at is not None else ""

    def before(self) -> str:
        """The word before the match."""
        return self.lexed.word(self.first - 1)

    def after(self) -> str:
        """The word after the match."""
        return self.lexed.word(self.last)

    def part_before(self, *parts: str) -> bool:
        """Whether the token before the match plays one of `parts`."""
        return self.first > 0 and self.lexed.letters[self.first - 1] in {PARTS[p] for p in parts}

    def part_after(self, *parts: str) -> bool:
        """Whether the token after the match plays one of `parts`."""
        return self.last < len(self.lexed.letters) and self.lexed.letters[self.last] in {PARTS[p] for p in parts}

    def printed_as_name(self) -> bool:
        """Whether the last word is capitalized among lower-case words: `60 Minutes`, `the Today show`."""
        word, follows, leads = (self.lexed.printed(i) for i in (self.last - 1, self.last, self.first - 1))
        mid = self.last - self.first > 1 or leads[:1].isalpha()
        return mid and word.istitle() and not (follows.istitle() and leads.istitle()) and not word.isupper()

    # -------------------------------------------------------------- making drafts
    def draft(self, type_: TimexType, value: str, **fields: object) -> Draft:
        """A draft of the whole match; a date gets the modifier that it has."""
        given: dict[str, object] = {"mod": self.date_mod()} if type_ in ("DATE", "TIME") else {}
        return Draft(self.first, self.last, type_, value, **(given | fields))  # type: ignore[arg-type]

    def opened(self, form: str, amount: float | None, unit: str | None, pattern: str, **fields: object) -> Draft:
        """A DATE (TIME with a part of the day) whose value is to be settled by `form`."""
        value = (
            pattern if (pattern or "").startswith("XXXX") else UNKNOWN.get(unit or "D", UNKNOWN["D"]) + (pattern or "")
        )
        type_: TimexType = "TIME" if "T" in pattern else "DATE"
        return self.draft(type_, value, open=OpenTime(form, amount, unit, None, pattern), **fields)

    def date_mod(self) -> str | None:
        """The modifier of a date: `early`, `late`, `the end of`."""
        return self.words.date_mods.get(self.word("EARLY", "LATE", "MID", "EDGE"))

    def length_mod(self) -> str | None:
        """The modifier of a length: `about`, `more than`, `at least`; two numbers (`three or four`) are about."""
        mod = self.words.length_mods.get(self.word("MORE", "LEAST", "UP", "ABOUT", "OVER"))
        return mod or ("APPROX" if self.has("TO", "OR") else None)

    # -------------------------------------------------------------- numbers, months, units
    def amount(self, *this: str) -> float | None:
        """Where a relative word points: -1 last, 1 next, 0 for `this` (or other parts named), None if there is none."""
        if self.has("RELATIVE"):
            return float(self.words.relatives[self.word("RELATIVE")])
        return 0.0 if self.has(*(this or ("THIS",))) else None

    def of_text(self) -> bool:
        """Whether a relative word counts from what the text last spoke of, not from now: `the following`, `that`."""
        return self.has("SAME", "THAT") or self.word("RELATIVE") in ("following", "previous", "preceding")

    def part(self) -> str:
        """The part of the day as TIMEX3 writes it (`TMO`), empty if there is none."""
        return "T" + self.words.parts_of_day[self.word("PARTOFDAY")] if self.has("PARTOFDAY") else ""

    def count(self) -> float | None:
        """The number that the match states (of `two or three` the last), None when it is vague; halves included."""
        letters = self.lexed.letters
        total, current, seen = 0.0, 0.0, False
        for i in range(self.first, self.last):
            if letters[i] in (PARTS["TO"], PARTS["OR"]) and seen:
                if letters[i + 1] in _NUMBERS:
                    current = 0.0
            elif letters[i] in (PARTS["DAYNUM"], PARTS["YEARNUM"], PARTS["NUMBER"]):
                total, seen = float(self.lexed.printed(i).replace(",", "")), True
            elif letters[i] == PARTS["NUMWORD"]:
                number = self.words.numbers[self.lexed.word(i)]
                multiplies = number >= 100 or (number == 12 and current > 0)
                current = max(1.0, current) * number if multiplies else current + number
                seen = True
        if self.has("VAGUE") or total + current > MOST:
            return None
        half = 0.5 if self.has("HALF") and self.has("AND") else 0.0
        if self.has("HALF") and not self.has("AND"):
            return (total + current or 1.0) * 0.5
        return (total + current if seen else 1.0) + half

    def unit(self) -> str:
        """The TIMEX3 letter of the unit, `T…` for those of the clock."""
        at = next(
            i for i in range(self.last - 1, self.first - 1, -1)
            if self.lexed.letters[i] in _UNIT_LETTERS
        )  # fmt: skip
        word = self.lexed.word(at)
        return self.words.units.get(word) or "T" + self.words.clock_units[word]

    def month(self) -> int:
        """The number of the month."""
        word = self.word("MONTHNAME", "MONTHABBR")
        return self.words.months.get(word) or self.words.months_short[word]

    def weekday(self) -> int | None:
        """The ISO number of the weekday, None if there is none."""
        word = self.word("DAYNAME", "DAYABBR")
        return self.words.weekdays.get(word) or self.words.weekdays_short.get(word)

    def year(self) -> str | None:
        """The last four-digit number, or the year that two digits after an apostrophe stand for."""
        at = self.lexed.letters.rfind(PARTS["YEARNUM"], self.first, self.last)
        if at >= 0:
            return self.lexed.printed(at)
        short = self.lexed.letters.rfind(PARTS["SHORTYEAR"], self.first, self.last)
        return full_year(self.lexed.printed(short)[1:]) if short >= 0 else None

    def ordinal(self) -> int:
        """The ordinal number."""
        word = self.word("ORDNUM", "ORDWORD")
        return self.words.ordinals.get(word) or int("".join(c for c in word if c.isdecimal()))


_NUMBERS = {PARTS[p] for p in ("DAYNUM", "YEARNUM", "NUMBER", "NUMWORD")}
_UNIT_LETTERS = {PARTS[p] for p in ("UNIT", "UNITS", "QUARTER", "CENTURY", "CLOCKUNIT", "CLOCKUNITS")}


def full_year(digits: str) -> str:
    """The year that two digits stand for."""
    return f"{1900 + int(digits) + (100 if int(digits) <= LAST_SHORT else 0)}"


def length(amount: float | None, unit: str) -> str:
    """A TIMEX3 length: `P18M`, `PT45M`, `PXY`."""
    clock = "T" if unit.startswith("T") else ""
    letter = unit[1:] if clock else unit
    if letter == "W2":
        letter, amount = "W", amount * 2 if amount is not None else None
    if amount == 0.5:
        smaller = {"TH": "PT30M", "Y": "P6M", "D": "PT12H", "C": "P50Y", "E": "P5Y", "TM": "PT30S"}
        if unit in smaller:
            return smaller[unit]
    letter = {"E": "DE", "C": "CE"}.get(letter, letter)
    figure = "X" if amount is None else str(int(amount)) if amount == int(amount) else f"{amount:g}"
    return f"P{clock}{figure}{letter}"
