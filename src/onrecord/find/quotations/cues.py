"""Cues: the words that say that somebody said something, who that is, and to whom and where it was said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.find.quotations.grammar import Grammar, Range
from onrecord.words import load

__all__ = [
    "Cue",
    "SpeechWords",
    "find_cue_at",
    "find_cues",
    "find_cues_in",
    "is_finite",
    "noun_class",
    "quotes",
    "speech_words",
    "subject_among",
    "subject_of",
    "takes_hearer",
    "trimmed_range",
]

_THINGS = frozenset({"this", "that", "it", "which", "these", "those"})
_SUBJECTS = ("nsubj", "expl", "csubj")
_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "DT", "JJ", "PRP$", "POS", "CD", "HYPH", "WP"})
_RELATIVE_TAGS = frozenset({"WP", "WP$", "WDT", "WRB", "IN"})
_MAX_SUBJECT = 40
"""Longest speaker's phrase, in tokens; a longer one is a misparse and is cut before its first clause."""


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


@cache
def speech_words() -> SpeechWords:
    """The word lists about speech."""
    words: SpeechWords = load("speech", SpeechWords)
    return words


@cache
def _verbs() -> dict[str, tuple[str, frozenset[str]]]:
    """For each verb its class and frames."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for group in speech_words().groups:
        for verb in group.verbs:
            kind, frames = found.get(verb, (group.kind, frozenset()))
            found[verb] = (kind, frames | frozenset(group.frames))
    return found


@cache
def _third_persons() -> dict[str, tuple[str, frozenset[str]]]:
    """As `_verbs`, by the third person of the present (regular for all of them) and by the forms of headings."""
    found = {}
    for verb, known in _verbs().items():
        if verb.endswith("y") and verb[-2] not in "aeiou":
            found[verb[:-1] + "ies"] = known
        else:
            found[verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")] = known
    return found | {"said": _verbs()["say"], "say": _verbs()["say"], "told": _verbs()["tell"]}


@cache
def _gerunds() -> dict[str, tuple[str, frozenset[str]]]:
    """As `_verbs`, by the form in -ing."""
    return {(verb[:-1] if verb.endswith("e") else verb) + "ing": known for verb, known in _verbs().items()}


@cache
def _nouns() -> dict[str, str]:
    return {noun: kind for kind, nouns in sorted(speech_words().nouns.items()) for noun in nouns}


def noun_class(grammar: Grammar, at: int) -> str | None:
    """The class of a noun for something said (`claim`, `statement`), None for any other word."""
    return _nouns().get(grammar.lemma(at)) if grammar.tags[at].startswith("NN") else None


def find_cues(g: Grammar) -> list[Cue]:
    """Every reporting verb of a paragraph, in text order, those between quotation marks included."""
    return find_cues_in(g, 0, len(g.words))


def find_cues_in(g: Grammar, first: int, last: int) -> list[Cue]:
    """The reporting verbs among the tokens `[first, last)`."""
    cues = []
    verbs, headings = _verbs(), speech_words().headings.verbs
    heading = g.paragraph.kind != "prose"
    for i in range(first, last):
        tag = g.tags[i]
        noun = tag.startswith("NN")
        if noun:
            known = _noun_like(g, i, heading, headings)
        elif tag.startswith("VB"):
            known = verbs.get(g.lemma(i))
        else:
            continue
        if g.lower[i] == "put" and g.lower[i + 1 : i + 2] != ["it"]:
            continue  # only "as she put it" says something
        if known is None or (g.deps[i] in ("amod", "aux", "auxpass", "compound") and not _opens_sentence(g, i)):
            continue
        passive = any(g.deps[c] in ("nsubjpass", "auxpass") for c in g.children[i])
        if known[0] == "judgement" and (passive or (tag == "VBN" and g.deps[i] == "acl")):
            continue  # a firm called "Acme": a name, nobody's words
        subject = subject_of(g, i)
        if "thing" in known[1] and subject and g.lower[subject[0]] in _THINGS and subject[1] - subject[0] == 1:
            continue
        cues.append(Cue(i, _cue_words(g, i), known[0], known[1], subject, passive))
    return cues


def _noun_like(g: Grammar, at: int, heading: bool, headings: frozenset[str]) -> tuple[str, frozenset[str]] | None:
    """The class and frames of a cue that the model takes for a noun."""
    if _after_quotation(g, at) or (g.lower[at] in headings and _headline_verb(g, at, heading)):
        return _third_persons().get(g.lower[at])
    if g.lower[at].endswith("ing") and at and g.words[at - 1] == "," and at + 1 < len(g.words):
        return _gerunds().get(g.lower[at]) if g.words[at + 1] in (",", ":") or g.quote[at + 1] >= 0 else None
    return None


def _opens_sentence(g: Grammar, at: int) -> bool:
    """Whether a cue and a name after it lead to a colon at a sentence's start: `Continued Roe:`."""
    last = at + 1
    while last < len(g.words) and g.tags[last] in ("NNP", "PRP") and last - at < 5:
        last += 1
    return g.units[g.unit_of[at]][0] == at and at + 1 < last < len(g.words) and g.words[last] == ":"


def takes_hearer(g: Grammar, verb: int) -> bool:
    """Whether the object of the verb is whoever hears it (`told them`)."""
    known = _verbs().get(g.lemma(verb))
    return known is not None and "whom" in known[1]


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


