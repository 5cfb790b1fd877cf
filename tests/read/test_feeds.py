"""Feeds into articles: RSS, RDF, Atom and JSON Feed, whole texts and summaries, broken and hostile ones."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

import onrecord
from onrecord.clean import clean
from onrecord.errors import Problem
from onrecord.model import Article, Cleaned, Source
from onrecord.read import read_again, read_inputs
from onrecord.read.found import Address, Found
from onrecord.scraped import Row, parse_row
from onrecord.settings import Settings

RSS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE rss [<!ENTITY x "y">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Anselm Herald</title><link>https://herald.example/</link><language>en-gb</language>
<item><title>Ferry sinks &amp; three die</title><link>https://herald.example/a</link>
<guid isPermaLink="false">herald-1</guid><pubDate>Sat, 01 Mar 2031 23:30:00 -0500</pubDate>
<dc:creator>Jane Ash</dc:creator><category>News</category>
<description>Three people died when the ferry sank&nbsp;off Port Anselm at the Smith & Son quay.</description></item>
<item><title>Captain charged</title><link>https://herald.example/b</link><guid isPermaLink="false">herald-2</guid>
<category>News</category><category>Courts</category><description>A captain was charged.</description>
<content:encoded><![CDATA[<p>The captain of the ferry was charged on Monday &amp; released.</p>
<p>“The chain broke,” said Captain Ann Roe. It had been made by Kaye & Sons &lt;of Anselm&gt;.</p>]]></content:encoded>
</item>
</channel></rss>"""

RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://herald.example/"><title>The Anselm Herald</title></channel>
<item rdf:about="https://herald.example/a"><title>Ferry sinks</title><link>https://herald.example/a</link>
<dc:date>2031-03-01T23:30:00-05:00</dc:date><dc:subject>News</dc:subject>
<description>Three people died when the ferry sank.</description></item></rdf:RDF>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title type="html">The &lt;b&gt;Anselm&lt;/b&gt; Herald &amp;amp; Post</title><id>urn:feed</id>
<entry><title>Ferry sinks</title><id>urn:herald:1</id><link href="https://herald.example/a"/>
<published>2031-03-01T23:30:00-05:00</published><updated>2031-03-03T01:00:00Z</updated>
<author><name>Jane Ash</name></author><author><name>Tom Kaye</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The ferry <em>Marigold</em> sank.</p>
<p>“The chain broke,” said Ann Roe.</p></div></content></entry>
<entry><title>Captain charged</title><id>urn:herald:2</id><link href="https://herald.example/b"/>
<updated>2031-03-03T01:00:00Z</updated><summary>A captain was charged.</summary></entry>
<entry><title>Reprint</title><id>urn:herald:3</id><source><title>The Quay Post</title></source>
<content type="text">The chain of the ferry Marigold was sold for scrap in May.</content></entry></feed>"""

JSON = json.dumps({
    "version": "https://jsonfeed.org/version/1.1", "title": "The Anselm Herald", "language": "en",
    "authors": [{"name": "The Herald's desk"}],
    "items": [
        {"id": "herald-1", "url": "https://herald.example/a", "title": "Ferry sinks", "tags": ["News"],
         "date_published": "2031-03-01T23:30:00-05:00", "authors": [{"name": "Jane Ash"}],
         "content_html": "<p>The ferry <em>Marigold</em> sank.</p><p>“The chain broke,” said Ann Roe.</p>"},
        {"id": 2, "url": "https://herald.example/b", "title": "Captain charged", "summary": "A captain was charged."},
        {"id": "herald-3", "content_text": "The chain was sold for scrap."},
    ],
})  # fmt: skip


def read(path: Path, settings: Settings | None = None) -> tuple[list[Source], list[Problem]]:
    items = list(read_inputs([path], settings or Settings()))
    return [i for i in items if isinstance(i, Source)], [i for i in items if isinstance(i, Problem)]


def given(tmp_path: Path, text: str | bytes, name: str = "feed.xml") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def row(source: Source) -> Row:
    found = parse_row(source.data.decode())
    assert isinstance(found, Row)
    return found


def article(source: Source) -> Article:
    cleaned = clean(source, Settings())
    assert isinstance(cleaned, Cleaned), cleaned
    return cleaned.article


# ------------------------------------------------------------------ formats
def test_rss(tmp_path: Path) -> None:
    sources, problems = read(given(tmp_path, RSS))
    assert not problems
    assert [(s.key, s.path, s.part, s.order) for s in sources] == [
        ("herald-1", "feed.xml", 1, 0),
        ("herald-2", "feed.xml", 2, 1),
    ]
    sinking, charged = map(article, sources)
    assert sinking.text == "Three people died when the ferry sank off Port Anselm at the Smith & Son quay."
    assert (sinking.read, charged.read) == ("excerpt", "full")
    assert (sinking.title, sinking.outlet, sinking.byline) == (
        "Ferry sinks & three die",
        "The Anselm Herald",
        ("Jane Ash",),
    )
    assert (sinking.published, sinking.section, sinking.language) == ("2031-03-01", "News", "en")
    assert sinking.url == "https://herald.example/a"
    assert charged.section is None  # of two categories neither is the section
    assert charged.text == (
        "The captain of the ferry was charged on Monday & released.\n"
        "“The chain broke,” said Captain Ann Roe. It had been made by Kaye & Sons <of Anselm>."
    )


def test_rdf(tmp_path: Path) -> None:
    sources, problems = read(given(tmp_path, RDF, "index.rdf"))
    assert not problems
    (sinking,) = map(article, sources)
    assert (sinking.published, sinking.section, sinking.outlet) == ("2031-03-01", "News", "The Anselm Herald")
    assert (sinking.text, sinking.read) == ("Three people died when the ferry sank.", "excerpt")


def test_atom(tmp_path: Path) -> None:
    sources, problems = read(given(tmp_path, ATOM, "feed.atom"))
    assert not problems
    sinking, charged, reprint = map(article, sources)
    assert sinking.text == "The ferry Marigold sank.\n“The chain broke,” said Ann Roe."
    assert (sinking.outlet, reprint.outlet) == ("The Anselm Herald & Post", "The Quay Post")
    assert (sinking.published, sinking.updated) == ("2031-03-01", "2031-03-03")
    assert sinking.byline == ("Jane Ash", "Tom Kaye")
    assert (charged.published, charged.read) == (None, "excerpt")  # when it was updated is not when it was published
    assert (reprint.text, reprint.read) == ("The chain of the ferry Marigold was sold for scrap in May.", "full")


@pytest.mark.parametrize("name", ["feed.json", "feed", "feed.txt"])
def test_json_feed(tmp_path: Path, name: str) -> None:
    sources, problems = read(given(tmp_path, JSON, name))
    assert not problems
    assert [s.key for s in sources] == ["herald-1", "2", "herald-3"]
    sinking, charged, scrap = map(article, sources)
    assert sinking.text == "The ferry Marigold sank.\n“The chain broke,” said Ann Roe."
    assert (sinking.outlet, sinking.byline, sinking.section) == ("The Anselm Herald", ("Jane Ash",), "News")
    assert [a.read for a in (sinking, charged, scrap)] == ["full", "excerpt", "full"]


@pytest.mark.parametrize(
    ("feed", "kind"),
    [
        ('<rss version="0.91"><channel><item><description>{}</description></item></channel></rss>', "RSS 0.91"),
        ('<rss version="0.92"><channel><item><description>{}</description></item></channel></rss>', "RSS 0.92"),
        ('<rss><channel><item><description>{}</description></item></channel></rss>', "RSS of no version"),
        ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">'
         "<item><title>t</title><description>{}</description></item></rdf:RDF>", "RSS 0.90"),
        ('<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><content>{}</content></entry></feed>', "Atom"),
        ('<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:content>{}</a:content></a:entry></a:feed>', "a:"),
        ("<!-- made by hand --><rss><channel><item><description>{}</description></item></channel></rss>", "a comment"),
    ],
)  # fmt: skip
def test_other_versions(tmp_path: Path, feed: str, kind: str) -> None:
    sources, problems = read(given(tmp_path, feed.format("The ferry sank off Port Anselm.")))
    assert not problems, kind
    assert [article(s).text for s in sources] == ["The ferry sank off Port Anselm."], kind


# ------------------------------------------------------------------ whole or in part
@pytest.mark.parametrize(
    ("summary", "content", "read_as"),
    [
        ("The ferry sank.", "", "excerpt"),
        ("The ferry sank.", "The ferry sank. Three people died, the harbour master said.", "full"),
        ("The ferry sank off Port Anselm.", "<p>The ferry sank off Port Anselm.</p>", "excerpt"),
        ("", "<p>The ferry sank off Port Anselm.</p>", "full"),
        ("", "<p>The ferry sank off Port […]</p>", "excerpt"),
        ("", "<p>The ferry sank off Port [&#8230;]</p>", "excerpt"),
        ("", "<p>The ferry sank off Port Anselm. <a href='/b'>Continue reading</a></p>", "excerpt"),
        ("", "<p>The ferry sank off Port Anselm...</p>", "excerpt"),
    ],
)
def test_what_holds_only_a_part_says_so(tmp_path: Path, summary: str, content: str, read_as: str) -> None:
    feed = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>'
        f"<link>https://herald.example/a</link><description>{summary}</description>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded></item></channel></rss>"
    )
    sources, problems = read(given(tmp_path, feed))
    assert not problems
    assert article(sources[0]).read == read_as


def test_an_entry_without_a_page_is_all_there_is(tmp_path: Path) -> None:
    feed = "<rss><channel><item><description>The ferry sank off Port Anselm.</description></item></channel></rss>"
    assert article(read(given(tmp_path, feed))[0][0]).read == "full"


def test_a_build_that_fetches_reads_the_page_and_else_the_summary(tmp_path: Path) -> None:
    asked: list[str] = []

    def fetch(address: Address, settings: Settings) -> Iterator[Found | Problem]:
        asked.append(address.url)
        if address.url.endswith("a"):
            yield Problem("address", address.url, "answered 404 Not Found")
        else:
            page = b"<!DOCTYPE html><p>The page itself."
            yield Found(address.url, "", len(page), lambda: BytesIO(page), path=address.url)

    more = "<item><title>Chain found</title><link>https://herald.example/c</link></item></rdf:RDF>"
    items = list(read_inputs([given(tmp_path, RDF.replace("</rdf:RDF>", more))], Settings(), fetch))
    assert asked == ["https://herald.example/a", "https://herald.example/c"]
    problem, summary, page = items
    assert str(problem) == "https://herald.example/a: answered 404 Not Found"
    assert isinstance(summary, Source) and (summary.path, summary.part) == ("feed.xml", 1)
    assert isinstance(page, Source) and page.key == "https://herald.example/c"


def test_whole_texts_are_not_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    def fetch(address: Address, settings: Settings) -> Iterator[Found | Problem]:
        asked.append(address.url)
        yield from ()

    list(read_inputs([given(tmp_path, RSS)], Settings(), fetch))
    assert asked == ["https://herald.example/a"]


def test_an_entry_of_a_headline_alone_names_its_page(tmp_path: Path) -> None:
    feed = "<rss><channel><item><title>Ferry sinks</title><link>https://herald.example/a</link></item><item/></channel></rss>"
    sources, problems = read(given(tmp_path, feed))
    assert not sources
    assert [str(p) for p in problems] == [
        "https://herald.example/a: is an address of the web: --fetch reads it", "feed.xml#2: entry 2 holds no text",
    ]  # fmt: skip


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "/relative", "ftp://a.example/b"])
def test_a_link_that_is_no_page_is_never_asked(tmp_path: Path, link: str) -> None:
    feed = f"<rss><channel><item><link>{link}</link><description>The ferry sank.</description></item></channel></rss>"
    items = list(read_inputs([given(tmp_path, feed)], Settings(), lambda address, settings: pytest.fail(address.url)))
    assert [type(i) for i in items] == [Source]


# ------------------------------------------------------------------ verbatim
@pytest.mark.parametrize(
    "text",
    [
        "It cost Â£5 at the cafÃ© on the quay.",  # fits Latin-1, and its bytes would be UTF-8
        "  A line,\n and another  line.  ",
        "<p onclick='x()' style='a'>A <script>1</script><a href='b.html'>page</a>, an <img src='c.png'>.</p>",
        "AT&T &amp; Kaye &lt;Sons&gt; &copy; &unknown; & more",
        "\u201cQuoted\u201d \u2014 \u00a0 \u2028 \U0001f6a2 \ue000",
    ],
)
def test_what_a_feed_says_is_kept_as_it_is(tmp_path: Path, text: str) -> None:
    feed = f"<rss><channel><item><description><![CDATA[{text}]]></description></item></channel></rss>"
    sources, problems = read(given(tmp_path, feed))
    assert not problems
    found = row(sources[0])
    assert (found.html or found.text) == text


def test_the_same_entry_gives_the_same_bytes_wherever_it_stands(tmp_path: Path) -> None:
    first = [s.data for s in read(given(tmp_path, RSS))[0]]
    entries = RSS.split("<item>")
    turned = "<item>".join((entries[0], entries[2].split("</channel>")[0], entries[1])) + "</channel></rss>"
    assert sorted(s.data for s in read(given(tmp_path, turned))[0]) == sorted(first)
    data = RSS.encode()
    assert [s.data for s in read_again("https://herald.example/feed?x=1.html", data, Settings())] == first


# ------------------------------------------------------------------ broken
LATIN = RSS.replace('encoding="utf-8"', 'encoding="iso-8859-1"')


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (LATIN.replace("“", "\xe9").replace("”", "").encode("latin-1"), "éThe chain broke,"),
        (RSS.encode("utf-16"), "“The chain broke,”"),
        (b"\xef\xbb\xbf" + RSS.encode(), "“The chain broke,”"),
        (b"\n\n  " + RSS.encode(), "“The chain broke,”"),
        (RSS.replace("“", "\x93").replace("”", "\x94").encode("latin-1"), "“The chain broke,”"),
    ],
    ids=["latin-1", "utf-16", "a mark", "blank lines", "windows-1252"],
)  # fmt: skip
def test_encodings(tmp_path: Path, data: bytes, text: str) -> None:
    sources, problems = read(given(tmp_path, data))
    assert not problems
    assert text in article(sources[1]).text


@pytest.mark.parametrize(
    "text",
    [
        RSS.replace("</guid>", "", 1),
        RSS.replace("die</title>", "die", 1),
        RSS.replace("<channel>", "<channel><dc:1/><:/><a:b:c/>").replace("<p>", "<p:1>", 1),
        RSS[: RSS.index("</content:encoded>")],
        RSS.replace("<title>Captain", "<title>\x0bCaptain\ufffe"),
        RSS.replace("Three people", "Three <b>people"),
    ],
    ids=["unclosed", "unclosed title", "names", "truncated", "controls", "loose markup"],
)
def test_a_broken_feed_is_read_as_far_as_it_goes(tmp_path: Path, text: str) -> None:
    sources, problems = read(given(tmp_path, text))
    assert [p.what for p in problems] in ([], ["feed"])
    assert "sank" in article(sources[0]).text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<rss", "unknown format"),
        ("<rss/>", "without entries"),
        ("<rss><channel></channel></rss>", "without entries"),
        ("<feed>", "without entries"),
        ('{"version": "https://jsonfeed.org/version/1", "items": []}', "without entries"),
        ('{"version": "https://jsonfeed.org/version/1", "items": [1, "x", null]}', "without entries"),
    ],
)
def test_a_feed_of_nothing_is_a_problem(tmp_path: Path, text: str, why: str) -> None:
    sources, problems = read(given(tmp_path, text, "feed"))
    assert not sources
    assert len([p for p in problems if p.what == "file"]) == 1 and why in problems[-1].why, problems


def test_a_feed_that_is_too_long_is_read_to_the_bound(tmp_path: Path) -> None:
    item = "<item><guid>{0}</guid><description>The ferry {0} sank.</description></item>"
    feed = "<rss><channel>" + "".join(item.format(n) for n in range(30)) + "</channel></rss>"
    sources, problems = read(given(tmp_path, feed), replace(Settings(), max_feed_entries=10))
    assert [s.key for s in sources] == [str(n) for n in range(10)]
    assert [p.why for p in problems] == ["holds more than 10 entries; the rest is not read"]
    sources, problems = read(given(tmp_path, feed), replace(Settings(), max_feed_bytes=1000))
    assert not sources and "larger than" in problems[0].why


HOSTILE = {
    "entities": '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 50 + '"><!ENTITY c "' + "&b;" * 50 + '">'
    '<!ENTITY d "' + "&c;" * 50 + '">]><rss><channel><item><description>&d;&d;</description></item></channel></rss>',
    "outside": '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><description>&a;</description>'
    "</item></channel></rss>",
    "deep": "<rss>" + "<channel>" * 100_000,
    "wide": "<rss><channel>" + "<item>" * 100_000,
    "brackets": "<rss>" + "<" * 300_000,
    "sections": "<rss><channel><item><description>" + "<![CDATA[" * 100_000,
    "ampersands": "<rss><channel><item><description>" + "&" * 500_000,
    "attributes": "<rss " + "".join(f'a{n}="1" ' for n in range(50_000)) + ">",
    "one attribute": '<rss a="' + "x" * 1_000_000,
    "lines": "<rss>" + "\n" * 500_000 + "<!DOCTYPE",
    "declarations": "<?xml" + "<?xml" * 100_000 + "><rss>",
    "comments": "<rss>" + "<!--" * 100_000,
    "dates": "<rss><channel><item><pubDate>" + "9" * 300_000 + "</pubDate><description>x</description></item>",
    "brackets in text": "<rss><channel><item><description><![CDATA[" + "<" * 300_000 + "]]></description></item>",
    "references in text": "<rss><channel><item><title>" + "&lt;b&amp;amp" * 30_000 + "</title></item></channel></rss>",
    "blank lines": "<rss>" + "\n" * 500_000 + "<?xml",
    "categories": "<rss><channel><item>" + "".join(f"<category>{n}</category>" for n in range(20_000)),
    "foreign": "<rss><channel>" + "".join(f'<n{n}:a xmlns:n{n}="u{n}"/>' for n in range(20_000)),
    "namespaces": "<rss " + "".join(f'xmlns:n{n}="u{n}" ' for n in range(20_000)) + "><channel><item/></channel></rss>",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_feed_takes_no_time_and_gives_nothing_away(tmp_path: Path, name: str) -> None:
    began = time.monotonic()
    sources, problems = read(given(tmp_path, HOSTILE[name]))
    assert time.monotonic() - began < 8
    assert sources or problems
    assert all(len(s.data) < 2_000_000 and b"root:" not in s.data for s in sources)


@pytest.mark.parametrize("feed", [RSS, RDF, ATOM, JSON], ids=["rss", "rdf", "atom", "json"])
def test_mutants(tmp_path: Path, feed: str) -> None:
    """Cut off and with bytes changed: never an error, and what `check` reads again is the same."""
    chance = random.Random(7)
    data = feed.encode()
    for _ in range(40):
        broken = bytearray(data[: chance.randrange(len(data))] if chance.random() < 0.3 else data)
        for _ in range(chance.randrange(1, 12)):
            if broken:
                broken[chance.randrange(len(broken))] = chance.randrange(256)
        sources, _ = read(given(tmp_path, bytes(broken)))
        again = list(read_again("feed.xml", bytes(broken), Settings()))
        assert [s.data for s in again] == [s.data for s in sources]
        for source in sources:
            clean(source, Settings())


# ------------------------------------------------------------------ on record
@pytest.mark.parametrize("feed", [RSS, ATOM, JSON], ids=["rss", "atom", "json"])
def test_a_record_of_a_feed_proves_itself(tmp_path: Path, feed: str) -> None:
    path = given(tmp_path, feed, "feed.json" if feed is JSON else "feed.xml")
    onrecord.build([path], tmp_path / "s.record")
    checked = onrecord.check(tmp_path / "s.record")
    assert checked.articles >= 2 and not checked.failures
