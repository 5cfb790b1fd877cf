"""JSON rows of scrapers and news APIs: the string that holds the text is the article's text as it stands.

Where a row holds the article as HTML only, the text is what is taken out of that: of a whole page as of a web page, of
a fragment all of its blocks.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace

from onrecord.clean.fragments import Fragment, fragment_text, joined
from onrecord.clean.metadata import Meta, from_row
from onrecord.clean.nitf import written
from onrecord.clean.pages import page_in
from onrecord.clean.taken import Taken
from onrecord.decode import decode
from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.newsxml import items_in, local, parse, too_large
from onrecord.scraped import Row, parse_row
from onrecord.settings import Settings

__all__ = ["take"]

_PAGE = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_NITF = re.compile(r"<nitf[\s>]")
SCAN = 20_000
"""Characters within which a whole page or a NITF article shows itself."""


def take(source: Source, settings: Settings) -> Taken | Problem:
    """The article in a JSON object, or why there is none."""
    text, encoding = decode(source.data)
    row = parse_row(text)
    if not isinstance(row, Row):
        return Problem("article", source.key, row)
    taken = Taken(row.text, encoding, from_row(row)) if row.html is None else _from_html(row.html, row, settings)
    if isinstance(taken, str):
        return Problem("article", source.key, taken)
    return replace(taken, encoding=encoding, read="excerpt" if row.excerpt else taken.read)


def _from_html(html: str, row: Row, settings: Settings) -> Taken | str:
    agency = _NITF.search(html[:SCAN])
    if not agency and _PAGE.search(html[:SCAN]):
        page = page_in(html.encode(), "utf-8", settings)
        return page if isinstance(page, str) else replace(page, meta=_over(from_row(row), page.meta), runs=())
    found = _nitf(html, settings) if agency else fragment_text(html, settings)
    if isinstance(found, str):
        return found
    if not found.text:
        return "holds no text"
    return Taken(found.text, None, from_row(row), found.headings, found.known)


def _nitf(markup: str, settings: Settings) -> Fragment | str:
    """The text of a NITF article in a row: agencies send it as one of the bodies of a ninjs object."""
    parsed = parse(markup.encode(), settings)
    if isinstance(parsed, str):
        return parsed
    item = next((each for each in items_in(parsed[0]) if local(each) == "nitf"), None)
    found = "holds no article text" if item is None else too_large(item, settings) or written(item, settings)
    return found if isinstance(found, str) else joined(found.lines)


def _over(row: Meta, page: Meta) -> Meta:
    """What the row says, and what only the page says."""
    given = {f.name: value for f in fields(Meta) if f.name != "claims" and (value := getattr(row, f.name))}
    return replace(page, **given, claims=(*row.claims, *page.claims))
