"""Names in headlines, where every word has a capital: those that the running text need not confirm.

The model's spans there often run on over verbs and nouns (`Tamsin Vale Denies Charges`). What counts is a common first
name with the word after it, a run that the model takes for a person and that holds no word of the dictionary, and an
acronym. Other words that no dictionary has, and the first word, are names of no certain kind, for the rest of the
coverage to tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from onrecord.find.names.candidates import HYPHENS, LABELS, PROPER, Candidate, Tokens, capital, is_title_before
from onrecord.find.names.cues import MAX_ACRONYM
from onrecord.find.names.dictionary import in_dictionary
from onrecord.find.parse import Paragraph
from onrecord.namewords import name_words

__all__ = ["in_headline"]

MOST_WORDS = 4
"""Words of the longest name that is taken from a headline."""
SHORTEST = 3
"""Letters of a single word that may be a name."""


def in_headline(paragraph: Paragraph, tokens: Tokens) -> dict[int, Candidate]:
    """The names of a headline in title case by their first token; none in one that is all in capitals."""
    letters = [word for word in tokens.words if word.isalpha()]
    if not letters or sum(word.isupper() for word in letters) * 2 > len(letters):
        return {}
    known = partial(in_dictionary, paragraph.doc.vocab)
    found: dict[int, Candidate] = {}
    last = 0
    labels = {i: e.label_ for e in paragraph.doc.ents for i in range(e.start, e.end)}
    for at in range(len(tokens.words)):
        if at >= last:
            for candidate in _at(tokens, at, labels, known):
                found[at], last = candidate, candidate.last
    return found


def _at(tokens: Tokens, at: int, labels: dict[int, str], known: Callable[[str], bool]) -> Iterator[Candidate]:
    """The name that begins at token `at`, if there is one."""
    words = name_words()
    first = tokens.words[at]
    if not _usable(tokens, at):
        return
    foreign = at
    while foreign < len(tokens.words) and foreign - at < MOST_WORDS and _foreign(tokens, foreign, known):
        foreign += 1
    if first in words.firsts and at + 1 < len(tokens.words) and _usable(tokens, at + 1):
        last = at + 1
        while last < len(tokens.words) and last - at < MOST_WORDS and _foreign(tokens, last, known):
            last += 1
        whole = labels.get(at) == labels.get(at + 1) == "PERSON" and not _verb(tokens.words[at + 1], known)
        last = max(last, at + 2 if whole else 0)
        if last > at + 1:
            yield Candidate(at, last, "person", False)
        else:
            yield Candidate(at, at + 1, "other", False, True)
        return
    if first.isupper() and 1 < len(first) <= MAX_ACRONYM:
        if not known(first.lower()) and LABELS.get(labels.get(at, "")) == "organization":
            yield Candidate(at, at + 1, "organization", False)
        elif not known(first.lower()):
            yield Candidate(at, at + 1, "other", False, True)
        return
    if foreign == at + 1 and is_title_before(tokens.words, at):
        yield Candidate(at, foreign, "person", True)
    elif foreign > at + 1 and all(labels.get(i) == "PERSON" for i in range(at, foreign)):
        yield Candidate(at, foreign, "person", False)
    elif foreign > at + 1 or (len(first) >= SHORTEST and (foreign > at or _may_name(tokens, at, known))):
        yield Candidate(at, max(foreign, at + 1), "other", False, True)


def _may_name(tokens: Tokens, at: int, known: Callable[[str], bool]) -> bool:
    """Whether a dictionary word may name somebody all the same: the first one, taken for a name: `Baker`, `Grebes`."""
    return at == 0 and tokens.tags[at] in PROPER and not _verb(tokens.words[at], known)


def _verb(word: str, known: Callable[[str], bool]) -> bool:
    """Whether a word looks like the verb of a headline: `Says`, `Denies`, `Accused`."""
    low = word.lower()
    return (low.endswith("s") and low in name_words().personal_verbs) or (low.endswith("ed") and known(low))


def _usable(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    known = name_words()
    glued = at and tokens.words[at - 1] in HYPHENS
    plain = word.replace("-", "").replace("’", "").replace("'", "").isalpha()
    return not glued and plain and capital(word) and word not in known.never and word not in known.title_ends


def _foreign(tokens: Tokens, at: int, known: Callable[[str], bool]) -> bool:
    """Whether the word at `at` is tagged as a name and in no dictionary."""
    return _usable(tokens, at) and tokens.tags[at] in PROPER and not known(tokens.words[at].lower())
