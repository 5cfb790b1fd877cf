"""What kind of thing each name of an article is, decided once for the article from all places that it stands in.

The model labels each mention by itself and often differently. Here the mentions of one wording vote, cues that hold
for one hold for all, and a single word is read through the full name that it repeats: `Marsh` is a person where the
article names `Ann Marsh`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.find.candidates import HYPHENS, POSSESSIVE, Candidate, Tokens
from onrecord.model import NameKind
from onrecord.namewords import name_words

__all__ = ["Evidence", "Form", "decide", "is_single", "last_name", "observe"]

Form = tuple[str, ...]
"""The words of a name as printed."""

QUOTES = frozenset("'\"“”‘’")
PRONOUNS = frozenset({"he", "she", "his", "her", "him", "himself", "herself", "who"})
PRONOUN_REACH = 8
"""Words after a name among which a pronoun speaks for a person: about a short clause."""
MAX_ACRONYM = 6
"""Letters: longer words all in capitals are shouted, not acronyms."""
MOSTLY = 3
"""A wording counts as a work's when its work cues are at least one in this many of its places."""


@dataclass(slots=True)
class Evidence:
    """What speaks for each kind of one wording."""

    labels: Counter[NameKind] = field(default_factory=Counter)
    sure: int = 0
    works: int = 0
    personal: int = 0
    thing: bool = False
    """Whether the model took it for something else and its last word is a common noun: `the Joan Declaration`."""
    plural: bool = False
    """Whether it stands after `the` or was tagged as a plural."""


def observe(
    evidence: dict[Form, Evidence], tokens: Tokens, found: Iterable[Candidate], is_noun: Callable[[str], bool]
) -> None:
    """Add what the candidates of one paragraph say; `is_noun` tells whether a lower-case word is a common noun."""
    for candidate in found:
        form = tokens.words[candidate.first : candidate.last]
        of = evidence.setdefault(form, Evidence())
        of.labels[candidate.kind] += 1
        of.sure += candidate.sure
        of.works += _work_cue(tokens, candidate)
        of.personal += candidate.kind in ("organization", "other") and _personal(tokens, candidate)
        of.thing = of.thing or (candidate.kind not in ("person", "place") and is_noun(form[-1].lower()))
        before = tokens.words[candidate.first - 1].lower() if candidate.first else ""
        of.plural = of.plural or tokens.tags[candidate.first] == "NNPS" or before == "the"


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
        return not (tokens.starts[after] == len(words) or words[candidate.first] in known.firsts)
    if after + 2 < len(words) and words[after] == "," and words[after + 1] in ("a", "an", "the", "his", "her", "their"):
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


def decide(evidence: Mapping[Form, Evidence]) -> dict[Form, NameKind]:
    """The kind of every wording, full names first."""
    kinds: dict[Form, NameKind] = {}
    singles: list[Form] = []
    for form, of in evidence.items():
        if is_single(form):
            singles.append(form)
        else:
            kinds[form] = _of_several(form, of)
    lasts = {last_name(form) for form, kind in kinds.items() if kind == "person"}
    firsts = {form[:1] for form, kind in kinds.items() if kind == "person"}
    bodies = {form[:1] for form, kind in kinds.items() if kind == "organization"}
    for form in singles:
        kinds[form] = _of_one(form, evidence[form], lasts, firsts, bodies)
    for form in [f for f in kinds if _two_names(f, kinds, lasts)]:
        del kinds[form]
    return kinds


def is_single(form: Form) -> bool:
    """Whether a wording is one word, hyphens included."""
    return len(form) == 1 or (len(form) % 2 == 1 and all(word in HYPHENS for word in form[1::2]))


def last_name(form: Form) -> Form:
    """The last word of a person's name that is no suffix, with what hyphens tie to it."""
    known = name_words()
    end = len(form)
    while end > 1 and (form[end - 1] in known.suffixes or form[end - 1] == ","):
        end -= 1
    start = end - 1
    while start >= 2 and form[start - 1] in HYPHENS:
        start -= 2
    return form[start:end]


def _two_names(form: Form, kinds: Mapping[Form, NameKind], lasts: set[Form]) -> bool:
    """Whether a possessive within the wording parts two names: `Marsh's Acme`, `Acme's Marsh`."""
    known = name_words()
    for i, word in enumerate(form[1:-1], 1):
        if word in POSSESSIVE:
            left, right = form[:i], form[i + 1 :]
            if right in lasts or kinds.get(right) == "person":
                return True
            own = left in lasts or kinds.get(left) == "person" or (left[-1].removesuffix("s"),) in lasts
            if own and form[-1] not in known.body_words and form[-1] not in known.place_words:
                return kinds[form] != "work"
    return False


def _of_several(form: Form, of: Evidence) -> NameKind:
    known = name_words()
    last = form[-1]
    if " ".join(form) in known.places:
        return "place"
    if last in known.body_suffixes or (len(form) > 1 and last in known.body_words and not of.sure):
        return "organization" if not of.labels["work"] or of.labels["organization"] else "work"
    if of.works and of.works * MOSTLY >= of.labels.total() and not of.sure:
        return "work"
    if of.sure:
        return "person"
    if form[0] in known.firsts and len(form) <= 4 and "of" not in form and of.labels["work"] == 0 and not of.thing:
        return "place" if last in known.place_words and not of.labels["person"] else "person"
    if last in known.place_words and of.labels["person"] <= of.labels.total() / 2:
        return "organization" if of.labels["organization"] > of.labels["place"] + of.labels["other"] else "place"
    if len(form) in (2, 3) and all(word.isalpha() for word in form) and of.personal * 2 >= of.labels.total():
        return "person"
    return _voted(of)


def _of_one(form: Form, of: Evidence, lasts: set[Form], firsts: set[Form], bodies: set[Form]) -> NameKind:
    known = name_words()
    word = form[0]
    if of.sure:
        return "person"
    if word in known.bodies:
        return "organization"
    if of.plural and form not in lasts and any((word.removesuffix(end),) in lasts for end in ("s", "es")):
        return "group"
    if word in known.places and of.labels["person"] <= of.labels["place"]:
        return "place"
    if of.works and of.works * MOSTLY >= of.labels.total() and form not in lasts and form not in firsts:
        return "work"
    if form in lasts or (form in firsts and word not in known.places):
        return "person"
    if word.isupper() and 1 < len(word) <= MAX_ACRONYM and (word.title(),) not in lasts:
        return "place" if of.labels["place"] * 2 > of.labels.total() else "organization"
    if form in bodies and of.labels["person"] * 2 <= of.labels.total():
        return "organization"
    if word in known.firsts and of.labels["person"]:
        return "person"
    return _voted(of)


def _voted(of: Evidence) -> NameKind:
    """The most frequent label; a tie goes to the one that is alphabetically first."""
    return min(of.labels, key=lambda kind: (-of.labels[kind], kind))
