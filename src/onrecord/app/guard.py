"""Who may ask the app, and how much: what stands before every page.

The app is for the browser on this computer. A page of another site may make that browser send requests here, under a
name of its own (DNS rebinding) or as a form of its own (CSRF). So the Host must be one of ours, the Origin of a write
too, and a write carries the token of this process, which only our pages hold. Articles are untrusted: the policy lets
a page load nothing but our style, script and icon, and run nothing else.

What has been rendered is kept, by the state of the record and the address, as long as there is room. What is not is
made one after another: several at once would take as long together, and each as long as all.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Hashable, Iterable
from typing import Final
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.app.kept import Answer, answers

__all__ = ["KEEP", "MAX_ADDRESS", "MAX_FORM", "MAX_UPLOAD", "Guard", "hosts_of"]

MAX_ADDRESS: Final = 2048
"""Bytes of a path with its query."""
MAX_FORM: Final = 1_000_000
"""Bytes of a request's body: a draft of 200,000 characters, each escaped in a form."""
MAX_UPLOAD: Final = 64 * 2**20
"""Bytes of the articles dropped at once; more is a case for `onrecord build`."""
SLOW: Final = frozenset({"/search", "/api/search", "/api/ask"})
"""What may take seconds: no page waits for it."""
SEARCHES: Final = 1
"""How many of these are made at a time: threads of Python are slower together than one after another, and what took
long in a search is answered from memory."""
UPLOADS: Final = frozenset({"/add", "/api/articles"})
"""Where files may be sent."""
KEEP: Final = "private, no-cache"
"""The Cache-Control of what may be kept: a browser asks again each time whether it still holds."""

PAUSE: Final = 0.2
"""Seconds between things made before they are asked for, while somebody reads: fifty times as long as making one."""
QUIET: Final = 1.0
"""Seconds without a question after which nobody is taken to wait for a page."""
AHEAD: Final = 0.3
"""Share of the room that pages made ahead may fill: a few thousand. The rest is for those that are asked for."""

POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# A form sent under `no-referrer` has the Origin `null`, which tells nothing: other sites are told nothing either way.
HEADERS: Final = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)


def hosts_of(port: int) -> frozenset[str]:
    """The names by which this computer calls itself at `port`."""
    return frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))


