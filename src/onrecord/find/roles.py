"""Roles: what the article says that somebody is, before the name, in apposition to it, or with `is`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from onrecord.find.ages import find_ages
from onrecord.find.located import Placed, Scene, scenes
from onrecord.find.names.candidates import HYPHENS, POSSESSIVE, is_title_before
from onrecord.find.parse import Parsed
from onrecord.find.relations import find_relations
from onrecord.find.relationwords import relation_words
from onrecord.model import Name, StatedRole
from onrecord.namewords import name_words

__all__ = ["find_ages", "find_relations", "find_roles"]

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
INSIDE = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "VBN", "VBG", "HYPH", "CD"})
NO_OPENERS = frozenset({"HYPH", "CD", "VBN", "VBG", "CC", "IN"})
JOINS = HYPHENS | POSSESSIVE
FOLLOWS = frozenset({",", ".", "of", "for", "at", "in", "with"})
"""What may follow a role that has no article of its own: `Joan Bell, editor of …`."""
LINKS = frozenset({"the", "The", "a", "an", "&"})
COURTESY = frozenset({"Dr", "Dr.", "Doctor", "Saint", "St.", "Hon", "Hon."})
BE = frozenset({"is", "was", "are", "were", "'s", "’s", "became", "becomes"})
LONGEST = 8
"""Most words of a role before a name or in apposition: longer ones are descriptions, not roles."""


def find_roles(parsed: Parsed, names: Iterable[Name]) -> tuple[StatedRole, ...]:
    """The roles of named persons, in text order of the names; a person may have several."""
    return tuple(_all(parsed, tuple(names)))


def _all(parsed: Parsed, names: tuple[Name, ...]) -> Iterator[StatedRole]:
    for scene in scenes(parsed, names):
        for placed in scene.names:
            if placed.name.kind == "person":
                found = [r for r in (_before(scene, placed), _after(scene, placed), _with_is(scene, placed)) if r]
                for a, b in (x for x in found if _clean(scene, *x)):
                    if _head(scene.text(a, b)) not in relation_words().family:
                        yield StatedRole(placed.name.span, scene.text(a, b), scene.span(a, b))


def _head(text: str) -> str:
    """The noun that a role comes down to: `brother` of `younger brother of Ann Poe`."""
    return text.split(" of ")[0].split()[-1].lower()


def _clean(scene: Scene, first: int, last: int) -> bool:
    """Whether the words are words: left-over markup and glued text are no role."""
    return all(c.isalpha() or c in " .,-–'’&" for c in scene.text(first, last))


def _before(scene: Scene, placed: Placed) -> tuple[int, int] | None:
    """`director Tom Ash`, `the harbour master, Joan Bell` and titles of office: `Judge Ann Poe`."""
    doc, last = scene.doc, placed.first
    sentence = doc[placed.first].sent
    comma = last - 1 > sentence.start and doc[last - 1].text == ","
    if comma:
        last -= 1
    if last - 1 < sentence.start or not _names_a_role(doc[last - 1]):
        return None
    first = last - 1
    while first > sentence.start and last - first < LONGEST:
        tag = doc[first - 1].tag_
        if tag not in INSIDE or scene.person(doc[first - 1]) or doc[first - 1].text in name_words().never:
            break
        if tag == "NN" and doc[first].tag_ == "NNP":  # `the boat Welsh skipper Tom Ash steered`: the noun is another's
            break
        first -= 1
    opened = first > sentence.start and (doc[first - 1].tag_ in ("DT", "PRP$") or doc[first - 1].text in POSSESSIVE)
    if comma and not (opened and doc[placed.first].dep_ not in ("conj",) and _set_off(scene, placed)):
        return None
    if not comma:
        words = [token.text for token in doc[max(0, last - LONGEST) : last]]
        first = min(first, last - is_title_before(words, len(words)))
    return _without_openers(scene, first, last)


def _set_off(scene: Scene, placed: Placed) -> bool:
    """Whether the name is set off by a comma or the sentence's end, as an apposition is, and no subject."""
    doc = scene.doc
    following = doc[placed.last].text if placed.last < len(doc) else "."
    return following in (",", ".", ";", ")", "—", "–", ":") or doc[placed.last - 1].dep_ == "appos"


