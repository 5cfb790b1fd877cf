"""Events: mentions of one happening across the coverage, dated by when it happened, weighed and put in order.

1. `mentions` are what single sentences tell; `grouping` puts those of one happening together.
2. An event's date is the finest that a mention gives, so it is never finer than its sources.
3. Undated mentions support the one event of their kind that has their people.
4. Weight: how many independent articles return to the event, and how early in them.
5. Background: what may have been before the story began, or names passing figures only. The story begins with the
   earliest event that at least half as many articles tell of as tell of the one that most tell of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onrecord.edtf import bounds
from onrecord.ids import member_id
from onrecord.join.coverage import Coverage, Known
from onrecord.join.events.cluster import Cluster, Rarity, rarity_of
from onrecord.join.events.grouping import grouped
from onrecord.join.events.mentions import mentions
from onrecord.join.events.ranking import (
    cast_of,
    headline_of,
    independent_of,
    is_background,
    mentions_of,
    onset_of,
    people_of,
    status_of,
    weight_of,
)
from onrecord.join.versions import superseded
from onrecord.model import Event
from onrecord.settings import Settings
from onrecord.span import Span

__all__ = ["join_events"]


def join_events(coverage: Coverage, known: Known, settings: Settings) -> tuple[Event, ...]:
    """The events of the coverage, by earliest possible date, then id."""
    every = list(mentions(coverage, known))
    rarity = rarity_of(every)
    return _events(coverage, known, grouped(every, rarity, settings), rarity, settings)


def _events(
    coverage: Coverage,
    known: Known,
    clusters: Sequence[Cluster],
    rarity: Rarity,
    settings: Settings,
) -> tuple[Event, ...]:
    old = superseded(coverage.articles.values())
    groups = [independent_of(coverage, c, old) for c in clusters]
    raw = [weight_of(coverage, c, g, settings) for c, g in zip(clusters, groups, strict=True)]
    top = max(raw, default=1.0)
    begun = onset_of(clusters, groups)
    cast, spread, place = cast_of(coverage, known), mentions_of(known), _story_order(coverage)
    made = []
    for cluster, group, weight in zip(clusters, groups, raw, strict=True):
        support = tuple(sorted({m.event.sentence for m in cluster.members}, key=place))
        finest = min(
            (m for m in cluster.members if m.bounds), key=lambda m: (m.bounds.days if m.bounds else 0, m.event.span)
        )
        outlets = {coverage.articles[s.article].outlet for s in support} - {None}
        background = bool(begun) and is_background(coverage, cluster, begun, cast, spread)
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
                people=people_of(cluster),
            )
        )
    return tuple(sorted(made, key=lambda e: (bounds(e.date).first, bounds(e.date).last, e.id)))


def _story_order(coverage: Coverage) -> Callable[[Span], tuple[int, int]]:
    order = {article: i for i, article in enumerate(coverage.articles)}
    return lambda span: (order[span.article], span.start)
