"""Where in a web page's source the lines of its article stand.

The extractor gives text without places, and may drop, reorder or repeat. So each line is looked for among the visible
characters of the source: as a whole, after the line before it if it stands there too, else anywhere; a line out of
which something was dropped is found stretch by stretch. A line that stands nowhere (a title from the page's head) has
no run. No run crosses the edge of a block, so every run's source is words, inline tags, comments and references alone.

Time is linear in the source and the text: all searching together may pass over so many characters (`_Budget`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.htmltext import BREAK, Visible, visible
from onrecord.model import Run

__all__ = ["runs_of", "wrong_runs"]

LONG = 24
"""Fewest characters of a line that is looked for on its own: shorter ones (`Share`, `2`) stand in many places and are
looked for between the lines around them."""
PASSES = 48
"""How often the whole source may be passed over while its lines are looked for. Pages need three."""
CALL = 64
"""What a search costs besides, in characters passed over."""
WINDOW = 4000
"""How far behind the last stretch that was found the rest of its line is looked for, in characters: what is dropped out
of a line is a note or a link, not a page."""
ANCHOR = 24
"""Fewest characters of a stretch that may be found anywhere; `NEAR` of one that stands within `WINDOW`."""
NEAR = 8
RESUMED = 4
"""Characters that must be alike behind one that differs (a quotation mark that was changed) to go on there."""


class _Budget:
    """The visible text, blocks parted by a space like words, and how much of it may still be passed over."""

    def __init__(self, page: Visible) -> None:
        self.text = page.text.replace(BREAK, " ")
        self.left = PASSES * (len(page.text) + 1000)

    def find(self, words: str, start: int, end: int) -> int:
        """The first place of `words` in `[start, end)` of the text, -1 if there is none or the budget is spent."""
        end = min(end, start + self.left, len(self.text))
        if end <= start:
            return -1
        at = self.text.find(words, start, end)
        self.left -= CALL + len(words) + (end if at < 0 else at) - start
        return at


@dataclass(frozen=True, slots=True)
class _Found:
    """The characters `[start, end)` of the article's text stand at `at` of the visible text."""

    start: int
    end: int
    at: int

    @property
    def until(self) -> int:
        """The end of its place in the visible text."""
        return self.at + self.end - self.start


def runs_of(text: str, page: Visible) -> tuple[Run, ...]:
    """The runs of `text`, whose lines have single spaces and no others, in the source of `page`."""
    budget = _Budget(page)
    lines = list(_lines(text))
    found: list[list[_Found]] = [[] for _ in lines]
    cursor = 0
    for number, (start, line) in enumerate(lines):
        if len(line) >= LONG:
            found[number] = _whole(start, line, budget, cursor) or list(_stretches(start, line, budget, cursor))
            cursor = found[number][-1].until if found[number] else cursor
    _short(lines, found, budget)
    runs = [run for places in found for place in places for run in _runs(place, page)]
    title = _title(lines, found, page)
    return tuple([title, *runs] if title else runs)


def wrong_runs(text: str, source: str, runs: Sequence[Run]) -> Iterator[Run]:
    """The runs of `text` that do not hold in `source`: out of order or bounds, or of other words.

    Stops, with one that was not looked at, after `PASSES` times the source's length: records may come from strangers.
    """
    at, left = 0, PASSES * (len(source) + 1000)
    for run in runs:
        place = source[run.source_start : run.source_end] if 0 <= run.source_start < run.source_end else ""
        left -= len(place)
        if left < 0:
            yield run
            return
        words = " ".join(visible(place).text.split())
        if not at <= run.start < run.end <= len(text) or words != " ".join(text[run.start : run.end].split()):
            yield run
        at = run.end


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        if line:
            yield at, line
        at += len(line) + 1


def _runs(place: _Found, page: Visible) -> Iterator[Run]:
    """The runs of a stretch: one, but one more for every edge of a block in it."""
    at = place.at
    for piece in page.text[place.at : place.until].split(BREAK):
        if piece and (where := page.place(at, at + len(piece))):
            start = place.start + at - place.at
            yield Run(start, start + len(piece), *where)
        at += len(piece) + 1


def _title(lines: Sequence[tuple[int, str]], found: Sequence[Sequence[_Found]], page: Visible) -> Run | None:
    """The first line's place in the page's title element, if it stands nowhere else."""
    if not lines or found[0] or page.title is None or "<" in page.source[slice(*page.title)]:
        return None
    start, line = lines[0]
    inner = visible(page.source[slice(*page.title)])
    at = inner.text.find(line)
    where = inner.place(at, at + len(line)) if at >= 0 else None
    return Run(start, start + len(line), *(page.title[0] + offset for offset in where)) if where else None


# ---------------------------------------------------------------- whole lines
def _whole(start: int, line: str, budget: _Budget, cursor: int) -> list[_Found]:
    """The place of a line that stands in one piece, at or after `cursor` if it can be."""
    at = budget.find(line, cursor, len(budget.text))
    if at < 0:
        at = budget.find(line, 0, min(cursor + len(line), len(budget.text)))
    return [_Found(start, start + len(line), at)] if at >= 0 else []


