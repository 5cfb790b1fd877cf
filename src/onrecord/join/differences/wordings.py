"""Wordings of one remark that differ where it counts: a denial, another number, name or day, another degree of surety.

An utterance's readings show every word in which its reports differ. Most of these are the reporters' cuts and the
grammar of indirect speech. Listed is what stands in the place of other words within a stretch that both reports share.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.join.differences.ground import Draft, Ground, reasons
from onrecord.join.utterances.align import Word, words_of
from onrecord.join.utterances.gist import gists, is_content
from onrecord.join.utterances.weight import Weights, clashes, marks, modal_row, shifts
from onrecord.model import Quotation, Reading, Segment, Utterance
from onrecord.span import Span

__all__ = ["shown_around", "swapped", "wording_differences"]

CONTEXT = 24
"""Characters of a remark shown on either side of the words that differ, to the next space."""
SWAPPED = 5
"""Most words on either side of a swap: a longer one is another sentence, not another word."""
SHARED = 3
"""Fewest words that both reports have straight around a swap."""
MOSTLY = 0.6
"""Least share of the shorter report's words that the other has: with less, what stands across may be chance."""
BESIDE = 3
"""Content words before and after a verb, one of which both reports must have, for it to be of one thing."""
_STOP = re.compile(r"[.,;:!?—–]")
"""What ends a clause."""
HEDGE = "modal may"
"""The modals that say that something is only possible."""
STEM = 4
"""Letters with which two forms of one name begin: `Haiti` and `Haitian`."""


def wording_differences(ground: Ground) -> Iterator[Draft]:
    """For each utterance the words that matter in which a reading is not as the base, each swap once."""
    quotations = {q.id: q for q in ground.known.quotations}
    for utterance in ground.known.utterances:
        seen: set[tuple[str, ...]] = set()
        for reading in utterance.readings:
            if not reading.weighty:
                continue
            sides = tuple(_side(ground, quotations[q]) for q in (utterance.base, reading.quotation))
            swap = _swap(ground, sides[0], sides[1], reading) or _hedge(sides[0], sides[1])
            if swap and swap.key not in seen:
                seen.add(swap.key)
                if draft := _draft(ground, utterance, sides, swap):
                    yield draft


@dataclass(frozen=True, slots=True)
class _Side:
    """A quotation and its words."""

    quotation: Quotation
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class _Swap:
    """What stands for what: the words as they are compared, the stretches to be shown, and whether one side denies."""

    key: tuple[str, ...]
    base: Span
    other: Span
    denies: bool = False


def _side(ground: Ground, quotation: Quotation) -> _Side:
    return _Side(quotation, words_of(ground.coverage.articles[quotation.content[0].article].text, quotation.content))


# ------------------------------------------------------------------ which words matter
def _swap(ground: Ground, base: _Side, other: _Side, reading: Reading) -> _Swap | None:
    """The first words of a reading that matter and stand in the place of others."""
    if _same(other.words, reading.segments) < MOSTLY * min(len(base.words), len(other.words)):
        return None
    both_indirect = all(side.quotation.type == "indirect" for side in (base, other))
    rejects = any(_rejects(ground, side.quotation) for side in (base, other))
    for place, segment in enumerate(reading.segments):
        here, there = _within(other.words, segment.span), _within(base.words, segment.base_span)
        around = reading.segments[max(0, place - 1) : place + 2]
        if segment.op not in ("changed", "added", "dropped") or max(len(here), len(there)) > SWAPPED:
            continue
        if _same(other.words, around) < SHARED or any(_edited(ground, w) for w in (*here, *there)):
            continue
        x, y = _alone(marks(here), base.words), _alone(marks(there), other.words)
        denies = bool(x["negation"]) != bool(y["negation"]) and not rejects
        if denies or swapped(x, y, numbers=not both_indirect):
            shown = [shown_around(ground, [s for s in spans if s]) for spans in _columns(around)]
            if shown[0] and shown[1]:
                return _Swap(tuple(w.key for w in (*there, *here)), shown[0], shown[1], denies)
    return None


def _alone(found: Weights, others: Sequence[Word]) -> Weights:
    """The marks without the names that the other report has as well, in another place."""
    keys = {w.key for w in others}
    return Counter({m: n for m, n in found.items() if not m.startswith("name") or m.removeprefix("name ") not in keys})


def _columns(segments: Sequence[Segment]) -> tuple[list[Span | None], list[Span | None]]:
    return [s.base_span for s in segments], [s.span for s in segments]


def _hedge(base: _Side, other: _Side) -> _Swap | None:
    """One verb that is only possible in one report and certain or a duty in the other, wherever the words stand."""
    sides = [dict(_modals(side.words)) for side in (base, other)]
    for verb in sorted(sides[0].keys() & sides[1].keys()) if base.quotation.type != other.quotation.type else ():
        (row, first, last, near), (row_, first_, last_, near_) = sides[0][verb], sides[1][verb]
        if row != row_ and HEDGE in (row, row_) and near & near_ - {verb}:
            spans = [Span(a.span.article, a.span.start, z.span.end) for a, z in ((first, last), (first_, last_))]
            return _Swap((verb, row, row_), spans[0], spans[1])
    return None


