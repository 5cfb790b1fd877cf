"""Builders for times and parts of the day: `3 p.m. EST Friday`, `half past two`, `last night`, `in the evening`."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.find.times.cut import UNKNOWN, Cut, Draft
from onrecord.find.times.days import date_

__all__ = ["barepart", "clock", "overnight", "part", "pastclock"]


def part(cut: Cut) -> Draft | None:
    """`last night`, `early this morning`, `that evening`."""
    from_text = cut.of_text() or cut.word("RELATIVE") == "next"
    if cut.has("THE") and cut.word("RELATIVE") in ("last", "past", "latest"):
        return None
    return cut.opened("previous" if from_text else "shift", cut.amount() or 0.0, "D", cut.part())


def clock(cut: Cut) -> Draft | None:
    """`3 p.m. EST Friday`, `noon`; bare figures (`at 10:30`) only after a preposition."""
    at = cut.at("CLOCK", "DAYNUM", "NUMWORD", "CLOCKNAME", "NUMBER", "YEARNUM")
    if at is None:
        return None
    if cut.has("PARTOFDAY") and cut.at("TODAY", "DAYNAME", "DAYABBR", "MONTHNAME", "MONTHABBR") is None:
        return _of_part(cut, _hours(cut.lexed.word(at), "", cut))
    name = cut.words.clock_names.get(cut.lexed.word(at))
    ampm = cut.word("AMPM").replace(".", "")
    if not name and not ampm and not cut.has("ZONE", "ZONEWORD") and not cut.part_before("AT", "PREP"):
        return None
    time = name or _hours(cut.lexed.word(at), ampm, cut)
    if not time:
        return None
    if cut.word("ZONE") in ("gmt", "utc"):
        time += "Z"
    rest = Cut(cut.lexed, at + (2 if ampm else 1), cut.last)
    if rest.has("MONTHNAME", "MONTHABBR"):
        dated = date_(rest, "T" + time)
    elif rest.has("DAYNAME", "DAYABBR"):
        dated = rest.opened("nearest", None, "D", f"XXXX-WXX-{rest.weekday()}T{time}")
    elif rest.has("TODAY"):
        dated = rest.opened("shift", float(cut.words.deictic_days[rest.word("TODAY")]), "D", "T" + time)
    else:
        dated = rest.opened("clock", 0.0, "D", "T" + time)
    return replace(dated, first=cut.first, last=cut.last, type="TIME", mod=cut.length_mod()) if dated else None


def pastclock(cut: Cut) -> Draft | None:
    """`half past two`, `ten minutes to three in the afternoon`."""
    joint = cut.at("TO", "RELATIVE") or cut.first
    if cut.has("RELATIVE") and cut.word("RELATIVE") != "past":
        return None
    minutes = 30.0 if cut.has("HALF") else cut.upto(joint).count()
    hour = _hours(cut.lexed.word(joint + 1), cut.word("AMPM").replace(".", ""), cut)
    told = cut.has("HALF", "CLOCKUNITS", "PARTOFDAY", "AMPM") or cut.part_before("AT")
    if minutes is None or not 1 <= minutes < 60 or hour is None or hour[3:] != "00" or not told:
        return None
    h, m = (int(hour[:2]) - 1) % 24 if cut.has("TO") else int(hour[:2]), int(60 - minutes if cut.has("TO") else minutes)
    return _of_part(cut, f"{h:02d}:{m:02d}")


def _of_part(cut: Cut, time: str | None) -> Draft | None:
    """The `time` of a clock of twelve hours, in the part of the day that the match names."""
    if time is None:
        return None
    hour = int(time[:2])
    if hour < 12 and (cut.part() in ("TAF", "TEV") or (cut.part() == "TNI" and hour >= 6)):
        time = f"{hour + 12}{time[2:]}"
    mod = cut.words.length_mods.get(cut.word("ABOUT"))
    return cut.opened("clock", 0.0, "D", "T" + time, mod=mod)


def overnight(cut: Cut) -> Draft | None:
    """`overnight`, told of what happened; the word leaves open which night. `Overnight mail` is no time."""
    told = cut.last == len(cut.lexed.letters) or cut.part_after("COMMA", "DOT", "PREP", "AND", "TO", "FROM", "AFTER")
    return cut.draft("TIME", UNKNOWN["D"] + "TNI") if told else None


def barepart(cut: Cut) -> Draft | None:
    """`in the evening`: of the day last spoken of."""
    if cut.before() not in ("in", "during", "through", "throughout", "into") or cut.word("PARTOFDAY").endswith("s"):
        return None
    return cut.opened("clock", 0.0, "D", cut.part())


_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?|(\d\d)(\d\d)")


def _hours(word: str, ampm: str, cut: Cut) -> str | None:
    found = _CLOCK.fullmatch(word if word[0].isdecimal() else str(cut.words.numbers.get(word, 99)))
    if found is None:
        return None
    h, m = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    if h > 24 or m > 59 or (ampm in ("am", "pm") and not 1 <= h <= 12):
        return None
    if ampm == "pm" and h < 12:
        h += 12
    if ampm == "am" and h == 12:
        h = 0
    return f"{h:02d}:{m:02d}"
