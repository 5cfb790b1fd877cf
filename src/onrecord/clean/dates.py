"""Dates as metadata writes them, into EDTF. Only fixed formats are read, and a date that two readings fit is no date.

Known: ISO 8601 and its usual variants, RFC 822 and `ctime`, Unix time in seconds or milliseconds, `October 21, 2021`,
`21 Oct 2021`, and number dates whose order is certain. The day is the one printed: a time's zone does not move it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from onrecord.edtf import bounds
from onrecord.errors import QueryError
from onrecord.words import load

__all__ = ["Metadata", "date_in_url", "month_pattern", "parse_date", "parse_moment", "printed_date"]

FIRST_YEAR, LAST_YEAR = 1600, 2199
"""Newspapers begin in 1605; a year after the second is a mistake of the page's."""


@dataclass(frozen=True, slots=True)
class PageNames:
    """The names of a web page's meta elements, by field."""

    title: tuple[str, ...]
    site: tuple[str, ...]
    other_site: tuple[str, ...]
    author: tuple[str, ...]
    published: tuple[str, ...]
    updated: tuple[str, ...]
    section: tuple[str, ...]
    description: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Metadata:
    """The lists of `words/metadata.toml`."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    tracking: tuple[str, ...]
    no_author: tuple[str, ...]
    desks: frozenset[str]
    outlet_words: frozenset[str]
    particles: frozenset[str]
    page: PageNames


_ISO = re.compile(r"(\d{4})-(\d\d?)(?:-(\d\d?))?(?:(?:T|t|\s+|\s*,\s*)\d\d?:\d.*|\+\d\d:?\d\d|Z)?\Z", re.DOTALL)
_DIGITS = re.compile(r"(\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:T?\d{4}(?:\d\d)?Z?)?\Z")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d\d?)[/.](\d\d?)(?:[ T]\d\d?:\d.*)?\Z", re.DOTALL)
_YEAR_LAST = re.compile(r"(\d\d?)([/.-])(\d\d?)\2(\d{4})(?:[ ,T]+\d\d?:\d.*)?\Z", re.DOTALL)
_EPOCH = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.\d+)?\Z")
_YEAR = re.compile(r"(\d{4})\Z")


def parse_date(value: str) -> str | None:
    """The EDTF date that the metadata value `value` states for certain, to the day unless it says less; else None."""
    value = value.strip()
    if not value or len(value) > 80:
        return None
    for pattern in (_ISO, _DIGITS, _YEAR_FIRST):
        if found := pattern.match(value):
            return _edtf(found[1], found[2], found[3])
    if found := _YEAR_LAST.match(value):
        return _year_last(int(found[1]), int(found[3]), int(found[4]), found[2])
    if found := _EPOCH.match(value):
        day = datetime.fromtimestamp(int(found[1]), UTC).date()
        return day.isoformat() if 1995 <= day.year <= LAST_YEAR else None
    if found := _YEAR.match(value):
        return value if FIRST_YEAR <= int(value) <= LAST_YEAR else None
    return _worded(value) or _already_edtf(value)


_TIME = re.compile(r"(\d\d?):(\d\d)(?::(\d\d))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?(?![\d:])", re.IGNORECASE)
_AFTERNOON = re.compile(r"\s*([ap])\.?m\b", re.IGNORECASE)


def parse_moment(value: str) -> str | None:
    """As `parse_date`, but with the time of day and zone that `value` prints, in EDTF: `2021-10-21T23:30:00-04:00`."""
    day = parse_date(value)
    if day is None or len(day) != 10:
        return day
    if _EPOCH.match(value.strip()):
        moment = datetime.fromtimestamp(int(value.strip()[:10].split(".")[0]), UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.date().isoformat() == day else day
    found = _TIME.search(value)
    if not found:
        return day
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    half = _AFTERNOON.match(value, found.end())
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half[1].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return day
    return f"{day}T{hour:02d}:{minute:02d}:{second:02d}{_zone(found[4])}"


def _zone(printed: str | None) -> str:
    if printed is None:
        return ""
    if printed[0] not in "+-":
        return "Z"
    digits = printed[1:].replace(":", "")
    return f"{printed[0]}{digits[:2]}:{digits[2:]}" if int(digits[:2]) <= 14 and int(digits[2:]) <= 59 else ""


def _already_edtf(value: str) -> str | None:
    """`value` if it is EDTF beyond a plain date, as an exported record writes what it worked out."""
    if not re.fullmatch(r"[\dX~?%/.-]{4,30}", value):
        return None
    try:
        bounds(value)
    except QueryError:
        return None
    return value


def _edtf(year: str | int, month: str | int, day: str | int | None) -> str | None:
    try:
        known = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    if not FIRST_YEAR <= known.year <= LAST_YEAR or known == date(1970, 1, 1):
        return None  # the second is what programs write for no date
    return known.isoformat() if day else f"{known.year:04d}-{known.month:02d}"


def _year_last(first: int, second: int, year: int, mark: str) -> str | None:
    """`13/10/2021` has one reading, `03/04/2021` two; with dots the day is always first."""
    if mark == "." or first > 12 or first == second:
        return _edtf(year, second, first)
    return _edtf(year, first, second) if second > 12 else None


# ---------------------------------------------------------------- months in words
@cache
def _month_numbers() -> dict[str, int]:
    words = load("metadata", Metadata)
    numbers = {name: i for i, name in enumerate(words.months, 1)}
    return numbers | {name: i for i, name in enumerate(words.short_months, 1)} | {"sept": 9}


@cache
def month_pattern() -> str:
    """A pattern of all months' names, long and short, with or without a full stop."""
    return "(?:" + "|".join(sorted(_month_numbers(), key=len, reverse=True)) + r")\b\.?"


