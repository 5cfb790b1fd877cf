"""Source → Article: the text, decoded or extracted once; its blocks labelled; its metadata; an overlay of repairs.

The text is never edited. `extract_text` gives it again from the same bytes, which is how `check` proves a record. Each
format has a module with a function `take(source, settings)` that gives a `Taken`, and a line in `TAKERS`; everything
after that is the same for all of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

from onrecord.clean import pages, plain, rows
from onrecord.clean.blocks import label
from onrecord.clean.metadata import Meta, settle
from onrecord.clean.parts import Part, parts_of
from onrecord.clean.printed import with_printed
from onrecord.clean.repairs import repairs_of
from onrecord.clean.taken import Taken
from onrecord.errors import InputError, Problem
from onrecord.ids import article_id
from onrecord.model import PARSED_KINDS, Article, Block, Cleaned, Source, SourceRef
from onrecord.settings import Settings
from onrecord.span import Span

__all__ = ["TAKERS", "clean", "extract_text"]

TAKERS: Mapping[str, Callable[[Source, Settings], Taken | Problem]] = {
    "html": pages.take,
    "json": rows.take,
    "text": plain.take,
}
"""What takes a source of each format apart."""


def extract_text(source: Source, settings: Settings | None = None) -> str:
    """The article's text, from its bytes alone. Raises `InputError` when there is none."""
    taken = TAKERS[source.format](source, settings or Settings())
    if isinstance(taken, Problem):
        raise InputError(str(taken))
    return taken.text


def clean(source: Source, settings: Settings) -> Cleaned | Problem:
    """The article in `source`, or why there is none."""
    taken = TAKERS[source.format](source, settings)
    if isinstance(taken, Problem):
        return taken
    if len(taken.text) > settings.max_article_chars:
        return Problem("article", source.path, f"is longer than {settings.max_article_chars:,} characters")
    parts = parts_of(taken.text)
    _tell(parts, taken)
    blocks = label(parts, taken.meta.title, taken.meta.description, page=taken.page)
    meta = settle(with_printed(taken.meta, taken.text, parts), taken.text)
    article = _article(source, taken, blocks, meta)
    return Cleaned(article, repairs_of(article))


def _tell(parts: Sequence[Part], taken: Taken) -> None:
    """Marks the parts whose kind the format states, and those that it marks up as headings."""
    starts = [block.start for block in taken.known]
    for part in parts:
        at = bisect_right(starts, part.start) - 1
        if at >= 0 and part.end <= taken.known[at].end:
            part.kind = taken.known[at].kind
        if part.start in taken.headings:
            part.heading = True


def _article(source: Source, taken: Taken, blocks: tuple[Block, ...], meta: Meta) -> Article:
    article = article_id(source.key, source.data)
    own = (taken.text[b.start : b.end] for b in blocks if b.kind in PARSED_KINDS)
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
        encoding=taken.encoding,
        published=meta.published,
        published_basis=meta.basis,
        published_evidence=tuple(Span(article, start, end) for start, end in meta.evidence),
        updated=meta.updated,
        captured=meta.captured or source.captured,
        read=taken.read,
        text=taken.text,
        words=sum(len(text.split()) for text in own),
        sha256=sha256(source.data).hexdigest(),
        source=SourceRef(source.member, source.page, source.part, source.container_sha256, source.digest),
        blocks=blocks,
        portions=taken.portions,
        source_map=taken.runs,
    )
