"""A large corpus of a few stories: each told again in other words, as often as is needed.

One turn is the same coverage over again in another world: names, acronyms, numbers and all words but the commonest are
others, the same throughout a turn, and all years are moved. So what articles of one story share, copies, quotations
and figures, they share in each turn as often as in the first, and no text is the copy of one of another turn. A word's
place is taken by one with the same ending and about as common, so that the corpus has the first one's words in other
company: it says nothing, and costs what news costs.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from common import FED, rows

__all__ = ["Turn", "corpus"]

COMMONEST = 1000
"""Words in lower case that stay: those that build sentences, say, and tell when."""
_WORD = re.compile(r"[^\W\d_]+")
_INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,])|(?<![\d.,])\d+(?![\d.,]|\s?(?:st|nd|rd|th|am|pm)\b)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STAYS = re.compile(
    "January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|"
    "Fri|Satur|Sun)day|Mrs?|Ms|Dr|President|Prime|Minister|Secretary|Senator|Governor|General|Judge|Professor|LRB|RRB|"
    "US|USA|UK|UN|EU|AM|PM|GMT|EST|BST|TV|CEO"
)


def corpus(data: Path, size: int, path: Path, seed: int = 0) -> None:
    """Writes `size` articles as JSON lines: first those of `data`, shuffled, then those of each turn in another order.

    `data` is a folder that is searched for `articles.jsonl.gz`, or one such file.
    """
    paths = sorted(data.rglob("articles.jsonl.gz")) if data.is_dir() else [data]
    found = [row for path in paths for row in rows(path) if row.get("text")]
    turn, words = 0, _Words.of(row["text"] for row in found)
    with path.open("w", encoding="utf-8") as out:
        for place in range(size):
            if place % len(found) == 0:
                turn = place // len(found)
                order = random.Random(f"{seed} {turn}").sample(range(len(found)), len(found))
                told = Turn(turn, words, seed) if turn else None
            number = order[place % len(found)]
            out.write(json.dumps(_fed(found[number], f"{number}/{turn}", told), ensure_ascii=False) + "\n")


def _fed(row: Mapping[str, Any], key: str, turn: Turn | None) -> dict[str, Any]:
    """What an article would have in the wild; Timeline17 calls outlet and date by other names."""
    known = {"outlet": row.get("source"), "published": row.get("date"), **row, "id": key}
    if turn:
        known |= {part: turn.told(known[part]) for part in ("title", "text") if known.get(part)}
        known |= {"published": turn.moved(str(known["published"] or "")), "url": None}
    return {k: known[k] for k in FED if known.get(k)}


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that may be replaced: which are names, and the others in groups, each of words as common and alike."""

    names: frozenset[str]
    groups: Sequence[Sequence[str]]

    @staticmethod
    def of(texts: Iterable[str]) -> _Words:
        """Those of these texts. A name is a word that is mostly capitalised, within sentences too."""
        lower: Counter[str] = Counter()
        inside: Counter[str] = Counter()
        for text in texts:
            lower.update(w for w in _WORD.findall(text) if w.islower())
            inside.update(_INSIDE.findall(text))
        names = {w for w, n in inside.items() if n > lower[w.lower()] and not _STAYS.fullmatch(w)}
        groups: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word, count in sorted(lower.items(), key=lambda w: (-w[1], w[0]))[COMMONEST:]:
            if len(word) > 3:
                groups[word[-2:], count.bit_length()].append(word)
        return _Words(frozenset(names), [groups[key] for key in sorted(groups)])


class Turn:
    """The words of one turn."""

    def __init__(self, number: int, words: _Words, seed: int) -> None:
        self._number, self._names, self._seed = number, words.names, seed
        self._other: dict[str, str] = {}
        rng = random.Random(f"{seed} {number} words")
        for group in words.groups:
            self._other |= zip(group, rng.sample(group, len(group)), strict=True)

    def told(self, text: str) -> str:
        """The text in the words of this turn."""
        return _NUMBER.sub(lambda n: self._figure(n[0]), _WORD.sub(lambda w: self._word(w[0]), text))

    def moved(self, date: str) -> str:
        """The date with its year moved."""
        return _YEAR.sub(lambda y: str(int(y[0]) + self._number), date)

    def _word(self, word: str) -> str:
        if word.islower():
            return self._other.get(word, word)
        if _STAYS.fullmatch(word) or len(word) == 1:
            return word
        if word.isupper():
            return "".join("BCDFGKLMNPRSTV"[b % 14] for b in self._digest(word, len(word)))
        if word in self._names:
            syllables = self._digest(word, max(1, len(word) // 2))
            return "".join("bdfgklmnprstv"[b % 13] + "aeiou"[b // 13 % 5] for b in syllables).capitalize()
        other = self._other.get(word.lower())
        return other.capitalize() if other else word

    def _figure(self, number: str) -> str:
        """A year as much later; of other numbers one with as many digits, and those of one digit stay."""
        if _YEAR.fullmatch(number):
            return self.moved(number)
        if len(number) == 1:
            return number
        digits = iter(self._digest(number, len(number)))
        return "".join("123456789"[next(digits) % 9] if c.isdigit() else c for c in number)

    def _digest(self, word: str, length: int) -> Iterator[int]:
        yield from sha256(f"{self._seed} {self._number} {word}".encode()).digest()[:length]
