"""The chronology as a picture: where each thing stands, in pixels, for the template to draw as SVG.

Time runs linearly from left to right. An event is a dot as large as it is weighty; one that is dated to a month or
year only has a bar as long as its date is vague. The heaviest have labels on stems, placed where they cross no other
label and no other stem; one that finds no room goes without (its dot still leads to the list). Below the axis: when
each outlet published, and the steps of proceedings by person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from onrecord.edtf import Bounds
from onrecord.model import Event
from onrecord.span import within as inside
from onrecord.write.html.axis import Bar, Scale, Tick, ticks
from onrecord.write.html.placing import Place, Placing
from onrecord.write.html.rows import Row, arranged_rows, coverage_rows, step_rows
from onrecord.write.html.scene import Dated, Scene, Shown
from onrecord.write.texts import Texts, human_date, labels, plain, shortened

__all__ = ["Bar", "Label", "Picture", "Row", "Tick", "pictures"]

FAR: Final = 50
"""Characters into a sentence from which a label would not reach: it holds about 60."""


class Size(NamedTuple):
    """How a picture is drawn: `width` in pixels, `labels` at most and their `lanes`.

    `apart` are the pixels that each thing has on average which leads somewhere: where there are more of them, they are
    only shown, and a nearer view has them apart.
    """

    width: int
    labels: int
    lanes: int
    apart: int


SIZES: Final = (Size(1080, 14, 6, 12), Size(360, 8, 9, 24))
"""The drawing for a screen or paper, and that for a phone: a finger needs 24 pixels (WCAG 2.2), a pointer half."""
WIDE: Final = 700
"""Pixels from which a picture has room for names beside its rows, and for longer labels."""
LONG: Final = 32
SHORT: Final = 20
"""Characters of a line of a label, on a wide and on a narrow picture."""


class Label(NamedTuple):
    """An event's label: its stem at `x` up to `y`, its lines right of the stem, left of it when `flipped`."""

    x: float
    y: float
    flipped: bool
    date: str
    lines: tuple[str, ...]
    href: str
    tells: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole picture; the axis runs from `left` to `right` at `axis`. `specks` is the path of the lesser events."""

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
    specks: str = ""

    @property
    def wide(self) -> bool:
        """Whether it is the one for a screen or paper: its rows have their names beside them."""
        return self.width >= WIDE


def pictures(scene: Scene, window: Bounds | None = None) -> tuple[Picture, ...]:
    """The wide and the narrow picture of the days of `window`, else of the whole story; none when all is undated."""
    days = (window.first.toordinal(), window.last.toordinal()) if window else scene.whole
    if days is None:
        return ()
    shown = scene.shown(*days)
    return tuple(_drawn(shown, scene.texts, size) for size in SIZES)


def _drawn(shown: Shown, texts: Texts, size: Size) -> Picture:
    """The picture of one size."""
    width, wide = size.width, size.width >= WIDE
    left, right = (150.0, width - 24.0) if wide else (14.0, width - 14.0)
    scale = Scale(shown.first, shown.last, left, right)
    room = LONG if wide else SHORT
    dates, places = _labelled(shown.dates, texts, scale, Placing(width, size.lanes), size.labels, room)
    axis = max((p.height for p in places), default=0.0) + 26
    names = tuple(_label(dates[p.number], p, axis, texts, room) for p in places)
    most = (right - left) / size.apart
    published, y = arranged_rows(coverage_rows(shown.outlets, scale, most), axis + 52, wide)
    steps, y = arranged_rows(step_rows(shown.proceedings, scale, most), y + (22 if published else 0), wide)
    near, far = shown.dates[: width // size.apart], shown.dates[width // size.apart :]
    dotted = [*near, *(d for d in dates if far and d.place >= far[0].place)]  # no label without its dot
    return Picture(
        width, y, left, right, axis, ticks(scale), _dots(dotted, scale), names, published, steps,
        shown.earlier, _specks(far, scale),
    )  # fmt: skip


# ------------------------------------------------------------------ events
def _dots(dates: Iterable[Dated], scale: Scale) -> tuple[Bar, ...]:
    """A dot for each date, for the heaviest of its events; large ones first, so that no small one is hidden."""
    dots = []
    for each in dates:
        event = each.events[0]
        dots.append(Bar(*scale.place(each.date), each.radius, event.id, each.tells_all, event.background))
    return tuple(dots)


def _specks(dates: Iterable[Dated], scale: Scale) -> str:
    """The dates that have no dot, as one path of short strokes through the axis."""
    places = sorted({scale.middle(d.date) for d in dates})
    return "".join([f"M{x:g}-3v6" for x in places])


def _labelled(
    dates: Iterable[Dated], texts: Texts, scale: Scale, placing: Placing, most: int, room: int
) -> tuple[list[Dated], list[Place]]:
    """The dates whose heaviest events find a place for their label, and these places.

    Each in turn of weight is taken when all taken so far still find room with it; those of exact dates go first.
    """
    own = [d for d in dates if not d.events[0].background]
    chosen: list[Dated] = []
    for date in sorted(own, key=lambda d: d.vague)[: most * 2]:
        event = date.events[0]
        if placing.add(scale.middle(date.date), _lines(event, texts, room)[1]):
            chosen.append(date)
        if len(chosen) == most:
            break
    return chosen, placing.places


def _label(date: Dated, place: Place, axis: float, texts: Texts, room: int) -> Label:
    event = date.events[0]
    lines, _ = _lines(event, texts, room)
    return Label(place.x, axis - place.height, place.flipped, human_date(event.date), lines, event.id, date.tells)


def _lines(event: Event, texts: Texts, room: int) -> tuple[tuple[str, ...], int]:
    """The lines of an event's label, and how many characters the longest has, its date included."""

    def make() -> tuple[tuple[str, ...], int]:
        lines = _wrapped(_telling(event, texts), room, 2)
        return lines, max(map(len, (*lines, human_date(event.date))))

    return texts.once(("label", event.id, room), make)


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
