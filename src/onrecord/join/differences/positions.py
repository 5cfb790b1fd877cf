"""Positions that somebody held in earlier coverage and no longer holds in later coverage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.join.differences.ground import Draft, Ground, in_order
from onrecord.model import Person, Role
from onrecord.words import load

__all__ = ["position_differences"]

APART = 31
"""Days between the last that says somebody is it and the first that says he was: two papers may word it in two ways."""
HELD, LEFT = 3, 2
"""Fewest independent sources before the first that calls somebody a former chief, and fewest that do, where later ones
go on to use the old title."""


@dataclass(frozen=True, slots=True)
class Positions:
    """The lists of `words/positions.toml`."""

    former: frozenset[str]


def position_differences(ground: Ground) -> Iterator[Draft]:
    """For each position that somebody is first said to hold and later to have held, one difference.

    A title stays in use before a name: with later ones that use it, it counts only where many did before, and a bare
    one, `President Ash`, never.
    """
    for person in ground.known.people:
        held: dict[str, tuple[list[Role], list[Role]]] = defaultdict(lambda: ([], []))
        for role in person.roles:
            if role.by is None and (words := role.text.lower().split()):
                over = words[0] in _former()
                held[" ".join(words[1:] if over else words)][over].append(role)
        for position, (now, then) in sorted(held.items()):
            if position and now and then and _left(ground, position, now, then):
                first, last = (min(x, key=lambda r: (str(ground.day(r.span)), r.span)) for x in (now, then))
                yield _draft(ground, person, first, last)


def _left(ground: Ground, position: str, now: list[Role], then: list[Role]) -> bool:
    """Whether the position was held before it was called former, in all coverage or in most of that before."""
    first, left = ([ground.day(r.span) for r in roles] for roles in (now, then))
    days = [d for d in left if d]
    if " " not in position:
        return False  # `President Ash` he stays
    if in_order(first, left):
        return (min(days) - max(d for d in first if d)).days > APART
    before = {ground.source(r.span) for r in now if days and (day := ground.day(r.span)) and day < min(days)}
    return len(days) == len(left) and len(before) >= HELD and len({ground.source(r.span) for r in then}) >= LEFT


def _draft(ground: Ground, person: Person, now: Role, then: Role) -> Draft:
    args = {"name": person.name, "a": now.text, "b": then.text}
    statements = (ground.statement(now.span, now.text), ground.statement(then.span, then.text))
    return Draft("position", args, person.name, statements)


def _former() -> frozenset[str]:
    lists: Positions = load("positions", Positions)
    return lists.former
