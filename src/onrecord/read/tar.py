"""Tar archives (`.tar`, `.tar.gz`, `.tgz`): their files in the order of the archive, streamed.

The headers of POSIX ustar, pax and GNU tar are read here, since the standard library takes over whatever size an
extended header states. Links and devices are never followed: what a link leads to is read where it lies in the archive.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from onrecord.errors import Problem
from onrecord.read.archives import Names, budget_of, enough, hidden, place_of, too_deep, unfit
from onrecord.read.found import Budget, Found, member_of
from onrecord.read.packed import CHUNK, DamagedError, Replayed, Tally
from onrecord.settings import Settings

__all__ = ["read"]

BLOCK = 512
MAX_EXTENDED = 65536
"""Largest extended header read, in bytes: paths of any system have at most 4,096."""
MAX_LINKS = 1000
"""Links of one archive that are looked after."""
LONG_NAME, LONG_LINK, PAX, PAX_GLOBAL, SPARSE = "L", "K", "x", "g", "S"
HARD_LINK, SOFT_LINK = "1", "2"
NOT_FILES = frozenset("3456VMDN")
"""Devices, folders, pipes, labels, parts of other volumes, lists of folders."""
WITHOUT_DATA = frozenset("123456")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A header: `kind` is its type flag, `size` that of what follows it, in bytes."""

    name: str
    kind: str
    size: int
    link: str = ""


def read(found: Found, settings: Settings) -> Iterator[Found | Problem]:
    """The archive's files. One problem where it is damaged or ends too early; what came before that is kept."""
    if problem := too_deep(found, settings):
        yield problem
        return
    budget = budget_of(found, settings)
    found = replace(found, budget=budget)
    tally, files = Tally(found), 0
    with found.open() as stream:
        tape = _Tape(stream)
        try:
            for place, size in _Files(tape, budget, tally).places():
                files += 1
                yield member_of(found, place, Replayed(tape.read_member, settings.replayed_bytes).open, size)
        except OSError as error:
            yield Problem("file", found.shown, f"breaks off; files read from it: {files:,}; {error}")
    yield from enough(found, settings)
    yield from tally.problems()


class _Files:
    """The files of an archive that are read; what is set aside is tallied."""

    def __init__(self, tape: _Tape, budget: Budget, tally: Tally) -> None:
        self._tape, self._budget, self._tally = tape, budget, tally
        self._names = Names()
        self._links: list[tuple[str, str]] = []

    def places(self) -> Iterator[tuple[str, int]]:
        """The place and size of each, while the tape stands at it."""
        for entry in self._tape.entries():
            self._budget.count()
            if self._budget.spent:
                return
            place = place_of(entry.name)
            if entry.kind in NOT_FILES or place.endswith("/") or hidden(place):
                continue
            if why := unfit(place) or ("is a sparse file, which is not read" if entry.kind == SPARSE else None):
                self._tally.add(place, why)
            elif entry.kind in (HARD_LINK, SOFT_LINK):
                self._link(place, entry)
            elif not entry.size:
                self._tally.add(place, "is empty")
            else:
                yield self._names.distinct(place), entry.size
        self._missed()

    def _link(self, place: str, entry: _Entry) -> None:
        if len(self._links) < MAX_LINKS:
            base = posixpath.dirname(place) if entry.kind == SOFT_LINK else ""
            self._links.append((place, posixpath.normpath(posixpath.join(base, entry.link))))

    def _missed(self) -> None:
        """Tallies the links to what is not in the archive: the others are read where they lead to."""
        if not self._links:
            return
        known = set(self._names)
        for name in self._names:
            while (name := posixpath.dirname(name)) and name not in known:
                known.add(name)
        for place, target in self._links:
            if target not in known and target != ".":
                self._tally.add(place, "is a link to what is not in the archive")


