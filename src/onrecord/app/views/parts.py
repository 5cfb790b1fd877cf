"""What the page of corrections offers for a thing: what may be done with it, and of what parts it is made."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Final

from onrecord.app.book import Book, Thing
from onrecord.edits.finding import Found, parts_of
from onrecord.edits.verbs import FIELDS, VERBS
from onrecord.model import Article, Difference, Event, Person, Quotation, Utterance
from onrecord.span import Span

__all__ = ["Offered", "offered"]

PARTS: Final = 200
"""Parts offered to be split off, at most; the others are for the command line."""
NAMES: Final = 300
"""People offered to be merged with or set as a speaker, the most mentioned."""

_KINDS: dict[type, str] = {
    Article: "article", Person: "person", Quotation: "quotation", Utterance: "utterance", Event: "event",
    Difference: "difference",
}  # fmt: skip
_AT = {"article": "/articles/", "person": "/people/", "event": "/events/", "utterance": "/utterances/",
       "difference": "/differences/", "quotation": "/utterances/"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offered:
    """A thing and what may be done with it; `fields` are what can be set, each with the value that it has."""

    id: str
    kind: str
    name: str
    at: str
    place: Span
    verbs: frozenset[str]
    fields: tuple[tuple[str, str], ...]
    parts: tuple[Found, ...]
    all_parts: int
    names: tuple[tuple[str, str], ...]
    quotations: tuple[Quotation, ...]
    marks: tuple[str, ...]


def offered(book: Book, thing: Thing) -> Offered:
    """What is offered for `thing`."""
    kind = _KINDS[type(thing)]
    verbs = frozenset(verb for verb, kinds in VERBS.items() if kind in kinds)
    parts = tuple(islice(parts_of(book.record, thing), PARTS)) if isinstance(thing, Person | Event | Utterance) else ()
    count = {Person: "mentions", Event: "support", Utterance: "quotations"}.get(type(thing))
    wanted = kind == "person" or "set speaker" in verbs
    names = tuple((p.id, p.name) for p in book.record.people[:NAMES] if p.id != thing.id) if wanted else ()
    fields = tuple((f, _value(book, thing, f)) for f in FIELDS if f"set {f}" in verbs)
    quotations = tuple(book.texts.quotations[q] for q in thing.quotations) if isinstance(thing, Utterance) else ()
    at = _AT[kind] + (thing.utterance if isinstance(thing, Quotation) else thing.id)
    return Offered(
        thing.id, kind, book.name(thing), at, book.place(thing), verbs, fields, parts,
        len(getattr(thing, count)) if count else 0, names, quotations, book.texts.by_hand(thing.id),
    )  # fmt: skip


def _value(book: Book, thing: Thing, field: str) -> str:
    """The value that a field has now, as it would be set."""
    match thing, field:
        case Article(), "byline":
            return "; ".join(thing.byline)
        case Quotation(), "speaker":
            return thing.speaker.person or "" if thing.speaker else ""
    return getattr(thing, field) or ""
