"""Articles: the list, and the page of one with its words marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onrecord.app.book import Book
from onrecord.app.readers import Readers
from onrecord.app.show import AppShow
from onrecord.app.views.listing import Asked, Paged, inside, paged
from onrecord.model import Article
from onrecord.search import articles_with
from onrecord.write.html.marks import collect
from onrecord.write.html.sheets import Sheet, sheet
from onrecord.write.texts import source_name

__all__ = ["ARTICLES", "listed", "page"]

ARTICLES: Final = 60
"""Articles a page."""


def listed(book: Book, readers: Readers, asked: Asked) -> Paged[Article]:
    """The articles asked for, in the record's order: that hold the words, or have them as they are in their title."""
    if not asked.narrowed:
        return paged(book.record.articles, asked.page, ARTICLES)
    found: Sequence[Article] = book.record.articles
    if typed := asked.q.casefold():
        with readers.lent() as store:
            holding = articles_with(store, asked.q)
        found = [a for a, title in book.titled if a.id in holding or typed in title]
    if asked.outlet:
        found = [a for a in found if source_name(a) == asked.outlet]
    if window := asked.window:
        found = [a for a in found if inside(a.published, window)]
    return paged(found, asked.page, ARTICLES)


def page(book: Book, article: Article) -> tuple[Sheet, AppShow]:
    """The article with all that the record says of it, and what shows its links."""
    opened: set[str] = set()
    show = AppShow(book, article.id, opened)
    marks = collect(book.of_article(article), book.texts, show.to)[article.id]
    kin = book.copies.get(article.copy_group, ()), book.versions.get(article.id, ())
    return sheet(article, kin, book.texts, marks, False, opened), show
