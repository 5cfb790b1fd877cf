"""The XML of news agencies: NewsML-G2, NewsML 1 and NITF as element trees, and the items in a file.

Elements are told by their local names in lower case, since files in the field mix namespaces, versions and none. The
parser loads no DTD, resolves no entity and has no network; limits are those of libxml2 (256 levels, 10 MB a text node)
and `Settings.max_xml_tags`. `read` needs the items and their ids, `clean` the rest.

Formats: NewsML-G2 (iptc.org/std/nar/2006-10-01), NewsML 1.2 and NITF 3.6, all by the IPTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import Any

from lxml import etree

from onrecord.decode import decode_declared
from onrecord.settings import Settings

__all__ = [
    "attribute",
    "below",
    "child",
    "children",
    "extended",
    "item_id",
    "item_kind",
    "items_in",
    "local",
    "parse",
    "text_of",
    "too_large",
    "withdrawn",
]

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,400}\?>")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")
_DOCTYPE = re.compile(r"<!DOCTYPE\s", re.IGNORECASE)

OTHER_ITEMS = frozenset({"packageitem", "knowledgeitem", "conceptitem", "planningitem", "catalogitem"})
WITHDRAWN = {
    "canceled": "was cancelled by its provider", "cancelled": "was cancelled by its provider",
    "withheld": "is withheld by its provider",
}  # fmt: skip
"""What a provider's status of an item means; all others (usable, approved, embargoed) let it be used."""


def parse(data: bytes, settings: Settings) -> tuple[Any, str] | str:
    """The root element of the XML in `data` and the encoding, or why there is none. Never raises.

    Bytes are decoded as everywhere; what the file declares counts only where they are no UTF-8. References to entities
    of HTML are read as these, others stay as they are written.
    """
    if data.count(b"<") > settings.max_xml_tags:
        return f"is XML of more than {settings.max_xml_tags:,} tags"
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf").lstrip()[:400])
    name = declared[1].decode("ascii", "replace") if declared else None
    if name and name.lower().startswith(("utf-16", "utf-32", "ucs")):
        name = None  # it could not be read here if it were true
    text, encoding = decode_declared(data, name)
    text = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1)
    root = _root(text)
    if isinstance(root, str):
        mended = _ENTITY.sub(lambda m: unescape(m[0]), _CONTROLS.sub("", text))
        root = _root(mended) if mended != text else root
    if isinstance(root, str):
        return root
    _resolve(root)
    return root, encoding


def _root(text: str) -> Any:
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(text.encode("utf-8", "surrogatepass"), parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            return "is XML nested too deeply"
        if "amplification" in str(error):
            return "is XML whose entities unfold to far more than it holds"
        return f"is broken XML (line {error.lineno})"
    except (etree.LxmlError, ValueError):
        return "is broken XML"


def _resolve(root: Any) -> None:
    """Puts the text of references that the parser left alone in their place."""
    for entity in list(root.iter(etree.Entity)):
        parent, before = entity.getparent(), entity.getprevious()
        text = unescape(entity.text) + (entity.tail or "")
        if before is not None:
            before.tail = (before.tail or "") + text
        else:
            parent.text = (parent.text or "") + text
        parent.remove(entity)


def local(element: Any) -> str:
    """The element's name without its namespace, in lower case."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def children(element: Any, *names: str) -> Iterator[Any]:
    """The children with one of the local names `names`."""
    return (each for each in element if local(each) in names)


def child(element: Any, *path: str) -> Any:
    """The first element along a path of local names, or None."""
    for name in path:
        element = next(children(element, name), None) if element is not None else None
    return element


def below(element: Any, *names: str) -> Iterator[Any]:
    """The elements at any depth with one of the local names `names`, in order."""
    return (each for each in element.iter() if local(each) in names)


def text_of(element: Any) -> str | None:
    """The element's text in one line, or None when it is None or blank."""
    if element is None:
        return None
    return " ".join("".join(element.itertext()).split()) or None


def attribute(element: Any, *names: str) -> str | None:
    """The first of the attributes that is not blank; names in lower case, without namespace."""
    if element is None:
        return None
    given = {key.rpartition("}")[2].lower(): value.strip() for key, value in element.attrib.items()}
    return next((given[name] for name in names if given.get(name)), None)


_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d\d:?\d\d)?\Z")


def extended(value: str | None) -> str | None:
    """A date in ISO 8601's basic format, which NITF and NewsML 1 use, in the extended one; others as they are."""
    found = _BASIC.match((value or "").strip())
    if not found:
        return value
    year, month, day, hour, minute, second, zone = found.groups()
    clock = f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else ""
    return f"{year}-{month}-{day}{clock}"


# ---------------------------------------------------------------- items
def items_in(root: Any) -> list[Any]:
    """The items of a file in order: news items, NITF articles that stand in none, packages and other items."""
    found: list[Any] = []
    wanted = {"newsitem", "nitf", *OTHER_ITEMS}
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if local(element) in wanted:
            found.append(element)
        else:
            waiting += reversed(list(element))
    return found


def too_large(item: Any, settings: Settings) -> str | None:
    """Why an item is not taken apart, if it has more elements than a web page may have."""
    limit = settings.max_page_elements
    count = sum(1 for _ in islice(item.iter(), limit + 1))
    return f"is a news item of more than {limit:,} elements" if count > limit else None


def item_kind(item: Any) -> str | None:
    """What an item is if it is no text: picture, video, package …; None for a text or an item that does not say."""
    name = local(item)
    if name in OTHER_ITEMS:
        return name.removesuffix("item")
    kind = attribute(child(item, "itemmeta", "itemclass"), "qcode", "uri", "literal") or ""
    kind = re.split(r"[:/]", kind.lower())[-1]
    return kind if kind and kind != "text" else None


def item_id(item: Any) -> str | None:
    """The item's own id, the same for all its versions: guid, identifier of NewsML 1, document id of NITF."""
    if local(item) == "nitf":
        return attribute(child(item, "head", "docdata", "doc-id"), "id-string")
    if guid := attribute(item, "guid"):
        return guid
    named = child(item, "identification", "newsidentifier")
    if named is None:
        return None
    parts = [text_of(child(named, name)) for name in ("providerid", "dateid", "newsitemid")]
    if all(parts):
        return ":".join(("urn:newsml", *(part for part in parts if part)))  # without the number of the revision
    return text_of(child(named, "publicidentifier"))


def withdrawn(item: Any) -> str | None:
    """Why an item must not be used, if its provider says so."""
    status = (
        attribute(child(item, "itemmeta", "pubstatus"), "qcode", "uri")
        or attribute(child(item, "newsmanagement", "status"), "formalname")
        or attribute(child(item, "head", "docdata"), "management-status")
        or ""
    )
    return WITHDRAWN.get(re.split(r"[:/]", status.strip().lower())[-1])
