"""Members in groups: what people, utterances and events are to an edit, and how an edit regroups them.

A member is whatever the join has put together (a name, a report of a quotation, a mention of an event) and has a span;
a group has a head, what the join knows of it besides its members: a kind, a date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from onrecord.span import Span, overlaps

__all__ = ["Group", "Groups"]

T = TypeVar("T")
H = TypeVar("H")


@dataclass(slots=True, eq=False)
class Group(Generic[H, T]):
    """Members that are one thing. `touched` is set when an edit has changed them, `fixed` when it has set the head."""

    head: H
    members: list[T] = field(default_factory=list)
    touched: bool = False
    fixed: bool = False


class Groups(Generic[H, T]):
    """All groups of a kind, looked up by place.

    `span_of` gives the span of a member, `unit_of` what is only taken out whole: of the mentions of an event those in
    one sentence.
    """

    def __init__(
        self, groups: Iterable[Group[H, T]], span_of: Callable[[T], Span], unit_of: Callable[[T], Span]
    ) -> None:
        self._groups = list(groups)
        self.span_of, self._unit_of = span_of, unit_of
        self._home: dict[Span, Group[H, T]] = {}
        self._in: defaultdict[str, list[Span]] = defaultdict(list)
        for group in self._groups:
            for member in group.members:
                span = span_of(member)
                self._home[span] = group
                self._in[span.article].append(span)

    @property
    def groups(self) -> list[Group[H, T]]:
        """The groups that have members."""
        return [g for g in self._groups if g.members]

    def at(self, place: Span) -> list[Group[H, T]]:
        """The groups that have a member at `place`: the one with just this span, else all that overlap it."""
        exact = self._home.get(place)
        if exact is not None:
            return [exact]
        found = {id(g): g for s in self._in[place.article] if overlaps(s, place) and (g := self._home.get(s))}
        return list(found.values())

    def unite(self, first: Group[H, T], others: Iterable[Group[H, T]]) -> None:
        """Puts the members of the others into the first group, whose head stays."""
        for other in others:
            if other is not first:
                self._put(other.members, first)
                other.members = []

    def take_out(self, group: Group[H, T], places: Sequence[Span]) -> bool:
        """Makes the members at `places` a group of their own; false when they are none or all, and nothing is done."""
        units = {
            self._unit_of(m) for m in group.members for p in places
            if self.span_of(m) == p or (p not in self._home and overlaps(self.span_of(m), p))
        }  # fmt: skip
        out = [m for m in group.members if self._unit_of(m) in units]
        if not out or len(out) == len(group.members):
            return False
        gone = {self.span_of(m) for m in out}
        group.members = [m for m in group.members if self.span_of(m) not in gone]
        group.touched = True
        apart: Group[H, T] = Group(group.head)
        self._groups.append(apart)
        self._put(out, apart)
        return True

    def bring_in(self, group: Group[H, T], places: Iterable[Span]) -> None:
        """Puts what is at each of `places` into the group, unless it has it, or two other groups share the place."""
        for place in places:
            found = self.at(place)
            if len(found) == 1 and found[0] is not group:
                other = found[0]
                moved = {self.span_of(m) for m in other.members if overlaps(self.span_of(m), place)}
                self._put([m for m in other.members if self.span_of(m) in moved], group)
                other.members = [m for m in other.members if self.span_of(m) not in moved]
                other.touched = True

    def drop(self, group: Group[H, T]) -> None:
        """Takes a group out with all of its members."""
        for member in group.members:
            del self._home[self.span_of(member)]
        group.members = []

    def _put(self, members: Iterable[T], group: Group[H, T]) -> None:
        for member in members:
            group.members.append(member)
            self._home[self.span_of(member)] = group
        group.members.sort(key=self.span_of)
        group.touched = True
