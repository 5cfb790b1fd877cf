"""Which language a text is in: by its script, and by whose commonest words make up the largest share of it.

Cheap, the same on every machine, and blank in doubt: a text in two languages has none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.words import load

__all__ = ["is_foreign", "language_name", "language_of"]

_WORD = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0900-\u097f]+)?")
_INITIALS = re.compile(r"\b[^\W\d_]\.(?:[^\W\d_]\.)*")
"""`U.S.`: two words of Croatian, if it were words."""
LOOKED_AT = 4000
"""Characters that are looked at: 600 words settle it."""
LEAST_WORDS = 8
LEAST_DISTINCT = 3
"""Fewest different words of a language's list in a text of that language."""
LEAST_SHARE = 0.15
"""Running text has 25 to 40 % of its language's commonest words, another language's text 2 to 8 %."""
AHEAD = 1.3
"""How many times the second language's share the first's must be; words that several have count for each in part."""
LEAST_OWN, OWN_AHEAD = 4, 4.0
"""Fewest words that one of two languages has and the other has not, and how many times the other's they must be:
Danish and Norwegian share nine in ten of their commonest words."""
SCRIPT_SHARE = 0.6
"""Share of the letters that a script must have for the text to be written in it: names and quotations are in others."""
LEAST_LETTERS = 12
"""Fewest letters by which a script is told."""
KANA_SHARE = 0.08
"""Share of kana in Han and kana from which on a text is Japanese; its prose has half, Chinese has none."""
FOREIGN_WORDS = 80
"""Fewest words in Latin script by whose want of English words a text is seen not to be English."""
FOREIGN_SHARE = 0.06
"""Share of the commonest English words below which a text is not English: lists of results have 10 %, prose 35 %."""


@dataclass(frozen=True, slots=True)
class Languages:
    """The lists of `words/languages.toml`."""

    names: dict[str, str]
    scripts: dict[str, tuple[str, ...]]
    alone: dict[str, str]
    common: dict[str, tuple[str, ...]]


@cache
def _words() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """For each common word the languages that it is common in, each with the word's part for it."""
    homes: dict[str, set[str]] = {}
    for code, words in load("languages", Languages).common.items():
        for word in words:
            homes.setdefault(word, set()).add(code)
    return {word: tuple((code, 1 / len(codes)) for code in sorted(codes)) for word, codes in homes.items()}


@cache
def _scripts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    lists = load("languages", Languages).scripts
    return tuple(
        (name, re.compile("[" + "".join(f"{re.escape(r[0])}-{re.escape(r[1])}" for r in ranges) + "]"))
        for name, ranges in lists.items()
    )


def script_of(text: str) -> str | None:
    """The script that most letters of `text` are in, None where they are few or mixed. Han with kana is kana."""
    text = text[:LOOKED_AT]
    counts = {name: len(pattern.findall(text)) for name, pattern in _scripts()}
    total = sum(counts.values())
    if total < LEAST_LETTERS:
        return None
    if counts["kana"] >= KANA_SHARE * (counts["kana"] + counts["han"]) and counts["kana"]:
        counts["kana"] += counts.pop("han")
    best = max(counts, key=lambda name: (counts[name], name))
    return best if counts[best] >= SCRIPT_SHARE * total else None


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`, None when it is short or none of the known ones stands out."""
    script = script_of(text)
    if script is None:
        return None
    alone = load("languages", Languages).alone.get(script)
    if alone:
        return alone
    words = _WORD.findall(_INITIALS.sub(" ", text[:LOOKED_AT].lower()))
    if len(words) < LEAST_WORDS:
        return None
    counts = Counter(words)
    whole: Counter[str] = Counter()
    parts: dict[str, float] = dict.fromkeys(load("languages", Languages).common, 0.0)
    for word, count in sorted(counts.items()):
        for code, part in _words().get(word, ()):
            whole[code] += count
            parts[code] += count * part
    (second, other), (best, code) = sorted((share, code) for code, share in parts.items())[-2:]
    distinct = len(counts.keys() & set(load("languages", Languages).common[code]))
    if whole[code] < LEAST_SHARE * len(words) or distinct < LEAST_DISTINCT:
        return None
    return code if best > AHEAD * second or _apart(counts, code, other) else None


def _apart(counts: Mapping[str, int], code: str, other: str) -> bool:
    """Whether the words by which two languages that share most of them differ are nearly all those of the first."""
    common = load("languages", Languages).common
    own, others = frozenset(common[code]), frozenset(common[other])
    for_it = sum(counts.get(w, 0) for w in sorted(own - others))
    against = sum(counts.get(w, 0) for w in sorted(others - own))
    return for_it >= LEAST_OWN and for_it > OWN_AHEAD * against


def is_foreign(text: str) -> bool:
    """Whether `text`, whose language is not known, is at least not English: by its script or for want of its words."""
    if script_of(text) not in (None, "latin"):
        return True
    words = _WORD.findall(text[:LOOKED_AT].lower())
    english = frozenset(load("languages", Languages).common["en"])
    return len(words) >= FOREIGN_WORDS and sum(w in english for w in words) < FOREIGN_SHARE * len(words)


def language_name(code: str) -> str:
    """The language's name, or its code where that is not listed."""
    return load("languages", Languages).names.get(code, code)
