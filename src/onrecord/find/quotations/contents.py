"""What follows a cue and is reported by it: where the clause, quotation or phrase begins.

The language model's parse says which clause depends on the cue; where quotation marks or long sentences have led it
astray, the order of the words decides.
"""

from __future__ import annotations

from onrecord.find.quotations.clauses import BREAKS, adjuncts_end, is_name, is_title, sentence_like, trim
from onrecord.find.quotations.cues import Cue
from onrecord.find.quotations.ends import content_end
from onrecord.find.quotations.grammar import Grammar, Range
from onrecord.find.quotations.speech import FINITE, find_cue_at, quotes, speech_words

__all__ = ["after", "around_relative"]

_REACH = 16
"""Most tokens between a cue and the `that` of what it reports."""
_NOT_TAKEN = frozenset({"and", "or", "but", "when", "after", "while", "during"})
"""Words after a partial quotation with which the reporter's own sentence goes on."""
_NOUN_PHRASE = frozenset({"PRP", "PRP$", "DT", "NN", "NNS", "NNP", "NNPS", "POS", "JJ", "CD"})
_MAX_NAMED = 8
"""Longest noun phrase, in tokens, that a quotation right after it says what it is."""
_PHRASES = ("dobj", "prep", "oprd", "attr", "ccomp", "xcomp", "acomp", "pcomp", "dep", "advcl", "nmod")
_PREDICATES = ("oprd", "prep", "attr", "acomp")
"""What a passive verb says that its subject was called."""


def after(g: Grammar, cue: Cue, end: int) -> Range | None:
    """The clause, quotation or phrase after the cue that it reports, up to `end` at most."""
    at = adjuncts_end(g, cue, end)
    comma = at < end and g.words[at] in (",", ":")
    if comma:
        at += 1
    elif at > cue.span[1] and at < end and g.tags[at] in FINITE:
        at = cue.span[1]  # "said about half of them left": what looked like an adjunct is the subject
    beyond = _beyond_hearer(g, cue, at, end) if not comma else None
    if beyond is not None:
        at, comma = beyond, True
    if at >= end or (not comma and _nearer_cue(g, cue.span[1], at)):
        return None
    if (
        g.quote[at] >= 0
        and (is_title(g, g.quote[at]) or _names_a_thing(g, g.quote[at], end))
        and g.words[at - 1] != ":"
    ):
        return None
    seldom = g.quote[at] >= 0 and not comma and not cue.frames & {"that", "bare", "as", "about"}
    if seldom and (g.tags[cue.verb] == "VB" or g.tags[g.inner[g.quote[at]][0]] == "IN"):
        return None  # `failed to close above “…”`, `will continue “for years”`: verbs that seldom report
    if g.quote[at] >= 0 and g.quote[cue.verb] < 0 and not (cue.frames & {"as"} and at > cue.span[1] and not comma):
        return _from_quotation(g, cue, at, end, comma) if "quote" in cue.frames else None
    openers = speech_words().openers
    opener = g.lower[at] in openers.that or (cue.kind == "question" and g.lower[at] in openers.question)
    if g.words[at - 1] == ":" and "quote" in cue.frames:
        return trim(g, at, end)
    if not opener and "that" in cue.frames:
        that = _distant_that(g, cue, end)
        if that is not None:
            return trim(g, that, content_end(g, cue, g.heads[that], that, end))
    if comma and g.words[at - 1] == "," and not opener:
        return None
    clause = _clause_of(g, cue, at)
    if clause is None:
        return _phrase_with_quotation(g, cue, end)
    last = content_end(g, cue, clause, at, end)
    if ("that" if opener else "bare") not in cue.frames and g.deps[clause] not in ("xcomp", "dobj", "advcl"):
        return _phrase_with_quotation(g, cue, end)
    return trim(g, at, last)


def around_relative(g: Grammar, cue: Cue, end: int) -> list[Range] | None:
    """A relative clause that a cue interrupts: `which`, `was wrong` in `the report, which critics said was wrong`."""
    if cue.subject is None or cue.subject[1] != cue.verb or cue.subject[0] == 0 or "bare" not in cue.frames:
        return None
    pronoun, at = cue.subject[0] - 1, cue.span[1]
    if g.tags[pronoun] not in ("WDT", "WP") or g.quote[pronoun] >= 0 or at >= end:
        return None
    clause = next((c for c in g.children[cue.verb] if c >= at and g.deps[c] == "ccomp" and g.left[c] <= pronoun), None)
    if clause is None and g.tags[at] not in FINITE:
        return None
    stop = content_end(g, cue, clause, at, end) if clause is not None else min(end, g.right[g.heads[at]])
    if clause is None or g.lower[pronoun] == "what":
        stop = next((i for i in range(at, stop) if g.words[i] in (",", ";", ":") and g.quote[i] < 0), stop)
    rest = trim(g, at, stop)
    return [(pronoun, pronoun + 1), rest] if rest is not None else None


