"""Which news agency an article is credited to as a whole, by the marks that agencies set on their reports.

A dateline with the agency in brackets weighs most, then the field for authors, a byline, the lines under the text, and
last that the agency publishes it itself. An article that quotes an agency (*told Reuters*), that an agency contributed
to, or that has an agency's picture, is not the agency's. Where marks of one weight name two agencies, none is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from onrecord.agencies import agency_named, own_agency, wire_words
from onrecord.clean.furniture import plain
from onrecord.model import PARSED_KINDS, Article, Block, Source
from onrecord.scraped import Row, parse_row

__all__ = ["wire_of", "with_wire"]

HEAD = 8
"""Blocks at the head of an article in which its byline and dateline stand."""
TAIL = 4
"""Blocks at its end in which the agency's end line stands; site furniture below it is not counted."""
DATELINE = 400
"""How far into a paragraph a dateline is looked for, in characters: scrapers put the caption of a picture before it."""
LINE = 400
"""Longest line that is looked at, in characters; of a longer one under the text its end is."""

OPENING_WORDS = 40
"""Words of prose after which a dateline opens no article: captions taken for prose stand before it, at most."""
LEAD = 100
"""Longest place and day of a dateline, in characters."""
LONE_WORDS = 60
"""Fewest words of an article at whose end an agency's bare name is a mark of its own: under less it is a picture's."""

_WORD = re.compile(r"[^\W_]+")
_PLACE = r"(?:[A-Z][\w.'’-]*(?:[ ,:]{1,2}|\\?/))"
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?)"
_BEFORE = r"(?:\A|(?<!\.\.)[.!?:|)”\"] {0,2}|\n|[-–—] |[a-z)] (?=[A-Z]{3}))"
_LEAD = re.compile(rf"{_BEFORE}(?:{_PLACE}){{1,6}}(?:{_DAY}[,.:]? ?)?\Z")


def with_wire(article: Article, source: Source) -> Article:
    """The article with the agency that it is credited to, None when it is nobody's or not certain."""
    row = parse_row(source.data.decode("utf-8", "replace")) if source.format == "json" else None
    return replace(article, wire=wire_of(article, row.byline if isinstance(row, Row) else ()))


def wire_of(article: Article, bylines: Iterable[str] = ()) -> str | None:
    """The agency whose report the article is, None when it is nobody's or not certain.

    `bylines` are the values of the source's field for authors, as they are, beside the article's own claims.
    """
    weighed: Sequence[Callable[[], Iterable[str]]] = (
        lambda: _datelines(article),
        lambda: _fields([*bylines, *(c.value for c in article.metadata if c.field == "byline")]),
        lambda: _lines(article, [b for b in article.blocks[:HEAD] if b.kind != "caption"], _patterns("head")),
        lambda: _end(article),
        lambda: _publishers(article),
    )
    for marks in weighed:
        named = set(marks())
        if named:
            return named.pop() if len(named) == 1 else None
    return None


def _datelines(article: Article) -> Iterator[str]:
    """The agencies in brackets of the datelines at the head: `HARLOW, March 4 (AP) —`."""
    own = [b for b in article.blocks[: 2 * HEAD] if b.kind in PARSED_KINDS or b.kind == "credit"][:HEAD]
    told = 0
    for block in own:
        text = article.text[block.start : min(block.end, block.start + DATELINE)]
        for found in _tag().finditer(text):
            if _LEAD.search(text, max(0, found.start() - LEAD), found.start()):
                yield _tags()[found["tag"]]
                return
        told += len(text.split()) if block.kind == "prose" else 0
        if told > OPENING_WORDS:
            return


def _fields(values: Iterable[str]) -> Iterator[str]:
    for value in values:
        line = plain(value).strip(" .").lower()
        if len(line) <= LINE:
            yield from _matched(line, _patterns("field"))


def _end(article: Article) -> Iterator[str]:
    """What the last lines say: whose they are by name, or by the form of their signature."""
    kept = [b for b in article.blocks if b.kind not in ("promo", "related", "caption")]
    last = kept[-TAIL:]
    lone = [b for b in kept if b.kind != "other"][-1:] if article.words >= LONE_WORDS else []
    yield from _lines(
        article, [b for b in last if b in lone or _says_more(article.text[b.start : b.end])], _patterns("tail")
    )
    for block in last:
        line = plain(article.text[max(block.start, block.end - LINE) : block.end]).lower()
        for pattern, agency in _signatures():
            if pattern.search(line):
                yield agency


def _says_more(line: str) -> bool:
    """Whether a line is more than an agency's name, which under a text that goes on is a picture's."""
    return agency_named(line) is None


def _lines(article: Article, blocks: Iterable[Block], patterns: Sequence[re.Pattern[str]]) -> Iterator[str]:
    for block in blocks:
        if block.end - block.start > LINE:
            continue
        line = plain(article.text[block.start : block.end]).strip(" .").lower()
        yield from _matched(line, patterns)


def _matched(line: str, patterns: Sequence[re.Pattern[str]]) -> Iterator[str]:
    """The agency that a plain line in small letters is the mark of; none where the line says that it only helped."""
    if _first_words().isdisjoint(_WORD.findall(line)) or any(words in line for words in wire_words().partly):
        return
    for pattern in patterns:
        if found := pattern.fullmatch(line):
            agency = agency_named(found["agency"])
            if agency:
                yield agency
                return


def _publishers(article: Article) -> Iterator[str]:
    """The agency that the article's outlet or address is."""
    if own := own_agency(article.outlet, article.canonical_url or article.url):
        yield own


# ------------------------------------------------------------------ patterns, compiled once
@cache
def _tags() -> dict[str, str]:
    return {tag: agency.name for agency in wire_words().agency for tag in agency.tags}


@cache
def _tag() -> re.Pattern[str]:
    tags = "|".join(sorted(map(re.escape, _tags()), key=lambda t: (-len(t), t)))
    return re.compile(rf"[(\[/](?P<tag>{tags})[)\]/]\.?(?:\s*[-–—:_]|(?<=[)\]])\s+(?=[A-Z\"“])|(?<=/\.)\s)")


@cache
def _forms() -> str:
    forms = {f for a in wire_words().agency for f in (*a.forms, a.name.lower())}
    return "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))


@cache
def _first_words() -> frozenset[str]:
    """The first word of each form of an agency's name: a line without any of them is not looked at closer."""
    forms = [f for a in wire_words().agency for f in (*a.forms, a.name.lower())]
    return frozenset(next(w for w in _WORD.findall(form) if w != "the") for form in forms)


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    words = wire_words()
    agency = f"(?P<agency>{_forms()})"
    lines = {"head": words.head, "field": words.field, "tail": words.tail}[kind]
    return tuple(re.compile(line.replace("{agency}", agency)) for line in lines)


@cache
def _signatures() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(f"(?:{s.pattern})\\Z"), s.agency) for s in wire_words().signature)
