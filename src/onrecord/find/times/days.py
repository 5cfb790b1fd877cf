"""Builders for days: `Thursday, Dec. 2`, `yesterday morning`, `the first Monday in May`, `Easter`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.find.times.cut import UNKNOWN, Cut, Draft, full_year
from onrecord.find.times.lex import PARTS
from onrecord.model import OpenTime
from onrecord.timex import holiday as day_of_holiday
from onrecord.timex import value_of

__all__ = [
    "date_", "dayspan", "eve", "fromday", "holiday", "iso", "nthday", "ofweek", "ordday", "slashed", "spanday", "today",
    "weekday", "weekdays", "weekof", "weeksback",
]  # fmt: skip


LONGEST_NAME = 8
"""Tokens of the longest name of a holiday: `Martin Luther King Jr. Day`, `New Year's Eve`."""
EVE_OF = 4
"""Words after `the eve of` within which it must be said of what."""
_DAYS = {PARTS[p] for p in ("MONTHNAME", "MONTHABBR", "DAYNAME", "HOLIDAY", "ISO", "SLASHED")}
_LONGEST_MONTH = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


# ------------------------------------------------------------------ days
def iso(cut: Cut) -> Draft | None:
    """`2021-10-21`."""
    text = cut.lexed.printed(cut.first)
    return _day(cut, text[:16])


def _day(cut: Cut, value: str, **fields: object) -> Draft | None:
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return None
    return cut.draft("TIME" if "T" in value else "DATE", value, **fields)


def slashed(cut: Cut) -> Draft | None:
    """As it is written month first; `order` says whether that is certain, `links` settles what could be either."""
    text = cut.word("SLASHED")
    mark = "/" if "/" in text else "." if "." in text else "-"
    a, b, year = (int(n) for n in text.split(mark))
    if year < 100:
        year = int(full_year(f"{year:02d}"))
    month, day = (b, a) if a > 12 or mark == "." else (a, b)
    either = a <= 12 and b <= 12 and a != b and mark != "."
    order = "either" if either else None if a == b or mark == "." else "dmy" if a > 12 else "mdy"
    return _day(cut, f"{year:04d}-{month:02d}-{day:02d}", order=order)


def _month_day(cut: Cut) -> tuple[int, int] | None:
    """Month and day of the month."""
    at = cut.at("DAYNUM", "ORDNUM") if not cut.has("ORDWORD") else None
    month_at = cut.at("MONTHNAME", "MONTHABBR")
    if month_at is None:
        return None
    if at is None:
        return cut.month(), cut.ordinal()
    near = [i for i in range(max(cut.first, month_at - 3), min(cut.last, month_at + 4))
            if cut.lexed.letters[i] in (PARTS["DAYNUM"], PARTS["ORDNUM"])]  # fmt: skip
    day = int("".join(c for c in cut.lexed.printed(near[-1]) if c.isdecimal())) if near else 0
    return (cut.month(), day) if 1 <= day <= 31 else None


def date_(cut: Cut, clock: str = "") -> Draft | None:
    """A month and a day, with whatever of weekday, year and part of the day stands with them."""
    found = _month_day(cut)
    if not found:
        return None
    month, day = found
    part = cut.part() or clock
    year = cut.year()
    if year:
        return _day(cut, f"{year}-{month:02d}-{day:02d}{part}")
    if day > _LONGEST_MONTH.get(month, 31):
        return None
    pattern = f"XXXX-{month:02d}-{day:02d}"
    weekday = cut.weekday()
    if weekday:
        return cut.opened("weekday", weekday, "Y", pattern + part)
    return cut.opened("nearest", cut.amount() or None, "D", pattern + part)


def weekof(cut: Cut) -> Draft | None:
    """`the week of May 4`, `the weekend of Oct. 9`: the one that holds that day."""
    unit = cut.unit()
    day = date_(Cut(cut.lexed, cut.first + 3, cut.last))
    if unit not in ("W", "WE") or day is None:
        return None
    if day.open is None:
        return cut.draft("DATE", value_of(date.fromisoformat(day.value), unit))
    return cut.opened("holding", day.open.amount, unit, day.open.pattern or "")


def dayspan(cut: Cut) -> Draft | None:
    """`Dec. 16-18` and `from Dec. 16 to 18`: two days. Other numbers after a date belong to something else."""
    joint = cut.at("HYPHEN", "TO", "AND") or cut.last
    first, rest = cut.upto(joint), Cut(cut.lexed, joint + 1, cut.last)
    opener = {PARTS["TO"]: "from", PARTS["AND"]: "between"}.get(cut.lexed.letters[joint])
    if opener is not None and cut.before() != opener:
        return date_(first)
    draft, month = date_(first), cut.month()
    last_day = int(cut.lexed.printed(joint + 1))
    year = cut.year()
    if draft is None or last_day > _LONGEST_MONTH.get(month, 31):
        return draft
    end = f"-{month:02d}-{last_day:02d}"
    if year:
        second = rest.draft("DATE", year + end)
        return replace(first.draft("DATE", year + draft.value[4:]), also=second)
    return replace(draft, also=rest.opened("nearest", None, "D", "XXXX" + end))


def spanday(cut: Cut) -> Draft | None:
    """The first day of `4-6 June 2019` and `from 4 to 6 June`."""
    letters, at = cut.lexed.letters, cut.last
    opener = {PARTS["TO"]: "from", PARTS["AND"]: "between"}.get(letters[at])
    if opener is not None and cut.before() != opener:
        return None
    day = int(cut.lexed.printed(cut.first))
    month = Cut(cut.lexed, at + 1, min(at + 5, len(letters))).month()
    return (
        cut.opened("nearest", None, "D", f"XXXX-{month:02d}-{day:02d}")
        if day <= _LONGEST_MONTH.get(month, 31)
        else None
    )


def ordday(cut: Cut) -> Draft | None:
    """`on the 21st`, with nothing after it that it could be the 21st of."""
    follows = cut.last >= len(cut.lexed.letters) or cut.part_after("COMMA", "DOT", "AND", "PREP")
    number = cut.ordinal()
    if cut.before() not in ("on", "until", "till", "by", "since") or not follows or not 1 <= number <= 31:
        return None
    return cut.opened("nearest", None, "D", f"XXXX-XX-{number:02d}")


def eve(cut: Cut) -> Draft | None:
    """`the eve` of a date or of a happening that can be dated: the day before it."""
    following = range(cut.last + 1, min(cut.last + 1 + EVE_OF, len(cut.lexed.spans)))
    dated = any(cut.lexed.letters[i] in _DAYS for i in following)
    kinds = cut.words.happenings.values()
    if not dated and not any(cut.lexed.word(i) in forms for i in following for forms in kinds):
        return None
    return cut.opened("event", -1.0, "D", "")


def fromday(cut: Cut) -> Draft | None:
    """`a week from Friday`, `a week ago Tuesday`: so long after the next one, before the last one."""
    weekday_, counted = cut.at("DAYNAME", "DAYABBR") or cut.first, cut.at("AGO", "FROM") or cut.first
    stated = cut.upto(counted)
    amount, unit = stated.count(), stated.unit()
    if amount is None or unit != "W":
        return None
    day = Cut(cut.lexed, weekday_, cut.last).weekday()
    return cut.opened("weeksfrom", -amount if cut.has("AGO") else amount, "D", f"XXXX-WXX-{day}")


def weeksback(cut: Cut) -> Draft | None:
    """`three Fridays ago`."""
    count, day = cut.count(), cut.words.weekdays[cut.word("DAYNAMES").removesuffix("s")]
    return cut.opened("weeksfrom", 1.0 - count, "D", f"XXXX-WXX-{day}") if count and count >= 2 else None


def weekday(cut: Cut) -> Draft | None:
    """`Friday`, `next Tuesday night`; an abbreviation only where something says that it is one (`Sun` shines too)."""
    told = cut.has("DOT", "PARTOFDAY") or cut.part_before("PREP", "COMMA", "RELATIVE")
    if cut.at("DAYABBR") == cut.first and not told:
        return None
    amount = cut.amount()
    part = cut.part()
    if amount is None and cut.before() in ("every", "each"):
        return None
    if cut.word("PARTOFDAY").endswith("s") or _each_too(cut):
        return cut.draft("SET", f"XXXX-WXX-{cut.weekday()}{part}", quant="EVERY", mod=None)
    return cut.opened("nearest", amount, "D", f"XXXX-WXX-{cut.weekday()}{part}", name_like=amount is None)


def _each_too(cut: Cut) -> bool:
    """Whether it is the second day of `every Monday and Friday`."""
    before = cut.lexed.letters[max(0, cut.first - 3) : cut.first]
    return before == PARTS["EACH"] + PARTS["DAYNAME"] + PARTS["AND"] and cut.last - cut.first == 1


def ofweek(cut: Cut) -> Draft | None:
    """`Monday of last week`, `Friday night this week`; of another unit (`Monday last month`) only the day."""
    relative = cut.at("THIS", "RELATIVE") or cut.last
    amount = cut.amount()
    if cut.unit() != "W" or amount is None:
        return weekday(cut.upto(relative - (cut.lexed.letters[relative - 1] == PARTS["OF"])))
    if cut.of_text():
        return cut.draft("DATE", UNKNOWN["D"])
    return cut.opened("ofweek", amount, "D", f"XXXX-WXX-{cut.weekday()}{cut.part()}")


def nthday(cut: Cut) -> Draft | None:
    """`the first Monday in May`, `the last Friday of 2019`; with no month it is known only to somebody who counts."""
    which = 5 if cut.has("RELATIVE") else cut.ordinal()
    if cut.has("RELATIVE") and cut.word("RELATIVE") != "last":
        return None
    day = cut.at("DAYNAME") or cut.first
    if cut.has("EACH"):
        monthly = cut.unit() == "M"
        return cut.draft("SET", "P1M", quant="EVERY", mod=None) if monthly else cut.draft("DATE", "", no_time=True)
    if not cut.has("MONTHNAME", "MONTHABBR") or cut.lexed.word(day + 1) not in ("in", "of") or not 1 <= which <= 5:
        return cut.upto(day + 1).draft("DATE", "", no_time=True)
    rule, year = f"{cut.month():02d}-{cut.weekday()}-{which}", cut.year()
    if year is None:
        return cut.draft("DATE", UNKNOWN["D"], open=OpenTime("holiday", None, "D", None, rule))
    found = day_of_holiday(rule, int(year))
    return cut.draft("DATE", found.isoformat()) if found else None


def weekdays(cut: Cut) -> Draft | None:
    """`Mondays`: every one of them."""
    day = cut.words.weekdays[cut.word("DAYNAMES").removesuffix("s")]
    part = cut.part()
    return cut.draft("SET", f"XXXX-WXX-{day}{part}", quant="EVERY")


def today(cut: Cut) -> Draft | None:
    """`today`, `yesterday morning`, `tonight`."""
    word = cut.word("TODAY")
    if cut.printed_as_name():
        return None
    part = cut.part() or ("TNI" if word == "tonight" else "")
    bare = cut.last - cut.first == 1
    return cut.opened("shift", float(cut.words.deictic_days[word]), "D", part, name_like=bare)


def holiday(cut: Cut) -> Draft | None:
    """The longest holiday name that begins here, with its year if one follows."""
    start = cut.at("HOLIDAY", "ALL", "MONTHNAME")
    lexed = cut.lexed
    if start is None:
        return None
    for end in range(min(start + LONGEST_NAME, len(lexed.spans)), start, -1):
        rule = cut.words.holidays.get(lexed.slice(start, end))
        if rule is not None:
            if cut.has("EACH"):
                value = f"XXXX-{rule}" if len(rule) == 5 else UNKNOWN["D"]
                return Cut(lexed, cut.first, end).draft("SET", value, quant=cut.word("EACH").upper(), mod=None)
            if not rule:
                return Cut(lexed, cut.first, end).draft("DATE", UNKNOWN["M"])
            whole = Cut(lexed, cut.first, end)
            year = lexed.printed(end) if lexed.letters[end : end + 1] == PARTS["YEARNUM"] else None
            if year:
                day = day_of_holiday(rule, int(year))
                return Cut(lexed, cut.first, end + 1).draft("DATE", day.isoformat()) if day else None
            open_ = OpenTime("holiday", cut.amount(), "D", None, rule)
            return whole.draft("DATE", f"XXXX-{rule}" if len(rule) == 5 else UNKNOWN["D"], open=open_)
    if cut.has("MONTHNAME"):
        return cut.opened("nearest", cut.amount(), "M", f"XXXX-{cut.month():02d}", name_like=True)
    return None
