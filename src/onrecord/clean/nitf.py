"""NITF, the IPTC's News Industry Text Format: headline, deck, byline and body in the order of the file.

The text is the headlines, the byline and dateline, the body's paragraphs, headings, tables and picture captions, and
the tagline, each a line. A summary or lead block that the body repeats word for word is kept and marked `other`, so
that nothing is found in it twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.clean.bylines import names_in
from onrecord.clean.dates import parse_date, parse_moment
from onrecord.clean.fragments import HTML, Line, Markup, fragment_lines, joined, lines_of
from onrecord.clean.metadata import Meta, claims_of, language_code
from onrecord.clean.taken import Taken
from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.newsxml import (
    attribute,
    below,
    child,
    children,
    extended,
    items_in,
    local,
    parse,
    text_of,
    too_large,
    withdrawn,
)
from onrecord.scraped import is_markup
from onrecord.settings import Settings

__all__ = ["Written", "body_lines", "take", "taken", "written"]

NITF = Markup(
    inline=HTML.inline | {
        "alt-code", "chron", "city", "classifier", "copyrite", "copyrite.year", "copyrite.holder", "country",
        "denom", "event", "frac", "frac-sep", "function", "lang", "location", "money", "name.family", "name.given",
        "num", "numer", "object.title", "org", "person", "pronounce", "region", "state", "story.date", "sublocation",
        "virtloc", "byttl",
    },
    dropped=HTML.dropped - {"title", "object"} | {
        "media-metadata", "media-reference", "media-object", "nitf-table-metadata", "nitf-colgroup", "nitf-col",
    },
    headings=HTML.headings | {"hl1", "hl2"},
    kinds={
        **HTML.kinds, "media-caption": "caption", "media-producer": "credit", "byline": "credit",
        "distributor": "credit", "dateline": "credit", "tagline": "credit", "datasource": "credit",
    },
)  # fmt: skip
"""The elements of NITF 3.6. XHTML within it is read as such."""

LEADS = frozenset({"lead_paragraph", "online_lead_paragraph"})
"""Classes of blocks that repeat the beginning of the text."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a NITF article prints and states: its lines, headline included, and its metadata."""

    lines: tuple[Line, ...]
    meta: Meta


def take(source: Source, settings: Settings) -> Taken | Problem:
    """The article in a NITF file, or why there is none."""
    parsed = parse(source.data, settings)
    if isinstance(parsed, str):
        return Problem("article", source.key, parsed)
    root, encoding = parsed
    item = next((each for each in items_in(root) if local(each) == "nitf"), None)
    if item is None:
        return Problem("article", source.key, "holds no news item")
    if why := too_large(item, settings) or withdrawn(item):
        return Problem("article", source.key, why)
    found = written(item, settings)
    if isinstance(found, str):
        return Problem("article", source.key, found)
    return taken(found, encoding)


def taken(found: Written, encoding: str | None) -> Taken:
    """The article as `clean` wants it."""
    text = joined(found.lines)
    return Taken(text.text, encoding, found.meta, text.headings, text.known)


def written(nitf: Any, settings: Settings) -> Written | str:
    """The article in a `nitf` element, or why it holds none."""
    body = child(nitf, "body")
    if body is None:
        body = nitf  # some agencies leave it out
    holder = child(body, "body.content")
    if holder is None:
        return "holds no article text"
    content = body_lines(holder, settings)
    if isinstance(content, str):
        return content
    if not any(line.kind != "caption" for line in content):
        return "holds no article text"
    head = child(body, "body.head")
    end = child(body, "body.end")
    content = _without_doubles(content, holder)
    lines = [*_head_lines(head, content), *content]
    lines += lines_of(end, NITF) if end is not None else ()
    return Written(tuple(lines), _meta(nitf, head))


def body_lines(holder: Any, settings: Settings) -> list[Line] | str:
    """The lines in an element that holds a text as blocks, as HTML in a CDATA section, or as plain text."""
    text = "".join(holder.itertext()) if not len(holder) else ""
    if is_markup(text):
        return fragment_lines(text, settings)
    if text.strip():
        return [Line(text.strip("\r\n").rstrip())]
    return list(lines_of(holder, NITF))


def _head_lines(head: Any, content: Sequence[Line]) -> Iterator[Line]:
    """The lines of the article's head: headlines, deck, byline, dateline and summary, in the order of the file."""
    title = _title(head)
    for part in head if head is not None else ():
        name = local(part)
        if name in ("hedline", "headline"):
            for line in part:
                text = text_of(line)
                if text:
                    first = local(line) == "hl1"
                    yield Line(text, first, None if first else "other" if _same(text, title) else "deck")
        elif name == "abstract":
            for each in lines_of(part, NITF):
                yield replace(each, heading=False, kind="other" if _repeated(each.text, content) else "deck")
        elif name in ("byline", "dateline", "distributor", "series"):
            yield from (Line(text, kind="credit") for text in (text_of(part),) if text)
        else:
            yield from (replace(line, kind="other") for line in lines_of(part, NITF))


def _without_doubles(content: list[Line], holder: Any) -> list[Line]:
    """The body's lines with those of a lead block marked that the block of the full text repeats."""
    leads = {text for block in children(holder, "block") if attribute(block, "class") in LEADS
             for line in lines_of(block, NITF) if (text := line.text)}  # fmt: skip
    marked: list[Line] = []
    for at, line in enumerate(content):
        again = line.text in leads and any(line.text == later.text for later in content[at + 1 :])
        marked.append(replace(line, kind="other") if again else line)
    return marked


def _repeated(text: str, content: Sequence[Line]) -> bool:
    """Whether the body begins with `text`, or with what stands before the dots at its end."""
    stem = _key(text.rstrip(". …"))
    return bool(stem) and stem in _key(" ".join(line.text for line in content[:6]))


def _same(text: str, other: str | None) -> bool:
    return _key(text) == _key(other or "")


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


# ---------------------------------------------------------------- metadata
def _title(head: Any) -> str | None:
    holder = child(head, "hedline")
    return text_of(child(holder if holder is not None else child(head, "headline"), "hl1"))


def _meta(nitf: Any, head: Any) -> Meta:
    """What the article's head states. Printed publications name themselves; an agency's distributor stands for one."""
    data = child(nitf, "head", "docdata")
    printed = child(nitf, "head", "pubdata")
    dates = (
        attribute(printed, "date.publication"),
        attribute(child(data, "date.release"), "norm"),
        attribute(child(data, "date.issue"), "norm"),
        attribute(next(below(head, "story.date"), None), "norm") if head is not None else None,
    )
    stated = next((moment for value in map(extended, dates) if value and (moment := parse_moment(value))), None)
    published = parse_date(stated) if stated else None
    by = [text for line in (children(head, "byline") if head is not None else ()) if (text := text_of(line))]
    return Meta(
        outlet=attribute(printed, "name") or text_of(child(head, "distributor")),
        title=_title(head) or text_of(child(nitf, "head", "title")),
        byline=names_in(by[:1]),
        section=attribute(printed, "position.section"),
        language=language_code(attribute(child(nitf, "body"), "lang") or attribute(nitf, "lang")),
        url=_address(attribute(printed, "ex-ref")),
        published=published,
        basis="metadata" if published else None,
        claims=(
            *claims_of("published", [stated], "metadata"),
            *claims_of("byline", by[:1], "metadata"),
        ),
    )


def _address(value: str | None) -> str | None:
    return value if value and value.startswith(("http://", "https://")) else None
