"""Documents and messages through the dispatch: what a file of each kind gives, by its beginning and not its name."""

from __future__ import annotations

import sys
import zipfile
from base64 import encodebytes
from io import BytesIO
from pathlib import Path

import docx as maker
import pytest

from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read import read_inputs
from onrecord.settings import Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "documents"))
from pdfmaker import column, pdf

REPLY = (Path(__file__).parents[1] / "fixtures" / "mail" / "reply.eml").read_bytes()
NEWS = "The ferry Skylark ran aground off Pell Point on Friday, and nobody was hurt."
LETTER = (
    b"Message-ID: <%d@x.example>\nFrom: Ann Lee <a@x.example>\nDate: Fri, 8 May 2020 10:00:00 +0000\n"
    b"Subject: Fog\n\nFog.\n"
)
ENVELOPE = b"From a@x.example Fri May  8 10:00:00 2020\n"


def word() -> bytes:
    file = BytesIO()
    made = maker.Document()
    made.add_paragraph(NEWS)
    made.save(file)
    return file.getvalue()


def read(path: Path, settings: Settings | None = None) -> tuple[list[Source], list[str]]:
    items = list(read_inputs([path], settings or Settings()))
    return [i for i in items if isinstance(i, Source)], [str(i) for i in items if isinstance(i, Problem)]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("pdf", pdf([column([NEWS])])),
        ("docx", word()),
        ("rtf", rb"{\rtf1 " + NEWS.encode() + b"}"),
        ("eml", LETTER % 1),
    ],
)
@pytest.mark.parametrize("name", ["right", "wrong"])
def test_a_file_is_one_source_with_its_bytes(kind: str, data: bytes, name: str, tmp_path: Path) -> None:
    path = tmp_path / (f"story.{kind}" if name == "right" else "story.txt")
    path.write_bytes(data)
    sources, problems = read(path)
    assert [(s.format, s.data, s.page, s.key) for s in sources] == [
        (kind, data, 1 if kind == "pdf" else None, path.name)
    ]
    assert not problems


@pytest.mark.parametrize("junk", [b"\xef\xbb\xbf", b"\r\n", b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n"])
def test_a_pdf_may_begin_with_something_else(junk: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(junk + pdf([column([NEWS])]))
    assert [s.format for s in read(tmp_path / "a.pdf")[0]] == ["pdf"]


def test_in_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a.pdf", pdf([column([NEWS])]))
        archive.writestr("b.docx", word())
        archive.writestr("c.eml", REPLY)
    sources, problems = read(tmp_path / "all.zip")
    assert [(s.format, s.key, s.member) for s in sources] == [
        ("pdf", "all.zip#a.pdf", "a.pdf"),
        ("docx", "all.zip#b.docx", "b.docx"),
        ("eml", "all.zip#c.eml", "c.eml"),
        ("rtf", "all.zip#c.eml#statement.rtf", "c.eml#statement.rtf"),
        ("eml", "all.zip#c.eml#4.eml", "c.eml#4.eml"),
    ]
    assert not problems


def test_attachments_come_after_their_message(tmp_path: Path) -> None:
    (tmp_path / "reply.eml").write_bytes(REPLY)
    sources, problems = read(tmp_path / "reply.eml")
    assert [(s.format, s.member, s.path) for s in sources] == [
        ("eml", None, "reply.eml"), ("rtf", "statement.rtf", "reply.eml"), ("eml", "4.eml", "reply.eml"),
    ]  # fmt: skip
    assert sources[0].data == REPLY
    assert not problems


def test_a_message_that_only_carries_files_is_no_source(tmp_path: Path) -> None:
    data = (
        b'From: a@b\nDate: x\nMIME-Version: 1.0\nContent-Type: application/pdf; name="../../story.pdf"\n'
        b"Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n"
    ) + encodebytes(pdf([column([NEWS])]))
    (tmp_path / "scan.eml").write_bytes(data)
    sources, problems = read(tmp_path / "scan.eml")
    assert [(s.format, s.key) for s in sources] == [("pdf", "scan.eml#story.pdf")]
    assert not problems


def test_messages_within_messages_end(tmp_path: Path) -> None:
    data = LETTER % 1
    for _ in range(10):
        data = b"From: a@b\nSubject: Fwd\nDate: x\nContent-Type: message/rfc822\n\n" + data
    (tmp_path / "deep.eml").write_bytes(data)
    sources, problems = read(tmp_path / "deep.eml")
    assert len(problems) == 1
    assert len(sources) <= Settings().max_archive_depth


# ------------------------------------------------------------------ mailboxes
def test_a_mailbox_gives_each_message_with_its_exact_bytes(tmp_path: Path) -> None:
    second = LETTER % 2 + b"\n>From here on.\nFrom time to time.\n\nFrom Pell Point, in fog.\n"
    (tmp_path / "box.mbox").write_bytes(b"\n".join(ENVELOPE + m for m in (LETTER % 1, second, LETTER % 1, REPLY)))
    sources, problems = read(tmp_path / "box.mbox")
    assert [(s.key, s.member, s.order) for s in sources if s.format == "eml" and "#4.eml" not in s.key] == [
        ("1@x.example", "1", 0), ("2@x.example", "2", 1), ("box.mbox#3", "3", 2),
        ("20200508.7@courier.example", "4", 3),
    ]  # fmt: skip
    assert [s.data for s in sources[:4]] == [LETTER % 1, second, LETTER % 1, REPLY]
    assert [s.key for s in sources[4:]] == ["box.mbox#4#statement.rtf", "box.mbox#4#4.eml"]
    assert not problems


def test_a_broken_message_is_set_aside_and_the_others_read(tmp_path: Path) -> None:
    whole = ENVELOPE + LETTER % 1 + b"\n" + ENVELOPE + b"\n\nno header\n\n" + ENVELOPE + LETTER % 2
    (tmp_path / "box.mbox").write_bytes(whole)
    sources, problems = read(tmp_path / "box.mbox")
    assert [s.key for s in sources] == ["1@x.example", "2@x.example"]
    assert problems == ["box.mbox#2: is no message: it has no header"]


def test_a_message_that_is_too_large_is_set_aside(tmp_path: Path) -> None:
    whole = ENVELOPE + LETTER % 1 + b"x" * 5000 + b"\n\n" + ENVELOPE + LETTER % 2
    (tmp_path / "box.mbox").write_bytes(whole)
    sources, problems = read(tmp_path / "box.mbox", Settings(max_file_bytes=2000))
    assert [s.key for s in sources] == ["2@x.example"]
    assert problems == ["box.mbox#1: is larger than 0 MB"]


def test_messages_are_counted(tmp_path: Path) -> None:
    (tmp_path / "box.mbox").write_bytes(b"\n".join(ENVELOPE + LETTER % n for n in range(5)))
    sources, problems = read(tmp_path / "box.mbox", Settings(max_members=3))
    assert len(sources) == 3
    assert problems == ["box.mbox: holds more than 3 messages"]


def test_a_mailbox_is_never_held_whole(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "box.mbox"
    with path.open("wb") as file:
        for n in range(100):
            file.write(ENVELOPE + LETTER % n + (b"Fog lay over the bay. " * 500 + b"\n") * 10 + b"\n")
    assert path.stat().st_size > 10 * 2**20
    tracemalloc.start()
    assert sum(isinstance(item, Source) for item in read_inputs([path], Settings())) == 100
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * 2**20
