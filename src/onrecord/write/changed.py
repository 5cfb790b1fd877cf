"""What an article changed against the one it copies or is a version of, arranged to be read: sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model import Article, Change
from onrecord.span import Span
from onrecord.write.texts import Texts, plural

__all__ = ["Told", "Wording", "base_of", "shared_words", "told"]


@dataclass(frozen=True, slots=True)
class Wording:
    """Printed words in pieces, and of each whether it is what was changed."""

    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """The changes of one sentence: how the other article has it and how this one does, either perhaps not at all."""

    before: tuple[Wording, ...]
    after: tuple[Wording, ...]


def base_of(article: Article, texts: Texts) -> Article | None:
    """The article that an article's changes are told against, if it is on record."""
    return texts.articles.get(article.version_of or article.copy_of or "")


def shared_words(article: Article) -> str:
    """How many words an excerpt took over, in words."""
    return plural(sum(len(article.text[s.start : s.end].split()) for s in article.shared), "word")


def told(article: Article, texts: Texts) -> tuple[Told, ...]:
    """The changes of an article, those of one sentence together, in its order."""
    groups: list[list[Change]] = []
    for change in article.changes:
        if groups and _one_sentence(groups[-1][-1], change, texts):
            groups[-1].append(change)
        else:
            groups.append([change])
    return tuple(
        Told(
            _wordings([c.base_span for c in group if c.base_span], texts),
            _wordings([c.span for c in group if c.span], texts),
        )
        for group in groups
    )


def _one_sentence(last: Change, change: Change, texts: Texts) -> bool:
    sides = ((last.span, change.span), (last.base_span, change.base_span))
    return any(a and b and texts.context(a) == texts.context(b) for a, b in sides)


def _wordings(spans: Sequence[Span], texts: Texts) -> tuple[Wording, ...]:
    """The sentences that these spans stand in, each once, with the spans marked in them."""
    sentences: dict[Span, list[Span]] = {}
    for span in spans:
        sentences.setdefault(texts.context(span), []).append(span)
    return tuple(Wording(tuple(_pieces(whole, sorted(marked), texts))) for whole, marked in sentences.items())


def _pieces(whole: Span, marked: Iterable[Span], texts: Texts) -> Iterable[tuple[str, bool]]:
    text, at = texts.article(whole).text, whole.start
    for span in marked:
        if span.start > at:
            yield text[at : span.start], False
        if span.end > at:
            yield text[max(at, span.start) : span.end], True
        at = max(at, span.end)
    if at < whole.end:
        yield text[at : whole.end], False
