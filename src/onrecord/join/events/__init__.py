"""Events: mentions of one happening across the coverage, dated by when it happened, weighed and put in order.

1. `mentions` are what single sentences tell; `grouping` puts those of one happening together.
2. An event's date is the finest that a mention gives, so it is never finer than its sources.
3. Undated mentions support the one event of their kind that has their people.
4. Weight: how many independent articles return to the event, and how early in them.
5. Background: what may have been before the story began, or names passing figures only. The story begins with the
   earliest event that at least half as many articles tell of as tell of the one that most tell of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from onrecord.edits import NO_HAND, Hand
from onrecord.edits.groups import Group
from onrecord.edtf import bounds
from onrecord.ids import member_id
from onrecord.join.coverage import Coverage, Known
from onrecord.join.events.cluster import Cluster, Rarity, rarity_of
from onrecord.join.events.grouping import grouped, supporting
from onrecord.join.events.mentions import Mention, placing
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

__all__ = ["by_day", "join_events"]


def join_events(coverage: Coverage, known: Known, settings: Settings, hand: Hand = NO_HAND) -> tuple[Event, ...]:
    """The events of one story, by earliest possible date, then id; `hand` has the last word on what is one."""
    every: list[Mention] = []
    rarity = rarity_of(_words(coverage, known, every))
    clusters = _by_hand(grouped(every, rarity, settings), rarity, hand)
    return _events(coverage, known, clusters, rarity, settings)


def _words(coverage: Coverage, known: Known, kept: list[Mention]) -> Iterator[frozenset[str]]:
    """The words of each sentence that tells of something; the mentions that an event may be made of go to `kept`."""
    for found, sentences in placing(coverage, known):
        kept += (m for m in found if m.bounds is not None or supporting(m))
        yield from sentences


def _by_hand(clusters: Sequence[Cluster], rarity: Rarity, hand: Hand) -> list[Cluster]:
    """The clusters as edits leave them. One that is left without any date is no event.

    A date that was set stands. A merged event has the date of the one that the other was merged into, what was split
    off, or left behind without its date, the finest that it tells.
    """
    whole = {id(c.members): c for c in clusters}
    found = hand.regrouped(
        "event", [(c.date, c.members) for c in clusters], lambda m: m.event.span, lambda m: m.event.sentence, str
    )
    return [
        _cluster(g, rarity) if g.touched else whole[id(g.members)]
        for g in found
        if not g.touched or g.fixed or any(m.bounds for m in g.members)
    ]


def _cluster(group: Group[str, Mention], rarity: Rarity) -> Cluster:
    """An event of these members; undated ones support it and are not compared with."""
    dated = [m for m in group.members if m.bounds]
    held = group.fixed or any(m.date == group.head for m in dated)
    made = Cluster(group.head if held else _finest(dated).date or group.head)
    for mention in dated:
        made.add(mention, rarity)
    made.members += [m for m in group.members if not m.bounds]
    return made


def _finest(mentions: Iterable[Mention]) -> Mention:
    """The one with the narrowest date, the first of equals."""
    return min(mentions, key=lambda m: (m.bounds.days if m.bounds else UNDATED, m.event.span))


UNDATED = 10**7
"""Days that a mention without a date may be of: more than there are."""


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
        finest = _finest(cluster.members)
        outlets = {coverage.articles[s.article].outlet for s in support} - {None}
        background = bool(begun) and is_background(coverage, cluster, begun, cast, spread)
        made.append(
            Event(
                id=member_id("e", [m.event.span for m in cluster.members if bool(m.bounds) == bool(finest.bounds)]),
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
    return tuple(sorted(made, key=by_day))


def by_day(event: Event) -> tuple[date, date, str]:
    """What puts events in the order of the record: the earliest and the latest possible day, the id."""
    possible = bounds(event.date)
    return possible.first, possible.last, event.id


def _story_order(coverage: Coverage) -> Callable[[Span], tuple[int, int]]:
    order = {article: i for i, article in enumerate(coverage.articles)}
    return lambda span: (order[span.article], span.start)
