"""Which articles tell of one story, where an input holds several."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import pipeline
from onrecord.cli import cli
from onrecord.join import kept
from onrecord.join import told as joined_told
from onrecord.join.parts import Part
from onrecord.settings import Settings
from onrecord.store import open_record
from onrecord.write.json import to_json

QUARRY = (
    "Two blasters were killed on Tuesday when a ledge gave way at the Ostrey Quarry, the owner Hollin Stone said. "
    "Rescuers with dogs searched the slate all night. “We had warned them of the ledge,” foreman Ivo Brandt said.",
    "Prosecutors in Lenby have opened an inquiry into the rockfall at the Ostrey Quarry, in which two blasters died. "
    "Hollin Stone had been told of the loose ledge in March, foreman Ivo Brandt said. The slate is now fenced off.",
    "The families of the two blasters killed at the Ostrey Quarry want Hollin Stone to pay. Foreman Ivo Brandt told "
    "a meeting in Lenby that the ledge had moved for weeks before the rockfall.",
    "Hollin Stone closed the Ostrey Quarry for good on Friday. The rockfall that killed two blasters had shown that "
    "the slate cannot be cut safely there, it said. Ivo Brandt, the foreman, called it a late insight.",
)
ELECTION = (
    "Marta Quill won the mayoral election in Sandhaven on Sunday with nine votes more than Pell Orrin. Orrin asked for "
    "a recount. The ballots of one precinct came late, the returning officer Dana Voss said.",
    "A recount of the mayoral election in Sandhaven began on Monday. Pell Orrin had lost to Marta Quill by nine votes. "
    "Dana Voss, the returning officer, let both campaigns watch the ballots.",
    "After the recount Marta Quill leads Pell Orrin by eleven votes, Dana Voss announced in Sandhaven. The returning "
    "officer found two ballots that had stuck together. Orrin may still go to court over the mayoral election.",
    "Pell Orrin conceded the mayoral election in Sandhaven on Thursday. He wished Marta Quill luck and thanked the "
    "returning officer Dana Voss for the recount of all ballots.",
)
STRAY = "Growers of the northern valleys expect a fine plum harvest. The frost came late, and bees were about in April."


def feed(path: Path, *stories: tuple[str, ...]) -> Path:
    """The articles of some stories in one file, told by turns."""
    rows = [(f"{at}{number}", text) for at, story in enumerate(stories) for number, text in enumerate(story)]
    rows.sort(key=lambda r: r[0][1])
    lines = (json.dumps({"id": key, "text": text, "published": f"2031-05-0{1 + int(key[1])}"}) for key, text in rows)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    return feed(tmp_path / "mixed.jsonl", QUARRY, ELECTION, (STRAY,))


@pytest.mark.parametrize(("count", "name"), [(1, "1 article"), (2, "2 articles")])
def test_a_story_of_nobody_is_named_by_its_size(tmp_path: Path, count: int, name: str) -> None:
    for number in range(count):
        (tmp_path / f"{number}.txt").write_text(f"The hill is green and the wind is mild, {number} degrees.\n")
    pipeline.build([tmp_path / f"{n}.txt" for n in range(count)], tmp_path / "h.record")
    assert open_record(tmp_path / "h.record").story == name


def test_two_stories_are_told_apart_and_a_stray_is_of_none(mixed: Path, tmp_path: Path) -> None:
    built = pipeline.build([mixed], tmp_path / "m.record")
    story = {a.key: a.story for a in open_record(tmp_path / "m.record").articles}
    of = [{story[f"{at}{n}"] for n in range(4)} for at in (0, 1)]
    assert len(of[0]) == len(of[1]) == 1 and None not in of[0] | of[1] and of[0] != of[1]
    assert story["20"] is None
    assert built.several and all(f"{name} (4 articles)" in built.several for (name,) in map(tuple, of))


def test_a_story_is_called_by_words_that_its_articles_hold(mixed: Path, tmp_path: Path) -> None:
    pipeline.build([mixed], tmp_path / "m.record")
    articles = open_record(tmp_path / "m.record").articles
    for name in {a.story for a in articles} - {None}:
        assert sum(name in a.text for a in articles if a.story == name) >= 3
        assert not any(name in a.text for a in articles if a.story != name)


@pytest.mark.parametrize("only", [QUARRY, ELECTION])
def test_one_story_is_one_without_a_warning(only: tuple[str, ...], tmp_path: Path) -> None:
    built = pipeline.build([feed(tmp_path / "one.jsonl", only)], tmp_path / "one.record")
    record = open_record(tmp_path / "one.record")
    assert len({a.story for a in record.articles}) == 1
    assert built.several is None and not any(s.what == "story" for s in record.set_aside)


def test_two_articles_make_no_story(tmp_path: Path) -> None:
    pipeline.build([feed(tmp_path / "two.jsonl", QUARRY[:2])], tmp_path / "two.record")
    assert {a.story for a in open_record(tmp_path / "two.record").articles} == {None}


def test_the_warning_names_the_stories_on_stderr_and_in_the_record(mixed: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["build", str(mixed), "-o", str(tmp_path / "m.record"), "--strict"])
    assert result.exit_code == 0  # nothing went unread
    (said,) = [s.why for s in open_record(tmp_path / "m.record").set_aside if s.what == "story"]
    assert said.startswith("the articles tell of 2 stories: ") and said in result.stderr


def test_about_keeps_to_the_story_of_that_name(mixed: Path, tmp_path: Path) -> None:
    pipeline.build([mixed], tmp_path / "m.record")
    name = {a.key: a.story for a in open_record(tmp_path / "m.record").articles}["10"]
    built = pipeline.build([], tmp_path / "m.record", about=(name or "").upper())
    record = open_record(tmp_path / "m.record")
    assert {a.key for a in record.articles} == {"10", "11", "12", "13"}
    assert {a.story for a in record.articles} == {name}
    assert built.several is None
    assert {s.why for s in record.set_aside if s.what == "article"} == {f"is not of the story {name}"}


def test_another_phrase_keeps_to_the_articles_that_hold_it(mixed: Path, tmp_path: Path) -> None:
    pipeline.build([mixed], tmp_path / "m.record", about="two blasters OR plum")
    assert {a.key for a in open_record(tmp_path / "m.record").articles} == {"00", "01", "02", "03", "20"}


def test_statements_of_two_stories_are_not_held_against_each_other(tmp_path: Path) -> None:
    died = "The inquest into the storm found that 14 people drowned in the harbour of Lenby on May 2, 2031. "
    again = "The inquest into the storm found that 23 people drowned in the harbour of Lenby on May 2, 2031. "
    one = (QUARRY[0] + " " + died, *QUARRY[1:])
    other = (ELECTION[0] + " " + again, *ELECTION[1:])
    alone = feed(tmp_path / "alone.jsonl", (one[0], other[0]))
    pipeline.build([alone], tmp_path / "alone.record")
    assert any(
        {s.value for s in d.statements} == {"14", "23"} for d in open_record(tmp_path / "alone.record").differences
    )
    pipeline.build([feed(tmp_path / "both.jsonl", one, other)], tmp_path / "both.record")
    record = open_record(tmp_path / "both.record")
    assert len({a.story for a in record.articles} - {None}) == 2
    assert not any({s.value for s in d.statements} & {"14", "23"} for d in record.differences)


def test_the_order_of_articles_does_not_matter(mixed: Path, tmp_path: Path) -> None:
    pipeline.build([mixed], tmp_path / "m.record")
    lines = mixed.read_text(encoding="utf-8").split("\n")
    turned = tmp_path / "turned" / "mixed.jsonl"
    turned.parent.mkdir()
    turned.write_text("\n".join(reversed(lines)), encoding="utf-8")
    pipeline.build([turned], tmp_path / "t.record")
    before, after = (open_record(tmp_path / f"{n}.record").articles for n in "mt")
    assert {a.key: a.story for a in before} == {a.key: a.story for a in after}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The keys of the articles of each part that is told and not kept, in a list that grows."""
    parts: list[list[str]] = []
    tell = joined_told._tell

    def noted(part: Part, settings: Settings) -> joined_told.Told:
        parts.append(sorted(a.key for a in part.coverage.articles.values()))
        return tell(part, settings)

    monkeypatch.setattr(joined_told, "_tell", noted)
    return parts


