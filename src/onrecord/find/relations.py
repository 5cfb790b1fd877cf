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
from onrecord.namewords import name_words

__all__ = ["find_relations"]

FILLERS = frozenset({"JJ", "JJR", "JJS", "VBN", "NN", "HYPH", "CD", "NNP"})
PAST = frozenset({"previously", "formerly", "once", "briefly"})
WEDDED = frozenset({"married", "marries", "wed", "divorced"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
ENDS = frozenset({",", ".", ";", ":", ")", "—", "–", "who", "and", "but", "of", "to", "for"})
"""What may follow a relation that stands after a name: it closes the phrase, or says whose."""
LONGEST = 5
"""Tokens of the longest noun that says a relation, `mother-in-law`."""
MAX_CLIMB = 8
CLOSE = 6
"""Most tokens between a possessor and the noun that says the relation."""


def find_relations(parsed: Parsed, names: Iterable[Name]) -> tuple[StatedRelation, ...]:
    """The relations between named people, in text order; a pronoun counts where only one person can be meant.

    What is told is printed as it stands, `former campaign manager`. A noun that tells another gender than the article
    does ties nobody.
    """
    found: list[StatedRelation] = []
    for scene in scenes(parsed, tuple(names)):
        people = [p for p in scene.names if p.name.kind == "person"]
        for placed in people:
            found += _after_noun(scene, placed)
            found += _before_noun(scene, placed)
        found += _married(scene, people)
    return tuple(sorted(found, key=lambda r: r.span))


def _noun_ending(scene: Scene, last: int, lowest: int) -> int | None:
    """The first token of the relation noun whose last token is `last - 1`: `mother-in-law` has five."""
    nouns = relation_words().relations
    lengths = (length for length in range(LONGEST, 0, -1) if last - length >= lowest)
    return next((last - n for n in lengths if scene.text(last - n, last).lower() in nouns), None)


def _after_noun(scene: Scene, placed: Placed) -> Iterator[StatedRelation]:
    """`Bell's husband, Karl Bell`, `her late husband Karl` and `Bell, whose husband Karl …`."""
    doc = scene.doc
    low = doc[placed.first].sent.start
    last = placed.first - 1 if placed.first > low and doc[placed.first - 1].text == "," else placed.first
    noun = _noun_ending(scene, last, low)
    if noun is not None and not _follows(scene, placed.last, POSSESSIVE):
        whose, first = _possessor(scene, noun, low, placed)
        if whose:
            yield from _relation(scene, placed, whose, first, last)


def _before_noun(scene: Scene, placed: Placed) -> Iterator[StatedRelation]:
    """`Karl, Bell's husband`, `Karl, her husband`, `Karl is the son of Joan Bell`; not `Karl, Bell's husband Tom`."""
    doc = scene.doc
    end = doc[placed.first].sent.end
    at = placed.last
    if at >= end or (doc[at].text != "," and doc[at].text not in ("is", "was")):
        return
    at += 1
    for last in range(at + 1, min(at + CLOSE + LONGEST, end + 1)):
        noun = _noun_ending(scene, last, at)
        if noun is not None and (last == end or doc[last].text in ENDS):
            if last + 2 <= end and _noun_ending(scene, last + 2, at) == noun:  # `secretary of state`
                last += 2
            if _names_another(scene, last, end):
                return
            whose, first = _possessor(scene, noun, at, placed)
            for other in [whose] if whose else _of(scene, last, end):
                yield from _relation(scene, placed, other, first, last)
            return
        token = doc[last - 1]
        compound = (last < end and doc[last].text in HYPHENS) or doc[last - 2].text in HYPHENS
        between = token.tag_ in ("DT", "PRP$", "POS") or token.text == "of" or scene.person(token)
        if not (compound or token.tag_ in FILLERS or between):
            return


def _follows(scene: Scene, at: int, wanted: frozenset[str]) -> bool:
    """Whether token `at` is one of the `wanted`."""
    return at < len(scene.doc) and scene.doc[at].text in wanted


def _names_another(scene: Scene, last: int, end: int) -> bool:
    """Whether the noun that ends before token `last` is somebody else's, who is named next."""
    at = last + 1 if last < end and scene.doc[last].text == "," else last
    return at < end and scene.person(scene.doc[at]) is not None


def _of(scene: Scene, at: int, end: int) -> list[Placed]:
    """The person after `of`, and those joined to them: `the father of Ann and Tom Ash`."""
    found: list[Placed] = []
    if at + 1 < end and scene.doc[at].text in ("of", "to", "for"):
        at += 1
        at += at + 1 < end and scene.doc[at].text in name_words().title_ends
        while at < end and (placed := scene.person(scene.doc[at])):
            found.append(placed)
            at = placed.last + 1 if placed.last < end and scene.doc[placed.last].text in (",", "and") else end
    return found


def _possessor(scene: Scene, noun: int, low: int, placed: Placed) -> tuple[Placed | None, int]:
    """Whose the noun at token `noun` is, and where the words begin that say what it is.

    A name with a possessive, a pronoun, or `whose` right after a name, with only nouns and adjectives between.
    """
    doc = scene.doc
    at = noun - 1
    while at >= low and noun - at < CLOSE and doc[at].tag_ in FILLERS and not scene.person(doc[at]):
        at -= 1
    first = next((i for i in range(noun - 1, at, -1) if doc[i].text == "old"), at) + 1
    if at < low:
        return None, first
    if at > low and (doc[at].text in POSSESSIVE or doc[at].tag_ == "POS"):
        return scene.person(doc[at - 1]), first
    if doc[at].tag_ == "PRP$" and doc[at].lower_ in PRONOUNS:
        return _antecedent(scene, at, placed), first
    if doc[at].lower_ == "whose" and at > low + 1 and doc[at - 1].text == ",":
        return scene.person(doc[at - 2]), first
    return None, first


def _antecedent(scene: Scene, at: int, placed: Placed) -> Placed | None:
    """The person of the sentence whom the pronoun at token `at` stands for: the only one before it that fits.

    Where several fit it is the subject of the pronoun's own clause, or nobody.
    """
    doc = scene.doc
    low = doc[at].sent.start
    gender = PRONOUNS[doc[at].lower_]
    beside = scene.person(doc[at - 2]) if at > low + 1 and doc[at - 1].text == "and" else None
    if beside and beside.name.gender in (None, gender):
        return beside  # `Ann Bell and her husband, Karl`
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
            if scene.person(doc[at]) or doc[placed.last - 1].dep_ == "compound":
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


def _relation(scene: Scene, placed: Placed, whose: Placed, first: int, last: int) -> Iterator[StatedRelation]:
    gender = name_words().noun_genders.get(scene.doc[last - 1].lower_)
    clash = gender and placed.name.gender and gender != placed.name.gender
    if whose.name.span != placed.name.span and not clash:
        yield StatedRelation(placed.name.span, whose.name.span, scene.text(first, last), scene.span(first, last))
