"""One article as a JSON object, as scrapers and news APIs write it: its fields under their usual names.

Which names stand for which field is in `words/aliases.toml`. Values are taken as they are, never mended; one of the
wrong kind counts as absent. `read` needs the id, `clean` the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from onrecord.words import load

__all__ = ["Row", "is_markup", "parse_row"]


_CUT = re.compile(r"\[\+?\d{1,7} (?:chars|characters)\]\s*\Z")
_BLOCK_MARK = re.compile(
    r"</(?:p|div|h[1-6]|li|ul|ol|blockquote|article|section|figure|table|body|html)>|<br ?/?>", re.IGNORECASE
)
MARKUP_SCAN = 20_000
"""Characters of a string in which HTML shows itself."""
OTHER_TYPES = frozenset({"picture", "graphic", "audio", "video", "composite", "planning", "event", "component"})
"""What ninjs objects are besides texts."""
C4 = {"text", "timestamp", "url"}
"""The fields of the C4 corpus and its news part, whose `timestamp` is that of the crawl."""


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
    dated: tuple[str, ...]
    crawls: tuple[str, ...]
    inner: tuple[str, ...]
    excerpt: tuple[str, ...]
    withheld: frozenset[str]
    within: tuple[str, ...]
    status: dict[str, str]


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
    found = _unfolded(found, names)
    status = found.get("pubstatus")
    if isinstance(status, str) and (why := names.status.get(status.lower().removeprefix("stat:"))):
        return why
    body = _body(found, names)
    if body is None:
        return _no_text(found, names)
    published, captured = _dates(found, names)
    row = Row(
        text=body.text,
        html=body.html,
        excerpt=body.excerpt or _says_excerpt(found, body.text, names),
        id=_first(found, names.id),
        title=_first(found, names.title),
        description=None if body.excerpt else _first(found, names.description),
        outlet=_outlet(found, names),
        url=_address(found, names),
        published=published,
        updated=_first(found, names.updated),
        captured=captured,
        byline=_all(found, names.byline),
        section=_first(found, names.section),
        language=_first(found, names.language),
    )
    return _unstorable(row) or row


def _unfolded(found: Mapping[str, object], names: Aliases) -> Mapping[str, object]:
    """The object with the fields of the one inside it that holds the article, if it holds no text itself."""
    if any(isinstance(v, str) and v.strip() for v in _values(found, (*names.text, *names.html))):
        return found
    for value in _values(found, names.inner):
        if isinstance(value, dict):
            inner = _lowered(value)
            if any(isinstance(v, str) and v.strip() for v in _values(inner, (*names.text, *names.html))):
                return {**found, **inner}
    return found


@dataclass(frozen=True, slots=True)
class _Body:
    text: str
    html: str | None = None
    excerpt: bool = False


def _body(found: Mapping[str, object], names: Aliases) -> _Body | None:
    """The article as plain text and, where there is none, as HTML; at last its description, as an excerpt."""
    strings = [v for v in _values(found, names.text) if isinstance(v, str)] + _bodies(found)
    plain = [v for v in strings if v.strip().lower() not in names.withheld]
    for text in plain:
        if text.strip() and not is_markup(text):
            return _Body(text)
    marked = [v for v in _values(found, names.html) if isinstance(v, str) and v.strip()]
    for html in (*(v for v in plain if is_markup(v)), *marked):
        return _Body("", html)
    part = _first(found, names.description) if _stands_for_article(found, names) else None
    if part and part.lower() not in names.withheld:
        return _Body("", part, True) if is_markup(part) else _Body(part, None, True)
    return _Body(plain[0]) if plain else None


def _bodies(found: Mapping[str, object]) -> list[str]:
    """The texts of a ninjs object: version 2 lists them as `bodies`, the plain one beside other renditions."""
    listed = found.get("bodies")
    bodies = [b for b in listed if isinstance(b, dict)] if isinstance(listed, list) else []
    bodies.sort(key=lambda b: str(b.get("contenttype", "")).lower() != "text/plain")
    return [value for b in bodies if isinstance(value := b.get("value"), str)]


def _stands_for_article(found: Mapping[str, object], names: Aliases) -> bool:
    """Whether a row without a text is one of an article: it has headline, address and date and is no picture."""
    kind = found.get("type")
    return (
        _address(found, names) is not None
        and _first(found, tuple(n for n in names.title if n != "name")) is not None
        and any(_dates(found, names))
        and not (isinstance(kind, str) and kind.lower() in OTHER_TYPES)
    )


def _no_text(found: Mapping[str, object], names: Aliases) -> str:
    if any(text.lower() in names.withheld for text in _texts(found, names.text)):
        return "holds no article text, only a note that its provider withholds it"
    kind = found.get("type")
    if isinstance(kind, str) and kind.lower() in OTHER_TYPES and "uri" in found:
        return f"holds no article text, it is of type {kind.lower()}"
    return "holds no article text (looked for " + ", ".join(names.text[:4]) + " …)"


def _dates(found: Mapping[str, object], names: Aliases) -> tuple[str | None, str | None]:
    """When the row says that the article was published and when it was fetched."""
    published, captured = _first(found, names.published), _first(found, names.captured)
    dated = _first(found, names.dated)
    if any(name in found for name in names.crawls) or found.keys() == C4:
        return published, captured or dated
    return published or dated, captured


def _outlet(found: Mapping[str, object], names: Aliases) -> str | None:
    """The outlet's name; an address under one of its names is that of the article or its site."""
    return next((text for text in _texts(found, names.outlet) if "://" not in text), None)


