"""The `onrecord` command: one file per command family, gathered here.

Exit status: 0 done, also when a query finds nothing; 1 failed; 2 usage. Errors are one line on stderr.
"""

from __future__ import annotations

import sys

import click

from onrecord.cli.asking import ask, search
from onrecord.cli.assisting import mcp
from onrecord.cli.building import build, demo, remove
from onrecord.cli.comparing import diff
from onrecord.cli.editing import edit
from onrecord.cli.exporting import check, export, schema
from onrecord.cli.querying import differences, people, quotes, show, sources, timeline
from onrecord.cli.serving import serve
from onrecord.cli.verifying import verify
from onrecord.errors import OnrecordError
from onrecord.version import __version__
from onrecord.write.texts import plain

__all__ = ["cli", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="onrecord")
def cli() -> None:
    """Reads the coverage of one story and puts on record what happened when, who said what, who is who, and where the
    accounts differ: every line verbatim and traceable to its characters in its source.
    """


for command in (
    build, remove, demo, show, timeline, quotes, people, differences, sources, search, ask, edit, verify, diff, serve,
    export, check, schema, mcp,
):  # fmt: skip
    cli.add_command(command)


def main() -> None:
    """Runs the command line; errors that users can cause come out as one line."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except OnrecordError as error:
        print(f"onrecord: {plain(str(error))}", file=sys.stderr)
        sys.exit(1)
    except MemoryError:
        print("onrecord: memory ran out; nothing that is on record was lost", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
