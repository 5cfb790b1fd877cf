"""People: the list, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from onrecord.app.book import Book
from onrecord.app.views.listing import Asked, Paged, paged
from onrecord.model import Difference, Event, Person, Utterance
from onrecord.span import Span
from onrecord.write.html.views import Day, Who, ordered_days, who
from onrecord.write.texts import labels

__all__ = ["PEOPLE", "Portrait", "kinds", "listed", "listed_as", "portrait"]

T = TypeVar("T")

PEOPLE: Final = 48
"""People a page."""
PLACES: Final = 3
"""Sources named on a card in the list."""
ITEMS: Final = 20
"""Sayings, events or mentions a page of one person's page."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """The page of one person: `shown` is the part that is asked for, of `counts` items each; the others are empty."""

    who: Who
    shown: str
    counts: dict[str, int]
    paged: Paged[object]
    sayings: tuple[Utterance, ...] = ()
    days: tuple[Day, ...] = ()
    mentions: tuple[Span, ...] = ()
    differences: tuple[Difference, ...] = ()


def kinds(book: Book) -> dict[str, int]:
    """The kinds of names and how many there are of each."""
    return {kind: len(people) for kind, people in _by_kind(book).items() if people}


def _by_kind(book: Book) -> dict[str, list[Person]]:
    def make() -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = {kind: [] for kind in labels().person}
        for person in book.record.people:
            found[person.kind].append(person)
        return found

    by_kind: dict[str, list[Person]] = book.once("kinds of people", make)
    return by_kind


def listed(book: Book, asked: Asked) -> Paged[Person]:
    """The people asked for, the most mentioned first."""
    found: Sequence[Person] = _by_kind(book).get(asked.kind, ()) if asked.kind else book.record.people
    if asked.q:
        wanted = asked.q.casefold()
        found = [p for p in found if any(wanted in a.form.casefold() for a in p.aliases) or wanted in p.name.casefold()]
    return paged(found, asked.page, PEOPLE)


def listed_as(book: Book, person: Person) -> Who:
    """What the card of one of them shows: where the first few sources name them first."""
    found = who(person, book.speaker_counts[person.id])
    sources: dict[str, Span] = {}
    for span in found.first:
        sources.setdefault(book.texts.source(span), span)
        if len(sources) == PLACES:
            break
    return replace(found, first=tuple(sources.values()))


def portrait(book: Book, person: Person, asked: Asked) -> Portrait:
    """The page of `person`. Raises `Missing` when it has no such page or part."""
    one = who(person, book.speaker_counts[person.id])
    said, of = book.said_by.get(person.id, ()), book.said_of.get(person.id, ())
    events: tuple[Event, ...] = book.events_of.get(person.id, ())
    differences = _about(book, person)
    counts = {
        "said": len(said), "of": len(of), "events": len(events), "differences": len(differences),
        "mentions": len(one.first),
    }  # fmt: skip
    shown = asked.show if asked.show in counts else next((part for part, count in counts.items() if count), "mentions")
    bare = Portrait(
        replace(one, first=one.first[:PLACES]), shown, counts, paged((None,) * counts[shown], asked.page, ITEMS)
    )

    def here(items: tuple[T, ...]) -> tuple[T, ...]:
        return paged(items, asked.page, ITEMS).items

    match shown:
        case "said" | "of":
            sayings = here(said if shown == "said" else of)
            return replace(bare, sayings=sayings)
        case "events":
            return replace(bare, days=ordered_days(here(events)))
        case "differences":
            return replace(bare, differences=here(differences))
    return replace(bare, mentions=here(one.first))


def _about(book: Book, person: Person) -> tuple[Difference, ...]:
    """The differences that are about a person: in their own words, or in sentences that name them first."""
    concerning = book.concerning.get(person.id, set())
    return tuple(d for d in book.record.differences if d.id in concerning or person.name in d.topic)
