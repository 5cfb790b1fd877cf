"""Dated event mentions: what `join.events` clusters.

A mention is a sentence of one article that tells of a happening, with the date that its own words give it once the
story has settled its times. A sentence with several dated happenings gives several mentions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from onrecord.edtf import Bounds, bounds, precision
from onrecord.join.coverage import Coverage, Known
from onrecord.model import Findings, StatedEvent, Time
from onrecord.span import Span
from onrecord.tokens import content_words
from onrecord.words import load

__all__ = ["EventKinds", "Mention", "kind_of", "mentions"]

_BOUNDING = frozenset(
    {"MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS", "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER"}
)
_HOUR = re.compile(r"T\d")

LONGEST = 366
"""Days of a date that can place an event in a chronology: a decade cannot."""


@dataclass(frozen=True, slots=True)
class EventKinds:
    """The groups of `words/events.toml` that tell of one kind of happening."""

    kinds: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Mention:
    """One article's telling of one happening.

    `kind` is the happening's group in `words/events.toml`, or its lemma; `people` the ids of the people and bodies that
    the sentence names, `actors` those in the subject and object; `place` the sentence's number in its article.
    """

    event: StatedEvent
    kind: str
    date: str | None
    bounds: Bounds | None
    basis: Literal["explicit", "relative", "published"]
    date_spans: tuple[Span, ...]
    words: frozenset[str]
    people: frozenset[str]
    actors: frozenset[str]
    place: int


@lru_cache(maxsize=1)
def _groups() -> dict[str, str]:
    kinds = load("events", EventKinds).kinds
    return {lemma: kind for kind in sorted(kinds, reverse=True) for lemma in kinds[kind]}


def kind_of(lemma: str) -> str:
    """The kind of happening that `lemma` tells of: its group, or itself."""
    return _groups().get(lemma, lemma)


def mentions(coverage: Coverage, known: Known) -> Iterator[Mention]:
    """The mentions of all articles, in the order of the record, undated ones included; none from inside quotations."""
    kinds = {p.id: p.kind for p in known.people}
    for found in coverage.findings.values():
        named = sorted((n.span for n in found.names if n.span in known.person_of), key=lambda s: s.start)
        starts = [s.start for s in named]
        places = {s.span: i for i, s in enumerate(found.sentences)}

        def inside(span: Span | None, named: list[Span] = named, starts: list[int] = starts) -> frozenset[str]:
            if span is None:
                return frozenset()
            first, last = bisect_right(starts, span.start - 1), bisect_right(starts, span.end - 1)
            ids = (known.person_of[s] for s in named[first:last])
            return frozenset(i for i in ids if kinds.get(i) in ("person", "organization"))

        for event in found.events:
            if event.quoted:
                continue
            time = _dating(event, known.times)
            people = inside(event.sentence)
            date = time.edtf.split("T")[0] if time and time.edtf else None
            yield Mention(
                event=event,
                kind=kind_of(event.lemma),
                date=date,
                bounds=bounds(date) if date else None,
                basis="explicit" if time and time.anchor == "explicit" else "relative",
                date_spans=tuple(sorted({time.span, *_evidence(time, found)})) if time else (),
                words=frozenset(content_words(coverage.text(event.sentence))),
                people=people,
                actors=inside(event.subject) | inside(event.object),
                place=places.get(event.sentence, len(places)),
            )


def _dating(event: StatedEvent, times: Mapping[Span, Time]) -> Time | None:
    """The finest of the times that date an event, the first of equals."""
    usable = [times[s] for s in event.times if s in times and _places(times[s])]
    return min(usable, key=lambda t: (bounds(t.edtf or "").days, t.span), default=None)


def _places(time: Time) -> bool:
    """Whether a time says when something happened.

    Not when it only bounds it (`more than a month after`), or gives an hour of a day that the sentence does not name.
    """
    if time.edtf is None or precision(time.edtf) in ("decade", "century") or bounds(time.edtf).days > LONGEST:
        return False
    return time.mod not in _BOUNDING and (time.anchor == "explicit" or not _HOUR.search(time.edtf))


def _evidence(time: Time, found: Findings) -> Iterable[Span]:
    """What else in the article shows the date: the nearest earlier time that has the year, where it was inferred."""
    if time.anchor == "explicit" or time.edtf is None:
        return ()
    year = time.edtf[:4]
    earlier = [
        t.span for t in found.times if t.anchor == "explicit" and (t.edtf or "").startswith(year) and t.span < time.span
    ]
    return earlier[-1:]
