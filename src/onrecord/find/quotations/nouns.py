"""Attributions by a noun: `his claim that …`, `a statement from the mayor that …`, `her remark, "…"`.

The speaker is whoever owns the noun (`his`, `Roe's`), whoever it is by or from, or the subject of a verb that only
carries it (`made the claim that`). Of a claim that somebody else repeats, rejects or hears of, no one is the speaker.
"""

from __future__ import annotations

from onrecord.find.quotations.clauses import is_name, trim
from onrecord.find.quotations.grammar import Grammar, Range
from onrecord.find.quotations.phrases import Attribution, content_type
from onrecord.find.quotations.speech import noun_class, speech_words
from onrecord.find.quotations.subjects import subject_of, trimmed_range

__all__ = ["by_noun"]

_REACH = 12
"""Most tokens between a noun and the clause that it announces: `the suggestion by one of the lawyers that …`."""


def by_noun(g: Grammar, at: int, end: int) -> Attribution | None:
    """What the noun at `at` says was said, up to `end` at most; None if it says nothing or is no such noun."""
    kind = noun_class(g, at)
    if kind is None or g.quote[at] >= 0 or g.deps[at] == "compound":
        return None
    content = (
        (_clause(g, at, end) if kind != "question" else None) or _quotation(g, at, end) or _subject_of_talk(g, at, end)
    )
    if content is None:
        return None
    return Attribution(content_type(g, [content]), (content,), (at, at + 1), kind, _speaker(g, at), "noun", None)


def _clause(g: Grammar, at: int, end: int) -> Range | None:
    """The clause with `that` that says what the noun is about; with `to`, only one partly in quotation marks."""
    for child in g.children[at]:
        if child <= at or g.deps[child] not in ("acl", "ccomp", "relcl", "appos"):
            continue
        first = g.left[child]
        that = next((i for i in range(first, child) if g.lower[i] == "that"), None)
        if that is not None and that - at <= _REACH and g.deps[that] in ("mark", "advmod") and g.heads[that] == child:
            return trim(g, that, min(g.right[child], end))
        if g.lower[first] == "to" and g.deps[child] == "acl":
            content = trim(g, first, min(g.right[child], end))
            if content is not None and content_type(g, [content]) == "mixed":
                return content
    return _after_phrase(g, at, end)


def _after_phrase(g: Grammar, at: int, end: int) -> Range | None:
    """The clause with `that` where only a phrase with a preposition stands between: `her claim in the debate that`."""
    if at + 1 >= end or g.tags[at + 1] != "IN" or g.lower[at + 1] == "that":
        return None
    for that in range(at + 2, min(end, at + _REACH)):
        if (
            g.quote[that] >= 0
            or g.words[that] in (",", ";", ":")
            or g.tags[that].startswith("VB")
            or g.tags[that] == "MD"
        ):
            return None
        if g.lower[that] == "that":
            verb = g.heads[that]
            fits = verb > that and g.deps[that] == "mark" and g.deps[verb] == "acl" and not noun_class(g, g.heads[verb])
            return trim(g, that, min(g.right[verb], end)) if fits else None
    return None


def _quotation(g: Grammar, at: int, end: int) -> Range | None:
    """A quotation right after the noun, with a comma, a colon, `that` or nothing between."""
    first = at + 1
    that = first < end and g.lower[first] == "that"
    first += that
    first += first < end and g.words[first] in (",", ":")
    if first >= end or g.quote[first] < 0 or not (that or g.words[at + 1] in (",", ":")):
        return None
    inner = g.inner[g.quote[first]]
    return g.whole[g.quote[first]] if inner[1] - inner[0] >= _SAYING else None


_SAYING = 4
"""Fewest tokens of a quotation after a noun: shorter ones are names of what the noun is."""


def _subject_of_talk(g: Grammar, at: int, end: int) -> Range | None:
    """What a noun's preposition leads to, where part of it stands in marks: `her promise of a "new dawn"`."""
    for child in g.children[at]:
        if child != at + 1 or g.lower[child] not in speech_words().prepositions.about | {"on"}:
            continue
        content = trim(g, child + 1, min(g.right[child], end))
        if content is not None and any(
            g.quote[i] >= 0 and not is_name(g, g.quote[i]) for i in range(content[0], content[1])
        ):
            return content
    return None


def _speaker(g: Grammar, at: int) -> Range | None:
    for child in g.children[at]:
        if g.deps[child] == "poss" or (g.deps[child] == "nmod" and g.tags[child + 1] == "POS"):
            return trimmed_range(g, g.left[child], child + 1)
        if child > at and g.lower[child] in ("by", "from") and g.deps[child] in ("prep", "agent"):
            whom = next((c for c in g.children[child] if g.deps[c] == "pobj"), None)
            return trimmed_range(g, g.left[whom], g.right[whom]) if whom is not None else None
    verb = g.heads[at]
    if g.deps[at] == "dobj" and g.lemma(verb) in speech_words().carriers.verbs:
        return subject_of(g, verb)
    return None
