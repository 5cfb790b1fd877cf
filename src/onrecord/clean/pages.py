"""Web pages: the article's text by trafilatura, one paragraph, heading, list item or table row a line.

Trafilatura's choice of elements is taken as it is. The page's own title comes first, so that it can be quoted; what
follows is what was found, and nothing is edited afterwards. Pages too large or too deep to take apart are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import trafilatura
from lxml import etree
from lxml.html import HtmlComment, HtmlElement, HtmlEntity, HtmlProcessingInstruction
from trafilatura.settings import Document

from onrecord.clean.kinds import not_an_article
from onrecord.clean.metadata import Meta
from onrecord.clean.pagemeta import declared_encoding, from_page
from onrecord.clean.sourcemap import runs_of
from onrecord.clean.taken import Taken
from onrecord.decode import decode_declared
from onrecord.errors import Problem
from onrecord.htmltext import Visible, overloaded, visible
from onrecord.model import Source
from onrecord.settings import Settings

__all__ = ["page_in", "source_of", "take"]


ENOUGH = 100
"""A body of so many words is taken as it was found by the extractor's own rules. Measured on 91 hand-marked pages: the
generic algorithms change one of them, for the worse; they are there for pages whose text the rules miss."""
TEXTS = 2
"""How many times the longest article's characters a page may hold, menus and all."""
ROOT_WITHIN = 4096
"""Where a page's root element begins at the latest, in characters."""
_CLASSES = etree.ElementDefaultClassLookup(
    element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction, entity=HtmlEntity
)
_FAULTS = (etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError)
"""What the parser and the extractor raise over markup that they do not expect."""


def take(source: Source, settings: Settings) -> Taken | Problem:
    """The article on a web page, or why there is none."""
    found = _found(source.data, source.charset, settings, source.url)
    if isinstance(found, str):
        return Problem("article", source.path, found)
    taken, page = found
    return replace(taken, runs=runs_of(taken.text, page))


def source_of(data: bytes, charset: str | None) -> tuple[str, str]:
    """The characters of a page whose bytes are `data`, markup and all, and their encoding.

    `charset` is what its carrier says of it. An article's `source_map` counts these characters.
    """
    return decode_declared(data, charset or declared_encoding(data))


def page_in(data: bytes, charset: str | None, settings: Settings, url: str | None = None) -> Taken | str:
    """The article on the page whose bytes are `data`, or why there is none: a sentence without its subject.

    `url` is its address, if known. The article has no runs: these count the characters of a page that is a source of
    its own.
    """
    found = _found(data, charset, settings, url)
    return found if isinstance(found, str) else found[0]


def _found(data: bytes, charset: str | None, settings: Settings, url: str | None) -> tuple[Taken, Visible] | str:
    """The article on a page, and the page's visible text."""
    if len(data) > settings.max_page_bytes:
        return f"is a web page larger than {settings.max_page_bytes // 2**20} MB"
    text, encoding = source_of(data, charset)
    page = visible(text)
    if overloaded(page, settings.max_tag_attributes):
        return f"is a web page with more than {settings.max_tag_attributes:,} attributes in a tag"
    if len(page.text) > TEXTS * settings.max_article_chars:
        return f"is a web page of more than {TEXTS * settings.max_article_chars:,} characters of text"
    try:
        tree = _parsed(text)
        elements = int(tree.xpath("count(descendant-or-self::*)"))
        if elements > settings.max_page_elements:
            return f"is a web page of more than {settings.max_page_elements:,} elements"
        if _is_tangled(tree, elements, len(page.text), settings.max_page_work):
            return "is a web page too tangled to take apart"
        if why := not_an_article(tree, url):
            return why
        meta = from_page(tree)
        lines = _body(tree)
    except _FAULTS as error:
        return f"is a broken web page ({type(error).__name__})"
    if not any(c.isalnum() for text, _ in lines for c in text):
        return "is a web page in which no article was found"
    return _page(lines, encoding, meta), page


_UNFIT = bytes([*range(9), 11, 12, *range(14, 32)])
"""Bytes of UTF-8 that no element tree can hold."""
_TYPE = re.compile(r"\s*+(?:<\?xml[^>]*+>\s*+)?<!doctype[^>]*+>", re.IGNORECASE)
_CLOSED_ROOT = re.compile(r"(<html(?:\s[^>]*)?)/>", re.IGNORECASE)


