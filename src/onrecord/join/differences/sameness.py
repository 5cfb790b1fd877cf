"""Whether two tellings are of one thing.

They are when they have one verb, nothing they say of who did it and to what sets them apart, and what both say besides
is rare enough in the coverage: everybody's *police arrested* tells of many arrests.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from heapq import nsmallest
from itertools import groupby
from math import log

from onrecord.edtf import may_be_same
from onrecord.join.differences.ground import reasons
from onrecord.join.differences.tellings import Telling

__all__ = ["alike", "blocked", "may_be_one", "rarity_of", "same_time"]

CLOSE, FEWEST, RAREST = 0.6, 4, 3
"""Share of all words of two sentences that both must have to say nearly the same, fewest such words, and how many of a
sentence's rarest words it is looked up by."""
FAR = 31
"""Days between two publications beyond which undated accounts must agree in who and in what."""
KEY = 12
"""Bytes of a digest that stand for a sentence."""


def rarity_of(tellings: Iterable[Telling]) -> Mapping[str, float]:
    """How telling each word is: 1 for what at most two sentences say, and less the more do. A copy's count once."""
    holding: Counter[str] = Counter()
    beside: dict[bytes, frozenset[str]] = {}
    for _, of_one in groupby(tellings, key=lambda t: t.sentence):
        told = list(of_one)
        words = told[0].around
        key = sha256(repr((told[0].source, sorted(words))).encode()).digest()[:KEY]
        more = frozenset().union(*(t.arguments for t in told), (t.lemma for t in told)) - words
        if key not in beside:
            holding.update(words)
        known = beside.get(key, frozenset())
        holding.update(more - known)
        beside[key] = known | more
    total = max(3, len(beside))
    return {w: log(1 + total / max(2, n)) / log(1 + total / 2) for w, n in holding.items()}


def may_be_one(a: Telling, b: Telling) -> bool:
    """Whether nothing but when it was sets two tellings apart: other persons or things, another place."""
    return a.sentence != b.sentence and (not _set_apart(a, b) or close(a, b))


def _set_apart(a: Telling, b: Telling) -> bool:
    if a.places and b.places and not a.places & b.places:
        return True
    crossed = bool(a.subject & b.object or a.object & b.subject)
    if a.subject and b.subject and not a.subject & b.subject and not crossed:
        return True
    return bool(a.object and b.object and not a.object & b.object and not crossed)


def close(a: Telling, b: Telling) -> bool:
    """Whether two sentences say nearly all the same."""
    shared, all_ = len(a.around & b.around), len(a.around | b.around)
    return shared >= FEWEST and shared >= CLOSE * all_


def blocked(tellings: Iterable[Telling], rarity: Mapping[str, float]) -> Mapping[tuple[str, str], list[Telling]]:
    """The tellings by verb and argument, and by verb and rarest other words: only those of one block are compared."""
    blocks: dict[tuple[str, str], list[Telling]] = defaultdict(list)
    for _, told in groupby(tellings, key=lambda t: t.sentence):
        rarest: list[str] = []
        for telling in told:
            rarest = rarest or nsmallest(RAREST + 1, telling.around, key=lambda w: (-rarity[w], w))
            rare = [w for w in rarest if w != telling.lemma][:RAREST]
            for key in sorted({*telling.arguments, *rare}):
                blocks[telling.lemma, key].append(telling)
    return blocks


def same_time(a: Telling, b: Telling) -> bool:
    """Whether the dates of two tellings may be the same, or one has none."""
    return not (a.dates and b.dates) or any(may_be_same(x, y) for x in a.dates for y in b.dates)


def alike(a: Telling, b: Telling, rarity: Mapping[str, float], least: float) -> float:
    """How much two tellings have in common that is rare, if at least `least` and in who or in what, else 0.

    Both must be named alike, or one of them and something else of what the sentences say. Verbs that mean little by
    themselves need what stands behind them to be alike too.
    """
    shared = a.arguments & b.arguments
    crossed = bool(a.subject & b.object or a.object & b.subject)
    both = bool(a.subject and a.object and a.subject == b.subject and a.object == b.object)
    whole = both or crossed or bool(a.object & b.object) or not (a.object or b.object)
    far = bool(a.day and b.day and abs((a.day - b.day).days) > FAR and not (a.dates and b.dates))
    if not close(a, b):
        if not shared or (far and not whole) or set(a.named).isdisjoint(b.named):
            return 0.0
        behind = (set(a.after) & set(b.after)) - shared
        other = bool(a.after and b.after) and not (a.object and b.object)
        if not behind and not both and (a.lemma.split()[0] in reasons().light or not whole or other):
            return 0.0
    context = {w for w in (a.around & b.around) - shared if w[:4] != a.lemma[:4]}
    wider = {w for w in ((a.around | a.near) & (b.around | b.near)) - shared - context if w[:4] != a.lemma[:4]}
    score = rarity[a.lemma] + sum(rarity[w] for w in sorted(shared)) + sum(rarity[w] for w in sorted(context)) / 2
    score += min(1.0, sum(rarity.get(w, 1.0) for w in sorted(wider)) / 4)
    return score if score >= least and (both or context or wider) else 0.0
