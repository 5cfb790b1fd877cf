"""What a file is, by how it begins first and by its name second."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

__all__ = ["Refused", "kind_of", "why_binary"]

SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text", "": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
}  # fmt: skip

OTHER_FORMATS = frozenset({
    ".csv", ".tsv", ".xml", ".rss", ".atom", ".pdf", ".doc", ".docx", ".odt", ".rtf", ".eml", ".mbox", ".zip", ".gz",
    ".tgz", ".tar", ".warc", ".wacz", ".epub", ".xls", ".xlsx", ".parquet", ".py", ".js", ".css", ".log", ".svg",
    ".toml", ".yaml", ".yml", ".ini", ".tex", ".sql", ".sh", ".bat", ".srt", ".vtt",
})  # fmt: skip
"""Suffixes of files that may hold text but whose text as it stands is no article."""

MAGIC = (
    (b"%PDF-", "a PDF file"), (b"PK\x03\x04", "a zip archive or an office document"), (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"), (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\0", "a database"), (b"\xd0\xcf\x11\xe0", "an office document"), (b"\x7fELF", "a program"),
    (b"WARC/", "a web archive"),
)  # fmt: skip

BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B})
CONTROL_SHARE = 0.01
"""Share of control characters from which on a file is binary: text has none or a stray one."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file is not read: a sentence without its subject, the file."""

    why: str


def kind_of(name: str, head: bytes) -> str | Refused:
    """The format (`text`, `html`, `jsonl`, `json`) of the file called `name` that begins with `head`."""
    if not head:
        return Refused("is empty")
    for magic, what in MAGIC:
        if head.startswith(magic):
            return Refused(f"is {what}, a format that is not read")
    if why := why_binary(head):
        return Refused(why)
    suffix = PurePosixPath(name.lower()).suffix
    if suffix in OTHER_FORMATS:
        return Refused(f"is of an unknown format ({suffix})")
    start = head.removeprefix(BOMS[0]).lstrip()[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    if start.startswith(b"<?xml") and SUFFIXES.get(suffix) != "html":
        return Refused("is of an unknown format (XML)")
    return SUFFIXES.get(suffix, "text")


def why_binary(data: bytes) -> str | None:
    """Why `data` cannot be text, or None."""
    if data.startswith(BOMS[1:]):
        return None  # UTF-16 and UTF-32 are full of NULs; whether they decode is seen when they are
    if b"\0" in data or len(data) - len(data.translate(None, _CONTROLS)) > CONTROL_SHARE * len(data):
        return "is a binary file, not text"
    return None
