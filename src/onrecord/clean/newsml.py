"""NewsML-G2 and NewsML 1: an agency's news item, its text as NITF, XHTML or plain text and the metadata around it.

Of several renditions of a text the first is taken, NITF before XHTML before other XML before plain text. Headline,
byline and dateline that only the metadata hold come first in the text, since they are what the agency sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from onrecord.clean.bylines import names_in
from onrecord.clean.dates import parse_date
from onrecord.clean.fragments import HTML, Line, fragment_lines, lines_of
from onrecord.clean.metadata import Meta, claims_of, language_code
from onrecord.clean.nitf import Written, body_lines, taken, written
from onrecord.clean.taken import Taken
from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.newsxml import (
    attribute,
    below,
    child,
    children,
    extended,
    items_in,
    local,
    parse,
    text_of,
    too_large,
    withdrawn,
)
from onrecord.scraped import is_markup
from onrecord.settings import Settings

__all__ = ["take"]


def take(source: Source, settings: Settings) -> Taken | Problem:
    """The article in a news item, or why there is none."""
    parsed = parse(source.data, settings)
    if isinstance(parsed, str):
        return Problem("article", source.key, parsed)
    root, encoding = parsed
    item = next((each for each in items_in(root) if local(each) == "newsitem"), None)
    if item is None:
        return Problem("article", source.key, "holds no news item")
    if why := too_large(item, settings) or withdrawn(item):
        return Problem("article", source.key, why)
    older = child(item, "newscomponent") is not None
    meta, head = _older(item) if older else _meta(item)
    found = _text(item, settings)
    if isinstance(found, str):
        return Problem("article", source.key, found)
    return taken(Written(tuple(_headed(found.lines, meta, head)), _over(meta, found.meta)), encoding)


# ---------------------------------------------------------------- text
def _text(item: Any, settings: Settings) -> Written | str:
    """The first rendition with text, the best kind of markup first."""
    why = "holds no article text"
    for rendition in _renditions(item):
        found = _rendition(rendition, settings)
        if isinstance(found, Written):
            return found
        why = found
    return why


def _renditions(item: Any) -> list[Any]:
    found = list(below(item, "inlinexml", "inlinedata", "datacontent"))
    return sorted(found, key=_rank)


def _rank(rendition: Any) -> int:
    if next(below(rendition, "nitf", "body.content"), None) is not None:
        return 0
    if next(below(rendition, "html", "body"), None) is not None:
        return 1
    return 2 if len(rendition) else 3


def _rendition(rendition: Any, settings: Settings) -> Written | str:
    nitf = next(below(rendition, "nitf"), None)
    if nitf is None and child(rendition, "body.content") is not None:
        nitf = rendition
    if nitf is not None:
        return written(nitf, settings)
    page = next(below(rendition, "body"), None)
    lines: list[Line] | str
    if page is not None:
        lines = list(lines_of(page, HTML))
    elif (attribute(rendition, "contenttype") or "").lower() == "text/html" and not len(rendition):
        text = "".join(rendition.itertext())
        lines = fragment_lines(text, settings) if is_markup(text) else body_lines(rendition, settings)
    else:
        lines = body_lines(rendition, settings)
    if isinstance(lines, str):
        return lines
    return Written(tuple(lines), Meta()) if lines else "holds no article text"


def _headed(lines: tuple[Line, ...], meta: Meta, head: Sequence[Line]) -> Iterator[Line]:
    """The lines under the headline, byline and dateline that they lack."""
    printed = [_key(line.text) for line in lines[:HEAD]]
    if meta.title and _key(meta.title) not in printed:
        yield Line(meta.title, heading=True)
    yield from (line for line in head if not any(_key(line.text) in text for text in printed))
    yield from lines


HEAD = 8
"""Lines at the head of a text in which headline, byline and dateline stand."""


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _over(item: Meta, inner: Meta) -> Meta:
    """What the item says, and what only the text inside it says."""
    given = {f.name: value for f in fields(Meta) if f.name != "claims" and (value := getattr(item, f.name))}
    return replace(inner, **given, claims=(*item.claims, *inner.claims))


# ---------------------------------------------------------------- metadata
def _meta(item: Any) -> tuple[Meta, list[Line]]:
    """What a NewsML-G2 item states, and the byline and dateline that it prints.

    An item is published when it was first created, or at the end of its embargo; its version's date is the update.
    """
    about, content = child(item, "itemmeta"), child(item, "contentmeta")
    created = [text_of(child(about, "firstcreated")), text_of(child(content, "contentcreated")),
               text_of(child(about, "versioncreated"))]  # fmt: skip
    version = text_of(child(content, "contentmodified")) or text_of(child(about, "versioncreated"))
    by = [text for line in _all(content, "by") if (text := text_of(line))]
    names = names_in(by) or names_in(_named(each) or "" for each in _all(content, "creator"))
    meta = replace(
        _dated(created, version, text_of(child(about, "embargoed"))),
        outlet=_named(child(about, "provider")) or _code(child(about, "provider"), "nprov"),
        title=_headline(content) or text_of(child(about, "title")),
        byline=names,
        section=next((name for each in _all(content, "subject") if (name := _named(each))), None),
        language=language_code(attribute(child(content, "language"), "tag") or attribute(item, "lang")),
    )
    return meta, _lines(by, _all(content, "dateline"))


def _older(item: Any) -> tuple[Meta, list[Line]]:
    """The same for an item of NewsML 1."""
    managed = child(item, "newsmanagement")
    lines = next(below(item, "newslines"), None)
    admin = next(below(item, "administrativemetadata"), None)
    described = next(below(item, "descriptivemetadata"), None)
    by = [text for line in _all(lines, "byline") if (text := text_of(line))]
    created = [text_of(child(managed, "firstpublished")), text_of(child(managed, "firstcreated"))]
    party = child(admin, "provider", "party")
    meta = replace(
        _dated(created, text_of(child(managed, "thisrevisioncreated")), None),
        outlet=attribute(party, "formalname"),
        title=text_of(child(lines, "headline")),
        description=text_of(child(lines, "subheadline")),
        byline=names_in(by),
        language=language_code(attribute(child(described, "language"), "formalname") or attribute(item, "lang")),
    )
    deck = [Line(meta.description, kind="deck")] if meta.description else []
    return meta, [*deck, *_lines(by, _all(lines, "dateline"))]


def _lines(by: Sequence[str], datelines: Iterator[Any]) -> list[Line]:
    return [Line(text, kind="credit") for text in (*by, *(text_of(line) for line in datelines)) if text]


def _dated(created: list[str | None], version: str | None, embargo: str | None) -> Meta:
    """What is known of the dates: the first usable one, unless an embargo ended later, and the version's."""
    stated = next((value for value in map(extended, created) if value and parse_date(value)), None)
    published = parse_date(stated) if stated else None
    released = parse_date(embargo) if embargo else None
    if published and released and released > published:
        published, stated = released, embargo
    version = extended(version)
    return Meta(
        published=published,
        basis="metadata" if published else None,
        updated=parse_date(version) if version else None,
        claims=(*claims_of("published", [stated], "metadata"), *claims_of("updated", [version], "metadata")),
    )


def _all(element: Any, name: str) -> Iterator[Any]:
    return children(element, name) if element is not None else iter(())


def _headline(content: Any) -> str | None:
    """The headline without a role, or else the first."""
    found = [(attribute(line, "role"), text) for line in _all(content, "headline") if (text := text_of(line))]
    return next((text for role, text in found if role is None), found[0][1] if found else None)


def _named(element: Any) -> str | None:
    """The name of a party or subject: its `name`, or what it is called literally."""
    return text_of(child(element, "name")) or attribute(element, "literal")


def _code(element: Any, scheme: str) -> str | None:
    """The code of a party in the IPTC's own scheme, which is its name in short: `nprov:AFP`."""
    code = attribute(element, "qcode") or ""
    return code.partition(":")[2] or None if code.startswith(f"{scheme}:") else None
