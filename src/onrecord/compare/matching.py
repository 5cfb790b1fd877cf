"""Which people, events, utterances and differences of two records are the same: those that rest on the same words.

Ids come from the smallest member, which an added article may change; so equal ids are looked at first, then shared
members. Each thing of either record has at most one of the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from onrecord.edtf import may_be_same
from onrecord.errors import QueryError
from onrecord.model import Difference, Event, Record

__all__ = ["Matches", "matched"]


class HasId(Protocol):
    """Anything of a record that has an id."""

    @property
    def id(self) -> str:
        """The id."""


T = TypeVar("T", bound=HasId)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Id in the newer record → id of the same thing in the older one; and what of the older one is there no more.

    Two things that have become one are both still there.
    """

    same: dict[str, str]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """What is the same in two records, by kind."""

    people: Pairs
    events: Pairs
    utterances: Pairs
    differences: Pairs


def matched(old: Record, new: Record) -> Matches:
    """What is the same in both records."""
    return Matches(
        _pairs(old.people, new.people, lambda p: p.mentions),
        _pairs(old.events, new.events, lambda e: e.support, _one_event),
        _pairs(old.utterances, new.utterances, lambda u: u.quotations),
        _pairs(old.differences, new.differences, lambda d: [s.span for s in d.statements], _one_difference),
    )


def _one_event(a: Event, b: Event) -> bool:
    """Whether two events told in one sentence may be one: a sentence can tell of several."""
    try:
        return may_be_same(a.date, b.date)
    except QueryError:
        return a.date == b.date


def _one_difference(a: Difference, b: Difference) -> bool:
    """Whether two differences with a side in common are one: a side can differ from others in several ways."""
    return a.reason == b.reason and a.topic == b.topic


def _pairs(
    old: Sequence[T],
    new: Sequence[T],
    members: Callable[[T], Iterable[Hashable]],
    allowed: Callable[[T, T], bool] = lambda a, b: True,
) -> Pairs:
    before = {item.id: item for item in old}
    pairs = {item.id: item.id for item in new if item.id in before}
    taken = set(pairs)
    kept = set(pairs)
    holding: defaultdict[Hashable, list[str]] = defaultdict(list)
    for item in old:
        if item.id not in taken:
            for member in members(item):
                holding[member].append(item.id)
    for item in new:
        shared = Counter(i for member in members(item) for i in holding.get(member, ()))
        fitting = [i for i, _ in sorted(shared.items(), key=lambda s: (-s[1], s[0])) if allowed(before[i], item)]
        kept.update(fitting)
        free = next((i for i in fitting if i not in taken), None)
        if item.id not in pairs and free:
            pairs[item.id] = free
            taken.add(free)
    return Pairs(pairs, tuple(item.id for item in old if item.id not in kept))
