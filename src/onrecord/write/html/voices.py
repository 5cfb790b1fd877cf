"""Who said what, for the report: utterances by speaker, and the wordings of each laid against its base."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from onrecord.model import Person, Quotation, Reading, Record, SegmentOp, Utterance
from onrecord.span import Span, hull
from onrecord.write.html.safe import verbatim
from onrecord.write.texts import Texts

__all__ = ["Piece", "Saying", "Voice", "Wording", "saying", "voices"]

SHOWN: Final = 10
"""Sayings in one wording of one speaker that are not folded away: about a screen and a half."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a reading: words of its own (`op` same, added, changed, masked) or words it lacks (dropped)."""

    op: SegmentOp
    words: Markup


@dataclass(frozen=True, slots=True)
class Wording:
    """One quotation as one article prints it. `also` are further articles that print the same words."""

    quotation: Quotation
    place: Span
    relation: str
    weighty: bool
    pieces: tuple[Piece, ...]
    also: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Saying:
    """One utterance and its wordings, the base first."""

    id: str
    wordings: tuple[Wording, ...]
    weighty: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker and what they said, in order of time. `person` is None for words that no known person is given.

    Of one who is quoted much, the sayings beyond the first few that were reported in one wording are in `folded`.
    """

    person: Person | None
    name: str | None
    sayings: tuple[Saying, ...]
    folded: tuple[Saying, ...]
    quotations: int


def voices(record: Record, texts: Texts) -> tuple[Voice, ...]:
    """Speakers, those quoted most first; those whom the record knows only by a description after them, nobody last."""
    groups: dict[tuple[str, str | None], list[Utterance]] = {}
    for utterance in record.utterances:
        base = texts.quotations[utterance.base]
        person = utterance.speaker or ""
        groups.setdefault((person, texts.person(person) or texts.speaker(base)), []).append(utterance)
    found = []
    for (person, name), group in groups.items():
        said = [saying(u, texts) for u in sorted(group, key=lambda u: _when(u, texts))]
        shown, folded = _folded(said) if name else ((), tuple(said))
        found.append(Voice(texts.people.get(person), name, shown, folded, sum(len(u.quotations) for u in group)))
    return tuple(sorted(found, key=lambda v: (v.name is None, v.person is None, -v.quotations, v.name or "")))


def _folded(said: Sequence[Saying]) -> tuple[tuple[Saying, ...], tuple[Saying, ...]]:
    """What is shown at once and what is folded away: nothing, where that would save only a few."""
    if len(said) <= SHOWN + SHOWN // 2:
        return tuple(said), ()
    direct = [s for s in said if len(s.wordings) == 1 and s.wordings[0].quotation.type == "direct"][:SHOWN]
    first = {s.id for s in direct}
    shown = tuple(s for s in said if len(s.wordings) > 1 or s.id in first)
    kept = {s.id for s in shown}
    return shown, tuple(s for s in said if s.id not in kept)


def _when(utterance: Utterance, texts: Texts) -> tuple[str, str, int]:
    base = texts.quotations[utterance.base]
    place = base.content[0]
    return base.said or texts.article(place).published or "~", place.article, place.start


def saying(utterance: Utterance, texts: Texts) -> Saying:
    """The base and below it, by date, each wording that differs; those that do not are named beside the base."""
    same: list[Quotation] = []
    shown: list[Wording] = []
    unlike = [r for r in utterance.readings if r.relation != "same" or r.weighty]
    differing = {s.base_span for r in unlike for s in r.segments if s.op != "same" and s.base_span}
    for reading in sorted(utterance.readings, key=lambda r: (r.quotation != utterance.base, _printed(r, texts))):
        quotation = texts.quotations[reading.quotation]
        if reading.relation == "same" and not reading.weighty:
            same.append(quotation)
            continue
        base = reading.quotation == utterance.base
        pieces = _base_pieces(quotation, differing, texts) if base else _pieces(reading, quotation, texts)
        shown.append(Wording(quotation, hull(quotation.content), reading.relation, reading.weighty, pieces))
    if shown and same:
        first = shown[0]
        shown[0] = Wording(first.quotation, first.place, first.relation, first.weighty, first.pieces, tuple(same))
    return Saying(utterance.id, tuple(shown), any(w.weighty for w in shown))


def _printed(reading: Reading, texts: Texts) -> tuple[str, str, int]:
    place = texts.quotations[reading.quotation].content[0]
    return texts.article(place).published or "~", place.article, place.start


def _base_pieces(quotation: Quotation, differing: Iterable[Span], texts: Texts) -> tuple[Piece, ...]:
    """The base's words, those that another reading changes or drops marked."""
    own: list[tuple[Span, SegmentOp]] = [(span, "changed") for span in sorted(differing)]
    return _run(quotation, own, texts)


def _pieces(reading: Reading, quotation: Quotation, texts: Texts) -> tuple[Piece, ...]:
    """The reading's own words in order, and among them those of the base that it lacks."""
    inserts: dict[Span | None, list[Piece]] = {}
    own: list[tuple[Span, SegmentOp]] = []
    waiting: list[Piece] = []
    for segment in reading.segments:
        if segment.span is None:
            if segment.base_span is not None:
                waiting.append(Piece("dropped", verbatim(texts.text(segment.base_span))))
        else:
            inserts[segment.span] = waiting
            waiting = []
            own.append((segment.span, segment.op))
    inserts[None] = waiting
    return _run(quotation, own, texts, inserts)


def _run(
    quotation: Quotation,
    own: Sequence[tuple[Span, SegmentOp]],
    texts: Texts,
    inserts: dict[Span | None, list[Piece]] | None = None,
) -> tuple[Piece, ...]:
    """All words of a quotation: those in `own` by their operation, what lies between as it is."""
    article = texts.article(quotation.content[0])
    inserts = inserts or {}
    found: list[Piece] = []
    for number, content in enumerate(quotation.content):
        at = content.start
        if number:
            found.append(Piece("same", Markup(" … ")))
        for span, op in own:
            if span.article != article.id or span.start < at or span.end > content.end:
                continue
            found.append(Piece("same", verbatim(article.text[at : span.start])))
            found += inserts.get(span, [])
            found.append(Piece(op, verbatim(article.text[span.start : span.end])))
            at = span.end
        found.append(Piece("same", verbatim(article.text[at : content.end])))
    found += inserts.get(None, [])
    return tuple(p for p in found if p.words)
