"""The record as FollowTheMoney entities, one JSON object a line, for Aleph, OpenAleph and other tools that read them.

An article is an `Article` (its text too), a person a `Person`, an organization an `Organization`, each name in an
article a `Mention` of the two, an event an `Event` with whom it involves. A quotation is a `Note` about its speaker.
FollowTheMoney has no places and groups of this kind, and its dates are certain: what it cannot say is left out.
Nothing of the library is needed to write this.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from onrecord.edtf import is_approximate
from onrecord.ids import member_id
from onrecord.model import Article, Event, Person, Quotation, Record
from onrecord.write.dates import ends, iso
from onrecord.write.html.safe import web_address
from onrecord.write.texts import Texts, human_date

__all__ = ["to_ftm"]

KINDS: Final = {"person": "Person", "organization": "Organization"}
"""The kinds of names that become entities."""

Values = dict[str, list[str | None]]


def to_ftm(record: Record) -> bytes:
    """The entities of `record` as JSON lines, in the order of its lists."""
    texts = Texts(record)
    return b"".join(msgspec.json.encode(entity) + b"\n" for entity in _entities(record, texts))


def _entities(record: Record, texts: Texts) -> Iterator[dict[str, object]]:
    people = [p for p in record.people if p.kind in KINDS]
    known = {p.id for p in people}
    for article in record.articles:
        yield _entity(article.id, "Article", _article(article))
    for person in people:
        yield _entity(person.id, KINDS[person.kind], _person(person, texts))
        for mention in person.mentions:
            yield _entity(member_id("m", [mention]), "Mention", {
                "document": [mention.article], "resolved": [person.id], "name": [texts.line(mention)],
                "detectedSchema": [KINDS[person.kind]],
            })  # fmt: skip
    for event in record.events:
        yield _entity(event.id, "Event", _event(event, known, texts))
    for quotation in record.quotations:
        speaker = quotation.speaker.person if quotation.speaker else None
        if speaker in known:
            yield _entity(quotation.id, "Note", _note(quotation, speaker, texts))


def _entity(name: str, schema: str, values: Values) -> dict[str, object]:
    known = {key: list(dict.fromkeys(v for v in held if v)) for key, held in values.items()}
    return {"id": name, "schema": schema, "properties": {key: held for key, held in known.items() if held}}


def _article(article: Article) -> Values:
    title = article.title or article.key
    return {
        "name": [title], "title": [title], "fileName": [article.path or article.key], "author": [*article.byline],
        "publisher": [article.outlet], "publishedAt": [iso(article.published)], "modifiedAt": [iso(article.updated)],
        "sourceUrl": [web_address(article.canonical_url or article.url)], "retrievedAt": [iso(article.captured)],
        "bodyText": [article.text],
    }  # fmt: skip


def _person(person: Person, texts: Texts) -> Values:
    roles: list[str | None] = [r.text for r in person.roles]
    steps: list[str | None] = [
        ": ".join(filter(None, (human_date(s.date) if s.date else None, texts.line(s.span))))
        for s in person.proceedings
    ]
    return {
        "name": [person.name], "alias": [a.form for a in person.aliases if a.form != person.name],
        "position" if person.kind == "person" else "summary": roles, "notes": steps,
        "proof": [m.article for m in person.mentions],
    }  # fmt: skip


def _event(event: Event, known: set[str], texts: Texts) -> Values:
    when = None if is_approximate(event.date) else ends(event.date)
    first, last = when or (None, None)
    exact = iso(event.date)
    return {
        "name": [texts.line(event.headline)], "summary": [texts.line(s) for s in event.support],
        "date": [exact], "startDate": [None if exact else first], "endDate": [None if exact else last],
        "involved": [p for p in event.people if p in known], "proof": [s.article for s in event.support],
    }  # fmt: skip


def _note(quotation: Quotation, speaker: str | None, texts: Texts) -> Values:
    words = " … ".join(texts.line(s) for s in quotation.content)
    return {
        "name": [texts.speaker(quotation)], "entity": [speaker], "description": [words],
        "proof": [quotation.content[0].article], "publisher": [texts.source(quotation.content[0])],
    }  # fmt: skip
