"""Text files (`.txt`, `.md`): the file is the article, or an export of a news database with several."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.decode import decode
from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read.exports import exports_in, may_be_export
from onrecord.read.found import Found
from onrecord.read.whole import read_whole
from onrecord.settings import Settings

__all__ = ["read"]


def read(found: Found, settings: Settings) -> Iterator[Source | Problem]:
    """The file as one source, the articles of an export, or one problem."""
    for item in read_whole(found, settings, "text"):
        articles = None
        if isinstance(item, Source) and may_be_export(item.data):
            articles = exports_in(decode(item.data)[0], found, item.data, settings)
        yield from articles if articles is not None else (item,)
