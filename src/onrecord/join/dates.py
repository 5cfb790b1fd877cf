"""When articles were published, where they do not say so, and what their times stand for."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.edtf import bounds
from onrecord.join.coverage import Coverage
from onrecord.model import StatedTime, Time
from onrecord.span import Span
from onrecord.when import settle

__all__ = ["Dated", "publication", "resolve_times"]


@dataclass(frozen=True, slots=True)
class Dated:
    """When an article was published (EDTF), worked out, and the words that gave it away."""

    published: str
    basis: str
    evidence: tuple[Span, ...]


def publication(coverage: Coverage) -> dict[str, Dated]:
    """The publication dates that can be worked out, by article."""
    return {}


def resolve_times(coverage: Coverage) -> dict[Span, Time]:
    """Every time of the coverage, settled as far as the publication dates go."""
    resolved: dict[Span, Time] = {}
    for article, findings in coverage.findings.items():
        published = coverage.articles[article].published
        for time in settle(findings.times, bounds(published) if published else None):
            resolved[time.span] = _time(time)
    return resolved


def _time(t: StatedTime) -> Time:
    return Time(t.span, t.type, t.value, t.mod, t.begin, t.end, t.quant, t.freq, t.edtf, t.anchor)
