"""Identities: which names of an article belong to one person, and of what gender that person is.

Two names belong to one person when their first and last words are the same, or when one is a part of the other that
fits no second person: two people of one surname stay two, and the surname alone is then nobody's unless a title or
the order in which they are introduced tells.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from onrecord.model import Name
from onrecord.namewords import name_words

__all__ = ["entities", "genders"]

_SURE = 100
"""How many mentions of a gender without such a reason a title or first name outweighs."""


def entities(names: Sequence[Name]) -> list[str]:
    """For each name a key that the mentions of one person share; names are in text order."""
    full: defaultdict[str, set[str]] = defaultdict(set)
    told: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        words = _bare(name)
        if name.kind == "person" and len(words) > 1:
            key = f"{words[0]} {words[-1]}"
            full[words[-1]].add(key)
            full[words[0]].add(key)
            if name.gender:
                told[key][name.gender] += 1
    introduced: defaultdict[str, set[str]] = defaultdict(set)
    meant: dict[str, str] = {}
    return [_key(name, full, told, introduced, meant) for name in names]


def _key(
    name: Name, full: dict[str, set[str]], told: dict[str, Counter[str]], introduced: dict[str, set[str]],
    meant: dict[str, str],
) -> str:  # fmt: skip
    """A surname that several bear goes to whom the article has introduced so far, or already called by it alone."""
    words = _bare(name)
    if name.kind != "person":
        return name.text
    if len(words) > 1:
        key = f"{words[0]} {words[-1]}"
        introduced[words[-1]].add(key)
        introduced[words[0]].add(key)
        return key
    fits = full.get(words[0], set())
    if len(fits) > 1 and name.title and name.gender:
        fits = {k for k in fits if k not in told or told[k].most_common(1)[0][0] == name.gender}
    elif len(fits) > 1:
        known = introduced[words[0]]
        fits = {meant[words[0]]} if words[0] in meant else known if len(known) == 1 else fits
        if len(fits) == 1:
            meant[words[0]] = next(iter(fits))
    return next(iter(fits)) if len(fits) == 1 else name.text


def _bare(name: Name) -> list[str]:
    """A name's words without `Jr.` and the like."""
    words = name.text.split()
    return [w for w in words if w not in name_words().suffixes] or words or [name.text]


def genders(names: Sequence[Name], keys: Sequence[str]) -> dict[str, str]:
    """The gender of each person: by title, else by first name, else what nearly all of their mentions tell.

    The pronouns near a name, which the mentions go by as well, are sometimes another's.
    """
    told: defaultdict[str, Counter[str]] = defaultdict(Counter)
    known = name_words()
    for name, key in zip(names, keys, strict=True):
        if name.kind != "person":
            continue
        title = known.title_genders.get(name.title.split()[-1]) if name.title else None
        first = known.first_genders.get(name.text.split()[0]) if len(name.text.split()) > 1 else None
        sure = title or first
        if sure or name.gender:
            told[key][sure or name.gender or ""] += _SURE if sure else 1
    best = {key: (counts.most_common(1)[0], sum(counts.values())) for key, counts in told.items()}
    return {key: gender for key, ((gender, count), total) in best.items() if count > total * 0.75}
