"""NewsML-G2, NewsML 1 and NITF, from the file to the article. All stories are invented."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.clean import clean
from onrecord.errors import Problem
from onrecord.model import Article, Source
from onrecord.read import read_inputs
from onrecord.settings import Settings

FIXTURES = Path(__file__).parents[1] / "fixtures"
FILES = ("nitf/ferry.xml", "newsml/mine.xml", "newsml/message.xml", "newsml/older.xml")


def read(path: Path, limits: Settings | None = None) -> tuple[list[Article], list[Problem]]:
    """What the articles and problems of a file are, cleaned."""
    limits = limits or Settings()
    articles, problems = [], []
    for item in read_inputs([path], limits):
        found = clean(item, limits) if isinstance(item, Source) else item
        if isinstance(found, Problem):
            problems.append(found)
        elif not isinstance(found, Source):
            articles.append(found.article)
    return articles, problems


@cache
def fixture(name: str) -> tuple[list[Article], list[Problem]]:
    return read(FIXTURES / name)


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(b.kind, article.text[b.start : b.end]) for b in article.blocks]


def written(tmp_path: Path, data: bytes | str, name: str = "item.xml") -> Path:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def why(tmp_path: Path, data: bytes | str, limits: Settings | None = None) -> str:
    articles, problems = read(written(tmp_path, data), limits)
    assert not articles
    assert len(problems) == 1, problems
    return problems[0].why


# ---------------------------------------------------------------- NITF
def test_a_nitf_article() -> None:
    (article,), problems = fixture("nitf/ferry.xml")
    assert not problems
    assert (article.key, article.title, article.outlet) == (
        "TPW-20190314-0071",
        "Ferry runs aground off Morrow Point",
        "The Morrow Sentinel",
    )
    assert (article.byline, article.section, article.language) == (("Orla Kettering",), "Coast", "en")
    assert (article.published, article.published_basis) == ("2019-03-15", "metadata")
    assert article.canonical_url == "https://sentinel.example/coast/ferry-aground"
    assert blocks(article)[:8] == [
        ("title", "Ferry runs aground off Morrow Point"),
        ("deck", "Sixty passengers taken off by lifeboat"),
        ("credit", "By Orla Kettering, Coast Correspondent"),
        ("credit", "MORROW POINT, March 14"),
        ("other", "The ferry Wren ran aground on Thursday with sixty passengers aboard, the coastguard said..."),
        ("prose", "The ferry Wren ran aground on Thursday with sixty passengers aboard, the coastguard said."),
        ("caption", "The Wren on the sandbank at low tide."),
        ("credit", "Lew Adair"),
    ]
    assert ("subhead", "Second time in a year") in blocks(article)
    assert "“We were lucky with the weather.”" in article.text
    assert "a ship" not in article.text
    assert blocks(article)[-1] == ("credit", "Additional reporting by Lew Adair.")


def test_a_lead_block_that_the_full_text_repeats_is_read_once(tmp_path: Path) -> None:
    lead = "<p>The quay at Calder Bay was closed on Friday after the wall gave way.</p>"
    body = f'<block class="lead_paragraph">{lead}</block><block class="full_text">{lead}<p>Nobody was hurt.</p></block>'
    path = written(tmp_path, f"<nitf><body><body.content>{body}</body.content></body></nitf>")
    (article,), _ = read(path)
    assert [kind for kind, _ in blocks(article)] == ["other", "prose", "prose"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<![CDATA[<p>One &amp; two.</p><p>Three.</p>]]>", "One & two.\nThree."),
        ("One line.\n\nAnother line.", "One line.\n\nAnother line."),
        ("<p>caf&eacute; &mdash; open</p>", "café — open"),
        ("<p>a\x01b" + "c" * 99 + "</p>", "ab" + "c" * 99),
        ("<p>an &unknown; name</p>", None),
        ("<block><block><p>Deep.</p></block></block><pre>a  b\nc</pre>", "Deep.\na  b\nc"),
    ],
)
def test_bodies_as_they_come(tmp_path: Path, content: str, text: str | None) -> None:
    articles, problems = read(written(tmp_path, f"<nitf><body><body.content>{content}</body.content></body></nitf>"))
    assert [a.text for a in articles] == ([] if text is None else [text])
    assert len(problems) == (text is None)


# ---------------------------------------------------------------- NewsML
def test_a_news_item_with_xhtml() -> None:
    (article,), problems = fixture("newsml/mine.xml")
    assert not problems
    assert article.key == "urn:newsml:halden.example:20200602:mine-flood"
    assert (article.outlet, article.byline) == ("Halden News Agency", ("Marit Solberg", "Jon Aske"))
    assert (article.published, article.updated) == ("2020-06-02", "2020-06-03")
    assert article.section == "disaster, accident and emergency incident"
    assert blocks(article)[:4] == [
        ("title", "Eleven miners brought up after flood at Tarn"),
        ("credit", "By Marit Solberg and Jon Aske"),
        ("credit", "TARN, June 2 (HNA)"),
        (
            "prose",
            "Eleven miners were brought to the surface on Tuesday, nineteen hours after water broke into the Tarn"
            " mine.",
        ),
    ]
    assert ("subhead", "Pumps had failed") in blocks(article)
    assert "color" not in article.text


def test_a_single_item_keeps_its_bytes() -> None:
    for name in ("nitf/ferry.xml", "newsml/mine.xml", "newsml/older.xml"):
        (source,) = read_inputs([FIXTURES / name], Settings())
        assert isinstance(source, Source)
        assert source.data == (FIXTURES / name).read_bytes()
        assert (source.part, source.container) == (None, b"")


def test_the_items_of_a_message() -> None:
    articles, problems = fixture("newsml/message.xml")
    assert [(a.key, a.source.part, a.outlet) for a in articles] == [("urn:n1", 2, "HNA"), ("urn:n4", 5, "Halden News")]
    assert articles[1].text.endswith(
        "in October.\n\nThe county council voted for the rise on Monday, by 19 votes to 8."
    )
    assert [str(p) for p in problems] == [
        "message.xml#4: urn:n3 was cancelled by its provider",
        "message.xml: also holds items without text, which were passed over: 1 package, 1 picture",
    ]


def test_an_item_of_the_first_newsml() -> None:
    (article,), problems = fixture("newsml/older.xml")
    assert not problems
    assert article.key == "urn:newsml:tidewater.example:20080411:harbour-wall"
    assert (article.published, article.updated, article.outlet) == ("2008-04-11", "2008-04-12", "Tidewater Press")
    assert [kind for kind, _ in blocks(article)] == ["title", "deck", "credit", "credit", "prose", "prose"]
    assert "&house;" in article.text
    assert "café" in article.text


ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="g"><itemMeta><itemClass qcode="ninat:{kind}"/>
<firstCreated>2020-06-02T17:05:00Z</firstCreated>{meta}</itemMeta>
<contentMeta><headline>Wall falls</headline></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""
STATUS = '<pubStatus qcode="stat:{}"/>'
CAPTION = "<media><media-caption>Only a picture.</media-caption></media>"
PLAIN = '<inlineData contenttype="text/plain">The wall fell on Monday.</inlineData>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            ITEM.format(kind="text", meta=STATUS.format("canceled"), content=PLAIN),
            "was cancelled by its provider",
        ),
        (
            ITEM.format(kind="text", meta=STATUS.format("withheld"), content=PLAIN),
            "is withheld by its provider",
        ),
        (ITEM.format(kind="picture", meta="", content='<remoteContent href="x.jpg"/>'), "is a picture without text"),
        (ITEM.format(kind="text", meta="", content="<inlineXML/>"), "holds no article text"),
        (
            ITEM.format(kind="text", meta="", content="<inlineXML><nitf/></inlineXML>"),
            "holds no article text",
        ),
        ('<packageItem guid="p"><groupSet/></packageItem>', "is a package item, which holds no text"),
        ("<newsMessage><header/></newsMessage>", "holds no news item"),
        ("<newsMessage><itemSet><newsItem>", "is broken XML (line 1)"),
        ("<nitf>" * 400, "is XML nested too deeply"),
        (f"<nitf><body><body.content>{CAPTION}</body.content></body></nitf>", "holds no article text"),
    ],
)
def test_what_is_no_article_says_why(tmp_path: Path, data: str, reason: str) -> None:
    assert why(tmp_path, data) == reason


def test_an_embargo_delays_the_publication(tmp_path: Path) -> None:
    embargo = "<embargoed>2020-06-05T06:00:00Z</embargoed>"
    (article,), _ = read(written(tmp_path, ITEM.format(kind="text", meta=embargo, content=PLAIN)))
    assert article.published == "2020-06-05"


def test_text_as_html_inside_a_data_element(tmp_path: Path) -> None:
    data = '<inlineData contenttype="text/html">&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</inlineData>'
    (article,), _ = read(written(tmp_path, ITEM.format(kind="text", meta="", content=data)))
    assert article.text == "Wall falls\nOne.\nTwo."


# ---------------------------------------------------------------- encodings and hostile files
NITF = "<nitf><body><body.content><p>“Café”, she said.</p></body.content></body></nitf>"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-15"])
@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1", "utf-16", "no-such-thing"])
def test_any_encoding_under_any_name(tmp_path: Path, codec: str, declared: str) -> None:
    text = NITF.replace("“", '"').replace("”", '"') if codec == "iso-8859-15" else NITF
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    (article,), _ = read(written(tmp_path, (head + text).encode(codec)))
    assert article.text == text[text.index("<p>") + 3 : text.index("</p>")]


def test_entities_are_neither_fetched_nor_expanded(tmp_path: Path) -> None:
    secret = written(tmp_path, "secret", "secret.txt")
    data = "<!DOCTYPE nitf [{}]><nitf><body><body.content><p>a {} b</p></body.content></body></nitf>"
    (article,), _ = read(written(tmp_path, data.format(f'<!ENTITY x SYSTEM "{secret.as_uri()}">', "&x;")))
    assert article.text == "a &x; b"
    bombs = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12))
    assert "entities" in why(tmp_path, data.format('<!ENTITY b0 "boom">' + bombs, "&b11;"))


def test_limits(tmp_path: Path) -> None:
    few = replace(Settings(), max_xml_tags=10, max_page_elements=5)
    assert "more than 10 tags" in why(tmp_path, "<nitf>" + "<p>x</p>" * 20 + "</nitf>", few)
    assert "more than 5 elements" in why(tmp_path, "<nitf><a/><b/><c/><d/><e/><f/></nitf>", few)
    assert "larger than" in why(tmp_path, "<nitf>" + "x" * 5000 + "</nitf>", replace(Settings(), max_file_bytes=1000))


def test_hostile_files_take_no_time(tmp_path: Path) -> None:
    began = time.monotonic()
    attributes = " ".join(f'a{n}="1"' for n in range(100_000))
    for data in (
        f"<nitf {attributes}/>",
        "<nitf>" + "<p/>" * 400_000 + "</nitf>",
        "<nitf>" + "&eacute;" * 300_000,
        "<nitf>" + "x" * 12_000_000 + "</nitf>",
        "<newsMessage>" + "<newsItem/>" * 50_000 + "</newsMessage>",
        "<!--" * 100_000 + "<nitf/>",
    ):
        articles, problems = read(written(tmp_path, data))
        assert (len(articles), len(problems)) == (0, 1)
    assert time.monotonic() - began < 20


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FILES), st.integers(0, 3000), st.integers(0, 3000), st.binary(max_size=6))
def test_any_change_of_a_file_gives_articles_or_problems(name: str, start: int, length: int, put: bytes) -> None:
    data = (FIXTURES / name).read_bytes()
    data = data[:start] + put + data[start + length % 40 :] if length % 3 else data[:start]
    from onrecord.read import read_again

    for source in read_again(name, data, Settings()):
        found = clean(source, Settings())
        assert isinstance(found, Problem) or found.article.text.strip()


def test_a_record_of_agencies_files_passes_its_check(tmp_path: Path) -> None:
    record = tmp_path / "wire.record"
    built = onrecord.build([FIXTURES / "nitf", FIXTURES / "newsml"], record)
    assert built.articles == 5
    assert onrecord.check(record).failures == ()
