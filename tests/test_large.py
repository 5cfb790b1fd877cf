"""What lets a record be large: findings that are read again, equal spans that are one, batches that are kept."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

import onrecord
from onrecord import pipeline
from onrecord.join import coverage
from onrecord.join.sharing import shared
from onrecord.sample import story_folder
from onrecord.settings import OF_JOINING, Settings
from onrecord.store import Store, open_record
from onrecord.write.json import to_json


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    record = tmp_path_factory.mktemp("large") / "sample.record"
    with story_folder() as folder:
        pipeline.build([folder], record)
    return record


@pytest.mark.parametrize("held", [0, 3])
def test_what_is_read_again_gives_the_same_record(sample: Path, held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = to_json(open_record(sample))
    monkeypatch.setattr(coverage, "HELD", held)
    pipeline.rejoin(sample)
    assert to_json(open_record(sample)) == before


def test_equal_spans_of_findings_are_one_object(sample: Path) -> None:
    with Store(sample) as store:
        shelf = coverage.Shelf()
        for member in store.members():
            shelf.put(store.found(member.article))
    for found in shelf.values():
        first = {s.span: s.span for s in found.sentences}
        assert all(e.sentence is first[e.sentence] for e in found.events if e.sentence in first)
        assert len({id(s.article) for s in first}) == 1


def test_sharing_changes_no_value(sample: Path) -> None:
    with Store(sample) as store:
        for member in store.members():
            once = store.findings(member.article)[1]
            assert shared(store.findings(member.article)[1]) == once


@pytest.mark.parametrize("last", [0, 2, 4])
def test_one_article_more_is_read_alone_and_gives_the_record_of_all(tmp_path: Path, last: int) -> None:
    texts = [
        f"{count} hens fled the Brandel farm in Ostrey on {day} May 2031, its owner Ida Brandel said. “The fence was "
        f"cut,” she told the Ostrey Post. Officers found {count + 3} of them near the mill."
        for count, day in ((12, 3), (14, 4), (19, 5), (12, 6), (17, 7))
    ]
    rows = [json.dumps({"id": str(n), "text": t, "published": f"2031-05-0{3 + n}"}) for n, t in enumerate(texts)]
    source = tmp_path / "hens.jsonl"
    source.write_text("\n".join(rows), encoding="utf-8")
    pipeline.build([source], tmp_path / "whole.record")
    source.write_text("\n".join(r for n, r in enumerate(rows) if n != last), encoding="utf-8")
    pipeline.build([source], tmp_path / "added.record")
    source.write_text("\n".join(rows), encoding="utf-8")
    assert pipeline.build([source], tmp_path / "added.record").read == 1
    whole, added = (to_json(open_record(tmp_path / f"{name}.record")) for name in ("whole", "added"))
    assert added == whole


def test_a_build_that_was_cut_off_reads_only_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        json.dumps({"id": str(n), "text": f"Ida Brandel counted {n + 2} hens in Ostrey on Monday."}) for n in range(9)
    ]
    source, record = tmp_path / "hens.jsonl", tmp_path / "hens.record"
    source.write_text("\n".join(rows), encoding="utf-8")
    monkeypatch.setattr(pipeline, "BATCH", 2)
    kept: list[int] = []

    def cut_off(stage: str, done: int) -> None:
        kept.append(done)
        if done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.build([source], record, progress=cut_off)
    assert kept[-1] == 4
    assert pipeline.build([source], record).read == 5


def test_a_number_of_joining_has_no_article_read_again(tmp_path: Path) -> None:
    source, record = tmp_path / "hens.jsonl", tmp_path / "hens.record"
    source.write_text(json.dumps({"id": "1", "text": "Ida Brandel counted 12 hens in Ostrey on Monday."}), "utf-8")
    pipeline.build([source], record)
    assert pipeline.build([source], record, settings=replace(Settings(), figure_days=9)).read == 0
    assert pipeline.build([source], record, settings=replace(Settings(), max_lines=9)).read == 1


def test_only_joining_asks_for_the_numbers_of_joining() -> None:
    joining = [f.name for f in fields(Settings) if f.name.startswith(OF_JOINING)]
    assert len(joining) > 60
    asked = re.compile(rf"settings\.(?:{'|'.join(joining)})\b")
    found = Path(str(onrecord.__file__)).parent
    asking = {p.relative_to(found).parts[0] for p in found.rglob("*.py") if asked.search(p.read_text("utf-8"))}
    assert asking == {"join", "verify"}
