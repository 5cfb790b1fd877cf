"""Commands that look something up in a record: search, ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console

from onrecord.span import Span
from onrecord.store import Store
from onrecord.write.texts import Texts

__all__ = ["ask", "search"]

_record = click.argument("record", type=click.Path(path_type=Path))
_json = click.option("--json", "as_json", is_flag=True, help="Write one JSON document to stdout.")


@click.command()
@_record
@click.argument("words", nargs=-1, required=True)
@click.option("--person", metavar="NAME", help="Quotations by and passages that name this person.")
@click.option("--outlet", metavar="NAME", help="Only outlets whose name holds this.")
@click.option("--from", "since", metavar="D", help="First date, EDTF, inclusive.")
@click.option("--to", "until", metavar="D", help="Last date, EDTF, inclusive.")
@click.option("--kind", type=click.Choice(["passage", "quotation"]), help="Only this kind.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many.")
@_json
def search(
    record: Path, words: tuple[str, ...], person: str | None, outlet: str | None, since: str | None, until: str | None,
    kind: Any, limit: int, as_json: bool,
) -> None:  # fmt: skip
    """Passages and quotations with these words, the best first.

    "WORDS IN A ROW", -WITHOUT, ONE OR ANOTHER, BEGINN*.
    """
    from onrecord import search as looking
    from onrecord.ask.terminal import show_hits

    with Store(record) as store:
        hits = looking.search(
            store, " ".join(words), person=person, outlet=outlet, since=since, until=until, kind=kind, limit=limit
        )
        texts = Texts(looking.part_of(store, hits))
    if not as_json:
        show_hits(hits, texts, Console())
        return
    rows = [{**msgspec.to_builtins(hit), "text": texts.text(hit.span)} for hit in hits]
    click.echo(json.dumps({"hits": rows}, ensure_ascii=False, indent=1))


@click.command()
@_record
@click.argument("question")
@click.option("--limit", type=click.IntRange(1), default=5, show_default=True, help="At most so many passages.")
@_json
def ask(record: Path, question: str, limit: int, as_json: bool) -> None:
    """The passages and quotations that answer a question, verbatim, or "nothing on record"."""
    from onrecord.ask import Asker, Known
    from onrecord.ask.terminal import show

    with Store(record) as store:
        known = Known.of(store)
        answer = Asker(known).ask(store, question, limit)
    texts = known.texts
    if not as_json:
        show(answer, texts, Console())
        return
    click.echo(json.dumps(_document(msgspec.to_builtins(answer), texts), ensure_ascii=False, indent=1))


def _document(answer: dict[str, Any], texts: Texts) -> dict[str, Any]:
    """The answer with the source of each passage."""
    for group in answer["groups"]:
        for passage in group["passages"]:
            article = texts.article(Span(**passage["span"]))
            passage |= {"outlet": article.outlet, "title": article.title, "key": article.key}
    return answer
