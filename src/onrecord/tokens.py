"""Content words: what a sentence or a quotation is about, for comparing texts without a language model.

A content word is a run of letters and digits that is no function word, in lower case, with a plural or possessive
ending taken off. That is cruder than a lemma and the same everywhere, which is what blocking needs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.words import load

__all__ = ["content_words", "phrases_of", "stem"]

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class StopWords:
    """The list of `words/stop.toml`."""

    stop: frozenset[str]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """`word` in lower case without possessive and plural endings."""
    low = word.lower().replace("’", "'")
    low = low.removesuffix("'s").removesuffix("'")
    if len(low) > 4 and low.endswith("ies"):
        return low[:-3] + "y"
    if len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return low[:-1]
    return low


class _Content(dict[str, str]):
    """Words as printed, each with what it is as a content word, empty for a function word."""

    MOST = 1 << 16

    def __missing__(self, word: str) -> str:
        if len(self) >= self.MOST:
            self.clear()
        found = self[word] = "" if word.lower() in load("stop", StopWords).stop else stem(word)
        return found


_content = _Content()


def content_words(text: str) -> list[str]:
    """The content words of `text`, in text order, repeated as they are."""
    return list(filter(None, map(_content.__getitem__, _WORD.findall(text))))


def phrases_of(about: str | None) -> list[str]:
    """The phrases of `A OR B`, as `--about` takes them; none of None or a blank."""
    return [p.strip() for p in (about or "").split(" OR ") if p.strip()]
