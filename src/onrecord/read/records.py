"""The records of a web archive (WARC 1.0 and 1.1, ISO 28500), one after the other, out of a stream.

A record is only given when it is whole: its block has the length that its header states, and the next record or the
end of the archive follows; in a packed archive its checksum is right as well. Around damage the next record is looked
for. Nothing is held in memory but a header, and the beginning of a block that the caller asks for.

fastwarc, which reads sound archives well, ends without a word at a record that is cut short, gives up at the first
damage, and panics where a stream cannot be searched; so the frame is read here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from onrecord.read.packed import CHUNK, DamagedError, Gunzip

__all__ = ["Head", "Record", "Records"]

MAX_HEAD = 65536
"""Longest header of a record, in bytes. Real ones have 400 to 2,000."""
_START = re.compile(rb"WARC/\d\.\d[ \t]*\r?\n")
_NEXT = re.compile(rb"\n(?=WARC/\d\.\d[ \t]*\r?\n)")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_BLANKS = re.compile(rb"[\r\n]*")
_MARK = b"WARC/"
_LONGEST_START = 32
MAX_TRIES = 100_000
"""Places of a damaged archive that look like the beginning of a packed record and are tried: 1 s of work."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a record's header says of it, each as it stands there, or empty."""

    kind: str
    uri: str
    date: str
    media: str
    digest: str
    block_digest: str
    length: int


@dataclass(frozen=True, slots=True)
class Record:
    """A whole record: its header, and its block if the caller wanted it (else what was looked at of it)."""

    head: Head
    block: bytes
    size: int


class Records:
    """Reads the records of an archive; afterwards, `damaged` counts the places where it was damaged and `why` says how.

    `wanted` is asked with a record's header and the beginning of its block how many bytes of the block to hold.
    """

    def __init__(self, stream: BinaryIO, wanted: Callable[[Head, bytes], int], most_damaged: int) -> None:
        self._tape = _Tape(stream)
        self._wanted = wanted
        self._most_damaged = most_damaged
        self.damaged = 0
        self.why = ""
        self.given_up = False

    def __iter__(self) -> Iterator[Record]:
        """The records, in order. `OSError`s other than damage pass through."""
        while True:
            try:
                record = self._record()
            except DamagedError as error:
                self.damaged += 1
                self.why = self.why or str(error)
                self.given_up = self.damaged > self._most_damaged
                if self.given_up or not self._tape.find():
                    return
                continue
            if record is None:
                return
            yield record

    def _record(self) -> Record | None:
        """The next record; None at the end. Raises `DamagedError` when it is not whole."""
        head = self._tape.head()
        if head is None:
            return None
        peeked = self._tape.take(min(head.length, MAX_HEAD))
        size = min(head.length, max(len(peeked), self._wanted(head, peeked)))
        block = peeked + self._tape.take(size - len(peeked))
        self._tape.skip(head.length - len(block))
        self._tape.close(block)
        return Record(head, block, head.length)


