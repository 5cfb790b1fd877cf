"""Web pages: text, blocks and metadata; and pages that are none."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest

from onrecord.clean import clean, extract_text
from onrecord.errors import Problem
from onrecord.model import Article, Cleaned, Source
from onrecord.settings import Settings

BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "The council of Brackwater voted on Monday to close the old swing bridge for at least a year.",
        "“It was never built for lorries,” said <a href='/c'>Ines Calder</a>, who leads the council’s works committee.",
        "Residents of the east bank will have to drive eleven miles to the next crossing until repairs are done.",
    )
)

HEAD = """<meta charset="utf-8"><title>Swing bridge to close | The Lamp</title>
<link rel="canonical" href="https://lamp.example/2021/03/04/bridge?utm_source=feed">
<meta property="og:site_name" content="The Lamp"><meta property="og:title" content="Swing bridge to close">
<meta property="article:section" content="Local">"""

JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebPage"},
{"@type": ["NewsArticle"], "headline": "Swing bridge to close", "datePublished": "2021-03-05T08:00:00Z",
"dateModified": "2021-03-06",
"author": [{"@type": "Person", "name": "Mara Quill"}, {"name": "Lamp staff"}]}]}</script>"""


def page(head: str = HEAD, body: str = BODY) -> bytes:
    return (
        f"<!DOCTYPE html><html lang='en-GB'><head>{head}</head><body><nav><a href='/'>Home</a></nav><article>"
        f"<h1>Swing bridge to close</h1>{body}</article><footer>© The Lamp</footer></body></html>"
    ).encode()


def article(data: bytes) -> Article:
    done = clean(Source("a.html", "a.html", "html", data), Settings())
    assert isinstance(done, Cleaned), done
    return done.article


def problem(data: bytes, settings: Settings | None = None) -> str:
    done = clean(Source("a.html", "a.html", "html", data), settings or Settings())
    assert isinstance(done, Problem)
    return done.why


def test_text_and_blocks() -> None:
    found = article(page(body=BODY + "<h2>The works</h2>" + BODY.replace("Monday", "Friday")))
    assert found.text.startswith("Swing bridge to close\nThe council of Brackwater voted on Monday")
    assert "said Ines Calder, who" in found.text
    assert "Home" not in found.text
    assert [b.kind for b in found.blocks[:4]] == ["title", "prose", "prose", "prose"]
    assert "subhead" in {b.kind for b in found.blocks}
    assert extract_text(Source("b", "b", "html", page())) == article(page()).text


def test_metadata() -> None:
    found = article(page(HEAD + JSON_LD))
    assert (found.outlet, found.title, found.byline, found.section) == (
        "The Lamp",
        "Swing bridge to close",
        ("Mara Quill",),
        "Local",
    )
    assert (found.published, found.published_basis, found.updated) == ("2021-03-05", "json-ld", "2021-03-06")
    assert found.canonical_url == "https://lamp.example/2021/03/04/bridge"
    assert found.language == "en"


def test_what_is_stated_comes_first_and_the_address_last() -> None:
    meta = '<meta property="article:published_time" content="2021-03-03T10:00:00-05:00">'
    assert article(page(HEAD + meta)).published == "2021-03-03"
    assert article(page()).published_basis == "url"
    bare = article(page("<title>x</title>"))
    assert (bare.published, bare.published_basis, bare.outlet) == (None, None, None)


@pytest.mark.parametrize(
    "script", ["{", "[" * 100_000, '"x"', '{"@type": "NewsArticle", "author": {"name": {"name": 1}}}', "null"]
)
def test_broken_json_ld_does_no_harm(script: str) -> None:
    assert article(page(HEAD + f'<script type="application/ld+json">{script}</script>')).byline == ()


def test_a_printed_byline() -> None:
    assert article(page(body="<p class='byline'>By Mara Quill and Jo Marsh</p>" + BODY)).byline == (
        "Mara Quill",
        "Jo Marsh",
    )


def test_encodings() -> None:
    assert "“It was" in article(page()).text
    western = page("<title>x</title>").decode().encode("cp1252")
    assert article(western).encoding == "windows-1252"
    declared = page('<meta charset="windows-1251">', BODY + "<p>Мост закрыт на целый год, сказали в совете города.</p>")
    found = article(declared.decode().replace("“", "").replace("”", "").replace("©", "").encode("cp1251"))
    assert found.encoding == "cp1251"
    assert "Мост закрыт" in found.text


