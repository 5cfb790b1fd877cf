"""The records of a web archive (WARC 1.0 and 1.1, ISO 28500), one after the other, out of a stream.

warcio takes a record's header apart and bounds its block. Its `ArchiveIterator` is not used: it reads header lines of
any length, ends without a word at a record that is cut short, takes what follows a wrong length for a record, prints to
stderr and keeps quiet about damaged packing. So what counts is decided here: a record that is as long as its header
states and is followed by another one or the end, in a packed archive with the right checksum. Behind damage the next
line that begins a record is looked for. Nothing is held but a header, and a block that is wanted.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader

from onrecord.read.found import Budget
from onrecord.read.packed import CHUNK, DamagedError, Gunzip, RefusedError
from onrecord.read.payload import Page

__all__ = ["LINE_COST", "Head", "Record", "Records"]

MAX_HEAD = 65536
"""Longest header of a record, and how much of its block is looked at, in bytes. Real headers have 400 to 2,000."""
MAX_TRIES = 100_000
"""Places of a damaged archive that look like the beginning of a packed record and are tried: 1 s of work."""
RECORD_COST = 8192
"""Bytes that a record counts for besides its own and what every member does: what is unpacked in the time that an empty
one takes, 30 µs."""
LINE_COST = 2048
"""Bytes that a line of a header, or one passed over behind damage, counts for: 3 µs. Small records of crawls have
twenty lines and 400 bytes packed, of which `max_ratio` allows twice as much."""
_MARK = b"WARC/"
_LOADER = ArcWarcRecordLoader()
logging.getLogger("warcio").addHandler(logging.NullHandler())  # it warns of blanks in addresses, on stderr


@dataclass(frozen=True, slots=True)
class Head:
    """What a record's header says of it, each as it stands there, or empty; its length in bytes."""

    length: int
    kind: str
    uri: str
    date: str
    media: str
    digest: str
    block_digest: str


_NAMES = ("WARC-Type", "WARC-Target-URI", "WARC-Date", "Content-Type", "WARC-Payload-Digest", "WARC-Block-Digest")


@dataclass(frozen=True, slots=True)
class Record:
    """A whole record: its header, the page in it if there is one, and its block if that is a page that is not too large
    (else what was looked at of it).
    """

    head: Head
    page: Page | None
    block: bytes


class Records:
    """Reads the records of an archive; afterwards, `damaged` counts the places where it was damaged and `why` says how.

    `page_in` is asked with a record's header and the beginning of its block what page it holds.
    """

    def __init__(
        self, stream: BinaryIO, page_in: Callable[[Head, bytes], Page | None], budget: Budget, most_damaged: int
    ) -> None:
        self._tape = _Tape(stream, budget)
        self._page_in = page_in
        self._budget = budget
        self._most_damaged = most_damaged
        self.damaged = 0
        self.why = ""
        self.given_up = False

    def __iter__(self) -> Iterator[Record]:
        """The records, in order. Raises `RefusedError` when the budget is spent; other `OSError`s pass through."""
        while True:
            try:
                if not self._tape.begin():
                    return
                record = self._record()
            except DamagedError as error:
                self.damaged += 1
                self.why = self.why or str(error)
                self.given_up = self.damaged > self._most_damaged
                if self.given_up or not self._tape.find():
                    return
            else:
                yield record

    def _record(self) -> Record:
        """The record that begins with the tape's line. Raises `DamagedError` when it is not whole."""
        self._budget.count()
        self._budget.size -= RECORD_COST
        try:
            read = _LOADER.parse_record_stream(self._tape, self._tape.line, "warc", no_record_parse=True)
        except ArchiveLoadFailed:
            raise DamagedError("a record does not begin where it should") from None
        head = _head(read.rec_headers.get_header)
        stream = read.raw_stream
        block = stream.read(MAX_HEAD)
        page = self._page_in(head, block)
        if page and head.length <= page.most:
            block += stream.read()
        while stream.read(CHUNK):
            pass
        self._tape.end(whole=stream.tell() == head.length)
        return Record(head, page, block)


