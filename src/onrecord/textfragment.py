"""Links to a passage of a web page: `URL#:~:text=[prefix-,]start[,end][,-suffix]`, which browsers scroll to and mark.

By the WICG's draft *URL Fragment Text Directives*. A browser takes the first place where the words stand, at the edges
of words, without regard to case and accents; no term may run over the edge of a block. So the words of a span are
taken whole, with the marks around them, each term from one line of the article's text; and where they stand in the
text more than once, words before or after them tell their place. What else is on the page (a menu that repeats the
headline) is not known here.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Protocol
from urllib.parse import quote

from onrecord.span import HasText, Span, text_of

__all__ = ["HasAddress", "text_fragment"]

EXACT_WORDS = 10
"""Longest passage that is spelt out, in words: a longer one is given by its first and last ones."""
EDGE_WORDS = 4
"""Words at each end of a longer passage; more where those at its end stand within it too."""
CONTEXT_WORDS = (2, 4, 8)
"""Words before or after a passage that are tried, the fewest first, to tell its place from others."""
LONGEST = 2000
"""Longest directive, in characters: mail and chat programs cut long addresses."""

_IGNORED = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
"""Characters that a browser passes over: soft hyphens, and what has no width."""
_QUOTES = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")
_EDGES = re.compile(r"\A[\W_]+|[\W_]+\Z")


class HasAddress(HasText, Protocol):
    """What a passage can be linked in: an article, or anything with its id, text and addresses."""

    @property
    def url(self) -> str | None:
        """The address that it was read from."""

    @property
    def canonical_url(self) -> str | None:
        """The address that its publisher gives it."""


Words = tuple[int, int]
"""The words `[first, last)` of a text, all on one line."""


@dataclass(frozen=True, slots=True)
class _Text:
    """The words of a text: where each begins and ends, on which line it stands, and where it begins in `keys`.

    `keys` are the words as browsers compare them, without the marks around them, each with a space before it.
    """

    starts: list[int]
    ends: list[int]
    lines: list[int]
    places: list[int]
    keys: str

    def key(self, words: Words) -> str:
        """The keys of some words, with a space before and after."""
        return self.keys[self.places[words[0]] : self.places[words[1]] + 1]

    def count(self, words: Words) -> int:
        """How often these words stand in the text, their own place included; counted up to two."""
        key = self.key(words)
        first = self.keys.find(key)
        return 1 + (self.keys.find(key, first + 1) >= 0)

    def recurs(self, words: Words, start: int, end: int) -> bool:
        """Whether these words stand among the words `[start, end)` too."""
        return self.keys.find(self.key(words), self.places[start], self.places[end] + 1) >= 0

    def line(self, word: int) -> Words:
        """All words on the line of a word."""
        number = self.lines[word]
        return bisect_left(self.lines, number), bisect_right(self.lines, number)


@lru_cache(maxsize=64)
def _words(text: str) -> _Text:
    starts, ends, lines, keys = [], [], [], []
    line = at = 0
    for found in re.finditer(r"\S+", text):
        start, end = found.span()
        line += "\n" in text[at:start] or "\r" in text[at:start]
        at = end
        starts.append(start)
        ends.append(end)
        lines.append(line)
        keys.append(" " + _EDGES.sub("", _folded(found[0])))
    return _Text(starts, ends, lines, list(accumulate((len(key) for key in keys), initial=0)), "".join(keys) + " ")


def _folded(word: str) -> str:
    """A word as browsers compare it: without case, accents and what has no width; quotation marks are all one."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", _IGNORED.sub("", word).translate(_QUOTES))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def text_fragment(span: Span, article: HasAddress) -> str | None:
    """The link to the words of `span` on its article's page; None without an address, or where there are no words.

    Raises `RecordError` when the span does not hold.
    """
    address = article.canonical_url or article.url
    if not any(c.isalnum() for c in text_of(span, article)) or not address or not address.startswith("http"):
        return None
    text = _words(article.text)
    first, last = bisect_right(text.ends, span.start), bisect_left(text.starts, span.end)
    try:
        directive = ",".join(_terms(text, article.text, first, last))
    except UnicodeEncodeError:  # half a surrogate pair, which no address can hold
        return None
    page, _, place = address.partition("#")
    return f"{page}#{place.partition(':~:')[0]}:~:text={directive}" if len(directive) <= LONGEST else None


def _terms(text: _Text, source: str, first: int, last: int) -> list[str]:
    """The terms of the directive for the words `[first, last)`."""
    head, tail = (first, min(last, text.line(first)[1])), (max(first, text.line(last - 1)[0]), last)
    end: Words | None = None
    start = head
    if head != tail or last - first > EXACT_WORDS:
        size = EDGE_WORDS
        start, end = (first, min(first + size, head[1])), (max(last - size, tail[0]), last)
        while text.recurs(end, start[1], end[1] - 1) and end[0] > max(tail[0], start[1]):
            size *= 2
            end = (max(last - size, tail[0], start[1]), last)
    before, after = _context(text, start, exact=end is None) if text.count(start) > 1 else (None, None)
    terms = [f"{_encoded(source, text, before)}-"] if before else []
    terms += [_encoded(source, text, words) for words in (start, end) if words]
    return [*terms, f"-{_encoded(source, text, after)}"] if after else terms


def _context(text: _Text, words: Words, *, exact: bool) -> tuple[Words | None, Words | None]:
    """Words before and after with which `words` stand in the text once: those of its line, else of the next to it.

    Words after it tell the place of a passage that is spelt out (`exact`), not of one that is only begun.
    """
    begin, end = text.line(words[0])
    above = (text.line(begin - 1)[0], begin) if begin else (0, 0)
    below = (end, text.line(end)[1]) if end < len(text.starts) else (end, end)
    near = [((max(begin, words[0] - n), words[0]), (words[1], min(end, words[1] + n))) for n in CONTEXT_WORDS]
    far = [((max(above[0], begin - n), begin), (end, min(below[1], end + n))) for n in CONTEXT_WORDS]
    for left, right in near + far:
        before = left if left[0] < left[1] == words[0] else None
        after = right if exact and words[1] == right[0] < right[1] else None
        if before and text.count((before[0], words[1])) == 1:
            return before, None
        if after and text.count((words[0], after[1])) == 1:
            return None, after
        if before and after and text.count((before[0], after[1])) == 1:
            return before, after
    return None, None


def _encoded(source: str, text: _Text, words: Words) -> str:
    """Some words as a term of a directive, in which `-`, `,` and `&` mean something."""
    term = " ".join(_IGNORED.sub("", source[text.starts[words[0]] : text.ends[words[1] - 1]]).split())
    return quote(term, safe="").replace("-", "%2D")
