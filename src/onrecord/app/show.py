"""Links between the pages of the app: what the shared templates ask for, see `write.html.show`."""

from __future__ import annotations

from markupsafe import Markup

from onrecord.app.book import Book
from onrecord.span import Span
from onrecord.write.html.safe import anchor
from onrecord.write.html.show import Show

__all__ = ["AppShow"]

_PAGES = {
    "article": "/articles/{}", "person": "/people/{}", "voice": "/people/{}?show=said", "event": "/events/{}",
    "utterance": "/utterances/{}", "difference": "/differences/{}",
}  # fmt: skip
_CITE = Markup(' <a class="cite" href="/cite/{}/{}-{}" title="Copy the citation of this line">cite</a>')
_TOOLS = Markup(' <a class="fix" href="/correct/{}" title="Correct, note or undo">correct</a>')


class AppShow(Show):
    """The words of a record, and the pages that its things have; `here` is the article whose page this is."""

    pages = True
    most = 6

    def __init__(self, book: Book, here: str | None = None, opened: set[str] | None = None) -> None:
        super().__init__(book.record, book.texts, opened if opened is not None else set())
        self._here = here

    def to(self, kind: str, item: str) -> str:
        """The address of a thing's page."""
        return _PAGES[kind].format(item)

    def href(self, span: Span) -> str:
        """The link to the words at `span` on the page of their article."""
        place = f"#{anchor(span)}"
        return place if span.article == self._here else f"/articles/{span.article}{place}"

    def cite(self, span: Span) -> Markup:
        """The way to the citation of a line."""
        return _CITE.format(span.article, span.start, span.end)

    def tools(self, item: str) -> Markup:
        """The way to correct a thing."""
        return _TOOLS.format(item)
