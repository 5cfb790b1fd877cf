"""Text files (`.txt`, `.md`): the file is the article."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read.found import Found
from onrecord.read.whole import read_whole
from onrecord.settings import Settings

__all__ = ["read"]


def read(found: Found, settings: Settings) -> Iterator[Source | Problem]:
    """The file as one source, or one problem."""
    return read_whole(found, settings, "text")
