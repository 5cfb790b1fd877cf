"""Where reported content ends: with its clause, but before what else the speaker says or does.

The end that the parse gives the clause of a cue is moved on, through a quotation begun in it and to further clauses of
what was said, and back, before a further cue and what the reporter adds.
"""

from __future__ import annotations

from bisect import bisect_left

from onrecord.find.quotations.asides import without_asides
from onrecord.find.quotations.clauses import BREAKS, own_subject, sentence_like
from onrecord.find.quotations.cues import Cue
from onrecord.find.quotations.grammar import Grammar
from onrecord.find.quotations.speech import FINITE, find_cue_at, is_finite, quotes, speech_words

__all__ = ["content_end"]

_STOPS = frozenset({",", ".", "?", "!"})
"""What a quotation ends with, within its marks, when its clause is over."""
_CONTRAST = frozenset({"though", "although", "while", "whereas", "but"})
_GOES_ON = frozenset({"because", "if", "unless", "than", "that", "when", "until"})
"""Words that go on with a clause after a quotation within it, even if that ends in a comma."""
_TWO, _SHORT = 2, 5
"""The comma before a closing mark; most tokens of a speaker and cue behind a quotation."""
_NEAR = 12
"""Most tokens from `and` to the verb of a further clause of what is reported."""


def content_end(g: Grammar, cue: Cue, clause: int, first: int, end: int) -> int:
    """Where reported content ends: with its clause, but before a further cue, and after a quotation begun in it."""
    last = min(g.right[clause], end)
    stop = _further_cue(g, cue, clause, first, last)
    if stop is not None:
        return stop
    for _ in range(6):
        grown = _grown(g, cue, last, end)
        if grown <= last:
            break
        last = grown
    stop = _further_cue(g, cue, clause, first, last)
    last = last if stop is None else stop
    return without_asides(g, first, _before_others(g, cue, first, _stopped(g, first, last)))


def _before_others(g: Grammar, cue: Cue, first: int, last: int) -> int:
    """Content cut before a quotation with a cue of its own, and before a clause that reports another quotation.

    `that he was done — “Enough,” he told the court`; `"I want to go" as he called the trial "a farce"`.
    """
    for number in range(bisect_left(g.whole, (first + 1, 0)), len(g.whole)):
        start, stop = g.whole[number]
        if start >= last:
            break
        if sentence_like(g, number) and _reported(g, stop):
            return start
        if (opens := _opens_report(g, cue, first, start)) is not None:
            return opens
    return last


def _reported(g: Grammar, at: int) -> bool:
    """Whether a name or pronoun and a cue stand at `at`, right behind a quotation that ends in a comma."""
    if at < _TWO or g.words[at - _TWO] != ",":
        return False
    for i in range(at, min(len(g.words), at + _SHORT)):
        if g.tags[i] in ("VBD", "VBZ") and quotes(g, i):
            return True
        if g.tags[i] not in ("PRP", "NNP", "DT", "NN"):
            return False
    return False


def _opens_report(g: Grammar, cue: Cue, first: int, quotation: int) -> int | None:
    """Where a clause with `as`, or with a relative pronoun and a subject, begins whose verb reports a quotation."""
    for i in range(quotation - 1, first, -1):
        if g.tags[i] in FINITE and i != cue.verb and g.deps[i] in ("advcl", "relcl") and quotes(g, i):
            start = g.left[i]
            if g.deps[i] == "relcl":
                opens = g.tags[start] in ("WP", "WDT") and own_subject(g, i) not in (None, start)
            else:
                opens = g.lower[start] in ("as", "while")
            return start if start > first and opens else None
        if g.quote[i] >= 0:
            return None
    return None


def _stopped(g: Grammar, first: int, last: int) -> int:
    """Content cut after a quotation that ends in a comma or full stop: with it what was said is over, as a rule.

    It goes on with `because` and the like, and to a further quotation.
    """
    for at in range(last - 1, first, -1):
        if g.quote[at] < 0 <= g.quote[at - 1]:
            over = _over(g, at - 1) and g.words[at][:1].isalnum()
            return at if over and g.lower[at] not in _GOES_ON else last
    return last


def _over(g: Grammar, at: int) -> bool:
    """Whether the quotation that the token at `at` stands in ends as a clause does."""
    return g.words[g.inner[g.quote[at]][1] - 1] in _STOPS