def is_finite(g: Grammar, at: int) -> bool:
    """Whether the token is a verb with a tense or a modal, or has an auxiliary that does."""
    return g.tags[at] in ("VBD", "VBP", "VBZ", "MD") or any(
        g.deps[c] in ("aux", "auxpass") and g.tags[c] in ("VBD", "VBP", "VBZ", "MD") for c in g.children[at]
    )


def subject_of(g: Grammar, verb: int) -> Range | None:
    """The tokens of whoever does what `verb` says, through coordination and participles; None if left out."""
    at, steps = verb, 0
    while steps < 6:
        steps += 1
        subjects = [c for c in g.children[at] if g.deps[c] in _SUBJECTS and g.quote[c] == g.quote[verb]]
        child = subject_among(g, at, subjects)
        if child is not None:
            return _phrase(g, child, verb)
        if at == verb and g.quote[verb] < 0 and g.tags[verb] in ("VBD", "VBZ", "VBP", "VBN", "NNS", "NN"):
            beside = _beside(g, verb)
            if beside is not None:
                return beside
        agent = next((c for c in g.children[at] if g.deps[c] == "agent"), None)
        if agent is not None and g.children[agent]:
            return _phrase(g, g.children[agent][-1], verb)
        if any(g.deps[c] == "nsubjpass" for c in g.children[at]):
            return _phrase(g, next(c for c in g.children[at] if g.deps[c] == "nsubjpass"), verb) if at != verb else None
        dep, head = g.deps[at], g.heads[at]
        if dep == "acl" and g.tags[at] == "VBG":
            return _phrase(g, head, verb)
        if dep in ("conj", "advcl", "xcomp", "pcomp", "prep", "dep", "acl") and head != at:
            at = head
            continue
        return None
    return None


def subject_among(g: Grammar, verb: int, subjects: list[int]) -> int | None:
    """The subject of a verb that the parse gives several: the one beside it, as in `Voters, Roe said, stay away`."""
    beside = (c for c in subjects if c < verb and not any(g.words[i] == "," for i in range(g.right[c], verb)))
    return next((c for c in reversed(list(beside)) if len(subjects) > 1), subjects[0] if subjects else None)


def _beside(g: Grammar, verb: int) -> Range | None:
    """The noun phrase that stands between a quotation and the verb, or right after a verb that follows a quotation.

    For sentences that quotation marks have led the parse astray in.
    """
    first = verb
    while first > 0 and g.quote[first - 1] < 0 and g.tags[first - 1] in _NOMINAL:
        first -= 1
    if first < verb and (first == 0 or g.quote[first - 1] >= 0 or g.words[first - 1] == ","):
        return trimmed_range(g, first, verb)
    last = verb + 1
    if (verb == 0 or g.quote[verb - 1] < 0) and not _opens_sentence(g, verb):
        return None
    while last < len(g.words) and g.quote[last] < 0 and g.tags[last] in _NOMINAL:
        last += 1
    return trimmed_range(g, verb + 1, last)


def _phrase(g: Grammar, head: int, verb: int) -> Range | None:
    """The noun phrase at `head` on its side of `verb`, outside quotation marks, without commas at its ends."""
    first, last = g.left[head], g.right[head]
    if head < verb:
        last = min(last, verb)
    else:
        first = max(first, verb + 1)
    if g.quote[head] != g.quote[verb]:
        return None
    aside = next((g.left[c] for c in g.children[head] if c > head and _bare_aside(g, c)), last)
    last = min(last, aside)
    while first < head and g.quote[first] != g.quote[verb]:
        first += 1
    at = head
    while at < last and g.quote[at] == g.quote[verb]:
        at += 1
    last = at
    if last - first > _MAX_SUBJECT:
        clause = next((c for c in g.children[head] if c > head and g.deps[c] in ("relcl", "acl", "appos")), None)
        last = g.left[clause] if clause is not None and g.left[clause] > head else head + 1
        first = max(first, head - 12)
    return trimmed_range(g, first, last)


def _bare_aside(g: Grammar, clause: int) -> bool:
    """Whether a clause after a comma is another's report and no relative clause: `Roe, the paper said, …`."""
    first = g.left[clause]
    return g.deps[clause] == "relcl" and g.words[first - 1] == "," and g.tags[first] not in _RELATIVE_TAGS


def trimmed_range(g: Grammar, first: int, last: int) -> Range | None:
    """Tokens `[first, last)` without punctuation at their ends that is no part of a name; None if none are left."""
    while first < last and not g.words[first][0].isalnum() and g.words[first][0] not in "$£€([#@'’“\"‘":
        first += 1
    while last > first and not g.words[last - 1][-1].isalnum() and g.words[last - 1][-1] not in ")]%'’!\"”":
        last -= 1
    return (first, last) if first < last else None


def find_cue_at(g: Grammar, at: int) -> bool:
    """Whether the verb at `at` can report a clause."""
    known = _verbs().get(g.lemma(at))
    return known is not None and "that" in known[1]


def quotes(g: Grammar, at: int) -> bool:
    """Whether the verb at `at` can report words in quotation marks."""
    known = _verbs().get(g.lemma(at))
    return known is not None and "quote" in known[1]
