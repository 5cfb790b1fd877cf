"""Source → Article: the text, decoded or extracted once; its blocks labelled; its metadata; an overlay of repairs.

The text is never edited. `extract_text` gives it again from the same bytes, which is how `check` proves a record.
"""

from __future__ import annotations

from hashlib import sha256

from onrecord.clean.blocks import label
from onrecord.clean.metadata import Meta, from_row, settle
from onrecord.clean.pages import Page, read_page
from onrecord.clean.parts import parts_of
from onrecord.clean.printed import with_printed
from onrecord.clean.repairs import repairs_of
from onrecord.decode import decode
from onrecord.errors import InputError, Problem
from onrecord.ids import article_id
from onrecord.model import PARSED_KINDS, Article, Block, Cleaned, ReadState, Source, SourceRef
from onrecord.scraped import Row, parse_row
from onrecord.settings import Settings
from onrecord.span import Span

__all__ = ["clean", "extract_text"]


def extract_text(source: Source, settings: Settings | None = None) -> str:
    """The article's text, from its bytes alone. Raises `InputError` when there is none."""
    read = _read(source, settings or Settings())
    if isinstance(read, Problem):
        raise InputError(str(read))
    return read.text


def clean(source: Source, settings: Settings) -> Cleaned | Problem:
    """The article in `source`, or why there is none."""
    read = _read(source, settings)
    if isinstance(read, Problem):
        return read
    if len(read.text) > settings.max_article_chars:
        return Problem("article", source.path, f"is longer than {settings.max_article_chars:,} characters")
    article = _article(source, read)
    return Cleaned(article, repairs_of(article))


class _Read:
    """A source taken apart: text, encoding, blocks and metadata."""

    __slots__ = ("blocks", "encoding", "meta", "text")

    def __init__(self, text: str, encoding: str, blocks: tuple[Block, ...], meta: Meta) -> None:
        self.text, self.encoding, self.blocks, self.meta = text, encoding, blocks, meta


def _read(source: Source, settings: Settings) -> _Read | Problem:
    if source.format == "html":
        page = read_page(source.data, settings)
        return Problem("article", source.path, page) if isinstance(page, str) else _of_page(page)
    text, encoding = decode(source.data)
    meta = Meta()
    if source.format == "json":
        row = parse_row(text)
        if not isinstance(row, Row):
            return Problem("article", source.key, row)
        text, meta = row.text, from_row(row)
    elif not text.strip("\ufeff \t\r\n\f\v"):
        return Problem("article", source.path, "holds no text")
    parts = parts_of(text[: settings.max_article_chars + 1])
    blocks = label(parts, meta.title, meta.description)
    return _Read(text, encoding, blocks, settle(with_printed(meta, text, parts), text))


def _of_page(page: Page) -> _Read:
    parts = parts_of(page.text)
    for part in parts:
        if part.start in page.headings:
            part.heading = True
    blocks = label(parts, page.meta.title, page.meta.description, page=True)
    return _Read(page.text, page.encoding, blocks, settle(with_printed(page.meta, page.text, parts), page.text))


def _article(source: Source, read: _Read) -> Article:
    article, meta = article_id(source.key, source.data), read.meta
    own = (read.text[b.start : b.end] for b in read.blocks if b.kind in PARSED_KINDS)
    return Article(
        id=article,
        key=source.key,
        path=source.path,
        url=meta.url,
        canonical_url=meta.canonical_url,
        outlet=meta.outlet,
        title=meta.title,
        byline=meta.byline,
        section=meta.section,
        language=meta.language,
        encoding=read.encoding,
        published=meta.published,
        published_basis=meta.basis,
        published_evidence=tuple(Span(article, start, end) for start, end in meta.evidence),
        updated=meta.updated,
        captured=meta.captured,
        read=_state(read.text),
        text=read.text,
        words=sum(len(text.split()) for text in own),
        sha256=sha256(source.data).hexdigest(),
        source=SourceRef(source.member, source.page),
        blocks=read.blocks,
    )


def _state(text: str) -> ReadState:
    """News APIs cut an article off and say so: `… [+1234 chars]`."""
    return "excerpt" if text.rstrip().endswith("chars]") and "[+" in text[-20:] else "full"
