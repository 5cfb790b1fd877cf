"""Commands that pass a record on or prove it: export, check, schema."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from onrecord import proof
from onrecord.errors import InputError
from onrecord.store import Store
from onrecord.write.csv import write_csv
from onrecord.write.html import to_html
from onrecord.write.json import to_json
from onrecord.write.schema import schema as record_schema

__all__ = ["check", "export", "schema"]

_record = click.argument("record", type=click.Path(path_type=Path))


@click.command()
@_record
@click.option("--format", "kind", type=click.Choice(["json", "csv", "html"]), required=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File or, for csv, folder or .zip  [default: stdout]"
)
@click.option(
    "--excerpts/--whole",
    default=None,
    help="html: only the cited passages, with a sentence around them  [default: above 200 articles]",
)
def export(record: Path, kind: str, output: Path | None, excerpts: bool | None) -> None:
    """Write the record in another program's format; html is one self-contained offline file."""
    with Store(record) as store:
        whole = store.record()
    try:
        if kind == "csv":
            write_csv(whole, output, sys.stdout.buffer)
            return
        data = to_json(whole) if kind == "json" else to_html(whole, excerpts=excerpts).encode()
        if output is None:
            sys.stdout.buffer.write(data)
        else:
            output.write_bytes(data)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise InputError(f"{output or 'stdout'}: cannot be written: {error.strerror}") from error


@click.command()
@_record
def check(record: Path) -> None:
    """Decode or extract each source again, compare, and re-slice every span; exit 1 and the list if any fails."""
    checked = proof.check(record)
    for failure in checked.failures:
        click.echo(failure)
    if checked.failures:
        sys.exit(1)
    click.echo(f"{record}: {checked.articles} articles, {checked.spans} spans, all as recorded", err=True)


@click.command()
def schema() -> None:
    """The JSON Schema of the JSON export."""
    click.echo(json.dumps(record_schema(), ensure_ascii=False, indent=1))
