"""What each section of the report shows, arranged for its template: no decisions here that the record has not made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from onrecord.model import (
    Age,
    Article,
    Block,
    Difference,
    Event,
    Person,
    Quotation,
    Reading,
    Record,
    SegmentOp,
    Utterance,
)
from onrecord.span import Span, hull
from onrecord.write.html.marks import Mark, by_stretch, marked
from onrecord.write.html.safe import anchor, verbatim
from onrecord.write.steps import StepTold, TieTold, steps_of, ties_of
from onrecord.write.texts import Texts, human_date, labels, source_name

__all__ = [
    "Day", "Group", "Paragraph", "Piece", "Saying", "Sheet", "Voice", "Who", "Wording", "born", "chronology",
    "differences", "people", "sheets", "voices",
]  # fmt: skip

SHOWN: Final = 10
"""Sayings in one wording of one speaker that are not folded away: about a screen and a half."""
FOLDED: Final = 4
"""Dates of background alone at the beginning of a chronology from which they are folded away."""
FEW: Final = 2
"""Mentions up to which someone of whom nothing else is known is only listed."""
MAIN: Final = 0.5
"""Weight from which an event is set in large type: half the heaviest."""


# ------------------------------------------------------------------ chronology
@dataclass(frozen=True, slots=True)
class Day:
    """The events of one date; `year` is given for the first date of a year."""

    date: str
    year: str | None
    events: tuple[Event, ...]


def chronology(record: Record) -> tuple[tuple[Day, ...], tuple[Day, ...]]:
    """Events by date, in the record's order; those of one date the heaviest first.

    In two parts: the background before the first event of the story itself, where there is much of it, and the rest.
    """
    days: dict[str, list[Event]] = {}
    for event in record.events:
        days.setdefault(event.date, []).append(event)
    found, year = [], ""
    for date, events in days.items():
        new = date.lstrip("./")[:4]
        ordered = sorted(events, key=lambda e: (e.background, -e.weight, e.headline))
        found.append(Day(date, new if new != year else None, tuple(ordered)))
        year = new
    start = next((n for n, day in enumerate(found) if not all(e.background for e in day.events)), 0)
    if start < FOLDED:
        return (), tuple(found)
    return tuple(found[:start]), tuple(found[start:])


# ------------------------------------------------------------------ voices
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
        said = [_saying(u, texts) for u in sorted(group, key=lambda u: _when(u, texts))]
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


def _saying(utterance: Utterance, texts: Texts) -> Saying:
    same: list[Quotation] = []
    shown: list[Wording] = []
    unlike = [r for r in utterance.readings if r.relation != "same"]
    differing = {s.base_span for r in unlike for s in r.segments if s.op != "same" and s.base_span}
    for reading in sorted(utterance.readings, key=lambda r: r.quotation != utterance.base):
        quotation = texts.quotations[reading.quotation]
        if reading.relation == "same":
            same.append(quotation)
            continue
        base = reading.quotation == utterance.base
        pieces = _base_pieces(quotation, differing, texts) if base else _pieces(reading, quotation, texts)
        shown.append(Wording(quotation, hull(quotation.content), reading.relation, reading.weighty, pieces))
    if shown and same:
        first = shown[0]
        shown[0] = Wording(first.quotation, first.place, first.relation, first.weighty, first.pieces, tuple(same))
    return Saying(utterance.id, tuple(shown), any(w.weighty for w in shown))


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


# ------------------------------------------------------------------ people
@dataclass(frozen=True, slots=True)
class Who:
    """A person with the first mention in each article, and how many quotations the record gives them."""

    person: Person
    first: tuple[Span, ...]
    quotations: int
    born: str | None
    steps: tuple[StepTold, ...]
    ties: tuple[TieTold, ...]

    @property
    def known(self) -> bool:
        """Whether there is more to show than a name."""
        p = self.person
        told = bool(p.roles or p.relations or p.ages or p.proceedings or self.quotations)
        return told or (p.kind == "person" and len(p.mentions) > FEW)


def people(record: Record, visible: set[str]) -> tuple[tuple[str, tuple[Who, ...]], ...]:
    """Kinds and who is of each kind, in the record's order: the most mentioned first."""
    counts: dict[str, int] = {}
    for quotation in record.quotations:
        if quotation.speaker and quotation.speaker.person:
            counts[quotation.speaker.person] = counts.get(quotation.speaker.person, 0) + 1
    groups = []
    for kind in labels().person:
        members = [
            Who(p, _first_mentions(p, visible), counts.get(p.id, 0), born(p.ages), steps_of(p), ties_of(p))
            for p in record.people
            if p.kind == kind
        ]
        if members:
            groups.append((kind, tuple(members)))
    return tuple(groups)


