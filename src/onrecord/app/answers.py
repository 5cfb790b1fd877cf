"""What the API answers besides the record's own items. These classes are its JSON; see `api`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.app.book import Book
from onrecord.app.labour import Undone
from onrecord.app.views.listing import Asked, Paged
from onrecord.app.views.story import events_of
from onrecord.app.writes import Counts, Job
from onrecord.ask import Answer
from onrecord.errors import Problem
from onrecord.model import Article, BuiltWith, Event, Person, Quotation, Utterance
from onrecord.pipeline import Built
from onrecord.search import Hit
from onrecord.verify.statement import Checked

__all__ = [
    "Answered", "ArticleLine", "HitLine", "Hits", "JobState", "PersonLine", "PersonPage", "Said", "Story", "Told",
    "answered", "article_line", "hits", "job_state", "person_line", "person_page", "said", "story",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """The story and a page of its events. `all_events` counts those of the window; `events` are the leading or all."""

    story: str
    built_with: BuiltWith
    articles: int
    all_events: int
    events: Paged[Event]


@dataclass(frozen=True, slots=True)
class Told:
    """One quotation with its words and who published it."""

    quotation: Quotation
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was said: by whom, and in which quotations."""

    utterance: Utterance
    speaker: str | None
    quotations: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Someone in a list."""

    id: str
    kind: str
    name: str
    roles: tuple[str, ...]
    mentions: int
    quotations: int


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Someone, with the ids of the utterances by and of them, and of the events that they have a part in."""

    person: Person
    said: tuple[str, ...]
    said_of: tuple[str, ...]
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article in a list."""

    id: str
    key: str
    outlet: str | None
    title: str | None
    byline: tuple[str, ...]
    published: str | None
    published_basis: str | None
    url: str | None
    words: int
    quotations: int
    version_of: str | None
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class HitLine:
    """A passage or quotation that holds the words searched for, and who published it."""

    hit: Hit
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of hits, the best first; `more` tells whether there is a page after it."""

    items: tuple[HitLine, ...]
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """What is on record on a question (no groups: nothing is), and who published it by article."""

    answer: Answer
    sources: dict[str, str]


@dataclass(frozen=True, slots=True)
class JobState:
    """A job: what it did to the record's counts, the number of a correction, the problems, or the checked drafts."""

    id: str
    kind: Literal["correction", "articles", "draft"]
    state: Literal["queued", "running", "done", "failed"]
    done: int
    total: int
    why: str
    before: Counts
    after: Counts | None
    correction: int | None
    problems: tuple[str, ...]
    drafts: tuple[Checked, ...]


def story(book: Book, asked: Asked) -> Story:
    """The story as asked for."""
    events, count = events_of(book, asked)
    record = book.record
    return Story(record.story, record.built_with, len(record.articles), count, events)


def said(book: Book, utterance: Utterance) -> Said:
    """An utterance with all its quotations."""
    texts = book.texts
    told = tuple(
        Told(q, tuple(texts.text(s) for s in q.content), texts.source(q.content[0]))
        for q in (texts.quotations[item] for item in utterance.quotations)
    )
    return Said(utterance, texts.speaker(texts.quotations[utterance.base]), told)


def person_line(book: Book, person: Person) -> PersonLine:
    """A person as a line of a list."""
    roles = tuple(dict.fromkeys(role.text for role in person.roles))
    return PersonLine(person.id, person.kind, person.name, roles, len(person.mentions), book.speaker_counts[person.id])


def person_page(book: Book, person: Person) -> PersonPage:
    """All of a person."""
    return PersonPage(
        person,
        tuple(u.id for u in book.said_by.get(person.id, ())),
        tuple(u.id for u in book.said_of.get(person.id, ())),
        tuple(e.id for e in book.events_of.get(person.id, ())),
    )


def article_line(book: Book, a: Article) -> ArticleLine:
    """An article as a line of a list; `outlet` is None where it is not stated."""
    return ArticleLine(
        a.id, a.key, a.outlet, a.title, a.byline, a.published, a.published_basis, a.canonical_url or a.url, a.words,
        book.quotations_in[a.id], a.version_of, a.copy_of,
    )  # fmt: skip


def hits(book: Book, found: tuple[Hit, ...], page: int, more: bool) -> Hits:
    """Hits with their words and sources."""
    texts = book.texts
    return Hits(tuple(HitLine(h, texts.text(h.span), texts.source(h.span)) for h in found), page, more)


def answered(book: Book, answer: Answer) -> Answered:
    """An answer with the sources of its passages."""
    spans = (s for passage in answer.passages for s in (passage.span, *passage.also))
    return Answered(answer, {s.article: book.texts.source(s) for s in spans})


def job_state(job: Job) -> JobState:
    """A job as it is now."""
    result = job.result if job.state == "done" else None
    problems: tuple[Problem | str, ...] = ()
    if isinstance(result, Built):
        problems = result.problems
    elif isinstance(result, Undone):
        problems = result.missed
    return JobState(
        job.id, job.kind, job.state, job.done, job.total, job.why, job.before, job.after,
        result.number if isinstance(result, Undone) else None, tuple(map(str, problems)),
        result if isinstance(result, tuple) else (),
    )  # fmt: skip
