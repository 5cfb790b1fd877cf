"""The search page and its JSON: words that stand somewhere, questions that passages answer."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from asking import items


def test_the_menu_leads_to_the_search(client: TestClient) -> None:
    assert 'href="/search"' in client.get("/").text
    assert client.get("/search").status_code == 200


def test_hits_show_the_words_and_their_source(client: TestClient) -> None:
    page = client.get("/search?q=chain").text
    marked = re.findall(r"<mark>([^<]*)</mark>", page)
    assert len(marked) > 5
    assert {m.lower() for m in marked} <= {"chain", "chains"}
    assert page.count('class="cite"') >= page.count('<li class="item"') > 5


def test_a_search_is_narrowed(client: TestClient) -> None:
    person = items(client, "/api/people?kind=person")[0]["id"]
    whole = client.get("/search?q=chain").text.count('<li class="item"')
    narrow = client.get("/search", params={"q": "chain", "person": person, "kind": "quotation"}).text
    assert 0 < narrow.count('<li class="item"') < whole
    assert "Nothing on record" in client.get("/search?q=zeppelin").text
    lost = client.get("/search", params={"q": "zeppelin", "person": person}).text
    assert '<a href="/search?q=zeppelin">Search all of the record</a>' in lost
    assert client.get("/search?q=%22%20OR%20*%20NEAR(").status_code == 200


def test_a_question_is_answered_by_passages_or_by_nothing(client: TestClient) -> None:
    page = client.get("/search", params={"q": "What did Tallis say about the chain?"}).text
    assert 'class="answer"' in page and "<mark>" not in page
    told = client.get("/api/ask", params={"q": "What did Tallis say about the chain?"}).json()
    groups = told["answer"]["groups"]
    assert groups and {g["name"] for g in groups} <= {"Owen Tallis", "Marian Tallis"}
    for group in groups:
        for passage in group["passages"]:
            span = passage["span"]
            assert f"/cite/{span['article']}/{span['start']}-{span['end']}" in page
            assert told["sources"][span["article"]]
    nothing = {"q": "Who won the zeppelin race of 1911", "by": "question"}
    assert "Nothing on record" in client.get("/search", params=nothing).text
    assert client.get("/api/ask", params=nothing).json()["answer"]["groups"] == []


def test_passages_that_nobody_said_stand_under_their_date(client: TestClient) -> None:
    """They may be of several sources, and each names its own."""
    asked = {"q": "Who was charged?", "by": "question"}
    groups = client.get("/api/ask", params=asked).json()["answer"]["groups"]
    heads = re.findall(r'class="answer"><h2>(.*?)</h2>', client.get("/search", params=asked).text)
    nobody = [head for head, group in zip(heads, groups, strict=True) if not group["speaker"] and not group["name"]]
    assert nobody
    assert all(re.fullmatch(r"<time>[^<]+</time>", head) for head in nobody)


def test_what_is_no_question_is_searched_for(client: TestClient) -> None:
    page = client.get("/search?q=chain").text
    assert 'class="answer"' not in page
    assert 'class="answer"' in client.get("/search?q=chain&by=question").text


def test_the_hits_as_json_hold_their_words(client: TestClient) -> None:
    told = client.get("/api/search?q=chain").json()
    assert told["page"] == 1 and len(told["items"]) > 5
    for item in told["items"]:
        start = item["hit"]["span"]["start"]
        marked = [item["text"][m["start"] - start : m["end"] - start].lower() for m in item["hit"]["marks"]]
        assert marked and set(marked) <= {"chain", "chains"}
        assert item["source"]


def test_articles_are_listed_whose_words_stand_anywhere_in_them(client: TestClient) -> None:
    def listed(words: str) -> set[str]:
        return {a["id"] for a in client.get("/api/articles", params={"q": words}).json()["items"]}

    every = {a["id"]: a for a in items(client, "/api/articles")}
    assert set() < listed("regatta charged") <= listed("regatta") & listed("charges") < set(every)
    assert listed("zeppelin") == set()
    title = next(a for a in every.values() if a["title"])
    assert title["id"] in listed(title["title"][:30])


def test_equal_words_are_shown_once_with_their_other_places(client: TestClient) -> None:
    words = {"q": '"carried cars and passengers"', "kind": "quotation"}
    told = client.get("/api/search", params=words).json()["items"]
    page = client.get("/search", params=words).text
    once = {item["text"].casefold() for item in told}
    assert 0 < len(once) < len(told)
    assert page.count('<li class="item"') == len(once)
    assert page.count("<span>also ") == len(told) - len(once)


def test_the_outlet_that_is_chosen_stays_chosen(client: TestClient) -> None:
    whole = client.get("/articles").text
    assert " selected>" not in whole
    outlet = re.findall(r'<option value="([^"]+)">', whole)[1]
    narrow = client.get("/articles", params={"outlet": outlet}).text
    assert re.findall(r'<option value="([^"]*)" selected>', narrow) == [outlet]
