"""Answers: the right passage first, its words verbatim, and nothing where nothing is on record."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import pipeline
from onrecord.ask import Answer, Asker, ask
from onrecord.cli import cli
from onrecord.sample import story_folder
from onrecord.store import Store

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from questions import halves, marked, measure

Ask = Callable[[str], Answer]

FLOOR = {"hit@1": 78, "hit@5": 84}
"""Least share of the questions of the open and the held half that are hit, in percent: what `ask` reached, less a
little, because it rests on all that is found before."""

WIRE = """Tower catches fire

Published 7 May 2029

A tower in Dunmere caught fire on Sunday, 6 May 2029, and four people were injured.

"The alarm never rang," said Greta Holm, a tenant. "I smelled the smoke."
"""

MORE = """
Holm, 54, had complained about the wiring in March.

Fire chief Aron Pell thanked the neighbours.
"""

COVERAGE = {"monday.txt": WIRE + MORE, "copy.txt": WIRE}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tower")
    (folder / "in").mkdir()
    for name, text in COVERAGE.items():
        (folder / "in" / name).write_text(text)
    pipeline.build([folder / "in"], folder / "s.record")
    return folder / "s.record"


@pytest.fixture
def asker(path: Path):
    with Store(path) as store:
        yield partial(Asker(store.record()).ask, store)


def first(answer: Answer) -> str:
    return answer.passages[0].text if answer.passages else ""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Greta Holm say about the alarm?", "The alarm never rang"),
        ("Who said the alarm never rang?", "The alarm never rang"),
        ("When did the tower in Dunmere catch fire?", "on Sunday, 6 May 2029"),
        ("How many people were hurt in the fire?", "four people were injured"),
        ("How old is Greta Holm?", "Holm, 54,"),
        ("What happened on 6 May 2029?", "A tower in Dunmere caught fire"),
        ("Who thanked the neighbours?", "Aron Pell thanked the neighbours"),
        ("Who is Aron Pell?", "Fire chief Aron Pell"),
    ],
)
def test_answers(asker: Ask, question: str, words: str) -> None:
    assert words in first(asker(question))


@pytest.mark.parametrize(
    "question",
    [
        "What did Aron Pell say about the alarm?",
        "What did Greta Holm say about the lift?",
        "How old is Aron Pell?",
        "When was Aron Pell appointed?",
        "Who is Odd Farr?",
        "What happened on 3 June 1988?",
        "How many dogs were hurt?",
        "Which bank owns the tower?",
        "???",
        "",
        "the of and",
    ],
)
def test_nothing_is_on_record(asker: Ask, question: str) -> None:
    assert asker(question).groups == ()


def test_words_are_verbatim_and_grouped_by_speaker_and_date(asker: Ask, path: Path) -> None:
    with Store(path) as store:
        record = store.record()
    texts = {a.id: a.text for a in record.articles}
    answer = asker("What did Greta Holm say?")
    assert answer.groups
    assert len({(g.name, g.date) for g in answer.groups}) == len(answer.groups)
    assert {g.name for g in answer.groups} == {"Greta Holm"}
    for p in answer.passages:
        assert texts[p.span.article][p.span.start : p.span.end] == p.text


def test_equal_words_stand_once_with_their_other_places(asker: Ask) -> None:
    answer = asker("What did Greta Holm say about the alarm?")
    (hit,) = [p for p in answer.passages if "alarm" in p.text]
    assert [s.article for s in hit.also] != [hit.span.article]
    assert len(hit.also) == 1


def test_no_more_than_was_asked_for(path: Path) -> None:
    with Store(path) as store:
        assert len(ask(store, "What did Greta Holm say about the tower fire?", limit=1).passages) <= 1


# ------------------------------------------------------------------ the marked questions
@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sample") / "story.record"
    with story_folder() as folder:
        pipeline.build([folder], place)
    return place


def test_every_marked_answer_stands_in_its_article(sample: Path) -> None:
    with Store(sample) as store:
        texts = {a.key: a.text for a in store.articles()}
    assert all(words in texts[key] for q in marked() for key, words in q["answers"])
    assert sum(bool(q["answers"]) for q in marked() if q["half"] != "more") >= 30
    assert sum(not q["answers"] for q in marked() if q["half"] != "more") >= 10


def test_the_halves_are_dealt_by_chance() -> None:
    assert {q["id"]: q["half"] for q in marked() if q["half"] != "more"} == halves(marked())


def test_the_marked_questions_keep_their_floor(sample: Path) -> None:
    with Store(sample) as store:
        record = store.record()
        texts = {a.key: (a.id, a.text) for a in record.articles}
        counts = measure(Asker(record), store, texts, [q for q in marked() if q["half"] != "more"], tell=False)
    assert 100 * counts["hit@1"] / counts["answerable"] >= FLOOR["hit@1"]
    assert 100 * counts["hit@5"] / counts["answerable"] >= FLOOR["hit@5"]
    assert counts["false"] <= 1


# ------------------------------------------------------------------ the commands
def run(*arguments: object):
    done = CliRunner().invoke(cli, [str(a) for a in arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_command_answers_or_says_that_nothing_is_on_record(path: Path) -> None:
    said = run("ask", path, "What did Greta Holm say about the alarm?")
    assert "The alarm never rang," in said
    assert "Greta Holm" in said
    assert run("ask", path, "Who is Odd Farr?").strip() == "nothing on record"
    assert json.loads(run("ask", path, "Who is Odd Farr?", "--json")) == {"question": "Who is Odd Farr?", "groups": []}


def test_the_answer_as_json_has_spans_and_sources(path: Path) -> None:
    (group, *_) = json.loads(run("ask", path, "What did Greta Holm say about the alarm?", "--json"))["groups"]
    passage = group["passages"][0]
    assert {"article", "start", "end"} == set(passage["span"])
    assert passage["key"] in COVERAGE


def test_search_prints_hits(path: Path) -> None:
    assert "alarm never rang" in run("search", path, "alarm")
    assert run("search", path, "helicopter").strip() == "nothing on record"
    hits = json.loads(run("search", path, '"never rang"', "--kind", "quotation", "--from", "2029", "--json"))["hits"]
    assert {h["text"] for h in hits} and all("never rang" in h["text"] for h in hits)
    assert not re_control(run("search", path, "fire"))


def re_control(text: str) -> list[str]:
    return [c for c in text if c != "\n" and not c.isprintable()]
