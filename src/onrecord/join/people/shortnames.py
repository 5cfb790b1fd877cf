"""Short names of people: whom a bare last or first name means, in its own article first and then in the coverage.

Papers introduce people by their full name and go on with a part of it. So a short name is read through the full names
of its article. Where several people there bear it, these settle it, in this order: the gender of the mentions (`Ms
Bell`, `Bell … his`), which of them had been introduced when it was first used, and who is named far more often, in the
article and in the coverage. What none of these settles is left to itself and said so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.join.people.aliases import core, one_slip
from onrecord.join.people.units import Node, Unions, Unit
from onrecord.model import Name, SetAside
from onrecord.namewords import Gender, name_words
from onrecord.settings import Settings

__all__ = ["ShortNames"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a short name may mean: how often their full name stands in the article, from where on."""

    who: Node
    first: int
    count: int
    gender: Gender | None


class ShortNames:
    """Resolves the short names of a coverage; `unions` must have tied the full names already."""

    def __init__(self, unions: Unions, genders: dict[Node, Gender | None], settings: Settings) -> None:
        """`genders` are those of the people by the node that stands for them."""
        self._unions = unions
        self._genders = genders
        self._settings = settings
        self._used: defaultdict[str, Counter[Node]] = defaultdict(Counter)
        self._lasts: defaultdict[str, Counter[Node]] = defaultdict(Counter)
        self._firsts: defaultdict[str, Counter[Node]] = defaultdict(Counter)
        self._by_word: dict[tuple[str, Gender | None], tuple[Node | None, list[Node]]] = {}
        self._usual: dict[str, Node | None] = {}
        self.refused: list[SetAside] = []

    def resolve(self, units: Sequence[Unit]) -> Iterator[tuple[Name, Node]]:
        """Every mention of people in the coverage with its node."""
        articles: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            if unit.kind == "person":
                articles[unit.article].append(unit)
                if len(unit.key) > 1:
                    self._know(unit)
        todo: list[tuple[Unit, list[Candidate]]] = []
        for here in articles.values():
            full = [(u, core(u.key)[-1]) for u in here if len(u.key) > 1]
            todo += [(u, self._introduced(u, self._candidates(u, full))) for u in here if len(u.key) == 1]
        for unit, found in todo:
            if len(found) == 1:
                self._used[unit.key[0]][found[0].who] += len(unit.mentions)
        for unit in units:
            if unit.kind == "person" and len(unit.key) > 1:
                who = self._unions.top(Node("person", unit.key))
                yield from ((name, who) for name in unit.mentions)
        for unit, found in todo:
            yield from self._mentions(unit, found)

    def _know(self, unit: Unit) -> None:
        who = self._unions.top(Node("person", unit.key))
        self._lasts[core(unit.key)[-1]][who] += len(unit.mentions)
        self._firsts[unit.key[0]][who] += len(unit.mentions)

    # -------------------------------------------------------------- within the article
    def _candidates(self, unit: Unit, full: Sequence[tuple[Unit, str]]) -> list[Candidate]:
        """Who of those in `full`, the article's full names with their last words, has this last name, else this first
        name, else a last name that it is a slip for.
        """
        word, letters = unit.key[0], self._settings.misspelt_letters
        bearers = [u for u, last in full if last == word] or [u for u, _ in full if u.key[0] == word]
        if not bearers and len(unit.mentions) == 1:
            bearers = [u for u, last in full if one_slip((last,), (word,), letters)]
        found: dict[Node, Candidate] = {}
        for other in bearers:
            who = self._unions.top(Node("person", other.key))
            known = found.get(who)
            first = min(other.first, known.first) if known else other.first
            count = len(other.mentions) + (known.count if known else 0)
            found[who] = Candidate(who, first, count, self._genders.get(who))
        return sorted(found.values(), key=lambda c: (c.first, c.who))

    def _introduced(self, unit: Unit, found: list[Candidate]) -> list[Candidate]:
        """The candidates; without the only one if the name was somebody far better known's before they came up.

        `President Vale` is not the Ines Vale who is named further down, if the coverage has a Karl Vale at every turn.
        """
        if len(found) != 1 or found[0].first < unit.first:
            return found
        word = unit.key[0]
        if word not in self._usual:
            known = self._lasts.get(word)
            self._usual[word] = _foremost(known, self._settings.surname_ratio) if known else None
        usual = self._usual[word]
        gender = unit.gender(self._settings.gender_share)
        fits = usual is not None and gender in (None, self._genders.get(usual))
        return found if usual is None or usual == found[0].who or not fits else []

    def _mentions(self, unit: Unit, found: list[Candidate]) -> Iterator[tuple[Name, Node]]:
        """The mentions of a short name; one whose title tells another gender is read by itself."""
        usual = self._choose(unit, found, unit.gender(self._settings.gender_share))
        for name in unit.mentions:
            title = name_words().title_genders.get(name.title.split()[-1]) if name.title else None
            known = self._genders.get(usual)
            if title and known != title and (known or len(found) > 1):
                yield name, self._titled(unit, found, title)
            else:
                yield name, usual

    def _titled(self, unit: Unit, found: list[Candidate], title: Gender) -> Node:
        """Whom `Mrs Bell` means beside a Mr Bell: the only one of this gender, else somebody of her own."""
        fit = [c for c in found if c.gender in (title, None)]
        exact = [c for c in fit if c.gender == title] or fit
        if len(exact) == 1:
            return exact[0].who
        if exact:
            return self._choose(unit, exact, title)
        return self._across(unit, title) or Node("person", (title, *unit.key))

    def _choose(self, unit: Unit, found: list[Candidate], gender: Gender | None) -> Node:
        if not found:
            return self._across(unit, gender) or Node("person", unit.key)
        if gender and len(found) > 1:
            found = [c for c in found if c.gender == gender] or [c for c in found if c.gender is None] or found
        if len(found) == 1:
            return found[0].who
        introduced = [c for c in found if c.first < unit.first]
        if len(introduced) == 1:
            return introduced[0].who
        word = unit.key[0]
        for counts in (
            {c.who: c.count for c in found},
            {c.who: self._used[word][c.who] + self._lasts[word][c.who] for c in found},
        ):
            if who := _foremost(counts, self._settings.surname_ratio):
                return who
        return self._alone(unit, [c.who for c in found])

    # -------------------------------------------------------------- across the coverage
    def _across(self, unit: Unit, gender: Gender | None) -> Node | None:
        """Whom the coverage knows by this last name, or as the only one by this first name."""
        key = unit.key[0], gender
        if key not in self._by_word:
            self._by_word[key] = self._bearers(*key)
        foremost, could = self._by_word[key]
        return foremost or (self._alone(unit, could) if could else None)

    def _bearers(self, word: str, gender: Gender | None) -> tuple[Node | None, list[Node]]:
        """Whom a word means wherever nobody else is introduced; where there is no such one, who it may be."""
        lasts = Counter(self._lasts.get(word, Counter())) + Counter(self._used.get(word, Counter()))
        counts = {who: n for who, n in lasts.items() if gender is None or self._genders.get(who) in (gender, None)}
        if counts:
            return _foremost(counts, self._settings.surname_ratio), sorted(counts)
        firsts = self._firsts.get(word, Counter())
        return (next(iter(firsts)) if len(firsts) == 1 and not lasts else None), []

    def _alone(self, unit: Unit, could: Sequence[Node]) -> Node:
        """A short name left to itself, in its article."""
        names = ", ".join(sorted(" ".join(node.key).title() for node in could)[:4])
        self.refused.append(SetAside("merge", None, unit.mentions[0].span, f"may be any of {names}"))
        return Node("person", unit.key, unit.article)


def _foremost(counts: Mapping[Node, int], ratio: float) -> Node | None:
    """Who is counted `ratio` times as often as anybody else."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if len(ranked) == 1 or ranked[0][1] >= ratio * ranked[1][1]:
        return ranked[0][0]
    return None
