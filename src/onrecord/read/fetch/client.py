"""One question, one answer: a GET over a connection to an address that was checked, bounded in time and size.

httpx speaks the protocol; ours are the parts that must not trust the other side. The connection goes to an IP address
that `guard` has checked, resolved once, while TLS and the `Host` header keep the name: a name that resolves to
something else a moment later gains nothing. Every read counts against the seconds left, so a server that drips a byte
at a time is cut off; the body is unpacked as it comes, and no further than the size allowed. httpx's own client is left
out, and with it proxies and `.netrc` from the environment, redirections and cookies.
"""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from http import HTTPStatus

import httpcore
import httpx

from onrecord.read.fetch.connection import Backend, Transport, Vet
from onrecord.read.fetch.guard import Unanswered
from onrecord.read.found import one_line
from onrecord.settings import WebSettings
from onrecord.version import __version__

__all__ = ["AGENT", "Answer", "Client", "Sizes"]

AGENT = "onrecord"
"""The name that robots.txt files know the program by."""

_HEADERS = {
    "User-Agent": f"{AGENT}/{__version__}",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_FAULTS = (
    httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, httpcore.TimeoutException, httpcore.NetworkError,
    httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError, UnicodeError,
)  # fmt: skip
_NOT_READ = {
    "image": "an image", "audio": "a sound", "video": "a film", "font": "a font", "text/css": "a style sheet",
    "text/javascript": "a program", "application/javascript": "a program", "application/x-javascript": "a program",
}  # fmt: skip
"""What is refused by its media type alone, before it is sent."""

PAGES = frozenset({"text/html", "application/xhtml+xml", ""})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: its status, the body of a good one, and the headers that are of use."""

    status: int
    data: bytes = b""
    media: str = ""
    charset: str | None = None
    date: str | None = None
    location: str | None = None
    retry_after: str | None = None

    @property
    def good(self) -> bool:
        """Whether the body is what was asked for."""
        return self.status in (200, 203)

    @property
    def redirected(self) -> bool:
        """Whether the server names another address to ask."""
        return self.status in (301, 302, 303, 307, 308) and bool(self.location)

    @property
    def shown(self) -> str:
        """The status in words: `404 Not Found`."""
        try:
            return f"{self.status} {HTTPStatus(self.status).phrase}"
        except ValueError:
            return str(self.status)


@dataclass(frozen=True, slots=True)
class Sizes:
    """The largest body taken, in bytes: of a web page, and of anything else. With `cut` a larger one is cut off."""

    page: int
    other: int
    cut: bool = False


@dataclass(slots=True)
class Client:
    """Asks web servers. `vet` gives the checked IP addresses of a host, `clock` the time in seconds."""

    vet: Vet
    clock: Callable[[], float]
    web: WebSettings
    _backend: Backend = field(init=False)
    _transport: Transport = field(init=False)

    def __post_init__(self) -> None:
        self._backend = Backend(self.vet, self.clock)
        self._transport = Transport(self._backend)

    def get(self, url: httpx.URL, sizes: Sizes, seconds: float) -> Answer:
        """What lies at `url`. Raises `Unanswered` when that takes longer than `seconds`, is too large, or fails."""
        self._backend.deadline = self.clock() + seconds
        times = httpx.Timeout(self.web.read_seconds, connect=self.web.connect_seconds)
        try:
            request = httpx.Request("GET", url, headers=_HEADERS, extensions={"timeout": times.as_dict()})
            with closing(self._transport.handle_request(request)) as response:
                return _answer(response, sizes)
        except _FAULTS as error:
            raise Unanswered(_plain(error), failed=True) from error


def _answer(response: httpx.Response, sizes: Sizes) -> Answer:
    head = response.headers
    media = head.get("content-type", "").partition(";")[0].strip().lower()
    told = Answer(
        response.status_code, b"", media, response.charset_encoding, head.get("date"), head.get("location"),
        head.get("retry-after"),
    )  # fmt: skip
    if not told.good:
        return told
    if not sizes.cut and (what := _NOT_READ.get(media) or _NOT_READ.get(media.partition("/")[0])):
        raise Unanswered(f"is {what} ({one_line(media[:60])}), a format that is not read")
    limit = sizes.page if media in PAGES else sizes.other
    stated = head.get("content-length", "")
    if not sizes.cut and stated.isdecimal() and len(stated) < 19 and int(stated) > limit:
        raise Unanswered(_too_large(limit))
    packing = head.get("content-encoding", "").strip().lower()
    data = b"".join(_unpacked(response.iter_raw(), packing, limit, sizes.cut))
    return replace(told, data=data)


def _too_large(limit: int) -> str:
    return f"is larger than {limit // 2**20} MB"


def _unpacked(pieces: Iterable[bytes], packing: str, limit: int, cut: bool) -> Iterator[bytes]:
    """A body as it was before it was packed for the way. Never makes more than `limit` bytes of it and one."""
    if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise Unanswered(f"is packed in a way that was not asked for ({one_line(packing[:40])})")
    unpack = None if packing in ("", "identity") else _Unpacker(packing)
    room = limit
    for piece in pieces:
        for part in (piece,) if unpack is None else unpack.more(piece, room + 1):
            room -= len(part)
            if room < 0 and cut:
                yield part[:room]
                return
            if room < 0:
                raise Unanswered(_too_large(limit))
            yield part
    if unpack is not None and not unpack.whole:
        raise Unanswered("broke off within its answer")


class _Unpacker:
    """Unpacks gzip and deflate piece by piece; a piece of 64 kB could stand for 64 MB, so no more than asked for."""

    def __init__(self, packing: str) -> None:
        self._bits = zlib.MAX_WBITS | 16 if packing.endswith("gzip") else zlib.MAX_WBITS
        self._worker = zlib.decompressobj(self._bits)
        self._begun = False

    @property
    def whole(self) -> bool:
        """Whether the packed stream has come to its end."""
        return self._worker.eof or not self._begun

    def more(self, piece: bytes, most: int) -> Iterator[bytes]:
        """What `piece` unpacks to, at most `most` bytes of it."""
        while piece and most > 0:
            try:
                part = self._worker.decompress(piece, most)
            except zlib.error:
                if self._begun or self._bits != zlib.MAX_WBITS:
                    raise Unanswered("is packed in a broken way") from None
                self._bits = -zlib.MAX_WBITS  # deflate is sent with and without its header
                self._worker = zlib.decompressobj(self._bits)
                continue
            self._begun = True
            most -= len(part)
            yield part
            piece = self._worker.unconsumed_tail
            if self._worker.eof:
                piece = self._worker.unused_data
                if not piece.startswith(b"\x1f\x8b"):  # gzip may hold several streams; else it is padding
                    return
                self._worker = zlib.decompressobj(self._bits)


def _plain(error: BaseException) -> str:
    """What went wrong on the way, in words that a user needs."""
    cause: BaseException | None = error
    for _ in range(8):
        if isinstance(cause, ssl.SSLCertVerificationError):
            why = getattr(cause, "verify_message", "") or "it does not verify"
            return f"has a certificate that cannot be trusted ({one_line(why)})"
        if cause is None:
            break
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, (httpcore.ConnectTimeout, httpx.ConnectTimeout)):
        return "could not be reached in time"
    if isinstance(error, (httpcore.TimeoutException, httpx.TimeoutException)):
        return "did not answer in time"
    if isinstance(error, (httpcore.ConnectError, httpx.ConnectError)):
        return "could not be reached"
    return "broke off within its answer"
