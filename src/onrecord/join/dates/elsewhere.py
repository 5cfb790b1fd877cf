"""What an article says of something that others date, and so of when it was published.

`Last month, the charges were dropped`, `the crash on Tuesday`, `more than a month after the shooting, she has decided`:
where other articles date the step or the happening, the words say from when it was seen so. `On June 18`, a day that
others keep naming with its year, is that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from onrecord.edtf import Bounds, bounds, common, month, months
from onrecord.join.coverage import Coverage
from onrecord.join.dates.clues import FRESH, STILL_BARE, Clue, from_day, shifted, words
from onrecord.join.dates.happenings import DOMINANT, Happenings, Occurrence, dated_mentions
from onrecord.model import OpenTime, StatedTime
from onrecord.span import Span
from onrecord.timex import moved, rank
from onrecord.when import days_after

__all__ = [
    "Steps", "aftermath_floors", "counted_floors", "counted_windows", "dated_steps", "days_named", "echo_windows",
    "happening_windows", "step_windows",
]  # fmt: skip

OFTEN = 3
"""Times that other articles must name a day for it to be taken for the one that an article names without its year."""

LOOSE_DAY = 1
"""Days by which a count of days may be off: the first day is counted, or it is not."""

Settled = Mapping[str, Sequence[StatedTime]]
Steps = Mapping[tuple[str, str], Occurrence]
"""Step and the surname of whom it was taken against → when."""


# ------------------------------------------------------------------ counted from a happening
def counted_windows(times: Sequence[StatedTime], votes: Happenings, quoted: Collection[Span]) -> Iterator[Clue]:
    """`A year and a half after the shooting, she is still …`: what is so at the time of writing dates the writing.

    `Ten days after the crash, a dog has been found` is news for some days more.
    """
    for time, happened, days in _counted(times, votes):
        if time.open is None or time.open.tense != "present" or time.span in quoted:
            continue
        if rank(time.open.unit or "D") >= rank("M"):
            days = bounds(months(days))
        else:
            days = Bounds(shifted(days.first, -LOOSE_DAY), shifted(days.last, FRESH))
        yield Clue(days, (time.span, happened.evidence))


def counted_floors(times: Sequence[StatedTime], votes: Happenings) -> Iterator[Clue]:
    """`Six weeks after the shooting, she spoke`: the article is not older than that."""
    for time, happened, days in _counted(times, votes):
        if time.open is None or time.open.tense not in ("past", "present"):
            continue
        loose = rank(time.open.unit or "D") >= rank("M")
        first = bounds(month(days.first)).first if loose else shifted(days.first, -LOOSE_DAY)
        yield Clue(from_day(first), (time.span, happened.evidence))


def _counted(times: Sequence[StatedTime], votes: Happenings) -> Iterator[tuple[StatedTime, Occurrence, Bounds]]:
    """The times that count on from a happening, when it was, and the days they come to."""
    for time in times:
        open_ = time.open
        if open_ is None or open_.form != "event" or not open_.of or (open_.amount or 0) <= 0:
            continue
        happened = votes.when_happened(open_.of)
        if happened is None or (bounds(happened.date).days > 1 and rank(open_.unit or "D") < rank("M")):
            continue
        days = days_after(open_, time.mod, bounds(happened.date))
        if days:
            yield time, happened, days


def aftermath_floors(
    coverage: Coverage, article: str, times: Sequence[StatedTime], votes: Happenings
) -> Iterator[Clue]:
    """`They investigated the crash for over a year`: so the article is not older than a year after it."""
    lengths = {t.span: t for t in times if t.type == "DURATION" and t.open is None}
    for event in coverage.findings[article].events:
        if event.lemma not in words().aftermath or event.modality != "actual" or event.negated or not event.object:
            continue
        happened = votes.when_happened(coverage.read(event.object))
        for span in event.times if happened else ():
            length = _length(lengths[span]) if span in lengths else None
            days = (
                days_after(OpenTime("event", *length), "MORE_THAN", bounds(happened.date))
                if happened and length
                else None
            )
            if happened and days:
                yield Clue(from_day(days.first), (span, happened.evidence))


def _length(time: StatedTime) -> tuple[float, str] | None:
    """Number and unit of a length of whole weeks, months or years, None of any other and of what is only nearly so."""
    unit, amount = time.value[-1:], time.value[1:-1]
    exact = unit in "WMY" and amount.isdecimal() and time.mod not in ("LESS_THAN", "EQUAL_OR_LESS", "APPROX")
    return (float(amount), unit) if exact else None


# ------------------------------------------------------------------ days that the coverage names
def days_named(times: Settled) -> Mapping[str, Mapping[str, Sequence[Span]]]:
    """Month and day → year → where the coverage names that day, written out or settled by its article's own date."""
    named: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for found in times.values():
        for time in found:
            if time.edtf and len(time.edtf) == 10 and time.anchor in ("explicit", "published"):
                named[time.edtf[5:]][time.edtf[:4]].append(time.span)
    return {day: {year: sorted(spans) for year, spans in years.items()} for day, years in named.items()}


def echo_windows(
    article: str,
    times: Sequence[StatedTime],
    named: Mapping[str, Mapping[str, Sequence[Span]]],
    come: Collection[Span],
) -> Iterator[Clue]:
    """`On June 18`, a day of one year that others keep naming: so it is told within a year of that day.

    Only a day that other articles name often, and of one year much more than of any other, is taken for the same.
    """
    for time in times:
        open_ = time.open
        if open_ is None or open_.form != "nearest" or open_.unit != "D" or time.span not in come:
            continue
        years = {
            year: [s for s in spans if s.article != article]
            for year, spans in named.get((open_.pattern or "")[5:10], {}).items()
        }
        year, others = max(years.items(), key=lambda y: (len(y[1]), y[0]), default=("", []))
        elsewhere = max((len(spans) for y, spans in years.items() if y != year), default=0)
        if len(others) >= max(OFTEN, DOMINANT * elsewhere):
            day = date.fromisoformat(f"{year}-{(open_.pattern or '')[5:10]}")
            yield Clue(Bounds(day, shifted(day, STILL_BARE)), (time.span, others[0]))


