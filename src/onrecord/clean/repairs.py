"""Damaged words: two words or a word and a number that lost the space between them, and words broken at a line's end.

A repair is an overlay: what was printed stays. It is made only where an unknown word falls into two known ones of which
one is a function word that hardly begins (or ends) other words, or where no spelling lets two characters meet
(`seven,who`, `for64`). Where several such places show that a text is damaged throughout, weaker splits are made too.
Names, brands and compounds are left alone: a doubtful word with a capital, or one that the text uses again and again,
is no damage. The word list is SymSpell's (82,000 words, by frequency), so a split is judged without any training.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from onrecord.model import PARSED_KINDS, Article, Repair
from onrecord.span import Span
from onrecord.words import load

__all__ = ["repairs_of"]

SURE_FOR_WEAK = 3
"""Certain splits in one article after which uncertain ones are believed too."""
COMMON, SHORT_USUAL, USUAL, PLAIN = 1000, 10_000, 20_000, 40_000
"""Ranks in the word list: the words everybody uses, those of any newspaper (short and long), those of any reader."""
LONGEST = 40
"""Longest word that is looked into, in characters."""
LONGEST_CHUNK = 120
"""Longest run of characters without white space that can be damaged prose: more is an address or a code."""
REPEATED = 3
"""A word printed this often is a word, whatever the list says."""


@dataclass(frozen=True, slots=True)
class Damage:
    """The lists of `words/damage.toml`."""

    before: frozenset[str]
    after: frozenset[str]
    before_long: frozenset[str]
    after_long: frozenset[str]
    any: frozenset[str]
    capitals: frozenset[str]
    before_number: frozenset[str]
    after_number: frozenset[str]
    name_heads: frozenset[str]
    web_tails: frozenset[str]
    whole: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Split:
    """Spaces to be put in before the characters `at` of a word; `sure` if they need no other damage to be believed."""

    at: tuple[int, ...]
    sure: bool


@cache
def _ranks() -> dict[str, int]:
    """The known words and their rank by frequency, 0 for the commonest."""
    known = load("damage", Damage).whole
    lines = gzip.decompress((files("onrecord.words") / "english.txt.gz").read_bytes()).decode().splitlines()
    return dict.fromkeys(known, PLAIN) | {word: rank for rank, word in enumerate(lines[1:])}


def _rank(word: str) -> int:
    return _ranks().get(word.lower(), 10**9)


def repairs_of(article: Article) -> tuple[Repair, ...]:
    """The repairs of the article's own words, in text order; none for a text that is not English."""
    if article.language not in (None, "en"):
        return ()
    blocks = [(b.start, article.text[b.start : b.end]) for b in article.blocks if b.kind in PARSED_KINDS]
    words = Counter(_WORD.findall("\n".join(text for _, text in blocks)))
    ranks = _ranks()
    splits = {w: s for w in words if w.lower() not in ranks and (s := _split(w, words))}
    believe_weak = sum(s.sure for s in splits.values()) >= SURE_FOR_WEAK
    splits = {w: s for w, s in splits.items() if s.sure or believe_weak}
    found = [r for start, text in blocks for r in _in_block(article.id, start, text, splits)]
    return tuple(sorted(found, key=lambda r: r.span))


# ---------------------------------------------------------------- one block
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BROKEN = re.compile(r"\b([a-z]{2,})-[ \t]*\r?\n[ \t]*([a-z]{2,})\b")
_NO_PROSE = re.compile(r"[/@\\_=]|www\.")


def _in_block(article: str, start: int, text: str, splits: dict[str, _Split]) -> Iterator[Repair]:
    spaces: dict[tuple[int, int], list[int]] = {}
    for place in sorted({*_punctuation(text), *_in_words(text, splits)}):
        if chunk := _chunk(text, place):
            spaces.setdefault(chunk, []).append(place)
    for (first, last), places in spaces.items():
        if not _NO_PROSE.search(text, first, last):
            yield _repair(article, start + first, text[first:last], [place - first for place in places])
    for broken in _BROKEN.finditer(text):
        if joined := _joined(broken[1], broken[2]):
            yield Repair(Span(article, start + broken.start(), start + broken.end()), joined)


def _in_words(text: str, splits: dict[str, _Split]) -> Iterator[int]:
    if splits:
        for word in _WORD.finditer(text):
            if split := splits.get(word.group()):
                yield from (word.start() + at for at in split.at)


