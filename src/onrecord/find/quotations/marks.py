"""Quotation marks: which stretches of a paragraph stand between them, and which of these hold others.

A state machine over the marks of one paragraph. A mark's shape says what it may do (“ opens, ” closes, " either), its
neighbours decide the rest: an opening mark has no letter before it and no space after it, a closing mark no space
before it. Single marks are read as apostrophes unless a partner is found. Text as scraped has marks that were never
opened or never closed; what they enclose is told with `opened` and `closed` false, and nothing of one paragraph's
trouble reaches the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from onrecord.words import load

__all__ = ["Marked", "find_marks"]

MarkKind = Literal["double", "single", "guillemet"]

_MARK = re.compile(r"''|``|[\"“”„‟‘’'‛«»]")
_CLOSES_AFTER = ".,!?…;:-–—"
"""What a closing mark may have before it where a word's apostrophe would have a letter."""


@dataclass(frozen=True, slots=True)
class MarkWords:
    """The list of `words/marks.toml`: words that begin with an apostrophe."""

    elisions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Marked:
    """Text between quotation marks: `[start, end)` with the marks, `[inner, inner_end)` without.

    `parent` is the index, in the same tuple, of the stretch that holds this one. `opened` is false when the opening
    mark is missing (the stretch then begins where the paragraph does), `closed` when the closing one is (it then ends
    at the next opening mark of the same level, or with the paragraph).
    """

    start: int
    end: int
    inner: int
    inner_end: int
    kind: MarkKind
    parent: int | None = None
    opened: bool = True
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark at `[at, end)` and what it may do here."""

    at: int
    end: int
    kind: MarkKind
    opens: bool
    closes: bool
    curly: bool


@cache
def _elisions() -> re.Pattern[str]:
    words = sorted(load("marks", MarkWords).elisions)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))}|\d0s)\b", re.IGNORECASE)


def find_marks(text: str) -> tuple[Marked, ...]:
    """Every stretch of `text`, one paragraph, between quotation marks, by start; a holder before what it holds."""
    marks = _marks(text)
    pairs = _pair(marks, text)
    # A holder starts no later and ends no earlier than what it holds.
    pairs.sort(key=lambda p: (p.start, -p.end))
    found: list[Marked] = []
    open_: list[int] = []
    for pair in pairs:
        while open_ and found[open_[-1]].end <= pair.start:
            open_.pop()
        if open_ and found[open_[-1]].end < pair.end:
            continue
        found.append(replace(pair, parent=open_[-1] if open_ else None))
        open_.append(len(found) - 1)
    return tuple(found)


def _marks(text: str) -> list[_Mark]:
    """All quotation marks of `text` that are neither apostrophes nor measures."""
    marks = []
    for match in _MARK.finditer(text):
        at, end, sign = match.start(), match.end(), match.group()
        before = text[at - 1] if at else " "
        after = text[end] if end < len(text) else " "
        kind: MarkKind = "guillemet" if sign in "«»" else "single" if sign in "‘’'‛" else "double"
        can_open = not after.isspace() and not before.isalnum() and before not in ".,!?…"
        can_close = not before.isspace()
        if sign in "“„‟‘‛``":
            opens = not after.isspace() or before.isspace()
            closes = not opens and sign == "“"  # an opening mark typed for a closing one
            if kind == "single":
                opens = can_open
        elif sign == "”":
            opens, closes = False, True
            if not can_close and can_open:  # a closing mark typed for an opening one
                opens, closes = True, False
        elif kind == "guillemet":
            opens, closes = sign == "«", sign == "»"
        elif kind == "single":
            opens = can_open and not _elisions().match(text, end)
            closes = can_close and not after.isalnum()
        else:  # straight double, or two single ones
            opens = can_open or (not after.isspace() and before in ".,!?…")
            closes = can_close
            if not opens and not closes:
                opens = closes = True
        if opens or closes:
            marks.append(_Mark(at, end, kind, opens, closes, sign not in "\"'''``"))
    return marks


def _pair(marks: list[_Mark], text: str) -> list[Marked]:
    """The stretches that the double marks and guillemets enclose, and within each or beside them the single ones."""
    doubles = _pair_doubles([m for m in marks if m.kind != "single"], text)
    return doubles + _pair_singles([m for m in marks if m.kind == "single"], doubles, text)


def _pair_doubles(marks: list[_Mark], text: str) -> list[Marked]:
    """Stretches between double marks. One within another is allowed where the marks' shapes leave no other reading."""
    found: list[Marked] = []
    stack: list[_Mark] = []
    closers = [0] * (len(marks) + 1)  # how many marks from here on can only close, less those that can only open
    for i in range(len(marks) - 1, -1, -1):
        m = marks[i]
        closers[i] = closers[i + 1] + (m.closes and not m.opens) - (m.opens and not m.closes)
    last_end = 0
    for i, m in enumerate(marks):
        if m.opens and not stack:
            if m.closes and not _opens_better(m, text):
                continue
            stack.append(m)
        elif m.opens and not (m.closes and _closes_better(m, text)):
            # An opening mark while one is open: a quotation within, if enough closing marks follow for both.
            if len(stack) == 1 and closers[i + 1] >= 2 and stack[-1].curly == m.curly:
                stack.append(m)
            else:
                first = stack[0]
                if m.at > first.end:
                    found.append(Marked(first.at, m.at, first.end, m.at, first.kind, closed=False))
                stack = [m]
        elif m.closes and stack:
            first = stack.pop()
            if m.at > first.end:
                found.append(Marked(first.at, m.end, first.end, m.at, first.kind))
            last_end = m.end
        elif m.closes and not found and last_end == 0 and not text[m.at - 1 : m.at].isdigit():
            if m.at:
                found.append(Marked(0, m.end, 0, m.at, m.kind, opened=False))
            last_end = m.end
    if stack:
        first = stack[0]
        if first.end < len(text):
            found.append(Marked(first.at, len(text), first.end, len(text), first.kind, closed=False))
    return found


