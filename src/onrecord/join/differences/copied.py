"""What a copy or a later version has otherwise than its origin, where it counts: a number, a day, a name, a denial."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.join.differences.ground import Draft, Ground
from onrecord.join.differences.wordings import swapped
from onrecord.join.utterances.align import words_of
from onrecord.join.utterances.weight import marks
from onrecord.model import Article
from onrecord.span import Span

__all__ = ["copy_differences"]

_BEFORE, _AFTER = re.compile(r"[^\W_]+[ ]?$"), re.compile(r"[ ]?[^\W_]+")
SWAPPED = 3
"""Most words on either side that stand for one another: more is a sentence rewritten."""


def copy_differences(ground: Ground) -> Iterator[Draft]:
    """For each article that is a copy or a later version, the words that it puts in the place of its origin's."""
    for article in ground.coverage.articles.values():
        base = ground.coverage.articles.get(article.version_of or article.copy_of or "")
        for change in article.changes if base else ():
            if change.span and change.base_span and _matters(ground, change.span, change.base_span):
                yield _draft(ground, article, change.base_span, change.span)


def _matters(ground: Ground, span: Span, base: Span) -> bool:
    """Whether two changed stretches are short, and one denies or has another number, day or name than the other."""
    ours, theirs = (words_of(ground.coverage.articles[s.article].text, [s]) for s in (span, base))
    if max(len(ours), len(theirs)) > SWAPPED:
        return False
    x, y = marks(ours), marks(theirs)
    return bool(x["negation"]) != bool(y["negation"]) or swapped(x, y, numbers=True)


def _draft(ground: Ground, article: Article, base: Span, span: Span) -> Draft:
    places = [_with_neighbours(ground, s) for s in (base, span)]
    values = [" ".join(ground.coverage.text(s).split()) for s in places]
    statements = tuple(ground.statement(s, v) for s, v in zip(places, values, strict=True))
    topic = article.title or values[0]
    reason = "version-altered" if article.version_of else "copy-altered"
    return Draft(reason, {"a": values[0], "b": values[1]}, topic, statements)


def _with_neighbours(ground: Ground, span: Span) -> Span:
    """The stretch with the word before and after it: `12` alone says nothing."""
    text = ground.coverage.articles[span.article].text
    before, after = _BEFORE.search(text, max(0, span.start - 40), span.start), _AFTER.match(text, span.end)
    return Span(span.article, before.start() if before else span.start, after.end() if after else span.end)
