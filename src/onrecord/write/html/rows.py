"""The rows below the axis of the picture: when each outlet published, and the steps of proceedings by person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.model import Person
from onrecord.write.html.axis import Bar, Scale
from onrecord.write.html.placing import CHAR
from onrecord.write.html.scene import Published, with_more
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
    return "".join([f"M{x:g}-4v8" for x in middles])


def coverage_rows(outlets: Sequence[tuple[str, Sequence[Published]]], scale: Scale, most: float) -> list[Row]:
    """When each outlet published: a bar for each place of the axis that articles stand at.

    Up to `most` bars of an outlet lead to its articles, where several stand at one place to the first of them.
    """
    slots: dict[str, tuple[int, float]] = {}
    middles: dict[tuple[int, float], float] = {}
    for date in dict.fromkeys([each.date for _, published in outlets for each in published]):
        x, width = scale.place(date)
        slots[date] = slot = round(x / TICK), width
        middles.setdefault(slot, x + width / 2)
    rows = []
    for name, published in outlets:
        taken = dict.fromkeys([slots[each.date] for each in published])
        if len(taken) > most:
            rows.append(Row(name, (), _dense([middles[slot] for slot in taken])))
        else:
            rows.append(Row(name, _covered(published, slots, scale)))
    return rows


def _covered(published: Iterable[Published], slots: Mapping[str, tuple[int, float]], scale: Scale) -> tuple[Bar, ...]:
    """A bar for what one outlet published at each place."""
    found: dict[tuple[int, float], Published] = {}  # of each place the first
    more: dict[tuple[int, float], int] = {}
    for each in published:
        slot = slots[each.date]
        first = found.setdefault(slot, each)
        if first is not each:
            more[slot] = more.get(slot, first.articles) + each.articles
    bars = []
    for slot, first in found.items():
        tells = with_more(first.tells, more[slot]) if slot in more else first.tells_all
        bars.append(Bar(*scale.place(first.date), 3.0, first.article, tells))
    return tuple(bars)


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
