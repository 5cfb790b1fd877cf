"""What an article's source says about it: outlet, title, byline, dates, address. Nothing is guessed.

`Meta` is filled from a scraper's JSON row, a web page's head (`pagemeta`), a database's or a message's header, and the
lines over a text (`printed`). Each statement is a `Claim` with its basis; `settle` weighs them against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from onrecord.clean.addresses import absolute, canonical, host, plausible, web_address
from onrecord.clean.bylines import names_in
from onrecord.clean.dates import date_in_url, parse_date, parse_moment
from onrecord.clean.dating import BASES, dated
from onrecord.clean.language import language_of
from onrecord.model import Claim, ClaimField, Source
from onrecord.scraped import Row

__all__ = ["Meta", "Settled", "claims_of", "from_row", "language_code", "settle", "unclaimed"]

FIELDS: tuple[ClaimField, ...] = (
    "published", "updated", "byline", "outlet", "title", "language", "section", "canonical_url",
)  # fmt: skip
"""The fields that claims are made about, in the order in which they are listed."""
MAX_VALUES = 12
"""Most values of one field in one place, such as authors named one by one; more are no statement about an article."""
MAX_CLAIM = 500
"""Longest value of a claim, in characters; addresses may be longer."""


@dataclass(frozen=True, slots=True)
class Meta:
    """An article's metadata. Dates are EDTF; `evidence` are the offsets in the text that `published` was read from.

    `claims` are all statements behind it, as far as they are known one by one: a field without one is taken to be
    stated by the article's carrier, `published` on the basis `basis`. `walled` says that the page says that its
    article is not free to read.
    """

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
    claims: tuple[Claim, ...] = ()
    walled: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """Metadata with everything weighed, and in words what was left out for it."""

    meta: Meta
    left_out: tuple[str, ...] = ()


def claims_of(field: ClaimField, values: Iterable[str | None], basis: str) -> Iterator[Claim]:
    """A claim for each value that may be one of `field`, not yet compared with anything."""
    for value in islice(values, MAX_VALUES):
        text = " ".join(value.split())[:MAX_CLAIM] if value and field != "canonical_url" else (value or "").strip()
        stated: str | None = text or None
        if text and field in ("published", "updated"):
            stated = parse_moment(text)
        elif text and field == "language":
            stated = language_code(text)
        elif text and field == "byline":
            stated = None if web_address(text) else "; ".join(names_in([text])) or text
        if stated:
            yield Claim(field, stated, basis, False)


def from_row(row: Row) -> Meta:
    """The metadata in a scraper's row."""
    published = parse_date(row.published) if row.published else None
    return Meta(
        outlet=row.outlet,
        title=row.title,
        description=row.description,
        byline=names_in(row.byline),
        section=row.section,
        language=language_code(row.language),
        url=web_address(row.url),
        published=published,
        basis="metadata" if published else None,
        updated=parse_date(row.updated) if row.updated else None,
        captured=parse_date(row.captured) if row.captured else None,
        claims=(
            *claims_of("published", [row.published], "metadata"),
            *claims_of("updated", [row.updated], "metadata"),
            *claims_of("byline", row.byline, "metadata"),
            *claims_of("outlet", [row.outlet], "metadata"),
            *claims_of("title", [row.title], "metadata"),
            *claims_of("language", [row.language], "metadata"),
            *claims_of("section", [row.section], "metadata"),
            *claims_of("canonical_url", [row.url], "metadata"),
        ),
    )


def language_code(language: str | None) -> str | None:
    """`en-US` → `en`; a language's name or anything else is no code."""
    found = re.match(r"([a-zA-Z]{2,3})(?:[-_]\w+)*\Z", (language or "").strip())
    return found[1].lower() if found else None


# ---------------------------------------------------------------- what it all comes to
def settle(meta: Meta, text: str, source: Source, *, page: bool = False) -> Settled:
    """`meta` with everything weighed: addresses, dates, and the language of `text`, the article's own words.

    `page` says that the source is a web page, which may leave its outlet to be named by its address.
    """
    meta = _addressed(meta, source, page)
    claims = [*meta.claims, *(claim for field in FIELDS for claim in unclaimed(meta, field))]
    days = (date_in_url(url) for url in (meta.canonical_url, absolute(source.url, None)) if url)
    claims += claims_of("published", days, "url")
    language = language_of(text)
    claims += claims_of("language", [language], "text")
    captured = min((day for day in (meta.captured, source.captured) if day), default=None)
    dates = dated(claims, captured)
    found = replace(
        meta,
        captured=meta.captured or source.captured,
        language=language or meta.language,
        published=dates.published,
        basis=dates.basis,
        evidence=meta.evidence if dates.basis == "dateline" else (),
        updated=dates.updated,
        claims=_in_order(claims),
    )
    return Settled(found, dates.left_out)


def _addressed(meta: Meta, source: Source, page: bool) -> Meta:
    """`meta` with the article's address, the normal form of it, and the claims about both."""
    carrier = absolute(source.url, None)
    stated = [c for c in meta.claims if c.field == "canonical_url"]
    if not stated:
        given = dict.fromkeys(u for u in (meta.canonical_url, meta.url) if u)
        stated = [Claim("canonical_url", url, "metadata", False) for url in given]
    read = [(url, c.basis) for c in stated if (url := absolute(c.value, carrier))]
    named = next((url for url, _ in read if not page or plausible(url, carrier, meta.title)), None)
    url = named or carrier
    claims = [Claim("canonical_url", canonical(u), basis, False) for u, basis in read]
    if carrier:
        claims.append(Claim("canonical_url", canonical(carrier), "capture", False))
    others = tuple(c for c in meta.claims if c.field != "canonical_url")
    outlet = meta.outlet
    if page and outlet is None and url and (outlet := host(url)):
        claims.append(Claim("outlet", outlet, "url", False))
    found = replace(meta, url=url, canonical_url=canonical(url) if url else None, outlet=outlet)
    return replace(found, claims=(*others, *claims))


def unclaimed(meta: Meta, field: ClaimField) -> Iterator[Claim]:
    """A claim for a field that has a value and none yet: the carrier of the article states it."""
    if any(c.field == field for c in meta.claims):
        return
    given: str | None = "; ".join(meta.byline) if field == "byline" else getattr(meta, field)
    yield from claims_of(field, [given], meta.basis if field == "published" and meta.basis else "metadata")


def _in_order(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Each claim once, by field, then by basis, then as it was found."""
    once = list(dict.fromkeys(claims))
    return tuple(sorted(once, key=lambda c: (FIELDS.index(c.field), BASES.index(c.basis) if c.basis in BASES else 0)))
