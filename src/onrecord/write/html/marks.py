"""The places of an article that the record speaks of, and the article's text with them marked.

Every span of the record becomes a mark with an id, so that each item of the report can link to its words. Marks are
nested elements where their spans nest; where two cross, the later one is split at the earlier one's end, and its
further pieces name the first (`data-of`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import Final

from markupsafe import Markup

from onrecord.model import Article, Record
from onrecord.span import Span
from onrecord.write.html.safe import anchor, escaped, printed
from onrecord.write.texts import Texts, human_date, labels, of, plain, source_name

__all__ = ["Mark", "by_stretch", "collect", "marked"]

CITED: Final = frozenset({"quote", "event", "difference", "fact", "evidence", "cue", "source", "detail"})
"""Kinds whose passages a report of excerpts keeps; a name, time or figure alone is no reason to copy a sentence."""


NOTED: Final = frozenset({"evidence", "repair", "aside"})
"""Kinds that have a note in the margin though they lead nowhere."""


@dataclass(slots=True)
class Mark:
    """A place that the record speaks of: its kinds, what a pointer over it tells, and where it leads.

    `link` makes the words themselves a link (a name's, to its person); `back` are links put behind them, as pairs of
    kind and target. `notes` are what a note in the margin says: kind, words, and target if there is one.
    """

    span: Span
    kinds: list[str] = field(default_factory=list)
    tells: list[str] = field(default_factory=list)
    link: str | None = None
    back: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str, str | None]] = field(default_factory=list)

    @property
    def cited(self) -> bool:
        """Whether an item of the report rests on these words."""
        return not CITED.isdisjoint(self.kinds)


class _Marks:
    """Marks by span, while they are gathered; `to` gives the address of a thing, `articles` are those that have any."""

    def __init__(self, to: Callable[[str, str], str], articles: frozenset[str]) -> None:
        self.found: dict[Span, Mark] = {}
        self._to, self._articles = to, articles

    def add(
        self, span: Span | None, kind: str, tells: str = "", back: str | None = None, link: str | None = None
    ) -> None:
        if span is None or span.article not in self._articles:
            return
        mark = self.found.get(span)
        if mark is None:
            mark = self.found[span] = Mark(span, [kind], [tells] if tells else [])
        else:
            if kind not in mark.kinds:
                mark.kinds.append(kind)
            if tells and tells not in mark.tells:
                mark.tells.append(tells)
        if link and not mark.link:
            mark.link = self._to("person", link)
        if back and (kind, to := self._to(_THING[kind], back)) not in mark.back:
            mark.back.append((kind, to))
            mark.notes.append((kind, tells, to))
        elif kind in NOTED:
            mark.notes.append((kind, tells, None))


def collect(record: Record, texts: Texts, to: Callable[[str, str], str]) -> dict[str, list[Mark]]:
    """All marks, by article, in the order in which their elements open; `to` is as `Show.to`.

    `texts` may be those of a larger record, of which `record` holds a few articles and what is said of them.
    """
    articles = frozenset(a.id for a in record.articles)
    marks = _Marks(to, articles)
    for event in record.events:
        tells = f"Tells of {human_date(event.date)}"
        for span in (event.headline, *event.support):
            if span.article in articles:  # most of what supports and dates an event is in other articles
                marks.add(span, "event", tells, back=event.id)
        for span in event.date_spans:
            if span.article in articles:
                marks.add(span, "detail")
    _quotations(marks, record, texts)
    _people(marks, record, texts)
    for difference in record.differences:
        for statement in difference.statements:
            marks.add(statement.span, "difference", f"Differs: {plain(difference.why)}", back=difference.id)
    for time in record.times:
        value = human_date(time.edtf) if time.edtf else time.value
        marks.add(time.span, "time", f"Time: {plain(value)}")
    for figure in record.figures:
        unit = " ".join(w for w in (figure.unit, figure.of) if w)
        marks.add(figure.span, "figure", f"Figure: {figure.value:g} {plain(unit)}".rstrip())
    for repair in record.repairs:
        marks.add(repair.span, "repair", f"Damaged text, read as: {plain(repair.reads)}")
    for article in record.articles:
        for span in article.published_evidence:
            marks.add(span, "evidence", "The article's date rests on this")
        if article.copy_kind == "excerpt" and article.shared:
            base = texts.articles.get(article.copy_of or "")
            for span in article.shared:
                marks.add(span, "shared", f"Also in {plain(source_name(base))}" if base else "Also in another article")
    for item in record.set_aside:
        marks.add(item.span, "aside", f"Set aside: {plain(item.why)}")
    by_article: dict[str, list[Mark]] = {a.id: [] for a in record.articles}
    for mark in sorted(marks.found.values(), key=lambda m: (m.span.start, -m.span.end)):
        by_article[mark.span.article].append(mark)
    return by_article


def _quotations(marks: _Marks, record: Record, texts: Texts) -> None:
    kinds = labels().quotation
    for quotation in record.quotations:
        name = plain(texts.speaker(quotation) or "no speaker settled")
        tells = f"{name}, {of(kinds, quotation.type)}"
        for number, span in enumerate(quotation.content):
            marks.add(span, "quote", tells, back=quotation.utterance if number == 0 else None)
        marks.add(quotation.cue, "cue")
        marks.add(quotation.speaker.span if quotation.speaker else None, "source", f"Speaker: {name}")
        for passage in (quotation.addressee, quotation.occasion):
            marks.add(passage.span if passage else None, "detail")


def _people(marks: _Marks, record: Record, texts: Texts) -> None:
    for person in record.people:
        name = plain(person.name)
        for span in person.mentions:
            marks.add(span, "name", name, link=person.id)
        for role in person.roles:
            marks.add(role.span, "fact", f"{name}: {plain(role.text)}")
        for relation in person.relations:
            whose = plain(texts.person(relation.to) or "someone unnamed")
            marks.add(relation.span, "fact", f"{name}: {plain(relation.text)} of {whose}")
        for age in person.ages:
            marks.add(age.span, "fact", f"{name}: aged {age.age}")
        for step in person.proceedings:
            marks.add(step.span, "fact", f"{name}: {plain(step.step)}")


# ------------------------------------------------------------------ text with marks
def by_stretch(marks: Sequence[Mark], stretches: Iterable[tuple[int, int]]) -> Iterator[list[Mark]]:
    """For each of the stretches, which ascend and do not overlap, the marks that share a character with it."""
    active: list[Mark] = []
    at = 0
    for start, end in stretches:
        while at < len(marks) and marks[at].span.start < end:
            active.append(marks[at])
            at += 1
        active = [m for m in active if m.span.end > start]
        yield active


def marked(article: Article, marks: list[Mark], start: int, end: int, opened: set[str]) -> Markup:
    """The characters `[start, end)` with their `marks`; `opened` holds the ids used so far and is added to.

    Written with plain strings, each escaped as it is put in: it is most of the work of an article's page.
    """
    return Markup("".join(_pieces(article, marks, start, end, opened)))  # noqa: S704 (see above)


def _pieces(article: Article, marks: list[Mark], start: int, end: int, opened: set[str]) -> list[str]:
    """Text, opening and closing tags in order: a heap of marks to open and a stack of those that are open."""
    text = article.text
    if not marks:
        return [printed(text[start:end])]
    waiting = [(max(m.span.start, start), -min(m.span.end, end), n) for n, m in enumerate(marks)]
    heapify(waiting)
    found: list[str] = []
    opening: list[tuple[int, Mark, str]] = []
    at, links = start, 0
    while waiting or opening:
        stop = opening[-1][0] if opening else end
        if waiting and waiting[0][0] < stop:
            place, upto, number = heappop(waiting)
            mark = marks[number]
            if -upto > stop:
                heappush(waiting, (stop, upto, number))
                upto = -stop
            if at < place:
                found.append(printed(text[at:place]))
                at = place
            alone = not waiting or waiting[0][0] >= -upto
            tag, closing = _tags(mark, opened, as_link=bool(mark.link) and alone and not links)
            links += closing == _LINK_ENDS
            found.append(tag)
            opening.append((-upto, mark, closing))
        else:
            place, mark, closing = opening.pop()
            links -= closing == _LINK_ENDS
            if at < place:
                found.append(printed(text[at:place]))
                at = place
            found.append(closing)
            if mark.back and place >= mark.span.end and not links:
                found.append(_back(mark))
    found.append(printed(text[at:end]))
    return found


_LINK_ENDS: Final = "</a>"


def _tags(mark: Mark, opened: set[str], *, as_link: bool) -> tuple[str, str]:
    name = anchor(mark.span)
    place = "data-of" if name in opened else "id"
    opened.add(name)
    told = f' title="{escaped(" · ".join(mark.tells))}"' if mark.tells else ""
    rest = f' {place}="{escaped(name)}" class="m-{" m-".join(mark.kinds)}"{told}>'
    return (f'<a href="{escaped(mark.link)}"{rest}', _LINK_ENDS) if as_link else (f"<span{rest}", "</span>")


_THING: Final = {"quote": "utterance", "event": "event", "difference": "difference"}
"""What the marks of a kind lead back to."""

_BACK: Final = {
    "quote": "to this in Voices",
    "event": "to this in the Chronology",
    "difference": "to this in Differences",
}


def _back(mark: Mark) -> str:
    return "".join(
        f'<a class="bk bk-{kind}" href="{escaped(target)}" aria-label="{_BACK[kind]}" title="{_BACK[kind]}"></a>'
        for kind, target in mark.back
    )