def _first_mentions(person: Person, visible: set[str]) -> tuple[Span, ...]:
    first: dict[str, Span] = {}
    for span in person.mentions:
        if anchor(span) in visible:
            first.setdefault(span.article, span)
    return tuple(first.values())


def born(ages: Sequence[Age]) -> str | None:
    """The years of birth that all stated ages allow, in words; None when no age has a date."""
    spans = [age.born for age in ages if age.born]
    if not spans:
        return None
    first, last = max(low for low, _ in spans), min(high for _, high in spans)
    if first > last:
        return "the stated ages do not agree on a year of birth"
    if first == last:
        return f"born {first}"
    return f"born {first} or {last}" if last == first + 1 else f"born {first}–{last}"


# ------------------------------------------------------------------ differences
@dataclass(frozen=True, slots=True)
class Group:
    """Differences of one kind, the gravest first."""

    kind: str
    differences: tuple[Difference, ...]


def differences(record: Record) -> tuple[Group, ...]:
    """Differences by kind, in the order of the kinds."""
    groups = [Group(kind, tuple(d for d in record.differences if d.kind == kind)) for kind in labels().difference]
    return tuple(g for g in groups if g.differences)


# ------------------------------------------------------------------ articles
@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block as it is shown: its kind, whether it is the article's own words, its text; None is a gap left out."""

    kind: str
    own: bool
    words: Markup


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article with its text; `titled` when the text starts with its title, as printed."""

    article: Article
    source: str
    published: str
    paragraphs: tuple[Paragraph | None, ...]
    titled: bool
    versions: tuple[Article, ...]
    copies: tuple[Article, ...]


def sheets(
    record: Record, texts: Texts, marks: dict[str, list[Mark]], excerpts: bool, opened: set[str]
) -> tuple[Sheet, ...]:
    """The articles in the record's order, with their text or, for `excerpts`, the cited passages alone.

    The ids of all places that are on the page are added to `opened`.
    """
    copies: dict[str, list[Article]] = {}
    versions: dict[str, list[Article]] = {}
    for article in record.articles:
        copies.setdefault(article.copy_group, []).append(article)
        if article.version_of:
            versions.setdefault(article.version_of, []).append(article)
    found = []
    for a in record.articles:
        paragraphs = _paragraphs(a, texts, marks[a.id], excerpts, opened)
        titled = bool(paragraphs) and paragraphs[0] is not None and paragraphs[0].kind == "title"
        others = tuple(c for c in copies[a.copy_group] if a.copy_group and c.id != a.id)
        found.append(
            Sheet(a, source_name(a), human_date(a.published), paragraphs, titled, tuple(versions.get(a.id, ())), others)
        )
    return tuple(found)


def _paragraphs(
    article: Article, texts: Texts, marks: list[Mark], excerpts: bool, opened: set[str]
) -> tuple[Paragraph | None, ...]:
    stretches = list(_stretches(article))
    if excerpts:
        stretches = _kept(stretches, [texts.context(m.span) for m in marks if m.cited])
    found: list[Paragraph | None] = []
    ranges = [(start, end) for _, start, end in stretches]
    end_before = 0
    for (kind, start, end), here in zip(stretches, by_stretch(marks, ranges), strict=True):
        if article.text[end_before:start].strip():
            found.append(None)
        found.append(Paragraph(kind, kind in _OWN, marked(article, here, start, end, opened)))
        end_before = end
    if article.text[end_before:].strip():
        found.append(None)
    return tuple(found)


_OWN = frozenset({"title", "deck", "subhead", "prose"})


def _stretches(article: Article) -> Iterable[tuple[str, int, int]]:
    """The blocks, and as furniture whatever text no block holds: nothing of a text goes unshown."""
    at = 0
    for block in (*article.blocks, Block("other", len(article.text), len(article.text))):
        between = article.text[at : block.start]
        if between.strip():
            start = at + len(between) - len(between.lstrip())
            yield "other", start, at + len(between.rstrip())
        if block.start < block.end:
            yield block.kind, block.start, block.end
        at = block.end


def _kept(stretches: Iterable[tuple[str, int, int]], contexts: Iterable[Span]) -> list[tuple[str, int, int]]:
    """The parts of `stretches` that lie in one of the contexts."""
    merged: list[list[int]] = []
    for span in sorted(contexts):
        if merged and span.start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], span.end)
        else:
            merged.append([span.start, span.end])
    kept, at = [], 0
    for kind, start, end in stretches:
        while at < len(merged) and merged[at][1] <= start:
            at += 1
        number = at
        while number < len(merged) and merged[number][0] < end:
            kept.append((kind, max(start, merged[number][0]), min(end, merged[number][1])))
            number += 1
    return kept
