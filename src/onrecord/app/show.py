"""Links between the pages of the app: what the shared templates ask for, see `write.html.show`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup, escape

from onrecord.app.book import Book
from onrecord.app.views.people import listed_as as listed
from onrecord.model import Article, Difference, Person, Record, Utterance
from onrecord.span import Span
from onrecord.write.html.safe import anchor
from onrecord.write.html.show import Show
from onrecord.write.html.voices import saying

__all__ = ["AppShow"]

_PAGES = {
    "article": "/articles/{}", "person": "/people/{}", "voice": "/people/{}?show=said", "event": "/events/{}",
    "utterance": "/utterances/{}", "difference": "/differences/{}",
}  # fmt: skip


class AppShow(Show):
    """The words of a record, and the pages that its things have; `here` is the article whose page this is."""

    pages = True
    most = 6

    def __init__(self, book: Book, here: str | None = None, opened: set[str] | None = None) -> None:
        self._book, self._here = book, here
        super().__init__(book.record, book.texts, opened if opened is not None else set())

    def _differences(self, record: Record) -> Mapping[str, Sequence[tuple[Span, Difference]]]:
        return self._book.stated

    def part(self, made: Callable[..., Markup], item: object, *more: object) -> Markup:
        """`item` as the macro `made` shows it; made once for each state of the record."""
        if self._here is not None:
            return made(item, *more)  # its own article's places are on the page itself
        return self._book.parts.part(made, item, more)

    def saying(self, made: Callable[..., Markup], utterance: Utterance, with_speaker: bool) -> Markup:
        """Something that was said, with its wordings."""
        texts = self._book.texts
        return self._book.parts.part(made, utterance, (with_speaker,), lambda u: saying(u, texts))

    def card(self, made: Callable[..., Markup], person: Person, level: int) -> Markup:
        """Someone in a list, with what is known of them."""
        return self._book.parts.part(made, person, (level,), lambda p: listed(self._book, p))

    def to(self, kind: str, item: str) -> str:
        """The address of a thing's page."""
        return _PAGES[kind].format(item)

    def href(self, span: Span) -> str:
        """The link to the words at `span` on the page of their article."""
        place = f"#{anchor(span)}"
        return place if span.article == self._here else f"/articles/{span.article}{place}"

    def cite(self, span: Span) -> Markup:
        """The way to the citation of a line."""
        at = f"{escape(span.article)}/{span.start}-{span.end}"
        words = f'<a class="cite" href="/cite/{at}" title="Copy the citation of this line">cite</a>'
        return Markup(" " + words)  # noqa: S704 (a line of most parts: plain strings are a tenth of the work)

    def cited(self, article: Article) -> Markup:
        """Nothing: citations are asked for."""
        return Markup("")

    def tools(self, item: str) -> Markup:
        """The way to correct a thing."""
        words = f'<a class="fix" href="/correct/{escape(item)}" title="Correct, note or undo">correct</a>'
        return Markup(" " + words)  # noqa: S704 (as above)
