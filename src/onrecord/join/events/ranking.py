"""What an event weighs, whether it is background, whether it happened, and which sentence tells it best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import Literal

from onrecord.edtf import bounds
from onrecord.join.coverage import Coverage, Known
from onrecord.join.events.cluster import Cluster, Rarity, likeness
from onrecord.join.events.mentions import Mention, is_kind, leans, names_landmark
from onrecord.settings import Settings
from onrecord.span import Span

__all__ = [
    "Status",
    "cast_of",
    "headline_of",
    "independent_of",
    "is_background",
    "mentions_of",
    "onset_of",
    "people_of",
    "status_of",
    "weight_of",
]

IN_IT = 0.1
"""Share of an event's mentions that must name somebody for them to be in it."""

LATE = 40
"""Words into a sentence at which what it tells of has half the say."""

Status = Literal["happened", "planned", "denied", "unclear"]


def status_of(cluster: Cluster) -> Status:
    """What most mentions say; undecided is unclear."""
    said: Counter[Status] = Counter(
        "denied" if m.event.negated or m.event.modality == "denied" else
        "planned" if m.event.modality == "planned" else
        "unclear" if m.event.modality == "possible" else "happened"
        for m in cluster.members
    )  # fmt: skip
    if said["happened"] * 2 >= sum(said.values()):
        return "happened"
    others: tuple[Status, ...] = ("denied", "planned", "unclear")
    return max(others, key=lambda s: said[s])


def independent_of(coverage: Coverage, cluster: Cluster, old: frozenset[str]) -> set[str]:
    """The independent accounts that tell of the event, superseded versions left out."""
    return {coverage.voice(m.event.sentence) for m in cluster.members if m.event.span.article not in old}


def weight_of(coverage: Coverage, cluster: Cluster, group: set[str], settings: Settings) -> float:
    """Independent articles, each counting more the earlier it tells of the event; less if it did not happen."""
    first: dict[str, int] = {}
    for m in cluster.members:
        source = coverage.voice(m.event.sentence)
        if source in group:
            first[source] = min(first.get(source, m.order), m.order)
    weight = sum(1.0 + 1.0 / (1 + first[s]) for s in sorted(first))
    weight += 0.1 * log(1 + len(cluster.members))
    return weight if status_of(cluster) == "happened" else weight * settings.unhappened_share


def onset_of(clusters: Sequence[Cluster], groups: Sequence[set[str]]) -> str:
    """The first day of the story: that of the earliest event that half as many articles tell of as of the most told."""
    told = [(len(g), c) for c, g in zip(clusters, groups, strict=True) if status_of(c) == "happened"]
    most = max((n for n, _ in told), default=0)
    if most < 2:
        return ""
    return min(bounds(c.date).first.isoformat() for n, c in told if n >= 2 and 2 * n >= most)


def cast_of(coverage: Coverage, known: Known) -> set[str]:
    """The people and bodies of the story: those whom a fifth of the articles, and at least two, name."""
    least = max(2, -(-len(coverage.articles) // 5))
    spread = {p.id: len({m.article for m in p.mentions}) for p in known.people if p.kind in ("person", "organization")}
    return {p for p, n in spread.items() if n >= least}


def mentions_of(known: Known) -> Counter[tuple[str, str]]:
    """How often each article names each person or body."""
    return Counter((p.id, m.article) for p in known.people for m in p.mentions)


def is_background(
    coverage: Coverage, cluster: Cluster, begun: str, cast: set[str], mentioned: Counter[tuple[str, str]]
) -> bool:
    """Whether an event belongs to another story or to what went before this one.

    It does when it may have been before the story began, or when all whom it names are passing figures: not of the
    cast, and named just once by each article that tells of it; unless it is told in a sentence that names what the
    story counts from (`handed the prosecutor the case of the shooting`).
    """
    if bounds(cluster.date).first.isoformat() < begun:
        return True
    if any(names_landmark(coverage.text(m.event.sentence)) for m in cluster.members):
        return False
    told_by = {m.event.span.article for m in cluster.members}
    return bool(cluster.people) and all(
        person not in cast and all(mentioned[person, article] < 2 for article in told_by) for person in cluster.people
    )


def people_of(cluster: Cluster) -> tuple[str, ...]:
    """Who is in an event: those whom a tenth of its mentions give a part in it, so that one slip names nobody."""
    least = len(cluster.members) * IN_IT
    return tuple(sorted(p for p, n in cluster.people.items() if n >= least))


def headline_of(coverage: Coverage, cluster: Cluster, rarity: Rarity) -> Span:
    """The sentence that tells the event best.

    It is near to what all mentions say and early in its article; a sentence that tells of what the event mostly is
    (`killed`, not `sat`), with a verb, before anything else and with a date of its own, tells it as done, is of
    readable length and does not lean on the one before it comes before others.
    """
    kinds = Counter(m.kind for m in cluster.members if is_kind(m.kind))
    most = max(kinds.values(), default=0)

    def score(m: Mention) -> tuple[float, int, Span]:
        fit = likeness(m.words, cluster, rarity) + 0.1 / (1 + m.order)
        fit *= 1.0 if kinds[m.kind] == most else 0.5
        fit *= 1.0 if m.bounds else 0.5
        fit *= 1.0 if m.first else 0.6
        fit *= 0.85 if m.event.noun else 1.0
        before = Span(m.event.span.article, m.event.sentence.start, m.event.span.start)
        fit /= 1 + len(coverage.text(before).split()) / LATE if len(before) else 1
        fit *= 1.0 if m.event.modality == "actual" and not m.event.negated else 0.6
        text = coverage.text(m.event.sentence)
        fit *= 1.0 if 8 <= len(text.split()) <= 45 else 0.5
        fit *= 0.7 if leans(text) else 1.0
        return (round(-fit, 6), m.order, m.event.sentence)

    return min(score(m) for m in cluster.members)[2]
