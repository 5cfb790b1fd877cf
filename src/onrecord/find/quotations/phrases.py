"""Attributions other than by a verb and its clause: `according to`, `as she put it`, headings, introductions."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.find.quotations.clauses import trim
from onrecord.find.quotations.cues import Cue, find_cues_in
from onrecord.find.quotations.grammar import Grammar, Range
from onrecord.find.quotations.speech import FINITE, is_finite, noun_class, speech_words
from onrecord.find.quotations.subjects import subject_of, trimmed_range
from onrecord.model import QuotationType

__all__ = [
    "Attribution",
    "according",
    "as_said",
    "claim",
    "content_type",
    "heading_subject",
    "introduction",
    "said_last",
]

_MAX_AS = 12
"""Most tokens between `as` and its verb."""
_MAX_LABEL, _MAX_LEAD = 8, 30
"""Longest label before a colon (`Jo Roe, mayor:`) and longest sentence that announces a quotation, in tokens."""

_SOURCES = frozenset({"from", "via", "by", "per"})
"""What stands before whoever is quoted at length."""
_NAMING = frozenset({"NNP", "NNPS", "DT", "POS", "HYPH"})


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


def claim(a: Attribution, used: list[bool]) -> Attribution:
    """`a`, its words noted in `used`, which tells for each token whether a quotation has it."""
    for first, last in a.content:
        for i in range(first, last):
            used[i] = True
    return a


def content_type(g: Grammar, ranges: list[Range]) -> QuotationType:
    """Direct if all words stand between outermost marks, mixed if some do."""
    words = [g.quote[i] >= 0 for a, b in ranges for i in range(a, b) if g.words[i][:1].isalnum()]
    return "direct" if words and all(words) else "mixed" if any(words) else "indirect"


def according(g: Grammar, at: int, first: int, last: int) -> Attribution | None:
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
        head = trim(g, _past_dateline(g, first, at), at)
        ranges = [head] if head else []
        if stop < last and g.words[stop] == "," and (not _whole_clause(g, first, at) or _verb_next(g, stop + 1, last)):
            rest = trim(g, stop, last)
            ranges += [rest] if rest else []
    speaker = trimmed_range(g, to + 1, stop)
    if not ranges or speaker is None:
        return None
    return Attribution(content_type(g, ranges), tuple(ranges), (at, to + 1), "speech", speaker, "according")


def _verb_next(g: Grammar, at: int, last: int) -> bool:
    """Whether a clause goes on with its verb: `whose book, according to …, “tells a story”`."""
    while at < last and not g.words[at][:1].isalnum():
        at += 1
    return at < last and g.tags[at] in FINITE


def _whole_clause(g: Grammar, first: int, last: int) -> bool:
    """Whether the words contain the sentence's main verb and need no other to be complete."""
    return any(
        is_finite(g, i) and (g.heads[i] == i or not first <= g.heads[i] < last) and g.deps[i] != "advcl"
        for i in range(first, last)
        if g.tags[i].startswith("VB") or g.tags[i] == "MD"
    )


def _past_dateline(g: Grammar, first: int, last: int) -> int:
    """The first token after a dateline (`LONDON (Wire) —`) or an opening bracket that is not closed before `last`."""
    if g.words[first].isupper() and len(g.words[first]) > 2:
        for at in range(first, min(first + 14, last)):
            if g.words[at] in ("—", "–", "--"):
                return at + 1
    depth = 0
    for at in range(last - 1, first - 1, -1):
        depth += (g.words[at] == ")") - (g.words[at] == "(")
        if depth < 0:
            return at + 1
    return first


def as_said(g: Grammar, cue: Cue, floor: int, end: int) -> Attribution | None:
    """A sentence with `as the paper reported` or `something the guard has claimed` before or after it."""
    start = cue.verb
    while (
        start > floor
        and cue.verb - start < _MAX_AS
        and g.lower[start - 1] != "as"
        and g.words[start - 1] != ","
        and g.quote[start - 1] < 0
    ):
        start -= 1
    vague = g.lower[start] == "something" and start + 1 < cue.verb
    as_ = start > floor and g.lower[start - 1] == "as"
    reports = cue.frames & {"bare", "that"} and not any(g.deps[c] == "xcomp" for c in g.children[cue.verb])
    if not (as_ or vague) or not reports:
        return None
    words = [
        i
        for i in range(start + (not as_), cue.verb)
        if g.deps[i] not in ("aux", "auxpass", "neg") and not g.tags[i].startswith("RB")
    ]
    agent = next((c for c in g.children[cue.verb] if g.deps[c] == "agent"), None)
    speaker = (
        trimmed_range(g, words[0], words[-1] + 1)
        if words
        else trimmed_range(g, agent + 1, g.right[agent])
        if agent
        else None
    )
    begin = start - 1 if as_ else start
    stop = next((i for i in range(cue.verb + 1, end) if g.words[i] in (",", ":")), end)
    ranges: list[Range | None]
    if stop < end and (trim(g, floor, begin) is None or (as_ and g.tags[begin - 1] in ("CC", "IN"))):
        ranges = [trim(g, stop + 1, end)]
    elif as_ and stop + 1 < end and g.quote[stop + 1] >= 0 and g.words[begin - 1] == ",":
        ranges = [g.whole[g.quote[stop + 1]]]  # `…, as she put it, “a mess”`: the words in marks are what was said
    elif as_ and stop + 1 < end and g.words[begin - 1] == "," and _verb_next(g, stop + 1, end):
        ranges = [trim(g, _clause_start(g, floor, begin), begin), trim(g, stop + 1, end)]
    elif begin > floor and g.words[begin - 1] in (",", "—", "–", "--"):
        ranges = [trim(g, floor if as_ else _last_that(g, floor, begin), begin)]
    else:
        return None
    found = [r for r in ranges if r is not None]
    spoken = content_type(g, found) != "indirect" if found else False
    if speaker is None or not found or not (spoken or any(is_finite(g, i) for r in found for i in range(*r))):
        return None
    return Attribution(content_type(g, found), tuple(found), cue.span, cue.kind, speaker, "as", cue.verb)


