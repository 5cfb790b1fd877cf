"""Fetching from a server of this computer: what is asked, what is refused, and how the other side cannot harm us."""

from __future__ import annotations

import gzip
import json
import socket
import ssl
import threading
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import NoReturn

import httpcore
import pytest

from onrecord.clean import clean
from onrecord.errors import Problem
from onrecord.model import Cleaned, Source
from onrecord.read import read_inputs
from onrecord.read.fetch import Clock, Web, guard
from onrecord.read.fetch.guard import Unanswered, checked_url, is_public
from onrecord.read.fetch.robots import parse
from onrecord.read.found import Address, Found
from onrecord.settings import Settings, WebSettings
from onrecord.version import __version__

NOON = datetime(2031, 3, 5, 12, tzinfo=UTC)
LOCAL = "127.0.0.1"
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Ferry sinks off Port Anselm</title></head><body><article>
<h1>Ferry sinks off Port Anselm</h1>
<p>The ferry Marigold sank off Port Anselm on Saturday, killing three people, the harbour master said.</p>
<p>“The chain broke,” said Captain Ann Roe, who was on the bridge when it happened that afternoon.</p>
<p>The harbour master, Tom Ash, said the chain had been inspected in January and found to be sound.</p>
</article></body></html>"""

Answer = Callable[[BaseHTTPRequestHandler], None]


def page(body: str | bytes = PAGE, status: int = 200, **headers: str) -> Answer:
    """An answer with this body; header names are written with underscores."""
    data = body.encode() if isinstance(body, str) else body

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(status)
        given = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data))}
        for name, value in (given | {n.replace("_", "-"): v for n, v in headers.items()}).items():
            if value:
                handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)

    return send


def redirect(to: str, status: int = 302) -> Answer:
    return page("", status, Location=to)


@dataclass
class Site:
    """A server on this computer, its pages by path, and what it was asked."""

    port: int = 0
    pages: dict[str, Answer | list[Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def url(self, path: str, host: str = LOCAL) -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def asked_pages(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            made.headers.append(dict(self.headers))
            answer = made.pages.get(self.path, page("none", 404))
            if isinstance(answer, list):
                answer = answer.pop(0) if len(answer) > 1 else answer[0]
            with suppress(OSError):  # the other side hangs up, which is what some of the tests are about
                answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer((LOCAL, 0), Handler)
    server.daemon_threads = True
    made.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


class Stopped(Clock):
    """A clock that goes on only when it is slept by; it remembers by how much."""

    def __init__(self) -> None:
        self.at, self.slept = 0.0, []

    def seconds(self) -> float:
        return self.at

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.at)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


FAST = WebSettings(gap_seconds=0, connect_seconds=2, read_seconds=1, total_seconds=2, retry_seconds=0.01)


def web(site: Site | None = None, **given: object) -> Web:
    return Web(**{"settings": FAST, "allow_private": frozenset({LOCAL}), **given})  # type: ignore[arg-type]


def fetched(url: str, by: Web, settings: Settings | None = None) -> list[Found | Problem]:
    return list(by(Address(url, url), settings or Settings()))


def one(url: str, by: Web, settings: Settings | None = None) -> Found:
    found = fetched(url, by, settings)
    assert len(found) == 1 and isinstance(found[0], Found), found
    return found[0]


def refused(url: str, by: Web, settings: Settings | None = None) -> str:
    found = fetched(url, by, settings)
    assert len(found) == 1 and isinstance(found[0], Problem), found
    assert (found[0].what, found[0].path) == ("address", url)
    return found[0].why


def body(found: Found) -> bytes:
    with found.open() as stream:
        return stream.read()


# ------------------------------------------------------------------ what is kept
def test_a_page_is_kept_byte_for_byte_with_where_and_when_it_was_sent(site: Site) -> None:
    site.pages["/a?b=1"] = page(PAGE, Date="Tue, 04 Mar 2031 23:59:59 GMT")
    url = site.url("/a?b=1")
    found = one(url + "#chain", web(clock=Stopped()))
    assert body(found) == PAGE.encode() and found.size == len(PAGE.encode())
    assert (found.name, found.path, found.url) == (url, url, url)
    assert (found.captured, found.charset, found.media) == ("2031-03-04", "utf-8", "text/html")
    assert site.asked == ["/robots.txt", "/a?b=1"]


def test_the_program_names_itself_and_sends_nothing_else_about_the_user(site: Site, monkeypatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    site.pages["/a"] = page(PAGE, Set_Cookie="seen=1; Path=/")
    site.pages["/b"] = page(PAGE)
    by = web()
    one(site.url("/a"), by)
    one(site.url("/b"), by)
    for sent in site.headers:
        assert sent["User-Agent"] == f"onrecord/{__version__}"
        assert sent["Host"] == f"{LOCAL}:{site.port}"
        assert set(sent) == {"User-Agent", "Host", "Accept", "Accept-Encoding", "Connection"}


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("Tue, 04 Mar 2031 23:59:59 GMT", "2031-03-04"),
        ("Sun, 03 Mar 2030 10:00:00 GMT", "2031-03-05"),
        ("Sat, 01 Mar 2036 10:00:00 GMT", "2031-03-05"),
        ("yesterday", "2031-03-05"),
        ("", "2031-03-05"),
        ("Tue, 99 Mar 2031 23:59:59 GMT", "2031-03-05"),
        ("Tue, 04 Mar 99999 23:59:59 GMT", "2031-03-05"),
    ],
)
def test_a_date_that_cannot_be_right_is_not_taken(site: Site, date: str, day: str) -> None:
    site.pages["/a"] = page(PAGE, Date=date)
    assert one(site.url("/a"), web(clock=Stopped())).captured == day


def test_an_address_is_asked_once(site: Site) -> None:
    site.pages["/a"] = page(PAGE)
    by = web()
    one(site.url("/a"), by)
    assert fetched(site.url("/a#part"), by) == []
    refused(site.url("/none"), by)
    assert "404" in refused(site.url("/none"), by)
    assert site.asked_pages == ["/a", "/none"]


def test_a_build_asks_for_so_many_addresses_and_no_more(site: Site) -> None:
    site.pages["/a"] = page(PAGE)
    by = web(settings=replace(FAST, max_addresses=1))
    one(site.url("/a"), by)
    assert "at most" in refused(site.url("/b"), by)


def test_a_connection_to_each_host_is_spaced(site: Site) -> None:
    site.pages |= {"/a": page(PAGE), "/b": page(PAGE)}
    clock = Stopped()
    by = web(settings=replace(FAST, gap_seconds=1.5), clock=clock)
    one(site.url("/a"), by)
    one(site.url("/b"), by)
    assert clock.slept == [1.5, 1.5]  # robots.txt is the first request


# ------------------------------------------------------------------ answers that are none
@pytest.mark.parametrize(
    ("status", "why"),
    [(404, "404 Not Found"), (500, "500 Internal Server Error"), (204, "204 No Content"), (799, "799")],
)
def test_another_status_is_said(site: Site, status: int, why: str) -> None:
    site.pages["/a"] = page("", status)
    assert refused(site.url("/a"), web()) == f"answered {why}"


@pytest.mark.parametrize("media", ["image/png", "video/mp4", "text/css", "application/javascript"])
def test_what_cannot_hold_an_article_is_not_loaded(site: Site, media: str) -> None:
    site.pages["/a"] = page(PAGE, Content_Type=media)
    assert "a format that is not read" in refused(site.url("/a"), web())


def test_a_server_that_is_not_there_is_said_and_then_left_alone() -> None:
    with socket.socket() as unused:
        unused.bind((LOCAL, 0))
        port = unused.getsockname()[1]
        by = web()
        for number in range(5):
            assert "could not be reached" in refused(f"http://{LOCAL}:{port}/{number}", by)


def test_a_host_that_keeps_failing_is_asked_no_more(site: Site) -> None:
    by = web()
    for number in range(6):
        site.pages[f"/{number}"] = page("", 500)
    said = [refused(site.url(f"/{number}"), by) for number in range(6)]
    assert said[2] == "answered 500 Internal Server Error"
    assert said[3] == "was not asked: its host had failed 3 times in a row"
    assert site.asked_pages == ["/0", "/1", "/2"]


def test_a_host_that_fails_now_and_then_is_asked_on(site: Site) -> None:
    by = web()
    for number in range(8):
        site.pages[f"/{number}"] = page("", 500) if number % 2 else page(PAGE)
        fetched(site.url(f"/{number}"), by)
    assert len(site.asked_pages) == 8


# ------------------------------------------------------------------ patience
def test_a_site_that_asks_for_patience_gets_it_once(site: Site) -> None:
    site.pages["/a"] = [page("", 429, Retry_After="7"), page(PAGE)]
    clock = Stopped()
    assert body(one(site.url("/a"), web(clock=clock))) == PAGE.encode()
    assert clock.slept == [7.0]


def test_retry_after_may_be_a_date(site: Site) -> None:
    date = format_datetime(NOON + timedelta(seconds=20), usegmt=True)
    site.pages["/a"] = [page("", 503, Retry_After=date), page(PAGE)]
    clock = Stopped()
    one(site.url("/a"), web(clock=clock))
    assert clock.slept == [20.0]


def test_a_wait_beyond_the_bound_is_not_waited(site: Site) -> None:
    site.pages["/a"] = page("", 429, Retry_After="3600")
    clock, by = Stopped(), web()
    by = web(clock=clock)
    assert refused(site.url("/a"), by) == "answered 429 Too Many Requests and asks to wait 3,600 seconds"
    assert refused(site.url("/b"), by) == "was not asked: its host had answered 429 Too Many Requests"
    assert clock.slept == [] and site.asked_pages == ["/a"]


def test_after_a_second_429_a_host_is_left_alone(site: Site) -> None:
    site.pages |= {"/a": page("", 429), "/b": page(PAGE)}
    by = web()
    assert refused(site.url("/a"), by) == "answered 429 Too Many Requests twice"
    assert "was not asked" in refused(site.url("/b"), by)
    assert site.asked_pages == ["/a", "/a"]


def test_a_page_that_is_unavailable_twice_is_set_aside_alone(site: Site) -> None:
    site.pages |= {"/a": page("", 503), "/b": page(PAGE)}
    by = web()
    assert refused(site.url("/a"), by) == "answered 503 Service Unavailable twice"
    one(site.url("/b"), by)


# ------------------------------------------------------------------ redirections
def test_redirections_are_followed_and_the_last_address_is_kept(site: Site) -> None:
    site.pages |= {"/a": redirect("/b?c=1", 301), "/b?c=1": redirect(site.url("/d"), 308), "/d": page(PAGE)}
    found = one(site.url("/a"), web())
    assert (found.name, found.url) == (site.url("/a"), site.url("/d"))


def test_a_circle_of_redirections_ends(site: Site) -> None:
    site.pages |= {"/a": redirect("/b"), "/b": redirect("/a")}
    assert refused(site.url("/a"), web()) == "is redirected more than 5 times"
    assert len(site.asked_pages) == 6


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("http://10.0.0.1/", "leads to a private or local network (10.0.0.1)"),
        ("http://[::1]/", "leads to a private or local network (::1)"),
        ("http://169.254.169.254/latest/meta-data/", "leads to a private or local network"),
        ("http://localhost/", "leads to a private or local network"),
        ("http://2130706433/", "leads to a private or local network (127.0.0.1)"),
        ("http://0x7f.1/", "leads to a private or local network (127.0.0.1)"),
        ("ftp://example.org/", "is no address of the web"),
        ("file:///etc/passwd", "is no address of the web"),
        ("http://user:secret@example.org/", "holds a user's name or password"),
        ("http://example.org:22/", "is at port 22"),
        ("http://[::1", "no valid address"),
    ],
)
def test_a_redirection_is_checked_like_an_address(site: Site, to: str, why: str) -> None:
    site.pages["/a"] = redirect(to)
    said = refused(site.url("/a"), web())
    assert said.startswith("is redirected to ") and why in said


def test_a_redirection_without_a_target_is_an_answer_like_others(site: Site) -> None:
    site.pages["/a"] = page("", 302)
    assert refused(site.url("/a"), web()) == "answered 302 Found"


# ------------------------------------------------------------------ networks
PUBLIC = ("93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1")
NOT_PUBLIC = (
    "127.0.0.1", "127.1.2.3", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.0.192", "198.18.0.1", "192.0.2.1", "203.0.113.5", "192.88.99.1",
    "168.63.129.16", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fe80::1", "fe80::1%eth0",
    "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "2001::1", "64:ff9b::7f00:1", "64:ff9b:1::1",
    "2002:7f00:1::1", "2002:a00:1::", "not an address", "",
)  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_addresses_of_private_networks(address: str) -> None:
    assert not is_public(address)


def test_a_private_host_is_asked_only_if_it_is_named(site: Site) -> None:
    site.pages["/a"] = page(PAGE)
    url = site.url("/a")
    assert "is at port" in refused(url, web(allow_private=frozenset()))
    assert "--allow-private 127.0.0.1" in refused(f"http://{LOCAL}/", web(allow_private=frozenset({"localhost"})))
    assert site.asked == []
    assert one(url, web(allow_private=frozenset({LOCAL})))


def test_a_name_with_one_private_address_is_refused(site: Site) -> None:
    by = web(resolve=lambda host, port: ["8.8.8.8", "10.0.0.8"])
    assert "(10.0.0.8)" in refused("http://news.example/", by)


def test_an_unknown_name_is_said() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror("no such host")

    assert refused("http://news.example/", web(resolve=unknown)) == "names a host that is not known (news.example)"
    assert "not known" in refused("http://news.example/", web(resolve=lambda host, port: []))


def test_the_connection_goes_to_the_address_that_was_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that resolves to a public address when it is checked, and to this computer a moment later."""
    asked: list[str] = []
    connected: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["8.8.8.8"] if len(asked) == 1 else [LOCAL]

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        connected.append(address[0])
        raise OSError("unreachable")

    monkeypatch.setattr(socket, "create_connection", connect)
    assert "could not be reached" in refused("http://news.example/", web(resolve=rebinding))
    assert (asked, connected) == (["news.example"], ["8.8.8.8"])


