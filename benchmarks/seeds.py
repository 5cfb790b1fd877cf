"""One small file of every format that is read, made from a fictional story: what `mutants.py` breaks in many ways."""

from __future__ import annotations

import gzip
import json
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from html import escape
from io import BytesIO

import pyarrow
from docx import Document
from pyarrow import parquet

__all__ = ["SEEDS", "seed"]

TITLE = "Grain silo collapses at Fenwick Quay"
PARAGRAPHS = (
    "A grain silo collapsed at Fenwick Quay on Tuesday, trapping two workers for six hours, the harbor company said.",
    "“We heard a crack like a rifle shot,” said Petra Lindqvist, 41, a crane driver. “Then it simply folded.”",
    "Inspectors had passed the silo in March, according to the county’s building office, which declined to comment.",
    "Both workers were taken to St. Brannoc’s Hospital with broken bones. A third man, Owen Marsh, was not hurt.",
)
DAY = "2031-05-14"
URL = "https://courier.example/2031/05/14/silo"
BODY = "\n\n".join(PARAGRAPHS)


def _text() -> bytes:
    return f"{TITLE}\n\nBy Ines Calloway\n\nMay 14, 2031\n\n{BODY}\n\nSign up for our newsletter\n".encode()


def _html() -> bytes:
    node = {"@type": "NewsArticle", "headline": TITLE, "datePublished": f"{DAY}T08:00:00Z"}
    paragraphs = "".join(f"<p>{escape(p)}</p>" for p in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>'
        f'<link rel="canonical" href="{URL}"><meta property="og:title" content="{TITLE}">'
        f'<script type="application/ld+json">{json.dumps(node)}</script></head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{TITLE}</h1>{paragraphs}</article><footer>&copy; 2031 The Courier</footer></body></html>"
    ).encode()


def _row(number: int = 1) -> dict[str, object]:
    return {
        "id": f"row-{number}", "title": TITLE, "text": BODY, "url": URL, "published": DAY, "outlet": "The Courier",
        "authors": ["Ines Calloway"],
    }  # fmt: skip


def _jsonl() -> bytes:
    return b"".join(json.dumps(_row(n)).encode() + b"\n" for n in (1, 2, 3))


def _warc() -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + _html()
    records = []
    for number in (1, 2):
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {URL}/{number}\r\nWARC-Date: 2031-05-15T06:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-00000000000{number}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        records.append(head.encode() + answer + b"\r\n\r\n")
    return b"".join(records)


def _warc_gz() -> bytes:
    whole = _warc()
    middle = whole.index(b"WARC/1.0", 10)
    return gzip.compress(whole[:middle], mtime=0) + gzip.compress(whole[middle:], mtime=0)


def _zip(*members: tuple[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _tar() -> bytes:
    file = BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name, data in (("a.txt", _text()), ("b/c.html", _html())):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, BytesIO(data))
    return file.getvalue()


def _rss() -> bytes:
    items = "".join(
        f"<item><title>{TITLE} {n}</title><link>{URL}/{n}</link><guid>{URL}/{n}</guid>"
        f"<pubDate>Wed, 14 May 2031 08:00:00 GMT</pubDate><description>{escape(PARAGRAPHS[0])}</description></item>"
        for n in (1, 2)
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Courier</title>{items}'
        "</channel></rss>"
    ).encode()


def _atom() -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title>'
        f"<entry><title>{TITLE}</title><id>tag:courier.example,2031:1</id><link href='{URL}'/>"
        f"<published>{DAY}T08:00:00Z</published><updated>{DAY}T09:00:00Z</updated>"
        f'<content type="html">{escape("".join(f"<p>{p}</p>" for p in PARAGRAPHS))}</content></entry></feed>'
    ).encode()


def _json_feed() -> bytes:
    item = {"id": "1", "url": URL, "title": TITLE, "content_text": BODY, "date_published": f"{DAY}T08:00:00Z"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Courier", "items": [item]}
    return json.dumps(feed).encode()


def _pdf() -> bytes:
    """A PDF of one page in Helvetica, lines of up to 80 characters."""
    words, lines = f"{TITLE}\n{BODY}".replace("“", '"').replace("”", '"').replace("’", "'").split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 80:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    shown = "".join(f"({line}) Tj T*\n".replace("\\", "") for line in lines)
    stream = zlib.compress(f"BT /F1 10 Tf 50 780 Td 14 TL\n{shown}ET".encode("latin-1"))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 840] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def _docx() -> bytes:
    document = Document()
    document.add_heading(TITLE, 0)
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _rtf() -> bytes:
    plain = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in f"{TITLE}\n\n{BODY}")
    return (
        "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\f0\\fs24 " + plain.replace("\n", "\\par\n") + "}"
    ).encode()


def _eml() -> bytes:
    message = EmailMessage()
    message["From"] = "Ines Calloway <ines@courier.example>"
    message["To"] = "desk@courier.example"
    message["Subject"] = TITLE
    message["Date"] = "Wed, 14 May 2031 08:00:00 +0000"
    message["Message-ID"] = "<1@courier.example>"
    message.set_content(BODY)
    message.add_alternative("".join(f"<p>{p}</p>" for p in PARAGRAPHS), subtype="html", cte="quoted-printable")
    message.set_boundary("=-=silo=-=")
    message.add_attachment(_pdf(), maintype="application", subtype="pdf", filename="statement.pdf")
    message.set_boundary("=-=mixed=-=")
    return bytes(message)


