"""Runs of words that may be names: the model's own, cut to what is a name, and those that stand beside a telling word.

A candidate is a run of tokens of one paragraph. The model's spans often hold a title (`Judge Ann Poe`), a possessive
(`Poe's`), two names (`Poe's Acme`) or a stray word; what is left after cutting is what the article calls it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.find.names.dictionary import in_dictionary
from onrecord.find.relationwords import relation_words
from onrecord.find.tree import Tree
from onrecord.model import NameKind
from onrecord.namewords import name_words

__all__ = [
    "HYPHENS",
    "OPENS",
    "POSSESSIVE",
    "PROPER",
    "Candidate",
    "Tokens",
    "candidates",
    "is_title_before",
    "tokens_of",
]

LABELS: dict[str, NameKind] = {
    "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
    "WORK_OF_ART": "work", "EVENT": "other", "PRODUCT": "other", "LAW": "other", "LANGUAGE": "other",
}  # fmt: skip
"""What the model's labels mean here; those left out are numbers and times."""

HYPHENS = frozenset("-‐‑–")
POSSESSIVE = frozenset({"'s", "’s", "'", "’", "'S", "’S"})
BREAKS = frozenset({"(", ")", "“", "”", '"', "—", "–"})
PERSON_BREAKS = frozenset({"and", "&", ",", ";", "/"})
GLUED = frozenset(',;:“”"…')
"""Marks that stand within no name: a word that has one inside is two words glued together."""
ARTICLES = frozenset({"The", "A", "An"})
PROPER = frozenset({"NNP", "NNPS"})
VERBS = frozenset({"VBG", "VBZ", "VBD"})
PLURAL = frozenset({"NNS", "NNPS"})
OPENS = frozenset('.!?”"“')
"""What stands before the first word of a sentence."""
MAX_UNLABELLED = 4
"""Most words of a name that nothing but its capitals tells."""
SHORTEST = 3
"""Letters of such a name of one word."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A paragraph's tokens as tuples, whose slices can be looked up."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens `[first, last)` that may be a name of `kind`, which `sure` cues or only the model say.

    One that is `unlabelled` is a run of proper nouns of which neither says anything; its kind is `other`.
    """

    first: int
    last: int
    kind: NameKind
    sure: bool
    unlabelled: bool = False


def tokens_of(tree: Tree) -> Tokens:
    """The words, tags and character offsets of a parse."""
    return Tokens(tuple(tree.words), tuple(tree.tags), tuple(tree.starts))


def capital(word: str) -> bool:
    """Whether `word` begins as names do: with a capital letter, or a small prefix before one (`al-Amin`, `d'Arcy`)."""
    return word[:1].isupper() or (len(word) > 3 and word[0] in "adeil" and any(c.isupper() for c in word[1:4]))


def is_title_before(words: Sequence[str], at: int) -> int:
    """How many of the words that end before word `at` are a title; 0 if none. The longest title wins."""
    known = name_words()
    if not at or words[at - 1] not in known.title_ends:
        return 0
    for length in (4, 3, 2, 1):
        if length <= at and tuple(words[at - length : at]) in known.titles:
            return length
    return 0


def candidates(doc: Doc, tokens: Tokens) -> Iterator[Candidate]:
    """All candidates of a paragraph; they may overlap."""
    found: list[Candidate] = []
    for ent in doc.ents:
        kind = LABELS.get(ent.label_)
        if kind:
            found += _cut(tokens, ent.start, ent.end, kind)
    found += _cued(tokens)
    yield from found
    taken = {i for c in found for i in range(c.first, c.last)}
    taken.update(i for ent in doc.ents if ent.label_ not in LABELS for i in range(ent.start, ent.end))
    yield from _unlabelled(doc, tokens, taken)


def _unlabelled(doc: Doc, tokens: Tokens, taken: set[int]) -> Iterator[Candidate]:
    """Runs of proper nouns outside the `taken` tokens, if they are long enough to be told from initials and marks."""
    known = name_words()
    proper = {i for i in taken if tokens.tags[i] in PROPER}
    yield from (Candidate(at, at + 1, "other", False, True) for at in _plurals(tokens) if at not in taken)
    taken_before, taken_after = {i + 1 for i in proper}, proper
    at, size = 0, len(tokens.words)
    while at < size:
        last = at
        while last < size and last not in taken and _nameable(tokens, last):
            last += 1
        if last - at > 1 and doc[at].is_sent_start and in_dictionary(doc.vocab, tokens.words[at].lower()):
            at += 1  # `Absent Vale, the board …`
        if at < last <= at + MAX_UNLABELLED and (last - at > 1 or len(tokens.words[at]) >= SHORTEST):
            glued = (last < size and tokens.words[last] in HYPHENS) or (at and tokens.words[at - 1] in HYPHENS)
            beside = at in taken_before or last in taken_after
            if not (glued or beside) and tokens.words[last - 1] not in known.title_ends:
                yield Candidate(at, last, "other", False, True)
        at = max(last, at + 1)


def _plurals(tokens: Tokens) -> Iterator[int]:
    """Plurals that open a sentence and are no people or things by trade: `Grebes win again`, for others to tell.

    The capital says nothing there, and the model takes them for nouns.
    """
    words = tokens.words
    for at, word in enumerate(words[:-1]):
        if (at and words[at - 1] not in OPENS) or tokens.tags[at] not in PLURAL or not capital(word):
            continue
        said = words[at + 1] in name_words().personal_verbs
        if word.endswith("s") and word.isalpha() and not said and not relation_words().is_role(word[:-1].lower()):
            yield at


