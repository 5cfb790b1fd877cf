"""A paragraph's parse as plain lists, with its quotation marks: what the search for quotations reads.

Asking the language model's objects token by token costs more than the search itself, so everything is taken out once.
The model's sentence ends are mended here: none falls inside a stretch between quotation marks, and a closing mark
belongs to what it closes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from spacy.attrs import DEP, HEAD, LOWER, SENT_START, TAG

from onrecord.find.marks import Marked, find_marks
from onrecord.find.parse import Paragraph

__all__ = ["CLOSING", "OPENING", "Grammar", "Range", "read_grammar"]

Range = tuple[int, int]
"""Tokens `[first, last)` of one paragraph."""

CLOSING = frozenset("\"”’'»") | {"''"}
OPENING = frozenset("\"“‘'«") | {"``", "''"}
MAX_UNIT = 400
"""Longest sentence in tokens: what no sentence of news reaches, so that hostile text costs no more than its length."""
_TERMINAL = frozenset({".", "!", "?", "…", "...", "....", ".”", "?”", "!”"})


@dataclass(frozen=True, slots=True)
class Grammar:
    """The tokens of one paragraph. `left` and `right` bound each token's subtree: `[left, right)`.

    `quote` gives the index in `outer` of the outermost stretch between quotation marks that a token, marks included,
    stands in, or -1. `units` are the sentences, mended. `depth_marks` are all stretches, `outer` the outermost ones as
    token ranges without their marks.
    """

    paragraph: Paragraph
    words: list[str]
    lower: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    left: list[int]
    right: list[int]
    children: list[list[int]]
    starts: list[int]
    ends: list[int]
    marks: tuple[Marked, ...]
    outer: list[Marked]
    inner: list[Range]
    whole: list[Range]
    quote: list[int]
    units: list[Range]
    unit_of: list[int]

    def text(self, first: int, last: int) -> str:
        """The characters of the tokens `[first, last)`."""
        return self.paragraph.text[self.starts[first] : self.ends[last - 1]] if first < last else ""


def read_grammar(paragraph: Paragraph) -> Grammar:
    """The lists for one paragraph."""
    doc = paragraph.doc
    count = len(doc)
    strings = doc.vocab.strings
    table = doc.to_array([LOWER, TAG, DEP, HEAD, SENT_START])
    names: dict[int, str] = {}

    def string(key: int) -> str:
        if key not in names:
            names[key] = strings[key] if key else ""
        return names[key]

    rows = table.tolist()
    words = [token.text for token in doc]
    lower = [string(row[0]) for row in rows]
    heads = [i + _signed(row[3]) for i, row in enumerate(rows)]
    starts = [token.idx for token in doc]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    children: list[list[int]] = [[] for _ in range(count)]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    left, right = _edges(heads, children, count)
    marks = find_marks(paragraph.text)
    outer = [m for m in marks if m.parent is None]
    inner, whole, quote = _token_ranges(outer, starts, ends)
    units = _units([i for i, row in enumerate(rows) if i and _signed(row[4]) == 1], words, quote, whole, count)
    unit_of = [0] * count
    for number, (first, last) in enumerate(units):
        for i in range(first, last):
            unit_of[i] = number
    return Grammar(
        paragraph, words, lower, [string(r[1]) for r in rows], [string(r[2]) for r in rows], heads, left, right,
        children, starts, ends, marks, outer, inner, whole, quote, units, unit_of,
    )  # fmt: skip


def _signed(value: int) -> int:
    """A 64-bit unsigned number read as signed: the model's arrays hold offsets so."""
    return value - 2**64 if value >= 2**63 else value


def _edges(heads: list[int], children: list[list[int]], count: int) -> tuple[list[int], list[int]]:
    """For each token the first token of its subtree and the one after its last."""
    left, right = list(range(count)), [i + 1 for i in range(count)]
    order: list[int] = [i for i in range(count) if heads[i] == i]
    for i in order:
        order.extend(children[i])
    for i in reversed(order):
        head = heads[i]
        if left[i] < left[head]:
            left[head] = left[i]
        if right[i] > right[head]:
            right[head] = right[i]
    return left, right


def _token_ranges(
    outer: list[Marked], starts: list[int], ends: list[int]
) -> tuple[list[Range], list[Range], list[int]]:
    """For each outermost stretch its tokens without and with the marks; for each token its stretch or -1."""
    inner: list[Range] = []
    whole: list[Range] = []
    quote = [-1] * len(starts)
    at = 0
    for number, mark in enumerate(outer):
        while at < len(starts) and ends[at] <= mark.start:
            at += 1
        first = at
        while at < len(starts) and starts[at] < mark.end:
            quote[at] = number
            at += 1
        last = at
        inner_first, inner_last = first, last
        while inner_first < last and ends[inner_first] <= mark.inner:
            inner_first += 1
        while inner_last > inner_first and starts[inner_last - 1] >= mark.inner_end:
            inner_last -= 1
        inner.append((inner_first, inner_last))
        whole.append((first, last))
    return inner, whole, quote


def _units(begins: list[int], words: list[str], quote: list[int], whole: list[Range], count: int) -> list[Range]:
    """The sentences of a paragraph, mended where quotation marks misled the model."""
    cuts: set[int] = set()
    for i in begins:
        number = quote[i]
        if number >= 0 and whole[number][0] < i:
            first, last = whole[number]
            # A cut before the closing mark is meant after it, if the quotation ended a sentence.
            if i < last - 1 or last >= count:
                continue
            i = last
        if i and words[i][:1].islower():
            continue
        cuts.add(i)
    for first, last in whole:
        # A quotation that ends a sentence and is followed by a capital, a further quotation included.
        if last < count and last - 2 >= first and words[last - 2] in _TERMINAL - {"?", "!"}:
            nxt = words[last]
            if nxt[:1].isupper() or nxt in OPENING:
                cuts.add(last)
    bounds = [0, *sorted(c for c in cuts if 0 < c < count), count]
    return [piece for a, b in pairwise(bounds) if a < b for piece in _pieces(a, b, quote)]


def _pieces(first: int, last: int, quote: list[int]) -> list[Range]:
    """A sentence cut so that no piece is much longer than a sentence can be, though never within quotation marks."""
    pieces, begin = [], first
    for at in range(first + MAX_UNIT, last) if last - first > MAX_UNIT else ():
        if at - begin >= MAX_UNIT and quote[at] < 0:
            pieces.append((begin, at))
            begin = at
    return [*pieces, (begin, last)]