def _chunk(text: str, place: int) -> tuple[int, int] | None:
    """The run of characters without white space that holds `place`; None if it is longer than words glued together."""
    first = last = place
    while first and not text[first - 1].isspace():
        first -= 1
        if place - first > LONGEST_CHUNK:
            return None
    while last < len(text) and not text[last].isspace():
        last += 1
        if last - place > LONGEST_CHUNK:
            return None
    return first, last


def _repair(article: str, start: int, printed: str, spaces: list[int]) -> Repair:
    """The repair of `printed`, without the punctuation around it."""
    first = next(i for i, c in enumerate(printed) if c.isalnum())
    last = max(i for i, c in enumerate(printed) if c.isalnum())
    first, last = min(first, spaces[0] - 1), max(last, spaces[-1])
    places = [first, *spaces, last + 1]
    reads = " ".join(printed[a:b] for a, b in pairwise(places))
    return Repair(Span(article, start + first, start + last + 1), reads)


def _joined(head: str, tail: str) -> str | None:
    """A word broken at a line's end, put together; with its hyphen if only its halves are words."""
    if _rank(head + tail) < 10**9:
        return head + tail
    return f"{head}-{tail}" if max(_rank(head), _rank(tail)) < PLAIN else None


_INNER = re.compile(
    r"[,;](?:(?<=[^\W_].)(?=[^\W\d_]{2})|(?<=[^\W\d_]{2},)(?=\d))"  # seven,who; 7,who; Ann,7
    r"|\?(?<=[^\W\d_]{3}\?)(?=[A-Z][a-z])"
    r"|”(?<=[.,!?…\w]”)(?=[^\W_])"  # a closing mark, then a letter
)
_OPENING = re.compile(r"“(?<=[^\W\d_]{2}“)(?=[^\W_])")
_STOP = re.compile(r"\.(?<=[^\W\d_]{2}\.)([A-Z][a-z]+)(?![^\W_])")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")


def _punctuation(text: str) -> Iterator[int]:
    """Where a space is missing after a comma, a closing mark or a full stop, or before an opening mark."""
    yield from (m.end() for m in _INNER.finditer(text))
    yield from (m.start() for m in _OPENING.finditer(text))
    for stop in _STOP.finditer(text):
        before = _LAST_WORD.search(text, max(0, stop.start() - LONGEST), stop.start())
        left, right = before.group() if before else "", stop[1]
        address = right.lower() in load("damage", Damage).web_tails
        if (left.islower() or len(left) > 3) and _rank(left) < PLAIN and _rank(right) < USUAL and not address:
            yield stop.start(1)


# ---------------------------------------------------------------- one word
_CONTRACTION = re.compile(r"(.+['’](?:t|s|re|ve|ll|d|m))([a-z]{2,})\Z")
_TO_NUMBER = re.compile(r"([a-z]+)(\d{1,4})\Z")
_FROM_NUMBER = re.compile(r"(\d{1,4})([a-z]+)\Z")
_FIRST_PERSON = re.compile(r"([a-z]{2,})I['’](?:m|ve|d|ll)\Z")
_CAMEL = re.compile(r"([A-Z]?[a-z]+)([A-Z][a-z]+)\Z")


def _split(word: str, words: Counter[str]) -> _Split | None:
    """Where `word` falls into two, or None when it is whole; `words` counts those of the article."""
    if word.isdigit() or _rank(word) < 10**9 or not 3 <= len(word) <= LONGEST:
        return None
    lists = load("damage", Damage)
    if found := _TO_NUMBER.match(word):
        return _split_at(found.end(1), found[1] in lists.before_number, len(found[1]) > 2 or len(found[2]) > 1)
    if found := _FROM_NUMBER.match(word):
        return _split_at(found.end(1), found[2] in lists.after_number)
    if words[word] >= REPEATED or not word.replace("’", "").isascii():
        return None
    if found := _FIRST_PERSON.match(word):
        return _split_at(found.end(1), found[1] in lists.any or (len(found[1]) > 3 and _rank(found[1]) < USUAL))
    if "'" in word or "’" in word:
        return _apostrophe(word, words)
    if found := _CAMEL.match(word):
        return _camel(found[1], found[2], words)
    if word.islower():
        return _two_words(word, words)
    if word[1:].islower():
        return _after_name(word, words) or _sentence_start(word)
    return None


