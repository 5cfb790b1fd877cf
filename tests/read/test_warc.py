"""Web archives: which records are pages, what is known of them, and what damage costs."""

from __future__ import annotations

import base64
import gzip
import io
import json
import sys
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha1, sha256
from itertools import islice
from pathlib import Path

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.clean import clean
from onrecord.edtf import bounds
from onrecord.errors import Problem
from onrecord.model import Article, Cleaned, Source
from onrecord.read import read_inputs
from onrecord.read.payload import answer_in, body_of
from onrecord.settings import Settings

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from warc import archive, pages_of

PARAGRAPHS = (
    "The ferry Alder Queen ran aground off Tarn Point on Sunday night with eighty-four people aboard, officers said.",
    "“The master told us to sit down and keep our shoes on,” said Wilhelmina Oduya, a teacher, one of the last off.",
    "The company, Northwater Lines, had put her back into service in April after a winter of repairs to her rudder.",
)  # fmt: skip
OK = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
URL = "https://beacon.example/news/alder-queen"


def page(*more: str, title: str = "Ferry aground off Tarn Point", published: str | None = "2031-05-12") -> bytes:
    """An article's page."""
    meta = f'<meta property="article:published_time" content="{published}">' if published else ""
    body = "".join(f"<p>{p}</p>" for p in (*PARAGRAPHS, *more))
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>{meta}</head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


PAGE = page()


def record(
    url: str = URL, body: bytes = PAGE, *, kind: str = "response", head: str = OK, date: str = "2031-05-14T06:00:00Z",
    more: str = "", length: int | None = None, media: str = "application/http; msgtype=response",
) -> bytes:  # fmt: skip
    """A record of a web archive; without an answer's header when `head` is empty."""
    block = head.encode() + b"\r\n" * bool(head) + body
    stated = len(block) if length is None else length
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n{more}"
        f"Content-Type: {media}\r\nContent-Length: {stated}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"  # fmt: skip


def packed(*records: bytes) -> bytes:
    """Records, each packed on its own, as archives are."""
    return b"".join(gzip.compress(r, mtime=0) for r in records)


def many(count: int) -> list[bytes]:
    """Records of pages that hardly pack."""
    return [record(f"{URL}/{n}", PAGE + base64.b64encode(sha256(b"%d" % n).digest() * 4)) for n in range(count)]


def read(
    folder: Path, data: bytes, name: str = "a.warc", given: Settings | None = None
) -> tuple[list[Source], list[str]]:
    path = folder / name
    path.write_bytes(data)
    items = list(read_inputs([path], given or Settings()))
    return [i for i in items if isinstance(i, Source)], [str(i) for i in items if isinstance(i, Problem)]


def numbers(sources: list[Source]) -> list[str]:
    """The last part of each page's address."""
    return [(s.url or "").rpartition("/")[2] for s in sources]


# ------------------------------------------------------------------ pages
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "whole.warc.gz"])
def test_a_page_and_what_its_record_says(tmp_path: Path, name: str) -> None:
    digest = "sha1:" + base64.b32encode(sha1(PAGE).digest()).decode()
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; Charset=ISO-8859-2\r\n"
    one = record(head=head, more=f"WARC-Payload-Digest: {digest}\r\n")
    data = {"a.warc": one, "a.warc.gz": packed(one), "whole.warc.gz": gzip.compress(one)}[name]
    sources, problems = read(tmp_path, data, name)
    assert sources == [
        Source(
            f"{name}#{URL}", name, "html", PAGE, sources[0].origin, member=URL, url=URL, captured="2031-05-14",
            charset="iso-8859-2", digest=digest,
        )
    ]  # fmt: skip
    assert not problems


