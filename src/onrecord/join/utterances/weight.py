"""What a difference of wording weighs: whether a negation, number, name, modal, date or tense is on one side only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from onrecord.words import load

__all__ = ["expanded", "marks"]

_NUMBER = re.compile(r"[\d.]+(?:e\+?\d+)?")
_GLUED = re.compile(r"(?P<head>\w+?)(?P<tail>n't|'(?:m|re|ve|ll))")


@dataclass(frozen=True, slots=True)
class WeightyWords:
    """The lists of `words/weighty.toml`."""

    negations: frozenset[str]
    modals: frozenset[str]
    dates: frozenset[str]
    no_names: frozenset[str]
    contractions: Mapping[str, tuple[str, ...]]
    tenses: Mapping[str, str]


class Printed(Protocol):
    """A word of printed text, as `align.Word` is."""

    @property
    def text(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def first(self) -> bool: ...


@lru_cache(maxsize=65536)
def expanded(key: str) -> tuple[str, ...]:
    """The words that a contraction stands for: `couldn't` is `could not`; any other word itself."""
    contractions = load("weighty", WeightyWords).contractions
    if key in contractions:
        return contractions[key]
    match = _GLUED.fullmatch(key)
    return (match["head"], *contractions[match["tail"]]) if match else (key,)


def marks(words: Iterable[Printed]) -> Counter[str]:
    """The weighty marks of some words, each as its kind and what it says: `negation`, `modal could`, `number 3` …

    All negations count as one another, and a tense is one mark per verb of the claim. Masked words have none.
    """
    lists = load("weighty", WeightyWords)
    found: Counter[str] = Counter()
    for word in words:
        if word.kind != "word":
            continue
        for each in expanded(word.key):
            if each in lists.negations:
                found["negation"] += 1
            elif each in lists.dates and word.text[:1].isupper():
                found[f"date {each}"] += 1
            elif each in lists.modals:
                found[f"modal {each}"] += 1
            elif _NUMBER.fullmatch(each.strip("$€£%")) and word.text.lower() != "one":
                found[f"number {each}"] += 1
            elif each in lists.tenses:
                found[f"tense {lists.tenses[each]}"] += 1
            elif word.text[:1].isupper() and not word.first and each not in lists.no_names:
                found[f"name {each.removesuffix(chr(39) + 's')}"] += 1
    return found