def _distant_that(g: Grammar, cue: Cue, end: int) -> int | None:
    """The `that` of the cue's clause after more than its hearer: `said, twice, that`, `warned in a note that`."""
    for at in range(cue.span[1], min(end, cue.verb + _REACH)):
        if g.quote[at] >= 0 or g.tags[at] in FINITE or g.words[at] in (";", ":"):
            return None
        verb = g.heads[at]
        if cue.kind == "question" and g.tags[at] == "VB":
            return None
        opens = g.lower[at] == "that" or (cue.kind == "question" and g.lower[at] in ("if", "whether", "why", "how"))
        if opens and g.deps[at] in ("mark", "advmod") and verb > at:
            mine = g.heads[verb] == cue.verb or ("whom" in cue.frames and g.deps[verb] in ("acl", "relcl"))
            return at if mine else None
    return None


def _beyond_hearer(g: Grammar, cue: Cue, at: int, end: int) -> int | None:
    """Where a quotation begins after a comma or colon, where the parse has lost what stands before that."""
    if "quote" not in cue.frames or (at < end and g.quote[at] >= 0):
        return None
    for i in range(at, min(end - 1, cue.verb + _REACH)):
        if (
            g.quote[i] >= 0
            or g.tags[i] in FINITE
            or (g.tags[i].startswith("VB") and quotes(g, i))
            or g.lower[i] == "that"
        ):
            return None
        if g.words[i] in (",", ":"):
            return i + 1 if g.quote[i + 1] >= 0 and sentence_like(g, g.quote[i + 1]) else None
    return None


def _nearer_cue(g: Grammar, first: int, last: int) -> bool:
    """Whether another cue stands between a cue and a quotation: `answered by calling it "a mess"`."""
    return (
        last < len(g.words)
        and g.quote[last] >= 0
        and any(
            g.tags[i] in ("VBG", "VBD", "VBZ", "VBP") and g.quote[i] < 0 and quotes(g, i) for i in range(first, last)
        )
    )


def _broken_off(g: Grammar, number: int, end: int) -> int:
    """Where a quoted sentence ends that is broken off by the reporter's own words and taken up in further marks."""
    last = g.whole[number][1]
    if g.words[g.inner[number][1] - 1] != "," or last >= end or g.words[last] in BREAKS:
        return last
    at = last
    while at < end and g.quote[at] < 0:
        if find_cue_at(g, at) or g.words[at] in BREAKS:
            return last
        at += 1
    return g.whole[g.quote[at]][1] if at < end else last


def _phrase_with_quotation(g: Grammar, cue: Cue, end: int) -> Range | None:
    """What the cue says of something in words partly quoted: `called the plan "a fraud"`, `spoke of "a mess"`."""
    first = cue.span[1]
    if not cue.frames & {"as", "about", "that"}:
        return None
    by = next((c for c in g.children[cue.verb] if c >= first and g.deps[c] == "agent"), None)
    if by is not None and g.left[by] == first:
        first = g.right[by]  # `described by Roe as "a wreck"`
    for child in g.children[cue.verb]:
        if child < first or g.right[child] > end or (g.quote[child] >= 0 and g.words[g.left[child] - 1] == ","):
            continue
        if g.deps[child] not in (_PREDICATES if by is not None else _PHRASES):
            continue
        if g.deps[child] == "prep" and not _leads_to_content(g, cue, child):
            continue
        if cue.kind == "writing" and g.deps[child] != "ccomp":
            continue
        quoted = next((i for i in range(g.left[child], g.right[child]) if g.quote[i] >= 0), None)
        if quoted is None or any(g.words[i] in (",", ";") and g.quote[i] < 0 for i in range(first, quoted)):
            continue
        if "as" not in cue.frames and is_name(g, g.quote[quoted]):
            continue
        if any(g.tags[i] in FINITE and quotes(g, i) for i in range(first, quoted)):
            continue  # `asked not to be named said it was "a mess"`: the nearer cue reports it
        objects = any(g.deps[c] in ("dobj", "dative") and first <= c < g.left[child] for c in g.children[cue.verb])
        if objects and "whom" in cue.frames:
            first = g.left[child]  # what was said begins after whoever heard it
        elif not objects and g.deps[first] == "prep" and g.heads[first] == cue.verb and g.lower[first] != "as":
            first += 1  # `spoke of`, `called on`: the preposition belongs to the cue
        last = content_end(g, cue, child, first, end)
        while last > quoted + 1 and g.quote[last - 1] < 0 and g.lower[last - 1] in ("and", "but", "or", ","):
            last -= 1
        if last <= quoted:
            continue
        tail = max(i for i in range(quoted, last) if g.quote[i] >= 0) + 1
        return trim(g, first, tail if tail < last and g.lower[tail] == "and" else last)
    return _small_clause(g, cue, end)


