"""The dates that a question names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.timex import edtf_of
from onrecord.words import load

__all__ = ["dated"]

_WORD = re.compile(r"[^\W\d_]+|\d")
_OPEN = re.compile(r"XXXX-(?!XX)")


@dataclass(frozen=True, slots=True)
class DateWords:
    """Words of dates in `words/times.toml`."""

    months: dict[str, int]
    months_short: dict[str, int]
    numbers: dict[str, int]
    tens: dict[str, str]
    holidays: dict[str, str]


def dated(text: str) -> Iterator[tuple[int, int, str]]:
    """The dates in `text`, from left to right: first character, character after the last, date.

    A date is EDTF, or TIMEX3 with X for an open year (`XXXX-06-18`). A time of day alone is none, nor is what hangs on
    the day of the question (`yesterday`).
    """
    if not any(word.isdigit() or word.lower() in _words() for word in _WORD.findall(text)):
        return
    from onrecord.find.times.cut import Cut  # the tagger of dates takes a while to import
    from onrecord.find.times.grammar import grammar, passages
    from onrecord.find.times.lex import lex
    from onrecord.find.times.values import BUILDERS

    lexed = lex(text)
    for passage in passages().finditer(lexed.letters):
        place = passage.start()
        while match := grammar().search(lexed.letters, place, passage.end()):
            draft = BUILDERS[match.lastgroup or ""](Cut(lexed, match.start(), match.end()))
            place = match.start() + 1
            if draft is None or draft.no_time or draft.type not in ("DATE", "TIME") or "W" in draft.value:
                continue
            start, end = lexed.start(draft.first), lexed.end(draft.last - 1)
            day = draft.value.partition("T")[0]
            date = edtf_of(draft.value, draft.mod) or (day if _OPEN.match(day) else None)
            if date and not (draft.name_like and text[start].islower()):  # `may`, `march` in small letters are verbs
                yield start, end, date
                place = max(draft.last, place)


@cache
def _words() -> frozenset[str]:
    """Words of which a date has one, or a figure."""
    lists = load("times", DateWords)
    days = (word for name in lists.holidays for word in name.split())
    return frozenset([*lists.months, *lists.months_short, *lists.numbers, *lists.tens, *days])
