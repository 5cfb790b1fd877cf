"""The rows below the axis of the picture: when each outlet published, and the steps of proceedings by person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.model import Person
from onrecord.write.html.axis import Bar, Scale
from onrecord.write.html.placing import CHAR
from onrecord.write.html.scene import ROWS, Published
from onrecord.write.steps import StepTold
from onrecord.write.texts import human_date, plain, shortened

__all__ = ["Row", "arranged_rows", "coverage_bars", "step_bars"]

APART: Final = 12
"""Pixels that a bar of a row must have on average, else all are drawn as one: none could be hit alone, and a nearer
view shows them apart."""
TICK: Final = 3
"""Pixels of an article's bar: those of one outlet that would stand upon one another are one."""


@dataclass(frozen=True, slots=True)
class Row:
    """An outlet's articles or a person's proceedings, on one line; `dense` are bars too many to tell apart."""

    y: float
    name: str
    bars: tuple[Bar, ...]
    dense: str = ""


def arranged_rows(
    named: Sequence[tuple[str, list[Bar]]], y: float, scale: Scale, wide: bool
) -> tuple[tuple[Row, ...], float]:
    """Rows from `y` on, and where the next may start; on a narrow picture the name stands above its row."""
    most = (scale.right - scale.left) / APART
    rows = []
    for name, bars in named:
        y += 0 if wide else 22
        short = shortened(plain(name), 22 if wide else 50)
        rows.append(Row(y, short, (), _dense(bars, y)) if len(bars) > most else Row(y, short, tuple(bars)))
        y += 22 if wide else 20
    return tuple(rows), y


def _dense(bars: Iterable[Bar], y: float) -> str:
    """Bars as one path of strokes."""
    return "".join(f"M{bar.middle:g} {y - 5.5:g}v11" for bar in bars)


def coverage_bars(published: Iterable[Published], scale: Scale) -> list[tuple[str, list[Bar]]]:
    """When each outlet published; where there are too many outlets, the busiest and the rest together."""
    found: dict[str, list[Published]] = {}
    for each in published:
        found.setdefault(each.source, []).append(each)
    named = list(found.items())
    if len(named) > ROWS:
        busiest = sorted(named, key=lambda each: -sum(len(p.articles) for p in each[1]))
        rest = [each for _, dates in busiest[ROWS - 1 :] for each in dates]
        named = [*busiest[: ROWS - 1], (f"{len(named) - ROWS + 1} more outlets", rest)]
    return [(name, _coverage(dates, scale)) for name, dates in named]


def _coverage(dates: Iterable[Published], scale: Scale) -> list[Bar]:
    """A bar for each place of the axis that articles stand at; where there are several, it leads to the first."""
    places: dict[tuple[float, float], tuple[Published, int]] = {}
    for each in dates:
        x, width = scale.place(each.articles[0].published or "")
        place = round(x / TICK), width
        first, count = places.get(place, (each, 0))
        places[place] = first, count + len(each.articles)
    bars = []
    for first, count in places.values():
        article, tells = first.articles[0], first.tells
        more = f" (and {count - 1} more)" if count > 1 else ""
        bars.append(scale.bar(article.published or "", article.id, tells + more))
    return bars


def step_bars(found: Sequence[tuple[Person, list[StepTold]]], scale: Scale) -> list[tuple[str, list[Bar]]]:
    """The steps of each person from left to right, with their words where there is room."""
    return [
        (person.name, _worded(sorted((_step(person, s, scale) for s in steps), key=_from_left), scale.right))
        for person, steps in found
    ]


def _step(person: Person, step: StepTold, scale: Scale) -> Bar:
    words = f"{step.step} ({step.charge})" if step.charge else step.step
    tells = f"{human_date(step.date)}: {plain(person.name)} {plain(words)}"
    return scale.bar(step.date or "", person.id, tells, words=plain(step.step))


def _from_left(bar: Bar) -> tuple[float, str]:
    return bar.middle, bar.words


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
            kept.append(bar._replace(flipped=True))
            free = bar.middle + 6
        else:
            kept.append(bar._replace(words=""))
            free = bar.middle + 6
    return kept
