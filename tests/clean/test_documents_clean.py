"""Documents and messages into articles: blocks, metadata and where each stretch of text stands; built and proved."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import docx as maker
import pytest

import onrecord
from onrecord.clean import clean
from onrecord.errors import Problem
from onrecord.model import Article, Cleaned, Source
from onrecord.read import read_inputs
from onrecord.settings import Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "documents"))
from pdfmaker import column, pdf, shown

REPLY = (Path(__file__).parents[1] / "fixtures" / "mail" / "reply.eml").read_bytes()
TITLE = "Old Bridge Closed Until Spring"
FIRST = (
    "The harbour council closed the old stone bridge on Monday, May 4, 2020, after a fall of stones that hurt two "
    "people, and said that it would not be opened again before the spring."
)
SECOND = (
    "“We saw it coming,” said Petra Lindqvist, 41, a crane driver who crosses it twice a day, and who had written to "
    "the mayor about it in the autumn without an answer."
)
THIRD = "The office of the mayor declined to comment."


def write_pdf(path: Path) -> None:
    head = [shown(72, 720, 20, TITLE), shown(72, 704, 11, "By Mina Sorel"), *column([FIRST, SECOND], y=680)]
    rest = column([THIRD, FIRST.replace("Monday, May 4", "Tuesday, May 5")])
    margins = [[shown(72, 760, 9, "Harbour Gazette"), shown(300, 30, 9, str(n))] for n in (1, 2, 3)]
    path.write_bytes(pdf([margins[0] + head, margins[1] + rest, margins[2] + column([SECOND])]))


def write_docx(path: Path) -> None:
    made = maker.Document()
    made.add_heading(TITLE, 0)
    for line in ("By Mina Sorel", FIRST, SECOND, THIRD):
        made.add_paragraph(line)
    made.sections[0].header.paragraphs[0].text = "Harbour Gazette"
    made.save(str(path))


def write_rtf(path: Path) -> None:
    def escaped(text: str) -> str:
        return text.replace("“", r"\ldblquote ").replace("”", r"\rdblquote ")

    lines = "".join(f"{escaped(line)}\\par\n" for line in (TITLE, "By Mina Sorel", FIRST, SECOND, THIRD))
    path.write_bytes((r"{\rtf1\ansi{\header Harbour Gazette\par}" + "\n" + lines + "}").encode("ascii"))


def write_eml(path: Path) -> None:
    path.write_bytes(REPLY)


WRITERS: dict[str, Callable[[Path], None]] = {"pdf": write_pdf, "docx": write_docx, "rtf": write_rtf, "eml": write_eml}


def articles(path: Path) -> list[Article]:
    made = []
    for item in read_inputs([path], Settings()):
        assert isinstance(item, Source), item
        done = clean(item, Settings())
        assert isinstance(done, Cleaned), done
        made.append(done.article)
    return made


def blocks(article: Article, kind: str) -> list[str]:
    return [" ".join(article.text[b.start : b.end].split()) for b in article.blocks if b.kind == kind]


@pytest.mark.parametrize("kind", ["pdf", "docx", "rtf"])
def test_a_document_is_an_article(kind: str, tmp_path: Path) -> None:
    WRITERS[kind](tmp_path / f"bridge.{kind}")
    (found,) = articles(tmp_path / f"bridge.{kind}")
    assert blocks(found, "title") == [TITLE]
    assert blocks(found, "credit") == ["By Mina Sorel"]
    assert blocks(found, "prose")[:2] == [FIRST, SECOND]
    assert any("Harbour Gazette" in text for text in blocks(found, "other"))
    assert (found.title, found.byline, found.published) == (TITLE, ("Mina Sorel",), None)
    assert found.portions
    assert found.source.page == (1 if kind == "pdf" else None)


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    lines = column([FIRST])
    foot = [op.replace(b" 700 Td", b" 300 Td").replace(b" 686 Td", b" 286 Td") for op in lines[:2]]
    first = [*column([SECOND, THIRD]), *foot]
    margins = [[shown(72, 760, 9, "Harbour Gazette"), shown(300, 30, 9, str(n))] for n in (1, 2, 3)]
    second = [op.replace(b" 672 Td", b" 700 Td") for op in lines[2:]]
    (tmp_path / "a.pdf").write_bytes(pdf([margins[0] + first, margins[1] + second, margins[2] + column([SECOND])]))
    (found,) = articles(tmp_path / "a.pdf")
    assert FIRST in blocks(found, "prose")
    start = found.text.index("The harbour council")
    pages = [p.page for p in found.portions if p.start < start + len(FIRST) and p.end > start]
    assert pages == [1, 2]


def test_a_word_broken_at_a_line_is_repaired(tmp_path: Path) -> None:
    printed = (
        "The council closed the bridge on Monday after a fall of sto-", "nes.",
        "Engineers had warned of it, and the harbour office had an-", "swered that nothing could be done.",
    )  # fmt: skip
    lines = [shown(72, 700 - 14 * i, 11, line) for i, line in enumerate(printed)]
    (tmp_path / "a.pdf").write_bytes(pdf([lines]))
    (item,) = read_inputs([tmp_path / "a.pdf"], Settings())
    assert isinstance(item, Source)
    done = clean(item, Settings())
    assert isinstance(done, Cleaned)
    assert [r.reads for r in done.repairs] == ["stones", "answered"]
    assert "sto-\nnes" in done.article.text


def test_pages_that_are_pictures_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([column([FIRST, SECOND]), [b"/Im1 Do"]], picture=True))
    (item,) = read_inputs([tmp_path / "a.pdf"], Settings())
    assert isinstance(item, Source)
    done = clean(item, Settings())
    assert isinstance(done, Cleaned)
    assert [(s.what, s.path, s.why) for s in done.set_aside] == [
        ("page", "a.pdf", "has a page (2) without text: run the file through OCR first")
    ]


def test_a_message_is_an_article(tmp_path: Path) -> None:
    write_eml(tmp_path / "reply.eml")
    reply, statement, inner = articles(tmp_path / "reply.eml")
    assert (reply.title, reply.byline, reply.outlet) == ("Ferry “Skylark” runs aground", ("Mina Sorel",), None)
    assert (reply.published, reply.published_basis, reply.encoding) == ("2020-05-08", "metadata", "windows-1252")
    assert blocks(reply, "title") == ["Ferry “Skylark” runs aground"]
    assert [text[:9] for text in blocks(reply, "prose")] == ["The ferry", "The compa"]
    assert [text[:9] for text in blocks(reply, "other")] == ["On Fri, 8", "-- Mina S"]
    assert statement.source.member == "statement.rtf"
    assert (inner.title, inner.byline, inner.outlet) == ("Morning news", (), "Harbour Gazette")
    assert inner.published == "2020-05-07"


@pytest.mark.parametrize(
    ("sender", "more", "byline", "outlet"),
    [
        ("Ann Lee <a@b.example>", "", ("Ann Lee",), None),
        ("Ann Lee <a@b.example>", "List-Id: <x>\n", (), None),
        ("Coast Courier <a@b.example>", "", (), None),
        ("Coast Courier <a@b.example>", "List-Unsubscribe: <x>\n", (), "Coast Courier"),
        ("a@b.example", "", (), None),
        ("noreply <a@b.example>", "", (), None),
        ('"Lee, Ann" <a@b.example>', "", (), None),
    ],
)
def test_senders(sender: str, more: str, byline: tuple[str, ...], outlet: str | None) -> None:
    data = (
        f"From: {sender}\n{more}Subject: Fog\nDate: Fri, 8 May 2020 10:00:00 +0000\n\nFog lay over the bay.\n".encode()
    )
    done = clean(Source("a", "a", "eml", data), Settings())
    assert isinstance(done, Cleaned)
    assert (done.article.byline, done.article.outlet) == (byline, outlet)


@pytest.mark.parametrize(
    ("kind", "data"),
    [("pdf", b"%PDF-1.7 and no more"), ("docx", b"PK\3\4"), ("rtf", b"{\\rtf1}"), ("eml", b"no header"), ("pdf", b"")],
)
def test_a_broken_file_is_one_problem(kind: str, data: bytes) -> None:
    found = clean(Source("a", "a", kind, data), Settings())  # type: ignore[arg-type]
    assert isinstance(found, Problem)
    assert not found.why.endswith(".")


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_a_record_of_it_passes(kind: str, tmp_path: Path) -> None:
    WRITERS[kind](tmp_path / f"story.{kind}")
    built = onrecord.build([tmp_path / f"story.{kind}"], tmp_path / "story.record")
    assert built.articles == (3 if kind == "eml" else 1)
    assert not built.problems
    assert not onrecord.check(tmp_path / "story.record").failures
