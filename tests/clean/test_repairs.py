"""Glued words are repaired in an overlay, names and brands are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.clean.repairs import repairs_of
from onrecord.model import Article

Make = Callable[..., Article]


def found(make_article: Make, text: str, **fields: object) -> dict[str, str]:
    repairs = repairs_of(make_article(text, **fields))
    return {text[r.span.start : r.span.end]: r.reads for r in repairs}


@pytest.mark.parametrize(
    ("text", "printed", "reads"),
    [
        ("They had long talkswith their children.", "talkswith", "talks with"),
        ("It was closed after themeeting on Monday.", "themeeting", "the meeting"),
        ("The repair of thebridge’s chains is due.", "thebridge’s", "the bridge’s"),
        ("A sign for64-year-old drivers.", "for64-year-old", "for 64-year-old"),
        ("Ann, 9, and Ben,7, are well.", "Ben,7", "Ben, 7"),
        ("The boy, 7,who was there, fell.", "7,who", "7, who"),
        ("It is late,too late.", "late,too", "late, too"),
        ("We couldn’tbe there.", "couldn’tbe", "couldn’t be"),
        ("“It is old,”Calder said.", "old,”Calder", "old,” Calder"),
        ("He said“it is old” twice.", "said“it", "said “it"),
        ("He left the house.The dog stayed.", "house.The", "house. The"),
        ("Calder came. And Caldersaid no.", "Caldersaid", "Calder said"),
        ("Quill waited forCalder there, and Calder came.", "forCalder", "for Calder"),
        ("It stood between 1904and 1950.", "1904and", "1904 and"),
        ("He knew andI’m sure of it.", "andI’m", "and I’m"),
    ],
)
def test_certain_damage(make_article: Make, text: str, printed: str, reads: str) -> None:
    assert found(make_article, text) == {printed: reads}


@pytest.mark.parametrize(
    "text",
    [
        "The iPhone and YouTube, PayPal and eBay, DeVos and MacDonald, McGregor and LeBron.",
        "The onlookers went online afterward; the playoffs and the livestream were over.",
        "Herewith the aforesaid; forthwith, meanwhile and somewhat nonetheless.",
        "Thatcher, Theroux, Anderson, Hershel, Weston, Asher and Heather came to Andover.",
        "See www.lamp.example,or write to ann@lamp.example,now.",
        "At 9:30 a.m. on U.S. 1,000 cars, 3.5 tons and 10,000 people; node.js and Lamp.com.",
        "They’d’ve said o’clock, y’all, rock’n’roll and the ’90s.",
        "Zeelandia, Zeelandia, Zeelandia; theblog and theblog and theblog again.",
        "The Euro2020 match, the G20, B12 and the MP3s of 5G.",
    ],
)
def test_what_is_whole_stays(make_article: Make, text: str) -> None:
    assert found(make_article, text) == {}


DAMAGED = "They closed themeeting whichwas long, andthe mayor left thebuilding early. "


def test_uncertain_splits_need_other_damage(make_article: Make) -> None:
    text = "Shesaid it was asettlement of herfamily."
    assert found(make_article, text) == {}
    repaired = found(make_article, DAMAGED + text)
    assert repaired["Shesaid"] == "She said"
    assert repaired["asettlement"] == "a settlement"
    assert repaired["herfamily"] == "her family"


def test_a_word_broken_at_a_line_end(make_article: Make) -> None:
    from onrecord.model import Block

    text = "The investi-\ngation of a twenty-\nyear case"
    whole = make_article(text, blocks=(Block("prose", 0, len(text)),))
    assert [(text[r.span.start : r.span.end], r.reads) for r in repairs_of(whole)] == [
        ("investi-\ngation", "investigation"), ("twenty-\nyear", "twenty-year"),
    ]  # fmt: skip


def test_only_english_and_only_the_articles_own_words(make_article: Make) -> None:
    from onrecord.model import Block

    text = "It was closed after themeeting on Monday."
    assert found(make_article, text, language="de") == {}
    assert found(make_article, text, blocks=(Block("promo", 0, len(text)),)) == {}
