"""A draft that was checked: its text with the statements marked, and what the record says to each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from onrecord.app.book import Book
from onrecord.app.writes import Job
from onrecord.verify.statement import Checked, Statement
from onrecord.write.html.safe import verbatim

__all__ = ["Draft", "Line", "drafts"]

VERDICTS = ("contradicted", "altered", "not on record", "verbatim")
"""The gravest first: where two statements share words, these show the graver verdict."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the draft with its statements marked, and the numbers of those that begin in it."""

    words: Markup
    statements: tuple[tuple[int, Statement], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft by lines, and how often each verdict was given. `apart` are the statements when no text shows them."""

    lines: tuple[Line, ...]
    counts: tuple[tuple[str, int], ...]
    apart: tuple[tuple[int, Statement], ...]


def drafts(book: Book, job: Job) -> tuple[Draft, ...]:
    """What came of a draft's job; its statements stand in the text when their places are places in it."""
    found: tuple[Checked, ...] = job.result
    return tuple(_draft(job.text, checked, len(found) == 1) for checked in found)


def _draft(text: str, checked: Checked, alone: bool) -> Draft:
    counted = Counter(s.verdict for s in checked.statements)
    counts = tuple((v, counted[v]) for v in VERDICTS)  # type: ignore[index]
    numbered = tuple(enumerate(checked.statements, 1))
    if not alone or any(text[s.span.start : s.span.end] != s.text for _, s in numbered):
        return Draft((), counts, numbered)
    return Draft(tuple(_lines(text, numbered)), counts, ())


def _lines(text: str, numbered: tuple[tuple[int, Statement], ...]) -> list[Line]:
    verdicts: list[tuple[int, int] | None] = [None] * len(text)
    for number, s in numbered:
        rank = VERDICTS.index(s.verdict)
        for at in range(s.span.start, s.span.end):
            held = verdicts[at]
            if held is None or rank < held[0]:
                verdicts[at] = (rank, number)
    lines, start, waiting = [], 0, list(numbered)
    for line in text.split("\n"):
        end = start + len(line)
        here = []
        while waiting and waiting[0][1].span.start <= end:
            here.append(waiting.pop(0))
        if line.strip():
            lines.append(Line(_marked(text, start, end, verdicts), tuple(here)))
        start = end + 1
    return lines


def _marked(text: str, start: int, end: int, verdicts: list[tuple[int, int] | None]) -> Markup:
    parts: list[Markup] = []
    for held, places in groupby(range(start, end), key=lambda at: verdicts[at]):
        run = list(places)
        words = verbatim(text[run[0] : run[-1] + 1])
        if held is None:
            parts.append(words)
        else:
            parts.append(
                Markup('<a class="v v-{}" href="#s{}">{}</a>').format(
                    VERDICTS[held[0]].replace(" ", "-"), held[1], words
                )
            )
    return Markup("").join(parts)
