"""Attributions of one paragraph: which of its words are given to a speaker, and by which cue.

Sentence by sentence, each cue is asked what it governs: what follows it (`she said that …`, `he told them: "…"`), what
stands before it (`"…," she said`, `the plan failed, he said`), or both. Quotation marks then decide the type: content
wholly between marks is direct, partly between marks mixed, else indirect.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace

from onrecord.find.quotations.clauses import BREAKS, before, clause_start, sentence_like, trim
from onrecord.find.quotations.contents import after, around_relative
from onrecord.find.quotations.cues import Cue, find_cues, find_cues_in, is_finite, speech_words
from onrecord.find.quotations.grammar import Grammar, Range
from onrecord.find.quotations.nouns import by_noun
from onrecord.find.quotations.phrases import (
    Attribution,
    according,
    as_said,
    content_type,
    heading_subject,
    introduction,
    said_last,
)

_MAX_BETWEEN = 6
"""Most tokens between a cue and inner marks that it introduces."""

_STEPS = 4
"""How many heads above a cue are asked for an impersonal subject."""
_ADVERBIAL = frozenset({"RB", "CC", "UH", ","})

__all__ = ["attributions", "nested_attributions"]


def attributions(g: Grammar) -> list[Attribution]:
    """All attributions of a paragraph outside of quotation marks, in text order."""
    cues = [c for c in find_cues(g) if g.quote[c.verb] < 0]
    found: list[Attribution] = []
    used = [False] * len(g.words)
    if g.paragraph.kind != "prose" and g.words:
        return _of_heading(g, cues, used)
    for first, last in g.units:
        mine = [c for c in cues if first <= c.verb < last]
        found += _of_unit(g, first, last, mine, used)
    found += _continued(g, found, used)
    found += _by_nouns(g, used)
    return sorted(found, key=lambda a: a.content[0])


def _of_heading(g: Grammar, cues: list[Cue], used: list[bool]) -> list[Attribution]:
    """A heading is one sentence; a quotation after a colon at its end stands for itself (`Roe Denies It: "Not Me"`)."""
    end = len(g.words)
    tail = g.whole[-1] if g.whole and g.whole[-1][1] >= end - 1 and g.words[g.whole[-1][0] - 1] == ":" else None
    stop = tail[0] - 1 if tail is not None and tail[0] > 0 else end
    found = _of_unit(g, 0, stop, [c for c in cues if c.verb < stop], used) or [
        _claim(a, used) for a in said_last(g, stop)
    ]
    if tail is not None and stop > 0:
        speaker = next((a.speaker for a in found if a.speaker), None) or heading_subject(g, stop)
        if speaker is not None:
            found.append(_claim(Attribution("direct", (tail,), None, None, speaker, "heading"), used))
    return sorted(found, key=lambda a: a.content[0])


def _of_unit(g: Grammar, first: int, last: int, cues: list[Cue], used: list[bool]) -> list[Attribution]:
    found = []
    floor = first
    for at in range(first, last - 1):
        if g.lower[at] == "according" and g.lower[at + 1] == "to" and g.quote[at] < 0:
            a = according(g, at, first, last)
            if a is not None and not any(used[i] for r in a.content for i in range(*r)):
                found.append(_claim(a, used))
    for cue in cues:
        if used[cue.verb]:
            continue
        while floor < cue.verb and used[floor]:
            floor += 1
        a = _ask(g, cue, floor, last, used) or (_across(g, cue, floor, last, used) if floor == first else None)
        if a is not None and (a.type != "indirect" or _reports(g, cue)):
            found.append(_claim(a, used))
            floor = max(floor, min(cue.verb + 1, last))
    return found


def _by_nouns(g: Grammar, used: list[bool]) -> list[Attribution]:
    """What nouns report that no verb does."""
    found = []
    for first, last in g.units:
        for at in range(first, last):
            a = by_noun(g, at, last) if not used[at] else None
            if a is not None and not any(used[i] for r in a.content for i in range(*r)):
                found.append(_claim(a, used))
    return found


def _reports(g: Grammar, cue: Cue) -> bool:
    """Whether a cue says that somebody said something, so that a clause without quotation marks counts.

    `too soon to say whether`, `there is no denying that`, `should be noted`, `did not say that` say nothing of the kind.
    """
    if "marked" in cue.frames:
        return False
    if cue.kind not in ("denial", "question") and any(g.deps[c] == "neg" for c in g.children[cue.verb]):
        return False
    if cue.passive and not any(g.tags[c] == "MD" for c in g.children[cue.verb]):
        return True  # `it was widely reported that`
    return cue.subject is not None or not _impersonal(g, cue.verb)


def _impersonal(g: Grammar, verb: int) -> bool:
    """Whether `it` or `there` is the subject of the words that a verb hangs on: `it is worth noting that`."""
    for _ in range(_STEPS):
        if any(g.lower[c] in ("it", "there") and g.deps[c] in ("expl", "nsubj", "nsubjpass") for c in g.children[verb]):
            return True
        if g.heads[verb] == verb or g.deps[verb] in ("ccomp", "relcl", "advcl", "conj"):
            return False
        verb = g.heads[verb]
    return False


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
    relative = around_relative(g, cue, end)
    if relative is not None and not any(used[i] for i in range(*relative[0])):
        return _attribution(g, cue, relative, "relative")
    behind = after(g, cue, end)
    aside = as_said(g, cue, floor, end) if behind is None else None
    if aside is not None:
        return aside
    for i in range(cue.verb - 1, floor - 1, -1):
        if used[i]:
            floor = i + 1
            break
    ahead = before(g, cue, floor, end)
    if ahead is not None and behind is None:
        behind = _taken_up(g, ahead[0], ahead[1], end)
    if behind is not None and ahead is not None and g.quote[ahead[0][0][1] - 1] >= 0 and g.quote[behind[0]] >= 0:
        return _attribution(g, cue, [ahead[0][0], behind], "around")
    quoted = ahead is not None and g.quote[ahead[0][0][1] - 1] >= 0
    if ahead is not None and (behind is None or (quoted and not _only_leads_in(g, cue, ahead[0][0], behind))):
        return _attribution(g, cue, ahead[0], "before")
    if behind is not None:
        lead = _lead(g, cue, floor, behind)
        return _attribution(g, cue, [lead, behind] if lead else [behind], "after")
    return None


def _taken_up(g: Grammar, ahead: list[Range], first: int, end: int) -> Range | None:
    """A quotation that goes on in the same sentence after more than the cue: `"A," he wrote, explaining why, "but B."`"""
    last = ahead[-1][1] - 1
    if len(ahead) > 1 or g.quote[last] < 0 or g.words[g.inner[g.quote[last]][1] - 1] != ",":
        return None
    for at in range(first, end):
        if g.quote[at] >= 0:
            inner = g.inner[g.quote[at]]
            goes_on = inner[0] < inner[1] and g.words[inner[0]][:1].islower() and g.words[at - 1] == ","
            return g.whole[g.quote[at]] if goes_on else None
    return None


def _only_leads_in(g: Grammar, cue: Cue, ahead: Range, behind: Range | None) -> bool:
    """Whether words before a cue that end in a quotation only lead to the clause after it.

    `Greeted with shouts of "Shame!," the mayor said he would stay`: the quotation is part of a phrase, and the cue's
    own clause follows without a comma.
    """
    if behind is None or g.quote[behind[0]] >= 0 or g.words[behind[0] - 1] in (",", ":"):
        return False
    number = g.quote[ahead[1] - 1]
    return g.whole[number][0] > ahead[0] and not any(
        is_finite(g, i) and g.tags[i].startswith("VB") and g.quote[i] < 0 for i in range(*ahead)
    )


def _lead(g: Grammar, cue: Cue, floor: int, behind: Range) -> Range | None:
    """Words that a cue parts from the quotation going on with them: `Now, she said, "we wait."`"""
    if g.quote[behind[0]] < 0 or g.words[behind[0] - 1] != ",":
        return None
    first = g.inner[g.quote[behind[0]]][0]
    start = clause_start(g, cue)
    if not g.words[first][:1].islower() or start <= floor or g.words[start - 1] != ",":
        return None
    return trim(g, floor, start)


def _across(g: Grammar, cue: Cue, floor: int, end: int, used: list[bool]) -> Attribution | None:
    """A quotation in the sentence before that a cue at a sentence's start belongs to (`"Really?" Ann asked.`)."""
    if floor == 0 or g.quote[floor - 1] < 0 or used[floor - 1] or clause_start(g, cue) != floor:
        return None
    opening = g.whole[g.quote[floor - 1]][0]
    ahead = before(g, cue, opening, end)
    if ahead is None or not (ahead[1] >= end or g.words[ahead[1]] in BREAKS or g.quote[ahead[1]] >= 0):
        return None  # `"…" Roe put the house up for sale.`: the sentence has something else to say
    return _attribution(g, cue, ahead[0], "across")


