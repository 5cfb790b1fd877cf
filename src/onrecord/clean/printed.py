"""What a plain text prints about itself: title, byline, date, and its outlet where that is unmistakable.

An outlet is taken from a line that names it beside the date, and from `as X previously reported` where a plug names the
same X. Anything less, an author's affiliation or a plug alone, leaves it blank: copies carry those along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.clean.bylines import names_in
from onrecord.clean.dates import Metadata, parse_date, printed_date
from onrecord.clean.metadata import Meta, unclaimed
from onrecord.clean.parts import Part, is_byline
from onrecord.model import Claim, ClaimField
from onrecord.words import load

__all__ = ["with_printed"]

HEAD = 8
"""Paragraphs at the head of a text in which byline, date line and dateline are looked for."""
LINE_WORDS = 16
"""Longest line that is looked at as a byline or date line, in words."""

_BAR = re.compile(r" +[|·•–—] +")
_PUBLISHED = re.compile(r"(?:first |originally )?(?:published|posted|date)(?: on| at)?\s*:?\s", re.IGNORECASE)
_UPDATED = re.compile(r"(?:last )?(?:updated|modified)(?: on| at)?\s*:?\s", re.IGNORECASE)
_DATELINE = re.compile(r"[A-Z][A-Z .'-]{2,40}(?:, [A-Z][\w .]{1,30})?,? (?:\([^)]{2,20}\) )?(?=[A-Z])")
_DATELINE_END = re.compile(r"\s*(?:\([^)]{2,30}\)\s*)?[-–—:]")
_PROPER = r"[A-Z][\w!&.'-]*(?: (?:[A-Z][\w!&.'-]*|of|and|&)){0,4}"
_NAME = re.compile(rf"(?:The )?{_PROPER}\Z")
_ONCE = "(?:has |had )?(?:previously|first|earlier|already)"
_AS_REPORTED = re.compile(rf"\b[Aa]s ((?:The )?{_PROPER}) {_ONCE} reported\b")


def with_printed(meta: Meta, text: str, parts: Sequence[Part]) -> Meta:
    """`meta` with what it lacks and the text prints, and a claim for each thing that is printed."""
    for part in parts[:HEAD]:
        if part.kind == "title" and not meta.title:
            title = part.text if part.heading else " ".join(text[part.start : part.end].split())
            meta = replace(_claiming(meta, "title", title, "text"), title=title)
        if part.kind != "title" and not part.closed and part.words <= LINE_WORDS:
            meta = _with_line(meta, text[part.start : part.end], part)
        elif part.kind in (None, "prose"):
            meta = _with_dateline(meta, text[part.start : part.end], part)
    if meta.outlet or not (name := _own_name(parts)):
        return meta
    return replace(_claiming(meta, "outlet", name, "text"), outlet=name)


def _claiming(meta: Meta, field: ClaimField, value: str, basis: str) -> Meta:
    """`meta` with a claim that its text prints; of two for one date, the first counts."""
    dates = ("published", "updated")
    if field in dates and any(c.field == field and c.basis == basis for c in meta.claims):
        return meta
    return replace(meta, claims=(*meta.claims, *unclaimed(meta, field), Claim(field, value, basis, False)))


def _with_line(meta: Meta, printed: str, part: Part) -> Meta:
    """A byline or date line, whole or in pieces between bars."""
    if is_byline(part.text):
        names = names_in([re.split(r", |" + _BAR.pattern, part.text)[0]])
        if names:
            meta = _claiming(meta, "byline", "; ".join(names), "text")
            meta = replace(meta, byline=meta.byline or names)
    updated, found = _UPDATED.match(printed), printed_date(printed)
    alone = found and any(parse_date(piece) for piece in _BAR.split(part.text))
    if found and updated:
        meta = _claiming(meta, "updated", found[2], "dateline")
        return replace(meta, updated=meta.updated or found[2])
    if found and (_PUBLISHED.match(printed) or alone):
        meta = _published(meta, part, found)
    if not meta.outlet and alone and (name := next(_outlets_beside(part.text), None)):
        meta = replace(_claiming(meta, "outlet", name, "text"), outlet=name)
    return meta


def _outlets_beside(text: str) -> Iterator[str]:
    """The names in a date line that are an outlet's: a newspaper's kind of name, or `The` and a name."""
    lists = load("metadata", Metadata)
    for piece in _BAR.split(text):
        words = piece.lower().split()
        if not _NAME.match(piece) or is_byline(piece) or piece.lower() in lists.no_author or len(words) < 2:
            continue
        if words[0] == "the" or any(w in lists.outlet_words for w in words):
            yield piece


def _with_dateline(meta: Meta, printed: str, part: Part) -> Meta:
    """`CITY, Oct. 21, 2021 (AGENCY) —`: a dateline with a full date."""
    lead = _DATELINE.match(printed)
    found = printed_date(printed[lead.end() : lead.end() + 40]) if lead else None
    if lead and found and found[0] == 0 and _DATELINE_END.match(printed, lead.end() + found[1]):
        return _published(meta, part, (lead.end(), lead.end() + found[1], found[2]))
    return meta


def _published(meta: Meta, part: Part, found: tuple[int, int, str]) -> Meta:
    if any(c.field == "published" and c.basis == "dateline" for c in meta.claims):
        return meta
    meta = _claiming(meta, "published", found[2], "dateline")
    place = (part.start + found[0], part.start + found[1])
    stated = meta.published is not None
    return replace(
        meta, published=meta.published or found[2], basis=meta.basis if stated else "dateline", evidence=(place,)
    )


def _own_name(parts: Sequence[Part]) -> str | None:
    """The outlet by its own plugs: the one name that it reports under and that they give."""
    plugs = [part.text for part in parts if part.kind == "promo"]
    reported = {name for part in parts if part.kind in (None, "prose") for name in _AS_REPORTED.findall(part.text)}
    named = {name for name in reported if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plug) for plug in plugs)}
    return named.pop() if len(named) == 1 else None
