"""Commands that ask a record: show, timeline, quotes, people, differences, sources."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console

from onrecord import timeline as chronology
from onrecord.model import Person, Quotation, Record, Utterance
from onrecord.span import Span, text_of
from onrecord.store import Store
from onrecord.write import terminal

__all__ = ["differences", "people", "quotes", "show", "sources", "timeline"]

_record = click.argument("record", type=click.Path(path_type=Path))
_json = click.option("--json", "as_json", is_flag=True, help="Write one JSON document to stdout.")


def _load(path: Path) -> Record:
    with Store(path) as store:
        return store.record()


def _emit(value: object) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(msgspec.to_builtins(value), ensure_ascii=False, indent=1))


@click.command()
@_record
def show(record: Path) -> None:
    """The record at a glance: articles, span of time, chronology, voices, differences, what was set aside."""
    terminal.show(_load(record), Console())


@click.command()
@_record
@click.option("--from", "first", metavar="D", help="First date, EDTF, inclusive.")
@click.option("--to", "last", metavar="D", help="Last date, EDTF, inclusive.")
@click.option("--dates", type=click.IntRange(1), help="At most so many dates, to the day unless --coarse.")
@click.option("--sentences", type=click.IntRange(1), default=1, show_default=True, help="At most so many a date.")
@click.option("--about", help='Keep to sentences that name one of these phrases: "A OR B".')
@click.option("--coarse", is_flag=True, help="With --dates: months and years too.")
@_json
def timeline(
    record: Path, first: str | None, last: str | None, dates: int | None, sentences: int, about: str | None,
    coarse: bool, as_json: bool,
) -> None:  # fmt: skip
    """The chronology: dates in order, each with the sentences that tell of it best."""
    with Store(record) as store, store.reading():
        dated = store.dated()
        articles = {a.id: a for a in store.articles()}
    chosen = chronology.choose(
        dated, lambda span: text_of(span, articles[span.article]), first=first, last=last, dates=dates,
        sentences=sentences, about=about, coarse=coarse,
    )  # fmt: skip
    if as_json:
        rows = [
            {"date": d.date, "sentences": [{"text": text_of(s, articles[s.article]), **_span(s)} for s in d.sentences]}
            for d in chosen
        ]
        _emit({"dates": rows})
        return
    terminal.timeline([(d.date, list(d.sentences)) for d in chosen], articles, Console())


def _span(span: Span) -> dict[str, Any]:
    return {"article": span.article, "start": span.start, "end": span.end}


@click.command()
@_record
@click.option("--speaker", metavar="NAME", help="Only what this person said; a part of the name is enough.")
@click.option("--about", metavar="TEXT", help="Only quotations that hold this text.")
@click.option("--variants", is_flag=True, help="Only utterances with more than one wording.")
@_json
def quotes(record: Path, speaker: str | None, about: str | None, variants: bool, as_json: bool) -> None:
    """Who said what, and in which wordings."""
    whole = _load(record)
    people = {p.id: p for p in whole.people}
    utterances = [u for u in whole.utterances if not variants or _varies(u)]
    kept = {q for u in utterances for q in u.quotations}
    chosen = [q for q in whole.quotations if q.id in kept and _by(q, people, speaker) and _holds(whole, q, about)]
    wanted = {q.utterance for q in chosen}
    if as_json:
        texts = {a.id: a for a in whole.articles}
        rows = [
            {
                **msgspec.to_builtins(q),
                "text": [text_of(s, texts[s.article]) for s in q.content],
                "speaker_name": _name(q, people),
            }
            for q in chosen
        ]
        _emit({"quotations": rows, "utterances": [u for u in utterances if u.id in wanted]})
        return
    terminal.quotes(whole, chosen, Console())


def _varies(utterance: Utterance) -> bool:
    return any(r.relation in ("variant", "paraphrase") or r.weighty for r in utterance.readings)


def _name(quotation: Quotation, people: dict[str, Person]) -> str | None:
    person = people.get(quotation.speaker.person or "") if quotation.speaker else None
    return person.name if person else None


def _by(quotation: Quotation, people: dict[str, Person], wanted: str | None) -> bool:
    if wanted is None:
        return True
    person = people.get(quotation.speaker.person or "") if quotation.speaker else None
    return person is not None and any(
        wanted.lower() in form.lower() for form in (person.name, *(a.form for a in person.aliases))
    )


def _holds(record: Record, quotation: Quotation, wanted: str | None) -> bool:
    if wanted is None:
        return True
    texts = {a.id: a for a in record.articles}
    return any(wanted.lower() in text_of(s, texts[s.article]).lower() for s in quotation.content)


@click.command()
@_record
@_json
def people(record: Path, as_json: bool) -> None:
    """Who is who: names, roles, ages, proceedings."""
    whole = _load(record)
    if as_json:
        _emit({"people": whole.people})
    else:
        terminal.people(whole, Console())


@click.command()
@_record
@click.option(
    "--kind", type=click.Choice(["conflict", "changed", "wording", "precision", "damaged"]), help="Only this kind."
)
@_json
def differences(record: Path, kind: str | None, as_json: bool) -> None:
    """Where the accounts differ, the gravest first."""
    whole = _load(record)
    chosen = [d for d in whole.differences if kind in (None, d.kind)]
    if as_json:
        _emit({"differences": chosen})
    else:
        terminal.differences(whole, chosen, Console())


@click.command()
@_record
@click.option("--changes", is_flag=True, help="Show what versions and copies changed.")
@_json
def sources(record: Path, changes: bool, as_json: bool) -> None:
    """The articles, their dates with basis, versions and copies, and what was set aside."""
    whole = _load(record)
    if as_json:
        _emit({"articles": _without_text(whole), "set_aside": whole.set_aside})
    else:
        terminal.sources(whole, Console(), changes=changes)


def _without_text(record: Record) -> Sequence[dict[str, Any]]:
    return [{k: v for k, v in msgspec.to_builtins(a).items() if k not in ("text", "blocks")} for a in record.articles]
