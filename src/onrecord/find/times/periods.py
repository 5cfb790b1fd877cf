"""Builders for months, seasons, quarters, years, decades: `early 2021`, `the third quarter of last year`, `FY2019`."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace

from onrecord.find.times.cut import UNKNOWN, Cut, Draft, full_year
from onrecord.find.times.lex import PARTS

__all__ = [
    "century", "code", "decade", "fiscalyear", "half", "midunit", "month", "monthyear", "partof", "quarter", "season",
    "spelled", "tens", "twoyears", "year", "yearquarter", "yearspart",
]  # fmt: skip

_CENTURIES = (18, 19, 20)
"""First numbers of years that are spelled out."""
_YEAR_BEGINS = {PARTS[p] for p in ("OF", "THE", "THIS", "THAT", "SAME", "RELATIVE")}
_FIGURES = (PARTS["YEARNUM"], PARTS["DAYNUM"], PARTS["NUMBER"])

YEARS = range(1900, 2060)
"""Four-digit numbers that are taken for years where they stand alone; others need a month or a preposition."""


# ------------------------------------------------------------------ months, seasons, quarters, years
def _of_year(cut: Cut, pattern: str) -> Draft | None:
    """`pattern` in the year that follows `of`: a number, `last year`, `the same year`; None if none does."""
    year = cut.year()
    if year:
        return cut.draft("DATE", year + pattern[4:])
    rest = Cut(cut.lexed, _core_end(cut), cut.last)
    if rest.first == rest.last or rest.unit() != "Y":
        return None
    form = "within-same" if rest.of_text() else "within"
    return cut.opened(form, rest.amount() or 0.0, "Y", pattern, mod=cut.upto(rest.first).date_mod())


def _core_end(cut: Cut) -> int:
    """Where the month, season, quarter or half ends and its year begins (`of last year`, `this year`)."""
    core = cut.at("MONTHNAME", "MONTHABBR", "SEASON", "QUARTER", "HALF") or cut.first
    return next((i for i in range(core + 1, cut.last) if cut.lexed.letters[i] in _YEAR_BEGINS), cut.last)


def monthyear(cut: Cut) -> Draft | None:
    """`April 2021`, `the end of April last year`."""
    return _of_year(cut, f"XXXX-{cut.month():02d}") or month(cut.upto(_core_end(cut)))


def month(cut: Cut) -> Draft | None:
    """A month without a year."""
    amount = cut.amount()
    return cut.opened("nearest", amount, "M", f"XXXX-{cut.month():02d}", name_like=amount is None)


def season(cut: Cut) -> Draft | None:
    """A season; without a year only where a determiner, modifier or preposition makes it a time."""
    pattern = f"XXXX-{cut.words.seasons[cut.word('SEASON')]}"
    dated = _of_year(cut, pattern)
    if dated:
        return dated
    cut = cut.upto(_core_end(cut))
    amount = cut.amount("THIS", "CURRENT")
    drop = cut.word("SEASON") == "fall" and cut.after() == "in" and not cut.part_before("PREP")
    if amount is None and (cut.part_after("OF") or drop):
        return None  # `the fall of the ministry`, `the fall in prices`
    if cut.of_text():
        return cut.opened("within-same", amount or 0.0, "Y", pattern)
    if amount is None and not cut.has("THE", "EARLY", "LATE", "MID", "EDGE") and not cut.part_before("PREP"):
        return None
    return cut.opened("nearest", amount, "S", pattern, name_like=amount is None)


def quarter(cut: Cut) -> Draft | None:
    """`the third quarter`, with its year if one is named."""
    number = cut.ordinal()
    if not 1 <= number <= 4:
        return None
    pattern = f"XXXX-Q{number}"
    return _of_year(cut, pattern) or cut.upto(_core_end(cut)).opened("nearest", None, "Q", pattern)


def yearspart(cut: Cut) -> Draft | None:
    """`last year's third quarter`, `1998's first half`."""
    if cut.has("SEASON"):
        pattern = f"XXXX-{cut.words.seasons[cut.word('SEASON')]}"
    else:
        number, letter = cut.ordinal(), "Q" if cut.has("QUARTER") else "H"
        if not 1 <= number <= (4 if letter == "Q" else 2):
            return None
        pattern = f"XXXX-{letter}{number}"
    year = cut.year() or "".join(c for c in cut.word("DECADE") if c.isdecimal())
    if cut.has("DECADE") and (len(year) != 4 or "'" not in cut.word("DECADE")):
        return decade(cut.upto(cut.first + 1))
    if year:
        return cut.draft("DATE", year + pattern[4:])
    if cut.words.units.get(cut.word("UNIT")) != "Y":
        return None
    return cut.opened("within-same" if cut.of_text() else "within", cut.amount() or 0.0, "Y", pattern)


def yearquarter(cut: Cut) -> Draft | None:
    """`the 1989 third quarter`."""
    number, letter = cut.ordinal(), "Q" if cut.has("QUARTER") else "H"
    return cut.draft("DATE", f"{cut.year()}-{letter}{number}") if 1 <= number <= (4 if letter == "Q" else 2) else None


def spelled(cut: Cut) -> Draft | None:
    """`nineteen ninety-seven`, as it is read out."""
    numbers = [cut.words.numbers[w] for i in range(cut.first, cut.last) if (w := cut.lexed.word(i)) != "-"]
    counted = cut.part_after("UNIT", "UNITS", "HYPHEN", "NUMWORD")
    if counted or numbers[0] not in _CENTURIES or not 10 <= numbers[1] <= 90:
        return None
    rest = numbers[2] if len(numbers) > 2 else 0
    return cut.draft("DATE", str(numbers[0] * 100 + numbers[1] + rest)) if rest < 10 else None


def half(cut: Cut) -> Draft | None:
    """Halves of a year only where a year is named, or written as `first-half`: other halves are of games."""
    number = cut.ordinal()
    if not 1 <= number <= 2:
        return None
    pattern = f"XXXX-H{number}"
    dated = _of_year(cut, pattern)
    bare = cut.upto(_core_end(cut))
    return dated or (bare.opened("nearest", None, "H", pattern) if cut.has("HYPHEN") else None)


def year(cut: Cut) -> Draft | None:
    """A four-digit number that nothing around it makes a count, an amount, an address or part of a longer figure."""
    year, alone, letters = cut.year() or "", cut.last - cut.first == 1, cut.lexed.letters
    led = not alone or cut.part_before("PREP", "FROM", "OF", "BEFORE", "AFTER")
    if not led and (int(year) not in YEARS or cut.has("SHORTYEAR")):
        return None
    ranged_before = letters[max(0, cut.first - 2) : cut.first] == PARTS["YEARNUM"] + PARTS["HYPHEN"]
    if (cut.part_before("MONEY", "HYPHEN") and not ranged_before) or _before_christ(cut):
        return None
    if cut.part_after("HYPHEN") and letters[cut.last + 1 : cut.last + 2] not in _FIGURES:
        return None
    if alone and cut.before() in cut.words.lists.counting:
        return None
    if cut.part_after("MONEY", "AMPM", "CLOCKUNITS", "UNITS") or cut.after() in cut.words.lists.counted:
        return None
    return cut.draft("DATE", year, name_like=alone)


def fiscalyear(cut: Cut) -> Draft | None:
    """`fiscal 2019`, `FY19`; when it begins differs, so that its EDTF date is approximate."""
    code = cut.word("FYCODE") or cut.year() or ""
    digits = "".join(c for c in code if c.isdecimal())
    return cut.draft("DATE", digits if len(digits) == 4 else full_year(digits), fiscal=True)


def code(cut: Cut) -> Draft | None:
    """`Q3 2020`, `1H`, as tables and analysts write them."""
    text = cut.word("CODE").upper()
    number, letter = "".join(c for c in text if c.isdecimal()), "Q" if "Q" in text else "H"
    year = cut.year()
    if year:
        return cut.draft("DATE", f"{year}-{letter}{number}")
    if not cut.part_before("PREP", "OF", "FROM"):
        return None
    return cut.opened("nearest", None, letter, f"XXXX-{letter}{number}", name_like=True)


def tens(cut: Cut) -> Draft | None:
    """`the nineties`, of the last century."""
    return cut.draft("DATE", "19" + cut.words.tens[cut.word("TENS")])


def midunit(cut: Cut) -> Draft | None:
    """`midyear`, `mid-week`."""
    unit = cut.words.mid_units.get(cut.word("MIDUNIT")) or cut.unit()
    return cut.opened("shift", 0.0, unit, "", mod="MID") if unit in ("W", "M", "Y", "E") else None


def partof(cut: Cut) -> Draft | None:
    """`the last day of May`, `the first decade of the 20th century`, `the last month of 2019`.

    Of something without a date (`the last day of the trial`) nobody can say which day it was.
    """
    of = cut.at("OF") or cut.last
    named, whole = cut.upto(of), Cut(cut.lexed, of, cut.last)
    last, unit = named.word("RELATIVE") == "last", named.unit()
    number = 0 if last else named.ordinal() if named.has("ORDWORD") else None
    if number is None:
        return None
    value = _nth(whole, unit, number)
    if value is None:
        return named.draft("DATE", UNKNOWN.get(unit, UNKNOWN["D"])) if last else None
    if value.startswith("XXXX"):
        return cut.opened("nearest", None, "D", value)
    return cut.draft("DATE", value)


def _nth(whole: Cut, unit: str, number: int) -> str | None:
    """The value of the `number`-th unit (0 the last) of a month, a year or a century."""
    if whole.has("CENTURY"):
        which = number - 1 if number else 9
        return f"{whole.ordinal() - 1:02d}{which}" if unit == "E" and which <= 9 else None
    year = whole.year()
    if whole.has("MONTHNAME", "MONTHABBR"):
        days = monthrange(int(year or 2001), whole.month())[1]
        return f"{year or 'XXXX'}-{whole.month():02d}-{number or days:02d}" if unit == "D" and number <= days else None
    if year is not None and unit == "Q" and number == 0:
        return f"{year}-Q4"
    if year is None or number > 1:
        return None
    return {"D": f"{year}-01-01" if number else f"{year}-12-31", "M": f"{year}-01" if number else f"{year}-12"}.get(
        unit
    )


def twoyears(cut: Cut) -> Draft | None:
    """`the 2019-20 season`, `1914-18`: two years. What may be a month (`2005-11`) is left alone."""
    first, second = cut.year() or "", cut.lexed.printed(cut.last - 1)
    begin = int(first[2:])
    tight = cut.lexed.end(cut.first) + 1 == cut.lexed.start(cut.last - 1)
    follows = (
        len(second) == 2 and second.isdecimal() and (int(second) == (begin + 1) % 100 or int(second) > max(begin, 12))
    )
    if (
        not tight
        or not follows
        or cut.part_before("MONEY", "HYPHEN")
        or cut.part_after("HYPHEN", "CLOCKUNITS", "UNITS")
    ):
        return year(cut.upto(cut.first + 1))
    end = str(int(first[:2]) + (int(second) < begin)) + second
    then = Cut(cut.lexed, cut.last - 1, cut.last).draft("DATE", end)
    return replace(cut.upto(cut.first + 1).draft("DATE", first), also=then)


def decade(cut: Cut) -> Draft | None:
    """`the 1990s`, `the '60s`; but `in her 20s` is an age."""
    figures = "".join(c for c in cut.word("DECADE") if c.isdecimal())
    if len(figures) == 2:
        if not cut.has("THE") and cut.lexed.printed(cut.at("DECADE") or 0)[0] not in "'’":
            return None
        if int(figures) < 20 and "'" not in cut.word("DECADE")[:1]:
            return None
        figures = "19" + figures
    return cut.draft("DATE", figures[:3])


def _before_christ(cut: Cut) -> bool:
    """Whether `BC` or `B.C.` follows: there is no value for that."""
    return cut.after() in ("bc", "bce") or [cut.lexed.word(cut.last + n) for n in range(3)] == ["b", ".", "c"]


def century(cut: Cut) -> Draft | None:
    """`the 20th century`."""
    number = cut.ordinal()
    return cut.draft("DATE", f"{number - 1:02d}") if 1 <= number <= 30 and not _before_christ(cut) else None
