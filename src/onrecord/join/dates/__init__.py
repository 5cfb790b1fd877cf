"""When articles were published, where they do not say so, and what their times stand for.

An article without a date is put where its own words allow it to be, from clues of three kinds:

* a **floor**: it tells, in the past tense, of something dated, so it is not older than that;
* a **window**: `more than a month after the shooting, she has decided`; `last month, the charges were dropped`, of
  something that the coverage dates; `on June 18`, a day that others keep naming with its year;
* a **day**: `on Thursday, December 2`, which is news for some days; the weekday leaves one year in five or six, and
  floor and windows say which.

What all clues allow is the range. If they contradict one another, or the range has no end, there is no date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.edtf import Bounds, bounds, common, month, months, span_of_days
from onrecord.join.coverage import Coverage
from onrecord.join.dates.happenings import DOMINANT, Happenings, Occurrence, dated_mentions, happenings
from onrecord.model import OpenTime, StatedTime, Time
from onrecord.span import Span
from onrecord.timex import moved
from onrecord.when import dated_by_event, days_after, from_event, settle, years_of

__all__ = ["Dated", "publication", "resolve_times"]

PASSES = 3
"""Rounds in which an article's range may rest on those found before: longer chains of inference are guesses."""

FRESH = 6
"""Days after a named weekday and date for which an article still names it so: the seventh is that weekday again."""

REACH = 3 * 366
"""Days between the latest date an article tells of and the one that a weekday puts it on. Weekday and date fall
together every five or six years, so only one year is in reach."""

OFTEN = 3
"""Times that other articles must name a day for it to be taken for the one that an article names without its year."""

STILL_BARE = 330
"""Days after which a past day is no longer named without its year: eleven months, before it comes round again."""

WIDEST = 366
"""Days of the widest range that is put down as a date of publication."""

_Settled = Mapping[str, Sequence[StatedTime]]


@dataclass(frozen=True, slots=True)
class Dated:
    """When an article was published (EDTF), worked out, and the words that gave it away."""

    published: str
    basis: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Clue:
    """Days on which an article may have been published, and the words that say so."""

    days: Bounds
    evidence: tuple[Span, ...]


# ------------------------------------------------------------------ publication
def publication(coverage: Coverage) -> dict[str, Dated]:
    """The publication ranges of the articles that have no date, as far as they can be worked out."""
    undated = [a for a, article in coverage.articles.items() if article.published is None]
    found: dict[str, Dated] = {}
    times = {a: f.times for a, f in coverage.findings.items()}
    named = _days_named(times) if undated else {}
    for _ in range(PASSES if undated else 0):
        times = {**times, **{a: _settled(coverage, a, found) for a in undated}}
        votes, steps = happenings(coverage, times), _dated_steps(coverage, times)
        ranges = ((a, _range(coverage, a, times[a], votes, steps, named)) for a in undated)
        now = {a: dated for a, dated in ranges if dated}
        if now == found:
            break
        found = now
    return found


def _settled(coverage: Coverage, article: str, found: Mapping[str, Dated]) -> tuple[StatedTime, ...]:
    published = found[article].published if article in found else coverage.articles[article].published
    return settle(coverage.findings[article].times, bounds(published) if published else None)


def _range(
    coverage: Coverage,
    article: str,
    times: Sequence[StatedTime],
    votes: Happenings,
    steps: Mapping[tuple[str, str], Occurrence],
    named: Mapping[str, Mapping[str, Sequence[Span]]],
) -> Dated | None:
    """The range of one article: its windows cut with one another and the floor, then narrowed to a day's freshness."""
    windows = [
        *_event_windows(times, votes),
        *_step_windows(coverage, article, times, steps),
        *_happening_windows(coverage, article, times, votes),
        *_echo_windows(article, times, named),
    ]
    floor = _floor(times, votes)
    days = Bounds(floor.days.first if floor else date.min, date.max)
    for window in windows:
        narrower = common(days, window.days)
        if narrower is None:
            return None
        days = narrower
    fresh = _fresh(times, days)
    if fresh:
        days = fresh.days
    if days.days > WIDEST or days.last == date.max:
        return None
    told = [*windows, *([fresh] if fresh else [])]
    if floor and (not windows or floor.days.first == days.first):
        told.append(floor)
    edtf = span_of_days(days.first, days.last) if fresh else months(days)
    return Dated(edtf, "text", tuple(sorted({span for clue in told for span in clue.evidence})))


def _floor(times: Sequence[StatedTime], votes: Happenings) -> Clue | None:
    """The latest date that the article tells of in the past tense, without an anchor of its own."""
    found = [
        Clue(bounds(t.edtf), (t.span,))
        for t in times
        if t.edtf and t.open and t.open.tense in ("past", "present") and t.type in ("DATE", "TIME")
        and (t.open.form == "explicit" or (t.open.form == "within-same" and t.anchor == "previous"))
    ]  # fmt: skip
    found += [Clue(Bounds(w.days.first, w.days.first), w.evidence) for w in _event_windows(times, votes, tense="past")]
    return max(found, key=lambda c: (c.days.first, c.evidence), default=None)


def _event_windows(times: Sequence[StatedTime], votes: Happenings, tense: str = "present") -> Iterator[Clue]:
    """`A year and a half after the shooting, she is still …`: what is so at the time of writing dates the writing."""
    for time in times:
        open_ = time.open
        if open_ is None or open_.form != "event" or open_.tense != tense or not open_.of or (open_.amount or 0) <= 0:
            continue
        happened = votes.when_happened(open_.of)
        days = days_after(open_, time.mod, bounds(happened.date)) if happened else None
        if happened and days:
            yield Clue(days, (time.span, happened.evidence))


