"""When two wordings may be one name: what is left of a name for comparison, and how wordings of one name differ.

A key is the words of a name in lower case, without accents, full stops, hyphens, possessives and a leading `the`. Two
keys of people may be one person's when they share the last word and differ in a middle name, a nickname or an initial,
or when a single slip of the pen parts them. Nothing here decides: `fullnames` does, from how often each is used.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from onrecord.namewords import name_words

__all__ = [
    "Key", "core", "first_letters", "initials", "key_of", "one_slip", "same_first", "signatures", "suffix_of",
    "variants", "without_suffix",
]  # fmt: skip

Key = tuple[str, ...]

_GONE = str.maketrans(
    {"-": " ", "‐": " ", "‑": " ", "–": " ", ".": "", ",": " ", "’": "'", "‘": "'", "“": " ", "”": " ", '"': " "}
)
LONG = 7
"""Letters of a last name in which two slips are still more likely than two people of one first name."""
MAX_SIGNED = 60
"""Characters of a key that are signed for slips: longer names are lists that were taken for one."""


@lru_cache(maxsize=262144)
def key_of(text: str) -> Key:
    """The key of a name as printed; an empty tuple if nothing is left."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = plain.translate(_GONE).casefold().split()
    bare = [word.removesuffix("'s").strip("'") for word in words]
    if len(bare) > 1 and bare[0] == "the":
        del bare[0]
    return tuple(word for word in bare if word)


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(key_of(suffix)[0] for suffix in name_words().suffixes if key_of(suffix))


def suffix_of(key: Key) -> str | None:
    """The `jr`, `sr` or `iii` at the end of a person's key."""
    return key[-1] if len(key) > 2 and key[-1] in _suffixes() else None


@lru_cache(maxsize=65536)
def core(key: Key) -> Key:
    """A person's key without the suffix."""
    return key[:-1] if suffix_of(key) else key


@cache
def _nicknames() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, group in enumerate(name_words().nicknames):
        for name in group:
            groups.setdefault(name.casefold(), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


@lru_cache(maxsize=65536)
def same_first(a: str, b: str) -> bool:
    """Whether two first names may be one person's: equal, a nickname of one another, or an initial."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return bool(_nicknames().get(a, frozenset()) & _nicknames().get(b, frozenset()))


def first_letters(key: Key) -> set[str]:
    """The letters that a variant of this name may begin with: of its words but the last, and of nicknames."""
    letters = {word[0] for word in key[:-1]} | {key[0][0]}
    for number in _nicknames().get(key[0], frozenset()):
        letters |= {name[0].casefold() for name in name_words().nicknames[number]}
    return letters


def variants(a: Key, b: Key) -> bool:
    """Whether two full names with one last word differ only by nickname, initials or middle names."""
    if suffix_of(a) != suffix_of(b):
        return False
    a, b = core(a), core(b)
    if a[-1] != b[-1] or len(a) < 2 or len(b) < 2:
        return False
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if long[-len(short) :] == short:
        return True
    return same_first(a[0], b[0]) and _middles(short[1:-1], long[1:-1])


def _middles(short: Key, long: Key) -> bool:
    """Whether the middle names of one are among the other's, in order, initials standing for names."""
    at = 0
    for word in short:
        while at < len(long) and not (word == long[at] or (1 in (len(word), len(long[at])) and word[0] == long[at][0])):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def signatures(key: Key) -> Iterator[str]:
    """What two keys share when one slip parts them: the whole, and the whole with any one character left out.

    The symmetric deletion of SymSpell: names that are one insertion, deletion, exchange or transposition apart meet in
    some signature, so that no name is compared with all others. Long last names of one first name and first letter
    meet too.
    """
    whole = " ".join(key)[:MAX_SIGNED]
    yield whole.replace(" ", "")
    for i in range(len(whole)):
        if whole[i] != " ":
            yield (whole[:i] + whole[i + 1 :]).replace(" ", "")
    if len(key) > 1 and len(key[-1]) >= LONG:
        yield f"{' '.join(key[:-1])} {key[-1][0]}…"


@lru_cache(maxsize=65536)
def one_slip(a: Key, b: Key, letters: int) -> bool:
    """Whether one slip in one word parts two keys, in a word of at least `letters` letters that is no first name.

    Two slips may be in a long last name.
    """
    firsts = _first_names()
    if "".join(a) == "".join(b):
        return True
    if len(a) != len(b):
        return False
    apart = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(apart) != 1:
        return False
    x, y = apart[0]
    if min(len(x), len(y)) < letters or (x in firsts and y in firsts) or x.isdigit() or y.isdigit():
        return False
    if x + "s" == y or y + "s" == x:
        return False
    slips = 2 if len(a) > 1 and (x, y) == (a[-1], b[-1]) and min(len(x), len(y)) >= LONG else 1
    return OSA.distance(x, y, score_cutoff=slips) <= slips


@cache
def _first_names() -> frozenset[str]:
    return frozenset(name.casefold() for name in name_words().firsts)


_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "de", "&", "to"})


def initials(key: Key) -> tuple[str, ...]:
    """The acronyms that a body's name gives: of all its words, and without the small ones."""
    every = "".join(word[0] for word in key)
    main = "".join(word[0] for word in key if word not in _SMALL)
    return tuple(sorted({every, main}))


@cache
def _body_suffixes() -> frozenset[Key]:
    return frozenset(key for key in map(key_of, name_words().body_suffixes) if key)


@lru_cache(maxsize=65536)
def without_suffix(key: Key) -> Key:
    """A body's key without `Inc`, `Corp` and the like."""
    while len(key) > 1 and key[-1:] in _body_suffixes():
        key = key[:-1]
    return key
