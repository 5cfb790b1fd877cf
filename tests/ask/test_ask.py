"""Answers: the right passage first, its words verbatim, and nothing where nothing is on record."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
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


def record_of(coverage: Mapping[str, str], folder: Path) -> Path:
    """The record of articles given by file name."""
    (folder / "in").mkdir()
    for name, text in coverage.items():
        (folder / "in" / name).write_text(text)
    pipeline.build([folder / "in"], folder / "s.record")
    return folder / "s.record"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record_of(COVERAGE, tmp_path_factory.mktemp("tower"))


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


# ------------------------------------------------------------------ which passages come first, and which none
LAGOON = {
    "first.txt": """Pumps fail at Orley

Published 3 March 2031

Harbor engineer Ines Tarrow warned the council of Orley on Monday about the "silent flood".

"The pumps were sold before I came," said Tarrow. "Yes," she said. "Nobody asked the engineers at all."

The harbor master said the pumps were rusty. The pumps stood in the Cobalt Tower for nine months.
The council paid $40,000 for a car.

On Monday, 3 March 2031, the lagoon rose into the streets of Orley and 40 families left their homes.
""",
    "second.txt": """Orley counts the damage

Published 5 March 2031

Tarrow laughed.

"Nobody asked the engineers at all," said Ines Tarrow, the harbor engineer.

What many call the "silent flood" was no surprise. It rained on 3 March 2031.

"We will build a wall," said Tarrow.
""",
}


@pytest.fixture(scope="module")
def lagoon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record_of(LAGOON, tmp_path_factory.mktemp("lagoon"))


@pytest.fixture
def orley(lagoon: Path):
    with Store(lagoon) as store:
        yield partial(Asker(store.record()).ask, store)


def told(answer: Answer) -> list[str]:
    return [p.text for p in answer.passages]


def test_who_somebody_is_stands_where_they_are_first_named(orley: Ask) -> None:
    assert "Harbor engineer Ines Tarrow" in told(orley("Who is Ines Tarrow?"))[0]
    assert not any("Yes" in words for words in told(orley("Who is Ines Tarrow?")))


def test_of_all_that_somebody_said_the_most_reported_comes_first_and_a_few_words_last(orley: Ask) -> None:
    words = told(orley("What did Tarrow say?", limit=20))
    assert words[0].startswith("Nobody asked the engineers")
    assert words[-1] == "silent flood"


def test_what_only_repeats_the_question_is_no_answer(orley: Ask) -> None:
    assert told(orley("What is the silent flood?"))
    assert not any(len(words) < len("the “silent flood” too") for words in told(orley("What is the silent flood?")))


def test_words_in_a_row_must_stand_in_a_row(orley: Ask) -> None:
    assert told(orley("Who said “build a wall”?"))
    assert told(orley("Who said “wall a build”?")) == []


def test_words_of_which_the_day_is_not_known_count_as_said_near_their_publication(orley: Ask) -> None:
    assert any("build a wall" in words for words in told(orley("What did Tarrow say on 5 March 2031?")))
    assert told(orley("What did Tarrow say on 5 March 2030?")) == []


def test_what_happened_on_a_day_is_told_by_its_event(orley: Ask) -> None:
    words = told(orley("What happened on 3 March 2031?"))
    assert any("40 families left" in each for each in words)
    assert not words[0].startswith("It rained")  # the shortest sentence of that day
    assert told(orley("What happened on 4 April 2031?")) == []


def test_who_is_described_must_have_said_it(orley: Ask) -> None:
    assert "rusty" in told(orley("What did the harbor master say about the pumps?"))[0]
    assert told(orley("What did the mayor say about the pumps?")) == []


def test_what_is_counted_must_be_there(orley: Ask) -> None:
    assert "40 families" in told(orley("How many families left their homes?"))[0]
    assert told(orley("How many tourists left their homes?")) == []
    assert told(orley("How many cars did the council have?")) == []


def test_how_long_asks_for_a_time(orley: Ask) -> None:
    assert ["nine months" in words for words in told(orley("How long did the pumps stand in the tower?"))] == [True]


def test_a_name_that_is_not_there_weighs_more(orley: Ask) -> None:
    assert "Cobalt Tower" in told(orley("Who put pumps into the Cobalt Tower?"))[0]
    assert told(orley("Who put pumps into the Eiffel Works?")) == []


def test_a_date_must_be_there(orley: Ask) -> None:
    assert told(orley("Which families left on 3 March 2031?"))
    assert told(orley("Which families left on 9 March 2031?")) == []


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
