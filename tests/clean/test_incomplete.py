"""Articles of which the source holds only a part, and full ones that plug a subscription. All are invented."""

from __future__ import annotations

import json

import pytest

from onrecord.clean import clean
from onrecord.model import Article, Cleaned, Source
from onrecord.settings import Settings

PROSE = [
    "The council of Brackwater voted on Monday to close the old swing bridge for at least a year.",
    "“It was never built for lorries,” said Ines Calder, who leads the council’s works committee.",
    "Residents of the east bank will have to drive eleven miles to the next crossing until repairs are done.",
]
LONG = [
    *PROSE,
    *(
        f"The {n}th survey found cracks in the north pier, and nobody was told about them for a year."
        for n in range(4, 14)
    ),
]
TITLE = "Swing bridge to close for a year"


def article(*paragraphs: str, kind: str = "text") -> Article:
    text = "\n\n".join(paragraphs)
    data = json.dumps({"text": text}) if kind == "json" else text
    done = clean(Source("a", "a", kind, data.encode()), Settings())  # type: ignore[arg-type]
    assert isinstance(done, Cleaned)
    return done.article


@pytest.mark.parametrize(
    "stub",
    [
        "Subscribe to continue reading.", "This article is for subscribers only.",
        "To continue reading, log in or subscribe.", "Already a subscriber? Log in.",
        "Log in or register to read the full story.", "You have reached your limit of free articles.",
        "The rest of this article is available to subscribers.", "Unlock this article for one pound a week.",
        "Want to keep reading? Join us for a pound a week.", "You’ve used all your free articles for this month.",
        "This is a premium article.", "Start your free trial to keep reading.", "Register for free to read this story",
        "Read the full story with a Lamp subscription.", "You are reading a preview of this article.",
    ],
)  # fmt: skip
def test_paywall_stubs(stub: str) -> None:
    assert article(TITLE, *PROSE[:2], stub).read == "excerpt"
    assert article(TITLE, *LONG, stub).read == "full"
    assert article(TITLE, *LONG, "The pier was built by men who had never seen a", stub).read == "excerpt"


@pytest.mark.parametrize(
    "end",
    [
        "The council wants three things, but the first of them is that the… [+1234 chars]",
        "The council wants three things […]", "The council wants three things [...]",
        "The council wants three things… Read more", "The council wants three things... Continue reading »",
        "The council wants three things (more…)",
        "The council wants a weight limit of ten tonnes, a survey every year and",
        "The council wants a weight limit of ten tonnes, a survey every year,",
        "The council wants three things, said Calder, who leads the",
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["text", "json"])
def test_cut_ends(end: str, kind: str) -> None:
    assert article(TITLE, *PROSE, end, kind=kind).read == "excerpt"
    assert article(TITLE, *LONG, end, kind=kind).read == "excerpt"


def test_dots_at_the_end_of_a_long_article_are_for_effect() -> None:
    assert article(TITLE, *PROSE, "And the bridge swung open, as it always had…").read == "excerpt"
    assert article(TITLE, *LONG, "And the bridge swung open, as it always had…").read == "full"


@pytest.mark.parametrize(
    "last",
    [
        "Subscribe to The Lamp for $1 a week.", "Sign up for our newsletter.", "Read more: Ferry to run in winter",
        "Tags: bridge, council", "By Mara Quill", "He would not say who paid for it", "“Who pays for it?”",
        "The paper is for subscribers only, and he was none, he said.",
    ],
)  # fmt: skip
def test_full_articles_stay_full(last: str) -> None:
    assert article(TITLE, *PROSE, last).read == "full"
    assert article(TITLE, *LONG, last).read == "full"


def page(body: str, free: object) -> Article:
    node = json.dumps({"@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": free})
    html = f"<html><head><script type='application/ld+json'>{node}</script></head><body><article><h1>{TITLE}</h1>{body}"
    done = clean(Source("a", "a", "html", (html + "</article></body></html>").encode()), Settings())
    assert isinstance(done, Cleaned)
    return done.article


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_a_page_says_that_its_article_is_not_free() -> None:
    assert page(paragraphs(PROSE), False).read == "excerpt"
    assert page(paragraphs(PROSE), "False").read == "excerpt"
    assert page(paragraphs(PROSE), True).read == "full"
    assert page(paragraphs(LONG), False).read == "full"
    assert page(paragraphs([*LONG, "He would not say who paid for it, nor to whom"]), False).read == "excerpt"


def test_a_wall_that_the_extraction_leaves_out() -> None:
    wall = "<div class='wall'><h3>Subscribe to continue reading</h3></div>"
    assert page(paragraphs(PROSE) + wall, True).read == "excerpt"
    assert page(paragraphs(LONG) + wall, True).read == "full"


def test_an_excerpt_is_still_searched() -> None:
    found = article(TITLE, *PROSE, "Subscribe to continue reading.")
    assert [b.kind for b in found.blocks] == ["title", "prose", "prose", "prose", "promo"]
