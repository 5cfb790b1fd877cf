"""DOCX into text: paragraphs, tables, notes, boxes, tracked changes; bombs and broken packages."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx as maker
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.documents import Document, docx, docxml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def package(body: str, **parts: str) -> bytes:
    """A package whose document has this body; other parts by their names without `.xml`."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            made.writestr(f"word/{name}.xml", content)
    return file.getvalue()


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def para(runs: str) -> str:
    return f"<w:p>{runs}</w:p>"


def p(text: str) -> str:
    return para(run(text))


def table(rows: list[list[str]]) -> str:
    cells = ["".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


BOX = f"<w:txbxContent>{p('box')}</w:txbxContent>"
BOXES = f"<mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>"


def read(data: bytes) -> Document:
    found = docx.extract(data)
    assert isinstance(found, Document), found
    return found


@pytest.fixture(scope="module")
def whole() -> bytes:
    made = maker.Document()
    made.core_properties.title = "Word Document"
    made.core_properties.author = "python-docx"
    made.add_heading("Ferry Runs Aground", 0)
    made.add_paragraph("Captain asleep, crew says", style="Subtitle")
    made.add_paragraph("The ferry ran aground on Friday. ").add_run("Nobody was hurt.").bold = True
    made.add_heading("What the crew said", 1)
    made.add_paragraph("It was dark.", style="List Bullet")
    table = made.add_table(2, 2)
    for i, words in enumerate(("Crew", "12", "Passengers", "40")):
        table.cell(i // 2, i % 2).text = words
    made.sections[0].header.paragraphs[0].text = "Coast Courier"
    made.sections[0].footer.paragraphs[0].text = "Draft"
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def test_a_whole_document(whole: bytes) -> None:
    found = read(whole)
    assert found.part("body") == (
        "Ferry Runs Aground\nCaptain asleep, crew says\nThe ferry ran aground on Friday. Nobody was hurt.\n"
        "What the crew said\nIt was dark.\nCrew\t12\nPassengers\t40\n"
    )
    assert (found.part("headers"), found.part("footers")) == ("Coast Courier\n", "Draft\n")
    assert [found.text[start:end] for start, end in found.furniture] == ["Coast Courier\n", "Draft\n"]
    assert {found.text[at:].split("\n")[0] for at in found.headings} == {"Ferry Runs Aground", "What the crew said"}
    assert (found.title, found.subtitle, found.authors) == ("Ferry Runs Aground", "Captain asleep, crew says", ())


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (para(f"<w:ins>{run('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"), "new"),
        (para(f"<w:moveFrom>{run('here')}</w:moveFrom><w:moveTo>{run('there')}</w:moveTo>"), "there"),
        (para("<w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r>" + run("yes")), "yes"),
        (para('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>yes</w:t></w:r>'), "yes"),
        (para("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>" + run("a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c")), "a\tb\nc"),
        (para(f"<w:hyperlink>{run('link')}</w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r>"), "link"),
        (para(run("semi</w:t><w:softHyphen/><w:t>colon</w:t><w:noBreakHyphen/><w:t>x")), "semicolon\u2011x"),
        (table([[p("a") + p("b"), p("c")]]), "a\nb\nc"),
        (table([[table([[p("a"), p("b")]]), p("c")]]), "a\tb\tc"),
        (para(f"{run('out')}<w:r>{BOXES}<w:t>side</w:t></w:r>"), "outside\nbox"),
    ],
    ids=["inserted", "moved", "hidden", "shown", "tabs", "link", "hyphens", "layout", "nested", "box"],
)  # fmt: skip
def test_what_is_printed(body: str, wanted: str) -> None:
    assert read(package(body)).text.rstrip("\n") == wanted


def test_notes_follow_the_body() -> None:
    notes = f"<w:footnotes {W}><w:footnote>{p('A cape in the north.')}</w:footnote></w:footnotes>"
    found = read(package(p("Off Pell Point."), footnotes=notes))
    assert [(q.part, found.text[q.start : q.end]) for q in found.portions] == [
        ("body", "Off Pell Point.\n"), ("footnotes", "A cape in the north.\n"),
    ]  # fmt: skip
    assert not found.furniture


def test_an_author_counts_where_the_text_prints_him() -> None:
    core = (
        '<c:coreProperties xmlns:c="http://x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Ferry runs '
        "aground</dc:title><dc:creator>Mina Sorel</dc:creator></c:coreProperties>"
    )

    def with_properties(body: str) -> Document:
        file = BytesIO(package(body))
        with zipfile.ZipFile(file, "a") as made:
            made.writestr("docProps/core.xml", core)
        return read(file.getvalue())

    printed = with_properties(p("Ferry Runs Aground") + p("By Mina Sorel"))
    assert (printed.title, printed.authors) == ("Ferry runs aground", ("Mina Sorel",))
    other = with_properties(p("The mayor resigned."))
    assert (other.title, other.authors) == (None, ())


def test_entities_are_refused() -> None:
    bomb = f'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document {W}>{p("&b;")}</w:document>'
    assert docx.extract(_with_document(bomb)) == "is a DOCX document with a document type declaration"


def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    big = _with_document(f"<w:document {W}>" + " " * (65 * 2**20))
    assert len(big) < 2**20
    assert docx.extract(big) == "is a DOCX document that unpacks to more than 64 MB"
    monkeypatch.setattr(docxml, "MAX_ELEMENTS", 1000)
    assert docx.extract(package("<w:p/>" * 1001)) == "is a DOCX document of more than 1,000 elements"
    assert docx.extract(package("<w:p>" * 500)) == "is a DOCX document that is broken"


def _with_document(xml: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", xml)
    return file.getvalue()


def test_what_is_no_document() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("a.txt", "words")
    assert docx.extract(file.getvalue()) == "is no DOCX document"
    assert docx.extract(b"PK\3\4 and no more") == "is a DOCX document that is broken"
    assert docx.extract(package("<w:p/>")) == "is a DOCX document without text"
    assert docx.extract(_with_document("<w:document")) == "is a DOCX document that is broken"


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_damaged_packages_never_raise(whole: bytes, data: st.DataObject) -> None:
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 10))):
        damaged[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    cut = data.draw(st.integers(0, len(whole)))
    for candidate in (bytes(damaged), whole[:cut]):
        found = docx.extract(candidate)
        assert isinstance(found, str) or found.text.strip()
