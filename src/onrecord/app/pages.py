"""The pages, as HTML. Each is complete without the script; `api` has the same as JSON."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.app.book import Book
from onrecord.app.desk import Desk, asked_in
from onrecord.app.views import articles, aside, differences, people, search, story, voices
from onrecord.app.views.listing import Asked, Missing
from onrecord.edits.marks import missed_of
from onrecord.edits.verbs import about, given
from onrecord.errors import RecordError
from onrecord.model import Article, Difference, Event, Person, Utterance
from onrecord.span import Span
from onrecord.write.html.citation import cite

__all__ = ["place_of", "routes", "thing_of"]

T = TypeVar("T")

Page = Callable[..., Response]
"""What makes a page: of the desk, what is asked, and the parts of the address that stand for things."""

routes: Final[list[Route]] = []
"""The ways to the pages. Plain ones of Starlette: to have FastAPI find out what each function wants, as the API does,
takes as long as making a small page."""


def page(*addresses: str) -> Callable[[Page], Page]:
    """Has a page answer at `addresses`, made in a thread."""

    def routed(make: Page) -> Page:
        async def answer(request: Request) -> Response:
            desk: Desk = request.app.state.desk
            return await run_in_threadpool(make, desk, asked_in(request), **request.path_params)

        routes.extend(Route(address, answer, methods=["GET"]) for address in addresses)
        return make

    return routed


def thing_of(book: Book, item: str, kind: type[T]) -> T:
    """The thing with this id, if it is of the kind. Raises `Missing`."""
    thing = book.thing(item)
    if not isinstance(thing, kind):
        raise Missing(f"the record has no {kind.__name__.lower()} {item[:40]}")
    return thing


@page("/", "/story")
def story_page(desk: Desk, asked: Asked) -> Response:
    """The picture and the chronology."""
    book = desk.shelf.book()
    return desk.page("story.html", book, here="/", asked=asked, story=story.story(book, asked))


@page("/voices")
def voices_page(desk: Desk, asked: Asked) -> Response:
    """Who said what."""
    book = desk.shelf.book()
    groups, shown = voices.voices(book, asked)
    heat = voices.heat(book) if asked.page == 1 and not asked.narrowed and asked.by not in voices.RUNS else None
    return desk.page(
        "voices_page.html", book, here="/voices", asked=asked, groups=groups, paged=shown, heat=heat,
        person=book.texts.person(asked.person),
    )  # fmt: skip


@page("/people")
def people_page(desk: Desk, asked: Asked) -> Response:
    """The people, or others with a name."""
    book = desk.shelf.book()
    kinds = people.kinds(book)
    if not asked.kind and not asked.q and "person" in kinds:
        asked = replace(asked, kind="person")
    listed = people.listed(book, asked)
    return desk.page("people_page.html", book, here="/people", asked=asked, kinds=kinds, paged=listed)


@page("/people/{item}")
def person_page(desk: Desk, asked: Asked, item: str) -> Response:
    """One of them."""
    book = desk.shelf.book()
    person = thing_of(book, item, Person)
    return desk.page(
        "person.html", book, here="/people", asked=asked, person=person, portrait=people.portrait(book, person, asked)
    )


@page("/differences")
def differences_page(desk: Desk, asked: Asked) -> Response:
    """Where the accounts differ."""
    book = desk.shelf.book()
    return desk.page(
        "differences_page.html", book, here="/differences", asked=asked, kinds=differences.kinds(book),
        paged=differences.listed(book, asked),
    )  # fmt: skip


@page("/articles")
def articles_page(desk: Desk, asked: Asked) -> Response:
    """The articles."""
    book = desk.shelf.book()
    listed = articles.listed(book, desk.shelf.readers, asked)
    return desk.page("articles_page.html", book, here="/articles", asked=asked, paged=listed)


@page("/articles/{item}")
def article_page(desk: Desk, asked: Asked, item: str) -> Response:
    """One of them, with its words marked."""
    book = desk.shelf.book()
    article = thing_of(book, item, Article)
    sheet, show = articles.page(book, article)
    return desk.page("article.html", book, here="/articles", show=show, sheet=sheet, article=article, asked=asked)


@page("/search")
def search_page(desk: Desk, asked: Asked) -> Response:
    """Passages and quotations by their words, or what is on record on a question."""
    book = desk.shelf.book()
    hits: tuple[search.Found, ...] = ()
    more, answer = False, None
    with desk.shelf.readers.lent() as store:
        if search.asks(asked):
            answer = search.answered(book, store, asked.q)
        else:
            hits, more = search.found(book, store, asked)
    return desk.page("search.html", book, here="/search", asked=asked, hits=hits, more=more, answer=answer)


@page("/set-aside")
def aside_page(desk: Desk, asked: Asked) -> Response:
    """What was left out, and why."""
    book = desk.shelf.book()
    return desk.page(
        "aside_page.html", book, here="/articles", asked=asked, kinds=aside.kinds(book),
        paged=aside.grouped(book, asked),
    )  # fmt: skip


@page("/corrections")
def corrections_page(desk: Desk, asked: Asked) -> Response:
    """What was corrected by hand, with the way to undo it."""
    book = desk.shelf.book()
    missed = missed_of(book.record)
    lines = [
        (number, edit, about(edit.target), given(edit), missed.get(number))
        for number, edit in enumerate(book.record.edits, 1)
    ]
    return desk.page("corrections.html", book, here="", lines=lines[::-1], asked=asked)


@page("/cite/{item}", "/cite/{item}/{place}")
def cite_page(desk: Desk, asked: Asked, item: str, place: str = "") -> Response:
    """The citation of a line."""
    book = desk.shelf.book()
    span = place_of(book, item, place)
    return desk.page("cite.html", book, here="/articles", citation=cite(book.texts, span), span=span)


def place_of(book: Book, item: str, place: str) -> Span:
    """The characters `START-END` of an article, all of them when no place is given. Raises `Missing`."""
    article = thing_of(book, item, Article)
    if not place:
        return book.place(article)
    found = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", place)
    span = Span(article.id, int(found[1]), int(found[2])) if found else Span("", 0, 0)
    try:
        book.texts.text(span) if found else None
    except RecordError:
        found = None
    if not found:
        raise Missing(f"the article has no characters {place[:24]}")
    return span


# ------------------------------------------------------------------ addresses that stay
@page("/events/{item}")
def event_place(desk: Desk, asked: Asked, item: str) -> Response:
    """An event, in the chronology."""
    book = desk.shelf.book()
    event = thing_of(book, item, Event)
    return _to(f"/{Asked(show='all').query(page=story.event_page(book, event))}", item)


@page("/utterances/{item}")
def utterance_place(desk: Desk, asked: Asked, item: str) -> Response:
    """What was said, among all that was."""
    book = desk.shelf.book()
    utterance = thing_of(book, item, Utterance)
    return _to(f"/voices{Asked(by='date').query(page=voices.utterance_page(book, utterance))}", item)


@page("/differences/{item}")
def difference_place(desk: Desk, asked: Asked, item: str) -> Response:
    """A difference, among all of them."""
    book = desk.shelf.book()
    difference = thing_of(book, item, Difference)
    return _to(f"/differences{Asked().query(page=differences.difference_page(book, difference))}", item)


def _to(address: str, item: str) -> Response:
    return RedirectResponse(f"{address}#{item}", 303)
