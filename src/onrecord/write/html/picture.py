"""The chronology as a picture: where each thing stands, in pixels, for the template to draw as SVG.

Time runs linearly from left to right. An event is a dot as large as it is weighty; one that is dated to a month or
year only has a bar as long as its date is vague. The heaviest have labels on stems, placed where they cross no other
label and no other stem; one that finds no room goes without (its dot still leads to the list). Below the axis: when
each outlet published, and the steps of proceedings by person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from onrecord.edtf import bounds
from onrecord.model import Event, Record
from onrecord.span import within as inside
from onrecord.write.html.placing import CHAR, Label, Space, arranged
from onrecord.write.steps import steps_of
from onrecord.write.texts import Texts, human_date, labels, plain, shortened, source_name

__all__ = ["Bar", "Picture", "Row", "Tick", "draw"]

FAR: Final = 50
"""Characters into a sentence from which a label would not reach: it holds about 60."""
VAGUE: Final = 92
"""Days from which a date is too vague to stretch the axis, or to be labelled before others: more than a season."""
ROWS: Final = 10
"""Outlets or people with a row of their own at most; more would push the list below off the screen."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the axis; a `major` one starts a year, or is the only kind."""

    x: float
    words: str
    major: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """Something at `[x, x + width]`: an event, an article or a step; `href` is where it leads, `tells` what it is.

    `words` stand to the right of it, to the left when `flipped`.
    """

    x: float
    width: float
    radius: float
    href: str
    tells: str
    muted: bool = False
    words: str = ""
    flipped: bool = False

    @property
    def middle(self) -> float:
        """Where its dot stands."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Row:
    """An outlet's articles or a person's proceedings, on one line."""

    y: float
    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole picture; the axis runs from `left` to `right` at `axis`."""

    width: int
    height: float
    left: float
    right: float
    axis: float
    ticks: tuple[Tick, ...]
    events: tuple[Bar, ...]
    labels: tuple[Label, ...]
    outlets: tuple[Row, ...]
    proceedings: tuple[Row, ...]
    earlier: int
    later: int


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days to pixels."""

    first: int
    last: int
    left: float
    right: float

    def x(self, day: float) -> float:
        share = (day - self.first) / max(1, self.last - self.first)
        return round(self.left + share * (self.right - self.left), 1)

    def bar(self, edtf: str, **more: object) -> Bar:
        """Where a date stands; what reaches out of the picture is cut at its edge."""
        span = bounds(edtf)
        start = self.x(max(self.first, min(self.last, span.first.toordinal())))
        end = self.x(max(self.first, min(self.last, span.last.toordinal())))
        return Bar(start, round(end - start, 1), **{"radius": 3.0, "href": "", "tells": "", **more})  # type: ignore[arg-type]

    def shows(self, edtf: str) -> int:
        """-1 for a date before the picture, 1 after it, 0 within."""
        span = bounds(edtf)
        middle = (span.first.toordinal() + span.last.toordinal()) / 2
        return -1 if middle < self.first else 1 if middle > self.last else 0


def draw(record: Record, texts: Texts, width: int, labelled: int, lanes: int) -> Picture | None:
    """The picture `width` pixels wide, with at most `labelled` labels in `lanes` rows; None when nothing has a date."""
    wide = width >= 700
    left, right = (150.0, width - 24.0) if wide else (14.0, width - 14.0)
    scale = _scale(record, left, right)
    if scale is None:
        return None
    shown = [e for e in record.events if scale.shows(e.date) == 0]
    names = _labels(shown, texts, scale, width, labelled, lanes)
    top = max((n.y for n in names), default=0.0)
    axis = top + 26
    names = [replace(n, y=axis - n.y) for n in names]
    y = axis + 52
    outlets, y = _rows(_outlets(record, scale), y, wide)
    proceedings, y = _rows(_proceedings(record, scale), y + (22 if outlets else 0), wide)
    return Picture(
        width, y, left, right, axis, _ticks(scale), _dots(shown, texts, scale), tuple(names), outlets,
        proceedings, sum(scale.shows(e.date) < 0 for e in record.events),
        sum(scale.shows(e.date) > 0 for e in record.events),
    )  # fmt: skip


def _scale(record: Record, left: float, right: float) -> _Scale | None:
    """From the first to the last day of the articles and of what they tell as this story, with a little air."""
    dates = [a.published for a in record.articles if a.published and "." not in a.published]
    own = sorted((e for e in record.events if not e.background), key=_rank)[:40]
    dates += [e.date for e in own if bounds(e.date).days <= VAGUE]
    dates = dates or [e.date for e in record.events]
    closed = [bounds(d) for d in dates if bounds(d).first > date.min and bounds(d).last < date.max]
    if not closed:
        return None
    first = min(b.first for b in closed).toordinal()
    last = max(b.last for b in closed).toordinal()
    air = max(2, (last - first) // 40)
    return _Scale(max(1, first - air), min(date.max.toordinal(), last + air), left, right)


# ------------------------------------------------------------------ axis
def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    """Years, months or days, as many as have room for their words."""
    first, last = date.fromordinal(scale.first), date.fromordinal(scale.last)
    room = (scale.right - scale.left) / 44  # labels of 44 pixels: the width of `2021` or `30 Sep` with air
    days = scale.last - scale.first
    if days / 31 > room * 6:
        step = next(n for n in (1, 2, 5, 10, 20, 50, 100, 500, 10000) if days / 366 / n <= room)
        return tuple(
            Tick(scale.x(date(y, 1, 1).toordinal()), str(y), True)
            for y in range(first.year + 1, last.year + 1)
            if y % step == 0
        )
    if days > 50:
        return _months(scale, first, last, room)
    step = max(1, round(days / max(1, min(room, 12))))
    return tuple(
        Tick(scale.x(day), f"{date.fromordinal(day).day} {_month(date.fromordinal(day).month)}", True)
        for day in range(scale.first, scale.last + 1, step)
    )


def _months(scale: _Scale, first: date, last: date, room: float) -> tuple[Tick, ...]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next(n for n in (1, 2, 3, 6, 12) if count / n <= room or n == 12)
    found: list[Tick] = []
    for number in range(first.year * 12 + first.month, last.year * 12 + last.month):
        year, month = divmod(number, 12)
        if month % step == 0:
            words = str(year) if month == 0 else _month(month + 1)
            if month and not found:
                words += f" ’{year % 100:02d}"
            found.append(Tick(scale.x(date(year, month + 1, 1).toordinal()), words, month == 0))
    return tuple(found)


def _month(number: int) -> str:
    return labels().months[number - 1][:3]


# ------------------------------------------------------------------ events
def _dots(events: Sequence[Event], texts: Texts, scale: _Scale) -> tuple[Bar, ...]:
    """A dot for each date, for the heaviest of its events; large ones first, so that no small one is hidden."""
    dates: dict[str, list[Event]] = {}
    for event in sorted(events, key=_rank):
        dates.setdefault(event.date, []).append(event)
    dots = []
    for same in dates.values():
        more = f" (and {len(same) - 1} more)" if len(same) > 1 else ""
        radius = round(3 + 6 * same[0].weight, 1)
        tells = _tells(same[0], texts) + more
        dots.append(scale.bar(same[0].date, radius=radius, href=same[0].id, tells=tells, muted=same[0].background))
    return tuple(dots)


def _rank(event: Event) -> tuple[bool, float, str]:
    """The order of importance."""
    return event.background, -event.weight, event.id


def _tells(event: Event, texts: Texts) -> str:
    return f"{human_date(event.date)}: {shortened(plain(texts.text(event.headline)), 160)}"


def _labels(events: Sequence[Event], texts: Texts, scale: _Scale, width: int, labelled: int, lanes: int) -> list[Label]:
    """Labels of the heaviest events, one for each date; `y` is here the height above the axis.

    Each in turn of weight is taken when all taken so far still find room with it.
    """
    heaviest: dict[str, Event] = {}
    for event in sorted((e for e in events if not e.background), key=_rank):
        heaviest.setdefault(event.date, event)
    space = Space(width, lanes)
    placed: list[Label] = []
    exact_first = sorted(heaviest.values(), key=lambda e: bounds(e.date).days > VAGUE)
    for event in exact_first[: labelled * 3]:
        together = arranged([*placed, _label(event, texts, scale, width)], space)
        placed = together or placed
        if len(placed) == labelled:
            break
    return sorted(placed, key=lambda n: (n.x, n.y))


def _label(event: Event, texts: Texts, scale: _Scale, width: int) -> Label:
    room = 200 if width >= 700 else 126
    lines = _wrapped(_telling(event, texts), int(room / CHAR), 2)
    return Label(scale.bar(event.date).middle, 0, False, human_date(event.date), lines, event.id, _tells(event, texts))


def _telling(event: Event, texts: Texts) -> str:
    """The headline for a label: when a label would end before the date, from the first clause on that lets it show."""
    whole = texts.text(event.headline)
    dated = [s.start - event.headline.start for s in event.date_spans if inside(s, event.headline)]
    far = max(dated, default=0)  # what an expression is counted from may stand before it
    if far < FAR:
        return plain(whole)
    cuts = [m.end() for m in _clause().finditer(whole, far - FAR, far)]
    start = cuts[0] if cuts else whole.rfind(" ", 0, far - FAR * 3 // 4) + 1
    return "…" + plain(whole[start:])


@cache
def _clause() -> re.Pattern[str]:
    """What stands before a clause."""
    return re.compile(r"[,;:–—]\s+|\s(?=(?:" + "|".join(labels().clause_starts) + r")\s)")


def _wrapped(words: str, width: int, lines: int) -> tuple[str, ...]:
    """`words` broken into at most so many lines."""
    found: list[str] = []
    rest = words
    while rest and len(found) < lines - 1 and len(rest) > width:
        cut = rest[: width + 1].rpartition(" ")[0] or rest[:width]
        found.append(cut)
        rest = rest[len(cut) :].strip()
    return (*found, shortened(rest, width)) if rest else tuple(found)


# ------------------------------------------------------------------ rows
def _rows(named: Sequence[tuple[str, list[Bar]]], y: float, wide: bool) -> tuple[tuple[Row, ...], float]:
    """Rows from `y` on, and where the next may start; on a narrow picture the name stands above its row."""
    rows = []
    for name, bars in named:
        y += 0 if wide else 22
        rows.append(Row(y, shortened(plain(name), 22 if wide else 50), tuple(bars)))
        y += 22 if wide else 20
    return tuple(rows), y


def _outlets(record: Record, scale: _Scale) -> list[tuple[str, list[Bar]]]:
    """When each outlet published; where there are too many outlets, all of them together."""
    found: dict[str, list[Bar]] = {}
    for article in record.articles:
        if article.published and scale.shows(article.published) == 0:
            name = source_name(article)
            tells = f"{plain(name)}, {human_date(article.published)}: {shortened(plain(article.title or ''), 120)}"
            found.setdefault(name, []).append(scale.bar(article.published, href=article.id, tells=tells))
    if len(found) > ROWS:
        return [(f"{len(found)} outlets", [bar for bars in found.values() for bar in bars])]
    return list(found.items())


def _proceedings(record: Record, scale: _Scale) -> list[tuple[str, list[Bar]]]:
    """The dated steps of those who have any, in order."""
    found: list[tuple[str, list[Bar]]] = []
    for person in record.people:
        steps: list[Bar] = []
        for step in steps_of(person):
            if step.date and scale.shows(step.date) == 0:
                words = f"{step.step} ({step.charge})" if step.charge else step.step
                tells = f"{human_date(step.date)}: {plain(person.name)} {plain(words)}"
                steps.append(scale.bar(step.date, href=person.id, tells=tells, words=plain(step.step)))
        if steps and len(found) < ROWS:
            found.append((person.name, _worded(sorted(steps, key=lambda b: (b.middle, b.words)), scale.right)))
    return found


def _worded(bars: Iterable[Bar], right: float) -> list[Bar]:
    """Steps from left to right, their words on the side that has room for them, or left out."""
    ordered = list(bars)
    kept = []
    free = 0.0  # where the words and squares so far end
    for bar, after in zip(ordered, [*ordered[1:], None], strict=True):
        long = len(bar.words) * CHAR + 12
        if bar.middle + long <= (after.middle - 6 if after else right + 20):
            kept.append(bar)
            free = bar.middle + long
        elif bar.middle - long >= free:
            kept.append(replace(bar, flipped=True))
            free = bar.middle + 6
        else:
            kept.append(replace(bar, words=""))
            free = bar.middle + 6
    return kept
