"""Bodies, places and groups: acronyms, short forms and well-known other names.

`the Harbour Board (HB)` ties the two; so do the initials when both stand in one article. A part of a body's name means
it in an article that gives the whole (`the Trust`, `Acme` for `Acme Shipping`) as long as only one such body is there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.join.coverage import Coverage
from onrecord.join.people.aliases import Key, initials, key_of, without_suffix
from onrecord.join.people.units import Node, Unions, Unit, body_words, known_places, teams
from onrecord.model import Name
from onrecord.namewords import name_words

__all__ = ["resolve_bodies"]

SHORTEST_ACRONYM = 3
"""Letters; shorter ones stand for too much to be tied by initials alone."""
HEADINGS = 1
"""Mentions of a short form that may come before the full name: the heading's."""
MOST = 0.8
"""Share of its other articles in which a short form must mean one body, to mean it where the full name is missing."""


def resolve_bodies(units: Sequence[Unit], coverage: Coverage, unions: Unions) -> Iterator[tuple[Name, Node]]:
    """Every mention of a body, place or group with its node, which `unions` still may tie to others."""
    mine = [unit for unit in units if unit.kind != "person"]
    articles: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in mine:
        articles[unit.article].append(unit)
    short: dict[tuple[str, Key], Node] = {}
    for article, here in articles.items():
        bodies = [unit for unit in here if unit.kind == "organization"]
        _tie_acronyms(bodies, coverage, unions)
        for unit in bodies:
            if target := _longer(unit, bodies):
                short[(article, unit.key)] = target
    usual = _teams(mine) | _usual(short)
    for unit in mine:
        node = short.get((unit.article, unit.key)) if unit.kind == "organization" else None
        if node is None and unit.kind == "organization":
            node = usual.get(unit.key)
        node = node or _node(unit)
        yield from ((name, node) for name in unit.mentions)


@cache
def _same() -> dict[Key, Key]:
    return {key_of(other): key_of(group[0]) for group in name_words().same for other in group}


def _node(unit: Unit) -> Node:
    key = _same().get(unit.key, unit.key)
    if unit.kind != "organization":
        return Node(unit.kind, key)
    return Node(unit.kind, without_suffix(tuple(_spelt(word) for word in key)))


def _spelt(word: str) -> str:
    """A word of a body's name in one spelling: `Organisation` is the `Organization` of another paper."""
    return name_words().spellings.get(word, word)


def _tie_acronyms(bodies: Sequence[Unit], coverage: Coverage, unions: Unions) -> None:
    """Ties the acronyms of an article to the full names that they stand for, if there is one only."""
    acronyms = [u for u in bodies if len(u.key) == 1 and u.mentions[0].text.replace(".", "").isupper()]
    if not acronyms:
        return
    long: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in bodies:
        if len(unit.key) > 1:
            for letters in initials(unit.key):
                long[letters].append(unit)
    starts = {name.span.start: u for u in acronyms for name in u.mentions}
    for unit in bodies:
        if len(unit.key) > 1:
            for after in (name.span.end for name in unit.mentions):
                text = coverage.articles[unit.article].text[after : after + 2]
                beside = starts.get(after + 2) if text == " (" else None
                if beside:
                    unions.tie(_node(unit), _node(beside))
    for unit in acronyms:
        full = long.get(unit.key[0], [])
        if len(full) == 1 and len(unit.key[0]) >= SHORTEST_ACRONYM:
            unions.tie(_node(unit), _node(full[0]))


def _longer(unit: Unit, bodies: Sequence[Unit]) -> Node | None:
    """The one body of the article whose name begins or ends with this wording.

    What begins like an acronym is part of what that stands for (`NHK World`), and a name that was used before the
    longer one came up is no short form of it: papers give the full name first. The heading may have the short one.
    """
    openers = _openers()
    key = without_suffix(unit.key)
    acronym = unit.mentions[0].text.isupper()
    if len(key) == 1 and (key[0] in openers or len(key[0]) < SHORTEST_ACRONYM):
        return None
    found = {}
    for other in bodies:
        long = without_suffix(other.key)
        if len(long) <= len(key) or key not in (long[: len(key)], long[-len(key) :]):
            continue
        introduced = sum(name.span.start < other.first for name in unit.mentions) <= HEADINGS
        begins = long[: len(key)] == key and introduced and not acronym
        team = long[:-1] in known_places() or (key[0].endswith("s") and key[0] not in body_words())
        ends = long[-len(key) :] == key and (len(key) > 1 or key[0] in _generic() or team)
        if begins or ends:
            found[_node(other)] = other
    return next(iter(found)) if len(found) == 1 else None


def _teams(units: Sequence[Unit]) -> dict[Key, Node]:
    """What is left of a body's name without its place, `Rovers` for `Berlin Rovers`, where one body has it."""
    whole: defaultdict[Key, set[Node]] = defaultdict(set)
    for unit in teams(units):
        whole[unit.key[-1:]].add(_node(unit))
    return {key: next(iter(nodes)) for key, nodes in whole.items() if len(nodes) == 1}


@cache
def _generic() -> frozenset[str]:
    return body_words() - {word.casefold() for word in name_words().alone}


@cache
def _openers() -> frozenset[str]:
    known = name_words()
    some = known.body_openers | known.places | known.firsts | known.place_words
    return frozenset(word.casefold().replace(".", "") for word in some)


def _usual(short: dict[tuple[str, Key], Node]) -> dict[Key, Node]:
    """What a short form means in most articles that give the full name."""
    votes: defaultdict[Key, Counter[Node]] = defaultdict(Counter)
    for (_, key), node in short.items():
        if len(key) > 1 or key[0] not in _generic():  # `the Board` is another one elsewhere
            votes[key][node] += 1
    usual = {}
    for key, told in votes.items():
        node, count = max(told.items(), key=lambda item: (item[1], item[0]))
        if count >= MOST * told.total():
            usual[key] = node
    return usual
