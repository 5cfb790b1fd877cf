"""To whom and on what occasion something was said, where the cue's sentence states it simply."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.find.quotations.grammar import Grammar, Range
from onrecord.find.quotations.speech import noun_class, speech_words, takes_hearer
from onrecord.find.quotations.subjects import subject_of, trimmed_range
from onrecord.find.relationwords import relation_words

__all__ = ["addressee", "occasion", "placed_anew", "set_scene"]

_TO = frozenset({"to", "with"})
_BY = frozenset({"by"})
_SPEAKING = frozenset({"speak", "talk", "write", "address"})
_ASKED = frozenset({"ask", "press", "question", "quiz"})
_ANEW = frozenset({"later", "earlier", "before", "previously", "once", "now", "then", "since"})
_SPOKEN_TO = frozenset(
    {"speech", "answer", "question", "promise", "admission", "claim", "announcement", "warning", "writing"}
)
_NEAR = 60
"""How far from its cue an occasion is looked for, in tokens."""
_MAX_PHRASE = 30
"""Longest addressee or occasion, in tokens; a longer one is a misparse."""


def addressee(g: Grammar, verb: int, kind: str | None, content: tuple[Range, ...]) -> Range | None:
    """Whoever the cue at `verb` says it was said to: `told Jo Roe`, `said to reporters`, `asked by Roe, she said`.

    None where that is not stated.
    """
    if kind not in _SPOKEN_TO:
        return None
    subject = subject_of(g, verb)
    heads = [h for h in (_hearer(g, verb, c) for c in g.children[verb]) if h is not None]
    found_as = [*heads, *_beforehand(g, verb), *_by_occasion(g, occasion(g, verb, content))]
    for head in (h for h in (_not_speaker(g, h, subject) for h in found_as) if h is not None):
        if g.quote[head] != g.quote[verb] or _within(head, content):
            continue
        first, last = _clipped(g, g.left[head], g.right[head], head, content, subject)
        found = trimmed_range(g, first, last)
        if found and found[1] - found[0] <= _MAX_PHRASE and found[0] <= head < found[1]:
            return found
    return None


def _not_speaker(g: Grammar, head: int, subject: Range | None) -> int | None:
    """The hearer, where the parse made one phrase of both: `in an email to The Courier, Ann Roe wrote`."""
    if subject is None or not subject[0] <= head < subject[1]:
        return head
    return next((c for c in g.children[head] if c < subject[0] and g.tags[c].startswith("NNP")), None)


def _hearer(g: Grammar, verb: int, child: int) -> int | None:
    """The noun that hears, for a word that hangs on the cue after it."""
    if child < verb:
        return None
    direct = g.deps[child] == "dative" or (g.deps[child] == "dobj" and takes_hearer(g, verb))
    if direct and g.tags[child] != "TO" and g.tags[child].startswith(("NN", "PRP")):
        return child
    return _object(g, child, _TO) if g.deps[child] in ("prep", "dative") else None


def _object(g: Grammar, preposition: int, among: frozenset[str]) -> int | None:
    """Whoever one of some prepositions leads to: a name, a pronoun, several, or somebody by what they are."""
    if g.lower[preposition] not in among:
        return None
    return next(
        (
            c
            for c in g.children[preposition]
            if g.deps[c] == "pobj"
            and (g.tags[c].startswith(("NNP", "PRP", "NNS")) or relation_words().is_role(g.lower[c]))
            and (g.tags[c] == "NNP" or not noun_class(g, c))
        ),
        None,
    )


def _beforehand(g: Grammar, verb: int) -> Iterator[int]:
    """Who hears according to a participle before the cue: `speaking to Roe, she said`, `asked by Roe, she said`."""
    for child in g.children[verb]:
        if child < verb and g.deps[child] == "advcl":
            if g.tags[child] == "VBG" and g.lemma(child) in _SPEAKING:
                yield from (c for c in (_object(g, p, _TO) for p in g.children[child]) if c is not None)
            elif g.tags[child] == "VBN" and g.lemma(child) in _ASKED:
                yield from (c for c in (_object(g, p, _BY) for p in g.children[child]) if c is not None)


def _by_occasion(g: Grammar, words: Range | None) -> Iterator[int]:
    """Who hears according to the occasion: `in an email to The Courier`, `in an interview with Jo Roe`."""
    for at in range(*words) if words else ():
        if g.deps[at] == "prep" and words and words[0] <= g.heads[at] < words[1]:
            yield from (c for c in (_object(g, at, _TO),) if c is not None)


def occasion(g: Grammar, verb: int, content: tuple[Range, ...]) -> Range | None:
    """Where it was said, in the cue's sentence outside the content: `in an interview with …`, `on a podcast`."""
    begin, end = g.units[g.unit_of[verb]]
    subject = subject_of(g, verb)
    best: Range | None = None
    for at in range(max(begin, verb - _NEAR), min(end, verb + _NEAR)):
        noun = _occasion_noun(g, at)
        if noun is None or g.quote[at] != g.quote[verb] or _within(at, content) or not _of_cue(g, at, verb):
            continue
        first, last = _clipped(g, at, g.right[at], noun, content, subject)
        found = trimmed_range(g, first, last)
        if found and found[1] - found[0] <= _MAX_PHRASE and (best is None or abs(at - verb) < abs(best[0] - verb)):
            best = found
    return best


