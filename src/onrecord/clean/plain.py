"""Plain text: the decoded file is the article's text, line ends and byte-order mark included."""

from __future__ import annotations

from onrecord.clean.taken import Taken
from onrecord.decode import decode
from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.settings import Settings

__all__ = ["take"]


def take(source: Source, settings: Settings) -> Taken | Problem:
    """The text of a text file, or a problem when there is none."""
    text, encoding = decode(source.data)
    if not text.strip("\ufeff \t\r\n\f\v"):
        return Problem("article", source.path, "holds no text")
    return Taken(text, encoding)
