"""START HERE: the ways into the app, one after another: guard, styles, pages, forms, the API."""

from __future__ import annotations

import asyncio
import secrets
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from hashlib import blake2s
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Final

import uvicorn
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from onrecord.app import api, forms, pages
from onrecord.app.desk import MENU, Desk, parts_to_make
from onrecord.app.guard import Guard, hosts_of
from onrecord.app.shelf import Shelf
from onrecord.app.views.listing import Missing
from onrecord.app.views.story import linked
from onrecord.app.writes import Busy, Works
from onrecord.collecting import briefly_collected
from onrecord.errors import InputError, QueryError
from onrecord.version import __version__

__all__ = ["HOST", "make_app", "serve"]

HOST: Final = "127.0.0.1"
"""The app answers on this computer only."""

PARTING: Final = 2
"""Seconds that answers under way are given at the end: browsers keep connections open that nothing comes over."""
SWITCH: Final = 0.001
"""Seconds after which a thread that makes a page lets others go on: what is kept is answered meanwhile. The
interpreter's own 5 ms, at each hand-over, would be longer than making most pages takes."""
LOOK: Final = 1.0
"""Seconds after which it is looked whether the record's file has changed, though nobody asks."""

STATIC: Final = {
    "report.css": ("onrecord.write", "templates", "text/css"),
    "app.css": ("onrecord.app", "static", "text/css"),
    "report.js": ("onrecord.write", "templates", "text/javascript"),
    "app.js": ("onrecord.app", "static", "text/javascript"),
    "icon.svg": ("onrecord.app", "static", "image/svg+xml"),
}
"""Our own files: package, folder, type."""


def make_app(path: Path, port: int, *, token: str | None = None) -> Guard:
    """The app for the record at `path`, to be served at `port`. Raises `RecordError` when there is no record."""
    shelf = Shelf(path)
    works = Works(shelf)
    static = {name: (files(package) / folder / name).read_bytes() for name, (package, folder, _) in STATIC.items()}
    version = blake2s(b"".join(static.values()), digest_size=6).hexdigest()

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        preparing = asyncio.create_task(_prepared(guard, app.state.desk))
        yield
        preparing.cancel()
        works.close()
        shelf.readers.close()

    app = FastAPI(
        title="onrecord", version=__version__, openapi_url="/api/openapi.json", docs_url=None, redoc_url=None,
        description=api.DESCRIPTION, lifespan=life, redirect_slashes=False,
    )  # fmt: skip
    app.state.desk = Desk(shelf, works, token or secrets.token_urlsafe(24), version)
    for name, data in static.items():
        app.add_route(f"/static/{name}", _file(data, STATIC[name][2]), include_in_schema=False)
    app.router.routes.extend(pages.routes)
    app.include_router(forms.router)
    app.include_router(api.router)
    api.describe(app)
    for kind in (Missing, forms.Refused, Busy, QueryError, InputError):
        app.add_exception_handler(kind, _refused)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _refused)
    guard = Guard(app, hosts_of(port), app.state.desk.token, lambda: shelf.book().stamp)
    return guard


async def _prepared(guard: Guard, desk: Desk) -> None:
    """Keeps made, of each new state of the record: the menu's pages, parts of others, months, articles, people.

    What was made is then frozen, like the record, once nobody asks for anything.
    """
    state, shelf, settled = "", desk.shelf, ""
    while True:
        book = shelf.book()
        if book.stamp != state:
            state = book.stamp
            await guard.prepare(state, (address for address, _ in MENU))
            for batch in chain(shelf.readers.to_read(), parts_to_make(book)):
                await guard.between(batch)
                if shelf.book().stamp != state:
                    break
            await guard.prepare(state, (f"/?from={edtf}&to={edtf}" for edtf in linked(book)))
            await guard.prepare(state, (f"/articles/{article.id}" for article in book.record.articles))
            await guard.prepare(state, (f"/people/{person.id}" for person in book.record.people))
        del book
        if settled != state and guard.quiet:
            settled = state
            await guard.between(shelf.settle)
        await asyncio.sleep(LOOK)


def _file(data: bytes, kind: str) -> Callable[[Request], Response]:
    """One of our own files: its address changes with it, so that it may be kept for good."""

    def answer(request: Request) -> Response:
        return Response(data, headers={"cache-control": "private, max-age=31536000, immutable"}, media_type=kind)

    return answer


def _refused(request: Request, error: Exception) -> Response:
    """What is wrong with a request, as a page or, for the API, as JSON."""
    match error:
        case HTTPException():
            status, why, headers = error.status_code, str(error.detail), error.headers
        case RequestValidationError():
            first = error.errors()[0]
            status, why, headers = 422, f"{'.'.join(map(str, first['loc']))}: {first['msg']}", None
        case _:
            (status, why), headers = forms.refused(error), None
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": why}, status, headers)
    desk: Desk = request.app.state.desk
    page = desk.page("wrong.html", desk.shelf.book(), here="", keep=False, status=status, why=why)
    page.headers.update(headers or {})
    return page


def serve(path: Path, port: int = 0, *, ready: Callable[[str], None] = lambda address: None) -> None:
    """Serves the record at `path` until interrupted; `ready` is told the address once it answers.

    Port 0 takes a free one. Raises `RecordError` when there is no record, `InputError` when the port is taken.
    """
    # TCP is named because asyncio sends small answers at once only where it is.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
        except OSError as error:
            raise InputError(f"port {port} of this computer cannot be had: {error.strerror}") from error
        port = listening.getsockname()[1]
        app = make_app(path, port)
        listening.listen(128)
        ready(f"http://{HOST}:{port}/")
        sys.setswitchinterval(SWITCH)
        config = uvicorn.Config(
            app, log_level="error", access_log=False, server_header=False, date_header=False, lifespan="on",
            timeout_keep_alive=30, timeout_graceful_shutdown=PARTING, ws="none", h11_max_incomplete_event_size=32768,
        )  # fmt: skip
        # The signal that ended it comes again once it has: it is no failure, and what else holds resources is let go.
        with suppress(KeyboardInterrupt):
            if threading.current_thread() is threading.main_thread():
                signal.signal(signal.SIGTERM, signal.default_int_handler)
            with briefly_collected():
                uvicorn.Server(config).run([listening])
