"""Positions that somebody held in earlier coverage and no longer holds in later coverage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.join.differences.ground import Draft, Ground, in_order
from onrecord.model import Person, Role
from onrecord.words import load

__all__ = ["position_differences"]

HELD, LEFT = 3, 2
"""Fewest independent sources before the first that calls somebody a former chief, and fewest that do, where later ones
go on to use the old title."""


@dataclass(frozen=True, slots=True)
class Positions:
    """The lists of `words/positions.toml`."""

    former: frozenset[str]


def position_differences(ground: Ground) -> Iterator[Draft]:
    """For each position that somebody is first said to hold and later to have held, one difference.

    `President Ash` stays in use when there is another; so a bare title counts only where many used it before.
    """
    for person in ground.known.people:
        held: dict[str, tuple[list[Role], list[Role]]] = defaultdict(lambda: ([], []))
        for role in person.roles:
            if role.by is None and (words := role.text.lower().split()):
                over = words[0] in _former()
                held[" ".join(words[1:] if over else words)][over].append(role)
        for position, (now, then) in sorted(held.items()):
            if position and now and then and _left(ground, position, now, then):
                yield _draft(
                    ground,
                    person,
                    position,
                    min(now, key=lambda r: (str(_day(ground, r)), r.span)),
                    min(then, key=lambda r: (str(_day(ground, r)), r.span)),
                )


def _left(ground: Ground, position: str, now: list[Role], then: list[Role]) -> bool:
    """Whether the position was held before it was called former, in all coverage or in most of that before."""
    first, left = ([_day(ground, r) for r in roles] for roles in (now, then))
    if " " in position and in_order(first, left):
        return True
    days = [d for d in left if d]
    before = {ground.source(r.span) for r in now if days and (day := _day(ground, r)) and day < min(days)}
    return len(days) == len(left) and len(before) >= HELD and len({ground.source(r.span) for r in then}) >= LEFT


def _day(ground: Ground, role: Role) -> date | None:
    return ground.day(role.span)


def _draft(ground: Ground, person: Person, position: str, now: Role, then: Role) -> Draft:
    args = {"name": person.name, "a": now.text, "b": then.text}
    statements = (ground.statement(now.span, now.text), ground.statement(then.span, then.text))
    return Draft("position", args, person.name, statements)


def _former() -> frozenset[str]:
    lists: Positions = load("positions", Positions)
    return lists.former
