"""Feeds: RSS 0.9x to 2.0, RSS 1.0 (RDF) and Atom, as feedparser understands them.

feedparser is given a tree that is whole (see `feedtree`), so that its own reading of broken feeds, whose time grows
with the square of their length, is never needed; it is given bytes, so that it never fetches anything. It is told to
leave HTML as it is: what becomes of that is for `clean` to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from typing import Any
from xml.parsers import expat

from lxml import etree

from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read.entries import Entry, Text, items
from onrecord.read.feedtree import MARK, feed_tree, shaped
from onrecord.read.found import Address, Found
from onrecord.read.whole import read_bytes
from onrecord.settings import Settings

__all__ = ["read"]


def read(found: Found, settings: Settings) -> Iterator[Source | Address | Problem]:
    """Each entry of the feed: an article, or the address of one. A broken feed is read as far as it can be."""
    data = read_bytes(found, settings)
    if isinstance(data, Problem):
        yield data
        return
    if len(data) > settings.max_feed_bytes:
        yield Problem("file", found.shown, f"is a feed larger than {settings.max_feed_bytes // 2**20} MB")
        return
    root, broken = feed_tree(data)
    if root is None:
        yield Problem("file", found.shown, f"is a feed that cannot be read: {broken}")
        return
    if broken:
        yield Problem("feed", found.shown, f"is a broken feed, read as far as it could be: {broken}")
    entries = _parsed(shaped(root, settings.max_feed_entries + 1))
    if isinstance(entries, str):
        yield Problem("file", found.shown, entries)
    else:
        yield from items(entries, found, data, settings)


def _parsed(root: Any) -> list[Entry] | str:
    """The entries, or why there are none."""
    import feedparser  # type: ignore[import-untyped] # takes a tenth of a second, and few builds read feeds

    try:
        data = etree.tostring(root, encoding="utf-8")
        expat.ParserCreate(namespace_separator=" ").Parse(data, True)  # what feedparser's strict reading will meet
        feed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
        return [_entry(entry, feed.feed) for entry in feed.entries]
    except _FAULTS as error:
        return f"is a feed that feedparser cannot read ({type(error).__name__})"


_FAULTS = (
    expat.ExpatError, etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, AssertionError,
    ArithmeticError, RecursionError,
)  # fmt: skip
"""What feedparser raises over what it does not expect."""


def _entry(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> Entry:
    source = entry.get("source") or {}
    contents = [text for part in entry.get("content") or () if (text := _text(part, part.get("value")))]
    return Entry(
        id=_plain(entry.get("id")),
        title=_title(entry),
        url=_plain(entry.get("link")),
        published=_plain(entry.get("published") or entry.get("created")),
        updated=_plain(entry.get("updated") if "updated" in entry else None),
        authors=_authors(entry.get("authors") or ()),
        outlet=_title(source) or _title(feed),
        section=_section(entry.get("tags") or ()),
        language=_plain(
            (entry.get("content") or [{}])[0].get("language") or entry.get("language") or feed.get("language")
        ),
        whole=max(contents, key=lambda text: (text.html, len(text.text)), default=None),
        summary=_text(entry.get("summary_detail") or {}, entry.get("summary")),
    )


def _text(detail: Mapping[str, Any], value: object) -> Text | None:
    if not isinstance(value, str) or not (text := value.removeprefix(MARK).removesuffix(MARK)).strip():
        return None
    return Text(text, "html" in str(detail.get("type", "text/html")))


def _title(holder: Mapping[str, Any]) -> str | None:
    """A title as plain text: Atom's may be HTML, and RSS does not say."""
    text = _text(holder.get("title_detail") or {}, holder.get("title"))
    if text is None:
        return None
    plain = text.text
    if text.html:
        with suppress(etree.LxmlError, ValueError, AttributeError):
            plain = str(etree.HTML(f"<p>{plain}</p>", etree.HTMLParser(encoding="utf-8")).xpath("string()"))
    return " ".join(plain.split()) or None


def _plain(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _authors(authors: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(name for author in authors if (name := _plain(author.get("name"))))


def _section(tags: Sequence[Mapping[str, Any]]) -> str | None:
    """The entry's category if it has exactly one: several are keywords."""
    terms = list(dict.fromkeys(t for tag in tags if (t := _plain(tag.get("label") or tag.get("term")))))
    return terms[0] if len(terms) == 1 else None
