"""Source → Article: the text, decoded or extracted once; its blocks labelled; its metadata; an overlay of repairs.

The text is never edited. `extract_text` gives it again from the same bytes, which is how `check` proves a record. Each
format has a module with a function `take(source, settings)` that gives a `Taken`, and a line in `TAKERS`; everything
after that is the same for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from onrecord.claims import with_agreement
from onrecord.clean import documents, exports, mail, newsml, nitf, pages, plain, rows
from onrecord.clean.blocks import label
from onrecord.clean.incomplete import is_excerpt
from onrecord.clean.kinds import text_is_no_article
from onrecord.clean.known import told
from onrecord.clean.language import is_foreign, language_name
from onrecord.clean.metadata import Meta, settle
from onrecord.clean.parts import parts_of
from onrecord.clean.printed import with_printed
from onrecord.clean.repairs import repairs_of
from onrecord.clean.taken import Taken
from onrecord.clean.wire import with_wire
from onrecord.errors import InputError, Problem
from onrecord.ids import article_id
from onrecord.model import PARSED_KINDS, Article, Block, Cleaned, ReadState, SetAside, Source, SourceRef
from onrecord.settings import Settings
from onrecord.span import Span

__all__ = ["TAKERS", "clean", "extract_text"]

TAKERS: Mapping[str, Callable[[Source, Settings], Taken | Problem]] = {
    "docx": documents.take_docx,
    "eml": mail.take,
    "factiva": exports.take,
    "html": pages.take,
    "json": rows.take,
    "nexis": exports.take,
    "proquest": exports.take,
    "newsml": newsml.take,
    "nitf": nitf.take,
    "pdf": documents.take_pdf,
    "rtf": documents.take_rtf,
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
    place = f"{source.path}#{source.member}" if source.member else source.path
    if isinstance(taken, Problem):
        return replace(taken, path=place)
    if len(taken.text) > settings.max_article_chars:
        return Problem("article", place, f"is longer than {settings.max_article_chars:,} characters")
    if taken.text.count("\n") + taken.text.count("\r") > settings.max_lines:
        return Problem("article", place, f"has more than {settings.max_lines:,} lines")
    if why := text_is_no_article(taken.text):
        return Problem("article", place, why)
    parts = told(parts_of(taken.text, taken.paragraphs), taken)
    blocks = label(parts, taken.meta.title, taken.meta.description, taken.meta.byline, page=taken.page)
    own = "\n".join(taken.text[b.start : b.end] for b in blocks if b.kind in PARSED_KINDS)
    settled = settle(with_printed(taken.meta, taken.text, parts), own, source, page=taken.page)
    read, unread = _read(taken, settled.meta, own, blocks, settings)
    article = with_wire(with_agreement(_article(source, taken, blocks, settled.meta, read)), source)
    left_out = [SetAside("date", place, None, why) for why in settled.left_out]
    left_out += [SetAside("article", place, None, why) for why in unread]
    left_out += [SetAside("page", place, None, why) for why in taken.left_out]
    return Cleaned(article, repairs_of(article) if read != "text-only" else (), tuple(left_out))


def _read(
    taken: Taken, meta: Meta, own: str, blocks: Sequence[Block], settings: Settings
) -> tuple[ReadState, list[str]]:
    """How far an article whose own words are `own` is read, and why it is not searched, if so."""
    if meta.language is not None and meta.language not in settings.searched:
        return "text-only", [f"is in {language_name(meta.language)}, for which there is no language model"]
    if meta.language is None and is_foreign(own):
        return "text-only", ["is in a language that was not recognised, for which there is no language model"]
    cut = taken.read == "full" and is_excerpt(taken.text, blocks, walled=meta.walled)
    return "excerpt" if cut else taken.read, []


def _article(source: Source, taken: Taken, blocks: tuple[Block, ...], meta: Meta, read: ReadState) -> Article:
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
        captured=meta.captured,
        read=read,
        text=taken.text,
        words=sum(len(text.split()) for text in own),
        sha256=sha256(source.data).hexdigest(),
        source=SourceRef(source.member, source.page, source.part, source.container_sha256, source.digest),
        blocks=blocks,
        metadata=meta.claims,
        portions=taken.portions,
        source_map=taken.runs,
    )
