"""Two wordings of one thing said, aligned word by word over the printed text.

Words are compared without case, quotation marks and punctuation; numbers by value (`three` is `3`); two words printed
as one (`wholoved`) as the two. A word with letters struck out (`d—n`, `h***`), a bracketed edit (`[the mayor]`) and an
ellipsis hide what stands across from them: such a stretch is masked, not changed. The alignment keeps the most words
in common (longest common subsequence), then takes back common words that say nothing between two changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

import msgspec
from msgspec.structs import replace
from rapidfuzz.distance import LCSseq

from onrecord.join.utterances.weight import expanded
from onrecord.model import Segment, SegmentOp
from onrecord.numbers import value_of
from onrecord.span import Span
from onrecord.tokens import content_words

__all__ = ["Stretch", "Word", "align", "in_common", "scan", "segments", "stretches", "words_of"]

_TOKEN = re.compile(
    r"(?P<bracket>\[[^\[\]\n]{1,80}\](?!(?<=\[\w\])[^\W\d_]))"
    r"|(?P<gap>\.\s?\.\s?\.(?:\s?\.)?|…)"
    r"|(?P<masked>[^\W\d_]{0,12}(?:\*{2,}|[-–—_]{2,}|—(?=[a-z]{1,3}\b))[^\W\d_]{0,12})"
    r"|(?P<word>(?:\[\w\])?[$€£]?[^\W_]+(?:[.,'’ʼ&/@][^\W_]+|-(?=\w)[^\W_]+)*%?)"
)
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*\s*$")

_W = TypeVar("_W", str, int)

LARGEST = 16_000_000
"""Product of the lengths of two texts, in words, that are aligned: 2 MB of the aligner's table for each million."""


SHORT = 5
"""Words up to which two ends that differ are one changed, not one report that begins or ends elsewhere."""


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word of printed text. `key` is what it is compared by; `kind` is word, masked, bracket or gap (an ellipsis).

    `part` counts the stretches of the quotation that it stands in, and `first` says that it begins a sentence.
    """

    span: Span
    text: str
    key: str
    kind: str = "word"
    part: int = 0
    first: bool = False


class Stretch(msgspec.Struct, frozen=True, gc=False):
    """A run of words `[start, end)` of the reading across from `[base_start, base_end)` of the base."""

    op: SegmentOp
    start: int
    end: int
    base_start: int
    base_end: int


def scan(text: str, span: Span) -> Iterator[tuple[int, int, str, str]]:
    """The words in `span` of an article's `text`, in order: start, end, key and kind."""
    for match in _TOKEN.finditer(text, span.start, span.end):
        kind, printed = str(match.lastgroup), match[0]
        if kind != "masked" or any(c.isalpha() for c in printed):
            yield match.start(), match.end(), _key(printed, kind), kind


def words_of(text: str, spans: Iterable[Span]) -> tuple[Word, ...]:
    """The words of `text`, an article's, that stand in `spans`, in text order."""
    found: list[Word] = []
    for part, span in enumerate(spans):
        first, end = True, span.start
        for start, then, key, kind in scan(text, span):
            if not first and not text[end:start].isspace():
                first = bool(_SENTENCE_END.search(text, max(span.start, end - 1), start))
            found.append(Word(Span(span.article, start, then), text[start:then], key, kind, part, first))
            first, end = kind == "gap", then
    return tuple(found)


@lru_cache(maxsize=65536)
def _key(text: str, kind: str) -> str:
    if kind == "gap":
        return "…"
    low = text.lower().replace("’", "'").replace("ʼ", "'")
    if kind == "bracket":
        return low
    if kind == "masked":
        return "".join(c if c.isalpha() else "*" for c in low)
    if low[0] == "[":
        low = low[1] + low[3:]
    number = value_of(low.removesuffix("%").lstrip("$€£"))
    return f"{number:g}" if number is not None else low.replace("-", "").replace(".", "")


def in_common(a: Iterable[_W], b: Iterable[_W]) -> int:
    """How many words two texts have in common, at whatever place; one that both have twice counts twice."""
    return int(LCSseq.similarity(sorted(a), sorted(b)))


def align(base: Sequence[Word], reading: Sequence[Word]) -> tuple[Segment, ...]:
    """The reading's segments against the base, in order; each word of either side is in exactly one."""
    return segments(base, reading, stretches(base, reading))


