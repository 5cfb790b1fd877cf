"""What a source's format itself says of its paragraphs, put upon them before they are judged by their wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.clean.furniture import plain, unmarked
from onrecord.clean.parts import Part
from onrecord.clean.taken import Taken

__all__ = ["told"]


def told(parts: Sequence[Part], taken: Taken) -> list[Part]:
    """`parts` with the kinds and headings that the format states.

    A paragraph is cut where a known block begins or ends in it (a header's name and the title behind it, the last
    header and the first words of a text wrapped to one paragraph); the paragraphs within one block become one.
    """
    found: list[Part] = []
    grown: set[int] = set()
    owner = -1
    at = 0
    for part in parts:
        while at < len(taken.known) and taken.known[at].end <= part.start:
            at += 1
        first = at
        for piece, block in _pieces(part, taken, first):
            if block >= 0 and block == owner and found:
                found[-1].end = piece.end
                grown.add(len(found) - 1)
                continue
            if block >= 0:
                piece.kind = taken.known[block].kind
            owner = block
            found.append(piece)
    for place in grown:  # once, when all has grown: a header may be as long as the file
        found[place] = _piece(found[place], found[place].start, found[place].end, taken.text)
    for part in found:
        if part.start in taken.headings:
            part.heading = True
    return found


def _pieces(part: Part, taken: Taken, first: int) -> list[tuple[Part, int]]:
    """The pieces of a part between the bounds of known blocks, each with the number of its block, -1 for none."""
    pieces: list[tuple[Part, int]] = []
    at = part.start
    for number in range(first, len(taken.known)):
        block = taken.known[number]
        if block.start >= part.end:
            break
        if block.start > at:
            pieces += _of(part, at, block.start, taken.text, -1)
        end = min(block.end, part.end)
        pieces += _of(part, max(at, block.start), end, taken.text, number)
        at = end
    if at == part.start:
        return [(part, -1)]
    return [*pieces, *_of(part, at, part.end, taken.text, -1)]


def _of(part: Part, start: int, end: int, text: str, block: int) -> list[tuple[Part, int]]:
    """The piece `[start, end)` of a part without outer white space, or nothing."""
    if (start, end) == (part.start, part.end):
        return [(part, block)]
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return [(_piece(part, start, end, text), block)] if start < end else []


def _piece(part: Part, start: int, end: int, text: str) -> Part:
    body = unmarked(plain(text[start:end]))
    return replace(part, start=start, end=end, text=body, words=body.count(" ") + 1)
