"""What a record knows of each place in it: made ready once, and looked up by every question."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, Generic, TypeVar

from onrecord.model import Person, Quotation, Record
from onrecord.passages import passages_of
from onrecord.span import Span, hull
from onrecord.store import Store
from onrecord.write.texts import Texts

__all__ = ["LISTS", "Known", "Passages", "Places", "first_mentions"]

T = TypeVar("T")

Standing = tuple[int, bool, int, int, int]

LISTS: Final = ("articles", "people", "quotations", "times", "figures", "events")
"""The lists of a record that questions need."""

FEW: Final = 25
"""Characters of a quotation that is no more than a few words: `Yes,`, `the figures`."""


class Places(Generic[T]):
    """Values by where they stand."""

    def __init__(self, items: Iterable[tuple[Span, T]]) -> None:
        found: defaultdict[str, list[tuple[int, T]]] = defaultdict(list)
        for span, value in items:
            found[span.article].append((span.start, value))
        self._starts: dict[str, array[int]] = {}
        self._values: dict[str, tuple[T, ...]] = {}
        for article, placed in found.items():
            placed.sort(key=lambda p: p[0])
            self._starts[article] = array("L", (start for start, _ in placed))
            self._values[article] = tuple(value for _, value in placed)

    def within(self, span: Span) -> Sequence[T]:
        """What begins within `span`."""
        starts = self._starts.get(span.article)
        if starts is None:
            return ()
        first = bisect_left(starts, span.start)
        return self._values[span.article][first : bisect_left(starts, span.end, first)]


class Passages:
    """The passages of a record by their rows in its index, in the order of the record."""

    def __init__(self, record: Record) -> None:
        self._articles = [a.id for a in record.articles]
        self._rows: dict[str, tuple[int, int]] = {}
        self._starts, self._ends = array("L"), array("L")
        for article in record.articles:
            first = len(self._starts)
            for passage in passages_of(article):
                self._starts.append(passage.span.start)
                self._ends.append(passage.span.end)
            self._rows[article.id] = first, len(self._starts)
        self._firsts = array("L", (first for first, _ in self._rows.values()))

    def __len__(self) -> int:
        return len(self._starts)

    def at(self, row: int) -> Span:
        """The passage of a row. Raises `IndexError` where there is none."""
        start, end = self._starts[row], self._ends[row]
        return Span(self._articles[bisect_right(self._firsts, row) - 1], start, end)

    def row(self, article: str, offset: int) -> int | None:
        """The row of the passage that holds a character, None where none does."""
        first, last = self._rows[article]
        row = bisect_right(self._starts, offset, first, last) - 1
        return row if row >= first and offset < self._ends[row] else None


class Known:
    """A record's articles, and its people, times, figures and quotations by place; `texts` are the record's."""

    def __init__(self, record: Record, texts: Texts | None = None) -> None:
        self.texts = texts or Texts(record)
        self.passages = Passages(record)
        self.order = {a.id: place for place, a in enumerate(record.articles)}
        self.order |= {p.id: place for place, p in enumerate(record.people)}
        self.mentions = Places((m, p.id) for p in record.people for m in p.mentions)
        self.times = Places((t.span, t.edtf) for t in record.times if t.edtf)
        self.figures = Places((f.span, f) for f in record.figures if f.kind not in ("age", "ordinal"))
        self.durations = Places((t.span, t.value) for t in record.times if t.type == "DURATION")
        self.events = Places((e.headline, e) for e in record.events)
        self.told = Counter(q.utterance for q in record.quotations)
        self.ages = Places((a.span, p.id) for p in record.people for a in p.ages)
        self.first = Places((m, p.id) for p in record.people for m in first_mentions(p))
        self.roles = Places((r.span, p.id) for p in record.people for r in p.roles)
        self.quoted = Places((segment, q) for q in record.quotations for segment in q.content)
        self.said: defaultdict[str, list[Quotation]] = defaultdict(list)
        for quotation in record.quotations:
            if quotation.speaker and quotation.speaker.person:
                self.said[quotation.speaker.person].append(quotation)
        self._standing = {quotation.id: self._stands(quotation) for quotation in record.quotations}
        for said in self.said.values():
            said.sort(key=self.standing)
        self.dated: defaultdict[str, list[Span]] = defaultdict(list)
        for date, span in (*((e.date, e.headline) for e in record.events), *((t.edtf, t.span) for t in record.times)):
            if date:
                self.dated[date].append(span)

    @classmethod
    def of(cls, store: Store) -> Known:
        """What the record in `store` knows."""
        return cls(store.record(only=LISTS))

    @property
    def people(self) -> Iterable[Person]:
        """All people."""
        return self.texts.people.values()

    def standing(self, quotation: Quotation) -> Standing:
        """The order of what somebody said: what was reported most first, a few words last, else short ones first."""
        return self._standing[quotation.id]

    def _stands(self, quotation: Quotation) -> Standing:
        span = hull(quotation.content)
        few = len(span) < FEW
        told = self.told[quotation.utterance] if quotation.utterance else 0
        return -told, few, -len(span) if few else len(span), self.order[span.article], span.start

    def paragraph(self, span: Span) -> Span:
        """The passage that `span` begins in, else `span` itself."""
        row = self.passages.row(span.article, span.start)
        return span if row is None else self.passages.at(row)


def first_mentions(person: Person) -> Iterable[Span]:
    """Where each article names somebody first: it is there that it says who they are."""
    found: dict[str, Span] = {}
    for mention in person.mentions:
        if mention.article not in found or mention < found[mention.article]:
            found[mention.article] = mention
    return found.values()
