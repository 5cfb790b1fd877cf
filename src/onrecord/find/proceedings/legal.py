"""`words/proceedings.toml` by lemma, and how far a step is said to have happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from onrecord import words
from onrecord.find.parse import lemma
from onrecord.model import Modality, Step

__all__ = ["Action", "Legal", "legal", "modality_of"]


PLEADS = frozenset({"plead"})
FINDS = frozenset({"find", "clear", "go", "stand", "face"})
"""Verbs that state a plea, and those that state a verdict or trial with the words after them (`found guilty`)."""


@dataclass(frozen=True, slots=True)
class Action:
    """Verbs that state one step, and the prepositions that bring its charge."""

    step: Step
    verbs: tuple[str, ...]
    charge: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nouns:
    """Nouns of the law."""

    charges: frozenset[str]
    cases: frozenset[str]
    suits: frozenset[str]
    verdicts: frozenset[str]
    custody: frozenset[str]
    generic: frozenset[str]
    vague: frozenset[str]
    terms: frozenset[str]
    served: frozenset[str]


@dataclass(frozen=True, slots=True)
class Having:
    """Verbs of which somebody is the subject who has charges or a sentence, and those that give one."""

    charges: frozenset[str]
    terms: frozenset[str]
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class OtherMeanings:
    """Nouns with which a verb states no step."""

    subjects: frozenset[str]


@dataclass(frozen=True, slots=True)
class Modal:
    """Verbs that say how far what they govern has happened."""

    planned: frozenset[str]
    possible: frozenset[str]
    denied: frozenset[str]


@dataclass(frozen=True, slots=True)
class Proceedings:
    """The file as it is."""

    done_to: tuple[Action, ...]
    done_by: tuple[Action, ...]
    done_to_case: tuple[Action, ...]
    nouns: Nouns
    having: Having
    other_meanings: OtherMeanings
    modality: Modal


@dataclass(frozen=True, slots=True)
class Legal:
    """The actions by the lemma of their verb, and the nouns."""

    done_to: dict[str, tuple[Action, ...]]
    done_by: dict[str, tuple[Action, ...]]
    done_to_case: dict[str, tuple[Action, ...]]
    verbs: frozenset[str]
    stating: frozenset[str]
    pleads: frozenset[str]
    finds: frozenset[str]
    charges: frozenset[str]
    cases: frozenset[str]
    suits: frozenset[str]
    verdicts: frozenset[str]
    custody: frozenset[str]
    generic: frozenset[str]
    vague: frozenset[str]
    terms: frozenset[str]
    served: frozenset[str]
    facing: frozenset[str]
    giving: frozenset[str]
    having: frozenset[str]
    others: frozenset[str]
    modal: Modal


@cache
def legal() -> Legal:
    """The list, read once."""
    known = words.load("proceedings", Proceedings)
    to, by, case = (_by_verb(actions) for actions in (known.done_to, known.done_by, known.done_to_case))
    nouns, verbs, has = known.nouns, frozenset([*to, *by, *case]), known.having
    having = has.charges | has.terms | has.given
    return Legal(
        to, by, case, verbs, verbs | PLEADS | FINDS | having, PLEADS, FINDS,
        nouns.charges, nouns.cases, nouns.suits, nouns.verdicts, nouns.custody, nouns.generic, nouns.vague,
        nouns.terms, nouns.served, has.charges, has.given, having, known.other_meanings.subjects, known.modality,
    )  # fmt: skip


def _by_verb(actions: Iterable[Action]) -> dict[str, tuple[Action, ...]]:
    table: dict[str, tuple[Action, ...]] = {}
    for action in actions:
        for verb in action.verbs:
            table[verb] = (*table.get(verb, ()), action)
    return table


def modality_of(verb: Token) -> Modality:
    """How far what `verb` says has happened, by its negation, its auxiliaries and the verb that governs it."""
    modal = legal().modal
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if any(c.dep_ == "neg" for c in verb.children) or any(c.lower_ == "never" for c in verb.children):
        return "denied"
    if verb.tag_ == "VB" and verb.dep_ == "ROOT" and not auxiliaries:
        return "possible"  # `please resign`
    if auxiliaries & {"will", "'ll", "’ll", "shall"}:
        return "planned"
    if auxiliaries & modal.possible or any(c.lower_ in ("if", "whether", "unless") for c in verb.children):
        return "possible"
    if verb.dep_ in ("xcomp", "ccomp", "conj") and verb.head.i != verb.i:
        return _under(verb, auxiliaries)
    if "to" in auxiliaries and verb.dep_ in ("acl", "advcl", "relcl"):
        return "possible" if verb.dep_ == "advcl" else "planned"
    return "actual"


def _under(verb: Token, auxiliaries: set[str]) -> Modality:
    """The modality of a verb governed by another: only infinitives and gerunds are touched by what governs them."""
    modal = legal().modal
    above = verb.head
    if verb.dep_ == "conj":
        own = any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
        return "actual" if own or verb.tag_ in ("VBD", "VBZ", "VBP") or above.tag_[0] != "V" else modality_of(above)
    if verb.dep_ == "ccomp" and "to" not in auxiliaries:
        return "actual"
    base = lemma(above)
    for kind, verbs in (("denied", modal.denied), ("planned", modal.planned), ("possible", modal.possible)):
        if base in verbs:
            return kind  # type: ignore[return-value]
    return "planned" if above.lower_ in ("going", "due", "about") else "actual"
