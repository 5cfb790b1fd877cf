"""The pages as JSON under `/api`, described by OpenAPI at `/api/openapi.json`.

Lists come a page at a time, their items as in the JSON export. What writes needs the header `X-Onrecord-Token`, which
the pages hold in `<meta name="onrecord-token">`; it answers at once with a job, `/api/jobs/ID` what came of it.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

import msgspec
from fastapi import APIRouter, Depends, FastAPI, File, Header, Path, UploadFile
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from onrecord.app import answers, labour
from onrecord.app.desk import Desk, asked_of, desk_of
from onrecord.app.forms import MAX_DRAFT, MAX_FILES, Refused, safe_name
from onrecord.app.guard import KEEP
from onrecord.app.labour import Order
from onrecord.app.pages import place_of, thing_of
from onrecord.app.views import articles, aside, differences, people, search, voices
from onrecord.app.views.listing import Asked, Missing, Paged, paged
from onrecord.compare import Changes
from onrecord.edtf import bounds
from onrecord.model import Article, Difference, Edit, Event, Person, Record, SetAside, Utterance
from onrecord.write.html.citation import Citation, cite

__all__ = ["DESCRIPTION", "describe", "router"]

DESCRIPTION: Final = "The record of a story: what happened when, who said what, who is who, where the accounts differ."

router = APIRouter(prefix="/api")
AtDesk = Annotated[Desk, Depends(desk_of)]
AsAsked = Annotated[Asked, Depends(asked_of)]
Token = Annotated[str, Header(alias="X-Onrecord-Token", description="The token of this process")]
Item = Annotated[str, Path(min_length=1, max_length=40, pattern="^[a-z][0-9a-f]{1,16}$")]

_TYPES: dict[str, Any] = {
    "Story": answers.Story, "Sayings": Paged[answers.Said], "People": Paged[answers.PersonLine],
    "PersonPage": answers.PersonPage, "Differences": Paged[Difference], "Articles": Paged[answers.ArticleLine],
    "ArticlePage": Record, "SetAsides": Paged[SetAside], "Corrections": list[Edit], "CitationLine": Citation,
    "HeatMap": voices.Heat, "JobState": answers.JobState, "EventLine": Event, "UtteranceLine": answers.Said,
    "DifferenceLine": Difference, "HitsPage": answers.Hits, "AnswerPage": answers.Answered, "ChangesPage": Changes,
}  # fmt: skip
"""Names of answers in the description → their types."""


def _gives(name: str, *more: int, status: int = 200) -> dict[str, Any]:
    """How a route is described: what it answers, and with what else it may."""
    told = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}}
    other = {400: "not a question", 403: "refused", 404: "not there", 413: "too much", 414: "too long",
             429: "too many wait"}  # fmt: skip
    responses: dict[int | str, Any] = {
        status: {
            "description": name,
            "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}},
        }
    }
    responses |= {code: {"description": other[code], **told} for code in (400, 404, 414, *more)}
    return {"responses": responses, "response_class": Response, "status_code": status}


def _json(value: object, status: int = 200, keep: bool = True) -> Response:
    headers = {"cache-control": KEEP if keep else "no-store"}
    return Response(msgspec.json.encode(value), status, headers, "application/json")


# ------------------------------------------------------------------ reading
@router.get("/story", **_gives("Story"))
def story(desk: AtDesk, asked: AsAsked) -> Response:
    """The events of the window asked for, a page of them; the leading ones unless `show` is all."""
    return _json(answers.story(desk.shelf.book(), asked))


@router.get("/events/{item}", **_gives("EventLine"))
def event(desk: AtDesk, item: Item) -> Response:
    """One event."""
    return _json(thing_of(desk.shelf.book(), item, Event))


@router.get("/voices", **_gives("Sayings"))
def sayings(desk: AtDesk, asked: AsAsked) -> Response:
    """What was said, in order of time, with every wording of it."""
    book = desk.shelf.book()
    shown = paged(voices.said(book, asked), asked.page, voices.SAYINGS)
    return _json(shown.of(lambda u: answers.said(book, u)))


@router.get("/utterances/{item}", **_gives("UtteranceLine"))
def utterance(desk: AtDesk, item: Item) -> Response:
    """One thing that was said."""
    book = desk.shelf.book()
    return _json(answers.said(book, thing_of(book, item, Utterance)))


@router.get("/heat", **_gives("HeatMap"))
def heat(desk: AtDesk) -> Response:
    """How often each outlet quotes whom, those quoted and quoting most."""
    return _json(voices.heat(desk.shelf.book()))


@router.get("/people", **_gives("People"))
def persons(desk: AtDesk, asked: AsAsked) -> Response:
    """Everyone with a name, the most mentioned first."""
    book = desk.shelf.book()
    shown = people.listed(book, asked)
    return _json(shown.of(lambda p: answers.person_line(book, p)))


@router.get("/people/{item}", **_gives("PersonPage"))
def person(desk: AtDesk, item: Item) -> Response:
    """One of them, with the ids of what they said, what was said of them, and their events."""
    book = desk.shelf.book()
    return _json(answers.person_page(book, thing_of(book, item, Person)))


@router.get("/differences", **_gives("Differences"))
def differing(desk: AtDesk, asked: AsAsked) -> Response:
    """Where accounts differ, the gravest first."""
    return _json(differences.listed(desk.shelf.book(), asked))


@router.get("/differences/{item}", **_gives("DifferenceLine"))
def difference(desk: AtDesk, item: Item) -> Response:
    """One difference."""
    return _json(thing_of(desk.shelf.book(), item, Difference))


@router.get("/articles", **_gives("Articles"))
def sources(desk: AtDesk, asked: AsAsked) -> Response:
    """The articles, without their texts."""
    book = desk.shelf.book()
    shown = articles.listed(book, desk.shelf.readers, asked)
    return _json(shown.of(lambda a: answers.article_line(book, a)))


@router.get("/articles/{item}", **_gives("ArticlePage"))
def article(desk: AtDesk, item: Item) -> Response:
    """One article with its text, and the record as far as it speaks of it."""
    book = desk.shelf.book()
    return _json(book.of_article(thing_of(book, item, Article)))


@router.get("/search", **_gives("HitsPage"))
def searched(desk: AtDesk, asked: AsAsked) -> Response:
    """Passages and quotations that hold the words `q`, the best first; of one `kind` where it is given."""
    book = desk.shelf.book()
    with desk.shelf.readers.lent() as store:
        found, more = search.hits_of(book, store, asked)
    return _json(answers.hits(book, found, asked.page, more))


@router.get("/ask", **_gives("AnswerPage"))
def answer(desk: AtDesk, asked: AsAsked) -> Response:
    """The passages that meet the question `q`, verbatim, by speaker and date; no groups where nothing is on record."""
    book = desk.shelf.book()
    with desk.shelf.readers.lent() as store:
        return _json(answers.answered(book, search.answered(book, store, asked.q)))


@router.get("/set-aside", **_gives("SetAsides"))
def left_aside(desk: AtDesk, asked: AsAsked) -> Response:
    """What was left out, and why."""
    return _json(aside.listed(desk.shelf.book(), asked))


@router.get("/corrections", **_gives("Corrections"))
def corrections(desk: AtDesk) -> Response:
    """What was corrected by hand, in order: the number of a correction is its place from 1."""
    return _json(desk.shelf.book().record.edits)


@router.get("/cite/{item}", **_gives("CitationLine"))
def cite_article(desk: AtDesk, item: Item) -> Response:
    """The citation of an article."""
    book = desk.shelf.book()
    return _json(cite(book.texts, place_of(book, item, "")))


@router.get("/cite/{item}/{place}", **_gives("CitationLine"))
def cite_line(desk: AtDesk, item: Item, place: Annotated[str, Path(pattern=r"^[0-9]{1,9}-[0-9]{1,9}$")]) -> Response:
    """The citation of characters of an article, `START-END`."""
    book = desk.shelf.book()
    return _json(cite(book.texts, place_of(book, item, place)))


@router.get("/jobs/{item}", **_gives("JobState"))
def job(desk: AtDesk, item: Annotated[str, Path(pattern="^[0-9a-f]{16}$")]) -> Response:
    """How far a job is, and what came of it."""
    found = desk.works.job(item)
    if found is None:
        raise Missing("there is no such job, or it is long done")
    return _json(answers.job_state(found), keep=False)


@router.get("/jobs/{item}/changes", **_gives("ChangesPage"))
def changes(desk: AtDesk, item: Annotated[str, Path(pattern="^[0-9a-f]{16}$")]) -> Response:
    """What the articles that a job added add, repeat and contradict; ids are those of the record after it."""
    found = desk.works.job(item)
    if found is None or found.changes is None:
        raise Missing("there is no such job, or it has added no articles")
    return _json(found.changes.ids, keep=False)


# ------------------------------------------------------------------ writing
class Correction(BaseModel):
    """A correction: `things` are named as for `onrecord edit`, the first is what it is about."""

    model_config = ConfigDict(extra="forbid", strict=True)
    verb: Literal[
        "merge", "split", "reject", "pin", "accept", "dismiss", "note", "set published", "set outlet", "set byline",
        "set speaker", "set date",
    ]  # fmt: skip
    things: list[Annotated[str, Field(min_length=1, max_length=200)]] = Field(min_length=1, max_length=200)
    value: str = Field("", max_length=4000)


class Draft(BaseModel):
    """A text to hold against the record, and when it is to appear."""

    model_config = ConfigDict(extra="forbid", strict=True)
    text: str = Field(min_length=1, max_length=MAX_DRAFT)
    date: str = Field("", max_length=40)


@router.post("/corrections", **_gives("JobState", 403, 413, 429, status=202))
def correct(desk: AtDesk, given: Correction, token: Token) -> Response:
    """Makes a correction."""
    order = Order(given.verb, tuple(given.things), given.value)
    return _json(answers.job_state(desk.works.submit("correction", labour.correct, order)), 202, keep=False)


@router.post("/corrections/{number}/undo", **_gives("JobState", 403, 413, 429, status=202))
def undo(desk: AtDesk, number: Annotated[int, Path(ge=1, le=10**9)], token: Token) -> Response:
    """Undoes the correction with this number."""
    return _json(answers.job_state(desk.works.submit("correction", labour.undo, number)), 202, keep=False)


@router.post("/articles", **_gives("JobState", 403, 413, 429, status=202))
async def add(desk: AtDesk, file: Annotated[list[UploadFile], File()], token: Token) -> Response:
    """Adds articles: the files of a multipart form."""
    files = [(safe_name(f.filename or ""), await f.read()) for f in file[:MAX_FILES]]
    if not any(data for _, data in files):
        raise Refused(400, "all files are empty")
    job = desk.works.submit("articles", labour.add, files, total=len(files))
    return _json(answers.job_state(job), 202, keep=False)


@router.post("/draft", **_gives("JobState", 403, 413, 429, status=202))
def draft(desk: AtDesk, given: Draft, token: Token) -> Response:
    """Holds a draft against the record."""
    if given.date:
        bounds(given.date)
    try:
        given.text.encode()
    except UnicodeEncodeError:
        raise Refused(400, "the text is no UTF-8") from None
    job = desk.works.submit("draft", labour.check, given.text, given.date or None)
    return _json(answers.job_state(job), 202, keep=False)


# ------------------------------------------------------------------ description
def describe(app: FastAPI) -> None:
    """Lets the app's OpenAPI hold the schemas of the answers."""
    kept: dict[str, Any] = {}

    def openapi() -> dict[str, Any]:
        if not kept:
            kept.update(
                get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            )
            schemas = kept.setdefault("components", {}).setdefault("schemas", {})
            named, parts = msgspec.json.schema_components(
                list(_TYPES.values()), ref_template="#/components/schemas/{name}"
            )
            schemas |= parts
            schemas |= {name: shape for name, shape in zip(_TYPES, named, strict=True) if name not in parts}
            schemas["Refusal"] = {
                "type": "object",
                "required": ["detail"],
                "properties": {"detail": {"type": "string"}},
            }
            schemas["HTTPValidationError"] = schemas["Refusal"]  # errors of every kind are told in one shape
        return kept

    app.openapi = openapi  # type: ignore[method-assign]
