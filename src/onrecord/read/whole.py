"""A whole file as one article: what the readers of text and of web pages share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from onrecord.decode import decode
from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read.found import Found
from onrecord.read.sniff import why_binary
from onrecord.settings import Settings

__all__ = ["read_bytes", "read_whole"]


def read_bytes(found: Found, settings: Settings) -> bytes | Problem:
    """The file's bytes; a `Problem` when there are more than the settings allow. Never reads more than that."""
    limit = settings.max_file_bytes
    too_large = Problem("file", found.shown, f"is larger than {limit // 2**20} MB")
    if found.size is not None and found.size > limit:
        return too_large
    with found.open() as stream:
        data = stream.read(limit + 1)
    return too_large if len(data) > limit else data


def read_whole(found: Found, settings: Settings, kind: Literal["text", "html"]) -> Iterator[Source | Problem]:
    """The file as one source, or one problem."""
    data = read_bytes(found, settings)
    if isinstance(data, Problem):
        yield data
    elif why := why_binary(data) or (None if "\0" not in decode(data)[0] else "is a binary file, not text"):
        yield Problem("file", found.shown, why)
    else:
        yield found.source(kind, data)
