"""Zip archives (`.zip`, `.wacz`): their files in the order of names; an office document is told from them.

Everything but the list of files is streamed. A large zip inside another archive is put into a temporary file first,
since its list of files stands at its end.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from io import BufferedReader
from tempfile import SpooledTemporaryFile
from typing import BinaryIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

from onrecord.errors import Problem
from onrecord.read import docx
from onrecord.read.archives import Names, budget_of, enough, hidden, place_of, too_deep, unfit
from onrecord.read.found import Budget, Found, Item, member_of
from onrecord.read.packed import CHUNK, FAULTS, IN_MEMORY, SMALL, DamagedError, Meter, Metered, Tally
from onrecord.settings import Settings

__all__ = ["read"]

STEP = 4096
"""Packed bytes unpacked at a time where the standard library does not bound what comes of them (bzip2, LZMA)."""
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_LOCAL_HEADER = 30
ENCRYPTED = 0x1 | 0x40
METHODS = {ZIP_STORED: CHUNK, ZIP_DEFLATED: CHUNK, ZIP_BZIP2: STEP, ZIP_LZMA: STEP}
"""The ways of packing that are read, each with the bytes asked for at a time."""

OFFICE = (
    ("xl/workbook.xml", "a spreadsheet"), ("xl/workbook.bin", "a spreadsheet"),
    ("ppt/presentation.xml", "a slide show"), ("META-INF/container.xml", "an e-book"),
    ("AndroidManifest.xml", "a program"), ("META-INF/MANIFEST.MF", "a program"),
)  # fmt: skip
"""Files by which a zip is known to be something else than an archive."""
OPEN_DOCUMENT = ("content.xml", "META-INF/manifest.xml", "mimetype")


def read(found: Found, settings: Settings) -> Iterator[Item]:
    """The archive's files, or those of a web archive (WACZ) that hold its pages; a Word document is one article."""
    budget = budget_of(found, settings)
    found = replace(found, budget=budget)
    with _seekable(found) as stream:
        archive = _opened(stream, settings)
        if isinstance(archive, str):
            yield Problem("file", found.shown, archive)
            return
        entries = archive.infolist()
        names = {entry.filename for entry in entries}
        if "word/document.xml" in names:
            yield from docx.read(found, settings)
        elif what := next((what for name, what in OFFICE if name in names), None):
            yield Problem("file", found.shown, f"is {what}, a format that is not read")
        elif names.issuperset(OPEN_DOCUMENT):
            yield Problem("file", found.shown, "is an OpenDocument file, a format that is not read")
        elif problem := too_deep(found, settings):
            yield problem
        else:
            yield from _Members(archive, found, budget, settings).all(_of_wacz(entries) or entries)


@contextmanager
def _seekable(found: Found) -> Iterator[BinaryIO]:
    """The archive as a stream that can be searched: the file itself, or a copy of what lies in another archive."""
    with found.open() as stream:
        if stream.seekable():
            yield stream
            return
        with SpooledTemporaryFile(IN_MEMORY) as copy:
            while data := stream.read(CHUNK):
                copy.write(data)
            copy.seek(0)
            yield copy  # type: ignore[misc]


def _opened(stream: BinaryIO, settings: Settings) -> ZipFile | str:
    """The archive, or why it cannot be read. Only its list of files is read here."""
    try:
        size = _directory_size(stream)
        if size is not None and size > settings.max_directory_bytes:
            return f"holds more than {settings.max_directory_bytes // 2**20} MB of file names"
        stream.seek(0)
        return ZipFile(stream)
    except UnicodeDecodeError:
        return "holds a file with a name that is not UTF-8"
    except (*FAULTS, OSError):
        return "is a zip archive that is damaged or cut short: its list of files, at its end, cannot be read"


def _directory_size(stream: BinaryIO) -> int | None:
    """How long the list of files claims to be, in bytes; None when there is none."""
    end = stream.seek(0, 2)
    start = max(0, end - _END.size - 65535)
    stream.seek(start)
    tail = stream.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or at + _END.size > len(tail):
        return None
    size = int(_END.unpack_from(tail, at)[5])
    before = at - _LOCATOR_64.size
    if before >= 0 and tail[before : before + 4] == b"PK\6\7":
        stream.seek(min(_LOCATOR_64.unpack_from(tail, before)[2], end))
        block = stream.read(_END_64.size)
        if len(block) == _END_64.size and block[:4] == b"PK\6\6":
            size = max(size if size != 0xFFFFFFFF else 0, int(_END_64.unpack(block)[8]))
    return size


def _of_wacz(entries: Sequence[ZipInfo]) -> list[ZipInfo]:
    """The web archives in a WACZ, whose indexes and logs hold no pages; none when it is no WACZ."""
    if not any(entry.filename == "datapackage.json" for entry in entries):
        return []
    return [e for e in entries if e.filename.startswith("archive/") and e.filename.endswith((".warc", ".warc.gz"))]


class _Members:
    """The files of one archive, in the order of their names; what is set aside is tallied."""

    def __init__(self, archive: ZipFile, found: Found, budget: Budget, settings: Settings) -> None:
        self._archive, self._found, self._budget, self._settings = archive, found, budget, settings
        self._tally = Tally(found)

    def all(self, entries: Sequence[ZipInfo]) -> Iterator[Item]:
        """Each file that is fit to be read, then the problems."""
        overlapping = _overlapping(entries)
        names = Names()
        for place, entry in sorted(
            ((place_of(e.filename), e) for e in entries), key=lambda p: (p[0], p[1].header_offset)
        ):
            self._budget.count()
            if self._budget.spent:
                break
            if place.endswith("/") or hidden(place):
                continue
            if why := self._set_aside(place, entry, overlapping):
                self._tally.add(place, why)
            else:
                meter = Meter(self._budget, self._settings.max_ratio)
                yield member_of(self._found, names.distinct(place), self._opener(entry, meter), entry.file_size)
        yield from enough(self._found, self._settings)
        yield from self._tally.problems()

    def _set_aside(self, place: str, entry: ZipInfo, overlapping: frozenset[int]) -> str | None:
        """Why a file is not read, if so."""
        if why := unfit(place):
            return why
        if entry.flag_bits & ENCRYPTED:
            return "is encrypted"
        if entry.compress_type not in METHODS:
            return f"is packed in a way that is not read (method {entry.compress_type})"
        if entry.header_offset in overlapping:
            return "overlaps another file of the archive"
        if entry.file_size > max(SMALL, self._settings.max_ratio * entry.compress_size):
            return f"unpacks to more than {self._settings.max_ratio} times its size"
        return None if entry.file_size else "is empty"

    def _opener(self, entry: ZipInfo, meter: Meter) -> Callable[[], BinaryIO]:
        def opened() -> BinaryIO:
            try:
                inner = self._archive.open(entry)
            except FAULTS as error:
                raise DamagedError("its entry in the archive is damaged") from error
            step = METHODS[entry.compress_type]
            return BufferedReader(Metered(inner, meter, entry.compress_size, step), CHUNK)  # type: ignore

        return opened


def _overlapping(entries: Sequence[ZipInfo]) -> frozenset[int]:
    """The offsets of files that reach into another one, and of those reached into: only bombs are made so."""
    found: set[int] = set()
    reach, last = -1, -1
    for entry in sorted(entries, key=lambda e: e.header_offset):
        if entry.header_offset < reach:
            found |= {last, entry.header_offset}
        end = entry.header_offset + _LOCAL_HEADER + len(entry.filename) + entry.compress_size
        if end > reach:
            reach, last = end, entry.header_offset
    return frozenset(found)