def _head(stated: Callable[[str, str], str]) -> Head:
    """A record's header. Raises `DamagedError` when it states no length."""
    length = stated("Content-Length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 19):
        raise DamagedError("a record states no length")
    return Head(int(length), *(stated(name, "").strip() for name in _NAMES))


class _Tape(io.BufferedReader):
    """A stream of records that warcio reads one from; `line` is the first of the next record, or empty."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._source = _Source(stream)
        super().__init__(self._source, CHUNK)
        self._budget = budget
        self._room = 0  # bytes left for the header that is being read
        self.line = b""

    def begin(self) -> bool:
        """Goes to where the next record begins; whether there is one. Raises `DamagedError` before what is none."""
        while not self.line and not self._pass_blanks():
            if self._source.fault:
                raise self._source.fault
            if not self._source.advance():
                return False
        if not self.line.startswith(_MARK):
            raise DamagedError("a record does not begin where it should")
        self._room = MAX_HEAD
        return True

    def end(self, whole: bool) -> None:
        """Goes on behind a record's block. Raises `DamagedError` when it is not `whole` or something else follows."""
        self.line = b""
        if not whole:
            raise self._source.fault or DamagedError("a record is cut short")
        if self._pass_blanks() and not self.line.startswith(_MARK):
            raise DamagedError("a record has another length than it states")
        if self._source.fault and self._source.faulty:
            raise self._source.fault

    def find(self) -> bool:
        """After damage, goes to where the next record begins; whether there is one."""
        begins = True
        while True:
            self.line = self._any()
            if begins and self.line.startswith(_MARK):
                return True
            begins = self.line[-1:] in (b"\n", b"")
            if not self.line and not self._source.advance():
                return False

    def readline(self, size: int | None = -1) -> bytes:
        """The next line of a header. Raises `DamagedError` when the header becomes too long."""
        line = self._any()
        self._room -= len(line)
        if self._room < 0:
            raise DamagedError("a record's header is too long")
        return line

    def _pass_blanks(self) -> bool:
        while (line := self._any()) and not line.strip(b"\r\n"):
            pass
        self.line = line
        return bool(line)

    def _any(self) -> bytes:
        self._budget.size -= LINE_COST
        if self._budget.spent:
            self._budget.told = True
            raise RefusedError("it holds more records than are allowed, and what follows is passed over")
        return super().readline(MAX_HEAD + 1)


class _Source(io.RawIOBase):
    """The bytes of an archive. They end where a further record begins in a packed member of its own, and at damage.

    `fault` is the damage, and `faulty` whether it lies in the member that was given out last.
    """

    def __init__(self, stream: BinaryIO) -> None:
        raw = getattr(stream, "raw", None)
        self._packed = raw if isinstance(raw, Gunzip) else None
        self._stream = stream
        self._left = memoryview(b"")
        self._waits = False  # whether what is left is that further record
        self._tries = 0
        self.fault: DamagedError | None = None
        self.faulty = True

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Reads into `buffer`; returns how many bytes, 0 at one of these ends."""
        if not self._left and not self.fault:
            self._left = memoryview(self._more())
        if self._waits or self.fault:
            return 0
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size

    def advance(self) -> bool:
        """Goes on behind such an end; whether anything may follow."""
        if self._waits:
            self._waits = False
            return True
        if self.fault is None or self._packed is None:
            return False
        self.fault = None
        self._tries += 1
        return self._tries <= MAX_TRIES and self._packed.resume()

    def _more(self) -> bytes:
        before = self._packed.members if self._packed else 0
        try:
            piece = self._packed.piece() if self._packed else self._stream.read(CHUNK)
        except DamagedError as error:
            self.fault, self.faulty = error, self._packed is None or self._packed.members == before
            return b""
        if self._packed and not piece and self._packed.litter:
            self.fault, self.faulty = DamagedError("what lies between two records is none"), False
        self._waits = self._packed is not None and self._packed.members != before and piece.startswith(_MARK)
        return piece
