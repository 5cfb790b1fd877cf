"""The two sides that `verify` holds against one another: the record with what was found in its articles, and a draft.

The draft goes through the stages that articles go through, as far as these look at one article alone; its people are
then matched with those of the record (`cast`). It is never put among the record's articles: the record answers, and
does not change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.errors import InputError, Problem
from onrecord.join.coverage import Coverage, Known
from onrecord.join.dates import resolve_times
from onrecord.join.people import join_people
from onrecord.join.people.aliases import key_of
from onrecord.join.said import attribute
from onrecord.model import Article, Cleaned, Findings, Person, Quotation, Record, Source
from onrecord.read import read_inputs
from onrecord.settings import Settings
from onrecord.span import Span, overlaps
from onrecord.store import Store
from onrecord.verify.cast import Cast
from onrecord.workers import analyse

__all__ = ["Draft", "Held", "draft_of", "held", "read_draft", "strange"]


@dataclass(frozen=True, slots=True)
class Held:
    """The record, and the findings that it was made of."""

    record: Record
    coverage: Coverage
    known: Known
    cast: Cast
    settings: Settings

    def sentence(self, span: Span) -> Span:
        """The sentence of an article that `span` begins in; `span` itself where it stands in none."""
        sentences = self.coverage.findings[span.article].sentences
        at = bisect_right(sentences, span.start, key=lambda s: s.span.start) - 1
        return sentences[at].span if at >= 0 and span.start < sentences[at].span.end else span


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as `join` sees an article: `known` gives its people by the record's ids where the record has them.

    `strangers` are those that the record has not, by ids of their own.
    """

    path: str
    article: Article
    findings: Findings
    coverage: Coverage
    known: Known
    quotations: tuple[Quotation, ...]
    strangers: Mapping[str, Person]

    def text(self, span: Span) -> str:
        """The draft's characters at `span`."""
        return self.coverage.text(span)


def strange(draft: Draft, sentence: Span, against: Held) -> bool:
    """Whether a sentence of a draft names what the record does not have: it tells of other things."""
    keys = (key_of(n.text) for n in draft.findings.names if n.kind != "other" and overlaps(n.span, sentence))
    return any(key and not against.cast.knows(key) for key in keys)


def held(path: Path, settings: Settings) -> Held:
    """The record at `path`. Raises `RecordError` when it is none."""
    with Store(path) as store, store.reading():
        record = store.record()
        kept = {c.article.id: (c, f) for c, f in store.read_findings(a.id for a in record.articles)}
    coverage = Coverage(
        {a.id: a for a in record.articles},
        {a.id: kept[a.id][1] for a in record.articles},
        {a.id: kept[a.id][0].repairs for a in record.articles},
    )
    known = Known(
        {t.span: t for t in record.times},
        record.people,
        {span: p.id for p in record.people for span in p.mentions},
        record.quotations,
        record.utterances,
        record.events,
    )
    return Held(record, coverage, known, Cast(record, coverage, settings), settings)


def read_draft(path: Path, settings: Settings) -> list[tuple[Cleaned, Findings]]:
    """The texts in the file or folder at `path`, each cleaned and searched. Raises `InputError` when there is none."""
    found = []
    for item in read_inputs([path], settings):
        outcome = item if isinstance(item, Problem) else analyse(_apart(item), settings)
        if isinstance(outcome, Problem):
            raise InputError(str(outcome))
        found.append(outcome)
    if not found:
        raise InputError(f"{path}: holds no text")
    return found


def _apart(source: Source) -> Source:
    """The draft under a key of its own, so that its id is no article's even when the record holds the same file."""
    return replace(source, key=f"draft {source.key}")


def draft_of(cleaned: Cleaned, findings: Findings, against: Held, published: str | None) -> Draft:
    """A draft with times, people and quotations settled. `published` (EDTF) is when it is to appear, if known."""
    article = replace(cleaned.article, published=published) if published else cleaned.article
    coverage = Coverage({article.id: article}, {article.id: findings}, {article.id: cleaned.repairs})
    known = Known(resolve_times(coverage))
    joined = join_people(coverage, known.times, against.settings)
    ids = against.cast.matched(joined.people)
    strangers = tuple(p for p in joined.people if p.id not in ids and not against.cast.is_thing(p))
    people = ids | {p.id: p.id for p in strangers}
    known = replace(
        known,
        people=(*against.record.people, *strangers),
        person_of={span: people[p] for span, p in joined.person_of.items() if p in people},
    )
    quotations, _ = attribute(coverage, known)
    return Draft(article.path, article, findings, coverage, known, _spoken(quotations), {p.id: p for p in strangers})


def _spoken(quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations that give words between marks; what others are made to say is no claim to their wording."""
    return tuple(q for q in quotations if q.type != "indirect")
