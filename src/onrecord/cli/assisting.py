"""The command that opens a record to assistants: mcp."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["mcp"]


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
def mcp(record: Path) -> None:
    """Serve the record to an assistant by the Model Context Protocol, over stdin and stdout; nothing is written.

    Needs the extra: pip install "onrecord[mcp]".
    """
    from onrecord.extras.mcp import serve

    serve(record)
