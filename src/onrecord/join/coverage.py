"""All articles and their findings together: what every module of `join` starts from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.join.sharing import shared
from onrecord.model import Article, Event, Findings, Person, Quotation, Repair, Time, Utterance
from onrecord.span import Span, text_of

__all__ = ["FEW", "Coverage", "Known", "Shelf"]

HELD = 8000
"""Articles whose findings are held in memory, 72 kB each: those of the others are read again whenever a stage asks,
which takes 0.4 ms, 17 times in a join. With 16,000 a join of 20,000 took more than 4.2 GB."""
FEW = 6000
"""Articles up to which nothing is done to save memory: findings are held as they were decoded, 154 kB each, for to make
equal spans one takes as long as to decode them, and what the text of each gives is kept for the next join."""


class Shelf(Mapping[str, Findings]):
    """The findings of each article, in an order of its own; `again` gives those that are not held.

    Where there are `few` articles nothing is done to save memory.
    """

    def __init__(self, again: Callable[[str], Findings] | None = None, *, few: bool = False) -> None:
        self._again, self._few = again, few
        self._held: dict[str, Findings] = {}
        self._order: dict[str, None] = {}
        self._last = Findings("")

    def put(self, found: Findings, *, hold: bool = False) -> None:
        """Puts the findings of an article on the shelf; of many only a part is held, if they can be had again."""
        self._order[found.article] = None
        if hold or self._again is None or len(self._held) < HELD:
            self._held[found.article] = found if self._few else shared(found)

    def ordered(self, articles: Iterable[str]) -> Shelf:
        """The same, of these articles alone and in this order."""
        other = Shelf(self._again, few=self._few)
        other._held, other._order = self._held, dict.fromkeys(articles)
        return other

    def __getitem__(self, article: str) -> Findings:
        if article not in self._order:
            raise KeyError(article)
        if (found := self._held.get(article)) is not None:
            return found
        if self._last.article != article and self._again:
            self._last = self._again(article)
        return self._last

    def __iter__(self) -> Iterator[str]:
        return iter(self._order)

    def __len__(self) -> int:
        return len(self._order)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The articles by id, in the order of the record, and the findings of each."""

    articles: Mapping[str, Article]
    findings: Mapping[str, Findings]
    repairs: Mapping[str, tuple[Repair, ...]]

    def only(self, articles: Iterable[str]) -> Coverage:
        """The same of these articles alone, in this order."""
        kept, all_ = {a: self.articles[a] for a in articles}, self.findings
        findings = all_.ordered(kept) if isinstance(all_, Shelf) else {a: all_[a] for a in kept if a in all_}
        return Coverage(kept, findings, {a: self.repairs[a] for a in kept if a in self.repairs})

    def text(self, span: Span) -> str:
        """The printed characters at `span`."""
        return text_of(span, self.articles[span.article])

    def read(self, span: Span) -> str:
        """The words at `span` as they are read: those of damaged text put right that lie in it whole."""
        text, at, parts = self.articles[span.article].text, span.start, []
        repairs = self.repairs.get(span.article, ())
        first, last = (bisect_left(repairs, x, key=lambda r: r.span.start) for x in (span.start, span.end))
        for repair in repairs[first:last]:
            if repair.span.end > span.end:
                break
            parts += [text[at : repair.span.start], repair.reads]
            at = repair.span.end
        return "".join((*parts, text[at : span.end]))

    def voice(self, span: Span) -> str:
        """What stands for the account at `span` where independent ones are counted.

        It is the copy group of its article; but what an excerpt has beside the words that it took over is its own.
        """
        article = self.articles[span.article]
        if article.shared and 2 * _met(article.shared, span) >= len(span):
            return article.copy_group or article.id
        first = self._first(article)
        kind = article.copy_kind
        while kind == "copy" and (base := self.articles.get(first.copy_of or "")):
            first, kind = base, base.copy_kind
        return first.id if kind == "excerpt" else article.copy_group or article.id

    def _first(self, article: Article) -> Article:
        """The earliest version of an article."""
        seen = {article.id}
        while (before := self.articles.get(article.version_of or "")) and before.id not in seen:
            article = before
            seen.add(article.id)
        return article

    def published(self, span: Span) -> str | None:
        """When the article that `span` lies in was published."""
        return self.articles[span.article].published


def _met(runs: Sequence[Span], span: Span) -> int:
    """How many characters of `span` stand in `runs`, which are in text order and apart."""
    first = bisect_left(runs, span.start, key=lambda run: run.end)
    last = bisect_left(runs, span.end, key=lambda run: run.start)
    return sum(min(run.end, span.end) - max(run.start, span.start) for run in runs[first:last])


@dataclass(frozen=True, slots=True)
class Known:
    """What `join` has settled so far, for the stages that come after: fields fill up in this order."""

    times: Mapping[Span, Time]
    people: tuple[Person, ...] = ()
    person_of: Mapping[Span, str] = field(default_factory=dict)
    quotations: tuple[Quotation, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    events: tuple[Event, ...] = ()

    def times_of(self, found: Findings) -> tuple[Time, ...]:
        """The settled times of an article, in text order."""
        return tuple(sorted((self.times[t.span] for t in found.times if t.span in self.times), key=lambda t: t.span))
