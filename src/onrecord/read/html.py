"""Saved web pages (`.html`, `.htm`): the page is the source, its article is found by `clean`.

A page that a news database exported holds several articles, which are told apart here.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read.exports import exports_on_page
from onrecord.read.found import Found
from onrecord.read.whole import read_whole
from onrecord.settings import Settings

__all__ = ["read"]


def read(found: Found, settings: Settings) -> Iterator[Source | Problem]:
    """The page as one source, the articles of an export, or one problem."""
    for item in read_whole(found, settings, "html"):
        articles = exports_on_page(found, item.data, settings) if isinstance(item, Source) else None
        yield from articles if articles is not None else (item,)
