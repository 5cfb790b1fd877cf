"""No pattern blows up: attacked one by one, and lines of a megabyte through what reads text outside the model."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from patterns import LINES, attacks, slow
from spacy.tokens import Doc

from onrecord.clean import clean
from onrecord.errors import Problem
from onrecord.find import find_all, parse
from onrecord.find.quotations.marks import find_marks
from onrecord.find.times.lex import lex
from onrecord.read import read_inputs
from onrecord.settings import Settings

ROOT = Path(__file__).parents[2]
MEGABYTE = 1_000_000
MARKS = ("quotes", "curly quotes", "apostrophes")


def test_no_pattern_takes_more_than_a_try_in_proportion() -> None:
    call = [sys.executable, str(ROOT / "benchmarks" / "patterns.py"), "--most", "0.3"]
    done = subprocess.run(call, capture_output=True, text=True, timeout=600)
    last = done.stdout.splitlines()[-1].split()
    assert int(last[0]) > 250, "hardly any pattern was found"
    assert last[2] == "0", done.stdout + done.stderr


@pytest.mark.parametrize(
    "pattern", [r"(a+)+\Z", r"(?:a|a)*\Z", r"\s*x?\s*\Z", r"(?:\w+\s?)*:", r"[-_]{2,}[^-]{0,9}[-_]{2,}\Z"]
)
def test_what_blows_up_is_noticed(pattern: str) -> None:
    assert list(attacks(pattern, 0))
    assert any(slow(pattern, 0, 40_000, 0.1, once=True))


@pytest.mark.parametrize("pattern", [r"a+\Z", r"\s*+x?\s*\Z", r"(?:\w++\s?)*+:"])
def test_what_does_not_is_left_alone(pattern: str) -> None:
    assert not list(slow(pattern, 0, 40_000, 0.1, once=True))


def cpu(work, most):
    """The processor time of a call, the lower of two if the first is too much: others run too."""
    times = []
    while len(times) < 2 and (not times or times[0] > most):
        began = time.process_time()
        result = work()
        times.append(time.process_time() - began)
    return min(times), result


def line_of(body: str, size: int) -> str:
    return "Ann Roe said " + body * ((size - 40) // len(body)) + " on Monday."


@pytest.mark.parametrize("name", LINES)
def test_a_line_of_a_megabyte_is_read_cleaned_and_marked_in_a_second(name: str, tmp_path: Path) -> None:
    line = line_of(LINES[name], MEGABYTE)
    (tmp_path / "a.txt").write_text(line, encoding="utf-8")
    clean(next(iter(read_inputs([ROOT / "tests" / "golden" / "story" / "sinking.txt"], Settings()))), Settings())
    taken, source = cpu(lambda: next(iter(read_inputs([tmp_path / "a.txt"], Settings()))), 1)
    assert taken < 1
    if not isinstance(source, Problem):
        taken, _ = cpu(lambda: clean(source, Settings()), 1)
        assert taken < 1
    most = 5 if name in MARKS else 1  # a million marks, at 3 µs each
    taken, _ = cpu(lambda: find_marks(line), most)
    assert taken < most
    taken, _ = cpu(lambda: lex(line), 1)
    assert taken < 1


@pytest.mark.parametrize("name", LINES)
def test_finding_takes_time_in_proportion(name: str, nlp, make_article) -> None:
    """With a parse made up, so that only what comes after the model is timed."""

    def found(size: int) -> float:
        line = line_of(LINES[name], size)
        words = line.split()
        line = " ".join(words)
        doc = Doc(nlp.language.vocab, words, [True] * (len(words) - 1) + [False])
        for token in doc:
            token.tag_ = "NNP"
        doc.set_ents([])
        for token in doc:
            token.is_sent_start = token.i == 0
        return cpu(lambda: find_all(parsed(line, doc)), 0)[0]

    def parsed(line, doc):
        article = make_article(line)
        paragraph = parse.__globals__["Paragraph"](
            article.id, 0, "prose", 0, len(line), line, doc, parse.__globals__["read_tree"](doc)
        )
        return parse.__globals__["Parsed"](article, (paragraph,))

    found(1000)
    few = found(20_000)
    assert found(80_000) < 8 * few + 0.2
