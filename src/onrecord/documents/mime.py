"""A message (RFC 5322, MIME) into its header and parts, in linear time: bytes are cut, nothing is parsed twice.

Its own splitter, because the standard library's compares every line with the boundaries of all the parts around it,
and calls itself for each: a message made to be deep takes minutes or the stack. Single header fields, which are short,
go to the library.
"""

from __future__ import annotations

import binascii
import codecs
import quopri
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email.errors import MessageError
from email.header import decode_header
from email.message import Message as Fields

from onrecord.decode import decode

__all__ = ["Header", "Part", "header_of", "leaves", "parts_of", "text_of"]

MAX_HEADER = 512 * 2**10
"""Longest header read, in bytes; bulk mail with signatures of every server has 20 kB."""
MAX_FIELD = 4000
"""Characters of one field that are looked at."""
MAX_PARTS = 500
"""Parts of one message; digests have 100."""
MAX_DEPTH = 12
"""Parts around a part; clients write four."""

_BLANK = re.compile(rb"\r?\n[ \t]*\r?\n|\A\r?\n")
_FIELD = re.compile(rb"([!-9;-~]{1,80})[ \t]*:", re.ASCII)
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, IndexError, MessageError, binascii.Error)
"""What the standard library raises over malformed fields."""
WEB_LATIN = frozenset({"ascii", "iso8859-1"})
"""Codecs by whose names Windows-1252 is meant."""


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of a header by their names in small letters, each with its values in order, unfolded."""

    fields: Mapping[str, tuple[bytes, ...]]

    def raw(self, name: str) -> str:
        """The first value of a field as it stands; empty without it."""
        return decode(self.fields.get(name, (b"",))[0])[0][:MAX_FIELD].strip()

    def text(self, name: str) -> str:
        """The first value with its encoded words decoded, on one line."""
        return " ".join(_words(self.raw(name)).split())


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a message: its place (`1.2`), media type, and bytes as they stand in the message.

    `name` is a file's name, `attached` whether it is to be shown as a file and not as text, `flowed` whether a space at
    a line's end says that the paragraph goes on.
    """

    number: str
    media: str
    body: bytes = field(repr=False)
    charset: str | None = None
    encoding: str = ""
    name: str | None = None
    attached: bool = False
    flowed: bool = False
    children: tuple[Part, ...] = ()

    @property
    def content(self) -> bytes:
        """The bytes that the part stands for; broken encodings give what can be read of them."""
        if self.encoding == "base64":
            return _base64(self.body)
        if self.encoding == "quoted-printable":
            return quopri.decodestring(self.body)
        return self.body


def header_of(data: bytes) -> tuple[Header, bytes] | None:
    """The header of a message and what follows it; None when it begins with no header."""
    if data.startswith((b"From ", b">From ")):  # a mailbox's separator
        data = data.partition(b"\n")[2]
    end = _BLANK.search(data, 0, MAX_HEADER)
    head, body = (data[: end.start()], data[end.end() :]) if end else (data[:MAX_HEADER], data[MAX_HEADER:])
    fields: dict[str, list[bytes]] = {}
    last: list[bytes] | None = None
    for line in head.splitlines():
        if line[:1] in (b" ", b"\t"):
            if last:
                last[-1] = (last[-1] + b" " + line.strip())[: 4 * MAX_FIELD]
        elif found := _FIELD.match(line):
            last = fields.setdefault(found[1].decode("ascii").lower(), [])
            last.append(line[found.end() :].strip())
    return (Header({name: tuple(values) for name, values in fields.items()}), body) if fields else None


def parts_of(header: Header, body: bytes) -> Part:
    """The part that a message is, with the parts within it."""
    return _Splitter().part(header, body, "", "text/plain")


def leaves(part: Part) -> Iterator[Part]:
    """The parts without parts of their own, in order."""
    if part.children:
        for child in part.children:
            yield from leaves(child)
    else:
        yield part