def _names_a_role(token: Token) -> bool:
    """Whether a word right before a name is a noun for a person, or a title of office."""
    known = name_words()
    if token.text in known.title_ends:
        return token.text not in known.title_genders and token.text not in COURTESY
    return token.tag_ in ("NN", "NNP") and relation_words().is_role(token.text)


def _without_openers(scene: Scene, first: int, last: int) -> tuple[int, int] | None:
    """The words without those before the first that belongs: numbers, ages (`66-year-old`), hyphens."""
    doc = scene.doc
    for i in range(first, last):
        if doc[i].text == "old" and i + 1 < last:
            first = i + 1
    while last > first and doc[last - 1].tag_ == "VBG":
        last -= 1
    while first < last and (doc[first].tag_ in NO_OPENERS or doc[first].text in HYPHENS):
        first += 1
    return (first, last) if first < last else None


def _after(scene: Scene, placed: Placed) -> tuple[int, int] | None:
    """`Joan Bell, the harbour master,` and, past an age, `Joan Bell, 66, a retired pilot`."""
    doc, at = scene.doc, placed.last
    end = doc[placed.first].sent.end
    if at < end and doc[at].text in POSSESSIVE:
        return None
    if at + 2 < end and doc[at].text == "," and doc[at + 1].text.isdigit() and doc[at + 2].text == ",":
        at += 2
    if at + 1 >= end or doc[at].text != ",":
        return None
    return _noun_phrase(scene, at + 1, end)


def _with_is(scene: Scene, placed: Placed) -> tuple[int, int] | None:
    """`Bell is the harbour master`, also `Bell, who was a pilot`; nothing that is denied or asked."""
    doc, at = scene.doc, placed.last
    end = doc[placed.first].sent.end
    if at + 1 < end and doc[at].text == "," and doc[at + 1].text == "who":
        at += 2
    if at + 1 < end and doc[at].text in BE and doc[at].tag_ != "POS" and doc[placed.last - 1].dep_ != "pobj":
        following = doc[at + 1]
        if following.tag_ == "DT" and following.lower_ in ("a", "an", "the"):
            return _noun_phrase(scene, at + 1, end)
    return None


def _noun_phrase(scene: Scene, first: int, end: int) -> tuple[int, int] | None:
    """The noun phrase that begins at token `first`, if its head is a noun for a person; with an `of` or `for` part."""
    doc = scene.doc
    if doc[first].tag_ == "PRP$" or doc[first].lower_ in ("no", "not", "both", "all", "some"):
        return None
    start = first + 1 if doc[first].tag_ == "DT" else first
    at = start
    while at < end and at - start < LONGEST and (doc[at].tag_ in INSIDE or doc[at].text in JOINS):
        if scene.person(doc[at]) and not (at + 1 < end and doc[at + 1].text in POSSESSIVE):
            return None
        at += 1
    if at == start or doc[at - 1].tag_ not in NOUNS or doc[at - 1].tag_ == "NNS":
        return None
    if not relation_words().is_role(doc[at - 1].text):
        return None
    if first == start and at < end and doc[at].text not in FOLLOWS:
        return None
    return _without_openers(scene, start, _with_tail(scene, at, end))


def _with_tail(scene: Scene, at: int, end: int) -> int:
    """The end of the phrase with one `of …`, `for …`, `at …` part of nouns."""
    doc = scene.doc
    if at + 1 < end and doc[at].text in ("of", "for", "at", "in", "with"):
        last = at + 1
        while last < end and last - at < LONGEST and (doc[last].tag_ in INSIDE or doc[last].text in LINKS):
            last += 1
        if last > at + 1 and doc[last - 1].tag_ in NOUNS:
            return last
    return at
