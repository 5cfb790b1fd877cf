"""Corrections, new articles and drafts: what they change, and that they can be undone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from asking import BASE, PORT, TOKEN, items
from onrecord import pipeline
from onrecord.app import make_app
from onrecord.app.forms import safe_name
from onrecord.app.shelf import Shelf

HEADERS = {"x-onrecord-token": TOKEN, "origin": BASE}
ARTICLE = """Harbour master of Wrenmouth retires

Published 3 May 2026

Wrenmouth, May 3 — Petra Nordquist, 64, retired as harbour master on Friday, the town said.

“I have seen every tide there is,” Nordquist told reporters.
"""


def finished(client: TestClient, job: dict) -> dict:
    """The job once it is done or failed."""
    for _ in range(600):
        told = client.get(f"/api/jobs/{job['id']}").json()
        if told["state"] in ("done", "failed"):
            return told
        time.sleep(0.1)
    raise AssertionError("the job never ended")


def corrected(client: TestClient, **given: object) -> dict:
    answer = client.post("/api/corrections", json=given, headers=HEADERS)
    assert answer.status_code == 202, answer.text
    return finished(client, answer.json())


def test_people_are_merged_and_parted_again(writing: TestClient) -> None:
    people = items(writing, "/api/people?kind=person")
    one, other = people[0], people[-1]
    mentions = one["mentions"] + other["mentions"]
    form = {"token": TOKEN, "verb": "merge", "thing": [one["id"], other["id"]], "back": "/people"}
    answer = writing.post("/correct", data=form, follow_redirects=False)
    assert answer.status_code == 303
    job = answer.headers["location"]
    if job.startswith("/jobs/"):
        finished(writing, {"id": job.split("/")[2]})
        job = f"/people?done={len(writing.get('/api/corrections').json())}"
    page = writing.get(job).text
    assert "Done: merge" in page and 'action="/undo"' in page
    after = {p["name"]: p["mentions"] for p in items(writing, "/api/people?kind=person")}
    assert after[one["name"]] == mentions
    assert other["name"] not in after
    number = len(writing.get("/api/corrections").json())
    told = finished(writing, writing.post(f"/api/corrections/{number}/undo", headers=HEADERS).json())
    assert told["state"] == "done"
    names = {p["name"] for p in items(writing, "/api/people?kind=person")}
    assert {one["name"], other["name"]} <= names
    page = writing.get("/corrections").text
    assert "undone" in page
    assert re.search(r"<td>\d+ [A-Z][a-z]+ \d{4}, \d\d:\d\d UTC</td>", page)


def test_a_difference_is_noted_accepted_and_dismissed(writing: TestClient) -> None:
    difference = items(writing, "/api/differences")[0]["id"]
    assert corrected(writing, verb="note", things=[difference], value="ask <b>the board</b>")["state"] == "done"
    assert corrected(writing, verb="accept", things=[difference])["state"] == "done"
    page = writing.get("/differences").text
    assert "note: ask &lt;b&gt;the board&lt;/b&gt;" in page
    assert "accepted by hand" in page
    before = writing.get("/api/differences").json()["total"]
    assert corrected(writing, verb="dismiss", things=[difference])["after"]["differences"] == before - 1
    assert difference not in {d["id"] for d in items(writing, "/api/differences")}


@pytest.mark.parametrize(
    "given",
    [
        {"verb": "merge", "things": ["Owen Tallis"]}, {"verb": "pin", "things": ["there is none of that"]},
        {"verb": "set date", "things": ["Owen Tallis"], "value": "2022"},
        {"verb": "split", "things": ["Owen Tallis", "x:1-2"]},
    ],
)  # fmt: skip
def test_a_correction_that_cannot_be_made_says_why_and_changes_nothing(writing: TestClient, given: dict) -> None:
    before = writing.get("/api/corrections").json()
    told = corrected(writing, **given)
    assert told["state"] == "failed"
    assert told["why"] and "Error" not in told["why"]
    assert writing.get("/api/corrections").json() == before


def test_new_articles_are_added_and_counted(copied: Callable[[], Path]) -> None:
    with TestClient(make_app(copied(), PORT, token=TOKEN), base_url=BASE) as client:
        files = [("file", ("../../a.txt", ARTICLE.encode())), ("file", ("b.bin", b"\x00\x01\x02\x03" * 40))]
        answer = client.post("/add", data={"token": TOKEN}, files=files, follow_redirects=False)
        assert answer.status_code == 303
        told = finished(client, {"id": answer.headers["location"].split("/")[2]})
        assert told["state"] == "done"
        assert told["after"]["articles"] == told["before"]["articles"] + 1
        assert len(told["problems"]) == 1 and told["problems"][0].startswith("b.bin")
        page = client.get(answer.headers["location"]).text
        assert "1 new article read" in page
        changes = client.get(f"/api/jobs/{told['id']}/changes").json()
        new = next(a["id"] for a in items(client, "/api/articles") if a["published"] == "2026-05-03")
        assert changes["articles"] == [new] and changes["people"] and changes["utterances"]
        assert f'href="/articles/{new}"' in page
        assert all(f'href="/people/{p}"' in page for p in changes["people"])
        assert "Contradicts" not in page
        assert client.get("/people?q=Nordquist").text.count('class="item card"') == 1
        key = next(a["key"] for a in items(client, "/api/articles") if a["published"] == "2026-05-03")
        assert key == "a.txt"


def test_what_new_articles_repeat_is_listed(copied: Callable[[], Path]) -> None:
    with TestClient(make_app(copied(), PORT, token=TOKEN), base_url=BASE) as client:
        lines = [a for a in items(client, "/api/articles") if a["quotations"] > 1]
        told = client.get(f"/api/articles/{lines[0]['id']}").json()["articles"][0]
        files = [("file", ("again.txt", f"Once more\n\n{told['text']}".encode()))]
        job = finished(client, client.post("/api/articles", files=files, headers=HEADERS).json())
        changes = client.get(f"/api/jobs/{job['id']}/changes").json()
        again = [a["utterance"] for a in changes["again"]]
        assert again
        page = client.get(f"/jobs/{job['id']}").text
        assert "Sayings reported again" in page
        assert all(f'href="/utterances/{item}"' in page for item in again)
        correction = corrected(client, verb="note", things=[items(client, "/api/people")[0]["id"]], value="x")
        assert client.get(f"/api/jobs/{correction['id']}/changes").status_code == 404


def test_a_draft_is_held_against_the_record_and_not_added(writing: TestClient) -> None:
    before = writing.get("/api/articles").json()["total"]
    said = next(s for s in items(writing, "/api/voices") if s["quotations"][0]["quotation"]["type"] == "direct")
    words = said["quotations"][0]["words"][0]
    false = "But Zebulon Quax, 99, <script>alert(1)</script> said on 1 May 1907 that it was false."
    text = f"“{words}” said {said['speaker']}.\n\n{false}"
    answer = writing.post("/draft", data={"token": TOKEN, "text": text.replace("\n", "\r\n")}, follow_redirects=False)
    finished(writing, {"id": answer.headers["location"].split("/")[2]})
    page = writing.get(answer.headers["location"]).text
    assert 'class="v v-verbatim"' in page
    assert 'class="v v-not-on-record"' in page
    assert "Zebulon Quax" in page
    assert "<script>alert" not in page
    assert writing.get("/api/articles").json()["total"] == before


def test_a_draft_that_is_no_text_is_refused(writing: TestClient) -> None:
    assert writing.post("/draft", data={"token": TOKEN, "text": " \n "}).status_code == 400
    assert writing.post("/draft", data={"token": TOKEN, "text": "x", "date": "someday"}).status_code == 400
    assert writing.post("/add", data={"token": TOKEN}).status_code == 400
    assert writing.post("/correct", data={"token": TOKEN, "verb": "pin"}).status_code == 400
    assert writing.post("/undo", data={"token": TOKEN, "number": "-1"}).status_code == 400


def test_what_others_write_is_read_again(copied: Callable[[], Path]) -> None:
    path = copied()
    shelf = Shelf(path)
    before = shelf.book()
    pipeline.remove(path, [before.record.articles[0].id])
    assert shelf.book() is before  # answers at once, from what it has
    for _ in range(100):
        if len(shelf.book().record.articles) == len(before.record.articles) - 1:
            break
        time.sleep(0.05)
    assert len(shelf.book().record.articles) == len(before.record.articles) - 1


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("story.txt", "story.txt"), ("../../etc/passwd", "passwd"), ("C:\\x\\y.pdf", "y.pdf"), ("", "unnamed"),
        ("..", "unnamed"), ("a\x00b\nc.txt", "a_b_c.txt"), ("x" * 300 + ".html", "x" * 80 + ".html"),
    ],
)  # fmt: skip
def test_a_file_keeps_nothing_of_its_name_that_a_file_system_obeys(given: str, safe: str) -> None:
    assert safe_name(given) == safe


def test_a_worker_that_ended_is_replaced(copied: Callable[[], Path]) -> None:
    """One that is killed while it waits for work, or at it, fails no work but its own."""
    guard = make_app(copied(), PORT, token=TOKEN)
    with TestClient(guard, base_url=BASE) as client:
        works = client.get("/draft") and guard._app.state.desk.works
        draft = {"text": "Owen Tallis, 58, was charged."}
        for _ in range(2):
            told = finished(client, client.post("/api/draft", json=draft, headers=HEADERS).json())
            assert told["state"] == "done", told["why"]
            for worker in list(works._pools["draft"]._processes.values()):
                worker.kill()
                worker.join()
            time.sleep(0.5)  # the pool learns of it from a thread of its own