# ------------------------------------------------------------------ steps and happenings that the coverage dates
def dated_steps(coverage: Coverage, times: Settled) -> Steps:
    """Official steps that have one date in the coverage, by kind and surname."""
    dates: dict[tuple[str, str], dict[str, Span]] = defaultdict(dict)
    for article, findings in coverage.findings.items():
        known = {t.span: t.edtf for t in times[article] if t.edtf}
        for step in findings.steps:
            edtf = known.get(step.time) if step.time else None
            if edtf and step.name and step.modality == "actual" and "/" not in months(bounds(edtf)):
                key = (step.step, coverage.text(step.name).split()[-1])
                span = step.time or step.span
                dates[key][edtf] = min(dates[key].get(edtf, span), span)
    return {key: _one(found) for key, found in dates.items() if len({month(bounds(e).first) for e in found}) == 1}


def _one(found: Mapping[str, Span]) -> Occurrence:
    edtf = min(found, key=lambda e: (bounds(e).days, e))
    return Occurrence(edtf, found[edtf])


def step_windows(coverage: Coverage, article: str, times: Sequence[StatedTime], steps: Steps) -> Iterator[Clue]:
    """`Last month, the charges were dropped`, where another article dates that: so this one is of the month after."""
    open_ = {t.span: t.open for t in times if t.open}
    for step in coverage.findings[article].steps:
        if step.time not in open_ or not step.name or step.modality != "actual":
            continue
        known = steps.get((step.step, coverage.text(step.name).split()[-1]))
        if known is None or known.evidence.article == article:
            continue
        days = _seen_from(open_[step.time], bounds(known.date))
        if days:
            yield Clue(days, (step.time, known.evidence))


def happening_windows(
    coverage: Coverage, article: str, times: Sequence[StatedTime], votes: Happenings, quoted: Collection[Span]
) -> Iterator[Clue]:
    """`The Marigold sank last month`, where other articles date that: so this one is of the month after."""
    forms = ("shift", "nearest", "ago")
    open_ = {
        t.span: t.open
        for t in times
        if t.open and t.open.tense == "past" and t.open.form in forms and t.span not in quoted
    }
    for mention in dated_mentions(coverage, article, open_):
        known = votes.known(mention)
        days = (
            _seen_from(open_[mention.time], bounds(known.date)) if known and known.evidence.article != article else None
        )
        if known and days:
            yield Clue(days, (mention.time, known.evidence))


def _seen_from(open_: OpenTime, happened: Bounds) -> Bounds | None:
    """The days from which something that happened then is `last month`, `this year`, `in April`, `on Tuesday`."""
    try:
        if open_.form == "shift":
            return _shifted(open_, happened)
        if open_.form == "ago":
            return _ago(open_, happened)
        return _bare(open_, happened) if open_.form == "nearest" and open_.tense == "past" else None
    except (ValueError, OverflowError):
        return None


def _shifted(open_: OpenTime, happened: Bounds) -> Bounds | None:
    first, amount = happened.first, int(open_.amount or 0)
    if amount > 0:
        return None
    if open_.unit in ("M", "Y"):
        there = moved(first, -amount, open_.unit)
        days = bounds(month(there) if open_.unit == "M" else f"{there.year:04d}")
        return common(days, from_day(first))
    if happened.days > 1:
        return None
    if open_.unit == "W":  # weeks begin on Sunday for some and on Monday for others
        sunday = shifted(first, -(first.isoweekday() % 7) - 7 * amount)
        return common(Bounds(sunday, shifted(sunday, 7)), from_day(first))
    yesterday = open_.unit == "D" and amount < 0  # `this morning` may be of any day's account
    return Bounds(shifted(first, -amount), shifted(first, -amount)) if yesterday else None


def _ago(open_: OpenTime, happened: Bounds) -> Bounds | None:
    amount = -(open_.amount or 0.0)
    if amount <= 0 or open_.unit not in ("D", "W", "M") or (happened.days > 1 and rank(open_.unit or "D") < rank("M")):
        return None
    first, last = amount - 0.5, amount + 0.5
    if open_.unit == "D":
        first, last = amount - LOOSE_DAY, amount + LOOSE_DAY
    return Bounds(moved(happened.first, first, open_.unit or "D"), moved(happened.last, last, open_.unit or "D"))


def _bare(open_: OpenTime, happened: Bounds) -> Bounds | None:
    """From when a weekday, a month or a day of the year is named without more."""
    first, pattern = happened.first, (open_.pattern or "").split("T")[0]
    if open_.unit == "M":
        fits = pattern == f"XXXX-{first.month:02d}" and month(happened.last) == month(first)
        return Bounds(first, moved(bounds(month(first)).last, 11, "M")) if fits else None
    if open_.unit != "D" or happened.days > 1:
        return None
    if pattern == f"XXXX-{first.month:02d}-{first.day:02d}":
        return Bounds(first, shifted(first, STILL_BARE))
    if pattern[:9] == "XXXX-WXX-" and pattern[9:10] == str(first.isoweekday()):
        last = FRESH if open_.amount is None else 2 * FRESH + 1
        return Bounds(first, shifted(first, last))
    return None
