"""Descriptions: what an article calls its people and bodies, so that `the mayor` and `his lawyer` can be told.

Somebody is called what their title says (`Mayor Ann Roe`), what stands beside the name (`Ann Roe, the director of the
port`), what they are said to be (`Roe is the owner`) or to do (`Roe, who directed it`). A calling may be tied to an
owner (`Holm's lawyer, Ann Roe`): such a lawyer is not anybody else's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.find.quotations.grammar import Grammar
from onrecord.find.quotations.mentions import Named, head_of
from onrecord.find.relationwords import relation_words
from onrecord.namewords import name_words
from onrecord.words import load

__all__ = [
    "Calling",
    "callings",
    "calls_again",
    "described_at",
    "fits",
    "is_calling",
    "is_definite",
    "noun_of",
    "owner_at",
]

_BESIDE = frozenset({"appos", "compound", "nmod"})
_NOUNS = frozenset({"NN", "NNP"})
_BE = frozenset({"be", "become", "remain"})
_BEFORE = frozenset({"amod", "compound", "nmod", "det", "advmod"})
_TIES = frozenset({"of", "for", "at", "in", "with", "from"})


@dataclass(frozen=True, slots=True)
class _CallingWords:
    """`words/callings.toml`."""

    ranks: frozenset[str]
    anywhere: frozenset[str]
    again: frozenset[str]
    alike: tuple[tuple[str, ...], ...]
    short: dict[str, str]


@dataclass(frozen=True, slots=True)
class Calling:
    """A noun said of a person or body (`entity`; "" in a description whose person is looked for).

    `ranks` are words that make it another office, `of` the words that say of what. `owner` is the paragraph and token
    of the word for whoever has such a lawyer, wife or boss.
    """

    entity: str
    noun: str
    ranks: frozenset[str]
    of: frozenset[str]
    owner: tuple[int, int] | None = None


@cache
def _words() -> _CallingWords:
    words: _CallingWords = load("callings", _CallingWords)
    return words


@cache
def _same() -> dict[str, str]:
    return {noun: group[0] for group in _words().alike for noun in group} | _words().short


def is_definite(g: Grammar, at: int) -> bool:
    """Whether a noun has `the`."""
    return any(g.lower[c] == "the" and g.deps[c] == "det" for c in g.children[at])


def calls_again(g: Grammar, at: int) -> bool:
    """Whether a noun with `the` only calls again whoever the text is about: `the star`."""
    return g.lower[at] in _words().again and is_definite(g, at)


def noun_of(word: str) -> str:
    """A noun as callings are compared by: lower case, titles in full, one word for those that say the same."""
    plain = word.lower().strip(".")
    full = _words().short.get(plain, plain)
    return _same().get(full, full)


def is_calling(g: Grammar, at: int, known: dict[str, list[Calling]]) -> bool:
    """Whether a token is a noun in the singular that says who somebody is, or that the article uses for somebody."""
    word = g.lower[at]
    person = relation_words().is_role(word) or word in name_words().noun_genders
    return g.tags[at] == "NN" and (person or noun_of(word) in known)


def callings(grammars: Sequence[Grammar], mentions: Sequence[Named]) -> dict[str, list[Calling]]:
    """By noun, what the article calls its people and bodies, in text order."""
    found: defaultdict[str, list[Calling]] = defaultdict(list)
    for m in mentions:
        if m.name.kind not in ("person", "organization"):
            continue
        for calling in _of_mention(grammars[m.paragraph], m):
            found[calling.noun].append(calling)
    return dict(found)


def _of_mention(g: Grammar, m: Named) -> Iterator[Calling]:
    head = head_of(g, (m.first, m.last))
    if m.name.title:
        *before, last = m.name.title.replace("-", " ").split()
        yield Calling(m.entity, noun_of(last), _ranks(before), frozenset())
    if m.name.kind == "organization":
        words = m.name.text.lower().split()
        noun = m.name.text.split(" of ")[0].split()[-1]
        yield Calling(m.entity, noun_of(noun), frozenset(), frozenset(words) - {noun.lower()})
    for at in _nouns_of(g, m, head):
        yield described_at(g, m.paragraph, at, m.entity, head if g.heads[at] == head else None)
    for child in g.children[head]:
        if g.deps[child] == "relcl" and any(g.lower[c] == "who" for c in g.children[child]):
            doer = _doer(g.lemma(child))
            if doer is not None:
                yield Calling(m.entity, noun_of(doer), frozenset(), frozenset())


def _nouns_of(g: Grammar, m: Named, head: int) -> Iterator[int]:
    """The nouns that stand beside a name, or that its sentence says it is."""
    for child in g.children[head]:
        if g.deps[child] in _BESIDE and g.tags[child] in _NOUNS and not m.first <= child < m.last:
            yield child
        if g.deps[child] == "relcl" and any(g.lower[c] == "who" for c in g.children[child]):
            yield from _attributes(g, child)
    if g.deps[head] == "appos" and g.tags[g.heads[head]] == "NN":
        yield g.heads[head]
    if g.deps[head] == "nsubj":
        yield from _attributes(g, g.heads[head])


def _attributes(g: Grammar, verb: int) -> Iterator[int]:
    """What a form of `be` says that its subject is."""
    if g.lemma(verb) in _BE and not any(g.deps[c] in ("neg", "aux") for c in g.children[verb]):
        yield from (c for c in g.children[verb] if g.deps[c] == "attr" and g.tags[c] in _NOUNS)


@cache
def _doer(verb: str) -> str | None:
    """The noun for whoever does what a verb says, where it is a word for people: `director` of `direct`."""
    stem = verb.removesuffix("e")
    return next((n for n in (stem + "er", stem + "or") if n in relation_words().roles), None)


def described_at(g: Grammar, paragraph: int, at: int, entity: str = "", name_head: int | None = None) -> Calling:
    """What the noun phrase at token `at` calls somebody; its possessor may hang on the name beside it."""
    before = [g.lower[c] for c in g.children[at] if c < at and g.deps[c] in _BEFORE]
    return Calling(entity, noun_of(g.words[at]), _ranks(before), _of(g, at), owner_at(g, paragraph, at, name_head))


def _ranks(words: Sequence[str]) -> frozenset[str]:
    return frozenset(w.lower() for w in words) & _words().ranks


def _of(g: Grammar, at: int) -> frozenset[str]:
    """The nouns that say of what somebody is the director, mayor or owner, before and after the noun."""
    kinds = ("compound", "poss")
    found = {g.lower[c] for c in g.children[at] if c < at and g.deps[c] in kinds and g.tags[c].startswith("NN")}
    for child in g.children[at]:
        if child > at and g.deps[child] == "prep" and g.lower[child] in _TIES:
            found |= {g.lower[i] for i in range(child, g.right[child]) if g.tags[i].startswith("NN")}
    return frozenset(found) - _words().anywhere


def owner_at(g: Grammar, paragraph: int, at: int, name_head: int | None = None) -> tuple[int, int] | None:
    """The token of whoever a noun is tied to: `his lawyer`, `Roe's lawyer`, `a lawyer for Roe`."""
    for head in (at, name_head):
        if head is not None:
            owner = next((c for c in g.children[head] if g.deps[c] == "poss"), None)
            if owner is not None:
                return paragraph, owner
    if g.lower[at] not in relation_words().relations:
        return None
    for child in g.children[at]:
        if child > at and g.deps[child] == "prep" and g.lower[child] in ("of", "for", "to"):
            owner = next((c for c in g.children[child] if g.deps[c] == "pobj"), None)
            if owner is not None and g.tags[owner] in ("NNP", "PRP", "NN"):
                return paragraph, owner
    return None


def fits(wanted: Calling, known: Calling) -> bool:
    """Whether a description may mean whoever is called `known`, owners aside."""
    of_same = not wanted.of or not known.of or bool(wanted.of & known.of)
    return wanted.noun == known.noun and wanted.ranks == known.ranks and of_same
