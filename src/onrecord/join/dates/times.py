"""What every time of the coverage stands for, once the dates of publication are settled."""

from __future__ import annotations

from onrecord.edtf import bounds
from onrecord.join.coverage import Coverage
from onrecord.join.dates.happenings import happenings
from onrecord.model import StatedTime, Time
from onrecord.span import Span
from onrecord.when import dated_by_event, from_event, settle

__all__ = ["resolve_times", "settled"]


def settled(coverage: Coverage, article: str, published: str | None) -> tuple[StatedTime, ...]:
    """The times of one article as far as `published` (EDTF, None if nothing is known) settles them."""
    return settle(coverage.findings[article].times, bounds(published) if published else None)


def resolve_times(coverage: Coverage) -> dict[Span, Time]:
    """Every time of the coverage, settled as far as publication dates, and the happenings that times count from, go."""
    times_of = {a: settled(coverage, a, coverage.articles[a].published) for a in coverage.findings}
    votes = happenings(coverage, times_of)

    def event(time: StatedTime) -> StatedTime:
        happened = votes.when_happened(time.open.of) if time.open and time.open.of and time.edtf is None else None
        counted = from_event(time.open, bounds(happened.date), time.mod) if happened and time.open else None
        return dated_by_event(time, counted, happened.date) if counted and happened else time

    resolved: dict[Span, Time] = {}
    for times in times_of.values():
        for t in times:
            t = event(t)
            resolved[t.span] = Time(t.span, t.type, t.value, t.mod, t.begin, t.end, t.quant, t.freq, t.edtf, t.anchor)
    return resolved
