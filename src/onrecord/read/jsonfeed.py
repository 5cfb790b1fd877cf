"""JSON Feed, versions 1 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from onrecord.decode import decode
from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read.entries import Entry, Text, items
from onrecord.read.found import Address, Found
from onrecord.settings import Settings

__all__ = ["is_feed", "read"]

_VERSION = re.compile(rb'"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org(?:\\?/)version(?:\\?/)')


def is_feed(data: bytes) -> bool:
    """Whether a JSON file says that it is a feed."""
    return _VERSION.search(data) is not None and isinstance(_feed(data), dict)


def read(found: Found, data: bytes, settings: Settings) -> Iterator[Source | Address | Problem]:
    """Each item of the feed: an article, or the address of one."""
    feed = _feed(data) or {}
    listed = feed.get("items")
    rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
    yield from items((_entry(row, feed) for row in rows), found, data, settings)


def _feed(data: bytes) -> Mapping[str, object] | None:
    try:
        value = msgspec.json.decode(decode(data)[0].removeprefix("\ufeff"))
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None
    if isinstance(value, dict) and isinstance(value.get("items"), list) and "jsonfeed.org" in str(value.get("version")):
        return value
    return None


def _entry(row: Mapping[str, object], feed: Mapping[str, object]) -> Entry:
    number = row.get("id")
    return Entry(
        id=str(number) if isinstance(number, int) and not isinstance(number, bool) else _plain(number),
        title=_plain(row.get("title")),
        url=_plain(row.get("url")) or _plain(row.get("external_url")),
        published=_plain(row.get("date_published")),
        updated=_plain(row.get("date_modified")),
        authors=_authors(row) or _authors(feed),
        outlet=_plain(feed.get("title")),
        section=_section(row.get("tags")),
        language=_plain(row.get("language")) or _plain(feed.get("language")),
        whole=_text(row.get("content_html"), html=True) or _text(row.get("content_text"), html=False),
        summary=_text(row.get("summary"), html=False),
    )


def _plain(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _text(value: object, *, html: bool) -> Text | None:
    return Text(value, html) if isinstance(value, str) and value.strip() else None


def _authors(holder: Mapping[str, object]) -> tuple[str, ...]:
    """Version 1 has one `author`, 1.1 a list of `authors`."""
    listed = holder.get("authors")
    found = listed if isinstance(listed, list) else [holder.get("author")]
    return tuple(name for each in found if isinstance(each, dict) and (name := _plain(each.get("name"))))


def _section(tags: object) -> str | None:
    terms = [term for tag in tags if (term := _plain(tag))] if isinstance(tags, list) else []
    return terms[0] if len(terms) == 1 else None
