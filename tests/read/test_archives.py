"""Zip, tar and gzip: every member read, nothing followed or unpacked without bounds, each fault one problem."""

from __future__ import annotations

import base64
import gc
import gzip
import io
import json
import random
import struct
import tarfile
import time
import tracemalloc
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read import read_inputs
from onrecord.settings import Settings

Members = Sequence[tuple[str, bytes]]

PARAGRAPHS = (
    "The council of Harrowmere voted on Tuesday to close the old swing bridge, citing cracks in two of its girders.",
    "“We could not wait for the next storm,” said Odile Marchetti, the town engineer, who had asked three times.",
    "Shopkeepers on the north quay said that the detour of nine miles would cost them a third of their trade.",
)
STORY = "\n\n".join(PARAGRAPHS).encode()
PAGE = ("<!DOCTYPE html><title>Bridge closed</title><article>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS)).encode()
ROWS = b"".join(json.dumps({"id": f"r{n}", "text": PARAGRAPHS[n]}).encode() + b"\n" for n in range(3))
MIXED: Members = (("b.txt", STORY), ("a/c.html", PAGE), ("rows.jsonl", ROWS))


def zipped(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return file.getvalue()


def tarred(members: Members, mode: str = "w", form: int = tarfile.PAX_FORMAT) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode, format=form) as archive:  # type: ignore[call-overload]
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def read(folder: Path, name: str, data: bytes, given: Settings | None = None) -> tuple[list[Source], list[str]]:
    """The articles in a file, and its problems as lines."""
    path = folder / name
    path.write_bytes(data)
    items = list(read_inputs([path], given or Settings()))
    return [i for i in items if isinstance(i, Source)], [str(i) for i in items if isinstance(i, Problem)]


def noise(size: int) -> bytes:
    """Letters that hardly pack, the same each time."""
    return base64.b64encode(random.Random(size).randbytes(size))[:size]


# ------------------------------------------------------------------ what is read
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_is_read_in_the_order_of_names(tmp_path: Path, method: int) -> None:
    sources, problems = read(tmp_path, "a.zip", zipped(MIXED, method))
    assert [(s.key, s.path, s.member, s.format) for s in sources] == [
        ("a.zip#a/c.html", "a.zip", "a/c.html", "html"), ("a.zip#b.txt", "a.zip", "b.txt", "text"),
        ("r0", "a.zip", "rows.jsonl", "json"), ("r1", "a.zip", "rows.jsonl", "json"),
        ("r2", "a.zip", "rows.jsonl", "json"),
    ]  # fmt: skip
    assert sources[0].data == PAGE
    assert sources[1].data == STORY
    assert not problems


@pytest.mark.parametrize("mode", ["w", "w:gz"])
@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
def test_a_tar_is_read_in_its_own_order(tmp_path: Path, mode: str, form: int) -> None:
    sources, problems = read(tmp_path, "a.tgz", tarred((*MIXED, ("./d/é/z.txt", b"last")), mode, form))
    assert [s.key for s in sources] == ["a.tgz#b.txt", "a.tgz#a/c.html", "r0", "r1", "r2", "a.tgz#d/é/z.txt"]
    assert sources[0].data == STORY
    assert not problems


def test_long_names_in_tars(tmp_path: Path) -> None:
    name = "folder/" * 40 + "story.txt"
    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        assert [s.member for s in read(tmp_path, "a.tar", tarred([(name, STORY)], form=form))[0]] == [name]
    short = "folder/" * 20 + "story.txt"
    assert [s.member for s in read(tmp_path, "a.tar", tarred([(short, STORY)], form=tarfile.USTAR_FORMAT))[0]] == [
        short
    ]


def test_a_tar_of_the_first_format(tmp_path: Path) -> None:
    block = bytearray(tarred([("a.txt", STORY)], form=tarfile.USTAR_FORMAT))
    block[257:512] = bytes(255)
    block[148:156] = b"        "
    block[148:155] = b"%06o\0" % sum(block[:512])
    assert [s.data for s in read(tmp_path, "old.dat", bytes(block))[0]] == [STORY]


@pytest.mark.parametrize(
    ("name", "data", "formats"),
    [
        ("story.txt.gz", STORY, ["text"]), ("page.html.gz", PAGE, ["html"]), ("rows.jsonl.gz", ROWS, ["json"] * 3),
        ("one.json.gz", ROWS.splitlines()[0], ["json"]), ("story.gz", STORY, ["text"]), ("page", PAGE, ["html"]),
    ],
)  # fmt: skip
def test_a_gzip_file_is_read_as_what_it_holds(tmp_path: Path, name: str, data: bytes, formats: list[str]) -> None:
    sources, problems = read(tmp_path, name, gzip.compress(data, mtime=0))
    assert [s.format for s in sources] == formats
    assert all(s.path == name and s.member is None for s in sources)
    assert not problems
    if len(sources) == 1 and formats != ["json"]:
        assert sources[0].key == name
        assert sources[0].data == data


def test_gzip_of_several_members_and_what_fills_it_up(tmp_path: Path) -> None:
    packed = gzip.compress(STORY[:50]) + gzip.compress(b"") + gzip.compress(STORY[50:])
    for end in (b"", bytes(700), b"litter"):
        sources, problems = read(tmp_path, "a.txt.gz", packed + end)
        assert [s.data for s in sources] == [STORY]
        assert not problems


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = zipped([("deep.txt", STORY)])
    outer = tarred([("in.zip", inner), ("x.txt.gz", gzip.compress(PAGE)), ("y.txt", b"words")], "w:gz")
    sources, problems = read(tmp_path, "all.zip", zipped([("pack.tar.gz", outer), ("z.txt", b"words")]))
    assert [s.key for s in sources] == [
        "all.zip#pack.tar.gz#in.zip#deep.txt", "all.zip#pack.tar.gz#x.txt.gz", "all.zip#pack.tar.gz#y.txt",
        "all.zip#z.txt",
    ]  # fmt: skip
    assert sources[0].member == "pack.tar.gz#in.zip#deep.txt"
    assert not problems


def test_large_members_of_a_streamed_archive_can_be_opened_again(tmp_path: Path) -> None:
    rows = b"".join(json.dumps({"id": str(n), "text": "x" * 20_000}).encode() + b"\n" for n in range(200))
    listed = b"[" + b",".join(rows.splitlines()) + b"]"
    page = PAGE.replace(b"<article>", b"<article><!--" + noise(3_000_000) + b"-->")
    data = tarred([("a.jsonl", rows), ("b.json", rows), ("c.json", listed), ("d.html", page), ("e.txt", STORY)], "w:gz")
    small = replace(Settings(), max_ratio=10**6)
    sources, problems = read(tmp_path, "a.tgz", data, small)
    assert [s.member for s in sources] == ["a.jsonl"] * 200 + ["b.json"] * 200 + ["c.json"] * 200 + ["d.html", "e.txt"]
    assert sources[-2].data == page
    assert not problems


def test_two_members_of_one_name_are_both_read(tmp_path: Path) -> None:
    members = [("a/c.html", PAGE), ("a/c.html", PAGE + b"<p>more"), ("a/c (2).html", PAGE)]
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = zipped(members)
    third = {"a.zip": "a/c (3).html", "a.tar": "a/c (2) (2).html"}  # a zip is read in the order of names
    for name, data in (("a.zip", twice), ("a.tar", tarred(members))):
        sources, problems = read(tmp_path, name, data)
        assert {s.member for s in sources} == {"a/c.html", "a/c (2).html", third[name]}
        assert len({s.key for s in sources}) == 3
        assert not problems


def test_what_nobody_put_there_is_passed_over(tmp_path: Path) -> None:
    members = [
        ("__MACOSX/._a.txt", b"x"), ("a/.DS_Store", b"x"), (".git/config.txt", b"x"), ("old.record", b"x"), ("d/", b""),
        ("a.txt", STORY),
    ]  # fmt: skip
    for name, data in (("a.zip", zipped(members)), ("a.tar", tarred(members))):
        sources, problems = read(tmp_path, name, data)
        assert [s.member for s in sources] == ["a.txt"]
        assert not problems


def test_office_documents_are_no_archives(tmp_path: Path) -> None:
    for inside, what in (
        ("xl/workbook.xml", "a spreadsheet"), ("ppt/presentation.xml", "a slide show"),
        ("META-INF/container.xml", "an e-book"),
    ):  # fmt: skip
        sources, problems = read(tmp_path, "x.zip", zipped([("mimetype", b"x"), (inside, b"<x/>"), ("a.txt", STORY)]))
        assert not sources
        assert problems == [f"x.zip: is {what}, a format that is not read"]
    odt = zipped([("mimetype", b"x"), ("content.xml", b"<x/>"), ("META-INF/manifest.xml", b"<x/>")])
    assert read(tmp_path, "x.odt", odt)[1] == ["x.odt: is an OpenDocument file, a format that is not read"]


def test_a_word_document_goes_to_its_reader(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    file = io.BytesIO()
    document.save(file)
    for name, data in (("a.docx", file.getvalue()), ("a.tgz", tarred([("a.docx", file.getvalue())], "w:gz"))):
        sources, problems = read(tmp_path, name, data)
        assert [s.format for s in sources] == ["docx"]
        assert not problems


# ------------------------------------------------------------------ names and links
@pytest.mark.parametrize("bad", ["../up.txt", "/etc/passwd.txt", "a/../../b.txt", "C:/x.txt", "..\\up.txt"])
def test_a_name_that_leads_out_is_a_problem(tmp_path: Path, bad: str) -> None:
    for name, data in (
        ("a.zip", zipped([(bad, b"x"), ("good.txt", STORY)])),
        ("a.tar", tarred([(bad, b"x"), ("good.txt", STORY)])),
    ):
        sources, problems = read(tmp_path, name, data)
        assert [s.member for s in sources] == ["good.txt"]
        assert len(problems) == 1
        assert "has a name that leads out of the archive" in problems[0]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.tar", "a.zip"]


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    data = tarred([("caf__.txt", b"x"), ("good.txt", STORY)], form=tarfile.USTAR_FORMAT)
    block = bytearray(data[:512].replace(b"caf__", b"caf\xe9\xe8"))
    block[148:156] = b"        "
    block[148:155] = b"%06o\0" % sum(block)
    sources, problems = read(tmp_path, "a.tar", bytes(block) + data[512:])
    assert [s.member for s in sources] == ["good.txt"]
    assert len(problems) == 1
    assert "is not UTF-8" in problems[0]
    problems[0].encode()
    data = zipped([("café.txt", STORY)]).replace("café".encode(), b"caf\xe9\xe8")
    assert read(tmp_path, "a.zip", data) == ([], ["a.zip: holds a file with a name that is not UTF-8"])


def test_backslashes_and_decomposed_names(tmp_path: Path) -> None:
    sources, _ = read(tmp_path, "a.tar", tarred([("folder\\cafe\u0301.txt", STORY)]))
    assert [s.key for s in sources] == ["a.tar#folder/caf\u00e9.txt"]


def test_links_and_devices_are_never_followed(tmp_path: Path) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        info = tarfile.TarInfo("d/a.txt")
        info.size = len(STORY)
        archive.addfile(info, io.BytesIO(STORY))
        for name, kind, target in (
            ("same.txt", tarfile.SYMTYPE, "d/a.txt"), ("d/up.txt", tarfile.SYMTYPE, "../same.txt"),
            ("folder", tarfile.SYMTYPE, "d"), ("hard.txt", tarfile.LNKTYPE, "d/a.txt"),
            ("out.txt", tarfile.SYMTYPE, "/etc/passwd"), ("pipe", tarfile.FIFOTYPE, ""), ("dev", tarfile.CHRTYPE, ""),
        ):  # fmt: skip
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            archive.addfile(info)
    sources, problems = read(tmp_path, "a.tar", file.getvalue())
    assert [s.member for s in sources] == ["d/a.txt"]
    assert "holds 2 files of which each is a link to what is not in the archive, the first d/up.txt" in problems[0]
    assert len(problems) == 1


# ------------------------------------------------------------------ faults
def test_encrypted_and_unknown_packing(tmp_path: Path) -> None:
    data = bytearray(zipped([("a.txt", STORY), ("b.txt", STORY), ("c.txt", STORY)]))
    for at in (m for m in range(len(data)) if data[m : m + 4] == b"PK\1\2"):
        name = bytes(data[at + 46 : at + 51])
        if name == b"a.txt":
            data[at + 8] |= 1
        if name == b"b.txt":
            data[at + 10] = 9
    sources, problems = read(tmp_path, "a.zip", bytes(data))
    assert [s.member for s in sources] == ["c.txt"]
    assert problems == [
        "a.zip#a.txt: is encrypted", "a.zip#b.txt: is packed in a way that is not read (method 9)",
    ]  # fmt: skip


def test_a_wrong_checksum_costs_its_member(tmp_path: Path) -> None:
    data = zipped([("a.txt", STORY), ("b.txt", STORY)], zipfile.ZIP_STORED)
    at = data.index(b"swing")
    sources, problems = read(tmp_path, "a.zip", data[:at] + b"S" + data[at + 1 :])
    assert [s.member for s in sources] == ["b.txt"]
    assert problems == ["a.zip#a.txt: cannot be read: its checksum is wrong"]


def test_many_of_one_fault_are_one_problem(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "a.zip", zipped([(f"{n}.txt", b"") for n in range(50)]))
    assert problems == ["a.zip: holds 50 files of which each is empty, the first 0.txt"]


def test_a_zip_cut_short(tmp_path: Path) -> None:
    data = zipped(MIXED)
    for size in (4, 30, len(data) // 2, len(data) - 10):
        sources, problems = read(tmp_path, "a.zip", data[:size])
        assert not sources
        assert len(problems) == 1
        assert "is a zip archive that is damaged or cut short" in problems[0]


def test_a_tar_cut_short_keeps_what_came_before(tmp_path: Path) -> None:
    members = [(f"{n}.txt", STORY * 10) for n in range(4)]
    plain = tarred(members)
    sources, problems = read(tmp_path, "a.tar", plain[: 2 * 4096 + 600])
    assert [s.member for s in sources] == ["0.txt", "1.txt"]
    assert problems == ["a.tar#2.txt: cannot be read: the archive ends too early"]
    packed = tarred([(f"{n}.txt", noise(50_000)) for n in range(4)], "w:gz")
    sources, problems = read(tmp_path, "a.tgz", packed[: len(packed) // 2])
    assert 1 <= len(sources) <= 2
    assert len(problems) == 1
    assert "it ends too early" in problems[0]


def test_a_damaged_tar_header_keeps_what_came_before(tmp_path: Path) -> None:
    data = bytearray(tarred([(f"{n}.txt", STORY) for n in range(3)]))
    data[1024 + 10] ^= 1
    sources, problems = read(tmp_path, "a.tar", bytes(data))
    assert [s.member for s in sources] == ["0.txt"]
    assert problems == ["a.tar: breaks off; files read from it: 1; a header in it is damaged or cut short"]


def header(name: str, kind: bytes = tarfile.REGTYPE, size: int = 0) -> bytes:
    """The header of a tar's member, whatever size it states."""
    info = tarfile.TarInfo(name)
    info.type, info.size = kind, size
    return info.tobuf(tarfile.GNU_FORMAT)


def fields(*given: tuple[bytes, bytes]) -> bytes:
    """An extended header (pax) of fields with lengths of two digits."""
    data = b"".join(b"%d %s=%s\n" % (len(k) + len(v) + 5, k, v) for k, v in given)
    return header("x", tarfile.XHDTYPE, len(data)) + data + bytes(-len(data) % 512)


SPARSE = fields((b"GNU.sparse.major", b"1"), (b"GNU.sparse.minor", b"0"), (b"GNU.sparse.realsize", b"1"))
HOSTILE_TARS = {
    "a file of an exabyte": header("h.txt", size=2**60) + b"few",
    "a folder of an exabyte": header("h", tarfile.DIRTYPE, 2**60) + b"few",
    "a size below zero": header("h.txt", size=-(2**40)) + bytes(512),
    "a size below zero in an extended header": fields((b"size", b"-1048576")) + header("h.txt"),
    "a long name": header("l", tarfile.GNUTYPE_LONGNAME, 2**40) + b"n" * 3_000_000,
    "headers without a file": header("l", tarfile.GNUTYPE_LONGNAME) * 5_000,
    "extended headers without a file": fields((b"comment", b"nothing")) * 5_000,
    "a long map of a sparse file": SPARSE + header("s", size=2**40) + b"99999999\n" + b"1\n" * 1_000_000,
    "a map of a sparse file without an end": SPARSE + header("s", size=512) + b"99999999\n" + bytes(503),
    "an extended header cut short": header("l", tarfile.GNUTYPE_LONGNAME, 600) + b"n" * 300,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_TARS)
def test_what_a_tar_states_is_not_taken_at_its_word(tmp_path: Path, name: str) -> None:
    data = tarred([("a.txt", STORY)], form=tarfile.USTAR_FORMAT)[:1024] + HOSTILE_TARS[name]
    small = replace(Settings(), max_file_bytes=2**20)
    tracemalloc.start()
    started = time.monotonic()
    sources, problems = read(tmp_path, "a.tar", data, small)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [s.member for s in sources] == ["a.txt"]
    assert 1 <= len(problems) <= 2
    assert time.monotonic() - started < 5
    assert peak < 4 * 2**20


def test_gzip_cut_short_or_damaged(tmp_path: Path) -> None:
    packed = gzip.compress(STORY)
    assert read(tmp_path, "a.txt.gz", packed[:-9]) == ([], ["a.txt.gz: cannot be read: it ends too early"])
    wrong = bytearray(packed)
    wrong[-5] ^= 1
    assert read(tmp_path, "a.txt.gz", bytes(wrong)) == ([], ["a.txt.gz: cannot be read: its packed bytes are damaged"])


def test_lines_before_the_fault_are_kept(tmp_path: Path) -> None:
    rows = b"".join(json.dumps({"id": str(n), "text": noise(2000).decode()}).encode() + b"\n" for n in range(500))
    packed = gzip.compress(rows)
    sources, problems = read(tmp_path, "a.jsonl.gz", packed[: len(packed) // 2])
    assert 0 < len(sources) < 500
    assert problems == ["a.jsonl.gz: cannot be read: it ends too early"]


# ------------------------------------------------------------------ bombs
def test_a_member_that_unpacks_to_too_much(tmp_path: Path) -> None:
    bomb = b"a" * 20_000_000
    sources, problems = read(tmp_path, "a.zip", zipped([("bomb.txt", bomb), ("good.txt", STORY)]))
    assert [s.member for s in sources] == ["good.txt"]
    assert problems == ["a.zip#bomb.txt: unpacks to more than 200 times its size"]
    _, problems = read(tmp_path, "a.txt.gz", gzip.compress(bomb))
    assert problems == ["a.txt.gz: cannot be read: it unpacks to more than 200 times its size"]
    _, problems = read(tmp_path, "a.tgz", tarred([("good.txt", STORY), ("bomb.txt", bomb)], "w:gz"))
    assert problems == ["a.tgz#bomb.txt: cannot be read: it unpacks to more than 200 times its size"]


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    data = bytearray(zipped([("bomb.txt", b"a" * 20_000_000)]))
    at = data.index(b"PK\1\2")
    data[at + 24 : at + 28] = struct.pack("<L", 1000)
    sources, problems = read(tmp_path, "a.zip", bytes(data))
    assert not sources
    assert len(problems) == 1


def test_files_that_overlap(tmp_path: Path) -> None:
    data = zipped([("a.txt", STORY), ("b.txt", STORY), ("c.txt", STORY)])
    start = data.index(b"PK\1\2")
    entries = bytearray(data[start:])
    second = entries.index(b"PK\1\2", 4)
    entries[second + 42 : second + 46] = entries[42:46]  # the second file is said to lie where the first one does
    sources, problems = read(tmp_path, "a.zip", data[:start] + bytes(entries))
    assert [s.member for s in sources] == ["c.txt"]
    assert problems == ["a.zip: holds 2 files of which each overlaps another file of the archive, the first a.txt"]


def test_archives_nested_without_end(tmp_path: Path) -> None:
    data = b"words"
    for _ in range(8):
        data = gzip.compress(data)
    assert read(tmp_path, "a.gz", data)[1] == ["a.gz: is an archive that lies in 4 others"]
    data = STORY
    for level in range(7):
        data = zipped([(f"{n}.zip" if level else f"{n}.txt", data) for n in range(16)])
    started = time.monotonic()
    sources, problems = read(tmp_path, "a.zip", data)
    assert time.monotonic() - started < 10
    assert not sources
    assert len(problems) <= 20
    assert problems[-1].endswith("is an archive that lies in 4 others, and what follows is passed over")


def test_the_total_is_bounded(tmp_path: Path) -> None:
    inner = zipped([(f"{n}.txt", b"a" * 900_000) for n in range(60)])
    sources, problems = read(tmp_path, "a.zip", zipped([(f"{n}.zip", inner) for n in range(60)]))
    assert len(sources) < 60
    assert len(problems) == 1
    assert problems[0].endswith("the archive unpacks to more than 200 times its size, and what follows is passed over")


def test_the_count_is_bounded(tmp_path: Path) -> None:
    few = replace(Settings(), max_members=10)
    members = [(f"{n}.txt", STORY) for n in range(20)]
    for name, data in (("a.zip", zipped(members)), ("a.tar", tarred(members))):
        sources, problems = read(tmp_path, name, data, few)
        assert len(sources) == 10
        assert problems == [f"{name}: is not read to its end: the archive holds more than 10 files"]


def test_thousands_of_empty_members(tmp_path: Path) -> None:
    data = tarred([(f"{n}", b"") for n in range(5_000)], "w:gz")
    started = time.monotonic()
    sources, problems = read(tmp_path, "a.tgz", data)
    assert time.monotonic() - started < 5
    assert not sources
    assert len(problems) <= 2
    assert "of which each is empty, the first 0" in problems[-1]


def test_a_long_list_of_files_is_not_read(tmp_path: Path) -> None:
    data = bytearray(zipped(MIXED))
    end = data.index(b"PK\5\6")
    data[end + 12 : end + 16] = struct.pack("<L", 2**30)
    assert read(tmp_path, "a.zip", bytes(data))[1] == ["a.zip: holds more than 32 MB of file names"]


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        members = [(f"{n}.txt", noise(40_000)) for n in range(count)]
        highest = 0
        for name, data in (("a.zip", zipped(members)), ("a.tgz", tarred(members, "w:gz"))):
            path = tmp_path / name
            path.write_bytes(data)
            gc.collect()
            tracemalloc.start()
            assert sum(isinstance(item, Source) for item in read_inputs([path], Settings())) == count
            highest = max(highest, tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        return highest

    # When garbage is collected is chance: the lower of two is what the reading itself needs.
    few, many = (min(peak(count), peak(count)) for count in (10, 80))
    assert many < few + 500_000


# ------------------------------------------------------------------ from end to end, and broken at random
def test_a_record_of_archives_can_be_checked(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped([("in.tgz", tarred(MIXED, "w:gz"))]))
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(STORY))
    output = tmp_path / "story.record"
    built = onrecord.build([tmp_path / "a.zip", tmp_path / "b.txt.gz"], output)
    assert built.articles == 6
    assert not built.problems
    record = onrecord.open_record(output)
    assert {a.source.member for a in record.articles} == {"in.tgz#b.txt", "in.tgz#a/c.html", "in.tgz#rows.jsonl", None}
    checked = onrecord.check(output)
    assert checked.articles == 6
    assert not checked.failures


SEEDS = {
    "a.zip": zipped(MIXED), "a.tar": tarred(MIXED), "a.tar.gz": tarred(MIXED, "w:gz"),
    "a.jsonl.gz": gzip.compress(ROWS),
    "n.zip": zipped([("in.tgz", tarred(MIXED, "w:gz")), ("in.zip", zipped(MIXED, zipfile.ZIP_LZMA))]),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(SEEDS))
@settings(max_examples=40, deadline=10_000)
@given(data=st.data())
def test_broken_archives_never_raise(tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject) -> None:
    broken = bytearray(SEEDS[name])
    for at in data.draw(st.lists(st.integers(0, len(broken) - 1), max_size=4)):
        broken[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.none(), st.integers(0, len(broken))))
    sources, problems = read(tmp_path_factory.mktemp("broken"), name, bytes(broken[:cut]))
    assert sources or problems
    assert all("\n" not in problem for problem in problems)