def _split_at(place: int, holds: bool, sure: bool = True) -> _Split | None:
    return _Split((place,), sure) if holds else None


def _apostrophe(word: str, words: Counter[str]) -> _Split | None:
    """`couldn’tbe`, `it’sreal`; and damage before a possessive ending: `themayor’s`."""
    base = re.sub(r"['’]s\Z", "", word)
    if base != word and base.isalpha():
        return _split(base, words)
    found = _CONTRACTION.match(word)
    if not found:
        return None
    left, right = found[1].replace("’", "'"), found[2]
    whole = _rank(left) < 10**9 or (left.endswith("'s") and _rank(left[:-2]) < USUAL)
    rest = load("damage", Damage).any
    return _split_at(found.end(1), whole and (right in rest or (len(right) > 2 and _rank(right) < USUAL)))


def _camel(left: str, right: str, words: Counter[str]) -> _Split | None:
    """`andRivera`, `incidentRivera`: the name must stand alone elsewhere, or both halves in a damaged text."""
    lists = load("damage", Damage)
    if left.lower() in lists.name_heads or len(right) < 3:
        return None
    alone = words[right] > 0
    if left.islower():
        usual = left in lists.any or (len(left) > 3 and _rank(left) < USUAL)
        return _Split((len(left),), alone) if usual and (alone or _rank(right) < USUAL) else None
    both = alone and (words[left] > 0 or _rank(left) < PLAIN)
    return _Split((len(left),), False) if both and len(left) > 2 else None


def _two_words(word: str, words: Counter[str]) -> _Split | None:
    """The best split of an unknown word in small letters into two known ones."""
    halves = ((word[:i], word[i:]) for i in range(1, len(word)))
    judged = [(not sure, _rank(a) + _rank(b), len(a)) for a, b in halves if (sure := _judge(a, b, words)) is not None]
    if not judged:
        return None
    weak, _, at = min(judged)
    return _Split((at,), not weak)


def _judge(a: str, b: str, words: Counter[str]) -> bool | None:
    """Whether `a` and `b` are surely two words (True), perhaps (False), or not (None)."""
    lists = load("damage", Damage)
    low, high = _rank(a), _rank(b)
    if max(low, high) >= PLAIN:
        return None
    if a in lists.any and b in lists.any:
        strong = len(a) > 1 and len(b) > 1 and len(a + b) > 4 and (a in lists.before or b in lists.after)
        return strong or None if len(a + b) < 5 else strong
    if (a in lists.before and len(b) > 3 and _usual(b)) or (b in lists.after and len(a) > 3 and _usual(a)):
        return True
    if (a in lists.before_long and len(b) > 6 and _usual(b)) or (b in lists.after_long and len(a) > 6 and _usual(a)):
        return True
    if (a in lists.any and len(b) > 3 and _usual(b)) or (b in lists.any and len(a) > 3 and _usual(a)):
        return False
    if (a == "a" and len(b) > 3 and _usual(b)) or (max(low, high) < COMMON and min(len(a), len(b)) > 3):
        return False
    printed_apart = words[a] > 0 and words[b] > 0 and len(a) > 3 and len(b) > 3
    return False if printed_apart and max(low, high) < SHORT_USUAL else None


def _after_name(word: str, words: Counter[str]) -> _Split | None:
    """`Riverasaid`: a name that stands alone elsewhere, and a word that hardly ends others."""
    for at in range(3, len(word) - 2):
        if word[at:] in load("damage", Damage).after and words[word[:at]] > 0:
            return _Split((at,), True)
    return None


def _usual(word: str) -> bool:
    """Whether the word is well known for its length: short strings are words by chance more often."""
    return _rank(word) < (SHORT_USUAL if len(word) < 6 else USUAL if len(word) < 9 else PLAIN)


def _sentence_start(word: str) -> _Split | None:
    """`Shesaid`, `Aspokesman`: a word that begins sentences, and one of the commonest. Seldom sure: names look so."""
    capitals = load("damage", Damage).capitals
    if word[0] == "A" and len(word) > 5 and _rank(word[1:]) < USUAL:
        return _Split((1,), len(word) > 8)
    for at in range(1, len(word) - 1):
        head, rest = word[:at].lower(), word[at:]
        if head in capitals and _rank(rest) < COMMON and (at > 1 or len(rest) > 3):
            return _Split((at,), False)
    return None
