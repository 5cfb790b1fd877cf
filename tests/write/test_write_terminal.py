"""The views of the commands: what they hold, their width, and no way for an article to reach the terminal."""

# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from onrecord.model import Article, BuiltWith, Change, Record
from onrecord.span import Span
from onrecord.write import terminal

HOSTILE = "\x1b[31mred\x07\x9b2J [bold]x[/bold] :boom: \u202ereversed\u2066"

VIEWS: dict[str, Callable[[Record, Console], None]] = {
    "show": terminal.show,
    "timeline": lambda r, c: terminal.timeline(
        [(e.date, [e.headline]) for e in r.events], {a.id: a for a in r.articles}, c
    ),
    "quotes": lambda r, c: terminal.quotes(r, r.quotations, c),
    "people": terminal.people,
    "differences": lambda r, c: terminal.differences(r, r.differences, c),
    "sources": terminal.sources,
}


def printed(view: str, record: Record, width: int = 80) -> str:
    out = StringIO()
    VIEWS[view](record, Console(file=out, width=width))
    return out.getvalue()


@pytest.mark.parametrize("view", VIEWS)
def test_fits_eighty_columns(record: Record, view: str) -> None:
    lines = printed(view, record).splitlines()
    assert lines
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("show", ["The crane on Harlow Pier", "3 articles by 3 outlets", "4 March 2024", "9 September 2024", "Nora Vance",
                  "people injured", "broken.bin"]),
        ("timeline", ["1998", "A similar crane fell", "Northgate Post", "post.txt"]),
        ("quotes", ["No speaker settled", "weighty", "“I never touched the brake", "reported, not quoted"]),
        ("people", ["Nora Vance", "Vance ×2", "lawyer of Nora Vance", "41 (4 March 2024)", "charged (manslaughter)", "Places"]),
        ("differences", ["3 people", "2 people", "Conflict", "killing the rigger"]),
        ("sources", ["The Marsh Courier", "by Ines Maddox", "from the dateline", "Set aside"]),
    ],
)  # fmt: skip
def test_holds(record: Record, view: str, words: list[str]) -> None:
    flat = " ".join(printed(view, record, 200).split())
    assert [w for w in words if w not in flat] == []


def test_changes_are_shown_by_sentence_before_and_after(record: Record) -> None:
    a, b, c = record.articles
    own, other = at(b, "42"), at(a, "41")
    changes = (
        Change("changed", own, other),
        Change("added", at(b, "Two people were hurt when the crane came down, the port authority said."), None),
    )
    tied = replace(b, copy_of=a.id, copy_kind="copy", wire="Reuters", changes=changes)
    out = StringIO()
    terminal.sources(replace(record, articles=(a, tied, c)), Console(file=out, width=240), changes=True)
    flat = " ".join(out.getvalue().split())
    assert "credited to Reuters · copy of The Marsh Courier: Crane falls on Harlow Pier, one dead · 2 changes" in flat
    assert "- The crane’s operator, Nora Vance, [-41-], was questioned by police." in flat
    assert "+ Nora Vance, {+42+}, was charged with manslaughter" in flat
    assert "+ Two people were hurt when the crane came down, the port authority said." in flat
    assert "[-41-]" not in printed("sources", replace(record, articles=(a, tied, c)), 240)


def test_of_an_excerpt_the_words_that_it_has_are_counted(record: Record) -> None:
    a, b, c = record.articles
    part = replace(b, copy_of=a.id, copy_kind="excerpt", shared=(at(b, "never touched the brake"),))
    assert "has 4 words of The Marsh Courier" in " ".join(
        printed("sources", replace(record, articles=(a, part, c)), 200).split()
    )


def at(article: Article, words: str) -> Span:
    place = article.text.index(words)
    return Span(article.id, place, place + len(words))


def test_readings_of_one_utterance_stand_together(record: Record) -> None:
    flat = printed("quotes", record, 200)
    assert flat.index("and I could not") < flat.index("and could have stopped it") < flat.index("She can sleep")


@pytest.mark.parametrize("view", VIEWS)
def test_no_character_reaches_the_terminal(record: Record, view: str) -> None:
    hostile = replace(
        record,
        story=HOSTILE,
        articles=tuple(
            replace(a, outlet=HOSTILE, title=HOSTILE, key=HOSTILE, byline=(HOSTILE,)) for a in record.articles
        ),
        people=tuple(replace(p, name=HOSTILE) for p in record.people),
        differences=tuple(replace(d, topic=HOSTILE, why=HOSTILE) for d in record.differences),
        set_aside=tuple(replace(s, why=HOSTILE, what=HOSTILE, path=HOSTILE) for s in record.set_aside),
    )
    out = StringIO()
    VIEWS[view](hostile, Console(file=out, width=200))
    text = out.getvalue()
    assert all(c.isprintable() or c == "\n" for c in text)
    assert "[bold]x[/bold] :boom:" in text


@pytest.mark.parametrize("view", VIEWS)
def test_an_empty_record(view: str) -> None:
    text = printed(view, Record("1.0", "Nothing yet", BuiltWith("", "", "", "")))
    assert "nothing on record" in text or "0 articles" in text or view == "sources"
