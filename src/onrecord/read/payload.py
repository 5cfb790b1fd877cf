"""What a server answered, as web archives keep it: the status, the type, and the page without its packing.

warcio takes the header apart and puts chunks together. The content codings (RFC 9110) are unpacked here, by zlib,
brotli and zstandard, piece by piece, so that no more is made of them than is allowed and a broken one is told from a
whole: warcio makes all of a body at once, prints to stderr when one breaks in its middle and goes on without the rest,
knows one coding at a time, and its `br` does not work with brotli. Archives keep an answer as it was sent or with the
packing taken off, and the header does not tell which; what a body begins with does.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

import brotli
from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader
from warcio.statusandheaders import StatusAndHeadersParser
from zstandard import ZstdDecompressor, ZstdError

from onrecord.read.sniff import why_binary

__all__ = ["MAX_HEAD", "Answer", "Body", "Page", "answer_in", "body_of", "media_type"]

MAX_HEAD = 65536
"""Longest header of an answer that is read, in bytes: servers and clients allow 8 to 32 KB."""
MAX_CODINGS = 3
PIECE = 65536
"""Bytes unpacked at a time."""
MAX_WINDOW = 8 * 2**20
"""Most memory that unpacking `zstd` may take, in bytes: what RFC 9659 allows."""
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:+-]{1,40})", re.ASCII | re.IGNORECASE)
_PARSER = StatusAndHeadersParser([], verify=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """The header of an HTTP answer: its status, media type (in small letters), charset, and how the body is packed.

    `start` is where the body begins. The status is 0 when there is none or the header is too long.
    """

    status: int
    media: str
    charset: str | None
    chunked: bool
    codings: tuple[str, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Page:
    """What a record holds: an answer, or for a resource the bytes themselves, as a format with a limit on its size."""

    answer: Answer | None
    media: str
    charset: str | None
    limit: int

    @property
    def most(self) -> int:
        """The longest block that may hold such a page, in bytes."""
        return self.limit + (self.answer.start if self.answer else 0)


@dataclass(frozen=True, slots=True)
class Body:
    """A body without its packing: `data`, `dechunked` (packed still, but in one piece), and why it is of no use."""

    data: bytes
    dechunked: bytes
    why: str | None = None


def answer_in(block: bytes) -> Answer | None:
    """The header of the answer that `block` begins with, or None when it is none."""
    if not block.startswith(b"HTTP/"):
        return None
    stream = BytesIO(block[:MAX_HEAD])
    head = _PARSER.parse(stream)
    status = head.get_statuscode()
    whole = stream.tell() < MAX_HEAD and status.isascii() and status.isdigit()
    media, charset, chunked, codings = "", None, False, list[str]()
    for name, value in head.headers:
        match name.strip().lower():
            case "content-type":
                media, charset = media_type(value.lower())
            case "transfer-encoding":
                chunked = chunked or "chunked" in value.lower()
            case "content-encoding":
                codings += [each for c in value.lower().split(",") if (each := c.strip()) not in ("", "identity")]
    return Answer(int(status[:9]) if whole else 0, media, charset, chunked, tuple(codings), stream.tell())


def media_type(value: str) -> tuple[str, str | None]:
    """The media type and charset of a `Content-Type`."""
    charset = _CHARSET.search(value)
    return value.partition(";")[0].strip().lower(), charset[1] if charset else None


def body_of(block: bytes, answer: Answer, limit: int) -> Body:
    """The body of an answer, at most `limit` bytes of it: with more, or with broken packing, `why` says so."""
    sent = block[answer.start :]
    dechunked = _dechunked(sent) if answer.chunked else sent
    data = dechunked
    if len(answer.codings) > MAX_CODINGS:
        return Body(b"", dechunked, "is packed several times over")
    for coding in reversed(answer.codings):
        unpacked = _unpacked(data, coding, limit)
        if unpacked is None:
            return Body(b"", dechunked, f"is packed in a way that is not read or is broken ({coding[:20]})")
        data = unpacked
    if len(data) > limit:
        return Body(b"", dechunked, f"is larger than {limit // 2**20} MB")
    return Body(data, dechunked)


def _dechunked(sent: bytes) -> bytes:
    """What was sent in chunks, in one piece; `sent` itself when it is in one piece already. May be cut short."""
    reader, pieces = ChunkedDataReader(BytesIO(sent), raise_exceptions=True), list[bytes]()
    try:
        while first := reader.read(1):
            pieces.append(first + reader.read(reader.rem_length()))  # a chunk at a time: at damage, all before it count
    except ChunkedDataException as error:
        pieces.append(error.data)
    return b"".join(pieces) or sent


def _unpacked(data: bytes, coding: str, limit: int) -> bytes | None:
    """`data` without one content coding, at most a byte more than `limit`; None when it is broken or unknown.

    A body that is packed no longer is given back as it is.
    """
    maker = _CODINGS.get(coding)
    if maker is None or not data:
        return data if not data or why_binary(data) is None else None
    mark, unpack = maker
    if mark and not data.startswith(mark):
        return data if why_binary(data) is None else None
    try:
        pieces, size = list[bytes](), 0
        for piece in unpack(data):
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                break
    except (zlib.error, brotli.error, ZstdError):
        return data if not mark and why_binary(data) is None else None
    return b"".join(pieces)


def _inflated(data: bytes, window: int) -> Iterator[bytes]:
    """The pieces of one or more gzip or zlib streams; one that is cut short gives what it has."""
    while data:
        worker = zlib.decompressobj(window)
        while not worker.eof:
            out = worker.decompress(data, PIECE)
            data = worker.unused_data if worker.eof else worker.unconsumed_tail
            if out:
                yield out
            elif not data:
                return
        if not data.startswith(b"\x1f\x8b"):
            return


def _gzip(data: bytes) -> Iterator[bytes]:
    return _inflated(data, 31)


def _deflate(data: bytes) -> Iterator[bytes]:
    """`deflate` is a zlib stream, and of some servers a bare one."""
    is_zlib = len(data) > 1 and data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    return _inflated(data, 15 if is_zlib else -15)


def _brotli(data: bytes) -> Iterator[bytes]:
    worker = brotli.Decompressor()
    while out := worker.process(data, output_buffer_limit=PIECE):
        yield out
        data = b""


def _zstd(data: bytes) -> Iterator[bytes]:
    reader = ZstdDecompressor(max_window_size=MAX_WINDOW).stream_reader(data, read_across_frames=True)
    while out := reader.read(PIECE):
        yield out


_CODINGS: dict[str, tuple[bytes, Callable[[bytes], Iterator[bytes]]]] = {
    "gzip": (b"\x1f\x8b", _gzip),
    "x-gzip": (b"\x1f\x8b", _gzip),
    "deflate": (b"", _deflate),
    "br": (b"", _brotli),
    "zstd": (b"\x28\xb5\x2f\xfd", _zstd),
}
"""The content codings that are read, each with what its streams begin with, if with anything."""
