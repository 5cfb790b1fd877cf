"""Mentions: where a person or body is named, called something or meant by a pronoun, and what they are there.

Two names belong to one person when their first and last words are the same, or when one is a part of the other that
fits no second person: two people of one surname stay two, and the surname alone is then nobody's unless a title tells.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.find.quotations.grammar import Grammar, Range
from onrecord.model import Name
from onrecord.namewords import name_words

__all__ = ["ROOT_SUBJECT", "SUBJECT", "Mention", "apposed", "entities", "genders", "head_of", "place", "weight_of"]

ROOT_SUBJECT, SUBJECT = 0.4, 0.2
"""For the subject of a sentence, and of any clause: who a text is about is its subjects."""
_SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True)
class Mention:
    """The tokens `[first, last)` of a paragraph that stand for `entity`; `name` is that person's name there or before.

    `sentence` is counted over the article, `weight` tells subjects from others. Without a name: somebody whom the
    article calls something but does not name, who may be meant by a pronoun as well as anybody.
    """

    name: Name | None
    paragraph: int
    first: int
    last: int
    entity: str
    sentence: int
    weight: float
    quoted: bool


def entities(names: Sequence[Name]) -> list[str]:
    """For each name a key that the mentions of one person share."""
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
    return [_key(name, full, told) for name in names]


def _key(name: Name, full: dict[str, set[str]], told: dict[str, Counter[str]]) -> str:
    words = _bare(name)
    if name.kind != "person":
        return name.text
    if len(words) > 1:
        return f"{words[0]} {words[-1]}"
    fits = full.get(words[0], set())
    if len(fits) > 1 and name.title and name.gender:
        fits = {k for k in fits if k not in told or told[k].most_common(1)[0][0] == name.gender}
    return next(iter(fits)) if len(fits) == 1 else name.text


def _bare(name: Name) -> list[str]:
    """A name's words without `Jr.` and the like."""
    words = name.text.split()
    return [w for w in words if w not in name_words().suffixes] or words or [name.text]


def genders(names: Sequence[Name], keys: Sequence[str]) -> dict[str, str]:
    """The gender of each person of whom the article tells one, or nearly always the same."""
    told: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, key in zip(names, keys, strict=True):
        if name.gender:
            told[key][name.gender] += 1
    best = {key: (counts.most_common(1)[0], sum(counts.values())) for key, counts in told.items()}
    return {key: gender for key, ((gender, count), total) in best.items() if count > total * 0.75}


def place(g: Grammar, paragraph: int, names: Sequence[Name], keys: Sequence[str], sentences: int) -> list[Mention]:
    """The names that stand in a paragraph, whose first sentence is number `sentences`; names are in text order."""
    low = bisect_left(names, g.paragraph.start, key=lambda n: n.span.start)
    high = bisect_left(names, g.paragraph.end, key=lambda n: n.span.start)
    found = []
    for name, key in zip(names[low:high], keys[low:high], strict=True):
        start, end = g.paragraph.analysis(name.span.start), g.paragraph.analysis(name.span.end - 1) + 1
        first, last = bisect_right(g.starts, start) - 1, bisect_left(g.starts, end)
        if 0 <= first < last:
            sentence, weight = sentences + g.unit_of[first], weight_of(g, head_of(g, (first, last)))
            found.append(Mention(name, paragraph, first, last, key, sentence, weight, g.quote[first] >= 0))
    return found


def weight_of(g: Grammar, head: int) -> float:
    """How much the noun or pronoun at `head` is what its sentence is about."""
    if g.deps[head] not in _SUBJECTS:
        return 0.0
    verb = g.heads[head]
    return ROOT_SUBJECT if g.deps[verb] == "ROOT" or g.heads[verb] == verb else SUBJECT


def head_of(g: Grammar, words: Range) -> int:
    """The token of a phrase that the others hang on."""
    return next((i for i in range(*words) if not words[0] <= g.heads[i] < words[1] or g.heads[i] == i), words[1] - 1)


def apposed(g: Grammar, head: int, inside: Sequence[Mention]) -> Mention | None:
    """The name that says who a noun is: `the mayor, Ann Roe,`; not one that only owns it (`Roe's lawyer`)."""
    for m in inside:
        at = head_of(g, (m.first, m.last))
        if m.name and m.name.kind == "person" and g.heads[at] == head and g.deps[at] in ("appos", "nmod"):
            return m
    return None
