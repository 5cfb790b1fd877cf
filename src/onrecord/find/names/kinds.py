"""What kind of thing each name of an article is, decided once for the article from all places that it stands in.

The model labels each mention by itself and often differently. Here the mentions of one wording vote, cues that hold
for one hold for all, and a single word is read through the full name that it repeats: `Marsh` is a person where the
article names `Ann Marsh`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from onrecord.find.names.candidates import HYPHENS, POSSESSIVE
from onrecord.find.names.cues import MAX_ACRONYM, Evidence, Form
from onrecord.model import NameKind
from onrecord.namewords import name_words

__all__ = ["decide", "is_single", "last_name"]

MOSTLY = 3
"""A wording is a work's, or a place's, when the cues for it stand at no fewer than one in this many of its places."""

PATRONYMIC = re.compile(r"(?:Mc|[OD][’'])[A-Z][a-z]+")
"""Last names that nothing but people have, after a first name: `O’Hara`, `McAllen`."""

SELDOM = 2
"""Places up to which the model's label counts less than a common last name."""

OFTEN = 5
"""Places from which on a single word that the model mostly takes for a person is one, though nothing else says so."""


def decide(evidence: Mapping[Form, Evidence]) -> dict[Form, NameKind]:
    """The kind of every wording, full names first."""
    kinds: dict[Form, NameKind] = {}
    singles: list[Form] = []
    for form, of in evidence.items():
        if is_single(form):
            singles.append(form)
        else:
            kind = _of_several(form, of)
            kinds[form] = "other" if _doubtful(form, kind, evidence) else kind  # `Common Purpose`, `Heavy Rain`
    lasts = {last_name(form) for form, kind in kinds.items() if kind == "person"}
    firsts = {form[:1] for form, kind in kinds.items() if kind == "person"}
    bodies = {form[:1] for form, kind in kinds.items() if kind == "organization"}
    for form in singles:
        kinds[form] = _of_one(form, evidence[form], lasts, firsts, bodies)
    for form in [f for f in kinds if _two_names(f, kinds, lasts) or (len(f) > 2 and f[-2:] == ("White", "House"))]:
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
    if " ".join(form) in known.bodies:
        return "organization"
    if last in known.body_suffixes or (len(form) > 1 and last in known.body_words and not of.sure):
        return "organization" if not of.labels["work"] or of.labels["organization"] else "work"
    if of.works and of.works * MOSTLY >= of.labels.total() and not of.sure:
        return "work"
    if of.sure:
        return "person"
    if form[0] in known.place_openers and not of.sure:
        return "place"
    if _thing(form, of):
        return "other"
    if form[0] in known.firsts and len(form) <= 4 and "of" not in form and of.labels["work"] == 0 and not of.thing:
        return "place" if last in known.place_words and not of.labels["person"] else "person"
    unlike = of.labels["person"] <= of.labels.total() / 2 or (of.plain and not of.acts and not of.leads)
    if last in known.place_words and unlike:
        return "organization" if of.labels["organization"] > of.labels["place"] + of.labels["other"] else "place"
    if len(form) in (2, 3) and all(word.isalpha() for word in form) and 0 < of.personal * 2 >= of.labels.total():
        return "person"
    if last.lower() in known.work_nouns:
        return "work"
    if len(form) in (2, 3) and form[0].isalpha() and form[0] not in known.places and _is_last(last, of):
        return "person"
    kind = _voted(of)
    return "organization" if kind == "person" and "of" in form and last in known.places else kind


def _thing(form: Form, of: Evidence) -> bool:
    """Whether a supposed person is mostly called with an article and does nothing that people do: `the Grey Osprey`.

    One that begins like a person's name must be called so throughout.
    """
    total = of.labels.total()
    the = 1 < of.the >= total if form[0] in name_words().firsts else of.the * 2 > total
    return of.labels["person"] > 0 and the and not (of.acts or of.personal)


def _is_last(word: str, of: Evidence) -> bool:
    """Whether `word` at the end of a name is a last name: one that nobody else has, or a common one.

    Firms are called by last names too, `Merrill Stone`; so a common one is not enough for a name that has dictionary
    words only, or that the article returns to.
    """
    return bool(PATRONYMIC.fullmatch(word)) or (
        word in name_words().lasts and not of.plain and not of.the and of.labels.total() <= SELDOM
    )


def _doubtful(form: Form, kind: NameKind, evidence: Mapping[Form, Evidence]) -> bool:
    """Whether a supposed person has dictionary words only, does nothing, and is not called by the last one alone."""
    of, again = evidence[form], evidence.get(form[-1:])
    known = name_words()
    if kind != "person" or not of.plain or of.sure or of.acts or of.personal:
        return False
    if form[0] in known.firsts | known.short_firsts or form[-1] in known.suffixes | known.firsts | known.lasts:
        return False
    return not (again and again.labels["person"])


def _of_one(form: Form, of: Evidence, lasts: set[Form], firsts: set[Form], bodies: set[Form]) -> NameKind:
    known = name_words()
    word = form[0]
    if of.sure:
        return "person"
    if word in known.bodies:
        return "organization"
    if (of.plural or of.the) and form not in lasts and any((word.removesuffix(end),) in lasts for end in ("s", "es")):
        return "group"
    if word in known.places and of.labels["person"] <= of.labels["place"]:
        return "place"
    if form not in lasts and form not in firsts and (of.named or (of.works and of.works * MOSTLY >= of.labels.total())):
        return "work"
    if form in lasts or (form in firsts and word not in known.places):
        return "person"
    if not of.labels:
        return "person" if of.acts and word in known.firsts else "other"
    if word.isupper() and 1 < len(word) <= MAX_ACRONYM and (word.title(),) not in lasts:
        return "place" if of.labels["place"] * 2 > of.labels.total() else "organization"
    if of.within and of.within * MOSTLY >= of.labels.total() and word not in known.body_words:
        return "place"
    few = 2 * (of.labels["person"] + of.labels["group"]) <= of.labels.total()
    if form in bodies and word not in known.body_openers and few:
        return "organization"
    if word in known.firsts and of.labels["person"]:
        return "person"
    kind = _voted(of)
    if kind != "person" or of.acts or of.labels["person"] >= OFTEN:
        return kind
    odd = not word.isalpha() or of.plain or of.plural or of.the or of.labels["person"] < of.labels.total()
    if not odd and (of.leads or of.labels["person"] > 1):  # a word that no dictionary has: `the talks with Vossler`
        return "person"
    return "organization" if of.the == of.labels.total() else "other"


def _voted(of: Evidence) -> NameKind:
    """The most frequent label; a tie goes to the one that is alphabetically first."""
    return min(of.labels, key=lambda kind: (-of.labels[kind], kind), default="other")
