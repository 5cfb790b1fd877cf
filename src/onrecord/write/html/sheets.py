"""The articles, for the report: their text by paragraph, marked, whole or only the passages that are cited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from onrecord.model import PARSED_KINDS, Article, Block, Record
from onrecord.span import Span
from onrecord.write.changed import Told, base_of, shared_words, told
from onrecord.write.html.marks import Mark, by_stretch, marked
from onrecord.write.html.safe import escaped
from onrecord.write.texts import Texts, human_date, labels, of, shortened, source_name

__all__ = ["Note", "Paragraph", "Sheet", "body", "sheet", "sheets"]

NOTES: Final = 6
"""Notes in the margin of one paragraph, at most: about as many lines as a paragraph has."""


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in the margin of a paragraph: who is quoted, what differs, and where that leads."""

    kind: str
    words: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block as it is shown: its kind, whether it is the article's own words, its text, the notes in its margin."""

    kind: str
    own: bool
    words: Markup
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article with its text; `titled` when its printed title stands at the beginning of it.

    `base` is the article that it is a version or copy of, `shared` how many words an excerpt has of it; `changes` is
    what it has otherwise, left out where only passages are shown.
    """

    article: Article
    source: str
    published: str
    paragraphs: tuple[Paragraph | None, ...]
    titled: bool
    versions: tuple[Article, ...]
    copies: tuple[Article, ...]
    base: Article | None
    shared: str
    changes: tuple[Told, ...]


def sheets(
    record: Record, texts: Texts, marks: dict[str, list[Mark]], excerpts: bool, opened: set[str]
) -> tuple[Sheet, ...]:
    """The articles with all `marks`; with `excerpts` only the marked sentences that items of the report rest on.

    `opened` is added to: the ids of the marks that are on the page.
    """
    copies: dict[str, list[Article]] = {}
    versions: dict[str, list[Article]] = {}
    for article in record.articles:
        if article.copy_group:
            copies.setdefault(article.copy_group, []).append(article)
        if article.version_of:
            versions.setdefault(article.version_of, []).append(article)
    return tuple(
        sheet(a, (copies.get(a.copy_group, ()), versions.get(a.id, ())), texts, marks[a.id], excerpts, opened)
        for a in record.articles
    )


def sheet(
    article: Article,
    kin: tuple[Sequence[Article], Sequence[Article]],
    texts: Texts,
    marks: list[Mark],
    excerpts: bool,
    opened: set[str],
) -> Sheet:
    """One article; `kin` are those that share text with it, and its newer versions."""
    paragraphs = _paragraphs(article, texts, marks, excerpts, opened)
    return Sheet(
        article,
        source_name(article),
        human_date(article.published),
        paragraphs,
        any(p is not None and p.kind == "title" for p in paragraphs[:3]),
        tuple(kin[1]),
        tuple(c for c in kin[0] if c.id not in (article.id, article.copy_of)),
        base_of(article, texts),
        shared_words(article),
        () if excerpts else told(article, texts),
    )


def body(paragraphs: Iterable[Paragraph | None]) -> Markup:
    """The paragraphs of a sheet, each after the notes in its margin. Written with plain strings, as `marked` is."""
    return Markup("\n".join(map(_written, paragraphs)))  # noqa: S704


def _written(p: Paragraph | None) -> str:
    if p is None:
        return '<p class="gap" aria-label="passage left out">[…]</p>'
    notes = "".join(
        f'<p class="n-{n.kind}">{_NOTE.format(escaped(n.href), escaped(n.words)) if n.href else escaped(n.words)}</p>'
        for n in p.notes
    )
    margin = f'<aside class="margin">{notes}</aside>' if notes else ""
    kind, label = escaped(p.kind), escaped(of(labels().blocks, p.kind))
    look = f'"b-{kind}"' if p.own else f'"b-{kind} furniture" data-label="{label}"'
    return f'{margin}<p dir="auto" class={look}>{p.words}</p>'


_NOTE: Final = '<a href="{}">{}</a>'


def _paragraphs(
    article: Article, texts: Texts, marks: list[Mark], excerpts: bool, opened: set[str]
) -> tuple[Paragraph | None, ...]:
    stretches = list(_stretches(article))
    if excerpts:
        stretches = _kept(stretches, [texts.context(m.span) for m in marks if m.cited])
    found: list[Paragraph | None] = []
    ranges = [(start, end) for _, start, end in stretches]
    end_before = 0
    for (kind, start, end), here in zip(stretches, by_stretch(marks, ranges), strict=True):
        if article.text[end_before:start].strip():
            found.append(None)
        notes = _notes([m for m in here if m.notes and start <= m.span.start])
        found.append(Paragraph(kind, kind in PARSED_KINDS, marked(article, here, start, end, opened), notes))
        end_before = end
    if article.text[end_before:].strip():
        found.append(None)
    return tuple(found)


def _notes(marks: Iterable[Mark]) -> tuple[Note, ...]:
    """The notes of the marks that begin in a paragraph, each wording once, in the order of the text."""
    found: dict[str, Note] = {}
    for mark in marks:
        for kind, words, href in mark.notes:
            if words not in found:
                if len(found) == NOTES:
                    return tuple(found.values())
                found[words] = Note(kind, shortened(words, 90), href)
    return tuple(found.values())


def _stretches(article: Article) -> Iterable[tuple[str, int, int]]:
    """The blocks, and as furniture whatever text no block holds: nothing of a text goes unshown."""
    at = 0
    for block in (*article.blocks, Block("other", len(article.text), len(article.text))):
        between = article.text[at : block.start]
        if between.strip():
            start = at + len(between) - len(between.lstrip())
            yield "other", start, at + len(between.rstrip())
        if block.start < block.end:
            yield block.kind, block.start, block.end
        at = block.end


def _kept(stretches: Iterable[tuple[str, int, int]], contexts: Iterable[Span]) -> list[tuple[str, int, int]]:
    """The parts of `stretches` that lie in one of the contexts."""
    merged: list[list[int]] = []
    for span in sorted(contexts):
        if merged and span.start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], span.end)
        else:
            merged.append([span.start, span.end])
    kept, at = [], 0
    for kind, start, end in stretches:
        while at < len(merged) and merged[at][1] <= start:
            at += 1
        number = at
        while number < len(merged) and merged[number][0] < end:
            kept.append((kind, max(start, merged[number][0]), min(end, merged[number][1])))
            number += 1
    return kept
