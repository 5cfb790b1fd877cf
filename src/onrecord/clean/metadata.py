"""What an article's source says about it: outlet, title, byline, dates, address. Nothing is guessed.

`Meta` is filled from a scraper's JSON row, a web page's head (`pagemeta`) or the lines over and under a plain text;
`settle` then works out what follows from what was found: the normal form of the address, the date in it, the language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.clean.addresses import canonical, web_address
from onrecord.clean.bylines import names_in
from onrecord.clean.dates import date_in_url, parse_date, printed_date
from onrecord.clean.language import language_of
from onrecord.clean.parts import Part, is_byline
from onrecord.scraped import Row

__all__ = ["Meta", "from_row", "settle", "with_printed"]


@dataclass(frozen=True, slots=True)
class Meta:
    """An article's metadata. Dates are EDTF; `evidence` are the offsets in the text that `published` was read from."""

    outlet: str | None = None
    title: str | None = None
    description: str | None = None
    byline: tuple[str, ...] = ()
    section: str | None = None
    language: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    published: str | None = None
    basis: str | None = None
    evidence: tuple[tuple[int, int], ...] = ()
    updated: str | None = None
    captured: str | None = None


def from_row(row: Row) -> Meta:
    """The metadata in a scraper's row."""
    published = parse_date(row.published) if row.published else None
    return Meta(
        outlet=row.outlet,
        title=row.title,
        description=row.description,
        byline=names_in(row.byline),
        section=row.section,
        language=_code(row.language),
        url=web_address(row.url),
        published=published,
        basis="metadata" if published else None,
        updated=parse_date(row.updated) if row.updated else None,
        captured=parse_date(row.captured) if row.captured else None,
    )


def _code(language: str | None) -> str | None:
    """`en-US` → `en`; a language's name or anything else is no code."""
    found = re.match(r"([a-zA-Z]{2,3})(?:[-_]\w+)*\Z", language or "")
    return found[1].lower() if found else None


def settle(meta: Meta, text: str) -> Meta:
    """`meta` with what follows from it: canonical address, the date in the address, the text's language."""
    url = meta.canonical_url or meta.url
    address = canonical(url) if url else None
    published, basis = meta.published, meta.basis
    if published is None and address and (day := date_in_url(address)):
        published, basis = day, "url"
    language = language_of(text) or meta.language
    return replace(meta, canonical_url=address, published=published, basis=basis, language=language)


# ---------------------------------------------------------------- printed in the text
HEAD = 8
"""Paragraphs at the head of a text in which byline, date line and dateline are looked for."""
DATE_LINE_WORDS = 14

_PUBLISHED = re.compile(r"(?:first |originally )?(?:published|posted|date)(?: on| at)?\s*:?\s", re.IGNORECASE)
_UPDATED = re.compile(r"(?:last )?(?:updated|modified|last modified)(?: on| at)?\s*:?\s", re.IGNORECASE)
_DATELINE = re.compile(r"[A-Z][A-Z .'-]{2,40}(?:, [A-Z][\w .]{1,30})?,? (?:\([^)]{2,20}\) )?(?=[A-Z])")
_AS_REPORTED = re.compile(
    r"\b[Aa]s ((?:The )?[A-Z][\w!&.'-]*(?: [A-Z][\w!&.'-]*){0,4}) "
    r"(?:has |had )?(?:previously|first|earlier|already) reported\b"
)
_PLUG_WORDS = re.compile(r"newsletter|sign up|subscribe|inbox|app\b|want ", re.IGNORECASE)


def with_printed(meta: Meta, text: str, parts: Sequence[Part]) -> Meta:
    """`meta` with what is printed in a plain text: title, byline, date lines, the outlet where it names itself."""
    for part in parts[:HEAD]:
        printed = text[part.start : part.end]
        if not meta.title and part.kind == "title":
            meta = replace(meta, title=" ".join(printed.split()))
        if not meta.byline and is_byline(part.text) and not part.closed:
            meta = replace(meta, byline=names_in([re.split(r"\s[|–—-]\s", part.text)[0]]))
        meta = _dated(meta, printed, part)
    if not meta.outlet and (outlet := _own_name(parts)):
        meta = replace(meta, outlet=outlet)
    return meta


def _dated(meta: Meta, printed: str, part: Part) -> Meta:
    """A line that is a date with or without a label, or a dateline with a full date."""
    if part.kind != "title" and part.words <= DATE_LINE_WORDS and not part.closed:
        updated = _UPDATED.match(printed)
        found = printed_date(printed)
        if found and updated:
            return meta if meta.updated else replace(meta, updated=found[2])
        if found and not meta.published and (_PUBLISHED.match(printed) or found[0] == 0):
            return _published(meta, part, found)
    if not meta.published and (lead := _DATELINE.match(printed)):
        found = printed_date(printed[lead.end() : lead.end() + 40])
        if found and found[0] == 0 and re.match(r"\s*(?:\([^)]{2,30}\)\s*)?[-–—:]", printed[lead.end() + found[1] :]):
            return _published(meta, part, (lead.end(), lead.end() + found[1], found[2]))
    return meta


def _published(meta: Meta, part: Part, found: tuple[int, int, str]) -> Meta:
    place = (part.start + found[0], part.start + found[1])
    return replace(meta, published=found[2], basis="dateline", evidence=(place,))


def _own_name(parts: Sequence[Part]) -> str | None:
    """The outlet, where a text says `as X previously reported` and a plug names the same X."""
    plugs = [part.text for part in parts if part.kind == "promo" and _PLUG_WORDS.search(part.text)]
    names = {
        name
        for part in parts
        if part.kind == "prose"
        for name in _AS_REPORTED.findall(part.text)
        if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plug) for plug in plugs)
    }
    return names.pop() if len(names) == 1 else None
