"""Units: the mentions of one wording in one article; and nodes: what a wording stands for, tied together by rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from onrecord.join.coverage import Coverage
from onrecord.join.people.aliases import Key, core, key_of
from onrecord.model import Name, NameKind, PersonKind
from onrecord.namewords import Gender, name_words

__all__ = ["Node", "Unions", "Unit", "agreed", "body_words", "known_places", "teams", "units_of"]

KINDS: tuple[PersonKind, ...] = ("person", "organization", "place", "group")


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """Someone or something as far as its wording tells: a key of one kind, in one article or, if "", in all."""

    kind: PersonKind
    key: Key
    article: str = ""


@dataclass(slots=True)
class Unit:
    """All mentions of one wording in one article, in text order."""

    article: str
    kind: PersonKind
    key: Key
    mentions: list[Name] = field(default_factory=list)

    @property
    def first(self) -> int:
        """Where it is first mentioned."""
        return self.mentions[0].span.start

    def gender(self, share: float) -> Gender | None:
        """What most of its mentions tell."""
        return agreed((name.gender for name in self.mentions), share)


def agreed(genders: Iterable[Gender | None], share: float) -> Gender | None:
    """The gender of at least `share` of those that are known."""
    told = Counter(g for g in genders if g)
    if not told:
        return None
    gender, count = max(told.items(), key=lambda item: (item[1], item[0]))
    return gender if count >= share * told.total() else None


class Unions:
    """Which nodes are one; the smallest node of a set stands for it, so that the order of the ties does not matter."""

    def __init__(self) -> None:
        """No node is tied to another."""
        self._above: dict[Node, Node] = {}

    def top(self, node: Node) -> Node:
        """The node that stands for the set of `node`."""
        path = []
        while (above := self._above.get(node, node)) != node:
            path.append(node)
            node = above
        for below in path:
            self._above[below] = node
        return node

    def tie(self, a: Node, b: Node) -> None:
        """Makes the two sets one."""
        low, high = sorted((self.top(a), self.top(b)))
        if low != high:
            self._above[high] = low


def units_of(coverage: Coverage) -> list[Unit]:
    """The units of all articles, in the order of the coverage and of first mention, with kinds settled."""
    units: list[Unit] = []
    works: Counter[Key] = Counter()
    unsure: list[Unit] = []
    for article in coverage.articles:
        found = coverage.findings.get(article)
        by_key: dict[tuple[NameKind, Key], Unit] = {}
        for name in found.names if found else ():
            if key := key_of(name.text):
                unit = by_key.get((name.kind, key))
                if unit is None:
                    kind: PersonKind = name.kind if name.kind in KINDS else "organization"
                    unit = by_key[name.kind, key] = Unit(article, kind, key)
                unit.mentions.append(name)
        for (kind_found, key), unit in by_key.items():
            (units if kind_found in KINDS else unsure).append(unit)
            works[key] += kind_found == "work"
    units = _without_works(units, works)
    units = _with_unsure(units, unsure, works, coverage)
    _settle_kinds(units)
    return units


def _with_unsure(units: Sequence[Unit], unsure: Sequence[Unit], works: Counter[Key], coverage: Coverage) -> list[Unit]:
    """The units with those wordings of no certain kind that the rest of the coverage knows as somebody or something.

    A headline seldom tells what a capitalised word names; another article that has it in a sentence does.
    """
    told: defaultdict[Key, Counter[PersonKind]] = defaultdict(Counter)
    lasts: set[str] = set()
    firsts: set[tuple[str, str]] = set()
    for unit in units:
        told[unit.key][unit.kind] += 1
        if unit.kind == "person" and len(unit.key) > 1:
            lasts.add(core(unit.key)[-1])
            firsts.add((unit.article, unit.key[0]))
    sides = {unit.key[-1:] for unit in teams(units)}
    here = {(unit.article, unit.kind, unit.key): unit for unit in units}
    added: list[Unit] = []
    for unit in unsure:
        kinds = told.get(unit.key)
        if kinds and works[unit.key] < WORK_SHARE * (kinds.total() + works[unit.key]):
            unit.kind = min(kinds, key=lambda kind: (-kinds[kind], kind))
        elif not works[unit.key] and _bears(unit, lasts, firsts):
            unit.kind = "person"
        elif unit.key in sides:
            unit.kind = "organization"
        else:
            continue
        same = here.setdefault((unit.article, unit.kind, unit.key), unit)
        if same is unit:
            added.append(unit)
        else:
            same.mentions = sorted([*same.mentions, *unit.mentions], key=lambda name: name.span.start)
    rank = {article: i for i, article in enumerate(coverage.articles)}
    return sorted([*units, *added], key=lambda unit: (rank[unit.article], unit.first))


def _bears(unit: Unit, lasts: set[str], firsts: set[tuple[str, str]]) -> bool:
    """Whether it ends in somebody's last name, or is the first name of somebody in its article."""
    if core(unit.key)[-1] in _common_words():
        return False
    return core(unit.key)[-1] in lasts or (len(unit.key) == 1 and (unit.article, unit.key[0]) in firsts)


