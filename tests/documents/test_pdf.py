"""PDF into text: paragraphs from places, running heads behind the text, pages of each stretch, hostile files."""

from __future__ import annotations

import logging
import time
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfmaker import column, pdf, shown
from pypdf import PdfReader, PdfWriter
from pypdf.errors import DependencyError

from onrecord.documents import Document
from onrecord.documents import pdf as reader

FIRST = (
    "The harbour council closed the old stone bridge on Monday after a fall of stones that hurt two people, and said "
    "that it would not be opened again before the spring."
)
SECOND = (
    "“We saw it coming,” said Petra Lindqvist, 41, a crane driver who crosses it twice a day, and who had written to "
    "the mayor about it in the autumn without an answer."
)
THIRD = "The office of the mayor declined to comment."


def page(number: int, paragraphs: list[str], *title: bytes) -> list[bytes]:
    head = [shown(72, 760, 9, "Harbour Gazette"), shown(300, 30, 9, f"Page {number} of 3")]
    return [*head, *title, *column(paragraphs)]


def read(data: bytes) -> Document:
    found = reader.extract(data, 1_000_000)
    assert isinstance(found, Document), found
    return found


def paragraphs(found: Document) -> list[str]:
    assert found.paragraphs is not None
    ends = [*found.paragraphs[1:], len(found.text)]
    return [" ".join(found.text[a:b].split()) for a, b in zip(found.paragraphs, ends, strict=True)]


@pytest.fixture(scope="module")
def whole() -> bytes:
    """Three pages; a sentence of the first goes on upon the second."""
    lines = column([FIRST])
    cut = [page(1, [SECOND, THIRD], shown(72, 725, 20, "Old Bridge Closed Until Spring"))]
    cut[0] += [op.replace(b" 700 Td", b" 200 Td").replace(b" 686 Td", b" 186 Td") for op in lines[:2]]
    cut.append([*page(2, [])[:2], *(op.replace(b" 672 Td", b" 700 Td") for op in lines[2:]), *column([SECOND], y=680)])
    return pdf([*cut, page(3, [THIRD, FIRST])], info={"Title": "Microsoft Word - bridge.doc", "Author": "user"})


def test_paragraphs_and_pages(whole: bytes) -> None:
    found = read(whole)
    assert paragraphs(found) == [
        "Old Bridge Closed Until Spring", SECOND, THIRD, FIRST, SECOND, THIRD, FIRST,
        "Harbour Gazette", "Page 1 of 3", "Harbour Gazette", "Page 2 of 3", "Harbour Gazette", "Page 3 of 3",
    ]  # fmt: skip
    assert found.headings == {0}
    assert found.encoding is None
    assert (found.title, found.authors) == (None, ())
    ((start, end),) = found.furniture
    assert found.text[start:end].startswith("Harbour Gazette\nPage 1 of 3\n")


def test_each_portion_is_what_stands_on_its_page(whole: bytes) -> None:
    found = read(whole)
    assert found.portions[0].start == 0
    assert [p.end for p in found.portions][:-1] == [p.start for p in found.portions][1:]
    assert found.portions[-1].end == len(found.text)
    for number, made in enumerate(PdfReader(BytesIO(whole)).pages, 1):
        mine = "\n".join(found.text[p.start : p.end] for p in found.portions if p.page == number)
        assert sorted(line for line in mine.split("\n") if line) == sorted(made.extract_text().split("\n"))
    turning = found.text.index("The harbour council")
    assert {p.page for p in found.portions if p.start < turning + len(FIRST) and p.end > turning} == {1, 2}


@pytest.mark.parametrize("indent", [0, 12], ids=["spaced", "set in"])
def test_paragraphs_by_space_or_indent(indent: int) -> None:
    operations: list[bytes] = []
    y = 700.0
    for text in (FIRST, FIRST, THIRD, FIRST):
        made = column([text], y=y, indent=indent)
        operations += made
        y -= 14 * len(made) + (0 if indent else 7)
    assert paragraphs(read(pdf([operations]))) == [FIRST, FIRST, THIRD, FIRST]


def test_columns_are_read_one_after_the_other() -> None:
    made = pdf([[*column([FIRST], width=34), *column([SECOND], x=330, width=34)]])
    assert paragraphs(read(made)) == [FIRST, SECOND]


def test_a_byline_is_no_part_of_the_paragraph_below() -> None:
    made = column([FIRST, FIRST], y=686, indent=0)
    assert paragraphs(read(pdf([[shown(72, 700, 11, "By Ann Lee"), *made]])))[:1] == ["By Ann Lee"]


