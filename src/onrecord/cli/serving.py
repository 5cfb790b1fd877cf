"""The command that opens a record in the browser: serve."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

__all__ = ["serve"]


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes a free one.")
@click.option("--open", "opened", is_flag=True, help="Open it in the browser.")
def serve(record: Path, port: int, opened: bool) -> None:
    """Open a record in the browser, on this computer only, until Ctrl-C.

    Everything can be read and corrected there, new articles added, and drafts checked.
    """
    from onrecord import app  # what it needs takes a while to import

    def ready(address: str) -> None:
        click.echo(f"{record}: {address}   (Ctrl-C ends)")
        if opened:
            webbrowser.open(address)

    app.serve(record, port, ready=ready)
