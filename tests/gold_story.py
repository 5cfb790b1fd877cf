"""The hand-marked sample story: reads `tests/gold/*.jsonl` and finds each item's place in its article.

The gold names words and, where they stand there more than once, which time (`n`, from 0); see `tests/gold/README.md`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.model import Article, Event, Record, Statement
from onrecord.span import Span, text_of

GOLD = Path(__file__).parent / "gold"
FILES = ("articles", "blocks", "copies", "differences", "events", "mentions", "quotations", "repairs", "times")


def rows(name: str, story: str = ".") -> list[dict[str, Any]]:
    """The rows of `tests/gold/<name>.jsonl`, or of those of the story in a folder of its own."""
    with (GOLD / story / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def rows_of(name: str, key: str) -> list[dict[str, Any]]:
    """The rows of one article."""
    return [row for row in rows(name) if row["article"] == key]


def places(text: str, wanted: str) -> list[tuple[int, int]]:
    """Every place where `wanted` stands in `text` as whole words."""
    head = r"(?<!\w)" if re.match(r"\w", wanted) else ""
    tail = r"(?!\w)" if re.search(r"\w$", wanted) else ""
    return [m.span() for m in re.finditer(head + re.escape(wanted) + tail, text)]


def place(text: str, wanted: str, n: int = 0) -> tuple[int, int]:
    """The `n`-th place of `wanted`; raises `LookupError` when it is not there."""
    found = places(text, wanted)
    if n >= len(found):
        raise LookupError(f"{wanted!r} stands {len(found)} times, not {n + 1}")
    return found[n]


@dataclass(frozen=True, slots=True)
class Story:
    """A built record of the sample story and its gold, by the articles' keys."""

    record: Record
    keys: dict[str, str]
    articles: dict[str, Article]

    def key(self, span: Span) -> str:
        """The key of the article that `span` lies in."""
        return self.keys[span.article]

    def words(self, span: Span) -> str:
        """The characters at `span`."""
        return text_of(span, self.articles[self.keys[span.article]])

    def event_found(self, wanted: dict[str, Any]) -> Event | None:
        """The event with this date, one of whose sentences holds all the words."""
        for event in self.record.events:
            sentences = [self.words(s) for s in (event.headline, *event.support)]
            if event.date == wanted["edtf"] and any(all(re.search(w, s) for w in wanted["words"]) for s in sentences):
                return event
        return None

    def difference_found(self, wanted: dict[str, Any]) -> bool:
        """Whether a difference of an allowed kind holds a statement of either side."""
        listed = [d for d in self.record.differences if d.kind in wanted["kinds"]]
        return any(self._sides(d.statements, wanted["a"], wanted["b"]) for d in listed)

    def _sides(self, statements: Sequence[Statement], a: dict[str, Any], b: dict[str, Any]) -> bool:
        of_a = [s for s in statements if self._states(s, a)]
        of_b = [s for s in statements if self._states(s, b)]
        return any(x is not y for x in of_a for y in of_b)

    def _states(self, statement: Statement, side: dict[str, Any]) -> bool:
        wanted = re.compile(rf"(?<![\w.,])(?:{side['value']})(?!\w|[.,]\d)", re.IGNORECASE)
        stated = (statement.value, self.words(statement.span))
        return self.key(statement.span) in side["articles"] and any(wanted.search(t) for t in stated)


def story_of(record: Record) -> Story:
    """`record` with its articles by key."""
    return Story(record, {a.id: a.key for a in record.articles}, {a.key: a for a in record.articles})
