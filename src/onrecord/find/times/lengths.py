"""Builders for lengths, repetitions and references without a date: `ten years`, `every day`, `now`."""

from __future__ import annotations

from onrecord.find.times.cut import Cut, Draft, length
from onrecord.find.times.days import date_
from onrecord.find.times.lex import PARTS
from onrecord.model import OpenTime

__all__ = [
    "age", "all_", "atthetime", "compound", "counted", "each", "long", "often", "plural", "quartercentury",
    "reference", "repeat", "single",
]  # fmt: skip


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
    if cut.part_before("NUMBER", "DAYNUM", "NUMWORD") or cut.before() in cut.words.lists.counted or _is_rate(cut):
        return cut.draft("SET", length(1.0, unit), quant="EVERY")
    led = cut.part_before("PREP", "THAN", "AFTER", "BEFORE", "OVER", "ABOUT") and cut.before() not in _NO_LENGTH
    if cut.length_mod() or led or cut.part_after("BEFORE", "AFTER"):
        return cut.draft("DURATION", length(amount, unit), mod=cut.length_mod(), open=_event_offset(cut))
    return None


RATE_WITHIN = 4
"""Words between an amount and the time that it is for: `3,000 tons of flour a year`."""
_FIGURES = {PARTS[p] for p in ("NUMBER", "DAYNUM", "NUMWORD", "YEARNUM", "VAGUE")}
_ENDS = {PARTS[p] for p in ("COMMA", "DOT", "PREP", "AND", "TO", "FROM", "AFTER", "BEFORE")}


def _is_rate(cut: Cut) -> bool:
    """Whether `a day` is what so many things are counted for: a figure, then a noun in the plural."""
    if not cut.has("AN") or cut.last - cut.first != 2:
        return False
    for at in range(cut.first - 1, max(0, cut.first - 1 - RATE_WITHIN) - 1, -1):
        if cut.lexed.letters[at] in _FIGURES:
            return at + 1 < cut.first and cut.lexed.word(at + 1).endswith("s")
        if cut.lexed.letters[at] in _ENDS:
            return False
    return False


_ORDER = ("C", "E", "Y", "M", "W", "D", "TH", "TM", "TS")
"""Units from the longest to the shortest."""


def compound(cut: Cut) -> Draft | None:
    """`two hours and 15 minutes`; of `two weeks and 15 years` only the first."""
    joint = max(i for i in range(cut.first, cut.last) if cut.lexed.letters[i] == PARTS["AND"])
    whole, rest = cut.upto(joint), Cut(cut.lexed, joint + 1, cut.last)
    units = whole.unit(), rest.unit()
    amounts = whole.count(), rest.count()
    told = not whole.has("AN") or whole.has("VAGUE", "NUMWORD")
    if None in amounts or any(u not in _ORDER for u in units) or _ORDER.index(units[0]) >= _ORDER.index(units[1]):
        return counted(whole) if told else single(whole)
    longer, shorter = length(amounts[0], units[0]), length(amounts[1], units[1])
    both = longer + (shorter.removeprefix("PT") if longer.startswith("PT") else shorter.removeprefix("P"))
    return cut.draft("DURATION", both, mod=cut.length_mod())


def all_(cut: Cut) -> Draft | None:
    """`all day`, `all year`."""
    return cut.draft("DURATION", length(1.0, cut.unit()))


def quartercentury(cut: Cut) -> Draft | None:
    """`a quarter-century`, `nearly a quarter of a century`."""
    return cut.draft("DURATION", "P25Y", mod=cut.length_mod())


def age(cut: Cut) -> Draft | None:
    """`27 years old` is a length; `a 27-year-old` says who somebody is, and stays with the ages."""
    hyphened = cut.lexed.printed(cut.last - 2) in ("-", "–")
    return cut.draft("DURATION", length(cut.count(), cut.unit()), mod=cut.length_mod(), no_time=hyphened)


def long(cut: Cut) -> Draft | None:
    """`yearlong`, `week-long`."""
    word = cut.word("LONG")
    if word:
        return cut.draft("DURATION", length(1.0, cut.words.long[word]))
    return cut.draft("DURATION", length(1.0, cut.unit())) if cut.lexed.word(cut.last - 1) == "long" else None


def plural(cut: Cut) -> Draft | None:
    """`for years`, `in months`, `took months`, `years of war`, `over the years`; `on weekends` is every one of them."""
    if cut.unit() == "WE":
        return cut.draft("SET", "XXXX-WXX-WE", quant="EVERY") if cut.before() in ("on", "during") else None
    told = cut.part_before("PREP", "OVER", "AFTER") and cut.before() not in _NO_LENGTH
    lists = cut.words.lists
    opens = cut.first == 0 or cut.part_before("DOT")
    told = told or cut.before() in lists.lasting or (cut.part_after("OF") and (opens or cut.before() in lists.leading))
    if not told and not cut.part_after("AFTER", "BEFORE"):
        return None
    return cut.draft("DURATION", length(None, cut.unit()))


