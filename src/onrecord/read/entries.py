"""The entries of a feed, whatever its format: each becomes a row like a scraper's, which `clean` knows how to read.

An entry that holds the article's whole text is one like any other. Of most only a summary is there: then the row says
that it is an excerpt, and the address of the page is named, so that a build which fetches reads the page instead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read.found import Address, Found, Whole, one_line
from onrecord.settings import Settings
from onrecord.words import load

__all__ = ["Entry", "Text", "items"]

LONGER = 1.2
"""How many times the length of the entry's summary its content must have to be more than that summary again."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """The list of `words/feeds.toml`."""

    cut: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Some text of an entry, as it stands in the feed."""

    text: str
    html: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one article. `whole` are the texts meant to be all of it, `summary` what is said in short."""

    id: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    section: str | None = None
    language: str | None = None
    whole: Text | None = None
    summary: Text | None = None


def items(
    entries: Iterable[Entry], found: Found, data: bytes, settings: Settings
) -> Iterator[Source | Address | Problem]:
    """The articles of a feed that is the file `data`, a problem for each entry that holds none and leads nowhere."""
    whole = Whole.of(data)
    number = 0
    for number, entry in enumerate(entries, 1):
        if number > settings.max_feed_entries:
            yield Problem(
                "file", found.shown, f"holds more than {settings.max_feed_entries:,} entries; the rest is not read"
            )
            return
        yield _item(entry, number, found, whole)
    if not number:
        yield Problem("file", found.shown, "is a feed without entries")


def _item(entry: Entry, number: int, found: Found, whole: Whole) -> Source | Address | Problem:
    link = entry.url if entry.url and re.match(r"https?://\S+\Z", entry.url, re.IGNORECASE) else None
    text, full = _best(entry, alone=link is None)
    source = None
    if text is not None:
        source = found.part("json", _row(entry, text, full), number, whole, key=entry.id)
    if link and not full:
        return Address(link, one_line(link), source, found.depth + 1)
    return source or Problem("entry", f"{found.shown}#{number}", f"entry {number} holds no text")


def _best(entry: Entry, *, alone: bool) -> tuple[Text | None, bool]:
    """The text to take, and whether it is the whole article; `alone` is an entry without a page of its own."""
    whole, summary = entry.whole, entry.summary
    if whole is not None and _length(whole):
        longer = summary is None or _length(whole) > LONGER * _length(summary)
        return whole, (longer or alone) and not _is_cut(whole)
    if summary is not None and _length(summary):
        return summary, alone and not _is_cut(summary)
    return None, False


def _bare(text: Text) -> str:
    return " ".join((unescape(re.sub(r"<[^<>]*>", " ", text.text)) if text.html else text.text).split())


def _length(text: Text) -> int:
    return len(_bare(text))


def _is_cut(text: Text) -> bool:
    return _bare(text)[-60:].lower().endswith(load("feeds", Cuts).cut)


def _row(entry: Entry, text: Text, full: bool) -> bytes:
    """The entry as a JSON object under the names of `words/aliases.toml`: the same bytes for the same entry."""
    row = {
        "id": entry.id, "title": entry.title, "url": entry.url, "published": entry.published, "updated": entry.updated,
        "authors": list(entry.authors), "outlet": entry.outlet, "section": entry.section, "language": entry.language,
        "excerpt": not full, "html" if text.html else "text": text.text,
    }  # fmt: skip
    kept = {name: value for name, value in row.items() if value}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
