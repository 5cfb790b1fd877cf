"""Bytes in: files and folders become `Source`s, one an article, and a `Problem` for each thing that cannot be read.

`discover` finds the files, `sniff` looks at how a file begins, and one module per format takes the articles out. A
format is one line in `READERS` and one module with a `read(found, settings)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read import html, json, jsonl, text
from onrecord.read.discover import Found, files_in, reason
from onrecord.read.sniff import Refused, kind_of
from onrecord.settings import Settings

__all__ = ["READERS", "read_inputs"]

Reader = Callable[[Found, Settings], Iterator[Source | Problem]]

READERS: Mapping[str, Reader] = {"text": text.read, "html": html.read, "jsonl": jsonl.read, "json": json.read}


def read_inputs(inputs: Sequence[Path], settings: Settings) -> Iterator[Source | Problem]:
    """Every article in `inputs`, files or folders, in the order of their names; never raises over a bad one."""
    for found in files_in(inputs, settings):
        if isinstance(found, Problem):
            yield found
        else:
            yield from _read(found, settings)


def _read(found: Found, settings: Settings) -> Iterator[Source | Problem]:
    try:
        with found.path.open("rb") as stream:
            head = stream.read(settings.sniffed_bytes)
        kind = kind_of(found.name, head)
        if isinstance(kind, Refused):
            yield Problem("file", found.shown, kind.why)
        else:
            yield from READERS[kind](found, settings)
    except OSError as error:
        yield Problem("file", found.shown, reason(error))
