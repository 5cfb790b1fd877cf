"""Whether a page or text is an article at all: not a consent wall, a check for robots, an error, a login, a list of
search results, an index of other pages, or pictures alone.

Every rule asks for two things at least, a wording and a shape, and a page that marks up an article with a text of some
length passes: it is worse to lose an article than to keep a page that is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

from onrecord.clean.furniture import is_statement, plain
from onrecord.words import load

__all__ = ["not_an_article", "text_is_no_article"]

Kind = Literal["error", "robot", "consent", "login", "search"]
WHY: dict[Kind, str] = {
    "error": "is an error page, no article",
    "robot": "is a check for robots or browsers, no article",
    "consent": "is a consent page, no article",
    "login": "is a login page, no article",
    "search": "is a list of search results, no article",
}
INDEX = "is an index of other pages, no article"
PICTURES = "is a gallery of pictures without text, no article"

WALL_WORDS = 120
"""Most words of the text of an error page, a login or a check for robots: longer texts are more than that."""
WALL_PAGE = 600
"""Most words outside links on such a page, in words."""
CONSENT_WORDS = 700
"""Most words of a consent page: long ones list their purposes."""
CONSENT_SHARE = 0.12
"""Share of the words of consent in the text of a consent page; pages have 20 %, articles about cookies 5 %."""
TEASER_WORDS = 10
"""Fewest words outside links that a paragraph of a text has."""
BLOCK_WORDS = 25
"""Fewest words of its own by which an element that is no paragraph holds text: scrapes of old pages have line breaks
for paragraphs."""
INDEX_TEXT = 60
"""The longest text in one place of an index has fewer words: a teaser has 40, the shortest articles 80."""
LISTING_TEXT = 120
"""The same where the page says that it lists others, or is a home page: these print introductions."""
ARTICLE_WORDS = 200
"""A page that marks up an article and has a text of this many words is not looked at further."""
HEADLINES = 8
"""Fewest linked headlines that make a page an index."""
LINKED_SHARE = 0.35
"""Least share of an index's words that stand in links; articles' pages have half, but in menus and boxes."""
SEARCH_LINKS = 5
"""Fewest linked headlines of a list of results whose address is not known."""
PICTURE_WORDS = 60
"""Most words of a gallery: numbers and credits."""
PICTURES_LEAST = 4
"""Fewest pictures of a gallery."""
TEXT_WORDS = 90
"""Longest text without a page around it that can be a wall, in words."""
TEXT_CHARS = 2000
"""The same in characters, white space included."""
MOST_LINES = 400
"""Lines of a page that are looked at for its choices."""

_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "head", "title", "select", "option"})
_FRAME = frozenset({"nav", "header", "footer", "aside"})
_INLINE = frozenset({"a", "b", "strong", "em", "i", "span", "button", "label", "u", "small"})
_HEADS = ("h1", "h2", "h3", "h4")
_SEARCH_KEYS = frozenset({"q", "query", "s", "search", "keyword", "keywords", "term", "searchterm", "text"})
_SEARCH_PATH = re.compile(r"/(?:search|suche|recherche|buscar?|cerca|zoeken)(?:/|\.\w+\Z|\Z)", re.IGNORECASE)
_GALLERY_PATH = re.compile(r"/(?:galler(?:y|ies)|photos?|pictures?|slideshows?|in-pictures)(?:/|\Z)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Nones:
    """The patterns of lines that say what a page is instead of an article."""

    error: tuple[str, ...]
    robot: tuple[str, ...]
    consent: tuple[str, ...]
    login: tuple[str, ...]
    search: tuple[str, ...]
    choices: tuple[str, ...]
    private: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pages:
    """The list of `words/pages.toml` that tells pages that are no articles."""

    none: Nones


@dataclass(frozen=True, slots=True)
class Shape:
    """What a page looks like, menus, headers and footers left out: how many words it has in all, in links, and in the
    longest text that stands in one place; its linked headlines and pictures; whether it asks for a password.
    """

    words: int
    linked: int
    text: int
    headlines: int
    pictures: int
    password: bool
    lines: tuple[str, ...]


@cache
def _pattern(kind: Kind | Literal["choices"]) -> re.Pattern[str]:
    patterns: tuple[str, ...] = getattr(load("pages", Pages).none, kind)
    return re.compile("(?:" + "|".join(patterns) + r")\Z")


def not_an_article(tree: Any, url: str | None = None) -> str | None:
    """Why the page with this element tree is no article, None if it may be one. `url` is its address, if known."""
    stated = _stated(tree)
    if stated.article and _has_text(tree):
        return None
    shape = _shape(tree)
    for kind in _kinds_of(_titles(tree)):
        if _has_shape(kind, shape, stated, url):
            return WHY[kind]
    if _is_consent(shape):
        return WHY["consent"]
    if not stated.article and shape.words < PICTURE_WORDS and any(_says("robot", line) for line in shape.lines):
        return WHY["robot"]
    if _is_index(shape, stated, url):
        return INDEX
    return PICTURES if _is_gallery(shape, stated, url) else None


def _has_text(tree: Any) -> bool:
    """Whether the page has paragraphs of some length that make an article together."""
    words = 0
    for paragraph in tree.iter("p"):
        count = len("".join(paragraph.itertext()).split())
        words += count if count >= BLOCK_WORDS else 0
        if words >= ARTICLE_WORDS:
            return True
    return False


def text_is_no_article(text: str) -> str | None:
    """Why a text of some lines is no article but a wall that a scraper met; None if it may be one."""
    if len(text) > TEXT_CHARS:
        return None
    lines = [plain(line).lower() for line in text.splitlines() if line.strip()]
    words = sum(len(line.split()) for line in lines)
    if not lines or words > TEXT_WORDS:
        return None
    kinds: tuple[Kind, ...] = ("error", "robot", "consent")
    for kind in kinds:
        said = [line for line in lines if _says(kind, line)]
        if said and _says(kind, lines[0]) and 2 * sum(len(line.split()) for line in said) >= words:
            return WHY[kind]
    return None


# ---------------------------------------------------------------- what the page says of itself
@dataclass(frozen=True, slots=True)
class _Stated:
    """What kind of thing the page says that it is; `site` is what many sites say of all their pages."""

    article: bool
    listing: bool
    gallery: bool
    site: bool


_TYPE = re.compile(r'"@type"\s*:\s*(\[[^\]]{0,200}\]|"[^"]{1,60}")')
_ARTICLE = re.compile(r"(?:article|posting|report|review)\"", re.IGNORECASE)
_LISTING = re.compile(r'"(?:CollectionPage|SearchResultsPage|ItemList)"')
_GALLERY = re.compile(r'"(?:ImageGallery|MediaGallery)"')


def _stated(tree: Any) -> _Stated:
    types: list[str] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            types += _TYPE.findall(script.text)[:200]
    metas = {(e.get("property") or e.get("name") or "").lower(): (e.get("content") or "") for e in tree.iter("meta")}
    article = (
        any(_ARTICLE.search(kind) for kind in types)
        or metas.get("og:type", "").lower() in ("article", "news", "og:article", "newsarticle")
        or any(name in metas for name in ("article:published_time", "og:article:published_time", "datepublished"))
    )
    site = metas.get("og:type", "").lower() in ("website", "blog")
    listing, gallery = (any(pattern.search(kind) for kind in types) for pattern in (_LISTING, _GALLERY))
    return _Stated(article, listing, gallery, site)


def _titles(tree: Any) -> list[str]:
    """The page's title, without the outlet's name behind it, and its first heading, in small letters."""
    found: list[str] = []
    for element in tree.iter("title"):
        text = plain(element.text_content())[:300]
        found += [text, *re.split(r" [|·•–—-] ", text)[:1]]
        break
    heads = [plain(e.text_content())[:300] for e in tree.iter("h1")][:1]
    return [text.lower() for text in [*found, *heads] if text]


def _kinds_of(titles: Sequence[str]) -> list[Kind]:
    kinds: tuple[Kind, ...] = ("robot", "error", "consent", "login", "search")
    return [kind for kind in kinds if any(_pattern(kind).match(title) for title in titles)]


def _says(kind: Kind, line: str) -> bool:
    """Whether a line, or its first sentence, is of this kind; nothing that somebody is reported to have said is."""
    if is_statement(line):
        return False
    first = re.split(r"(?<=[.!?…]) ", line, maxsplit=1)[0]
    return any(_pattern(kind).match(text) is not None for text in (line, first, first.rstrip(".!?…")))


# ---------------------------------------------------------------- shapes
def _shape(tree: Any) -> Shape:
    """The page's shape, in one walk that looks at no text twice."""
    words = linked = headlines = pictures = 0
    password = False
    texts: Counter[Any] = Counter()
    lines: list[str] = []
    stack: list[tuple[Any, bool, bool]] = [(next(tree.iter("body"), tree), False, False)]
    while stack:
        element, in_link, whole = stack.pop()
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED or tag in _FRAME:
            continue
        in_link = in_link or tag == "a"
        own = _own(element)
        words, linked = words + own, linked + own * in_link
        if own and len(lines) < MOST_LINES:
            lines.append(_line(element))
        if tag == "p" and not whole:
            if (unlinked := _unlinked(element)) >= TEASER_WORDS and not in_link:
                texts[element.getparent()] += unlinked
        elif own >= BLOCK_WORDS and not (in_link or whole):
            texts[element] += own
        elif tag in _HEADS and not whole:
            headlines += _is_headline(element, in_link)
        pictures += tag == "img"
        password = password or (tag == "input" and (element.get("type") or "").lower() == "password")
        whole = whole or tag == "p" or tag in _HEADS
        stack += [(child, in_link, whole) for child in reversed(element)]
    text = max((n for parent, n in texts.items() if not _lists(parent)), default=0)
    return Shape(words, linked, text, headlines, pictures, password, tuple(lines))


