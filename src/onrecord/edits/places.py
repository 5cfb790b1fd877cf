"""Targets: what an edit is about, as one line that people can read and that still holds when every id has changed.

    person "Ann Roe" in a0123456789abcdef:120-127 sha256:<64 digits>
    difference age "52" in …; "53" in …
    article "lantern/charged.txt" in a0123456789abcdef sha256:<64 digits>

The words are those printed at the place, as a JSON string; those of an article are its key.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.errors import RecordError
from onrecord.model import Article
from onrecord.span import Span

__all__ = ["KINDS", "Locator", "Place", "Target", "target_of"]

KINDS = ("article", "person", "quotation", "utterance", "event", "difference")

_PLACE = re.compile(r'("(?:[^"\\]|\\.)*") in (a[0-9a-f]{16})(?::(\d{1,12})-(\d{1,12}))? sha256:([0-9a-f]{64})')
_KIND = re.compile(rf"({'|'.join(KINDS)})(?: ([^\s\x22]{{1,60}}))? (?=\x22)")


@dataclass(frozen=True, slots=True)
class Place:
    """An article by id and sha256 of its bytes, the characters `[start, end)` in it, and what is printed there.

    Without characters (None) it is the article itself, and `text` its key.
    """

    article: str
    sha256: str
    start: int | None
    end: int | None
    text: str

    def __str__(self) -> str:
        at = f":{self.start}-{self.end}" if self.start is not None else ""
        return f"{json.dumps(self.text, ensure_ascii=False)} in {self.article}{at} sha256:{self.sha256}"


@dataclass(frozen=True, slots=True)
class Target:
    """Something of a kind, by the places that tell it from all others.

    `code` is the reason of a difference, or the date of an event that is kept as it is.
    """

    kind: str
    places: tuple[Place, ...]
    code: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.code + ' ' if self.code else ''}{'; '.join(map(str, self.places))}"


def target_of(line: str) -> Target:
    """The target that `line` writes. Raises `RecordError` when it is none."""
    kind = _KIND.match(line)
    at = kind.end() if kind else 0
    places: list[Place] = []
    while kind and (found := _PLACE.match(line, at)):
        try:
            text = json.loads(found[1], strict=False)
        except ValueError:
            break
        start, end = (int(n) if n is not None else None for n in (found[3], found[4]))
        places.append(Place(found[2], found[5], start, end, text))
        at = found.end()
        if line.startswith("; ", at):
            at += 2
    if kind is None or not places or at != len(line):
        raise RecordError(f"no target of an edit: {line[:120]}")
    return Target(kind[1], tuple(places), kind[2] or "")


class Locator:
    """Finds places again in the articles that a record has now."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.articles = {a.id: a for a in articles}
        self._by_bytes: defaultdict[str, list[str]] = defaultdict(list)
        for article in self.articles.values():
            self._by_bytes[article.sha256].append(article.id)

    def article(self, place: Place) -> str | None:
        """The id of the place's article: that with its id, else the only one with its bytes, else None."""
        if place.article in self.articles:
            return place.article
        same = self._by_bytes.get(place.sha256, [])
        return same[0] if len(same) == 1 else None

    def span(self, place: Place) -> Span | None:
        """Where the words of the place stand: there, else where the article has them once, else None."""
        article = self.article(place)
        if article is None or place.start is None or place.end is None or not place.text:
            return None
        text = self.articles[article].text
        if text[place.start : place.end] == place.text:
            return Span(article, place.start, place.end)
        at = text.find(place.text)
        if at < 0 or text.find(place.text, at + 1) >= 0:
            return None
        return Span(article, at, at + len(place.text))
