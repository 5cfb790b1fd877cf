"""What a web page says about its article, in its meta elements, JSON-LD and time elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from onrecord.clean.bylines import names_in
from onrecord.clean.dates import Metadata, PageNames, parse_date
from onrecord.clean.incomplete import has_stub
from onrecord.clean.metadata import Meta, claims_of
from onrecord.clean.parts import is_byline
from onrecord.model import Claim
from onrecord.words import load

__all__ = ["declared_encoding", "from_page"]

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)

ARTICLE_TYPE = re.compile(r"(?:article|posting|report|review)\Z", re.IGNORECASE)
MAX_NODES = 2000
"""JSON-LD objects looked at on one page; pages have one to fifty."""


def declared_encoding(data: bytes) -> str | None:
    """The encoding that the page declares in its first 2,048 bytes."""
    found = _CHARSET.search(data[:2048])
    return found[1].decode("ascii", "replace") if found else None


def from_page(tree: Any) -> Meta:
    """The metadata of the page with this element tree."""
    names = load("metadata", Metadata).page
    metas = _metas(tree)
    node = _article_node(tree)
    sites = [*_texts(metas, names.site), *_named(node.get("publisher")), *_texts(metas, names.other_site)]
    site = _first([name for name in sites if not name.startswith("@")])
    claims = tuple(_claims(tree, metas, node, names))
    return Meta(
        outlet=site,
        title=_title(tree, _texts(metas, names.title), node, site),
        description=_first(_texts(metas, names.description)),
        byline=_byline(tree, metas, node, names),
        section=_first([*_texts(metas, names.section), *_named(node.get("articleSection"))]),
        language=_first([c.value for c in claims if c.field == "language"]),
        claims=claims,
        walled=_is_walled(node) or has_stub(tree),
    )


def _claims(tree: Any, metas: Mapping[str, list[str]], node: Mapping[str, object], names: PageNames) -> Iterator[Claim]:
    """All that the page says of the fields of its article, place by place."""
    yield from claims_of("published", _named(node.get("datePublished")), "json-ld")
    yield from claims_of("published", _texts(metas, names.published), "meta")
    yield from claims_of("published", _marked_dates(tree, "datepublished"), "markup")
    yield from claims_of("updated", _named(node.get("dateModified")), "json-ld")
    yield from claims_of("updated", _texts(metas, names.updated), "meta")
    yield from claims_of("updated", _marked_dates(tree, "datemodified"), "markup")
    yield from claims_of("byline", _named(node.get("author")), "json-ld")
    yield from claims_of("byline", _texts(metas, names.author), "meta")
    yield from claims_of("byline", _marked_authors(tree), "markup")
    yield from claims_of("outlet", _named(node.get("publisher")), "json-ld")
    yield from claims_of("outlet", _texts(metas, (*names.site, *names.other_site)), "meta")
    yield from claims_of("title", _named(node.get("headline")), "json-ld")
    yield from claims_of("title", _texts(metas, names.title), "meta")
    yield from claims_of("title", [*_heads(tree)[:1], *_page_titles(tree)], "markup")
    yield from claims_of("language", [_root_language(tree)], "markup")
    yield from claims_of("language", [_text(node.get("inLanguage"))], "json-ld")
    yield from claims_of("language", _texts(metas, ("og:locale", "content-language", "dc.language")), "meta")
    yield from claims_of("section", _named(node.get("articleSection")), "json-ld")
    yield from claims_of("section", _texts(metas, names.section), "meta")
    page = node.get("mainEntityOfPage")
    page = page.get("@id") if isinstance(page, dict) else page
    yield from claims_of("canonical_url", [_link(tree, "canonical")], "markup")
    yield from claims_of("canonical_url", _texts(metas, ("og:url",)), "meta")
    yield from claims_of("canonical_url", [_text(node.get("url")), _text(page)], "json-ld")


def _first(values: list[str]) -> str | None:
    return values[0] if values else None


def _metas(tree: Any) -> dict[str, list[str]]:
    """The contents of the page's meta elements by name in lower case, in page order."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        for attribute in ("property", "name", "itemprop"):
            if content and (name := element.get(attribute)):
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _texts(metas: Mapping[str, list[str]], names: Iterable[str]) -> list[str]:
    return [value for name in names for value in metas.get(name, ()) if _storable(value)]


