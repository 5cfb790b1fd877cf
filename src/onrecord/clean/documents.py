"""PDF, DOCX and RTF documents: the text that `documents` makes of them, with what each format says about it.

Running headers and footers stay in the text as furniture. A title or author from the file's properties counts only
where the text prints it; the dates in the properties are those of the file and say nothing about publication.
"""

from __future__ import annotations

from onrecord.clean.bylines import names_in
from onrecord.clean.metadata import Meta
from onrecord.clean.taken import Taken
from onrecord.documents import Document, docx, pdf, rtf
from onrecord.errors import Problem
from onrecord.model import Block, Source
from onrecord.settings import Settings

__all__ = ["take_docx", "take_pdf", "take_rtf"]


def take_pdf(source: Source, settings: Settings) -> Taken | Problem:
    """The article in a PDF file, or why there is none."""
    return _taken(pdf.extract(source.data, settings.max_article_chars), source)


def take_docx(source: Source, settings: Settings) -> Taken | Problem:
    """The article in a Word document, or why there is none."""
    return _taken(docx.extract(source.data), source)


def take_rtf(source: Source, settings: Settings) -> Taken | Problem:
    """The article in an RTF document, or why there is none."""
    return _taken(rtf.extract(source.data), source)


def _taken(found: Document | str, source: Source) -> Taken | Problem:
    if isinstance(found, str):
        return Problem("article", source.path, found)
    return Taken(
        found.text,
        found.encoding,
        Meta(title=found.title, description=found.subtitle, byline=names_in(found.authors)),
        found.headings,
        tuple(Block("other", start, end) for start, end in found.furniture),
        found.portions,
        paragraphs=found.paragraphs,
        left_out=found.left_out,
    )
