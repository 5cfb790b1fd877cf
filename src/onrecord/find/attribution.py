"""Attributions of one paragraph: which of its words are given to a speaker, and by which cue.

Sentence by sentence, each cue is asked what it governs: what follows it (`she said that …`, `he told them: "…"`), what
stands before it (`"…," she said`, `the plan failed, he said`), or both sides of it. Quotation marks then decide the type:
content wholly between marks is direct, partly between marks mixed, else indirect.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from onrecord.find.clauses import after, before, clause_start, sentence_like, trim
from onrecord.find.cues import Cue, find_cues, find_cues_in, is_finite, noun_class, speech_words, subject_of, trimmed_range
from onrecord.find.grammar import Grammar, Range
from onrecord.model import QuotationType

__all__ = ["Attribution", "attributions", "nested_attributions"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content at token ranges `content`, the cue's words and class, the speaker's words, and the rule that found it.

    `verb` is the cue's verb, None for other cues; `marked` the characters between the marks of a quotation within one.
    """

    type: QuotationType
    content: tuple[Range, ...]
    cue: Range | None
    kind: str | None
    speaker: Range | None
    rule: str
    verb: int | None = None
    marked: tuple[int, int] | None = None


def attributions(g: Grammar) -> list[Attribution]:
    """All attributions of a paragraph outside of quotation marks, in text order."""
    cues = [c for c in find_cues(g) if g.quote[c.verb] < 0]
    found: list[Attribution] = []
    used = [False] * len(g.words)
    for first, last in g.units:
        mine = [c for c in cues if first <= c.verb < last]
        found += _of_unit(g, first, last, mine, used)
    found += _continued(g, found, used)
    return sorted(found, key=lambda a: a.content[0])


def _of_unit(g: Grammar, first: int, last: int, cues: list[Cue], used: list[bool]) -> list[Attribution]:
    found = []
    floor = first
    for at in range(first, last - 1):
        if g.lower[at] == "according" and g.lower[at + 1] == "to" and g.quote[at] < 0:
            a = _according(g, at, first, last)
            if a is not None and not any(used[i] for r in a.content for i in range(*r)):
                found.append(_claim(a, used))
    for cue in cues:
        if used[cue.verb]:
            continue
        while floor < cue.verb and used[floor]:
            floor += 1
        a = _ask(g, cue, floor, last, used) or (_across(g, cue, floor, last, used) if floor == first else None)
        if a is not None:
            found.append(_claim(a, used))
            floor = max(floor, min(cue.verb + 1, last))
    return found


def _claim(a: Attribution, used: list[bool]) -> Attribution:
    for first, last in a.content:
        for i in range(first, last):
            used[i] = True
    return a


def _ask(g: Grammar, cue: Cue, floor: int, end: int, used: list[bool]) -> Attribution | None:
    """What one cue reports, if anything."""
    for i in range(cue.verb + 1, end):
        if used[i]:
            end = i
            break
    behind = after(g, cue, end)
    for i in range(cue.verb - 1, floor - 1, -1):
        if used[i]:
            floor = i + 1
            break
    ahead = before(g, cue, floor, end)
    if ahead is not None and behind is None:
        ranges, _ = ahead
        return _attribution(g, cue, ranges, "before")
    if behind is not None and ahead is not None and g.quote[ahead[0][0][1] - 1] >= 0 and g.quote[behind[0]] >= 0:
        return _attribution(g, cue, [ahead[0][0], behind], "around")
    if ahead is not None and g.quote[ahead[0][0][1] - 1] >= 0 :
        return _attribution(g, cue, ahead[0], "before")
    if behind is not None:
        return _attribution(g, cue, [behind], "after")
    return None


def _across(g: Grammar, cue: Cue, floor: int, end: int, used: list[bool]) -> Attribution | None:
    """A quotation in the sentence before that a cue at a sentence's start belongs to (`"Really?" Ann asked.`)."""
    if floor == 0 or g.quote[floor - 1] < 0 or used[floor - 1] or clause_start(g, cue) != floor:
        return None
    opening = g.whole[g.quote[floor - 1]][0]
    ahead = before(g, cue, opening, end)
    return _attribution(g, cue, ahead[0], "across") if ahead is not None else None


