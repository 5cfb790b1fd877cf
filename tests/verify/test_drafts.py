"""The marked drafts of the sample story: floors for slips caught and true statements left alone; and the whole."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from drafts import DRAFTS, judged, load, tally

from onrecord.errors import InputError, QueryError, RecordError
from onrecord.verify import verify
from onrecord.verify.phrases import MOST, Phrases

FLOORS = {"open": (0.9, 0.05), "held": (0.9, 0.05), "more": (0.8, 0.05)}
"""For each part of the drafts: the least share of slips caught, the largest share of true statements flagged."""


@pytest.fixture(scope="module")
def checked():
    return judged(load())


def test_the_marks_stand_where_they_say():
    rows = load()
    assert [m for r in rows for m in r["marks"] if r["text"][m["start"] : m["end"]] != m["text"]] == []
    marks = [m["is"] == "true" for r in rows if r["half"] != "more" for m in r["marks"]]
    assert (marks.count(False), marks.count(True)) == (40, 40)


@pytest.mark.parametrize("half", FLOORS)
def test_slips_are_caught_and_truths_left_alone(checked, half):
    found = tally([row for row in load(DRAFTS) if row["half"] == half], checked)
    least, most = FLOORS[half]
    assert found.caught >= least * found.slips
    assert found.flagged <= most * found.true


def test_a_draft_is_judged_as_if_it_were_the_only_one(checked):
    row = load()[0]
    assert judged([row])[row["id"]].statements == checked[row["id"]].statements


def test_the_record_does_not_change(story, tmp_path):
    before = sha256(story.read_bytes()).hexdigest()
    draft = tmp_path / "draft.txt"
    draft.write_text("Hugo Brandveld was charged on June 11, 2031.")
    (checked,) = verify(story, [draft])
    assert {s.verdict for s in checked.statements} == {"altered", "contradicted"}
    assert sha256(story.read_bytes()).hexdigest() == before


def test_the_record_s_own_article_may_be_a_draft(story, against, tmp_path):
    draft = tmp_path / "draft.txt"
    draft.write_text(next(iter(against.coverage.articles.values())).text, encoding="utf-8")
    (checked,) = verify(story, [draft])
    assert {s.verdict for s in checked.statements} == {"verbatim"}


def test_bad_input_raises_what_the_command_prints(story, tmp_path):
    draft = tmp_path / "draft.txt"
    draft.write_text("Nothing.")
    with pytest.raises(InputError, match="no such file"):
        verify(story, [tmp_path / "none.txt"])
    with pytest.raises(RecordError, match="no such record"):
        verify(tmp_path / "none.record", [draft])
    with pytest.raises(QueryError, match="no EDTF date"):
        verify(story, [draft], date="soon")


def test_a_phrase_that_stands_everywhere_is_kept_in_few_places(make_article):
    article = make_article("so it goes " * 5000)
    phrases = Phrases({article.id: article}, [["so", "it", "goes"], ["it", "goes", "so", "it"]])
    assert len(list(phrases.exact(["so", "it", "goes"]))) == MOST
    assert next(phrases.exact(["it", "goes", "so", "it"])).start == 3
    assert list(phrases.exact(["so", "it", "went"])) == []
