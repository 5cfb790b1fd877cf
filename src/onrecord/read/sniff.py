"""What a file is, by how it begins first and by its name second."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

__all__ = ["Refused", "kind_of", "why_binary"]

SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text", "": "text", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".eml": "eml", ".mbox": "mbox",
}  # fmt: skip

OTHER_FORMATS = frozenset({
    ".csv", ".tsv", ".xml", ".rss", ".atom", ".pdf", ".doc", ".docx", ".odt", ".rtf", ".zip", ".gz",
    ".tgz", ".tar", ".warc", ".wacz", ".epub", ".xls", ".xlsx", ".parquet", ".py", ".js", ".css", ".log", ".svg",
    ".toml", ".yaml", ".yml", ".ini", ".tex", ".sql", ".sh", ".bat", ".srt", ".vtt", ".lock",
})  # fmt: skip
"""Suffixes of files whose text as it stands is no article, or that do not begin as theirs should."""

MAGIC = (
    (b"%PDF-", "pdf"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"\x1f\x8b", "gzip"), (b"{\\rtf", "rtf"),
    (b"WARC/", "warc"), (b"PAR1", "parquet"),
)  # fmt: skip
"""How files of the formats that are read begin. What a zip or gzip file holds is seen when it is opened."""

REFUSED = (
    (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"),
    (b"PARE", "an encrypted Parquet file"),
    (b"SQLite format 3\0", "a database"), (b"\xd0\xcf\x11\xe0", "an old office document"), (b"\x7fELF", "a program"),
)  # fmt: skip

BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B})
CUT = 4096
"""Length from which on a beginning may end within a line."""
CONTROL_SHARE = 0.01
"""Share of control characters from which on a file is binary: text has none or a stray one."""

_TAR_MAGIC = slice(257, 262)
_HEADER = re.compile(rb"[A-Za-z][A-Za-z-]{1,40}:[ \t]")
_JSON = re.compile(rb'\{\s*"|\[\s*\{\s*"')
_ADDRESS = re.compile(rb"https?://[^\s<>\"]+", re.IGNORECASE)
_ROOT = re.compile(rb"<([A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)[\s/>]")
XML_ROOTS = {
    b"rss": "feed", b"feed": "feed", b"rdf": "feed", b"nitf": "nitf", b"newsml": "newsml", b"newsmessage": "newsml",
    b"newsitem": "newsml", b"packageitem": "newsml", b"planningitem": "newsml", b"conceptitem": "newsml",
    b"knowledgeitem": "newsml", b"catalogitem": "newsml", b"html": "html",
}  # fmt: skip
"""The formats of XML files by the name of their first element, in small letters."""
XML_STARTS = (
    b"<!--", b"<?xml", b"<!doctype", b"<rss", b"<atom:", b"<feed", b"<rdf", b"<nitf", b"<news", b"<packageitem",
)  # fmt: skip
MEDIA = {
    "text/html": "html", "application/xhtml+xml": "html", "application/json": "json", "application/feed+json": "json",
    "application/x-ndjson": "jsonl", "application/jsonl": "jsonl",
}  # fmt: skip
"""Formats by the media type that a server states, where the beginning tells nothing. Anything may be `text/plain`."""
MAIL_HEADERS = (b"from:", b"received:", b"return-path:", b"message-id:", b"date:", b"subject:", b"delivered-to:")


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file is not read: a sentence without its subject, the file."""

    why: str


def kind_of(name: str, head: bytes, media: str | None = None) -> str | Refused:
    """The format of the file called `name` that begins with `head`, one of the keys of `read.READERS`.

    `media` is the media type that its carrier states, if there is one.
    """
    if not head:
        return Refused("is empty")
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:1024] and name.lower().endswith(".pdf"):
        return "pdf"  # readers allow something before it: a byte-order mark, the header of an answer
    if head[_TAR_MAGIC] == b"ustar" or _is_old_tar(head[:512]):
        return "tar"
    for magic, what in REFUSED:
        if head.startswith(magic):
            return Refused(f"is {what}, a format that is not read")
    if why := why_binary(head):
        return Refused(why)
    return _text_kind(_suffix(name.lower()), _narrow(head).lstrip(), media)


