"""JSON rows of scrapers and news APIs: the string that holds the text is the article's text as it stands."""

from __future__ import annotations

from onrecord.clean.metadata import from_row
from onrecord.clean.taken import Taken
from onrecord.decode import decode
from onrecord.errors import Problem
from onrecord.model import ReadState, Source
from onrecord.scraped import Row, parse_row
from onrecord.settings import Settings

__all__ = ["take"]


def take(source: Source, settings: Settings) -> Taken | Problem:
    """The article in a JSON object, or why there is none."""
    text, encoding = decode(source.data)
    row = parse_row(text)
    if not isinstance(row, Row):
        return Problem("article", source.key, row)
    return Taken(row.text, encoding, from_row(row), read=_state(row.text))


def _state(text: str) -> ReadState:
    """News APIs cut an article off and say so: `… [+1234 chars]`."""
    return "excerpt" if text.rstrip().endswith("chars]") and "[+" in text[-20:] else "full"
