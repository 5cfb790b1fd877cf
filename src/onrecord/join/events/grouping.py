"""Which mentions are of one happening.

Mentions to the day are grouped day by day, in text order; each is held only against the events of its day that have
one of its rarest words, and against the heaviest of its kind, so that cost grows with the mentions and not with their
square. Then each event is held once more against the heaviest of its day, now that all is known of those.

A coarser mention (`in October 2021`, `last week`) joins the one event of its kind that lies in that time and fits it;
if several do, the one that most tell of; the rest are grouped among themselves, and the events of a day are held
against each other a last time. So an event's date is the finest that
a mention gives, and never finer than its sources.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from onrecord.edtf import Bounds, bounds
from onrecord.join.events.cluster import Cluster, Rarity, agree, alike, best_of, likeness, related
from onrecord.join.events.mentions import Mention, is_done, is_landmark, landmark_kinds
from onrecord.settings import Settings
from onrecord.span import Span

__all__ = ["grouped", "supporting"]

RAREST = 8
"""Words of a mention, the rarest, by which the events of its day are looked up."""

BUCKET = 24
"""Events that are looked at for one word, the latest."""

HEAVIEST = 3
"""Events of a day, or of a kind and a time, that are looked at for being the heaviest."""


def grouped(every: Sequence[Mention], rarity: Rarity, settings: Settings) -> list[Cluster]:
    """The events that some mentions make, by date; undated mentions support one, or are left out."""
    dated = [(m, m.bounds) for m in every if m.bounds is not None]
    days: dict[str, _Day] = defaultdict(lambda: _Day(rarity, settings))
    for mention in sorted((m for m, at in dated if at.days == 1), key=_in_text):
        days[(mention.date or "")[:10]].place(mention)
    clusters = [c for day in sorted(days) for c in _merged(days[day].clusters, rarity, settings)]
    coarse = sorted(((m, at) for m, at in dated if at.days > 1), key=lambda p: (p[1].days, p[0].date, _in_text(p[0])))
    later = _coarse(coarse, clusters, rarity, settings)
    by_day: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        by_day[cluster.date[:10]].append(cluster)
    clusters = [c for of_day in by_day.values() for c in _merged(of_day, rarity, settings)] + later
    _support(clusters, (m for m in every if m.bounds is None and supporting(m)))
    return clusters


def _in_text(mention: Mention) -> Span:
    return mention.event.span


class _Day:
    """The events of one day (or of one coarser date), and where to look for them."""

    def __init__(self, rarity: Rarity, settings: Settings) -> None:
        self._rarity, self._settings = rarity, settings
        self.clusters: list[Cluster] = []
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_kind: dict[str, list[int]] = defaultdict(list)
        self._by_sentence: dict[Span, int] = {}

    def place(self, mention: Mention) -> None:
        """Puts a mention into the event that it fits best, or into a new one."""
        rarest = sorted(mention.words, key=lambda w: (-self._rarity[w], w))[:RAREST]
        near = self._near(mention, rarest)
        best = best_of(mention, [self.clusters[i] for i in near], self._rarity, self._settings)
        if best is None:
            at = len(self.clusters)
            self.clusters.append(Cluster(mention.date or ""))
        else:
            at = near[best]
        found = self.clusters[at]
        self._by_sentence[mention.event.sentence] = at
        for word in rarest:
            if at not in self._by_word[word][-BUCKET:]:
                self._by_word[word].append(at)
        if mention.kind not in found.kinds:
            self._by_kind[mention.kind].append(at)
        found.add(mention, self._rarity)

    def _near(self, mention: Mention, rarest: Sequence[str]) -> list[int]:
        """The events that a mention is held against, in the order in which they were made."""
        near = {i for word in rarest for i in self._by_word.get(word, ())[-BUCKET:]}
        of_kind = self._by_kind.get(mention.kind, ())
        near |= set(sorted(of_kind, key=lambda i: (-len(self.clusters[i].members), i))[:HEAVIEST])
        if (same := self._by_sentence.get(mention.event.sentence)) is not None:
            near.add(same)
        return sorted(near)


def _merged(clusters: Sequence[Cluster], rarity: Rarity, settings: Settings) -> list[Cluster]:
    """The events of one day, each light one held against the heaviest once more, as these are before any is merged."""
    ordered = sorted(clusters, key=lambda c: (-len(c.members), _in_text(c.members[0])))
    into: list[int] = []
    for at, cluster in enumerate(ordered):
        heaviest = (i for i in range(min(at, HEAVIEST)) if alike(cluster, ordered[i], settings))
        into.append(next((into[i] for i in heaviest), at))
    for at, head in enumerate(into):
        for mention in ordered[at].members if head != at else ():
            ordered[head].add(mention, rarity)
    return [c for at, c in enumerate(ordered) if into[at] == at]


# ------------------------------------------------------------------ coarser dates
class _Finer:
    """The events of each kind by their first day, to find those that lie in a month, a week or a year."""

    def __init__(self, clusters: Iterable[Cluster]) -> None:
        self._of_kind: dict[str, list[tuple[Bounds, Cluster]]] = defaultdict(list)
        self._heaviest: dict[tuple[str, str], list[Cluster]] = {}
        for cluster in clusters:
            self.add(cluster)

    def add(self, cluster: Cluster) -> None:
        """Files an event under its kinds."""
        for kind in cluster.kinds:
            self._of_kind[kind].append((bounds(cluster.date), cluster))

    def within(self, kind: str, date: str, at: Bounds) -> list[Cluster]:
        """The heaviest events of a kind that lie in a time and are dated finer, the heaviest first."""
        if (kind, date) not in self._heaviest:
            inside = [
                c for b, c in self._of_kind[kind] if at.first <= b.first and b.last <= at.last and b.days < at.days
            ]
            inside.sort(key=lambda c: (-len(c.members), _in_text(c.members[0])))
            self._heaviest[kind, date] = inside[: 2 * HEAVIEST]
        return self._heaviest[kind, date]


def _coarse(
    coarse: Sequence[tuple[Mention, Bounds]], fine: Iterable[Cluster], rarity: Rarity, settings: Settings
) -> list[Cluster]:
    """Adds coarse mentions to the finer events that they fit, and returns the events that the rest make."""
    finer = _Finer(fine)
    made: dict[str, _Day] = defaultdict(lambda: _Day(rarity, settings))
    for date, mentions in _by_date(coarse):
        for mention, at in mentions:
            found = _fitting(mention, finer.within(mention.kind, date, at), rarity, settings)
            if found is not None:
                found.add(mention, rarity)
            else:
                made[date].place(mention)
        for cluster in made[date].clusters if date in made else ():
            finer.add(cluster)
    return [c for date in sorted(made) for c in made[date].clusters]


def _by_date(
    coarse: Sequence[tuple[Mention, Bounds]],
) -> Iterator[tuple[str, list[tuple[Mention, Bounds]]]]:
    """The mentions of one date together, in the order of the dates, finer ones first."""
    together: dict[str, list[tuple[Mention, Bounds]]] = defaultdict(list)
    for mention, at in coarse:
        together[(mention.date or "").rstrip("~?%")].append((mention, at))
    yield from together.items()


def _fitting(mention: Mention, finer: Sequence[Cluster], rarity: Rarity, settings: Settings) -> Cluster | None:
    """The event that a coarse mention tells of: the heaviest that fits it, None if another is as heavy."""
    fits = [
        c for c in finer
        if agree(mention, c) and related(mention, c) and (
            is_landmark(mention) or mention.people & c.people.keys()
            or likeness(mention.words, c, rarity) >= settings.event_likeness_of_kind
        )
    ]  # fmt: skip
    if not fits or (len(fits) > 1 and len(fits[0].members) == len(fits[1].members)):
        return None
    return fits[0]


def supporting(mention: Mention) -> bool:
    """Whether a mention may support an event without a date of its own.

    Two people are enough to know an event again; of what stories count from (`was killed`) one is whom it befell.
    """
    people = mention.actors
    told_of = bool(people) and mention.kind in landmark_kinds() and mention.objects == people
    return is_done(mention.event) and (len(people) > 1 or told_of)


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
        fits = [c for c in by_kind.get((mention.kind, people[0]), ()) if set(people) <= c.people.keys()]
        if len(fits) == 1:
            fits[0].members.append(mention)
