"""The gender of people where the article settles it: a title, a noun beside the name, pronouns, the first name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from onrecord.find.names.candidates import HYPHENS, Tokens, is_title_before
from onrecord.find.names.cues import Form
from onrecord.find.names.kinds import is_single, last_name
from onrecord.find.tree import Tree
from onrecord.namewords import Gender, name_words

__all__ = ["genders"]

PRONOUNS: dict[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip

QUOTES = frozenset('“”"')
OPENERS = frozenset({"a", "an", "the", "his", "her", "their"})
STRONG = 4
"""How many pronouns a title or noun beside the name weighs as much as."""
BORNE = 2
"""How many pronouns the gender of a common first name weighs as much as."""
MOST = 0.75
"""Share of the words about someone that must agree: a pronoun now and then belongs to somebody else."""

Read = tuple[Tree, Tokens, Sequence[tuple[int, int]]]
"""A paragraph's parse, its tokens, and the token ranges of the persons named in it."""

Said = defaultdict[Form, Counter[Gender]]


def genders(read: Iterable[Read]) -> dict[tuple[int, int], Gender]:
    """The gender of mentions by (place of the paragraph in `read`, first token), only where known.

    A title or noun right at the mention comes first; then what the article says of the same person elsewhere: of the
    same wording, or of the one full name that the wording is part of. Last, where several full names share the
    wording, a pronoun in a sentence that names nobody else.
    """
    read = list(read)
    said: Said = defaultdict(Counter)
    near: dict[tuple[int, int], Gender] = {}
    pronouns: dict[tuple[int, int], Gender] = {}
    for i, (tree, tokens, mentions) in enumerate(read):
        for first, last in mentions:
            gender, pronoun = _beside(tokens, first, last), _pronoun(tree, first, last, mentions)
            if gender:
                near[(i, first)] = gender
                said[tokens.words[first:last]][gender] += STRONG
            if pronoun:
                pronouns[(i, first)] = pronoun
                said[tokens.words[first:last]][pronoun] += 1
    told = _by_form({tokens.words[a:b] for _, tokens, ms in read for a, b in ms}, said)
    for i, (_, tokens, mentions) in enumerate(read):
        for first, last in mentions:
            form = tokens.words[first:last]
            known = near.get((i, first)) or told.get(form) or (is_single(form) and pronouns.get((i, first)))
            if known:
                near[(i, first)] = known
    return near


def _by_form(forms: set[Form], said: Said) -> dict[Form, Gender]:
    """What the article as a whole says of each wording."""
    owners: defaultdict[Form, set[Form]] = defaultdict(set)
    for form in forms:
        if not is_single(form):
            owners[last_name(form)].add(form)
            owners[form[:1]].add(form)
    about: Said = defaultdict(Counter)
    for form in forms:
        about[form].update(said[form])
        owner = next(iter(owners[form])) if len(owners[form]) == 1 and is_single(form) else None
        if owner:
            about[owner].update(said[form])
        first = name_words().first_genders.get(form[0])
        if first and not is_single(form) and form[1] not in HYPHENS:  # `Jean-Claude` is no `Jean`
            about[form][first] += BORNE
    told = {form: gender for form in forms if not is_single(form) and (gender := _agreed(form, about[form]))}
    for form in forms:
        if is_single(form):
            full = {told.get(owner) for owner in owners[form]}
            gender = full.pop() if len(full) == 1 else None if full else _agreed(form, about[form])
            if gender:
                told[form] = gender
    return told


def _agreed(form: Form, said: Counter[Gender]) -> Gender | None:
    """The gender that most of what is said agrees on; one pronoun alone is not enough against a first name."""
    if said:
        gender, count = max(said.items(), key=lambda item: (item[1], item[0]))
        return gender if count >= MOST * said.total() and (count > 1 or form[0] not in name_words().firsts) else None
    return name_words().first_genders.get(form[0]) if is_single(form) else None


def _beside(tokens: Tokens, first: int, last: int) -> Gender | None:
    """From a title or noun right before the name, `his wife, Ann`, or one in apposition, `Ann, his wife`."""
    known = name_words()
    words = tokens.words
    length = is_title_before(tokens.words, first)
    if length:
        gender = known.title_genders.get(words[first - 1])
        if gender:
            return gender
    before = first - 1
    if before >= 1 and words[before] == ",":
        before -= 1
        if before >= 1 and words[before - 1].lower() not in ("his", "her", "their", "my", "our", "'s", "’s", "former"):
            before = -1
    if before >= 0 and words[before] in known.noun_genders:
        return known.noun_genders[words[before]]
    if last + 2 < len(words) and words[last] == "," and words[last + 1] in OPENERS:
        for word in words[last + 2 : last + 6]:
            if word in known.noun_genders:
                return known.noun_genders[word]
            if not word.isalpha() or word in ("of", "who", "whose", "in", "at", "for"):
                break
    return None


def _pronoun(tree: Tree, first: int, last: int, mentions: Sequence[tuple[int, int]]) -> Gender | None:
    """From the pronouns after a subject in its own sentence, if they agree and nobody else is named there.

    Words between quotation marks are left out: their pronouns are the speaker's.
    """
    if tree.deps[last - 1] not in ("nsubj", "nsubjpass"):
        return None
    start = tree.sentence[last - 1]
    if any(tree.sentence[a] == start and a != first for a, _ in mentions):
        return None
    told: set[Gender] = set()
    quoted, at = False, last
    while at < len(tree.words) and tree.sentence[at] == start:
        if tree.words[at] in QUOTES:
            quoted = tree.words[at] == "“" or (tree.words[at] == '"' and not quoted)
        elif not quoted and tree.lower[at] in PRONOUNS:
            told.add(PRONOUNS[tree.lower[at]])
        at += 1
    return told.pop() if len(told) == 1 else None
