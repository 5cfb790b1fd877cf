"""Corrections made by hand: each verb, and that they hold whatever comes after."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import jsonschema
import msgspec
import pytest

from onrecord import pipeline
from onrecord.edits.exchange import added, from_toml, to_toml
from onrecord.edits.finding import parts_of, things_with
from onrecord.edits.groups import Group, Groups
from onrecord.edits.making import Desk, undone
from onrecord.edits.marks import marks_of, missed_of
from onrecord.edits.places import Locator, Place, Target, target_of
from onrecord.edits.verbs import VERBS, checked
from onrecord.errors import QueryError, RecordError
from onrecord.model import Edit, Record
from onrecord.proof import check
from onrecord.span import Span, text_of
from onrecord.store import Store, open_record
from onrecord.write.html import to_html
from onrecord.write.json import to_json
from onrecord.write.schema import schema

WHEN = "2031-07-01T10:00:00Z"

SINKING = """Ferry sinks off Port Anselm

PORT ANSELM, March 2, 2031 — The ferry Marigold sank off Port Anselm on Saturday, killing three people, officials said.

“The chain broke and the ramp went down before anybody could shout,” said Captain Ann Roe, 52.

“There was nothing we could do,” she said.

The harbor master, Tom Ash, said the chain had been inspected in January. Edward Ash was rescued from the water.
"""

CHARGED = """Captain charged over Marigold sinking

By Jane Orr

Published: June 12, 2031

Captain Ann Roe was charged on Wednesday with manslaughter over the sinking of the ferry Marigold on March 1, 2031.

The Marigold sank on March 1, 2031, killing four people.

“The chain broke and the ramp was down before anybody could shout,” Roe told reporters on March 1, 2031.

Anne Rowe, a passenger, said the crew had been calm.
"""

LATER = """Inquiry opens into Marigold

By Max Tern

Published: September 3, 2031

The inquiry into the Marigold opened on Tuesday in Port Anselm. Ann Roe was charged on June 11, 2031.

The Marigold sank on March 1, 2031, off Port Anselm, killing four people.

“The chain broke,” Captain Ann Roe said again. “There was nothing I could do.”

Anne Rowe said she had seen the chain. Tom Ash resigned on August 4, 2031.
"""


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `two.record` of the first two articles and `three.record` of all."""
    home = tmp_path_factory.mktemp("story")
    write(home / "in", sinking=SINKING, charged=CHARGED)
    pipeline.build([home / "in"], home / "two.record")
    write(home / "in", later=LATER)
    pipeline.build([home / "in"], home / "three.record")
    return home


@pytest.fixture
def story(built: Path, tmp_path: Path) -> Path:
    """A copy of that folder to be changed."""
    return copytree(built, tmp_path / "story")


