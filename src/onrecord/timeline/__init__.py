"""A timeline: the dates that matter most, each with the sentences that tell of it best.

`dates` ranks the dates by how many articles return to them; `sentences` chooses what is told of each, so that
together it says what the coverage says of that date, in few words and without repeating itself; `vectors` are the
sentences as weighted words. All of it works on dated sentences (`join.dated`) and their printed text alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from onrecord.edtf import Bounds, bounds, precision
from onrecord.join.dated import DatedSentence
from onrecord.span import Span
from onrecord.timeline.dates import ranked
from onrecord.timeline.sentences import telling
from onrecord.timeline.vectors import Vectors
from onrecord.tokens import phrases_of

__all__ = ["TimelineDate", "choose"]


@dataclass(frozen=True, slots=True)
class TimelineDate:
    """A date (EDTF) and the sentences that tell of it, the best first."""

    date: str
    sentences: tuple[Span, ...]


def choose(
    dated: Sequence[DatedSentence],
    text: Callable[[Span], str],
    *,
    first: str | None = None,
    last: str | None = None,
    dates: int | None = None,
    sentences: int = 1,
    about: str | None = None,
    coarse: bool = False,
) -> tuple[TimelineDate, ...]:
    """At most `dates` dates between `first` and `last` (inclusive EDTF), each with at most `sentences` sentences.

    `about` keeps to sentences that name one of its phrases (`a OR b`). With `dates` only dates to the day are chosen
    unless `coarse`. Raises `QueryError` when `first` or `last` is no date.
    """
    window = Bounds(bounds(first or "0001").first, bounds(last or "9999").last)
    days_only = dates is not None and not coarse
    by_date: dict[str, list[DatedSentence]] = defaultdict(list)
    for item in _about(dated, text, about):
        if _wanted(item.date, window, days_only):
            by_date[item.date].append(item)
    chosen = sorted(ranked(by_date)[:dates], key=lambda d: (bounds(d).first, bounds(d).last))
    vectors = Vectors({i.span for i in dated}, text)
    named = Counter(i.span for i in dated if i.basis in ("mention", "ahead"))
    return tuple(TimelineDate(d, telling(by_date[d], named, vectors, sentences)) for d in chosen)


def _wanted(date: str, window: Bounds, days_only: bool) -> bool:
    if days_only and precision(date) != "day":
        return False
    at = bounds(date)
    return window.first <= at.first and at.last <= window.last


def _about(dated: Iterable[DatedSentence], text: Callable[[Span], str], about: str | None) -> Iterable[DatedSentence]:
    phrases = phrases_of(about)
    if not phrases:
        return dated
    wanted = re.compile("|".join(re.escape(p) for p in phrases), re.IGNORECASE)
    return (d for d in dated if wanted.search(text(d.span)))
