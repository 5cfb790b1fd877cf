"""Where findings stand among the tokens of the parse: rules that read the grammar need names and times as tokens."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from onrecord.find.parse import Paragraph, Parsed
from onrecord.model import Name, StatedTime
from onrecord.span import Span

__all__ = ["Placed", "Scene", "scenes", "token_range"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A name at tokens `[first, last)` of its paragraph's parse."""

    name: Name
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Scene:
    """A paragraph with its names and times in text order, and by token which name stands there."""

    paragraph: Paragraph
    names: tuple[Placed, ...]
    times: tuple[tuple[StatedTime, int, int], ...]
    at: dict[int, Placed]

    @property
    def doc(self) -> Doc:
        """The paragraph's parse."""
        return self.paragraph.doc

    def span(self, first: int, last: int) -> Span:
        """The printed characters of tokens `[first, last)`."""
        return self.paragraph.of(self.doc[first:last])

    def text(self, first: int, last: int) -> str:
        """The analysis text of tokens `[first, last)`."""
        starts, ends = self.paragraph.tree.starts, self.paragraph.tree.ends
        return self.paragraph.text[starts[first] : ends[min(last, len(ends)) - 1]] if first < last else ""

    def sentence(self, token: Token) -> Span:
        """The sentence that `token` stands in."""
        return self.paragraph.of(token.sent)

    def person(self, token: Token) -> Placed | None:
        """The person whose name holds `token`."""
        placed = self.at.get(token.i)
        return placed if placed and placed.name.kind == "person" else None

    def within(self, sentence: Tokens) -> list[Placed]:
        """The names of a sentence."""
        return [p for p in self.names if sentence.start <= p.first < sentence.end]


def token_range(paragraph: Paragraph, span: Span, starts: list[int]) -> tuple[int, int]:
    """The tokens `[first, last)` that `span` touches; `starts` are the offsets of the paragraph's tokens."""
    first = bisect_right(starts, paragraph.analysis(span.start)) - 1
    last = bisect_right(starts, paragraph.analysis(span.end - 1))
    return max(first, 0), max(last, first + 1)


def scenes(parsed: Parsed, names: Iterable[Name], times: Iterable[StatedTime] = ()) -> Iterator[Scene]:
    """The paragraphs of an article with what was found in them; `names` and `times` are in text order."""
    todo, dates = list(names), list(times)
    n = t = 0
    for paragraph in parsed.paragraphs:
        starts = paragraph.tree.starts
        here: list[Placed] = []
        while n < len(todo) and todo[n].span.start < paragraph.end:
            if todo[n].span.start >= paragraph.start:
                here.append(Placed(todo[n], *token_range(paragraph, todo[n].span, starts)))
            n += 1
        dated: list[tuple[StatedTime, int, int]] = []
        while t < len(dates) and dates[t].span.start < paragraph.end:
            if dates[t].span.start >= paragraph.start:
                dated.append((dates[t], *token_range(paragraph, dates[t].span, starts)))
            t += 1
        at = {i: placed for placed in here for i in range(placed.first, placed.last)}
        yield Scene(paragraph, tuple(here), tuple(dated), at)
