"""Pages that change something: corrections, undoing, new articles, a draft to check, and the jobs that these become.

A form is answered by a redirect: to the page that it came from once the work is done, or to the job's page if it takes
longer than a reader should wait before an empty page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import ClientDisconnect
from starlette.responses import RedirectResponse, Response

from onrecord.app import labour
from onrecord.app.desk import Desk, desk_of
from onrecord.app.labour import Order
from onrecord.app.views.draft import drafts
from onrecord.app.views.listing import Missing
from onrecord.app.views.parts import offered
from onrecord.app.writes import Busy, Job
from onrecord.edtf import bounds
from onrecord.errors import QueryError

__all__ = ["MAX_DRAFT", "MAX_FILES", "Refused", "files_of", "refused", "router", "safe_name"]

router = APIRouter(include_in_schema=False)
AtDesk = Annotated[Desk, Depends(desk_of)]

MAX_FILES: Final = 500
"""Files dropped at once."""
MAX_FIELDS: Final = 600
"""Fields of a form: splitting offers a box for each part of a thing."""
MAX_DRAFT: Final = 200_000
"""Characters of a draft: a book's chapter of 30,000 words."""
WAIT: Final = 6.0
"""Seconds that a form's answer waits for the work; then the job's page shows how far it is."""

_BACK = re.compile(r"/(?![/\\])[ -~]{0,1000}")
"""Addresses that a form may lead back to: ours."""


class Refused(Exception):  # noqa: N818 (it is the sender's)
    """A form that is not taken: with a status and the reason."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


async def form_of(request: Request, desk: Desk) -> FormData:
    """The form of a request from one of our pages. Raises `Refused`."""
    try:
        form = await request.form(max_files=MAX_FILES, max_fields=MAX_FIELDS, max_part_size=MAX_DRAFT * 4)
    except ClientDisconnect:
        raise Refused(413, "that is too much at once") from None
    if form.get("token") != desk.token:
        raise Refused(403, "the form is not of this process: load its page again")
    return form


def _words(form: Mapping[str, object], name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _back(form: Mapping[str, object]) -> str:
    back = _words(form, "back")
    return back if _BACK.fullmatch(back) else "/"


async def _answered(desk: Desk, job: Job) -> Response:
    """Where a form leads: back, with word of what was done, or to the job."""
    await run_in_threadpool(job.finished.wait, WAIT)
    return _told(job) or RedirectResponse(f"/jobs/{job.id}", 303)


def _told(job: Job) -> Response | None:
    """The way back to the page that a correction was made on, once it is done and there is nothing else to tell."""
    if job.state != "done" or job.kind != "correction" or job.result.missed:
        return None
    address, mark, place = job.back.partition("#")
    return RedirectResponse(f"{address}{'&' if '?' in address else '?'}done={job.result.number}{mark}{place}", 303)


# ------------------------------------------------------------------ corrections
@router.get("/correct/{item}")
def correct_page(desk: AtDesk, item: str, back: str = "") -> Response:
    """What can be done with a thing."""
    book = desk.shelf.book()
    thing = book.thing(item)
    if thing is None:
        raise Missing(f"the record has nothing called {item[:40]}")
    found = offered(book, thing)
    back = back if _BACK.fullmatch(back) else found.at
    return desk.page("correct.html", book, here="", offered=found, back=back)


@router.post("/correct")
async def correct(desk: AtDesk, request: Request) -> Response:
    """Makes a correction."""
    form = await form_of(request, desk)
    things = tuple(v for v in form.getlist("thing") if isinstance(v, str) and v)[:MAX_FIELDS]
    if not things:
        raise Refused(400, "nothing was chosen")
    order = Order(_words(form, "verb"), things, _words(form, "value")[:4000])
    return await _answered(desk, desk.works.submit("correction", labour.correct, order, back=_back(form)))


@router.post("/undo")
async def undo(desk: AtDesk, request: Request) -> Response:
    """Undoes a correction."""
    form = await form_of(request, desk)
    number = _words(form, "number")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise Refused(400, "there is no such correction")
    return await _answered(desk, desk.works.submit("correction", labour.undo, int(number), back=_back(form)))


# ------------------------------------------------------------------ new articles
@router.get("/add")
def add_page(desk: AtDesk) -> Response:
    """Where files are chosen; they can be dropped onto any page too."""
    return desk.page("add.html", desk.shelf.book(), here="/articles")


@router.post("/add")
async def add(desk: AtDesk, request: Request) -> Response:
    """Adds the files."""
    form = await form_of(request, desk)
    files = await files_of(form)
    job = desk.works.submit("articles", labour.add, files, back="/articles", total=len(files))
    return RedirectResponse(f"/jobs/{job.id}", 303)


async def files_of(form: FormData) -> list[tuple[str, bytes]]:
    """The files of a form, by safe names. Raises `Refused` when there is none."""
    given = [v for v in form.getlist("file") if isinstance(v, UploadFile)]
    files = [(safe_name(v.filename or ""), await v.read()) for v in given]
    files = [(name, data) for name, data in files if data]
    if not files:
        raise Refused(400, "no file was chosen, or all are empty")
    return files


def safe_name(name: str) -> str:
    """The last part of a file's name, with nothing in it that a file system would obey."""
    last = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    kept = "".join(c if c.isprintable() and c not in '<>:"|?*' else "_" for c in last).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    return (stem[:80] + dot + ending[:12] if dot else kept[:80]) or "unnamed"


# ------------------------------------------------------------------ a draft
@router.get("/draft")
def draft_page(desk: AtDesk) -> Response:
    """Where a text is put in."""
    return desk.page("draft.html", desk.shelf.book(), here="/draft")


@router.post("/draft")
async def draft(desk: AtDesk, request: Request) -> Response:
    """Holds it against the record."""
    form = await form_of(request, desk)
    text = _words(form, "text").replace("\r\n", "\n")
    date = _words(form, "date").strip()
    if not text.strip():
        raise Refused(400, "there is no text to check")
    if len(text) > MAX_DRAFT:
        raise Refused(413, f"a draft has at most {MAX_DRAFT:,} characters")
    if date:
        bounds(date)
    job = desk.works.submit("draft", labour.check, text, date or None, back="/draft")
    job.text = text
    return await _answered(desk, job)


# ------------------------------------------------------------------ jobs
@router.get("/jobs/{item}")
def job_page(desk: AtDesk, item: str) -> Response:
    """How far a job is, and what came of it."""
    job = desk.works.job(item)
    if job is None:
        raise Missing("there is no such job, or it is long done")
    if (back := _told(job)) is not None:
        return back
    book = desk.shelf.book()
    if job.kind == "draft" and job.state == "done":
        return desk.page("draft.html", book, here="/draft", keep=False, text=job.text, drafts=drafts(book, job))
    return desk.page("job.html", book, here="", keep=False, job=job)


def refused(error: Exception) -> tuple[int, str]:
    """The status and reason of an error that is the sender's."""
    match error:
        case Refused():
            return error.status, error.why
        case Busy():
            return 429, "too much is waiting already: try again in a moment"
        case QueryError():
            return 400, str(error)
    return 404, str(error)
