"""The articles in an export of Nexis, Factiva or ProQuest: several in one file, whatever kind of file it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from onrecord.errors import Problem
from onrecord.exports import Export, export_of, page_text, stretches
from onrecord.model import Source
from onrecord.read.found import Found, Whole
from onrecord.settings import Settings

__all__ = ["exports_in", "exports_on_page", "may_be_export"]

NAMES: dict[Export, str] = {"nexis": "Nexis", "factiva": "Factiva", "proquest": "ProQuest"}

_GAP = rb"(?:\s|&nbsp;|&#160;|\xc2\xa0|\xa0|\\~|\\[a-z]{1,12}-?\d{0,6}|[{}]){1,20}+"
"""White space as text, HTML and RTF write it, control words among it."""
_MARK = re.compile(
    rb"\d" + _GAP + rb"\S{1,4}" + _GAP + rb"\d{1,6}" + _GAP + rb"do[ck]ument"
    rb"|\b(?:ende?|fine?|einde)" + _GAP + rb"\w{2,4}" + _GAP + rb"do[ck]ument"
    rb"|(?:do[ck]umento?|\xe6\x96\x87.{3,9})" + _GAP + rb"[a-z0-9]{4,12}(?:19|20)\d{6}"
    rb"|proquest",
    re.IGNORECASE,
)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


_WORDS = (b"document", b"dokument", b"\xe6\x96\x87", b"proquest")
"""One of these is in every mark."""
REACH = 400
"""How far a mark reaches from its word, in bytes: two gaps of twenty `&nbsp;` and three numbers."""


def may_be_export(data: bytes) -> bool:
    """A quick look at a file's bytes: false for all but a few of those that are no export."""
    if data.startswith(_WIDE):
        return True
    lower = data.lower()
    for word in _WORDS:
        at, done = lower.find(word), 0
        while at >= 0:
            start = max(done, at - REACH)
            if _MARK.search(data, start, at + REACH):
                return True
            done = at
            at = lower.find(word, at + 1)
    return False


def exports_in(text: str, found: Found, data: bytes, settings: Settings) -> Iterator[Source | Problem] | None:
    """The articles of the export that `text`, made from the file's bytes `data`, is; None when it is no export.

    An article twice in the file, with the same number and words, is taken once.
    """
    export = export_of(text)
    return None if export is None else _articles(export, text, found, data, settings)


def exports_on_page(found: Found, data: bytes, settings: Settings) -> Iterator[Source | Problem] | None:
    """The same for an HTML file."""
    if not may_be_export(data) or data.count(b"<") > settings.max_export_tags:
        return None
    text = page_text(data, found.charset)
    return None if text is None else exports_in(text, found, data, settings)


def _articles(export: Export, text: str, found: Found, data: bytes, settings: Settings) -> Iterator[Source | Problem]:
    if sum(text.count(end) for end in "\n\r\f\v\u2028\u2029") > settings.max_export_lines:
        yield Problem("file", found.shown, f"is an export of more than {settings.max_export_lines:,} lines")
        return
    whole = Whole.of(data)
    seen: set[bytes] = set()
    count = broken = 0
    for stretch in stretches(export, text):
        if not stretch.whole:
            broken += 1
            continue
        article = text[stretch.start : stretch.end].encode("utf-8", "replace")
        words = article.split() if len(article) < settings.max_article_chars else [article]
        digest = sha256(b" ".join(words)).digest()
        if digest in seen:
            continue
        seen.add(digest)
        count += 1
        if count > settings.max_export_articles:
            yield Problem("file", found.shown, f"holds more than {settings.max_export_articles:,} articles")
            return
        yield found.part(export, article, count, whole, key=stretch.number)
    if not count:
        yield Problem("file", found.shown, f"is an export of {NAMES[export]} whose articles cannot be told apart")
    elif broken:
        yield Problem("file", found.shown, f"holds {_times(broken)} several articles that cannot be told apart")


def _times(count: int) -> str:
    return "in one place" if count == 1 else f"in {count} places"
