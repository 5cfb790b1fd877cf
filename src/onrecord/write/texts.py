"""What every writer needs of a record: its parts by id, the words at a span, and dates as people write them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from onrecord import edtf as edtf_
from onrecord.edits.marks import marks_of
from onrecord.humandate import human_date
from onrecord.model import Article, Event, Person, Quotation, Record
from onrecord.span import Span, text_of
from onrecord.words import load

__all__ = [
    "Labels", "Texts", "coverage_size", "coverage_span", "date_note", "human_date", "labels", "of", "plain", "plural",
    "publisher", "shortened", "source_name",
]  # fmt: skip

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Labels:
    """Codes of the record and the words for them; see `words/labels.toml`."""

    months: tuple[str, ...]
    seasons: tuple[str, ...]
    quarters: tuple[str, ...]
    abbreviations: frozenset[str]
    tie_endings: frozenset[str]
    clause_starts: tuple[str, ...]
    blocks: dict[str, str]
    status: dict[str, str]
    quotation: dict[str, str]
    relation: dict[str, str]
    difference: dict[str, str]
    difference_note: dict[str, str]
    person: dict[str, str]
    set_aside: dict[str, str]
    published: dict[str, str]
    said: dict[str, str]


def labels() -> Labels:
    """The words for codes."""
    words: Labels = load("labels", Labels)
    return words


def of(table: dict[str, str], code: str | None) -> str:
    """The words for `code`; a code that has none yet speaks for itself, an unknown one is empty."""
    return table.get(code, code) if code else ""


def plain(text: str) -> str:
    """`text` on one line, every character that does not print shown as U+FFFD."""
    line = " ".join(text.split())
    if line.isprintable():
        return line
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)


def plural(count: int, noun: str, nouns: str | None = None) -> str:
    """`1 outlet`, `3 outlets`, `1,200 people`."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def shortened(text: str, width: int) -> str:
    """The first words of `text` on one line, at most `width` characters, `…` where it was cut."""
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    cut = line[: width - 1]
    whole = cut.rsplit(" ", 1)[0] if " " in cut else cut
    return whole.rstrip(" ,;:–—-") + "…"


def source_name(article: Article) -> str:
    """What to call an article's source: its outlet, else its address's host, its title in quotation marks, its path."""
    title = f"“{shortened(article.title, 40)}”" if article.title else None
    return publisher(article) or title or article.path or article.key


def publisher(article: Article) -> str | None:
    """Who published an article as far as it says: its outlet, else its address's host."""
    address = article.canonical_url or article.url
    return article.outlet or (_host(address) if address else None)


def _host(address: str) -> str | None:
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


_BOUNDARY = re.compile(r"[.!?…][\"'”’»)\]]{0,3}\s+(?=[\"'“‘«(\[]{0,2}[A-Z0-9])")
_LAST_WORD = re.compile(r"[A-Za-z.]{0,8}$")


