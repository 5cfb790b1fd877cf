"""What pictures of a record show, by day: gone through once, so that a picture of any days costs what these hold."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Final, NamedTuple

from onrecord.edtf import bounds
from onrecord.model import Article, Event, Person, Record
from onrecord.write.html.axis import middle_of
from onrecord.write.steps import StepTold, steps_of
from onrecord.write.texts import Texts, human_date, plain, shortened, source_name

__all__ = ["ROWS", "VAGUE", "Dated", "Published", "Scene", "Shown", "importance", "with_more"]

VAGUE: Final = 92
"""Days from which a date is too vague to stretch the axis, or to be labelled before others: more than a season."""
ROWS: Final = 10
"""Outlets or people with a row of their own at most; more would push the list below off the screen."""


class Dated(NamedTuple):
    """The events of one `date`, the heaviest first; `place` is the date's by its heaviest event, from 0.

    `radius` is that of its dot: as large as the heaviest is weighty.

    `tells` is what a pointer tells of the heaviest, `tells_all` the same with how many others there are.
    """

    middle: float
    place: int
    date: str
    vague: bool
    events: tuple[Event, ...]
    tells: str
    tells_all: str
    radius: float


class Published(NamedTuple):
    """What one source published on one `date`: so many `articles`; `place` is that in the record of the first of them.

    `article` is its id, `tells` what a pointer over it tells, `tells_all` the same with how many others there are.
    """

    middle: float
    place: int
    date: str
    source: str
    article: str
    articles: int
    tells: str
    tells_all: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What some days hold: events by date, the heaviest date first, how many events there are before.

    `outlets` are in the order of their first articles in the record; people are those first who are people, the most
    mentioned of each.
    """

    first: int
    last: int
    dates: Sequence[Dated]
    earlier: int
    outlets: Sequence[tuple[str, Sequence[Published]]]
    proceedings: Sequence[tuple[Person, list[StepTold]]]


class Scene:
    """Events, articles and steps of proceedings by the middle of their date. `whole` are the days of the story."""

    def __init__(self, record: Record, texts: Texts) -> None:
        self.texts = texts
        self.whole = _days(record)
        dates: dict[str, list[Event]] = {}
        for event in sorted(record.events, key=importance):
            dates.setdefault(event.date, []).append(event)
        self._dates = sorted(_dated(day, place, tuple(same), texts) for place, (day, same) in enumerate(dates.items()))
        self._before = list(accumulate((len(d.events) for d in self._dates), initial=0))
        published: dict[tuple[str, str], list[tuple[int, Article]]] = {}
        for place, article in enumerate(record.articles):
            if article.published:
                published.setdefault((article.published, source_name(article)), []).append((place, article))
        self._articles = sorted(_published(day, source, same) for (day, source), same in published.items())
        concerned = sorted((p for p in record.people if p.proceedings), key=lambda p: p.kind != "person")
        self._steps = [(p, [(middle_of(s.date), s) for s in steps_of(p) if s.date]) for p in concerned]

    def shown(self, first: int, last: int) -> Shown:
        """What has its middle in the days from `first` to `last`, both counted from year 1."""
        begin, end = _between(self._dates, first, last)
        dates = sorted(self._dates[begin:end], key=lambda d: d.place)
        low, high = _between(self._articles, first, last)
        articles = sorted(self._articles[low:high], key=lambda a: a.place)
        return Shown(first, last, dates, self._before[begin], _outlets(articles), self._proceedings(first, last))

    def _proceedings(self, first: int, last: int) -> list[tuple[Person, list[StepTold]]]:
        found = []
        for person, steps in self._steps:
            within = [step for middle, step in steps if first <= middle <= last]
            if within:
                found.append((person, within))
            if len(found) == ROWS:
                break
        return found


def _outlets(published: Iterable[Published]) -> list[tuple[str, list[Published]]]:
    """What each outlet published; where there are too many outlets, the busiest and the rest together."""
    found: defaultdict[str, list[Published]] = defaultdict(list)
    for each in published:
        found[each.source].append(each)
    named = list(found.items())
    if len(named) > ROWS:
        busiest = sorted(named, key=lambda each: -sum(p.articles for p in each[1]))
        rest = [each for _, dates in busiest[ROWS - 1 :] for each in dates]
        named = [*busiest[: ROWS - 1], (f"{len(named) - ROWS + 1} more outlets", rest)]
    return named


def _between(ordered: Sequence[Dated] | Sequence[Published], first: int, last: int) -> tuple[int, int]:
    return (
        bisect_left(ordered, first, key=lambda each: each.middle),
        bisect_right(ordered, last, key=lambda each: each.middle),
    )


def importance(event: Event) -> tuple[bool, float, str]:
    """The order of importance."""
    return event.background, -event.weight, event.id


def _dated(day: str, place: int, events: tuple[Event, ...], texts: Texts) -> Dated:
    tells = f"{human_date(day)}: {shortened(plain(texts.text(events[0].headline)), 160)}"
    radius = round(3 + 6 * events[0].weight, 1)
    return Dated(
        middle_of(day), place, day, bounds(day).days > VAGUE, events, tells, with_more(tells, len(events)), radius
    )  # fmt: skip


def _published(day: str, source: str, same: Sequence[tuple[int, Article]]) -> Published:
    (place, first), count = same[0], len(same)
    tells = _article(first)
    return Published(middle_of(day), place, day, source, first.id, count, tells, with_more(tells, count))


def with_more(tells: str, count: int) -> str:
    """What a pointer tells of the first of so many."""
    return f"{tells} (and {count - 1} more)" if count > 1 else tells


def _article(article: Article) -> str:
    where = f"{plain(source_name(article))}, {human_date(article.published)}"
    return f"{where}: {shortened(plain(article.title), 120)}" if article.title else where


def _days(record: Record) -> tuple[int, int] | None:
    """The first and last day of the articles and of what they tell as this story, with a little air."""
    dates = [a.published for a in record.articles if a.published and "." not in a.published]
    own = sorted((e for e in record.events if not e.background), key=importance)[:40]
    dates += [e.date for e in own if bounds(e.date).days <= VAGUE]
    dates = dates or [e.date for e in record.events]
    closed = [bounds(d) for d in dates if bounds(d).first > date.min and bounds(d).last < date.max]
    if not closed:
        return None
    first, last = min(b.first for b in closed).toordinal(), max(b.last for b in closed).toordinal()
    air = max(2, (last - first) // 40)
    return max(1, first - air), min(date.max.toordinal(), last + air)