def test_ligatures_are_letters_and_controls_are_gone() -> None:
    assert reader._cleaned("\ufb01re\x00 \ufb03x\x07 \ud83d\ude00") == "fire ffix 😀"


def test_title_and_author_count_where_the_text_prints_them() -> None:
    operations = [shown(72, 720, 20, "Old Bridge Closed"), shown(72, 704, 11, "By Ann Lee"), *column([FIRST], y=680)]
    found = read(pdf([operations], info={"Title": "Old bridge closed", "Author": "Ann Lee"}))
    assert (found.title, found.authors) == ("Old bridge closed", ("Ann Lee",))


# ------------------------------------------------------------------ what is set aside
def test_a_scan() -> None:
    why = "is a scan without text: run it through OCR first"
    assert reader.extract(pdf([[b"/Im1 Do"]] * 3, picture=True), 10**6) == why
    stamped = [shown(72, 20, 8, "Scanned by Scanomatic"), b"/Im1 Do"]
    assert reader.extract(pdf([stamped] * 4, picture=True), 10**6) == why
    assert reader.extract(pdf([]), 10**6) == "is a PDF without pages"


def test_a_partial_scan_is_read_and_says_so() -> None:
    found = read(pdf([column([FIRST]), [b"/Im1 Do"], column([SECOND]), [b"/Im1 Do"]], picture=True))
    assert found.left_out == ("has 2 pages (2, 4) without text: run the file through OCR first",)
    assert [p.page for p in found.portions] == [1, 3]
    assert not read(pdf([column([FIRST]), [], column([SECOND])])).left_out


def encrypted(data: bytes, password: str) -> bytes:
    writer = PdfWriter(PdfReader(BytesIO(data)))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def test_encryption(whole: bytes) -> None:
    assert read(encrypted(whole, "")).text == read(whole).text
    assert reader.extract(encrypted(whole, "secret"), 10**6) == "is a PDF that needs a password"


def test_a_cipher_that_is_not_installed(whole: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(*ignored: object, **more: object) -> None:
        raise DependencyError("cryptography>=3.1 is required for AES algorithm")

    monkeypatch.setattr(reader, "PdfReader", lacking)
    why = "is an encrypted PDF (AES), which is read only where the package cryptography is installed"
    assert reader.extract(whole, 10**6) == why


def test_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_OPERATORS", 1000)
    monkeypatch.setattr(reader, "MAX_PAGES", 3)
    many = [b"BT /F1 11 Tf 72 760 Td 14 TL", *[b"(t) Tj T*"] * 600, b"ET"]
    assert reader.extract(pdf([many]), 10**6) == "is a PDF of more than 1,000 drawing operations"
    assert reader.extract(pdf([column([FIRST])] * 3), 300) == "is a PDF of more than 300 characters"
    assert reader.extract(pdf([[]] * 4), 10**6) == "is a PDF of more than 3 pages"


def test_a_stream_that_unpacks_to_too_much_is_a_page_that_cannot_be_read() -> None:
    found = read(pdf([column([FIRST]), [b" " * (33 * 2**20)]]))
    assert found.left_out == ("has a page (2) that cannot be read",)


def test_a_page_tree_that_is_a_circle() -> None:
    made = pdf([column([FIRST])]).replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]")
    start = time.process_time()
    assert isinstance(reader.extract(made, 10**6), str)
    assert time.process_time() - start < 5


def test_time_is_bounded(whole: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*ignored: object) -> list[object]:
        while True:
            pass

    monkeypatch.setattr(reader, "MAX_SECONDS", 0.2)
    monkeypatch.setattr(reader, "_pages", endless)
    assert reader.extract(whole, 10**6) == "is a PDF that takes more than 0 seconds to read"


def test_oddities_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        reader.extract(b"junk before\n" + pdf([column([FIRST])])[:-30], 10**6)
    assert not caplog.records


@pytest.mark.parametrize("share", range(0, 100, 7))
def test_a_file_that_breaks_off(whole: bytes, share: int) -> None:
    found = reader.extract(whole[: len(whole) * share // 100], 10**6)
    assert isinstance(found, str) or found.text.strip()


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_damaged_bytes_never_raise(whole: bytes, data: st.DataObject) -> None:
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 12))):
        damaged[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    found = reader.extract(bytes(damaged), 10**6)
    assert isinstance(found, str) or found.text.encode("utf-8")
