"""Whether a record holds together: every span in its article, every id that is named there, nothing its own forebear.

A record may come from a stranger. What is built on it (reports, searches, corrections) may rely on this much.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from onrecord.model import Record
from onrecord.span import Span

__all__ = ["faults", "spans_of"]


def faults(record: Record) -> Iterator[str]:
    """A line for each fault, the list that it is in first."""
    lengths = {a.id: len(a.text) for a in record.articles}
    for owner, span in spans_of(record):
        if not 0 <= span.start < span.end <= lengths.get(span.article, -1):
            yield f"{owner}: span {span.start}–{span.end} is not in article {span.article}"
    yield from _doubles(record)
    yield from _references(record)
    yield from _cycles(record)


def spans_of(record: Record) -> Iterator[tuple[str, Span]]:
    """Every span anywhere in the record, with the name of the list that holds it."""
    for field in fields(record):
        yield from ((field.name, span) for span in _inside(getattr(record, field.name)))


def _inside(value: object) -> Iterator[Span]:
    for item in value if isinstance(value, tuple) else (value,):
        if isinstance(item, Span):
            yield item
        elif isinstance(item, tuple):
            yield from _inside(item)
        else:
            for name in _holders(item.__class__):
                if (inner := getattr(item, name)) is not None:
                    yield from _inside(inner)


@cache
def _holders(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass that may hold spans."""
    return tuple(name for name, hint in get_type_hints(kind).items() if _bears(hint)) if is_dataclass(kind) else ()


@cache
def _bears(hint: Any) -> bool:
    return hint is Span or bool(isinstance(hint, type) and _holders(hint)) or any(map(_bears, get_args(hint)))


def _doubles(record: Record) -> Iterator[str]:
    """Things with one id, which every other part of the program takes for one thing."""
    for name in ("articles", "people", "quotations", "utterances", "events", "differences"):
        ids = [item.id for item in getattr(record, name)]
        if len(set(ids)) != len(ids):
            yield f"{name}: two have the same id"
    if len({t.span for t in record.times}) != len(record.times):
        yield "times: two have the same span"


def _references(record: Record) -> Iterator[str]:
    people = {p.id for p in record.people}
    articles = {a.id for a in record.articles}
    quotations = {q.id for q in record.quotations}
    utterances = {u.id for u in record.utterances}
    for a in record.articles:
        if not {a.version_of or a.id, a.copy_of or a.id} <= articles:
            yield f"articles: {a.id} is a version or copy of one that is not there"
    for q in record.quotations:
        if not q.content:
            yield f"quotations: {q.id} has no words"
            continue
        if q.speaker and q.speaker.person and q.speaker.person not in people:
            yield f"quotations: {q.id} names a person that is not there"
        if q.utterance not in utterances:
            yield f"quotations: {q.id} belongs to no utterance"
        if q.nested_in and q.nested_in not in quotations:
            yield f"quotations: {q.id} is nested in one that is not there"
        if q.speaker and q.speaker.span and q.speaker.span.article != q.content[0].article:
            yield f"quotations: the speaker of {q.id} lies in another article"
    for p in record.people:
        if not {r.to for r in p.relations} | {r.by for r in p.roles if r.by} <= people:
            yield f"people: {p.id} is tied to a person that is not there"
    for u in record.utterances:
        said = {*u.quotations, u.base, *(r.quotation for r in u.readings)}
        if not said <= quotations or u.base not in u.quotations:
            yield f"utterances: {u.id} holds quotations that are not there"
        if u.speaker and u.speaker not in people:
            yield f"utterances: {u.id} names a person that is not there"
    for e in record.events:
        if not set(e.people) <= people:
            yield f"events: {e.id} names people that are not there"
    for d in record.differences:
        if not d.statements:
            yield f"differences: {d.id} has no statements"
        if not {s.by for s in d.statements if s.by} <= people:
            yield f"differences: {d.id} names people that are not there"


def _cycles(record: Record) -> Iterator[str]:
    """Links that lead back to where they started."""
    links: tuple[tuple[str, Mapping[str, str | None]], ...] = (
        ("articles", {a.id: a.version_of for a in record.articles}),
        ("articles", {a.id: a.copy_of for a in record.articles}),
        ("quotations", {q.id: q.nested_in for q in record.quotations}),
    )
    for name, link in links:
        settled: set[str] = set()
        for start in link:
            way: set[str] = set()
            at: str | None = start
            while at is not None and at not in settled and at not in way:
                way.add(at)
                at = link.get(at)
            if at in way:
                yield f"{name}: {at} is its own forebear"
            settled |= way
