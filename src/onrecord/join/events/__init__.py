"""Events: mentions of one happening across the coverage, dated by when it happened, weighed and put in order.

1. Mentions to the day are grouped by day; within a day, those that share enough words, or their kind and people who
   do not speak against it, are one event. The comparison is with the event's sum of words, so that cost grows with
   the mentions of one day.
2. Coarser mentions (`in October 2021`) join an event of their month or year when kind and people agree and only one
   such event fits; the rest are grouped among themselves by date. An event's date is the finest that a mention gives,
   so it is never finer than its sources.
3. Undated mentions support the one event of their kind that has their people.
4. Weight: how many independent articles return to the event, how early in them, how many outlets.
5. Background: what may have been before the story began, or names passing figures only. The story begins with the
   earliest event that at least half as many articles tell of as tell of the one that most tell of.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import log, sqrt
from typing import Literal

from onrecord.edtf import bounds, within
from onrecord.ids import member_id
from onrecord.join.coverage import Coverage, Known
from onrecord.join.events.mentions import Mention, is_kind, mentions
from onrecord.join.versions import superseded
from onrecord.model import Event
from onrecord.settings import Settings
from onrecord.span import Span

__all__ = ["join_events"]

HEAVIEST = 3
"""Events of a day that its light ones are held against once more: a bound on the cost of a day with thousands."""

Status = Literal["happened", "planned", "denied", "unclear"]


@dataclass(slots=True)
class _Cluster:
    """An event while it grows. `words` counts the mentions that hold a word."""

    date: str
    members: list[Mention] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)
    kinds: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    company: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)

    _length: float | None = None

    def length(self, rarity: dict[str, float]) -> float:
        """The length of the event's vector of words, kept until a mention is added."""
        if self._length is None:
            self._length = sqrt(sum((rarity[w] * n) ** 2 for w, n in sorted(self.words.items())))
        return self._length

    def add(self, mention: Mention) -> None:
        self._length = None
        self.members.append(mention)
        self.words.update(mention.words)
        self.kinds.add(mention.kind)
        self.people |= mention.actors or mention.people
        self.company |= mention.company
        self.places |= mention.places


def join_events(coverage: Coverage, known: Known, settings: Settings) -> tuple[Event, ...]:
    """The events of the coverage, by earliest possible date, then id."""
    every = list(mentions(coverage, known))
    rarity = _rarity(every)
    dated = [m for m in every if m.bounds is not None]
    clusters = _by_day([m for m in dated if m.bounds and m.bounds.days == 1], rarity, settings)
    coarse = sorted((m for m in dated if m.bounds and m.bounds.days > 1), key=_by_width)
    clusters += _coarse(coarse, clusters, rarity, settings)
    _support(clusters, [m for m in every if m.bounds is None and m.event.modality == "actual" and not m.event.negated])
    return _events(coverage, known, clusters, rarity, settings)


def _by_width(mention: Mention) -> tuple[int, str, Span]:
    """Months before years, so that a year's mention can join an event of a month."""
    return (mention.bounds.days if mention.bounds else 0, mention.date or "", mention.event.span)


def _rarity(every: Sequence[Mention]) -> dict[str, float]:
    """Inverse document frequency of words over sentences."""
    said: dict[Span, set[str]] = defaultdict(set)
    for mention in every:
        said[mention.event.sentence] |= mention.words
    holding = Counter(w for words in said.values() for w in words)
    total = len(said)
    return {w: log((1 + total) / n) for w, n in holding.items()}


def _likeness(words: Iterable[str], cluster: _Cluster, rarity: dict[str, float]) -> float:
    """Cosine of a mention's words with the event's, weighted by rarity."""
    shared = own = 0.0
    for word in sorted(words):
        weight = rarity[word] ** 2
        own += weight
        shared += weight * cluster.words[word]
    length = cluster.length(rarity)
    return shared / (sqrt(own) * length) if own and length else 0.0


def _belongs(mention: Mention, cluster: _Cluster, rarity: dict[str, float], settings: Settings) -> float:
    """How well a mention fits an event of a compatible date, 0 when it does not."""
    likeness = _likeness(mention.words, cluster, rarity)
    same_sentence = any(m.event.sentence == mention.event.sentence for m in cluster.members[-8:])
    related = _related(mention, cluster)
    if related or same_sentence or likeness >= settings.event_likeness:
        return 0.001 + likeness + (1.0 if related else 0.0) + (2.0 if same_sentence else 0.0)
    return 0.0


