"""What a cue governs: where the words that it reports begin and end.

The language model's parse says which clause depends on the cue; where quotation marks or long sentences have led it
astray, the order of the words decides.
"""

from __future__ import annotations

from onrecord.find.cues import Cue, find_cue_at, is_finite, speech_words
from onrecord.find.grammar import CLOSING, Grammar, Range

__all__ = ["adjuncts_end", "after", "before", "clause_start", "own_subject", "sentence_like", "trim"]

_ADJUNCTS = frozenset({"prt", "advmod", "npadvmod", "prep", "dative", "agent", "neg", "nsubj", "aux", "auxpass", "oprd", "tmod", "intj"})
_BREAKS = frozenset({",", ";", ":", "—", "–", "-", "--", "(", ")", "."})
_STOP_WORDS = frozenset({"while", "although", "though", "but", "as", "after", "before", "when", "because", "since", "and", "or", "if", "until"})


def own_subject(g: Grammar, verb: int) -> int | None:
    """The head of the subject that the verb itself has."""
    return next((c for c in g.children[verb] if g.deps[c] in ("nsubj", "nsubjpass")), None)


def clause_start(g: Grammar, cue: Cue) -> int:
    """Where the cue's own clause begins: at its subject, auxiliaries and adverbs, as far as they stand before it."""
    first = cue.verb
    subject = own_subject(g, cue.verb)
    for child in g.children[cue.verb]:
        if child < cue.verb and (child == subject or g.deps[child] in ("aux", "auxpass", "neg", "advmod")):
            edge = g.left[child]
            while edge < child and g.quote[edge] >= 0:
                edge += 1
            if g.quote[child] < 0:
                first = min(first, edge)
    if subject is not None and subject < cue.verb and cue.subject is not None and cue.subject[0] < cue.verb:
        first = min(first, cue.subject[0])
    while first < cue.verb and (g.words[first] in _BREAKS or g.lower[first] in ("and", "but")):
        first += 1
    return first


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
        return g.lower[child] in ("reporters", "me", "him", "her", "them", "us", "it", "you") or cue.frames >= {"told"}
    if dep == "advmod":
        return g.lower[child] not in speech_words().openers.that
    return dep in _ADJUNCTS


def _adjunct_end(g: Grammar, at: int, last: int, verb: int) -> int:
    """How far an adjunct reaches: not into a quotation, nor into a clause that it seems to hold."""
    start = at
    while at < last and g.quote[at] == g.quote[verb]:
        if at > start and g.lower[at] == "that" and g.deps[at] == "mark":
            break
        at += 1
    return at


def trim(g: Grammar, first: int, last: int) -> Range | None:
    """`[first, last)` without commas, colons and full stops outside quotation marks at its ends; None if nothing is left."""
    while first < last and g.quote[first] < 0 and not g.words[first][:1].isalnum() and g.words[first] not in ("$", "£", "€", "#", "@", "(", "["):
        first += 1
    while last > first and g.quote[last - 1] < 0 and g.words[last - 1] in _BREAKS | CLOSING | {"...", "…", ".."} - {")"}:
        last -= 1
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
    return starts and (ends or last - first >= 4) or ends and last - first >= 8


def before(g: Grammar, cue: Cue, floor: int, end: int) -> tuple[list[Range], int] | None:
    """What stands before the cue's clause and, where it is parenthetical, after it; and where the clause ends.

    `floor` is the first token that may be taken, `end` the end of the sentence.
    """
    if g.tags[cue.verb] in ("VBG", "VB") or cue.passive or cue.subject is None:
        return None
    if g.tags[cue.verb] == "VBN" and not is_finite(g, cue.verb):
        return None
    start = clause_start(g, cue)
    t = start - 1
    if t < floor:
        return None
    quoted = g.quote[t] >= 0 or (g.words[t] in _BREAKS and t > floor and g.quote[t - 1] >= 0)
    if not quoted and g.words[t] not in (",", "—", "–", "--"):
        return None
    stop = adjuncts_end(g, cue, end)
    rest: Range | None = None
    if stop < end and g.words[stop] in (",", "—", "–", "--") and stop + 1 < end:
        rest = _resumed(g, cue, stop + 1, end, quoted)
    elif stop < end and g.words[stop] not in _BREAKS and g.quote[stop] < 0 and not quoted:
        return None
    if quoted:
        if "quote" not in cue.frames:
            return None
    elif "bare" not in cue.frames or not _evidence(g, cue, floor, start, rest):
        return None
    first = _content_start(g, floor, start)
    ranges = [r for r in (trim(g, first, start), rest) if r is not None]
    return (ranges, stop) if ranges else None


