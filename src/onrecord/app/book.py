"""A record with what pages look up in it, each made when it is first asked for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from onrecord.app.kept import parts
from onrecord.model import Article, Difference, Event, Person, Quotation, Record, Utterance
from onrecord.span import Span, overlaps
from onrecord.write.html.scene import Scene, importance
from onrecord.write.html.show import stated
from onrecord.write.html.views import ordered_days
from onrecord.write.texts import Texts, source_name

if TYPE_CHECKING:
    from onrecord.ask import Asker

__all__ = ["Book", "Spoken", "Thing", "speakers_of"]

Thing = Article | Person | Quotation | Utterance | Event | Difference

Spoken = tuple[tuple[str, str | None], tuple[Utterance, ...]]
"""A speaker (the person's id or nothing, and the name or description) and what they said, in order of time."""


class Book:
    """`record`, its `texts`, and indexes. `stamp` tells one state of the record file from another."""

    def __init__(self, record: Record, stamp: str) -> None:
        self.record, self.stamp = record, stamp
        self.texts = Texts(record)
        self.parts = parts()
        self._made: dict[str, Any] = {}

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What a view makes of the whole record, under its name: made when it is first asked for."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    # -------------------------------------------------------------- things
    def thing(self, item: str) -> Thing | None:
        """The thing with this id."""
        return self._things.get(item)

    @cached_property
    def _things(self) -> dict[str, Thing]:
        record = self.record
        lists = (
            record.articles,
            record.people,
            record.quotations,
            record.utterances,
            record.events,
            record.differences,
        )
        return {thing.id: thing for each in lists for thing in each}

    def name(self, thing: Thing) -> str:
        """What a thing is called in a line: a name, a title, the first words."""
        match thing:
            case Article():
                return thing.title or source_name(thing)
            case Person():
                return thing.name
            case Quotation():
                return self.texts.line(thing.content[0])
            case Utterance():
                return self.texts.line(self.texts.quotations[thing.base].content[0])
            case Event():
                return self.texts.line(thing.headline)
            case Difference():
                return thing.topic

    def place(self, thing: Thing) -> Span:
        """The place that stands for a thing: where it is first told."""
        match thing:
            case Article():
                return Span(thing.id, 0, max(1, len(thing.text)))
            case Person():
                return thing.mentions[0]
            case Quotation():
                return thing.content[0]
            case Utterance():
                return self.texts.quotations[thing.base].content[0]
            case Event():
                return thing.headline
            case Difference():
                return thing.statements[0].span

    @cached_property
    def asker(self) -> Asker:
        """What questions are put to."""
        from onrecord.ask import Asker
        from onrecord.ask.known import Known

        made = Asker(Known(self.record, self.texts))
        made.read("What happened on 1 May 2001?")  # makes the tagger of dates ready, which takes a while
        return made

    # -------------------------------------------------------------- order
    @cached_property
    def ordered_events(self) -> tuple[Event, ...]:
        """Events by date, those of one date the heaviest first."""
        return tuple(event for day in ordered_days(self.record.events) for event in day.events)

    @cached_property
    def scene(self) -> Scene:
        """What pictures are drawn from."""
        return Scene(self.record, self.texts)

    @cached_property
    def event_ranks(self) -> dict[str, int]:
        """Event → its place by importance, from 0."""
        return {event.id: rank for rank, event in enumerate(sorted(self.record.events, key=importance))}

    @cached_property
    def event_places(self) -> dict[str, int]:
        """Event → its place among all of them, from 0."""
        return {event.id: place for place, event in enumerate(self.ordered_events)}

    @cached_property
    def ordered_utterances(self) -> tuple[Utterance, ...]:
        """Utterances by when they were said, else published; the undated last."""
        return tuple(sorted(self.record.utterances, key=self._when))

    def _when(self, utterance: Utterance) -> tuple[str, str, int]:
        base = self.texts.quotations[utterance.base]
        place = base.content[0]
        return base.said or self.texts.article(place).published or "~", place.article, place.start

    # -------------------------------------------------------------- who
    @cached_property
    def speaker_counts(self) -> Counter[str]:
        """Person → how many quotations the record gives them."""
        return Counter(q.speaker.person for q in self.record.quotations if q.speaker and q.speaker.person)

    @cached_property
    def speakers(self) -> tuple[Spoken, ...]:
        """All who said something, and what."""
        return speakers_of(self.texts, self.ordered_utterances)

    @cached_property
    def said_by(self) -> dict[str, tuple[Utterance, ...]]:
        """Person → what they said, in order of time."""
        found: defaultdict[str, list[Utterance]] = defaultdict(list)
        for utterance in self.ordered_utterances:
            if utterance.speaker:
                found[utterance.speaker].append(utterance)
        return {person: tuple(said) for person, said in found.items()}

    @cached_property
    def said_of(self) -> dict[str, tuple[Utterance, ...]]:
        """Person → what others said in which they are named, in order of time."""
        found: defaultdict[str, list[Utterance]] = defaultdict(list)
        for utterance in self.ordered_utterances:
            named: set[str] = set()
            for quotation in utterance.quotations:
                for part in self.texts.quotations[quotation].content:
                    here = self._named_in.get(part.article, {})
                    named |= {p for p, spans in here.items() if any(overlaps(span, part) for span in spans)}
            for person in named - {utterance.speaker or ""}:
                found[person].append(utterance)
        return {person: tuple(said) for person, said in found.items()}

    @cached_property
    def events_of(self) -> dict[str, tuple[Event, ...]]:
        """Person → the events that they have a part in, in order."""
        found: defaultdict[str, list[Event]] = defaultdict(list)
        for event in self.ordered_events:
            for person in event.people:
                found[person].append(event)
        return {person: tuple(events) for person, events in found.items()}

    @cached_property
    def concerning(self) -> dict[str, set[str]]:
        """Person → the differences in which they have a say, or whose statements are where they are named."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for difference in self.record.differences:
            for statement in difference.statements:
                if statement.by:
                    found[statement.by].add(difference.id)
                for person, spans in self._named_in.get(statement.span.article, {}).items():
                    if statement.span in spans:
                        found[person].add(difference.id)
        return found

    # -------------------------------------------------------------- by article
    @cached_property
    def stated(self) -> dict[str, list[tuple[Span, Difference]]]:
        """Article → the places in it at which accounts differ."""
        return stated(self.record)

    @cached_property
    def outlets(self) -> tuple[tuple[str, int], ...]:
        """What each source is called and how many articles it has, the busiest first."""
        return tuple(Counter(source_name(a) for a in self.record.articles).most_common())

    @cached_property
    def titled(self) -> tuple[tuple[Article, str], ...]:
        """Articles, each with its title as titles are compared."""
        return tuple((a, (a.title or "").casefold()) for a in self.record.articles)

    @cached_property
    def quotations_in(self) -> Counter[str]:
        """Article → how many quotations it holds."""
        return Counter(q.content[0].article for q in self.record.quotations)

    @cached_property
    def copies(self) -> dict[str, tuple[Article, ...]]:
        """Copy group → its articles."""
        found: defaultdict[str, list[Article]] = defaultdict(list)
        for article in self.record.articles:
            found[article.copy_group].append(article)
        return {group: tuple(articles) for group, articles in found.items()}

    @cached_property
    def _named_in(self) -> dict[str, dict[str, list[Span]]]:
        """Article → person → where it names them."""
        found: defaultdict[str, dict[str, list[Span]]] = defaultdict(dict)
        for person in self.record.people:
            for span in person.mentions:
                found[span.article].setdefault(person.id, []).append(span)
        return found

    def of_article(self, article: Article) -> Record:
        """The record as far as it speaks of one article: what its page shows."""
        parts = self._parts.get(article.id) or defaultdict(list)
        lists: dict[str, Any] = {name: tuple(parts[name]) for name in _PLACED}
        facts = self._facts_in.get(article.id, {})
        people = []
        for person, mentions in self._named_in.get(article.id, {}).items():
            told: dict[str, Any] = {name: tuple(facts.get((person, name), ())) for name in _FACTS}
            people.append(replace(self.texts.people[person], mentions=tuple(mentions), **told))
        return replace(self.record, articles=(article,), people=tuple(people), **lists)

    @cached_property
    def _facts_in(self) -> dict[str, dict[tuple[str, str], list[Any]]]:
        """Article → person and kind of fact → what the article tells of that kind."""
        found: defaultdict[str, dict[tuple[str, str], list[Any]]] = defaultdict(dict)
        for person in self.record.people:
            for name in _FACTS:
                for fact in getattr(person, name):
                    found[fact.span.article].setdefault((person.id, name), []).append(fact)
        return found

    @cached_property
    def versions(self) -> dict[str, list[Article]]:
        """Article → its newer versions."""
        found: defaultdict[str, list[Article]] = defaultdict(list)
        for article in self.record.articles:
            if article.version_of:
                found[article.version_of].append(article)
        return found

    @cached_property
    def _parts(self) -> dict[str, defaultdict[str, list[object]]]:
        """Article → list of the record → its items that have a place in the article."""
        found: defaultdict[str, defaultdict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
        record = self.record
        for name, places in _PLACED.items():
            for item in getattr(record, name):
                for article in dict.fromkeys(places(item)):
                    found[article][name].append(item)
        return found

    # -------------------------------------------------------------- all of it
    def warm(self) -> None:
        """Makes every index now, so that no page waits for one."""
        for name, found in vars(type(self)).items():
            if isinstance(found, cached_property):
                getattr(self, name)


def speakers_of(texts: Texts, utterances: Iterable[Utterance]) -> tuple[Spoken, ...]:
    """Speakers and what they said: those quoted most first, then those known by a description only, nobody last."""
    found: dict[tuple[str, str | None], list[Utterance]] = {}
    for utterance in utterances:
        person = utterance.speaker or ""
        name = texts.person(person) or texts.speaker(texts.quotations[utterance.base])
        found.setdefault((person, name), []).append(utterance)

    def order(spoken: Spoken) -> tuple[bool, bool, int, str]:
        (person, name), said = spoken
        return name is None, not person, -sum(len(u.quotations) for u in said), name or ""

    return tuple(sorted(((who, tuple(said)) for who, said in found.items()), key=order))


_FACTS = ("roles", "relations", "ages", "proceedings")
"""What is told of a person, each with its place."""

_PLACED: dict[str, Callable[[Any], list[str]]] = {
    "times": lambda t: [t.span.article],
    "figures": lambda f: [f.span.article],
    "repairs": lambda r: [r.span.article],
    "quotations": lambda q: [q.content[0].article],
    "utterances": lambda u: [],
    "events": lambda e: [s.article for s in (*e.support, *e.date_spans)],
    "differences": lambda d: [s.span.article for s in d.statements],
    "set_aside": lambda s: [s.span.article] if s.span else [],
}
"""Lists of the record → the articles that an item of them has a place in."""
