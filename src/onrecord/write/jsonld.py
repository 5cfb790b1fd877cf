"""The record in the words of schema.org, as one JSON-LD graph: articles, quotations, people, organizations, places.

An article is a NewsArticle, without its text; a quotation a Quotation that is part of it (`isPartOf`), its speaker the
one it is attributed to (`spokenByCharacter`) and, where the words are quoted, their `creator`. Nothing is rated: there
is no ClaimReview, since the record does not say what is true.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

import msgspec

from onrecord.model import Article, Person, Quotation, Record
from onrecord.write.dates import iso
from onrecord.write.html.safe import web_address
from onrecord.write.texts import Texts

__all__ = ["to_jsonld"]

KINDS: Final = {"person": "Person", "organization": "Organization", "place": "Place", "group": "Organization"}
"""What schema.org calls what has a name; a group (`the Democrats`) is the nearest that it has."""


def to_jsonld(record: Record) -> bytes:
    """`record` as a JSON-LD document. What is not known is left out."""
    texts = Texts(record)
    named: defaultdict[str, list[str]] = defaultdict(list)
    for person in record.people:
        for article in dict.fromkeys(m.article for m in person.mentions):
            named[article].append(person.id)
    graph = [
        *(_article(a, named[a.id]) for a in record.articles),
        *(_quotation(q, texts) for q in record.quotations),
        *(_person(p) for p in record.people),
    ]
    document = {"@context": "https://schema.org", "@graph": [_known(node) for node in graph]}
    return msgspec.json.encode(document) + b"\n"


def _id(name: str) -> str:
    return f"urn:onrecord:{name}"


def _ref(name: str) -> dict[str, str]:
    return {"@id": _id(name)}


def _known(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value not in (None, [], "")}


def _article(article: Article, people: list[str]) -> dict[str, Any]:
    base = article.version_of or article.copy_of
    return {
        "@id": _id(article.id),
        "@type": "NewsArticle",
        "identifier": article.key,
        "headline": article.title,
        "url": web_address(article.canonical_url or article.url),
        "datePublished": iso(article.published),
        "dateModified": iso(article.updated),
        "author": [{"@type": "Person", "name": name} for name in article.byline],
        "publisher": {"@type": "NewsMediaOrganization", "name": article.outlet} if article.outlet else None,
        "articleSection": article.section,
        "inLanguage": article.language,
        "wordCount": article.words,
        "isBasedOn": _ref(base) if base else None,
        "mentions": [_ref(p) for p in people],
    }


def _quotation(quotation: Quotation, texts: Texts) -> dict[str, Any]:
    given = quotation.speaker
    speaker: dict[str, str] | None = None
    if given and given.person in texts.people:
        speaker = _ref(given.person)
    elif given and given.span and given.form == "description":
        speaker = {"@type": "Person", "description": texts.line(given.span)}
    return {
        "@id": _id(quotation.id),
        "@type": "Quotation",
        "text": " … ".join(texts.text(s) for s in quotation.content),
        "creator": speaker if quotation.type != "indirect" else None,
        "spokenByCharacter": speaker,
        "dateCreated": iso(quotation.said),
        "isPartOf": _ref(quotation.content[0].article),
    }


def _person(person: Person) -> dict[str, Any]:
    others = [a.form for a in person.aliases if a.form != person.name]
    roles = list(dict.fromkeys(r.text for r in person.roles))
    return {
        "@id": _id(person.id),
        "@type": KINDS[person.kind],
        "name": person.name,
        "alternateName": others,
        "jobTitle" if person.kind == "person" else "description": roles,
    }
