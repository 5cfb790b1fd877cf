"""Cues: the words that say that somebody said something, and who that is."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.find.quotations.grammar import Grammar, Range
from onrecord.find.quotations.speech import gerunds, speech_words, third_persons, verbs
from onrecord.find.quotations.subjects import opens_sentence, subject_of

__all__ = ["Cue", "find_cues", "find_cues_in"]

_THINGS = frozenset({"this", "that", "it", "which", "these", "those"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb at token `verb` in the words `span`, of class `kind`.

    `subject` are the tokens that name the speaker, None when the sentence leaves them out (`implied` then tells
    whether the speaker is that of the sentence before). `passive`: was told, was asked.
    """

    verb: int
    span: Range
    kind: str
    frames: frozenset[str]
    subject: Range | None
    passive: bool = False


def find_cues(g: Grammar) -> list[Cue]:
    """Every reporting verb of a paragraph, in text order, those between quotation marks included."""
    return find_cues_in(g, 0, len(g.words))


def find_cues_in(g: Grammar, first: int, last: int) -> list[Cue]:
    """The reporting verbs among the tokens `[first, last)`."""
    cues = []
    known_verbs, headings = verbs(), speech_words().headings.verbs
    heading = g.paragraph.kind != "prose"
    for i in range(first, last):
        tag = g.tags[i]
        noun = tag.startswith("NN")
        if noun:
            known = _noun_like(g, i, heading, headings)
        elif tag.startswith("VB"):
            known = _phrasal(g, i) or known_verbs.get(g.lemma(i))
        else:
            continue
        if g.lower[i] == "put" and g.lower[i + 1 : i + 2] != ["it"]:
            continue  # only "as she put it" says something
        if known is None or (g.deps[i] in ("amod", "aux", "auxpass", "compound") and not opens_sentence(g, i)):
            continue
        passive = any(g.deps[c] in ("nsubjpass", "auxpass") for c in g.children[i])
        by = any(g.deps[c] == "agent" for c in g.children[i])
        if known[0] == "judgement" and not by and (passive or (tag == "VBN" and g.deps[i] == "acl")):
            continue  # a firm called "Acme": a name, nobody's words
        subject = subject_of(g, i)
        if "thing" in known[1] and subject and g.lower[subject[0]] in _THINGS and subject[1] - subject[0] == 1:
            continue
        cues.append(Cue(i, _cue_words(g, i), known[0], known[1], subject, passive))
    return cues


def _phrasal(g: Grammar, verb: int) -> tuple[str, frozenset[str]] | None:
    """The class and frames of a verb that reports only with its particle: `brushed it aside as`, `hit out at`."""
    particle = next((c for c in g.children[verb] if c > verb and g.deps[c] in ("prt", "advmod")), None)
    return verbs().get(f"{g.lemma(verb)} {g.lower[particle]}") if particle is not None else None


def _noun_like(g: Grammar, at: int, heading: bool, headings: frozenset[str]) -> tuple[str, frozenset[str]] | None:
    """The class and frames of a cue that the model takes for a noun."""
    if _after_quotation(g, at) or (g.lower[at] in headings and _headline_verb(g, at, heading)):
        return third_persons().get(g.lower[at])
    before_that = at + 1 < len(g.words) and g.lower[at + 1] == "that" and g.deps[at + 1] in ("mark", "advmod")
    if before_that and at and g.tags[at] == "NNS" and g.tags[at - 1].startswith("NN"):
        return third_persons().get(g.lower[at])  # `the campaign projects that`
    if g.lower[at].endswith("ing") and at and g.words[at - 1] == "," and at + 1 < len(g.words):
        return gerunds().get(g.lower[at]) if g.words[at + 1] in (",", ":") or g.quote[at + 1] >= 0 else None
    return None


def _after_quotation(g: Grammar, at: int) -> bool:
    """Whether a word tagged as a noun stands where a cue does: after a quotation and a name, before a stop or comma."""
    if at + 1 < len(g.words) and g.words[at + 1] not in (".", ",", ":"):
        return False
    first = at
    while first > 0 and at - first < 4 and g.quote[first - 1] < 0 and g.tags[first - 1] in ("NNP", "PRP", "DT"):
        first -= 1
    return 0 < first < at and g.quote[first - 1] >= 0


def _headline_verb(g: Grammar, at: int, heading: bool) -> bool:
    """Whether a word tagged as a noun is a verb after all: in a heading, a third-person form after a name."""
    if g.lower[at] in ("says", "said"):
        return True
    return heading and g.lower[at] != g.words[at] and at > 0 and g.tags[at - 1].startswith("NN")


def _cue_words(g: Grammar, verb: int) -> Range:
    """The verb with its particle (`pointed out`, `went on`)."""
    last = verb + 1
    if last < len(g.words) and g.deps[last] == "prt" and g.heads[last] == verb:
        last += 1
    return (verb, last)
