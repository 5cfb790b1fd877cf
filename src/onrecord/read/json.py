"""JSON files (`.json`): an article as an object, several in a list or in a list inside an object, or one a line.

Each article's bytes are exactly those of its object, cut out of the file. In an encoding whose bytes cannot be cut so
(UTF-16) the object's text is the article's source and the file is kept beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import msgspec

from onrecord.decode import decode
from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read import jsonfeed, jsonl
from onrecord.read.found import Address, Found, Whole
from onrecord.read.jsonl import article_in
from onrecord.read.whole import read_bytes
from onrecord.scraped import Row, parse_row
from onrecord.settings import Settings
from onrecord.words import load

__all__ = ["read"]

MAX_LEVELS = 3
"""Objects around a list of articles: `{"response": {"results": […]}}` has two."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The names of `words/answers.toml`."""

    lists: tuple[str, ...]


def read(found: Found, settings: Settings) -> Iterator[Source | Address | Problem]:
    """A source for each article, whose bytes are exactly those of its object; a problem for each object without one."""
    if _one_a_line(found, settings):
        yield from jsonl.read(found, settings)
        return
    data = read_bytes(found, settings)
    if isinstance(data, Problem):
        yield data
        return
    if jsonfeed.is_feed(data):
        yield from jsonfeed.read(found, data, settings)
        return
    body = data.removeprefix(b"\xef\xbb\xbf").strip()
    text, encoding = decode(data)
    wide = encoding.startswith(("utf-16", "utf-32"))
    objects = _listed(text.lstrip("\ufeff").strip().encode("utf-8", "surrogatepass") if wide else body)
    if isinstance(objects, str):
        yield Problem("file", found.shown, objects)
    elif objects is None:
        item = article_in(data if wide else body, found.name, found.shown, "the file", 0, found)
        yield Problem("file", item.path, item.why.removeprefix("the file ")) if isinstance(item, Problem) else item
    else:
        yield from _articles(objects, found, Whole.of(data) if wide else None, settings)


def _one_a_line(found: Found, settings: Settings) -> bool:
    """Whether the first line is an object that is closed on it and another one begins below: JSON lines by content."""
    with found.open() as stream:
        line = stream.readline(settings.max_line_bytes + 1)
        rest = stream.read(64) if line.endswith(b"\n") else b""
    line = line.removeprefix(b"\xef\xbb\xbf").strip()
    if not line.startswith(b"{") or not line.endswith(b"}") or not rest.lstrip().startswith(b"{"):
        return False
    return parse_row(decode(line)[0]) != "is no valid JSON"


def _articles(
    objects: list[bytes], found: Found, whole: Whole | None, settings: Settings
) -> Iterator[Source | Problem]:
    if not objects:
        yield Problem("file", found.shown, "holds no articles")
    items: list[Source | Problem] = []
    found = replace(found, url=None)  # the file's address is that of none of its articles
    for order, each in enumerate(objects):
        name = f"#{order + 1}"
        item = article_in(each, found.name + name, found.shown + name, f"item {order + 1}", order, found)
        if whole is not None and isinstance(item, Source):
            item = found.part("json", each, order + 1, whole, key=item.key)
        items.append(item)
    bad = [item for item in items if isinstance(item, Problem)]
    if len(bad) > 1 and len(bad) == len(items):
        yield Problem("file", found.shown, f"holds no articles: {bad[0].why}")
        return
    more = {id(item) for item in bad[settings.max_listed_lines :]}
    yield from (item for item in items if id(item) not in more)
    if more:
        yield Problem("file", found.shown, f"has {len(more)} more items without an article")


def _listed(body: bytes) -> list[bytes] | str | None:
    """The articles' objects if there are several, None if the whole is one; or what is wrong."""
    if body.startswith(b"["):
        return _elements(body)
    if not body.startswith(b"{") or isinstance(parse_row(decode(body)[0]), Row):
        return None
    inside = body
    for _ in range(MAX_LEVELS):
        values = _fields(inside)
        if values is None:
            return None
        names = [name for name in load("answers", Answers).lists if name in values]
        lists = [values[name] for name in names if _holds_objects(values[name])]
        if lists:
            return _elements(lists[0])
        deeper = [values[name] for name in names if values[name].startswith(b"{")]
        if not deeper:
            return None
        inside = deeper[0]
    return None


def _holds_objects(value: bytes) -> bool:
    return re.match(rb"\[\s*\{", value) is not None


def _fields(body: bytes) -> Mapping[str, bytes] | None:
    """The values of an object by their names in lower case, as bytes."""
    try:
        return {k.lower(): bytes(v) for k, v in msgspec.json.decode(body, type=dict[str, msgspec.Raw]).items()}
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None


def _elements(body: bytes) -> list[bytes] | str:
    try:
        return [bytes(each) for each in msgspec.json.decode(body, type=list[msgspec.Raw])]
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return _lenient(body)


def _lenient(body: bytes) -> list[bytes] | str:
    """The elements of a list as the standard library parses it: it takes the NaN that Python programs write."""
    text, encoding = decode(body)
    decoder = json.JSONDecoder(parse_int=len)
    found: list[bytes] = []
    at = _skip(text, 1)
    try:
        while text[at : at + 1] != "]":
            _, end = decoder.raw_decode(text, at)
            found.append(_cut(text[at:end], encoding))
            at = _skip(text, end)
            if text[at : at + 1] == ",":
                at = _skip(text, at + 1)
            elif text[at : at + 1] != "]":
                return "is no valid JSON"
    except (ValueError, RecursionError):
        return "is no valid JSON"
    return found if _skip(text, at + 1) == len(text) else "is no valid JSON"


def _cut(text: str, encoding: str) -> bytes:
    """The bytes of a part of a decoded text; `decode`'s Windows-1252 reads undefined bytes as Latin-1."""
    if encoding == "utf-8":
        return text.encode()
    return b"".join(c.encode("latin-1") if "\x80" <= c <= "\x9f" else c.encode("cp1252") for c in text)


_SPACE = re.compile(r"[ \t\r\n]*")


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
