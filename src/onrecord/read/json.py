"""JSON files (`.json`): one article as an object, or several in a list."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read.found import Found
from onrecord.read.jsonl import article_in
from onrecord.read.whole import read_bytes
from onrecord.settings import Settings

__all__ = ["read"]


def read(found: Found, settings: Settings) -> Iterator[Source | Problem]:
    """A source for each article, whose bytes are exactly those of its object; a problem for each object without one."""
    data = read_bytes(found, settings)
    if isinstance(data, Problem):
        yield data
        return
    body = data.removeprefix(b"\xef\xbb\xbf").strip()
    if not body.startswith(b"["):
        item = article_in(body, found.name, found.shown, "the file", 0, found)
        yield Problem("file", item.path, item.why.removeprefix("the file ")) if isinstance(item, Problem) else item
        return
    try:
        objects = msgspec.json.decode(body, type=list[msgspec.Raw])
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        yield Problem("file", found.shown, "is no valid JSON")
        return
    if not objects:
        yield Problem("file", found.shown, "holds no articles")
    items = []
    for order, each in enumerate(objects):
        name = f"#{order + 1}"
        items.append(article_in(bytes(each), found.name + name, found.shown + name, f"item {order + 1}", order, found))
    bad = [item for item in items if isinstance(item, Problem)]
    if len(bad) > 1 and len(bad) == len(items):
        yield Problem("file", found.shown, f"holds no articles: {bad[0].why}")
    else:
        yield from items