def _address(found: Mapping[str, object], names: Aliases) -> str | None:
    """The article's address. `source_url` and `source` may be the site's own, which is none."""
    for name in names.url:
        text = _first(found, (name,))
        if text and (name not in ("source_url", "source", "uri") or re.match(r"https?://[^/]+/[^/]", text)):
            return text
    return None


def is_markup(text: str) -> bool:
    """Whether a string is HTML and no text that mentions it: it has two marks of blocks or breaks, or begins so."""
    marks = _BLOCK_MARK.findall(text[:MARKUP_SCAN])
    return len(marks) >= 2 or (bool(marks) and text.lstrip().startswith("<"))


def _says_excerpt(found: Mapping[str, object], text: str, names: Aliases) -> bool:
    """Whether the row says that it holds a part of the article only, in a field or as `… [+1234 chars]`."""
    return any(found.get(name) is True for name in names.excerpt) or bool(_CUT.search(text[-40:]))


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
    return _lowered(found)


def _lowered(found: dict[Any, object]) -> dict[str, object]:
    return {str(key).lower(): value for key, value in reversed(found.items())}


def _lenient(text: str) -> object:
    """What the standard library makes of `text`: it takes the NaN that Python programs write. None when broken."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        return json.loads(text, parse_int=_whole)
    except (ValueError, RecursionError):
        return None


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) <= 18 else None


def _values(found: Mapping[str, object], names: tuple[str, ...]) -> Iterator[object]:
    return (found[name] for name in names if name in found)


def _first(found: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    return next(_texts(found, names), None)


def _texts(found: Mapping[str, object], names: tuple[str, ...]) -> Iterator[str]:
    """What is usable in the fields called `names`, in their order."""
    for value in _values(found, names):
        yield from (text for each in (value if isinstance(value, list) else [value]) if (text := _plain(each)))


def _all(found: Mapping[str, object], names: tuple[str, ...]) -> tuple[str, ...]:
    return next((texts for name in names if (texts := tuple(_texts(found, (name,))))), ())


def _plain(value: object) -> str:
    """A scalar as text; of an object the field that holds its name or text; else nothing."""
    if isinstance(value, dict):
        value = next((v for key in load("aliases", Aliases).within if isinstance(v := value.get(key), str)), None)
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
