"""What an article's source says about it: outlet, title, byline, dates, address. Nothing is guessed.

`Meta` is filled from a scraper's JSON row, a web page's head (`pagemeta`) or the lines over a plain text (`printed`);
`settle` then works out what follows from what was found: the normal form of the address, the date in it, the language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onrecord.clean.addresses import canonical, web_address
from onrecord.clean.bylines import names_in
from onrecord.clean.dates import date_in_url, parse_date
from onrecord.clean.language import language_of
from onrecord.scraped import Row

__all__ = ["Meta", "from_row", "settle"]


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
