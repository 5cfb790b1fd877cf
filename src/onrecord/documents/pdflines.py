"""The lines of a PDF's pages: which are running heads and page numbers, and at which ones paragraphs begin.

A PDF holds no paragraphs, only characters at places. A new one is seen by more space above it, a first line set in, a
change of size, or a line before it that was left short at the end of a sentence. At the end of a column or page a
sentence that is not finished goes on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Line", "is_heading", "mark_furniture", "paragraph_starts"]

EDGE_LINES = 2
"""Lines at the top and at the bottom of a page that may be running heads."""
REPEATED = 3
"""Pages on which a line stands at the edge for it to be a running head."""
SAME_SIZE = 0.07
"""Relative difference of two font sizes up to which they are one; footnotes are smaller by a tenth and more."""
HEADING_SIZE = 1.12
"""How many times the size of the body a heading has at least."""
HEADING_WORDS = 40
WIDE_GAP = 1.25
"""How many times the usual distance of two lines separates paragraphs; extra space is a third of a line or more."""
UNKNOWN_GAP = 1.9
"""The same in font sizes, where there are too few lines to tell what is usual."""
APART = 2.2
"""How many times the usual distance separates even what reads on."""
INDENT, MAX_INDENT = 0.7, 6.0
"""How far a first line is set in, in font sizes: less is the rounding of positions, more another column."""
SHORT = 0.85
"""Share of the usual full line below which one was left short: justified lines vary by a tenth in characters."""
VERY_SHORT = 0.5
"""The same for a line that does not end like a sentence: a byline, a line of a list."""

_NUMBER = re.compile(r"[-–—\[( ]{0,3}\d{1,4}[-–—\]) ]{0,3}(?:/ ?\d{1,4})?\Z")
_DIGITS = re.compile(r"\d+")
_CLOSED = re.compile(r"[.!?:][”\"’')\]]{0,3}\Z")
_BULLET = re.compile(r"[•·▪►■◦‣]\s?|[-–—*]\s|\(?\d{1,2}[.)]\s")


@dataclass(slots=True)
class Line:
    """A line as printed: its text, page (from 1), and, in points from the lower left, where it begins and its size.

    `size` is 0 where the place is not known.
    """

    text: str
    page: int
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0
    furniture: bool = False

    @property
    def closed(self) -> bool:
        """Whether it ends like a sentence."""
        return bool(_CLOSED.search(self.text[-8:]))


# ------------------------------------------------------------------ running heads
def mark_furniture(pages: Sequence[Sequence[Line]]) -> None:
    """Marks the lines at the edge of a page that stand at the same edge of three pages, or are only a page number.

    Numbers in them may differ: `Page 3 of 12`.
    """
    edges = [list(_edge_lines(page)) for page in pages]
    seen = Counter(key for found in edges for key in {_edge_key(line, edge) for line, edge, _ in found})
    for found in edges:
        for line, edge, outermost in found:
            number = outermost and _NUMBER.match(line.text.strip())
            line.furniture |= bool(number) or seen[_edge_key(line, edge)] >= REPEATED


def _edge_lines(page: Sequence[Line]) -> Iterator[tuple[Line, str, bool]]:
    """The lines at the top and at the bottom of a page, each with whether it is the outermost one."""
    lines = sorted(page, key=lambda line: -line.y) if all(line.size for line in page) else list(page)
    for i, line in enumerate(lines[:EDGE_LINES]):
        yield line, "top", i == 0
    for i, line in enumerate(reversed(lines[EDGE_LINES:][-EDGE_LINES:])):
        yield line, "bottom", i == 0


def _edge_key(line: Line, edge: str) -> tuple[str, str]:
    return edge, " ".join(_DIGITS.sub("#", line.text.casefold()).split())


# ------------------------------------------------------------------ paragraphs
def paragraph_starts(lines: Sequence[Line]) -> list[bool]:
    """For each of the body's lines whether a paragraph begins with it."""
    gaps = _usual_gaps(lines)
    widths = _full_widths(lines)
    starts: list[bool] = []
    for i, line in enumerate(lines):
        before = lines[i - 1] if i else None
        after = lines[i + 1] if i + 1 < len(lines) else None
        starts.append(before is None or _breaks(before, line, after, starts[-1], gaps, widths))
    return starts


def _breaks(a: Line, b: Line, c: Line | None, a_starts: bool, gaps: dict[int, float], widths: dict[int, int]) -> bool:
    if _differ(a.size, b.size) or _BULLET.match(b.text):
        return True
    if a.text.endswith("-"):
        return False
    if not _below(a, b):
        return a.closed
    gap = (a.y - b.y) / (gaps.get(round(b.size)) or UNKNOWN_GAP * b.size / WIDE_GAP) if b.size else 1.0
    if b.text[0].islower() and not a.closed and gap < APART:
        return False  # in the middle of a sentence: the line above holds something high
    if gap > WIDE_GAP or _set_in(a, b, c, a_starts):
        return True
    room = widths.get(round(b.size), 0)
    needed = len(a.text) + 1 + len(b.text.split(None, 1)[0])
    if needed < VERY_SHORT * room and not b.text[0].islower() and a.text[-1] != ",":
        return True
    return a.closed and needed < SHORT * room


def _set_in(a: Line, b: Line, c: Line | None, a_starts: bool) -> bool:
    """Whether `b` is a paragraph's first line that is set in: the next goes back to the left, or none tells."""
    low, high = INDENT * b.size, MAX_INDENT * b.size
    returns = c is not None and _below(b, c) and low <= b.x - c.x <= high
    if low <= b.x - a.x <= high:
        return returns or c is None or not _below(b, c) or a.closed
    return bool(b.size) and abs(b.x - a.x) < low and returns and a_starts and a.closed


def _below(a: Line, b: Line) -> bool:
    """Whether `b` stands right below `a` in the same column; true where places are not known."""
    if a.page != b.page:
        return False
    return not (a.size and b.size) or a.y > b.y


def _differ(a: float, b: float) -> bool:
    return bool(a and b) and abs(a - b) > SAME_SIZE * max(a, b)


def _usual_gaps(lines: Sequence[Line]) -> dict[int, float]:
    """The usual distance of two lines, by font size; of equally frequent ones the smallest."""
    counts: dict[int, Counter[float]] = {}
    for a, b in pairwise(lines):
        if b.size and a.page == b.page and not _differ(a.size, b.size) and 0.8 * b.size < a.y - b.y < 3 * b.size:
            counts.setdefault(round(b.size), Counter())[round(2 * (a.y - b.y)) / 2] += 1
    return {
        size: min(found, key=lambda gap: (-found[gap], gap))
        for size, found in counts.items()
        if sum(found.values()) >= 3
    }


def _full_widths(lines: Sequence[Line]) -> dict[int, int]:
    """The characters of a full line, by font size: nine of ten have no more."""
    lengths: dict[int, list[int]] = {}
    for line in lines:
        lengths.setdefault(round(line.size), []).append(len(line.text))
    return {size: sorted(found)[len(found) * 9 // 10] for size, found in lengths.items() if len(found) >= 3}


def is_heading(lines: Sequence[Line], body_size: float) -> bool:
    """Whether a paragraph of these lines is a heading by its size."""
    words = sum(len(line.text.split()) for line in lines)
    return lines[0].size >= HEADING_SIZE * body_size > 0 and words <= HEADING_WORDS
