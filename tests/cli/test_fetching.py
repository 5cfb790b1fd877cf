"""`onrecord build --fetch` against a server of this computer: what is on record stays, what changed is a version."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import onrecord
from onrecord.cli import cli
from onrecord.read.fetch import Clock, Web
from onrecord.settings import WebSettings

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Ferry sinks off Port Anselm</title>
<meta property="og:site_name" content="The Anselm Herald">
<meta property="article:published_time" content="2031-03-02"></head><body><article>
<h1>Ferry sinks off Port Anselm</h1>
<p>The ferry Marigold sank off Port Anselm on Saturday, killing three people, the harbour master said.</p>
<p>“The chain broke,” said Captain Ann Roe, who was on the bridge when it happened that afternoon.</p>
<p>The harbour master, Tom Ash, said the chain had been inspected in January and found to be sound.</p>
</article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Anselm Herald</title>
<item><title>Ferry sinks off Port Anselm</title><link>{site}/story</link><guid isPermaLink="false">herald-1</guid>
<pubDate>Sun, 02 Mar 2031 08:00:00 GMT</pubDate>
<description>The ferry Marigold sank off Port Anselm on Saturday.</description></item>
<item><title>Inquiry opens</title><link>{site}/gone</link><guid isPermaLink="false">herald-2</guid>
<description>An inquiry into the loss of the Marigold has opened in Port Anselm.</description></item>
</channel></rss>"""


@dataclass
class Site:
    port: int = 0
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            body = made.pages.get(self.path)
            self.send_response_only(404 if body is None else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_port
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.01))
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


def build(*inputs: object, to: Path, fetch: bool = True) -> Result:
    options = ("--fetch", "--allow-private", "127.0.0.1", "--wait", "0") if fetch else ()
    return CliRunner().invoke(cli, ["build", *map(str, inputs), "-o", str(to), *options])


def exported(record: Path) -> bytes:
    return CliRunner().invoke(cli, ["export", str(record), "--format", "json"]).stdout_bytes


def proved(record: Path) -> bool:
    return not onrecord.check(record).failures


class Day(Clock):
    """A clock that stands on one day."""

    def __init__(self, day: int) -> None:
        self.day = day

    def now(self) -> datetime:
        return datetime(2031, 3, self.day, tzinfo=UTC)


def test_a_page_fetched_twice_is_one_article(site: Site, tmp_path: Path) -> None:
    site.pages["/story"] = PAGE
    record = tmp_path / "s.record"
    for day in (5, 9):
        web = Web(WebSettings(gap_seconds=0), frozenset({"127.0.0.1"}), clock=Day(day))
        assert onrecord.build([site.url("/story")], record, fetch=web).read == (day == 5)
        (article,) = onrecord.open_record(record).articles
        assert (article.key, article.outlet, article.published) == (
            site.url("/story"),
            "The Anselm Herald",
            "2031-03-02",
        )
        assert article.captured == "2031-03-05"
    assert proved(record)


def test_a_page_that_changed_is_a_version(site: Site, tmp_path: Path) -> None:
    record = tmp_path / "s.record"
    site.pages["/story"] = PAGE
    build(site.url("/story"), to=record)
    site.pages["/story"] = PAGE.replace("three people", "four people")
    build(site.url("/story"), to=record)
    articles = onrecord.open_record(record).articles
    old = next(a for a in articles if "three people" in a.text)
    new = next(a for a in articles if "four people" in a.text)
    assert (old.version_of, new.version_of) == (None, old.id)
    assert {a.key for a in articles} == {site.url("/story")}
    assert proved(record)


def test_a_feed_gives_the_pages_it_links_to_and_else_its_summaries(site: Site, tmp_path: Path) -> None:
    site.pages |= {"/feed": FEED.format(site=site.url("")), "/story": PAGE}
    record = tmp_path / "s.record"
    done = build(site.url("/feed"), to=record)
    assert done.exit_code == 0
    assert done.stderr.splitlines() == [f"onrecord: {site.url('/gone')}: answered 404 Not Found"]
    articles = {a.key: a for a in onrecord.open_record(record).articles}
    assert set(articles) == {site.url("/story"), "herald-2"}
    assert articles[site.url("/story")].read == "full" and articles["herald-2"].read == "excerpt"
    assert articles["herald-2"].source.part == 2 and articles["herald-2"].path == site.url("/feed")
    assert proved(record)


def test_an_entry_that_moved_down_its_feed_is_nothing_new(site: Site, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    record = tmp_path / "s.record"
    feed.write_text(FEED.format(site="https://herald.example"))
    build(feed, to=record, fetch=False)
    first = onrecord.open_record(record)
    new = "<item><title>New</title><guid>herald-3</guid><description>Divers found it.</description></item>"
    feed.write_text(FEED.format(site="https://herald.example").replace("<item>", new + "<item>", 1))
    done = build(feed, to=record, fetch=False)
    assert (done.exit_code, done.stderr) == (0, "")
    second = onrecord.open_record(record)
    assert [a for a in second.articles if a.key != "herald-3"] == list(first.articles)
    assert proved(record)


def test_what_could_not_be_fetched_is_forgotten_once_it_is(site: Site, tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text(f"{site.url('/story')}\n{site.url('/later')}\n")
    site.pages["/story"] = PAGE
    record = tmp_path / "s.record"
    build(listed, to=record)
    assert any(s.why == "answered 404 Not Found" for s in onrecord.open_record(record).set_aside)
    site.pages["/later"] = PAGE.replace("three people", "five people")
    assert build(listed, to=record).stderr == ""
    assert not any(s.what == "address" for s in onrecord.open_record(record).set_aside)


def test_nothing_is_fetched_unasked(site: Site, tmp_path: Path) -> None:
    site.pages["/story"] = PAGE
    done = build(site.url("/story"), to=tmp_path / "s.record", fetch=False)
    assert done.exit_code == 1 and "--fetch reads it" in str(done.exception)
    done = CliRunner().invoke(cli, ["build", site.url("/story"), "-o", str(tmp_path / "s.record"), "--fetch"])
    assert done.exit_code == 1 and "--allow-private names its host" in str(done.exception)
    assert site.asked == [] and not (tmp_path / "s.record").exists()


def test_by_hand_and_by_library_give_the_same_record(site: Site, tmp_path: Path) -> None:
    site.pages["/story"] = PAGE
    build(site.url("/story"), to=tmp_path / "a.record")
    quick = WebSettings(gap_seconds=0)
    web = onrecord.Web(quick, frozenset({"127.0.0.1"}))
    assert isinstance(web, Web) and isinstance(web.clock, Clock)
    built = onrecord.build([site.url("/story")], tmp_path / "b.record", fetch=web)
    assert (built.articles, built.problems) == (1, ())
    assert exported(tmp_path / "a.record") == exported(tmp_path / "b.record")
