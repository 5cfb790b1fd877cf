"""Rows of JSON into articles: plain text as it stands, HTML by its blocks, whole pages as web pages. All invented."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.clean import clean, extract_text
from onrecord.clean.fragments import Fragment, fragment_text
from onrecord.clean.rows import take
from onrecord.clean.taken import Taken
from onrecord.errors import Problem
from onrecord.model import Article, Source
from onrecord.settings import Settings


def taken(**fields: object) -> Taken:
    found = take(Source("k", "rows.jsonl", "json", json.dumps(fields).encode()), Settings())
    assert isinstance(found, Taken), found
    return found


def problem(**fields: object) -> str:
    found = take(Source("k", "rows.jsonl", "json", json.dumps(fields).encode()), Settings())
    assert isinstance(found, Problem), found
    return found.why


def fragment(markup: str, limits: Settings | None = None) -> Fragment:
    found = fragment_text(markup, limits or Settings())
    assert isinstance(found, Fragment), found
    return found


def article(**fields: object) -> Article:
    found = clean(Source("k", "rows.jsonl", "json", json.dumps(fields).encode()), Settings())
    assert not isinstance(found, Problem), found
    return found.article


# ---------------------------------------------------------------- plain text
@pytest.mark.parametrize(
    "text", [" Outer space is kept. \n\n", "One & two &amp; three <b>", "A\u00a0B\r\nC", "The tag <br> breaks."]
)
def test_plain_text_is_the_string_as_parsed(text: str) -> None:
    assert taken(text=text, html="<p>Other words.</p>").text == text


def test_a_row_in_another_encoding() -> None:
    source = Source("k", "rows.jsonl", "json", '{"text": "caf\u00e9 \u201cUno\u201d"}'.encode("cp1252"))
    assert extract_text(source) == "caf\u00e9 \u201cUno\u201d"


# ---------------------------------------------------------------- fragments
BODY = """<p>The ferry <em>Wren</em> ran aground &amp; stuck<br>fast.</p>
<script>var x = "<p>no</p>";</script><style>p {}</style><!-- no -->
<h2>Second   time</h2><ul><li>One buoy</li><li>Two <b>lights</b></li></ul>
<table><tr><th>Vessel</th><th>Aboard</th></tr><tr><td>Wren</td><td>60</td></tr></table>
<figure><img alt="no" src="x.jpg"><figcaption>The Wren <i>aground</i></figcaption></figure>
<blockquote>&ldquo;Lucky,&rdquo; she said.</blockquote><pre>  low   tide
  high tide</pre>Loose&nbsp;words<div>in a <span>box</span></div>"""


def test_a_fragment_gives_one_block_a_line_and_loses_no_words() -> None:
    found = fragment(BODY)
    assert found.text.split("\n") == [
        "The ferry Wren ran aground & stuck",
        "fast.",
        "Second time",
        "One buoy",
        "Two lights",
        "Vessel Aboard",
        "Wren 60",
        "The Wren aground",
        "“Lucky,” she said.",
        "  low   tide",
        "  high tide",
        "Loose words",
        "in a box",
    ]
    assert [found.text[at:].split("\n")[0] for at in sorted(found.headings)] == ["Second time"]
    assert [(b.kind, found.text[b.start : b.end]) for b in found.known] == [("caption", "The Wren aground")]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One<p>Two", "One\nTwo"),
        ("a</div>b", "ab"),
        ("<p>1 < 2 & 3</p>", "1 < 2 & 3"),
        ("x <![CDATA[y]]> z", "x z"),
        ("<foo:bar>q</foo:bar>", "q"),
        ("one</body></html>two", "onetwo"),
        ("&bogus; &#65;", "&bogus; A"),
        ("<p>a<svg><text>no</text></svg>b</p>", "ab"),
        ("<template><p>no</p></template>x", "x"),
        ("<p></p>", ""),
    ],
)
def test_markup_as_it_comes(markup: str, text: str) -> None:
    assert fragment(markup).text == text


def test_what_is_too_much_is_refused() -> None:
    small = replace(Settings(), max_page_bytes=1000, max_page_elements=50, max_tag_attributes=100)
    assert "million characters" in str(fragment_text("x" * 1001, small))
    assert "elements" in str(fragment_text("<b>x</b>" * 51, small))
    assert "attributes" in str(fragment_text("<p " + "".join(f"a{i} " for i in range(150)) + ">x</p>", small))
    assert "too deeply" in str(fragment_text("<div>" * 400 + "deep", Settings()))
    assert fragment("<p title='" + "a b " * 200 + "'>x</p>", small).text == "x"


def test_hostile_markup_takes_no_time() -> None:
    began = time.monotonic()
    for markup in (
        "<p " + "".join(f"a{i}=1 " for i in range(100_000)),
        "<b><p>" * 30_000,
        "<" * 500_000,
        '<a "' * 200_000,
        "&" * 500_000,
        "</p>" * 200_000,
    ):
        fragment_text(markup, Settings())
    assert time.monotonic() - began < 10


@settings(max_examples=50)
@given(st.text(alphabet=st.sampled_from("<>/pbrd\"'=& \n;!-[]#x1é"), max_size=200))
def test_any_string_is_a_fragment_or_refused(markup: str) -> None:
    assert isinstance(fragment_text(markup, Settings()), Fragment | str)


@settings(max_examples=50)
@given(st.lists(st.text(alphabet="abc é“”.,-", min_size=1, max_size=30), min_size=1, max_size=6))
def test_the_words_of_paragraphs_are_kept_exactly(paragraphs: list[str]) -> None:
    found = fragment("".join(f"<p>{p}</p>" for p in paragraphs))
    assert found.text.split() == " ".join(paragraphs).split()


# ---------------------------------------------------------------- rows that hold HTML
def test_an_article_stored_as_html() -> None:
    found = article(
        id="1",
        title="Ferry aground",
        content_html=BODY,
        date_published="2019-03-14T18:00:00Z",
        authors=[{"name": "Orla Kettering"}],
    )
    assert (found.title, found.byline, found.published) == ("Ferry aground", ("Orla Kettering",), "2019-03-14")
    assert ("caption", "The Wren aground") in [(b.kind, found.text[b.start : b.end]) for b in found.blocks]


PAGE = (
    """<html><head><title>Ferry runs aground off Morrow Point</title><meta name="author" content="Orla Kettering">
