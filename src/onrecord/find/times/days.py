"""Builders for days and times of day: `Thursday, Dec. 2`, `3 p.m. EST Friday`, `yesterday morning`, `Easter`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.find.times.cut import UNKNOWN, Cut, Draft
from onrecord.find.times.lex import PARTS
from onrecord.model import OpenTime
from onrecord.timex import holiday as day_of_holiday

__all__ = ["clock", "date_", "dayspan", "holiday", "iso", "part", "slashed", "today", "weekday", "weekdays"]


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
    """Month first, as American news writes it, unless that is impossible; what could be either is marked uncertain."""
    text = cut.word("SLASHED")
    mark = "/" if "/" in text else "." if "." in text else "-"
    a, b, year = (int(n) for n in text.split(mark))
    if year < 100:
        year += 1900 if year >= 60 else 2000
    month, day = (b, a) if a > 12 or mark == "." else (a, b)
    return _day(cut, f"{year:04d}-{month:02d}-{day:02d}", uncertain=a <= 12 and b <= 12 and a != b and mark != ".")


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
    day = int("".join(c for c in cut.lexed.printed(near[-1]) if c.isdigit())) if near else 0
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
    return cut.opened("nearest", None, "D", pattern + part)


def dayspan(cut: Cut) -> Draft | None:
    """The first day of `Dec. 16-18`."""
    hyphen = cut.at("HYPHEN")
    year = cut.year()
    first = cut.upto(hyphen or cut.last)
    draft = date_(first)
    if draft and year and draft.open:
        return first.draft("DATE", year + draft.value[4:])
    return draft


def weekday(cut: Cut) -> Draft | None:
    """`Friday`, `next Tuesday night`; an abbreviation only where something says that it is one (`Sun` shines too)."""
    told = cut.has("DOT", "PARTOFDAY") or cut.part_before("PREP", "COMMA", "RELATIVE")
    if cut.at("DAYABBR") == cut.first and not told:
        return None
    amount = cut.amount()
    part = cut.part()
    if amount is None and cut.before() in ("every", "each"):
        return None
    return cut.opened("nearest", amount, "D", f"XXXX-WXX-{cut.weekday()}{part}", name_like=amount is None)


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


def part(cut: Cut) -> Draft | None:
    """`last night`, `early this morning`, `that evening`."""
    from_text = cut.of_text() or cut.word("RELATIVE") == "next"
    return cut.opened("previous" if from_text else "shift", cut.amount() or 0.0, "D", cut.part())


def holiday(cut: Cut) -> Draft | None:
    """The longest holiday name that begins here, with its year if one follows."""
    start = cut.at("HOLIDAY")
    lexed = cut.lexed
    if start is None:
        return None
    for end in range(min(start + 6, len(lexed.spans)), start, -1):
        rule = cut.words.holidays.get(lexed.slice(start, end))
        if rule:
            whole = Cut(lexed, cut.first, end)
            year = lexed.printed(end) if lexed.letters[end : end + 1] == PARTS["YEARNUM"] else None
            if year:
                day = day_of_holiday(rule, int(year))
                return Cut(lexed, cut.first, end + 1).draft("DATE", day.isoformat()) if day else None
            open_ = OpenTime("holiday", cut.amount(), "D", None, rule)
            return whole.draft("DATE", f"XXXX-{rule}" if len(rule) == 5 else UNKNOWN["D"], open=open_)
    return None


# ------------------------------------------------------------------ clock times
def clock(cut: Cut) -> Draft | None:
    """`3 p.m. EST Friday`, `noon`; bare figures (`at 10:30`) only after a preposition."""
    at = cut.at("CLOCK", "DAYNUM", "NUMWORD", "CLOCKNAME")
    if at is None:
        return None
    name = cut.words.clock_names.get(cut.lexed.word(at))
    ampm = cut.word("AMPM").replace(".", "")
    if not name and not ampm and not cut.has("ZONE") and not cut.part_before("AT", "PREP"):
        return None
    time = name or _hours(cut.lexed.word(at), ampm, cut)
    if not time:
        return None
    rest = Cut(cut.lexed, at + (2 if ampm else 1), cut.last)
    if rest.has("MONTHNAME", "MONTHABBR"):
        dated = date_(rest, "T" + time)
    elif rest.has("DAYNAME", "DAYABBR"):
        dated = rest.opened("nearest", None, "D", f"XXXX-WXX-{rest.weekday()}T{time}")
    elif rest.has("TODAY"):
        dated = rest.opened("shift", float(cut.words.deictic_days[rest.word("TODAY")]), "D", "T" + time)
    elif cut.after() == "on" and cut.lexed.letters[cut.last + 1 : cut.last + 2] == PARTS["DAYNAME"]:
        weekday_ = Cut(cut.lexed, cut.last + 1, cut.last + 2).weekday()
        dated = rest.opened("nearest", None, "D", f"XXXX-WXX-{weekday_}T{time}")
    else:
        dated = rest.opened("clock", 0.0, "D", "T" + time)
    return replace(dated, first=cut.first, last=cut.last, type="TIME", mod=cut.length_mod()) if dated else None


def _hours(word: str, ampm: str, cut: Cut) -> str | None:
    hour, _, minute = (word if word[0].isdigit() else str(cut.words.numbers.get(word, 99))).partition(":")
    h, m = int(hour), int(minute[:2] or 0)
    if h > 24 or m > 59 or (ampm in ("am", "pm") and not 1 <= h <= 12):
        return None
    if ampm == "pm" and h < 12:
        h += 12
    if ampm == "am" and h == 12:
        h = 0
    return f"{h:02d}:{m:02d}"
