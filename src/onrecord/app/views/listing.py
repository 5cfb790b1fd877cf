"""Lists on several pages, and what a reader asked of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar
from urllib.parse import quote_plus

from onrecord.edtf import Bounds, bounds
from onrecord.errors import QueryError

__all__ = ["Asked", "Missing", "Paged", "inside", "page_of", "paged"]

S = TypeVar("S")
T = TypeVar("T")


class Missing(Exception):  # noqa: N818 (an address that leads nowhere is no fault of the program)
    """There is nothing at this address."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: a page of a list, and what it is kept to. Empty words keep it to nothing.

    `since` and `until` are dates (year, month or day) and inclusive; `person` is an id, `outlet` what a source is
    called, `kind` one of the list's kinds, `by` its order, `show` a part of a page, `q` words, `done` the number of the
    correction that was just made.
    """

    page: int = 1
    since: str = ""
    until: str = ""
    person: str = ""
    outlet: str = ""
    kind: str = ""
    by: str = ""
    show: str = ""
    q: str = ""
    done: int = 0

    @property
    def window(self) -> Bounds | None:
        """The days asked for, None for all. Raises `QueryError` when they are none."""
        if not self.since and not self.until:
            return None
        first = bounds(self.since).first if self.since else date.min
        last = bounds(self.until).last if self.until else date.max
        if first > last:
            raise QueryError(f"{self.since} is after {self.until}")
        return Bounds(first, last)

    @property
    def narrowed(self) -> bool:
        """Whether the list is kept to a part of itself."""
        return bool(self.since or self.until or self.person or self.outlet or self.q)

    def query(self, **changed: object) -> str:
        """The query of an address that asks the same but for what is `changed`; the page is the first unless given."""
        asked = {"page": 1, **changed}
        given = [(name, asked.get(field, getattr(self, field))) for name, field in _QUERY]
        return "?" + "&".join([f"{name}={quote_plus(str(value))}" for name, value in given if value not in ("", 1)])


_QUERY: Final = (
    ("from", "since"), ("to", "until"), ("person", "person"), ("outlet", "outlet"), ("kind", "kind"), ("by", "by"),
    ("show", "show"), ("q", "q"), ("page", "page"),
)  # fmt: skip
"""What stands in a query: its names, and what they are in `Asked`."""


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """One of the `pages` that a list of `total` items is parted into."""

    items: tuple[T, ...]
    page: int
    pages: int
    total: int

    def of(self, shown: Callable[[T], S]) -> Paged[S]:
        """The same page with each item as `shown` gives it."""
        return Paged(tuple(shown(item) for item in self.items), self.page, self.pages, self.total)


def paged(items: Sequence[T], page: int, size: int) -> Paged[T]:
    """The `page` of a list, from 1, `size` items a page. Raises `Missing` when there is no such page."""
    pages = max(1, -(-len(items) // size))
    if page > pages:
        raise Missing(f"page {page} of {pages}")
    return Paged(tuple(items[(page - 1) * size : page * size]), page, pages, len(items))


def page_of(place: int, size: int) -> int:
    """The page that the item at `place` in its list, from 0, stands on."""
    return place // size + 1


def inside(edtf: str | None, window: Bounds | None) -> bool:
    """Whether the middle of a date lies in the days of a window: a year is no event of its every month."""
    if window is None:
        return True
    if edtf is None:
        return False
    days = bounds(edtf)
    middle = (days.first.toordinal() + days.last.toordinal()) // 2
    return window.first.toordinal() <= middle <= window.last.toordinal()
