"""What speaks for each kind of thing that a wording may name, in each place where it stands in the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from onrecord.find.names.candidates import POSSESSIVE, Candidate, Tokens
from onrecord.find.relationwords import relation_words
from onrecord.model import NameKind
from onrecord.namewords import name_words

__all__ = ["MAX_ACRONYM", "Evidence", "Form", "observe", "quiet"]

Form = tuple[str, ...]
"""The words of a name as printed."""

QUOTES = frozenset("'\"“”‘’")
OPENERS = frozenset({"a", "an", "the", "The", "his", "her", "their"})
STAGED = frozenset({"set", "premiere", "filming"})
"""What only a film or play has of those things that bear a name."""
BE = frozenset({"is", "was", "has", "had"})
MAX_ACRONYM = 6
"""Letters: longer wordings all in capitals are shouted, not acronyms."""
DASHES = frozenset({"-", "–", "—", "--"})
FREE = frozenset({".", ",", ":", "IN", "CC", "VBD", "VBZ", "WRB", "WDT", "TO", "RB"})
"""Tags of what follows a name that is not part of a longer phrase."""
PRONOUNS = frozenset({"he", "she", "his", "her", "him", "himself", "herself", "who"})
VERBS = frozenset({"VBD", "VBZ", "MD"})
AGE = re.compile(r"[1-9]\d?")
"""An age in years, as it stands after a name."""

PRONOUN_REACH = 8
"""Words after a name among which a pronoun speaks for a person: about a short clause."""


@dataclass(slots=True)
class Evidence:
    """What speaks for each kind of one wording."""

    labels: Counter[NameKind] = field(default_factory=Counter)
    sure: int = 0
    works: int = 0
    """Cues for a work or vessel; `named` counts the plainest of them: `the film Rain`, `the ferry Grebe`."""
    named: int = 0
    personal: int = 0
    within: int = 0
    """How often something is `in` it, as things are in places."""
    the: int = 0
    """How often it stands after `the`."""
    thing: bool = False
    """Whether the model took it for something else and its last word is a common noun: `the Joan Declaration`."""
    plural: bool = False
    """Whether it was tagged as a plural."""
    plain: bool = False
    """Whether all its words are in the dictionary."""
    leads: bool = False
    """Whether the model took it for a person where a verb follows."""
    acts: bool = False
    """Whether it does what people do, `Vale said`, or has a pronoun for a person after it."""


def observe(
    evidence: dict[Form, Evidence],
    tokens: Tokens,
    found: Iterable[Candidate],
    is_noun: Callable[[str], bool],
    is_word: Callable[[str], bool],
) -> None:
    """Add what the candidates of one paragraph say.

    `is_noun` tells whether a lower-case word is a common noun, `is_word` whether it is in the dictionary at all.
    """
    for candidate in found:
        form = quiet(tokens.words[candidate.first : candidate.last])
        of = evidence.get(form)
        if of is None:
            of = evidence[form] = Evidence(plain=all(is_word(word.lower()) for word in form))
        if not candidate.unlabelled:
            of.labels[candidate.kind] += 1
        of.sure += candidate.sure or _has_family(tokens, candidate)
        of.works += _work_cue(tokens, candidate)
        of.personal += candidate.kind in ("organization", "other") and _personal(tokens, candidate)
        of.thing = of.thing or (candidate.kind not in ("person", "place") and is_noun(form[-1].lower()))
        of.named += _named_so(tokens, candidate)
        of.within += _within(tokens, candidate)
        of.the += candidate.first > 0 and tokens.words[candidate.first - 1].lower() == "the"
        of.plural = of.plural or tokens.tags[candidate.first] == "NNPS"
        of.leads = of.leads or (candidate.kind == "person" and _leads(tokens, candidate.last))
        apposed = candidate.kind in ("person", "other") and _apposed(tokens, candidate.last)
        of.personal += candidate.unlabelled and apposed
        of.acts = of.acts or apposed or _acts(tokens, candidate) or _personal(tokens, candidate)


def quiet(form: Form) -> Form:
    """A shouted wording as it would stand in a sentence: datelines print `NEW YORK`; acronyms are left alone."""
    if sum(map(len, form)) > MAX_ACRONYM and all(word.isupper() and word.isalpha() for word in form):
        return tuple(word.title() for word in form)
    return form


def _acts(tokens: Tokens, candidate: Candidate) -> bool:
    """`Vale said`, `said Vale`; `Vale, 43,` has an age."""
    first, last, words = candidate.first, candidate.last, tokens.words
    if words[last : last + 1] == (",",) and words[last + 2 : last + 3] == (",",) and AGE.fullmatch(words[last + 1]):
        return True
    verbs = name_words().personal_verbs
    return (last < len(words) and words[last] in verbs) or (first > 0 and words[first - 1] in verbs)


def _apposed(tokens: Tokens, at: int) -> bool:
    """Whether what somebody is follows after a comma: `Joan Bell, a retired pilot`."""
    words = tokens.words
    if words[at : at + 1] != (",",) or at + 2 >= len(words) or words[at + 1] not in OPENERS:
        return False
    head = _head(words[at + 2 : at + 8])
    return head is not None and head in relation_words().roles


def _has_family(tokens: Tokens, candidate: Candidate) -> bool:
    """`Vale's widow`: only people have one; places and bodies have lawyers and friends at most."""
    words, after = tokens.words, candidate.last
    if words[after : after + 1] == () or words[after] not in POSSESSIVE or candidate.kind == "place":
        return False
    whose = "".join(words[after + 1 : after + 2])
    return whose in relation_words().family and whose in name_words().noun_genders  # firms have parents, too


def _leads(tokens: Tokens, at: int) -> bool:
    """Whether a verb stands at `at`, or past an adverb."""
    tags = tokens.tags[at : at + 2]
    return bool(tags) and (tags[0] in VERBS or (tags[0] == "RB" and tags[1:] != () and tags[1] in VERBS))


def _personal(tokens: Tokens, candidate: Candidate) -> bool:
    """Whether a pronoun for a person soon follows in the sentence: `Tamsin Vale lost her boat`."""
    after = candidate.last
    verb = after < len(tokens.words) and tokens.tags[after] in ("VBD", "VBZ")
    if not verb and tokens.words[after : after + 2] != (",", "who"):
        return False
    for word in tokens.words[after : after + PRONOUN_REACH]:
        if word in (".", "?", "!", "”", "“", '"'):
            return False
        if word in PRONOUNS:
            return True
    return False


def _named_so(tokens: Tokens, candidate: Candidate) -> bool:
    """`the film Rain`, `the chain ferry Grebe`, `the set of Rain`; not `the film Acme made`."""
    at, words = candidate.first - 1, tokens.words
    if at > 1 and words[at] == "of" and words[at - 1] in STAGED and words[at - 2] in OPENERS:
        return candidate.last == len(words) or tokens.tags[candidate.last] in FREE
    if at < 1 or words[at] not in name_words().work_nouns or tokens.tags[at] not in ("NN", "NNP"):
        return False
    after = candidate.last
    if after < len(words) and tokens.tags[after] in ("VBD", "VBZ", "VBP", "POS") and words[after] not in BE:
        return False
    return any(word in OPENERS for word in words[max(0, at - 3) : at])


def _within(tokens: Tokens, candidate: Candidate) -> bool:
    """`in Redmoor,` and `in Redmoor on Friday`, and a dateline: `REDMOOR - `; not `in Acme shares`."""
    first, last, words = candidate.first, candidate.last, tokens.words
    if last >= len(words):
        return False
    if not first:
        return (words[last] in DASHES or words[last] == "(") and words[0].isupper()
    return words[first - 1] in ("in", "near") and (tokens.tags[last] in FREE or words[last] in DASHES)


def _work_cue(tokens: Tokens, candidate: Candidate) -> bool:
    """`the film Rain`, `“Rain”`, `Rain, a low-key comedy`."""
    known = name_words()
    words = tokens.words
    before = candidate.first - 1
    after = candidate.last
    marks = before >= 0 and words[before] in QUOTES and after < len(words) and words[after] in QUOTES
    if marks:
        before -= 1
    if before >= 0 and words[before] in known.work_nouns and (marks or words[before - 1 : before] != (",",)):
        return True
    if marks:
        return words[candidate.first] not in known.firsts
    if after + 2 < len(words) and words[after] == "," and words[after + 1] in OPENERS:
        return _head(words[after + 2 : after + 7]) in known.work_nouns
    return False


def _head(words: tuple[str, ...]) -> str | None:
    """The last word of the noun phrase that `words` begin with, None if a possessive follows it."""
    for i, word in enumerate(words):
        if word in POSSESSIVE:
            return None
        if i and word in (",", ".", "of", "in", "for", "who", "from", "and", "that", "which", "by", "about", "with"):
            return words[i - 1]
    return None