def _fresh(times: Sequence[StatedTime], so_far: Bounds) -> Clue | None:
    """The days after the latest weekday with month and day, not ahead, whose year `so_far` leaves no doubt about."""
    found: list[Clue] = []
    for time in times:
        open_ = time.open
        if open_ is None or open_.form != "weekday" or open_.tense == "future" or not open_.pattern:
            continue
        days = _fitting_days(open_.pattern, int(open_.amount or 0), so_far)
        fresh = common(Bounds(days[0], days[0] + timedelta(days=FRESH)), so_far) if len(days) == 1 else None
        if fresh:
            found.append(Clue(fresh, (time.span,)))
    return max(found, key=lambda c: (c.days.first, c.evidence), default=None)


def _fitting_days(pattern: str, weekday: int, so_far: Bounds) -> list[date]:
    """The days that are `pattern` and that weekday, and from which an article of `so_far` may be fresh."""
    if so_far.first == date.min:
        return []
    last = so_far.last if so_far.last != date.max else so_far.first + timedelta(days=REACH)
    month_, day_ = int(pattern[5:7]), int(pattern[8:10])
    days = [date(year, month_, day_) for year in years_of(pattern, weekday, so_far.first.year - 1, last.year)]
    return [d for d in days if d <= last and d + timedelta(days=FRESH) >= so_far.first]


# ------------------------------------------------------------------ days that the coverage names
def _days_named(times: _Settled) -> Mapping[str, Mapping[str, Sequence[Span]]]:
    """Month and day → year → where the coverage names that day, written out or settled by its article's own date."""
    named: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for found in times.values():
        for time in found:
            if time.edtf and len(time.edtf) == 10 and time.anchor in ("explicit", "published"):
                named[time.edtf[5:]][time.edtf[:4]].append(time.span)
    return named


def _echo_windows(
    article: str, times: Sequence[StatedTime], named: Mapping[str, Mapping[str, Sequence[Span]]]
) -> Iterator[Clue]:
    """`On June 18`, a day of one year that others keep naming: so it is told within a year of that day.

    Only a day that other articles name often, and of one year much more than of any other, is taken for the same.
    """
    for time in times:
        open_ = time.open
        if open_ is None or open_.form != "nearest" or open_.unit != "D" or open_.tense != "past":
            continue
        years = {
            year: sorted(s for s in spans if s.article != article)
            for year, spans in named.get((open_.pattern or "")[5:10], {}).items()
        }
        year, others = max(years.items(), key=lambda y: (len(y[1]), y[0]), default=("", []))
        elsewhere = max((len(spans) for y, spans in years.items() if y != year), default=0)
        if len(others) >= max(OFTEN, DOMINANT * elsewhere):
            day = date.fromisoformat(f"{year}-{(open_.pattern or '')[5:10]}")
            yield Clue(Bounds(day, day + timedelta(days=STILL_BARE)), (time.span, others[0]))


# ------------------------------------------------------------------ steps that the coverage dates
def _dated_steps(coverage: Coverage, times: _Settled) -> Mapping[tuple[str, str], Occurrence]:
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


def _step_windows(
    coverage: Coverage, article: str, times: Sequence[StatedTime], steps: Mapping[tuple[str, str], Occurrence]
) -> Iterator[Clue]:
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


def _happening_windows(
    coverage: Coverage, article: str, times: Sequence[StatedTime], votes: Happenings
) -> Iterator[Clue]:
    """`The Marigold sank last month`, where other articles date that: so this one is of the month after."""
    open_ = {t.span: t.open for t in times if t.open and t.open.tense == "past" and t.open.form in ("shift", "nearest")}
    for span, kind, names in dated_mentions(coverage, article, open_):
        known = votes.known(kind, names)
        days = _seen_from(open_[span], bounds(known.date)) if known and known.evidence.article != article else None
        if known and days:
            yield Clue(days, (span, known.evidence))


def _seen_from(open_: OpenTime, happened: Bounds) -> Bounds | None:
    """The days from which something that happened then is `last month`, `this year`, `in April`."""
    first, amount = happened.first, int(open_.amount or 0)
    try:
        if open_.form == "shift" and open_.unit in ("M", "Y") and amount <= 0:
            there = moved(first, -amount, open_.unit)
            days = bounds(month(there) if open_.unit == "M" else f"{there.year:04d}")
            return common(days, Bounds(first, date.max))
        bare_month = open_.form == "nearest" and open_.unit == "M" and open_.tense == "past"
        if bare_month and open_.pattern == f"XXXX-{first.month:02d}":
            return Bounds(first, moved(bounds(month(first)).last, 11, "M"))
    except (ValueError, OverflowError):
        return None
    return None


# ------------------------------------------------------------------ times
def resolve_times(coverage: Coverage) -> dict[Span, Time]:
    """Every time of the coverage, settled as far as publication dates, and the happenings that times count from, go."""
    settled = {a: _settled(coverage, a, {}) for a in coverage.findings}
    votes = happenings(coverage, settled)

    def event(time: StatedTime) -> StatedTime:
        happened = votes.when_happened(time.open.of) if time.open and time.open.of and time.edtf is None else None
        counted = from_event(time.open, bounds(happened.date), time.mod) if happened and time.open else None
        return dated_by_event(time, counted, happened.date) if counted and happened else time

    resolved: dict[Span, Time] = {}
    for times in settled.values():
        for t in times:
            t = event(t)
            resolved[t.span] = Time(t.span, t.type, t.value, t.mod, t.begin, t.end, t.quant, t.freq, t.edtf, t.anchor)
    return resolved
