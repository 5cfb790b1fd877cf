"""The clause of a cue, and what stands before it or around it and is reported by it."""

from __future__ import annotations

from onrecord.find.quotations.cues import Cue
from onrecord.find.quotations.grammar import CLOSING, Grammar, Range
from onrecord.find.quotations.speech import is_finite, speech_words
from onrecord.find.quotations.subjects import subject_among

__all__ = [
    "BREAKS",
    "adjuncts_end",
    "before",
    "clause_start",
    "is_dash",
    "is_name",
    "is_title",
    "own_subject",
    "sentence_like",
    "trim",
]

_ADJUNCTS = frozenset(
    {"prt", "advmod", "npadvmod", "prep", "dative", "agent", "neg", "nsubj", "aux", "auxpass", "oprd", "tmod", "intj"}
)
BREAKS = frozenset({",", ";", ":", "—", "–", "-", "--", "(", ")", "."})
_MAX_NAME = 3
"""Longest name between marks, in words."""
_MAX_TITLE = 10
"""Longest title of a work, in tokens."""
_BEFORE_QUOTATION = frozenset({",", ":", ".", "?", "!", ";", "—", "–", "-", "--", "("})
_ENDS = (BREAKS | CLOSING | {"...", "…", "..", "and", "but", "or"}) - {")"}


def own_subject(g: Grammar, verb: int) -> int | None:
    """The head of the subject that the verb itself has."""
    return subject_among(g, verb, [c for c in g.children[verb] if g.deps[c] in ("nsubj", "nsubjpass")])


def clause_start(g: Grammar, cue: Cue) -> int:
    """Where the cue's own clause begins: at its subject, auxiliaries and adverbs, as far as they stand before it."""
    first = cue.verb
    subject = own_subject(g, cue.verb)
    for child in g.children[cue.verb]:
        if child < cue.verb and (child == subject or g.deps[child] in ("aux", "auxpass", "neg", "advmod")):
            edge = g.left[child]
            while edge < child and g.quote[edge] >= 0:
                edge += 1
            apart = g.deps[child] == "advmod" and g.words[g.right[child]] == ","  # `Sooner or later, she said, …`
            if g.quote[child] < 0 and not apart:
                first = min(first, edge)
    named = cue.subject
    if named is not None and named[1] <= cue.verb and (subject is None or subject < cue.verb):
        beside = subject is not None or _nothing_between(g, named[1], cue.verb)
        first = min(first, named[0]) if beside else first
    while first < cue.verb and (g.words[first] in BREAKS or g.lower[first] in ("and", "but")):
        first += 1
    return first


def _nothing_between(g: Grammar, first: int, last: int) -> bool:
    """Whether only commas, adverbs and auxiliaries stand in `[first, last)`."""
    return all(
        g.words[i] == "," or g.tags[i].startswith("RB") or g.deps[i] in ("aux", "auxpass") for i in range(first, last)
    )


def adjuncts_end(g: Grammar, cue: Cue, end: int) -> int:
    """The first token after the cue's particle, inverted subject, addressee, time and place."""
    at, verb = cue.span[1], cue.verb
    moved = True
    while moved and at < end and g.quote[at] == g.quote[verb]:
        moved = False
        for child in g.children[verb]:
            if child >= at and g.left[child] <= at < g.right[child] and _is_adjunct(g, cue, child):
                stop = _adjunct_end(g, at, min(g.right[child], end), verb)
                if stop > at:
                    at, moved = stop, True
                break
    return at


def _is_adjunct(g: Grammar, cue: Cue, child: int) -> bool:
    """Whether a dependent of the cue says to whom, when or where, and not what."""
    dep = g.deps[child]
    if dep == "dobj":
        return "whom" in cue.frames
    if dep == "advmod":
        return g.lower[child] not in speech_words().openers.that
    return dep in _ADJUNCTS


def _adjunct_end(g: Grammar, at: int, last: int, verb: int) -> int:
    """How far an adjunct reaches: not into a quotation, nor into a clause that it seems to hold."""
    start = at
    while at < last:
        if g.quote[at] != g.quote[verb]:
            if not (g.quote[at] >= 0 > g.quote[verb] and at > start and is_title(g, g.quote[at])):
                break
            at = g.whole[g.quote[at]][1]
            continue
        if at > start and g.lower[at] == "that" and g.deps[at] == "mark":
            break
        at += 1
    return at


