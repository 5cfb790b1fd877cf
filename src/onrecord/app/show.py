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


Macro = Callable[..., Markup]

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
    def parts(self, made: Macro, items: Iterable[Any], *more: object) -> Markup:
        """Things, which have ids, one after another as the macro `made` shows each."""
        return self._parts(made, items, more, lambda item: item)

    def sayings(self, made: Macro, utterances: Iterable[Utterance], with_speaker: bool) -> Markup:
        """What was said, with its wordings."""
        return self._parts(made, utterances, (with_speaker,), lambda u: saying(u, self._book.texts))

    def cards(self, made: Macro, people: Iterable[Person], level: int) -> Markup:
        """People in a list, with what is known of them."""
        return self._parts(made, people, (level,), lambda p: listed(self._book, p))

    def _parts(
        self, made: Macro, items: Iterable[Any], more: tuple[object, ...], ready: Callable[[Any], object]
    ) -> Markup:
        name: str = made.name  # type: ignore[attr-defined]  # a macro of a template
        kept, found = self._book.parts, []
        for item in items:
            key = name, item.id, more
            part = kept.get(key)
            if part is None:
                part = made(ready(item), *more)
                kept.put(key, part)
            found.append(part)
        return Markup("".join(found))  # noqa: S704 (each is what a macro gave)

    def quoted(self, article: str) -> int:
        """How many quotations an article holds."""
        return self._book.quotations_in[article]

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
    @staticmethod
    def to(kind: str, item: str) -> str:
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
