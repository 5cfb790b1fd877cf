"""Where the paragraphs of a plain text are, whatever way it was scraped.

Three habits are met: paragraphs set apart by blank lines, one paragraph a line, and text wrapped at a fixed width, in
which a line end means nothing unless the line was left short. Which one a text has is seen from its line lengths.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Paragraph", "paragraphs"]

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0c]+")

MAX_WIDTH = 140
"""Longest line that can be the width of a wrapped text, in characters: typewriters, mail and wires use 60 to 132."""
MIN_PAIRS = 3
"""Fewest neighbouring lines that wrapping can be seen from."""
WRAPPED_SHARE = 0.7
"""Share of line ends at which the next word had no room: all but paragraphs' ends in wrapped text, few in others."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph `[start, end)` without outer white space; `group` counts the stretches between blank lines."""

    start: int
    end: int
    group: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's text `[start, end)`, the white space before it, and the number of its stretch between blank lines."""

    start: int
    end: int
    indent: int
    group: int

    @property
    def length(self) -> int:
        return self.end - self.start + self.indent


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of `text`, in order; together they hold every character that is not white space."""
    lines = _lines(text)
    pairs = [(a, b) for a, b in pairwise(lines) if a.group == b.group]
    width = max((line.length for line in lines), default=0)
    wrapped = (
        len(pairs) >= MIN_PAIRS
        and width <= MAX_WIDTH
        and sum(_no_room(a, b, text, width) for a, b in pairs) >= WRAPPED_SHARE * len(pairs)
    )
    found: list[Paragraph] = []
    last: _Line | None = None
    for line in lines:
        if wrapped and last and last.group == line.group and not _ends(last, line, text, width):
            found[-1] = Paragraph(found[-1].start, line.end, line.group)
        else:
            found.append(Paragraph(line.start, line.end, line.group))
        last = line
    return found


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    group, at = 0, 0
    for match in _LINE.finditer(text):
        raw = match.group()
        body = raw.strip()
        breaks = text[at : match.start()]
        if breaks.replace("\r\n", "\n").count("\n") + breaks.replace("\r\n", "").count("\r") > 1:
            group += 1
        at = match.end()
        if not body:
            group += 1
            continue
        indent = len(raw) - len(raw.lstrip())
        start = match.start() + indent
        lines.append(_Line(start, start + len(body), indent, group))
    return lines


def _no_room(line: _Line, following: _Line, text: str, width: int) -> bool:
    """Whether the first word of the line that follows had no room on this one."""
    word = text[following.start : following.end].split(None, 1)[0]
    return line.length + 1 + len(word) > width


def _ends(line: _Line, following: _Line, text: str, width: int) -> bool:
    """Whether, in wrapped text, a paragraph ends with `line`: the next is set in, or the line was left short."""
    if following.indent > line.indent + 1:
        return True
    return not _no_room(line, following, text, width) and text[line.end - 1] in ".!?”\"’')"
