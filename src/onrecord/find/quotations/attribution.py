"""Attributions of one paragraph: which of its words are given to a speaker, and by which cue.

Sentence by sentence, each cue is asked what it governs: what follows it (`she said that …`, `he told them: "…"`), what
stands before it (`"…," she said`, `the plan failed, he said`), or both. Quotation marks then decide the type: content
wholly between marks is direct, partly between marks mixed, else indirect.
"""

from __future__ import annotations

from onrecord.find.quotations.clauses import BREAKS, before, clause_start, trim
from onrecord.find.quotations.contents import after, around_relative
from onrecord.find.quotations.continued import continued
from onrecord.find.quotations.credited import credited
from onrecord.find.quotations.cues import Cue, find_cues
from onrecord.find.quotations.grammar import Grammar, Range
from onrecord.find.quotations.nouns import by_noun
from onrecord.find.quotations.phrases import (
    Attribution,
    according,
    as_said,
    claim,
    content_type,
    heading_subject,
    said_last,
)
from onrecord.find.quotations.speech import is_finite

__all__ = ["attributions"]

_STEPS = 4
"""How many heads above a cue are asked for an impersonal subject."""


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
    found += credited(g, used)
    found += continued(g, found, used)
    found += _by_nouns(g, used)
    return sorted(found, key=lambda a: a.content[0])


def _of_heading(g: Grammar, cues: list[Cue], used: list[bool]) -> list[Attribution]:
    """A heading is one sentence; a quotation after a colon at its end stands for itself (`Roe Denies It: "Not Me"`)."""
    end = len(g.words)
    tail = g.whole[-1] if g.whole and g.whole[-1][1] >= end - 1 and g.words[g.whole[-1][0] - 1] == ":" else None
    stop = tail[0] - 1 if tail is not None and tail[0] > 0 else end
    found = _of_unit(g, 0, stop, [c for c in cues if c.verb < stop], used) or [
        claim(a, used) for a in said_last(g, stop)
    ]
    if tail is not None and stop > 0:
        speaker = next((a.speaker for a in found if a.speaker), None) or heading_subject(g, stop)
        if speaker is not None:
            found.append(claim(Attribution("direct", (tail,), None, None, speaker, "heading"), used))
    return sorted(found, key=lambda a: a.content[0])


def _of_unit(g: Grammar, first: int, last: int, cues: list[Cue], used: list[bool]) -> list[Attribution]:
    found = []
    floor = first
    for at in range(first, last - 1):
        if g.lower[at] == "according" and g.lower[at + 1] == "to" and g.quote[at] < 0:
            a = according(g, at, first, last)
            if a is not None and not any(used[i] for r in a.content for i in range(*r)):
                found.append(claim(a, used))
    for cue in cues:
        if used[cue.verb]:
            continue
        while floor < cue.verb and used[floor]:
            floor += 1
        a = _ask(g, cue, floor, last, used) or (_across(g, cue, floor, last, used) if floor == first else None)
        if a is not None and (a.type != "indirect" or _reports(g, cue)):
            found.append(claim(a, used))
            floor = max(floor, min(cue.verb + 1, last))
    return found


def _by_nouns(g: Grammar, used: list[bool]) -> list[Attribution]:
    """What nouns report that no verb does."""
    found = []
    for first, last in g.units:
        for at in range(first, last):
            a = by_noun(g, at, last) if not used[at] else None
            if a is not None and not any(used[i] for r in a.content for i in range(*r)):
                found.append(claim(a, used))
    return found


def _reports(g: Grammar, cue: Cue) -> bool:
    """Whether a cue says that somebody said something, so that a clause without quotation marks counts.

    `too soon to say whether`, `there is no denying that`, `should be noted`, `did not say` say no such thing.
    """
    order = cue.subject is None and g.tags[cue.verb] == "VB" and g.heads[cue.verb] == cue.verb
    if "marked" in cue.frames or order:
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
    """A quotation that goes on in its sentence after more than the cue: `"A," he wrote, explaining why, "but B."`"""
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
    if g.quote[behind[0]] < 0 or g.words[behind[0] - 1] != "," or g.tags[cue.verb] == "VBG":
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
    if "that" not in cue.frames and g.words[g.inner[g.quote[floor - 1]][1] - 1] == ".":
        return None  # `“It held.” The bridge closed in March.`
    ahead = before(g, cue, opening, end)
    if ahead is None or not (ahead[1] >= end or g.words[ahead[1]] in BREAKS or g.quote[ahead[1]] >= 0):
        return None  # `"…" Roe put the house up for sale.`: the sentence has something else to say
    return _attribution(g, cue, ahead[0], "across")


def _attribution(g: Grammar, cue: Cue, ranges: list[Range], rule: str) -> Attribution:
    speaker = None if cue.passive and cue.subject is None else cue.subject
    return Attribution(content_type(g, ranges), tuple(ranges), cue.span, cue.kind, speaker, rule, cue.verb)
