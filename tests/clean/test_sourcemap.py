"""Where an article's text stands in its page: every run holds, what was dropped splits it, nothing is made up."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean import clean
from onrecord.clean.sourcemap import runs_of, wrong_runs
from onrecord.htmltext import visible
from onrecord.model import Article, Cleaned, Run, Source
from onrecord.settings import Settings


def stripped(source: str) -> str:
    """The words of a stretch of source, by other means than those under test."""
    bare = re.sub(r"<!--.*?-->|<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", "", source, flags=re.DOTALL)
    return " ".join(unescape(bare).split())


def mapped(text: str, source: str) -> list[tuple[str, str]]:
    """The runs of `text`, as pairs of its words and the source's, each of them proved."""
    runs = runs_of(text, visible(source))
    assert list(wrong_runs(text, source, runs)) == []
    for run in runs:
        assert stripped(source[run.source_start : run.source_end]) == text[run.start : run.end]
    assert all(a.end <= b.start for a, b in pairwise(runs))
    return [(text[r.start : r.end], source[r.source_start : r.source_end]) for r in runs]


def test_a_line_is_one_run_with_its_inline_markup() -> None:
    source = '<p>\n The <b>old</b> bridge &mdash; <a href="/x">shut</a>\n<!-- ad -->since May. </p>'
    assert mapped("The old bridge — shut since May.", source) == [
        ("The old bridge — shut since May.", source[5:-5]),
    ]


def test_what_was_dropped_from_a_line_splits_it() -> None:
    source = "<p>The council voted on Monday to close the bridge<sup>[1]</sup> for at least a whole year.</p>"
    assert mapped("The council voted on Monday to close the bridge for at least a whole year.", source) == [
        ("The council voted on Monday to close the bridge", "The council voted on Monday to close the bridge"),
        ("for at least a whole year.", "for at least a whole year."),
    ]


def test_a_character_that_was_changed_is_left_out() -> None:
    source = "<p>It was never built for lorries, said the council’s engineer on Monday.</p>"
    assert mapped("It was never built for lorries, said the council's engineer on Monday.", source) == [
        ("It was never built for lorries, said the council", "It was never built for lorries, said the council"),
        ("s engineer on Monday.", "s engineer on Monday."),
    ]


def test_a_line_over_several_blocks_has_a_run_for_each() -> None:
    source = "<tr><td>Brackwater Rovers</td><td>3</td><td>Marsh End</td></tr>"
    assert mapped("Brackwater Rovers 3 Marsh End", source) == [
        ("Brackwater Rovers", "Brackwater Rovers"), ("3", "3"), ("Marsh End", "Marsh End"),
    ]  # fmt: skip


def test_words_that_stand_nowhere_have_no_run() -> None:
    source = "<p>The bridge will be closed for at least a year, the council said.</p>"
    text = "Swing bridge is to close\nThe bridge will be closed for at least a year, the council said."
    assert [words for words, _ in mapped(text, source)] == [text.split("\n")[1]]


def test_a_title_from_the_head_is_found_there_if_nowhere_else() -> None:
    source = "<title>Bridge to close &amp; ferry to run | The Lamp</title><p>The bridge will be closed for a year.</p>"
    text = "Bridge to close & ferry to run\nThe bridge will be closed for a year."
    assert mapped(text, source)[0] == ("Bridge to close & ferry to run", "Bridge to close &amp; ferry to run")
    assert mapped(text, source + f"<h1>{text[:30]}</h1>")[0][1] == text[:30]


def test_of_equal_lines_the_one_in_order_counts() -> None:
    filler = "<p>A sentence that is long enough to be looked for on its own, number {}.</p>"
    source = "<p>Yes.</p>" + filler.format(1) + "<p>Yes.</p>" + filler.format(2) + "<p>Yes.</p>"
    lines = ["{}", "Yes.", "{}"]
    text = "\n".join(lines).format(stripped(filler.format(1)), stripped(filler.format(2)))
    runs = runs_of(text, visible(source))
    assert [source[r.source_start : r.source_end] for r in runs] == text.split("\n")
    assert runs[0].source_end < runs[1].source_start < runs[2].source_start


def test_a_short_line_is_not_found_inside_a_word() -> None:
    assert mapped(
        "art\nA sentence that is long enough to be found.",
        "<p>party</p><i>A sentence that is long enough to be found.</i>",
    )[0][0].startswith("A sentence")