def _opens_better(mark: _Mark, text: str) -> bool:
    """Whether a mark that could do both opens, where nothing is open: after white space, a dash or a bracket."""
    before = text[mark.at - 1] if mark.at else " "
    return before.isspace() or before in "([{—–-/:.,!?…" or mark.at == 0


def _closes_better(mark: _Mark, text: str) -> bool:
    """Whether a mark that could do both closes, where one is open: no bracket before it, nor white space but after a
    quotation within (`the 'Lady,' " said Roe`).
    """
    before, after = text[mark.at - 1] if mark.at else " ", text[mark.end : mark.end + 1] or " "
    return before not in "([{" and (
        not before.isspace() or (after.isspace() and text[mark.at - 2 : mark.at - 1] in "'’")
    )


def _pair_singles(marks: list[_Mark], doubles: list[Marked], text: str) -> list[Marked]:
    """Stretches between single marks. A stretch never crosses a stretch between double marks, but may hold one."""
    found: list[Marked] = []
    holders = _holders(marks, doubles)
    done = 0
    for i, first in enumerate(marks):
        if not first.opens or i < done:
            continue
        close, holder = None, holders[i]
        for at in range(i + 1, len(marks)):
            m = marks[at]
            if holders[at] != holder:
                if holder is not None and m.at >= doubles[holder].end:
                    break
                continue
            if m.opens and not m.closes:
                break
            if m.closes and m.curly == first.curly and m.at > first.end:
                close = at
                if not _plural_possessive(m, text):
                    break
        if close is not None:
            found.append(Marked(first.at, marks[close].end, first.end, marks[close].at, "single"))
            done = close + 1
    return found


def _holders(marks: list[_Mark], doubles: list[Marked]) -> list[int | None]:
    """For each single mark the index of the innermost stretch between double marks that holds it."""
    order = sorted(range(len(doubles)), key=lambda i: (doubles[i].start, -doubles[i].end))
    holders: list[int | None] = []
    open_: list[int] = []
    at = 0
    for mark in marks:
        while at < len(order) and doubles[order[at]].start < mark.at:
            open_.append(order[at])
            at += 1
        while open_ and doubles[open_[-1]].end <= mark.at:
            open_.pop()
        holders.append(open_[-1] if open_ else None)
    return holders


def _plural_possessive(mark: _Mark, text: str) -> bool:
    """Whether a single mark may be the apostrophe of a plural possessive: an s before it, a further word after it."""
    after = text[mark.end : mark.end + 2]
    return text[mark.at - 1] in "sS" and len(after) == 2 and after[0] == " " and after[1].isalpha()