def _mbox() -> bytes:
    one = _eml().replace(b"\r\n", b"\n")
    start = b"From ines@courier.example Wed May 14 08:00:00 2031\n"
    return start + one + b"\n" + start + one.replace(b"<1@", b"<2@") + b"\n"


NEXIS = """{n} of 2 DOCUMENTS


The Courier

May 14, 2031 Wednesday

{t}

BYLINE: Ines Calloway

SECTION: NEWS; Pg. 3

LENGTH: 80 words


{b}

LOAD-DATE: May 15, 2031

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


              Copyright 2031 Courier Press
                    All Rights Reserved


"""

FACTIVA = """{t}

By Ines Calloway
80 words
14 May 2031
The Courier
COUR
3
English
(c) 2031 Courier Press

{b}

Document COUR0000203105{n}4e75e0000{n}

"""

PROQUEST = """____________________________________________________________

Document {n} of 2

{t}

Author: Calloway, Ines

Publication info: The Courier ; Fenwick Quay [Fenwick Quay]. 14 May 2031: 3.

Full text: {b}

Title: {t}

Publication title: The Courier

Publication date: May 14, 2031

ProQuest document ID: 99000000{n}

Copyright: Copyright Courier Press May 14, 2031

"""


def _export(layout: str) -> bytes:
    return "".join(layout.format(n=n, t=TITLE, b=BODY) for n in (1, 2)).encode()


def _nitf() -> bytes:
    paragraphs = "".join(f"<p>{escape(p)}</p>" for p in PARAGRAPHS)
    return (
        '<?xml version="1.0" encoding="utf-8"?><nitf><head><title>Silo</title><docdata><doc-id id-string="silo-1"/>'
        f'<date.issue norm="20310514T080000Z"/></docdata></head><body><body.head><hedline><hl1>{TITLE}</hl1></hedline>'
        "<byline>By <person>Ines Calloway</person></byline><dateline><location>FENWICK QUAY</location></dateline>"
        f"</body.head><body.content>{paragraphs}</body.content></body></nitf>"
    ).encode()


def _newsml() -> bytes:
    paragraphs = "".join(f"<p>{escape(p)}</p>" for p in PARAGRAPHS)
    return (
        '<?xml version="1.0" encoding="utf-8"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" '
        'standard="NewsML-G2" standardversion="2.29" conformance="power" '
        'guid="urn:newsml:courier.example:20310514:silo" version="1">'
        '<itemMeta><itemClass qcode="ninat:text"/><provider literal="Courier"/>'
        f"<versionCreated>{DAY}T08:00:00Z</versionCreated></itemMeta><contentMeta><headline>{TITLE}</headline>"
        "<by>Ines Calloway</by><language tag='en'/></contentMeta><contentSet><inlineXML "
        'contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>'
        f"<body>{paragraphs}</body></html></inlineXML></contentSet></newsItem>"
    ).encode()


def _ninjs() -> bytes:
    item = {
        "uri": "urn:courier:silo", "type": "text", "headline": TITLE, "byline": "Ines Calloway", "language": "en",
        "versioncreated": f"{DAY}T08:00:00Z", "body_xhtml": "".join(f"<p>{p}</p>" for p in PARAGRAPHS),
        "representationtype": "complete",
    }  # fmt: skip
    return json.dumps(item).encode()


def _parquet() -> bytes:
    file = BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist([_row(n) for n in (1, 2, 3)]), file)
    return file.getvalue()


SEEDS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "text": ("silo.txt", _text),
    "html": ("silo.html", _html),
    "jsonl": ("silo.jsonl", _jsonl),
    "json": ("silo.json", lambda: json.dumps(_row()).encode()),
    "warc": ("silo.warc", _warc),
    "warc.gz": ("silo.warc.gz", _warc_gz),
    "wacz": (
        "silo.wacz",
        lambda: _zip(("datapackage.json", b'{"profile":"data-package"}'), ("archive/data.warc.gz", _warc_gz())),
    ),
    "zip": ("silo.zip", lambda: _zip(("a.txt", _text()), ("b/c.html", _html()), ("d.jsonl", _jsonl()))),
    "tar.gz": ("silo.tar.gz", _tar),
    "gz": ("silo.jsonl.gz", lambda: gzip.compress(_jsonl(), mtime=0)),
    "rss": ("silo.rss", _rss),
    "atom": ("silo.atom", _atom),
    "json-feed": ("feed.json", _json_feed),
    "addresses": ("list.txt", lambda: f"{URL}\n{URL}/2\n".encode()),
    "pdf": ("silo.pdf", _pdf),
    "docx": ("silo.docx", _docx),
    "rtf": ("silo.rtf", _rtf),
    "eml": ("silo.eml", _eml),
    "mbox": ("silo.mbox", _mbox),
    "nexis": ("nexis.txt", lambda: _export(NEXIS)),
    "factiva": ("factiva.txt", lambda: _export(FACTIVA)),
    "proquest": ("proquest.txt", lambda: _export(PROQUEST)),
    "nitf": ("silo.nitf.xml", _nitf),
    "newsml": ("silo.newsml.xml", _newsml),
    "ninjs": ("ninjs.json", _ninjs),
    "parquet": ("silo.parquet", _parquet),
}
"""The file's name and its bytes, by format."""


def seed(kind: str) -> tuple[str, bytes]:
    """The name and the bytes of the file of this format."""
    name, make = SEEDS[kind]
    return name, make()
