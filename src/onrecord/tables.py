"""The tables of a record file: their columns, and the rows that a record's lists become.

Every list of the record has a table of its own name. Its columns are for people who open the file with other tools;
the column `json` holds the whole item as exported, and is what `store` reads back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import msgspec

from onrecord.model import (
    Article,
    Difference,
    Edit,
    Event,
    Figure,
    Person,
    Quotation,
    Record,
    Repair,
    SetAside,
    Time,
    Utterance,
)
from onrecord.passages import passages_of
from onrecord.span import Span, text_of

__all__ = ["APPLICATION_ID", "JOINER", "LISTS", "NEEDS", "SCHEMA", "SCHEMA_VERSION", "TOKENS", "passage_rows", "rows"]

APPLICATION_ID = 0x6F6E7263
"""Tells a record from any other SQLite file: `onrc`."""
SCHEMA_VERSION = 4
"""Version of the tables. Raise it with every change of `SCHEMA`; `opening` brings older records up to date."""
NEEDS = "0.1.0"
"""The first onrecord that reads this version and `settings.FORMAT`: what an older one asks for. Raise it with them."""

TOKENS = "porter unicode61 remove_diacritics 2"
"""How the full-text indexes take texts apart: words without their endings, small letters, no accents."""

SCHEMA = f"""
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE members(article TEXT PRIMARY KEY, key TEXT NOT NULL, path TEXT NOT NULL, format TEXT NOT NULL,
  origin TEXT NOT NULL, ord INTEGER NOT NULL, generation INTEGER NOT NULL, member TEXT, page INTEGER, part INTEGER,
  sha256 TEXT NOT NULL, container TEXT, url TEXT, captured TEXT, charset TEXT, digest TEXT,
  removed INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE sources(sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, data BLOB);
CREATE TABLE findings(article TEXT PRIMARY KEY, cache_key TEXT NOT NULL, cleaned BLOB NOT NULL, found BLOB NOT NULL);
CREATE TABLE joined(digest TEXT PRIMARY KEY, made BLOB NOT NULL);
CREATE TABLE problems(what TEXT NOT NULL, path TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY(what, path, why))
  WITHOUT ROWID;
CREATE TABLE articles(ord INTEGER PRIMARY KEY, id TEXT UNIQUE, key TEXT, path TEXT, outlet TEXT, title TEXT,
  published TEXT, published_basis TEXT, url TEXT, words INTEGER, copy_of TEXT, copy_group TEXT, version_of TEXT,
  text TEXT, json TEXT);
CREATE TABLE repairs(ord INTEGER PRIMARY KEY, article TEXT, start INTEGER, "end" INTEGER, text TEXT, reads TEXT,
  json TEXT);
CREATE TABLE times(ord INTEGER PRIMARY KEY, article TEXT, start INTEGER, "end" INTEGER, text TEXT, type TEXT,
  value TEXT, edtf TEXT, anchor TEXT, json TEXT);
CREATE TABLE figures(ord INTEGER PRIMARY KEY, article TEXT, start INTEGER, "end" INTEGER, text TEXT, kind TEXT,
  value REAL, unit TEXT, "of" TEXT, json TEXT);
CREATE TABLE people(ord INTEGER PRIMARY KEY, id TEXT UNIQUE, kind TEXT, name TEXT, mentions INTEGER, json TEXT);
CREATE TABLE quotations(ord INTEGER PRIMARY KEY, id TEXT UNIQUE, article TEXT, start INTEGER, "end" INTEGER, text TEXT,
  type TEXT, speaker TEXT, said TEXT, utterance TEXT, confidence REAL, json TEXT);
CREATE TABLE utterances(ord INTEGER PRIMARY KEY, id TEXT UNIQUE, speaker TEXT, readings INTEGER, json TEXT);
CREATE TABLE events(ord INTEGER PRIMARY KEY, id TEXT UNIQUE, date TEXT, basis TEXT, status TEXT, background INTEGER,
  headline TEXT, outlets INTEGER, independent INTEGER, weight REAL, json TEXT);
CREATE TABLE differences(ord INTEGER PRIMARY KEY, id TEXT UNIQUE, kind TEXT, reason TEXT, topic TEXT, why TEXT,
  json TEXT);
CREATE TABLE set_aside(ord INTEGER PRIMARY KEY, what TEXT, path TEXT, why TEXT, json TEXT);
CREATE TABLE edits(ord INTEGER PRIMARY KEY, verb TEXT, target TEXT, value TEXT, "when" TEXT, undone INTEGER, json TEXT);
CREATE TABLE dated(article TEXT, start INTEGER, "end" INTEGER, date TEXT, basis TEXT, place INTEGER);
CREATE INDEX dated_by_date ON dated(date);
CREATE TABLE passages(ord INTEGER PRIMARY KEY, article TEXT, start INTEGER, "end" INTEGER, kind TEXT);
CREATE VIEW passages_text AS SELECT p.ord, substr(a.text, p.start + 1, p."end" - p.start) AS text, a.outlet,
  a.published, a.title, p.kind, p.article, p.start, p."end" FROM passages p JOIN articles a ON a.id = p.article;
CREATE VIRTUAL TABLE passages_fts USING fts5(text, content='passages_text', content_rowid='ord',
  tokenize="{TOKENS}");
CREATE VIRTUAL TABLE quotations_fts USING fts5(text, speaker, content='quotations', content_rowid='ord',
  tokenize="{TOKENS}");
"""  # noqa: S608 (of words of our own)

LISTS: tuple[tuple[str, type], ...] = (
    ("articles", Article), ("repairs", Repair), ("times", Time), ("figures", Figure), ("people", Person),
    ("quotations", Quotation), ("utterances", Utterance), ("events", Event), ("differences", Difference),
    ("edits", Edit), ("set_aside", SetAside),
)  # fmt: skip


Row = tuple[object, ...]

JOINER = " … "
"""Between the segments of a quotation in the column `text`."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """Looks up what the columns for people show: a span's words, a person's name."""

    articles: dict[str, Article]
    names: dict[str, str]

    def text(self, span: Span) -> str:
        return text_of(span, self.articles[span.article])

    def at(self, span: Span) -> Row:
        return span.article, span.start, span.end, self.text(span)


def _article(a: Article, cut: _Cut) -> Row:
    where = (a.id, a.key, a.path, a.outlet, a.title, a.published, a.published_basis, a.url)
    return (*where, a.words, a.copy_of, a.copy_group, a.version_of, a.text)


def _quotation(q: Quotation, cut: _Cut) -> Row:
    speaker = cut.names.get(q.speaker.person or "") if q.speaker else None
    words = JOINER.join(cut.text(s) for s in q.content)
    first, last = q.content[0], q.content[-1]
    return (q.id, first.article, first.start, last.end, words, q.type, speaker, q.said, q.utterance, q.confidence)


def _event(e: Event, cut: _Cut) -> Row:
    return (e.id, e.date, e.basis, e.status, e.background, cut.text(e.headline), e.outlets, e.independent, e.weight)


_COLUMNS: dict[type, Callable[..., Row]] = {
    Article: _article,
    Repair: lambda r, cut: (*cut.at(r.span), r.reads),
    Time: lambda t, cut: (*cut.at(t.span), t.type, t.value, t.edtf, t.anchor),
    Figure: lambda f, cut: (*cut.at(f.span), f.kind, f.value, f.unit, f.of),
    Person: lambda p, cut: (p.id, p.kind, p.name, len(p.mentions)),
    Quotation: _quotation,
    Utterance: lambda u, cut: (u.id, cut.names.get(u.speaker or ""), len(u.readings)),
    Event: _event,
    Difference: lambda d, cut: (d.id, d.kind, d.reason, d.topic, d.why),
    Edit: lambda e, cut: (e.verb, e.target, e.value, e.when, e.undone),
    SetAside: lambda s, cut: (s.what, s.path, s.why),
}


def rows(name: str, shape: type, record: Record) -> Iterator[Row]:
    """The rows of the table `name`: place, the columns for people, and the item as JSON."""
    cut = _Cut({a.id: a for a in record.articles}, {p.id: p.name for p in record.people})
    for place, item in enumerate(getattr(record, name)):
        whole = replace(item, text="") if shape is Article else item  # the text has a column of its own
        yield (place, *_COLUMNS[shape](item, cut), msgspec.json.encode(whole).decode())


def passage_rows(record: Record) -> Iterator[Row]:
    """The rows of the table of passages, which the full-text index is made over."""
    found = (passage for article in record.articles for passage in passages_of(article))
    for place, passage in enumerate(found):
        yield place, passage.span.article, passage.span.start, passage.span.end, passage.kind
