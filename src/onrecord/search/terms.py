"""What a user types into a search box, as an expression that SQLite's full-text index takes.

    ferry chain        both words, in any form (porter's stems)
    "broke her chain"  these words in a row
    -regatta           not this word, nor this "row of words"
    chain OR cable     one of the two
    charg*             words that begin so, and others of the same stem

Anything can be typed: what means nothing is passed over, and every word goes in as a quoted string, so that no
character of it is taken for an operator of the index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["Query", "any_of", "either", "parse"]

MOST_TERMS: Final = 32
"""Terms of one query that are looked up; nobody types more, and the index's own bound lies higher."""

LONGEST: Final = 2000
"""Characters of a query that are read."""

ENDING: Final = 3
"""Letters of a begun word that may be of an ending which the index cuts off."""

SHORTEST: Final = 6
"""Letters that are left of it at least: shorter stems are those of too many other words."""

_TERM = re.compile(r"(?P<not>-?)(?:\"(?P<row>[^\"]*)\"?|(?P<word>[^\s\"]+))")
_CURLY = str.maketrans({"“": '"', "”": '"', "„": '"'})
_UNFIT = re.compile("[\x00\ud800-\udfff]")
"""What SQLite's strings cannot hold, or end at."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is to be found: of each of `wanted` one, and none of `unwanted`.

    These are phrases of the index's language: words in a row as a quoted string, a `*` after it if the last is only
    begun.
    """

    wanted: tuple[tuple[str, ...], ...] = ()
    unwanted: tuple[str, ...] = ()

    @property
    def match(self) -> str:
        """The expression for the index; empty if nothing that can be looked for was asked."""
        match = " AND ".join(f"({either(each)})" for each in self.wanted)
        return f"({match}) NOT ({either(self.unwanted)})" if match and self.unwanted else match

    @property
    def phrases(self) -> tuple[str, ...]:
        """All phrases, each once."""
        return tuple(dict.fromkeys((*(p for phrases in self.wanted for p in phrases), *self.unwanted)))

    def __bool__(self) -> bool:
        return bool(self.wanted)


def either(phrases: Sequence[str]) -> str:
    """The expression for what has one of the phrases."""
    return " OR ".join(phrases)


def parse(text: str) -> Query:
    """The query that `text` means. Never raises."""
    wanted: list[list[str]] = []
    unwanted: list[str] = []
    other = False
    plain = text[:LONGEST].translate(_CURLY)
    for found in list(_TERM.finditer(plain))[: 2 * MOST_TERMS]:
        if found["word"] == "OR":
            other = bool(wanted)
            continue
        phrases = _phrases(found["row"] if found["word"] is None else found["word"])
        if phrases and found["not"]:
            unwanted += phrases
        elif phrases and other:
            wanted[-1] += phrases
        elif phrases:
            wanted.append(phrases)
        other = False
    every = dict.fromkeys(map(tuple, wanted[:MOST_TERMS]))
    return Query(tuple(every), tuple(dict.fromkeys(unwanted[:MOST_TERMS])))


def any_of(words: Sequence[str]) -> Query:
    """The query for what holds at least one of `words`."""
    phrases = tuple(phrase for word in words[:MOST_TERMS] for phrase in _phrases(word))
    return Query((phrases,) if phrases else ())


def _phrases(words: str) -> list[str]:
    """Words in a row as a phrase, with others that it may stand for if the last is only begun; none if none."""
    words = _UNFIT.sub(" ", words)
    if not any(c.isalnum() for c in words):
        return []
    begun = words.endswith("*") and words[-2:-1].isalnum()
    plain = words.removesuffix("*").replace('"', " ")
    return [f'"{plain}"*', *_stems(plain)] if begun else [f'"{plain}"']


def _stems(begun: str) -> Iterator[str]:
    """What the index may have of a word that begins so: `universit` is in it as `univers`, the stem of `university`.

    It takes stems from these words too; that of a word with an `e` put on is the word.
    """
    if begun.isalpha():
        for size in range(len(begun) - 1, max(len(begun) - 1 - ENDING, SHORTEST - 1), -1):
            yield f'"{begun[:size]}e"'
