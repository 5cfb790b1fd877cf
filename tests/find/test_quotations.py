"""Quotations: one sentence or paragraph a rule. All people, places and papers are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.find.names import find_names
from onrecord.find.parse import Parsed, parse
from onrecord.find.quotations import find_quotations
from onrecord.model import Block, Cleaned, Quotation
from onrecord.span import text_of

Parser = Callable[..., Parsed]


@pytest.fixture
def quotes(parsed: Parser) -> Callable[..., list[Quotation]]:
    def found(text: str) -> list[Quotation]:
        read = parsed(text)
        return list(find_quotations(read, find_names(read)))

    return found


def words(quotation: Quotation, text: str) -> list[str]:
    """The content, segment by segment."""
    return [text[s.start : s.end] for s in quotation.content]


def speaker(quotation: Quotation, text: str) -> str | None:
    """The words that name the speaker."""
    if quotation.speaker is None or quotation.speaker.span is None:
        return None
    return text[quotation.speaker.span.start : quotation.speaker.span.end]


def name(quotation: Quotation, text: str) -> str | None:
    """The name that the speaker was resolved to."""
    if quotation.speaker is None or quotation.speaker.name is None:
        return None
    return text[quotation.speaker.name.start : quotation.speaker.name.end]


# type, content, speaker's words, cue
ONE = [
    # direct: cue behind, before, on both sides
    ("“The bridge is safe,” Mayor Ann Lund said.", "direct", ["The bridge is safe,"], "Mayor Ann Lund", "said"),
    ("“It is safe,” said Ann Lund, the mayor.", "direct", ["It is safe,"], "Ann Lund, the mayor", "said"),
    ("Ann Lund said, “The bridge is safe.”", "direct", ["The bridge is safe."], "Ann Lund", "said"),
    ("Ann Lund told reporters: “The bridge is safe.”", "direct", ["The bridge is safe."], "Ann Lund", "told"),
    (
        "“The bridge is safe,” Ann Lund said. “We tested every bolt. It holds.”",
        "direct", ["The bridge is safe,", "We tested every bolt. It holds."], "Ann Lund", "said",
    ),
    (
        "“The bridge,” Ann Lund said, “is safe for everybody.”",
        "direct", ["The bridge,", "is safe for everybody."], "Ann Lund", "said",
    ),
    ('"Is the bridge safe?" Ann Lund asked.', "direct", ["Is the bridge safe?"], "Ann Lund", "asked"),
    ("''The bridge is safe,'' Ann Lund said.", "direct", ["The bridge is safe,"], "Ann Lund", "said"),
    (
        "Lund thanked the crew online, writing, “You kept the town dry.”",
        "direct", ["You kept the town dry."], "Lund", "writing",
    ),
    # indirect
    ("Ann Lund said the bridge would open in May.", "indirect", ["the bridge would open in May"], "Ann Lund", "said"),
    ("The bridge would open in May, Ann Lund said.", "indirect", ["The bridge would open in May"], "Ann Lund", "said"),
    (
        "The bridge, the engineers said, had cracked before noon.",
        "indirect", ["The bridge", "had cracked before noon"], "the engineers", "said",
    ),
    (
        "According to the police report, the driver left on foot.",
        "indirect", ["the driver left on foot"], "the police report", "According to",
    ),
    (
        "The driver left on foot, according to the police report.",
        "indirect", ["The driver left on foot"], "the police report", "according to",
    ),
    (
        "As the Harbor Post first reported, the ferry sank within minutes.",
        "indirect", ["the ferry sank within minutes"], "the Harbor Post", "reported",
    ),
    ("Lund vowed to rebuild the pier.", "indirect", ["to rebuild the pier"], "Lund", "vowed"),
    # mixed: the whole clause
    (
        "Ann Lund said the bridge was “a death trap” for cyclists.",
        "mixed", ["the bridge was “a death trap” for cyclists"], "Ann Lund", "said",
    ),
    ("Lund called the plan “a gift to thieves.”", "mixed", ["the plan “a gift to thieves.”"], "Lund", "called"),
    (
        "The plan “will drown the whole harbor,” Ann Lund said.",
        "mixed", ["The plan “will drown the whole harbor,”"], "Ann Lund", "said",
    ),
    # content ends where something else begins
    (
        "Lund said the pier was closed, adding that repairs would take a year.",
        "indirect", ["the pier was closed"], "Lund", "said",
    ),
    ("Lund said she was tired and left the hall.", "indirect", ["she was tired and left the hall"], "Lund", "said"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "content", "who", "cue"), ONE)
def test_rules(
    quotes: Callable[[str], list[Quotation]], text: str, kind: str, content: list[str], who: str, cue: str
) -> None:
    first = quotes(text)[0]
    bare = [w.removeprefix("that ") for w in words(first, text)]
    assert (first.type, bare, speaker(first, text)) == (kind, content, who)
    assert first.cue is not None
    assert text[first.cue.start : first.cue.end] == cue
    assert first.utterance == ""


@pytest.mark.parametrize(
    "text",
    [
        "Her film “The Long Salt Road” opens on Friday.",
        "The so-called “quiet mile” runs along the river.",
        "They sell a drink named “Old Thunder” at the fair.",
        "The town has 4,000 people and two bridges.",
        "A sign over the door read nothing at all.",
        "The figures rose. This suggests that trade is growing.",
    ],
)
def test_no_quotation(quotes: Callable[[str], list[Quotation]], text: str) -> None:
    assert quotes(text) == []


def test_a_title_after_the_cue_is_no_second_part(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "“It failed at once,” Roe wrote in her memoir, “Salt and Iron.” She left."
    (only,) = quotes(text)
    assert words(only, text) == ["It failed at once,"]


def test_two_cues_give_two_quotations(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "Judge Roe ruled that the claims lacked merit, noting that the evidence was thin."
    found = quotes(text)
    assert [speaker(q, text) for q in found] == ["Judge Roe", "Judge Roe"]
    assert [words(q, text)[0].removeprefix("that ") for q in found] == [
        "the claims lacked merit",
        "the evidence was thin",
    ]


def test_a_quotation_left_open_runs_on_into_the_next_paragraph(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "Ann Lund said: “The bridge is safe. We tested it.\n\n“We tested it twice. It holds.”"
    (only,) = quotes(text)
    assert words(only, text) == ["The bridge is safe. We tested it.", "We tested it twice. It holds."]


def test_a_sentence_with_a_colon_announces_the_next_paragraph(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "Ann Lund issued a short statement:\n\n“The bridge is safe and will stay open.”"
    (only,) = quotes(text)
    assert speaker(only, text) == "Ann Lund"
    assert words(only, text) == ["The bridge is safe and will stay open."]


def test_a_lone_quotation_without_any_speaker_is_left_out(quotes: Callable[[str], list[Quotation]]) -> None:
    assert quotes("The sun rose over the bay.\n\n“All rivers run to the sea in the end.”") == []


def test_nested_quotations_have_their_own_speaker(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "“They were kind. He said, ‘We will mend the roof tomorrow,’” Ann Lund recalled."
    outer, nested = quotes(text)
    assert nested.nested_in == outer.id
    assert words(nested, text) == ["We will mend the roof tomorrow,"]
    assert (speaker(outer, text), speaker(nested, text)) == ("Ann Lund", "He")


def test_i_within_a_quotation_is_its_speaker(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "“I told him, ‘Go home and sleep for a day,’” Ann Lund recalled."
    _, nested = quotes(text)
    assert name(nested, text) == "Ann Lund"


def test_addressee_and_occasion(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "“The bridge is safe,” Ann Lund told Radio North’s Kim Holm in an interview on Monday."
    (only,) = quotes(text)
    assert only.addressee is not None
    assert only.occasion is not None
    assert only.addressee.text == "Radio North’s Kim Holm"
    assert only.occasion.text.startswith("in an interview")
    assert text[only.occasion.span.start : only.occasion.span.end] == only.occasion.text


def _heading(nlp, make_article, text: str):  # type: ignore[no-untyped-def]
    article = replace(make_article(text), blocks=(Block("title", 0, len(text)),))
    read = parse(Cleaned(article), nlp)
    return article, find_quotations(read, find_names(read))


def test_heading_with_a_quotation_after_a_colon(nlp, make_article) -> None:  # type: ignore[no-untyped-def]
    article, found = _heading(nlp, make_article, "Ann Lund Says She Is Not Guilty: ‘I Was at Home’")
    assert [text_of(s, article) for q in found for s in q.content] == ["She Is Not Guilty", "I Was at Home"]
    assert [q.type for q in found] == ["indirect", "direct"]
    assert all(q.speaker and q.speaker.span and text_of(q.speaker.span, article) == "Ann Lund" for q in found)


def test_heading_with_speaker_and_colon(nlp, make_article) -> None:  # type: ignore[no-untyped-def]
    article, (only,) = _heading(nlp, make_article, "Ann Lund: “We Will Rebuild the Pier”")
    assert text_of(only.content[0], article) == "We Will Rebuild the Pier"
    assert only.speaker is not None
    assert only.speaker.span is not None
    assert text_of(only.speaker.span, article) == "Ann Lund"


def test_spans_point_at_what_was_printed(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "  “The bridge is safe,” Ann Lund said.\r\n\r\nThe pier, she said, was not.\r\n"
    found = quotes(text)
    assert [words(q, text) for q in found] == [["The bridge is safe,"], ["The pier", "was not"]]


def test_ids_are_unique_and_the_order_is_that_of_the_text(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "“A bridge,” Lund said. “Two.”\n“Three bridges,” said Ann Roe.\nRoe said, “Four.” Lund said the pier sank."
    found = quotes(text)
    assert len({q.id for q in found}) == len(found) >= 4
    assert len({q.content[0] for q in found}) == len(found)
    assert [q.content[0].start for q in found] == sorted(q.content[0].start for q in found)
    assert all(0 < q.confidence <= 1 for q in found)


def test_damaged_marks_in_one_paragraph_leave_the_next_alone(quotes: Callable[[str], list[Quotation]]) -> None:
    text = "“The tide is high, the keeper wrote and went to bed.\n“The bridge is safe,” Ann Lund said."
    assert words(quotes(text)[-1], text) == ["The bridge is safe,"]


@pytest.mark.parametrize(
    "text", ["", "“", "”", "“”", ": “", "said", "“A” said", "“ ” she said.", "according to", "Says:", '""""']
)
def test_fragments_break_nothing(quotes: Callable[[str], list[Quotation]], text: str) -> None:
    for quotation in quotes(text):
        assert all(s.start < s.end for s in quotation.content)
