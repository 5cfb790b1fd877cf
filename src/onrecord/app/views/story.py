"""The story: its picture in a window of time, the months to zoom into, and the chronology of that window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

from onrecord.app.book import Book
from onrecord.app.views.listing import Asked, Paged, page_of, paged
from onrecord.edtf import Bounds, bounds, day, month, span_of_days
from onrecord.model import Event
from onrecord.write.html.axis import middle_of
from onrecord.write.html.picture import Picture, pictures
from onrecord.write.html.views import Day, ordered_days
from onrecord.write.texts import coverage_size, coverage_span, human_date

__all__ = ["EVENTS", "LEADING", "Period", "Story", "event_page", "events_of", "linked", "story"]

Numbers = NDArray[np.int64]

Ends = tuple[str, str]
"""The first and the last day, month or year of a window."""

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

    `size` and `span` are the whole coverage's, in words; `earlier` and `later` are the ends of the windows beside it.
    """

    size: str
    span: str | None
    days: tuple[Day, ...]
    events: Paged[Event]
    all_events: int
    pictures: tuple[Picture, ...]
    periods: tuple[Period, ...]
    window: str
    earlier: Ends | None
    later: Ends | None


@dataclass(frozen=True, slots=True)
class _Order:
    """The middle days of events, ascending, and the place of each among all; by place, their ranks by importance."""

    middles: Numbers
    places: Numbers
    ranks: Numbers

    def within(self, window: Bounds | None) -> Numbers:
        """The places, ascending, of the events whose date has its middle in the window."""
        if window is None:
            return np.arange(len(self.ranks))
        first, last = window.first.toordinal(), window.last.toordinal()
        begin, end = np.searchsorted(self.middles, (first, last + 1))
        return np.sort(self.places[begin:end])


def _order(book: Book) -> _Order:
    middles = np.array([int(middle_of(event.date)) for event in book.ordered_events], dtype=np.int64)
    places = np.argsort(middles, kind="stable")
    ranks = np.array([book.event_ranks[event.id] for event in book.ordered_events], dtype=np.int64)
    return _Order(middles[places], places, ranks)


def events_of(book: Book, asked: Asked) -> tuple[Paged[Event], int]:
    """A page of the events of a window, by date, the leading ones unless all are asked for; and how many it has."""
    order: _Order = book.once("order", lambda: _order(book))
    places = order.within(asked.window)
    if asked.person:
        theirs = [book.event_places[event.id] for event in book.events_of.get(asked.person, ())]
        places = places[np.isin(places, theirs)]
    count = len(places)
    if asked.show != "all" and count > LEADING:
        ranks = order.ranks[places]
        places = places[ranks <= np.partition(ranks, LEADING - 1)[LEADING - 1]]
    shown = paged(cast("Sequence[int]", places), asked.page, EVENTS)  # it takes a slice, which an array has too
    return shown.of(lambda place: book.ordered_events[place]), count


def story(book: Book, asked: Asked) -> Story:
    """The story in the window asked for. Raises `Missing` and `QueryError`."""
    window = asked.window
    shown, count = events_of(book, asked)
    drawn = pictures(book.scene, window) if asked.page == 1 else ()
    words = human_date("/".join(dict.fromkeys(filter(None, (asked.since, asked.until))))) if window else ""
    articles = book.record.articles
    return Story(
        book.once("size", lambda: coverage_size(articles)), book.once("span", lambda: coverage_span(articles)),
        ordered_days(shown.items), shown, count, drawn, periods(book, window), words,
        _beside(window, -1), _beside(window, 1),
    )  # fmt: skip


def event_page(book: Book, event: Event) -> int:
    """The page of the whole chronology, all events shown, that an event stands on."""
    return page_of(book.event_places[event.id], EVENTS)


def periods(book: Book, window: Bounds | None) -> tuple[Period, ...]:
    """The months of the story, or years, with how much happened in each; none outside of its coverage."""
    found: tuple[Period, ...] = book.once("periods", lambda: _periods(book))
    if window is None:
        return found
    shown: tuple[tuple[Bounds, Period], ...] = book.once(
        "periods shown", lambda: tuple((bounds(p.edtf), replace(p, shown=True)) for p in found)
    )
    return tuple(
        inside if days.last >= window.first and days.first <= window.last else p
        for p, (days, inside) in zip(found, shown, strict=True)
    )


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


def _beside(window: Bounds | None, by: int) -> Ends | None:
    """The month or year before or after one (`by` is -1 or 1), else as many days; None beyond the calendar."""
    if window is None:
        return None
    first, last = window.first, window.last
    try:
        match span_of_days(first, last).split("-"):
            case [_]:
                edtf = month(date(first.year + by, 1, 1))[:4]
                return edtf, edtf
            case [_, _]:
                edtf = month((first if by < 0 else last) + timedelta(days=by))
                return edtf, edtf
            case _:
                apart = timedelta(days=by * window.days)
                return day(first + apart), day(last + apart)
    except (ValueError, OverflowError):
        return None


def linked(book: Book) -> list[str]:
    """The months and years that the story's own links lead to."""
    zoomed = [p.edtf for p in periods(book, None)]
    return list(dict.fromkeys([*zoomed, *(edtf[:4] for edtf in zoomed)]))