def test_only_pages_that_were_answered_are_read(tmp_path: Path) -> None:
    html = "Content-Type: text/html\r\n"
    records = [
        record("urn:uuid:x", b"software: x\r\n", kind="warcinfo", head="", media="application/warc-fields"),
        record(kind="request", body=b"", head="GET / HTTP/1.1\r\nHost: beacon.example\r\n"),
        record(URL + "/1"),
        record(URL + "/moved", head=f"HTTP/1.1 301 Moved\r\n{html}"),
        record(URL + "/gone", head=f"HTTP/1.1 404 Not Found\r\n{html}"),
        record(URL + "/failed", head=f"HTTP/1.1 500 Oh\r\n{html}"),
        record(URL + "/again", b"", kind="revisit"),
        record(URL + "/about", b"a: b", kind="metadata", head="", media="application/warc-fields"),
        record(URL + "/a.jpg", b"\xff\xd8\xff", head="HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n"),
        record(URL + "/a.js", b"f()", head="HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\n"),
        record(
            "https://beacon.example/robots.txt",
            b"User-agent: *",
            head="HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n",
        ),
        record(URL + "/data", b' {"a": 1}'),
        record(URL + "/feed", b"<?xml version='1.0'?><rss><channel/></rss>"),
        record(URL + "/picture", b"\x89PNG\r\n\x1a\n"),
        record(URL + "/nothing", b""),
        record("dns:beacon.example", b"20310514 1.2.3.4", head="", media="text/dns"),
        record("metadata://log", PAGE, kind="resource", head="", media="text/html"),
        record("not an address", PAGE),
        record(URL + "/2", kind="resource", head="", media="text/html; charset=utf-8"),
        record(URL + "/3", head="HTTP/2 200\r\ncontent-type: application/xhtml+xml\r\n"),
    ]
    sources, problems = read(tmp_path, packed(*records), "a.warc.gz")
    assert numbers(sources) == ["1", "2", "3"]
    assert sources[1].charset == "utf-8"
    assert not problems


def test_a_pdf_goes_to_its_reader(tmp_path: Path) -> None:
    (source,), problems = read(
        tmp_path, record(URL + ".pdf", b"%PDF-1.4 ...", head="HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n")
    )
    assert (source.format, source.key, source.url) == ("pdf", f"a.warc#{URL}.pdf", URL + ".pdf")
    assert not problems


def test_an_archive_without_pages_says_so(tmp_path: Path) -> None:
    _, problems = read(tmp_path, packed(record(kind="request"), record(kind="revisit")), "a.warc.gz")
    assert problems == [
        "a.warc.gz: holds no pages: none of its 2 records is a page or PDF that was answered with 200"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2031-05-14T23:59:59Z", "2031-05-14"), ("2031-05-14T06:00:00.123456Z", "2031-05-14"), ("2031-05", "2031-05"),
        ("2031", "2031"), ("2031-02-30T00:00:00Z", None), ("yesterday", None), ("20310514060000", None),
    ],
)  # fmt: skip
def test_the_day_of_capture(tmp_path: Path, stamp: str, day: str | None) -> None:
    assert read(tmp_path, record(date=stamp))[0][0].captured == day


def test_lenient_headers(tmp_path: Path) -> None:
    """Old programs wrote addresses in angle brackets, bare line feeds, folded lines, and names in any case."""
    text = record(f"<{URL}>").replace(b"WARC-Type", b"warc-type", 1).replace(b"WARC-Date: ", b"WARC-Date:\r\n ", 1)
    assert [(s.url, s.captured) for s in read(tmp_path, text)[0]] == [(URL, "2031-05-14")]
    head, _, rest = record(head="").partition(b"\r\n\r\n")
    answer = b"HTTP/1.0 200 OK\nContent-Type: text/html\n\n"
    head = head.replace(b"Content-Length: %d" % len(PAGE), b"Content-Length: %d" % (len(PAGE) + len(answer)))
    text = head.replace(b"\r\n", b"\n") + b"\n\n" + answer + rest
    assert [s.data for s in read(tmp_path, text + b"\n" + record())[0]] == [PAGE, PAGE]


