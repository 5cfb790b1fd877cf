"""A text's paragraphs while they are judged, and the shapes they are judged by: headline, sentence, byline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.clean.furniture import plain, unmarked
from onrecord.clean.paragraphs import Paragraph, paragraphs
from onrecord.model import BlockKind

__all__ = ["Part", "capitals", "content", "headline_style", "is_byline", "is_one_sentence", "parts_of", "same"]

TITLE_WORDS = 35
"""Longest title, in words; headlines of tabloids reach 30."""
HEADLINE_CAPITALS = 0.7
"""Share of a line's longer words that are capitalised from which on it is in headline style."""

_WORD = re.compile(r"[^\W\d_][\w'&.-]*")
_SENTENCE_END = re.compile(r"[.!?…:;,][\"')\]]*\Z")
_SMALL = frozenset((
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "but", "by", "with", "as", "from", "is", "are",
    "was", "be", "s", "t", "not", "no", "his", "her", "its", "it",
))  # fmt: skip
"""Words that headline style leaves small, or that say nothing about what a line is about."""


@dataclass(slots=True)
class Part:
    """A paragraph while it is judged: where it is, its plain wording, and what it is so far (None: not judged).

    `group` counts the stretches between blank lines; `heading` says that a web page or Markdown marks it up as one.
    """

    start: int
    end: int
    group: int
    text: str
    words: int
    kind: BlockKind | None = None
    heading: bool = False

    @property
    def closed(self) -> bool:
        """Whether it ends like a sentence."""
        return bool(_SENTENCE_END.search(self.text[-20:]))

    @property
    def prose_like(self) -> bool:
        """Whether it is a sentence and not just a line."""
        return (self.words >= 5 and self.closed) or self.words > TITLE_WORDS


def parts_of(text: str, starts: Sequence[int] | None = None) -> list[Part]:
    """The paragraphs of `text` with nothing judged; a leading byte-order mark is a part of its own.

    They begin at `starts` where the format tells, else where the shape of the text says.
    """
    found = paragraphs(text) if starts is None else list(_between(text, starts))
    if found and text.startswith("\ufeff"):
        first = found[0]
        body = first.start + 1
        while body < first.end and text[body].isspace():
            body += 1
        found[:1] = [Paragraph(0, 1, -1), *([Paragraph(body, first.end, first.group)] if body < first.end else [])]
    return [_part(text, p) for p in found]


def _between(text: str, starts: Sequence[int]) -> Iterator[Paragraph]:
    """The paragraphs that begin at `starts`, without outer white space; each stands apart."""
    for group, (start, end) in enumerate(pairwise([*starts, len(text)])):
        body = text[start:end]
        if stripped := body.strip():
            first = start + len(body) - len(body.lstrip())
            yield Paragraph(first, first + len(stripped), group)


def _part(text: str, p: Paragraph) -> Part:
    printed = plain(text[p.start : p.end])
    body = unmarked(printed)
    kind: BlockKind | None = "other" if body == "\ufeff" else None
    return Part(p.start, p.end, p.group, body, body.count(" ") + 1, kind, printed.startswith("#") and body != printed)


def same(a: str, b: str) -> bool:
    """Whether two plain lines say the same but for punctuation and capitals."""
    return 2 * len(a) >= len(b) and 2 * len(b) >= len(a) and _key(a) == _key(b) != ""


def _key(text: str) -> str:
    return "".join(c for c in plain(text).casefold() if c.isalnum())


def content(text: str) -> set[str]:
    """The words of a plain line that say what it is about, in small letters."""
    return {w.lower().removesuffix("'s") for w in _WORD.findall(text) if w.lower() not in _SMALL}


def capitals(text: str) -> float:
    """Share of the words that headline style capitalises which begin with a capital; 0 without any."""
    words = [w for w in _WORD.findall(text) if len(w) > 3 or w.lower() not in _SMALL]
    return sum(w[0].isupper() for w in words) / len(words) if words else 0.0


def headline_style(text: str) -> bool:
    """Whether a plain line Is Capitalised Like a Headline."""
    return capitals(text) >= HEADLINE_CAPITALS


def is_one_sentence(text: str) -> bool:
    """Whether a plain line is one sentence at most: no full stop before its end."""
    return not re.search(r"[a-z\d]{2}[.!?][\"')]{0,3} [A-Z\"']", text)


_NAME = r"(?:[A-Z][\w'.-]+|de|la|van|von|der|bin|al|el|of)"
_BY = r"(?:By|BY|Written by|Reported by|Story by|Posted by)"
_BYLINE = re.compile(rf"{_BY} {_NAME}(?: {_NAME}){{0,4}}(?:(?:,| and| &| [|·•–—-]) .{{1,80}})?\Z")


def is_byline(text: str) -> bool:
    """Whether a plain line is a byline: `By`, one to four names, and perhaps an agency or a date behind them."""
    return bool(_BYLINE.match(text)) and text.count(" ") < 16
