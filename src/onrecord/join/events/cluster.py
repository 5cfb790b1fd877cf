"""An event while it grows, and how well a mention fits it.

A mention's words are a vector of length one, weighted by rarity; it is as like an event as it is, on average, like
the event's mentions. An average does not grow with the event, as the likeness to a sum of words would: the one great
event of a day would swallow all else that the day's articles tell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from math import log

from onrecord.join.events.mentions import Mention, is_kind, is_landmark, landmark_kinds
from onrecord.settings import Settings
from onrecord.vectors import dot, unit

__all__ = ["Cluster", "Rarity", "agree", "alike", "best_of", "likeness", "rarity_of", "related", "vector"]

Rarity = Mapping[str, float]
"""Word → how rare it is among the sentences that tell of something."""

COMMON = 0.5
"""Weight of a word that stands in every sentence: in a short story those are what it is about."""

AGAINST = 2.5
"""How many times as alike the words must be where the people are others."""

RECENT = 8
"""Mentions of an event, the last ones, that are asked whether they stand in the same sentence."""


@dataclass(slots=True)
class Cluster:
    """An event while it grows. `words` is the sum of its mentions' vectors, `landmarks` counts the mentions that only
    name what the story counts from.
    """

    date: str
    members: list[Mention] = field(default_factory=list)
    words: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    kinds: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    subjects: set[str] = field(default_factory=set)
    objects: set[str] = field(default_factory=set)
    company: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    landmarks: int = 0

    def add(self, mention: Mention, rarity: Rarity) -> None:
        """Takes a mention into the event."""
        self.members.append(mention)
        for word, value in vector(mention.words, rarity).items():
            self.words[word] += value
        self.kinds[mention.kind] += 1
        self.people.update(mention.actors or mention.people)
        self.subjects |= mention.subjects
        self.objects |= mention.objects
        self.company |= mention.company
        self.places |= mention.places
        self.landmarks += is_landmark(mention)


def rarity_of(sentences: Iterable[frozenset[str]]) -> Rarity:
    """Inverse document frequency of words over the sentences that tell of something; what stands in all of them still
    counts a little.
    """
    holding: Counter[str] = Counter()
    total = 0
    for words in sentences:
        total += 1
        holding.update(words)
    return {w: log((1 + total) / n) + COMMON for w, n in holding.items()}


def vector(words: Iterable[str], rarity: Rarity) -> dict[str, float]:
    """Words as a vector of length one."""
    return unit({w: rarity[w] for w in sorted(words)})


def likeness(words: Iterable[str], cluster: Cluster, rarity: Rarity) -> float:
    """The mean cosine of a mention's words with those of the event's mentions."""
    return dot(vector(words, rarity), cluster.words) / len(cluster.members) if cluster.members else 0.0


def belongs(mention: Mention, cluster: Cluster, rarity: Rarity, settings: Settings) -> float:
    """How well a mention fits an event of a compatible date, 0 when it does not.

    It does when it stands in a sentence that tells of the event, when their words are alike, or, with less of that,
    when it is of the event's kind and nothing speaks against it; with much more, when it names other people in the same
    parts. A noun for what the story counts from (`since the explosion on 20 April, shares have …`) needs no more than
    the kind: its sentence tells of something else.
    """
    if any(m.event.sentence == mention.event.sentence for m in cluster.members[-RECENT:]):
        return 3.0
    close = likeness(mention.words, cluster, rarity)
    if not agree(mention, cluster):
        return close if close >= AGAINST * settings.event_likeness else 0.0
    if related(mention, cluster):
        if is_landmark(mention):
            return close + 1.0
        return close + settings.event_likeness if close >= settings.event_likeness_of_kind else 0.0
    return close if close >= settings.event_likeness else 0.0


def alike(light: Cluster, heavy: Cluster, settings: Settings) -> bool:
    """Whether two events of one day are one: on average, their mentions are as alike as those of one event.

    Two of one kind of which one is what the story counts from are one in any case, if that is a kind that stories count
    from: accounts of an accident need not share a word. So is one that nothing is told of but that something was
    counted from it.
    """
    shared = dot(light.words, heavy.words) / (len(light.members) * len(heavy.members))
    of_one_kind = (
        light.kinds.most_common(1)[0][0] in heavy.kinds
        and not _apart(light.places, heavy.places)
        and (bool(light.people.keys() & heavy.people.keys()) or not _other_parts(light, heavy))
    )
    bare = any(c.landmarks == len(c.members) for c in (light, heavy))
    counted = (light.landmarks or heavy.landmarks) and light.kinds.most_common(1)[0][0] in landmark_kinds()
    if of_one_kind and (bare or counted):
        return True
    return shared >= (settings.event_likeness_of_kind if of_one_kind else settings.event_likeness)


def related(mention: Mention, cluster: Cluster) -> bool:
    """Whether two tellings of one date are of one happening by what they are and where.

    Of one kind, unless they name other places; or, on one day, one of them tells of no particular kind of happening
    but of the circumstances (`sat`, `arrived`), and they share somebody. A month is too long for that.
    """
    if mention.kind in cluster.kinds:
        return not _apart(mention.places, cluster.places)
    if mention.bounds is None or mention.bounds.days > 1:
        return False
    circumstance = not is_kind(mention.kind) or not any(is_kind(k) for k in cluster.kinds)
    return circumstance and bool(mention.company & cluster.company)


def agree(mention: Mention, cluster: Cluster) -> bool:
    """Whether who did it, and to whom it was done, are not others: two who were charged are two events.

    Those of one part who share nobody disagree; where one names nobody in a part, or both name the same people in
    whatever part, they agree.
    """
    return not _other_parts(mention, cluster) or bool(mention.people & cluster.people.keys())


def _other_parts(one: Mention | Cluster, other: Cluster) -> bool:
    return _apart(one.subjects, other.subjects) or _apart(one.objects, other.objects)


def _apart(one: Set[str], other: Set[str]) -> bool:
    """Whether both name somebody or something, and nothing the same."""
    return bool(one) and bool(other) and not one & other


def best_of(mention: Mention, fitting: Sequence[Cluster], rarity: Rarity, settings: Settings) -> int | None:
    """The number of the event that a mention fits best, the first of equals; None when it fits none."""
    scores = [belongs(mention, c, rarity, settings) for c in fitting]
    best = max(range(len(scores)), key=lambda i: (scores[i], -i), default=None)
    return best if best is not None and scores[best] > 0 else None
