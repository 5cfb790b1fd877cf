"""The people whom a question names, by any of their names on record."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from onrecord.model import Person
from onrecord.namewords import name_words
from onrecord.tokens import content_words

__all__ = ["WORD", "Names"]

WORD: Final = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
"""A word of a question or a name: `O'Dea`, `U.S`, `co-pilot`."""

OFTEN: Final = 0.1
"""Least share of somebody's mentions from which on a wording without a word of their name counts as theirs: a body is
at times taken for one who speaks for it."""


class Names:
    """The people of a record by their wordings, to find them in a question."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._forms: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        self._cased: set[str] = set()
        for person in people:
            if person.kind == "person":
                for form in _wordings(person):
                    words = WORD.findall(form)
                    key = tuple(w.casefold() for w in words)
                    if key and person.id not in self._forms[key]:
                        self._forms[key].append(person.id)
                    self._cased.update(words)
        self._longest = max(map(len, self._forms), default=0)

    def within(self, words: Sequence[str]) -> list[tuple[int, int, tuple[str, ...]]]:
        """The names among `words`, the longest first where they overlap: first word, word after, and whose it is.

        A name is written as one, unless all of the question is in small letters, and stands by itself: in `White House`
        and `New York` a last name of one word is part of another name.
        """
        found: list[tuple[int, int, tuple[str, ...]]] = []
        at = 0
        small = all(w == w.lower() for w in words[1:])
        plain = [w.removesuffix("'s").removesuffix("’s") for w in words]
        keys = [w.casefold() for w in plain]
        while at < len(words):
            for size in range(min(self._longest, len(words) - at), 0, -1):
                people = self._forms.get(tuple(keys[at : at + size]))
                written = self._written(plain[at : at + size]) and (size > 1 or _alone(plain, at))
                if people and (written or (small and content_words(plain[at]))):
                    found.append((at, at + size, tuple(people)))
                    at += size - 1
                    break
            at += 1
        return found

    def _written(self, words: Sequence[str]) -> bool:
        return words[-1][:1].isupper() and all(w[:1].isupper() or w in self._cased for w in words)


def _alone(words: Sequence[str], at: int) -> bool:
    """Whether the word at `at` is no title, and has no capital after it, nor before it but for titles and the start."""
    titles = name_words().title_ends
    before = words[at - 1] if at > 1 else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    return words[at] not in titles and not after[:1].isupper() and (not before[:1].isupper() or before in titles)


def _wordings(person: Person) -> Iterator[str]:
    """What somebody is called: not a wording that is hardly ever theirs and has no word of their name."""
    own = set(WORD.findall(person.name.casefold()))
    said = sum(alias.count for alias in person.aliases)
    yield person.name
    for alias in person.aliases:
        if own & set(WORD.findall(alias.form.casefold())) or alias.count >= OFTEN * said:
            yield alias.form
