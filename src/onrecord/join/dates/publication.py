"""The publication ranges of articles without a date: what all of their clues allow.

Ranges that are found date what their articles tell of, and so lead to others, for some rounds. If the clues of an
article contradict one another, or leave more than a year, it stays without a date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.edtf import Bounds, bounds, common, month, months, span_of_days
from onrecord.join.coverage import Coverage
from onrecord.join.dates import clues, elsewhere
from onrecord.join.dates.ages import Birth, age_windows, births
from onrecord.join.dates.clues import Clue
from onrecord.join.dates.happenings import Happenings, happenings
from onrecord.join.dates.pending import open_ceilings
from onrecord.join.dates.retold import Retold, retold, retold_windows
from onrecord.join.dates.times import settled
from onrecord.model import StatedTime
from onrecord.span import Span

__all__ = ["Dated", "publication"]

PASSES = 3
"""Rounds in which an article's range may rest on those found before: longer chains of inference are guesses."""

WIDEST = 366
"""Days of the widest range that is put down as a date of publication."""

TRIMMED = 183
"""Days of the widest range of which a day without its year may move an end: within half a year it has one meaning."""


@dataclass(frozen=True, slots=True)
class Dated:
    """When an article was published (EDTF), worked out, and the words that gave it away."""

    published: str
    basis: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Fixed:
    """What the articles whose dates are known so far fix: the times of all, and what these date."""

    times: Mapping[str, Sequence[StatedTime]]
    votes: Happenings
    steps: elsewhere.Steps
    births: Mapping[str, Birth]
    retold: Retold


def publication(coverage: Coverage) -> dict[str, Dated]:
    """The publication ranges of the articles that have no date, as far as they can be worked out."""
    undated = [a for a, article in coverage.articles.items() if article.published is None]
    if not undated:
        return {}
    stated = {a: f.times for a, f in coverage.findings.items()}
    votes, told_again = happenings(coverage, stated), retold(coverage, stated)
    named = elsewhere.days_named(stated)
    quoted = {a: clues.quoted_times(coverage.findings[a]) for a in undated}
    come = {a: clues.come(coverage, a) for a in undated}
    found: dict[str, Dated] = {}
    for _ in range(PASSES):
        times = {a: settled(coverage, a, found[a].published if a in found else None) for a in undated}
        fixed = _fixed(coverage, {**stated, **times}, found, votes, told_again)
        now = {}
        for article in undated:
            told = _clues(coverage, article, fixed, come[article], quoted[article])
            told += elsewhere.echo_windows(article, times[article], named, come[article])
            dated = _range(told, times[article], votes.days(article), come[article], quoted[article])
            if dated:
                now[article] = dated
        if now == found:
            break
        found = now
    return found


def _fixed(
    coverage: Coverage,
    times: Mapping[str, Sequence[StatedTime]],
    found: Mapping[str, Dated],
    votes: Happenings,
    told_again: Retold,
) -> Fixed:
    """What is fixed once these ranges are found: they settle times, official steps and ages.

    When a happening was, and what is retold, rests on stated dates alone (`votes`, `told_again`): else a wrong
    `Tuesday` of one article would bear itself out in all others.
    """
    known = {a: article.published for a, article in coverage.articles.items() if article.published}
    known |= {a: dated.published for a, dated in found.items()}
    return Fixed(times, votes, elsewhere.dated_steps(coverage, times), births(coverage, known), told_again)


def _clues(
    coverage: Coverage, article: str, fixed: Fixed, come: frozenset[Span], quoted: frozenset[Span]
) -> list[Clue]:
    """Everything that says when an article was published, but for days without their year."""
    times = fixed.times[article]
    return [
        *_latest([*clues.floors(times, come), *elsewhere.counted_floors(times, fixed.votes)]),
        *_latest(elsewhere.aftermath_floors(coverage, article, times, fixed.votes)),
        *clues.ceilings(coverage, article, times, quoted),
        *open_ceilings(coverage, article, fixed.steps),
        *_captured(coverage, article),
        *elsewhere.counted_windows(times, fixed.votes, quoted),
        *elsewhere.step_windows(coverage, article, times, fixed.steps),
        *elsewhere.happening_windows(coverage, article, times, fixed.votes, quoted),
        *retold_windows(coverage, article, times, fixed.retold, quoted),
        *age_windows(coverage, article, fixed.births),
    ]


