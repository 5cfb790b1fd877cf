"""An event while it grows, and how well a mention fits it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log, sqrt

from onrecord.join.events.mentions import Mention, is_kind
from onrecord.settings import Settings
from onrecord.span import Span

__all__ = ["Cluster", "agree", "best_of", "likeness", "rarity_of"]


@dataclass(slots=True)
class Cluster:
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
        """Takes a mention into the event."""
        self._length = None
        self.members.append(mention)
        self.words.update(mention.words)
        self.kinds.add(mention.kind)
        self.people |= mention.actors or mention.people
        self.company |= mention.company
        self.places |= mention.places


def rarity_of(every: Sequence[Mention]) -> dict[str, float]:
    """Inverse document frequency of words over sentences."""
    said: dict[Span, set[str]] = defaultdict(set)
    for mention in every:
        said[mention.event.sentence] |= mention.words
    holding = Counter(w for words in said.values() for w in words)
    total = len(said)
    return {w: log((1 + total) / n) for w, n in holding.items()}


def likeness(words: Iterable[str], cluster: Cluster, rarity: dict[str, float]) -> float:
    """Cosine of a mention's words with the event's, weighted by rarity."""
    shared = own = 0.0
    for word in sorted(words):
        weight = rarity[word] ** 2
        own += weight
        shared += weight * cluster.words[word]
    length = cluster.length(rarity)
    return shared / (sqrt(own) * length) if own and length else 0.0


def belongs(mention: Mention, cluster: Cluster, rarity: dict[str, float], settings: Settings) -> float:
    """How well a mention fits an event of a compatible date, 0 when it does not."""
    close = likeness(mention.words, cluster, rarity)
    same_sentence = any(m.event.sentence == mention.event.sentence for m in cluster.members[-8:])
    of_one_kind = related(mention, cluster)
    if of_one_kind or same_sentence or close >= settings.event_likeness:
        return 0.001 + close + (1.0 if of_one_kind else 0.0) + (2.0 if same_sentence else 0.0)
    return 0.0


def related(mention: Mention, cluster: Cluster) -> bool:
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


def agree(mention: Mention, cluster: Cluster) -> bool:
    """Whether somebody is in both; where one names nobody they agree."""
    return not mention.people or not cluster.people or bool(mention.people & cluster.people)


def best_of(
    mention: Mention, fitting: Iterable[Cluster], rarity: dict[str, float], settings: Settings
) -> Cluster | None:
    """The event that a mention fits best, the first of equals; None when it fits none."""
    scored = [(belongs(mention, c, rarity, settings), -i, c) for i, c in enumerate(fitting)]
    best = max(scored, key=lambda s: s[:2], default=(0.0, 0, None))
    return best[2] if best[0] > 0 else None
