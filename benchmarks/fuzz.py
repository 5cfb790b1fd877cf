"""Random texts against what reads text: marks, dates, alignment, boilerplate, and record files with bytes changed.

For each target Hypothesis makes inputs that lean to what the code looks for, and a property that must hold of every one
of them. What fails is shrunk and printed, with the round's seed.

    python benchmarks/fuzz.py --minutes 10              # each target
    python benchmarks/fuzz.py --minutes 2 marks store
    python benchmarks/fuzz.py --minutes 10 --guided marks

`--guided` lets atheris choose the inputs by which lines they reach; it needs atheris in an environment of its own, and
takes one target, since atheris ends the process.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

if "--guided" in sys.argv:  # what is imported first is what tells which of its lines are reached
    from importlib import import_module

    import atheris

    with atheris.instrument_imports(include=["onrecord"]):
        import_module("onrecord.pipeline")

from onrecord import pipeline, proof
from onrecord.clean.blocks import label
from onrecord.clean.parts import parts_of
from onrecord.edtf import bounds, precision
from onrecord.errors import OnrecordError, QueryError
from onrecord.find import find
from onrecord.find.parse import Parsed, load_model, parse
from onrecord.find.quotations.marks import find_marks
from onrecord.find.times import find_times
from onrecord.find.times.lex import lex
from onrecord.ids import article_id
from onrecord.join.utterances.align import align, stretches, words_of
from onrecord.model import Article, Block, Cleaned, SourceRef
from onrecord.settings import Settings
from onrecord.span import Span
from onrecord.store import Store
from onrecord.timex import bounds_of, edtf_of, grain
from onrecord.when import resolve

__all__ = ["TARGETS", "fuzzed"]

ROUND = 200
"""Inputs of one round; the clock is looked at between two."""


def _pieces(*pieces: str) -> st.SearchStrategy[str]:
    """Texts of these pieces and of anything else."""
    return st.lists(st.one_of(st.sampled_from(pieces), st.text(max_size=4)), max_size=40).map("".join)


TARGETS: dict[str, Callable[..., None]] = {}
_INPUTS: dict[str, tuple[st.SearchStrategy[object], ...]] = {}


def _over(*inputs: st.SearchStrategy[object]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Makes a property a target that is tried over these inputs."""

    def kept(property_: Callable[..., None]) -> Callable[..., None]:
        name = property_.__name__
        TARGETS[name], _INPUTS[name] = property_, inputs
        return property_

    return kept


# ------------------------------------------------------------------ quotation marks
MARKED = _pieces(
    '"', "“", "”", "‘", "’", "'", "„", "‟", "‛", "«", "»", "''", "``", " ", ", ", ". ", "said Roe ", "’tis ",
    "the boys’ ",
    "5'6\" ", "—", "(", "[", "…", "n’t", "’90s ", "don't", "Ann ", "\n",
)  # fmt: skip


@_over(MARKED)
def marks(text: str) -> None:
    """Stretches lie in the text, marks around words, in order, each within its parent and none across another."""
    found = find_marks(text)
    for at, m in enumerate(found):
        assert 0 <= m.start <= m.inner <= m.inner_end <= m.end <= len(text), m
        assert m.inner < m.inner_end, m
        assert m.opened or m.start == m.inner, m
        assert m.closed or m.inner_end == m.end, m
        if m.parent is not None:
            parent = found[m.parent]
            assert m.parent < at, m
            assert parent.start <= m.start, (m, parent)
            assert m.end <= parent.end, (m, parent)
    for a, b in pairwise(found):
        assert a.start <= b.start, (a, b)
        assert a.end <= b.start or b.end <= a.end, (a, b)


# ------------------------------------------------------------------ dates
TIMED = _pieces(
    "Monday", "last ", "next ", "March ", "May ", "June", " 31", "1", "2031", ", ", " ", "the ", "week", "two ",
    "days ago",
    "9/11", "10:30 ", "a.m.", "noon", "since ", "from ", " to ", "between ", " and ", "the 1990s", "mid-", "early ",
    "’20s",
    "2031-05-14", "quarter", "Christmas", "Easter", "a century", "99999999", "0", "th ", "in ", "on ", "until ",
    "years later",
    "weekend", "per ", "every ", "half", "-", "/", ".", "over the next ", "February 30", "midnight", "yesterday ",
    "Sept. ",
)  # fmt: skip
DATES = _pieces(
    "2031",
    "-",
    "05",
    "14",
    "/",
    "..",
    "~",
    "?",
    "%",
    "X",
    "Y",
    "T10:30",
    "21",
    "33",
    "0000",
    "9999",
    "W24",
    "P3M",
    "-WE",
)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@_over(DATES)
def dates(value: str) -> None:
    """What is a date has its first day before its last; what is none is refused as such."""
    with suppress(QueryError):
        days = bounds(value)
        assert days.first <= days.last, value
        precision(value)
    grain(value)
    for mod in (None, "APPROX", "START"):
        if (edtf := edtf_of(value, mod)) is not None:
            bounds(edtf)
    bounds_of(value)


