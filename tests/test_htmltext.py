"""The visible characters of a page's source: by the standard's rules, in linear time, each with its place."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from onrecord.htmltext import overloaded, visible


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("one <b>two</b>three", "one twothree"),
        ("one<p>two</p>three<br>four", "one\ntwo\nthree\nfour"),
        ("<td>a</td><td>b</td>", "\na\nb"),
        ("<a title=\"x > y\" rel='>'>words</a>", "words"),
        ("<a href=x/y>words</a >more", "wordsmore"),
        ('<a ="x">words', "words"),
        ('<a b=c"d>words</a>', "words"),
        ("a<!-- b > c -->d<!-->e<!--->f<!-- g --!>h", "adefh"),
        ("a<!-- b", "a"),
        ("a<?php x > b", "a b"),
        ("a<![CDATA[x>y]]>b", "ay]]>b"),
        ("a</ b>c</>d", "acd"),
        ("1 < 2 <3 && x<", "1 < 2 <3 && x<"),
        ("a<b", "a"),
        ("a<b c='>d", "a"),
        ("<script>if (a<b) '<p>x</p>'</script>words", "\nwords"),
        ("<STYLE>p {}</Style >words", "\nwords"),
        ("a<script>b", "a"),
        ("<script/>words", "\nwords"),
        ("<title>A &amp; B</title><textarea><p>x</textarea>words", "\nwords"),
        ("<noscript>one</noscript><o:p>two</o:p>", "\none\ntwo"),
        ("caf&eacute; &#233; &#xE9; &AMP &ampx", "café é é & &x"),
        ("&#150;&#x92;", "–’"),
        ("a&nbsp;b&nbspc &hellip &bogus; &notit;", "a b c &hellip &bogus; ¬it;"),
        ("a&NewLine;b \u00a0 c", "a b c"),
        ("a&#10;&#32;b<i> </i>c", "a b c"),
        ("  one\n\t two  ", "one two"),
    ],
)
def test_what_is_visible(source: str, text: str) -> None:
    assert visible(source).text.strip("\n ") == text.strip("\n ")


def test_a_title_is_noted_apart() -> None:
    page = visible("<title >A <b> B</title><svg><title>no</title></svg><p>words")
    assert page.title is not None
    assert page.source[slice(*page.title)] == "A <b> B"


def test_a_reference_is_not_cut_in_two() -> None:
    page = visible("x&fjlig;y")
    assert page.text == "xfjy"
    assert page.place(1, 3) == (1, 8)
    assert page.place(0, 2) is None
    assert page.place(2, 4) is None


PIECES = st.lists(
    st.sampled_from(
        ["word", "and", " ", "\n", "\u00a0", "<b>", "</b>", "<p>", "</p>", "<br>", "&amp;", "&#8217;", "&nbsp;",
         "<!-- x -->", "<", "&", "'", '"', "=", ">", "<a href='>'>", "</a>", "é", "<script>QQ</script>", "<a b=\"",
         "--", "<!"]
    ),
    max_size=25,
)  # fmt: skip


def parsed(source: str) -> str:
    """The characters of a page but white space and scripts, by a parser."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = etree.fromstring(f"<html><body><div>{source}</div>".encode(), parser)
    return "".join("".join(tree.xpath("//text()[not(parent::script)]")).split())


@given(PIECES)
def test_what_is_visible_is_what_a_parser_sees(pieces: list[str]) -> None:
    source = "".join(pieces)
    assert "".join(visible(source).text.split()) == parsed(source)


@given(PIECES)
def test_every_word_is_at_its_place(pieces: list[str]) -> None:
    page = visible("".join(pieces))
    for found in re.finditer(r"\S+", page.text):
        place = page.place(*found.span())
        assert place is not None
        assert parsed(page.source[slice(*place)]) == found.group()


@pytest.mark.parametrize(
    "piece",
    ["<", "&", "<a ", "<a b=\"", "<!--", "<!", "</", "<script>", "<script></script>", "<title>", "&amp", "&#1", "<p>x",
     "=", "<a =", "<a\n", "--", "x ", "<p a=b c", "<!-- -", "</script "],
)  # fmt: skip
def test_much_of_anything_takes_a_moment(piece: str) -> None:
    source = "<p " + piece * (2**18 // len(piece))
    started = process_time()
    visible(piece * (2**18 // len(piece)))
    visible(source)
    assert process_time() - started < 3


@pytest.mark.parametrize(
    ("tag", "too_many"),
    [
        ("<p " + "a " * 300 + ">", True),
        ("<p " + "a " * 300, True),
        ("<p" + "/a" * 300 + ">", True),
        ("<p " + 'a="b"' * 300 + ">", True),
        ("<p " + 'a=">" ' * 300 + ">", True),
        ('<p x" ' + "a " * 300, True),
        ('<a b=c="><p ' + "a " * 300 + 'q="">', True),
        ("<script " + "a " * 300 + "></script>", True),
        ("<p " + "a " * 90 + ">", False),
        ("<p " + 'a="b c d" ' * 90 + ">", False),
        ('<p data="' + "a b " * 300 + '">', False),
        ("<script>" + "a " * 300 + "</script>", False),
        ("<!-- <p " + "a " * 300 + "> -->", False),
        ("<p>" + "a " * 300 + "</p>" + "<i a b c>" * 300, False),
    ],
)
def test_tags_with_too_many_attributes(tag: str, too_many: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.htmltext.LONG_TAG", 200)
    assert overloaded(visible(tag), 100) is too_many
