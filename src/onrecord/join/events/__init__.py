"""Events: mentions of one happening across the coverage, dated by when it happened, weighed and put in order.

1. Mentions to the day are grouped by day; within a day, those that share enough words, or their kind and people who
   do not speak against it, are one event. The comparison is with the event's sum of words, so that cost grows with
   the mentions of one day.
2. Coarser mentions (`in October 2021`) join an event of their month or year when kind and people agree and only one
   such event fits; the rest are grouped among themselves by date. An event's date is the finest that a mention gives,
   so it is never finer than its sources.
3. Undated mentions support the one event of their kind that has their people.
4. Weight: how many independent articles return to the event, and how early in them.
5. Background: what may have been before the story began, or names passing figures only. The story begins with the
   earliest event that at least half as many articles tell of as tell of the one that most tell of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from onrecord.edtf import bounds, within
from onrecord.ids import member_id
from onrecord.join.coverage import Coverage, Known
from onrecord.join.events.cluster import Cluster, agree, best_of, rarity_of
from onrecord.join.events.mentions import Mention, mentions
from onrecord.join.events.ranking import (
    cast_of,
    headline_of,
    independent_of,
    is_background,
    mentions_of,
    onset_of,
    status_of,
    weight_of,
)
from onrecord.join.versions import superseded
from onrecord.model import Event
from onrecord.settings import Settings
from onrecord.span import Span

__all__ = ["join_events"]

HEAVIEST = 3
"""Events of a day that its light ones are held against once more: a bound on the cost of a day with thousands."""


def join_events(coverage: Coverage, known: Known, settings: Settings) -> tuple[Event, ...]:
    """The events of the coverage, by earliest possible date, then id."""
    every = list(mentions(coverage, known))
    rarity = rarity_of(every)
    dated = [m for m in every if m.bounds is not None]
    clusters = _by_day([m for m in dated if m.bounds and m.bounds.days == 1], rarity, settings)
    coarse = sorted((m for m in dated if m.bounds and m.bounds.days > 1), key=_by_width)
    clusters += _coarse(coarse, clusters, rarity, settings)
    _support(clusters, [m for m in every if m.bounds is None and m.event.modality == "actual" and not m.event.negated])
    return _events(coverage, known, clusters, rarity, settings)


def _by_width(mention: Mention) -> tuple[int, str, Span]:
    """Months before years, so that a year's mention can join an event of a month."""
    return (mention.bounds.days if mention.bounds else 0, mention.date or "", mention.event.span)


def _place(mention: Mention, clusters: list[Cluster], rarity: dict[str, float], settings: Settings) -> None:
    """Puts a mention into the event that it fits best, or into a new one at the end of `clusters`."""
    cluster = best_of(mention, clusters, rarity, settings)
    if cluster is None:
        cluster = Cluster(mention.date or "")
        clusters.append(cluster)
    cluster.add(mention)


def _by_day(day_mentions: Sequence[Mention], rarity: dict[str, float], settings: Settings) -> list[Cluster]:
    days: dict[str, list[Cluster]] = defaultdict(list)
    for mention in sorted(day_mentions, key=lambda m: m.event.span):
        day = (mention.date or "")[:10]
        _place(mention, days[day], rarity, settings)
    return [c for day in sorted(days) for c in _merged(days[day], rarity, settings)]


def _merged(clusters: list[Cluster], rarity: dict[str, float], settings: Settings) -> list[Cluster]:
    """The events of one day, each light one held against the heaviest once more, now that all is known of those."""
    kept: list[Cluster] = []
    for cluster in sorted(clusters, key=lambda c: (-len(c.members), c.members[0].event.span)):
        heavier = best_of(cluster.members[0], kept[:HEAVIEST], rarity, settings)
        if heavier is None:
            kept.append(cluster)
        else:
            for mention in cluster.members:
                heavier.add(mention)
    return kept