@_over(TIMED, st.one_of(st.none(), DAYS.map(str)), DAYS)
def times(text: str, published: str | None, anchor: date) -> None:
    """Time expressions stand in order, apart, in the text; each has a value, and an EDTF date that is one if any.

    What is left open settles against any day and any value spoken of before, or does not.
    """
    parsed = _parsed(text, published)
    at = 0
    for found in find_times(parsed):
        assert at <= found.span.start < found.span.end <= len(text), found
        at = found.span.end
        assert found.value, found
        if found.edtf is not None:
            bounds(found.edtf)
        for previous in (None, found.value, "XXXX-XX-XX", anchor.isoformat()):
            if found.open and (value := resolve(found.open, anchor, previous)) is not None:
                bounds(edtf_of(value) or "")
    for paragraph in parsed.paragraphs:
        lexed = lex(paragraph.text)
        assert len(lexed.letters) == len(lexed.spans)


def _parsed(text: str, published: str | None) -> Parsed:
    return parse(Cleaned(_article(text, published)), load_model(Settings().model))


def _article(text: str, published: str | None = None) -> Article:
    blocks = (Block("prose", 0, len(text)),) if text.strip() else ()
    return Article(
        article_id("f", text.encode("utf-8", "surrogatepass")), "f", "f", None, None, None, None, (), None, "en",
        "utf-8",
        published, "metadata" if published else None, (), None, None, "full", text, len(text.split()), "",
        SourceRef(), blocks,
    )  # fmt: skip


# ------------------------------------------------------------------ alignment
SAID = st.lists(
    st.sampled_from([
        "the", "ferry", "was", "not", "n't", "three", "3", "d—n", "d***", "damn", "[the", "mayor]", "[the mayor]",
        "…", ". . .",
        "...", "who", "loved", "wholoved", "“", "”", "Roe’s", "$5", "5%", "1,000", "[t]he", "—", "--", "_", "*", "-",
        ".", "[", "]",
    ]) | st.text(max_size=3), max_size=30,
).map(" ".join)  # fmt: skip


@_over(SAID, SAID, st.integers(0, 40))
def alignment(base: str, reading: str, cut: int) -> None:
    """Each word of either side is in exactly one segment, in order; with itself a text is the same throughout."""
    cut = min(cut, len(base))
    ours = words_of(base, (Span("a", 0, cut), Span("a", cut, len(base))))
    theirs = words_of(reading, (Span("b", 0, len(reading)),))
    runs = stretches(ours, theirs)
    assert [i for r in runs for i in range(r.start, r.end)] == list(range(len(theirs)))
    assert [i for r in runs for i in range(r.base_start, r.base_end)] == list(range(len(ours)))
    for segment in align(ours, theirs):
        assert segment.span or segment.base_span
        assert (segment.op == "added") == (segment.base_span is None), segment
        assert (segment.op == "dropped") == (segment.span is None), segment
    assert {r.op for r in stretches(theirs, theirs)} <= {"same"}


# ------------------------------------------------------------------ boilerplate
PAGE = _pieces(
    "\n", "\n\n", "\r\n", "\r", "By Ann Roe", "Ferry Sinks", "READ MORE: ", "• ", "Related",
    "Sign up for our newsletter", "\t",
    "The ferry sank on Monday, officials said. ", "Photo: Max Tern", "Share this", "© 2031", "1. ", "“",
    "Advertisement", "#",
    "PORT ANSELM (AP) — ", "Updated 10 a.m.", "Most read", "x.jpg", "\ufeff", "\x0c", "\u2028", "Copyright", "?",
    ":", "|",
)  # fmt: skip


@_over(
    PAGE,
    st.one_of(st.none(), PAGE),
    st.one_of(st.none(), PAGE),
    st.lists(st.text(max_size=9), max_size=2),
    st.booleans(),
)
def boilerplate(text: str, title: str | None, description: str | None, byline: Sequence[str], page: bool) -> None:
    """Blocks stand in order and apart, are not empty, and leave out nothing but white space."""
    at = 0
    for block in label(parts_of(text), title, description, byline, page=page):
        assert at <= block.start < block.end <= len(text), block
        assert not text[at : block.start].strip(), block
        assert text[block.start : block.end].strip(), block
        at = block.end
    assert not text[at:].strip()


