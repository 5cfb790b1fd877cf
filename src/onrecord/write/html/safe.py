"""Untrusted words made fit for a page: escaped, isolated from the text around them, nothing in them hidden."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from onrecord.span import Span

__all__ = ["anchor", "escaped", "printed", "verbatim", "visible", "web_address"]

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
"""Controls, directional overrides and what no page may hold: shown by their code point instead of obeyed."""
_UNSEEN = re.compile(f"[{_CONTROLS}]")
_TOUCHED = re.compile(f"[&<>'\"{_CONTROLS}]")


def verbatim(text: str) -> Markup:
    """`text` escaped; a character that would act unseen (a directional override, a control) is shown as `U+202E`."""
    if not _UNSEEN.search(text):
        return escape(text)
    parts, at = [], 0
    for found in _UNSEEN.finditer(text):
        code = f"U+{ord(found.group()):04X}"
        name = unicodedata.name(found.group(), "control character").lower()
        parts += [escape(text[at : found.start()]), Markup('<span class="ctl" title="{}">{}</span>').format(name, code)]
        at = found.end()
    return Markup("").join([*parts, escape(text[at:])])


def printed(text: str) -> str:
    """The same as a plain string, for those who write many: most have nothing to escape."""
    return verbatim(text) if _TOUCHED.search(text) else text


def visible(value: object) -> object:
    """What a template puts out, unseen characters as U+FFFD: in attributes, and where `verbatim` was not asked."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", value) if type(value) is str else value


def escaped(value: object) -> str:
    """What a template puts out of a value, as a plain string: what is no markup yet is made visible and escaped."""
    if type(value) is str and not _TOUCHED.search(value):
        return value
    return value if isinstance(value, Markup) else escape(visible(str(value)))


def anchor(span: Span) -> str:
    """The id of the place of `span` on the page; the same in every report of the same article."""
    return f"{span.article}-{span.start}-{span.end}"


def web_address(address: str | None) -> str | None:
    """`address` when it is one that may become a link (http or https, with a host, nothing unprintable), else None."""
    if not address or not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
        return address if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