# ------------------------------------------------------------------ what a body is packed in
def chunked(data: bytes) -> bytes:
    pieces = (data[at : at + 300] for at in range(0, len(data), 300))
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


PACKINGS = {
    "gzip": (gzip.compress(PAGE), "Content-Encoding: gzip\r\n"),
    "x-gzip": (gzip.compress(PAGE[:99]) + gzip.compress(PAGE[99:]), "Content-Encoding: X-GZIP\r\n"),
    "deflate": (zlib.compress(PAGE), "Content-Encoding: deflate\r\n"),
    "bare deflate": (zlib.compress(PAGE)[2:-4], "Content-Encoding: deflate\r\n"),
    "br": (brotli.compress(PAGE), "Content-Encoding: br\r\n"),
    "zstd": (zstandard.compress(PAGE), "Content-Encoding: zstd\r\n"),
    "chunks": (chunked(PAGE), "Transfer-Encoding: chunked\r\n"),
    "chunks of gzip": (chunked(gzip.compress(PAGE)), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
    "gzip of gzip": (gzip.compress(gzip.compress(PAGE)), "Content-Encoding: gzip, gzip\r\n"),
    "identity": (PAGE, "Content-Encoding: identity\r\n"),
    "no gzip any more": (PAGE, "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
    "no br any more": (PAGE, "Content-Encoding: br\r\n"),
    "no such coding": (PAGE, "Content-Encoding: utf-8\r\n"),
}


@pytest.mark.parametrize("name", PACKINGS)
def test_bodies_are_unpacked(tmp_path: Path, name: str) -> None:
    body, head = PACKINGS[name]
    sources, problems = read(tmp_path, record(body=body, head=OK + head))
    assert [s.data for s in sources] == [PAGE]
    assert not problems


def test_chunks_that_break_off_are_read_as_far_as_they_go() -> None:
    answer = answer_in((OK + "Transfer-Encoding: chunked\r\n\r\n").encode())
    assert answer is not None
    for cut in (-1, -2, -5, -40, -400, 350):
        sent = chunked(PAGE)[:cut]
        data = body_of(bytes(answer.start) + sent, answer, 2**20).data
        assert PAGE.startswith(data)
        assert len(data) > len(sent) - 20 * (1 + len(sent) // 300)
    trailed = chunked(PAGE)[:-2] + b"Expires: 0\r\n\r\n"
    assert body_of(bytes(answer.start) + trailed, answer, 2**20).data == PAGE


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "sdch"])
def test_a_broken_packing_is_set_aside(tmp_path: Path, coding: str) -> None:
    body = bytearray(PACKINGS[coding][0] if coding in PACKINGS else zlib.compress(PAGE))
    body[20:60] = bytes(40)
    sources, problems = read(tmp_path, record(body=bytes(body), head=OK + f"Content-Encoding: {coding}\r\n") + record())
    assert len(sources) == 1
    assert problems == [f"a.warc#{URL}: is packed in a way that is not read or is broken ({coding})"]


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_body_that_unpacks_to_too_much(tmp_path: Path, coding: str) -> None:
    large = b"<html>" + bytes(20 * 2**20)
    makers = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstandard.compress}
    body = makers[coding](large)
    tracemalloc.start()
    sources, problems = read(tmp_path, record(body=body, head=OK + f"Content-Encoding: {coding}\r\n"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not sources
    assert problems == [f"a.warc#{URL}: is larger than 8 MB"]
    assert peak < 30 * 2**20


def test_a_page_that_is_too_large_is_never_held(tmp_path: Path) -> None:
    data = record(body=b"<html>" + bytes(30 * 2**20)) + record(URL + "/2")
    path = tmp_path / "a.warc"
    path.write_bytes(data)
    tracemalloc.start()
    items = list(read_inputs([path], Settings()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [str(i) for i in items if isinstance(i, Problem)] == [f"a.warc#{URL}: is larger than 8 MB"]
    assert len(items) == 2
    assert peak < 2 * 2**20


def test_too_many_codings() -> None:
    answer = answer_in((OK + "Content-Encoding: " + "gzip, " * 50 + "gzip\r\n\r\nx").encode())
    assert answer is not None
    assert body_of(b"x", replace(answer, start=0), 100).why == "is packed several times over"


# ------------------------------------------------------------------ digests
def test_digests_are_compared(tmp_path: Path) -> None:
    body, head = PACKINGS["chunks of gzip"]

    def stated(data: bytes) -> str:
        return "WARC-Payload-Digest: sha1:" + base64.b32encode(sha1(data).digest()).decode() + "\r\n"

    unchunked = gzip.compress(PAGE)
    good = [
        stated(body),
        stated(unchunked),
        stated(PAGE),
        f"WARC-Payload-Digest: sha-256:{sha256(PAGE).hexdigest()}\r\n",
    ]
    for more in good:
        one = record(body=chunked(unchunked) if more == stated(unchunked) else body, head=OK + head, more=more)
        sources, problems = read(tmp_path, one)
        assert sources[0].digest == more.split(": ")[1].strip()
        assert not problems
    sources, problems = read(tmp_path, record(more=stated(b"something else")))
    assert sources[0].digest is None
    assert problems == [f"a.warc#{URL}: has another digest than is stated, and is read without it"]
    block = base64.b32encode(sha1((OK + "\r\n").encode() + PAGE).digest()).decode()
    whole = stated(b"something else") + f"WARC-Block-Digest: sha1:{block}\r\n"
    assert not read(tmp_path, record(more=whole))[1]
    assert not read(tmp_path, record(more="WARC-Payload-Digest: tiger:ABC\r\n"))[1]


# ------------------------------------------------------------------ damage
def bad(data: bytes) -> bytes:
    """`data` with a stretch in its middle that is no longer what it was."""
    middle = len(data) // 2
    return data[:middle] + bytes(b ^ 0xFF for b in data[middle : middle + 4]) + data[middle + 4 :]


R = many(4)
DAMAGED = {
    "a packed record": (packed(R[0]) + bad(packed(R[1])) + packed(R[2], R[3]), "023"),
    "a packed record's checksum": (packed(R[0]) + packed(R[1])[:-8] + bytes(8) + packed(R[2], R[3]), "023"),
    "a packed record cut short": (packed(R[0]) + packed(R[1])[:99] + packed(R[2], R[3]), "023"),
    "litter between packed records": (packed(R[0], R[1]) + b"litter" * 999 + packed(R[2], R[3]), "0123"),
    "the end of a packed archive": (packed(*R)[:-40], "012"),
    "the end of an archive": (b"".join(R)[:-900], "012"),
    "a length that is too large, and hides what follows": (R[0] + record(URL + "/x", length=10**9) + R[1] + R[2], "0"),
    "a length that is a little too large, and hides the next": (
        R[0] + record(URL + "/x", length=1100) + R[1] + R[2], "02"
    ),
    "a length that is too small": (R[0] + record(URL + "/x", length=300) + R[1] + R[2], "012"),
    "a length too large in a packed archive": (packed(R[0], record(URL + "/x", length=10**7), R[1], R[2]), "012"),
    "no length": (R[0] + record(URL + "/x").replace(b"Content-Length", b"Content-Lenght") + R[1], "01"),
    "a length of words": (R[0] + record(URL + "/x").replace(b"Content-Length: ", b"Content-Length: -") + R[1], "01"),
    "a header without an end": (R[0] + b"WARC/1.0\r\nX: " + b"y" * 200_000 + b"\r\n\r\n" + R[1], "01"),
    "a packed record that is a bomb": (
        packed(R[0], record(URL + "/x", b"<html>" + b"a" * 5_000_000), R[1]), "01"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_damage_costs_a_record_and_is_one_problem(tmp_path: Path, name: str) -> None:
    data, kept = DAMAGED[name]
    file = "a.warc.gz" if data.startswith(b"\x1f\x8b") else "a.warc"
    sources, problems = read(tmp_path, data, file)
    assert "".join(numbers(sources)) == kept
    assert all(s.data.startswith(PAGE) for s in sources)
    assert len(problems) == 1
    assert problems[0].startswith(f"{file}: is damaged in one place (")
    assert problems[0].endswith(f"pages read from it: {len(kept)}")


def test_an_archive_that_is_damaged_all_over_is_given_up(tmp_path: Path) -> None:
    data = R[0] + b"WARC/1.0\r\n\r\n" * 5000 + R[1]
    sources, problems = read(tmp_path, data)
    assert numbers(sources) == ["0"]
    assert len(problems) == 1
    assert problems[0].endswith("pages read from it: 1; what follows is passed over")


def test_what_looks_packed_and_is_not_takes_no_time(tmp_path: Path) -> None:
    sources, problems = read(tmp_path, packed(R[0]) + b"\x1f\x8b\x08\0" * 100_000, "a.warc.gz")
    assert numbers(sources) == ["0"]
    assert 1 <= len(problems) <= 2


def test_records_without_pages_are_counted(tmp_path: Path) -> None:
    """Empty records, lines of headers and blank lines cost time and hardly any bytes."""
    empty = b"WARC/1.0\r\nContent-Length: 0\r\n\r\n"
    long = b"WARC/1.0\r\n" + b"a:\r\n" * 9000 + b"Content-Length: 0\r\n\r\n"
    answer = record(head="HTTP/1.1 404 No\r\n" + "a:\r\n" * 9000, body=b"")
    for data in (empty * 20_000, long * 30, answer * 30, empty + b"\r\n" * 20_000, empty + b"x\n" * 20_000):
        problems = read(tmp_path, gzip.compress(R[0] + data), "whole.warc.gz")[1]
        told = "it holds more records than are allowed, and what follows is passed over"
        assert f"whole.warc.gz: breaks off; pages read from it: 1; {told}" in problems
        assert len(problems) <= 2


# ------------------------------------------------------------------ WACZ
def wacz(*members: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as out:
        for name, data in (("datapackage.json", json.dumps({"profile": "data-package"}).encode()), *members):
            out.writestr(zipfile.ZipInfo(name), data)
    return file.getvalue()


def test_a_wacz_is_read_by_its_archives_alone(tmp_path: Path) -> None:
    data = wacz(
        ("archive/data.warc.gz", packed(*R[:2])), ("archive/more.warc", R[2]),
        ("indexes/index.cdx.gz", gzip.compress(b"x")),
        ("pages/pages.jsonl", b'{"id": "p", "text": "words"}\n'), ("logs/crawl.log", b"words"),
    )  # fmt: skip
    sources, problems = read(tmp_path, data, "x.wacz")
    assert [s.key for s in sources] == [
        f"x.wacz#archive/data.warc.gz#{URL}/0", f"x.wacz#archive/data.warc.gz#{URL}/1",
        f"x.wacz#archive/more.warc#{URL}/2",
    ]  # fmt: skip
    assert sources[0].member == f"archive/data.warc.gz#{URL}/0"
    assert not problems
    nested = io.BytesIO()
    with zipfile.ZipFile(nested, "w") as out:
        out.writestr("in.zip", data)
    sources, problems = read(tmp_path, nested.getvalue(), "y.zip")
    assert len(sources) == 3
    assert not problems


# ------------------------------------------------------------------ memory
def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "large.warc.gz"
    pages = archive(path, 4 * 2**20)
    marks: list[int] = []
    tracemalloc.start()
    found = pages_of(path)
    while group := sum(1 for _ in islice(found, pages // 4)):
        marks.append(tracemalloc.get_traced_memory()[1])
        assert group
    tracemalloc.stop()
    assert len(marks) >= 4
    assert marks[-1] < marks[0] + 200_000
    assert marks[-1] < 2 * 2**20


# ------------------------------------------------------------------ from end to end
@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A record of an archive with two captures of a page, an impossible date, and a page without an article."""
    folder = tmp_path_factory.mktemp("warc")
    later = page("A later line says that the master, Rurik Salonen, had been on the bridge for sixteen hours.")
    data = packed(
        record(body=later, date="2031-05-16T06:00:00Z"),
        record(),
        record(URL + "-claim", page(title="Passengers claim", published="2031-06-01")),
        record(URL + "-none", b"<!DOCTYPE html><html><body></body></html>"),
    )
    (folder / "a.warc.gz").write_bytes(data)
    made = onrecord.build([folder / "a.warc.gz"], folder / "story.record")
    assert [p.path for p in made.problems] == [f"a.warc.gz#{URL}-none"]
    yield folder / "story.record"


def articles(path: Path) -> dict[tuple[str | None, str | None], Article]:
    return {(a.url, a.captured): a for a in onrecord.open_record(path).articles}


def test_the_records_word_reaches_the_article(built: Path) -> None:
    article = articles(built)[URL, "2031-05-14"]
    assert article.canonical_url == URL
    assert article.published == "2031-05-12"
    assert article.source.member == URL
    assert PARAGRAPHS[0] in article.text
    assert not onrecord.check(built).failures


def test_captures_of_one_page_are_its_versions(built: Path) -> None:
    found = articles(built)
    assert found[URL, "2031-05-16"].version_of == found[URL, "2031-05-14"].id
    assert found[URL, "2031-05-14"].version_of is None
    assert len({a.id for a in found.values()}) == 3


def test_no_page_is_published_after_its_capture(built: Path) -> None:
    article = articles(built)[URL + "-claim", "2031-05-14"]
    assert article.published_basis == "text"
    assert bounds(article.published).last.isoformat() <= "2031-05-14"
    told = [s for s in onrecord.open_record(built).set_aside if s.what == "date"]
    assert len(told) == 1
    assert "2031-06-01" in told[0].why
    assert "2031-05-14" in told[0].why


def test_the_charset_of_the_answer_counts(tmp_path: Path) -> None:
    text = page("The mayor of Łódź sent her good wishes to the passengers and to the crew, she said.").decode()
    text = text.replace("“", '"').replace("”", '"')
    (source,), _ = read(tmp_path, record(body=text.encode("iso-8859-2"), head=OK.replace("utf-8", "iso-8859-2")))
    made = clean(source, Settings())
    assert isinstance(made, Cleaned)
    assert "Łódź" in made.article.text


# ------------------------------------------------------------------ broken at random
SEEDS = {
    "a.warc": b"".join(R), "a.warc.gz": packed(*R), "whole.warc.gz": gzip.compress(b"".join(R)),
    "a.wacz": wacz(("archive/a.warc.gz", packed(*R))),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(SEEDS))
@settings(max_examples=40, deadline=10_000)
@given(data=st.data())
def test_broken_archives_never_raise(tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject) -> None:
    broken = bytearray(SEEDS[name])
    for at in data.draw(st.lists(st.integers(0, len(broken) - 1), max_size=4)):
        broken[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.none(), st.integers(0, len(broken))))
    sources, problems = read(tmp_path_factory.mktemp("broken"), bytes(broken[:cut]), name)
    assert sources or problems
    assert len(problems) <= 3
    if name in ("a.warc.gz", "a.wacz"):
        assert all(any(s.data in r for r in R) for s in sources)


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=5_000)
def test_any_answer_is_taken_apart_or_not(data: bytes) -> None:
    answer = answer_in(data)
    assert answer is None or body_of(data, answer, 1000) is not None
    for head in ("Transfer-Encoding: chunked\r\n", "Content-Encoding: br, deflate\r\n", "Content-Encoding: zstd\r\n"):
        block = (OK + head + "\r\n").encode() + data
        made = answer_in(block)
        assert made is not None
        assert len(body_of(block, made, 100).data) <= 65536 + 100
