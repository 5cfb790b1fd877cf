"""A feed's bytes into a tree that feedparser's strict reading takes as it is.

Put right is what feeds get wrong most: a bare `&`, a named character of HTML, a control character, a tag that is not
closed, a prefix that is not declared. Cut short is what feedparser takes too long for. Nothing is loaded or expanded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from html.entities import html5
from typing import Any

from lxml import etree

from onrecord.decode import decode_declared
from onrecord.read.found import one_line

__all__ = ["MARK", "feed_tree", "shaped"]

TEXTS = frozenset({"title", "description", "summary", "content", "encoded", "subtitle", "tagline"})
"""Elements whose text is marked."""

MARK = "\ue000"
"""Put to both ends of each text, a character of no alphabet: feedparser takes a text that fits Latin-1 for UTF-8 that
was decoded wrongly if its bytes would be UTF-8, and decodes it again. A text with this in it does not fit."""

MAX_ATTRIBUTES = 64
"""Attributes of an element that are kept. Four mean something; expat's time grows with the square of their number."""

REPEATED = TEXTS | {"category", "subject", "keywords", "author", "creator", "contributor", "link", "enclosure"}
MAX_REPEATED = 64
"""How often such an element is kept in one place; feedparser compares each with all before it."""

MAX_SPACES = 100
"""Namespaces that are kept; the same. Feeds have up to 15."""

BESIDE = frozenset({"item", "entry", "guid", "pubdate", "link", "description", "encoded"})
"""Elements that never stand in a text."""

ENTRIES = frozenset({"item", "entry"})
PREFIXES = {
    "content": "http://purl.org/rss/1.0/modules/content/", "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "atom": "http://www.w3.org/2005/Atom",
}  # fmt: skip
"""What the usual prefixes stand for, since feeds forget to declare them."""


_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_REFERENCE = re.compile(r"&(?:(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};)|([A-Za-z][A-Za-z0-9]{1,31});)?")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})


def feed_tree(data: bytes) -> tuple[Any, str | None]:
    """The feed's tree, None if there is none, and what is wrong with it, if anything is."""
    declared = _DECLARED.match(data[:400].lstrip())
    text = decode_declared(data, declared[1].decode("ascii") if declared else None)[0].removeprefix("\ufeff")
    if declaration := _DECLARATION.match(text):
        text = text[declaration.end() :]
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring("".join(_mended(_ILLEGAL.sub("", text))).strip().encode(), parser)
    except (etree.LxmlError, ValueError) as error:
        return None, _told(error)
    faults = [error for error in parser.error_log if error.level >= etree.ErrorLevels.ERROR]
    if root is None:
        return None, "it is no XML"
    return root, f"line {faults[0].line}, {one_line(faults[0].message.strip()[:80])}" if faults else None


def _told(error: Exception) -> str:
    return one_line(str(error).partition("\n")[0][:100]) or "it is no XML"


def _mended(text: str) -> Iterator[str]:
    """`text` with each `&` outside CDATA that begins no reference of XML escaped, HTML's named characters replaced."""
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        yield _REFERENCE.sub(_reference, text[at:start])
        yield text[start : end + 3]
        at = end + 3
    yield _REFERENCE.sub(_reference, text[at:])


def _reference(found: re.Match[str]) -> str:
    number, name = found[1], found[2]
    if number or name in _XML:
        return found[0]
    if name and name + ";" in html5:
        return "".join(f"&#{ord(c)};" for c in html5[name + ";"])
    return "&amp;" + found[0][1:]


def shaped(root: Any, entries: int) -> Any:
    """The tree with what feedparser must not meet put right, and with at most so many entries."""
    spaces: set[str] = set()
    counts: Counter[tuple[Any, str]] = Counter()
    inside: set[Any] = set()
    for element in list(root.iter()):
        if element in inside:
            continue
        name, holder = _named(element), element.getparent()
        _bare_of_attributes(element)
        counts[holder, name] += name in REPEATED
        counts[None, "entry"] += name in ENTRIES
        spaces.add(element.tag.rpartition("}")[0])
        too_many = counts[holder, name] > MAX_REPEATED or len(spaces) > MAX_SPACES
        if holder is not None and (too_many or (name in ENTRIES and counts[None, "entry"] > entries)):
            holder.remove(element)
            inside.update(element.iter())
        elif name in TEXTS:
            _let_out(element)
            inside.update(element.iterdescendants())
            _as_text(element)
    return root


def _let_out(element: Any) -> None:
    """Moves what can only stand beside a text, because its end tag is missing, out of it."""
    first = next((child for child in element if str(child.tag).rpartition("}")[2].lower() in BESIDE), None)
    for child in reversed([first, *first.itersiblings()] if first is not None else []):
        element.addnext(child)


def _as_text(element: Any) -> None:
    """Makes an element that holds a text hold nothing else: markup in it that was not escaped becomes text too.

    The text is a section of characters where it can be one, since expat hands over each reference by itself.
    """
    text = element.text or ""
    if len(element):
        for each in element.iterdescendants():
            each.tag = each.tag.rpartition("}")[2].replace(":", "_")
        etree.cleanup_namespaces(element)
        children = (etree.tostring(child, encoding=str, method="html") for child in element)
        text = escape(text, quote=False) + "".join(children)
        for child in list(element):
            element.remove(child)
        element.set("type", "html")
        element.attrib.pop("mode", None)
    if text:
        marked = f"{MARK}{text}{MARK}"
        element.text = marked if "]]>" in marked else etree.CDATA(marked)


def _bare_of_attributes(element: Any) -> None:
    """Takes away all attributes but the first ones, and those with a prefix that was not declared."""
    names = list(element.attrib)  # not items(), which looks each one up from the first
    kept = [n for n in names[:MAX_ATTRIBUTES] if ":" not in n.rpartition("}")[2]]
    if len(kept) < len(names):
        values = [(n, element.get(n)) for n in kept]
        element.attrib.clear()
        element.attrib.update(values)


def _named(element: Any) -> str:
    """The element's name without its namespace, in small letters; an undeclared prefix becomes the namespace it means.

    In RSS the date of Dublin Core is the entry's own, which feedparser takes for that of its last change.
    """
    uri, _, name = element.tag.rpartition("}")
    if ":" in name:
        prefix, _, name = name.partition(":")
        uri = "{" + PREFIXES[prefix.lower()] if prefix.lower() in PREFIXES else ""
        name = name if _NAME.fullmatch(name) else "other"
        element.tag = f"{uri}}}{name}" if uri else name
    if name == "date" and uri.endswith("{" + PREFIXES["dc"]):
        holder = element.getparent()
        if holder is not None and not any(str(e.tag).rpartition("}")[2] == "pubDate" for e in holder):
            element.tag = "pubDate"
    return str(name.lower())