def _content_start(g: Grammar, floor: int, start: int) -> int:
    """Where content before a cue begins: at the sentence's start, but at its quotation if what precedes that is whole."""
    t = start - 1
    while t > floor and g.quote[t] < 0:
        t -= 1
    if g.quote[t] >= 0 and start - t <= 2:
        number = g.quote[t]
        opening = g.whole[number][0]
        if opening > floor and (sentence_like(g, number) and _own_start(g, number)):
            return opening
    return floor


def _own_start(g: Grammar, number: int) -> bool:
    """Whether a quotation begins with a capital after a comma, colon or full stop, so that it stands for itself."""
    first, last = g.inner[number]
    opening = g.whole[number][0]
    return first < last and g.words[first][:1].isupper() and g.words[opening - 1] in (",", ":", ".", "?", "!", ";", "—", "–")


def _evidence(g: Grammar, cue: Cue, floor: int, start: int, rest: Range | None) -> bool:
    """Whether unmarked words before the cue depend on it or it on them."""
    verb = cue.verb
    for child in g.children[verb]:
        if child < start and g.deps[child] in ("ccomp", "parataxis") and child >= floor:
            return True
    if g.deps[verb] in ("parataxis", "ccomp") and g.heads[verb] != verb and g.quote[g.heads[verb]] < 0:
        head = g.heads[verb]
        return (floor <= head < start) or (rest is not None and rest[0] <= head < rest[1])
    return rest is not None and _resumes(g, cue, rest)


def _resumes(g: Grammar, cue: Cue, rest: Range) -> bool:
    """Whether the words after a parenthetical cue continue the ones before it: their verb has its subject there."""
    for child in g.children[cue.verb]:
        if g.deps[child] == "ccomp" and rest[0] <= child < rest[1]:
            return True
    return False


def _resumed(g: Grammar, cue: Cue, first: int, end: int, quoted: bool) -> Range | None:
    """What is taken up again after a parenthetical cue: a further quotation, or the rest of the clause it interrupts."""
    if g.quote[first] >= 0:
        return g.whole[g.quote[first]] if quoted else trim(g, first, end)
    if quoted:
        return None
    head = g.heads[cue.verb]
    if g.deps[cue.verb] in ("parataxis", "ccomp", "advcl", "dep") and g.right[head] > first and head != cue.verb:
        inside = g.left[head] <= first
        return trim(g, first, min(end, g.right[head])) if inside and g.left[cue.verb] > g.left[head] else None
    for child in g.children[cue.verb]:
        if g.deps[child] == "ccomp" and child >= first and own_subject(g, child) is None:
            return trim(g, first, min(end, g.right[child]))
    return None


def after(g: Grammar, cue: Cue, end: int) -> Range | None:
    """The clause, quotation or phrase after the cue that it reports, up to `end` at most."""
    at = adjuncts_end(g, cue, end)
    comma = at < end and g.words[at] in (",", ":")
    if comma:
        at += 1
    if at >= end:
        return None
    if g.quote[at] >= 0 and g.quote[cue.verb] < 0 and not (cue.frames & {"as"} and at > cue.span[1] and not comma):
        return _from_quotation(g, cue, at, end, comma) if "quote" in cue.frames else None
    opener = g.lower[at] in speech_words().openers.that
    if comma and g.words[at - 1] == "," and not opener:
        return None
    clause = _clause_of(g, cue, at)
    if clause is None:
        return _phrase_with_quotation(g, cue, end)
    last = _content_end(g, cue, clause, at, end)
    if ("that" if opener else "bare") not in cue.frames and g.deps[clause] not in ("xcomp", "dobj"):
        return _phrase_with_quotation(g, cue, end)
    return trim(g, at, last)


