"""What an article's own words say of when it was published.

* a **floor**: it tells, in the past tense, of something dated, so it is not older than that;
* a **ceiling**: something dated is still ahead of it (`will open in May 2021`), so it is not younger than that;
* a **gap**: nobody tells, in the past, of `June 18` in the month before that day comes round again, nor of one ahead in
  the month after it; for a month named without its year it is the month before, or the one after;
* a **day**: `on Thursday, December 2` is news for some days; the weekday leaves one year in five or six, and the other
  clues say which.

A clue is the days that it allows and the words that say so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from onrecord.edtf import Bounds, bounds, common, precision
from onrecord.errors import QueryError
from onrecord.join.coverage import Coverage
from onrecord.join.stamps import stamps
from onrecord.model import Findings, StatedTime
from onrecord.span import Cover, Span
from onrecord.when import years_of
from onrecord.words import load

__all__ = [
    "FRESH", "STILL_BARE", "Clue", "DatingWords", "Pending", "ceilings", "come", "days_to", "floors", "fresh",
    "from_day", "gaps", "quoted_times", "shifted", "words",
]  # fmt: skip

FRESH = 6
"""Days after a named weekday, or a weekday with its date, for which an article still names it so: the seventh is that
weekday again."""

REACH = 2 * 366
"""Days between the latest date an article tells of and the one that a weekday puts it on. Weekday and date fall
together every five or six years, so only one year is in reach."""

STILL_BARE = 330
"""Days after which a past day is no longer named without its year: eleven months, before it comes round again."""

LOOK_BACK = 20
"""Characters before a time that are searched for the word before it."""

MONTH = 28
"""The same for a month of the year: days that are in the month before it, or the one after, whichever it is."""

COMES_ROUND = 365 - STILL_BARE
"""Days before a day of the year in which it is not named without its year as past, or after it as ahead."""


@dataclass(frozen=True, slots=True)
class Clue:
    """Days on which an article may have been published, and the words that say so."""

    days: Bounds
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Pending:
    """Verbs and nouns for a step that a writer has open: `press charges`, `face trial`."""

    verbs: tuple[str, ...]
    nouns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatingWords:
    """The lists of `words/dating.toml`."""

    ahead: tuple[str, ...]
    present: tuple[str, ...]
    planned: tuple[str, ...]
    at: frozenset[str]
    up_to: frozenset[str]
    of: frozenset[str]
    aftermath: frozenset[str]
    open: tuple[str, ...]
    pending: dict[str, Pending]


def words() -> DatingWords:
    """The words of `words/dating.toml`."""
    return load("dating", DatingWords)


def from_day(day: date) -> Bounds:
    """That day and all after it."""
    return Bounds(day, date.max)


def days_to(day: date) -> Bounds:
    """That day and all before it."""
    return Bounds(date.min, day)


def shifted(day: date, days: int) -> date:
    """`day` moved by so many days, to the ends of the calendar at most."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def quoted_times(findings: Findings) -> frozenset[Span]:
    """The times that stand in somebody's own words: they are seen from when these were said."""
    said = Cover(s for q in findings.quotations if q.type == "direct" for s in q.content)
    return frozenset(t.span for t in findings.times if t.span.start in said)


def come(coverage: Coverage, article: str) -> frozenset[Span]:
    """The times that something is told to have happened at, in an article's own words: they have come.

    The parse must tie the time to a verb: `they called for a rally on May 14` says nothing of whether it was held.
    """
    findings = coverage.findings[article]
    quoted = quoted_times(findings)
    text = coverage.articles[article].text
    other = words().up_to | words().of
    told = (e for e in findings.events if e.modality == "actual" and e.tense == "past" and not (e.noun or e.quoted))
    return frozenset(s for e in told for s in e.times if s not in quoted and _before(text, s) not in other)


def _before(text: str, time: Span) -> str:
    """The word before a time, in lower case."""
    return (text[max(0, time.start - LOOK_BACK) : time.start].split() or [""])[-1].lower()


# ------------------------------------------------------------------ floors and ceilings
def floors(times: Sequence[StatedTime], come: Collection[Span]) -> Iterator[Clue]:
    """The dates written out at which something is told to have happened.

    One that may be a stamp of the page, of an update or of a reader's comment is none.
    """
    stamped = stamps(times)
    for time in times:
        if not time.edtf or not time.open or time.span not in come or time.type != "DATE":
            continue
        own = time.open.form == "explicit" or (time.open.form == "within-same" and time.anchor == "previous")
        if own and time.span not in stamped and precision(time.edtf) not in ("decade", "century"):
            yield Clue(from_day(bounds(time.edtf).first), (time.span,))