def test_every_connection_is_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same between two requests: robots.txt comes from one address, and then the name means another one."""
    site.pages["/a"] = page(PAGE)
    answers = iter([[LOCAL], ["10.0.0.1"]])
    monkeypatch.setattr(guard, "PORTS", frozenset({site.port}))
    monkeypatch.setattr(guard, "is_public", lambda address: address == LOCAL)
    by = web(resolve=lambda host, port: next(answers), allow_private=frozenset())
    assert "(10.0.0.1)" in refused(f"http://news.example:{site.port}/a", by)
    assert site.asked == ["/robots.txt"]


def test_the_certificate_is_that_of_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str | None] = []

    class Line(httpcore.NetworkStream):
        def start_tls(self, context: object, server_hostname: str | None = None, timeout: object = None) -> NoReturn:
            names.append(server_hostname)
            try:
                raise ssl.SSLCertVerificationError(1, "no")
            except OSError as error:
                raise httpcore.ConnectError from error

        def close(self) -> None:
            pass

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", lambda self, *_, **__: Line())
    why = refused("https://news.example/", web(resolve=lambda host, port: ["8.8.8.8"]))
    assert names == ["news.example"] and why.startswith("has a certificate that cannot be trusted")


def test_the_host_keeps_its_name_when_the_connection_goes_to_a_number(site: Site) -> None:
    site.pages["/a"] = page(PAGE)
    by = web(resolve=lambda host, port: [LOCAL], allow_private=frozenset({"News.Example"}))
    one(f"http://news.example:{site.port}/a", by)
    assert site.headers[-1]["Host"] == f"news.example:{site.port}"


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("https://example.org:25/", "port 25"),
        ("https://u@example.org/", "password"),
        ("https:///path", "no address of the web"),
        ("https://exa mple.org/", "valid"),
        ("https://example.org:99999/", "valid"),
        ("https://example.org:0/", "valid"),
        ("https://[fe80::1%25eth0]/", "valid"),
        ("https://" + "a" * 5000, "longer than"),
        ("https://xn--a\u2028.org/", "valid"),
        ("https://example.org/\x00", "valid"),
    ],
)
def test_addresses_that_are_none(address: str, why: str) -> None:
    with pytest.raises(Unanswered) as raised:
        checked_url(address, ())
    assert why in raised.value.why


# ------------------------------------------------------------------ bounds
def test_a_page_that_is_too_large_is_not_loaded(site: Site) -> None:
    small = replace(Settings(), max_page_bytes=2**20, max_file_bytes=2 * 2**20)
    site.pages["/stated"] = page(b"x" * (2**20 + 1))
    site.pages["/feed"] = page(b"x" * (2**20 + 1), Content_Type="application/rss+xml")

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            handler.wfile.write(b"x" * 65536)

    site.pages["/endless"] = endless
    by = web()
    assert refused(site.url("/stated"), by, small) == "is larger than 1 MB"
    assert refused(site.url("/endless"), by, small) == "is larger than 1 MB"
    assert one(site.url("/feed"), by, small).size == 2**20 + 1


@pytest.mark.parametrize("packing", ["gzip", "x-gzip", "deflate", "raw deflate", "two streams"])
def test_packed_answers_are_unpacked(site: Site, packing: str) -> None:
    data = PAGE.encode()
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(data, mtime=0), "x-gzip": gzip.compress(data, mtime=0), "deflate": zlib.compress(data),
        "raw deflate": raw.compress(data) + raw.flush(),
        "two streams": gzip.compress(data[:99], mtime=0) + gzip.compress(data[99:], mtime=0),
    }[packing]  # fmt: skip
    name = {"raw deflate": "deflate", "two streams": "gzip"}.get(packing, packing)
    site.pages["/a"] = page(packed, Content_Encoding=name)
    assert body(one(site.url("/a"), web())) == data


def test_a_bomb_is_unpacked_no_further_than_allowed(site: Site) -> None:
    site.pages["/bomb"] = page(gzip.compress(b"\0" * (32 * 2**20), 9), Content_Encoding="gzip")
    by = web()
    tracemalloc.start()
    try:
        assert refused(site.url("/bomb"), by, replace(Settings(), max_page_bytes=2**20)) == "is larger than 1 MB"
        assert tracemalloc.get_traced_memory()[1] < 8 * 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("encoding", "data", "why"),
    [
        ("gzip, gzip", gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), "was not asked for (gzip, gzip)"),
        ("br", b"x", "was not asked for (br)"),
        ("gzip", b"no gzip at all", "packed in a broken way"),
        ("gzip", gzip.compress(PAGE.encode(), mtime=0)[:-30], "broke off"),
        ("deflate", b"\xff\xff\xff\xff", "packed in a broken way"),
    ],
)
def test_answers_that_cannot_be_unpacked(site: Site, encoding: str, data: bytes, why: str) -> None:
    site.pages["/a"] = page(data, Content_Encoding=encoding)
    assert why in refused(site.url("/a"), web())


def drip(pieces: bytes, seconds: float) -> Answer:
    def send(handler: BaseHTTPRequestHandler) -> None:
        for byte in pieces:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(seconds)

    return send


@pytest.mark.parametrize("head", [b"", b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n"], ids=["head", "body"])
def test_a_server_that_drips_is_cut_off(site: Site, head: bytes) -> None:
    site.pages["/drip"] = drip(head + (b"HTTP/1.0 200 OK\r\nX: " if not head else b"") + b"x" * 1000, 0.02)
    began = time.monotonic()
    by = web(settings=replace(FAST, total_seconds=0.6))
    assert refused(site.url("/drip"), by) == "did not answer in time"
    assert time.monotonic() - began < 2


def test_a_server_that_says_nothing_is_not_waited_for(site: Site) -> None:
    site.pages["/silent"] = lambda handler: time.sleep(1)
    assert refused(site.url("/silent"), web(settings=replace(FAST, read_seconds=0.2))) == "did not answer in time"


@pytest.mark.parametrize(
    "data", [b"", b"nothing like HTTP\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort"]
)
def test_an_answer_that_breaks_off_is_no_answer(site: Site, data: bytes) -> None:
    site.pages["/a"] = lambda handler: handler.wfile.write(data)
    assert refused(site.url("/a"), web()) == "broke off within its answer"


def test_a_head_without_end_is_no_answer(site: Site) -> None:
    site.pages["/a"] = lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"x" * 10_000_000)
    assert refused(site.url("/a"), web()) == "broke off within its answer"


# ------------------------------------------------------------------ robots.txt
def test_what_robots_txt_forbids_is_not_asked(site: Site) -> None:
    site.pages |= {
        "/robots.txt": page("User-agent: *\nDisallow: /private\n"),
        "/a": page(PAGE),
        "/private/a": page(PAGE),
    }
    by = web()
    one(site.url("/a"), by)
    assert refused(site.url("/private/a"), by) == "may not be fetched: the site's robots.txt says so"
    assert site.asked == ["/robots.txt", "/a"]


def test_a_redirection_is_no_way_around_robots_txt(site: Site) -> None:
    site.pages |= {"/robots.txt": page("User-agent: onrecord\nDisallow: /b"), "/a": redirect("/b"), "/b": page(PAGE)}
    assert "robots.txt says so" in refused(site.url("/a"), web())
    assert "/b" not in site.asked


def test_a_site_in_trouble_is_not_asked(site: Site) -> None:
    site.pages |= {"/robots.txt": page("", 503), "/a": page(PAGE)}
    assert "robots.txt answered 503 Service Unavailable" in refused(site.url("/a"), web())
    assert site.asked == ["/robots.txt"]


@pytest.mark.parametrize("answer", [page("", 404), page("", 403), redirect("/robots.txt"), page(b"\xff\xfe\0\0" * 99)])
def test_a_site_without_rules_allows_everything(site: Site, answer: Answer) -> None:
    site.pages |= {"/robots.txt": answer, "/a": page(PAGE)}
    one(site.url("/a"), web())


def test_rules_are_read_to_a_bound_and_followed_when_they_move(site: Site) -> None:
    rules = "User-agent: *\nDisallow: /a\n" + "# a long comment\n" * 100_000
    site.pages |= {
        "/robots.txt": redirect("/rules"),
        "/rules": page(rules, Content_Type="text/plain"),
        "/a": page(PAGE),
    }
    assert "robots.txt says so" in refused(site.url("/a"), web())


def test_a_site_that_asks_for_time_gets_it_within_a_bound(site: Site) -> None:
    site.pages |= {"/robots.txt": page("User-agent: *\nCrawl-delay: 9"), "/a": page(PAGE), "/b": page(PAGE)}
    clock = Stopped()
    by = web(clock=clock)
    one(site.url("/a"), by)
    one(site.url("/b"), by)
    assert clock.slept == [9.0]
    clock = Stopped()
    by = web(clock=clock, settings=replace(FAST, longest_gap_seconds=4))
    one(site.url("/a"), by)
    one(site.url("/b"), by)
    assert clock.slept == [4.0]


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\nAllow: /news", "/news/a", True),
        ("User-agent: *\nAllow: /\nDisallow: /private", "/private/a", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: OnRecord/2.0\nDisallow: /b", "/a", True),
        (
            "User-agent: onrecord\nDisallow: /a\nUser-agent: x\nDisallow: /c\nUser-agent: onrecord\nDisallow: /b",
            "/b",
            False,
        ),
        ("user-agent:*\ndisallow:/*?print=", "/a?print=1", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
        ("User-agent: *\nDisallow: /a$", "/a", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /a*b*c", "/axxbxxcxx", False),
        ("User-agent: *\nDisallow: /a*b*c", "/acb", True),
        ("User-agent: *\nDisallow: /a*a$", "/a", True),
        ("User-agent: *\nDisallow: /caf\u00e9", "/caf%c3%a9", False),
        ("User-agent: *\nDisallow: /%7ejo", "/~jo", False),
        ("User-agent: *\nDisallow: / # all", "/a", False),
        ("\ufeffUser-agent: *\r\nSitemap: x\r\nDisallow: /a\r\n", "/a", False),
        ("Disallow: /\nnonsense\n: :\n", "/a", True),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
    ],
)
def test_the_rules_of_robots_txt(rules: str, path: str, allowed: bool) -> None:
    assert parse(rules.encode(), "onrecord").allow(path) is allowed


def test_a_hostile_robots_txt_takes_no_time() -> None:
    rules = b"User-agent: *\n" + b"Disallow: /" + b"*a" * 100_000 + b"\n" + b"Disallow: /*a*a*b$\n" * 10_000
    began = time.monotonic()
    assert parse(rules, "onrecord").allow("/" + "a" * 4000)
    assert time.monotonic() - began < 2


# ------------------------------------------------------------------ through the dispatch
def read(*inputs: str, by: Web | None) -> tuple[list[Source], list[Problem]]:
    items = list(read_inputs(inputs, Settings(), by))
    return [i for i in items if isinstance(i, Source)], [i for i in items if isinstance(i, Problem)]


def test_a_page_becomes_an_article(site: Site) -> None:
    site.pages["/story?id=5"] = page(PAGE, Date=format_datetime(NOON, usegmt=True))
    sources, problems = read(site.url("/story?id=5"), by=web(clock=Stopped()))
    assert not problems
    cleaned = clean(sources[0], Settings())
    assert isinstance(cleaned, Cleaned)
    assert (cleaned.article.key, cleaned.article.captured) == (site.url("/story?id=5"), "2031-03-05")
    assert cleaned.article.title == "Ferry sinks off Port Anselm" and "“The chain broke,”" in cleaned.article.text


def test_without_fetch_an_address_is_one_problem() -> None:
    sources, problems = read("https://example.org/a", by=None)
    assert not sources
    assert [str(p) for p in problems] == ["https://example.org/a: is an address of the web: --fetch reads it"]


def test_a_list_is_read_in_its_order_and_each_address_once(site: Site, tmp_path) -> None:
    site.pages |= {"/a": page(PAGE), "/b": page(PAGE.replace("Tom", "Tim"))}
    listed = tmp_path / "list.txt"
    listed.write_text(
        f"\ufeff# the ferry\n{site.url('/b')}\r\n\n  {site.url('/a')}  \n{site.url('/b')}\n{site.url('/c')}\n"
    )
    sources, problems = read(str(listed), by=web())
    assert [s.key for s in sources] == [site.url("/b"), site.url("/a")]
    assert [str(p) for p in problems] == [f"{site.url('/c')}: answered 404 Not Found"]
    sources, problems = read(str(listed), by=None)
    assert not sources and len({p.path for p in problems}) == 3


def test_a_text_that_begins_with_addresses_is_a_text(tmp_path) -> None:
    listed = tmp_path / "notes.txt"
    listed.write_text("https://example.org/a\n" * 5000 + "These are the pages about the ferry.\n")
    sources, problems = read(str(listed), by=None)
    assert [s.format for s in sources] == ["text"] and not problems


def test_lists_that_name_lists_end(site: Site) -> None:
    """A server that could go on for ever: each list names the next one."""
    for number in range(50):
        site.pages[f"/{number}"] = page(site.url(f"/{number + 1}"), Content_Type="text/plain")
    sources, problems = read(site.url("/0"), by=web())
    assert not sources and len(problems) == 1
    assert len(site.asked_pages) < 10


@pytest.mark.parametrize(
    ("name", "media", "data", "kind"),
    [
        ("/a", "application/json", b'{"text": "The ferry sank."}', "json"),
        ("/a", "text/plain", b'{"text": "The ferry sank."}', "json"),
        ("/a.html", "text/plain", b"<p>The ferry sank.", "html"),
        ("/a.php?x=1", "text/html", b"<p>The ferry sank.", "html"),
        ("/a.py", "text/html; charset=utf-8", b"<!-- page --><p>The ferry sank.", "html"),
        ("/a.com", "text/plain", b"The ferry sank.", "text"),
        ("/", "", b"The ferry sank.", "text"),
    ],
)
def test_an_answer_is_what_it_looks_like_then_what_it_is_said_to_be(
    site: Site, name: str, media: str, data: bytes, kind: str
) -> None:
    site.pages[name] = page(data, Content_Type=media)
    sources, problems = read(site.url(name), by=web())
    assert [s.format for s in sources] == [kind], problems


def test_the_address_of_a_file_is_that_of_none_of_its_articles(site: Site) -> None:
    rows = [{"id": f"row-{n}", "text": f"The ferry made {n} crossings that day."} for n in range(2)]
    feed = "".join(f"<item><description>{row['text']}</description></item>" for row in rows)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.html", PAGE)
        archive.writestr("b.html", PAGE.replace("three", "four"))
    site.pages |= {
        "/list.json": page(json.dumps(rows), Content_Type="application/json"),
        "/lines.jsonl": page("\n".join(map(json.dumps, rows)), Content_Type="application/octet-stream"),
        "/feed": page(f"<rss><channel>{feed}</channel></rss>", Content_Type="text/xml"),
        "/pages.zip": page(packed.getvalue(), Content_Type="application/zip"),
    }
    for path in site.pages:
        sources, problems = read(site.url(path), by=web())
        assert not problems
        assert [s.url for s in sources] == [None, None], path
        assert len({s.key for s in sources}) == 2 and sources[0].captured


def test_a_wrong_charset_does_no_harm(site: Site) -> None:
    site.pages["/a"] = page(PAGE, Content_Type="text/html; charset=utf-16")
    site.pages["/b"] = page(PAGE.replace("“", "").replace("”", "").encode(), Content_Type="text/html; charset=nonsense")
    site.pages["/c"] = page(
        PAGE.replace("“", "\xe9").replace("”", "").encode("iso-8859-2"), Content_Type="text/html; charset=iso-8859-2"
    )
    sources, problems = read(*(site.url(p) for p in ("/a", "/b", "/c")), by=web())
    assert not problems
    texts = [cleaned.article.text for s in sources if isinstance(cleaned := clean(s, Settings()), Cleaned)]
    assert "“The chain broke,”" in texts[0] and "The chain broke," in texts[1] and "éThe chain broke," in texts[2]


@pytest.mark.parametrize(
    ("data", "why"), [(b"", "empty"), (b"\0\1\2\3" * 99, "binary"), (b"\x89PNG\r\n\x1a\n", "image")]
)
def test_an_answer_of_an_unknown_kind_is_set_aside(site: Site, data: bytes, why: str) -> None:
    site.pages["/a"] = page(data, Content_Type="application/octet-stream")
    sources, problems = read(site.url("/a"), by=web())
    assert not sources
    assert problems[0].path == site.url("/a") and why in problems[0].why
