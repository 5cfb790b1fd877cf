"""NewsML-G2, NewsML 1 and NITF files: the items that hold text, each an article.

A file of one article is that article's source, byte for byte. Where several stand in one file, each is taken out as
XML of its own, and the file is kept beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from onrecord.errors import Problem
from onrecord.model import Format, Source
from onrecord.newsxml import item_id, item_kind, items_in, local, parse, too_large, withdrawn
from onrecord.read.found import Found, Whole, one_line
from onrecord.read.whole import read_bytes
from onrecord.settings import Settings

__all__ = ["read"]


def read(found: Found, settings: Settings) -> Iterator[Source | Problem]:
    """A source for each item with text, a problem for each that its provider withdrew, one for all without text."""
    data = read_bytes(found, settings)
    if isinstance(data, Problem):
        yield data
        return
    parsed = parse(data, settings)
    if isinstance(parsed, str):
        yield Problem("file", found.shown, parsed)
        return
    items = items_in(parsed[0])
    if not items:
        yield Problem("file", found.shown, "holds no news item")
    elif len(items) == 1:
        why = too_large(items[0], settings) or withdrawn(items[0]) or _without_text(items[0])
        yield Problem("file", found.shown, why) if why else found.source(_format_of(items[0]), data, key=_key(items[0]))
    else:
        yield from _several(items, Whole.of(data), found, settings)


def _format_of(item: Any) -> Format:
    """What takes the item apart: a NITF article that stands in no news item has a reader of its own."""
    return "nitf" if local(item) == "nitf" else "newsml"


def _without_text(item: Any) -> str | None:
    """Why an item is no article, if it holds no text of its own."""
    kind = item_kind(item)
    if kind in ("package", "knowledge", "concept", "planning", "catalog", "composite"):
        return f"is a {kind} item, which holds no text"
    held = any("".join(e.itertext()).strip() for e in item.iter() if local(e) in _HOLDERS)
    return None if held else f"is a {kind} without text" if kind else "holds no article text"


_HOLDERS = frozenset({"inlinexml", "inlinedata", "datacontent", "body.content", "body"})
"""The elements that hold an item's text."""


def _several(items: list[Any], whole: Whole, found: Found, settings: Settings) -> Iterator[Source | Problem]:
    passed: Counter[str] = Counter()
    for number, item in enumerate(items, 1):
        place = f"{found.shown}#{number}"
        if why := too_large(item, settings) or withdrawn(item):
            yield Problem("article", place, f"{one_line(item_id(item) or f'item {number}')} {why}")
        elif _without_text(item):
            passed[item_kind(item) or "item"] += 1
        else:
            data = etree.tostring(item, encoding="unicode", with_tail=False).encode()
            yield found.part(_format_of(item), data, number, whole, key=_key(item))
    if passed:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(passed.items()))
        yield Problem("file", found.shown, f"also holds items without text, which were passed over: {kinds}")


def _key(item: Any) -> str | None:
    """The item's own id, as far as it can be a key."""
    key = item_id(item)
    return key if key and len(key) <= _MAX_KEY else None


_MAX_KEY = 1000
"""Longest id taken as a key, in characters; ids of items are addresses and URNs."""
