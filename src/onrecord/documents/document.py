"""A document taken apart: its text, the page or part of each stretch, and what the file says about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from onrecord.model import Portion

__all__ = ["Document", "Piece", "assembled", "printed"]

HEAD = 3000
"""Characters at the beginning of a text in which a title or author is looked for: a page or so."""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a document and what its format says of it.

    `encoding` is that of its bytes, None for formats that have none of their own. `portions` cover the text in its
    order: pages from 1 for PDF, for other formats parts (`body`, `footnotes`, `headers` …). `headings` are the offsets
    at which paragraphs begin that are styled as headings, `furniture` the stretches that are no article: running
    headers and footers, page numbers. `paragraphs` are the starts of paragraphs where the format tells them and its
    lines do not (PDF), else None. `title`, `subtitle` and `authors` are given only when the text itself prints them.
    `left_out` says in plain sentences without a subject what of the file is not in the text.
    """

    text: str
    encoding: str | None
    portions: tuple[Portion, ...] = ()
    headings: frozenset[int] = frozenset()
    furniture: tuple[tuple[int, int], ...] = ()
    paragraphs: tuple[int, ...] | None = None
    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def part(self, name: str) -> str:
        """The text of the part called `name`; empty when there is none."""
        return "\n".join(self.text[p.start : p.end] for p in self.portions if p.part == name)


@dataclass(slots=True)
class Piece:
    """A part of a document while it is read: lines with their ends, and the offsets in it at which headings begin."""

    name: str
    text: str
    headings: list[int] = field(default_factory=list)
    furniture: bool = False


def assembled(pieces: Iterable[Piece], encoding: str | None, **more: object) -> Document:
    """The document of these parts, in their order; a part without a word is left out. `more` are fields of it."""
    texts: list[str] = []
    portions: list[Portion] = []
    headings: list[int] = []
    furniture: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        if not piece.text.strip():
            continue
        text = piece.text if piece.text.endswith("\n") else piece.text + "\n"
        end = at + len(text)
        texts.append(text)
        portions.append(Portion(at, end, part=piece.name))
        headings += [at + place for place in piece.headings]
        if piece.furniture:
            furniture.append((at, end))
        at = end
    document = Document("".join(texts), encoding, tuple(portions), frozenset(headings), tuple(furniture))
    return replace(document, **more)  # type: ignore[arg-type]


def printed(value: str | None, text: str) -> str | None:
    """`value`, a title or name from a file's properties, if the beginning of `text` prints it; else None.

    Properties are filled in by programs and templates (`Microsoft Word - x.doc`, `Administrator`, the title of last
    year's edition), so they are believed only where the document bears them out.
    """
    wanted = _key(value or "")
    return " ".join((value or "").split()) if len(wanted) > 3 and wanted in _key(text[:HEAD]) else None


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()
