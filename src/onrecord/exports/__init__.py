"""Exports of news databases: which one a text is, where its articles are, and what the headers of each one say.

One module a database, each with `is_export`, `split` (the stretches of the articles), `number` (the document number
that it prints), `several` (whether a stretch could not be split after all), `is_named` (whether a line is a header)
and `fields` (the headers with the characters that they take up). All work on text, whatever file it came from; `page`
makes the text of an HTML export.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Literal

from onrecord.exports import factiva, nexis, proquest
from onrecord.exports.days import day_in
from onrecord.exports.lines import Field, Role, clauses, layouts, units
from onrecord.exports.page import page_text

__all__ = [
    "Export", "Field", "Headers", "Role", "Stretch", "clauses", "day_in", "export_of", "headers_of", "layouts",
    "page_text", "stretches",
]  # fmt: skip

Export = Literal["nexis", "factiva", "proquest"]

MARKED_CHARS = 2_000_000
"""Characters within which an export shows what it is: a cover of 500,000 and the longest article."""

_MODULES: dict[Export, ModuleType] = {"proquest": proquest, "factiva": factiva, "nexis": nexis}


@dataclass(frozen=True, slots=True)
class Stretch:
    """The article that stands at `[start, end)` of an export's text, without outer white space.

    `number` is the document number printed in it, `whole` false when it holds several that could not be told apart.
    """

    start: int
    end: int
    number: str | None
    whole: bool


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of an article, in its order and apart; what is in none of them is what it says.

    `paragraphs` are the offsets at which its paragraphs begin if it is wrapped, None where each is a line.
    """

    fields: tuple[Field, ...]
    paragraphs: tuple[int, ...] | None


def export_of(text: str) -> Export | None:
    """Which database's export `text` is; None for any other text, one that writes about them included."""
    flat = _flat(text[:MARKED_CHARS])
    return next((name for name, module in _MODULES.items() if module.is_export(flat)), None)


def stretches(export: Export, text: str) -> Iterator[Stretch]:
    """The articles of an export, in its order."""
    module, flat = _MODULES[export], _flat(text)
    for start, end in module.split(flat):
        piece = flat[start:end]
        bare = piece.strip(" \t\n\xa0\ufeff")
        if bare:
            begin = start + piece.index(bare)
            yield Stretch(begin, begin + len(bare), module.number(bare), not module.several(bare))


def headers_of(export: Export, text: str) -> Headers:
    """The headers of the article that is `text`."""
    module, flat = _MODULES[export], _flat(text)
    lines = units(flat, module.is_named)
    found: list[Field] = []
    for field in module.fields(flat, lines):
        if field.start < field.end and (not found or field.start >= found[-1].end):
            found.append(field)
    wrapped = any("\n" in flat[unit.start : unit.end] for unit in lines)
    return Headers(tuple(found), tuple(unit.start for unit in lines) if wrapped else None)


def _flat(text: str) -> str:
    """`text` with every end of a line as a line feed, and as long as it was, so that offsets hold for both."""
    text = text.replace("\r\n", " \n")
    for mark in "\r\f\v\u2028\u2029":
        text = text.replace(mark, "\n")
    return text