def _grown(g: Grammar, cue: Cue, last: int, end: int) -> int:
    """The end of content moved on, where the parse has cut it off: through a quotation, and to a clause's real end."""
    if g.quote[last - 1] >= 0 and g.whole[g.quote[last - 1]][1] > last:
        return min(end, g.whole[g.quote[last - 1]][1])
    if last + 1 < end and (
        g.lower[last] in ("and", "or") or (g.words[last] == "," and g.lower[last + 1] in ("and", "or"))
    ):
        # A noun coordinated with the content that the parse hangs on the cue.
        joined = next(
            (
                c
                for c in g.children[cue.verb]
                if c > last and g.deps[c] in ("conj", "dobj") and g.tags[c].startswith("NN")
            ),
            None,
        )
        return min(end, g.right[joined]) if joined is not None and g.left[joined] <= last + 2 else last
    if last + 1 < end and g.words[last] == ":" and g.quote[last] < 0:
        return end  # what a clause announces with a colon is part of it
    joined = _joined_clause(g, cue, last, end)
    if joined is not None:
        return joined
    if last >= end or g.words[last] in BREAKS or g.lower[last] in ("and", "but", "or"):
        return last
    if g.quote[last - 1] >= 0 > g.quote[last] and g.lower[last] in _GOES_ON:
        heads = (c for c in range(last, end) if g.left[c] == last and g.deps[c] in ("advcl", "prep", "ccomp", "acl"))
        child = next(heads, None)
        return min(end, g.right[child]) if child is not None else last
    if g.quote[last - 1] >= 0 and _over(g, last - 1):
        return last
    if g.quote[last] >= 0:
        return min(end, g.whole[g.quote[last]][1])
    child = next((c for c in g.children[cue.verb] if g.left[c] == last), None)
    if child is not None:
        subordinate = g.deps[child] == "advcl" and g.lower[last] in speech_words().openers.subordinate
        return min(end, g.right[child]) if subordinate else last
    if g.left[cue.verb] <= last < g.right[cue.verb] and g.quote[last - 1] < 0:
        return last
    at = last
    while at < end and not (g.words[at] in BREAKS and g.quote[at] < 0):
        at += 1
    return at


def _joined_clause(g: Grammar, cue: Cue, last: int, end: int) -> int | None:
    """The end of a further clause, with a subject or `that`, that goes on with what was said: `…, but she left`."""
    at = last + (last < end and g.words[last] == ",")
    if at + 1 >= end or g.lower[at] not in ("and", "but", "or") or g.quote[at] >= 0:
        return None
    if g.lower[at + 1] == "that" and g.tags[at + 1] == "IN":
        head = g.heads[at + 1]
        return min(end, g.right[head]) if head > at + 1 else None
    verb = next(
        (i for i in range(at + 1, min(end, at + _NEAR)) if g.tags[i].startswith("VB") and is_finite(g, i)), None
    )
    subject = own_subject(g, verb) if verb is not None else None
    if verb is None or subject is None or subject < at or find_cue_at(g, verb):
        return None
    if any(g.words[i] in BREAKS for i in range(at + 1, verb)):
        return None
    stop = min(end, g.right[verb])
    return None if any(g.words[i] == ":" and g.quote[i] < 0 for i in range(verb, stop)) else stop


def _further_cue(g: Grammar, cue: Cue, clause: int, first: int, last: int) -> int | None:
    """Where something else that the speaker does or says begins (`…, adding that`, `… and left`)."""
    for at in range(first + 1, last):
        if g.quote[at] >= 0 or not g.tags[at].startswith("VB"):
            continue
        if g.tags[at] == "VBG" and g.words[at - 1] == "," and find_cue_at(g, at):
            return at - 1
        if g.tags[at] == g.tags[cue.verb] == "VBG" and g.lower[at - 1] == "and" and find_cue_at(g, at):
            return at - 1
        if g.deps[at] == "advcl" and g.lower[g.left[at]] in _CONTRAST and g.left[at] > first and find_cue_at(g, at):
            return g.left[at]  # `…, though he admitted that`: another report
        if (
            g.deps[at] == "conj"
            and g.heads[at] == clause
            and (
                _shared_tense(g, cue.verb, clause, at)
                or _second_cue(g, cue.verb, at)
                or (_tense(g, clause) is None and g.tags[at] == g.tags[cue.verb] and own_subject(g, at) is None)
            )
        ):
            return next((c for c in reversed(g.children[clause]) if g.deps[c] == "cc" and first < c < at), None)
    return None


def _second_cue(g: Grammar, verb: int, other: int) -> bool:
    """Whether a coordinated verb without a subject is a cue itself, in the tense of the first."""
    return (
        own_subject(g, other) is None
        and g.tags[other] == g.tags[verb]
        and g.tags[other] in ("VBD", "VBZ")
        and find_cue_at(g, other)
    )


def _shared_tense(g: Grammar, verb: int, clause: int, other: int) -> bool:
    """Whether a coordinated verb without a subject has the cue's tense and not the content's."""
    if own_subject(g, other) is not None:
        return False
    mine, inner, tense = (_tense(g, v) for v in (verb, clause, other))
    return tense is not None and tense == mine and inner is not None and tense != inner


def _tense(g: Grammar, verb: int) -> str | None:
    """The tag of the finite part of a verb."""
    if g.tags[verb] in FINITE:
        return g.tags[verb]
    return next((g.tags[c] for c in g.children[verb] if g.deps[c] in ("aux", "auxpass") and g.tags[c] in FINITE), None)
