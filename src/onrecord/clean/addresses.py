"""Addresses of articles: which strings are one, and the one form that two copies of a link share."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from onrecord.clean.dates import Metadata
from onrecord.words import load

__all__ = ["canonical", "host", "web_address"]


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


def _tracks(parameter: str) -> bool:
    low = parameter.lower()
    return any(low.startswith(t[:-1]) if t.endswith("*") else low == t for t in load("metadata", Metadata).tracking)
