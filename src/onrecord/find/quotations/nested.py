"""Quotations within quotations: what somebody tells, in words of theirs, that somebody said."""

from __future__ import annotations

from bisect import bisect_left

from onrecord.find.quotations.cues import Cue, find_cues_in
from onrecord.find.quotations.grammar import Grammar
from onrecord.find.quotations.phrases import Attribution
from onrecord.find.quotations.speech import is_finite, speech_words

__all__ = ["nested_attributions"]

_MAX_BETWEEN = 6
"""Most tokens between a cue and inner marks that it introduces."""


def nested_attributions(g: Grammar, holder: Attribution) -> list[Attribution]:
    """Words between marks within a quotation that a cue right before or after them, in that quotation, reports."""
    found = []
    cues = [c for first, last in holder.content for c in find_cues_in(g, first, last) if g.quote[c.verb] >= 0]
    verbs = [c.verb for c in cues]
    begin, end = g.starts[holder.content[0][0]], g.ends[holder.content[-1][1] - 1]
    low = bisect_left(g.marks, begin, key=lambda m: m.start)
    for mark in g.marks[low : bisect_left(g.marks, end, key=lambda m: m.start)]:
        if mark.parent is None:
            continue
        first = bisect_left(g.starts, mark.start)
        last = bisect_left(g.starts, mark.end)
        if last - first < 4 or not any(a <= first and last <= b for a, b in holder.content):
            continue
        near = cues[bisect_left(verbs, first - 2 * _MAX_BETWEEN) : bisect_left(verbs, last + 4)]
        cue = next((c for c in near if _told(g, c) and _introduces(g, c, first, last)), None)
        if cue is not None:
            found.append(
                Attribution(
                    "direct",
                    ((first, last),),
                    cue.span,
                    cue.kind,
                    cue.subject,
                    "nested",
                    cue.verb,
                    (mark.inner, mark.inner_end),
                )
            )
    return found


def _told(g: Grammar, cue: Cue) -> bool:
    """Whether a cue in somebody's words tells what was said, and not what could be: `you can say`, `if she says`."""
    if "quote" not in cue.frames or cue.kind == "thought" or not is_finite(g, cue.verb):
        return False
    about = [g.lower[c] for c in g.children[cue.verb]]
    hypothetical = speech_words().hypothetical
    return not (
        hypothetical.signs.intersection(about) or (cue.subject and g.lower[cue.subject[0]] in hypothetical.anyone)
    )


def _introduces(g: Grammar, cue: Cue, first: int, last: int) -> bool:
    """Whether a cue within a quotation stands right before or right after the words between inner marks."""
    if cue.verb < first:
        between = range(cue.span[1], first)
        return len(between) <= _MAX_BETWEEN and not any(g.tags[i] in ("VBD", "VBZ", "VBP", ".") for i in between)
    return last <= cue.verb <= last + 3
