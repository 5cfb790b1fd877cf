"""What a reader is given, and what it may give back.

A reader is `read(found, settings)` and yields, in the order of the input, `Source`s (articles), `Problem`s (what could
not be read), further `Found`s (an archive's members, a message's attachments) and `Address`es (what would have to be
fetched). The dispatch in `read` takes each `Found` to the reader of its format at once, before the next one is asked
for, so a member may be a stream that is only good until then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

from onrecord.errors import Problem
from onrecord.model import Format, Source
from onrecord.settings import Settings

__all__ = ["Address", "Budget", "Found", "Item", "Reader", "Whole", "member_of", "one_line"]


MEMBER_COST = 4096
"""Bytes that a member counts for besides its own: what is unpacked in the time that an empty one takes."""


@dataclass(slots=True)
class Budget:
    """What the archives of one INPUT file may still give: members, and bytes once unpacked. Counts down.

    `deep` is how many more archives may lie too deep in others before the rest of the INPUT is passed over; `why` says
    what it means when `size` is used up. Every archive around stops once a budget is `spent`; `told` is whether a
    problem says so yet.
    """

    members: int
    size: int
    deep: int = 16
    why: str = "the archive unpacks to more than is allowed"
    told: bool = False

    @classmethod
    def of(cls, size: int | None, settings: Settings) -> Budget:
        """The budget of an INPUT of `size` bytes, None if unknown."""
        most, ratio = settings.max_unpacked_bytes, settings.max_ratio
        small = max(settings.small_unpacked_bytes, ratio * (size or 0))
        if size is None or small >= most:
            return cls(settings.max_members, most, why=f"the archive unpacks to more than {most // 2**20:,} MB")
        return cls(settings.max_members, small, why=f"the archive unpacks to more than {ratio} times its size")

    def count(self) -> None:
        """Takes off one more member."""
        self.members -= 1
        self.size -= MEMBER_COST

    @property
    def spent(self) -> bool:
        """Whether nothing more is to be read."""
        return self.members < 0 or self.size < 0 or self.deep < 0


@dataclass(frozen=True, slots=True)
class Found:
    """Bytes that may hold articles: a file, an archive's member, a page that was fetched.

    `name` is its key: the path relative to the INPUT (POSIX, NFC), and for what lies inside a file that path, `#`, and
    the place inside (`crawl.zip#a/b.html`). `path` is the file's own part of it, `member` the place inside, `origin`
    the absolute path, `size` the bytes if known before reading. `depth` counts the archives around it and `budget`
    is what these may still give. `url`, `captured` (EDTF), `charset`, `digest` and `media` (its media type, in small
    letters) are what its carrier says about it.
    """

    name: str
    origin: str
    size: int | None
    open: Callable[[], BinaryIO]
    path: str = ""
    member: str | None = None
    depth: int = 0
    budget: Budget | None = field(default=None, compare=False)
    url: str | None = None
    captured: str | None = None
    charset: str | None = None
    digest: str | None = None
    media: str | None = None

    @property
    def shown(self) -> str:
        """The name as it can be printed on one line."""
        return one_line(self.name)

    def source(self, kind: Format, data: bytes, *, key: str | None = None, order: int = 0, **more: object) -> Source:
        """An article of this: `data` in the format `kind`. `more` are fields of `Source`."""
        made = Source(
            key or self.name, self.path or self.name, kind, data, self.origin, order, self.member,
            url=self.url, captured=self.captured, charset=self.charset, digest=self.digest,
        )  # fmt: skip
        return replace(made, **more) if more else made  # type: ignore[arg-type]

    def part(self, kind: Format, data: bytes, number: int, whole: Whole, *, key: str | None = None) -> Source:
        """The article `number` (from 1) of several in one file, taken out of it as `data`; `whole` is the file.

        It has no `url`: the file's address is that of none of its articles.
        """
        return self.source(
            kind, data, key=key or f"{self.name}#{number}", order=number - 1, part=number,
            container=whole.data, container_sha256=whole.sha256, url=None,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Whole:
    """The bytes of a file that articles are taken out of, and their sha256."""

    data: bytes
    sha256: str

    @classmethod
    def of(cls, data: bytes) -> Whole:
        """`data` with its sha256."""
        return cls(data, sha256(data).hexdigest())


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the web that an input names; `place` says where, as a problem's path.

    `instead` is the article that is taken when nothing is fetched from there: what a feed holds of it. `depth` counts
    the archives, lists and feeds around the address.
    """

    url: str
    place: str
    instead: Source | None = None
    depth: int = 0


Item = Source | Problem | Found | Address
Reader = Callable[[Found, Settings], Iterator[Item]]


def member_of(
    outer: Found, place: str, data: bytes | Callable[[], BinaryIO], size: int | None, **more: object
) -> Found:
    """What lies at `place` inside `outer`. `data` are its bytes, or what opens them; `more` fields of `Found`.

    It has no address, encoding or media type of its own unless `more` says so: those of `outer` are not its.
    """
    opener = data if callable(data) else lambda: BytesIO(data)
    inside = place if outer.member is None else f"{outer.member}#{place}"
    return replace(
        outer, name=f"{outer.name}#{place}", path=outer.path or outer.name, member=inside, size=size, open=opener,
        depth=outer.depth + 1, **{"url": None, "charset": None, "media": None, **more},  # type: ignore[arg-type]
    )  # fmt: skip


def one_line(name: str) -> str:
    """`name` with what cannot be printed on one line written as escapes."""
    printable = "".join(c if c.isprintable() or c == " " else c.encode("unicode_escape").decode() for c in name)
    return printable.encode("utf-8", "backslashreplace").decode()