@cache
def _worded_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    weekday = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
    month = f"({month_pattern()})"
    day = r"(\d\d?)(?:st|nd|rd|th)?"
    clock = r"(?:\d\d:\d\d:\d\d\s+)?(?:[A-Z]{3,4}\s+)?"
    return (
        re.compile(rf"{weekday}{month}\s+{day},?\s+{clock}(\d{{4}})\b", re.IGNORECASE),
        re.compile(rf"{weekday}{day}(?:\s+of)?[\s-]+{month},?[\s-]+(\d{{4}})\b", re.IGNORECASE),
    )


_CLOCK = re.compile(r"[\s,|]*(?:at\s+)?(?:\d\d?[:.]\d\d.*|[ap]\.?m.*|\+\d{4}|[A-Z]{2,4})?\Z", re.DOTALL)


def _worded(value: str) -> str | None:
    """The date in words that `value` begins with; what follows may be a time only."""
    found = printed_date(value)
    if not found or found[0] > 0 or not _CLOCK.match(value[found[1] :]):
        return None
    return found[2]


def printed_date(text: str) -> tuple[int, int, str] | None:
    """The first full date in words in `text`, as `(start, end, EDTF)`."""
    month_first, day_first = _worded_patterns()
    found = [
        (m.start(), m.end(), _edtf(m[3], _number(m[a]), m[b]))
        for pattern, a, b in ((month_first, 1, 2), (day_first, 2, 1))
        if (m := pattern.search(text))
    ]
    return min(((s, e, d) for s, e, d in found if d), default=None)


def _number(month: str) -> int:
    return _month_numbers()[month.lower().rstrip(".")]


# ---------------------------------------------------------------- addresses
_PATH_DATES = (
    re.compile(r"/((?:19|20)\d\d)/(\d\d?)/(\d\d?)(?=[/_.-]|\Z)"),
    re.compile(r"[/_-]((?:19|20)\d\d)-(\d\d)-(\d\d)(?=[/_.-]|\Z)"),
    re.compile(r"[/_-]((?:19|20)\d\d)(\d\d)(\d\d)(?=[/_.-]|\Z)"),
)
_PATH_MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/(?=[^/]*[^\W\d_]{2})")
"""A month is one of two digits, with an article's name behind it."""


def date_in_url(url: str) -> str | None:
    """The day in the path of an article's address (`/2021/10/21/`, `/2021/oct/21/`, `-2021-10-21`), else its month."""
    path = url.split("?", 1)[0].split("#", 1)[0]
    for pattern in _PATH_DATES:
        if found := pattern.search(path):
            return _edtf(found[1], found[2], found[3])
    if found := re.search(rf"/((?:19|20)\d\d)/({month_pattern()})/(\d\d?)(?=[/_.-]|\Z)", path, re.IGNORECASE):
        return _edtf(found[1], _number(found[2]), found[3])
    found = _PATH_MONTH.search(path)
    return _edtf(found[1], found[2], None) if found else None
