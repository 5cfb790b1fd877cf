"""Commands that pass a record on or prove it: export, check, schema."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from onrecord import proof
from onrecord.errors import InputError
from onrecord.model import Record
from onrecord.store import Store
from onrecord.write.annotations import to_annotations
from onrecord.write.csv import write_csv
from onrecord.write.datasette import to_datasette
from onrecord.write.excerpts import excerpted
from onrecord.write.files import put
from onrecord.write.ftm import to_ftm
from onrecord.write.html import to_html
from onrecord.write.json import to_json
from onrecord.write.jsonld import to_jsonld
from onrecord.write.markdown import write_markdown
from onrecord.write.schema import schema as record_schema
from onrecord.write.timelinejs import to_timelinejs

__all__ = ["FORMATS", "check", "export", "schema"]

ONE_FILE: Final[dict[str, Callable[[Record], bytes]]] = {
    "json": to_json, "timelinejs": to_timelinejs, "annotations": to_annotations, "jsonld": to_jsonld, "ftm": to_ftm,
}  # fmt: skip
"""Formats that are one document made from the record alone."""

FORMATS: Final = ("json", "csv", "html", "markdown", "timelinejs", "annotations", "jsonld", "ftm", "datasette")

_record = click.argument("record", type=click.Path(path_type=Path))


@click.command()
@_record
@click.option("--format", "kind", type=click.Choice(FORMATS), required=True, help="What to write the record as.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path),
    help="File or, for csv and markdown, folder or .zip  [default: stdout]",
)  # fmt: skip
@click.option(
    "--excerpts/--whole",
    default=None,
    help="Of the articles only the cited passages, with a sentence around them  [default: html above 200 articles]",
)
def export(record: Path, kind: str, output: Path | None, excerpts: bool | None) -> None:
    """Write the record in another program's format; html is one self-contained offline file."""
    if kind == "markdown" and output is None:
        raise click.UsageError("markdown is a folder of notes, or a .zip: name it with -o")
    if kind == "datasette" and excerpts:
        raise click.UsageError("datasette shows the record file itself, whose articles are whole")
    with Store(record) as store:
        whole = store.record()
    try:
        _written(whole, record.stem, kind, output, excerpts)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(f"{output or 'stdout'}: cannot be written: {error.strerror}") from error


def _written(record: Record, name: str, kind: str, output: Path | None, excerpts: bool | None) -> None:
    if kind == "html":
        data = to_html(record, excerpts=excerpts).encode()
    elif kind == "datasette":
        data = to_datasette(record, name)
    else:
        record = excerpted(record) if excerpts else record
        if kind == "csv":
            write_csv(record, output, sys.stdout.buffer)
            return
        if kind == "markdown" and output:
            write_markdown(record, output)
            return
        data = ONE_FILE[kind](record)
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        put(output, data)


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