class Texts:
    """A record's articles, people, quotations and events by id, and the words at its spans."""

    __slots__ = ("_made", "_marks", "_sentences", "articles", "events", "people", "quotations")

    def __init__(self, record: Record) -> None:
        self.articles: dict[str, Article] = {a.id: a for a in record.articles}
        self.people: dict[str, Person] = {p.id: p for p in record.people}
        self.quotations: dict[str, Quotation] = {q.id: q for q in record.quotations}
        self.events: dict[str, Event] = {e.id: e for e in record.events}
        self._sentences: dict[str, list[int]] = {}
        self._marks = marks_of(record)
        self._made: dict[tuple[str | int, ...], Any] = {}

    def once(self, key: tuple[str | int, ...], make: Callable[[], T]) -> T:
        """What `make` makes of a thing, made once: `key` says what it is, and of which thing by its id."""
        if key not in self._made:
            self._made[key] = make()
        found: T = self._made[key]
        return found

    def by_hand(self, item: str) -> tuple[str, ...]:
        """What was done by hand to the item with this id, in words."""
        return self._marks.get(item, ())

    def text(self, span: Span) -> str:
        """The printed characters at `span`. Raises `RecordError` when it does not hold."""
        return text_of(span, self.articles[span.article])

    def line(self, span: Span) -> str:
        """The words at `span` on one line: white space of any kind becomes one space."""
        return " ".join(self.text(span).split())

    def article(self, span: Span) -> Article:
        """The article that `span` lies in."""
        return self.articles[span.article]

    def source(self, span: Span) -> str:
        """Who published the words at `span`."""
        return source_name(self.articles[span.article])

    def person(self, person: str | None) -> str | None:
        """The name of the person with this id."""
        found = self.people.get(person) if person else None
        return found.name if found else None

    def speaker(self, quotation: Quotation) -> str | None:
        """Who a quotation is given to: the person's name, else the words that name the speaker, else None."""
        given = quotation.speaker
        if given is None:
            return None
        return self.person(given.person) or (self.line(given.span) if given.span else None)

    def context(self, span: Span) -> Span:
        """The sentence or sentences that `span` stands in, within its paragraphs.

        A rule of thumb over the printed text (a full stop, space and a capital end a sentence unless a common
        abbreviation or an initial stands before the stop): for showing only, nothing is decided by it.
        """
        starts = self.starts(span.article)
        article = self.articles[span.article]
        first = starts[max(0, bisect_right(starts, span.start) - 1)] if starts else 0
        after = bisect_right(starts, max(span.start, span.end - 1))
        last = starts[after] if after < len(starts) else len(article.text)
        text = article.text
        start, end = min(first, span.start), max(last, span.end)
        while end > span.end and text[end - 1].isspace():
            end -= 1
        while start < span.start and text[start].isspace():
            start += 1
        return Span(span.article, start, end)

    def starts(self, article: str) -> list[int]:
        """Where the sentences of an article start, by paragraph: looked for once."""
        if article not in self._sentences:
            whole = self.articles[article]
            places: set[int] = set()
            for block in whole.blocks:
                places.add(block.start)
                places.add(block.end)
                for found in _BOUNDARY.finditer(whole.text, block.start, block.end):
                    word = _LAST_WORD.search(whole.text[max(block.start, found.start() - 8) : found.start()])
                    if whole.text[found.start()] != "." or not _abbreviates(word.group() if word else ""):
                        places.add(found.end())
            self._sentences[article] = sorted(places)
        return self._sentences[article]


def _abbreviates(word: str) -> bool:
    return (len(word) == 1 and word.isupper()) or word in labels().abbreviations


# ------------------------------------------------------------------ dates
def coverage_size(articles: Sequence[Article]) -> str:
    """How many articles by how many outlets, counting the outlets that are known and the articles that name none."""
    outlets = {a.outlet for a in articles if a.outlet}
    unknown = sum(a.outlet is None for a in articles)
    words = plural(len(articles), "article")
    if outlets:
        words += f" by {plural(len(outlets), 'outlet')}"
    none = plural(unknown, "article names", "articles name")
    return words + (f" ({none} none)" if unknown and outlets else "")


def coverage_span(articles: Iterable[Article]) -> str | None:
    """From when to when the articles were published, in words; None when no date of theirs is known."""
    dates = [a.published for a in articles if a.published]
    if not dates:
        return None
    first = min(dates, key=lambda d: (edtf_.bounds(d).first, d)).split("/")[0]
    last = max(dates, key=lambda d: (edtf_.bounds(d).last, d)).split("/")[-1]
    return human_date(f"{first}/{last}")


def date_note(event: Event, texts: Texts) -> str:
    """On what an event's date rests: as printed, with the year inferred, worked out, or the date of publication."""
    printed = [texts.line(span) for span in event.date_spans]
    if event.basis == "published":
        return "by date of publication"
    year = event.date[:4]
    if event.basis == "explicit" and any(year in words for words in printed):
        return "as printed"
    if any(_names_month(words) for words in printed) and not any(year in words for words in printed):
        return "year inferred"
    return "worked out"


def _names_month(words: str) -> bool:
    lowered = words.lower()
    return any(name[:3].lower() in lowered for name in labels().months)