def _suffix(name: str) -> str:
    """The suffix of a file's name or of an address's path."""
    if name.startswith(("http://", "https://")):
        try:
            name = urlsplit(name).path
        except ValueError:
            return ""
    return PurePosixPath(name.removesuffix(".gz")).suffix


def _narrow(head: bytes) -> bytes:
    """The characters as bytes of UTF-8, without a byte-order mark."""
    if head.startswith(BOMS[1:3]) and not head.startswith(b"\xff\xfe\0\0"):
        return head[: len(head) & ~1].decode("utf-16", "replace").encode("utf-8", "replace")
    return head.removeprefix(BOMS[0])


def _text_kind(suffix: str, start: bytes, media: str | None) -> str | Refused:
    """The format of a file that is text, by its first characters, else by its media type or suffix."""
    low = start[:200].lower()
    if low.startswith((b"<!doctype html", b"<html")):
        return "html"
    if low.startswith(XML_STARTS) or (suffix == ".xml" and low.startswith(b"<")):
        root = _xml_root(start)
        if root:
            return root
        if not low.startswith(b"<!--") and SUFFIXES.get(suffix) != "html" and MEDIA.get(media or "") != "html":
            return Refused("is of an unknown format (XML)")
    if SUFFIXES.get(suffix) == "jsonl" and _JSON.match(start) and start.startswith(b"["):
        return "json"
    if start.startswith(b"From ") and _is_mail(start.partition(b"\n")[2]):
        return "mbox"
    if SUFFIXES.get(suffix, "text") == "text" and _is_mail(start) and _HEADER.match(start):
        return "eml"
    if media in MEDIA:
        return MEDIA[media]
    if SUFFIXES.get(suffix, "text") == "text":
        if _JSON.match(start):
            return "json"
        if is_addresses(start if len(start) < CUT else start[: start.rfind(b"\n")]):
            return "addresses"
    if suffix in OTHER_FORMATS:
        return Refused(f"is of an unknown format ({suffix})")
    return SUFFIXES.get(suffix, "text")


def is_addresses(start: bytes) -> bool:
    """Whether each line is an address of the web, blank, or a comment (`# …`), as far as the beginning tells."""
    lines = [line for raw in start.splitlines() if (line := raw.strip()) and not line.startswith(b"#")]
    return bool(lines) and all(_ADDRESS.fullmatch(line) for line in lines)


def _is_old_tar(block: bytes) -> bool:
    """Whether a block is a header of the first tar format, which has no mark but its checksum."""
    stated = block[148:156].strip(b"\0 ")
    if len(block) < 512 or not stated or len(stated) > 6 or stated.strip(b"01234567"):
        return False
    return int(stated, 8) == sum(block) - sum(block[148:156]) + 8 * 32


def _xml_root(start: bytes) -> str | None:
    """The format of an XML file by its first element; comments and declarations may stand before it."""
    bare = re.sub(rb"<!--.*?-->|<[?!][^>]*>", b"", start[:20_000], flags=re.DOTALL)
    found = _ROOT.search(bare)
    return XML_ROOTS.get(found[2].lower()) if found else None


def _is_mail(start: bytes) -> bool:
    """Whether the first lines are a message's header: three of the usual fields, and nothing else above them."""
    names = 0
    for line in start[:8192].splitlines()[:60]:
        if not line.strip():
            break
        if line[:1] in (b" ", b"\t"):
            continue
        if not _HEADER.match(line) and not re.match(rb"[A-Za-z-]{2,40}:\Z", line.strip()):
            return False
        names += line.lower().startswith(MAIL_HEADERS)
    return names >= 3


def why_binary(data: bytes) -> str | None:
    """Why `data` cannot be text, or None."""
    if data.startswith(BOMS[1:]):
        return None  # UTF-16 and UTF-32 are full of NULs; whether they decode is seen when they are
    if b"\0" in data or len(data) - len(data.translate(None, _CONTROLS)) > CONTROL_SHARE * len(data):
        return "is a binary file, not text"
    return None