def ceilings(coverage: Coverage, article: str, times: Iterable[StatedTime], quoted: Collection[Span]) -> Iterator[Clue]:
    """The dates written out that are still ahead of the writing, and not only of what somebody once said."""
    text = coverage.articles[article].text
    sentences = [s.span for s in coverage.findings[article].sentences]
    starts = [s.start for s in sentences]
    planned = {s for e in coverage.findings[article].events if e.modality == "planned" for s in e.times}
    for time in times:
        if not time.edtf or not time.open or time.span in quoted or time.span not in planned:
            continue
        if _before(text, time.span) not in words().at:
            continue
        if time.open.form != "explicit" or time.open.tense != "future" or time.type != "DATE":
            continue
        place = bisect_right(starts, time.span.start) - 1
        if place >= 0 and _ahead().search(text[sentences[place].start : time.span.start]):
            yield Clue(days_to(bounds(time.edtf).last), (time.span,))


@cache
def _ahead() -> re.Pattern[str]:
    """What says before a date that it is ahead of the writing: `will`, `is due`, `are scheduled`."""
    found = words()
    one_of = "|".join(map(re.escape, found.ahead))
    planned = f"(?:{'|'.join(map(re.escape, found.present))})\\s+(?:{'|'.join(found.planned)})"
    return re.compile(rf"(?:(?<!\w)(?:{one_of})|(?<!\w){planned}|\w(?:['’]s|['’]re)\s+(?:{'|'.join(found.planned)}))\b",
                      re.IGNORECASE)  # fmt: skip


# ------------------------------------------------------------------ days and months without their year
def gaps(
    times: Iterable[StatedTime], years: Sequence[int], come: Collection[Span], quoted: Collection[Span], *, past: bool
) -> Iterator[Clue]:
    """The days, in these years, on which nobody would name a day or month without its year as the article does.

    With `past` those before a day that has come, else those after one that is ahead.
    """
    for time in times:
        open_ = time.open
        if open_ is None or open_.form != "nearest" or time.span in quoted or open_.amount is not None:
            continue
        if open_.unit not in ("D", "M") or not (time.span in come if past else open_.tense == "future"):
            continue
        for year in years:
            named = _named(open_.pattern or "", year)
            if named:
                yield Clue(_gap(named, past=past), (time.span,))


def _named(pattern: str, year: int) -> Bounds | None:
    """The day or month `pattern` (`XXXX-06-18`, `XXXX-06`) of a year, None if it is neither."""
    if not re.fullmatch(r"XXXX-\d\d(-\d\d)?", pattern):
        return None
    try:
        return bounds(f"{year:04d}{pattern[4:]}")
    except QueryError:  # no such day in that year
        return None


def _gap(named: Bounds, *, past: bool) -> Bounds:
    if named.days == 1:
        near, far = (-1, -COMES_ROUND) if past else (1, COMES_ROUND)
    else:
        near, far = (-1, -MONTH) if past else (1, MONTH)
    ends = [shifted(named.first if past else named.last, n) for n in (near, far)]
    return Bounds(min(ends), max(ends))


# ------------------------------------------------------------------ a weekday with its date
def fresh(times: Sequence[StatedTime], so_far: Bounds, known: Collection[str]) -> Clue | None:
    """The days after the latest weekday with month and day, not ahead, whose year `so_far` leaves no doubt about.

    The days of happenings that others date, `known` as `12-02`, say nothing: a crash has its date for ever after.
    """
    found: list[Clue] = []
    for time in times:
        open_ = time.open
        if open_ is not None and (open_.pattern or "")[5:10] in known:
            continue
        if open_ is None or open_.form != "weekday" or open_.tense not in ("past", None) or not open_.pattern:
            continue
        days = _fitting_days(open_.pattern, int(open_.amount or 0), so_far)
        near = common(Bounds(days[0], shifted(days[0], FRESH)), so_far) if len(days) == 1 else None
        if near:
            found.append(Clue(near, (time.span,)))
    return max(found, key=lambda c: (c.days.first, c.evidence), default=None)


def _fitting_days(pattern: str, weekday: int, so_far: Bounds) -> list[date]:
    """The days that are `pattern` and that weekday, and from which an article of `so_far` may be fresh."""
    if so_far.first == date.min:
        return []
    last = so_far.last if so_far.last != date.max else shifted(so_far.first, REACH)
    month_, day_ = int(pattern[5:7]), int(pattern[8:10])
    days = [date(year, month_, day_) for year in years_of(pattern, weekday, so_far.first.year - 1, last.year)]
    return [d for d in days if d <= last and shifted(d, FRESH) >= so_far.first]
