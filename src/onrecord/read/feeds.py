"""Feeds: RSS 0.9x to 2.0, RSS 1.0 (RDF) and Atom, as feedparser understands them.

feedparser is given a tree that is whole. What feeds get wrong most — a bare `&`, a named character of HTML, a control
character, a tag that is not closed — is put right before, so that its own reading of broken feeds, whose time grows
with the square of their length, is never needed; and nothing is ever fetched. It is told to leave HTML as it is: what
becomes of that is for `clean` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from html.entities import html5
from io import BytesIO
from typing import Any

from lxml import etree

from onrecord.decode import decode_declared
from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read.entries import Entry, Text, items
from onrecord.read.found import Address, Found, one_line
from onrecord.read.whole import read_bytes
from onrecord.settings import Settings

__all__ = ["read"]

TEXTS = frozenset({"title", "description", "summary", "content", "encoded", "subtitle", "tagline"})
"""Elements whose text is marked; see `_marked`."""

MARK = "\ue000"
"""A character of no alphabet, outside Latin-1."""


def read(found: Found, settings: Settings) -> Iterator[Source | Address | Problem]:
    """Each entry of the feed: an article, or the address of one. A broken feed is read as far as it can be."""
    data = read_bytes(found, settings)
    if isinstance(data, Problem):
        yield data
        return
    if len(data) > settings.max_feed_bytes:
        yield Problem("file", found.shown, f"is a feed larger than {settings.max_feed_bytes // 2**20} MB")
        return
    root, broken = _tree(data)
    if root is None:
        yield Problem("file", found.shown, f"is a feed that cannot be read: {broken}")
        return
    if broken:
        yield Problem("feed", found.shown, f"is a broken feed, read as far as it could be: {broken}")
    entries = _parsed(_marked(_pruned(root, settings.max_feed_entries + 1)))
    if isinstance(entries, str):
        yield Problem("file", found.shown, entries)
    else:
        yield from items(entries, found, data, settings)


# ---------------------------------------------------------------- a tree that is whole
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_REFERENCE = re.compile(r"&(?:(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};)|([A-Za-z][A-Za-z0-9]{1,31});)?")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})


def _tree(data: bytes) -> tuple[Any, str | None]:
    """The feed's tree, None if there is none, and what is wrong with it, if anything is."""
    declared = _DECLARED.match(data[:400].lstrip())
    text = decode_declared(data, declared[1].decode("ascii") if declared else None)[0].removeprefix("\ufeff")
    text = _DECLARATION.sub("", text, count=1) if declared or text.lstrip().startswith("<?xml") else text
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring("".join(_mended(_ILLEGAL.sub("", text))).strip().encode(), parser)
    except (etree.LxmlError, ValueError) as error:
        return None, _told(error)
    faults = [error for error in parser.error_log if error.level >= etree.ErrorLevels.ERROR]
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


def _pruned(root: Any, most: int) -> Any:
    """The tree with at most so many entries."""
    entries = [e for e in root.iter() if _local(e) in ("item", "entry")]
    for entry in entries[most:]:
        if entry.getparent() is not None:
            entry.getparent().remove(entry)
    return root


def _marked(root: Any) -> Any:
    """The tree with a mark in each text. feedparser takes a text that fits Latin-1 for UTF-8 that was decoded wrongly
    if its bytes would be UTF-8, and decodes it again; with a character outside Latin-1 in it, no text fits.
    """
    for element in root.iter():
        if _local(element) in TEXTS and not len(element) and element.text:
            element.text += MARK
    return root


def _local(element: Any) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


# ---------------------------------------------------------------- entries
def _parsed(root: Any) -> list[Entry] | str:
    """The entries, or why there are none."""
    import feedparser  # type: ignore[import-untyped] # takes a tenth of a second, and few builds read feeds

    try:
        feed = feedparser.parse(
            BytesIO(etree.tostring(root, encoding="utf-8")), sanitize_html=False, resolve_relative_uris=False
        )
        return [_entry(entry, feed.feed) for entry in feed.entries]
    except (ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError) as error:
        return f"is a feed that feedparser cannot read ({type(error).__name__})"


def _entry(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> Entry:
    source = entry.get("source") or {}
    contents = [text for part in entry.get("content") or () if (text := _text(part, part.get("value")))]
    return Entry(
        id=_plain(entry.get("id")),
        title=_title(entry),
        url=_plain(entry.get("link")),
        published=_plain(entry.get("published") or entry.get("created")),
        updated=_plain(entry.get("updated") if "updated" in entry else None),
        authors=_authors(entry.get("authors") or ()),
        outlet=_title(source) or _title(feed),
        section=_section(entry.get("tags") or ()),
        language=_plain(
            (entry.get("content") or [{}])[0].get("language") or entry.get("language") or feed.get("language")
        ),
        whole=max(contents, key=lambda text: (text.html, len(text.text)), default=None),
        summary=_text(entry.get("summary_detail") or {}, entry.get("summary")),
    )


def _text(detail: Mapping[str, Any], value: object) -> Text | None:
    if not isinstance(value, str) or not (text := value.replace(MARK, "")).strip():
        return None
    return Text(text, "html" in str(detail.get("type", "text/html")))


def _title(holder: Mapping[str, Any]) -> str | None:
    """A title as plain text: Atom's may be HTML, and RSS does not say."""
    text = _text(holder.get("title_detail") or {}, holder.get("title"))
    if text is None:
        return None
    plain = text.text
    if text.html:
        with suppress(etree.LxmlError, ValueError, AttributeError):
            plain = str(etree.HTML(f"<p>{plain}</p>", etree.HTMLParser(encoding="utf-8")).xpath("string()"))
    return " ".join(plain.split()) or None


def _plain(value: object) -> str | None:
    return value.replace(MARK, "").strip() or None if isinstance(value, str) else None


def _authors(authors: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(name for author in authors if (name := _plain(author.get("name"))))


def _section(tags: Sequence[Mapping[str, Any]]) -> str | None:
    """The entry's category if it has exactly one: several are keywords."""
    terms = list(dict.fromkeys(t for tag in tags if (t := _plain(tag.get("label") or tag.get("term")))))
    return terms[0] if len(terms) == 1 else None
