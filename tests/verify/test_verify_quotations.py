"""Quotations of a draft held against the record."""

import pytest

from onrecord import pipeline
from onrecord.verify import verify


def only(statements):
    (statement,) = statements
    return statement


def test_the_very_words_by_their_speaker_are_verbatim(verdicts):
    s = only(verdicts("“He knew and he went home,” Ilse Verhagen said.", "quotation"))
    assert (s.verdict, s.why, s.difference) == ("verbatim", None, None)
    assert [(p.outlet, p.text) for p in s.sources] == [("Harbor Times", "He knew and he went home")]


@pytest.mark.parametrize("words", ['"He KNEW and he went home,"', "‘He knew and he went home,’"])
def test_marks_and_capitals_make_no_other_words(verdicts, words):
    assert only(verdicts(f"{words} Verhagen said.", "quotation")).verdict == "verbatim"


def test_a_part_is_verbatim(verdicts):
    assert only(verdicts("“we ran,” said Hugo Brandvold.", "quotation")).verdict == "verbatim"


def test_words_on_either_side_of_the_record_s_cue_are_verbatim(verdicts):
    text = "Brandvold said: “We heard the cable snap and then we ran. Nobody was told to stay away from the east wall.”"
    assert only(verdicts(text, "quotation")).verdict == "verbatim"


def test_a_cue_of_the_draft_parts_what_was_said_in_one(verdicts):
    found = verdicts("“We heard the cable snap,” said Hugo Brandvold, “and then we ran.”", "quotation")
    assert [s.verdict for s in found] == ["verbatim", "verbatim"]


def test_a_changed_word_is_shown_and_weighed(verdicts):
    s = only(verdicts("“I was shown the crack,” Hugo Brandvold said.", "quotation"))
    assert s.verdict == "altered"
    assert s.difference.weighty
    assert [(p.op, p.text, p.record) for p in s.difference.segments if p.op != "same"] == [("dropped", None, "not")]


def test_a_change_without_weight_is_altered_but_not_weighty(verdicts):
    s = only(verdicts("“We heard the cable break and then we ran,” said Hugo Brandvold.", "quotation"))
    assert (s.verdict, s.difference.weighty) == ("altered", False)
    assert ("changed", "break", "snap") in [(p.op, p.text, p.record) for p in s.difference.segments]


def test_somebody_else_s_words_are_contradicted(verdicts):
    s = only(verdicts("“I was not shown the crack,” Ilse Verhagen said.", "quotation"))
    assert (s.verdict, s.why) == ("contradicted", "on record as said by Hugo Brandvold")


def test_nearly_somebody_else_s_words_are_contradicted(verdicts):
    s = only(verdicts("“I was never shown the crack,” Anselm Farrowby said.", "quotation"))
    assert s.verdict == "contradicted"
    assert s.difference is not None


def test_words_without_a_speaker_are_compared_with_anybody_s(verdicts):
    assert only(verdicts("One sentence stuck: “He knew and he went home.”", "quotation")).verdict == "verbatim"


def test_an_invented_quotation_is_not_on_record(verdicts):
    s = only(verdicts("“The tide will wash all of it away,” said Hugo Brandvold.", "quotation"))
    assert (s.verdict, s.sources) == ("not on record", ())


def test_an_honest_cut_is_verbatim_and_one_that_hides_a_denial_is_not(verdicts):
    honest = only(verdicts("“We heard the cable … and then we ran,” said Hugo Brandvold.", "quotation"))
    assert (honest.verdict, honest.why) == ("verbatim", "with words left out, as marked")
    assert only(verdicts("“I was … shown the crack,” Hugo Brandvold said.", "quotation")).verdict == "altered"


def test_what_the_articles_say_themselves_is_nobody_s_quotation(verdicts):
    s = only(verdicts("“The crane was 60 meters tall,” said Hugo Brandvold.", "quotation"))
    assert s.why == "the words stand in an article, but not as anybody's"


def test_a_wink_is_no_quotation(verdicts):
    assert verdicts("The “foreman” came late.", "quotation") == []


def test_a_wording_that_other_accounts_have_otherwise_is_said_so(tmp_path):
    wordings = {"a": "“I was told of the crack in April,” foreman Hugo Brandvold said on Monday.",
                "b": "“I was not told of the crack in April,” foreman Hugo Brandvold said. “Nobody was.”"}  # fmt: skip
    for key, words in wordings.items():
        text = f"Dock foreman speaks\n\nDUNMERE, May 6, 2031 — Hugo Brandvold broke his silence.\n\n{words}\n"
        (tmp_path / f"{key}.txt").write_text(text, encoding="utf-8")
    pipeline.build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "s.record")
    draft = tmp_path / "draft"
    draft.write_text(wordings["a"], encoding="utf-8")
    (checked,) = verify(tmp_path / "s.record", [draft])
    (s,) = [s for s in checked.statements if s.kind == "quotation"]
    assert s.verdict == "verbatim"
    assert s.why == "other accounts have: “I was not told of the crack in April, … Nobody was.”"