def trim(g: Grammar, first: int, last: int) -> Range | None:
    """`[first, last)` without punctuation at its ends, outside quotation marks; None if nothing is left.

    A quotation that it ends in is taken to its closing mark.
    """
    while (
        first < last
        and g.quote[first] < 0
        and not g.words[first][:1].isalnum()
        and g.words[first] not in ("$", "£", "€", "#", "@", "(", "[")
    ):
        first += 1
    while last > first and g.quote[last - 1] < 0 and g.lower[last - 1] in _ENDS:
        last -= 1
    if first < last and g.quote[last - 1] >= 0:
        end = g.whole[g.quote[last - 1]][1]
        last = last if any(g.words[i][:1].isalnum() for i in range(last, end)) else max(last, end)
    return (first, last) if first < last else None


def sentence_like(g: Grammar, number: int) -> bool:
    """Whether a stretch between marks reads as somebody's own sentence and not as a word of it."""
    first, last = g.inner[number]
    if last <= first:
        return False
    at = first
    while at < last and not g.words[at][:1].isalnum():
        at += 1
    starts = at < last and (g.words[at][:1].isupper() or g.words[at][:1].isdigit())
    ends = g.words[last - 1] in {",", ".", "?", "!", "…", "...", "—", "–", "-", "--"}
    return (starts and (ends or last - first >= 4)) or (ends and last - first >= 8)


def is_name(g: Grammar, number: int) -> bool:
    """Whether all that stands between marks is a word or two with capitals: a name, and nobody's words."""
    words = [w for w in g.words[slice(*g.inner[number])] if w[:1].isalnum()]
    return len(words) <= _MAX_NAME and all(w[:1].isupper() for w in words)


def is_title(g: Grammar, number: int) -> bool:
    """Whether a stretch between marks is the title of a programme, book or film: `her memoir, "Salt"`."""
    first, last = g.inner[number]
    words = [w for w in g.words[first:last] if w[:1].isalpha() and len(w) > 3]
    if not words or last - first > _MAX_TITLE or not all(w[0].isupper() for w in words):
        return False
    at = g.whole[number][0] - 1
    if at >= 0 and g.words[at] == ",":
        at -= 1
    words_of = speech_words()
    return at >= 0 and (
        g.lower[at] in words_of.inscriptions.bearers
        or g.lower[at] in words_of.occasions.nouns
        or (at == g.whole[number][0] - 1 and g.lower[at] in words_of.occasions.prepositions)
        or (at == g.whole[number][0] - 1 and g.tags[at] == "POS")
    )


def before(g: Grammar, cue: Cue, floor: int, end: int) -> tuple[list[Range], int] | None:
    """What stands before the cue's clause and, where it is parenthetical, after it; and where the clause ends.

    `floor` is the first token that may be taken, `end` the end of the sentence.
    """
    if g.tags[cue.verb] in ("VBG", "VB") or cue.passive or cue.subject is None:
        return None
    start = clause_start(g, cue)
    t = start - 1
    if t < floor:
        return None
    # A past tense that the model takes for a participle has a subject, or stands behind a quotation's speaker.
    told = own_subject(g, cue.verb) is not None or (g.quote[t] >= 0 and cue.subject[0] == start)
    if g.tags[cue.verb] == "VBN" and not is_finite(g, cue.verb) and not told:
        return None
    quoted = g.quote[t] >= 0 or (g.words[t] in BREAKS and t > floor and g.quote[t - 1] >= 0)
    if not quoted and g.words[t] not in (",", "—", "–", "--"):
        return None
    stop = adjuncts_end(g, cue, end)
    rest: Range | None = None
    if stop < end and g.words[stop] in (",", "—", "–", "--") and stop + 1 < end:
        rest = _resumed(g, cue, stop + 1, end, quoted)
    elif stop < end and g.words[stop] not in BREAKS and g.quote[stop] < 0 and not quoted:
        return None
    if quoted:
        number = g.quote[t] if g.quote[t] >= 0 else g.quote[t - 1]
        if "quote" not in cue.frames or (not cue.frames & {"that", "bare"} and not sentence_like(g, number)):
            return None
        if g.quote[t] >= 0 and g.whole[number][0] > floor and is_name(g, number):
            return None  # `as the site “Cop” reported`: whose words they are, and not the words
    elif "bare" not in cue.frames or not _evidence(g, cue, floor, start, rest):
        return None
    first = _content_start(g, floor, start)
    ranges = [r for r in (trim(g, first, start), rest) if r is not None]
    return (ranges, stop) if ranges else None


