"""One article as a JSON object, as scrapers and news APIs write it: its fields under their usual names.

Which names stand for which field is in `words/aliases.toml`. Values are taken as they are, never mended; one of the
wrong kind counts as absent. `read` needs the id, `clean` the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec

from onrecord.words import load

__all__ = ["Row", "is_markup", "parse_row"]


EXCERPT_FLAGS = ("excerpt", "truncated", "is_truncated")
_CUT = re.compile(r"\[\+?\d{1,7} chars\]\s*\Z")
_BLOCK_MARK = re.compile(
    r"</(?:p|div|h[1-6]|li|ul|ol|blockquote|article|section|figure|table|body|html)>|<br ?/?>", re.IGNORECASE
)
MARKUP_SCAN = 20_000
"""Characters of a string in which HTML shows itself."""


@dataclass(frozen=True, slots=True)
class Aliases:
    """The names of `words/aliases.toml`, by field."""

    id: tuple[str, ...]
    text: tuple[str, ...]
    html: tuple[str, ...]
    title: tuple[str, ...]
    description: tuple[str, ...]
    outlet: tuple[str, ...]
    url: tuple[str, ...]
    published: tuple[str, ...]
    updated: tuple[str, ...]
    captured: tuple[str, ...]
    byline: tuple[str, ...]
    section: tuple[str, ...]
    language: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An article's fields: `text` exactly as parsed, perhaps blank; all others stripped, and None when absent.

    `html` is the article as HTML, exactly as parsed, where no field holds it as plain text; `excerpt` whether the row
    says that it holds only a part of it.
    """

    text: str
    html: str | None = None
    excerpt: bool = False
    id: str | None = None
    title: str | None = None
    description: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    updated: str | None = None
    captured: str | None = None
    byline: tuple[str, ...] = ()
    section: str | None = None
    language: str | None = None


def parse_row(text: str) -> Row | str:
    """The article in the JSON object `text`, or why there is none. Never raises."""
    found = _object(text.removeprefix("\ufeff"))
    if isinstance(found, str):
        return found
    names = load("aliases", Aliases)
    body = _body(found, names)
    if body is None:
        return "holds no article text (looked for " + ", ".join(names.text[:4]) + " …)"
    text, html = body
    row = Row(
        text=text,
        html=html,
        excerpt=_excerpt(found, text),
        id=_first(found, names.id),
        title=_first(found, names.title),
        description=_first(found, names.description),
        outlet=_first(found, names.outlet),
        url=_first(found, names.url),
        published=_first(found, names.published),
        updated=_first(found, names.updated),
        captured=_first(found, names.captured),
        byline=_all(found, names.byline),
        section=_first(found, names.section),
        language=_first(found, names.language),
    )
    return _unstorable(row) or row


def _body(found: Mapping[str, object], names: Aliases) -> tuple[str, str | None] | None:
    """The article as plain text and, where there is none, as HTML."""
    plain = [v for v in _values(found, names.text) if isinstance(v, str)]
    marked = [v for v in _values(found, names.html) if isinstance(v, str) and v.strip()]
    text = next((v for v in plain if v.strip() and not is_markup(v)), None)
    if text is not None:
        return text, None
    html = next((v for v in plain if is_markup(v)), None) or (marked[0] if marked else None)
    if html:
        return "", html
    return (plain[0], None) if plain else None


def is_markup(text: str) -> bool:
    """Whether a string is HTML and no text that mentions it: it has two marks of blocks or breaks, or begins so."""
    marks = _BLOCK_MARK.findall(text[:MARKUP_SCAN])
    return len(marks) >= 2 or (bool(marks) and text.lstrip().startswith("<"))


def _excerpt(found: Mapping[str, object], text: str) -> bool:
    """Whether the row says that it holds a part of the article only: `excerpt` and the like, or `… [+1234 chars]`."""
    return any(found.get(name) is True for name in EXCERPT_FLAGS) or bool(_CUT.search(text[-40:]))


def _object(text: str) -> Mapping[str, object] | str:
    """The JSON object in `text` with keys in lower case, or what is wrong with it."""
    try:
        found = msgspec.json.decode(text)
    except RecursionError:
        return "is JSON nested too deeply"
    except (msgspec.DecodeError, UnicodeError):
        found = _lenient(text)
    if found is None:
        return "is no valid JSON"
    if not isinstance(found, dict):
        return "is no JSON object"
    return {str(key).lower(): value for key, value in reversed(found.items())}


def _lenient(text: str) -> object:
    """What the standard library makes of `text`: it takes the NaN that Python programs write. None when broken."""
    try:
        return json.loads(text, parse_int=_whole)
    except (ValueError, RecursionError):
        return None


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) <= 18 else None


def _values(found: Mapping[str, object], names: tuple[str, ...]) -> Iterator[object]:
    return (found[name] for name in names if name in found)


def _first(found: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    for value in _values(found, names):
        for each in value if isinstance(value, list) else [value]:
            text = _plain(each)
            if text:
                return text
    return None


def _all(found: Mapping[str, object], names: tuple[str, ...]) -> tuple[str, ...]:
    for value in _values(found, names):
        texts = [text for each in (value if isinstance(value, list) else [value]) if (text := _plain(each))]
        if texts:
            return tuple(texts)
    return ()


def _plain(value: object) -> str:
    """A scalar as text; of an object its `name`, as news APIs give sources and authors; else nothing."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return str(int(value))
    return ""


def _unstorable(row: Row) -> str | None:
    """Why the row's strings cannot be put on record, if so: half of a surrogate pair is no character of Unicode."""
    strings = (row.text, row.html, row.id, row.title, row.description, row.outlet, row.url, row.section, *row.byline)
    for value in strings:
        if value is None:
            continue
        try:
            value.encode()
        except UnicodeEncodeError:
            return "holds half of a surrogate pair (an escape like \\ud800), which no text file can store"
    if any("\0" in (value or "") for value in (row.text, row.html, row.id)):
        return "holds a NUL character"
    return None
