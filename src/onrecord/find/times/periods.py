"""Builders for months, seasons, quarters, years, and units counted from an anchor.

`early 2021`, `the third quarter of last year`, `last week`, `a year ago`, `the day after the crash`.
"""

from __future__ import annotations

from onrecord.find.times.cut import UNKNOWN, Cut, Draft, length
from onrecord.find.times.lex import PARTS
from onrecord.model import OpenTime

__all__ = [
    "ago", "around", "bare", "century", "comparison", "decade", "edge", "half", "inside", "month", "monthyear",
    "quarter", "relative", "season", "spelled", "stretch", "year", "yearspart",
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
    if not led and int(year) not in YEARS:
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


# ------------------------------------------------------------------ relative to an anchor
def relative(cut: Cut) -> Draft | None:
    """`last year`, `this week`, `the following day`, `recent months`."""
    unit, word = cut.unit(), cut.word("RELATIVE")
    plural = cut.has("UNITS", "CLOCKUNITS")
    if cut.has("RECENT"):
        return cut.draft("DATE", "PAST_REF") if plural else None
    if plural:
        return _relative_plural(cut, word)
    if unit.startswith("T"):
        return cut.draft("DURATION", f"PT1{unit[1:]}") if word in ("last", "past", "next") else None
    if unit == "WE":
        this = cut.has("THIS") and word != "past"
        return cut.opened("nearest", 0.0 if this else cut.amount(), "WE", UNKNOWN["WE"])
    if word == "past":
        return cut.draft("DURATION", length(1.0, unit), mod=None)
    from_text = cut.of_text() or (cut.has("THE") and word == "next")
    return cut.opened("previous" if from_text else "shift", cut.amount() or 0.0, unit, "")


def _relative_plural(cut: Cut, word: str) -> Draft | None:
    """`the coming months`, `these days`, `the past decades`: a time without bounds."""
    if cut.has("THIS") and not word:
        return cut.draft("DATE", "PRESENT_REF") if cut.unit() == "D" else None
    if cut.has("CLOCKUNITS"):
        return cut.draft("DURATION", length(None, cut.unit()))
    if word in ("coming", "next", "ensuing"):
        return cut.draft("DATE", "FUTURE_REF")
    return cut.draft("DATE", "PAST_REF") if word in ("past", "last") else None


def stretch(cut: Cut) -> Draft | None:
    """`the past 18 months`, `the first nine months of 1998`."""
    unit = cut.at("UNIT", "UNITS", "QUARTER", "CENTURY", "CLOCKUNIT", "CLOCKUNITS") or cut.first
    counted = cut.upto(unit + 1)
    return cut.draft("DURATION", length(counted.count(), counted.unit()), mod=cut.length_mod())


def comparison(cut: Cut) -> Draft | None:
    """`year-earlier`, `the year-ago quarter`, `the same period`."""
    if cut.has("SAME"):
        return cut.opened("compare", 0.0, "Y", "")
    return cut.opened("compare", -1.0, "Y", "") if cut.word("UNIT") == "year" else None


def ago(cut: Cut) -> Draft | None:
    """`two weeks ago`, `three days later`, `years ago`, `a month from now`."""
    unit, amount = cut.unit(), cut.count()
    back = cut.has("AGO", "EARLIER")
    now = cut.has("AGO", "FROM", "HENCE")
    mod = cut.length_mod()
    if amount is None or (cut.has("UNITS") and not cut.has("DAYNUM", "NUMBER", "NUMWORD", "YEARNUM", "VAGUE")):
        if not now:
            return cut.draft("DATE", UNKNOWN.get(unit, "XXXX-XX-XX"), mod=mod)
        return cut.draft("DATE", "PAST_REF" if back else "FUTURE_REF", mod=mod)
    signed = -amount if back else amount
    if unit.startswith("T"):
        return cut.opened("ago", 0.0, "D", "", mod=mod) if now else cut.draft("DURATION", length(amount, unit), mod=mod)
    if back and unit == "Y" and amount == 1:
        return cut.opened("compare", signed, unit, "", mod=mod)
    return cut.opened("ago" if now else "later", signed, unit, "", mod=mod)


def around(cut: Cut) -> Draft | None:
    """`the day before`, `the year after`; before a noun it counts from a happening."""
    unit = cut.unit()
    amount = -1.0 if cut.has("BEFORE", "EARLIER") else 1.0
    if cut.part_after("TODAY") and unit == "D":
        amount += cut.words.deictic_days[cut.after()]
        return cut.upto(cut.last + 1).opened("shift", amount, "D", "")
    if cut.has("BEFORE", "AFTER") and not cut.part_after("COMMA", "DOT", "AND") and cut.last < len(cut.lexed.letters):
        counted = cut.upto(cut.last - 1)
        if cut.has("AN"):
            return counted.draft("DURATION", length(1.0, unit), open=OpenTime("event", amount, unit))
        return counted.opened("event", amount, unit, "")
    if cut.has("AN") and unit == "Y" and amount < 0:
        return cut.opened("compare", amount, unit, "")
    return cut.opened("later" if cut.has("AN") else "previous", amount, unit, "")


def edge(cut: Cut) -> Draft | None:
    """`the end of the year`, `year-end`."""
    unit = cut.unit()
    if unit == "D":
        return None
    return cut.opened("shift", 0.0, unit, "")


def inside(cut: Cut) -> Draft | None:
    """`earlier in the week`, `late in the year`; `late in the day` says which part of a day, not which."""
    if cut.unit() == "D" and not cut.has("EARLIER", "LATER"):
        return None
    return cut.opened("shift", 0.0, cut.unit(), "") if cut.lexed.word(cut.last - 3) == "in" else None


def bare(cut: Cut) -> Draft | None:
    """`the year`, `the quarter`, where a preposition says that it is a time."""
    unit = cut.unit()
    if unit == "WE":
        return cut.opened("nearest", None, "WE", UNKNOWN["WE"])
    if not cut.part_before("PREP", "OF", "FROM") or cut.part_after("OF"):
        return None
    if unit == "Y":
        return cut.opened("shift", 0.0, "Y", "")
    return cut.opened("previous", 0.0, unit, "") if unit in ("Q", "M", "W") else None