def _content_start(g: Grammar, floor: int, start: int) -> int:
    """Where content before a cue begins: at the sentence's start, or at a quotation that stands for itself."""
    t = start - 1
    while t > floor and g.quote[t] < 0:
        t -= 1
    if g.quote[t] >= 0 and start - t <= 2:
        number = g.quote[t]
        opening = g.whole[number][0]
        if opening > floor and (sentence_like(g, number) and _own_start(g, number)):
            return opening
    return _past_dash(g, floor, start)


def _past_dash(g: Grammar, floor: int, start: int) -> int:
    """Where an aside begins that holds the cue: after the one dash, or the one bracket, left open before it."""
    dashes = [i for i in range(floor, start - 1) if is_dash(g, i)]
    brackets = [i for i in range(floor, start) if g.words[i] in ("(", ")") and g.quote[i] < 0]
    if brackets and g.words[brackets[-1]] == "(":
        return brackets[-1] + 1
    whole = len(dashes) != 1 or any(is_finite(g, i) and g.tags[i].startswith("VB") for i in range(dashes[0], start))
    return floor if whole else dashes[0] + 1


def is_dash(g: Grammar, at: int) -> bool:
    """Whether a token outside quotation marks is a dash between words, and not one within a word."""
    if g.words[at] not in ("—", "–", "-", "--") or g.quote[at] >= 0:
        return False
    return g.words[at] != "-" or (at + 1 < len(g.words) and g.ends[at] < g.starts[at + 1])


def _own_start(g: Grammar, number: int) -> bool:
    """Whether a quotation begins with a capital after a comma, colon or full stop, so that it stands for itself."""
    first, last = g.inner[number]
    opening = g.whole[number][0]
    return first < last and g.words[first][:1].isupper() and g.words[opening - 1] in _BEFORE_QUOTATION


def _evidence(g: Grammar, cue: Cue, floor: int, start: int, rest: Range | None) -> bool:
    """Whether unmarked words before the cue depend on it or it on them."""
    verb = cue.verb
    for child in g.children[verb]:
        if child < start and g.deps[child] in ("ccomp", "parataxis") and child >= floor:
            return True
    head = g.heads[verb]
    held = floor <= head < start or (rest is not None and rest[0] <= head < rest[1])
    if held and head != verb and g.deps[verb] in ("parataxis", "ccomp"):
        return True
    return _closes_sentence(g, cue, floor, start) or (rest is not None and _resumes(g, cue, rest))


def _closes_sentence(g: Grammar, cue: Cue, floor: int, start: int) -> bool:
    """Whether a name and the cue are all that follows a whole clause: `Even a "good" job is hard, he said.`"""
    first, last = g.units[g.unit_of[cue.verb]]
    stop = adjuncts_end(g, cue, last)
    ended = stop >= last or g.words[stop] in (".", "—", "–", "--")
    return (
        ended
        and cue.subject is not None
        and cue.subject[0] == start
        and floor == first
        and any(g.tags[i].startswith("VB") for i in range(floor, start))
    )


def _resumes(g: Grammar, cue: Cue, rest: Range) -> bool:
    """Whether the words after a parenthetical cue continue the ones before it: their verb has its subject there."""
    return any(g.deps[child] == "ccomp" and rest[0] <= child < rest[1] for child in g.children[cue.verb])


def _resumed(g: Grammar, cue: Cue, first: int, end: int, quoted: bool) -> Range | None:
    """What goes on after a parenthetical cue: a further quotation, or the rest of the clause that it interrupts."""
    if g.quote[first] >= 0 and is_title(g, g.quote[first]):
        return None
    if g.quote[first] >= 0:
        return g.whole[g.quote[first]] if quoted else trim(g, first, end)
    if quoted:
        # `"Family leave," the document states, becomes available "after a year."`: what was quoted is the subject.
        return trim(g, first, end) if g.lower[first] == "that" or g.tags[first] in ("MD", "VBZ", "VBP") else None
    head = g.heads[cue.verb]
    if g.deps[cue.verb] in ("parataxis", "ccomp", "advcl", "dep") and g.right[head] > first and head != cue.verb:
        return trim(g, first, min(end, g.right[head])) if g.left[head] <= first else None
    for child in g.children[cue.verb]:
        if g.deps[child] == "ccomp" and child >= first and own_subject(g, child) is None:
            return trim(g, first, min(end, g.right[child]))
    return None
