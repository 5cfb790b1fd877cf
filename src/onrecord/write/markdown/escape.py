"""Untrusted words as Markdown that shows them as they are: they make no link, tag, heading, comment or HTML."""

from __future__ import annotations

import json
import re

from onrecord.write.texts import plain

__all__ = ["front_matter", "inline", "line", "link"]

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~=$^%&!@]")
_START = re.compile(r"(\s*)([-+]|\d{1,9}(?=[.)]))")
_WEB = re.compile(r"(?i)(?<=[a-z])(?=://)|(?<=mailto)(?=:)|(?<=xmpp)(?=:)|(?<=\bwww)(?=\.)")
"""Where an address is broken, so that no renderer makes a link of it by itself: after its scheme, and after `www`."""


def inline(text: str) -> str:
    """`text` within a line."""
    words = _SPECIAL.sub(lambda found: f"\\{found[0]}", plain(text))
    return _WEB.sub("\\\\", words)


def line(text: str) -> str:
    """`text` as a line or paragraph of its own: what would begin a list does not."""
    return _START.sub(_unlisted, inline(text), count=1) if _START.match(text) else inline(text)


def _unlisted(found: re.Match[str]) -> str:
    return found[1] + (f"\\{found[2]}" if found[2] in "-+" else found[2] + "\\")


def link(name: str, shown: str | None = None) -> str:
    """The link to the note `name`; `shown` is what the reader sees, the name if not given."""
    words = re.sub(r"[\[\]|\\]", " ", plain(shown)).strip() if shown else ""
    return f"[[{name}|{words}]]" if words and words != name else f"[[{name}]]"


def front_matter(fields: dict[str, object]) -> str:
    """The block of YAML at the head of a note. Each value is written as JSON, which YAML takes as it is."""
    rows = [f"{key}: {_value(value)}" for key, value in fields.items() if value not in (None, "", [], ())]
    return "\n".join(["---", *rows, "---", ""])


def _value(value: object) -> str:
    if isinstance(value, str):
        value = plain(value)
    elif isinstance(value, (list, tuple)):
        value = [plain(v) if isinstance(v, str) else v for v in value]
    return json.dumps(value, ensure_ascii=False)
