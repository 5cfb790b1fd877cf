"""Search: what is found, in which order, with which marks, through which filters, on a record that is only read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import QueryError, RecordError
from onrecord.model import Article, Quotation, Record, Speaker
from onrecord.search import any_of, articles_with, count_of, part_of, search
from onrecord.span import Span
from onrecord.store import Store


@pytest.fixture(scope="module")
def path(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("record") / "crane.record"
    with Store(place, create=True) as store:
        store.write(record, [], [], [], [])
    return place


@pytest.fixture
def store(path: Path):
    with Store(path) as opened:
        yield opened


def words(record: Record, span: Span) -> str:
    text = {a.id: a.text for a in record.articles}[span.article]
    return text[span.start : span.end]


def test_passages_and_quotations_are_found(store: Store, record: Record) -> None:
    hits = search(store, "brake")
    assert {h.kind for h in hits} == {"passage", "quotation"}
    assert all("brake" in words(record, h.span) for h in hits)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_marks_are_the_words_that_matched(store: Store, record: Record) -> None:
    for hit in search(store, "inspection OR “never touched the brake”"):
        assert hit.marks
        assert {words(record, m) for m in hit.marks} <= {"inspection", "never touched the brake"}


def test_marks_lie_in_the_segments_of_a_quotation(store: Store, record: Record) -> None:
    (hit,) = search(store, "brake moving", kind="quotation")
    assert [words(record, m) for m in hit.marks] == ["brake", "moving"]
    assert words(record, hit.span).startswith("I never touched")
    assert words(record, hit.span).endswith("already moving.")
    assert (hit.person, hit.finding) == (record.people[0].id, record.quotations[0].id)


def test_forms_of_a_word_and_accents_do_not_matter(store: Store, record: Record) -> None:
    assert any("charged" in words(record, h.span) for h in search(store, "charging", kind="passage"))
    assert search(store, "óperator", kind="passage")


def test_a_speakers_name_finds_the_words(store: Store, record: Record) -> None:
    (hit,) = search(store, "Brandt sleep", kind="quotation")
    assert words(record, hit.span) == "She can sleep again,"


def test_furniture_is_not_found(store: Store) -> None:
    assert search(store, "newsletter") == ()


def test_nothing_asked_nothing_found(store: Store) -> None:
    assert search(store, "") == search(store, "—") == search(store, "-brake") == search(store, "brake", limit=0) == ()


@pytest.mark.parametrize("name", ["Tomas Brandt", "brandt"])
def test_by_person(store: Store, record: Record, name: str) -> None:
    hits = search(store, "she OR charge OR again", person=name)
    assert {h.person for h in hits if h.kind == "quotation"} == {record.people[1].id}
    passages = [words(record, h.span) for h in hits if h.kind == "passage"]
    assert passages
    assert all("Brandt" in p for p in passages)
    assert search(store, "she OR charge OR again", person=record.people[1].id) == hits


def test_somebody_unknown_has_said_nothing(store: Store) -> None:
    assert search(store, "brake", person="Odd Farr") == ()


def test_by_outlet_and_date(store: Store, record: Record) -> None:
    courier, post, _ = (a.id for a in record.articles)
    assert {h.article for h in search(store, "crane", outlet="marsh courier")} == {courier}
    assert {h.article for h in search(store, "crane", since="2024-09")} == {post, record.articles[2].id}
    assert {h.article for h in search(store, "crane", until="2024-03-04")} == {courier}
    assert {h.article for h in search(store, "crane", since="2024-09-10", until="2024-09-10")} == {post}


def test_a_quotation_counts_by_when_it_was_said(store: Store, record: Record) -> None:
    said_in_march = search(store, "brake", kind="quotation", until="2024-03")
    assert {h.article for h in said_in_march} == {record.articles[0].id, record.articles[1].id}
    assert {h.date for h in said_in_march} == {"2024-03-04", "2024-03"}


def test_a_bound_that_is_no_date_is_refused(store: Store) -> None:
    with pytest.raises(QueryError):
        search(store, "crane", since="last week")


def test_pages_follow_one_another(store: Store) -> None:
    every = search(store, "crane OR brake OR charge", limit=100)
    assert len(every) > 6
    pages = [search(store, "crane OR brake OR charge", limit=3, offset=n) for n in range(0, len(every), 3)]
    assert tuple(h for page in pages for h in page) == every


def test_how_many_passages_match(store: Store) -> None:
    assert count_of(store, any_of(["crane"])) == len(search(store, "crane", kind="passage", limit=100))
    assert count_of(store, any_of([])) == 0


def test_words_may_stand_anywhere_in_an_article(store: Store, record: Record) -> None:
    whole = {a.id: a.text.casefold() for a in record.articles}
    assert articles_with(store, "crane operator") == {
        i for i, text in whole.items() if "crane" in text and "operator" in text
    }
    assert search(store, "Marsh sleep", kind="passage") == ()
    assert articles_with(store, "crane -brake") == {
        i for i, text in whole.items() if "crane" in text and "brake" not in text
    }
    assert (
        articles_with(store, "zeppelin") == articles_with(store, "…") == articles_with(store, "-crane") == frozenset()
    )


def test_hits_narrowed_to_a_name_come_the_best_first(store: Store) -> None:
    hits = search(store, "she OR charge OR again OR crane", person="brandt", since="2024", limit=50)
    assert len(hits) > 2
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_rows_that_are_not_what_they_should_be_are_a_damaged_record(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "s.record"
    with Store(path, create=True) as store:
        store.write(record, [], [], [], [])
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE quotations SET json = '{}'")
        db.commit()
    with Store(path) as store, pytest.raises(RecordError, match="damaged"):
        search(store, "brake", kind="quotation")


def test_a_record_that_nobody_may_write(path: Path) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with Store(path) as store:
            assert search(store, "brake")
    finally:
        path.parent.chmod(0o755)
        path.chmod(0o644)


def test_the_index_follows_the_record(record: Record, tmp_path: Path) -> None:
    with Store(tmp_path / "s.record", create=True) as store:
        store.write(record, [], [], [], [])
        assert search(store, "brake")
        store.write(Record("1.0", "", record.built_with, articles=record.articles[2:]), [], [], [], [])
        assert search(store, "brake") == ()
        assert search(store, "judge")


def test_odd_characters_cost_the_marks_and_nothing_else(record: Record, tmp_path: Path) -> None:
    text = "The brake \ufdd0held\ufdd1, and 👩‍🚒 the brake 𝕏 held."
    article: Article = replace(
        record.articles[0], id="a" + "1" * 16, text=text, blocks=(replace(record.articles[0].blocks[0], end=len(text)),)
    )
    plain = replace(article, id="a" + "2" * 16, text=text.replace("\ufdd0", " ").replace("\ufdd1", " "))
    with Store(tmp_path / "s.record", create=True) as store:
        store.write(Record("1.0", "", record.built_with, articles=(article, plain)), [], [], [], [])
        hits = {h.article: h for h in search(store, "held")}
    assert hits[article.id].marks == ()
    assert [plain.text[m.start : m.end] for m in hits[plain.id].marks] == ["held", "held"]


def test_a_quotation_without_a_known_speaker_has_no_person(record: Record, tmp_path: Path) -> None:
    lost: Quotation = replace(record.quotations[0], speaker=Speaker(None, None, "implicit"))
    with Store(tmp_path / "s.record", create=True) as store:
        store.write(replace(record, quotations=(lost,)), [], [], [], [])
        (hit,) = search(store, "moving", kind="quotation")
    assert hit.person is None


def test_what_the_hits_speak_of_is_read_alone(store: Store, record: Record) -> None:
    hits = search(store, "sleep")
    part = part_of(store, hits)
    assert [a.id for a in part.articles] == [record.articles[2].id]
    assert part.articles[0] == record.articles[2]
    assert part.quotations == record.quotations[4:]
    assert part.people == (record.people[1],)
    assert part_of(store, ()).articles == ()
