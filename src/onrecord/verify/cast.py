"""Whom a draft means: its names matched with the people of the record, by the rules that tie names across articles.

A full name is somebody's when the record prints it so, when it is a variant of one that the record prints (nickname,
initial, middle name), or when a slip of the pen parts the two; a last name alone is the one's who is named far more
often than others that bear it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import OSA

from onrecord.join.coverage import Coverage
from onrecord.join.people.aliases import Key, core, key_of, one_slip, signatures, variants
from onrecord.model import Person, Record
from onrecord.settings import Settings
from onrecord.span import Span

__all__ = ["Cast", "Match"]

ASTRAY = 2
"""Letters that a first name may be off beside the right last name, if one person bears that: `Sophia` for `Sofia`."""

SMALL = 3
"""Letters of words within a name that tell nothing: `of`, `at`, `the`."""

MAX_BLOCK = 64
"""Names that share a signature or a last name and are looked at, at most."""


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a name means, in the record's wording, and how far it is from that."""

    person: str
    key: Key
    how: Literal["same", "variant", "slip", "short"]


class Cast:
    """The names of a record: whose they are, and where they stand."""

    def __init__(self, record: Record, coverage: Coverage, settings: Settings) -> None:
        """`coverage` holds the names that stand for nobody, too: works, vessels."""
        self._settings = settings
        self.people = {p.id: p for p in record.people}
        self._owners: defaultdict[Key, Counter[str]] = defaultdict(Counter)
        self._lasts: defaultdict[str, set[Key]] = defaultdict(set)
        self._firsts: defaultdict[str, set[Key]] = defaultdict(set)
        self._signed: defaultdict[str, list[Key]] = defaultdict(list)
        self.printed: dict[Key, list[Span]] = {}
        self.forms: dict[Key, str] = {}
        for findings in coverage.findings.values():
            for name in findings.names:
                self.printed.setdefault(key_of(name.text), []).append(name.span)
                self.forms.setdefault(key_of(name.text), name.text)
        for person in record.people:
            for alias in person.aliases:
                self._owners[key_of(alias.form)][person.id] += alias.count
        self._words = {word for key in self.printed for word in key}
        self.slips = {key_of(d.args["a"]): key_of(d.args["b"]) for d in record.differences if d.reason == "name-slip"}
        for key in sorted(k for k in self._owners if k and k not in self.slips):
            if len(key) > 1:
                self._lasts[core(key)[-1]].add(key)
                self._firsts[key[0]].add(key)
        for key in sorted({*self.printed, *self._owners} - {(), *self.slips}):
            for signature in dict.fromkeys(signatures(key)):
                self._signed[signature].append(key)

    def form(self, key: Key) -> str:
        """A key as the record prints it most."""
        owner = self._owner(key)
        forms = self.people[owner].aliases if owner else ()
        return next((a.form for a in forms if key_of(a.form) == key), self.forms.get(key) or " ".join(key).title())

    def _owner(self, key: Key) -> str | None:
        """Whose name it is: the one's who is meant by it far more often than anybody else."""
        ranked = sorted(self._owners.get(key, {}).items(), key=lambda item: (-item[1], item[0]))
        if not ranked or (len(ranked) > 1 and ranked[0][1] < self._settings.surname_ratio * ranked[1][1]):
            return None
        return ranked[0][0]

    def match(self, key: Key) -> Match | None:
        """Whom a name of this key means; None when nobody of the record or when two could be meant."""
        if owner := self._owner(key):
            return Match(owner, self.slips.get(key, key), "slip" if key in self.slips else "same")
        if len(key) > 1:
            near = sorted(self._lasts.get(core(key)[-1], ()))[:MAX_BLOCK]
            if found := self._one((k for k in near if variants(key, k)), "variant"):
                return found
        if found := self._one(self._near(key), "slip"):
            return found
        return self._astray(key) or self._short(key)

    def _near(self, key: Key) -> list[Key]:
        """The names that one slip of the pen parts from this one."""
        signed = sorted({k for s in signatures(key) for k in self._signed.get(s, [])[:MAX_BLOCK]})
        return [k for k in signed if one_slip(key, k, self._settings.misspelt_letters)]

    def thing(self, key: Key) -> Key | None:
        """The only name of nobody, of a work or a vessel, that this one may be a slip for."""
        near = self._near(key)
        return near[0] if len(near) == 1 and near[0] not in self._owners else None

    def knows(self, key: Key) -> bool:
        """Whether the record has a name, in this or nearly this wording, or one with each of its capitalised words.

        The latter where a name runs on over words in one of the two: `Lantern Regatta at Wrenmouth`.
        """
        if key in self.printed or self.match(key) is not None or self.thing(key) is not None:
            return True
        return len(key) > 1 and all(word in self._words or len(word) <= SMALL for word in key)

    def is_thing(self, person: Person) -> bool:
        """Whether what a draft takes for somebody is a work or a vessel in the record."""
        keys = {key_of(a.form) for a in person.aliases}
        return all(k in self.printed and k not in self._owners for k in keys)

    def _one(self, keys: Iterable[Key], how: Literal["variant", "slip"]) -> Match | None:
        """The match with the keys' only owner, by the key that the record prints most."""
        found = [(k, o) for k in keys if (o := self._owner(k))]
        if len({owner for _, owner in found}) != 1:
            return None
        key, owner = max(found, key=lambda f: (self._owners[f[0]][f[1]], f[0]))
        return Match(owner, key, how)

    def _astray(self, key: Key) -> Match | None:
        """The only one of a last name beside which a first name is a little off."""
        if len(key) < 2 or len(key[0]) <= ASTRAY + 1:
            return None
        bearers = [k for k in sorted(self._lasts.get(core(key)[-1], ()))[:MAX_BLOCK] if k[1:] == key[1:]]
        return self._one((k for k in bearers if OSA.distance(k[0], key[0]) <= ASTRAY), "slip")

    def _short(self, key: Key) -> Match | None:
        """Whom a last name alone means that the record never prints alone, or the only one of a first name."""
        if len(key) != 1:
            return None
        bearers = self._bearers(self._lasts.get(key[0], ()))
        ranked = sorted(bearers.items(), key=lambda item: (-item[1], item[0]))
        if not ranked:
            firsts = self._bearers(self._firsts.get(key[0], ()))
            return Match(next(iter(firsts)), key, "short") if len(firsts) == 1 else None
        if len(ranked) > 1 and ranked[0][1] < self._settings.surname_ratio * ranked[1][1]:
            return None
        return Match(ranked[0][0], key, "short")

    def _bearers(self, keys: Iterable[Key]) -> Counter[str]:
        """Whose names these are, and how often they are printed."""
        found: Counter[str] = Counter()
        for key in keys:
            found.update(self._owners[key])
        return found

    def namesakes(self, key: Key) -> list[str]:
        """The people who bear the last name of a full name, by id."""
        keys = self._lasts.get(core(key)[-1], ()) if len(key) > 1 else ()
        return sorted({owner for k in keys if (owner := self._owner(k))})

    def matched(self, people: Sequence[Person]) -> dict[str, str]:
        """A draft's people by the record's ids: by the fullest of their names that means somebody."""
        found = {}
        for person in people:
            keys = sorted({key_of(a.form) for a in person.aliases}, key=lambda k: (-len(k), k))
            full = [k for k in keys if len(k) > 1] or keys
            match = next((m for k in full if k and (m := self.match(k))), None)
            if match:
                found[person.id] = match.person
        return found