def _short(lines: Sequence[tuple[int, str]], found: list[list[_Found]], budget: _Budget) -> None:
    """Finds the lines that are too short to be looked for on their own: between those around them, else after."""
    after: list[int] = []  # the place of the next line that was found
    following = len(budget.text)
    for places in reversed(found):
        after.append(following)
        following = places[0].at if places else following
    cursor = 0
    for number, ((start, line), following) in enumerate(zip(lines, reversed(after), strict=True)):
        if len(line) < LONG:
            size = len(line)
            at = _apart(line, budget, cursor, following) if cursor < following else -1
            if at < 0:
                at = _apart(line, budget, cursor, cursor + WINDOW)
            if at < 0:
                at = _apart(line, budget, max(0, following - WINDOW), following)
            if at < 0:
                at = _apart(line, budget, 0, len(budget.text))
            found[number] = [_Found(start, start + size, at)] if at >= 0 else []
        cursor = found[number][-1].until if found[number] else cursor


def _apart(line: str, budget: _Budget, start: int, end: int) -> int:
    """The first place of `line` in `[start, end)` where it does not begin or end inside a word."""
    text = budget.text
    while (at := budget.find(line, start, end)) >= 0:
        if not text[max(0, at - 1) : at].strip() and not text[at + len(line) : at + len(line) + 1].strip():
            return at
        start = at + len(line)
    return -1


# ---------------------------------------------------------------- lines in stretches
def _stretches(start: int, line: str, budget: _Budget, cursor: int) -> Iterator[_Found]:
    """The stretches of a line that are left of it in the source, in order."""
    text, at, place, anywhere = budget.text, 0, cursor, True
    while at < len(line):
        hit = _anchor(line, at, budget, place, anywhere)
        if hit is None:
            return
        begin, place = hit
        while begin > at and place > 0 and line[begin - 1] == text[place - 1]:
            begin, place = begin - 1, place - 1
        size = _alike(line, begin, text, place)
        kept = _trimmed(line, begin, size, text, place)
        if kept[1] > kept[0]:
            yield _Found(start + kept[0], start + kept[1], place + kept[0] - begin)
            anywhere = False
        at, place = begin + size, place + size


def _anchor(line: str, at: int, budget: _Budget, place: int, anywhere: bool) -> tuple[int, int] | None:
    """The next offset of `line` from `at` on that stands in the text, and where: near `place`, or `anywhere`."""
    text, tries = budget.text, 3 if anywhere else 1
    for line_skip, text_skip in ((0, 0), (0, 1), (1, 0), (1, 1)):
        ahead = line[at + line_skip : at + line_skip + RESUMED]
        if not anywhere and ahead.strip() and text.startswith(ahead, place + text_skip):
            return at + line_skip, place + text_skip
    if at and line[at - 1] != " ":
        at = _next_word(line, at)
    while at < len(line) and budget.left > 0:
        far = _to_word_end(line, at, ANCHOR)
        if not anywhere and (hit := budget.find(_to_word_end(line, at, NEAR), place, place + WINDOW)) >= 0:
            return at, hit
        if tries and len(far) >= ANCHOR:
            tries -= 1
            hit = budget.find(far, place, len(text))
            if hit < 0 and anywhere:
                hit = budget.find(far, 0, place)
            if hit >= 0:
                return at, hit
        at = _next_word(line, at)
    return None


def _next_word(line: str, at: int) -> int:
    space = line.find(" ", at)
    return space + 1 if space >= 0 else len(line)


def _to_word_end(line: str, at: int, size: int) -> str:
    """The words of `line` from `at` on, at least `size` characters of them if there are so many."""
    end = line.find(" ", at + size)
    return line[at : end if end >= 0 else len(line)]


def _alike(line: str, at: int, text: str, place: int) -> int:
    """How many characters from `at` of `line` and from `place` of `text` on are the same."""
    size, step = 0, 64
    while step:
        if line[at + size : at + size + step] == text[place + size : place + size + step] and at + size < len(line):
            size = min(size + step, len(line) - at)
            step *= 2
        else:
            step //= 2
    return size


def _trimmed(line: str, begin: int, size: int, text: str, place: int) -> tuple[int, int]:
    """`[begin, begin + size)` without white space at its ends and the first half of a word that goes on otherwise.

    A word that the text breaks off, or that goes on after a character or two, stays.
    """
    end = begin + size
    behind = text[place + size : place + size + 1]
    if end < len(line) and line[end] != " " and behind.strip() and not _resumes(line, end, text, place + size):
        end = max(begin, line.rfind(" ", begin, end))
    while begin < end and line[begin] == " ":
        begin += 1
    while end > begin and line[end - 1] == " ":
        end -= 1
    return begin, end


def _resumes(line: str, at: int, text: str, place: int) -> bool:
    skips = ((0, 1), (1, 0), (1, 1))
    return any(
        (ahead := line[at + a : at + a + RESUMED]).strip() and text.startswith(ahead, place + b) for a, b in skips
    )
