"""The command that holds a writer's own text against a record: verify."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
import msgspec
from rich.console import Console

__all__ = ["verify"]


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("drafts", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DRAFT...")
@click.option("--date", metavar="D", help="When the drafts are to appear, EDTF: ages and weekdays count from it.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON document to stdout.")
@click.option("--strict", is_flag=True, help="Exit with 1 when anything is altered or contradicted.")
def verify(record: Path, drafts: tuple[Path, ...], date: str | None, as_json: bool, strict: bool) -> None:
    """Hold drafts against the record: what they quote, date, name and count, with the sources.

    Each statement is verbatim, altered, contradicted or not on record. The drafts are not added to the record.
    """
    from onrecord import verify as checking  # the language model's library takes a while to import
    from onrecord.verify import terminal

    checked = checking.verify(record, drafts, date=date)
    if as_json:
        click.echo(json.dumps({"drafts": msgspec.to_builtins(checked)}, ensure_ascii=False, indent=1))
    else:
        terminal.show(checked, Console())
    if strict and any(s.verdict in checking.FLAGGED for draft in checked for s in draft.statements):
        sys.exit(1)
