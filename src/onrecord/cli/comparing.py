"""The command that compares two records: diff."""

from __future__ import annotations

import json
from pathlib import Path

import click
import msgspec
from rich.console import Console

from onrecord.compare import compare, terminal
from onrecord.store import open_record

__all__ = ["diff"]


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write one JSON document to stdout.")
def diff(old: Path, new: Path, as_json: bool) -> None:
    """What the newer record adds to the older one, what it repeats, and what it contradicts."""
    before, after = open_record(old), open_record(new)
    changes = compare(before, after)
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(changes), ensure_ascii=False, indent=1))
    else:
        terminal.show(changes, before, after, Console())