def _coarse(
    coarse: Sequence[Mention], fine: Sequence[Cluster], rarity: dict[str, float], settings: Settings
) -> list[Cluster]:
    """Adds coarse mentions to the finer events that they fit, and returns the events that the rest make."""
    finer: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in fine:
        _register(cluster, finer)
    made: dict[str, list[Cluster]] = defaultdict(list)
    for mention in coarse:
        date = (mention.date or "").rstrip("~?%")
        fits = [c for c in finer[date] if mention.kind in c.kinds and agree(mention, c) and within(c.date, date)]
        heaviest = max((len(c.members) for c in fits), default=0)
        fits = [c for c in fits if len(c.members) == heaviest]
        if len(fits) == 1:
            fits[0].add(mention)
            continue
        before = len(made[date])
        _place(mention, made[date], rarity, settings)
        for cluster in made[date][before:]:
            _register(cluster, finer)
    return [c for date in sorted(made) for c in made[date]]


def _register(cluster: Cluster, finer: dict[str, list[Cluster]]) -> None:
    """Files an event under the month and the year that it lies in, where that is coarser than its own date."""
    first = bounds(cluster.date).first.isoformat()
    for period in (first[:7], first[:4]):
        if within(cluster.date, period) and bounds(cluster.date).days < bounds(period).days:
            finer[period].append(cluster)


def _support(clusters: Sequence[Cluster], undated: Iterable[Mention]) -> None:
    """Adds undated mentions to the one event of their kind that has all their people, if there is just one."""
    by_kind: dict[tuple[str, str], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if len({m.event.span.article for m in cluster.members}) > 1:
            for kind in sorted(cluster.kinds):
                for person in sorted(cluster.people):
                    by_kind[kind, person].append(cluster)
    for mention in undated:
        people = sorted(mention.actors)
        if len(people) < 2 or mention.event.tense != "past":
            continue
        fits = [c for c in by_kind.get((mention.kind, people[0]), ()) if set(people) <= c.people]
        if len(fits) == 1:
            fits[0].members.append(mention)


def _events(
    coverage: Coverage, known: Known, clusters: Sequence[Cluster], rarity: dict[str, float], settings: Settings
) -> tuple[Event, ...]:
    old = superseded(coverage.articles.values())
    groups = [independent_of(coverage, c, old) for c in clusters]
    raw = [weight_of(coverage, c, g, settings) for c, g in zip(clusters, groups, strict=True)]
    top = max(raw, default=1.0)
    begun = onset_of(clusters, groups)
    cast, spread = cast_of(coverage, known), mentions_of(known)
    made = []
    for cluster, group, weight in zip(clusters, groups, raw, strict=True):
        support = tuple(sorted({m.event.sentence for m in cluster.members}, key=_story_order(coverage)))
        finest = min(
            (m for m in cluster.members if m.bounds), key=lambda m: (m.bounds.days if m.bounds else 0, m.event.span)
        )
        outlets = {coverage.articles[s.article].outlet for s in support} - {None}
        background = bool(begun) and is_background(cluster, begun, cast, spread)
        made.append(
            Event(
                id=member_id("e", [m.event.span for m in cluster.members if m.bounds]),
                date=cluster.date,
                basis=finest.basis,
                date_spans=tuple(sorted({s for m in cluster.members for s in m.date_spans})),
                status=status_of(cluster),
                background=background,
                headline=headline_of(coverage, cluster, rarity),
                support=support,
                outlets=max(1, len(outlets)),
                independent=max(1, len(group)),
                weight=round(weight / top, 4),
                people=tuple(sorted(cluster.people)),
            )
        )
    return tuple(sorted(made, key=lambda e: (bounds(e.date).first, bounds(e.date).last, e.id)))


def _story_order(coverage: Coverage) -> Callable[[Span], tuple[int, int]]:
    order = {article: i for i, article in enumerate(coverage.articles)}
    return lambda span: (order[span.article], span.start)
