"""Words as two reports of one saying are compared by: without tense, number and the spelling of either side of the sea.

Cruder than lemmas, and only for finding what may be one saying: how the readings differ is told on the printed words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.join.utterances.weight import expanded
from onrecord.tokens import content_words, stem
from onrecord.words import load

__all__ = ["AlikeWords", "alike_words", "gists", "is_content", "is_past", "is_stock"]

_IS_PART = re.compile(r"(?<=\w{3})is(?=(?:e[ds]?|ing|ations?)$)|(?<=l)ys(?=(?:e[ds]?|ing)$)")
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed)$|(?<=\w{2})e$")
_TWICE = re.compile(r"([bdfgklmnprt])\1$")


@dataclass(frozen=True, slots=True)
class AlikeWords:
    """The lists of `words/alike.toml`."""

    stock: frozenset[str]
    retold: frozenset[str]
    stages: frozenset[str]
    mouthpieces: frozenset[str]
    past: frozenset[str]
    spelling: Mapping[str, str]
    forms: Mapping[str, tuple[str, ...]]


def alike_words() -> AlikeWords:
    """The lists, read once."""
    return load("alike", AlikeWords)


@cache
def _forms() -> Mapping[str, str]:
    return {form: verb for verb, forms in alike_words().forms.items() for form in forms}


@cache
def _british() -> re.Pattern[str]:
    return re.compile("|".join(sorted(alike_words().spelling, key=lambda w: (-len(w), w))))


@lru_cache(maxsize=65536)
def gists(key: str) -> tuple[str, ...]:
    """The words that the key of a printed word stands for, each brought to one form: `weren't` is `be`, `not`."""
    return tuple(_gist(each) for each in expanded(key))


def _gist(word: str) -> str:
    forms = _forms()
    if word in forms:
        return forms[word]
    if is_content(word):
        word = stem(word)
        word = forms.get(word, word)
    else:
        return word
    if match := _british().match(word):
        word = alike_words().spelling[match[0]] + word[match.end() :]
    word = _IS_PART.sub(lambda m: m[0].replace("s", "z"), word)
    return _TWICE.sub(r"\1", _ENDING.sub("", word)) if word not in alike_words().forms else _ENDING.sub("", word)


def is_past(word: str) -> bool:
    """Whether a verb is in a past form."""
    return word in alike_words().past or (word.endswith("ed") and len(word) > 4)


@lru_cache(maxsize=65536)
def is_content(gist: str) -> bool:
    """Whether the word says what a sentence is about."""
    return bool(content_words(gist)) and gist not in ("be", "have", "do")


@cache
def _stock() -> frozenset[str]:
    return frozenset(g for word in alike_words().stock for g in gists(word))


def is_stock(gist: str) -> bool:
    """Whether the word belongs to condolences, thanks and the like."""
    return gist in _stock()
