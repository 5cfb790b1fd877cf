"""Streams that unpack: what they give is counted against the archive's budget, and damage is an `OSError` in words.

A member of an archive may be a stream that can be read once. Since everything is opened twice, once to see what it is
and once to read it, `Replayed` keeps the first bytes (`replayed_bytes`) of such a member; as long as no more of it was
read, it can be opened again.
"""

from __future__ import annotations

import io
import lzma
import struct
import zlib
from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from typing import BinaryIO
from zipfile import BadZipFile

from onrecord.errors import Problem
from onrecord.read.found import MEMBER_COST, Budget, Found, one_line

__all__ = ["FAULTS", "CHUNK", "DamagedError", "Gunzip", "Meter", "Metered", "RefusedError", "Replayed", "Tally"]

CHUNK = 65536
"""Bytes read from a packed stream, and at most given by an unpacked one, at a time."""
FEED = 8192
"""Packed bytes given to zlib at a time: it copies what lies behind the end of a member, and members can be tiny."""
IN_MEMORY = 2**20
"""Bytes of a member held in memory so that it can be read again; beyond, they are in a temporary file."""
SMALL = 2**20
"""Bytes up to which a member may unpack at any ratio: a page of blank lines is no bomb."""
FAULTS = (
    BadZipFile, zlib.error, lzma.LZMAError, EOFError, struct.error, NotImplementedError, RuntimeError, ValueError,
    OverflowError, LookupError,
)  # fmt: skip
"""What the standard library raises over broken archives besides `OSError`."""
_GZIP = b"\x1f\x8b\x08"


class DamagedError(OSError):
    """A packed stream that is broken, ends too early or is a bomb; the message says which."""


class RefusedError(OSError):
    """The archives of an INPUT unpack to more than is allowed in all."""


class Meter:
    """Counts what one member unpacks to, against its own size and against the budget of the INPUT.

    A member that is opened again is charged only for what lies beyond the point reached before.
    """

    def __init__(self, budget: Budget, ratio: int) -> None:
        self._budget, self._ratio = budget, ratio
        self._charged = self._begun = 0

    def begin(self, number: int) -> None:
        """The piece of this number, from 1, that is packed on its own begins."""
        if number > self._begun:
            self._budget.size -= MEMBER_COST
            self._begun = number

    def check(self, unpacked: int, packed: int, total: int | None = None) -> None:
        """`unpacked` bytes came of `packed` ones, `total` in all. Raises when that is too much."""
        total = unpacked if total is None else total
        if total > self._charged:
            self._budget.size -= total - self._charged
            self._charged = total
        if self._budget.size < 0:
            self._budget.told = True
            raise RefusedError(f"{self._budget.why}, and what follows is passed over")
        if unpacked > max(SMALL, self._ratio * packed):
            raise DamagedError(f"it unpacks to more than {self._ratio} times its size")


class Metered(io.RawIOBase):
    """A member of an archive as a stream that is counted, and whose faults are `DamagedError`."""

    def __init__(self, inner: BinaryIO, meter: Meter, packed: int, step: int = CHUNK) -> None:
        """`packed` is the member's size in the archive; `step` the most that is asked of `inner` at a time."""
        self._inner, self._meter, self._packed, self._step = inner, meter, packed, step
        self._given = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Reads into `buffer`; returns how many bytes, 0 at the end."""
        try:
            data = self._inner.read(min(len(buffer), self._step))
        except FAULTS as error:
            raise DamagedError(_fault(error)) from error
        self._given += len(data)
        self._meter.check(self._given, self._packed)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Closes the member too."""
        self._inner.close()
        super().close()


def _fault(error: Exception) -> str:
    told = str(error)
    if "password" in told or "encrypted" in told:
        return "it is encrypted"
    return "its checksum is wrong" if "CRC" in told else "its packed bytes are damaged or cut short"


