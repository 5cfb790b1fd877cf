"""Voices: who said what, by person, by date or by occasion; and how much each outlet quotes whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.app.book import Book, speakers_of
from onrecord.app.views.listing import Asked, Paged, inside, page_of, paged
from onrecord.model import Person, Utterance
from onrecord.write.texts import human_date

__all__ = ["FEW", "RUNS", "SAYINGS", "VOICES", "Group", "Heat", "Row", "heat", "said", "utterance_page", "voices"]

VOICES: Final = 12
"""Speakers a page."""
FEW: Final = 5
"""Sayings of one speaker shown in a list of speakers; the others are on the speaker's page."""
SAYINGS: Final = 30
"""Sayings a page."""
RUNS: Final = ("date", "occasion")
"""Orders other than by person."""
ROWS: Final = 14
COLUMNS: Final = 9
"""People and outlets in the heat map: those quoted and quoting most."""
STEPS: Final = 5
"""Shades of the heat map."""


@dataclass(frozen=True, slots=True)
class Group:
    """Sayings under one heading: a speaker (`person` where the record knows one), a date or an occasion."""

    name: str | None
    person: Person | None
    sayings: tuple[Utterance, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Row:
    """A person's quotations by outlet: how many, and which of the shades from 0 on that is."""

    person: Person
    cells: tuple[tuple[str, int, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Heat:
    """People by outlets."""

    outlets: tuple[str, ...]
    rows: tuple[Row, ...]


def said(book: Book, asked: Asked) -> tuple[Utterance, ...]:
    """The utterances asked for, in order of time."""
    window, texts = asked.window, book.texts
    found = book.said_by.get(asked.person, ()) if asked.person else book.ordered_utterances
    wanted = asked.q.casefold()

    def fits(utterance: Utterance) -> bool:
        base = texts.quotations[utterance.base]
        if window and not inside(base.said or texts.article(base.content[0]).published, window):
            return False
        if wanted and wanted not in texts.line(base.content[0]).casefold():
            return False
        if not asked.outlet:
            return True
        return any(texts.source(texts.quotations[q].content[0]) == asked.outlet for q in utterance.quotations)

    return tuple(u for u in found if fits(u)) if window or asked.outlet or wanted else tuple(found)


def voices(book: Book, asked: Asked) -> tuple[tuple[Group, ...], Paged[object]]:
    """The groups of a page. Raises `Missing` and `QueryError`."""
    found = said(book, asked)
    if asked.by in RUNS:
        if asked.by == "occasion":
            found = tuple(u for u in found if book.texts.quotations[u.base].occasion)
        shown = paged(found, asked.page, SAYINGS)
        return _runs(book, shown.items, asked.by), Paged((), shown.page, shown.pages, shown.total)
    here = paged(book.speakers if len(found) == len(book.ordered_utterances) else speakers_of(book.texts, found),
                 asked.page, VOICES)  # fmt: skip
    few = SAYINGS if asked.person else FEW
    groups = tuple(
        Group(name, book.texts.people.get(person), tuple(_telling(each, few)), len(each))
        for (person, name), each in here.items
    )
    return groups, Paged((), here.page, here.pages, here.total)


def _telling(utterances: Sequence[Utterance], few: int) -> Sequence[Utterance]:
    """The few that are reported most, in order of time."""
    if len(utterances) <= few:
        return utterances
    most = {u.id for u in sorted(utterances, key=lambda u: (-len(u.quotations), u.id))[:few]}
    return [u for u in utterances if u.id in most]


def _runs(book: Book, utterances: Sequence[Utterance], by: str) -> tuple[Group, ...]:
    """Utterances under the dates or occasions that they have, in their order."""
    runs: dict[str, list[Utterance]] = {}
    for utterance in utterances:
        base = book.texts.quotations[utterance.base]
        day = human_date(base.said or book.texts.article(base.content[0]).published)
        name = " ".join(base.occasion.text.split()) if by == "occasion" and base.occasion else day
        runs.setdefault(name, []).append(utterance)
    return tuple(Group(name, None, tuple(each), len(each)) for name, each in runs.items())


def utterance_page(book: Book, utterance: Utterance) -> int:
    """The page of all utterances by date that one stands on."""
    return page_of(book.ordered_utterances.index(utterance), SAYINGS)


def heat(book: Book) -> Heat:
    """The map of a record, made once."""
    found: Heat = book.once("heat", lambda: _heat(book))
    return found


def _heat(book: Book) -> Heat:
    """The people quoted most by the outlets that quote most; empty where there is nothing to compare."""
    counts: Counter[tuple[str, str]] = Counter()
    for quotation in book.record.quotations:
        if quotation.speaker and quotation.speaker.person:
            counts[quotation.speaker.person, book.texts.source(quotation.content[0])] += 1
    outlets = tuple(name for name, _ in Counter(o for _, o in counts.elements()).most_common(COLUMNS))
    people = [p for p, _ in book.speaker_counts.most_common(ROWS) if p in book.texts.people]
    most = max(counts.values(), default=0)
    if len(outlets) < 2 or len(people) < 2:
        return Heat((), ())
    return Heat(
        outlets,
        tuple(
            Row(
                book.texts.people[p],
                tuple((o, n, -(-n * STEPS // most)) for o in outlets for n in [counts[p, o]]),
                book.speaker_counts[p],
            )
            for p in people
        ),
    )
