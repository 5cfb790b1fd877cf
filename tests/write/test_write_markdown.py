"""The vault: links that lead somewhere, footnotes that hold, names that are safe, words that do nothing."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from onrecord.errors import InputError
from onrecord.model import Record
from onrecord.write.excerpts import excerpted
from onrecord.write.markdown import to_markdown, write_markdown
from onrecord.write.markdown.escape import front_matter, inline, line, link
from onrecord.write.markdown.names import LONGEST, Names, safe_name


@pytest.fixture(scope="module")
def vault(record: Record) -> dict[str, str]:
    return {name: data.decode() for name, data in to_markdown(record).items()}


def rendered(text: str) -> str:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)


def test_there_is_a_note_for_each_person_and_article(vault: dict[str, str]) -> None:
    assert {"Record.md", "Chronology.md", "Differences.md", "People/Nora Vance.md", "People/Tomas Brandt.md"} <= set(
        vault
    )
    assert sum(name.startswith("Articles/") for name in vault) == 3
    assert "Articles/2024-03-04 The Marsh Courier Crane falls on Harlow Pier, one dead.md" in vault
    assert "People/Harlow Pier.md" not in vault


def test_every_link_leads_to_a_note(vault: dict[str, str]) -> None:
    notes = {name.rpartition("/")[2].removesuffix(".md") for name in vault}
    links = {target for text in vault.values() for target in re.findall(r"(?<!\\)\[\[([^\]|]+)", text)}
    assert "Nora Vance" in links
    assert links <= notes


def test_every_footnote_is_used_and_written_once(vault: dict[str, str]) -> None:
    total = 0
    for text in vault.values():
        written = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
        used = re.findall(r"\[\^(\d+)\](?!:)", text)
        assert len(set(written)) == len(written)
        assert set(used) == set(written)
        total += len(written)
    assert total > 10


def test_a_persons_note_says_who_and_what_was_said(vault: dict[str, str]) -> None:
    note = vault["People/Nora Vance.md"]
    assert '\naliases: ["Vance"]\n' in note
    assert "- operator [^1]" in note
    assert "charged, manslaughter, 9 September 2024" in note
    assert "“I never touched the brake, and I could not have stopped it, … It was already moving.”" in note
    assert "lawyer of [[Nora Vance]]" in vault["People/Tomas Brandt.md"]


def test_front_matter_is_yaml_that_is_json(vault: dict[str, str]) -> None:
    for name, text in vault.items():
        if name.startswith("Articles/"):
            block = text.split("---\n")[1]
            fields = {row.split(": ", 1)[0]: json.loads(row.split(": ", 1)[1]) for row in block.splitlines()}
            assert fields["sha256"]
            assert not str(fields.get("url", "https:")).startswith("javascript")


def test_a_hostile_page_does_nothing(vault: dict[str, str]) -> None:
    wire = next(text for name, text in vault.items() if "Charge against crane operator" in name)
    page = rendered(wire.split("---\n", 2)[2])
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "\u202e" not in wire


@pytest.mark.parametrize(
    "text",
    [
        "[[Nora Vance]] and ![[secret]]", "<img src=x onerror=alert(1)>", "a | b | c", "# heading", "- [ ] task",
        "1. one", "+ plus", "> quote", "`code` ~~~ fence", "==mark== %%comment%% $x$", "[a](javascript:alert(1))",
        "*b* _i_ **s**", "&lt;script&gt;", "[^1]: stolen", "^block", "#tag", "\\[x]", "---", "=====", "<!-- x -->",
        "![a](http://x.example/y)",
    ],
)  # fmt: skip
def test_words_are_shown_as_they_are(text: str) -> None:
    page = rendered(line(text))
    shown = re.sub(r"</?p>\n?", "", page).strip()
    assert "<" not in shown
    plain = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert plain == text
    assert not re.search(r"(?<!\\)(\[\[|==|%%|\$|\^|#)", inline(text))


def test_what_ends_with_three_dashes_is_no_heading() -> None:
    assert "<h" not in rendered(f"{line('Title')}\n{line('---')}")


@given(st.text(max_size=300))
def test_any_name_is_safe(text: str) -> None:
    name = safe_name(text, "a0123456789abcdef")
    assert 0 < len(name) <= LONGEST + 5
    assert not set(name) & set('<>:"/\\|?*[]#^%\x00\n')
    assert name == name.strip(" .")
    assert len(name.encode()) <= 4 * (LONGEST + 5)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../etc/passwd", "etc passwd"), ("CON", "CON note"), ("lpt1.txt", "lpt1.txt note"), ("...", "id"),
        ("", "id"),        ("[[x]]|#^", "x"), ("a\u202eb", "a b"), ("~/.ssh", "ssh"), ("x" * 500, "x" * LONGEST),
    ],
)  # fmt: skip
def test_names_lead_nowhere_else(text: str, name: str) -> None:
    assert safe_name(text, "id") == name


def test_no_two_names_are_alike_to_any_file_system() -> None:
    names = Names(("Chronology",))
    given = [
        names.give(text, f"p{n:016x}")
        for n, text in enumerate(["Ann Roe", "ANN ROE", "ann roe", "chronology", "Ａnn Roe"])
    ]
    assert len({name.casefold() for name in (*given, "Chronology")}) == 6
    assert given[0] == "Ann Roe"


def test_links_and_front_matter_cannot_be_broken_out_of() -> None:
    made = link("Ann Roe", "a]] [[b|c")
    assert (made.count("[["), made.count("]]"), made.count("|")) == (1, 1, 1)
    assert front_matter({"title": 'x"\n---\nevil: true'}).count("\n---") == 1


@pytest.mark.parametrize("address", ["http://x.example/a", "HTTPS://x.example", "www.x.example", "mailto:a@x.example"])
def test_no_address_becomes_a_link_by_itself(address: str) -> None:
    words = line(f"See {address} now, at noon: twice")
    assert "<a" not in MarkdownIt("gfm-like", {"linkify": False}).render(words)
    assert not re.search(r"(?i)https?:/|www\.|mailto:", words)
    assert "noon: twice" in words


@pytest.mark.parametrize(
    ("published", "name"),
    [("2024-03-04", "2024-03-04 X"), ("2024-03-02/2024-03-08", "2024-03 X"), ("2024-03-28/2024-04-02", "2024 X"),
     ("2023-12-30/2024-01-02", "undated X"), ("2024-21", "2024 X"), (None, "undated X")],
)  # fmt: skip
def test_a_note_is_named_by_what_is_certain_of_its_date(record: Record, published: str | None, name: str) -> None:
    article = replace(record.articles[0], published=published, outlet="X", title="")
    assert f"Articles/{name}.md" in to_markdown(Record("1.0", "", record.built_with, articles=(article,)))


def test_what_is_stated_twice_stands_once(record: Record) -> None:
    vance = record.people[0]
    twice = replace(vance, ages=(vance.ages[0], replace(vance.ages[1], age=41)))
    hurt = record.differences[0]
    same = replace(hurt, statements=(hurt.statements[0], hurt.statements[0], hurt.statements[1]))
    people = (twice, *record.people[1:])
    notes = {n: d.decode() for n, d in to_markdown(replace(record, people=people, differences=(same,))).items()}
    assert len(re.findall("- aged 41", notes["People/Nora Vance.md"])) == 1
    assert notes["Differences.md"].count("killing the rigger") == 1


def test_excerpts_show_gaps(record: Record) -> None:
    notes = {name: data.decode() for name, data in to_markdown(excerpted(record)).items()}
    courier = next(text for name, text in notes.items() if "Marsh Courier" in name)
    assert "newsletter" not in courier
    assert "…" in courier


def test_folder_and_zip_hold_the_same(record: Record, tmp_path: Path) -> None:
    write_markdown(record, tmp_path / "vault")
    write_markdown(record, tmp_path / "vault.zip")
    with zipfile.ZipFile(tmp_path / "vault.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    folder = tmp_path / "vault"
    assert packed == {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.md")}


def test_a_folder_in_use_is_left_alone(record: Record, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("my own")
    with pytest.raises(InputError, match="not empty"):
        write_markdown(record, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.md"]


def test_two_people_of_one_name_have_two_notes(record: Record) -> None:
    twin = replace(record.people[2], id="p" + "9" * 16, name="nora vance")
    names = [
        n for n in to_markdown(replace(record, people=(*record.people, twin))) if n.lower().startswith("people/nora")
    ]
    assert len({n.casefold() for n in names}) == 2
