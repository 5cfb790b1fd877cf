"""Builders for months, seasons, quarters, years, decades: `early 2021`, `the third quarter of last year`, `FY2019`."""

from __future__ import annotations

from onrecord.find.times.cut import Cut, Draft, full_year
from onrecord.find.times.lex import PARTS

__all__ = [
    "century", "code", "decade", "fiscalyear", "half", "midunit", "month", "monthyear", "quarter", "season", "spelled",
    "tens", "year", "yearquarter", "yearspart",
]  # fmt: skip

_CENTURIES = (18, 19, 20)
"""First numbers of years that are spelled out."""
_FIGURES = (PARTS["YEARNUM"], PARTS["DAYNUM"], PARTS["NUMBER"])

YEARS = range(1900, 2060)
"""Four-digit numbers that are taken for years where they stand alone; others need a month or a preposition."""


# ------------------------------------------------------------------ months, seasons, quarters, years
def _of_year(cut: Cut, pattern: str) -> Draft | None:
    """`pattern` in the year that follows `of`: a number, `last year`, `the same year`; None if none does."""
    year = cut.year()
    if year:
        return cut.draft("DATE", year + pattern[4:])
    of = cut.lexed.letters.rfind(PARTS["OF"], cut.first, cut.last)
    if of < (cut.at("MONTHNAME", "MONTHABBR", "SEASON", "QUARTER", "HALF") or 0):
        return None
    rest = Cut(cut.lexed, of, cut.last)
    if rest.unit() != "Y":
        return None
    form = "within-same" if rest.of_text() else "within"
    return cut.opened(form, rest.amount() or 0.0, "Y", pattern, mod=cut.upto(of).date_mod())


def monthyear(cut: Cut) -> Draft | None:
    """`April 2021`, `the end of April last year`."""
    return _of_year(cut, f"XXXX-{cut.month():02d}")


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
    amount = cut.amount("THIS", "CURRENT")
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
    return _of_year(cut, pattern) or cut.opened("nearest", None, "Q", pattern)


def yearspart(cut: Cut) -> Draft | None:
    """`last year's third quarter`, `1998's first half`."""
    if cut.has("SEASON"):
        pattern = f"XXXX-{cut.words.seasons[cut.word('SEASON')]}"
    else:
        number, letter = cut.ordinal(), "Q" if cut.has("QUARTER") else "H"
        if not 1 <= number <= (4 if letter == "Q" else 2):
            return None
        pattern = f"XXXX-{letter}{number}"
    year = cut.year()
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
    return dated or (cut.opened("nearest", None, "H", pattern) if cut.has("HYPHEN") else None)


def year(cut: Cut) -> Draft | None:
    """A four-digit number that nothing around it makes a count, an amount, an address or part of a longer figure."""
    year, alone, letters = cut.year() or "", cut.last - cut.first == 1, cut.lexed.letters
    led = not alone or cut.part_before("PREP", "FROM", "OF", "BEFORE", "AFTER")
    if not led and (int(year) not in YEARS or cut.has("SHORTYEAR")):
        return None
    ranged_before = letters[max(0, cut.first - 2) : cut.first] == PARTS["YEARNUM"] + PARTS["HYPHEN"]
    if cut.part_before("MONEY", "HYPHEN") and not ranged_before:
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
    digits = "".join(c for c in code if c.isdigit())
    return cut.draft("DATE", digits if len(digits) == 4 else full_year(digits), fiscal=True)


def code(cut: Cut) -> Draft | None:
    """`Q3 2020`, `1H`, as tables and analysts write them."""
    text = cut.word("CODE").upper()
    number, letter = "".join(c for c in text if c.isdigit()), "Q" if "Q" in text else "H"
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
    """`midyear`, `midweek`."""
    return cut.opened("shift", 0.0, cut.words.mid_units[cut.word("MIDUNIT")], "", mod="MID")


def decade(cut: Cut) -> Draft | None:
    """`the 1990s`, `the '60s`; but `in her 20s` is an age."""
    figures = "".join(c for c in cut.word("DECADE") if c.isdigit())
    if len(figures) == 2:
        if not cut.has("THE") and cut.lexed.printed(cut.at("DECADE") or 0)[0] not in "'’":
            return None
        if int(figures) < 20 and "'" not in cut.word("DECADE")[:1]:
            return None
        figures = "19" + figures
    return cut.draft("DATE", figures[:3])


def century(cut: Cut) -> Draft | None:
    """`the 20th century`."""
    number = cut.ordinal()
    return cut.draft("DATE", f"{number - 1:02d}") if 1 <= number <= 30 else None
