"""Recognises site furniture by its wording: the rules of `words/furniture.toml`, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord.model import BlockKind
from onrecord.words import load

__all__ = ["furniture_kind", "is_statement", "plain", "unmarked", "wares_talk"]


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


_FRAMES = {"whole": "(?:{})\\Z", "start": "\\A(?:{})", "end": "(?:{})\\Z", "inside": "(?:{})"}
_BULLET = re.compile(r"\A[-–—*•·▪►»>‣◦] +")
MAX_WORDS = 90
MAX_CHARS = 900
"""Longest paragraph looked at, in words and characters: the largest limits of any rule."""
END = 140
"""How much of a paragraph's end a rule for the end looks at, in characters: more than any of them can match."""


def plain(text: str) -> str:
    """`text` with straight quotation marks and single spaces, as the rules expect it."""
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return " ".join(text.split())


_MARKDOWN = re.compile(r"(?P<wrap>[*_]{1,3})(?=\S)(?P<body>[^*_]+)(?P=wrap)\Z")
_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\([^()\s]*\)")


def unmarked(text: str) -> str:
    """The plain `text` of a paragraph without Markdown's signs for headings, emphasis and links."""
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if text[:1] not in "#*_":
        return text
    text = re.sub(r"\A#{1,6} ", "", text)
    found = _MARKDOWN.match(text)
    return found["body"].strip() if found else text


@cache
def _rules() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    return tuple(
        (rule, re.compile(_FRAMES[rule.where].format("|".join(rule.patterns))))
        for rule in load("furniture", Furniture).rule
    )


@cache
def _word_pattern(field: Literal["wares", "reader", "said"]) -> re.Pattern[str]:
    words = getattr(load("furniture", Furniture).tail, field)
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")


def furniture_kind(text: str) -> BlockKind | None:
    """What the paragraph `text`, made `plain`, is if its wording gives it away as furniture."""
    text = _BULLET.sub("", text).lower()
    count = text.count(" ") + 1
    if count > MAX_WORDS or len(text) > MAX_CHARS:
        return None
    for rule, pattern in _rules():
        if count > rule.words:
            continue
        if rule.where in ("whole", "start"):
            found = pattern.match(text)
        else:
            found = pattern.search(text, max(0, len(text) - END) if rule.where == "end" else 0)
        if found:
            return rule.kind
    return None


def wares_talk(text: str) -> int:
    """How many different words of the plain `text` talk of an outlet's wares, talk to the reader counting as one."""
    text = text.lower()
    return len(set(_word_pattern("wares").findall(text))) + bool(_word_pattern("reader").search(text))


def is_statement(text: str) -> bool:
    """Whether the plain `text` quotes or reports what somebody said."""
    return text.count('"') >= 2 or bool(_word_pattern("said").search(text.lower()))