def test_only_the_story_of_what_is_added_is_told_again(tmp_path: Path, told: list[list[str]]) -> None:
    later = (
        "Marta Quill was sworn in as mayor of Sandhaven. Pell Orrin, who lost the mayoral election after a recount of "
        "the ballots, shook hands with the returning officer Dana Voss."
    )
    source = feed(tmp_path / "m.jsonl", QUARRY, ELECTION, (STRAY,))
    pipeline.build([source], tmp_path / "added.record")
    assert sorted(told) == [["00", "01", "02", "03"], ["10", "11", "12", "13"], ["20"]]
    told.clear()
    feed(source, QUARRY, (*ELECTION, later), (STRAY,))
    pipeline.build([source], tmp_path / "added.record")
    assert told == [["10", "11", "12", "13", "14"]]
    pipeline.build([source], tmp_path / "at-once.record")
    added, at_once = (to_json(open_record(tmp_path / f"{name}.record")) for name in ("added", "at-once"))
    assert added == at_once


def test_a_correction_has_its_story_told_again_and_others_left(
    mixed: Path, tmp_path: Path, told: list[list[str]]
) -> None:
    record = tmp_path / "m.record"
    pipeline.build([mixed], record)
    said = next(q for q in open_record(record).quotations if q.type == "direct")
    told.clear()
    missed = pipeline.correct(record, lambda desk: desk.edit("reject", said.utterance), "2031-06-01")
    assert missed == () and told == [["00", "01", "02", "03"]]
    assert said.id not in {q.id for q in open_record(record).quotations}
    told.clear()
    pipeline.rejoin(record)
    assert told == []


def test_another_setting_or_program_has_all_told_again(
    mixed: Path, tmp_path: Path, told: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "m.record"
    pipeline.build([mixed], record)
    told.clear()
    pipeline.rejoin(record, replace(Settings(), figure_days=9))
    assert len(told) == 3
    monkeypatch.setattr(kept, "program_digest", lambda: "another")
    pipeline.rejoin(record)
    assert len(told) == 6
