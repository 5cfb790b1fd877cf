"""Proof: every source decoded or extracted again and compared, every span sliced again.

What is checked: the bytes against their sha256 and the article's id; the text against a new decoding or extraction of
the bytes; what is said of its place in a web page against the page; blocks in order, apart and inside the text; every
span of the record inside its text and not empty; every id that an item refers to present. A record whose sources were
not kept is checked as far as it goes, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from onrecord.clean import extract_text
from onrecord.clean.pages import source_of
from onrecord.clean.sourcemap import wrong_runs
from onrecord.errors import InputError
from onrecord.ids import article_id
from onrecord.model import Article, Record, Source
from onrecord.read import read_again
from onrecord.settings import Settings
from onrecord.span import Span
from onrecord.store import Member, Store

__all__ = ["Checked", "check"]


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was checked, and a line for each failure."""

    articles: int
    spans: int
    failures: tuple[str, ...]


def check(path: Path) -> Checked:
    """Checks the record at `path`. Raises `RecordError` when it cannot be opened or read at all."""
    failures: list[str] = []
    with Store(path) as store:
        record = store.record()
        members = {m.article: m for m in store.members()}
        for article in record.articles:
            member = members.get(article.id)
            source = store.source(member) if member else None
            if member is None or source is None:
                failures.append(f"{article.path}: its source is not in the record, so its text cannot be proved")
            else:
                if sha256(source.data).hexdigest() != article.sha256:
                    failures.append(f"{article.path}: the source's bytes have another sha256")
                if article_id(article.key, source.data) != article.id:
                    failures.append(f"{article.path}: the id is not that of key and bytes")
                if not _taken_from(store, member, source):
                    failures.append(f"{article.path}: the article is not what its file gives now")
                if _text_again(source) != article.text:
                    failures.append(f"{article.path}: the text is not what the source gives now")
                failures += _runs(article, source)
            failures += _blocks(article)
    spans = 0
    lengths = {a.id: len(a.text) for a in record.articles}
    for owner, span in spans_of(record):
        spans += 1
        if not 0 <= span.start < span.end <= lengths.get(span.article, -1):
            failures.append(f"{owner}: span {span.start}–{span.end} is not in article {span.article}")
    failures += _references(record)
    return Checked(len(record.articles), spans, tuple(failures))


def _text_again(source: Source) -> str | None:
    try:
        return extract_text(source)
    except InputError:  # this version refuses what an earlier one took
        return None


def _runs(article: Article, source: Source) -> Iterator[str]:
    """The runs of a web page's article that do not hold in its source."""
    if article.source_map:
        text, _ = source_of(source.data, source.charset)
        for run in wrong_runs(article.text, text, article.source_map):
            yield f"{article.path}: characters {run.start}–{run.end} are not those at {run.source_start} of the source"


def _taken_from(store: Store, member: Member, source: Source) -> bool:
    """Whether the file that an article was taken out of still gives it; true for one whose bytes are its own."""
    data = store.container(member)
    if data is None:
        return member.container is None
    return any(s.part == member.part and s.data == source.data for s in _parts(member.member or member.path, data))


@lru_cache(maxsize=1)
def _parts(name: str, data: bytes) -> tuple[Source, ...]:
    return tuple(read_again(name, data, Settings()))


def _blocks(article: Article) -> Iterator[str]:
    at = 0
    for block in article.blocks:
        if not at <= block.start < block.end <= len(article.text):
            yield f"{article.path}: block {block.start}–{block.end} is out of place"
        elif article.text[at : block.start].strip():
            yield f"{article.path}: words before {block.start} are in no block"
        at = max(at, block.end)
    if article.text[at:].strip():
        yield f"{article.path}: words after {at} are in no block"


def spans_of(record: Record) -> Iterator[tuple[str, Span]]:
    """Every span anywhere in the record, with the name of the list that holds it."""
    for field in fields(record):
        yield from ((field.name, span) for span in _inside(getattr(record, field.name)))


def _inside(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _inside(item)
    elif is_dataclass(value):
        for field in fields(value):
            if not isinstance(inner := getattr(value, field.name), str):
                yield from _inside(inner)


def _references(record: Record) -> Iterator[str]:
    people = {p.id for p in record.people}
    quotations = {q.id for q in record.quotations}
    utterances = {u.id for u in record.utterances}
    for q in record.quotations:
        if q.speaker and q.speaker.person and q.speaker.person not in people:
            yield f"quotations: {q.id} names a person that is not there"
        if q.utterance not in utterances:
            yield f"quotations: {q.id} belongs to no utterance"
        if q.nested_in and q.nested_in not in quotations:
            yield f"quotations: {q.id} is nested in one that is not there"
        if q.speaker and q.speaker.span and q.speaker.span.article != q.content[0].article:
            yield f"quotations: the speaker of {q.id} lies in another article"
    for u in record.utterances:
        if u.base not in quotations or not set(u.quotations) <= quotations:
            yield f"utterances: {u.id} holds quotations that are not there"
    for e in record.events:
        if not set(e.people) <= people:
            yield f"events: {e.id} names people that are not there"
    if len({t.span for t in record.times}) != len(record.times):
        yield "times: two have the same span"
