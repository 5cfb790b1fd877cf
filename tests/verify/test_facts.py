"""Names, dates, ages and figures of a draft held against the record."""

import pytest

from onrecord import pipeline
from onrecord.verify import verify


def found(statements):
    return {s.text: s.verdict for s in statements}


# ------------------------------------------------------------------ names
def test_names_as_on_record(verdicts):
    assert found(verdicts("Hugo Brandvold met Anselm Farrowby at the Osier Dock.", "name")) == {
        "Hugo Brandvold": "verbatim", "Anselm Farrowby": "verbatim", "Osier Dock": "verbatim",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("Hugo Brandveld", "Hugo Brandvold"), ("Ilsa Verhagen", "Ilse Verhagen"), ("Tamsin Quoile", "Tamsin Quoyle")],
)
def test_a_misspelt_name_shows_the_record_s(verdicts, wrong, right):
    (s,) = [s for s in verdicts(f"Yesterday {wrong} came to the court.", "name") if s.text == wrong]
    assert s.verdict == "altered"
    assert [(p.text, p.record) for p in s.difference.segments] == [(wrong, right)]


def test_a_stranger_is_not_on_record(verdicts):
    assert found(verdicts("Then Oona Castellane came.", "name")) == {"Oona Castellane": "not on record"}


def test_a_namesake_is_not_a_misspelling(verdicts):
    (s,) = verdicts("His uncle, Ferdinand Brandvold, came to the court.", "name")
    assert (s.verdict, s.why) == ("not on record", "the record has Hugo Brandvold")


def test_a_namesake_in_the_same_office_is_contradicted(verdicts):
    (s,) = [s for s in verdicts("The foreman, Ferdinand Brandvold, was charged.", "name") if "Ferdinand" in s.text]
    assert s.verdict == "contradicted"


# ------------------------------------------------------------------ dates
@pytest.mark.parametrize("date", ["on March 2, 2031", "in March 2031", "in 2031", "on March 2", "on Sunday"])
def test_a_date_that_may_be_the_record_s_is_verbatim(verdicts, date):
    (s,) = verdicts(f"The crane collapsed on the Osier Dock {date}.", "date")
    assert s.verdict == "verbatim"
    assert s.sources[0].outlet == "Dunmere Post"


@pytest.mark.parametrize("date", ["on March 3, 2031", "in April 2031", "in 2030", "on May 2", "on Friday"])
def test_another_date_of_the_same_happening_is_contradicted(verdicts, date):
    (s,) = verdicts(f"The crane collapsed on the Osier Dock {date}.", "date")
    assert s.verdict == "contradicted"
    assert s.difference.segments[0].record == "2031-03-02"


def test_a_happening_that_the_record_does_not_tell_of_is_not_on_record(verdicts):
    (s,) = verdicts("Tamsin Quoyle married Edgar Lusk on May 3, 2029.", "date")
    assert s.verdict == "not on record"


def test_the_same_done_to_somebody_else_is_another_happening(verdicts):
    (s,) = verdicts("Tamsin Quoyle was charged with negligence on May 1, 2029.", "date")
    assert s.verdict == "not on record"


# ------------------------------------------------------------------ ages
@pytest.mark.parametrize(
    ("age", "date", "verdict"),
    [
        ("41", None, "verbatim"), ("47", None, "contradicted"),
        ("43", "2033-06-01", "verbatim"), ("45", "2033-06-01", "contradicted"),
    ],
)  # fmt: skip
def test_an_age_is_held_against_the_years_of_birth(verdicts, age, date, verdict):
    assert found(verdicts(f"Radu Pellinor, {age}, was a welder.", "age", date)) == {age: verdict}


def test_a_bare_number_is_an_age_where_one_person_is_named(verdicts):
    assert found(verdicts("Tamsin Quoyle was 39.", "age")) == {"39": "contradicted"}
    assert verdicts("Tamsin Quoyle was 39.", "figure") == []


def test_the_age_of_a_stranger_is_not_on_record(verdicts):
    assert found(verdicts("Oona Castellane, 41, is a painter.", "age")) == {"41": "not on record"}


# ------------------------------------------------------------------ figures
@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The collapse of the crane injured 14 people.", "verbatim"),
        ("The collapse of the crane injured 19 people.", "contradicted"),
        ("Osier Freight was fined $30,000 for a fence.", "verbatim"),
        ("Osier Freight was fined $80,000 for a fence.", "contradicted"),
        ("The crane was 90 meters tall.", "contradicted"),
        ("The ferry to Lusk carries 210 cyclists every day.", "not on record"),
    ],
)
def test_figures(verdicts, text, verdict):
    assert [s.verdict for s in verdicts(text, "figure")] == [verdict]


def test_what_is_quoted_is_no_statement_of_the_writer_s(verdicts):
    text = "“We lost 99 people on May 9, 2030,” said Hugo Brandvold."
    assert verdicts(text, "figure") == verdicts(text, "date") == []


def test_a_slip_of_the_coverage_itself_is_one_of_the_draft_s_too(tmp_path):
    right, wrong = "Hugo Brandvold spoke. Hugo Brandvold left.", "Hugo Brandveld spoke."
    for number, text in enumerate((right, right.replace("left", "stayed"), wrong)):
        (tmp_path / f"{number}.txt").write_text(f"At the dock the foreman {text}\n", encoding="utf-8")
    pipeline.build([tmp_path / f"{n}.txt" for n in range(3)], tmp_path / "s.record")
    draft = tmp_path / "draft"
    draft.write_text("The foreman Hugo Brandveld came late.", encoding="utf-8")
    (checked,) = verify(tmp_path / "s.record", [draft])
    (s,) = [s for s in checked.statements if s.kind == "name"]
    assert (s.verdict, s.why) == ("altered", "the coverage itself prints this slip for Hugo Brandvold")


# ------------------------------------------------------------------ other things are not contradicted
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The ferry Tern of Bracken Lines injured 30 people.", "figure"),
        ("A crane collapsed on Bracken Quay in Lusk on May 7, 2019.", "date"),
    ],
)
def test_a_sentence_that_names_strangers_tells_of_other_things(verdicts, text, kind):
    assert {s.verdict for s in verdicts(text, kind)} == {"not on record"}


def test_a_charge_that_nobody_tells_of_is_another_one(verdicts):
    text = "Hugo Brandvold was charged with smuggling parrots and rare orchids by a coastal magistrate on July 3, 2015."
    assert found(verdicts(text, "date")) == {"July 3, 2015": "not on record"}


@pytest.mark.xfail(strict=True, reason="a second charge of one person, told in few words, is taken for the first")
def test_a_second_charge_in_few_words_is_another_one(verdicts):
    text = "Hugo Brandvold was charged with speeding on July 3, 2015."
    assert found(verdicts(text, "date")) == {"July 3, 2015": "not on record"}
