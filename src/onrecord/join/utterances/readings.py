"""The readings of one utterance: each report of it aligned with the base report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.join.utterances.align import Stretch, Word, segments, stretches, words_of
from onrecord.join.utterances.gist import gists, is_past
from onrecord.join.utterances.weight import Weights, clashes, differs, marks, renames, shifts, tenses
from onrecord.model import Quotation, Reading, Relation_
from onrecord.span import Span

__all__ = ["read_against"]

_KEPT = ("same", "masked")
_REPORTED = ("indirect", "mixed")


def read_against(base: Quotation, base_words: Sequence[Word], quotation: Quotation, words: Sequence[Word]) -> Reading:
    """The reading that `quotation`, with these `words`, is of the base report.

    It is `paraphrase` when one of the two is indirect speech and the other is not, else `same` when nothing within the
    stretch that both report differs but what is masked, and `variant` when something does (`paraphrase`, when both are
    indirect). What either reports outside that stretch is added or dropped, but makes no difference of wording. An
    ellipsis that takes out a weighty word is weighty, though the words left are the same.
    """
    if quotation.id == base.id:
        whole = Stretch("same", 0, len(words), 0, len(words))
        return Reading(quotation.id, "base", False, segments(words, words, [whole] if words else []))
    runs = stretches(base_words, words)
    parts = segments(base_words, words, runs)
    inner = _shared(runs)
    unlike = any(r.op not in _KEPT for r in inner) or not inner
    indirect = [q.type == "indirect" for q in (quotation, base)]
    relation: Relation_ = "same"
    if any(indirect) and (unlike or not all(indirect)):
        relation = "paraphrase"
    elif unlike:
        relation = "variant"
    return Reading(quotation.id, relation, _weighty(base, base_words, quotation, words, inner), parts)


def _shared(runs: Sequence[Stretch]) -> Sequence[Stretch]:
    """The runs from the first common one to the last, and a change at either end."""
    places = [i for i, r in enumerate(runs) if r.op in ("same", "changed")]
    common = any(r.op == "same" for r in runs)
    return runs[places[0] : places[-1] + 1] if common else ()


def _weighty(
    base: Quotation, base_words: Sequence[Word], quotation: Quotation, words: Sequence[Word], runs: Sequence[Stretch]
) -> bool:
    """Whether a weighty mark is on one side only."""
    reported = quotation.type in _REPORTED or base.type in _REPORTED
    ours, theirs = (Counter({"negation": int(_denied(q))}) for q in (quotation, base))
    for run in runs:
        here, there = words[run.start : run.end], base_words[run.base_start : run.base_end]
        if run.op == "masked" and (_hides_weight(here, there) or _hides_weight(there, here)):
            return True
        if run.op in _KEPT or _skips(base_words, words, run):
            continue
        x, y = (
            _marks_in(side, around) for side, around in ((here, words[run.end :]), (there, base_words[run.base_end :]))
        )
        if not reported and (tenses(x, y) or _past(here, there)):
            return True
        if reported and (renames(y, x, not there) if base.type in _REPORTED else renames(x, y, not here)):
            return True
        if reported and _comes_or_came(x, y, here, there):
            return True
        ours += x
        theirs += y
    return shifts(ours, theirs) if reported else differs(ours, theirs)


def _past(here: Sequence[Word], there: Sequence[Word]) -> bool:
    """Whether one word was changed, and that only from the present to the past: `know` to `knew`."""
    if len(here) != 1 or len(there) != 1 or gists(here[0].key) != gists(there[0].key):
        return False
    return is_past(here[0].key) != is_past(there[0].key)


def _comes_or_came(x: Weights, y: Weights, here: Sequence[Word], there: Sequence[Word]) -> bool:
    """Whether one side tells what will be, and the other what was: indirect speech swaps neither for the other."""
    future = [any(m in side for m in ("modal will", "modal would", "modal shall")) for side in (x, y)]
    past = [bool(side["tense past"]) or any(is_past(w.key) for w in words) for side, words in ((x, here), (y, there))]
    return (future[0] and not future[1] and past[1]) or (future[1] and not future[0] and past[0])


def _denied(quotation: Quotation) -> bool:
    """Whether the cue denies what is reported: `denied that he took it`."""
    return quotation.type == "indirect" and quotation.cue_class == "denial"


def _marks_in(side: Sequence[Word], after: Sequence[Word]) -> Weights:
    """The marks of a differing run. A lone name before one that both have only makes that one longer: `Anna Weir`."""
    found = marks(side)
    then = after[0] if after else None
    if len(side) == 1 and then and then.kind == "word" and then.text[:1].isupper() and not then.first:
        return Counter({m: n for m, n in found.items() if not m.startswith("name")})
    return found


def _hides_weight(mask: Sequence[Word], hidden: Sequence[Word]) -> bool:
    """Whether an ellipsis takes a weighty word out, or a bracketed edit puts another one in its place."""
    if any(w.kind == "gap" for w in mask):
        return any(not m.startswith(("tense", "modal")) for m in marks(hidden))
    edits = [w for w in mask if w.kind == "bracket"]
    if not edits:
        return False
    inside = marks([part for w in edits for part in _inside(w)])
    lost = marks(hidden)
    return bool(inside["negation"]) != bool(lost["negation"]) or clashes(inside, lost, ("number", "name", "date"))


def _inside(bracket: Word) -> tuple[Word, ...]:
    text = bracket.text[1:-1]
    return tuple(replace(w, first=False) for w in words_of(text, [Span(bracket.span.article, 0, len(text))]))


def _skips(base: Sequence[Word], words: Sequence[Word], run: Stretch) -> bool:
    """Whether words are missing on one side between two parts of its quotation: that is the reporter's cut."""
    if run.op == "dropped" and 0 < run.start < len(words):
        return words[run.start - 1].part != words[run.start].part
    if run.op == "added" and 0 < run.base_start < len(base):
        return base[run.base_start - 1].part != base[run.base_start].part
    return False