@_over(MARKED | TIMED | PAGE, st.one_of(st.none(), DAYS.map(str)))
def findings(text: str, published: str | None) -> None:
    """Whatever the text, all of the finders come to an end."""
    find(Cleaned(_article(text, published)), Settings())


# ------------------------------------------------------------------ record files
@cache
def _record() -> bytes:
    text = "Ferry sinks\n\n“The chain broke,” said Ann Roe, 52, on Monday. Three died.\n\nTom Ash said four had died.\n"
    with TemporaryDirectory() as name:
        (Path(name) / "a.txt").write_text(text, encoding="utf-8")
        pipeline.build([Path(name) / "a.txt"], Path(name) / "s.record")
        return (Path(name) / "s.record").read_bytes()


@_over(st.randoms(use_true_random=False), st.integers(1, 30), st.sampled_from(["byte", "page", "cut", "swap", "text"]))
def store(rng: random.Random, changes: int, how: str) -> None:
    """A changed file opens or is refused in one line, and so when it is checked or joined; nothing else comes out."""
    data = bytearray(_record())
    for _ in range(changes):
        at = rng.randrange(max(1, len(data)))
        if len(data) < 200:
            break
        if how == "byte":
            data[at] = rng.randrange(256)
        elif how == "page":
            data[at : at + 64] = rng.randbytes(len(data[at : at + 64]))
        elif how == "swap":
            one, two = (4096 * rng.randrange(len(data) // 4096) for _ in range(2))
            data[one : one + 4096], data[two : two + 4096] = data[two : two + 4096], data[one : one + 4096]
        elif how == "cut" and len(data) > 100:
            del data[at:]
        elif how == "text":
            places = [m.start() for m in re.finditer(rb'":"|":\d|\[\{', data)]
            place = rng.choice(places) + 3
            data[place] = rng.choice(b'0123456789"{}[],x')
    with TemporaryDirectory() as name:
        path = Path(name) / "s.record"
        path.write_bytes(data)
        try:
            with Store(path) as opened:
                opened.record()
                opened.members()
                opened.dated()
                opened.problems()
            proof.check(path)
            pipeline.rejoin(path)
        except OnrecordError as error:
            assert "\n" not in str(error), error


def fuzzed(name: str, seconds: float, first: int = 0) -> tuple[int, float]:
    """Tries a target for about so many seconds, in rounds with seeds from `first`; the inputs tried and the seconds.

    Raises what the target raises, with the smallest input that does and the seed of its round.
    """
    began, rounds = time.monotonic(), 0
    size = ROUND if name not in ("store", "findings") else ROUND // 10
    while not rounds or time.monotonic() < began + seconds:
        usual = settings(
            max_examples=size, deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=False
        )
        try:
            seed(first + rounds)(usual(given(*_INPUTS[name])(TARGETS[name])))()
        except BaseException as error:
            error.add_note(f"target {name}, seed {first + rounds}")
            raise
        rounds += 1
    return rounds * size, time.monotonic() - began


def guided(name: str, seconds: float, first: int = 0) -> None:
    """Tries a target with inputs that atheris makes for the lines that they reach. Ends the process."""
    usual = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
    tried = usual(given(*_INPUTS[name])(TARGETS[name]))
    limits = [f"-max_total_time={seconds:.0f}", f"-seed={first + 1}", "-max_len=8192", "-rss_limit_mb=4096"]
    atheris.Setup([sys.argv[0], *limits], tried.hypothesis.fuzz_one_input)  # type: ignore[attr-defined]
    atheris.Fuzz()


def main() -> None:
    """Tries the targets one after the other; exits with the first failure's traceback."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("targets", nargs="*", choices=[*TARGETS, []], help="all unless given")
    options.add_argument("--minutes", type=float, default=1.0, help="for each target")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--guided", action="store_true", help="one target, by atheris")
    given_ = options.parse_args()
    if given_.guided:
        (only,) = given_.targets
        guided(only, 60 * given_.minutes, given_.seed)
    for name in given_.targets or TARGETS:
        count, took = fuzzed(name, 60 * given_.minutes, given_.seed)
        print(f"{name}: {count:,} inputs in {took:.0f} s, nothing found")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
