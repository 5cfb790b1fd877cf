"""The story: its picture in a window of time, the months to zoom into, and the chronology of that window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from onrecord.app.book import Book
from onrecord.app.views.listing import Asked, Paged, page_of, paged
from onrecord.edtf import Bounds, bounds
from onrecord.model import Article, Event, Record
from onrecord.write.html.picture import Picture, pictures
from onrecord.write.html.views import Day, ordered_days
from onrecord.write.texts import coverage_size, coverage_span, human_date

__all__ = ["EVENTS", "LEADING", "Period", "Story", "event_page", "events_of", "story"]

EVENTS: Final = 30
"""Events a page: about six screens."""
LEADING: Final = 120
"""Events shown of a window unless all are asked for, the heaviest: what a reader can take in of any span of time."""
MONTHS: Final = 60
"""Months up to which each has a bar of its own to zoom into; of a longer story each year has."""
VAGUE: Final = 400
"""Days from which a date says too little to count for a month or year."""


@dataclass(frozen=True, slots=True)
class Period:
    """A month or year to zoom into: its EDTF, its events, and their share of the fullest period's, in percent."""

    edtf: str
    words: str
    events: int
    height: int
    shown: bool

    @property
    def id(self) -> str:
        """What it is known by."""
        return self.edtf


@dataclass(frozen=True, slots=True)
class Story:
    """What the page shows. `all_events` counts those of the window, of which `events` are the leading ones or all.

    `size` and `span` are the whole coverage's, in words.
    """

    size: str
    span: str | None
    days: tuple[Day, ...]
    events: Paged[Event]
    all_events: int
    pictures: tuple[Picture, ...]
    periods: tuple[Period, ...]
    window: str
    earlier: Bounds | None
    later: Bounds | None


def events_of(book: Book, asked: Asked) -> tuple[tuple[Event, ...], int]:
    """The events of a window, by date, the leading ones unless all are asked for; and how many it has."""
    return _chosen(_near(book, asked.window)[1], asked)


def _chosen(events: Sequence[Event], asked: Asked) -> tuple[tuple[Event, ...], int]:
    found = events
    if asked.person:
        found = [e for e in found if asked.person in e.people]
    count = len(found)
    if asked.show != "all" and count > LEADING:
        leading = {e.id for e in sorted(found, key=lambda e: (e.background, -e.weight, e.id))[:LEADING]}
        found = [e for e in found if e.id in leading]
    return tuple(found), count


def story(book: Book, asked: Asked) -> Story:
    """The story in the window asked for. Raises `Missing` and `QueryError`."""
    window = asked.window
    near, within = _near(book, window)
    events, count = _chosen(within, asked)
    shown = paged(events, asked.page, EVENTS)
    drawn = pictures(near, book.texts, window) if asked.page == 1 else ()
    words = human_date("/".join(dict.fromkeys(filter(None, (asked.since, asked.until))))) if window else ""
    articles = book.record.articles
    return Story(
        book.once("size", lambda: coverage_size(articles)), book.once("span", lambda: coverage_span(articles)),
        ordered_days(shown.items), shown, count, drawn, periods(book, window), words,
        _shifted(window, -1), _shifted(window, 1),
    )  # fmt: skip


def _near(book: Book, window: Bounds | None) -> tuple[Record, Sequence[Event]]:
    """The record as far as a picture of the window may show it, by the days that each thing may lie in.

    And the events whose date has its middle in the window, in order.
    """
    if window is None:
        return book.record, book.ordered_events
    first, last = window.first.toordinal(), window.last.toordinal()
    events, articles = book.once("days", lambda: _days(book))
    near = [each for each in events if each[0] <= last and each[1] >= first]
    record = replace(
        book.record,
        events=tuple(e for _, _, e in near),
        articles=tuple(a for low, high, a in articles if low <= last and high >= first),
        people=book.once("concerned", lambda: tuple(p for p in book.record.people if p.proceedings)),
    )
    return record, [e for low, high, e in near if first <= (low + high) // 2 <= last]


def _days(book: Book) -> tuple[list[tuple[int, int, Event]], list[tuple[int, int, Article]]]:
    """First and last day of each event, in order, and of each article that has a date."""
    events = [(bounds(e.date), e) for e in book.ordered_events]
    articles = [(bounds(a.published), a) for a in book.record.articles if a.published]
    return (
        [(days.first.toordinal(), days.last.toordinal(), e) for days, e in events],
        [(days.first.toordinal(), days.last.toordinal(), a) for days, a in articles],
    )


def event_page(book: Book, event: Event) -> int:
    """The page of the whole chronology, all events shown, that an event stands on."""
    return page_of(book.event_places[event.id], EVENTS)


def periods(book: Book, window: Bounds | None) -> tuple[Period, ...]:
    """The months of the story, or years, with how much happened in each; none outside of its coverage."""
    found: tuple[Period, ...] = book.once("periods", lambda: _periods(book))
    if window is None:
        return found
    return tuple(
        replace(p, shown=days.last >= window.first and days.first <= window.last)
        for p in found for days in [bounds(p.edtf)]
    )  # fmt: skip


def _periods(book: Book) -> tuple[Period, ...]:
    own = [bounds(e.date) for e in book.record.events if not e.background]
    dated = [b.first for b in own if b.days <= VAGUE]
    stated = sorted(bounds(a.published).first for a in book.record.articles if a.published and "." not in a.published)
    if not dated:
        return ()
    ends = [*_core(dated), *stated[:1], *stated[-1:]]
    first, last = min(ends), max(ends)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    size = 7 if months <= MONTHS else 4
    counts = Counter(d.isoformat()[:size] for d in dated if first <= d <= last)
    names = _months(first, last) if size == 7 else [str(y) for y in range(first.year, last.year + 1)]
    most = max(counts.values(), default=1)
    return tuple(Period(name, human_date(name), counts[name], -(-counts[name] * 100 // most), False) for name in names)


def _core(dates: list[date]) -> tuple[date, date]:
    """The dates that all but a fortieth at either end lie between: a stray one makes no period of its own."""
    ordered = sorted(dates)
    cut = len(ordered) // 40
    return ordered[cut], ordered[-1 - cut]


def _months(first: date, last: date) -> list[str]:
    return [
        f"{number // 12}-{number % 12 + 1:02d}"
        for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    ]


def _shifted(window: Bounds | None, by: int) -> Bounds | None:
    """The window as long as this one before or after it; None beyond the calendar."""
    if window is None:
        return None
    start, end = window.first.toordinal(), window.last.toordinal()
    length = end - start + 1
    start, end = start + by * length, end + by * length
    if start < 1 or end > date.max.toordinal():
        return None
    return Bounds(date.fromordinal(start), date.fromordinal(end))