def test_pages_that_are_too_large() -> None:
    assert "larger than" in problem(page(), replace(Settings(), max_page_bytes=100))
    assert "elements" in problem(page(), replace(Settings(), max_page_elements=5))


@pytest.mark.parametrize(
    "data",
    [
        b"<html>", b"<", b"not a page at all", b"<html><body><p></p></body></html>", b"<div>" * 20_000,
        b"<a <b <c" * 1000, b"<!DOCTYPE html>" * 3, b"<html><frameset></frameset></html>", b"\xff\xfe<\x00",
    ],
)  # fmt: skip
def test_broken_pages_never_raise(data: bytes) -> None:
    done = clean(Source("a.html", "a.html", "html", data), Settings())
    assert isinstance(done, Problem | Cleaned)


def test_deep_pages() -> None:
    assert isinstance(clean(Source("a", "a", "html", b"<div>" * 3000 + BODY.encode()), Settings()), Problem | Cleaned)


SENTENCE = "The council of Brackwater voted on Monday to close the old swing bridge for at least a year. "
START = "<html><head><title>x</title></head><body>"
LIMITS = replace(Settings(), max_page_elements=3000)
"""A tenth of the limits, so that pages made to hang the reader take a tenth of the time here."""


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 10_000 + SENTENCE * 5,
        "<p>" + "<b>" * 10_000 + SENTENCE * 5,
        ("<div><p>" + SENTENCE + "</p>") * 400,
        '<p title="' + "x" * 2**20 + '">' + SENTENCE * 5,
        "<p " + "a " * 100_000 + ">" + SENTENCE * 5,
        "<p>" + SENTENCE * 5 + "</p>" + "&amp; " * 200_000,
        "<p>" + SENTENCE * 5 + "</p>" + "<" * 2**19,
        "<p>" + SENTENCE * 5 + "</p>" + "<!--" * 2**17,
        "<p>" + SENTENCE * 5 + "</p>" + "spam " * 2**16,
        "<p>" + (SENTENCE + "<button>x</button>") * 2900,
        "<p>" + (SENTENCE + "<span></span>") * 2900,
        "<table><tr><td>" * 60 + "<table><tr><td>a</td></tr></table>" * 900,
        "<h2>A heading</h2>" * 2900,
        "<a href=/x>a link</a>" * 2900,
        "<div class='comment share'>words</div>" * 2900,
        "".join(f"<p>line {n}</p>" for n in range(2900)),
        "\x00\x01\ufffe\x85\u2028" * 1000 + SENTENCE * 5,
    ],
)
def test_pages_made_to_hang_the_reader(page: str) -> None:
    started = process_time()
    done = clean(Source("a.html", "a.html", "html", (START + page).encode()), LIMITS)
    assert isinstance(done, Problem | Cleaned)
    assert process_time() - started < 5


def test_what_grows_with_the_square_of_a_page_is_bounded() -> None:
    page = (START + "<p>" + (SENTENCE + "<button>x</button>") * 2900).encode()
    assert "too tangled" in problem(page, replace(LIMITS, max_page_work=10**8))
    assert "characters of text" in problem(page, replace(LIMITS, max_article_chars=100_000))
    tables = (START + "<table><tr><td>" * 60 + "<table><tr><td>a</td></tr></table>" * 900).encode()
    assert "too tangled" in problem(tables, replace(LIMITS, max_page_work=10**7))
    plain = article((START + "<div>" + (SENTENCE + "<br>") * 500).encode())
    assert plain.text.count("\n") == 500


@pytest.mark.parametrize(
    "opening",
    [
        "<?xml version='1.0' encoding='iso-8859-1'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0//EN' 'x'>\n<html>",
        "\ufeff<!doctype html><html>", "<!-- saved --><html lang=en>", "<html lang='en' />",
        "<!DOCTYPE html SYSTEM 'a>b'>", "\n\n  <!DOCTYPE HTML><HTML>",
    ],
)  # fmt: skip
def test_pages_that_begin_otherwise(opening: str) -> None:
    found = article(f"{opening}<head>{HEAD}</head><body><h1>Swing bridge to close</h1>{BODY}</body></html>".encode())
    assert (found.outlet, found.title) == ("The Lamp", "Swing bridge to close")
    assert found.text.count("\n") == 3
    assert len(found.source_map) == 4
