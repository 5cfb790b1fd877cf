"""What stands at hand for every request: the record, the works, the token; and how a page is rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Final

import fastapi
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from onrecord.app.book import Book
from onrecord.app.guard import KEEP
from onrecord.app.shelf import Shelf
from onrecord.app.show import AppShow
from onrecord.app.views.listing import Asked
from onrecord.app.writes import Works
from onrecord.write.html import environment

__all__ = ["MENU", "Desk", "asked_in", "asked_of", "desk_of", "parts_to_make"]

MENU = (
    ("/", "Story"), ("/voices", "Voices"), ("/people", "People"), ("/differences", "Differences"),
    ("/articles", "Articles"), ("/search", "Search"), ("/draft", "Draft"),
)  # fmt: skip
"""The entries of the menu: address and name."""

BATCH: Final = 10
"""Parts of pages that are made at once in the background: a few milliseconds."""

FULL: Final = 0.9
"""Share of the room for parts up to which they are made in the background."""

_DATE = r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"


@dataclass(slots=True)
class Desk:
    """The state of the app. `versions` tells styles and scripts of one version from those of another."""

    shelf: Shelf
    works: Works
    token: str
    version: str

    def page(
        self,
        template: str,
        book: Book,
        *,
        here: str,
        show: AppShow | None = None,
        keep: bool = True,
        status: int = 200,
        **given: object,
    ) -> Response:
        """A page; `here` is the entry of the menu that it belongs to. One that is not to be kept is never cached."""
        html = environment("onrecord.app").get_template(template).render(
            record=book.record, texts=book.texts, show=show or AppShow(book), menu=MENU, here=here, token=self.token,
            version=self.version, **given,
        )  # fmt: skip
        headers = {"cache-control": KEEP if keep else "no-store"}
        return Response(html.encode(), status, headers, "text/html; charset=utf-8")


def parts_to_make(book: Book) -> Iterator[Callable[[], object]]:
    """The making of all parts that lists of the menu are joined from, a few at a time, until there is no more room.

    And of the places of sentences, which questions need.
    """
    show = AppShow(book)
    given = {"record": book.record, "texts": book.texts, "show": show}

    def macro(template: str, name: str) -> Any:
        return getattr(environment("onrecord.app").get_template(template).make_module(given), name)

    event, saying = macro("event.html", "event"), macro("saying.html", "saying")
    difference, card = macro("difference.html", "difference"), macro("card.html", "card")
    line = macro("line.html", "line")
    making: tuple[tuple[Sequence[Any], Callable[[Sequence[Any]], object]], ...] = (
        (book.record.articles, lambda some: show.parts(line, some)),
        (book.record.articles, lambda some: [book.texts.starts(article.id) for article in some]),
        (book.ordered_events, lambda some: show.parts(event, some)),
        (book.record.differences, lambda some: show.parts(difference, some, 2)),
        (book.record.people, lambda some: show.cards(card, some, 2)),
        (book.ordered_utterances, lambda some: show.sayings(saying, some, False)),
        (book.ordered_utterances, lambda some: show.sayings(saying, some, True)),
    )
    for items, make in making:
        for start in range(0, len(items), BATCH):
            if book.parts.share > FULL:
                return
            yield partial(make, items[start : start + BATCH])


async def desk_of(request: Request) -> Desk:
    """The desk of the app that a request came to. Asynchronous, as `asked_of`, to be had without a thread."""
    desk: Desk = request.app.state.desk
    return desk


class Query(BaseModel):
    """What the query of an address may ask of a list."""

    page: int = Field(1, ge=1, le=100_000, description="Page of the list")
    since: str = Field("", alias="from", pattern=_DATE, description="First day, month or year")
    until: str = Field("", alias="to", pattern=_DATE, description="Last day, month or year")
    person: str = Field("", pattern="^(p[0-9a-f]{16})?$", description="Id of a person")
    outlet: str = Field("", max_length=200, description="What a source is called")
    kind: str = Field("", max_length=20, description="One of the list's kinds")
    by: str = Field("", max_length=20, description="Order: person, date or occasion; question: it is one")
    show: str = Field("", max_length=20, description="A part of the page")
    q: str = Field("", max_length=200, description="Words to hold")
    done: int = Field(0, ge=0, le=10**9, description="The correction just made: shown, with the way back")

    @property
    def asked(self) -> Asked:
        """The same as pages take it."""
        return Asked(**{**vars(self), "q": " ".join(self.q.split())})


async def asked_of(query: Annotated[Query, fastapi.Query()]) -> Asked:
    """What a request to the API asks of a list."""
    return query.asked


def asked_in(request: Request) -> Asked:
    """What a request for a page asks of a list. Raises `RequestValidationError`."""
    given = request.query_params
    if not given:
        return Asked()
    try:
        return Query.model_validate(dict(given)).asked
    except ValidationError as error:
        raise RequestValidationError([{**each, "loc": ("query", *each["loc"])} for each in error.errors()]) from None
