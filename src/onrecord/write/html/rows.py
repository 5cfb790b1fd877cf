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

__all__ = ["Row", "arranged_rows", "coverage_rows", "step_rows"]

TICK: Final = 3
"""Pixels of an article's bar: those of one outlet that would stand upon one another are one."""


@dataclass(frozen=True, slots=True)
class Row:
    """An outlet's articles or a person's proceedings, on one line; `dense` is the path of bars too many to hit."""

    name: str
    bars: tuple[Bar, ...]
    dense: str = ""
    y: float = 0


def arranged_rows(rows: Iterable[Row], y: float, wide: bool) -> tuple[tuple[Row, ...], float]:
    """Rows from `y` on, and where the next may start; on a narrow picture the name stands above its row."""
    arranged = []
    for row in rows:
        y += 0 if wide else 22
        arranged.append(Row(shortened(plain(row.name), 22 if wide else 50), row.bars, row.dense, y))
        y += 22 if wide else 20
    return tuple(arranged), y


def _dense(middles: Iterable[float]) -> str:
    """Bars as one path of strokes."""
    return "".join([f"M{x:g}-5.5v11" for x in middles])


def coverage_rows(published: Iterable[Published], scale: Scale, most: float) -> list[Row]:
    """When each outlet published; where there are too many outlets, the busiest and the rest together.

    Up to `most` bars of an outlet lead to its articles.
    """
    found: dict[str, list[Published]] = {}
    for each in published:
        found.setdefault(each.source, []).append(each)
    named = list(found.items())
    if len(named) > ROWS:
        busiest = sorted(named, key=lambda each: -sum(p.articles for p in each[1]))
        rest = [each for _, dates in busiest[ROWS - 1 :] for each in dates]
        named = [*busiest[: ROWS - 1], (f"{len(named) - ROWS + 1} more outlets", rest)]
    return [_coverage(name, dates, scale, most) for name, dates in named]


def _coverage(name: str, dates: Iterable[Published], scale: Scale, most: float) -> Row:
    """A bar for each place of the axis that articles stand at; where there are several, it leads to the first."""
    places: dict[tuple[int, float], tuple[float, Published, int]] = {}
    for each in dates:
        x, width = scale.place(each.date)
        place = round(x / TICK), width
        known = places.get(place)
        places[place] = (x, each, each.articles) if known is None else (known[0], known[1], known[2] + each.articles)
    if len(places) > most:
        return Row(name, (), _dense([x + width / 2 for (_, width), (x, _, _) in places.items()]))
    return Row(
        name,
        tuple([
            Bar(x, width, 3.0, first.article, f"{first.tells} (and {count - 1} more)" if count > 1 else first.tells)
            for (_, width), (x, first, count) in places.items()
        ]),
    )  # fmt: skip


def step_rows(found: Sequence[tuple[Person, list[StepTold]]], scale: Scale, most: float) -> list[Row]:
    """The steps of each person from left to right, with their words where there is room; up to `most` lead to them."""
    rows = []
    for person, steps in found:
        bars = _worded(sorted((_step(person, s, scale) for s in steps), key=_from_left), scale.right)
        dense = len(bars) > most
        rows.append(Row(person.name, () if dense else tuple(bars), _dense(b.middle for b in bars) if dense else ""))
    return rows


def _step(person: Person, step: StepTold, scale: Scale) -> Bar:
    words = f"{step.step} ({step.charge})" if step.charge else step.step
    tells = f"{human_date(step.date)}: {plain(person.name)} {plain(words)}"
    return Bar(*scale.place(step.date or ""), 3.0, person.id, tells, words=plain(step.step))


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