def test_lines_that_changed_their_order() -> None:
    source = "<p>First came the sentence about the bridge.</p><p>Then came the sentence about the ferry.</p>"
    text = "Then came the sentence about the ferry.\nFirst came the sentence about the bridge."
    assert [words for words, _ in mapped(text, source)] == text.split("\n")


WORDS = st.lists(
    st.sampled_from(["the", "council", "said", "a", "bridge", "was", "unsafe", "&", "“shut”", "naïve", "1", "22"]),
    min_size=1,
    max_size=30,
)
INLINE = [
    "<b>{}</b>",
    "<a href='x > y'>{}</a>",
    "{}<!-- > -->",
    "<i>{}</i>",
    "{}",
    "{}",
    "{}",
    '<span data-x="&quot;">{}</span>',
]


@given(st.lists(WORDS, min_size=1, max_size=8), st.data())
def test_any_page_maps_back(paragraphs: list[list[str]], data: st.DataObject) -> None:
    """All words of the lines are found, however they are marked up; and after some were changed, no run is wrong."""
    pieces = []
    for words in paragraphs:
        marked = [
            data.draw(st.sampled_from(INLINE)).format(word.replace("&", "&amp;").replace("ï", "&iuml;"))
            for word in words
        ]
        pieces.append("<p>" + data.draw(st.sampled_from([" ", "\n  ", "&nbsp;"])).join(marked) + "</p>")
    source = "<nav>the bridge</nav>" + data.draw(st.sampled_from(["", "<hr>", "<script>the council</script>"])).join(
        pieces
    )
    text = "\n".join(" ".join(words) for words in paragraphs)
    assert " ".join(words for words, _ in mapped(text, source)).split() == text.split()
    dropped = [[w for w in words if data.draw(st.booleans())] for words in paragraphs]
    mapped("\n".join(" ".join(words) for words in dropped if words), source)


def test_a_wrong_run_is_told() -> None:
    source, text = "<p>The <b>old</b> bridge</p>", "The old bridge"
    right = Run(0, 14, 3, 24)
    assert list(wrong_runs(text, source, [right])) == []
    for wrong in (
        Run(0, 14, 3, 23),
        Run(0, 13, 3, 24),
        Run(0, 14, 2, 24),
        Run(0, 14, 30, 40),
        Run(4, 4, 3, 24),
        Run(0, 99, 3, 24),
    ):
        assert list(wrong_runs(text, source, [wrong])) == [wrong]
    assert list(wrong_runs(text, source, [right, right])) == [right]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("spam " * 200_000, "<p>" + "spam " * 200_000),
        ("\n".join(["spam " * 8] * 20_000), "<p>" + "spam " * 200_000),
        ("\n".join(f"line {i} that is nowhere to be found" for i in range(20_000)), "<p>line</p>" * 90_000),
        ("\n".join(str(i) for i in range(40_000)), "<p>x 1</p>" * 100_000),
        ("nowhere " * 100_000, "<p>" + "now here " * 100_000),
        ("ab" * 500_000, "<p>" + "a<b>b</b>" * 100_000),
        (" ".join(f"a{i}" for i in range(100_000)), "<p>" + " ".join(f"a{i}<sup>x</sup>" for i in range(100_000))),
    ],
)
def test_hostile_texts_take_a_moment(text: str, source: str) -> None:
    page = visible(source)
    text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    started = process_time()
    runs = runs_of(text, page)
    assert process_time() - started < 5
    assert next(wrong_runs(text, source, runs), None) is None


PAGE = """<!DOCTYPE html><html lang=en><head><title>Swing bridge to close</title></head><body>
<nav><a href=/>Home</a></nav>
<article><h1>Swing bridge to close</h1>
<p>The council of Brackwater <em>voted</em> on Monday to close the old swing bridge for at&nbsp;least a year.</p>
<p>&ldquo;It was never built for lorries,&rdquo; said <a href="/c?a=1&amp;b=2">Ines Calder</a>, who leads the committee.
<p>Residents of the east bank will have to drive eleven miles to the next crossing until the repairs are done.</p>
</article></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig", "cp1252"])
def test_an_article_maps_back_to_its_decoded_page(encoding: str) -> None:
    done = clean(Source("a.html", "a.html", "html", PAGE.encode(encoding)), Settings())
    assert isinstance(done, Cleaned)
    article: Article = done.article
    page = PAGE.encode(encoding).decode(article.encoding or "")
    words = [article.text[r.start : r.end] for r in article.source_map]
    assert words == article.text.split("\n")
    assert [stripped(page[r.source_start : r.source_end]) for r in article.source_map] == words
