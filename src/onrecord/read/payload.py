"""What a server answered, as web archives keep it: the status, the type, and the page without its packing.

Archives keep an answer as it was sent or with the packing taken off, and the header does not tell which; what a body
begins with does. RFC 9112 (chunks), RFC 9110 (content codings), RFC 7932 (br), RFC 8878 (zstd).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from fastwarc.stream_io import BrotliReader, ZstdReader

from onrecord.read.sniff import why_binary

__all__ = ["MAX_HEAD", "Answer", "Body", "answer_in", "body_of"]

MAX_HEAD = 65536
"""Longest header of an answer that is read, in bytes: servers and clients allow 8 to 32 KB."""
MAX_CODINGS = 3
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})(?: |\Z)")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:+-]{1,40})", re.ASCII | re.IGNORECASE)
_CHUNK = re.compile(rb"\s{0,4}([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")


@dataclass(frozen=True, slots=True)
class Answer:
    """The header of an HTTP answer: its status, media type (in small letters), charset, and how the body is packed.

    `start` is where the body begins.
    """

    status: int
    media: str
    charset: str | None
    chunked: bool
    codings: tuple[str, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Body:
    """A body without its packing: `data`, `dechunked` (packed still, but in one piece), and why it is of no use."""

    data: bytes
    dechunked: bytes
    why: str | None = None


def answer_in(block: bytes) -> Answer | None:
    """The header of the answer that `block` begins with, or None when it is none."""
    status = _STATUS.match(block[: block.find(b"\n", 0, 1000)].rstrip(b"\r") if b"\n" in block[:1000] else block[:1000])
    end = _HEAD_END.search(block, 0, MAX_HEAD)
    if status is None or end is None:
        return None
    media, charset, chunked, codings = "", None, False, list[str]()
    for line in block[: end.start()].split(b"\n")[1:]:
        name, _, raw = line.partition(b":")
        value = raw.strip().decode("latin-1").lower()
        match name.strip().lower():
            case b"content-type":
                media, charset = media_type(value)
            case b"transfer-encoding":
                chunked = chunked or "chunked" in value
            case b"content-encoding":
                codings += [coding for each in value.split(",") if (coding := each.strip()) not in ("", "identity")]
    return Answer(int(status[1]), media, charset, chunked, tuple(codings), end.end())


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
    pieces, at = list[bytes](), 0
    while found := _CHUNK.match(sent, at):
        size = int(found[1], 16)
        if not size:
            break
        at = found.end() + size
        pieces.append(sent[found.end() : at])
        if sent[at : at + 1] not in (b"\r", b"\n", b""):
            return sent
    return b"".join(pieces) if found or pieces else sent


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
    except (OSError, zlib.error):
        return data if not mark and why_binary(data) is None else None
    return b"".join(pieces)


PIECE = 65536
"""Bytes unpacked at a time."""


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
    return _pieces(BrotliReader(BytesIO(data)))


def _zstd(data: bytes) -> Iterator[bytes]:
    return _pieces(ZstdReader(BytesIO(data)))


def _pieces(stream: BinaryIO | BrotliReader | ZstdReader) -> Iterator[bytes]:
    while piece := stream.read(PIECE):
        yield piece


_CODINGS: dict[str, tuple[bytes, Callable[[bytes], Iterator[bytes]]]] = {
    "gzip": (b"\x1f\x8b", _gzip),
    "x-gzip": (b"\x1f\x8b", _gzip),
    "deflate": (b"", _deflate),
    "br": (b"", _brotli),
    "zstd": (b"\x28\xb5\x2f\xfd", _zstd),
}
"""The content codings that are read, each with what its streams begin with, if with anything."""
