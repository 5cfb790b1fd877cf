"""Web archives."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.errors import Problem
from onrecord.read.found import Found, Item
from onrecord.settings import Settings

__all__ = ["read"]


def read(found: Found, settings: Settings) -> Iterator[Item]:
    """Not yet."""
    yield Problem("file", found.shown, "is of a format that is not read (warc)")
