"""The story: its picture in a window of time, the months to zoom into, and the chronology of that window."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from onrecord.app.book import Book
from onrecord.app.views.listing import Asked, Paged, page_of, paged
from onrecord.edtf import Bounds, bounds
from onrecord.model import Event
from onrecord.write.html.axis import middle_of
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
    """A month or year to zoom into: its EDTF, its events, and their share of the fullest period's, in percent.

    `first` is true of the first of all, `shown` when some of its days are.
    """

    edtf: str
    words: str
    events: int
    height: int
    first: bool
    shown: bool = False

    @property
    def id(self) -> tuple[str, bool]:
        """What its part of the page depends on."""
        return self.edtf, self.shown


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
    return _chosen(book, _within(book, asked.window), asked)


def _chosen(book: Book, events: Sequence[Event], asked: Asked) -> tuple[tuple[Event, ...], int]:
    found = events
    if asked.person:
        found = [e for e in found if asked.person in e.people]
    count = len(found)
    if asked.show != "all" and count > LEADING:
        ranks = [book.event_ranks[e.id] for e in found]
        last = sorted(ranks)[LEADING - 1]
        found = [e for e, rank in zip(found, ranks, strict=True) if rank <= last]
    return tuple(found), count


def story(book: Book, asked: Asked) -> Story:
    """The story in the window asked for. Raises `Missing` and `QueryError`."""
    window = asked.window
    events, count = _chosen(book, _within(book, window), asked)
    shown = paged(events, asked.page, EVENTS)
    drawn = pictures(book.scene, window) if asked.page == 1 else ()
    words = human_date("/".join(dict.fromkeys(filter(None, (asked.since, asked.until))))) if window else ""
    articles = book.record.articles
    return Story(
        book.once("size", lambda: coverage_size(articles)), book.once("span", lambda: coverage_span(articles)),
        ordered_days(shown.items), shown, count, drawn, periods(book, window), words,
        _shifted(window, -1), _shifted(window, 1),
    )  # fmt: skip


def _within(book: Book, window: Bounds | None) -> Sequence[Event]:
    """The events whose date has its middle in the window, in order."""
    if window is None:
        return book.ordered_events
    first, last = window.first.toordinal(), window.last.toordinal()
    middles: list[tuple[int, int]] = book.once("middles", lambda: _by_middle(book.ordered_events))
    begin, end = bisect_left(middles, (first, 0)), bisect_left(middles, (last + 1, 0))
    return [book.ordered_events[place] for place in sorted(place for _, place in middles[begin:end])]


def _by_middle(events: Sequence[Event]) -> list[tuple[int, int]]:
    """The middle day of each event and its place among all, by day."""
    return sorted((int(middle_of(event.date)), place) for place, event in enumerate(events))


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
    return tuple(
        Period(name, human_date(name), counts[name], -(-counts[name] * 100 // most), name == names[0]) for name in names
    )


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
