"""What new articles have changed: what they add, what they repeat, what they contradict, each with its link."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from onrecord.app.book import Book
from onrecord.app.show import AppShow
from onrecord.compare import Changes, Redated, compare
from onrecord.span import Span
from onrecord.write.texts import human_date, labels, of, plural, shortened, source_name

__all__ = ["Changed", "Line", "Part", "changed"]

LINES: Final = 100
"""Lines of a list that are kept: what a reader takes in. The API gives all."""
WIDTH: Final = 240
"""Characters of a passage that are shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: where it is shown (nowhere when it is no longer there), what it says, and who or when."""

    href: str | None
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A list under its heading; `total` counts what is not kept too."""

    heading: str
    lines: tuple[Line, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Changed:
    """The changes by id, and as lists by the question that they answer, the gravest first; none is empty."""

    ids: Changes
    parts: tuple[tuple[str, tuple[Part, ...]], ...]


def changed(old: Book, new: Book) -> Changed:
    """What the record of `new` says that that of `old` did not."""
    c = compare(old.record, new.record)
    lines = _Lines(new)
    lists: tuple[tuple[str, str, Sequence[Any], Callable[[Any], Line]], ...] = (
        ("Contradicts", "Contradictions with what was on record", c.contradictions, lines.thing),
        ("Contradicts", "Differences on record that have another side now", c.sided, lines.thing),
        ("Contradicts", "Other new differences", c.differences, lines.thing),
        ("Contradicts", "Another date", c.redated, lines.redated),
        ("Contradicts", "Another status", c.turned, lines.turned),
        ("Adds", "Articles", c.articles, lines.thing),
        ("Adds", "Events", c.events, lines.thing),
        ("Adds", "Sayings", c.utterances, lines.thing),
        ("Adds", "Names", c.people, lines.thing),
        ("Repeats", "Copies and other versions", c.copies, lambda item: lines.copy(item, set(c.articles))),
        ("Repeats", "Events told again", c.retold, lambda r: lines.thing(r.event, lines.sources(r.support))),
        ("Repeats", "Sayings reported again", c.again, lines.again),
        ("No longer there", "Articles", c.articles_gone, lambda item: lines.gone(old, item)),
        ("No longer there", "Events", c.events_gone, lambda item: lines.gone(old, item)),
        ("No longer there", "Names", c.people_gone, lambda item: lines.gone(old, item)),
        ("No longer there", "Differences", c.differences_gone, lambda item: lines.gone(old, item)),
    )
    parts: dict[str, list[Part]] = {}
    for question, heading, items, line in lists:
        if items:
            shown = tuple(line(item) for item in items[:LINES])
            parts.setdefault(question, []).append(Part(heading, shown, len(items)))
    return Changed(c, tuple((question, tuple(found)) for question, found in parts.items()))


class _Lines:
    """What a thing of the newer record is called, and where it is shown."""

    def __init__(self, book: Book) -> None:
        self._book, self._show = book, AppShow(book)

    def thing(self, item: str, note: str = "") -> Line:
        thing = self._book.thing(item)
        if thing is None:
            return Line(None, item)
        kind = type(thing).__name__.lower()
        return Line(self._show.to(kind, item), shortened(self._book.name(thing), WIDTH), note or self._note(item))

    def _note(self, item: str) -> str:
        book = self._book
        if item in book.texts.articles:
            article = book.texts.articles[item]
            return ", ".join(filter(None, (book.texts.source(book.place(article)), human_date(article.published))))
        if item in book.texts.events:
            event = book.texts.events[item]
            return f"{human_date(event.date)}, {book.texts.source(event.headline)}"
        thing: Any = book.thing(item)
        match type(thing).__name__:
            case "Difference":
                return f"{of(labels().difference, thing.kind)}: {thing.why}"
            case "Utterance":
                base = book.texts.quotations[thing.base]
                return f"{book.texts.speaker(base) or 'no speaker settled'}, {book.texts.source(base.content[0])}"
            case "Person":
                return plural(len(thing.mentions), "mention")
        return ""

    def copy(self, item: str, added: set[str]) -> Line:
        """An article that repeats one that was there: which."""
        article = self._book.texts.articles[item]
        kin = [a for a in self._book.copies[article.copy_group] if a.id not in added]
        names = list(dict.fromkeys(source_name(a) for a in kin))
        words = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        return self.thing(item, f"shares its text with {words}" if names else "another version of what was there")

    def sources(self, spans: Iterable[Span]) -> str:
        names = list(dict.fromkeys(self._book.texts.source(s) for s in spans))
        return ", ".join(names) if len(names) < 4 else plural(len(names), "source")

    def again(self, again: Any) -> Line:
        where = self.sources(self._book.texts.quotations[q].content[0] for q in again.quotations)
        return self.thing(again.utterance, f"{where}{': in words that do not mean the same' if again.weighty else ''}")

    def redated(self, it: Redated) -> Line:
        return self.thing(it.item, f"{human_date(it.was)} → {human_date(it.now)}")

    def turned(self, it: Redated) -> Line:
        return self.thing(it.item, f"{of(labels().status, it.was)} → {of(labels().status, it.now)}")

    def gone(self, old: Book, item: str) -> Line:
        thing = old.thing(item)
        return Line(None, shortened(old.name(thing), WIDTH) if thing else item)