def _attribution(g: Grammar, cue: Cue, ranges: list[Range], rule: str) -> Attribution:
    speaker = None if cue.passive and cue.subject is None else cue.subject
    return Attribution(content_type(g, ranges), tuple(ranges), cue.span, cue.kind, speaker, rule, cue.verb)


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
    """Whether a cue in somebody's own words tells what was said, and not what could be: `you can say`, `if she says`."""
    if "quote" not in cue.frames or cue.kind == "thought" or not is_finite(g, cue.verb):
        return False
    about = [g.lower[c] for c in g.children[cue.verb]]
    hypothetical = speech_words().hypothetical
    return not (hypothetical.signs.intersection(about) or (cue.subject and g.lower[cue.subject[0]] in hypothetical.anyone))


def _introduces(g: Grammar, cue: Cue, first: int, last: int) -> bool:
    """Whether a cue within a quotation stands right before or right after the words between inner marks."""
    if cue.verb < first:
        between = range(cue.span[1], first)
        return len(between) <= _MAX_BETWEEN and not any(g.tags[i] in ("VBD", "VBZ", "VBP", ".") for i in between)
    return last <= cue.verb <= last + 3


def _continued(g: Grammar, found: list[Attribution], used: list[bool]) -> list[Attribution]:
    """Joins quotations without a cue of their own to the one before them; returns those that stand alone."""
    alone: list[Attribution] = []
    order = sorted((a.content[-1][1], i) for i, a in enumerate(found))
    reporting = {g.unit_of[a.cue[0]] for a in found if a.cue}
    joined: defaultdict[int, list[Range]] = defaultdict(list)
    latest, at = -1, 0
    for number, (first, last) in enumerate(g.whole):
        while at < len(order) and order[at][0] <= first:
            latest, at = _goes_on(g, found, latest, order[at][1]), at + 1
        unit = g.units[g.unit_of[first]]
        inside = trim(g, unit[0], first) is not None and g.words[first - 1] not in (".", "?", "!", ":")
        if inside and latest >= 0 and not any(used[unit[0] : unit[1]]) and _led_by_adverb(g, unit, first) and _adjacent(g, found[latest], joined[latest], unit[0]):
            whole = trim(g, *unit)
            joined[latest].append(whole)
            used[whole[0] : whole[1]] = [True] * (whole[1] - whole[0])
            continue
        if any(used[i] for i in range(first, last)) or not sentence_like(g, number) or inside:
            continue
        introduced = _introduced(g, reporting, unit, first, last)
        if introduced is not None:
            found.append(_claim(introduced, used))
            latest = len(found) - 1
        elif latest >= 0 and _adjacent(g, found[latest], joined[latest], first):
            joined[latest].append((first, last))
            used[first:last] = [True] * (last - first)
        elif unit == (first, last) and len(g.units) == 1:
            alone.append(_claim(Attribution("direct", ((first, last),), None, None, None, "alone"), used))
    for i, ranges in joined.items():
        content = (*found[i].content, *ranges)
        found[i] = replace(found[i], content=content, type=content_type(g, list(content)))
    return alone


def _led_by_adverb(g: Grammar, unit: Range, first: int) -> bool:
    """Whether a sentence without a cue is an adverb or two and then words between marks: `Instead, "he just gave up."`"""
    lead = g.tags[unit[0] : first]
    last = g.whole[g.quote[first]][1]
    return all(tag in _ADVERBIAL for tag in lead) and trim(g, last, unit[1]) is None


def _goes_on(g: Grammar, found: list[Attribution], before: int, after: int) -> int:
    """Which of two attributions a quotation without a cue goes on from: words said in marks, not a clause beside them."""
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