def each(cut: Cut) -> Draft | None:
    """`every day`, `each July`, `every other week`, `once every four years`."""
    quant = cut.word("EACH").upper()
    if cut.has("ORDWORD", "ORDNUM") and cut.has("QUARTER"):
        return cut.draft("SET", f"XXXX-Q{cut.ordinal()}", quant=quant, mod=None) if cut.ordinal() <= 4 else None
    if cut.has("ORDWORD", "ORDNUM") and cut.has("UNIT"):
        return cut.draft("SET", length(float(cut.ordinal()), cut.unit()), quant=quant, mod=None)
    if cut.has("ORDNUM", "DAYNUM", "ORDWORD") and cut.has("MONTHNAME", "MONTHABBR"):
        dated = date_(Cut(cut.lexed, cut.first + 1, cut.last))
        return cut.draft("SET", dated.value, quant=quant, mod=None) if dated else None
    if cut.has("PARTOFDAY") and not cut.has("DAYNAME"):
        return cut.draft("SET", "XXXX-XX-XX" + cut.part(), quant="EVERY", mod=None)
    if cut.has("DAYNAME"):
        return cut.draft("SET", f"XXXX-WXX-{cut.weekday()}{cut.part()}", quant=quant, mod=None)
    if cut.has("SEASON"):
        return cut.draft("SET", f"XXXX-{cut.words.seasons[cut.word('SEASON')]}", quant=quant)
    if cut.has("MONTHNAME"):
        return cut.draft("SET", f"XXXX-{cut.month():02d}", quant=quant)
    amount = 2.0 if cut.has("OTHERS") else cut.count()
    freq = f"{cut.words.times_of[cut.word('ONCE')]}X" if cut.has("ONCE") else None
    return cut.draft("SET", length(amount, cut.unit()), quant=quant, freq=freq, mod=None)


def often(cut: Cut) -> Draft | None:
    """`twice a week`, `three times a year`, `three days each week`."""
    quant = cut.word("EACH").upper() or None
    per = cut.at("EACH", "PER") or max(i for i in range(cut.first, cut.last) if cut.lexed.letters[i] == PARTS["AN"])
    counted = cut.upto(per)
    if cut.has("ONCE"):
        freq = f"{cut.words.times_of[cut.word('ONCE')]}X"
    else:
        count, unit = counted.count(), "X" if counted.has("TIMES") else counted.unit().removeprefix("T")
        freq = f"{'X' if count is None else f'{count:g}'}{unit}"
    return cut.draft("SET", length(1.0, cut.unit()), quant=quant, freq=freq, mod=None)


_CLOSING = ("COMMA", "DOT", "PREP", "AND", "TO", "FROM")
"""What follows an adverb and not an adjective."""


def repeat(cut: Cut) -> Draft | None:
    """`daily`, `annually`, `the weekly fee`; but an `annual rate` and a `daily newspaper` are no repetition."""
    word, lists = cut.word("REPEAT"), cut.words.lists
    if cut.printed_as_name() or cut.after() in lists.rated:
        return None
    if word in lists.attributive and not cut.part_after(*_CLOSING) and cut.after() not in lists.repeated:
        return None
    return cut.draft("SET", cut.words.adverbs_of_repetition[cut.word("REPEAT")], quant="EVERY", mod=None)


def reference(cut: Cut) -> Draft | None:
    """`now`, `recently`, `the near future`, `in the past`."""
    if cut.has("REFERENCE"):
        return None if _is_no_time(cut) else cut.draft("DATE", cut.words.references[cut.word("REFERENCE")])
    if cut.has("CURRENT", "RECENT"):
        compared = cut.part_before("MORE", "LEAST")
        value = "PRESENT_REF" if cut.has("CURRENT") else "PAST_REF"
        return None if compared else cut.draft("DATE", value, name_like=True)
    if cut.has("FUTURE"):
        return None if cut.part_after("OF") else cut.draft("DATE", "FUTURE_REF")
    if cut.has("RELATIVE"):
        past = cut.word("RELATIVE") == "past" and cut.part_before("PREP", "OF") and not cut.part_after("UNIT", "UNITS")
        return cut.draft("DATE", "PAST_REF") if past else None
    if cut.has("PRESENT"):
        return cut.draft("DATE", "PRESENT_REF") if cut.has("THE") or cut.part_before("AT") else None
    return None


def _is_no_time(cut: Cut) -> bool:
    """`Now, …` that opens a thought, `now that`, `now-closed`, `as soon as`, `soon after`, `as recently as May`."""
    if cut.word("REFERENCE") == "now":
        opens = cut.lexed.printed(cut.first).istitle() and cut.part_after("COMMA")
        return opens or cut.after() == "that" or cut.part_after("HYPHEN")
    if cut.word("REFERENCE") == "soon" and cut.after() in ("after", "afterward", "afterwards"):
        return True
    return cut.before() == "as" and cut.after() == "as"


def atthetime(cut: Cut) -> Draft | None:
    """`at the moment`, `at this time`; `at that time` and `at the time` are past."""
    now = cut.has("THIS") or cut.lexed.word(cut.last - 1) == "moment"
    return cut.draft("DATE", "PRESENT_REF" if now and not cut.has("THAT") else "PAST_REF")
