"""Every page is there, complete, and leads only to pages that are there; its JSON says the same."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from starlette.testclient import TestClient

from asking import items, links
from onrecord.app.book import Book
from onrecord.app.views import story
from onrecord.app.views.listing import Asked
from onrecord.edtf import bounds
from onrecord.store import open_record
from onrecord.write.html.scene import importance

PAGES = [
    "/", "/story", "/?from=2022&to=2022", "/?from=2022-06&to=2022-06", "/?show=all", "/voices", "/voices?by=date",
    "/voices?by=occasion", "/people", "/people?kind=place", "/people?q=tallis", "/differences",
    "/differences?kind=wording", "/articles", "/articles?q=chain", "/set-aside", "/corrections", "/draft", "/add",
]  # fmt: skip
LISTS = ["/api/voices", "/api/people", "/api/differences", "/api/articles", "/api/set-aside"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_complete(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text.count("<h1") == 1
    assert answer.text.rstrip().endswith("</html>")
    assert len(answer.text) > 2000


def test_every_link_leads_to_a_page(client: TestClient) -> None:
    """From the story on, each kind of address once for every shape that it has."""
    kinds = ("events", "utterances", "differences", "people", "articles", "cite", "correct")
    seen: set[str] = set()
    waiting, shapes = ["/"], dict.fromkeys(kinds, 0)
    while waiting:
        path = waiting.pop()
        kind = path.split("/")[1].split("?")[0]
        if path in seen or shapes.get(kind, 0) > 12:
            continue
        seen.add(path)
        if path.count("/") > 1 and kind in shapes:
            shapes[kind] += 1
        answer = client.get(path)
        assert answer.status_code in (200, 405), path  # 405: the target of a form
        waiting += sorted(links(answer.text)) if "html" in answer.headers["content-type"] else []
    assert len(seen) > 80
    assert all(shapes.values())


def test_every_thing_has_a_place_that_stays(client: TestClient) -> None:
    event = client.get("/api/story").json()["events"]["items"][3]
    said = items(client, "/api/voices")[2]["utterance"]
    difference = items(client, "/api/differences")[1]
    for path, item in (("events", event), ("utterances", said), ("differences", difference)):
        answer = client.get(f"/{path}/{item['id']}", follow_redirects=False)
        assert answer.status_code == 303
        address, _, place = answer.headers["location"].partition("#")
        assert place == item["id"]
        assert f'id="{place}"' in client.get(address).text


def test_a_line_shows_its_source_and_leads_to_its_words(client: TestClient) -> None:
    event = client.get("/api/story").json()["events"]["items"][0]
    head = event["headline"]
    place = f"{head['article']}-{head['start']}-{head['end']}"
    assert f"/articles/{head['article']}#{place}" in client.get("/").text
    assert f'id="{place}"' in client.get(f"/articles/{head['article']}").text


def test_an_event_shows_the_differences_that_stand_in_its_sentences(client: TestClient) -> None:
    assert 'class="differs" href="/differences/d' in client.get("/").text


def test_a_window_holds_the_events_of_its_time_alone(client: TestClient) -> None:
    found = client.get("/api/story?from=2022-06&to=2022-07").json()
    dates = {e["date"] for e in found["events"]["items"]}
    assert dates and all(d.startswith(("2022-06", "2022-07")) for d in dates)
    assert found["all_events"] < client.get("/api/story").json()["all_events"]


@pytest.mark.parametrize(
    ("window", "before", "after"),
    [
        (("2022-06", "2022-06"), ("2022-05", "2022-05"), ("2022-07", "2022-07")),
        (("2022-01-01", "2022-01-31"), ("2021-12", "2021-12"), ("2022-02", "2022-02")),
        (("2022", "2022"), ("2021", "2021"), ("2023", "2023")),
        (("2022-06-01", "2022-06-07"), ("2022-05-25", "2022-05-31"), ("2022-06-08", "2022-06-14")),
        (("2022-05", "2022-06"), ("2022-03-01", "2022-04-30"), ("2022-07-01", "2022-08-30")),
        (("0001", "0001"), None, ("0002", "0002")),
        (("9999-12", "9999-12"), ("9999-11", "9999-11"), None),
    ],
)
def test_beside_a_month_or_year_lies_another(
    client: TestClient, window: tuple[str, str], before: tuple[str, str] | None, after: tuple[str, str] | None
) -> None:
    page = client.get("/", params={"from": window[0], "to": window[1]}).text
    for rel, ends in (("prev", before), ("next", after)):
        link = f'rel="{rel}" href="?from={ends[0]}&amp;to={ends[1]}"' if ends else f'rel="{rel}"'
        assert (link in page) == (ends is not None)


def test_the_months_and_years_that_the_story_leads_to_are_known(client: TestClient, sample: Path) -> None:
    book = Book(open_record(sample), "")
    known = {f"/?from={edtf}&to={edtf}" for edtf in story.linked(book)}
    (month,) = [p for p in story.periods(book, None) if p.edtf == "2022-06"]
    page = client.get(f"/?from={month.edtf}&to={month.edtf}").text
    led = {path for path in links(page) if path.startswith("/?from=") and path.count("&") == 1}
    assert len(led) > 5 and led <= known


def test_filters_keep_to_what_fits(client: TestClient) -> None:
    whole = client.get("/api/voices").json()["total"]
    person = items(client, "/api/voices")[0]["utterance"]["speaker"]
    theirs = client.get(f"/api/voices?person={person}").json()
    assert 0 < theirs["total"] < whole
    assert {s["utterance"]["speaker"] for s in theirs["items"]} == {person}
    source = items(client, "/api/voices")[0]["quotations"][0]["source"]
    outlet = client.get("/api/voices", params={"outlet": source}).json()
    assert 0 < outlet["total"] < whole
    assert all(source in {q["source"] for q in s["quotations"]} for s in outlet["items"])


@pytest.mark.parametrize("path", LISTS)
def test_pages_of_a_list_hold_each_item_once(client: TestClient, path: str) -> None:
    first = client.get(path).json()
    found = [json.dumps(i) for n in range(1, first["pages"] + 1) for i in items(client, f"{path}?page={n}")]
    assert len(found) == len(set(found)) == first["total"]
    assert client.get(f"{path}?page={first['pages'] + 1}").status_code == 404


def test_every_page_has_its_json_beside_it(client: TestClient) -> None:
    for path in ("/story", "/voices", "/people", "/differences", "/articles", "/set-aside", "/corrections"):
        assert client.get(f"{path}.json").json() == client.get(f"/api{path}").json()
    article = items(client, "/api/articles")[0]["id"]
    assert client.get(f"/articles/{article}.json").json()["articles"][0]["id"] == article


def test_an_article_comes_with_what_is_said_of_it_alone(client: TestClient) -> None:
    article = items(client, "/api/articles")[2]["id"]
    record = client.get(f"/api/articles/{article}").json()
    assert record["quotations"] and record["times"] and record["people"]
    assert {s["article"] for q in record["quotations"] for s in q["content"]} == {article}
    assert {m["article"] for p in record["people"] for m in p["mentions"]} == {article}


def test_answers_are_as_described(client: TestClient) -> None:
    """Each answer of the API fits the schema that the description gives for it."""
    described = client.get("/api/openapi.json").json()
    one = {"people": "p", "articles": "a", "events": "e", "utterances": "u", "differences": "d"}
    ids = {
        "p": items(client, "/api/people")[0]["id"], "a": items(client, "/api/articles")[0]["id"],
        "e": client.get("/api/story").json()["events"]["items"][0]["id"],
        "u": items(client, "/api/voices")[0]["utterance"]["id"], "d": items(client, "/api/differences")[0]["id"],
    }  # fmt: skip
    checked = 0
    for path, verbs in described["paths"].items():
        if "get" not in verbs or "jobs" in path:
            continue
        kind = path.split("/")[2]
        item = ids["a" if kind == "cite" else one.get(kind, "a")]
        answer = client.get(path.replace("{item}", item).replace("{place}", "0-4"))
        assert answer.status_code == 200, path
        schema = verbs["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        jsonschema.validate(answer.json(), {**schema, "components": described["components"]})
        checked += 1
    assert checked >= 13


# ------------------------------------------------------------------ citations
def test_a_citation_has_all_that_is_needed_to_find_the_words_again(client: TestClient) -> None:
    article = next(a for a in items(client, "/api/articles") if a["outlet"] and a["url"] and a["byline"])
    told = client.get(f"/api/cite/{article['id']}/0-9").json()
    for part in (article["outlet"], article["title"], article["byline"][0], article["url"], told["sha256"]):
        assert part in told["text"]
    assert "characters 0–9" in told["text"]
    assert told["words"] == client.get(f"/api/articles/{article['id']}").json()["articles"][0]["text"][:9]
    assert told["text"].split(". ")[0] in client.get(f"/cite/{article['id']}/0-9").text


@pytest.mark.parametrize("place", ["9-0", "0-0", "0-99999999", "x", "1-", "0x1-2"])
def test_there_is_no_citation_of_characters_that_are_not_there(client: TestClient, place: str) -> None:
    article = items(client, "/api/articles")[0]["id"]
    assert client.get(f"/cite/{article}/{place}").status_code == 404


# ------------------------------------------------------------------ what does not work
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404), ("/articles/a0000000000000000", 404), ("/people/nobody", 404), ("/voices?page=999", 404),
        ("/jobs/none", 404), ("/?from=2022-13&to=2022-13", 400), ("/?from=2023&to=2022", 400), ("/?page=0", 422),
        ("/?from=yesterday", 422), ("/voices?person=x", 422), ("/correct/zzz", 404),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_on_a_page_or_as_json(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert "That does not work" in answer.text
    if not path.startswith(("/jobs", "/correct", "/nothing", "/people/nobody")):
        told = client.get("/api" + ("/story" + path[1:] if path.startswith("/?") else path))
        assert told.status_code == status
        assert told.json()["detail"]


@pytest.mark.parametrize("query", ["page=0", "page=x", "from=yesterday", "person=x", "kind=" + "k" * 21, "done=-1"])
def test_pages_and_the_api_take_the_same_queries(client: TestClient, query: str) -> None:
    page, api = client.get(f"/people?{query}"), client.get(f"/api/people?{query}")
    assert (page.status_code, api.status_code) == (422, 422)
    assert api.json()["detail"].startswith(f"query.{query.split('=')[0]}: ")
    assert f"query.{query.split('=')[0]}: " in page.text


def test_a_query_asks_again_what_was_asked() -> None:
    asked = Asked(3, since="2022", outlet="Marsh & Mere=Post é", q="a b", show="all")
    assert asked.query() == "?from=2022&outlet=Marsh+%26+Mere%3DPost+%C3%A9&show=all&q=a+b"
    assert asked.query(page=2, show="", since="", q="") == "?outlet=Marsh+%26+Mere%3DPost+%C3%A9&page=2"
    assert Asked(5).query() == "?"


@pytest.mark.parametrize("window", ["", "2022", "2022-06", "2021/2022"])
def test_the_leading_events_are_the_heaviest_by_date(
    sample: Path, monkeypatch: pytest.MonkeyPatch, window: str
) -> None:
    monkeypatch.setattr(story, "LEADING", 3)
    book = Book(open_record(sample), "")
    since, _, until = window.partition("/")
    asked = Asked(since=since, until=until or since)
    inside = [e for e in book.ordered_events if not window or _in(asked, e.date)]
    leading = sorted(inside, key=importance)[:3]
    shown, count = story.events_of(book, asked)
    assert count == len(inside) > 3
    assert shown.items == tuple(e for e in inside if e in leading)
    everything, _ = story.events_of(book, replace(asked, show="all"))
    assert everything.items == tuple(inside[: story.EVENTS]) and everything.total == count
    person = max(book.events_of, key=lambda p: len(book.events_of[p]))
    theirs, count = story.events_of(book, replace(asked, person=person, show="all"))
    assert theirs.items == tuple(e for e in inside if person in e.people)[: story.EVENTS]


def _in(asked: Asked, edtf: str) -> bool:
    window, days = asked.window, bounds(edtf)
    assert window is not None
    middle = (days.first.toordinal() + days.last.toordinal()) // 2
    return window.first.toordinal() <= middle <= window.last.toordinal()
