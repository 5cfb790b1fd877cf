"""Mentions: where a person or body is named, called something or meant by a pronoun, and what they are there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.find.quotations.grammar import Grammar, Range
from onrecord.find.quotations.identities import entities, genders
from onrecord.model import Name
from onrecord.span import Span

__all__ = ["ROOT_SUBJECT", "SUBJECT", "Mention", "People", "head_of", "weight_of"]

ROOT_SUBJECT, SUBJECT, ASIDE = 0.4, 0.2, 0.1
"""For the subject of a sentence, of a clause, of one that only says more of a noun: a text is about its subjects."""
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


@dataclass(frozen=True, slots=True)
class Named(Mention):
    """A mention by name."""

    name: Name


class People:
    """The names of an article as mentions: by paragraph, and by whom they belong to.

    `first_sentence` is the number of each paragraph's first sentence, `genders` those that are known,
    `surnames` the last words of people's names.
    """

    def __init__(self, grammars: Sequence[Grammar], names: Sequence[Name]) -> None:
        keys = entities(names)
        self.grammars = grammars
        self.genders = genders(names, keys)
        self.mentions: list[Named] = []
        self.by_paragraph: list[list[Named]] = []
        self.first_sentence: list[int] = []
        self.surnames = {key.split()[-1] for name, key in zip(names, keys, strict=True) if name.kind == "person"}
        self._places: dict[str, list[int]] = {}
        self._surnamed: dict[str, dict[str, Name]] = {}
        for name, key in zip(names, keys, strict=True):
            if name.kind == "person" and len(key.split()) > 1:
                self._surnamed.setdefault(key.split()[-1].casefold(), {}).setdefault(key, name)
        total = 0
        for number, g in enumerate(grammars):
            self.first_sentence.append(total)
            self.by_paragraph.append(list(_placed(g, number, names, keys, total)))
            self.mentions += self.by_paragraph[-1]
            total += len(g.units)
        for at, m in enumerate(self.mentions):
            self._places.setdefault(m.entity, []).append(at)

    def sentence(self, paragraph: int, at: int) -> int:
        """The number of a token's sentence in the article."""
        return self.first_sentence[paragraph] + self.grammars[paragraph].unit_of[at]

    def inside(self, paragraph: int, words: Range) -> list[Named]:
        """The names that share a token with `words`."""
        here = self.by_paragraph[paragraph]
        low = bisect_right(here, words[0], key=lambda m: m.last)
        return here[low : bisect_left(here, words[1], key=lambda m: m.first)]

    def at(self, paragraph: int, token: int) -> Named | None:
        """The name that a token is part of."""
        return next(iter(self.inside(paragraph, (token, token + 1))), None)

    def apposed(self, paragraph: int, head: int, words: Range) -> Named | None:
        """The name within `words` that says who a noun is: `the mayor, Ann Roe,`; not one that only owns it."""
        g = self.grammars[paragraph]
        for child in g.children[head]:
            if words[0] <= child < words[1] and g.deps[child] in ("appos", "nmod"):
                m = self.at(paragraph, child)
                if m is not None and m.name.kind == "person" and head_of(g, (m.first, m.last)) == child:
                    return m
        return None

    def entity(self, name: Name) -> str | None:
        """The person or body that a name belongs to."""
        at = bisect_left(self.mentions, name.span, key=lambda m: m.name.span)
        return self.mentions[at].entity if at < len(self.mentions) and self.mentions[at].name is name else None

    def latest(self, entity: str, paragraph: int, at: int) -> Name | None:
        """The last name of `entity` before a token."""
        g = self.grammars[paragraph]
        start = g.paragraph.printed(g.starts[at]) if at < len(g.starts) else g.paragraph.end
        places = self._places.get(entity, [])
        before = bisect_left(places, bisect_left(self.mentions, start, key=lambda m: m.name.span.start))
        return self.mentions[places[before - 1]].name if before else None

    def within(self, span: Span) -> Name | None:
        """The person named last within `span`."""
        low, high = (bisect_left(self.mentions, x, key=lambda m: m.name.span.start) for x in (span.start, span.end))
        return next((m.name for m in reversed(self.mentions[low:high]) if m.name.kind == "person"), None)

    def surnamed(self, word: str) -> Name | None:
        """The first name in full of the only person of a surname, capitals aside."""
        names = self._surnamed.get(word.casefold(), {})
        return next(iter(names.values())) if len(names) == 1 else None

    def about(self, paragraph: int, entity: str | None) -> bool:
        """Whether a paragraph of narration has `entity` as a sentence's subject and names no other person."""
        here = [m for m in self.by_paragraph[paragraph] if m.name.kind == "person"]
        return any(m.weight == ROOT_SUBJECT for m in here) and all(m.entity == entity for m in here)

    def others_after(self, paragraph: int, at: int, entity: str | None) -> bool:
        """Whether a paragraph names a person other than `entity` from token `at` on."""
        here = (m for m in self.by_paragraph[paragraph] if m.first >= at and m.name.kind == "person")
        return any(m.entity != entity for m in here)


def _placed(g: Grammar, paragraph: int, names: Sequence[Name], keys: Sequence[str], sentences: int) -> Iterator[Named]:
    """The names that stand in a paragraph, whose first sentence is number `sentences`; names are in text order."""
    low = bisect_left(names, g.paragraph.start, key=lambda n: n.span.start)
    high = bisect_left(names, g.paragraph.end, key=lambda n: n.span.start)
    for name, key in zip(names[low:high], keys[low:high], strict=True):
        start, end = g.paragraph.analysis(name.span.start), g.paragraph.analysis(name.span.end - 1) + 1
        first, last = bisect_right(g.starts, start) - 1, bisect_left(g.starts, end)
        if 0 <= first < last:
            weight = weight_of(g, head_of(g, (first, last)))
            yield Named(name, paragraph, first, last, key, sentences + g.unit_of[first], weight, g.quote[first] >= 0)


def weight_of(g: Grammar, head: int) -> float:
    """How much the noun or pronoun at `head` is what its sentence is about; `there is Ann Roe` is about her."""
    if g.deps[head] == "attr" and any(g.deps[c] == "expl" for c in g.children[g.heads[head]]):
        return ROOT_SUBJECT
    if g.deps[head] not in _SUBJECTS:
        return 0.0
    verb = g.heads[head]
    if g.deps[verb] == "ROOT" or g.heads[verb] == verb:
        return ROOT_SUBJECT
    return ASIDE if g.deps[verb] in ("acl", "relcl") else SUBJECT


def head_of(g: Grammar, words: Range) -> int:
    """The token of a phrase that the others hang on."""
    return next((i for i in range(*words) if not words[0] <= g.heads[i] < words[1] or g.heads[i] == i), words[1] - 1)
