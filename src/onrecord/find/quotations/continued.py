"""Quotations without a cue of their own: which attribution of the paragraph they go on from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from onrecord.find.quotations.clauses import sentence_like, trim
from onrecord.find.quotations.grammar import Grammar, Range
from onrecord.find.quotations.phrases import Attribution, claim, content_type, introduction

__all__ = ["continued"]

_ADVERBIAL = frozenset({"RB", "CC", "UH", ","})


def continued(g: Grammar, found: list[Attribution], used: list[bool]) -> list[Attribution]:
    """Joins quotations without a cue of their own to the one before them; returns those that stand alone."""
    alone: list[Attribution] = []
    order = sorted((a.content[-1][1], i) for i, a in enumerate(found))
    reporting = {g.unit_of[a.cue[0]] for a in found if a.cue}
    joined: defaultdict[int, list[Range]] = defaultdict(list)
    latest, at = -1, 0
    for first, last in g.whole:
        while at < len(order) and order[at][0] <= first:
            latest, at = _goes_on(g, found, latest, order[at][1]), at + 1
        unit = g.units[g.unit_of[first]]
        whole = _own_sentence(g, unit, first, last, used)
        if whole is None:
            continue
        introduced = _introduced(g, reporting, unit, first, last) if whole == (first, last) else None
        if introduced is not None:
            found.append(claim(introduced, used))
            latest = len(found) - 1
        elif latest >= 0 and _adjacent(g, found[latest], joined[latest], whole[0]):
            joined[latest].append(whole)
            used[whole[0] : whole[1]] = [True] * (whole[1] - whole[0])
        elif unit == (first, last) and len(g.units) == 1:
            alone.append(claim(Attribution("direct", ((first, last),), None, None, None, "alone"), used))
    for i, ranges in joined.items():
        content = (*found[i].content, *ranges)
        found[i] = replace(found[i], content=content, type=content_type(g, list(content)))
    return alone


def _own_sentence(g: Grammar, unit: Range, first: int, last: int, used: list[bool]) -> Range | None:
    """The words of a quotation that stands for itself in its sentence, with an adverb before it if there is one.

    None if the quotation is part of the reporter's sentence, or has been taken.
    """
    if trim(g, unit[0], first) is None or g.words[first - 1] in (".", "?", "!", ":"):
        return (first, last) if sentence_like(g, g.quote[first]) and not any(used[first:last]) else None
    return trim(g, *unit) if _led_by_adverb(g, unit, first) and not any(used[unit[0] : unit[1]]) else None


def _led_by_adverb(g: Grammar, unit: Range, first: int) -> bool:
    """Whether a sentence is an adverb or two and then words between marks: `Instead, "he just gave up."`"""
    lead = g.tags[unit[0] : first]
    last = g.whole[g.quote[first]][1]
    return all(tag in _ADVERBIAL for tag in lead) and trim(g, last, unit[1]) is None


def _goes_on(g: Grammar, found: list[Attribution], before: int, after: int) -> int:
    """Which of two attributions a quotation goes on from: words said in marks, not a clause beside them."""
    if before < 0 or found[after].type != "indirect" or found[before].type == "indirect":
        return after
    if found[after].kind == "question":
        return before
    return before if g.unit_of[found[before].content[-1][1] - 1] == g.unit_of[found[after].content[0][0]] else after


def _introduced(g: Grammar, reporting: set[int], unit: Range, first: int, last: int) -> Attribution | None:
    """A quotation without a cue that a colon, or a sentence with a cue that reports nothing yet, leads to."""
    if first > unit[0] and g.words[first - 1] == ":":
        lead = unit
    elif first == unit[0] and first > 0:
        lead = g.units[g.unit_of[first - 1]]
    else:
        return None
    return introduction(g, g.unit_of[lead[0]] in reporting, (lead[0], min(lead[1], first)), (first, last))


def _adjacent(g: Grammar, a: Attribution, joined: list[Range], first: int) -> bool:
    """Whether only the cue's own sentence stands between an attribution and a quotation."""
    end = joined[-1][1] if joined else a.content[-1][1]
    last = max(end - 1, a.cue[1] - 1 if a.cue else 0)
    return g.unit_of[first] - g.unit_of[last] <= 1
