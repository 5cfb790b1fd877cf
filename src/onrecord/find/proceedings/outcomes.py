"""Steps that a verb states with the words after it: pleas, verdicts, charges that somebody faces, sentences given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.find.located import Placed, Scene
from onrecord.find.parse import lemma
from onrecord.find.proceedings.legal import Legal
from onrecord.find.proceedings.verbs import (
    again,
    agent_of,
    is_date,
    is_passive,
    named,
    object_of,
    phrase_of,
    subject_of,
)
from onrecord.model import Step

__all__ = ["Found", "had", "own_charge", "plea", "verdict"]

OWN = frozenset({"DT", "PRP$", "CD"})
"""Tags of what stands before a crime and is no part of its name."""


@dataclass(frozen=True, slots=True)
class Found:
    """A step at a verb: on whom, for what, by whom, at which noun, for how long.

    `anaphoric` when a case of nobody named is meant, or somebody who is named by a pronoun or description only.
    """

    step: Step
    whom: Placed | None
    charge: tuple[int, int] | None = None
    by: Placed | None = None
    anaphoric: bool = False
    noun: tuple[int, int] | None = None
    term: tuple[int, int] | None = None


def plea(scene: Scene, verb: Token) -> Iterator[Found]:
    """`pleaded guilty to fraud`, `pleaded not guilty`, `pleaded no contest`."""
    following = [t.lower_ for t in scene.doc[verb.i + 1 : verb.i + 4]]
    if "guilty" in following:
        plea: Step = "pleaded not guilty" if "not" in following[: following.index("guilty")] else "pleaded guilty"
    elif following[:2] == ["no", "contest"]:
        plea = "pleaded guilty"
    else:
        return
    whom = named(scene, subject_of(verb))
    end = verb.i + 2 + following.index("guilty" if "guilty" in following else "contest")
    yield Found(plea, whom, after(scene, verb, ("to", "of")), noun=(verb.i, end))


def verdict(scene: Scene, verb: Token) -> Iterator[Found]:
    """`was found guilty of fraud`, `found her not guilty`, `went on trial`, `stood trial`, `was cleared of`."""
    following = [t.lower_ for t in scene.doc[verb.i + 1 : verb.i + 6]]
    base = lemma(verb)
    if base in ("find", "clear"):
        if base == "find" and "guilty" not in following:
            return
        acquitted = base == "clear" or "not" in following[: following.index("guilty")]
        whom = named(scene, subject_of(verb) if is_passive(verb) else object_of(verb))
        if whom is None and base == "find":
            small = next((c for c in verb.children if c.dep_ == "ccomp"), None)
            whom = named(scene, subject_of(small)) if small is not None else None
        target = subject_of(verb) if is_passive(verb) else None
        anaphoric = whom is None and base == "find" and target is not None and again(target)
        if (whom and (base == "find" or "of" in following)) or anaphoric:
            step: Step = "acquitted" if acquitted else "convicted"
            end = verb.i + 2 + following.index("guilty" if base == "find" else "of")
            charge, by = after(scene, verb, ("of",)), agent_of(scene, verb)
            yield Found(step, whom, charge, by, anaphoric, (verb.i, end))
    elif following[:2] == ["on", "trial"] if base == "go" else following[:1] == ["trial"]:
        whom = named(scene, subject_of(verb))
        if whom:
            end = verb.i + 2 + following.index("trial")
            yield Found("tried", whom, after(scene, verb, ("for", "on")), noun=(verb.i, end))


def after(scene: Scene, verb: Token, prepositions: tuple[str, ...]) -> tuple[int, int] | None:
    """The noun phrase after the first of the prepositions in the six words after the verb, wherever it was hung."""
    for token in scene.doc[verb.i + 1 : verb.i + 7]:
        if token.text in (",", ";", "."):
            return None
        if token.lower_ in prepositions and token.tag_ in ("IN", "TO"):
            nouns = [c for c in token.children if c.dep_ in ("pobj", "pcomp")]
            if nouns and not is_date(scene, nouns[0]) and nouns[0].lower_ != "trial":
                return phrase_of(scene, nouns[0])
    return None


# ------------------------------------------------------------------ what somebody has
def had(scene: Scene, verb: Token, base: str, lexicon: Legal) -> Iterator[Found]:
    """`faces a charge of fraud`, `received an 18-month sentence`, `was given six years in prison`, `face trial`."""
    noun, whom = object_of(verb), None
    if base in lexicon.giving:
        objects = [c for c in verb.children if c.dep_ in ("dative", "dobj", "oprd", "attr")]
        whom = named(scene, subject_of(verb) if is_passive(verb) else objects[0]) if objects else None
        noun = objects[-1] if objects else None
    elif not is_passive(verb):
        whom = named(scene, subject_of(verb))
    if noun is None or whom is None:
        yield from verdict(scene, verb) if base in lexicon.finds else ()
    elif base in lexicon.facing and lemma(noun) in lexicon.charges:
        yield Found("charged", whom, own_charge(scene, noun), noun=(noun.i, noun.i + 1))
    elif base in lexicon.facing:
        yield from verdict(scene, verb)
    elif term := _given(scene, noun, lexicon):
        yield Found("sentenced", whom, after(scene, noun, ("for",)), noun=(noun.i, noun.i + 1), term=term)


def _given(scene: Scene, noun: Token, lexicon: Legal) -> tuple[int, int] | None:
    """The length of a sentence that is the object of a verb: `18-month` before it, or `six years in prison`."""
    if lemma(noun) in lexicon.terms:
        before = [t.i for t in scene.doc[noun.left_edge.i : noun.i] if is_date(scene, t)]
        return (before[0], before[-1] + 1) if before else None
    behind = [t.lower_ for t in scene.doc[noun.i + 1 : noun.i + 3]]
    if is_date(scene, noun) and behind[:1] in (["in"], ["of"]) and behind[-1] in lexicon.served:
        first = next(t.i for t in scene.doc[noun.left_edge.i : noun.i + 1] if t.tag_ not in ("DT", "PRP$"))
        return first, noun.i + 3
    return None


def own_charge(scene: Scene, noun: Token) -> tuple[int, int] | None:
    """The crime of a charge: the words before the noun, `two arson charges`, else those behind, `a charge of arson`."""
    words = [c for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod")]
    if not words or words[-1].dep_ != "compound":
        crimes = (c for p in noun.children if p.lower_ == "of" for c in p.children if c.dep_ in ("pobj", "pcomp"))
        crime = next(crimes, None)
        return phrase_of(scene, crime) if crime is not None and not scene.person(crime) else None
    first = min(w.left_edge.i for w in words)
    while first < noun.i and scene.doc[first].tag_ in OWN:
        first += 1
    return (first, noun.i) if first < noun.i else None
