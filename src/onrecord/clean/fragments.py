"""Marked-up text into lines, one block a line: HTML that is no whole page, and the bodies of agencies' articles.

Everything that a reader would see as text is kept, in order: character references decoded, white space collapsed, a
table's row on one line, preformatted text as it stands. What is no text (scripts, styles, form fields, vector images,
comments) is left out. No choice is made among the blocks, other than for web pages: whoever stored a feed's entry, a
scraper's row or an agency's article chose it already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from onrecord.model import Block, BlockKind
from onrecord.settings import Settings

__all__ = ["HTML", "Fragment", "Line", "Markup", "fragment_lines", "fragment_text", "joined", "lines_of"]


@dataclass(frozen=True, slots=True)
class Markup:
    """A vocabulary of elements by local name in lower case. One that is in none of the sets begins and ends a line."""

    inline: frozenset[str]
    dropped: frozenset[str]
    headings: frozenset[str] = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
    cells: frozenset[str] = frozenset({"td", "th"})
    verbatim: frozenset[str] = frozenset({"pre"})
    kinds: Mapping[str, BlockKind] = field(default_factory=dict)


HTML = Markup(
    inline=frozenset({
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "img", "input", "ins", "kbd", "label", "mark", "meter", "nobr", "output", "picture", "progress", "q", "rp",
        "rt", "ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
        "var", "wbr", "td", "th", "link", "meta", "embed", "param", "track", "map", "area",
    }),
    dropped=frozenset({
        "script", "style", "template", "noscript", "head", "title", "svg", "math", "iframe", "object", "canvas",
        "audio", "video", "select", "textarea", "datalist", "button",
    }),
    kinds={"figcaption": "caption", "caption": "caption"},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, whether it is marked up as a heading, and its kind where the markup states it."""

    text: str
    heading: bool = False
    kind: BlockKind | None = None


@dataclass(frozen=True, slots=True)
class Fragment:
    """A text of lines, the offsets at which headings begin, and the stretches whose kind is known."""

    text: str
    headings: frozenset[int]
    known: tuple[Block, ...]


def fragment_text(markup: str, settings: Settings) -> Fragment | str:
    """The text of the HTML in `markup`, or why it cannot be had: a sentence without its subject. Never raises."""
    lines = fragment_lines(markup, settings)
    return lines if isinstance(lines, str) else joined(lines)


def fragment_lines(markup: str, settings: Settings) -> list[Line] | str:
    """The lines of the HTML in `markup`; see `fragment_text`."""
    if len(markup) > settings.max_page_bytes:
        return f"holds HTML of more than {settings.max_page_bytes // 2**20} million characters"
    if len(markup) > 2 * settings.max_tag_attributes and _overloaded(markup, settings.max_tag_attributes):
        return f"holds HTML with more than {settings.max_tag_attributes:,} attributes in a tag"
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(
            b"<html><body>" + _SHELL.sub("", markup).encode("utf-8", "replace") + b"</body></html>", parser
        )
    except (etree.LxmlError, ValueError):
        return "holds broken HTML"
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        return "holds HTML that is nested too deeply"
    if root is None or sum(1 for _ in root.iter()) > settings.max_page_elements:
        return f"holds HTML of more than {settings.max_page_elements:,} elements"
    return list(lines_of(root, HTML))


_SHELL = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
"""The end of a page, behind which the parser reads no more."""
_TAG = re.compile(r"""<[a-zA-Z](?:[^>"']++|"[^"]*+"|'[^']*+'|["'])*+""")
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_NAME = re.compile(r"""[\s/"'][^\s/>="']""")


def _overloaded(markup: str, limit: int) -> bool:
    """Whether a tag holds more than `limit` attributes: the parser compares each with all before it."""
    tags = (m[0] for m in _TAG.finditer(markup) if m.end() - m.start() > 2 * limit)
    return any(sum(1 for _ in _NAME.finditer(_VALUE.sub("=", tag))) > limit for tag in tags)


def joined(lines: Iterable[Line]) -> Fragment:
    """The lines as one text."""
    pieces: list[str] = []
    headings: list[int] = []
    known: list[Block] = []
    at = 0
    for line in lines:
        if line.heading:
            headings.append(at)
        if line.kind:
            known.append(Block(line.kind, at, at + len(line.text)))
        pieces.append(line.text)
        at += len(line.text) + 1
    return Fragment("\n".join(pieces), frozenset(headings), tuple(known))


def lines_of(root: Any, markup: Markup) -> Iterator[Line]:
    """The lines under the element `root`, in the order of the document."""
    line: list[str] = []
    holders: list[str] = []
    skipped: Any = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        if event == "start":
            if skipped is None and name in markup.dropped and element is not root:
                skipped = element
            if skipped is not None:
                continue
            if name not in markup.inline:
                yield from _line(line, holders, markup)
            if name in markup.headings or name in markup.kinds or name in markup.verbatim:
                holders.append(name)
            line.append(element.text or "")
            continue
        if skipped is None:
            if name not in markup.inline:
                yield from _line(line, holders, markup)
            elif name in markup.cells:
                line.append(" ")
            if holders and holders[-1] == name:
                holders.pop()
        elif skipped is element:
            skipped = None
        if skipped is None and element is not root:
            line.append(element.tail or "")
    yield from _line(line, holders, markup)


def _line(line: list[str], holders: list[str], markup: Markup) -> Iterator[Line]:
    """What has come together since the last line, if it is any text."""
    text = "".join(line)
    line.clear()
    if not text.strip():
        return
    kind = next((markup.kinds[name] for name in holders if name in markup.kinds), None)
    if markup.verbatim.isdisjoint(holders):
        yield Line(" ".join(text.split()), not markup.headings.isdisjoint(holders), kind)
    else:
        yield Line(text.strip("\r\n").rstrip(), kind=kind)
