"""`words/relations.toml`: nouns that tie people together and nouns that say what somebody is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord import words

__all__ = ["RelationWords", "Relations", "relation_words"]


@dataclass(frozen=True, slots=True)
class Relations:
    """The file as it is."""

    family: tuple[str, ...]
    professional: tuple[str, ...]
    roles: tuple[str, ...]
    endings: tuple[str, ...]
    things: tuple[str, ...]
    nobodies: tuple[str, ...]
    deaths: tuple[str, ...]
    number_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelationWords:
    """The lists as sets; `nobodies` are nouns for a person that alone say nothing of what somebody is."""

    family: frozenset[str]
    relations: frozenset[str]
    roles: frozenset[str]
    endings: tuple[str, ...]
    things: frozenset[str]
    nobodies: frozenset[str]

    def is_role(self, noun: str) -> bool:
        """Whether `noun` is a word for a person by what they are or do."""
        if noun in self.roles or noun.lower() in self.roles:
            return True
        return noun.endswith(self.endings) and noun.lower() not in self.things


@cache
def relation_words() -> RelationWords:
    """The lists, read once."""
    lists = words.load("relations", Relations)
    relations = frozenset([*lists.family, *lists.professional])
    nouns = frozenset([*lists.roles, *relations])
    return RelationWords(
        frozenset(lists.family), relations, nouns, lists.endings, frozenset(lists.things), frozenset(lists.nobodies)
    )
