"""The readings of one utterance: each report of it aligned with the base report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.join.utterances.align import Stretch, Word, segments, stretches
from onrecord.join.utterances.weight import marks
from onrecord.model import Quotation, Reading, Relation_

__all__ = ["read_against"]

_KEPT = ("same", "masked")


def read_against(base: Quotation, base_words: Sequence[Word], quotation: Quotation, words: Sequence[Word]) -> Reading:
    """The reading that `quotation`, with these `words`, is of the base report.

    It is `same` when nothing within the stretch that both report differs but what is masked, `variant` when something
    does, and `paraphrase` when either is indirect speech, in other words. What either reports outside that stretch is
    added or dropped, but makes no difference of wording.
    """
    if quotation.id == base.id:
        whole = Stretch("same", 0, len(words), 0, len(words))
        return Reading(quotation.id, "base", False, segments(words, words, [whole] if words else []))
    runs = stretches(base_words, words)
    parts = segments(base_words, words, runs)
    inner = _shared(runs)
    differs = any(r.op not in _KEPT for r in inner) or not inner
    indirect = "indirect" in (quotation.type, base.type)
    relation: Relation_ = "same" if not differs else "paraphrase" if indirect else "variant"
    weighty = differs and _weighty(base_words, words, inner, indirect)
    return Reading(quotation.id, relation, weighty, parts)


def _shared(runs: Sequence[Stretch]) -> Sequence[Stretch]:
    """The runs from the first common one to the last."""
    places = [i for i, r in enumerate(runs) if r.op == "same"]
    return runs[places[0] : places[-1] + 1] if places else ()


def _weighty(base: Sequence[Word], words: Sequence[Word], runs: Sequence[Stretch], indirect: bool) -> bool:
    """Whether a weighty mark is on one side only. Indirect speech shifts tense, modals and names by itself."""
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    for run in runs:
        if run.op in _KEPT or _skips(base, words, run):
            continue
        here, there = marks(words[run.start : run.end]), marks(base[run.base_start : run.base_end])
        if not indirect and _tenses(here) != _tenses(there) and _tenses(here) and _tenses(there):
            return True
        ours += here
        theirs += there
    kinds = ("negation", "number") if indirect else ("negation", "number", "modal", "date", "name")
    return any(ours[m] != theirs[m] for m in ours | theirs if m.startswith(kinds))


def _tenses(found: Counter[str]) -> Counter[str]:
    return Counter({m: n for m, n in found.items() if m.startswith("tense")})


def _skips(base: Sequence[Word], words: Sequence[Word], run: Stretch) -> bool:
    """Whether words are missing on one side between two parts of its quotation: that is the reporter's cut."""
    if run.op == "dropped" and 0 < run.start < len(words):
        return words[run.start - 1].part != words[run.start].part
    if run.op == "added" and 0 < run.base_start < len(base):
        return base[run.base_start - 1].part != base[run.base_start].part
    return False
