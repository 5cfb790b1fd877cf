"""HTML that is no whole page — an article's body as a feed or a scraper stores it — into text, one block a line.

Everything that a browser would show as text is kept, in order: character references decoded, white space collapsed, a
table's row on one line. What it does not show as text (scripts, styles, form fields, vector images, comments) is left
out. No choice is made among the blocks, other than for web pages: whoever stored a fragment chose it already.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from onrecord.model import Block
from onrecord.settings import Settings

__all__ = ["Fragment", "fragment_text"]

DROPPED = frozenset({
    "script", "style", "template", "noscript", "head", "title", "svg", "math", "iframe", "object", "canvas", "audio",
    "video", "select", "textarea", "datalist", "button",
})  # fmt: skip
"""Elements whose content is no text of the article."""

INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "input", "ins", "kbd", "label", "mark", "meter", "nobr", "output", "picture", "progress", "q", "rp", "rt", "ruby",
    "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "td",
    "th", "link", "meta", "embed", "param", "track", "map", "area",
})  # fmt: skip
"""Elements within a line. All others, unknown ones too, begin and end one."""

CELLS = frozenset({"td", "th"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CAPTIONS = frozenset({"figcaption", "caption"})


@dataclass(frozen=True, slots=True)
class Fragment:
    """The text of a fragment, the offsets of lines marked up as headings, and its picture and table captions."""

    text: str
    headings: frozenset[int]
    known: tuple[Block, ...]


def fragment_text(markup: str, settings: Settings) -> Fragment | str:
    """The text of the HTML in `markup`, or why it cannot be had: a sentence without its subject. Never raises."""
    if len(markup) > settings.max_page_bytes:
        return f"holds HTML of more than {settings.max_page_bytes // 2**20} million characters"
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(b"<html><body>" + markup.encode("utf-8", "replace") + b"</body></html>", parser)
    except (etree.LxmlError, ValueError):
        return "holds broken HTML"
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        return "holds HTML that is nested too deeply"
    if root is None or sum(1 for _ in root.iter()) > settings.max_page_elements:
        return f"holds HTML of more than {settings.max_page_elements:,} elements"
    return _joined(root)


def _joined(root: Any) -> Fragment:
    pieces: list[str] = []
    headings: list[int] = []
    known: list[Block] = []
    at = 0
    for line, holder in _lines(root):
        if holder in HEADINGS:
            headings.append(at)
        elif holder in CAPTIONS:
            known.append(Block("caption", at, at + len(line)))
        pieces.append(line)
        at += len(line) + 1
    return Fragment("\n".join(pieces), frozenset(headings), tuple(known))


def _lines(root: Any) -> Iterator[tuple[str, str]]:
    """The lines of text under `root`, each with the heading or caption that it stands in, else nothing."""
    line: list[str] = []
    holders: list[str] = []
    skipped: Any = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if skipped is None and tag in DROPPED:
                skipped = element
            if skipped is not None:
                continue
            if tag not in INLINE:
                yield from _line(line, holders)
            if tag in HEADINGS or tag in CAPTIONS:
                holders.append(tag)
            line.append(element.text or "")
            continue
        if skipped is None:
            if tag not in INLINE:
                yield from _line(line, holders)
            elif tag in CELLS:
                line.append(" ")
            if holders and holders[-1] == tag:
                holders.pop()
        elif skipped is element:
            skipped = None
            if tag not in INLINE:
                yield from _line(line, holders)
        if skipped is None and element is not root:
            line.append(element.tail or "")
    yield from _line(line, holders)


def _line(line: list[str], holders: list[str]) -> Iterator[tuple[str, str]]:
    text = " ".join("".join(line).split())
    line.clear()
    if text:
        yield text, holders[-1] if holders else ""
