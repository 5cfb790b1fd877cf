"""To whom, and on what occasion, something was said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.find.names import find_names
from onrecord.find.parse import Parsed
from onrecord.find.quotations import find_quotations

Stated = Callable[[str], list[tuple[str | None, str | None]]]


@pytest.fixture
def stated(parsed: Callable[..., Parsed]) -> Stated:
    """The addressee and the occasion of each quotation."""

    def found(text: str) -> list[tuple[str | None, str | None]]:
        article = parsed(text)
        pairs = []
        for q in find_quotations(article, find_names(article)):
            for passage in (q.addressee, q.occasion):
                assert passage is None or text[passage.span.start : passage.span.end] == passage.text
            pairs.append((q.addressee and q.addressee.text, q.occasion and q.occasion.text))
        return pairs

    return found


ONE = [
    ("“It is safe,” Ann Lund told Radio North’s Kim Holt.", "Radio North’s Kim Holt", None),
    ("“It is safe,” Ann Lund told reporters outside the court.", "reporters", "outside the court"),
    ("“It is safe,” Ann Lund wrote to the mayor.", "the mayor", None),
    ("Ann Lund, 44, told the jury that the pier was shut.", "the jury", None),
    ("“It is safe,” Ann Lund said on a podcast on Monday.", None, "on a podcast on Monday"),
    ("“It is safe,” Ann Lund wrote in a court filing.", None, "in a court filing"),
    ("Ann Lund said in a post on X: “It is safe.”", None, "in a post on X"),
    ("In an email to The Courier, Ann Lund wrote that it was closed.", "The Courier", "In an email to The Courier"),
    ("Speaking to the Harbour Post on Monday, Ann Lund said it was closed.", "the Harbour Post", None),
    ("Ann Lund responded to accusations that she had lied, saying: “It is safe.”", None, None),
]


@pytest.mark.parametrize(("text", "addressee", "occasion"), ONE)
def test_in_the_sentence_of_the_cue(stated: Stated, text: str, addressee: str | None, occasion: str | None) -> None:
    assert stated(text)[-1] == (addressee, occasion)


def test_whoever_asked_is_told(stated: Stated) -> None:
    assert stated("Asked by Kim Holt about the pier, Ann Lund replied: “It is safe.”")[-1] == ("Kim Holt", None)


@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_the_sentence_before_sets_the_scene(stated: Stated, gap: str) -> None:
    text = f"In an interview on Monday, Ann Lund spoke of the pier.{gap}“It is safe,” she said."
    assert stated(text)[-1] == (None, "In an interview on Monday")


def test_the_same_speaker_stays_on_the_occasion(stated: Stated) -> None:
    text = "In an interview on Monday, Ann Lund said the pier was safe. She said it was new."
    assert [occasion for _, occasion in stated(text)] == ["In an interview on Monday"] * 2


@pytest.mark.parametrize(
    "then",
    [" Tom Ash said it was old.", " But on Friday she said it was old.", "\n\nIt rained. She said it was old."],
)
def test_nobody_else_and_no_other_time_is_on_the_occasion(stated: Stated, then: str) -> None:
    found = stated("In an interview on Monday, Ann Lund said the pier was safe." + then)
    assert [occasion for _, occasion in found] == ["In an interview on Monday", None]
