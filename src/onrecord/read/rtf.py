"""RTF files (`.rtf`): one article, or an export of a news database with several."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.documents import Document, rtf
from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read.exports import exports_in
from onrecord.read.found import Found
from onrecord.read.whole import read_bytes
from onrecord.settings import Settings

__all__ = ["read"]


def read(found: Found, settings: Settings) -> Iterator[Source | Problem]:
    """The file as one source, the articles of an export, or one problem."""
    data = read_bytes(found, settings)
    if isinstance(data, Problem):
        yield data
        return
    document = rtf.extract(data)
    articles = exports_in(document.part("body"), found, data, settings) if isinstance(document, Document) else None
    yield from articles if articles is not None else (found.source("rtf", data),)
