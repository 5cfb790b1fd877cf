"""Words without a cue: credited at their end or on a line of their own, posted, or a line of a transcript."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.find.names import find_names
from onrecord.find.parse import Parsed
from onrecord.find.quotations import find_quotations

Read = Callable[..., list[tuple[str, str, str]]]

PELL, ADAIR = "Nora Pell lives by the bridge. She bakes.", "Tom Adair has crossed it for years. He is a docker."
QUILL = "Minister Ada Quill spoke with host Tom Adair on Sunday."


@pytest.fixture
def read(parsed: Callable[..., Parsed]) -> Read:
    """Of each direct quotation the segments, the speaker's words, and the name that these stand for, "" if unknown."""

    def found(*paragraphs: str) -> list[tuple[str, str, str]]:
        text = "\n\n".join(paragraphs)
        article = parsed(text)
        rows = []
        for q in find_quotations(article, find_names(article)):
            words, name = (q.speaker.span, q.speaker.name) if q.speaker else (None, None)
            if q.type == "direct":
                said = " / ".join(text[s.start : s.end] for s in q.content)
                rows.append((said, *(text[s.start : s.end] if s else "" for s in (words, name))))
        return rows

    return found


# ------------------------------------------------------------------ credits
@pytest.mark.parametrize(
    ("credit", "who"),
    [
        ("— Nora Pell, 61, baker", "Nora Pell, 61, baker"),
        ("—Nora Pell", "Nora Pell"),
        ("- Nora Pell, Northgate", "Nora Pell, Northgate"),
        ("(Nora Pell, 61)", "Nora Pell, 61"),
        ("Nora Pell, 61, of Northgate", "Nora Pell, 61, of Northgate"),
    ],
)
def test_a_name_after_the_words(read: Read, credit: str, who: str) -> None:
    assert read(PELL, f"“I crossed it every day. My father built it.” {credit}") == [
        ("I crossed it every day. My father built it.", who, "Nora Pell")
    ]


@pytest.mark.parametrize(
    "after",
    ["The bridge closed in March.", "God bless the Harbour.", "(Laughter)", "— and so on", "[They laugh out loud]"],
)
def test_what_is_no_credit(read: Read, after: str) -> None:
    assert read(PELL, f"“I crossed it every day. My father built it.” {after}") == []


def test_a_source_in_square_brackets_and_a_heading_in_capitals(read: Read) -> None:
    assert read("BRIDGE CLOSES AT LAST “The last train left at noon. Nobody waved.” [The Harbour Post.]") == [
        ("The last train left at noon. Nobody waved.", "The Harbour Post", "The Harbour Post")
    ]


def test_words_in_marks_that_are_part_of_a_sentence_are_not_the_sources(read: Read) -> None:
    assert read("THE TRAM The tram was “the pride of the whole town” for years. [The Harbour Post.]") == []


def test_voices_in_a_row_are_each_their_own(read: Read) -> None:
    assert read(
        PELL,
        ADAIR,
        "“It is gone for good.” — Nora Pell",
        "“I never liked it.”",
        "— Tom Adair",
        "“It was ours to keep.”",
    ) == [
        ("It is gone for good.", "Nora Pell", "Nora Pell"),
        ("I never liked it.", "Tom Adair", "Tom Adair"),
    ]


def test_a_name_on_a_line_above_the_words_or_below_them(read: Read) -> None:
    above = read(PELL, ADAIR, "Nora Pell, 61, baker", "“It is gone for good.”", "Tom Adair", "“I never liked it.”")
    assert above == [
        ("It is gone for good.", "Nora Pell, 61, baker", "Nora Pell"),
        ("I never liked it.", "Tom Adair", "Tom Adair"),
    ]
    below = read(PELL, ADAIR, "“It is gone for good.”", "Nora Pell, 61, baker", "“I never liked it.”", "Tom Adair")
    assert below == above


# ------------------------------------------------------------------ posts
def test_a_post_has_no_marks(read: Read) -> None:
    assert read(PELL, "I slept on the train. https://t.co/x1 — Nora Pell (@norapell) June 4, 2019") == [
        ("I slept on the train.", "Nora Pell (@norapell)", "Nora Pell")
    ]


def test_a_handle_in_a_sentence_is_no_post(read: Read) -> None:
    assert read("The bridge — as Nora Pell (@norapell) knows it — is gone.") == []


# ------------------------------------------------------------------ transcripts
@pytest.mark.parametrize("mark", ["", '"'])
def test_a_transcript_gives_each_line_to_its_label(read: Read, mark: str) -> None:
    lines = ["ADAIR: You had the report in March.", "QUILL: It did not reach me.", "ADAIR: Who kept it from you?"]
    found = read(QUILL, "Partial transcript as follows:", *(mark + line for line in lines))
    assert found == [
        ("You had the report in March.", "ADAIR", "Tom Adair"),
        ("It did not reach me.", "QUILL", "Ada Quill"),
        ("Who kept it from you?", "ADAIR", "Tom Adair"),
    ]


def test_the_mark_that_closes_a_transcript_is_no_part_of_it(read: Read) -> None:
    found = read(QUILL, '"ADAIR: Who kept it?', '"QUILL: Nobody kept it.', '"ADAIR: Who was it then?"')
    assert [said for said, _, _ in found] == ["Who kept it?", "Nobody kept it.", "Who was it then?"]


def test_a_label_in_capitals_beside_a_known_one_is_an_unknown_voice(read: Read) -> None:
    found = read(QUILL, "QUILL: I was told in June.", "CALLER: I do not believe it.", "QUILL: It is so.")
    assert found[1] == ("I do not believe it.", "CALLER", "")


def test_questions_and_answers(read: Read) -> None:
    found = read(QUILL, "Q: Will you resign?", "A: No. I have work to do.", "Q: When will it open?", "A: In May.")
    assert [(said, who) for said, who, _ in found] == [
        ("Will you resign?", "Q"),
        ("No. I have work to do.", "A"),
        ("When will it open?", "Q"),
        ("In May.", "A"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("Quill: Just hang on.", "Adair: Win in a walk.", "Pell: Finish second."),
        ("RELATED: Bridge closes early", "WATCH: The last tram", "RELATED: Minister in trouble"),
        ("QUILL: Keep calm.",),
    ],
)
def test_lists_and_plugs_are_no_transcript(read: Read, lines: tuple[str, ...]) -> None:
    assert read(QUILL, PELL, *lines) == []


# ------------------------------------------------------------------ labels before what is quoted at length
@pytest.mark.parametrize(
    ("label", "who", "name"),
    [
        ("From Nora Pell writing at the Harbour Post:", "Nora Pell", "Nora Pell"),
        ("Via the Harbour Post:", "the Harbour Post", "Harbour Post"),
        ("In a letter to the town, Nora Pell, the owner of the hall:", "Nora Pell", "Nora Pell"),
    ],
)
def test_labels(read: Read, label: str, who: str, name: str) -> None:
    found = read(PELL, label, '"The hall was full. It rained.', '"Nobody went home."')
    assert found == [("The hall was full. It rained. / Nobody went home.", who, name)]
