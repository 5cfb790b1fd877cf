"""The word lists about names, in the shape in which they are asked: sets, and titles by their last word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord import words

__all__ = ["NameWords", "Titles", "Names", "Gender", "name_words"]

Gender = Literal["male", "female"]


@dataclass(frozen=True, slots=True)
class Titles:
    """`words/titles.toml`."""

    male: tuple[str, ...]
    female: tuple[str, ...]
    plain: tuple[str, ...]
    suffixes: tuple[str, ...]
    particles: tuple[str, ...]
    male_nouns: tuple[str, ...]
    female_nouns: tuple[str, ...]
    nicknames: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Names:
    """`words/names.toml`; first and last names are one string of words each."""

    male: str
    female: str
    either: str
    lasts: str
    places: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]
    spellings: tuple[tuple[str, ...], ...]
    bodies: tuple[str, ...]
    body_words: tuple[str, ...]
    alone: tuple[str, ...]
    body_suffixes: tuple[str, ...]
    body_openers: tuple[str, ...]
    place_words: tuple[str, ...]
    place_openers: tuple[str, ...]
    work_nouns: tuple[str, ...]
    personal_verbs: tuple[str, ...]
    auxiliaries: tuple[str, ...]
    calendar: tuple[str, ...]
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameWords:
    """Both lists as sets. `titles` are tuples of words; `…_genders` tell that of a title, noun or first name;
    `short_firsts` are first names with their short forms and spellings (`Sue`).
    """

    titles: frozenset[tuple[str, ...]]
    title_ends: frozenset[str]
    title_genders: dict[str, Gender]
    noun_genders: dict[str, Gender]
    first_genders: dict[str, Gender]
    firsts: frozenset[str]
    short_firsts: frozenset[str]
    lasts: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    places: frozenset[str]
    bodies: frozenset[str]
    body_words: frozenset[str]
    alone: frozenset[str]
    body_suffixes: frozenset[str]
    body_openers: frozenset[str]
    place_words: frozenset[str]
    place_openers: frozenset[str]
    work_nouns: frozenset[str]
    personal_verbs: frozenset[str]
    auxiliaries: frozenset[str]
    calendar: frozenset[str]
    never: frozenset[str]
    nicknames: tuple[tuple[str, ...], ...]
    same: tuple[tuple[str, ...], ...]
    spellings: dict[str, str]


@cache
def name_words() -> NameWords:
    """The lists, read once."""
    titles = words.load("titles", Titles)
    names = words.load("names", Names)
    male, female = names.male.split(), names.female.split()
    split = frozenset(tuple(title.split()) for title in (*titles.male, *titles.female, *titles.plain))
    first: dict[str, Gender] = dict.fromkeys(male, "male")
    first.update(dict.fromkeys(female, "female"))
    for both in set(male) & set(female):
        del first[both]
    return NameWords(
        titles=split,
        title_ends=frozenset(title[-1] for title in split),
        title_genders=_genders(titles.male, titles.female),
        noun_genders=_genders(titles.male_nouns, titles.female_nouns),
        first_genders=first,
        firsts=frozenset([*male, *female, *names.either.split()]),
        short_firsts=frozenset(name for same in titles.nicknames for name in same),
        lasts=frozenset(names.lasts.split()),
        suffixes=frozenset(titles.suffixes),
        particles=frozenset(titles.particles),
        places=frozenset(names.places),
        bodies=frozenset(names.bodies),
        body_words=frozenset(names.body_words),
        alone=frozenset(names.alone),
        body_suffixes=frozenset(names.body_suffixes),
        body_openers=frozenset(names.body_openers),
        place_words=frozenset(names.place_words),
        place_openers=frozenset(names.place_openers),
        work_nouns=frozenset(names.work_nouns),
        personal_verbs=frozenset(names.personal_verbs),
        auxiliaries=frozenset(names.auxiliaries),
        calendar=frozenset(names.calendar),
        never=frozenset(names.never),
        nicknames=titles.nicknames,
        same=names.same,
        spellings={other: first for first, *others in names.spellings for other in others},
    )


def _genders(male: tuple[str, ...], female: tuple[str, ...]) -> dict[str, Gender]:
    genders: dict[str, Gender] = dict.fromkeys(male, "male")
    genders.update(dict.fromkeys(female, "female"))
    return genders