def _attribution(g: Grammar, cue: Cue, ranges: list[Range], rule: str) -> Attribution:
    speaker = None if cue.passive and cue.subject is None else cue.subject
    return Attribution(_type(g, ranges), tuple(ranges), cue.span, cue.kind, speaker, rule, cue.verb)


def _type(g: Grammar, ranges: list[Range]) -> QuotationType:
    """Direct if all words stand between outermost marks, mixed if some do."""
    words = [g.quote[i] >= 0 for a, b in ranges for i in range(a, b) if g.words[i][:1].isalnum()]
    return "direct" if words and all(words) else "mixed" if any(words) else "indirect"


def _according(g: Grammar, at: int, first: int, last: int) -> Attribution | None:
    """A clause given to whoever follows `according to`."""
    to = at + 1
    noun = next((c for c in g.children[to] if g.deps[c] == "pobj"), None)
    if noun is None:
        noun = next((c for c in g.children[at] if g.deps[c] == "pobj"), None)
    if noun is None or noun <= to:
        return None
    stop = min(g.right[noun], last)
    if at - first <= 3:
        comma = next((i for i in range(to + 1, min(last, stop + 12)) if g.words[i] == "," and g.quote[i] < 0), None)
        stop = comma if comma is not None and (comma < stop or stop <= to + 1) else stop
        content = trim(g, stop, last)
        ranges = [content] if content else []
        if stop < last and g.words[stop] != ",":
            return None
    else:
        head = trim(g, first, at)
        ranges = [head] if head else []
    speaker = trimmed_range(g, to + 1, stop)
    if not ranges or speaker is None:
        return None
    return Attribution(_type(g, ranges), tuple(ranges), (at, to + 1), "speech", speaker, "according")


def nested_attributions(g: Grammar, holder: Attribution) -> list[Attribution]:
    """Words between marks within a quotation that a cue right before or after them, in that quotation, reports."""
    found = []
    cues = [c for first, last in holder.content for c in find_cues_in(g, first, last) if g.quote[c.verb] >= 0]
    for mark in g.marks:
        if mark.parent is None:
            continue
        first = bisect_left(g.starts, mark.start)
        last = bisect_left(g.starts, mark.end)
        if last - first < 4 or not any(a <= first and last <= b for a, b in holder.content):
            continue
        cue = next((c for c in cues if "quote" in c.frames and _introduces(g, c, first, last)), None)
        if cue is not None:
            found.append(Attribution("direct", ((first, last),), cue.span, cue.kind, cue.subject, "nested", cue.verb, (mark.inner, mark.inner_end)))
    return found


def _introduces(g: Grammar, cue: Cue, first: int, last: int) -> bool:
    """Whether a cue within a quotation stands right before or right after the words between inner marks."""
    if cue.verb < first:
        between = range(cue.span[1], first)
        return len(between) <= 6 and not any(g.tags[i] in ("VBD", "VBZ", "VBP", ".") for i in between)
    return last <= cue.verb <= last + 3


def _continued(g: Grammar, found: list[Attribution], used: list[bool]) -> list[Attribution]:
    """Joins quotations without a cue of their own to the one before them; returns those that stand alone."""
    alone: list[Attribution] = []
    for number, (first, last) in enumerate(g.whole):
        if any(used[i] for i in range(first, last)) or not sentence_like(g, number):
            continue
        unit = g.units[g.unit_of[first]]
        if trim(g, unit[0], first) is not None and not g.words[first - 1] in (".", "?", "!", ":"):
            continue
        previous = max(
            (i for i, a in enumerate(found) if a.type != "indirect" and a.content[-1][1] <= first),
            key=lambda i: found[i].content[-1][1],
            default=None,
        )
        if previous is not None and _adjacent(g, found[previous], first):
            a = found[previous]
            content = (*a.content, (first, last))
            found[previous] = replace(a, content=content, type=_type(g, list(content)))
            _claim(found[previous], used)
        elif unit == (first, last) and len(g.units) == 1:
            alone.append(_claim(Attribution("direct", ((first, last),), None, None, None, "alone"), used))
    return alone


def _adjacent(g: Grammar, a: Attribution, first: int) -> bool:
    """Whether only the cue's own sentence stands between an attribution and a quotation."""
    unit = g.unit_of[first]
    last = max(a.content[-1][1] - 1, a.cue[1] - 1 if a.cue else 0)
    return unit - g.unit_of[last] <= 1