def _modals(words: Sequence[Word]) -> Iterator[tuple[str, tuple[str, Word, Word, frozenset[str]]]]:
    """Each verb under a modal: its gist, the modal's row, the first and last word, and the gists around."""
    content = [i for i, w in enumerate(words) if is_content(w.key) and not w.key.endswith("ly")]
    for i, word in enumerate(words):
        row = modal_row(words[i : i + 2])
        at = bisect_right(content, i)
        if row is None or at == len(content) or content[at] > i + 4:
            continue
        near = (words[j] for j in content[max(0, at - BESIDE) : at + BESIDE + 1])
        first = words[i - 1] if i and any(m.startswith("tense") for m in marks(words[i - 1 : i])) else word
        around = frozenset(g for w in near for g in gists(w.key))
        yield gists(words[content[at]].key)[-1], (row, first, words[content[at]], around)


def swapped(x: Weights, y: Weights, *, numbers: bool) -> bool:
    """Whether one side has another number, day or name in the place of the other's, or is less sure.

    What is only on one side is a cut. Two indirect reports of a number are compared as figures.
    """
    counted = [Counter({m: n for m, n in side.items() if m[:7] == "number " and m[7:8].isdigit()}) for side in (x, y)]
    if (numbers and clashes(counted[0], counted[1], ("number",))) or clashes(x, y, ("date",)):
        return True  # `twice` is no other number than `two times`
    if clashes(x, y, ("name",)):
        names = [sorted(m.removeprefix("name ") for m in side if m.startswith("name")) for side in (x, y)]
        if not any(_one_name(a, b) for a in names[0] for b in names[1]):
            return True
    return shifts(*(Counter({m: n for m, n in side.items() if m.startswith("modal")}) for side in (x, y)))


def _one_name(a: str, b: str) -> bool:
    """Whether two words may be forms of one name: they begin alike, or one has the letters of the other in capitals."""
    short, long_ = sorted((a, b), key=len)
    return short[:STEM] == long_[:STEM] or (len(short) <= STEM and long_.startswith(short[0]))


def _rejects(ground: Ground, quotation: Quotation) -> bool:
    """Whether the words before an indirect report deny what it reports: `rejected claims that he was a thief`."""
    span = quotation.content[0]
    before = ground.coverage.articles[span.article].text[max(0, span.start - 2 * CONTEXT) : span.start].lower()
    return quotation.type != "direct" and any(w.startswith(reasons().rejecting) for w in before.split())


def _edited(ground: Ground, word: Word) -> bool:
    """Whether a word stands in brackets: the editor's, not the speaker's."""
    return ground.coverage.articles[word.span.article].text[max(0, word.span.start - 1)] in "(["


def _within(words: Sequence[Word], span: Span | None) -> list[Word]:
    return [w for w in words if span and span.start <= w.span.start < span.end]


def _same(words: Sequence[Word], segments: Sequence[Segment]) -> int:
    """How many of a reading's words the segments say are the base's too."""
    return sum(len(_within(words, s.span)) for s in segments if s.op == "same")


# ------------------------------------------------------------------ what is shown
def _draft(ground: Ground, utterance: Utterance, sides: Sequence[_Side], swap: _Swap) -> Draft | None:
    values = [" ".join(ground.coverage.text(s).split()) for s in (swap.base, swap.other)]
    name = ground.names.get(utterance.speaker or "")
    types = [side.quotation.type for side in sides]
    if any("|" in v for v in values):
        return None  # a bar parts what stands on a page, never what somebody says
    if not name and types != ["direct", "direct"]:
        return None  # what nobody in particular said is told by many in many words
    args = {"a": values[0], "b": values[1]} | ({"name": name} if name else {})
    statements = tuple(ground.statement(s, v) for s, v in zip((swap.base, swap.other), values, strict=True))
    paraphrase = (types[0] == "indirect") != (types[1] == "indirect")
    reason = "paraphrase" if paraphrase else "wording-denied" if swap.denies else "wording"
    return Draft(reason if name else "wording-nameless", args, name or values[0], statements)


def shown_around(ground: Ground, spans: list[Span]) -> Span | None:
    """From a little before the end of the first span to a little after the start of the last, at word borders.

    A clause that ends soon after is shown to its end: `told that the chain was` says nothing.
    """
    if not spans or any(s.article != spans[0].article for s in spans):
        return None
    first, last = spans[0], spans[-1]
    text = ground.coverage.articles[first.article].text
    start, end = first.start, last.end
    if first.end - first.start > CONTEXT:
        start = text.find(" ", first.end - CONTEXT, first.end) + 1 or first.start
    if last.end - last.start > CONTEXT:
        stop = _STOP.search(text, last.start + 1, last.start + 2 * CONTEXT)
        end = stop.start() if stop else text.rfind(" ", last.start, last.start + CONTEXT)
        end = last.end if end <= last.start else min(end, last.end)
    return Span(first.article, start, end) if start < end else None
