"""The record as tables for spreadsheets: one CSV file a kind, in a folder or a zip.

Every row starts with the same columns: outlet, article title, published date, article id, start, end and `text`, which
is verbatim the article's characters `[start, end)`; what was set aside before it had a place leaves them empty.
UTF-8 with a byte-order mark and CRLF line ends, as spreadsheets want it; a cell whose text would be taken for a
formula is guarded with an apostrophe.

* `articles` — one row an article; its text here is the title as printed, or the first paragraph when it has none
* `events` — one row for each sentence that tells an event, its headline first
* `quotations` — one row a quotation; `content` holds its segments alone, the text all from the first to the last
* `readings` — one row for each wording of an utterance
* `people` — one row for each mention, role, relation, age and proceeding
* `differences` — one row a statement; `times`, `figures`, `repairs`, `set_aside` — one row each
* `changes` — one row for each change of a version or copy; a dropped one has the words of the other article, its place
* `metadata` — one row for each statement that a source makes of its article, which the common columns show
* `edits` — one row a correction by hand; it has no place of its own
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import BinaryIO

from onrecord.model import Age, Article, Proceeding, Record, Relation, Role
from onrecord.span import Span, hull
from onrecord.write.files import put
from onrecord.write.texts import Texts
from onrecord.write.zipped import zipped

__all__ = ["TABLES", "to_csv", "write_csv"]

Cell = str | int | float | None
Row = tuple[Span | None, tuple[Cell, ...]]

_COMMON = ("outlet", "article_title", "published", "article", "start", "end", "text")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(record: Record, path: Path | None, stream: BinaryIO) -> None:
    """Write all tables to the folder `path`, made when it is not there, or to a zip when `path` ends in `.zip`.

    Without a path the table of events alone goes to `stream`. Each file is written beside its place and then moved
    there, so that a full disk loses nothing that existed. Raises `OSError`.
    """
    if path is None:
        stream.write(to_csv(record))
        return
    if path.suffix.lower() == ".zip":
        put(path, zipped({f"{name}.csv": to_csv(record, name) for name in TABLES}))
        return
    path.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        put(path / f"{name}.csv", to_csv(record, name))


def to_csv(record: Record, table: str = "events") -> bytes:
    """One table as CSV. Raises `KeyError` for a table that there is not."""
    columns, rows = TABLES[table]
    texts = Texts(record)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*_COMMON, *columns))
    for span, cells in rows(record, texts):
        writer.writerow([_guarded(cell) for cell in (*_place(span, texts), *cells)])
    return out.getvalue().encode("utf-8-sig")


def _guarded(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula; numbers of our own are left numbers."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return "'" + cell
    return cell


def _place(span: Span | None, texts: Texts) -> tuple[Cell, ...]:
    if span is None:
        return ("",) * len(_COMMON)
    article = texts.article(span)
    return (
        article.outlet, article.title, article.published, article.id, span.start, span.end, texts.text(span),
    )  # fmt: skip


# ------------------------------------------------------------------ the tables
def _articles(record: Record, texts: Texts) -> Iterator[Row]:
    for a in record.articles:
        yield _head(a), (
            a.key, a.path, a.url, "; ".join(a.byline), a.section, a.published_basis, a.updated, a.captured, a.language,
            a.read, a.words, a.copy_of, a.copy_group, a.version_of, a.sha256,
        )  # fmt: skip


def _head(article: Article) -> Span | None:
    """The printed title, else the first paragraph."""
    for block in (*(b for b in article.blocks if b.kind == "title"), *article.blocks):
        return Span(article.id, block.start, block.end)
    return None


def _events(record: Record, texts: Texts) -> Iterator[Row]:
    for e in record.events:
        names = "; ".join(texts.person(p) or p for p in e.people)
        dated = " | ".join(texts.line(s) for s in e.date_spans)
        support = [s for s in e.support if s != e.headline]
        for part, span in [("headline", e.headline), *(("support", s) for s in support)]:
            yield span, (
                e.id, e.date, e.basis, dated, e.status, e.background, e.outlets, e.independent, round(e.weight, 4),
                names, part,
            )  # fmt: skip


def _quotations(record: Record, texts: Texts) -> Iterator[Row]:
    for q in record.quotations:
        said = q.speaker
        yield hull(q.content), (
            q.id, q.type, " … ".join(texts.line(s) for s in q.content), texts.speaker(q), said.person if said else None,
            said.form if said else None, texts.line(said.span) if said and said.span else None,
            texts.line(q.cue) if q.cue else None, q.cue_class, q.addressee.text if q.addressee else None,
            q.occasion.text if q.occasion else None, q.said, q.said_basis, q.utterance, q.nested_in,
            round(q.confidence, 4),
        )  # fmt: skip


def _readings(record: Record, texts: Texts) -> Iterator[Row]:
    for u in record.utterances:
        for r in u.readings:
            unlike = [s for s in r.segments if s.op != "same"]
            here = " | ".join(texts.line(s.span) for s in unlike if s.span)
            base = " | ".join(texts.line(s.base_span) for s in unlike if s.base_span)
            yield hull(texts.quotations[r.quotation].content), (
                u.id, texts.person(u.speaker), r.quotation, r.quotation == u.base, r.relation, r.weighty, here, base,
            )  # fmt: skip


def _people(record: Record, texts: Texts) -> Iterator[Row]:
    for p in record.people:
        facts: list[tuple[Span, tuple[Cell, ...]]] = [(s, ("mention", None, None, None, None)) for s in p.mentions]
        stated: tuple[Role | Relation | Age | Proceeding, ...] = (*p.roles, *p.relations, *p.ages, *p.proceedings)
        facts += [(fact.span, _fact(fact, texts)) for fact in stated]
        for span, cells in facts:
            yield span, (p.id, p.kind, p.name, *cells)


def _fact(fact: Role | Relation | Age | Proceeding, texts: Texts) -> tuple[Cell, ...]:
    """fact, value, of or by whom, as of, years of birth."""
    if isinstance(fact, Role):
        return "role", fact.text, texts.person(fact.by), fact.as_of, None
    if isinstance(fact, Relation):
        return "relation", fact.text, texts.person(fact.to), None, None
    if isinstance(fact, Age):
        return "age", fact.age, None, fact.as_of, f"{fact.born[0]}/{fact.born[1]}" if fact.born else None
    step = f"{fact.step}: {fact.charge}" if fact.charge else fact.step
    return "proceeding", step, fact.by, fact.date, None


def _differences(record: Record, texts: Texts) -> Iterator[Row]:
    for d in record.differences:
        for s in d.statements:
            yield s.span, (d.id, d.rank, d.kind, d.topic, d.why, s.value, texts.person(s.by), s.as_of)


def _times(record: Record, texts: Texts) -> Iterator[Row]:
    for t in record.times:
        yield t.span, (t.type, t.value, t.mod, t.begin, t.end, t.quant, t.freq, t.edtf, t.anchor)


def _figures(record: Record, texts: Texts) -> Iterator[Row]:
    for f in record.figures:
        yield f.span, (f.kind, round(f.value, 4), f.unit, f.of, f.approximate)


def _repairs(record: Record, texts: Texts) -> Iterator[Row]:
    for r in record.repairs:
        yield r.span, (r.reads,)


def _set_aside(record: Record, texts: Texts) -> Iterator[Row]:
    for s in record.set_aside:
        yield s.span, (s.what, s.path, s.why)


def _changes(record: Record, texts: Texts) -> Iterator[Row]:
    for a in record.articles:
        for change in a.changes:
            was = texts.line(change.base_span) if change.base_span else None
            yield change.span or change.base_span, (
                a.id, a.version_of or a.copy_of, "version" if a.version_of else a.copy_kind, change.op, was,
            )  # fmt: skip


def _metadata(record: Record, texts: Texts) -> Iterator[Row]:
    for a in record.articles:
        for claim in a.metadata:
            yield _head(a), (claim.field, claim.value, claim.basis, claim.agrees)


def _edits(record: Record, texts: Texts) -> Iterator[Row]:
    for e in record.edits:
        yield None, (e.verb, e.target, e.value, e.when, e.undone)


TABLES: dict[str, tuple[tuple[str, ...], Callable[[Record, Texts], Iterator[Row]]]] = {
    "articles": (("key", "path", "url", "byline", "section", "published_basis", "updated", "captured", "language",
                  "read", "words", "copy_of", "copy_group", "version_of", "sha256"), _articles),
    "events": (("event", "date", "basis", "dated_by", "status", "background", "outlets", "independent", "weight",
                "people", "part"), _events),
    "quotations": (("quotation", "type", "content", "speaker", "speaker_id", "speaker_form", "speaker_words", "cue",
                    "cue_class", "addressee", "occasion", "said", "said_basis", "utterance", "nested_in",
                    "confidence"), _quotations),
    "readings": (("utterance", "speaker", "quotation", "base", "relation", "weighty", "unlike_base",
                  "base_has"), _readings),
    "people": (("person", "kind", "name", "fact", "value", "whose", "as_of", "born"), _people),
    "differences": (("difference", "rank", "kind", "topic", "why", "value", "by", "as_of"), _differences),
    "times": (("type", "value", "mod", "begin", "end_value", "quant", "freq", "edtf", "anchor"), _times),
    "figures": (("kind", "value", "unit", "of", "approximate"), _figures),
    "repairs": (("reads",), _repairs),
    "set_aside": (("what", "path", "why"), _set_aside),
    "changes": (("changed", "base", "kind", "op", "base_text"), _changes),
    "metadata": (("field", "value", "basis", "agrees"), _metadata),
    "edits": (("verb", "target", "value", "when", "undone"), _edits),
}  # fmt: skip
"""The tables by name: their own columns and the maker of their rows."""