def _captured(coverage: Coverage, article: str) -> Iterator[Clue]:
    """No page is younger than its capture."""
    if captured := coverage.articles[article].captured:
        yield Clue(Bounds(date.min, bounds(captured).last), ())


def _latest(floors: Iterable[Clue]) -> Iterator[Clue]:
    latest = max(floors, key=lambda c: (c.days.first, c.evidence), default=None)
    if latest:
        yield latest


# ------------------------------------------------------------------ from clues to a range
def _range(
    told: Sequence[Clue],
    times: Sequence[StatedTime],
    known: frozenset[str],
    come: frozenset[Span],
    quoted: frozenset[Span],
) -> Dated | None:
    """What all clues allow, without the days at its ends that a gap takes away, narrowed to a day's freshness."""
    days = Bounds(date.min, date.max)
    for clue in told:
        narrower = common(days, clue.days)
        if narrower is None:
            return None
        days = narrower
    near = clues.fresh(times, days, known)
    if near:
        return _dated(near.days, [*_ends(told, days), near])
    if days.days > WIDEST + 2 * 31:
        return None
    years = range(days.first.year - 1, days.last.year + 2) if days.days <= TRIMMED else ()
    before = list(clues.gaps(times, years, come, quoted, past=True))
    after = list(clues.gaps(times, years, come, quoted, past=False))
    trimmed = _trimmed(days, before, after)
    if trimmed is None or trimmed.days > WIDEST:
        return None
    return _dated(trimmed, [*_ends(told, days), *_moved(before, after, trimmed, days)])


def _trimmed(days: Bounds, before: Sequence[Clue], after: Sequence[Clue]) -> Bounds | None:
    """`days` without those at the start that come before a day told of, and those at the end after one that is ahead.

    None if nothing is left.
    """
    first, last = days.first, days.last
    for gap in sorted((g.days for g in before), key=lambda g: g.first):
        if gap.first <= first <= gap.last:
            first = clues.shifted(gap.last, 1)
    for gap in sorted((g.days for g in after), key=lambda g: g.last, reverse=True):
        if gap.first <= last <= gap.last:
            last = clues.shifted(gap.first, -1)
    return Bounds(first, last) if first <= last else None


def _ends(told: Sequence[Clue], days: Bounds) -> Iterator[Clue]:
    """For each end of `days` a clue that sets it."""
    for end in ([c for c in told if c.days.first == days.first], [c for c in told if c.days.last == days.last]):
        if end:
            yield min(end, key=lambda c: (len(c.evidence), c.evidence))


def _moved(before: Sequence[Clue], after: Sequence[Clue], days: Bounds, untrimmed: Bounds) -> Iterator[Clue]:
    """For each end of `days` that is not what it was untrimmed the gap that moved it."""
    if days.first != untrimmed.first:
        yield min((g for g in before if clues.shifted(g.days.last, 1) == days.first), key=lambda c: c.evidence)
    if days.last != untrimmed.last:
        yield min((g for g in after if clues.shifted(g.days.first, -1) == days.last), key=lambda c: c.evidence)


def _dated(days: Bounds, told: Iterable[Clue]) -> Dated:
    """A range in whole months where its ends are those of months, else in days."""
    whole = bounds(month(days.first)).first == days.first and bounds(month(days.last)).last == days.last
    edtf = months(days) if whole else span_of_days(days.first, days.last)
    return Dated(edtf, "text", tuple(sorted({span for clue in told for span in clue.evidence})))
