"""Stamps: whole dates with a time of the day to the minute, which say when something was put up, not when it happened.

`Fri 14 May 2010 15.35`, `At 4:25 pm on 28 May 2010, ferryfan wrote`: the header of a page, of an update or of a
reader's comment. A sentence may tell of an hour too (`struck at 4.53 p.m. on Jan. 12, 2010`), but then it was
published after that day; a stamp is not older than its page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.edtf import precision
from onrecord.model import StatedTime, Time
from onrecord.span import Span

__all__ = ["printed_stamps", "stamps"]

BESIDE = 8
"""Characters between a date and a time of the day that belong together: `on`, `at`, a comma."""

_TO_THE_MINUTE = re.compile(r"T\d\d:\d\d")


def stamps(times: Sequence[Time | StatedTime]) -> dict[Span, str]:
    """The times that may be part of a stamp, of an article's in text order, and the days of these (`2010-05-28`)."""
    found: dict[Span, str] = {}
    for n, clock in enumerate(times):
        if not _TO_THE_MINUTE.search(clock.value):
            continue
        around = times[max(0, n - 1) : n + 2]
        dates = [t for t in around if t.anchor == "explicit" and len(t.edtf or "") == 10 and _apart(t, clock) <= BESIDE]
        if dates or clock.anchor == "explicit":
            found |= {t.span: clock.value[:10] for t in (clock, *dates)}
    return found


def printed_stamps(times: Sequence[Time], published: str | None) -> frozenset[Span]:
    """The stamps among the times of an article; none if its day of publication is not known."""
    if published is None or precision(published) != "day":
        return frozenset()
    return frozenset(span for span, day in stamps(times).items() if day >= published)


def _apart(a: Time | StatedTime, b: Time | StatedTime) -> int:
    return max(a.span.start, b.span.start) - min(a.span.end, b.span.end)
