"""Which language a text is in: whose commonest words make up the largest share of it. Cheap, and blank in doubt."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from onrecord.clean.dates import Metadata
from onrecord.words import load

__all__ = ["language_of"]

_WORD = re.compile(r"[^\W\d_]+")
LOOKED_AT = 4000
"""Characters that are looked at: 600 words settle it."""
LEAST_WORDS = 8
LEAST_SHARE = 0.15
"""Running text has 25 to 40 % of its language's commonest words, another language's text 2 to 8 %."""


@cache
def _languages() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((code, frozenset(words)) for code, words in sorted(load("metadata", Metadata).languages.items()))


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`, None when it is short or none of the known ones stands out."""
    words = _WORD.findall(text[:LOOKED_AT].lower())
    if len(words) < LEAST_WORDS:
        return None
    counts = Counter(words)
    shares = sorted((sum(counts[w] for w in common) / len(words), code) for code, common in _languages())
    (second, _), (best, code) = shares[-2:]
    return code if best >= LEAST_SHARE and best > 1.3 * second else None
