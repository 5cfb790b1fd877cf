"""Roles: what the article says that somebody is, before the name, in apposition to it, or with `is`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from onrecord.find.located import Placed, Scene, scenes
from onrecord.find.names.candidates import HYPHENS, POSSESSIVE, is_title_before
from onrecord.find.parse import Parsed
from onrecord.find.relationwords import relation_words
from onrecord.model import Name, StatedRole
from onrecord.namewords import name_words

__all__ = ["find_roles"]

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
INSIDE = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "VBN", "VBG", "HYPH", "CD"})
PARTICIPLES = frozenset({"VBN", "VBG"})
NO_OPENERS = frozenset({"HYPH", "CD", "CC", "IN"})
JOINS = HYPHENS | POSSESSIVE
TAILS = frozenset({"of", "for", "at", "in", "with", "to", "on"})
"""What ties a role to its place: `editor of the Echo`, `ambassador to Norway`."""
FOLLOWS = TAILS | {",", "."}
"""What may follow a role that has no article of its own: `Joan Bell, editor of …`."""
LINKS = frozenset({"the", "The", "a", "an"})
AND = frozenset({"and", "&"})
DATED = frozenset({"DATE", "TIME"})
COURTESY = frozenset({"Dr", "Dr.", "Doctor", "Saint", "St.", "Hon", "Hon."})
BE = frozenset({"is", "was", "are", "were", "'s", "’s", "became", "becomes"})
LONGEST = 8
"""Most words of a role before a name, in apposition, or in one part that ties it to a place: longer ones are
descriptions, not roles."""
MOST_TAILS = 3
"""Most such parts: `head of the office of trade at the Ministry of Ships`."""


def find_roles(parsed: Parsed, names: Iterable[Name]) -> tuple[StatedRole, ...]:
    """The roles of named persons, in text order of the names; a person may have several."""
    return tuple(_all(parsed, tuple(names)))


def _all(parsed: Parsed, names: tuple[Name, ...]) -> Iterator[StatedRole]:
    for scene in scenes(parsed, names):
        for placed in scene.names:
            if placed.name.kind == "person":
                found = [r for r in (_before(scene, placed), _after(scene, placed), _with_is(scene, placed)) if r]
                for a, b in (x for x in found if _clean(scene, *x)):
                    yield StatedRole(placed.name.span, scene.text(a, b), scene.span(a, b))


def _clean(scene: Scene, first: int, last: int) -> bool:
    """Whether the words are words, and tell more than that somebody is a man or a friend.

    Left-over markup and glued text are no role, and family and friends are told with whose they are, as relations.
    """
    text = scene.text(first, last)
    if not all(c.isalpha() or c.isdigit() or c in " .,-–'’&/" for c in text):
        return False
    words = relation_words()
    ends = [i for i in range(first, last) if scene.doc[i].text in TAILS]
    head = scene.doc[(ends[0] if ends else last) - 1].text.lower()
    return head not in words.family and head not in words.nobodies


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
    while first > sentence.start and last - first < LONGEST and _belongs(scene, first - 1, placed):
        first -= 1
    first = _whole_name(scene, first, sentence.start)
    opened = first > sentence.start and (doc[first - 1].tag_ in ("DT", "PRP$") or doc[first - 1].text in POSSESSIVE)
    if comma and not (opened and doc[placed.first].dep_ not in ("conj",) and _set_off(scene, placed)):
        return None
    if not comma:
        words = [token.text for token in doc[max(0, last - LONGEST) : last]]
        first = min(first, last - is_title_before(words, len(words)))
    return _without_openers(scene, first, last)


def _belongs(scene: Scene, at: int, placed: Placed) -> bool:
    """Whether the word at token `at` is part of the role that goes on with the next word and ends before `placed`."""
    token, following = scene.doc[at], scene.doc[at + 1]
    known = name_words()
    if token.tag_ not in INSIDE or scene.person(token):
        return False
    if token.text in known.never and token.text not in known.body_openers | known.body_words:
        return False
    if token.tag_ in ("NN", "NNS") and token.text.islower() and following.tag_ == "NNP":
        return False  # `the boat Welsh skipper Tom Ash steered`: the noun is another's
    own = at < token.head.i < placed.last  # `I am glad Mayor Ash …`, `those backing Mayor Ash`
    return own or not (token.tag_ in PARTICIPLES or (token.tag_[:2] == "JJ" and token.text.islower()))


def _whole_name(scene: Scene, first: int, lowest: int) -> int:
    """Where a body begins whose name goes on to the left of token `first`: `Board of Docks chairman Tom Ash`."""
    placed = scene.at.get(first)
    return max(placed.first, lowest) if placed and placed.name.kind == "organization" else first


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
    while first < last and (
        doc[first].tag_ in NO_OPENERS
        or doc[first].text in HYPHENS
        or (
            first and doc[first - 1].text in HYPHENS and not doc[first - 1].whitespace_
        )  # `best-selling author Ann Poe`
        or _acted_on(doc[first], last)
    ):
        first += 1
    return (first, last) if first < last else None


def _acted_on(token: Token, last: int) -> bool:
    """Whether a participle is no part of what somebody is: `the managing director`, but `freed pilot Tom Ash`."""
    if token.i and token.tag_ in PARTICIPLES and token.nbor(-1).lower_ in ("has", "have", "had"):
        return True
    return token.tag_ in PARTICIPLES and not (token.dep_ in ("amod", "compound") and token.i < token.head.i < last)


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
    at = _nouns(scene, start, end)
    if at is None or not relation_words().is_role(doc[at - 1].text):
        return None
    if first == start and at < end and doc[at].text not in FOLLOWS:
        return None
    if at + 1 < end and doc[at].text in AND:  # `the chairman and chief executive of Acme`
        more = _nouns(scene, at + 1, end)
        if more is not None and relation_words().is_role(doc[more - 1].text):
            at = more
    return _without_openers(scene, start, _with_tails(scene, at, end))


def _nouns(scene: Scene, start: int, end: int) -> int | None:
    """The end of the nouns and adjectives from token `start` on; None if they end in no single noun or name someone."""
    doc, at = scene.doc, start
    while at < end and at - start < LONGEST and (doc[at].tag_ in INSIDE or _joins(doc[at])):
        if scene.person(doc[at]) and not (at + 1 < end and doc[at + 1].text in POSSESSIVE):
            return None
        placed = scene.at.get(at)
        at = max(at + 1, placed.last if placed and placed.name.kind == "organization" else 0)
    return at if at > start and doc[at - 1].tag_ in NOUNS and doc[at - 1].tag_ != "NNS" else None


def _with_tails(scene: Scene, at: int, end: int) -> int:
    """The end of the phrase with the parts that tie it to its place: `of …`, `for …`, `at …` and nouns."""
    for _ in range(MOST_TAILS):
        last = _object(scene, at + 1, end) if at + 1 < end and scene.doc[at].text in TAILS else None
        if last is None or (scene.doc[at].text == "with" and not scene.doc[last - 1].text[0].isupper()):
            break
        at = last
    return at


def _object(scene: Scene, first: int, end: int) -> int | None:
    """The end of the nouns from token `first` on that say of what, with names as wholes; None if there are none."""
    doc, at = scene.doc, first
    while at < end and at - first < LONGEST and doc[at].ent_type_ not in DATED:
        placed = scene.at.get(at)
        if placed and placed.last > at + 1:
            at = placed.last
        elif doc[at].tag_ in INSIDE or doc[at].text in LINKS or (at > first and _joins(doc[at])):
            at += 1
        elif not (first < at < end - 1 and doc[at].text in AND and _goes_on(scene, at)):
            break
        else:
            at += 1
    while at > first and doc[at - 1].tag_ not in NOUNS and at - 1 not in scene.at:
        at -= 1
    return at if at > first else None


def _goes_on(scene: Scene, at: int) -> bool:
    """Whether the `and` at token `at` joins what one and the same role is of, and begins nothing new.

    `the Committee on Ways and Docks`, `head of research and development`; not `the mayor of Redmoor and a pilot`.
    """
    before, after = scene.doc[at - 1], scene.doc[at + 1]
    more = _nouns(scene, at + 1, scene.doc[at].sent.end)
    if more is None or before.i in scene.at or after.i in scene.at:
        return False
    if before.text[0].isupper() != after.text[0].isupper() or after.tag_ == "DT":
        return False
    return not relation_words().is_role(scene.doc[more - 1].text)


def _joins(token: Token) -> bool:
    """Whether it is a possessive, or a hyphen and no dash."""
    return token.text in JOINS and (token.text not in HYPHENS or not token.whitespace_)
