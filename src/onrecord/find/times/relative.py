"""Builders for units counted from an anchor: `last week`, `a year ago`, `the day after`, `the past 18 months`."""

from __future__ import annotations

from onrecord.find.times.cut import UNKNOWN, Cut, Draft, length
from onrecord.find.times.lex import PARTS
from onrecord.model import OpenTime

__all__ = [
    "ago", "around", "bare", "beforelast", "comparison", "edge", "inside", "longago", "relative", "stretch",
]  # fmt: skip

_SPANNING = {"last": ("in", "over", "for", "during", "within"), "next": ("over", "for", "within")}
"""Prepositions after which `the last year` is the twelve months up to now, or from now on, and not a calendar year."""
_POINT_MODS = {
    "MORE_THAN": "BEFORE",
    "LESS_THAN": "AFTER",
    "EQUAL_OR_MORE": "ON_OR_BEFORE",
    "EQUAL_OR_LESS": "ON_OR_AFTER",
}
_SMALLER = {"C": ("E", 10.0), "E": ("Y", 10.0), "Y": ("M", 12.0)}
"""What halves of long units are counted in."""
_TURNED = {"BEFORE": "AFTER", "AFTER": "BEFORE", "ON_OR_BEFORE": "ON_OR_AFTER", "ON_OR_AFTER": "ON_OR_BEFORE"}


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
        return cut.opened("nearest", cut.amount(), "WE", UNKNOWN["WE"])
    the = cut.lexed.letters[(cut.at("RELATIVE") or cut.first) - 1] == PARTS["THE"] and cut.has("THE")
    spanning = the and unit != "Q" and cut.before() in _SPANNING.get(word, ())
    if not cut.has("THIS") and (word == "past" or (spanning and not cut.part_after("OF"))):
        return cut.draft("DURATION", length(1.0, unit), open=_counted(cut, 1.0, unit))
    if the and word == "last" and unit == "D":
        return cut.draft("DATE", UNKNOWN["D"])  # of what it was the last day, the words do not say
    from_text = cut.of_text() or (the and word == "next")
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
    end = cut.at("UNIT", "UNITS", "QUARTER", "CENTURY", "CLOCKUNIT", "CLOCKUNITS") or cut.first
    counted = cut.upto(end + 1)
    amount, unit = counted.count(), counted.unit()
    return cut.draft("DURATION", length(amount, unit), mod=cut.length_mod(), **_stretched(cut, counted, amount, unit))


def _stretched(cut: Cut, counted: Cut, amount: float | None, unit: str) -> dict[str, object]:
    """Where a stretch begins and ends, as far as the words say: in the months of a year, or counted from now."""
    if amount is None or unit.startswith("T"):
        return {}
    if not counted.has("ORDWORD"):
        return {"open": _counted(counted, amount, unit)}
    if counted.ordinal() != 1 or unit != "M" or not 1 <= amount <= 12:
        return {}
    year, months = cut.year(), f"01/{int(amount):02d}"
    if year:
        return {"begin": f"{year}-01", "end": f"{year}-{int(amount):02d}"}
    of = cut.at("OF")
    named = Cut(cut.lexed, of, cut.last) if of is not None else None
    if named is None:
        return {"open": OpenTime("months", None, "Y", None, months)}
    return {} if named.of_text() else {"open": OpenTime("months", named.amount() or 0.0, "Y", None, months)}


def _counted(cut: Cut, amount: float, unit: str) -> OpenTime | None:
    """So many units up to now, or from now."""
    way = cut.amount()
    return OpenTime("stretch", way * amount, unit) if way and not cut.of_text() and not unit.startswith("T") else None


def beforelast(cut: Cut) -> Draft | None:
    """`the year before last`, `the week after next`."""
    before = cut.has("BEFORE")
    if cut.amount() != (-1.0 if before else 1.0):
        return None
    if cut.has("PARTOFDAY"):
        return cut.opened("shift", -2.0, "D", cut.part()) if before else None
    return cut.opened("shift", -2.0 if before else 2.0, cut.unit(), "")


def longago(cut: Cut) -> Draft | None:
    """`long ago`."""
    return cut.draft("DATE", "PAST_REF") if cut.lexed.word(cut.first) == "long" else None


def comparison(cut: Cut) -> Draft | None:
    """`year-earlier`, `the year-ago quarter`, `the same period`."""
    if cut.has("SAME"):
        return cut.opened("compare", 0.0, "Y", "")
    return cut.opened("compare", -1.0, "Y", "") if cut.word("UNIT") == "year" else None


def ago(cut: Cut) -> Draft | None:
    """`two weeks ago`, `three days later`, `years ago`, `a month from now`."""
    unit, amount = cut.unit(), cut.count()
    back = cut.has("AGO", "EARLIER")
    now = cut.has("AGO", "FROM", "HENCE", "COME")
    if amount == 0.5 and unit in _SMALLER:
        unit, times = _SMALLER[unit]
        amount *= times
    said = None if cut.has("COME") else cut.length_mod()
    mod = _POINT_MODS.get(said or "", said)
    mod = mod if back else _TURNED.get(mod or "", mod)
    if amount is None or (
        cut.has("UNITS", "CLOCKUNITS") and not cut.has("DAYNUM", "NUMBER", "NUMWORD", "YEARNUM", "VAGUE")
    ):
        if not now and unit.startswith("T"):
            return cut.draft("DURATION", length(None, unit))
        if not now:
            return cut.draft("DATE", UNKNOWN.get(unit, "XXXX-XX-XX"), mod=mod)
        return cut.draft("DATE", "PAST_REF" if back else "FUTURE_REF", mod=mod)
    signed = -amount if back else amount
    if unit.startswith("T"):
        counted = cut.draft("DURATION", length(amount, unit), mod=cut.length_mod())
        return cut.opened("ago", 0.0, "D", "", mod=mod) if now else counted
    if back and unit == "Y" and amount == 1:
        return cut.opened("compare", signed, unit, "", mod=mod)
    return cut.opened("ago" if now else "later", signed, unit, "", mod=mod)


def around(cut: Cut) -> Draft | None:
    """`the day before`, `the year after`; before a noun it counts from a happening."""
    amount = -1.0 if cut.has("BEFORE", "EARLIER") else 1.0
    if cut.has("PARTOFDAY"):
        if cut.has("AN") or not (cut.part_after("COMMA", "DOT", "AND") or cut.last == len(cut.lexed.letters)):
            return None
        return cut.opened("previous", amount, "D", cut.part())
    unit = cut.unit()
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
    return cut.opened("known", 0.0, unit, "") if unit in ("Q", "M", "W") else None