def _occasion_noun(g: Grammar, at: int) -> int | None:
    """The noun of an occasion that a preposition leads to. `To the Post` is to a paper."""
    words = speech_words().occasions
    if g.lower[at] not in words.prepositions:
        return None
    noun = next((c for c in g.children[at] if g.deps[c] == "pobj"), None)
    if noun is None or (g.lower[at] == "to" and g.tags[noun].startswith("NNP")):
        return None
    return noun if g.lower[noun].removesuffix("s") in words.nouns or g.lower[noun] in words.nouns else None


def set_scene(g: Grammar, unit: int) -> tuple[Range, Range] | None:
    """An occasion that a sentence begins with, and whom it is about: `In an interview, Ann Roe spoke …`."""
    first, last = g.units[unit]
    noun = _occasion_noun(g, first)
    verb = g.heads[first]
    if noun is None or not first < verb < last or not g.tags[verb].startswith("VB") or g.quote[first] >= 0:
        return None
    subject, words = subject_of(g, verb), occasion(g, verb, ())
    return (words, subject) if subject is not None and words is not None and words[0] == first else None


def placed_anew(g: Grammar, verb: int) -> bool:
    """Whether a cue has a time or place of its own, so that the occasion of the sentence before is not also its."""
    return any(
        g.deps[c] == "npadvmod"
        or g.lower[c] in _ANEW
        or (g.deps[c] == "prep" and g.lower[c] in speech_words().occasions.prepositions)
        for c in g.children[verb]
    )


def _of_cue(g: Grammar, at: int, verb: int) -> bool:
    """Whether a phrase hangs on the cue itself, within a few steps and through no other clause than a participle's."""
    for _ in range(5):
        if at == verb:
            return True
        if g.deps[at] in ("relcl", "ccomp", "conj", "parataxis", "nsubj") or g.heads[at] == at:
            return False
        at = g.heads[at]
    return at == verb


def _within(at: int, content: tuple[Range, ...]) -> bool:
    return any(first <= at < last for first, last in content)


def _clipped(g: Grammar, first: int, last: int, head: int, content: tuple[Range, ...], subject: Range | None) -> Range:
    """`[first, last)` around `head`, ending where content, a quotation, the speaker or a relative clause begins."""
    if subject is not None and head < subject[0] < last:
        last = subject[0]
    for begin, end in content:
        if head < begin < last:
            last = begin
        if first < end <= head:
            first = end
    for at in range(head + 1, last):
        if g.quote[at] != g.quote[head] and not g.words[at - 1].endswith("s"):
            return first, at
        if (
            g.words[at] == ","
            and at + 1 < last
            and g.lower[at + 1] in ("who", "which", "where", "that", "when", "adding", "saying")
        ):
            return first, at
        if g.lower[at] in ("saying", "adding"):
            return first, at
    return first, last
