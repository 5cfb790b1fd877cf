"""Whose words a cue reports: the tokens that name whoever does what a verb says."""

from __future__ import annotations

from onrecord.find.quotations.grammar import Grammar, Range

__all__ = ["opens_sentence", "subject_among", "subject_of", "trimmed_range"]

_SUBJECTS = ("nsubj", "expl", "csubj")
_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "DT", "JJ", "PRP$", "POS", "CD", "HYPH", "WP"})
_RELATIVE_TAGS = frozenset({"WP", "WP$", "WDT", "WRB", "IN"})
_LEAST_BEFORE, _TWO = 4, 2
_MAX_SUBJECT = 40
"""Longest speaker's phrase, in tokens; a longer one is a misparse and is cut before its first clause."""


def subject_of(g: Grammar, verb: int) -> Range | None:
    """The tokens of whoever does what `verb` says, through coordination and participles; None if left out."""
    at, steps = verb, 0
    while steps < 6:
        steps += 1
        subjects = [c for c in g.children[at] if g.deps[c] in _SUBJECTS and g.quote[c] == g.quote[verb]]
        child = subject_among(g, at, subjects)
        if child is not None:
            return _from_quotation_on(g, _phrase(g, child, verb), verb)
        named = _named_before(g, verb) if at == verb and g.deps[verb] == "conj" else None
        if named is not None:
            return named
        if at == verb and g.quote[verb] < 0 and g.tags[verb] in ("VBD", "VBZ", "VBP", "VBN", "NNS", "NN"):
            beside = _beside(g, verb)
            if beside is not None:
                return beside
        agent = next((c for c in g.children[at] if g.deps[c] == "agent"), None)
        if agent is not None and g.children[agent]:
            return _phrase(g, g.children[agent][-1], verb)
        if any(g.deps[c] == "nsubjpass" for c in g.children[at]):
            return _phrase(g, next(c for c in g.children[at] if g.deps[c] == "nsubjpass"), verb) if at != verb else None
        dep, head = g.deps[at], g.heads[at]
        if dep == "acl" and g.tags[at] == "VBG":
            return _phrase(g, head, verb)
        if dep in ("conj", "advcl", "xcomp", "pcomp", "prep", "dep", "acl") and head != at:
            at = head
            continue
        return None
    return None


def subject_among(g: Grammar, verb: int, subjects: list[int]) -> int | None:
    """The subject of a verb that the parse gives several: the one beside it, as in `Voters, Roe said, stay away`."""
    beside = (c for c in subjects if c < verb and not any(g.words[i] == "," for i in range(g.right[c], verb)))
    return next((c for c in reversed(list(beside)) if len(subjects) > 1), subjects[0] if subjects else None)


def _from_quotation_on(g: Grammar, phrase: Range | None, verb: int) -> Range | None:
    """A speaker's phrase before the verb, with the titles that the parse has cut off between it and a quotation."""
    if phrase is None or phrase[0] > verb:
        return phrase
    first = phrase[0]
    while first > 0 and g.quote[first - 1] < 0 and g.tags[first - 1] in _NOMINAL:
        first -= 1
    return (first, phrase[1]) if first < phrase[0] and first > 0 and g.quote[first - 1] >= 0 else phrase


def _named_before(g: Grammar, verb: int) -> Range | None:
    """A name between commas, and who that is, before a verb that is joined to another: `, Ann Roe, mayor, said`."""
    if verb < _LEAST_BEFORE or g.words[verb - 1] != "," or g.tags[verb] not in ("VBD", "VBZ", "VBP"):
        return None
    commas = [i for i in range(verb - 2, max(0, verb - _MAX_SUBJECT), -1) if g.words[i] == "," and g.quote[i] < 0][:2]
    if len(commas) < _TWO or any(g.tags[i].startswith("VB") or g.tags[i] == "MD" for i in range(commas[1], verb - 1)):
        return None
    name = range(commas[1] + 1, commas[0])
    return (commas[1] + 1, verb - 1) if name and all(g.tags[i] == "NNP" for i in name) else None


def _beside(g: Grammar, verb: int) -> Range | None:
    """The noun phrase that stands between a quotation and the verb, or right after a verb that follows a quotation.

    For sentences that quotation marks have led the parse astray in.
    """
    first = verb
    while first > 0 and g.quote[first - 1] < 0 and g.tags[first - 1] in _NOMINAL:
        first -= 1
    if first < verb and (first == 0 or g.quote[first - 1] >= 0 or g.words[first - 1] == ","):
        return trimmed_range(g, first, verb)
    last = verb + 1
    if (verb == 0 or g.quote[verb - 1] < 0) and not opens_sentence(g, verb):
        return None
    while last < len(g.words) and g.quote[last] < 0 and g.tags[last] in _NOMINAL:
        last += 1
    return trimmed_range(g, verb + 1, last)


def _phrase(g: Grammar, head: int, verb: int) -> Range | None:
    """The noun phrase at `head` on its side of `verb`, outside quotation marks, without commas at its ends."""
    first, last = g.left[head], g.right[head]
    if head < verb:
        last = min(last, verb)
    else:
        first = max(first, verb + 1)
    if g.quote[head] != g.quote[verb]:
        return None
    aside = next((g.left[c] for c in g.children[head] if c > head and _bare_aside(g, c)), last)
    last = min(last, aside)
    while first < head and g.quote[first] != g.quote[verb]:
        first += 1
    at = head
    while at < last and g.quote[at] == g.quote[verb]:
        at += 1
    last = at
    if last - first > _MAX_SUBJECT:
        clause = next((c for c in g.children[head] if c > head and g.deps[c] in ("relcl", "acl", "appos")), None)
        last = g.left[clause] if clause is not None and g.left[clause] > head else head + 1
        first = max(first, head - 12)
    return trimmed_range(g, first, last)


def _bare_aside(g: Grammar, clause: int) -> bool:
    """Whether a clause after a comma is another's report and no relative clause: `Roe, the paper said, …`."""
    first = g.left[clause]
    return g.deps[clause] == "relcl" and g.words[first - 1] == "," and g.tags[first] not in _RELATIVE_TAGS


def trimmed_range(g: Grammar, first: int, last: int) -> Range | None:
    """Tokens `[first, last)` without punctuation at their ends that is no part of a name; None if none are left."""
    while first < last and not g.words[first][0].isalnum() and g.words[first][0] not in "$£€([#@'’“\"‘":
        first += 1
    while last > first and not g.words[last - 1][-1].isalnum() and g.words[last - 1][-1] not in ")]%'’!\"”":
        last -= 1
    return (first, last) if first < last else None


def opens_sentence(g: Grammar, at: int) -> bool:
    """Whether a cue and a name after it lead to a colon at a sentence's start: `Continued Roe:`."""
    last = at + 1
    while last < len(g.words) and g.tags[last] in ("NNP", "PRP") and last - at < 5:
        last += 1
    return g.units[g.unit_of[at]][0] == at and at + 1 < last < len(g.words) and g.words[last] == ":"
