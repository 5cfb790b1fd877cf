"""The lines of an export's text, its wrapped ones joined, and the lists of what the exports print."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from onrecord.words import load

__all__ = [
    "Database", "Field", "Layout", "Role", "Unit", "clauses", "is_page_number", "is_rights", "labelled", "layouts",
    "units",
]  # fmt: skip

Role = Literal[
    "title", "deck", "byline", "outlet", "published", "section", "language", "url", "number", "abstract", "caption",
    "credit", "info", "other",
]  # fmt: skip
"""What a header says; `info` is ProQuest's outlet, place and day in one, `other` all that is of no use here."""


@dataclass(frozen=True, slots=True)
class Field:
    """A header of an article: the characters `[start, end)` of its stretch, of which `[at, end)` are its value.

    `start` is the first character of its name where one is printed. `value` is the wording with single spaces.
    """

    role: Role
    start: int
    at: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A line, or a paragraph wrapped over several lines: `[start, end)` without outer white space.

    `text` has single spaces; `apart` says that a blank line or nothing stands before it.
    """

    start: int
    end: int
    text: str
    apart: bool


@dataclass(frozen=True, slots=True)
class Database:
    """The words of one database; a list that it has no use for is empty."""

    names: dict[str, tuple[str, ...]]
    counter: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    classification: tuple[str, ...] = ()
    graphic: tuple[str, ...] = ()
    cover: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """The lists of `words/exports.toml`."""

    rights_start: tuple[str, ...]
    rights: tuple[str, ...]
    page: tuple[str, ...]
    of: tuple[str, ...]
    place: tuple[str, ...]
    edition: frozenset[str]
    words: tuple[str, ...]
    by: tuple[str, ...]
    languages: dict[str, tuple[str, ...]]
    months: dict[str, tuple[str, ...]]
    nexis: Database
    factiva: Database
    proquest: Database


def layouts() -> Layout:
    """The lists, read once."""
    return load("exports", Layout)


# ---------------------------------------------------------------- lines
_LINE = re.compile(r"[^\n]+")
MAX_WIDTH = 100
"""Longest line that can be the width of a wrapped text, in characters; the exports wrap at 70 to 80."""
WRAPPED_SHARE = 0.6
"""Share of the full lines that break off a sentence, and of the lines that break off one which are full, from which on
a text is wrapped. In wrapped text nearly all are both."""
INDENT = 6
"""Columns from which on a line is centred and no part of a paragraph."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line; `unbroken` says that it is one long word, an address, which no width can wrap."""

    start: int
    end: int
    indent: int
    apart: bool
    named: bool
    unbroken: bool


def units(text: str, named: Callable[[str], bool]) -> list[Unit]:
    """The lines of `text`, wrapped ones joined to those before; one that is `named` begins anew in any case.

    All lines must end with a line feed alone.
    """
    lines = _lines(text, named)
    width = max((line.end - line.start + line.indent for line in lines if not line.unbroken), default=0)
    joined = _wrapped(lines, text, width)
    found: list[Unit] = []
    last: _Line | None = None
    for line in lines:
        if joined and last and _goes_on(last, line) and _no_room(last, line, text, width):
            found[-1] = Unit(found[-1].start, line.end, "", found[-1].apart)
        else:
            found.append(Unit(line.start, line.end, "", line.apart))
        last = line
    return [Unit(u.start, u.end, " ".join(text[u.start : u.end].split()), u.apart) for u in found]


def _lines(text: str, named: Callable[[str], bool]) -> list[_Line]:
    found: list[_Line] = []
    at, blank = 0, True
    for match in _LINE.finditer(text):
        blank = blank or match.start() - at > 1
        at = match.end()
        raw = match.group()
        body = raw.strip()
        if not body:
            blank = True
            continue
        indent = len(raw) - len(raw.lstrip())
        start = match.start() + indent
        unbroken = " " not in body
        found.append(_Line(start, start + len(body), indent, blank, named(body), unbroken))
        blank = False
    return found


def _wrapped(lines: list[_Line], text: str, width: int) -> bool:
    """Whether the lines are wrapped at `width`: most full lines break off a sentence, and few others do."""
    if not 40 <= width <= MAX_WIDTH:
        return False
    pairs = [(a, b) for a, b in pairwise(lines) if _goes_on(a, b)]
    full = [a for a, b in pairs if _no_room(a, b, text, width)]
    broken = sum(_open(a, text) for a in full)
    return broken >= 1 and broken >= WRAPPED_SHARE * max(len(full), sum(_open(a, text) for a, _ in pairs))


def _open(line: _Line, text: str) -> bool:
    """Whether a line does not end as a sentence does."""
    return text[line.end - 1] not in '.!?:;"”)'


def _goes_on(line: _Line, following: _Line) -> bool:
    return not following.apart and not following.named and following.indent <= INDENT and line.indent <= INDENT


def _no_room(line: _Line, following: _Line, text: str, width: int) -> bool:
    """Whether the first word of the line that follows had no room on this one."""
    word = text[following.start : min(following.end, following.start + 80)].split(None, 1)[0]
    return line.end - line.start + line.indent + 1 + len(word) > width


# ---------------------------------------------------------------- what a line is
_LABEL = re.compile(r"([^\W\d_][^\W\d_]*(?:[ /'’.()-]{1,3}[^\W\d_]+){0,5}\)?)[ \xa0]?:[ \xa0\t]*")


@cache
def _roles(database: str) -> Mapping[str, str]:
    names = getattr(layouts(), database).names
    return {name: role for role in reversed(names) for name in names[role]}


def labelled(line: str, database: Literal["nexis", "proquest"]) -> tuple[str, int] | None:
    """The role of a line that begins with a header's name and a colon, and where its value begins."""
    found = _LABEL.match(line[:100])
    role = _roles(database).get(found[1].casefold()) if found else None
    return (role, found.end()) if found and role else None


def is_rights(line: str) -> bool:
    """Whether a line says who holds the rights."""
    if len(line) > 400:
        return False
    low = line.casefold()
    words = layouts()
    begins = any(low.startswith(start) for start in words.rights_start) and any(c.isdigit() for c in low[:60])
    return begins or any(phrase in low for phrase in words.rights)


@cache
def _page_pattern() -> re.Pattern[str]:
    pages, of = ("|".join(map(re.escape, names)) for names in (layouts().page, layouts().of))
    behind = rf"(?:\s?(?:{of})\s?\d{{1,5}})?(?:\s(?:©|\(c\)).{{0,80}})?"
    return re.compile(rf"(?:{pages})\s?\d{{1,5}}{behind}\Z", re.IGNORECASE)


def is_page_number(line: str) -> bool:
    """Whether a line is a page's number, with or without the database's own line about rights behind it."""
    return len(line) < 120 and bool(_page_pattern().match(line))


def clauses(value: str) -> list[str]:
    """The pieces of a value between semicolons."""
    return [piece.strip() for piece in value.split(";") if piece.strip()]
