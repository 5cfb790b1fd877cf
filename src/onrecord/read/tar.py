"""Tar archives (`.tar`, `.tar.gz`, `.tgz`): their files in the order of the archive, streamed by the standard library.

Links and devices are never followed: what a link leads to is read where it lies in the archive. `tarfile` ends without
a word at a damaged header, and takes over whatever an extended header or the map of a sparse file states; `_Header`
and `_Bounded` see to these.
"""

from __future__ import annotations

import posixpath
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, BinaryIO, Self

from onrecord.errors import Problem
from onrecord.read.archives import Names, budget_of, enough, hidden, place_of, too_deep, unfit
from onrecord.read.found import Budget, Found, member_of
from onrecord.read.packed import CHUNK, FAULTS, DamagedError, Replayed, Tally
from onrecord.settings import Settings

__all__ = ["read"]

MAX_EXTENDED = 65536
"""Most bytes of headers before a member: paths of any system have at most 4,096."""
HEADER_COST = 12288
"""Bytes that a member counts for besides what every one does: what is unpacked while `tarfile` reads its header."""
_ENDS = ("EOFHeaderError", "EmptyHeaderError")
"""What `tarfile` raises where an archive ends as it should: two classes that it does not declare."""
MAX_LINKS = 1000
"""Links of one archive that are looked after."""


def read(found: Found, settings: Settings) -> Iterator[Found | Problem]:
    """The archive's files. One problem where it is damaged or ends too early; what came before that is kept."""
    if problem := too_deep(found, settings):
        yield problem
        return
    budget = budget_of(found, settings)
    found = replace(found, budget=budget)
    tally, files = Tally(found), 0
    with found.open() as stream:
        try:
            for place, size, data in _Files(stream, budget, tally).places():
                files += 1
                yield member_of(found, place, Replayed(data.read, settings.replayed_bytes).open, size)
        except (OSError, tarfile.TarError, *FAULTS) as error:
            why = error if isinstance(error, OSError) else "a header in it is damaged or cut short"
            yield Problem("file", found.shown, f"breaks off; files read from it: {files:,}; {why}")
    yield from enough(found, settings)
    yield from tally.problems()


class _Files:
    """The files of an archive that are read; what is set aside is tallied."""

    def __init__(self, stream: BinaryIO, budget: Budget, tally: Tally) -> None:
        self._stream, self._budget, self._tally = _Bounded(stream), budget, tally
        self._names = Names()
        self._links: list[tuple[str, str]] = []

    def places(self) -> Iterator[tuple[str, int, _Data]]:
        """The place and size of each, and what reads it until the next is asked for."""
        archive = tarfile.open(  # type: ignore[call-overload]  # noqa: SIM115 — the stream is closed where it was opened
            fileobj=self._stream, mode="r|", bufsize=tarfile.BLOCKSIZE, tarinfo=_Header, encoding="utf-8"
        )  # a block at a time: what comes before damage is not lost with it
        while info := archive.next():
            archive.members.clear()  # else it keeps them all
            archive.pax_headers.clear()
            self._stream.bound = info.offset_data + info.size + tarfile.RECORDSIZE + MAX_EXTENDED
            self._budget.count()
            self._budget.size -= HEADER_COST
            if self._budget.spent:
                return
            place = place_of(info.name)
            if place.endswith("/") or hidden(place) or not (info.isfile() or info.issym() or info.islnk()):
                continue
            if why := unfit(place) or ("is a sparse file, which is not read" if info.issparse() else None):
                self._tally.add(place, why)
            elif not info.isfile():
                self._link(place, info)
            elif not info.size:
                self._tally.add(place, "is empty")
            elif packed := archive.extractfile(info):
                data = _Data(packed)
                yield self._names.distinct(place), info.size, data
                if data.broken:
                    break
        self._missed()

    def _link(self, place: str, info: tarfile.TarInfo) -> None:
        if len(self._links) < MAX_LINKS:
            base = posixpath.dirname(place) if info.issym() else ""
            self._links.append((place, posixpath.normpath(posixpath.join(base, info.linkname))))

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


class _Data:
    """The data of a member, every fault of which is an `OSError`."""

    def __init__(self, data: IO[bytes]) -> None:
        self._data = data
        self.broken = False

    def read(self, size: int) -> bytes:
        """Up to `size` of the next bytes."""
        try:
            return self._data.read(min(size, CHUNK))
        except OSError:
            self.broken = True
            raise
        except tarfile.TarError:
            self.broken = True
            raise DamagedError("the archive ends too early") from None


class _Header(tarfile.TarInfo):
    """A header that is damaged ends the archive with a fault, not without a word."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> Self:
        """The next header. Raises `DamagedError` when it is none."""
        try:
            return super().fromtarfile(archive)
        except tarfile.HeaderError as error:
            if type(error).__name__ in _ENDS:
                raise
            raise DamagedError("a header in it is damaged or cut short") from None


class _Bounded:
    """The stream of an archive, which is not read beyond `bound`: the headers behind a member take only so much.

    Nor is it read on and on behind its end.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._at = self._empty = 0
        self.bound = tarfile.RECORDSIZE + MAX_EXTENDED

    def read(self, size: int) -> bytes:
        """Up to `size` of the next bytes. Raises `DamagedError`."""
        data = self._stream.read(size)
        self._at += len(data)
        self._empty += not data
        if self._at > self.bound:
            raise DamagedError("a header in it is too long")
        if self._empty > 2:
            raise DamagedError("it ends too early")
        return data
