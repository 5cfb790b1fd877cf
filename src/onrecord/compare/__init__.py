"""What a newer record says that an older one did not: what is added, what is repeated, what contradicts.

Things are the same by the characters that they rest on (`matching`), so that a person found more often, an event
dated better or an utterance reported again is not taken for a new one. Works on any two records: `old` need not be
part of `new`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.compare.matching import Matches, matched
from onrecord.model import Difference, Event, Record
from onrecord.span import Span

__all__ = ["Again", "Changes", "Redated", "Retold", "compare"]


@dataclass(frozen=True, slots=True)
class Retold:
    """An event that was on record, with the sentences of added articles that tell of it."""

    event: str
    support: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Again:
    """An utterance that was on record, with the quotations in added articles that report it.

    `weighty`: one of them differs from the base in a negation, number, name, modal or date.
    """

    utterance: str
    quotations: tuple[str, ...]
    weighty: bool


@dataclass(frozen=True, slots=True)
class Redated:
    """An article or event, by its id in the newer record, whose date (EDTF) or status is another now."""

    item: str
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What the newer record has otherwise. All ids are those of the newer record, in `…_gone` of the older.

    Adds: `articles`, and `people`, `events`, `quotations` (in added articles) and `utterances` that were not on
    record. Repeats: `copies` are added articles that copy or update an older one; `retold` and `again` what was on
    record. Contradicts: `contradictions` are differences between an added article and one that was there, `differences`
    all others that have come up, `sided` those on record that an added article takes a side in; `redated` events and
    articles whose date has changed, `turned` events whose status has (planned, happened, denied).
    """

    articles: tuple[str, ...]
    people: tuple[str, ...]
    events: tuple[str, ...]
    quotations: tuple[str, ...]
    utterances: tuple[str, ...]
    copies: tuple[str, ...]
    retold: tuple[Retold, ...]
    again: tuple[Again, ...]
    contradictions: tuple[str, ...]
    differences: tuple[str, ...]
    sided: tuple[str, ...]
    redated: tuple[Redated, ...]
    turned: tuple[Redated, ...]
    articles_gone: tuple[str, ...]
    people_gone: tuple[str, ...]
    events_gone: tuple[str, ...]
    differences_gone: tuple[str, ...]


def compare(old: Record, new: Record) -> Changes:
    """What `new` says that `old` did not, each list in the order of the record."""
    before = {a.id for a in old.articles}
    after = {a.id for a in new.articles}
    added = after - before
    same = matched(old, new)
    quotations = [q.id for q in new.quotations if q.content[0].article in added]
    contradictions, differences = _come_up(new, same, added)
    return Changes(
        articles=tuple(a.id for a in new.articles if a.id in added),
        people=tuple(p.id for p in new.people if p.id not in same.people.same),
        events=tuple(e.id for e in new.events if e.id not in same.events.same),
        quotations=tuple(quotations),
        utterances=tuple(u.id for u in new.utterances if u.id not in same.utterances.same),
        copies=tuple(a.id for a in new.articles if a.id in added and {a.copy_of, a.version_of} & before),
        retold=tuple(_retold(new.events, same, added)),
        again=tuple(_again(new, same, set(quotations))),
        contradictions=contradictions,
        differences=differences,
        sided=tuple(_sided(new, same, added)),
        redated=tuple(_redated(old, new, same)),
        turned=tuple(_turned(old, new, same)),
        articles_gone=tuple(a.id for a in old.articles if a.id not in after),
        people_gone=same.people.gone,
        events_gone=same.events.gone,
        differences_gone=same.differences.gone,
    )


def _come_up(new: Record, same: Matches, added: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Differences that were not on record: those between an added article and an older one, and the others."""
    fresh = [d for d in new.differences if d.id not in same.differences.same]
    against = [d.id for d in fresh if _between(d, added)]
    return tuple(against), tuple(d.id for d in fresh if d.id not in set(against))


def _between(difference: Difference, added: set[str]) -> bool:
    return len({s.span.article in added for s in difference.statements}) == 2


def _sided(new: Record, same: Matches, added: set[str]) -> Iterable[str]:
    for difference in new.differences:
        if difference.id in same.differences.same and any(s.span.article in added for s in difference.statements):
            yield difference.id


def _retold(events: Iterable[Event], same: Matches, added: set[str]) -> Iterable[Retold]:
    for event in events:
        support = tuple(s for s in event.support if s.article in added)
        if support and event.id in same.events.same:
            yield Retold(event.id, support)


def _again(new: Record, same: Matches, added: set[str]) -> Iterable[Again]:
    for utterance in new.utterances:
        reports = [r for r in utterance.readings if r.quotation in added]
        if reports and utterance.id in same.utterances.same:
            yield Again(utterance.id, tuple(r.quotation for r in reports), any(r.weighty for r in reports))


def _redated(old: Record, new: Record, same: Matches) -> Iterable[Redated]:
    published = {a.id: a.published for a in old.articles}
    for article in new.articles:
        if article.id in published and published[article.id] != article.published:
            yield Redated(article.id, published[article.id], article.published)
    dates = {e.id: e.date for e in old.events}
    for event in new.events:
        was = dates.get(same.events.same.get(event.id, ""))
        if was is not None and was != event.date:
            yield Redated(event.id, was, event.date)


def _turned(old: Record, new: Record, same: Matches) -> Iterable[Redated]:
    before = {e.id: e.status for e in old.events}
    for event in new.events:
        was = before.get(same.events.same.get(event.id, ""))
        if was is not None and was != event.status:
            yield Redated(event.id, was, event.status)
