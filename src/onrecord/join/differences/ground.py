"""What all kinds of differences share: the ground that they are found on, and the drafts that they are put down as."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from onrecord.edtf import bounds
from onrecord.join.coverage import Coverage, Known
from onrecord.model import DifferenceKind, Statement
from onrecord.settings import Settings
from onrecord.span import Span
from onrecord.words import load

__all__ = ["Course", "Draft", "Ground", "Opposite", "Reason", "Reasons", "in_order", "reasons", "survey"]


LONGEST = 5
"""Most words of a place's name that another's is looked for to begin with: of a damaged text a name may be pages."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason's kind of difference, its weight from 0 to 1, and its sentence."""

    kind: DifferenceKind
    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class Opposite:
    """Two steps that exclude one another."""

    steps: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Course:
    """The steps that a matter takes, in their usual order, and those that turn it."""

    steps: tuple[str, ...]
    turning: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reasons:
    """The lists of `words/reasons.toml`."""

    revising: frozenset[str]
    light: frozenset[str]
    believing: frozenset[str]
    vague: frozenset[str]
    counting: frozenset[str]
    counted: frozenset[str]
    particles: frozenset[str]
    rejecting: tuple[str, ...]
    correcting: frozenset[str]
    reasons: Mapping[str, Reason]
    opposite: tuple[Opposite, ...]
    courses: tuple[Course, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A difference before it is ranked: its reason with the values for its sentence, and its statements in order.

    `sources` counts the independent articles on the side that fewer are on: what one article alone says is likelier a
    slip.
    """

    reason: str
    args: Mapping[str, str]
    topic: str
    statements: tuple[Statement, ...]
    sources: int = 1


@dataclass(frozen=True, slots=True)
class Ground:
    """The coverage, what is known of it, and who says what is said at a place.

    `names` and `kinds` are those of persons, bodies and places by their ids. `scene` has those of the `places` that at
    least half of the articles name: what is told of them is told of it all. `within` has for a place whose name begins
    with another's that other one: what is told of the *Selby Coast* may be told of *Selby*.
    """

    coverage: Coverage
    known: Known
    settings: Settings
    names: Mapping[str, str]
    kinds: Mapping[str, str]
    spoken: Mapping[str, tuple[tuple[int, int, str | None], ...]]
    places: frozenset[str]
    scene: frozenset[str]
    within: Mapping[str, str]

    def statement(self, span: Span, value: str) -> Statement:
        """What stands at `span` as one side of a difference."""
        return Statement(span, value, self.speaker(span), self.coverage.published(span))

    def speaker(self, span: Span) -> str | None:
        """The person who says what stands at `span`, when it is inside a quotation."""
        said = self.spoken.get(span.article, ())
        place = bisect_right(said, (span.start, len(self.coverage.articles[span.article].text) + 1, "")) - 1
        return said[place][2] if place >= 0 and span.start < said[place][1] else None

    def day(self, span: Span) -> date | None:
        """The first day on which the article of `span` may have been published."""
        published = self.coverage.published(span)
        return bounds(published).first if published else None

    def source(self, span: Span) -> str:
        """What stands for the account at `span` where independent ones are counted."""
        return self.coverage.voice(span)


def reasons() -> Reasons:
    """The reasons, and the lists that go with them."""
    lists: Reasons = load("reasons", Reasons)
    return lists


def survey(coverage: Coverage, known: Known, settings: Settings) -> Ground:
    """The ground for finding differences in `coverage`."""
    spoken: dict[str, list[tuple[int, int, str | None]]] = {}
    for quotation in known.quotations:
        person = quotation.speaker.person if quotation.speaker else None
        for span in quotation.content:
            spoken.setdefault(span.article, []).append((span.start, span.end, person))
    ordered = {a: tuple(sorted(s, key=lambda s: (s[0], -s[1], s[2] or ""))) for a, s in spoken.items()}
    places = {p.id: len({m.article for m in p.mentions}) for p in known.people if p.kind == "place"}
    scene = frozenset(id_ for id_, articles in places.items() if 2 * articles >= len(coverage.articles))
    names, kinds = {p.id: p.name for p in known.people}, {p.id: p.kind for p in known.people}
    within = _within({i: names[i] for i in places})
    return Ground(coverage, known, settings, names, kinds, ordered, frozenset(places), scene, within)


def _within(names: Mapping[str, str]) -> Mapping[str, str]:
    """For each place whose name begins with the whole name of another that other one, the shortest of several."""
    ids: dict[str, str] = {}
    for id_ in sorted(names):
        ids.setdefault(names[id_], id_)
    heads = {i: accumulate(name.split(maxsplit=LONGEST)[:-1], lambda a, b: f"{a} {b}") for i, name in names.items()}
    found = {i: next((ids[h] for h in of_name if h in ids), None) for i, of_name in heads.items()}
    return {i: head for i, head in found.items() if head}


def in_order(days_a: Iterable[date | None], days_b: Iterable[date | None]) -> bool:
    """Whether all of the first days are known and before all of the second."""
    a, b = list(days_a), list(days_b)
    if None in a or None in b:
        return False
    return max(d for d in a if d) < min(d for d in b if d)
