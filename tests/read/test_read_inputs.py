"""Files and folders into sources; each bad thing into exactly one problem."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read import read_inputs
from onrecord.settings import Settings


def read(*inputs: Path, settings: Settings | None = None) -> tuple[list[Source], list[Problem]]:
    items = list(read_inputs(inputs, settings or Settings()))
    sources = [item for item in items if isinstance(item, Source)]
    return sources, [item for item in items if isinstance(item, Problem)]


def only_problem(*inputs: Path, settings: Settings | None = None) -> Problem:
    sources, problems = read(*inputs, settings=settings)
    assert not sources
    assert len(problems) == 1, problems
    return problems[0]


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b.html", "c.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"id": "one", "text": "x"}\n' if name.endswith("l") and "json" in name else "text")
    sources, problems = read(tmp_path)
    assert [(s.key, s.path, s.format) for s in sources] == [
        ("a/b.html", "a/b.html", "html"), ("a/z.md", "a/z.md", "text"), ("b.txt", "b.txt", "text"),
        ("one", "c.jsonl", "json"),
    ]  # fmt: skip
    assert not problems


def test_the_key_of_a_file_is_its_name_and_names_are_composed(tmp_path: Path) -> None:
    path = tmp_path / "cafe\u0301.txt"
    path.write_text("text")
    assert [s.key for s in read(path)[0]] == ["caf\u00e9.txt"]
    assert [s.key for s in read(tmp_path)[0]] == ["caf\u00e9.txt"]


def test_lines_keep_their_exact_bytes(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "first"}\r\n\n  {"id": "x", "text": "second" } \n{"text": "last"}')
    sources, problems = read(path)
    assert [s.data for s in sources] == [
        b'\xef\xbb\xbf{"text": "first"}', b'  {"id": "x", "text": "second" } ', b'{"text": "last"}',
    ]  # fmt: skip
    assert [s.key for s in sources] == ["feed.jsonl#1", "x", "feed.jsonl#4"]
    assert [s.order for s in sources] == [0, 1, 2]
    assert not problems


def test_a_json_file_holds_one_article_or_a_list(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text('{"text": "alone"}')
    (tmp_path / "two.json").write_text('[{"text": "a"},\n {"id": "b", "text": "b"}, 5]')
    sources, problems = read(tmp_path)
    assert [s.key for s in sources] == ["one.json", "two.json#1", "b"]
    assert sources[1].data == b'{"text": "a"}'
    assert [str(p) for p in problems] == ["two.json#3: item 3 is no JSON object"]


def test_a_broken_line_is_one_problem_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text('{"text": "good"}\n{"text": "bad\n{"text": "good too"}\n')
    sources, problems = read(path)
    assert len(sources) == 2
    assert [str(p) for p in problems] == ["feed.jsonl#2: line 2 is no valid JSON"]


def test_a_file_without_any_good_line_is_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text("not json\n" * 5000)
    assert only_problem(path).path == "feed.jsonl"


def test_a_line_that_is_too_long_is_skipped(tmp_path: Path) -> None:
    settings = replace(Settings(), max_line_bytes=2**20)
    path = tmp_path / "feed.jsonl"
    long = json.dumps({"text": "x" * (2 * 2**20)})
    path.write_text('{"text": "a"}\n' + long + '\n{"text": "b"}\n')
    sources, problems = read(path, settings=settings)
    assert [s.key for s in sources] == ["feed.jsonl#1", "feed.jsonl#3"]
    assert [str(p) for p in problems] == ["feed.jsonl#2: line 2 is longer than 1 MB"]


def test_a_page_under_a_text_name_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "saved.txt"
    path.write_text("\n<!DOCTYPE html><html><p>text")
    assert read(path)[0][0].format == "html"


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("empty.txt", b"", "empty"),
        ("nul.txt", b"text\0text", "binary"),
        ("noise.txt", bytes(range(1, 32)) * 50, "binary"),
        ("sheet.xls", b"\xd0\xcf\x11\xe0...", "old office document"),
        ("photo.txt", b"\x89PNG\r\n", "image"),
        ("table.csv", b"a,b\n1,2\n", "unknown format"),
        ("table.xml", b"<?xml version='1.0'?><table/>", "unknown format"),
        ("data.dat", b"<?xml version='1.0'?><a/>", "unknown format"),
        ("bad.json", b"[{]", "no valid JSON"),
        ("none.json", b"[]", "no articles"),
        ("blank.jsonl", b"\n\n", "no articles"),
        ("late.txt", b"a" * 100_000 + b"\0", "binary"),
        ("wide.txt", "\ufeffa\0b".encode("utf-16-le"), "binary"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(data)
    problem = only_problem(tmp_path)
    assert problem.path == name
    assert why in problem.why


def test_a_large_file_is_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.write(b"text")
        stream.truncate(200 * 2**20)
    assert "larger than 64 MB" in only_problem(path, settings=replace(Settings(), sniffed_bytes=4)).why


def test_missing_and_empty_inputs(tmp_path: Path) -> None:
    assert str(only_problem(tmp_path / "none.txt")) == "none.txt: there is no such file or folder"
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / ".hidden").write_text("x")
    (tmp_path / "folder" / "story.record").write_bytes(b"SQLite format 3\0")
    assert str(only_problem(tmp_path / "folder")) == "folder: the folder holds no files"


def test_a_circle_of_links_is_one_problem(tmp_path: Path) -> None:
    folder = tmp_path / "story"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text("text")
    (folder / "deep" / "back").symlink_to(folder)
    sources, problems = read(folder)
    assert [s.key for s in sources] == ["a.txt"]
    assert [str(p) for p in problems] == ["deep/back: is a symbolic link to a folder that is read already"]


def test_links_are_followed_once(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.txt").write_text("text")
    folder = tmp_path / "story"
    folder.mkdir()
    (folder / "one").symlink_to(tmp_path / "elsewhere")
    (folder / "two").symlink_to(tmp_path / "elsewhere")
    (folder / "itself").symlink_to(folder / "itself")
    (folder / "gone").symlink_to(folder / "nowhere")
    sources, problems = read(folder)
    assert [s.key for s in sources] == ["one/a.txt"]
    assert [p.path for p in problems] == ["gone", "itself", "two"]


def test_a_fifo_never_blocks(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert str(only_problem(tmp_path)) == "pipe.txt: is no regular file"


def test_folders_too_deep(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b" / "c"
    folder.mkdir(parents=True)
    (folder / "x.txt").write_text("text")
    assert only_problem(tmp_path, settings=replace(Settings(), max_depth=2)).path == "a/b/c"


def test_an_unreadable_file_and_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locked").mkdir()
    (tmp_path / "locked" / "in.txt").write_text("text")
    (tmp_path / "secret.txt").write_text("text")
    scan, open_ = os.scandir, Path.open

    def no_scan(path: Path) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    def no_open(self: Path, *args: str) -> object:
        if self.name == "secret.txt":
            raise PermissionError(13, "Permission denied")
        return open_(self, *args)

    monkeypatch.setattr("onrecord.read.discover.os.scandir", no_scan)
    monkeypatch.setattr(Path, "open", no_open)
    _, problems = read(tmp_path)
    assert [str(p) for p in problems] == [
        "locked: cannot be read: permission denied", "secret.txt: cannot be read: permission denied",
    ]  # fmt: skip


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    try:
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))).write_text("text")
    except OSError:
        pytest.skip("this file system takes no such names")
    problem = only_problem(tmp_path)
    assert "not UTF-8" in problem.why
    problem.path.encode()


def test_a_name_with_a_line_end_stays_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "two\nlines.txt").write_bytes(b"")
    assert str(only_problem(tmp_path)) == "two\\nlines.txt: is empty"