def _nameable(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    known = name_words()
    if tokens.tags[at] not in PROPER or not capital(word) or word in known.never or word in known.title_ends:
        return False
    return word.replace("-", "").replace("’", "").replace("'", "").isalpha()


def _cut(tokens: Tokens, first: int, last: int, kind: NameKind) -> Iterator[Candidate]:
    """The names within the model's span `[first, last)`."""
    while last < len(tokens.words) - 1 and tokens.words[last] == "-" and _glued(tokens, last):
        last += 2
    if kind in ("organization", "place"):
        last = _to_body_word(tokens, last)
    if kind in ("work", "other"):
        yield from _trimmed(tokens, first, last, kind)
        return
    at = first
    for i in range(first, last):
        word = tokens.words[i]
        if word in BREAKS or (kind == "person" and (word in PERSON_BREAKS or word in POSSESSIVE)):
            yield from _trimmed(tokens, at, i, kind)
            at = i + 1
    yield from _trimmed(tokens, at, last, kind)


def _glued(tokens: Tokens, at: int) -> bool:
    """Whether token `at`, a hyphen, is followed without a space by a capital."""
    return tokens.words[at + 1][:1].isupper() and tokens.starts[at + 1] == tokens.starts[at] + 1


def _to_body_word(tokens: Tokens, last: int) -> int:
    """The end of a span that the model broke off, before `Attorney's Office`; as it was if no such word follows."""
    words = tokens.words
    for at in range(last, min(last + 5, len(words))):
        if words[at] in name_words().body_words:
            return at + 1
        if not words[at][:1].isupper() and words[at] not in POSSESSIVE:
            break
    return last


def _trimmed(tokens: Tokens, first: int, last: int, kind: NameKind) -> Iterator[Candidate]:
    known = name_words()
    sure = False
    while last > first and not _may_end(
        tokens.words[last - 1], tokens.tags[last - 1], first < last - 1, kind == "person"
    ):
        last -= 1
    for at in range(last - 1, first, -1):  # `Nominee Dr. Ann Poe`
        if is_title_before(tokens.words, at) and tokens.words[at] in known.firsts:
            first, kind, sure = at, "person", True
            break
    while first < last:
        word = tokens.words[first]
        courtesy = word in known.never and word in known.title_ends  # `Mr Vale` is nobody else, whatever the model says
        length = _title_at(tokens, first, last) if courtesy or kind in ("person", "organization") else 0
        if length:
            first, sure = first + length, sure or courtesy or kind == "person"
            continue
        if kind == "person" and first + 1 < last and _calls(tokens, first):
            first += 1
            continue
        stray = word in known.never | known.calendar or (tokens.tags[first] in VERBS and word not in known.firsts)
        if kind == "person" and stray and first + 1 < last:  # `Photo Ann Poe`, `Follow Ann Poe`, `Electing Ann Poe`
            first += 1
            continue
        opens = word not in ARTICLES if capital(word) else word in known.particles and first + 1 < last
        if opens or (word in ARTICLES and kind == "work"):
            break
        first += 1
    text = tokens.words[first:last]
    if not text or not any(capital(w) for w in text) or (len(text) == 1 and text[0] in known.never):
        return
    if any(not GLUED.isdisjoint(word[1:-1]) for word in text):
        return
    yield Candidate(first, last, "person" if sure else kind, sure)


def _may_end(word: str, tag: str, more: bool, person: bool) -> bool:
    """Whether a name can end in this word; a title with a full stop opens the next one (`Board Nominee Dr.`)."""
    if word in POSSESSIVE or tag == "POS":
        return False
    known = name_words()
    if more and word.endswith(".") and word in known.title_ends and word not in known.suffixes:
        return False
    if more and word in known.auxiliaries:
        return False
    if person and more and (word.isdigit() or word in known.calendar):
        return False  # `Ann Poe February`, from a line of credits
    return capital(word) or word.isdigit() or word in known.suffixes or tag in PROPER


def _calls(tokens: Tokens, at: int) -> bool:
    """Whether the capitalised word at `at` says what somebody is and is no part of the name: `Welder Tom Ash left`."""
    known = name_words()
    word, after = tokens.words[at], "".join(tokens.words[at + 1 : at + 2])
    return word not in known.firsts and relation_words().is_role(word) and after in known.firsts


def _title_at(tokens: Tokens, first: int, last: int) -> int:
    """How many tokens from `first` on are a title with something of the name left after it: no `Justice Department`."""
    if tokens.words[last - 1] in name_words().body_words:
        return 0
    for length in (4, 3, 2, 1):
        if first + length < last and tokens.words[first : first + length] in name_words().titles:
            return length
    return 0


def _cued(tokens: Tokens) -> Iterator[Candidate]:
    """Runs of proper nouns after a title, with a common first name, or with an age after a comma."""
    known = name_words()
    words, tags = tokens.words, tokens.tags
    at, size = 0, len(words)
    while at < size:
        if tags[at] not in PROPER or not capital(words[at]):
            at += 1
            continue
        last = at
        while last < size and last - at < 6 and tags[last] in PROPER and capital(words[last]):
            last += 1
        first = at
        at = last
        while last > first + 1 and words[last - 1] in known.calendar:
            last -= 1
        first = next((i for i in range(last - 1, first, -1) if is_title_before(words, i)), first)
        if last - first > 1 and _calls(tokens, first):
            first += 1
        titled = is_title_before(words, first) > 0 and words[last - 1] not in known.body_words
        aged = last + 2 < size and words[last] == "," and words[last + 1].isdigit() and len(words[last + 1]) == 2
        aged = aged and words[last + 2] in (",", ".", ";", "and")
        named = last - first in (2, 3) and words[first] in known.firsts and words[last - 1] not in known.body_words
        if last - first <= 4 and (titled or aged or named) and words[first] not in known.never:
            yield Candidate(first, last, "person", titled or aged)
