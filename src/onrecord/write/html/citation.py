"""A line's citation: everything that somebody else needs to find these words again."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Article
from onrecord.span import Span
from onrecord.textfragment import text_fragment
from onrecord.write.html.safe import web_address
from onrecord.write.texts import Texts, human_date, labels, of, plain, publisher

__all__ = ["Citation", "cite", "origin", "place"]


@dataclass(frozen=True, slots=True)
class Citation:
    """Where words stand: `[start, end)` of the article's text, and the sha256 of the bytes that it was made of.

    `published_basis` says on what the date rests, `page` and `part` where in its source the article stands, `link`
    leads to the words on their web page. `text` is all of it as one paragraph to paste.
    """

    words: str
    outlet: str | None
    title: str | None
    byline: tuple[str, ...]
    published: str | None
    published_basis: str | None
    url: str | None
    link: str | None
    key: str
    page: int | None
    part: str | None
    start: int
    end: int
    sha256: str
    text: str


def cite(texts: Texts, span: Span) -> Citation:
    """The citation of the words at `span`. Raises `RecordError` when it does not hold."""
    article = texts.articles[span.article]
    words = texts.text(span)
    page, part = _part(article, span)
    url = article.canonical_url or article.url
    whole = span.start == 0 and span.end == len(article.text)
    parts = (
        "" if whole else f"“{plain(words)}”", origin(article), place(article, span),
        "" if whole else f"characters {span.start}–{span.end}", f"sha256 {article.sha256}",
    )  # fmt: skip
    return Citation(
        words if not whole else "", article.outlet, article.title, article.byline, article.published,
        article.published_basis, url, web_address(text_fragment(span, article)) if not whole else web_address(url),
        article.key, page, part, span.start, span.end, article.sha256, ". ".join(p for p in parts if p) + ".",
    )  # fmt: skip


def origin(article: Article) -> str:
    """What a citation says of an article: outlet, title, byline, date and on what it rests, address."""
    url = article.canonical_url or article.url
    basis = of(labels().published, article.published_basis)
    date = f"{human_date(article.published)}{f' ({basis})' if basis else ''}" if article.published else "undated"
    parts = (
        plain(publisher(article) or ""), f"“{plain(article.title)}”" if article.title else "",
        f"by {plain(', '.join(article.byline))}" if article.byline else "", date,
        plain(url) if url else plain(article.key),
    )  # fmt: skip
    return ". ".join(p for p in parts if p)


def place(article: Article, span: Span) -> str:
    """Where in its source the article has the words at `span`: the page or part, empty where it is one whole."""
    page, part = _part(article, span)
    return ", ".join(filter(None, (f"p. {page}" if page else "", f"part {plain(part)}" if part else "")))


def _part(article: Article, span: Span) -> tuple[int | None, str | None]:
    portion = next((p for p in article.portions if p.start <= span.start < p.end), None)
    if portion:
        return portion.page, portion.part
    return article.source.page, str(article.source.part) if article.source.part else article.source.member
