"""Relations between named people: `Bell's husband, Karl`, `her lawyer, Ann Poe`, `Karl, the son of Joan Bell`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from onrecord.find.located import Placed, Scene, scenes
from onrecord.find.names.candidates import HYPHENS, POSSESSIVE
from onrecord.find.names.gender import PRONOUNS
from onrecord.find.parse import Parsed
from onrecord.find.relationwords import relation_words
from onrecord.model import Name, StatedRelation

__all__ = ["find_relations"]

FILLERS = frozenset({"JJ", "JJR", "JJS", "VBN", "NN", "HYPH", "CD", "NNP"})
PAST = frozenset({"previously", "formerly", "once", "briefly"})
WEDDED = frozenset({"married", "marries", "wed", "divorced"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
LONGEST = 5
"""Tokens of the longest noun that says a relation, `mother-in-law`."""
MAX_CLIMB = 8
CLOSE = 6
"""Most tokens between a possessor and the noun that says the relation."""


def find_relations(parsed: Parsed, names: Iterable[Name]) -> tuple[StatedRelation, ...]:
    """The relations between named people, in text order; a pronoun counts where only one person can be meant."""
    found: list[StatedRelation] = []
    for scene in scenes(parsed, tuple(names)):
        people = [p for p in scene.names if p.name.kind == "person"]
        for placed in people:
            found += [r for r in (_after_noun(scene, placed), _before_noun(scene, placed)) if r]
        found += _married(scene, people)
    return tuple(sorted(found, key=lambda r: r.span))


def _noun_ending(scene: Scene, last: int, lowest: int) -> tuple[int, str] | None:
    """The relation noun whose last token is `last - 1`, with its first token: `mother-in-law` has five."""
    nouns = relation_words().relations
    for length in (5, 3, 1):
        first = last - length
        if first >= lowest:
            text = scene.text(first, last).lower()
            if text in nouns:
                return first, text
    return None


def _after_noun(scene: Scene, placed: Placed) -> StatedRelation | None:
    """`Bell's husband, Karl Bell` and `her late husband Karl`."""
    doc = scene.doc
    low = doc[placed.first].sent.start
    last = placed.first - 1 if placed.first > low and doc[placed.first - 1].text == "," else placed.first
    noun = _noun_ending(scene, last, low)
    if not noun:
        return None
    whose = _possessor(scene, noun[0], low, placed)
    return _relation(scene, placed, whose, noun[1], noun[0], last) if whose else None


def _before_noun(scene: Scene, placed: Placed) -> StatedRelation | None:
    """`Karl, Bell's husband`, `Karl, her husband`, `Karl is the son of Joan Bell`."""
    doc = scene.doc
    end = doc[placed.first].sent.end
    at = placed.last
    if at >= end or (doc[at].text != "," and doc[at].text not in ("is", "was")):
        return None
    at += 1
    for last in range(at + 1, min(at + CLOSE + LONGEST, end + 1)):
        noun = _noun_ending(scene, last, at)
        if noun and not (last < end and doc[last].text in ("-", "'s", "’s")):
            whose = _possessor(scene, noun[0], at, placed) or _of(scene, last, end)
            return _relation(scene, placed, whose, noun[1], noun[0], last) if whose else None
        token = doc[last - 1]
        compound = (last < end and doc[last].text in HYPHENS) or doc[last - 2].text in HYPHENS
        if (
            not compound
            and token.tag_ not in FILLERS
            and token.tag_ not in ("DT", "PRP$", "POS")
            and not scene.person(token)
        ):
            return None
    return None


def _of(scene: Scene, at: int, end: int) -> Placed | None:
    """The person after `of`."""
    if at + 1 < end and scene.doc[at].text in ("of", "to", "for"):
        return scene.person(scene.doc[at + 1])
    return None


def _possessor(scene: Scene, first: int, low: int, placed: Placed) -> Placed | None:
    """Whose the noun at token `first` is: a name with a possessive, or a pronoun, with only adjectives between."""
    doc = scene.doc
    at = first - 1
    while at >= low and first - at < CLOSE and doc[at].tag_ in FILLERS and not scene.person(doc[at]):
        at -= 1
    if at < low:
        return None
    if doc[at].text in POSSESSIVE and at > low:
        return scene.person(doc[at - 1])
    if doc[at].tag_ == "PRP$" and doc[at].lower_ in PRONOUNS:
        return _antecedent(scene, at, placed)
    if at > low and doc[at].tag_ == "POS":
        return scene.person(doc[at - 1])
    return None


def _antecedent(scene: Scene, at: int, placed: Placed) -> Placed | None:
    """The person of the sentence whom the pronoun at token `at` stands for: the only one before it that fits.

    Where several fit it is the subject of the pronoun's own clause, or nobody.
    """
    doc = scene.doc
    low = doc[at].sent.start
    gender = PRONOUNS[doc[at].lower_]
    fit = [
        p for p in scene.names
        if low <= p.first < at and p.name.kind == "person" and p.name.gender in (None, gender) and p is not placed
    ]  # fmt: skip
    if len(fit) == 1:
        return fit[0]
    subject = _own_subject(doc[at].head)
    chosen = [p for p in fit if subject is not None and p.first <= subject < p.last]
    return chosen[0] if chosen else None


def _own_subject(noun: Token) -> int | None:
    """The subject of the nearest verb above `noun`, or of the verb that one is joined to."""
    verb = noun
    for _ in range(MAX_CLIMB):
        if verb.tag_[0] == "V":
            for child in verb.children:
                if child.dep_ in SUBJECTS:
                    return child.i
            if verb.dep_ not in ("conj", "xcomp", "advcl"):
                return None
        if verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def _married(scene: Scene, people: list[Placed]) -> Iterator[StatedRelation]:
    """`Bell, who is married to Karl Ash`, `Bell married Karl Ash in 2012`."""
    doc = scene.doc
    for placed in people:
        low = doc[placed.first].sent.start
        for at in range(placed.first - 1, max(low, placed.first - 2 * CLOSE) - 1, -1):
            if scene.person(doc[at]):
                break
            if doc[at].lower_ in WEDDED:
                before = [p for p in people if low <= p.first < at]
                others = [p for p in before if doc[p.last - 1].dep_ in SUBJECTS] or before
                if len(others) == 1:
                    last = at + 2 if doc[at + 1].text == "to" else at + 1
                    over = doc[at].lower_ == "divorced" or doc[at - 1].lower_ in PAST
                    text = "former spouse" if over else "spouse"
                    yield StatedRelation(placed.name.span, others[0].name.span, text, scene.span(at, last))
                break


def _relation(scene: Scene, placed: Placed, whose: Placed, noun: str, first: int, last: int) -> StatedRelation | None:
    if whose.name.span == placed.name.span:
        return None
    return StatedRelation(placed.name.span, whose.name.span, noun, scene.span(first, last))
