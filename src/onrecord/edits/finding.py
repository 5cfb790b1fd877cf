"""What there is to correct: the ids of things by words in them, and the places of a thing's parts."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.edits.making import Thing
from onrecord.model import Article, Difference, Event, Person, Quotation, Record, Utterance
from onrecord.span import Span, text_of

__all__ = ["Found", "parts_of", "things_with"]

Found = tuple[str, str, str]
"""An id or place, the kind of thing, its words."""


def things_with(record: Record, words: str) -> Iterator[Found]:
    """Everything that holds `words` in its name, title or text, upper or lower case."""
    wanted = " ".join(words.split()).casefold()
    cut = _Cut(record)
    rows = (
        *((a.id, "article", a.title or a.key, f"{a.key} {a.outlet or ''}") for a in record.articles),
        *((p.id, p.kind, p.name, " · ".join(a.form for a in p.aliases)) for p in record.people),
        *((q.id, "quotation", cut.all(q.content), "") for q in record.quotations),
        *((e.id, "event", f"{e.date}: {cut.words(e.headline)}", "") for e in record.events),
        *((d.id, "difference", d.topic, d.why) for d in record.differences),
    )
    yield from ((i, kind, shown) for i, kind, shown, more in rows if wanted in f"{shown} {more}".casefold())


def parts_of(record: Record, thing: Thing) -> Iterator[Found]:
    """What a thing is joined of, by the names that split takes: mentions and sentences by place, quotations by id."""
    cut = _Cut(record)
    match thing:
        case Person():
            yield from ((cut.place(m), "mention", cut.words(m)) for m in thing.mentions)
        case Event():
            yield from ((cut.place(s), "sentence", cut.words(s)) for s in thing.support)
        case Utterance():
            said = {q.id: q for q in record.quotations}
            yield from ((q, "quotation", cut.all(said[q].content)) for q in thing.quotations)
        case Quotation():
            yield thing.utterance, "utterance", cut.all(thing.content)
        case Difference():
            yield from ((cut.place(s.span), "statement", s.value) for s in thing.statements)
        case Article():
            yield thing.id, "article", thing.title or thing.key


class _Cut:
    """Cuts words out of a record's articles."""

    def __init__(self, record: Record) -> None:
        self._articles = {a.id: a for a in record.articles}

    def words(self, span: Span) -> str:
        """The printed words on one line."""
        return " ".join(text_of(span, self._articles[span.article]).split())

    def all(self, spans: tuple[Span, ...]) -> str:
        """The words of several spans."""
        return " … ".join(map(self.words, spans))

    @staticmethod
    def place(span: Span) -> str:
        """A place as commands take it."""
        return f"{span.article}:{span.start}-{span.end}"