def _clause_start(g: Grammar, floor: int, end: int) -> int:
    """Where the clause begins that an aside interrupts: after the last conjunction before it, else at `floor`."""
    return next((i + 1 for i in range(end - 2, floor - 1, -1) if g.tags[i] == "CC" or g.deps[i] == "mark"), floor)


def _last_that(g: Grammar, first: int, last: int) -> int:
    """The start of the last clause with `that` in the range; its end when there is none."""
    return next((i + 1 for i in range(last - 1, first - 1, -1) if g.lower[i] == "that" and g.deps[i] == "mark"), last)


def introduction(g: Grammar, reporting: bool, lead: Range, content: Range | None) -> Attribution | None:
    """Who the words `lead` announce a quotation of: `She had this to say:`, `He issued a statement.`

    `reporting`: they hold a cue that reports something already; only a colon then announces more.
    """
    colon = g.words[lead[1] - 1] == ":"
    if reporting and not colon:
        return None
    cues = [
        c
        for c in find_cues_in(g, *lead)
        if g.quote[c.verb] < 0 and "quote" in c.frames and c.subject is not None and not c.passive
    ]
    if cues and (colon or _promises(g, lead)):
        return Attribution(
            "direct", (content or lead,), cues[-1].span, cues[-1].kind, cues[-1].subject, "introduced", cues[-1].verb
        )
    if not colon:
        return None
    root = next(
        (
            i
            for i in range(*lead)
            if g.tags[i].startswith("VB") and (g.heads[i] == i or not lead[0] <= g.heads[i] < lead[1])
        ),
        None,
    )
    if root is None or not any(is_finite(g, i) for i in range(*lead)):
        return _labelled(g, lead, content)
    subject = subject_of(g, root)
    return Attribution("direct", (content or lead,), None, None, subject, "introduced", root) if subject else None


def _labelled(g: Grammar, lead: Range, content: Range | None) -> Attribution | None:
    """A label and a colon, no clause: `Jo Roe, mayor:`, `From Jo Roe writing at the Post:`, `In a letter, Jo Roe:`."""
    first, last = lead[0], lead[1] - 1
    if g.lower[first] in _SOURCES:
        first += 1
        last = next((i for i in range(first, last) if g.tags[i] not in _NAMING), last)
    elif g.tags[first] == "IN":
        first = next((i + 1 for i in range(first, last) if g.words[i] == ","), last)
        last = next((i for i in range(first, last) if g.words[i] == ","), last)
    subject = trimmed_range(g, first, last) if last - first <= _MAX_LABEL else None
    return Attribution("direct", (content or lead,), None, None, subject, "introduced") if subject else None


def _promises(g: Grammar, lead: Range) -> bool:
    """Whether a sentence announces what comes: it ends after its cue or names a statement, remarks, an answer."""
    return lead[1] - lead[0] <= _MAX_LEAD and (
        (g.words[lead[1] - 1] == "." and any(noun_class(g, i) for i in range(*lead))) or lead[1] - lead[0] <= 4
    )


def said_last(g: Grammar, end: int) -> list[Attribution]:
    """`Bridge to Close in May, Officials Say`: a name and a cue after the last comma of a heading."""
    if end < 4 or g.lower[end - 1] not in speech_words().headings.verbs or g.quote[end - 1] >= 0:
        return []
    comma = next((i for i in range(end - 2, 0, -1) if g.words[i] == "," and g.quote[i] < 0), None)
    content = trim(g, 0, comma) if comma is not None else None
    speaker = trimmed_range(g, comma + 1, end - 1) if comma is not None else None
    if content is None or speaker is None or speaker[1] - speaker[0] > _MAX_LABEL:
        return []
    return [Attribution(content_type(g, [content]), (content,), (end - 1, end), "speech", speaker, "heading", end - 1)]


def heading_subject(g: Grammar, end: int) -> Range | None:
    """The words before a heading's first verb, or all of a short heading without one."""
    verb = next((i for i in range(1, end) if is_finite(g, i) and g.tags[i].startswith("VB") and g.quote[i] < 0), None)
    last = verb if verb is not None else end
    return trimmed_range(g, 0, last) if last <= _MAX_LABEL else None
