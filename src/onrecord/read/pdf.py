"""PDF files (`.pdf`): one article each. The bytes are passed on as they are; `clean` takes them apart."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read.found import Found
from onrecord.read.whole import read_bytes
from onrecord.settings import Settings

__all__ = ["read"]


def read(found: Found, settings: Settings) -> Iterator[Source | Problem]:
    """The file as one source, or one problem."""
    data = read_bytes(found, settings)
    yield data if isinstance(data, Problem) else found.source("pdf", data, page=1)
