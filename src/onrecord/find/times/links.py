"""What times say of their neighbours: ranges, a year said once for two dates, a clock time before its day.

`from Dec. 16 to Dec. 18, 2020`, `9 p.m. on May 4`, `two days before Christmas`, `the quarter ended Sept. 30`. What the
words alone settle is settled here; the rest is left to `when.settle` by `OpenTime.link`. Numeric dates get the order of
day and month that their article or its country has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from onrecord.find.times.cut import Draft, length
from onrecord.find.times.lex import Lexed, time_words
from onrecord.model import Article, OpenTime
from onrecord.timex import grain

__all__ = ["linked", "numeric_order", "ordered"]

_JOINTS = {
    "-": None,
    "–": None,
    "through": None,
    "thru": None,
    "to": "from",
    "until": "from",
    "till": "from",
    "and": "between",
}
"""What stands between the ends of a range, and the word before it that makes it one; None where none is needed."""
_SHARING = (*_JOINTS, "or")
"""What stands between two dates of which the second says the year of both."""
_BARE = ("to",)
"""Joints that years and months need no `from` before: `1990 to 1995`."""
LOOK_BACK = 4
"""Words before a range in which a verb of arranging says that something was moved from one day to the other."""
_COUNTED = ("after", "before")
_OWN_YEAR = re.compile(r"\d{4}(-\d\d){0,2}")


def linked(lexed: Lexed, drafts: Sequence[Draft]) -> list[Draft]:
    """The times of one paragraph, in text order, with what each says of the next."""
    found = list(drafts)
    for place in range(len(found) - 1):
        a, b = found[place], found[place + 1]
        gap = [lexed.word(i) for i in range(a.last, b.first)]
        if len(gap) <= 2:
            found[place], found[place + 1] = _pair(lexed, a, b, gap)
    return found


def _pair(lexed: Lexed, a: Draft, b: Draft, gap: Sequence[str]) -> tuple[Draft, Draft]:
    dated = b.type in ("DATE", "TIME")
    joint = gap[0] if len(gap) == 1 else ""
    if not dated:
        return a, b
    if joint in _JOINTS and _is_clock(a) and b.type == "TIME" and not _is_clock(b):
        return replace(a, link="next"), b
    if joint in _SHARING and a.type in ("DATE", "TIME"):
        ranged = _is_range(lexed, a, b, joint)
        a, b = _one_year(a, b, both_ways=ranged)
        return (replace(a, link="begin"), replace(b, link="end")) if ranged else (a, b)
    if b.value.endswith("_REF") or a.open is None:
        return _ended(a, gap), b
    if _is_clock(a) and [word for word in gap if word != ")"] in ([], ["on"], ["on", "the"]):
        return replace(a, link="next"), b
    if a.open.form == "event" and joint in (*_COUNTED, "of"):
        return replace(a, open=replace(a.open, form="beside"), link="next"), b
    return _ended(a, gap), b


def _is_clock(draft: Draft) -> bool:
    """Whether it is a time of day whose day is not said."""
    open_ = draft.open
    return open_ is not None and open_.form == "clock" and re.match(r"T\d", open_.pattern or "") is not None


def _is_range(lexed: Lexed, a: Draft, b: Draft, joint: str) -> bool:
    if joint not in _JOINTS or a.value.endswith("_REF"):
        return False
    before = [lexed.word(a.first - n) for n in range(1, LOOK_BACK + 1)]
    if set(before) & time_words().lists.arranging:
        return False
    opener = _JOINTS[joint]
    bare = joint in _BARE and _unit(a) == _unit(b) in ("Y", "M")
    return opener is None or before[0] == opener or bare


def _unit(draft: Draft) -> str | None:
    return draft.open.unit if draft.open is not None else grain(draft.value)


def _one_year(a: Draft, b: Draft, *, both_ways: bool) -> tuple[Draft, Draft]:
    """`March` and `May 2020`: the year that one of two days or months says is that of both, or the one beside it."""
    if _unit(a) != _unit(b) or _unit(a) not in ("D", "M"):
        return a, b
    if _yearless(a) and b.open is None and _OWN_YEAR.match(b.value):
        year = int(b.value[:4]) - (a.value[4:10] > b.value[4:10])
        return replace(a, value=f"{year:04d}{a.value[4:]}", open=None), b
    if both_ways and _yearless(b) and a.open is None and _OWN_YEAR.match(a.value):
        year = int(a.value[:4]) + (b.value[4:10] < a.value[4:10])
        return a, replace(b, value=f"{year:04d}{b.value[4:]}", open=None)
    return a, b


def _yearless(draft: Draft) -> bool:
    open_ = draft.open
    return (
        open_ is not None and open_.form == "nearest" and open_.amount is None
        and re.match(r"XXXX-\d\d", open_.pattern or "") is not None
    )  # fmt: skip


def _ended(a: Draft, gap: Sequence[str]) -> Draft:
    """`the quarter ended Sept. 30`, `the year ended June 30`, `the nine months ended in May`: told by the date."""
    if not gap or gap[0] not in ("ended", "ending", "to") or list(gap[1:]) not in ([], ["on"], ["in"]):
        return a
    if gap[0] == "to" and a.type == "DATE":
        return a
    if a.type == "DURATION" and a.open is None and (counted := re.fullmatch(r"P(\d+)([DWMY])", a.value)):
        return replace(a, open=OpenTime("ended", float(counted[1]), counted[2]), link="next")
    if a.type != "DATE" or a.open is None or a.open.amount != 0.0:
        return a
    if a.open.unit == "Q":
        return replace(a, open=OpenTime("ended", 1.0, "Q"), link="next")
    if a.open.unit in ("Y", "M", "W"):
        value = length(1.0, a.open.unit)
        return replace(a, type="DURATION", value=value, mod=None, open=OpenTime("ended", 1.0, a.open.unit), link="next")
    return a


# ------------------------------------------------------------------ numeric dates
def numeric_order(article: Article, drafts: Iterable[Draft]) -> str | None:
    """`dmy` or `mdy`, if every date of the article that is certain has it, or else if its country writes it so."""
    certain = {d.order for d in drafts if d.order in ("dmy", "mdy")}
    if certain:
        return certain.pop() if len(certain) == 1 else None
    lists = time_words().lists
    try:
        host = urlsplit(article.canonical_url or article.url or "").hostname or ""
    except ValueError:
        return None
    domain = host.rsplit(".", 1)[-1]
    return "dmy" if domain in lists.day_first else "mdy" if domain in lists.month_first else None


def ordered(draft: Draft, order: str | None) -> Draft:
    """A numeric date as `order` reads it; without one only its year is known."""
    if draft.order != "either" or order == "mdy":
        return draft
    year, month, day = draft.value[:10].split("-")
    return replace(draft, value=f"{year}-{day}-{month}" if order == "dmy" else f"{year}-XX-XX")
