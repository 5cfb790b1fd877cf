"""What a newer record says that an older one did not: what is added, what is repeated, what contradicts.

Things are the same by the characters that they rest on (`matching`), so that a person found more often, an event
dated better or an utterance reported again is not taken for a new one. Works on any two records: `old` need not be
part of `new`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.compare.matching import Matches, matched
from onrecord.model import Difference, Event, Quotation, Reading, Record
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
    record. Repeats: `copies` are added articles that share their text with an older one or are another version of it;
    `retold` and `again` what was on record. Contradicts: `contradictions` are differences between an added article and
    one that was there, `differences` all others that have come up, `sided` those on record that an added article takes
    a side in; `redated` events and articles whose date has changed, `turned` events whose status has (planned,
    happened, denied).
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
    copied = _copied(new, added)
    contradictions, differences = _come_up(new, same, added)
    return Changes(
        articles=tuple(a.id for a in new.articles if a.id in added),
        people=tuple(p.id for p in new.people if p.id not in same.people.same),
        events=tuple(e.id for e in new.events if e.id not in same.events.same),
        quotations=tuple(quotations),
        utterances=tuple(
            u.id for u in new.utterances if u.id not in same.utterances.same and not copied.keys() >= set(u.quotations)
        ),
        copies=tuple(_copies(new, added)),
        retold=tuple(_retold(new.events, same, added)),
        again=tuple(_again(new, same, set(quotations), copied)),
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
    """Differences on record that an added article takes a side in: not one that is an older one word by word."""
    groups = {a.copy_group for a in new.articles if a.id in added} - {""}
    kin = [(a, (a.copy_group, " ".join(a.text.split()))) for a in new.articles if a.copy_group in groups]
    older = {text for a, text in kin if a.id not in added}
    telling = added - {a.id for a, text in kin if text in older}
    for difference in new.differences:
        if difference.id in same.differences.same and any(s.span.article in telling for s in difference.statements):
            yield difference.id


def _retold(events: Iterable[Event], same: Matches, added: set[str]) -> Iterable[Retold]:
    for event in events:
        support = tuple(s for s in event.support if s.article in added)
        if support and event.id in same.events.same:
            yield Retold(event.id, support)


def _copies(new: Record, added: set[str]) -> Iterable[str]:
    """Added articles that share their text with an older one, or are another version of it.

    Which of the two is said to copy the other goes by date and id, so that either may be the older here.
    """
    groups = _older_groups(new, added)
    updated = {a.version_of for a in new.articles if a.id not in added}
    older = {a.id for a in new.articles if a.id not in added}
    for article in new.articles:
        if article.id in added:
            linked = {article.copy_of, article.version_of} & older
            if linked or article.id in updated or article.copy_group in groups:
                yield article.id


def _older_groups(new: Record, added: set[str]) -> set[str]:
    """The copy groups of the articles that were there."""
    return {a.copy_group for a in new.articles if a.id not in added} - {""}


def _copied(new: Record, added: set[str]) -> dict[str, str]:
    """Quotation of an added article → the utterance of an older one with the same text that has it word by word.

    Words too few to be known again elsewhere are, in a copy, the same words.
    """
    articles = {a.id: a for a in new.articles}

    def key(quotation: Quotation) -> tuple[str, tuple[str, ...]]:
        article = articles[quotation.content[0].article]
        return article.copy_group, tuple(" ".join(article.text[s.start : s.end].split()) for s in quotation.content)

    shared = {articles[a].copy_group for a in added} & _older_groups(new, added)
    concerned = [q for q in new.quotations if articles[q.content[0].article].copy_group in shared]
    older = {key(q): q.utterance for q in concerned if q.content[0].article not in added}
    here = ((q.id, older.get(key(q))) for q in concerned if q.content[0].article in added)
    return {quotation: utterance for quotation, utterance in here if utterance}


def _again(new: Record, same: Matches, quotations: set[str], copied: dict[str, str]) -> Iterable[Again]:
    """What was on record and is reported again, by added `quotations`; those `copied` belong to the older utterance."""
    found: dict[str, list[Reading]] = {}
    for utterance in new.utterances:
        for reading in utterance.readings:
            if reading.quotation in quotations:
                found.setdefault(copied.get(reading.quotation, utterance.id), []).append(reading)
    for utterance in new.utterances:
        if utterance.id in found and utterance.id in same.utterances.same:
            reports = found[utterance.id]
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