class Gunzip(io.RawIOBase):
    """A gzip stream of one member or many, unpacked piece by piece.

    Bytes after a member that are no gzip end the stream, as `gzip` has it, and are marked as `litter`. After these or
    after damage, `resume` goes on with the next member that can be found.
    """

    def __init__(self, stream: BinaryIO, meter: Meter) -> None:
        self._stream, self._meter = stream, meter
        self._chunk, self._at, self._start = b"", 0, 0  # what was read, how far it is used, where the member begins
        self._worker: zlib._Decompress | None = None
        self._packed = self._unpacked = self._total = 0
        self._left = memoryview(b"")
        self.members = 0
        self.litter = False

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Reads into `buffer`; returns how many bytes, 0 at the end."""
        if not self._left:
            self._left = memoryview(self.piece())
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size

    def piece(self) -> bytes:
        """The next bytes, at most `CHUNK`, all of one member; none at the end. `members` counts the members begun."""
        while True:
            if self._worker is None and not self._begin():
                return b""
            if out := self._more():
                return out

    def resume(self) -> bool:
        """Looks for the next member after damage; whether there is one. May find one that is none."""
        self._worker = None
        self.litter = False
        self._at = min(self._start + 1, len(self._chunk))
        while True:
            at = self._chunk.find(_GZIP, self._at)
            if at >= 0:
                self._at = at
                return True
            self._at = max(self._at, len(self._chunk) - 2)
            if not self._refill():
                return False

    def close(self) -> None:
        """Closes the packed stream too."""
        self._stream.close()
        super().close()

    def _refill(self) -> bool:
        """Reads on, keeping what is not used yet; whether there was more."""
        more = self._stream.read(CHUNK)
        self._chunk = self._chunk[self._at :] + more
        self._at, self._start = 0, -1
        return bool(more)

    def _begin(self) -> bool:
        """Begins the next member, past zeros that fill up a block; whether there is one."""
        while True:
            if self.members and self._chunk[self._at : self._at + 1] == b"\0":
                self._at = len(self._chunk) - len(self._chunk[self._at :].lstrip(b"\0"))
            if len(self._chunk) - self._at >= 2 or not self._refill():
                break
        if self._chunk[self._at : self._at + 2] != _GZIP[:2] and (self.members or self._at == len(self._chunk)):
            self.litter = self._at < len(self._chunk)
            self._start = self._at
            return False
        self._worker = zlib.decompressobj(wbits=31)
        self._start = self._at
        self._packed = self._unpacked = 0
        self.members += 1
        self._meter.begin(self.members)
        return True

    def _more(self) -> bytes:
        """The next bytes of the member under way, or none when it is over or wants more input."""
        worker = self._worker
        assert worker is not None  # noqa: S101 — `piece` sees to it
        if self._at == len(self._chunk):
            self._refill()
        data = self._chunk[self._at : self._at + FEED]
        try:
            out = worker.decompress(data, CHUNK)
        except zlib.error as error:
            raise DamagedError("its packed bytes are damaged") from error
        used = len(data) - len(worker.unused_data if worker.eof else worker.unconsumed_tail)
        self._at += used
        self._packed += used
        self._unpacked += len(out)
        self._total += len(out)
        if worker.eof:
            self._worker = None
        elif not data and not out:
            raise DamagedError("it ends too early")
        self._meter.check(self._unpacked, self._packed, self._total)
        return out


class Replayed:
    """A stream that can be read once, made so that it can be opened again while not too much of it was read.

    What was read is kept in memory, and beyond `IN_MEMORY` in a temporary file.
    """

    def __init__(self, read: Callable[[int], bytes], keep: int) -> None:
        """`read` gives up to so many next bytes, none at the end; `keep` bytes can be read again."""
        self._read, self._keep = read, keep
        self._kept = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 — it goes with the member
        self._at = 0

    def open(self) -> BinaryIO:
        """The stream from its start. Reading it raises `OSError` when that is gone."""
        return io.BufferedReader(_Replay(self), CHUNK)

    def give(self, at: int, size: int) -> bytes:
        """Up to `size` bytes from `at` on."""
        if at < self._at and not self._kept.closed:
            self._kept.seek(at)
            return self._kept.read(min(size, self._at - at))
        if at != self._at:
            raise OSError("it can be read only once where it lies")
        data = self._read(size)
        if not self._kept.closed:
            self._kept.seek(self._at)
            self._kept.write(data)
        self._at += len(data)
        if self._at > self._keep:
            self._kept.close()
        return data


class _Replay(io.RawIOBase):
    """One reading of a `Replayed`."""

    def __init__(self, source: Replayed) -> None:
        self._source, self._at = source, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._source.give(self._at, len(buffer))
        self._at += len(data)
        buffer[: len(data)] = data
        return len(data)


class Tally:
    """The members of one archive that are set aside, by reason: one problem each, however many there are."""

    def __init__(self, found: Found, noun: str = "file") -> None:
        self._found, self._noun = found, noun
        self._counts: dict[str, tuple[int, str]] = {}

    def add(self, place: str, why: str) -> None:
        """Sets aside what lies at `place`; `why` follows "it" or "each"."""
        count, first = self._counts.get(why, (0, place))
        self._counts[why] = count + 1, first

    def __bool__(self) -> bool:
        return bool(self._counts)

    def problems(self) -> Iterator[Problem]:
        """One for each reason, in the order in which they were met."""
        for why, (count, first) in self._counts.items():
            if count == 1:
                yield Problem(self._noun, one_line(f"{self._found.name}#{first}"), why)
            else:
                told = f"holds {count:,} {self._noun}s of which each {why}, the first {one_line(first)}"
                yield Problem("file", self._found.shown, told)
