"""The search page, where there is an engine to search with; without one there is neither page nor entry in the menu."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from asking import items
from onrecord.app.desk import SEARCH

with_engine = pytest.mark.skipif(not SEARCH, reason="this build has no engine to search with")


def test_the_menu_leads_to_a_search_only_where_there_is_one(client: TestClient) -> None:
    assert ('href="/search"' in client.get("/").text) is SEARCH
    assert client.get("/search").status_code == (200 if SEARCH else 404)


@with_engine
def test_hits_show_the_words_and_their_source(client: TestClient) -> None:
    page = client.get("/search?q=chain").text
    marked = re.findall(r"<mark>([^<]*)</mark>", page)
    assert len(marked) > 5
    assert {m.lower() for m in marked} <= {"chain", "chains"}
    assert page.count('class="cite"') >= page.count('<li class="item"') > 5


@with_engine
def test_a_search_is_narrowed(client: TestClient) -> None:
    person = items(client, "/api/people?kind=person")[0]["id"]
    whole = client.get("/search?q=chain").text.count('<li class="item"')
    narrow = client.get("/search", params={"q": "chain", "person": person, "kind": "quotation"}).text
    assert 0 < narrow.count('<li class="item"') < whole
    assert "Nothing on record" in client.get("/search?q=zeppelin").text
    assert client.get("/search?q=%22%20OR%20*%20NEAR(").status_code == 200
