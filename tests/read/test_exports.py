"""Exports of Nexis, Factiva and ProQuest, as text, HTML, RTF and DOCX: told by their marks, split into articles."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import docx
import pytest

from onrecord.errors import Problem
from onrecord.exports import export_of, headers_of, page_text, stretches
from onrecord.model import Source
from onrecord.read import read_again, read_inputs
from onrecord.settings import Settings

FIXTURES = Path(__file__).parents[1] / "fixtures" / "exports"

NUMBERED = {
    "factiva-codes.txt": ("factiva", ["ELLGAZ0020210112eh1c0001p", "HARHER0020210114eh1e0004k"]),
    "factiva-codes.html": ("factiva", ["ELLGAZ0020210112eh1c0001p", "HARHER0020210114eh1e0004k"]),
    "factiva.html": ("factiva", ["ELLGAZ0020210112eh1c0001p", "HARHER0020210114eh1e0004k"]),
    "factiva-plain.txt": (
        "factiva", ["ELLGAZ0020210112eh1c0001p", "HARHER0020210114eh1e0004k", "NORKUR0020210118eh1i0000b"],
    ),
    "proquest.txt": ("proquest", ["2477000001", "2477000002", "2477000003"]),
    "proquest.html": ("proquest", ["2477000001", "2477000002"]),
    "nexis-old.txt": ("nexis", [f"nexis-old.txt#{n}" for n in (1, 2, 3, 4)]),
    "nexis-old.html": ("nexis", [f"nexis-old.html#{n}" for n in (1, 2)]),
}  # fmt: skip


def lines_of(name: str) -> list[str]:
    return (FIXTURES / name).read_text(encoding="utf-8").splitlines()


def as_rtf(lines: list[str]) -> bytes:
    """The lines as paragraphs of an RTF file."""
    escaped = (
        "".join(
            f"\\u{ord(c)}?" if ord(c) > 126 else f"\\{c}" if c in "\\{}" else "\\tab " if c == "\t" else c for c in line
        )
        for line in lines
    )
    return ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\f0\n" + "\\par\n".join(escaped) + "\\par}").encode("ascii")


def as_docx(lines: list[str], path: Path) -> None:
    """The lines as paragraphs of a Word document, those with tabs as rows of tables."""
    document = docx.Document()
    for line in lines:
        cells = line.split("\t")
        if len(cells) > 1:
            row = document.add_table(rows=1, cols=len(cells)).rows[0]
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
        else:
            document.add_paragraph(line)
    document.save(str(path))


def read(path: Path, settings: Settings | None = None) -> tuple[list[Source], list[Problem]]:
    items = list(read_inputs([path], settings or Settings()))
    return [i for i in items if isinstance(i, Source)], [i for i in items if isinstance(i, Problem)]


def read_text(tmp_path: Path, text: str | bytes, name: str = "export.txt") -> tuple[list[Source], list[Problem]]:
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(tmp_path / name)


# ---------------------------------------------------------------- good ones
@pytest.mark.parametrize("name", NUMBERED)
def test_each_article_is_a_source(name: str) -> None:
    export, keys = NUMBERED[name]
    sources, problems = read(FIXTURES / name)
    assert not problems
    assert {s.format for s in sources} == {export}
    assert [s.key for s in sources] == keys
    assert [s.part for s in sources] == list(range(1, len(keys) + 1))
    assert {s.path for s in sources} == {name}


@pytest.mark.parametrize("name", NUMBERED)
def test_an_article_is_a_stretch_of_the_text_of_the_file(name: str) -> None:
    data = (FIXTURES / name).read_bytes()
    text = (page_text(data) or "") if name.endswith("html") else data.decode()
    sources, _ = read(FIXTURES / name)
    at = 0
    for source in sources:
        at = text.index(source.data.decode(), at) + 1  # in order; a missing one raises
        assert source.container == data
        assert "DOCUMENTS" not in source.data.decode()


@pytest.mark.parametrize("name", NUMBERED)
def test_the_file_gives_the_same_again(name: str) -> None:
    data = (FIXTURES / name).read_bytes()
    sources, _ = read(FIXTURES / name)
    assert [(s.part, s.data) for s in read_again(name, data, Settings())] == [(s.part, s.data) for s in sources]


@pytest.mark.parametrize(("name", "count"), [("nexis-uni", 3), ("proquest-new", 2)])
@pytest.mark.parametrize("kind", ["txt", "rtf", "docx"])
def test_the_new_layouts_in_each_kind_of_file(name: str, count: int, kind: str, tmp_path: Path) -> None:
    lines = lines_of(f"{name}.lines")
    path = tmp_path / f"{name}.{kind}"
    if kind == "docx":
        as_docx(lines, path)
    else:
        path.write_bytes(as_rtf(lines) if kind == "rtf" else "\n".join(lines).encode())
    sources, problems = read(path)
    assert not problems
    assert [s.format for s in sources] == [name.split("-")[0]] * count
    first = sources[0].data.decode()
    assert first.startswith("Fire on ferry Marigold sends 214 passengers")
    assert "Job Number" not in first
    assert "Table of contents" not in first
    assert "Retired judge" not in first


@pytest.mark.parametrize("name", ["nexis-old.txt", "factiva-plain.txt", "factiva-codes.txt", "proquest.txt"])
def test_the_old_layouts_as_rtf_and_docx(name: str, tmp_path: Path) -> None:
    lines = lines_of(name)
    (tmp_path / "export.rtf").write_bytes(as_rtf(lines))
    as_docx(lines, tmp_path / "export.docx")
    expected = len(NUMBERED[name][1])
    assert [len(read(tmp_path / f"export.{kind}")[0]) for kind in ("rtf", "docx")] == [expected, expected]


@pytest.mark.parametrize("name", ["nexis-old.txt", "factiva-plain.txt", "factiva-codes.txt", "proquest.txt"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_line_ends_and_encodings_change_nothing(name: str, ends: str, encoding: str, tmp_path: Path) -> None:
    text = ends.join((FIXTURES / name).read_text(encoding="utf-8").splitlines())
    sources, problems = read_text(tmp_path, text.encode(encoding), name)
    assert not problems
    assert [s.key for s in sources] == NUMBERED[name][1]


def test_an_article_twice_is_one(tmp_path: Path) -> None:
    for name in ("factiva-codes.txt", "proquest.txt"):
        text = (FIXTURES / name).read_text(encoding="utf-8")
        sources, _ = read_text(tmp_path, text + "\n" + text, name)
        assert [s.key for s in sources] == NUMBERED[name][1]


def test_one_number_with_other_words_is_another_version(tmp_path: Path) -> None:
    text = (FIXTURES / "factiva-codes.txt").read_text(encoding="utf-8")
    sources, _ = read_text(tmp_path, text + text.replace("Nine people", "Ten people"))
    assert [s.key for s in sources].count("ELLGAZ0020210112eh1c0001p") == 2


def test_one_article_alone(tmp_path: Path) -> None:
    for name in ("nexis-old.txt", "factiva-plain.txt", "proquest.txt"):
        first = read(FIXTURES / name)[0][0].data.decode()
        head = "1 of 1 DOCUMENT\n\n" if name.startswith("nexis") else ""
        sources, problems = read_text(tmp_path, head + first)
        assert not problems
        assert [s.data.decode() for s in sources] == [first]


# ---------------------------------------------------------------- what is no export
LOOK_ALIKES = {
    "nexis": [
        "Searching the archive", "By Maren Sool",
        "A search of LexisNexis brought up 3 of 250 documents on the ferry. Each of them ended with the words End of "
        "Document, and the body was short.",
        "Length: 300 metres, said the captain.",
    ],
    "end": ["Notes on the ship", "Body", "The hull is 300 m long.", "Length: 300 metres", "End of Document"],
    "factiva": [
        "How we counted",
        "We used Factiva, where each text has a number such as Document ELLGAZ0020210112eh1c0001p at its end, and 141 "
        "words at its head.",
        "141 words", "That was all it took.",
    ],
    "proquest": [
        "From the reading room",
        "ProQuest gives each article an id. The ProQuest document ID: 2477000001 is the one that we asked for.",
        "Author: unknown", "The full text: was missing.",
    ],
    "rule": ["Minutes", "_" * 60, "Title: Harbour board", "The board met, and ProQuest was mentioned."],
    "counter": ["2 of 5 documents", "were missing from the file, the judge said on Monday, and nobody could say why."],
}  # fmt: skip


@pytest.mark.parametrize("name", LOOK_ALIKES)
@pytest.mark.parametrize("kind", ["txt", "html"])
def test_an_article_about_the_databases_is_no_export(name: str, kind: str, tmp_path: Path) -> None:
    text = "\n\n".join(LOOK_ALIKES[name])
    if kind == "html":
        text = "<html><body>" + "".join(f"<p>{line}</p>" for line in LOOK_ALIKES[name]) + "</body></html>"
    sources, problems = read_text(tmp_path, text, f"article.{kind}")
    assert not problems
    assert [s.format for s in sources] == ["text" if kind == "txt" else "html"]


# ---------------------------------------------------------------- broken ones
def test_what_cannot_be_split_is_one_problem(tmp_path: Path) -> None:
    text = (FIXTURES / "nexis-old.txt").read_text(encoding="utf-8")
    for n in (2, 3, 4):
        text = text.replace(f"{n} of 4 DOCUMENTS", "")
    sources, problems = read_text(tmp_path, text)
    assert not sources
    assert [str(p) for p in problems] == ["export.txt: is an export of Nexis whose articles cannot be told apart"]


def test_what_cannot_be_split_in_one_place_is_told(tmp_path: Path) -> None:
    text = (FIXTURES / "nexis-old.txt").read_text(encoding="utf-8").replace("2 of 4 DOCUMENTS", "")
    sources, problems = read_text(tmp_path, text)
    assert len(sources) == 2
    assert [p.why for p in problems] == ["holds in one place several articles that cannot be told apart"]


def test_more_articles_than_are_taken(tmp_path: Path) -> None:
    settings = replace(Settings(), max_export_articles=2)
    sources, problems = read(FIXTURES / "nexis-old.txt", settings)
    assert len(sources) == 2
    assert [p.why for p in problems] == ["holds more than 2 articles"]


def test_more_lines_and_tags_than_are_read(tmp_path: Path) -> None:
    _, problems = read(FIXTURES / "nexis-old.txt", replace(Settings(), max_export_lines=50))
    assert [p.why for p in problems] == ["is an export of more than 50 lines"]
    sources, _ = read(FIXTURES / "nexis-old.html", replace(Settings(), max_export_tags=50))
    assert [s.format for s in sources] == ["html"]


@pytest.mark.parametrize("name", NUMBERED)
def test_a_part_of_a_file_never_raises(name: str, tmp_path: Path) -> None:
    data = (FIXTURES / name).read_bytes()
    whole = len(NUMBERED[name][1])
    for cut in range(0, len(data), max(1, len(data) // 12)):
        sources, _ = read_text(tmp_path, data[:cut] or b" ", name)
        assert len(sources) <= whole


@pytest.mark.parametrize("name", NUMBERED)
def test_flipped_bits_never_raise(name: str, tmp_path: Path) -> None:
    chance = random.Random(7)
    for _ in range(8):
        data = bytearray((FIXTURES / name).read_bytes())
        for _ in range(40):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        sources, problems = read_text(tmp_path, bytes(data), name)
        assert sources or problems


# ---------------------------------------------------------------- size and time
def nexis_of(count: int, paragraphs: int = 20) -> str:
    paragraph = "The council voted on Tuesday to close the bridge, and the mayor said that it\nwould take a year."
    head = "   The Bell\n\n   January 4, 2021\n\nStory number {n}\n\nBYLINE: Ann Roe\n\nLENGTH: 200 words\n\n"
    foot = "\n\nLOAD-DATE: January 30, 2021\n\n   Copyright 2021 The Bell\n   All Rights Reserved\n\n"
    article = head + "\n\n".join([paragraph] * paragraphs) + foot
    return "".join(f"   {n} of {count} DOCUMENTS\n\n" + article.format(n=n) for n in range(1, count + 1))


HOSTILE: dict[str, Callable[[int], str]] = {
    "counters": lambda n: "1 of 9 DOCUMENTS\n" * n + "LENGTH: 5 words\n",
    "ends": lambda n: "End of Document\n" * n + "Load-Date: x\n",
    "labels": lambda n: "1 of 1 DOCUMENT\n\nLENGTH: 5 words\n" + "LANGUAGE: x\n" * n,
    "spaces": lambda n: "1 of 1 DOCUMENT\n\nLENGTH: 5 words\n" + " " * n + "x\n" + "\t" * n,
    "one line": lambda n: "1 of 1 DOCUMENT\n\nLENGTH: 5 words\n" + "word " * n,
    "blank lines": lambda n: "1 of 1 DOCUMENT\n\nLENGTH: 5 words\n" + "\n" * n,
    "numbers": lambda n: "Document ELLGAZ0020210112eh1c0001p\n5 words\n" * n,
    "codes": lambda n: "HD  a\nLP\nb\nTD\n" * n + "Document ELLGAZ0020210112eh1c0001p\n",
    "lengths": lambda n: "5 words\n" * n + "Document ELLGAZ0020210112eh1c0001p\n",
    "digits": lambda n: "9" * n + "\nDocument ELLGAZ0020210112eh1c0001p\n5 words\n" + "Document " + "A" * n,
    "ids": lambda n: "Publication title: x\n" + "".join(f"ProQuest document ID: {i + 10**6}\n" for i in range(n)),
    "rules": lambda n: ("_" * 60 + "\n") * n + "Publication title: x\nProQuest document ID: 1234567\n",
    "one rule": lambda n: "_" * n + "\nPublication title: x\nProQuest document ID: 1234567\n",
    "items": lambda n: "User Name: x\n" + "1. a\n" * n + "End of Document\nLoad-Date: x\nEnd of Document\n",
    "months": lambda n: "1 of 1 DOCUMENT\n\nLENGTH: 5 words\n" + "January 1 2021 " * n,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_text(name: str) -> None:
    def taken(size: int) -> float:
        text = HOSTILE[name](size)
        begun = perf_counter()
        export = export_of(text)
        assert export
        for stretch in stretches(export, text):
            headers_of(export, text[stretch.start : stretch.end])
        return perf_counter() - begun

    taken(100)
    assert taken(4_000) < 5


def test_a_thousand_articles(tmp_path: Path) -> None:
    begun = perf_counter()
    sources, problems = read_text(tmp_path, nexis_of(1000))
    assert len(sources) == 1000
    assert not problems
    assert perf_counter() - begun < 5


def test_headers_are_apart_and_in_order() -> None:
    for name in NUMBERED:
        for source in read(FIXTURES / name)[0]:
            text = source.data.decode()
            found = headers_of(source.format, text).fields  # type: ignore[arg-type]
            bounds = [at for f in found for at in (f.start, f.end)]
            assert bounds == sorted(bounds)
            assert all(f.start <= f.at <= f.end <= len(text) for f in found)
            assert all(f.value == " ".join(text[f.at : f.end].split()) for f in found)
