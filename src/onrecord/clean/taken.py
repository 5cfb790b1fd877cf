"""A source taken apart: its text, and what its format says about the text. What every format's module gives `clean`."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.clean.metadata import Meta
from onrecord.model import Block, Portion, ReadState, Run

__all__ = ["Taken"]


@dataclass(frozen=True, slots=True)
class Taken:
    """The text of a source, made once and never edited, and what its format knows of it.

    `headings` are the offsets at which paragraphs begin that are marked up as headings; `known` the stretches whose
    kind the format itself states (the header lines of a database's export, page numbers), in text order; `portions`
    the pages or parts that the text stands on; `runs` where a web page holds it. `page` says that the text comes from
    a web page, whose picture texts and lists of links are gone already; `read` is excerpt when the source says that
    it holds only a part of the article. `paragraphs` are the offsets at which paragraphs begin, where the format tells
    (a PDF's lines do not); `left_out` says what of the source is not in the text (pages that are pictures).
    """

    text: str
    encoding: str | None
    meta: Meta = field(default_factory=Meta)
    headings: frozenset[int] = frozenset()
    known: tuple[Block, ...] = ()
    portions: tuple[Portion, ...] = ()
    runs: tuple[Run, ...] = ()
    page: bool = False
    read: ReadState = "full"
    paragraphs: tuple[int, ...] | None = None
    left_out: tuple[str, ...] = ()