class Guard:
    """The app behind its guard. `state` tells one state of the record from another."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], token: str, state: Callable[[], str]) -> None:
        self._app, self._hosts, self._token, self._state = app, hosts, token, state
        self._kept, self._kept_of = answers(), ""
        self._turn, self._searches = asyncio.Lock(), asyncio.Semaphore(SEARCHES)
        self._asked = time.monotonic()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, refuses, or passes a request on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        self._asked = time.monotonic()
        given = dict(scope["headers"])
        if refused := self._refused(scope, given):
            await _answer(send, *refused)
            return
        if scope["path"].endswith(".json") and not scope["path"].startswith("/api/"):
            scope = _as_json(scope)
        if scope["method"] == "GET":
            await self._get(scope, given, receive, send)
        else:
            most = MAX_UPLOAD if scope["path"] in UPLOADS else MAX_FORM
            await self._app(scope, _bounded(receive, most), _with_headers(send))

    async def prepare(self, state: str, paths: Iterable[str]) -> None:
        """Has these pages made and kept before anybody asks for them, when their turn comes, one after another.

        Not more of them than fill most of the room, not longer than the record is in this `state`.
        """
        host = min(self._hosts).encode()
        for address in paths:
            path, _, query = address.partition("?")
            key = (state, path, query.encode())
            if self._now() != state or self._kept.share > AHEAD:
                return
            scope: Scope = {
                "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
                "path": path, "raw_path": path.encode(), "query_string": key[2], "root_path": "",
                "headers": [(b"host", host)], "client": None, "server": None,
            }  # fmt: skip
            async with self._turn:
                if key not in self._kept:
                    await self._made(key, scope, _nothing, ahead=True)
            await self.pause()

    async def between(self, work: Callable[[], object]) -> None:
        """Has a little work done when its turn comes among the pages to be made, and lets others go on."""
        async with self._turn:
            await run_in_threadpool(work)
        await self.pause()

    def _now(self) -> str:
        """The state of the record; what was kept of another is let go."""
        state = self._state()
        if state != self._kept_of:
            self._kept_of = state
            self._kept.clear()
        return state

    @property
    def quiet(self) -> bool:
        """Whether nobody is taken to wait for a page."""
        return time.monotonic() - self._asked >= QUIET

    async def pause(self) -> None:
        """Lets others go on: at length while somebody reads."""
        await asyncio.sleep(0 if self.quiet else PAUSE)

    def _refused(self, scope: Scope, given: dict[bytes, bytes]) -> tuple[int, str] | None:
        """Status and reason when the request must not pass."""
        host = given.get(b"host", b"").decode("latin-1").lower()
        if host not in self._hosts:
            return 421, "this server answers to 127.0.0.1 and localhost only"
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MAX_ADDRESS:
            return 414, "the address is too long"
        if scope["method"] in ("GET", "HEAD"):
            return None
        origin = given.get(b"origin", b"").decode("latin-1").lower()
        if given.get(b"sec-fetch-site", b"same-origin") not in (b"same-origin", b"none"):
            return 403, "a page of another site may not write here"
        if origin and not (origin.startswith("http://") and urlsplit(origin).netloc == host):
            return 403, "a page of another origin may not write here"
        if scope["path"].startswith("/api/") and given.get(b"x-onrecord-token", b"").decode("latin-1") != self._token:
            return 403, "the token of this process is missing"
        size = given.get(b"content-length", b"0")
        if not size.isdigit() or int(size) > (MAX_UPLOAD if scope["path"] in UPLOADS else MAX_FORM):
            return 413, "that is too much at once"
        return None

    async def _get(self, scope: Scope, given: dict[bytes, bytes], receive: Receive, send: Send) -> None:
        key = (self._now(), scope["path"], scope["query_string"])
        found = self._kept.get(key)
        if found is None:
            async with self._searches if scope["path"] in SLOW else self._turn:
                found = self._kept.get(key) or await self._made(key, scope, receive)
        if (tag := found.header(b"etag")) and tag == given.get(b"if-none-match"):
            found = Answer(304, ((b"etag", tag), (b"cache-control", KEEP.encode())), b"")
        await send({"type": "http.response.start", "status": found.status, "headers": [*found.headers, *HEADERS]})
        await send({"type": "http.response.body", "body": found.unpack().body})

    async def _made(self, key: Hashable, scope: Scope, receive: Receive, *, ahead: bool = False) -> Answer:
        """The app's answer, kept if it may be; packed if it is made `ahead`."""
        found = await _collected(self._app, scope, receive)
        if found.status == 200 and found.header(b"cache-control") == KEEP.encode():
            found = found.tagged(self._token, key)  # a body is as long to go through as a small page to make
            self._kept.put(key, found.pack() if ahead else found)
        return found


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


def _as_json(scope: Scope) -> Scope:
    """`/people.json` is the same as `/api/people`, and `/.json` or `/story.json` as `/api/story`."""
    path = scope["path"].removesuffix(".json")
    return {**scope, "path": "/api/story" if path in ("/", "/story") else "/api" + path, "raw_path": None}


async def _collected(app: ASGIApp, scope: Scope, receive: Receive) -> Answer:
    """The whole answer of the app."""
    status, headers, parts = 500, [], []

    async def take(message: Message) -> None:
        nonlocal status, headers
        if message["type"] == "http.response.start":
            status, headers = message["status"], message["headers"]
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    await app(scope, receive, take)
    return Answer(status, tuple(headers), b"".join(parts))


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *HEADERS]}
        await send(message)

    return sending


def _bounded(receive: Receive, most: int) -> Receive:
    """`receive` that ends as if the client had gone once more than `most` bytes came, whatever length was stated."""
    came = 0

    async def receiving() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        return {"type": "http.disconnect"} if came > most else message

    return receiving


async def _answer(send: Send, status: int, why: str) -> None:
    headers = [(b"content-type", b"application/json"), *HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f'{{"detail": "{why}"}}'.encode()})
