"""A large web archive read in constant memory: its peak at 10, 50 and 100 % of the file, and pages a second.

The archive is made up: seeded word salad of fictional places, as pages of about 60 KB that hardly pack, with the
requests, redirects and pictures between them that crawls have. It is written to a temporary folder and removed again.
`--clean N` also cleans every Nth page, which is what a build does with it first.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha1
from pathlib import Path

from common import report

from onrecord.clean import clean
from onrecord.model import Source
from onrecord.read import read_inputs
from onrecord.settings import Settings

__all__ = ["archive", "page", "record"]

SYLLABLES = (
    "bra",
    "den",
    "fen",
    "gul",
    "har",
    "kel",
    "lor",
    "mar",
    "nor",
    "pel",
    "quay",
    "rin",
    "sto",
    "tam",
    "ves",
    "wick",
)
SHARES = (0.1, 0.5, 1.0)
FIGURES = 45_000
"""Bytes of random figures in a page's script: they hardly pack, so that the file becomes large."""


def page(number: int, dice: random.Random) -> bytes:
    """A page that holds a made-up article, and a script that packs badly."""
    words = ["".join(dice.choices(SYLLABLES, k=dice.randint(1, 3))) for _ in range(60)]
    paragraphs = (
        " ".join(dice.choices(words, k=40)).capitalize() + f", the harbor office said on day {number}."
        for _ in range(12)
    )
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    figures = base64.b64encode(dice.randbytes(FIGURES)).decode()
    title = f"{words[0].title()} and {words[1].title()}, {number}"
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{title}</title><script>var f='{figures}'</script></head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


def record(kind: str, url: str, block: bytes, payload: bytes) -> bytes:
    """A record of a web archive, packed on its own."""
    digest = base64.b32encode(sha1(payload, usedforsecurity=False).digest()).decode()
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-05-15T06:00:00Z\r\n"
        f"WARC-Payload-Digest: sha1:{digest}\r\nContent-Type: application/http; msgtype={kind}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 1, mtime=0)


def archive(path: Path, size: int) -> int:
    """Writes an archive of about `size` bytes; returns how many pages it holds."""
    dice = random.Random(7)
    pages = 0
    with path.open("wb") as out:
        while out.tell() < size:
            pages += 1
            url = f"https://courier.example/2031/05/{pages}"
            out.write(record("request", url, f"GET /{pages} HTTP/1.1\r\nHost: courier.example\r\n\r\n".encode(), b""))
            data = page(pages, dice)
            out.write(record("response", url, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + data, data))
            if pages % 5 == 0:
                moved = b"HTTP/1.1 301 Moved\r\nLocation: /\r\nContent-Type: text/html\r\n\r\n"
                out.write(record("response", url + "/old", moved, b""))
                picture = dice.randbytes(30_000)
                answer = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n" + picture
                out.write(record("response", url + "/a.jpg", answer, picture))
    return pages


def pages_of(path: Path) -> Iterator[Source]:
    """The pages; ends the program at a problem."""
    for item in read_inputs([path], Settings()):
        if not isinstance(item, Source):
            sys.exit(str(item))
        yield item


def peak() -> int:
    """The most memory that this process has had, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // 2**20 if sys.platform == "darwin" else most // 2**10


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--megabytes", type=int, default=2048, help="size of the archive")
    parser.add_argument("--clean", type=int, default=0, metavar="N", help="clean every Nth page too")
    parser.add_argument("--folder", type=Path, help="where the archive is put, for as long as it is read")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        path = Path(folder) / "made-up.warc.gz"
        pages = archive(path, options.megabytes * 2**20)
        size = path.stat().st_size
        peaks: dict[str, int] = {"peak_mb_before": peak()}
        marks = [(max(1, int(pages * share)), f"peak_mb_at_{share:.0%}") for share in SHARES]
        read = cleaned = 0
        started = time.perf_counter()
        for source in pages_of(path):
            read += 1
            if options.clean and read % options.clean == 0:
                clean(source, Settings())
                cleaned += 1
            peaks.update({name: peak() for at, name in marks if at == read})
        seconds = time.perf_counter() - started
    if read != pages:
        sys.exit(f"{pages} pages were written and {read} read")
    report(
        "warc", path, megabytes=size / 2**20, pages=pages, cleaned=cleaned, seconds=seconds,
        pages_a_second=pages / seconds, megabytes_a_second=size / 2**20 / seconds, **peaks,
    )  # fmt: skip


if __name__ == "__main__":
    main()
