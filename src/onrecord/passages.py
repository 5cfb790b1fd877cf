"""Passages: the pieces of an article that can be searched for, about a paragraph each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from onrecord.model import PARSED_KINDS, Article, BlockKind
from onrecord.span import Span, trimmed

__all__ = ["Passage", "passages_of"]

SEARCHED: Final = PARSED_KINDS | {"caption"}
"""Kinds of block that hold news: what is around an article is no answer to anything."""

LONGEST: Final = 1200
"""Characters from which on a paragraph is split, at the end of a sentence: a paragraph of news has 150 to 600, and a
text that came without line breaks would be one passage."""

_END = re.compile(r"[.!?…][\"'”’»)\]]{0,3}\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an article's text, without the white space around it, and the kind of its block."""

    span: Span
    kind: BlockKind


def passages_of(article: Article) -> Iterator[Passage]:
    """The passages of an article in text order: its searched blocks, long ones in parts."""
    for block in article.blocks:
        if block.kind in SEARCHED:
            for start, end in _parts(article.text, block.start, block.end):
                span = trimmed(Span(article.id, start, end), article.text)
                if len(span):
                    yield Passage(span, block.kind)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`[start, end)` cut after sentences so that no part is longer than `LONGEST`, where sentences are not."""
    at = last = start
    for found in _END.finditer(text, start, end) if end - start > LONGEST else ():
        if found.end() - at > LONGEST and last > at:
            yield at, last
            at = last
        last = found.end()
    if end - at > LONGEST and at < last < end:
        yield at, last
        at = last
    yield at, end
