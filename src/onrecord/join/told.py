"""What a part of the coverage tells: its utterances, its events, and where its accounts differ in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.join.coverage import Known
from onrecord.join.differences import accounts_differ
from onrecord.join.differences.ground import Draft
from onrecord.join.events import by_day, join_events
from onrecord.join.kept import Kept
from onrecord.join.parts import Part
from onrecord.join.utterances import housed, join_utterances
from onrecord.model import Event, SetAside, Utterance
from onrecord.settings import Settings
from onrecord.timing import timed

__all__ = ["Told", "tell", "together"]


@dataclass(frozen=True, slots=True)
class Told:
    """What one part tells; `set_aside` is what corrections rejected of it, and those that no longer apply."""

    utterances: tuple[Utterance, ...]
    events: tuple[Event, ...]
    drafts: tuple[Draft, ...]
    set_aside: tuple[SetAside, ...]


def tell(part: Part, settings: Settings, kept: Kept) -> Told:
    """What `part` tells: as an earlier join found it, where that had the same part before it."""
    return kept.of(_inputs(part, settings), Told, lambda: _tell(part, settings))


def _inputs(part: Part, settings: Settings) -> Iterator[object]:
    """All that a part has, one thing after the other: its articles with what was found in each, then what is known."""
    coverage, known = part.coverage, part.known
    yield "told", settings
    for id_, article in coverage.articles.items():
        found = coverage.findings[id_]
        yield article, found, coverage.repairs.get(id_)
        yield [known.times.get(t.span) for t in found.times], [known.person_of.get(n.span) for n in found.names]
    yield from (known.people, known.quotations, part.hand.live())


def _tell(part: Part, settings: Settings) -> Told:
    coverage, known, hand = part.coverage, part.known, part.hand
    quotations, utterances = timed("join: utterances", join_utterances, coverage, known.quotations, settings, hand)
    known = replace(known, quotations=quotations, utterances=utterances)
    known = replace(known, events=timed("join: events", join_events, coverage, known, settings, hand))
    drafts = timed("join: differences", accounts_differ, coverage, known, settings)
    return Told(utterances, known.events, drafts, hand.set_aside())


def together(known: Known, told: Sequence[Told]) -> Known:
    """What is known of the whole coverage with what its parts tell, in the order of the record."""
    utterances = sorted((u for each in told for u in each.utterances), key=lambda u: u.id)
    events = sorted((e for each in told for e in each.events), key=by_day)
    quotations = housed(known.quotations, utterances)
    return replace(known, quotations=quotations, utterances=tuple(utterances), events=tuple(events))