def _own(element: Any) -> int:
    """The words of an element outside its children."""
    return len((element.text or "").split()) + sum(len((child.tail or "").split()) for child in element)


def _line(element: Any) -> str:
    """The text of an element and of its inline children, in small letters, cut off where it is long."""
    pieces = [element.text or ""]
    for child in element[:20]:
        pieces += [(child.text or "") if child.tag in _INLINE else "", child.tail or ""]
    return plain(" ".join(pieces)[:400]).lower()


def _unlinked(paragraph: Any) -> int:
    """The words of a paragraph outside its links."""
    links = sum(len("".join(a.itertext()).split()) for a in paragraph.iter("a"))
    return len("".join(paragraph.itertext()).split()) - links


def _is_headline(head: Any, in_link: bool) -> bool:
    """Whether a heading is a link, of three words or more."""
    return (in_link or next(head.iter("a"), None) is not None) and len("".join(head.itertext()).split()) >= 3


def _lists(element: Any) -> bool:
    """Whether an element's children are headlines that link elsewhere, with paragraphs between them."""
    return element is not None and sum(c.tag in _HEADS and _is_headline(c, False) for c in element) >= SEARCH_LINKS


def _has_shape(kind: Kind, shape: Shape, stated: _Stated, url: str | None) -> bool:
    """Whether a page whose title is of this kind looks like one."""
    if stated.article and shape.text >= BLOCK_WORDS:
        return False
    if kind == "search":
        return shape.text < ARTICLE_WORDS and (_searches(url) or shape.headlines >= SEARCH_LINKS)
    if kind == "consent":
        return _is_consent(shape) or (shape.words < WALL_PAGE and _chooses(shape))
    if kind == "login" and not shape.password and shape.words >= WALL_WORDS:
        return False
    return shape.text < WALL_WORDS and shape.words - shape.linked < WALL_PAGE


