"""Words about speech: the verbs and nouns by which news gives words to a speaker, from `words/speech.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.find.quotations.grammar import Grammar
from onrecord.words import load

__all__ = [
    "FINITE",
    "SpeechWords",
    "find_cue_at",
    "gerunds",
    "is_finite",
    "noun_class",
    "quotes",
    "speech_words",
    "takes_hearer",
    "third_persons",
    "verbs",
]

FINITE = ("VBD", "VBP", "VBZ", "MD")
"""Tags of verbs with a tense and of modals."""


@dataclass(frozen=True, slots=True)
class _GroupTable:
    """One `[[groups]]` table of `words/speech.toml`."""

    frames: tuple[str, ...]
    verbs: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class _Openers:
    that: frozenset[str]
    question: frozenset[str]
    subordinate: frozenset[str]


@dataclass(frozen=True, slots=True)
class _About:
    about: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Bearers:
    bearers: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Occasions:
    prepositions: frozenset[str]
    nouns: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Verbs:
    verbs: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Hypothetical:
    signs: frozenset[str]
    anyone: frozenset[str]


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """The lists of `words/speech.toml`; see the comments there."""

    groups: tuple[_GroupTable, ...]
    openers: _Openers
    prepositions: _About
    nouns: dict[str, frozenset[str]]
    inscriptions: _Bearers
    occasions: _Occasions
    headings: _Verbs
    carriers: _Verbs
    hypothetical: _Hypothetical


@cache
def speech_words() -> SpeechWords:
    """The word lists about speech."""
    words: SpeechWords = load("speech", SpeechWords)
    return words


@cache
def verbs() -> dict[str, tuple[str, frozenset[str]]]:
    """For each verb its class and frames."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for group in speech_words().groups:
        for verb in group.verbs:
            kind, frames = found.get(verb, (group.kind, frozenset()))
            found[verb] = (kind, frames | frozenset(group.frames))
    return found


@cache
def third_persons() -> dict[str, tuple[str, frozenset[str]]]:
    """As `verbs`, by the third person of the present (regular for all of them) and by the forms of headings."""
    found = {}
    for verb, known in verbs().items():
        if verb.endswith("y") and verb[-2] not in "aeiou":
            found[verb[:-1] + "ies"] = known
        else:
            found[verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")] = known
    return found | {"said": verbs()["say"], "say": verbs()["say"], "told": verbs()["tell"]}


@cache
def gerunds() -> dict[str, tuple[str, frozenset[str]]]:
    """As `verbs`, by the form in -ing."""
    return {(verb[:-1] if verb.endswith("e") else verb) + "ing": known for verb, known in verbs().items()}


@cache
def _nouns() -> dict[str, str]:
    return {noun: kind for kind, nouns in sorted(speech_words().nouns.items()) for noun in nouns}


def noun_class(grammar: Grammar, at: int) -> str | None:
    """The class of a noun for something said (`claim`, `statement`), None for any other word."""
    return _nouns().get(grammar.lemma(at)) if grammar.tags[at].startswith("NN") else None


def _frames(g: Grammar, at: int) -> frozenset[str]:
    """What the verb at `at` takes as reported content; empty if it reports nothing."""
    return verbs().get(g.lemma(at), ("", frozenset()))[1]


def takes_hearer(g: Grammar, verb: int) -> bool:
    """Whether the object of the verb is whoever hears it (`told them`)."""
    return "whom" in _frames(g, verb)


def find_cue_at(g: Grammar, at: int) -> bool:
    """Whether the verb at `at` can report a clause."""
    frames = _frames(g, at)
    return "that" in frames and "marked" not in frames


def quotes(g: Grammar, at: int) -> bool:
    """Whether the verb at `at` can report words in quotation marks."""
    return "quote" in _frames(g, at)


def is_finite(g: Grammar, at: int) -> bool:
    """Whether the token is a verb with a tense or a modal, or has an auxiliary that does."""
    return g.tags[at] in FINITE or any(g.deps[c] in ("aux", "auxpass") and g.tags[c] in FINITE for c in g.children[at])
