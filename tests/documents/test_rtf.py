"""RTF into text: characters by their code pages, parts apart, broken files as far as they go, in linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.documents import Document, rtf

WHOLE = rb"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Georgia;}{\f1\fnil\fcharset204 Tahoma;}}
{\colortbl;\red0\green0\blue0;}{\stylesheet{\s1 heading 1;}}{\*\generator Made Up 1.0;}
{\info{\title Ferry Runs Aground}{\author Mina Sorel}{\creatim\yr2020}}
{\header\pard Coast Courier\par}
\pard\outlinelevel0\b Ferry Runs Aground\b0\par
\pard\plain By Mina Sorel\par
The ferry \ldblquote Skylark\rdblquote  ran aground off Pell Point{\footnote\pard A cape in the north.} on Friday,\~as
 its captain \'97 Rory O\rquote Hare \emdash slept.\par
\trowd\cellx100\cellx200\intbl Crew\cell 12\cell\row
\pard{\field{\*\fldinst HYPERLINK "https://example.org/x"}{\fldrslt The harbour office}} said so.\par
{\pict\wmetafile8 0102030405060708090a0b0c0d0e0f}{\v hidden words}{\deleted struck out}\par}"""


def text(data: bytes) -> str:
    found = rtf.extract(data)
    assert isinstance(found, Document), found
    return found.text


def test_a_whole_document() -> None:
    found = rtf.extract(WHOLE)
    assert isinstance(found, Document)
    assert found.part("body") == (
        "Ferry Runs Aground\nBy Mina Sorel\nThe ferry “Skylark” ran aground off Pell Point on Friday,\xa0as its "
        "captain — Rory O’Hare —slept.\nCrew\t12\nThe harbour office said so.\n\n"
    )
    assert found.part("footnotes") == "A cape in the north.\n"
    assert found.part("headers") == "Coast Courier\n"
    assert [found.text[start:end] for start, end in found.furniture] == ["Coast Courier\n"]
    assert found.headings == {0}
    assert (found.title, found.authors, found.encoding) == ("Ferry Runs Aground", ("Mina Sorel",), "windows-1252")
    assert found.portions[0].start == 0
    assert [p.end for p in found.portions][:-1] == [p.start for p in found.portions][1:]
    assert found.portions[-1].end == len(found.text)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (rb"\'e9t\'e9", "été"),
        (rb"\u8217?s \u233\'e9!", "’s é!"),
        (rb"\uc0\u8217 x", "’x"),
        (rb"\uc2\u8217ab x", "’ x"),
        (rb"\u-10179?\u-8704?", "😀"),
        (rb"a\u-10179?b", "a\ufffdb"),
        (rb"\f1\'cf\'f0\'e8\f0\'e9", "Приé"),
        (rb"{\f1 \'cf}\'e9", "Пé"),
        (rb"\f2\'82\'a0\'82\'a2", "あい"),
        (rb"\'81 \'8d", "\x81 \x8d"),
        (rb"a\-b\_c\~d\{e\}f\\g", "ab\u2011c\xa0d{e}f\\g"),
        (rb"one\line two\tab three", "one\ntwo\tthree"),
        (rb"{\*\unknown no}yes", "yes"),
        (rb"{\upr{caf?}{\*\ud{caf\u233?}}}", "caf?"),
        (rb"{\shp{\*\shpinst{\sp{\sn a}}{\shptxt In a box\par}}{\shprslt{\dptxbxtext twice}}}out", "out\nIn a box"),
        (b"line\r\nend", "lineend"),
        (rb"\bin3 {{{x", "x"),
        (rb"{\object{\*\objdata 0102}{\result seen}}", "seen"),
        (rb"\u99999999?x\u-99999999?y", "xy"),
    ],
)  # fmt: skip
def test_characters(body: bytes, wanted: str) -> None:
    fonts = rb"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset128 C;}}"
    assert text(rb"{\rtf1\ansi\ansicpg1252\deff0" + fonts + rb"\pard " + body + rb"\par}").rstrip("\n") == wanted


def test_the_code_page_of_the_file() -> None:
    assert text(rb"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8\par}") == "При\n"
    assert text(rb"{\rtf1\mac caf\'8e\par}") == "café\n"
    assert text(rb"{\rtf1\ansi\ansicpg65001 caf\'c3\'a9\par}") == "café\n"
    assert text(rb"{\rtf1\ansi\ansicpg99999 caf\'e9\par}") == "café\n"


def test_properties_count_only_when_they_are_printed() -> None:
    found = rtf.extract(rb"{\rtf1{\info{\title Template 2019}{\author Office User}}The mayor resigned.\par}")
    assert isinstance(found, Document)
    assert (found.title, found.authors) == (None, ())


@pytest.mark.parametrize("at", range(0, len(WHOLE), 37))
def test_a_document_that_breaks_off_gives_what_it_holds(at: int) -> None:
    found = rtf.extract(WHOLE[:at])
    assert isinstance(found, str) or found.text.strip()
    if at > WHOLE.index(b"said so"):
        assert isinstance(found, Document)
        assert "ran aground" in found.text


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"plain words", "is no RTF document"),
        (rb"{\rtf1\ansi{\pict 0102}}", "is an RTF document without text"),
        (rb"{\rtf1" + b"{" * 20_000, "is an RTF document nested too deeply"),
    ],
)
def test_what_is_set_aside(data: bytes, why: str) -> None:
    assert rtf.extract(data) == why


def test_too_many_control_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtf, "MAX_TOKENS", 1000)
    assert rtf.extract(rb"{\rtf1" + rb"\b" * 1000 + b"x}") == "is an RTF document of more than 1,000 control words"


@pytest.mark.parametrize(
    "data",
    [
        rb"{\rtf1{\fonttbl" + rb"\f1 " * 100_000 + b"}x",
        rb"{\rtf1{\pict " + b"ab" * 4_000_000 + b"}x}",
        rb"{\rtf1{\pict\bin8000000 " + b"}{" * 4_000_000 + b"}x}",
        rb"{\rtf1" + rb'{\field{\*\fldinst{ HYPERLINK "' * 20_000 + b"}",
        rb"{\rtf1" + rb"\'e9" * 200_000,
    ],
    ids=["fonts", "picture", "binary", "links", "hex"],
)
def test_the_time_grows_with_the_size(data: bytes) -> None:
    start = time.process_time()
    rtf.extract(data)
    assert time.process_time() - start < 5


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=20))
@settings(max_examples=60, deadline=None)
def test_damaged_bytes_never_raise(damage: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for at, byte in damage:
        data[at] = byte
    found = rtf.extract(bytes(data))
    assert isinstance(found, str) or found.text.encode("utf-8")