def segments(base: Sequence[Word], reading: Sequence[Word], runs: Iterable[Stretch]) -> tuple[Segment, ...]:
    """`runs` as spans of printed text, cut where the words lie in different parts of their quotations."""
    return tuple(
        Segment(run.op, _hull(reading[run.start : run.end]), _hull(base[run.base_start : run.base_end]))
        for whole in runs
        for run in _cut(base, reading, whole)
    )


def _hull(words: Sequence[Word]) -> Span | None:
    return Span(words[0].span.article, words[0].span.start, words[-1].span.end) if words else None


def _cut(base: Sequence[Word], reading: Sequence[Word], run: Stretch) -> Iterator[Stretch]:
    """`run` in pieces none of which crosses a border between the parts of the reading or of the base."""
    start, base_start = run.start, run.base_start
    paired = run.end - run.start == run.base_end - run.base_start
    while start < run.end or base_start < run.base_end:
        end, base_end = _same_part(reading, start, run.end), _same_part(base, base_start, run.base_end)
        if paired:
            length = min(end - start, base_end - base_start)
            end, base_end = start + length, base_start + length
        op = run.op
        if op not in ("added", "dropped") and (start == end or base_start == base_end):
            op = "added" if start < end else "dropped"
        yield Stretch(op, start, end, base_start, base_end)
        start, base_start = end, base_end


def _same_part(words: Sequence[Word], start: int, limit: int) -> int:
    end = start
    while end < limit and words[end].part == words[start].part:
        end += 1
    return end


# ------------------------------------------------------------------ the alignment
def stretches(base: Sequence[Word], reading: Sequence[Word]) -> tuple[Stretch, ...]:
    """The alignment in word numbers: runs that cover the reading and the base exactly once, in order."""
    seen, hidden = _matched_keys(base, reading)
    left, right = [w.key for w in base], list(seen)
    pieces: list[Stretch] = []
    for equal, start, end, base_start, base_end in _opcodes(left, right):
        pieces.append(Stretch("same" if equal else "changed", start, end, base_start, base_end))
    joined = _joined(_slid(pieces, left, right))
    joined = _joined(_glued(base, reading, p) for p in joined)
    joined = _joined([replace(p, op="changed") if _empty_island(joined, i, base) else p for i, p in enumerate(joined)])
    named = _joined([q for p in joined for q in _named(base, reading, p, hidden)])
    common = any(p.op in ("same", "masked") for p in named)
    ends = (0, len(named) - 1)
    return tuple(q for i, p in enumerate(named) for q in (_apart(p, common) if i in ends else (p,)))


def _apart(piece: Stretch, common: bool) -> Iterator[Stretch]:
    """A change before the first or after the last common word: unless short, each side says something else there."""
    short = common and max(piece.end - piece.start, piece.base_end - piece.base_start) <= SHORT
    if piece.op != "changed" or short:
        yield piece
        return
    yield Stretch("dropped", piece.start, piece.start, piece.base_start, piece.base_end)
    yield Stretch("added", piece.start, piece.end, piece.base_end, piece.base_end)


