"""JSON files: one article, several in a list or an answer, one a line; each with its exact bytes. All invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.clean import clean, extract_text
from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read import read_again, read_inputs
from onrecord.settings import Settings

FIXTURES = Path(__file__).parents[1] / "fixtures"


def read(path: Path) -> tuple[list[Source], list[Problem]]:
    items = list(read_inputs([path], Settings()))
    return [i for i in items if isinstance(i, Source)], [i for i in items if isinstance(i, Problem)]


def written(tmp_path: Path, data: bytes | str, name: str = "a.json") -> Path:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    "data",
    [
        '{"status": "ok", "articles": [%s]}',
        '{"articles": {"page": 1, "results": [%s]}}',
        '{"response": {"docs": [%s], "meta": {}}}',
        '{"took": 3, "hits": {"total": 2, "hits": [%s]}}',
        '{"Stories": [ %s ]}',
        "[%s]",
        "\ufeff [ %s ]\n",
    ],
)
def test_lists_inside_an_answer(tmp_path: Path, data: str) -> None:
    one, two = '{"id": "k", "text":"One."}', '{"text" : "Two.", "n": 1.50}'
    sources, problems = read(written(tmp_path, data % f"{one} ,\n {two}"))
    assert [(s.key, s.data.decode(), s.order) for s in sources] == [("k", one, 0), ("a.json#2", two, 1)]
    assert not problems


def test_an_answer_of_a_news_api() -> None:
    sources, problems = read(FIXTURES / "json" / "answer.json")
    assert [s.key for s in sources] == ["answer.json#1", "answer.json#3"]
    assert [p.path for p in problems] == ["answer.json#2"]
    found = [clean(s, Settings()) for s in sources]
    assert [(f.article.read, f.article.outlet) for f in found if not isinstance(f, Problem)] == [
        ("excerpt", "Osby Herald"),
        ("excerpt", "Tarn Gazette"),
    ]


def test_ninjs_files() -> None:
    (one, two), problems = read(FIXTURES / "ninjs")
    assert not problems
    assert [one.key, two.key] == ["urn:halden:20220411:tram", "https://halden.example/items/quarry"]
    assert one.data == (FIXTURES / "ninjs" / "version1.json").read_bytes().strip()
    assert extract_text(one).endswith("\n“It was worth the wait,” said transport councillor Mette Lund.")
    assert extract_text(two).endswith("\nIts owner asked the county for a permit on Friday.")


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.txt", "a"])
def test_lines_and_lists_are_told_apart_by_content(tmp_path: Path, name: str) -> None:
    lines = '{"id": "x", "text": "One."}\n{"id": "y", "text": "Two."}\n'
    assert [s.key for s in read(written(tmp_path, lines, name))[0]] == ["x", "y"]
    listed = "[" + lines.strip().replace("\n", ",\n") + "]"
    assert [s.key for s in read(written(tmp_path, listed, name))[0]] == ["x", "y"]


def test_a_line_that_is_broken_is_named(tmp_path: Path) -> None:
    sources, problems = read(written(tmp_path, '{"text": "One."}\n{"text": \n{"text": "Three."}\n'))
    assert [s.key for s in sources] == ["a.json#1", "a.json#3"]
    assert [str(p) for p in problems] == ["a.json#2: line 2 is no valid JSON"]


def test_of_very_many_broken_lines_the_first_are_listed(tmp_path: Path) -> None:
    path = written(tmp_path, '{"text": "One."}\n' + "}\n" * 200_000 + '{"text": "Two."}\n', "a.jsonl")
    sources, problems = read(path)
    assert [s.key for s in sources] == ["a.jsonl#1", "a.jsonl#200002"]
    assert len(problems) == Settings().max_listed_lines + 1
    assert str(problems[-1]) == f"a.jsonl: has {200_000 - Settings().max_listed_lines} more broken lines"
    sources, problems = read(written(tmp_path, '[{"text": "One."}' + ", 5" * 2000 + "]"))
    assert (len(sources), len(problems)) == (1, Settings().max_listed_lines + 1)


def test_what_python_programs_write(tmp_path: Path) -> None:
    sources, problems = read(written(tmp_path, '[{"text": "One.", "n": NaN}, {"text": "Two.", "n": -Infinity}]'))
    assert [s.data for s in sources] == [b'{"text": "One.", "n": NaN}', b'{"text": "Two.", "n": -Infinity}']
    assert not problems


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_other_encodings(tmp_path: Path, codec: str) -> None:
    mark = "\ufeff" if codec == "utf-16-be" else ""
    for data in ('[{"text": "“One” é"}, {"text": "Two."}]', '[{"text": "“One” é", "n": NaN}, {"text": "Two."}]'):
        sources, problems = read(written(tmp_path, (mark + data).encode(codec)))
        assert [extract_text(s) for s in sources] == ["“One” é", "Two."]
        assert not problems
    (alone,), _ = read(written(tmp_path, (mark + '{"text": "“One” é"}').encode(codec)))
    assert extract_text(alone) == "“One” é"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ('{"articles": []}', "holds no article text"),
        ('{"articles": [1, 2]}', "holds no article text"),
        ('{"articles": [{"a": 1}, {"b": 2}]}', "holds no articles"),
        ('{"name": "a package", "version": "1.0"}', "holds no article text"),
        ('[{"text": "One."}, {"text"', "is no valid JSON"),
        ('[{"text": "One."}] trailing', "is no valid JSON"),
        ('[{"text": "One."} {"text": "Two."}]', "is no valid JSON"),
        ("[" * 100_000, "is no valid JSON"),
        ('{"articles":[' * 100_000, "nested too deeply"),
    ],
)
def test_what_holds_no_articles_is_one_problem(tmp_path: Path, data: str, why: str) -> None:
    sources, problems = read(written(tmp_path, data))
    assert not sources
    assert len(problems) == 1
    assert why in problems[0].why


FILES = ("json/answer.json", "ninjs/version1.json", "ninjs/version2.json")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FILES), st.integers(0, 1500), st.integers(0, 3000), st.binary(max_size=6))
def test_any_change_of_a_file_gives_articles_or_problems(name: str, start: int, length: int, put: bytes) -> None:
    data = (FIXTURES / name).read_bytes()
    data = data[:start] + put + data[start + length % 40 :] if length % 3 else data[:start]
    for source in read_again(name, data, Settings()):
        found = clean(source, Settings())
        assert isinstance(found, Problem) or found.article.id


@settings(max_examples=60)
@given(st.lists(st.fixed_dictionaries({"text": st.text()}, optional={"x": st.integers() | st.text()}), min_size=1))
def test_an_article_s_bytes_are_its_object_s(rows: list[dict[str, object]]) -> None:
    pieces = [json.dumps(r, ensure_ascii=bool(len(rows) % 2)) for r in rows if "\0" not in str(r["text"])]
    data = ('{"items": [' + ", ".join(pieces) + "]}").encode("utf-8", "replace")
    sources = list(read_again("a.json", data, Settings()))
    assert all(s.data in data for s in sources)
    assert [json.loads(s.data)["text"] for s in sources] == [json.loads(p)["text"] for p in pieces]


def test_a_record_of_json_files_passes_its_check(tmp_path: Path) -> None:
    wide = written(tmp_path, '[{"text": "The wall “fell” on Monday."}, {"text": "It rained."}]'.encode("utf-16"))
    record = tmp_path / "json.record"
    built = onrecord.build([FIXTURES / "json", FIXTURES / "ninjs", wide], record)
    assert built.articles == 6
    assert onrecord.check(record).failures == ()
