"""Time expressions rule by rule: what TIMEX3 (TimeML 1.2.1) and EDTF say of those in `times_by_rule.txt`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.find.parse import Parsed
from onrecord.find.times import find_times
from onrecord.find.times.cut import Cut
from onrecord.find.times.grammar import grammar
from onrecord.find.times.lex import lex
from onrecord.find.times.values import BUILDERS

Parse = Callable[..., Parsed]
PUBLISHED = "2021-10-20"

_TIME = re.compile(r"\[(?P<words>[^\]]+)\] (?P<type>[A-Z]+) (?P<value>\S+)(?P<given>(?: \w+=\S+)*)")
_DAY = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:T.*)?")
ATTRIBUTES = ("mod", "begin", "end", "quant", "freq")


def cases() -> Iterator[tuple[str, str]]:
    rule = ""
    for line in (Path(__file__).parent / "times_by_rule.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            rule = line[3:]
        elif line and not line.startswith("#"):
            yield rule, line.strip()


def expected(line: str) -> list[tuple[str | None, ...]]:
    """The words, type, value, EDTF and attributes of each time that the line asks for."""
    found = []
    for match in _TIME.finditer(line):
        given = dict(pair.split("=", 1) for pair in match["given"].split())
        plain = _DAY.fullmatch(match["value"]) if match["type"] in ("DATE", "TIME") else None
        edtf = given.get("e", plain[1] if plain else None)
        found.append((match["words"], match["type"], match["value"], edtf, *(given.get(a) for a in ATTRIBUTES)))
    return found


@pytest.mark.parametrize(("rule", "line"), [pytest.param(r, c, id=f"{r}: {c.split(' >>')[0]}") for r, c in cases()])
def test_rule(parsed: Parse, rule: str, line: str) -> None:
    sentence, _, wanted = line.partition(" >>")
    found = [
        (sentence[t.span.start : t.span.end], t.type, t.value, t.edtf, t.mod, t.begin, t.end, t.quant, t.freq)
        for t in find_times(parsed(sentence, published=PUBLISHED))
    ]
    assert found == expected(wanted), rule


def test_every_rule_of_the_grammar_finds_something() -> None:
    found = set()
    for _, line in cases():
        lexed = lex(line.partition(" >>")[0])
        for match in grammar().finditer(lexed.letters):
            name = match.lastgroup or ""
            draft = BUILDERS[name](Cut(lexed, match.start(), match.end()))
            if draft is not None and not draft.no_time:
                found.add(name)
    assert set(BUILDERS) - found == set()


def test_every_line_is_read() -> None:
    assert len(list(cases())) >= 400
    assert all(line.count("[") == len(expected(line)) and " >>" in line for _, line in cases())
