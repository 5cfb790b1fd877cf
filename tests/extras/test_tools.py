"""What an assistant can ask of a record: spans that hold, bounds that hold, and the protocol around them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord import pipeline
from onrecord.errors import QueryError, RecordError
from onrecord.extras.mcp import NAMES, server
from onrecord.extras.tools import MOST, Tools
from onrecord.store import open_record

STORY = Path(__file__).parents[1] / "golden" / "story"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("record") / "s.record"
    pipeline.build([STORY], place)
    return place


@pytest.fixture(scope="module")
def tools(path: Path) -> Tools:
    return Tools(path)


def spans(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"article", "start", "end", "text"} <= set(value):
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def test_every_answer_is_made_of_spans(tools: Tools, path: Path) -> None:
    texts = {a.id: a.text for a in open_record(path).articles}
    answers = [tools.search("chain"), tools.timeline(), tools.quotes(), tools.differences()]
    for answer in answers:
        json.dumps(answer)
        found = list(spans(answer))
        assert found
        assert all(texts[s["article"]][s["start"] : s["end"]] == s["text"] for s in found)
        assert all(s["source"] for s in found)


def test_quotes_by_speaker_and_words(tools: Tools) -> None:
    said = tools.quotes(speaker="roe", about="chain broke")
    assert said["in_all"] == len(said["quotations"]) == 2
    assert tools.quotes(speaker="nobody at all") == {"quotations": [], "in_all": 0}
    assert len(tools.quotes(limit=1)["quotations"]) == 1


def test_search_takes_filters(tools: Tools) -> None:
    assert {h["kind"] for h in tools.search("chain", kind="quotation")["hits"]} == {"quotation"}
    assert tools.search("chain", until="1900")["hits"] == []


def test_differences_of_a_kind(tools: Tools) -> None:
    every = tools.differences()
    kinds = {d["kind"] for d in every["differences"]}
    kind = sorted(kinds)[0]
    assert {d["kind"] for d in tools.differences(kind=kind)["differences"]} == {kind}
    assert tools.differences(kind="no such")["in_all"] == 0


def test_a_passage_comes_with_its_sentence(tools: Tools) -> None:
    hit = tools.search("chain", kind="passage")["hits"][0]
    word = hit["text"].lower().index("chain") + hit["start"]
    exact = tools.passage(hit["article"], word, word + 5, around=False)
    assert exact["text"].lower() == "chain"
    around = tools.passage(hit["article"], word, word + 5)
    assert around["start"] <= word < around["end"]
    assert len(around["text"]) > 5


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 5), (0, 10**9)])
def test_places_that_are_not_there_are_refused(tools: Tools, start: int, end: int) -> None:
    article = tools.search("chain")["hits"][0]["article"]
    with pytest.raises(QueryError):
        tools.passage(article, start, end)
    with pytest.raises(QueryError, match="no article"):
        tools.passage("a0", 0, 1)


def test_no_answer_is_unbounded(tools: Tools) -> None:
    assert len(tools.search("the", limit=10**9)["hits"]) <= MOST
    assert len(tools.search("the", limit=-5)["hits"]) == 1
    with pytest.raises(QueryError, match="characters at most"):
        tools.verify("x" * 10**6)


def test_a_draft_is_held_against_the_record(tools: Tools) -> None:
    quotation = max(tools.quotes()["quotations"], key=lambda q: (q["type"] == "direct", len(q["text"])))
    words = quotation["content"][0]["text"].rstrip(",.")
    checked = tools.verify(
        f"“{words},” {quotation['speaker']} said.\n\n“Nothing of the sort was ever uttered,” he said."
    )
    verdicts = [s["verdict"] for s in checked["statements"] if s["kind"] == "quotation"]
    assert verdicts == ["verbatim", "not on record"]


def test_no_record_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no such record"):
        Tools(tmp_path / "none.record")


# ------------------------------------------------------------------ the protocol
def test_an_assistant_is_served(path: Path) -> None:
    mcp = pytest.importorskip("mcp")

    async def session() -> tuple[Any, Any, Any]:
        async with mcp.Client(server(path)) as client:
            listed = await client.list_tools()
            found = await client.call_tool("search", {"words": "chain", "kind": "quotation"})
            wrong = await client.call_tool("passage", {"article": "nowhere", "start": 0, "end": 1})
            return listed, found, wrong

    listed, found, wrong = asyncio.run(session())
    assert [t.name for t in listed.tools] == list(NAMES)
    assert all(t.annotations.read_only_hint and t.description for t in listed.tools)
    hits = json.loads(found.content[0].text)["hits"]
    assert hits
    assert {h["kind"] for h in hits} == {"quotation"}
    assert wrong.is_error
    assert "no article" in wrong.content[0].text


def test_nothing_is_written(path: Path) -> None:
    before = path.read_bytes()
    tools = Tools(path)
    tools.search("chain")
    tools.verify("The ferry sank on 3 May 1999.")
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]
