"""Builders for lengths, repetitions and references without a date: `ten years`, `every day`, `now`."""

from __future__ import annotations

from onrecord.find.times.cut import Cut, Draft, length
from onrecord.model import OpenTime

__all__ = ["age", "counted", "each", "long", "plural", "reference", "repeat", "single"]


_NO_LENGTH = ("on", "by", "from", "between")
"""Prepositions after which `a year` and `years` are no length of time."""


def counted(cut: Cut) -> Draft | None:
    """`45 minutes`, `more than two years`, `five-year`, `several weeks`."""
    if cut.lexed.slice(cut.first, cut.last) in ("one day", "one night") and not cut.part_before("PREP", "THAN", "OF"):
        return None
    if cut.part_before("MONEY", "DOT") and cut.lexed.start(cut.first) == cut.lexed.end(cut.first - 1):
        return None
    if cut.printed_as_name():
        return None
    return cut.draft("DURATION", length(cut.count(), cut.unit()), mod=cut.length_mod(), open=_event_offset(cut))


def _event_offset(cut: Cut) -> OpenTime | None:
    """`six weeks after the shooting`: how far from it, when the match is followed by such a signal."""
    if not cut.part_after("BEFORE", "AFTER"):
        return None
    amount = cut.count()
    if amount is None or cut.unit().startswith("T"):
        return None
    return OpenTime("event", -amount if cut.part_after("BEFORE") else amount, cut.unit())


def single(cut: Cut) -> Draft | None:
    """`a year`, `half an hour`; after an amount of something it is a rate."""
    amount, unit = cut.count(), cut.unit()
    if cut.has("HALF"):
        if cut.has("AND"):
            return cut.draft("DURATION", length(amount, unit), mod=cut.length_mod(), open=_event_offset(cut))
        return cut.draft("DURATION", length(0.5, unit), mod=cut.length_mod())
    if cut.before() in ("times", "once", "twice"):
        return cut.draft("SET", length(1.0, unit), quant="EVERY")
    if cut.part_before("NUMBER", "DAYNUM", "NUMWORD") or cut.before() in cut.words.lists.counted:
        return cut.draft("SET", length(1.0, unit), quant="EVERY")
    led = cut.part_before("PREP", "THAN", "AFTER", "BEFORE", "OVER", "ABOUT") and cut.before() not in _NO_LENGTH
    if cut.length_mod() or led or cut.part_after("BEFORE", "AFTER"):
        return cut.draft("DURATION", length(amount, unit), mod=cut.length_mod(), open=_event_offset(cut))
    return None


def age(cut: Cut) -> Draft | None:
    """`27-year-old`, `three years old`: TimeML as annotated leaves ages alone, and so do we; they are figures."""
    return cut.draft("DURATION", length(cut.count(), cut.unit()), no_time=True)


def long(cut: Cut) -> Draft | None:
    """`yearlong`, `week-long`."""
    word = cut.word("LONG")
    if word:
        return cut.draft("DURATION", length(1.0, cut.words.long[word]))
    return cut.draft("DURATION", length(1.0, cut.unit())) if cut.lexed.word(cut.last - 1) == "long" else None


def plural(cut: Cut) -> Draft | None:
    """`for years`, `in months`."""
    if not cut.part_before("PREP", "OVER", "AFTER") or cut.before() in _NO_LENGTH:
        return None
    return cut.draft("DURATION", length(None, cut.unit()))


def each(cut: Cut) -> Draft | None:
    """`every day`, `each July`, `every other week`."""
    if cut.has("PARTOFDAY"):
        return cut.draft("SET", "XXXX-XX-XX" + cut.part(), quant="EVERY", mod=None)
    if cut.has("DAYNAME"):
        return cut.draft("SET", f"XXXX-WXX-{cut.weekday()}", quant=cut.word("EACH").upper(), mod=None)
    if cut.has("SEASON"):
        return cut.draft("SET", f"XXXX-{cut.words.seasons[cut.word('SEASON')]}", quant=cut.word("EACH").upper())
    if cut.has("MONTHNAME"):
        return cut.draft("SET", f"XXXX-{cut.month():02d}", quant=cut.word("EACH").upper())
    amount = 2.0 if cut.has("OTHERS") else cut.count()
    return cut.draft("SET", length(amount, cut.unit()), quant=cut.word("EACH").upper(), mod=None)


def repeat(cut: Cut) -> Draft | None:
    """`daily`, `annually`."""
    if cut.printed_as_name():
        return None
    return cut.draft("SET", cut.words.adverbs_of_repetition[cut.word("REPEAT")], quant="EVERY", mod=None)


def reference(cut: Cut) -> Draft | None:
    """`now`, `recently`, `the near future`, `in the past`."""
    if cut.has("REFERENCE"):
        return cut.draft("DATE", cut.words.references[cut.word("REFERENCE")])
    if cut.has("FUTURE"):
        return cut.draft("DATE", "FUTURE_REF")
    if cut.has("RELATIVE"):
        past = cut.word("RELATIVE") == "past" and cut.part_before("PREP") and not cut.part_after("UNIT", "UNITS")
        return cut.draft("DATE", "PAST_REF") if past else None
    if cut.has("PRESENT"):
        return cut.draft("DATE", "PRESENT_REF") if cut.has("THE") or cut.part_before("AT") else None
    return cut.draft("DATE", "PRESENT_REF") if cut.part_before("AT") else None
