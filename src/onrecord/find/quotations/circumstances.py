"""To whom and on what occasion something was said, where the cue's sentence states it simply."""

from __future__ import annotations

from onrecord.find.quotations.grammar import Grammar, Range
from onrecord.find.quotations.speech import speech_words, takes_hearer
from onrecord.find.quotations.subjects import trimmed_range

__all__ = ["addressee", "occasion"]

_TO = frozenset({"to", "with"})
_SPOKEN_TO = frozenset(
    {"speech", "answer", "question", "promise", "admission", "claim", "announcement", "warning", "writing"}
)
_NEAR = 60
"""How far from its cue an occasion is looked for, in tokens."""
_MAX_PHRASE = 30
"""Longest addressee or occasion, in tokens; a longer one is a misparse."""


def addressee(g: Grammar, verb: int, kind: str | None, content: tuple[Range, ...]) -> Range | None:
    """Whoever the cue at `verb` says it was said to: `told ABC's Jo Roe`, `said to reporters`; None if not stated."""
    if kind not in _SPOKEN_TO:
        return None
    for child in g.children[verb]:
        if child < verb:
            continue
        head: int | None = None
        if (
            (g.deps[child] == "dative" or (g.deps[child] == "dobj" and takes_hearer(g, verb)))
            and g.tags[child] != "TO"
            and g.tags[child].startswith(("NN", "PRP"))
        ):
            head = child
        elif g.lower[child] in _TO and g.deps[child] in ("prep", "dative"):
            head = next(
                (c for c in g.children[child] if g.deps[c] == "pobj" and g.tags[c].startswith(("NNP", "PRP", "NNS"))),
                None,
            )
        if head is None or g.quote[head] != g.quote[verb] or _within(head, content):
            continue
        first, last = _clipped(g, g.left[head], g.right[head], head, content)
        found = trimmed_range(g, first, last)
        if found and found[1] - found[0] <= _MAX_PHRASE and found[0] <= head < found[1]:
            return found
    return None


def occasion(g: Grammar, verb: int, content: tuple[Range, ...]) -> Range | None:
    """Where it was said, in the cue's sentence outside the content: `in an interview with …`, `on a podcast`."""
    words = speech_words().occasions
    begin, end = g.units[g.unit_of[verb]]
    best: Range | None = None
    for at in range(max(begin, verb - _NEAR), min(end, verb + _NEAR)):
        if g.lower[at] not in words.prepositions or g.quote[at] != g.quote[verb] or _within(at, content):
            continue
        noun = next((c for c in g.children[at] if g.deps[c] == "pobj"), None)
        if noun is None or (g.lower[noun].removesuffix("s") not in words.nouns and g.lower[noun] not in words.nouns):
            continue
        if not _of_cue(g, at, verb):
            continue
        first, last = _clipped(g, at, g.right[at], noun, content)
        found = trimmed_range(g, first, last)
        if found and found[1] - found[0] <= _MAX_PHRASE and (best is None or abs(at - verb) < abs(best[0] - verb)):
            best = found
    return best


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


def _clipped(g: Grammar, first: int, last: int, head: int, content: tuple[Range, ...]) -> Range:
    """`[first, last)` around `head`, ending where content, a quotation or a relative clause begins."""
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
    return first, last