def _phrase_with_quotation(g: Grammar, cue: Cue, end: int) -> Range | None:
    """What the cue says of something in words partly quoted: `called the plan "a fraud"`, `spoke of "a mess"`."""
    first = cue.span[1]
    for child in g.children[cue.verb]:
        if child < first or g.right[child] > end or g.quote[child] >= 0 and g.words[g.left[child] - 1] == ",":
            continue
        if g.deps[child] not in ("dobj", "prep", "oprd", "attr", "ccomp", "xcomp", "acomp", "pcomp", "dep", "advcl", "nmod"):
            continue
        quoted = next((i for i in range(g.left[child], g.right[child]) if g.quote[i] >= 0), None)
        if quoted is None or any(g.words[i] in (",", ";") and g.quote[i] < 0 for i in range(first, quoted)):
            continue
        last = _content_end(g, cue, child, first, end)
        return trim(g, first, last)
    return None


def _from_quotation(g: Grammar, cue: Cue, at: int, end: int, comma: bool) -> Range:
    """Content that begins with a quotation: that alone after a comma, else with the clause that it is part of."""
    number = g.quote[at]
    first, last = g.whole[number]
    if comma and sentence_like(g, number):
        return (first, last)
    grown = last
    for child in g.children[cue.verb]:
        if g.left[child] <= first < g.right[child] and child > cue.verb and g.quote[child] in (-1, number):
            grown = max(grown, _content_end(g, cue, child, first, end))
    while grown + 1 < end and g.lower[grown] in ("and", "or", "but", ",") and g.quote[grown + 1] >= 0:
        grown = g.whole[g.quote[grown + 1]][1]
    return trim(g, first, grown) or (first, last)


def _holds_quotation(g: Grammar, first: int, last: int) -> bool:
    return any(q >= 0 for q in g.quote[first:last])


def _clause_of(g: Grammar, cue: Cue, at: int) -> int | None:
    """The verb of the clause after the cue that depends on it."""
    for child in g.children[cue.verb]:
        if child >= at and g.deps[child] in ("ccomp", "advcl", "dobj", "xcomp", "relcl", "acl"):
            dep = g.deps[child]
            if dep == "ccomp" and g.left[child] >= cue.verb - 1:
                return child
            if dep == "advcl" and g.lower[g.left[child]] in ("if", "whether", "how", "why") and "that" in cue.frames:
                return child
            if dep == "xcomp" and ("to" in cue.frames and g.lower[g.left[child]] == "to"):
                return child
            if dep == "dobj" and "object" in cue.frames:
                return child
    for child in g.children[cue.verb]:  # reporters that … , a statement that …
        if child >= cue.verb and g.deps[child] in ("dobj", "prep", "dative", "npadvmod"):
            inner = _that_clause_in(g, child, at)
            if inner is not None:
                return inner
    return None


def _that_clause_in(g: Grammar, head: int, at: int) -> int | None:
    """A clause with `that` beginning at `at` somewhere under `head`."""
    if g.lower[at] != "that" or not g.left[head] <= at < g.right[head]:
        return None
    verb = g.heads[at]
    return verb if g.deps[at] == "mark" else None


def _content_end(g: Grammar, cue: Cue, clause: int, first: int, end: int) -> int:
    """Where reported content ends: with its clause, but before a further cue, and after a quotation begun in it."""
    last = min(g.right[clause], end)
    stop = _further_cue(g, cue, first, last)
    if stop is not None:
        last = stop
    for _ in range(4):
        grown = last
        if last < end and g.quote[last] >= 0 and g.quote[last - 1] < 0 and g.words[last - 1] not in _BREAKS:
            grown = g.whole[g.quote[last]][1]
        elif g.quote[last - 1] >= 0:
            grown = max(last, min(end, g.whole[g.quote[last - 1]][1]))
        if grown == last:
            break
        last = grown
    return last


def _further_cue(g: Grammar, cue: Cue, first: int, last: int) -> int | None:
    """Where, within content, a coordinated or participial cue of the same speaker begins (`…, adding that`)."""
    for at in range(first + 1, last):
        if g.quote[at] >= 0 or not g.tags[at].startswith("VB"):
            continue
        if g.tags[at] == "VBG" and g.words[at - 1] == "," and find_cue_at(g, at):
            return at - 1
    return None
