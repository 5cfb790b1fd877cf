"""The visible characters of a web page's source, each with its place there: tags left out, references decoded.

One pass over the source, linear in its length, by the rules of the HTML standard's tokenizer (quoted attribute values
that hold `>`, comments, raw text such as scripts, named references without a semicolon, `&#150;` as Windows-1252). It
builds no tree, so it says nothing about which characters belong to the article; see `clean.sourcemap` for that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5

__all__ = ["BREAK", "Visible", "overloaded", "visible"]

BREAK = "\n"
"""Stands in `Visible.text` where a block begins or ends, or a line is broken."""

_ATTRIBUTE_PATTERN = r"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)?+)?+"""
_ATTRIBUTES = rf"(?:[\s/]++|{_ATTRIBUTE_PATTERN})*+"
_TOKEN = re.compile(
    r"<(?:"
    rf"(script|style|title|textarea|iframe|noembed|noframes|xmp)(?=[\s/>]){_ATTRIBUTES}>"
    r"(?:(?<=/>)|([^<]*+(?:<(?!/\1[\s/>])[^<]*+)*+))"  # elements that hold no markup, up to their end
    rf"|/?([a-z][^\s/>]*+){_ATTRIBUTES}(>?)"
    r"|!--(?:-?>|.*?(?:--!?>|\Z))|[!?][^>]*+>?|/[^>]*+>?"
    r")\s*+|&(?:\#[0-9]{1,4000}+;?|\#x[0-9a-f]{1,4000}+;?|[a-z][a-z0-9]{1,31}+;?)",
    re.DOTALL | re.IGNORECASE,
)
_BLOCKS = frozenset({
    "address", "applet", "article", "aside", "audio", "blockquote", "body", "br", "button", "canvas", "caption",
    "center", "col", "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup",
    "hr", "html", "iframe", "legend", "li", "link", "main", "map", "menu", "meta", "nav", "noframes", "noscript",
    "object", "ol", "optgroup", "option", "p", "pre", "script", "search", "section", "select", "style", "summary",
    "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "title", "tr", "ul", "video",
    "xmp",
})  # fmt: skip
"""Elements at whose tags a run of text ends; all others, unknown ones included, stand within a line."""

_ATTRIBUTE = re.compile(_ATTRIBUTE_PATTERN)
_WORD = re.compile(r"\S+")
LONG_TAG = 10_000
"""Tags of more characters are noted: only they can have thousands of attributes."""


@dataclass(frozen=True, slots=True)
class Visible:
    """The visible text of `source`: words parted by one space, blocks by `BREAK`.

    Piece `i` begins at `starts[i]` of `text` and stands at `[sources[i], ends[i])` of `source`; one in `atoms` is a
    character reference, with the number of its characters. `title` is where the title element's words stand,
    `long_tags` are where tags of more than `LONG_TAG` characters stand, their names left out.
    """

    source: str
    text: str
    starts: list[int]
    sources: list[int]
    ends: list[int]
    atoms: dict[int, int]
    title: tuple[int, int] | None
    long_tags: list[tuple[int, int]]
    _words: dict[int, tuple[list[int], list[int]]] = field(default_factory=dict)

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the characters `[start, end)` of `text` stand in `source`; None when they cut a reference in two.

        Neither the first nor the last of them may be white space.
        """
        first, last = self._piece(start), self._piece(end - 1)
        if (first in self.atoms and start != self.starts[first]) or (
            last in self.atoms and end != self.starts[last] + self.atoms[last]
        ):
            return None
        until = self.ends[last] if last in self.atoms else self._in(last, end - 1) + 1
        return self._in(first, start), until

    def _piece(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    def _in(self, piece: int, at: int) -> int:
        """Where the character `at` of `text`, which piece `piece` holds, stands in the source."""
        if piece in self.atoms:
            return self.sources[piece]
        if piece not in self._words:
            found = [m.span() for m in _WORD.finditer(self.source, self.sources[piece], self.ends[piece])]
            starts, place = [], self.starts[piece]
            for start, end in found:
                starts.append(place)
                place += end - start + 1
            self._words[piece] = starts, [start for start, _ in found]
        starts, places = self._words[piece]
        word = bisect_right(starts, at) - 1
        return places[word] + at - starts[word]


def visible(source: str) -> Visible:
    """The visible text of a page's source, or of a stretch of it that begins outside tags. Never fails."""
    made = _Pieces(source)
    at, title, long_tags = 0, None, []
    for found in _TOKEN.finditer(source):
        start, end = found.span()
        if start > at:
            made.words(at, start)
        if end - start > LONG_TAG and (found[1] or found[3]):
            long_tags.append((found.end(3) if found[3] else found.end(1), end if found[3] else found.start(2)))
        at = end
        name = found[3]
        if name:
            if name.lower() in _BLOCKS:
                made.apart = BREAK
            elif source[end - 1] != ">" and not made.apart:
                made.apart = " "
            if not found[4]:
                at = len(source)  # a tag that nothing ends takes the rest with it
                break
        elif source[start] == "&":
            made.reference(start, end)
        elif name := found[1]:
            made.apart = BREAK
            if title is None and name.lower() == "title" and found[2]:
                title = found.span(2)
        elif source[end - 1].isspace():
            made.apart = made.apart or " "
    if at < len(source):
        made.words(at, len(source))
    return Visible(source, "".join(made.text), made.starts, made.sources, made.ends, made.atoms, title, long_tags)


class _Pieces:
    """The pieces while they are gathered; `apart` is what has to stand before the next one."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.text: list[str] = []
        self.length = 0
        self.starts: list[int] = []
        self.sources: list[int] = []
        self.ends: list[int] = []
        self.atoms: dict[int, int] = {}
        self.apart = ""

    def words(self, start: int, end: int) -> None:
        """Takes in a stretch of source without tags and references."""
        raw = self.source[start:end]
        words = " ".join(raw.split())
        if not words:
            self.apart = self.apart or " "
            return
        if not self.apart and raw[0].isspace():
            self.apart = " "
        self._add(words, start, end)
        if raw[-1].isspace():
            self.apart = " "

    def reference(self, start: int, end: int) -> None:
        """Takes in a character reference, or what looks like one: `&nbspx` is one of six characters, `&bogus;` none."""
        raw = self.source[start:end]
        size = len(raw) if raw[1] == "#" else next((n for n in range(len(raw), 2, -1) if raw[1:n] in html5), 0)
        text = unescape(raw[:size])
        if not size:
            self.words(start, end)
        elif text.isspace():
            self.apart = self.apart or " "
        elif text:
            self.atoms[len(self.starts)] = len(text)
            self._add(text, start, start + size)
        if 0 < size < len(raw):
            self.words(start + size, end)

    def _add(self, text: str, start: int, end: int) -> None:
        if self.apart:
            self.text.append(self.apart)
            self.length += 1
            self.apart = ""
        self.starts.append(self.length)
        self.sources.append(start)
        self.ends.append(end)
        self.text.append(text)
        self.length += len(text)


def overloaded(page: Visible, limit: int) -> bool:
    """Whether a tag of the page has more than `limit` attributes: parsers compare each with all before it."""
    return any(sum(1 for _ in _ATTRIBUTE.finditer(page.source, *place)) > limit for place in page.long_tags)
