"""Labels of plain text as scraped. All texts are invented."""

from __future__ import annotations

import pytest

from onrecord.clean.blocks import label
from onrecord.clean.parts import parts_of

PROSE = [
    "The council of Brackwater voted on Monday to close the old swing bridge for at least a year.",
    "“It was never built for lorries,” said Ines Calder, who leads the council’s works committee.",
    "Residents of the east bank will have to drive eleven miles to the next crossing until repairs are done.",
    "A spokesman for the contractor, Dowell & Finch, said that the work would begin in the spring.",
]


def labelled(text: str, **known: str) -> list[tuple[str, str]]:
    return [(b.kind, text[b.start : b.end]) for b in label(parts_of(text), **known)]  # type: ignore[arg-type]


def kinds(*paragraphs: str, between: str = "\n\n", **known: str) -> list[str]:
    return [kind for kind, _ in labelled(between.join(paragraphs), **known)]


def test_title_deck_byline_and_prose() -> None:
    head = ["Swing bridge to close for a year", "Council says lorries have worn it out", "By Mara Quill"]
    assert kinds(*head, *PROSE) == ["title", "deck", "credit", *["prose"] * 4]


def test_one_paragraph_and_text_without_a_title_are_prose() -> None:
    assert kinds("Council votes on bridge") == ["prose"]
    assert kinds("Council votes on bridge", title="Council Votes on Bridge") == ["title"]
    assert kinds(*PROSE) == ["prose"] * 4
    assert kinds("The bridge is shut.", *PROSE) == ["prose"] * 5


def test_a_title_with_a_full_stop_needs_headline_style() -> None:
    assert kinds("Council Votes to Close Bridge.", *PROSE)[0] == "title"
    assert kinds("Council votes to close bridge.", *PROSE)[0] == "prose"


def test_a_dateline_of_its_own_is_no_title() -> None:
    assert kinds("BRACKWATER, Ohio (AP) --", *PROSE)[0] == "prose"


def test_a_section_label_over_the_title_and_the_title_at_the_end() -> None:
    title = "Swing Bridge to Close for a Year"
    assert kinds("the river", title, *PROSE, title) == ["other", "title", *["prose"] * 4, "other"]
    assert kinds("News", title, *PROSE, "Brackwater Swing Bridge to Close for a Year")[-1] == "other"


def test_subheads() -> None:
    text = ["Swing bridge to close", PROSE[0], "What Happens to the Lorries", *PROSE[1:3], "Who pays?", PROSE[3]]
    assert kinds(*text) == ["title", "prose", "subhead", "prose", "prose", "subhead", "prose"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Story continues", "promo"),
        ("Article continues below advertisement", "promo"),
        ("Want The Lamp every morning? Sign up here!", "promo"),
        ("Sign up for our daily newsletter and never miss a story.", "promo"),
        ("Subscribe to The Lamp for unlimited access.", "promo"),
        ("Follow Mara Quill on Twitter @maraquill.", "promo"),
        ("This article first appeared in Slow Water, our weekly newsletter. Sign up here.", "promo"),
        ("- Listen to our podcast, wherever you get your podcasts", "promo"),
        ("READ MORE: Bridge Repairs Delayed Again", "related"),
        ("Related: How a swing bridge works", "related"),
        ("Ines Calder at the bridge on Monday. Photo: Jo Marsh/The Lamp", "caption"),
        ("The bridge in 1961. (Jo Marsh/Getty Images)", "caption"),
        ("FILE - The swing bridge at Brackwater, May 3, 2019.", "caption"),
        ("[Image: the bridge from the east bank]", "caption"),
        ("![The bridge](images/bridge.jpg)", "caption"),
        ("Photograph: Jo Marsh/The Lamp", "credit"),
        ("(Reporting by Mara Quill; Editing by Jo Marsh)", "credit"),
        ("Jo Marsh in Dunmouth contributed to this report.", "credit"),
        ("bridge seen from east bank", "other"),
        ("© 2021 The Lamp. All rights reserved.", "other"),
        ("Published: March 4, 2021 at 9:30 a.m.", "other"),
        ("Tags: bridge, council", "other"),
        ("https://lamp.example/bridge", "other"),
        ("* * *", "other"),
    ],
)
def test_furniture_in_the_middle(line: str, kind: str) -> None:
    assert kinds("Swing bridge to close", PROSE[0], line, *PROSE[1:]) == ["title", "prose", kind, *["prose"] * 3]


