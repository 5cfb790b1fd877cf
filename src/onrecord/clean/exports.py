"""Articles from exports of Nexis, Factiva and ProQuest: the text is the article's stretch of the export, whole.

The headers in it are told by `onrecord.exports`: they give the metadata, and as blocks of their own kinds (title,
deck, credit, caption, other) they are kept out of the prose. The day on which the database loaded an article is no
date of it. A field whose wording leaves room for doubt stays blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from onrecord.clean.addresses import web_address
from onrecord.clean.bylines import names_in
from onrecord.clean.dates import date_in_url, parse_date
from onrecord.clean.metadata import Meta
from onrecord.clean.taken import Taken
from onrecord.decode import decode
from onrecord.errors import Problem
from onrecord.exports import Export, Field, Role, clauses, day_in, headers_of, layouts
from onrecord.model import Block, BlockKind, ReadState, Source
from onrecord.settings import Settings

__all__ = ["take"]

KINDS: dict[Role, BlockKind] = {
    "title": "title", "deck": "deck", "byline": "credit", "credit": "credit", "caption": "caption",
}  # fmt: skip
"""What the values of headers are in the text; all others, and the names of all, are `other`."""
MAX_VALUE = 500
"""Longest value of a field, in characters."""
_EXPORTS: dict[str, Export] = {"nexis": "nexis", "factiva": "factiva", "proquest": "proquest"}


def take(source: Source, settings: Settings) -> Taken | Problem:
    """The article in a stretch of an export, or why there is none."""
    text, encoding = decode(source.data)
    if len(text) > settings.max_article_chars:
        return Problem("article", source.key, f"is longer than {settings.max_article_chars:,} characters")
    headers = headers_of(_EXPORTS[source.format], text)
    found: Sequence[Field] = headers.fields
    meta = _meta(found, source.format)
    read: ReadState = "full"
    if not _says_something(text, found):
        # an abstract is all of the article that the export holds
        read, found = "excerpt", [_name_only(f) if f.role == "abstract" else f for f in found]
        if not _says_something(text, found):
            return Problem("article", source.key, "holds no text")
    return Taken(text, encoding, meta, known=tuple(_blocks(found)), read=read, paragraphs=headers.paragraphs)


def _name_only(field: Field) -> Field:
    return replace(field, role="other", end=field.at)


def _says_something(text: str, found: Sequence[Field]) -> bool:
    """Whether a word stands outside of all headers."""
    bounds = [0, *(at for field in found for at in (field.start, field.end)), len(text)]
    return any(c.isalnum() for start, end in _pairs(bounds) for c in text[start:end])


def _pairs(bounds: Sequence[int]) -> Iterator[tuple[int, int]]:
    return zip(bounds[::2], bounds[1::2], strict=True)


def _blocks(found: Iterable[Field]) -> Iterator[Block]:
    for field in found:
        kind = KINDS.get(field.role, "other")
        if kind == "other" and field.start < field.end:
            yield Block("other", field.start, field.end)
            continue
        if field.start < field.at:
            yield Block("other", field.start, field.at)
        if field.at < field.end:
            yield Block(kind, field.at, field.end)


# ---------------------------------------------------------------- metadata
def _meta(found: Sequence[Field], export: str) -> Meta:
    infos = _values(found, "info")
    published = next((day for value in (*_values(found, "published"), *infos) if (day := _day(value))), None)
    url = next(_addresses(found, published), None)
    outlet = _first(_outlets(found, infos))
    bylines = _values(found, "byline") or [info.partition(outlet)[0] for info in infos if outlet and outlet in info]
    return Meta(
        outlet=outlet,
        title=_first(_values(found, "title")),
        description=_first(_values(found, "deck")),
        byline=names_in(_forename_first(_unled(value), export) for value in bylines),
        section=_first(_section(value) for value in _values(found, "section")),
        language=_first(_language(value) for value in _values(found, "language")),
        url=url,
        published=published,
        basis="metadata" if published else None,
    )


def _values(found: Iterable[Field], role: Role) -> list[str]:
    return [field.value for field in found if field.role == role and field.value]


def _first(values: Iterable[str | None]) -> str | None:
    return next((value[:MAX_VALUE] for value in values if value), None)


def _day(value: str) -> str | None:
    day = day_in(value)
    return parse_date(day) if day else None


def _outlets(found: Sequence[Field], infos: Sequence[str]) -> Iterator[str]:
    """The outlet: a header's value, else what ProQuest prints before the place, which a semicolon sets apart."""
    yield from (clauses(value)[0] for value in _values(found, "outlet") if clauses(value))
    yield from (clauses(value)[0] for value in infos if ";" in value and clauses(value))


def _section(value: str) -> str | None:
    """A section header without the clauses that name a page, a column or an issue."""
    named = [piece for piece in clauses(value) if not _place().match(piece)]
    return "; ".join(named) or None


@cache
def _place() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in layouts().place)
    return re.compile(rf"(?:{words})\s*[\w-]*\d[\w,/ -]{{0,20}}\Z|[A-Z]?\d{{1,4}}\Z", re.IGNORECASE)


@cache
def _codes() -> dict[str, str]:
    return {name: code for code, names in layouts().languages.items() for name in names}


def _language(value: str) -> str | None:
    """The code of the language that a header names, under one or more names; None when they disagree."""
    codes = {code for piece in clauses(value) if (code := _codes().get(piece.casefold()))}
    return codes.pop() if len(codes) == 1 else None


def _unled(value: str) -> str:
    """A byline without the word for `by` in another language; English ones are known to `names_in`."""
    first, _, rest = value.strip(" .").partition(" ")
    return rest if first.casefold() in layouts().by else value.strip(" .")


_SURNAME_FIRST = re.compile(r"([^\W\d_][^,;]{0,40}), ?([^\W\d_][^,;]{0,40}?)\.?\Z")


def _forename_first(value: str, export: str) -> str:
    """`Roe, Jane; Doe, John` with the forenames first, as ProQuest always and German Nexis now and then has it."""
    pieces = clauses(value)
    turned = [_SURNAME_FIRST.match(piece) for piece in pieces]
    if not pieces or not all(turned):
        return value
    pairs = [(m[2].strip(), m[1].strip()) for m in turned if m]
    if export != "proquest" and any(" " in part for pair in pairs for part in pair):
        return value
    return "; ".join(f"{first} {last}" for first, last in pairs)


def _addresses(found: Sequence[Field], published: str | None) -> Iterator[str]:
    """The article's address: one that a header gives, or the last line of the text if it holds the article's day."""
    for field in found:
        if field.role == "url" and (address := web_address(field.value)):
            named = field.at > field.start
            if named or (published is not None and date_in_url(address) == published):
                yield address
