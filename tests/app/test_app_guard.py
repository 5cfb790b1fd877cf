"""Who may ask, and how much."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from markupsafe import Markup
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from asking import BASE, PORT, TOKEN
from onrecord.app import make_app
from onrecord.app.guard import KEEP, MAX_FORM, Guard, hosts_of
from onrecord.app.kept import Answer, answers, parts


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1", "127.0.0.1:1", f"evil.example:{PORT}", "", f"127.0.0.1.evil.example:{PORT}"],
)
def test_only_our_own_names_are_answered_to(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "127.0.0.1" in answer.json()["detail"]


@pytest.mark.parametrize("host", sorted(hosts_of(PORT)))
def test_this_computer_has_three_names(client: TestClient, host: str) -> None:
    assert client.get("/add", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"}, {"origin": "null"}, {"origin": f"https://127.0.0.1:{PORT}"},
        {"origin": f"http://localhost:{PORT}"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/correct", "/undo", "/add", "/draft", "/api/corrections", "/api/draft"])
def test_another_site_writes_nothing(client: TestClient, path: str, headers: dict[str, str]) -> None:
    answer = client.post(path, headers={**headers, "x-onrecord-token": TOKEN}, data={"token": TOKEN})
    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/correct", "/undo", "/add", "/draft"])
@pytest.mark.parametrize("token", ["", "wrong", TOKEN + "x"])
def test_a_form_needs_the_token(client: TestClient, path: str, token: str) -> None:
    answer = client.post(path, data={"token": token, "thing": "x", "verb": "note", "value": "x", "text": "x"})
    assert answer.status_code == 403


@pytest.mark.parametrize("token", [{}, {"x-onrecord-token": "wrong"}])
def test_the_api_needs_the_token(client: TestClient, token: dict[str, str]) -> None:
    for path, body in (("/api/corrections", {"verb": "pin", "things": ["x"]}), ("/api/draft", {"text": "x"})):
        assert client.post(path, json=body, headers=token).status_code == 403
    assert client.post("/api/articles", files={"file": b"x"}, headers=token).status_code == 403


def test_a_page_holds_the_token_of_its_process(client: TestClient) -> None:
    assert f'name="token" value="{TOKEN}"' in client.get("/draft").text


@pytest.mark.parametrize("path", ["/", "/articles", "/static/app.js", "/api/story", "/nothing", "/api/nothing"])
def test_every_answer_carries_the_policy(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["img-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_refusals_carry_the_policy_too(client: TestClient) -> None:
    for answer in (client.get("/", headers={"host": "x"}), client.post("/undo", headers={"origin": "null"})):
        assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/voices", "/differences", "/articles", "/draft", "/corrections"])
def test_no_page_has_script_or_style_of_its_own(client: TestClient, path: str) -> None:
    html = client.get(path).text
    assert re.findall(r"<script(?![^>]* src=\"/static/)", html) == []
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html)
    assert re.findall(r'(?:src|href)="https?://(?!www\.|[\w.]+\.example)', html) == []


def test_too_much_is_refused(client: TestClient) -> None:
    assert client.get("/?q=" + "x" * 3000).status_code == 414
    assert client.get("/voices?q=" + "x" * 300).status_code == 422
    assert client.post("/draft", data={"token": TOKEN, "text": "x" * (MAX_FORM + 1)}).status_code == 413
    assert client.post("/draft", data={"token": TOKEN, "text": "x " * 150_000}).status_code == 413


def test_a_body_is_counted_whatever_length_was_stated(client: TestClient) -> None:
    def pieces():
        for _ in range(40):
            yield b"x" * 65536

    kind = "application/x-www-form-urlencoded"
    answer = client.post("/draft", content=pieces(), headers={"content-type": kind})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "back", ["//evil.example/", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb"]
)
def test_no_way_back_leads_elsewhere(client: TestClient, back: str) -> None:
    person = client.get("/api/people").json()["items"][0]["id"]
    html = client.get(f"/correct/{person}", params={"back": back}).text
    assert f'name="back" value="/people/{person}"' in html
    assert "evil" not in html


def test_what_holds_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/people")
    assert first.headers["cache-control"] == "private, no-cache"
    again = client.get("/people", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert client.get("/people", headers={"if-none-match": '"other"'}).status_code == 200


def test_a_tag_is_of_one_address_and_one_process(client: TestClient, sample: Path) -> None:
    tag = client.get("/people").headers["etag"]
    assert tag != client.get("/people?kind=place").headers["etag"]
    assert client.get("/people?kind=place", headers={"if-none-match": tag}).status_code == 200
    with TestClient(make_app(sample, PORT, token="x" * 32), base_url=BASE) as other:
        assert other.get("/people").headers["etag"] != tag  # its pages hold another token


def test_the_longest_unused_answers_are_let_go() -> None:
    kept = answers(room=100)
    made = {n: Answer(200, (), bytes(40)) for n in range(3)}
    kept.put(0, made[0])
    kept.put(1, made[1])
    assert kept.get(0) is made[0]
    kept.put(2, made[2])
    assert kept.get(1) is None
    assert kept.get(0) is made[0]
    kept.put(3, Answer(200, (), bytes(101)))
    assert kept.get(3) is None


def test_what_is_packed_comes_back_as_it_was() -> None:
    kept = answers(room=1000)
    answer = Answer(200, ((b"etag", b"x"),), b"<p>words</p>" * 400)
    kept.put("page", answer.pack())
    found = kept.get("page")
    assert found is not None and found.unpack() == answer == answer.unpack()
    assert 0 < kept.share < 0.2
    kept.clear()
    assert kept.get("page") is None and kept.share == 0


class Counting:
    """An app of pages, which counts how many it made and how many at once."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.at_once = self.most = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.made.append(scope["path"])
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await asyncio.sleep(0.01)
        self.at_once -= 1
        headers = [(b"cache-control", KEEP.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": scope["path"].encode() * 1000})


async def answered(guard: Guard, path: str) -> bytes:
    """The body that a browser gets."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"",
        "headers": [(b"host", f"127.0.0.1:{PORT}".encode())],
    }  # fmt: skip
    await guard(scope, receive, send)
    return sent[-1]["body"]


def test_pages_are_made_one_at_a_time_and_each_once_for_all_that_wait() -> None:
    app = Counting()
    guard = Guard(app, hosts_of(PORT), TOKEN, lambda: "one")

    async def crowd() -> list[bytes]:
        return await asyncio.gather(*(answered(guard, path) for path in ("/a", "/a", "/b", "/a", "/b")))

    assert asyncio.run(crowd()) == [b"/a" * 1000, b"/a" * 1000, b"/b" * 1000, b"/a" * 1000, b"/b" * 1000]
    assert sorted(app.made) == ["/a", "/b"]
    assert app.most == 1


def test_what_may_take_long_holds_nobody_up() -> None:
    app = Counting()
    guard = Guard(app, hosts_of(PORT), TOKEN, lambda: "one")

    async def both() -> None:
        await asyncio.gather(answered(guard, "/search"), answered(guard, "/a"))

    asyncio.run(both())
    assert app.most == 2


def test_what_is_made_ahead_is_not_made_again_until_the_record_changes() -> None:
    app, states = Counting(), ["one"]
    guard = Guard(app, hosts_of(PORT), TOKEN, lambda: states[-1])

    async def read() -> list[bytes]:
        await guard.prepare("one", ["/a", "/b"])
        first = [await answered(guard, "/a")]
        states.append("two")
        await guard.prepare("one", ["/b", "/c"])
        return [*first, await answered(guard, "/a")]

    assert asyncio.run(read()) == [b"/a" * 1000] * 2
    assert app.made == ["/a", "/b", "/a"]


def test_not_more_is_made_ahead_than_leaves_room() -> None:
    app = Counting()
    guard = Guard(app, hosts_of(PORT), TOKEN, lambda: "one")
    guard._kept = answers(room=100)
    asyncio.run(guard.prepare("one", [f"/{n}" for n in range(100)]))
    assert 1 < len(app.made) < 10


def test_methods_that_are_not_there(client: TestClient) -> None:
    assert client.post("/articles", data={}).status_code == 405
    assert client.delete("/", headers={"origin": BASE}).status_code == 405


def test_parts_have_room_by_their_characters() -> None:
    kept = parts(room=30)
    kept.put("e1", Markup("<p>told</p>"))
    kept.put("e1", Markup("<p>told otherwise</p>"))
    assert kept.get("e1") == Markup("<p>told</p>")
    kept.put("e2", Markup("<p>told at length</p>"))
    assert (kept.get("e1"), kept.share) == (None, 0.7)