def _parsed(text: str) -> Any:
    """The page's element tree, its root the `html` element. Raises some of `_FAULTS` when there is none.

    The document type is left out: the parser trips over old ones. A root that closes itself (`<html … />`) would be
    all of the page. All elements are of one class, which saves a call of Python code for each that is touched.
    """
    text = text.removeprefix("\ufeff")
    if stated := _TYPE.match(text):
        text = text[stated.end() :]
    head = _CLOSED_ROOT.sub(r"\1>", text[:ROOT_WITHIN], count=1)
    parser = etree.HTMLParser(encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_CLASSES)
    data = (head + text[ROOT_WITHIN:]).encode("utf-8", "replace").translate(None, _UNFIT)
    tree = etree.fromstring(data, parser)
    if tree is None:
        raise ValueError("no element")
    return tree


TABLED = 2000
"""What an element costs for each table around it, in the unit of `max_page_work`."""
_KEPT_EMPTY = frozenset({"br", "img"})
_KEPT = frozenset({"a", "abbr", "b", "cite", "em", "i", "q", "small", "span", "strong", "sub", "sup", "u"})
"""Elements that the extractor does not drop from among text; the second kind only if they hold some."""
DEEPEST = 256
"""Most elements around an element that the parser lets stand."""


def _is_tangled(tree: Any, elements: int, characters: int, limit: int) -> bool:
    """Whether the extractor would work on the page for longer than `limit` allows; see `Settings.max_page_work`."""
    work = 0
    if elements * characters > limit:
        for element in tree.iter():
            if dropped := sum(1 for c in element if c.tag not in _KEPT_EMPTY and not (c.text and c.tag in _KEPT)):
                work += dropped * (len(element.text or "") + sum(len(child.tail or "") for child in element))
    if elements * DEEPEST * TABLED > limit:
        work += TABLED * int(sum(table.xpath("count(descendant::*)") for table in tree.iter("table")))
    return work > limit


def _body(tree: Any) -> list[tuple[str, bool]]:
    """The lines of the article's body, each with whether it is a heading; none when no article was found.

    The extractor's own rules find it on most pages. What they find little on is extracted again with its two generic
    algorithms to compare: these cost as much again, and on pages with a long text they found nothing that was missing.
    """
    found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False, fast=True)
    lines = list(_lines(found.body)) if isinstance(found, Document) else []
    if sum(line.count(" ") + 1 for line, _ in lines) >= ENOUGH:
        return lines
    found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False)
    return list(_lines(found.body)) if isinstance(found, Document) else lines


def _page(lines: list[tuple[str, bool]], encoding: str, meta: Meta) -> Taken:
    if meta.title and all(_key(meta.title) != _key(text) for text, _ in lines[:3]):
        lines = [(meta.title, False), *lines]
    pieces, headings, at = [], [], 0
    for text, heading in lines:
        if heading:
            headings.append(at)
        pieces.append(text)
        at += len(text) + 1
    return Taken("\n".join(pieces), encoding, meta, frozenset(headings), page=True)


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


# Trafilatura's vocabulary: p, head, list/item, quote, table/row/cell, code, lb (a line break), ref and hi (inline).
_HOLDERS = frozenset({"body", "div", "list", "quote", "table", "figure", "main", "section", "article", "fw"})
_INLINE = frozenset({"hi", "ref", "lb", "del", "span", "a", "graphic", "cell"})


def _lines(element: Any) -> Iterator[tuple[str, bool]]:
    """The lines of text in an extracted element, each with whether it is a heading."""
    if element.tag not in _HOLDERS:
        yield from ((line, element.tag == "head") for line in _flat(element))
        return
    inline: list[str] = [element.text or ""]
    for child in element:
        if child.tag in _INLINE:
            inline.append(_joined(child) + (child.tail or ""))
            continue
        yield from ((line, False) for line in _split("".join(inline)))
        inline = [child.tail or ""]
        yield from _lines(child)
    yield from ((line, False) for line in _split("".join(inline)))


def _flat(element: Any) -> list[str]:
    """The lines of an element that holds text: line breaks split it, and so do blocks within it."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            pieces += ["\n", child.tail or ""]
        elif child.tag in _INLINE:
            pieces += [_joined(child), child.tail or ""]
        else:
            pieces += ["\n", *(line + "\n" for line, _ in _lines(child)), child.tail or ""]
    return _split("".join(pieces))


def _joined(element: Any) -> str:
    if element.tag == "lb":
        return "\n"
    text = "".join(_joined(c) + (c.tail or "") for c in element)
    return (element.text or "") + text + (" " if element.tag == "cell" else "")


def _split(text: str) -> list[str]:
    return [line for raw in text.split("\n") if (line := " ".join(raw.split()))]
