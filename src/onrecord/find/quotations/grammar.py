"""A paragraph's parse as plain lists, with its quotation marks: what the search for quotations reads.

The model's sentence ends are mended here: none falls inside a stretch between quotation marks, and a closing mark
belongs to what it closes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from onrecord.find.parse import Paragraph
from onrecord.find.quotations.marks import Marked, find_marks

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
    stands in, or -1. `units` are the sentences, mended, and `unit_of` the index of each token's. `marks` are all
    stretches, `outer` the outermost ones that have tokens; `inner` are these tokens without the marks and `whole` with
    them.
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

    def lemma(self, at: int) -> str:
        """The lemma of a verb or noun, in lower case."""
        return self.paragraph.tree.lemma(at)

    def text(self, first: int, last: int) -> str:
        """The characters of the tokens `[first, last)`."""
        return self.paragraph.text[self.starts[first] : self.ends[last - 1]] if first < last else ""


def read_grammar(paragraph: Paragraph) -> Grammar:
    """The lists for one paragraph."""
    tree = paragraph.tree
    count = len(tree.words)
    marks = find_marks(paragraph.text)
    outermost = [m for m in marks if m.parent is None]
    outer, inner, whole, quote = _token_ranges(outermost, tree.starts, tree.ends)
    begins = [i for i in range(1, count) if tree.sentence[i] == i]
    units = _units(begins, tree.words, quote, whole, count)
    unit_of = [0] * count
    for number, (first, last) in enumerate(units):
        unit_of[first:last] = [number] * (last - first)
    return Grammar(
        paragraph, tree.words, tree.lower, tree.tags, tree.deps, tree.heads, tree.left, tree.right, tree.children,
        tree.starts, tree.ends, marks, outer, inner, whole, quote, units, unit_of,
    )  # fmt: skip


def _token_ranges(
    outermost: list[Marked], starts: list[int], ends: list[int]
) -> tuple[list[Marked], list[Range], list[Range], list[int]]:
    """The outermost stretches, for each its tokens without and with the marks; for each token its stretch or -1.

    A stretch that begins and ends within a token that another one has begun is left out: it has no token of its own.
    """
    outer: list[Marked] = []
    inner: list[Range] = []
    whole: list[Range] = []
    quote = [-1] * len(starts)
    at = 0
    for mark in outermost:
        while at < len(starts) and ends[at] <= mark.start:
            at += 1
        first = at
        while at < len(starts) and starts[at] < mark.end:
            quote[at] = len(outer)
            at += 1
        last = at
        if first == last:
            continue
        inner_first, inner_last = first, last
        while inner_first < last and ends[inner_first] <= mark.inner:
            inner_first += 1
        while inner_last > inner_first and starts[inner_last - 1] >= mark.inner_end:
            inner_last -= 1
        outer.append(mark)
        inner.append((inner_first, inner_last))
        whole.append((first, last))
    return outer, inner, whole, quote


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
        if i and (words[i][:1].islower() or words[i - 1][-1:].isalnum()):
            continue  # no sentence ends in a word without a mark: `Air Force 1st | Lt. Roe`
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