def _is_consent(shape: Shape) -> bool:
    """A page of little but the words of consent, with something to choose."""
    if not shape.words or shape.words > CONSENT_WORDS or not _chooses(shape):
        return False
    private = load("pages", Pages).none.private
    words = [w for line in dict.fromkeys(shape.lines) for w in re.findall(r"[a-z]+", line)]
    return bool(words) and sum(w in private for w in words) >= CONSENT_SHARE * len(words)


def _chooses(shape: Shape) -> bool:
    return any(len(line) < 60 and _pattern("choices").match(line) for line in shape.lines)


def _searches(url: str | None) -> bool:
    if not url:
        return False
    parts = urlsplit(url)
    return bool(_SEARCH_PATH.search(parts.path)) or any(k.lower() in _SEARCH_KEYS for k, _ in parse_qsl(parts.query))


def _is_index(shape: Shape, stated: _Stated, url: str | None) -> bool:
    """A home page, a section, a tag: many linked headlines, and nowhere a text of some length."""
    if stated.article or shape.headlines < HEADLINES:
        return False
    if stated.listing or (url is not None and urlsplit(url).path.strip("/") == ""):
        return shape.text < LISTING_TEXT
    return shape.text < INDEX_TEXT and (stated.site or shape.linked >= LINKED_SHARE * shape.words)


def _is_gallery(shape: Shape, stated: _Stated, url: str | None) -> bool:
    """A page that says it is one, or whose address does, of pictures and hardly any words."""
    if shape.text >= PICTURE_WORDS or shape.pictures < PICTURES_LEAST or shape.words - shape.linked >= PICTURE_WORDS:
        return False
    return stated.gallery or (url is not None and bool(_GALLERY_PATH.search(urlsplit(url).path)))