class _Tape:
    """A stream of records, and a buffer of what was read of it and not used yet."""

    def __init__(self, stream: BinaryIO) -> None:
        raw = getattr(stream, "raw", None)
        self._packed = raw if isinstance(raw, Gunzip) else None
        self._stream = stream
        self._buffer = bytearray()
        self._members: list[int] = []  # where in the buffer the members of a packed stream begin
        self._fault: DamagedError | None = None  # met while looking behind a record that is whole
        self._broken = False
        self._tries = 0

    def head(self) -> Head | None:
        """The next record's header; None at the end."""
        self._pass_blanks()
        if not self._buffer:
            return None
        seen = 0
        while not (end := _HEAD_END.search(self._buffer, max(0, seen - 3), MAX_HEAD)):
            seen = len(self._buffer)
            if seen >= MAX_HEAD or not self._more():
                self._drop(1)
                raise DamagedError("a record's header is cut short")
        if not _START.match(self._buffer):
            self._drop(1)
            raise DamagedError("a record does not begin where it should")
        raw = bytes(self._buffer[: end.start()])
        self._drop(end.end())
        return _head(raw)

    def take(self, size: int) -> bytes:
        """The next `size` bytes of a block. Raises `DamagedError` when there are fewer, and leaves them for `find`."""
        pieces: list[bytes] = []
        try:
            for piece in self._block(size):
                pieces.append(piece)
        except DamagedError:
            self._restore(b"".join(pieces))
            raise
        return b"".join(pieces)

    def skip(self, size: int) -> None:
        """Passes over the next `size` bytes of a block."""
        for _ in self._block(size):
            pass

    def close(self, block: bytes) -> None:
        """Sees that a record or the end follows on `block`; else leaves the block to be looked through by `find`."""
        member = self._packed.members if self._packed else 0
        blanks = b""
        try:
            blanks = self._pass_blanks()
            while self._buffer and len(self._buffer) < len(_MARK) and self._more():
                pass
        except DamagedError as error:
            # Damage behind the member that the record ends in is the next record's: this one's checksum was right.
            if self._packed is None or (self._packed.members == member and not self._packed.litter):
                raise
            self._fault = error
            return
        if self._buffer and not self._buffer.startswith(_MARK):
            self._restore(block + blanks)
            raise DamagedError("a record has another length than it states")

    def find(self) -> bool:
        """After damage, goes to where the next record begins; whether there is one."""
        while True:
            if self._broken and not self._resumed():
                return False
            starts = [m for m in self._members if _START.match(self._buffer, m)]
            found = _NEXT.search(self._buffer)
            if found:
                starts.append(found.end())
            if starts:
                self._drop(min(starts))
                return True
            self._drop(max(0, len(self._buffer) - _LONGEST_START))
            try:
                if not self._more():
                    return False
            except DamagedError:
                continue

    def _resumed(self) -> bool:
        self._buffer.clear()
        self._members = []
        self._broken = False
        self._tries += 1
        return self._packed is not None and self._tries <= MAX_TRIES and self._packed.resume()

    def _block(self, size: int) -> Iterator[bytes]:
        """The next `size` bytes in pieces. A record that begins a member of the packed stream ends the block."""
        while size:
            if not self._buffer and not self._more():
                raise DamagedError("a record is cut short")
            if self._members and self._members[0] == 0:
                if _START.match(self._buffer):
                    raise DamagedError("a record is cut short")
                self._members.pop(0)
            most = min(size, len(self._buffer), *self._members[:1])
            piece = bytes(self._buffer[:most])
            self._drop(most)
            size -= most
            yield piece

    def _pass_blanks(self) -> bytes:
        """Passes over line ends; gives back the first of them."""
        first = b""
        while True:
            blank = _BLANKS.match(self._buffer)
            size = blank.end() if blank else 0
            first = first or bytes(self._buffer[: min(size, CHUNK)])
            self._drop(size)
            if self._buffer or not self._more():
                return first

    def _more(self) -> bool:
        """Reads on; whether there was more. Raises `DamagedError`, after which `find` goes on behind the damage."""
        try:
            if self._fault:
                fault, self._fault = self._fault, None
                raise fault
            if self._packed is None:
                piece = self._stream.read(CHUNK)
            else:
                before = self._packed.members
                piece = self._packed.piece()
                if piece and self._packed.members != before:
                    self._members.append(len(self._buffer))
                if not piece and self._packed.litter:
                    raise DamagedError("what lies between two records is none")
        except DamagedError:
            self._broken = True
            raise
        self._buffer += piece
        return bool(piece)

    def _restore(self, data: bytes) -> None:
        self._buffer[:0] = data
        self._members = [m + len(data) for m in self._members]

    def _drop(self, size: int) -> None:
        del self._buffer[:size]
        if self._members:
            self._members = [m - size for m in self._members if m >= size]


def _head(raw: bytes) -> Head:
    """A record's header. Raises `DamagedError` when it states no length."""
    found: dict[str, str] = {}
    name = ""
    for line in raw.split(b"\n")[1:]:
        text = line.decode("utf-8", "backslashreplace").rstrip("\r")
        if text[:1] in (" ", "\t"):
            found[name] = f"{found.get(name, '')} {text.strip()}".strip()
            continue
        name, _, value = text.partition(":")
        name = name.strip().lower()
        found.setdefault(name, value.strip())
    length = found.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 19):
        raise DamagedError("a record states no length")
    return Head(
        found.get("warc-type", "").lower(), found.get("warc-target-uri", "").strip("<>"), found.get("warc-date", ""),
        found.get("content-type", ""), found.get("warc-payload-digest", ""), found.get("warc-block-digest", ""),
        int(length),
    )  # fmt: skip