class _Tape:
    """The stream of an archive, and how far it was read. Every fault is an `OSError`."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._left = self._fill = 0  # of the member under way: bytes not read yet, and zeros behind it
        self._over = False

    def entries(self) -> Iterator[_Entry]:
        """The headers; the tape stands at the data of each until the next is asked for."""
        name = link = None
        size: int | None = None
        sparse = False
        while block := self._header():
            entry = _entry(block)
            if entry.kind in (LONG_NAME, LONG_LINK, PAX, PAX_GLOBAL):
                data = self._extended(entry.size)
                if entry.kind == LONG_NAME:
                    name = _text(data)
                elif entry.kind == LONG_LINK:
                    link = _text(data)
                elif entry.kind == PAX:
                    for key, value in _pax(data):
                        name = _text(value) if key == b"path" else name
                        link = _text(value) if key == b"linkpath" else link
                        size = _decimal(value) if key == b"size" else size
                        sparse = sparse or key.startswith(b"GNU.sparse.")
                continue
            if entry.kind == SPARSE:
                self._map(block)
            real = entry.size if size is None else size
            self._begin(0 if entry.kind in WITHOUT_DATA else real)
            yield _Entry(
                entry.name if name is None else name, SPARSE if sparse else entry.kind, real,
                entry.link if link is None else link,
            )  # fmt: skip
            name = link = size = None
            sparse = False
            if self._over:
                return

    def read_member(self, size: int) -> bytes:
        """Up to `size` bytes of the member under way, none at its end."""
        try:
            data = self._stream.read(min(size, self._left))
        except OSError:
            self._over = True
            raise
        if not data and self._left and size:
            self._over = True
            raise DamagedError("the archive ends too early")
        self._left -= len(data)
        return data

    def _header(self) -> bytes:
        """The next header, past the rest of the member before; none at the end of the archive."""
        self._pass(self._left + self._fill)
        self._left = self._fill = 0
        block = self._stream.read(BLOCK)
        if block and len(block) < BLOCK:
            raise DamagedError("it ends too early")
        return block if block.strip(b"\0") else b""

    def _begin(self, size: int) -> None:
        self._left, self._fill = size, -size % BLOCK

    def _extended(self, size: int) -> bytes:
        if size > MAX_EXTENDED:
            raise DamagedError("a header in it is too long")
        data = self._stream.read(size)
        self._pass(size - len(data) + -size % BLOCK)
        return data

    def _map(self, block: bytes) -> None:
        """Passes over the further blocks of the map of a sparse file."""
        more = block[482]
        while more:
            block = self._stream.read(BLOCK)
            if len(block) < BLOCK:
                raise DamagedError("it ends too early")
            more = block[504]

    def _pass(self, size: int) -> None:
        while size > 0:
            data = self._stream.read(min(size, CHUNK))
            if not data:
                raise DamagedError("it ends too early")
            size -= len(data)


def _entry(block: bytes) -> _Entry:
    """The header in a block. Raises `DamagedError` when its checksum is wrong."""
    stated = _number(block[148:156])
    if stated != sum(block) - sum(block[148:156]) + 8 * 32 and stated != _signed(block):
        raise DamagedError("a header in it is damaged")
    name = block[:100].split(b"\0", 1)[0]
    prefix = block[345:500].split(b"\0", 1)[0] if block[257:263] == b"ustar\0" else b""
    kind = chr(block[156])
    size = _number(block[124:136])
    return _Entry(_text(prefix + b"/" + name if prefix else name), kind, size, _text(block[157:257].split(b"\0", 1)[0]))


def _signed(block: bytes) -> int:
    """The checksum as some old programs made it, of signed bytes."""
    return sum(b - 256 * (b > 127) for b in block[:148] + block[156:]) + 8 * 32


def _number(field: bytes) -> int:
    """An octal number, or GNU's binary one. Raises `DamagedError` when it is none."""
    if field[0] == 0x80:
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b"\0 ")
    if digits.strip(b"01234567"):
        raise DamagedError("a header in it is damaged")
    return int(digits or b"0", 8)


def _decimal(value: bytes) -> int:
    if not value.isdigit() or len(value) > 19:
        raise DamagedError("a header in it is damaged")
    return int(value)


def _pax(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The fields of a pax header, each `LENGTH KEY=VALUE` and a line feed. Raises `DamagedError` when they are none."""
    at, end = 0, len(data.rstrip(b"\0"))
    while at < end:
        digits, space, _ = data[at : at + 20].partition(b" ")
        length = _decimal(digits)
        if not space or length <= len(digits) + 1 or length > len(data) - at:
            raise DamagedError("a header in it is damaged")
        key, _, value = data[at + len(digits) + 1 : at + length - 1].partition(b"=")
        yield key, value
        at += length


def _text(name: bytes) -> str:
    return name.rstrip(b"\0").decode("utf-8", "surrogateescape")
