"""Two records compared: what is added, told again and contradicted, by the words that things rest on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import pipeline
from onrecord.cli import cli
from onrecord.compare import Changes, compare
from onrecord.model import Article, BuiltWith, Event, Person, Quotation, Reading, Record, Utterance
from onrecord.span import Span
from onrecord.store import open_record

MONDAY = """Tower catches fire

Published 7 May 2029

A tower in Dunmere caught fire on Sunday, 6 May 2029, and four people were injured.

"The alarm never rang," said Greta Holm, a tenant.
"""

TUESDAY = """Fire chief speaks

Published 8 May 2029

Nine people were injured when a tower in Dunmere caught fire on Sunday, 6 May 2029.

"The alarm rang," said Greta Holm, a tenant.

"We came within six minutes," said fire chief Aron Pell.

The tower was closed on Monday, 7 May 2029.
"""

OLD = {"monday.txt": MONDAY}
NEW = OLD | {"tuesday.txt": TUESDAY}


def build(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "in" / name).write_text(text)
    pipeline.build([folder / "in"], folder / "s.record")
    return folder / "s.record"


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return build(tmp_path_factory.mktemp("old"), OLD), build(tmp_path_factory.mktemp("new"), NEW)


@pytest.fixture(scope="module")
def records(paths: tuple[Path, Path]) -> tuple[Record, Record]:
    return open_record(paths[0]), open_record(paths[1])


@pytest.fixture(scope="module")
def changes(records: tuple[Record, Record]) -> Changes:
    return compare(*records)


def test_what_is_added(records: tuple[Record, Record], changes: Changes) -> None:
    new = records[1]
    keys = {a.id: a.key for a in new.articles}
    names = {p.id: p.name for p in new.people}
    assert [keys[a] for a in changes.articles] == ["tuesday.txt"]
    assert "Aron Pell" in [names[p] for p in changes.people]
    assert "Greta Holm" not in [names[p] for p in changes.people]
    assert len(changes.quotations) == 2
    dates = {e.id: e.date for e in new.events}
    assert [dates[e] for e in changes.events] == ["2029-05-07"]


def test_what_is_told_again(records: tuple[Record, Record], changes: Changes) -> None:
    events = {e.id: e for e in records[1].events}
    (told,) = changes.retold
    assert events[told.event].date == "2029-05-06"
    assert {s.article for s in told.support} == set(changes.articles)


def test_what_contradicts_stands_between_old_and_new(records: tuple[Record, Record], changes: Changes) -> None:
    differences = {d.id: d for d in records[1].differences}
    sides = [{s.value.split()[0].lower() for s in differences[d].statements} for d in changes.contradictions]
    assert {"four", "nine"} in sides
    assert not set(changes.contradictions) & set(changes.differences)


def test_a_record_and_itself_are_the_same(records: tuple[Record, Record]) -> None:
    for record in records:
        same = compare(record, record)
        assert not any(getattr(same, name) for name in Changes.__slots__)


def test_the_other_way_round_everything_is_gone(records: tuple[Record, Record], changes: Changes) -> None:
    back = compare(records[1], records[0])
    assert back.articles_gone == changes.articles
    assert set(back.people_gone) == set(changes.people)
    assert set(back.events_gone) == set(changes.events)
    assert not back.articles


# ------------------------------------------------------------------ by the words, not by the ids
MADE = BuiltWith("0", "m", "d", "s")


def span(article: str, start: int) -> Span:
    return Span(article, start, start + 5)


def person(ident: str, *mentions: Span) -> Person:
    return Person(ident, "person", ident, (), mentions)


def event(ident: str, date: str, *support: Span, status: str = "happened") -> Event:
    return Event(ident, date, "explicit", (), status, False, support[0], support, 1, 1, 1.0, ())  # type: ignore[arg-type]


def record(*people: Person, events: tuple[Event, ...] = ()) -> Record:
    return Record("1.0", "", MADE, people=people, events=events)


def test_a_person_with_another_id_is_the_same_by_a_mention() -> None:
    old, new = record(person("p1", span("b", 0))), record(person("p0", span("a", 0), span("b", 0)))
    assert compare(old, new).people == compare(old, new).people_gone == ()


def test_two_people_that_have_become_one_are_not_gone() -> None:
    old = record(person("p1", span("a", 0), span("a", 9)), person("p2", span("b", 0)))
    new = record(person("p1", span("a", 0), span("a", 9), span("b", 0)))
    assert compare(old, new).people_gone == ()


def test_one_that_has_become_two_adds_one() -> None:
    old = record(person("p1", span("a", 0), span("b", 0)))
    new = record(person("p1", span("a", 0)), person("p2", span("b", 0)))
    assert compare(old, new).people == ("p2",)


def test_an_event_that_shares_only_a_sentence_is_another() -> None:
    old = record(events=(event("e1", "2029-05-06", span("a", 0)),))
    new = record(events=(event("e2", "2030-01-01", span("a", 0)),))
    assert compare(old, new).events == ("e2",)
    assert compare(old, new).events_gone == ("e1",)


def test_a_date_made_exact_and_a_plan_carried_out() -> None:
    old = record(events=(event("e1", "2029-05", span("a", 0), status="planned"),))
    new = record(events=(event("e0", "2029-05-06", span("a", 0)),))
    changes = compare(old, new)
    assert [(r.item, r.was, r.now) for r in changes.redated] == [("e0", "2029-05", "2029-05-06")]
    assert [(r.was, r.now) for r in changes.turned] == [("planned", "happened")]
    assert changes.events == ()


def test_an_article_with_another_date_is_told(records: tuple[Record, Record]) -> None:
    old = records[0]
    moved = replace(old, articles=(replace(old.articles[0], published="2029-06"),))
    assert [(r.was, r.now) for r in compare(moved, old).redated] == [("2029-06", "2029-05-07")]


# ------------------------------------------------------------------ copies
SAME = {"a.txt": TUESDAY, "z.txt": TUESDAY}


@pytest.mark.parametrize("first", sorted(SAME))
def test_the_same_text_again_adds_nothing_that_was_said(tmp_path: Path, first: str) -> None:
    """Whichever of the two is said to copy the other: that goes by their ids where their dates are one."""
    (tmp_path / "one").mkdir(), (tmp_path / "two").mkdir()
    old = open_record(build(tmp_path / "one", {first: TUESDAY}))
    new = open_record(build(tmp_path / "two", SAME))
    changes = compare(old, new)
    assert len(changes.articles) == 1
    assert changes.copies == changes.articles
    assert changes.utterances == changes.events == changes.people == ()
    assert sorted(q for again in changes.again for q in again.quotations) == sorted(changes.quotations)
    assert len(changes.quotations) == 2


def test_the_same_text_again_takes_no_side(tmp_path: Path) -> None:
    """Another report of the same side does."""
    other = TUESDAY.replace("Fire chief speaks", "After the fire").replace("6 May 2029", "Sunday")
    found = {}
    for name, text in (("none", ""), ("same", TUESDAY), ("other", other)):
        (tmp_path / name).mkdir()
        files = NEW | ({"z.txt": text} if text else {})
        found[name] = open_record(build(tmp_path / name, files))
    assert found["none"].differences
    assert compare(found["none"], found["same"]).sided == ()
    assert compare(found["none"], found["other"]).sided != ()


def test_words_too_few_to_be_known_again_are_the_same_in_a_copy(make_article: Callable[..., Article]) -> None:
    def quoted(n: int) -> Quotation:
        place = Span(f"a{n}", 1, 4)
        return Quotation(f"q{n}", "direct", (place,), None, None, None, utterance=f"u{n}")

    def said(n: int) -> Utterance:
        return Utterance(f"u{n}", None, (f"q{n}",), f"q{n}", (Reading(f"q{n}", "base", False, ()),))

    def holding(*numbers: int, group: str = "a1") -> Record:
        text = "“Now,” she said."
        articles = tuple(replace(make_article(text), id=f"a{n}", copy_group=group if n > 1 else "a1") for n in numbers)
        return Record(
            "1.0", "", MADE, articles=articles, quotations=tuple(map(quoted, numbers)),
            utterances=tuple(map(said, numbers)),
        )  # fmt: skip

    copied, apart = compare(holding(1), holding(1, 2)), compare(holding(1), holding(1, 2, group="a2"))
    assert (copied.utterances, copied.copies) == ((), ("a2",))
    assert [(a.utterance, a.quotations) for a in copied.again] == [("u1", ("q2",))]
    assert (apart.utterances, apart.copies, apart.again) == (("u2",), (), ())


# ------------------------------------------------------------------ the command
def test_the_command_prints_lists(paths: tuple[Path, Path]) -> None:
    done = CliRunner().invoke(cli, ["diff", *map(str, paths)])
    assert done.exit_code == 0, done.output
    for heading in ("New articles", "New people and bodies", "Told again", "Contradictions with what was on record"):
        assert heading in done.stdout
    assert "nothing has changed" in CliRunner().invoke(cli, ["diff", str(paths[0]), str(paths[0])]).stdout