def _related(mention: Mention, cluster: _Cluster) -> bool:
    """Whether two tellings of one date are of one happening by what they are and who is in them.

    Of one kind, unless they name other places; or, on one day, one of them tells of no particular kind of happening
    but of the circumstances (`sat`, `arrived`), and they share somebody. A month is too long for that.
    """
    if mention.kind in cluster.kinds:
        return not mention.places or not cluster.places or bool(mention.places & cluster.places)
    if mention.bounds is None or mention.bounds.days > 1:
        return False
    circumstance = not is_kind(mention.kind) or not any(is_kind(k) for k in cluster.kinds)
    return circumstance and bool(mention.company & cluster.company)


def _best(
    mention: Mention, fitting: Iterable[_Cluster], rarity: dict[str, float], settings: Settings
) -> _Cluster | None:
    scored = [(_belongs(mention, c, rarity, settings), -i, c) for i, c in enumerate(fitting)]
    best = max(scored, key=lambda s: s[:2], default=(0.0, 0, None))
    return best[2] if best[0] > 0 else None


def _place(mention: Mention, clusters: list[_Cluster], rarity: dict[str, float], settings: Settings) -> None:
    """Puts a mention into the event that it fits best, or into a new one at the end of `clusters`."""
    cluster = _best(mention, clusters, rarity, settings)
    if cluster is None:
        cluster = _Cluster(mention.date or "")
        clusters.append(cluster)
    cluster.add(mention)


def _by_day(day_mentions: Sequence[Mention], rarity: dict[str, float], settings: Settings) -> list[_Cluster]:
    days: dict[str, list[_Cluster]] = defaultdict(list)
    for mention in sorted(day_mentions, key=lambda m: m.event.span):
        day = (mention.date or "")[:10]
        _place(mention, days[day], rarity, settings)
    return [c for day in sorted(days) for c in _merged(days[day], rarity, settings)]


def _merged(clusters: list[_Cluster], rarity: dict[str, float], settings: Settings) -> list[_Cluster]:
    """The events of one day, each light one held against the heaviest once more, now that all is known of those."""
    kept: list[_Cluster] = []
    for cluster in sorted(clusters, key=lambda c: (-len(c.members), c.members[0].event.span)):
        heavier = _best(cluster.members[0], kept[:HEAVIEST], rarity, settings)
        if heavier is None:
            kept.append(cluster)
        else:
            for mention in cluster.members:
                heavier.add(mention)
    return kept


def _coarse(
    coarse: Sequence[Mention], fine: Sequence[_Cluster], rarity: dict[str, float], settings: Settings
) -> list[_Cluster]:
    """Adds coarse mentions to the finer events that they fit, and returns the events that the rest make."""
    finer: dict[str, list[_Cluster]] = defaultdict(list)
    for cluster in fine:
        _register(cluster, finer)
    made: dict[str, list[_Cluster]] = defaultdict(list)
    for mention in coarse:
        date = (mention.date or "").rstrip("~?%")
        fits = [c for c in finer[date] if mention.kind in c.kinds and _agree(mention, c) and within(c.date, date)]
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


def _register(cluster: _Cluster, finer: dict[str, list[_Cluster]]) -> None:
    """Files an event under the month and the year that it lies in, where that is coarser than its own date."""
    first = bounds(cluster.date).first.isoformat()
    for period in (first[:7], first[:4]):
        if within(cluster.date, period) and bounds(cluster.date).days < bounds(period).days:
            finer[period].append(cluster)


def _agree(mention: Mention, cluster: _Cluster) -> bool:
    """Whether somebody is in both; where one names nobody they agree."""
    return not mention.people or not cluster.people or bool(mention.people & cluster.people)


