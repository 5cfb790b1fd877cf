"""Wordings of one remark that differ where it counts: a denial, another number, name or day, another degree of surety.

An utterance's readings show every word in which its reports differ. Most of these are the reporters' cuts and the grammar
of indirect speech. Listed is what stands in the place of other words within a stretch that both reports share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from onrecord.join.differences.ground import Draft, Ground, reasons
from onrecord.join.utterances.align import Word, words_of
from onrecord.join.utterances.weight import Weights, clashes, marks, shifts
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
"""Least share of an indirect report's words that the other has: it rewords, so that what stands across may be chance."""
STEM = 4
"""Letters with which two forms of one name begin: `Haiti` and `Haitian`."""


def wording_differences(ground: Ground) -> Iterator[Draft]:
    """For each utterance the words that matter in which a reading is not as the base, each swap once."""
    quotations = {q.id: q for q in ground.known.quotations}
    for utterance in ground.known.utterances:
        seen: set[tuple[str, ...]] = set()
        for reading in utterance.readings:
            swap = _swap(ground, quotations[utterance.base], quotations[reading.quotation], reading)
            if swap and swap[0] not in seen:
                seen.add(swap[0])
                if draft := _draft(ground, utterance, quotations, reading, *swap[1:]):
                    yield draft


# ------------------------------------------------------------------ which words matter
def _swap(
    ground: Ground, base: Quotation, quotation: Quotation, reading: Reading
) -> tuple[tuple[str, ...], int, bool, bool] | None:
    """What the first swap that matters swaps, its segment's place, whether it denies, and whether it is a paraphrase's."""
    if not reading.weighty:
        return None
    ours, theirs = (words_of(ground.coverage.articles[q.content[0].article].text, q.content) for q in (quotation, base))
    indirect = [q.type == "indirect" for q in (base, quotation)]
    if any(q.type != "direct" for q in (base, quotation)) and _same(ours, reading.segments) < MOSTLY * min(len(ours), len(theirs)):
        return None
    for place, segment in enumerate(reading.segments):
        here, there = _within(ours, segment.span), _within(theirs, segment.base_span)
        if segment.op not in ("changed", "added", "dropped") or max(len(here), len(there)) > SWAPPED:
            continue
        if any(_edited(ground, w) for w in (*here, *there)):
            continue
        if _same(ours, reading.segments[max(0, place - 1) : place + 2]) < SHARED:
            continue
        x, y = marks(here), marks(there)
        denies = bool(x["negation"]) != bool(y["negation"]) and not any(_rejects(ground, q) for q in (quotation, base))
        if denies or swapped(x, y, numbers=not all(indirect)):
            return tuple(w.key for w in (*there, *here)), place, denies, indirect[0] != indirect[1]
    return None


def swapped(x: Weights, y: Weights, *, numbers: bool) -> bool:
    """Whether one side has another number, day or name in the place of the other's, or is less sure.

    What is only on one side is a cut. Two indirect reports of a number are compared as figures.
    """
    if (numbers and clashes(x, y, ("number",))) or clashes(x, y, ("date",)):
        return True
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
def _draft(
    ground: Ground,
    utterance: Utterance,
    quotations: Mapping[str, Quotation],
    reading: Reading,
    place: int,
    denies: bool,
    paraphrase: bool,
) -> Draft | None:
    around = reading.segments[max(0, place - 1) : place + 2]
    base = shown_around(ground, [s.base_span for s in around if s.base_span])
    other = shown_around(ground, [s.span for s in around if s.span])
    if base is None or other is None:
        return None
    values = [" ".join(ground.coverage.text(s).split()) for s in (base, other)]
    name = ground.names.get(utterance.speaker or "")
    args = {"a": values[0], "b": values[1]} | ({"name": name} if name else {})
    statements = tuple(ground.statement(s, v) for s, v in zip((base, other), values, strict=True))
    direct = all(quotations[q].type == "direct" for q in (utterance.base, reading.quotation))
    if not name and not direct:
        return None  # what nobody in particular said is told by many in many words
    reason = "paraphrase" if paraphrase else "wording-denied" if denies else "wording"
    return Draft(reason if name else "wording-nameless", args, name or values[0], statements)


def shown_around(ground: Ground, spans: list[Span]) -> Span | None:
    """From a little before the end of the first span to a little after the start of the last, at word borders."""
    if not spans or any(s.article != spans[0].article for s in spans):
        return None
    first, last = spans[0], spans[-1]
    text = ground.coverage.articles[first.article].text
    start, end = first.start, last.end
    if first.end - first.start > CONTEXT:
        start = text.find(" ", first.end - CONTEXT, first.end) + 1 or first.start
    if last.end - last.start > CONTEXT:
        end = text.rfind(" ", last.start, last.start + CONTEXT)
        end = last.end if end <= last.start else end
    return Span(first.article, start, end) if start < end else None