def _storable(text: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" or c == "\0" for c in text)


def _link(tree: Any, rel: str) -> str | None:
    links = (e for e in tree.iter("link") if (e.get("rel") or "").lower() == rel)
    return next((href.strip() for e in links if (href := e.get("href"))), None)


def _root_language(tree: Any) -> str | None:
    root = tree.getroottree().getroot()
    return str(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "") or None


# ---------------------------------------------------------------- JSON-LD
def _article_node(tree: Any) -> Mapping[str, object]:
    """The first JSON-LD object on the page that is an article; empty if there is none."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            for node in _nodes(script.text):
                if any(ARTICLE_TYPE.search(kind) for kind in _named(node.get("@type"))):
                    return node
    return {}


def _is_walled(node: Mapping[str, object]) -> bool:
    """Whether JSON-LD says that the article, or a part of it, is not free to read."""
    parts = node.get("hasPart")
    nodes = [node, *(parts if isinstance(parts, list) else [parts])[:MAX_NODES]]
    free = [n.get("isAccessibleForFree") for n in nodes if isinstance(n, dict)]
    return any(value is False or str(value).lower() == "false" for value in free if value is not None)


_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")


def _nodes(text: str) -> Iterator[Mapping[str, object]]:
    try:
        waiting = [msgspec.json.decode(re.sub(r"[\x00-\x1f]", " ", text))]
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return
    for _ in range(MAX_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting[:0] = node[:MAX_NODES]
        elif isinstance(node, dict):
            yield node
            waiting += [node[key] for key in _WITHIN if key in node]


def _text(value: object) -> str | None:
    return " ".join(value.split()) if isinstance(value, str) and value.strip() and _storable(value) else None


def _named(value: object) -> list[str]:
    """The strings in a JSON-LD value: itself, an object's name, or those of a list."""
    values = value if isinstance(value, list) else [value]
    texts = (_text(v.get("name") if isinstance(v, dict) else v) for v in values)
    return [text for text in texts if text]


# ---------------------------------------------------------------- fields
def _title(tree: Any, titles: list[str], node: Mapping[str, object], site: str | None) -> str | None:
    """The printed headline where the page's own word for it agrees, else that word, without the outlet's name."""
    stated = _first([*titles, *_named(node.get("headline"))])
    if stated is None:
        stated = _first(_page_titles(tree))
    stated = _without_site(stated, site) if stated else None
    printed = _heads(tree)
    if stated is None:
        return printed[0] if len(printed) == 1 else None
    words = set(re.findall(r"\w+", stated.lower()))
    alike = [t for t in printed if len(words & set(re.findall(r"\w+", t.lower()))) >= 0.5 * len(words) and len(t) < 300]
    return alike[0] if alike else stated[:500]


def _heads(tree: Any) -> list[str]:
    """The headings of the first order."""
    return [text for e in tree.iter("h1") if (text := " ".join(e.text_content().split())) and _storable(text)]


def _page_titles(tree: Any) -> list[str]:
    """The page's title element, if it has one that is not empty."""
    titles = (e for e in tree.iter("title") if e.getparent() is None or e.getparent().tag != "svg")
    text = next((" ".join(e.text_content().split()) for e in titles), "")
    return [text] if text and _storable(text) else []


def _without_site(title: str, site: str | None) -> str:
    """`title` without the outlet's name after a bar or dash; an unknown last part after a bar goes too."""
    head, mark, tail = _rpartition(title)
    if mark and len(head) >= 15 and (mark == "|" or (site and tail.strip().casefold() == site.casefold())):
        return head.strip()
    return title


def _rpartition(title: str) -> tuple[str, str, str]:
    found = re.match(r"(.*)\s([|–—-])\s([^|]{2,40})\Z", title)
    return (found[1], found[2], found[3]) if found else (title, "", "")


LONGEST_NAME = 200
"""Longest text of an element that is looked at as a name or date, in characters."""
MAX_MARKED = 12
_LINES = ("p", "div", "span", "address", "li")


def _byline(tree: Any, metas: Mapping[str, list[str]], node: Mapping[str, object], names: PageNames) -> tuple[str, ...]:
    """The authors by JSON-LD, else by meta elements, else by links and spans that are marked as the author's."""
    for values in (_named(node.get("author")), *(_texts(metas, (name,)) for name in names.author)):
        if found := names_in(values):
            return found
    if found := names_in(_marked_authors(tree)):
        return found
    lines = (e for e in tree.iter(*_LINES) if "byline" in (e.get("class") or "").lower())
    texts = (" ".join(e.text_content().split()) for e in lines)
    return names_in(text for text in texts if is_byline(text) and _storable(text))


def _marked_authors(tree: Any) -> list[str]:
    """What links and spans hold that are marked as the author's."""
    marked = (e for e in tree.xpath(_AUTHORS) if (e.get("rel") or e.get("itemprop") or "").lower() == "author")
    texts = (" ".join(e.text_content().split()) for e in marked)
    return [text for text in texts if text and _storable(text) and len(text) < LONGEST_NAME][:MAX_MARKED]


_AUTHORS = "//a[@rel or @itemprop] | //span[@rel or @itemprop]"
_DATED = "//time | //span[@itemprop] | //abbr[@itemprop] | //p[@itemprop] | //div[@itemprop]"


def _marked_dates(tree: Any, field: str) -> list[str]:
    """The dates of elements that are marked as that of publication or update; for the first, else the only time."""
    wanted = field == "datepublished"
    elements = tree.xpath(_DATED)
    marked = [
        value for e in elements
        if (e.get("itemprop") or "").lower() == field or (wanted and e.tag == "time" and e.get("pubdate") is not None)
        if parse_date(value := (e.get("datetime") or e.get("content") or e.text_content())[:LONGEST_NAME])
    ]  # fmt: skip
    if marked or not wanted:
        return marked[:1]
    times = [value for e in elements if e.tag == "time" and parse_date(value := e.get("datetime") or "")]
    return times[:1] if len({parse_date(value) for value in times}) == 1 else []