def teams(units: Iterable[Unit]) -> list[Unit]:
    """The bodies that are named after a place and go by the rest of their name: `Berlin Rovers`."""
    units = list(units)
    places = known_places() | {unit.key for unit in units if unit.kind == "place"}
    bodies = (unit for unit in units if unit.kind == "organization" and len(unit.key) > 1)
    return [unit for unit in bodies if unit.key[:-1] in places and unit.key[-1] not in body_words()]


@cache
def known_places() -> frozenset[Key]:
    """The keys of well-known places."""
    return frozenset(key_of(place) for place in name_words().places)


@cache
def body_words() -> frozenset[str]:
    """The words that end the names of bodies, in lower case."""
    return frozenset(word.casefold() for word in name_words().body_words)


@cache
def _common_words() -> frozenset[str]:
    known = name_words()
    some = known.body_words | known.body_openers | known.place_words | known.work_nouns | known.places
    return frozenset(word.casefold() for word in some)


WORK_SHARE = 0.25
"""Share of the articles that must take a wording for a work or a vessel, for it to be one where others see a body: few
articles say `the ferry Grebe`, most go on with `the Grebe`."""


def _without_works(units: Sequence[Unit], works: Counter[Key]) -> list[Unit]:
    """The units without the bodies and groups that the coverage knows as a film, a book or a ship."""
    articles = Counter(unit.key for unit in units)
    return [
        unit for unit in units
        if unit.kind in ("person", "place") or works[unit.key] < WORK_SHARE * (articles[unit.key] + works[unit.key])
        or not works[unit.key]
    ]  # fmt: skip


def _settle_kinds(units: Sequence[Unit]) -> None:
    """Gives each wording the kind that most of the coverage gives it.

    A person stays one in an article that gives the full name; and a single word that is the last name of somebody in
    the coverage is a person wherever it is no well-known place and somebody took it for one.
    """
    votes: defaultdict[Key, Counter[PersonKind]] = defaultdict(Counter)
    lasts: dict[str, set[str]] = defaultdict(set)
    full: Counter[str] = Counter()
    for unit in units:
        votes[unit.key][unit.kind] += len(unit.mentions)
        if unit.kind == "person" and len(unit.key) > 1:
            lasts[unit.article].add(core(unit.key)[-1])
            full[core(unit.key)[-1]] += len(unit.mentions)
    places = known_places()
    for unit in units:
        if len(unit.key) == 1 and unit.kind == "person" and unit.key[0] in lasts[unit.article]:
            continue
        told = votes[unit.key]
        if len(unit.key) == 1 and full[unit.key[0]] and unit.key not in places and unit.kind != "group":
            unit.kind = "person"
        else:
            unit.kind = min(told, key=lambda kind: (-told[kind], kind)) if len(told) > 1 else next(iter(told))
