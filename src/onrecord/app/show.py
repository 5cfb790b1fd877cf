"""Links between the pages of the app, and their parts: what templates ask for, see `write.html.show`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup, escape

from onrecord.app.book import Book
from onrecord.app.views.people import listed_as as listed
from onrecord.model import Article, Difference, Person, Record, Utterance
from onrecord.span import Span
from onrecord.write.html.safe import anchor, visible
from onrecord.write.html.show import Show
from onrecord.write.html.voices import saying
from onrecord.write.texts import plain

__all__ = ["AppShow"]

_PAGES = {
    "article": "/articles/{}", "person": "/people/{}", "voice": "/people/{}?show=said", "event": "/events/{}",
    "utterance": "/utterances/{}", "difference": "/differences/{}",
}  # fmt: skip


OUTLETS: Final = 300
NAMES: Final = 200
"""Outlets with the most articles, and people mentioned most, that are offered to keep a list to."""
_OPTION = Markup('<option value="{}">{}</option>')


class AppShow(Show):
    """The words of a record, and the pages that its things have; `here` is the article whose page this is."""

    pages = True
    most = 6

    def __init__(self, book: Book, here: str | None = None, opened: set[str] | None = None) -> None:
        self._book, self._here = book, here
        super().__init__(book.record, book.texts, opened if opened is not None else set())

    def _differences(self, record: Record) -> Mapping[str, Sequence[tuple[Span, Difference]]]:
        return self._book.stated

    # -------------------------------------------------------------- parts, each made once for a state of the record
    def part(self, made: Callable[..., Markup], item: Any, *more: object) -> Markup:
        """`item`, which has an id, as the macro `made` shows it."""
        if self._here is not None:
            return made(item, *more)  # its own article's places are on the page itself
        return self._once(made, item.id, more, lambda: made(item, *more))

    def saying(self, made: Callable[..., Markup], utterance: Utterance, with_speaker: bool) -> Markup:
        """Something that was said, with its wordings."""
        texts = self._book.texts
        return self._once(
            made, utterance.id, (with_speaker,), lambda: made(saying(utterance, texts), with_speaker)
        )  # fmt: skip

    def card(self, made: Callable[..., Markup], person: Person, level: int) -> Markup:
        """Someone in a list, with what is known of them."""
        return self._once(made, person.id, (level,), lambda: made(listed(self._book, person), level))

    def line(self, made: Callable[..., Markup], article: Article) -> Markup:
        """An article in a list."""
        return self._once(made, article.id, (), lambda: made(article, self._book.quotations_in[article.id]))

    def _once(
        self, made: Callable[..., Markup], item: str, more: tuple[object, ...], make: Callable[[], Markup]
    ) -> Markup:
        name: str = made.name  # type: ignore[attr-defined]  # a macro of a template
        return self._book.parts.once((name, item, more), make)

    # -------------------------------------------------------------- choices
    def outlets(self, chosen: str) -> Markup:
        """The outlets that a list may be kept to, as options, of which one is chosen."""
        outlets = self._book.outlets[:OUTLETS]
        return self._options("outlets", chosen, lambda: ((name, f"{plain(name)} ({n})") for name, n in outlets))

    def names(self, chosen: str) -> Markup:
        """The people that a search may be kept to."""
        people = self._book.record.people[:NAMES]
        return self._options("names", chosen, lambda: ((p.id, plain(p.name)) for p in people))

    def _options(self, name: str, chosen: str, found: Callable[[], Iterable[tuple[str, str]]]) -> Markup:
        """Options, each a value and its words: written once, one of them chosen."""
        options: Markup = self._book.once(
            name,
            lambda: Markup("").join(_OPTION.format(visible(value), visible(words)) for value, words in found()),
        )
        mark = Markup('value="{}"').format(visible(chosen))
        return options.replace(mark, mark + Markup(" selected")) if chosen else options

    # -------------------------------------------------------------- links
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