@pytest.mark.parametrize(
    "line",
    [
        "“Sign up? I would not sign up for that bridge if you paid me,” Calder said.",
        "The paper lost half of its subscribers after it raised the price of a subscription.",
        "Access to the east bank may be poorer in winter, when the ferry does not run.",
        "The photograph by the door shows the bridge as it was, with a tram on it.",
        "She said she would follow the matter on Twitter and on the council’s own site.",
        "More on that in a moment.",
        "Watch how it swings: slowly, and only when it wants to.",
    ],
)
def test_prose_that_talks_like_furniture_stays(line: str) -> None:
    assert kinds("Swing bridge to close", PROSE[0], line, *PROSE[1:])[2] == "prose"


def test_bulleted_headlines_are_related_and_bulleted_sentences_are_not() -> None:
    headlines = ["- Swing Bridge Cracks Found in Routine Survey", "- Council Leader Calls Bridge Report ‘Alarming’"]
    points = ["The council wants three things:", "- a weight limit of ten tonnes", "- a survey every year"]
    text = "\n".join([PROSE[0], *headlines, PROSE[1], *points, PROSE[2]])
    assert [k for k, _ in labelled(text)] == [
        "prose",
        "related",
        "related",
        "prose",
        "prose",
        "prose",
        "prose",
        "prose",
    ]


def test_a_table_of_fixtures_is_no_list_of_headlines() -> None:
    dates = ["May 3 – Brackwater Town Hall", "May 9 – Dunmouth Assembly Rooms", "June 1 – East Bank School"]
    assert kinds(PROSE[0], *dates, PROSE[1])[1:4] != ["related"] * 3


def test_most_read_with_numbers() -> None:
    tail = ["Most read", "1. Ferry to run in winter", "2. Why the swans are back", "Ines Calder", "Brackwater"]
    assert kinds(*PROSE, *tail, between="\n") == ["prose"] * 4 + ["related"] * 3 + ["other"] * 2


def test_a_name_and_a_caption_without_a_blank_line() -> None:
    figure = "Ines Calder\nCouncillor Ines Calder looks at the bridge from the east bank."
    text = "\n\n".join(["Swing bridge to close", PROSE[0], figure, *PROSE[1:]])
    assert [k for k, _ in labelled(text)] == ["title", "prose", "other", "caption", "prose", "prose", "prose"]


def test_subheads_without_a_blank_line_keep_their_paragraphs() -> None:
    sections = [f"The Works\n{PROSE[0]} {PROSE[2]}", f"The Money\n{PROSE[3]} {PROSE[0]}"]
    text = "\n\n".join(["Swing bridge to close", *PROSE, *sections])
    assert "caption" not in {k for k, _ in labelled(text)}


TAIL = [
    "License this article",
    "What is LampPlus?",
    "For the first time, the Brackwater Lamp delivers news straight to its readers.",
    "No ads. No noise. Just news.",
    "LampPlus offers two subscription plans, both billed monthly.",
    "LampPlus Full",
    "  • Enjoy everything that LampPlus has to offer",
    "Join Now",
    "Download the app",
]


def test_a_promotional_tail_is_taken_whole() -> None:
    found = kinds("Swing bridge to close", *PROSE, *TAIL)
    assert found[:5] == ["title", *["prose"] * 4]
    assert set(found[5:]) == {"promo"}


def test_prose_after_a_plug_is_never_taken_for_a_tail() -> None:
    assert kinds(PROSE[0], "Story continues", PROSE[1], "Sign up here", PROSE[2], PROSE[3]) == [
        "prose", "promo", "prose", "promo", "prose", "prose",
    ]  # fmt: skip
    assert kinds(*PROSE, "Sign up here", PROSE[2], "Join Now")[5] == "prose"


def test_a_line_printed_three_times_is_a_pictures() -> None:
    line = "The bridge opens for the last time on Sunday morning"
    assert kinds("Swing bridge to close", PROSE[0], line, line, line, PROSE[1])[2:5] == ["caption"] * 3


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The council of Brackwater voted on Monday to close the old swing\n"
        "bridge for at least a year. The bridge was built in 1904 and has\n"
        "carried lorries since the war.\n"
        "   Residents of the east bank will have to drive eleven miles to\n"
        "the next crossing until the repairs are done, which the council\n"
        "expects next summer.\n"
    )
    assert [t.split()[0] for _, t in labelled(text)] == ["The", "Residents"]


def test_a_paragraph_a_line() -> None:
    assert kinds("Swing bridge to close", *PROSE, between="\n") == ["title", *["prose"] * 4]
    assert kinds("Swing bridge to close", *PROSE, between="\r\n") == ["title", *["prose"] * 4]


def test_markdown() -> None:
    text = [
        "# The bridge that would not swing",
        "*A year of detours begins.*",
        "By Mara Quill",
        PROSE[0],
        "## The works",
        *PROSE[1:],
    ]
    assert kinds(*text) == ["title", "deck", "credit", "prose", "subhead", "prose", "prose", "prose"]
