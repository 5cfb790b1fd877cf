"""From what a user names to edits that point at content.

Things are named by their ids (a beginning that no other id has will do), articles by their key too, people by a name
that nobody else has, a mention or sentence by its place: `ARTICLE:START-END`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from onrecord.edits.places import Place, Target
from onrecord.edits.verbs import FIELDS, VERBS, checked
from onrecord.errors import QueryError
from onrecord.ids import finding_id
from onrecord.model import Article, Difference, Edit, Event, Findings, Person, Quotation, Record, Utterance
from onrecord.span import Span, overlaps, text_of

__all__ = ["Desk", "Thing", "undone"]

Thing = Article | Person | Quotation | Utterance | Event | Difference

_KIND: dict[type, str] = {
    Article: "article", Person: "person", Quotation: "quotation", Utterance: "utterance", Event: "event",
    Difference: "difference",
}  # fmt: skip
_ID = re.compile(r"[apqued][0-9a-f]{2,16}")
_AT = re.compile(r"(?P<article>.+):(?P<start>\d{1,12})-(?P<end>\d{1,12})", re.DOTALL)

ANCHORS = 3
"""Articles that a thing is known again by: an edit should not fall with the one article that happens to be first."""

NOBODY = ""
"""The value that sets a speaker, an outlet or a byline to none."""


class Desk:
    """Where edits to a record are made. `findings_of` gives the findings of an article by its id."""

    def __init__(self, record: Record, findings_of: Callable[[str], Findings]) -> None:
        self._record, self._findings_of = record, findings_of
        self._articles = {a.id: a for a in record.articles}
        self._quotations = {q.id: q for q in record.quotations}
        lists: tuple[Iterable[Thing], ...] = (
            record.articles, record.people, record.quotations, record.utterances, record.events, record.differences
        )  # fmt: skip
        self._things: dict[str, Thing] = {thing.id: thing for each in lists for thing in each}

    # -------------------------------------------------------------- what is named
    def thing(self, name: str) -> Thing:
        """The one thing that `name` means. Raises `QueryError` when nothing or more than one thing has it."""
        if (found := self.with_id(name)) is not None:
            return found
        named = [a for a in self._record.articles if name in (a.key, a.path)] or self._people(name)
        if len(named) > 1:
            raise QueryError(f"{len(named)} things are called {name!r}: {', '.join(t.id for t in named[:5])}")
        if not named:
            raise QueryError(f"there is no {name!r} in the record")
        return named[0]

    def with_id(self, name: str) -> Thing | None:
        """The one thing whose id begins with `name`, None if there is none. Raises `QueryError` when there are more."""
        hits = [self._things[i] for i in self._things if i.startswith(name)] if _ID.fullmatch(name) else []
        if len(hits) > 1:
            raise QueryError(f"{len(hits)} ids begin with {name}: give more of it")
        return hits[0] if hits else None

    def _people(self, name: str) -> list[Person]:
        """Those with this name, else those that are called so anywhere."""
        wanted = " ".join(name.split()).casefold()
        own = [p for p in self._record.people if p.name.casefold() == wanted]
        return own or [p for p in self._record.people if any(a.form.casefold() == wanted for a in p.aliases)]

    def span(self, name: str) -> Span:
        """The place `ARTICLE:START-END`. Raises `QueryError` when it is none."""
        found = _AT.fullmatch(name)
        if not found:
            raise QueryError(f"{name!r} is no place: give ARTICLE:START-END")
        article = self.thing(found["article"])
        if not isinstance(article, Article):
            raise QueryError(f"{found['article']} is no article")
        span = Span(article.id, int(found["start"]), int(found["end"]))
        if not span.start < span.end <= len(article.text):
            raise QueryError(f"{name} is not in the {len(article.text)} characters of its article")
        return span

    # -------------------------------------------------------------- what is kept
    def target(self, thing: Thing) -> Target:
        """What is kept of a thing: the places that tell it from others."""
        match thing:
            case Article():
                return Target("article", (Place(thing.id, thing.sha256, None, None, thing.key),))
            case Difference():
                return Target("difference", tuple(map(self._place, _sides(thing))), thing.reason)
            case _:
                return Target(_KIND[type(thing)], tuple(map(self._place, self._anchors(thing))))

    def _place(self, span: Span) -> Place:
        article = self._articles[span.article]
        return Place(article.id, article.sha256, span.start, span.end, text_of(span, article))

    def _anchors(self, thing: Thing, without: Sequence[Span] = ()) -> list[Span]:
        """The findings that a thing is known again by, none of them in `without`; the first is the surest.

        Of a person those with the name in full come first; of an event the words that it has its id from.
        """
        members = sorted(m for m in self._members(thing) if not any(overlaps(m, w) for w in without))
        if isinstance(thing, Person):
            members.sort(key=lambda m: " ".join(text_of(m, self._articles[m.article]).split()) != thing.name)
        elif isinstance(thing, Event):
            first = self._mention(thing)
            members = [*([] if any(overlaps(first, w) for w in without) else [first]), *members]
        if not members:
            raise QueryError(f"nothing would be left of {thing.id}: name less of it, or reject it")
        by_article: dict[str, Span] = {}
        for member in members:
            by_article.setdefault(member.article, member)
        return list(by_article.values())[:ANCHORS]

    def _members(self, thing: Thing) -> list[Span]:
        match thing:
            case Person():
                return list(thing.mentions)
            case Quotation():
                return [thing.content[0]]
            case Utterance():
                return [self._quotations[q].content[0] for q in thing.quotations]
            case Event():
                return list(thing.support)
        raise QueryError(f"{thing.id} is not joined of anything")

    def _mention(self, event: Event) -> Span:
        """The words that the event has its id from."""
        for article in sorted({s.article for s in event.support}):
            for stated in self._findings_of(article).events:
                if finding_id("e", stated.span) == event.id:
                    return stated.span
        raise QueryError(f"the words that tell of {event.id} are not among its articles' findings")

    # -------------------------------------------------------------- edits
    def edit(self, verb: str, name: str, value: str = "", *, when: str = "") -> Edit:
        """`verb` done to what `name` means. Raises `QueryError` when that cannot be."""
        thing = self.thing(name)
        if _KIND[type(thing)] not in VERBS[verb]:
            raise QueryError(f"{name} is a thing of the kind {_KIND[type(thing)]}, which {verb} is not for")
        if verb == "set speaker" and value:
            value = self._speaker(value)
        elif verb == "pin":
            value = self._pinned(thing)
        return checked(Edit(verb, str(self.target(thing)), value, when, False))

    def merge(self, name: str, other: str, *, when: str = "") -> Edit:
        """Makes the two things one, under the first."""
        one, two = (self._joined(self.thing(n)) for n in (name, other))
        if one.id == two.id:
            raise QueryError("what is to be merged is one already")
        if type(one) is not type(two) or _KIND[type(one)] not in VERBS["merge"]:
            raise QueryError("only people, utterances or events can be merged, and only with their like")
        return checked(Edit("merge", str(self.target(one)), str(self.target(two)), when, False))

    def split(self, names: Sequence[str], *, when: str = "") -> Edit:
        """Takes quotations out of their utterance, or places (after the first name) out of a person or event."""
        things = [self.thing(names[0])] if len(names) == 1 or not _AT.fullmatch(names[-1]) else None
        if things is None:
            thing = self.thing(names[0])
            out = [self._part(thing, self.span(name)) for name in names[1:]]
        else:
            things = [self.thing(name) for name in names]
            taken = [t for t in things if isinstance(t, Quotation)]
            if len(taken) < len(things) or len({q.utterance for q in taken}) > 1:
                raise QueryError("split needs quotations of one utterance, or a person or event and places in it")
            thing = self._things[taken[0].utterance]
            out = [q.content[0] for q in taken]
        target = Target(_KIND[type(thing)], tuple(map(self._place, self._stays(thing, out))))
        value = Target(target.kind, tuple(map(self._place, out)))
        return checked(Edit("split", str(target), str(value), when, False))

    def _joined(self, thing: Thing) -> Thing:
        """A thing as it is joined: of a quotation its utterance."""
        return self._things[thing.utterance] if isinstance(thing, Quotation) else thing

    def _part(self, thing: Thing, place: Span) -> Span:
        """The mention of a person, or the sentence that supports an event, at `place`."""
        if not isinstance(thing, Person | Event):
            raise QueryError(f"{thing.id} is neither person nor event: of an utterance name the quotations")
        parts = thing.mentions if isinstance(thing, Person) else thing.support
        hits = [p for p in parts if p == place] or [p for p in parts if overlaps(p, place)]
        if len(hits) != 1:
            raise QueryError(f"{place.article}:{place.start}-{place.end} is {len(hits) or 'no'} part of {thing.id}")
        return hits[0]

    def _stays(self, thing: Thing, out: list[Span]) -> list[Span]:
        """What is known to stay. A sentence of `out` that has the words that the event has its id from becomes these.

        For two events may be told in one sentence, and those words are of this one alone.
        """
        left = self._anchors(thing, out)
        if isinstance(thing, Event):
            first = self._mention(thing)
            out[:] = [first if overlaps(first, span) else span for span in out]
        return left

    def _pinned(self, thing: Thing) -> str:
        """What is kept of a thing as it is: its speaker; or its parts, and the date of an event."""
        if isinstance(thing, Quotation):
            person = thing.speaker.person if thing.speaker else None
            return str(self.target(self._things[person])) if person else NOBODY
        parts = self._members(thing)
        code = thing.date if isinstance(thing, Event) else ""
        return str(Target(_KIND[type(thing)], tuple(map(self._place, sorted(parts))), code))

    def _speaker(self, name: str) -> str:
        person = self.thing(name)
        if not isinstance(person, Person):
            raise QueryError(f"{name} is nobody in the record")
        return str(self.target(person))

    def set(self, field: str, name: str, value: str, *, when: str = "") -> Edit:
        """Sets a field of what `name` means."""
        if field not in FIELDS:
            raise QueryError(f"{field!r} cannot be set: {', '.join(FIELDS)}")
        return self.edit(f"set {field}", name, value.strip(), when=when)


def _sides(difference: Difference) -> Iterator[Span]:
    """Two statements that tell a difference from others: the first, and the first that says something else."""
    ordered = sorted(difference.statements, key=lambda s: s.span)
    first = ordered[0]
    yield first.span
    others = [s for s in ordered[1:] if s.span != first.span]
    yield next((s for s in others if s.value != first.value), others[0] if others else first).span


def undone(edits: Sequence[Edit], number: int | None) -> list[Edit]:
    """The edits with the one of this number, from 1, undone; without a number the last that is not.

    Raises `QueryError` when there is none, or it was undone before.
    """
    if number is None:
        number = next((n for n in range(len(edits), 0, -1) if not edits[n - 1].undone), 0)
    if not 1 <= number <= len(edits):
        raise QueryError(f"there is no edit {number}" if number else "there is no edit to undo")
    if edits[number - 1].undone:
        raise QueryError(f"edit {number} is undone already")
    return [
        Edit(e.verb, e.target, e.value, e.when, e.undone or n == number) for n, e in enumerate(edits, 1)
    ]  # fmt: skip
