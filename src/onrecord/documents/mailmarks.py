"""What in a message is not its sender's own writing of now: quoted messages, signatures, forwarded header lines.

Told by custom: `>` before quoted lines (RFC 3676), with the line over them that says whose they are; `-- ` before a
signature; and runs of `From:`, `Sent:`, `Subject:` over a message that is passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.htmltext import Visible
from onrecord.words import load

__all__ = ["furniture_in", "paragraphs_in", "quoted_in_page"]

SIGNATURE_LINES, SHORT_SIGNATURE = 40, 10
"""Most lines below a signature's mark, and most where the mark lacks its space and might be a rule in the text."""
HEADER_LINES = 3
"""Fewest header lines in a row that show a forwarded message; two below a line that announces one."""
ATTRIBUTION = 240
"""Longest line over a quotation that says whose it is, in characters."""

WIDTHS = range(50, 90)
"""Characters of the longest line of a message that is wrapped by hand or program: 72 to 78 by custom, quotation marks
added."""
SLACK = 3
"""Characters that a wrapped line may leave beside the word that had no room."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_QUOTED = re.compile(r" {0,2}>(?!>*From )")
_RULE = re.compile(r"\s*(?:[-_=*]{4,}+|[-_=*]{2,}+[^-_=*]{1,80}[-_=*]{2,}+)\s*\Z")
_NAMED = re.compile(r"[\s*>]{0,4}([^\W\d_][\w-]{0,20}(?: [\w-]{1,12})?)\*?\s?:\*?(?:\s|\Z)")
_CITE_TAG = re.compile(r"<(/?)blockquote\b([^>]{0,500})>", re.IGNORECASE)
_CITED = re.compile(r"""type\s*=\s*["']?cite|gmail_quote|yahoo_quoted|moz-cite""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mailing:
    """The lists of `words/mail.toml`."""

    headers: frozenset[str]
    announcing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str

    @property
    def quoted(self) -> bool:
        return bool(_QUOTED.match(self.text))


def furniture_in(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a plain message that are furniture, in order and apart."""
    lines = [_Line(m.start(), m.end(), m.group().rstrip("\r\n")) for m in _LINE.finditer(text) if m.group()]
    marked = [line.quoted for line in lines]
    for i in range(1, len(lines)):
        if marked[i] and not marked[i - 1]:
            _mark_attribution(lines, marked, i)
    _mark_forwarded(lines, marked)
    _mark_signature(lines, marked)
    yield from _stretches(lines, marked)


def paragraphs_in(text: str, *, flowed: bool = False) -> Iterator[int]:
    """Where the paragraphs of a plain message begin. `flowed` says that a space ends a line that goes on (RFC 3676).

    Otherwise a line goes on when the next word had no room on it; in a message with long lines none does.
    """
    lines = [_Line(m.start(), m.end(), m.group().rstrip("\r\n")) for m in _LINE.finditer(text) if m.group()]
    width = max((len(line.text.rstrip()) for line in lines), default=0)
    before: _Line | None = None
    for line in lines:
        if not line.text.strip():
            before = None
            continue
        if before is None or before.quoted != line.quoted:
            yield line.start
        elif flowed:
            if not before.text.endswith(" ") or before.text == "-- ":
                yield line.start
        elif width not in WIDTHS or len(before.text.rstrip()) + 1 + len(line.text.split()[0]) < width - SLACK:
            yield line.start
        before = line


def _stretches(lines: list[_Line], marked: list[bool]) -> Iterator[tuple[int, int]]:
    """Runs of marked lines; blank lines between two marked ones belong to them."""
    start = end = -1
    for line, furniture in zip(lines, marked, strict=True):
        if furniture:
            start = line.start if start < 0 else start
            end = line.end
        elif line.text.strip() and start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _mark_attribution(lines: list[_Line], marked: list[bool], at: int) -> None:
    """Marks `On 4 May 2020, Ann Lee wrote:` over a quotation; it may be wrapped to two lines."""
    i = at - 1
    while i > 0 and not lines[i].text.strip() and at - i <= 2:
        i -= 1
    said = lines[i].text.strip()
    if not said.endswith(":") or len(said) > ATTRIBUTION or marked[i]:
        return
    if _names_a_message(said):
        marked[i] = True
    elif i and len(said.split()) <= 6 and _names_a_message(lines[i - 1].text) and not marked[i - 1]:
        marked[i] = marked[i - 1] = True


def _names_a_message(line: str) -> bool:
    """Whether a line holds a date or an address, as far as its shape tells."""
    return "@" in line or any(c.isdigit() for c in line)


def _mark_forwarded(lines: list[_Line], marked: list[bool]) -> None:
    words = load("mail", Mailing)
    named = [(m := _NAMED.match(line.text)) is not None and m[1].lower() in words.headers for line in lines]
    i = 0
    while i < len(lines):
        if not named[i]:
            i += 1
            continue
        end = i + 1
        while end < len(lines) and (named[end] or (lines[end].text[:1] in (" ", "\t") and lines[end].text.strip())):
            end += 1
        over = i - 1
        while over >= 0 and not lines[over].text.strip():
            over -= 1
        announced = over >= 0 and i - over <= 3 and _announces(lines[over].text, words)
        if sum(named[i:end]) >= HEADER_LINES - announced:
            marked[i:end] = [True] * (end - i)
            if announced:
                marked[over] = True
        i = end


def _announces(line: str, words: Mailing) -> bool:
    """Whether a line says that a message follows: `---- Forwarded message ----`."""
    return bool(_RULE.match(line)) or (len(line) < 80 and any(phrase in line.lower() for phrase in words.announcing))


def _mark_signature(lines: list[_Line], marked: list[bool]) -> None:
    """Marks what follows the last signature's mark, up to what is marked otherwise."""
    for i in range(len(lines) - 1, -1, -1):
        if lines[i].text.rstrip() != "--" or marked[i]:
            continue
        end = next((j for j in range(i, len(lines)) if marked[j]), len(lines))
        most = SIGNATURE_LINES if lines[i].text == "-- " else SHORT_SIGNATURE
        if end - i - 1 <= most:
            marked[i:end] = [True] * (end - i)
        return


def quoted_in_page(seen: Visible) -> Iterator[tuple[int, int]]:
    """The stretches of a page's visible text that stand in a quotation of an earlier message."""
    depth, begun = 0, -1
    stretches: list[tuple[int, int]] = []
    for tag in _CITE_TAG.finditer(seen.source):
        if not tag[1] and (depth or _CITED.search(tag[2])):
            begun = tag.end() if not depth else begun
            depth += 1
        elif tag[1] and depth:
            depth -= 1
            if not depth:
                stretches.append((begun, tag.start()))
    if depth:
        stretches.append((begun, len(seen.source)))
    at = 0
    for start, end in stretches:
        while at < len(seen.starts) and seen.sources[at] < start:
            at += 1
        first = at
        while at < len(seen.starts) and seen.sources[at] < end:
            at += 1
        if at > first:
            until = seen.starts[at] if at < len(seen.starts) else len(seen.text)
            yield seen.starts[first], until