def _names_a_thing(g: Grammar, number: int, end: int) -> bool:
    """Whether a name between marks says which of the things after it is meant: `the 'Salt' film`."""
    last = g.whole[number][1]
    return last < end and g.tags[last] in ("NN", "NNS") and is_name(g, number)


def _small_clause(g: Grammar, cue: Cue, end: int) -> Range | None:
    """A noun phrase and what it is said to be, where the parse does not see it: `declared it "a great day"`."""
    first = at = cue.span[1]
    while at < end and at - first < _MAX_NAMED and g.quote[at] < 0 and g.tags[at] in _NOUN_PHRASE:
        at += 1
    if "as" not in cue.frames or not first < at < end or g.quote[at] < 0:
        return None
    return (first, g.whole[g.quote[at]][1])


def _leads_to_content(g: Grammar, cue: Cue, preposition: int) -> bool:
    """Whether a preposition stands before what is said of something: `spoke of`, `blamed it on`, `called it beyond`."""
    if "as" in cue.frames and any(g.deps[c] == "dobj" and c < preposition for c in g.children[cue.verb]):
        return True
    return "about" in cue.frames and g.lower[preposition] in speech_words().prepositions.about


def _from_quotation(g: Grammar, cue: Cue, at: int, end: int, comma: bool) -> Range:
    """Content that begins with a quotation: that alone after a comma, else with the clause that it is part of."""
    number = g.quote[at]
    first, last = g.whole[number]
    if comma and sentence_like(g, number):
        return (first, _broken_off(g, number, end))
    grown = last
    for child in g.children[cue.verb]:
        if g.left[child] <= first < g.right[child] and child > cue.verb and g.quote[child] in (-1, number):
            grown = max(grown, content_end(g, cue, child, first, end))
    if grown == last and not comma and last < end and g.words[last] not in BREAKS and g.quote[last] < 0:
        at = last
        if g.lower[at] not in _NOT_TAKEN:
            while at < end and not (g.words[at] in BREAKS and g.quote[at] < 0):
                at += 1
            grown = at
    while grown + 1 < end and g.lower[grown] in ("and", "or", "but", ",") and g.quote[grown + 1] >= 0:
        grown = g.whole[g.quote[grown + 1]][1]
    if "as" in cue.frames and grown < end and g.lower[grown] == "as" and g.deps[grown] == "prep":
        grown = min(end, g.right[grown])  # `named "Salt" as her favourite book`
    return trim(g, first, grown) or (first, last)


def _clause_of(g: Grammar, cue: Cue, at: int) -> int | None:
    """The verb of the clause after the cue that depends on it."""
    for child in g.children[cue.verb]:
        if child >= at and g.deps[child] in ("ccomp", "advcl", "dobj", "xcomp", "relcl", "acl"):
            dep = g.deps[child]
            if dep == "ccomp" and g.left[child] >= cue.verb - 1:
                return child
            if dep == "advcl" and g.lower[g.left[child]] in ("if", "whether", "how", "why") and "that" in cue.frames:
                return child
            if dep == "xcomp" and ("to" in cue.frames and g.lower[g.left[child]] in ("to", "not")):
                return child
            if dep in ("xcomp", "ccomp", "advcl") and "gerund" in cue.frames and at == child and g.tags[at] == "VBG":
                return child
            if dep == "dobj" and "object" in cue.frames and g.tags[min(g.right[child], len(g.tags) - 1)] not in FINITE:
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
