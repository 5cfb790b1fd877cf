"""Recognises site furniture by its wording: the rules of `words/furniture.toml`, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord.model import BlockKind
from onrecord.words import load

__all__ = ["furniture_kind", "is_statement", "plain", "wares_talk"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A set of patterns with what matches them is; see the head of the word list."""

    kind: BlockKind
    where: Literal["whole", "start", "end", "inside"]
    words: int
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tail:
    """The words of an outlet's talk about its own wares, of talk to the reader, and of reporting."""

    wares: tuple[str, ...]
    reader: tuple[str, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Furniture:
    """The list of `words/furniture.toml`."""

    rule: tuple[Rule, ...]
    tail: Tail


_FRAMES = {"whole": "(?:{})\\Z", "start": "(?:{})", "end": ".*(?:{})\\Z", "inside": ".*(?:{})"}
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u2026": "…"})
MAX_WORDS = 90
"""Longest paragraph looked at, in words: the largest limit of any rule. Longer ones are never furniture by wording."""


def plain(text: str) -> str:
    """`text` with straight quotation marks and single spaces, as the rules expect it."""
    return " ".join(text.translate(_STRAIGHT).split())


@cache
def _rules() -> tuple[tuple[BlockKind, int, re.Pattern[str]], ...]:
    return tuple(
        (rule.kind, rule.words, re.compile(_FRAMES[rule.where].format("|".join(rule.patterns)), re.IGNORECASE))
        for rule in load("furniture", Furniture).rule
    )


@cache
def _word_pattern(field: Literal["wares", "reader", "said"]) -> re.Pattern[str]:
    words = getattr(load("furniture", Furniture).tail, field)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r")\b", re.IGNORECASE)


def furniture_kind(text: str) -> BlockKind | None:
    """What the paragraph `text`, made `plain`, is if its wording gives it away as furniture."""
    count = text.count(" ") + 1
    if count > MAX_WORDS:
        return None
    for kind, words, pattern in _rules():
        if count <= words and pattern.match(text):
            return kind
    return None


def wares_talk(text: str) -> int:
    """How many different words of the plain `text` talk of an outlet's wares, talk to the reader counting as one."""
    wares = {w.lower() for w in _word_pattern("wares").findall(text)}
    return len(wares) + bool(_word_pattern("reader").search(text))


def is_statement(text: str) -> bool:
    """Whether the plain `text` quotes or reports what somebody said."""
    return text.count('"') >= 2 or bool(_word_pattern("said").search(text))
