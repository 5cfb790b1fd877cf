"""How far stated confidence can be trusted: of findings stated at 0.8, are four in five right?

Findings are put into bins, by confidence or by kind, and each bin's mean confidence is set beside the share of it that
was right. The expected calibration error is the mean distance between the two, weighted by the bins' sizes; the Brier
score is the mean squared distance of each confidence from 1 if right and 0 if wrong. Zero is best for both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Bin", "Judged", "bins_by_confidence", "bins_by_kind", "brier_score", "calibration_error", "table"]

BINS = 10
"""At most so many bins of about equal size, as is usual for the calibration error."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding's stated confidence, whether it was right, and of what kind it is."""

    confidence: float
    right: bool
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Bin:
    """Findings that stand together: what they have in common, how many, their mean confidence, how many are right."""

    label: str
    count: int
    stated: float
    right: int

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.right / self.count

    @property
    def smoothed(self) -> float:
        """The share that is right, one success and one failure added: what a rule with few findings may claim."""
        return (self.right + 1) / (self.count + 2)


def bins_by_confidence(findings: Iterable[Judged], most: int = BINS) -> list[Bin]:
    """Bins of about equal size, at most `most`, lowest confidence first; equal confidences are never parted."""
    levels: dict[float, list[Judged]] = defaultdict(list)
    for finding in findings:
        levels[finding.confidence].append(finding)
    total, seen = sum(map(len, levels.values())), 0
    bins: dict[int, list[Judged]] = defaultdict(list)
    for confidence in sorted(levels):
        members = levels[confidence]
        middle = seen + len(members) / 2  # a level belongs where most of it would fall if it could be parted
        bins[int(most * middle / total)] += members
        seen += len(members)
    return [_bin(_span(members), members) for members in bins.values()]


def bins_by_kind(findings: Iterable[Judged]) -> list[Bin]:
    """One bin for each kind, the largest first."""
    kinds: dict[str, list[Judged]] = defaultdict(list)
    for finding in findings:
        kinds[finding.kind].append(finding)
    return [_bin(kind, members) for kind, members in sorted(kinds.items(), key=lambda k: (-len(k[1]), k[0]))]


def _bin(label: str, members: Sequence[Judged]) -> Bin:
    stated = sum(f.confidence for f in members) / len(members)
    return Bin(label, len(members), stated, sum(f.right for f in members))


def _span(members: Sequence[Judged]) -> str:
    low, high = (f"{pick(f.confidence for f in members):.2f}" for pick in (min, max))
    return low if low == high else f"{low} to {high}"


def calibration_error(bins: Iterable[Bin]) -> float:
    """The mean distance between stated confidence and share right, in 0..1; 0 without any finding."""
    sizes = [(b.count, abs(b.stated - b.share)) for b in bins]
    return sum(n * gap for n, gap in sizes) / max(1, sum(n for n, _ in sizes))


def brier_score(findings: Iterable[Judged]) -> float:
    """The mean squared distance between stated confidence and outcome, in 0..1; 0 without any finding."""
    distances = [(f.confidence - f.right) ** 2 for f in findings]
    return sum(distances) / max(1, len(distances))


def table(head: str, bins: Iterable[Bin]) -> str:
    """The bins as a table in Markdown; `head` names what they are by."""
    lines = [f"| {head} | found | stated | right | one of each added |", "|---|---|---|---|---|"]
    lines += [f"| {b.label} | {b.count:,} | {b.stated:.2f} | {b.share:.2f} | {b.smoothed:.2f} |" for b in bins]
    return "\n".join(lines)