class Story:
    """A record and what is done to it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def record(self) -> Record:
        return open_record(self.path)

    def desk(self, record: Record) -> Desk:
        with Store(self.path) as store:
            kept = {found.article: found for _, found in store.read_findings(a.id for a in record.articles)}
        return Desk(record, kept.__getitem__)

    def apply(self, edit: Edit) -> tuple[str, ...]:
        edits = [*self.record.edits, replace(edit, when=WHEN)]
        return pipeline.edit(self.path, edits, since=len(edits) - 1)

    def do(self, verb: str, *names: str) -> Record:
        record = self.record
        desk = self.desk(record)
        made = (
            desk.merge(*names) if verb == "merge" else desk.split(names) if verb == "split"
            else desk.set(*names) if verb == "set" else desk.edit(verb, *names)
        )  # fmt: skip
        assert self.apply(made) == ()
        assert check(self.path).failures == ()
        return self.record

    def undo(self, number: int | None = None) -> Record:
        pipeline.edit(self.path, undone(self.record.edits, number))
        return self.record


@pytest.fixture
def two(story: Path) -> Story:
    return Story(story / "two.record")


@pytest.fixture
def three(story: Path) -> Story:
    return Story(story / "three.record")


def words(record: Record, span: Span) -> str:
    return text_of(span, next(a for a in record.articles if a.id == span.article))


def person(record: Record, name: str) -> str:
    return next(p.id for p in record.people if p.name == name)


def quotation(record: Record, said: str, path: str = "") -> str:
    paths = {a.id: a.path for a in record.articles}
    return next(
        q.id for q in record.quotations
        if said in words(record, q.content[0]) and path in paths[q.content[0].article]
    )  # fmt: skip


def event(record: Record, said: str) -> str:
    return next(e.id for e in record.events if any(said in words(record, s) for s in e.support))


def names(record: Record) -> set[str]:
    return {p.name for p in record.people}


def place(span: Span) -> str:
    return f"{span.article}:{span.start}-{span.end}"


def aside(record: Record) -> list[tuple[str, str]]:
    return [(s.what, s.why) for s in record.set_aside if "by hand" in s.why or s.what == "edit"]


def without_edits(record: Record) -> bytes:
    return to_json(replace(record, edits=()))


# ------------------------------------------------------------------ people
def test_merged_people_are_one_with_all_that_is_said_of_them(two: Story) -> None:
    before = two.record
    assert {"Ann Roe", "Anne Rowe"} <= names(before)
    calm = quotation(before, "the crew had been calm")
    after = two.do("merge", "Ann Roe", "Anne Rowe")
    assert "Anne Rowe" not in names(after)
    merged = next(p for p in after.people if p.name == "Ann Roe")
    assert "Anne Rowe" in {a.form for a in merged.aliases}
    assert next(q for q in after.quotations if q.id == calm).speaker.person == merged.id
    assert marks_of(after)[merged.id] == ("merged by hand",)


def test_a_mention_that_is_split_off_is_somebody_else(two: Story) -> None:
    before = two.record
    roe = next(p for p in before.people if p.name == "Ann Roe")
    short = next(m for m in roe.mentions if words(before, m) == "Roe")
    after = two.do("split", "Ann Roe", place(short))
    assert next(p for p in after.people if p.mentions == (short,)).name == "Roe"
    assert short not in next(p for p in after.people if p.name == "Ann Roe").mentions
    said = next(q for q in after.quotations if q.id == quotation(after, "The chain broke", "charged"))
    assert said.speaker.person == person(after, "Roe")


def test_a_rejected_person_is_nobody(two: Story) -> None:
    after = two.do("reject", "Tom Ash")
    assert "Tom Ash" not in names(after)
    assert ("person", "rejected by hand") in aside(after)
    said = next(q for q in after.quotations if "inspected in January" in words(after, q.content[0]))
    assert said.speaker is not None and said.speaker.person is None
    assert all(set(e.people) <= {p.id for p in after.people} for e in after.events)


def test_what_was_pinned_stays_together(two: Story, story: Path) -> None:
    before = two.record
    roe = next(p for p in before.people if p.name == "Ann Roe")
    two.do("pin", "Ann Roe")
    with Store(two.path) as store:
        (edit,) = store.edits()
    assert len(target_of(edit.value).places) == len(roe.mentions)
    pipeline.build([story / "in"], two.path)
    after = next(p for p in two.record.people if p.name == "Ann Roe")
    assert set(roe.mentions) < set(after.mentions)


# ------------------------------------------------------------------ quotations and utterances
def test_a_rejected_quotation_is_gone_from_its_utterance(two: Story) -> None:
    before = two.record
    wrong = quotation(before, "The chain broke", "charged")
    shared = next(q for q in before.quotations if q.id == wrong).utterance
    assert len(next(u for u in before.utterances if u.id == shared).quotations) == 2
    after = two.do("reject", wrong)
    assert wrong not in {q.id for q in after.quotations}
    assert all(len(u.quotations) == 1 for u in after.utterances)
    assert ("quotation", "rejected by hand") in aside(after)


def test_a_rejected_utterance_goes_with_all_its_quotations(two: Story) -> None:
    before = two.record
    utterance = next(u for u in before.utterances if len(u.quotations) == 2)
    after = two.do("reject", utterance.id)
    assert not set(utterance.quotations) & {q.id for q in after.quotations}


def test_quotations_are_split_and_merged(two: Story) -> None:
    before = two.record
    shared = next(u for u in before.utterances if len(u.quotations) == 2)
    apart = two.do("split", shared.quotations[1])
    assert all(len(u.quotations) == 1 for u in apart.utterances)
    together = two.do("merge", *shared.quotations)
    assert [u.quotations for u in together.utterances if len(u.quotations) == 2] == [shared.quotations]
    reading = next(u for u in together.utterances if len(u.quotations) == 2).readings[1]
    assert reading == shared.readings[1]


def test_a_speaker_is_set_and_taken_away(two: Story) -> None:
    calm = quotation(two.record, "the crew had been calm")
    after = two.do("set", "speaker", calm, "Tom Ash")
    spoken = next(q for q in after.quotations if q.id == calm).speaker
    assert spoken.person == person(after, "Tom Ash")
    assert spoken.span is None
    assert marks_of(after)[calm] == ("speaker set by hand",)
    nobody = two.do("set", "speaker", calm, "")
    assert next(q for q in nobody.quotations if q.id == calm).speaker is None


def test_a_pinned_quotation_keeps_its_speaker(two: Story) -> None:
    calm = quotation(two.record, "the crew had been calm")
    before = next(q for q in two.record.quotations if q.id == calm)
    after = two.do("pin", calm)
    assert next(q for q in after.quotations if q.id == calm).speaker == before.speaker


# ------------------------------------------------------------------ events
def test_merged_events_have_the_first_ones_date_and_all_support(two: Story) -> None:
    before = two.record
    sank, charged = event(before, "Marigold sank"), next(e.id for e in before.events if e.date == "2031-06-11")
    parts = {e.id: e for e in before.events}
    after = two.do("merge", charged, sank)
    merged = next(e for e in after.events if set(parts[sank].support) <= set(e.support))
    assert set(parts[charged].support) <= set(merged.support)
    assert merged.date == parts[charged].date == "2031-06-11"
    assert len(after.events) == len(before.events) - 1


@pytest.mark.parametrize("which", [0, -1])
def test_a_sentence_is_split_off_its_event(two: Story, which: int) -> None:
    before = two.record
    sank = next(e for e in before.events if e.id == event(before, "Marigold sank"))
    out = sank.support[which]
    after = two.do("split", sank.id, place(out))
    told = [set(e.support) for e in after.events if set(e.support) & set(sank.support)]
    assert not any(out in t and t & (set(sank.support) - {out}) for t in told)
    assert any(set(sank.support) - {out} <= t for t in told)


def test_a_rejected_event_is_set_aside(two: Story) -> None:
    before = two.record
    sank = event(before, "Marigold sank")
    after = two.do("reject", sank)
    assert sank not in {e.id for e in after.events}
    assert ("event", "rejected by hand") in aside(after)


def test_a_date_that_was_set_stands(two: Story, story: Path) -> None:
    inspected = event(two.record, "inspected in January")
    after = two.do("set", "date", inspected, "2031-01-15")
    assert next(e for e in after.events if e.id == inspected).date == "2031-01-15"
    pipeline.build([story / "in"], two.path)
    assert next(e for e in two.record.events if e.id == inspected).date == "2031-01-15"


def test_a_pinned_event_keeps_date_and_sentences(two: Story, story: Path) -> None:
    before = two.record
    sank = next(e for e in before.events if e.id == event(before, "Marigold sank"))
    two.do("pin", sank.id)
    pipeline.build([story / "in"], two.path)
    after = next(e for e in two.record.events if set(sank.support) <= set(e.support))
    assert after.date == sank.date


# ------------------------------------------------------------------ articles
def test_a_publication_date_that_was_set_dates_what_was_counted_from_it(two: Story) -> None:
    before = two.record
    article = next(a for a in before.articles if a.key == "charged.txt")
    assert any(e.date == "2031-06-11" for e in before.events)
    after = two.do("set", "published", "charged.txt", "2031-06-19")
    now = next(a for a in after.articles if a.id == article.id)
    assert (now.published, now.published_basis, now.published_evidence) == ("2031-06-19", "hand", ())
    assert any(e.date == "2031-06-18" for e in after.events)
    assert not any(e.date == "2031-06-11" for e in after.events)
    assert two.undo().events == before.events


def test_a_range_leaves_open_what_it_does_not_settle(two: Story) -> None:
    after = two.do("set", "published", "charged.txt", "2031-06-02/2031-06-30")
    wednesday = next(t for t in after.times if words(after, t.span) == "Wednesday")
    assert "2031-06-11" not in wednesday.value


def test_outlet_and_byline_are_set(two: Story) -> None:
    two.do("set", "outlet", "charged.txt", "The Anselm Post")
    after = two.do("set", "byline", "charged.txt", "Jane Orr; Max Tern")
    article = next(a for a in after.articles if a.key == "charged.txt")
    assert (article.outlet, article.byline) == ("The Anselm Post", ("Jane Orr", "Max Tern"))
    assert marks_of(after)[article.id] == ("outlet set by hand", "byline set by hand")
    none = two.do("set", "byline", "charged.txt", "")
    assert next(a for a in none.articles if a.key == "charged.txt").byline == ()


# ------------------------------------------------------------------ differences and notes
def test_a_difference_is_accepted_and_dismissed(two: Story, story: Path) -> None:
    before = two.record
    difference = before.differences[0]
    assert marks_of(two.do("accept", difference.id))[difference.id] == ("accepted by hand",)
    after = two.do("dismiss", difference.id)
    assert [d.rank for d in after.differences] == list(range(1, len(before.differences)))
    assert ("difference", "dismissed by hand") in aside(after)
    pipeline.build([story / "in"], two.path)
    sides = {s.span for s in difference.statements}
    assert not any(
        d.reason == difference.reason and sides <= {s.span for s in d.statements} for d in two.record.differences
    )


@pytest.mark.parametrize("kind", ["articles", "people", "quotations", "utterances", "events", "differences"])
def test_a_note_stands_on_anything_and_changes_nothing(two: Story, kind: str) -> None:
    before = two.record
    item = getattr(before, kind)[0]
    after = two.do("note", item.id, "ask <her> again")
    assert marks_of(after) == {item.id: ("note: ask <her> again",)}
    assert without_edits(after) == without_edits(before)
    assert "✎ <bdi>note: ask &lt;her&gt; again</bdi>" in to_html(after)


# ------------------------------------------------------------------ what they survive
def _corrected(story: Story) -> None:
    story.do("merge", "Ann Roe", "Anne Rowe")
    record = story.record
    story.do("split", quotation(record, "The chain broke", "charged"))
    story.do("set", "published", "charged.txt", "2031-06-13")
    story.do("reject", event(story.record, "inspected in January"))
    story.do("note", "Tom Ash", "not Edward's brother")


def test_corrections_before_and_after_added_articles_give_the_same(two: Story, three: Story, story: Path) -> None:
    _corrected(two)
    pipeline.build([story / "in"], two.path)
    _corrected(three)
    assert without_edits(two.record) == without_edits(three.record)
    assert [e.verb for e in two.record.edits] == [e.verb for e in three.record.edits]


def test_a_corrected_record_is_of_the_published_format(three: Story) -> None:
    _corrected(three)
    jsonschema.validate(msgspec.json.decode(to_json(three.record)), schema())


def test_corrections_survive_a_rebuild_and_come_over_by_toml(three: Story, story: Path) -> None:
    _corrected(three)
    record = three.record
    pipeline.rejoin(three.path)
    assert to_json(three.record) == to_json(record)
    edits = from_toml(to_toml(record.edits))
    assert tuple(edits) == record.edits
    other = story / "other.record"
    pipeline.build([story / "in"], other)
    pipeline.edit(other, added([], edits))
    assert to_json(open_record(other)) == to_json(record)


def test_undoing_everything_gives_the_record_as_it_was(three: Story) -> None:
    before = three.record
    _corrected(three)
    for _ in three.record.edits:
        three.undo()
    after = three.record
    assert without_edits(after) == without_edits(before)
    assert [e.undone for e in after.edits] == [True] * 5
    with pytest.raises(QueryError, match="no edit to undo"):
        three.undo()


def test_one_of_several_is_undone(two: Story) -> None:
    two.do("merge", "Ann Roe", "Anne Rowe")
    two.do("reject", "Tom Ash")
    after = two.undo(1)
    assert [e.undone for e in after.edits] == [True, False]
    assert "Anne Rowe" in names(after)
    assert "Tom Ash" not in names(after)


def test_an_edit_of_an_article_that_was_taken_out_waits_for_it(three: Story) -> None:
    three.do("set", "outlet", "later.txt", "The Anselm Post")
    three.do("merge", "Tom Ash", "Edward Ash")
    pipeline.remove(three.path, ["later.txt"])
    record = three.record
    assert set(missed_of(record)) == {1}, "the other edit has an article left"
    assert "no longer applies: its article is not in the record" in missed_of(record)[1]
    assert [e.undone for e in record.edits] == [False, False]
    pipeline.remove(three.path, ["later.txt"], undo=True)
    assert missed_of(three.record) == {}
    assert next(a for a in three.record.articles if a.key == "later.txt").outlet == "The Anselm Post"


def test_what_is_not_there_is_a_line_and_changes_nothing(two: Story) -> None:
    before = two.record
    gone = Place("a" + "0" * 16, "0" * 64, 3, 7, "Zora")
    (line,) = two.apply(Edit("reject", str(Target("person", (gone,))), "", "", False))
    assert line == "edit 1 (reject, person “Zora”) no longer applies: what it is about is not in the record any more"
    assert replace(two.record, edits=(), set_aside=before.set_aside) == before


def test_an_edit_that_cannot_be_read_is_a_line_and_the_record_is_shown(two: Story) -> None:
    (line,) = two.apply(Edit("reject", "him", "", "", False))
    assert line == "edit 1 (reject, him) no longer applies: no target of an edit: him"
    assert marks_of(two.record) == {}
    assert "him" in to_html(two.record)
    assert "# reject: him" in to_toml(two.record.edits)


def test_a_note_on_what_was_rejected_no_longer_applies(two: Story) -> None:
    two.do("note", "Tom Ash", "who is he?")
    two.apply(two.desk(two.record).edit("reject", "Tom Ash"))
    assert missed_of(two.record) == {}, "the note came first, and was made when he was there"
    (line,) = two.apply(replace(two.record.edits[0], value="again"))
    assert line.startswith("edit 3 (note, person “Tom Ash”) no longer applies")


def test_one_edit_is_one_transaction(two: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    before = two.path.read_bytes()
    made = two.desk(two.record).edit("reject", "Tom Ash")
    monkeypatch.setattr("onrecord.store.rows", lambda *_: (_ for _ in ()).throw(RuntimeError("the power went")))
    with pytest.raises(RuntimeError):
        two.apply(made)
    assert two.path.read_bytes() == before


# ------------------------------------------------------------------ naming
@pytest.mark.parametrize(
    ("verb", "names", "why"),
    [
        ("merge", ("Ann Roe", "Ann Roe"), "is one already"),
        ("merge", ("Ann Roe", "charged.txt"), "only with their like"),
        ("merge", ("Ann Roe", "Zora Quell"), "there is no 'Zora Quell'"),
        ("split", ("Ann Roe", "charged.txt:0-4"), "is no part of"),
        ("split", ("Ann Roe", "charged.txt:9-900000"), "is not in the"),
        ("split", ("Ann Roe",), "needs quotations"),
        ("reject", ("charged.txt",), "which reject is not for"),
        ("accept", ("Ann Roe",), "which accept is not for"),
        ("set", ("published", "charged.txt", "soon"), "is no EDTF date"),
        ("set", ("published", "charged.txt", "2031-06-12T10:00:00Z"), "is not a day"),
        ("set", ("published", "Ann Roe", "2031"), "which set published is not for"),
        ("set", ("headline", "charged.txt", "x"), "cannot be set"),
        ("note", ("Ann Roe", "  "), "a note has words"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line(two: Story, verb: str, names: tuple[str, ...], why: str) -> None:
    with pytest.raises(QueryError, match=why):
        two.do(verb, *names)
    assert two.record.edits == ()


def test_all_of_a_person_cannot_be_split_off(two: Story) -> None:
    ash = next(p for p in two.record.people if p.name == "Tom Ash")
    with pytest.raises(QueryError, match="nothing would be left"):
        two.do("split", ash.id, *(place(m) for m in ash.mentions))


def test_a_beginning_of_an_id_names_its_thing(two: Story) -> None:
    record = two.record
    desk = two.desk(record)
    roe = person(record, "Ann Roe")
    assert desk.thing(roe[:9]).id == roe
    assert desk.with_id("p") is None
    twin = replace(record.people[0], id=record.people[0].id[:8] + "0" * 9)
    crowded = two.desk(replace(record, people=(*record.people, twin)))
    with pytest.raises(QueryError, match="2 ids begin with"):
        crowded.thing(twin.id[:8])


def test_things_and_their_parts_are_found(two: Story) -> None:
    record = two.record
    assert (person(record, "Ann Roe"), "person", "Ann Roe") in list(things_with(record, "ann  roe"))
    roe = next(p for p in record.people if p.name == "Ann Roe")
    assert [where for where, _, _ in parts_of(record, roe)] == [place(m) for m in roe.mentions]
    for each in (*record.articles, *record.quotations, *record.utterances, *record.events, *record.differences):
        assert list(parts_of(record, each))


# ------------------------------------------------------------------ targets and TOML
@pytest.mark.parametrize("text", ['say "no"; "x" in', "tab\tline\nend", "back\\slash", "it's", "\x7f", "‮ end"])
def test_a_target_is_read_as_it_was_written(text: str) -> None:
    places = (Place("a" + "1" * 16, "f" * 64, 3, 9, text), Place("a" + "2" * 16, "e" * 64, 0, 1, "Z"))
    target = Target("difference", places, "figures-later")
    assert target_of(str(target)) == target
    edit = Edit("note", str(replace(target, code="ages")), text, "2031", True)
    assert from_toml(to_toml([edit])) == [edit]


@pytest.mark.parametrize("line", ["", "person", 'person "x"', 'robot "x" in a' + "0" * 16 + " sha256:" + "0" * 64])
def test_what_is_no_target_is_refused(line: str) -> None:
    with pytest.raises(RecordError, match="no target"):
        target_of(line)


ARTICLE = str(Target("article", (Place("a" + "1" * 16, "f" * 64, None, None, "x"),)))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[edit]", "is no TOML"),
        ("edit = 3", "something else"),
        ("other = 3", "something else"),
        ("[[edit]]\nverb = 'set'\n", "edit 1: 'set' is no verb"),
        ("[[edit]]\nverb = 'note'\ntarget = 'him'\n", "edit 1: no target"),
        ("[[edit]]\nverb = 'note'\nwho = 'him'\n", "edit 1 has other keys"),
        ("[[edit]]\nverb = 'note'\nundone = 1\n", "edit 1 has a value of the wrong type"),
        (f"[[edit]]\nverb = 'merge'\ntarget = '{ARTICLE}'\n", "edit 1: merge is not for"),
        (f"[[edit]]\nverb = 'set published'\ntarget = '{ARTICLE}'\nvalue = 'x'", "edit 1: 'x' is no EDTF date"),
        (f"[[edit]]\nverb = 'note'\ntarget = '{ARTICLE}'\nvalue = 'x'\nwhen = 'now'", "edit 1: 'now' is no EDTF"),
    ],
)
def test_a_document_that_is_wrong_says_where(text: str, why: str) -> None:
    with pytest.raises(QueryError, match=why):
        from_toml(text)


def test_what_is_there_already_is_not_added_twice() -> None:
    one, other = (Edit("note", ARTICLE, value, "2031", False) for value in "ab")
    assert added([one], [one, other, other]) == [one, other]
    assert added([one], [replace(one, undone=True)]) == [replace(one, undone=True)]
    assert added([replace(one, undone=True)], [one]) == [replace(one, undone=True)]


def test_every_verb_is_checked() -> None:
    for verb in VERBS:
        with pytest.raises(QueryError):
            checked(Edit(verb, 'place "x"', "", "", False))


def test_a_place_is_found_where_its_words_have_moved_to(make_article) -> None:  # type: ignore[no-untyped-def]
    article = make_article("Now Ann Roe spoke. Ash left, and Ash came.")
    locator = Locator([replace(article, sha256="f" * 64)])

    def found(text: str, start: int, article_id: str = article.id) -> Span | None:
        return locator.span(Place(article_id, "f" * 64, start, start + len(text), text))

    assert found("Ann Roe", 4) == found("Ann Roe", 0) == Span(article.id, 4, 11)
    assert found("Ann Roe", 4, "a" + "0" * 16) == Span(article.id, 4, 11), "the same bytes under another key"
    assert found("Ash", 19) == Span(article.id, 19, 22)
    assert found("Ash", 0) is None
    assert found("Zora", 0) is None


# ------------------------------------------------------------------ groups
def groups(*sizes: int) -> Groups[str, Span]:
    made, at = [], 0
    for name, size in zip("xyz", sizes, strict=False):
        made.append(Group(name, [Span("a", n, n + 1) for n in range(at, at + size)]))
        at += size
    return Groups(made, lambda m: m, lambda m: m)


def shape(found: Groups[str, Span]) -> list[tuple[str, list[int]]]:
    return [(g.head, [m.start for m in g.members]) for g in found.groups]


def test_groups_are_united_taken_apart_and_dropped() -> None:
    found = groups(2, 2, 1)
    x, y, z = found.groups
    found.unite(y, [x, y])
    assert shape(found) == [("y", [0, 1, 2, 3]), ("z", [4])]
    assert found.take_out(y, [Span("a", 1, 2), Span("a", 3, 4)])
    assert shape(found) == [("y", [0, 2]), ("z", [4]), ("y", [1, 3])]
    assert found.at(Span("a", 0, 5)) == [y, found.groups[2], z]
    assert not found.take_out(z, [Span("a", 4, 5)])
    found.bring_in(z, [Span("a", 0, 1), Span("a", 4, 5), Span("a", 9, 10)])
    assert shape(found) == [("y", [2]), ("z", [0, 4]), ("y", [1, 3])]
    found.drop(y)
    assert found.at(Span("a", 2, 3)) == []
