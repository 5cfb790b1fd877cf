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
    "Export", "Field", "Role", "Stretch", "clauses", "day_in", "export_of", "fields_of", "layouts", "page_text",
    "paragraph_starts", "stretches",
]  # fmt: skip

Export = Literal["nexis", "factiva", "proquest"]

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


def export_of(text: str) -> Export | None:
    """Which database's export `text` is; None for any other text, one that writes about them included."""
    return next((name for name, module in _MODULES.items() if module.is_export(text)), None)


def stretches(export: Export, text: str) -> Iterator[Stretch]:
    """The articles of an export, in its order."""
    module = _MODULES[export]
    for start, end in module.split(text):
        piece = text[start:end]
        bare = piece.strip(" \t\r\n\f\v\xa0\ufeff\u2028\u2029")
        if bare:
            begin = start + piece.index(bare)
            yield Stretch(begin, begin + len(bare), module.number(bare), not module.several(bare))


def paragraph_starts(export: Export, text: str) -> tuple[int, ...] | None:
    """Where the paragraphs of the article that is `text` begin, if it is wrapped; None where each is a line."""
    found = units(text, _MODULES[export].is_named)
    wrapped = any("\n" in text[unit.start : unit.end] or "\r" in text[unit.start : unit.end] for unit in found)
    return tuple(unit.start for unit in found) if wrapped else None


def fields_of(export: Export, text: str) -> tuple[Field, ...]:
    """The headers of the article that is `text`, in its order and apart; what is in none of them is what it says."""
    found: list[Field] = []
    for field in _MODULES[export].fields(text):
        if field.start < field.end and (not found or field.start >= found[-1].end):
            found.append(field)
    return tuple(found)
