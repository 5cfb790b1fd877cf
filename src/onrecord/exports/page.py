"""The text of an HTML export: one block a line, a blank line where the page leaves one, table cells set apart by tabs.

Everything that a browser shows is kept, in order, with character references decoded and white space collapsed. The
page is parsed as a stream of tags, so that a file of hundreds of articles is never a tree in memory.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from onrecord.decode import decode_declared

__all__ = ["page_text"]

_DROPPED = frozenset({
    "script", "style", "head", "title", "noscript", "template", "svg", "select", "textarea", "button",
})  # fmt: skip
"""Elements whose content is not shown as text."""
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "big", "cite", "code", "del", "em", "font", "i", "img", "input", "ins", "kbd",
    "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr", "html", "body", "meta", "link", "col", "tbody", "thead", "tfoot", "colgroup",
})  # fmt: skip
"""Elements that begin no line. All others, unknown ones too, begin and end one."""
_SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "table", "ul", "ol", "blockquote"})
"""Elements that a browser sets apart by a blank line."""
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)


class _Text:
    """Takes a page's tags and gives its text."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._breaks = 2
        self._space = False
        self._cells = 0
        self._dropped: list[str] = []

    def start(self, tag: str, attributes: object) -> None:
        """An element begins."""
        if self._dropped or tag in _DROPPED:
            if tag in _DROPPED:
                self._dropped.append(tag)
            return
        if tag == "br":
            self._line(1, again=True)
        elif tag in ("td", "th"):
            if self._cells:
                self._pieces.append("\t")
                self._space = False
            self._cells += 1
        elif tag not in _INLINE:
            self._cells = 0 if tag == "tr" else self._cells
            self._line(2 if tag in _SPACED and not self._cells else 1)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._dropped:
            if tag == self._dropped[-1]:
                self._dropped.pop()
            return
        if tag in ("tr", "table"):
            self._cells = 0
        if tag not in _INLINE and tag not in ("td", "th", "br"):
            self._line(2 if tag in _SPACED and not self._cells else 1)

    def data(self, text: str) -> None:
        """Characters."""
        if self._dropped or not text:
            return
        shown = _SPACE.sub(" ", text)
        if shown.strip():
            if (self._space or shown[0] == " ") and not self._breaks:
                self._pieces.append(" ")
            self._pieces.append(shown.strip())
            self._breaks, self._space = 0, shown[-1] == " "
        else:
            self._space = True

    def comment(self, text: str) -> None:
        """A comment is not shown."""

    def close(self) -> str:
        """The page's text."""
        return "".join(self._pieces)

    def _line(self, wanted: int, *, again: bool = False) -> None:
        """Ends the line, and leaves `wanted - 1` blank ones; `again` ends one in any case, up to one blank line."""
        wanted = min(2, self._breaks + 1) if again else wanted
        self._pieces.append("\n" * max(0, wanted - self._breaks))
        self._breaks = max(self._breaks, wanted)
        self._space = False


def page_text(data: bytes, charset: str | None = None) -> str | None:
    """The text of the page whose bytes are `data`; None when it cannot be parsed. Never raises."""
    declared = _CHARSET.search(data[:2048])
    name = charset or (declared[1].decode("ascii", "replace") if declared else None)
    text = decode_declared(data, name)[0].removeprefix("\ufeff").replace("\0", "")
    taker: Any = _Text()
    parser = etree.HTMLParser(target=taker, encoding="utf-8", no_network=True, remove_pis=True, huge_tree=False)
    try:
        found = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return found if isinstance(found, str) else None
