"""Where the accounts differ: by kind, the gravest first."""

from __future__ import annotations

from typing import Final

from onrecord.app.book import Book
from onrecord.app.views.listing import Asked, Paged, page_of, paged
from onrecord.model import Difference
from onrecord.write.texts import labels

__all__ = ["DIFFERENCES", "difference_page", "kinds", "listed"]

DIFFERENCES: Final = 20
"""Differences a page."""


def kinds(book: Book) -> dict[str, int]:
    """The kinds and how many differences there are of each."""
    counts = dict.fromkeys(labels().difference, 0)
    for difference in book.record.differences:
        counts[difference.kind] += 1
    return {kind: count for kind, count in counts.items() if count}


def listed(book: Book, asked: Asked) -> Paged[Difference]:
    """The differences asked for, by rank."""
    wanted = asked.q.casefold()
    found = [
        d for d in book.record.differences
        if (not asked.kind or d.kind == asked.kind)
        and (not wanted or wanted in f"{d.topic} {d.why}".casefold())
    ]  # fmt: skip
    return paged(found, asked.page, DIFFERENCES)


def difference_page(book: Book, difference: Difference) -> int:
    """The page of the whole list that a difference stands on."""
    return page_of(book.record.differences.index(difference), DIFFERENCES)
