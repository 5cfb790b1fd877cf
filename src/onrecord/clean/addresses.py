"""Addresses of articles: which strings are one, and the one form that two copies of a link share."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from onrecord.claims import dates_agree
from onrecord.clean.dates import Metadata, date_in_url
from onrecord.words import load

__all__ = ["absolute", "canonical", "host", "plausible", "site", "web_address"]

_WORD = re.compile(r"[^\W\d_]{3,}")
SLUG_WORDS = 3
"""Fewest words of the last part of an address by which it names an article."""
_SECOND_LEVEL = frozenset({"co", "com", "net", "org", "ac", "gov", "gob", "edu", "or", "ne", "go", "in", "nom", "ltd"})
"""Names under a country's that anyone may register below, as in `co.uk`."""
_HOME = re.compile(r"/*(?:(?:index|home|default)(?:\.\w{2,5})?/*)?\Z", re.IGNORECASE)
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_]{0,4}/(https?:/.*)\Z", re.IGNORECASE | re.DOTALL)


def web_address(value: str | None) -> str | None:
    """`value` if it is an absolute address of the web, else None."""
    if not value or len(value) > 4000 or any(c.isspace() for c in value.strip()):
        return None
    try:
        parts = urlsplit(value.strip())
        return value.strip() if parts.scheme.lower() in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def canonical(url: str) -> str:
    """`url` with scheme and host in lower case, without the default port, the fragment and parameters that only track.

    The other parameters are kept in order; a path of one slash is the same as none.
    """
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    name = (parts.hostname or "").lower()
    if ":" in name:
        name = f"[{name}]"
    try:
        port = parts.port
    except ValueError:
        port = None
    if port and port != {"http": 80, "https": 443}.get(scheme):
        name = f"{name}:{port}"
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(k)]
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._") or "/"
    return urlunsplit((scheme, name, path, urlencode(kept), ""))


def host(url: str) -> str | None:
    """The host of `url` without `www.`."""
    name = urlsplit(url).hostname
    return name.lower().removeprefix("www.") if name else None


def site(url: str) -> str | None:
    """The part of the host of `url` that somebody registered: `lamp.example`, `lamp.co.uk`. By its shape alone."""
    name = urlsplit(url).hostname
    if not name:
        return None
    labels = name.lower().rstrip(".").split(".")
    deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if deep else labels[-2:])


def absolute(value: str | None, carrier: str | None) -> str | None:
    """The address that a page at `carrier` means by `value`, which may be relative; None when it is no address."""
    if not value or len(value) > 4000:
        return None
    try:
        joined = urljoin(carrier, value.strip()) if carrier else value
    except ValueError:
        return None
    found = web_address(joined)
    archived = _ARCHIVED.match(found) if found else None
    if archived is None:
        return found
    return web_address(re.sub(r"\A(https?:)/+", r"\1//", archived[1]))


def plausible(url: str, carrier: str | None, title: str | None) -> bool:
    """Whether a page may say that `url` is its article's address; `carrier` is the one that it was got from.

    Real pages name their home page, their section, another outlet's page or the article whose template was copied.
    """
    path = urlsplit(url).path
    if _HOME.match(path) and not urlsplit(url).query:
        return bool(carrier and _HOME.match(urlsplit(carrier).path) and site(url) == site(carrier))
    if carrier is None:
        return True
    own = urlsplit(carrier).path
    if site(url) != site(carrier) or (own.rstrip("/") != path.rstrip("/") and own.startswith(path.rstrip("/") + "/")):
        return False
    day, own_day = date_in_url(url), date_in_url(carrier)
    if day and own_day and not dates_agree(day, own_day):
        return False
    words = _content(title or "")
    named, own_named = _content(_slug(path)), _content(_slug(own))
    another = len(named) >= SLUG_WORDS and not named & words
    return not (another and len(own_named & words) >= SLUG_WORDS - 1)


def _slug(path: str) -> str:
    """The longest of the last two parts of a path: an article's name, with or without its number behind it."""
    return max(path.rstrip("/").split("/")[-2:], key=len)


def _content(text: str) -> set[str]:
    return {w for w in _WORD.findall(text.lower()) if w not in ("the", "and", "for", "html")}


def _tracks(parameter: str) -> bool:
    low = parameter.lower()
    return any(low.startswith(t[:-1]) if t.endswith("*") else low == t for t in load("metadata", Metadata).tracking)