def _opcodes(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Whether equal, and the bounds in `right` and in `left`; texts too long to compare in full count as one change."""
    if len(left) * len(right) > LARGEST:
        yield False, 0, len(right), 0, len(left)
        return
    for code in LCSseq.opcodes(left, right):
        yield code.tag == "equal", code.dest_start, code.dest_end, code.src_start, code.src_end


def _slid(pieces: list[Stretch], left: Sequence[str], right: Sequence[str]) -> list[Stretch]:
    """The pieces with the first common one put where its words stand a second time, before the next common one.

    `[The] frost came and the [hens died]` against `[the hens died]`: *the* belongs to the hens.
    """
    place = next((i for i, p in enumerate(pieces) if p.op == "same"), None)
    if place is None or place + 2 >= len(pieces):
        return pieces
    head, between = pieces[place], pieces[place + 1]
    size = head.end - head.start
    if (
        between.start == between.end
        and left[between.base_end - size : between.base_end] == right[head.start : head.end]
    ):
        moved = [
            Stretch("changed", head.start, head.start, head.base_start, between.base_end - size),
            Stretch("same", head.start, head.end, between.base_end - size, between.base_end),
        ]
    elif (
        between.base_start == between.base_end
        and right[between.end - size : between.end] == left[head.base_start : head.base_end]
    ):
        moved = [
            Stretch("changed", head.start, between.end - size, head.base_start, head.base_start),
            Stretch("same", between.end - size, between.end, head.base_start, head.base_end),
        ]
    else:
        return pieces
    return [*pieces[:place], *moved, *pieces[place + 2 :]]


def _matched_keys(base: Sequence[Word], reading: Sequence[Word]) -> tuple[tuple[str, ...], frozenset[int]]:
    """The reading's keys, a masked word's replaced by that of the base's word that it hides or is hidden by.

    Also the places in the reading where that was done.
    """
    plain = {w.key for w in base if w.kind == "word"}
    masks = {w.key for w in base if w.kind == "masked"}
    keys, hidden = [], set()
    for place, word in enumerate(reading):
        key = word.key
        if word.kind == "masked" and key not in masks:
            key = min((k for k in plain if _hides(word.key, k)), default=key)
        elif word.kind == "word" and key not in plain and masks:
            key = min((m for m in masks if _hides(m, key)), default=key)
        if key != word.key:
            hidden.add(place)
        keys.append(key)
    return tuple(keys), frozenset(hidden)


@lru_cache(maxsize=65536)
def _hides(mask: str, word: str) -> bool:
    """Whether the letters left of a masked word are the first and last of `word`: `d*n` of `damn`."""
    head, _, rest = mask.partition("*")
    tail = rest.rpartition("*")[2] if "*" in rest else rest
    return bool(head or tail) and len(word) > len(head) + len(tail) and word.startswith(head) and word.endswith(tail)


def _joined(pieces: Iterable[Stretch]) -> list[Stretch]:
    """Neighbours of one kind as one; what is only in the reading is added, only in the base dropped."""
    out: list[Stretch] = []
    for piece in pieces:
        if piece.start == piece.end and piece.base_start == piece.base_end:
            continue
        last = out[-1] if out else None
        if last and _merges(last.op, piece.op):
            op = piece.op if last.op == piece.op else "changed"
            piece = Stretch(op, last.start, piece.end, last.base_start, piece.base_end)
            out.pop()
        if piece.op in ("changed", "added", "dropped"):
            only = piece.start == piece.end, piece.base_start == piece.base_end
            piece = replace(piece, op="dropped" if only[0] else "added" if only[1] else "changed")
        out.append(piece)
    return out


def _merges(a: SegmentOp, b: SegmentOp) -> bool:
    plain = ("changed", "added", "dropped")
    return a == b or (a in plain and b in plain)


def _glued(base: Sequence[Word], reading: Sequence[Word], piece: Stretch) -> Stretch:
    """A changed piece whose two sides print the same letters is the same: `who loved` and `wholoved`, or `did not`."""
    if piece.op == "changed":
        sides = base[piece.base_start : piece.base_end], reading[piece.start : piece.end]
        if len({"".join(w.key for w in side) for side in sides}) == 1 or len({_long(side) for side in sides}) == 1:
            return replace(piece, op="same")
    return piece


def _long(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(each for w in words for each in expanded(w.key))


def _empty_island(pieces: Sequence[Stretch], place: int, base: Sequence[Word]) -> bool:
    """Whether a common stretch between two others is a single function word: chance, not agreement."""
    piece = pieces[place]
    if piece.op != "same" or not 0 < place < len(pieces) - 1 or piece.base_end - piece.base_start > 1:
        return False
    around = (pieces[place - 1], pieces[place + 1])
    wide = all(min(p.end - p.start, p.base_end - p.base_start) >= 2 for p in around)
    return wide and not content_words(base[piece.base_start].text)


def _named(base: Sequence[Word], reading: Sequence[Word], piece: Stretch, hidden: frozenset[int]) -> Iterator[Stretch]:
    """`piece` with what is masked apart from what is the same or changed."""
    if piece.op == "same":
        if piece.end - piece.start != piece.base_end - piece.base_start:
            yield piece
            return
        for place, other in zip(range(piece.start, piece.end), range(piece.base_start, piece.base_end), strict=True):
            yield Stretch("masked" if place in hidden else "same", place, place + 1, other, other + 1)
        return
    yield from _unhidden(base, reading, piece)


def _unhidden(base: Sequence[Word], reading: Sequence[Word], piece: Stretch) -> Iterator[Stretch]:
    """A differing piece: masked where all that one side prints is an ellipsis, a bracket or a mask."""
    here, there = reading[piece.start : piece.end], base[piece.base_start : piece.base_end]
    for words in (here, there):
        if words and all(w.kind != "word" for w in words):
            yield replace(piece, op="masked")
            return
    marks = [i for i, w in enumerate(here) if w.kind == "gap"]
    if here and marks == [0] and there:
        yield Stretch("masked", piece.start, piece.start + 1, piece.base_start, piece.base_end)
        yield Stretch("added", piece.start + 1, piece.end, piece.base_end, piece.base_end)
        return
    yield piece