<meta property="article:published_time" content="2019-03-14T18:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/x">Coast</a></nav>
<article><h1>Ferry runs aground off Morrow Point</h1>"""
    + "".join(
        f"<p>The ferry Wren ran aground on Thursday with {n} passengers aboard, the coastguard said in report {n}.</p>"
        for n in range(20, 30)
    )
    + "</article></body></html>"
)


def test_a_whole_page_in_a_row_is_read_as_one() -> None:
    found = taken(html=PAGE)
    assert found.runs == ()
    whole = article(html=PAGE, url="https://sentinel.example/ferry", title="The row's own title")
    assert "Home" not in found.text
    assert "with 29 passengers" in found.text
    assert (whole.title, whole.byline, whole.published) == (
        "The row's own title",
        ("Orla Kettering",),
        "2019-03-14",
    )


def test_a_nitf_article_in_a_row() -> None:
    head = "<body.head><hedline><hl1>Wall</hl1></hedline></body.head>"
    nitf = f"<?xml version='1.0'?><nitf><body>{head}<body.content><p>It fell.</p></body.content></body></nitf>"
    assert (
        taken(
            uri="u",
            bodies=[{"contenttype": "application/nitf+xml", "value": nitf + "<!-- </p></p> -->"}],
            headline="Wall",
        ).text
        == "Wall\nIt fell."
    )


def test_html_without_words_is_no_article() -> None:
    assert problem(html="<p> </p><img src=x>") == "holds no text"
    assert "too deeply" in problem(html="<div>" * 400 + "x")


def test_excerpts() -> None:
    assert taken(text="The council met.", excerpt=True).read == "excerpt"
    assert taken(content="The council met and… [+99 chars]").read == "excerpt"
    assert taken(content_html="<p>The council met.</p>", truncated=True).read == "excerpt"
    assert taken(text="The council met.", excerpt="It met.").read == "full"