def _support(clusters: Sequence[_Cluster], undated: Iterable[Mention]) -> None:
    """Adds undated mentions to the one event of their kind that has all their people, if there is just one."""
    by_kind: dict[tuple[str, str], list[_Cluster]] = defaultdict(list)
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
    coverage: Coverage, known: Known, clusters: Sequence[_Cluster], rarity: dict[str, float], settings: Settings
) -> tuple[Event, ...]:
    old = superseded(coverage.articles.values())
    groups = [_independent(coverage, c, old) for c in clusters]
    raw = [_weight(coverage, c, g, settings) for c, g in zip(clusters, groups, strict=True)]
    top = max(raw, default=1.0)
    begun = _onset(clusters, groups)
    cast, spread = _cast(coverage, known), _mentioned(known)
    made = []
    for cluster, group, weight in zip(clusters, groups, raw, strict=True):
        support = tuple(sorted({m.event.sentence for m in cluster.members}, key=_story_order(coverage)))
        finest = min(
            (m for m in cluster.members if m.bounds), key=lambda m: (m.bounds.days if m.bounds else 0, m.event.span)
        )
        outlets = {coverage.articles[s.article].outlet for s in support} - {None}
        background = bool(begun) and _is_background(cluster, begun, cast, spread)
        made.append(
            Event(
                id=member_id("e", [m.event.span for m in cluster.members if m.bounds]),
                date=cluster.date,
                basis=finest.basis,
                date_spans=tuple(sorted({s for m in cluster.members for s in m.date_spans})),
                status=_status(cluster),
                background=background,
                headline=_headline(coverage, cluster, rarity),
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


def _independent(coverage: Coverage, cluster: _Cluster, old: frozenset[str]) -> set[str]:
    """The copy groups that tell of the event, superseded versions left out."""
    articles = {m.event.span.article for m in cluster.members}
    return {coverage.articles[a].copy_group or a for a in articles if a not in old}


def _weight(coverage: Coverage, cluster: _Cluster, group: set[str], settings: Settings) -> float:
    """Independent articles, each counting more the earlier it tells of the event; less if it did not happen."""
    first: dict[str, int] = {}
    for m in cluster.members:
        source = coverage.articles[m.event.span.article].copy_group or m.event.span.article
        if source in group:
            first[source] = min(first.get(source, m.order), m.order)
    weight = sum(1.0 + 1.0 / (1 + first[s]) for s in sorted(first))
    weight += 0.1 * log(1 + len(cluster.members))
    return weight if _status(cluster) == "happened" else weight * settings.unhappened_share


def _onset(clusters: Sequence[_Cluster], groups: Sequence[set[str]]) -> str:
    """The first day of the story: that of the earliest event that half as many articles tell of as of the most told."""
    told = [(len(g), c) for c, g in zip(clusters, groups, strict=True) if _status(c) == "happened"]
    most = max((n for n, _ in told), default=0)
    if most < 2:
        return ""
    return min(bounds(c.date).first.isoformat() for n, c in told if n >= 2 and 2 * n >= most)


def _cast(coverage: Coverage, known: Known) -> set[str]:
    """The people and bodies of the story: those whom a fifth of the articles, and at least two, name."""
    least = max(2, -(-len(coverage.articles) // 5))
    spread = {p.id: len({m.article for m in p.mentions}) for p in known.people if p.kind in ("person", "organization")}
    return {p for p, n in spread.items() if n >= least}


def _mentioned(known: Known) -> Counter[tuple[str, str]]:
    """How often each article names each person or body."""
    return Counter((p.id, m.article) for p in known.people for m in p.mentions)


def _is_background(cluster: _Cluster, begun: str, cast: set[str], mentioned: Counter[tuple[str, str]]) -> bool:
    """Whether an event belongs to another story or to what went before this one.

    It does when it may have been before the story began, or when all whom it names are passing figures: not of the
    cast, and named just once by each article that tells of it.
    """
    if bounds(cluster.date).first.isoformat() < begun:
        return True
    told_by = {m.event.span.article for m in cluster.members}
    return bool(cluster.people) and all(
        person not in cast and all(mentioned[person, article] < 2 for article in told_by) for person in cluster.people
    )


def _status(cluster: _Cluster) -> Status:
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


def _headline(coverage: Coverage, cluster: _Cluster, rarity: dict[str, float]) -> Span:
    """The sentence that tells the event best.

    It is near to what all mentions say and early in its article; a sentence that tells of what the event mostly is
    (`killed`, not `sat`), has a date of its own, tells it as done and is of readable length comes before others.
    """
    kinds = Counter(m.kind for m in cluster.members if is_kind(m.kind))
    most = max(kinds.values(), default=0)

    def score(m: Mention) -> tuple[float, int, Span]:
        fit = _likeness(m.words, cluster, rarity) + 0.1 / (1 + m.order)
        fit *= 1.0 if kinds[m.kind] == most else 0.5
        fit *= 1.0 if m.bounds else 0.5
        fit *= 1.0 if m.event.modality == "actual" and not m.event.negated else 0.6
        fit *= 1.0 if 8 <= len(coverage.text(m.event.sentence).split()) <= 45 else 0.5
        return (round(-fit, 6), m.order, m.event.sentence)

    return min(score(m) for m in cluster.members)[2]