class _Splitter:
    """Cuts multiparts into parts, up to the limits; what lies deeper stays one part."""

    def __init__(self) -> None:
        self._count = 0

    def part(self, header: Header, body: bytes, number: str, usual: str) -> Part:
        self._count += 1
        kind = _fields("content-type", header.raw("content-type") or usual)
        placed = _fields("content-disposition", header.raw("content-disposition"))
        media = _got(kind.get_content_type) or "text/plain"
        boundary = _got(kind.get_boundary)
        if media.startswith("multipart/") and boundary and number.count(".") < MAX_DEPTH:
            digest = "message/rfc822" if media == "multipart/digest" else "text/plain"
            children = tuple(self._children(body, boundary, number, digest))
            if children:
                return Part(number, media, b"", children=children)
        name = _got(placed.get_filename) or _got(kind.get_filename)
        disposition = _got(placed.get_content_disposition)
        return Part(
            number or "1", media, body,
            charset=_got(kind.get_content_charset) or None,
            encoding=header.raw("content-transfer-encoding").lower(),
            name=" ".join(_words(name[:MAX_FIELD]).split()) or None if name else None,
            flowed=_got(lambda: kind.get_param("format")).lower() == "flowed",
            attached=disposition == "attachment" or (bool(name) and disposition != "inline"),
        )  # fmt: skip

    def _children(self, body: bytes, boundary: str, number: str, usual: str) -> Iterator[Part]:
        mark = re.escape(boundary.encode("utf-8", "surrogateescape"))
        found = [*re.finditer(rb"(?:\A|\r?\n)--" + mark + rb"(--)?[ \t]*(?=\r?\n|\Z)", body)]
        for i, start in enumerate(found):
            if start[1] or self._count >= MAX_PARTS:
                break
            end = found[i + 1].start() if i + 1 < len(found) else len(body)
            piece = body[start.end() : end].removeprefix(b"\r").removeprefix(b"\n")
            header, rest = header_of(piece) or (Header({}), piece)
            if piece.startswith((b"\n", b"\r\n")):  # a part without a header
                header, rest = Header({}), piece.removeprefix(b"\r").removeprefix(b"\n")
            yield self.part(header, rest, f"{number}.{i + 1}".removeprefix("."), usual)


# ------------------------------------------------------------------ fields and characters
def _fields(name: str, value: str) -> Fields:
    fields = Fields()
    if value:
        fields[name] = value.replace("\n", " ").replace("\r", " ")
    return fields


def _got(get: Callable[[], object]) -> str:
    """What a method of the library says, as a string; empty when it cannot."""
    try:
        found = get()
    except _FAULTS:
        return ""
    return found if isinstance(found, str) else ""


def _words(value: str) -> str:
    """`value` with its encoded words (RFC 2047) decoded; as it stands where they are malformed."""
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value)
    except _FAULTS:
        return value
    return "".join(piece if isinstance(piece, str) else text_of(piece, charset)[0] for piece, charset in pieces)


def text_of(data: bytes, charset: str | None) -> tuple[str, str]:
    """The text of `data` and its encoding: by the charset stated if that fits, else as any file is decoded."""
    try:
        codec = codecs.lookup(charset or "")
        if codec._is_text_encoding and codec.name not in WEB_LATIN:
            return data.decode(codec.name), codec.name
    except (LookupError, UnicodeError, ValueError):
        pass
    return decode(data)


def _base64(body: bytes) -> bytes:
    """The bytes that `body` stands for, up to its last whole one: broken lines and lost padding are usual."""
    found = body.partition(b"=")[0].translate(None, _NO_BASE64)
    missing = -len(found) % 4
    try:
        return binascii.a2b_base64(found[:-1] if missing == 3 else found + b"=" * missing)
    except binascii.Error:
        return b""


_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NO_BASE64 = bytes(sorted(set(range(256)) - set(_BASE64)))
