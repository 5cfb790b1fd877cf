"""Bytes in: inputs become `Source`s, one an article, and a `Problem` for each thing that cannot be read.

`discover` finds the files, `sniff` looks at how one begins, and one module per format takes the articles out; what
these find inside (an archive's members, a message's attachments) goes the same way. A format is one line in `READERS`,
one in `sniff`, and one module with a `read(found, settings)`; see `found` for what a reader may give back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read import (
    addresses,
    docx,
    feeds,
    gzip,
    html,
    json,
    jsonl,
    mail,
    newsml,
    parquet,
    pdf,
    rtf,
    tar,
    text,
    warc,
    zip,
)
from onrecord.read.discover import files_in, reason
from onrecord.read.found import Address, Budget, Found, Reader, one_line
from onrecord.read.sniff import Refused, kind_of
from onrecord.settings import Settings

__all__ = ["READERS", "Fetch", "files_in", "is_address", "read_again", "read_file", "read_inputs"]

READERS: Mapping[str, Reader] = {
    "addresses": addresses.read,
    "docx": docx.read,
    "eml": mail.read_eml,
    "feed": feeds.read,
    "gzip": gzip.read,
    "html": html.read,
    "json": json.read,
    "jsonl": jsonl.read,
    "mbox": mail.read_mbox,
    "parquet": parquet.read,
    "pdf": pdf.read,
    "rtf": rtf.read,
    "tar": tar.read,
    "newsml": newsml.read,
    "nitf": newsml.read,
    "text": text.read,
    "warc": warc.read,
    "zip": zip.read,
}

Fetch = Callable[[Address, Settings], Iterator[Found | Problem]]
"""What turns an address into what lies there; see `read.fetch`."""


def read_inputs(
    inputs: Sequence[Path | str], settings: Settings, fetch: Fetch | None = None
) -> Iterator[Source | Problem]:
    """Every article in `inputs` — files, folders, addresses (`https://…`) — in the order of their names.

    Never raises over a bad one. Addresses are only fetched when there is a `fetch`.
    """
    for given in inputs:
        if isinstance(given, str) and is_address(given):
            yield from _fetched(Address(given, given), settings, fetch)
            continue
        for found in files_in([Path(given)], settings):
            if isinstance(found, Problem):
                yield found
            else:
                yield from _read(replace(found, budget=Budget.of(found.size, settings)), settings, fetch)


def read_file(origin: str, name: str, settings: Settings) -> Iterator[Source | Problem]:
    """The articles in the file at `origin` that `files_in` found as `name`: what `read_inputs` gives for it."""
    path = Path(origin)
    try:
        size = path.stat().st_size
    except OSError as error:
        yield Problem("file", one_line(name), reason(error))
        return
    found = Found(name, origin, size, lambda: path.open("rb"), path=name, budget=Budget.of(size, settings))
    yield from _read(found, settings, None)


def read_again(name: str, data: bytes, settings: Settings) -> Iterator[Source]:
    """The articles in a file called `name` that held `data`: what `check` compares a record's parts with."""
    found = Found(name, "", len(data), lambda: BytesIO(data), path=name)
    found = replace(found, budget=Budget.of(len(data), settings))
    return (item for item in _read(found, settings, None) if isinstance(item, Source))


def is_address(given: str) -> bool:
    """Whether an input is an address of the web and not a path."""
    return given.lower().startswith(("http://", "https://"))


def _read(found: Found, settings: Settings, fetch: Fetch | None) -> Iterator[Source | Problem]:
    if found.depth > settings.max_archive_depth:
        yield Problem("file", found.shown, f"lies in more than {settings.max_archive_depth} archives")
        return
    try:
        with found.open() as stream:
            kind = kind_of(found.name, _head(stream, settings.sniffed_bytes), found.media)
        if isinstance(kind, Refused):
            yield Problem("file", found.shown, kind.why)
            return
        if kind not in READERS:
            yield Problem("file", found.shown, f"is of a format that is not read ({kind})")
            return
        for item in READERS[kind](found, settings):
            if isinstance(item, Found):
                yield from _read(item, settings, fetch)
            elif isinstance(item, Address):
                yield from _fetched(item, settings, fetch)
            else:
                yield item
    except OSError as error:
        yield Problem("file", found.shown, reason(error))


def _fetched(address: Address, settings: Settings, fetch: Fetch | None) -> Iterator[Source | Problem]:
    if fetch is None:
        why = "is an address of the web: --fetch reads it"
        yield address.instead or Problem("address", address.place, why)
        return
    held = told = False
    for found in fetch(address, settings):
        told = True
        if isinstance(found, Problem):
            yield found
            continue
        found = replace(found, budget=Budget.of(found.size, settings), depth=address.depth)
        for item in _read(found, settings, fetch):
            held = held or isinstance(item, Source)
            yield item
    if told and not held and address.instead is not None:
        yield address.instead


def _head(stream: BinaryIO, size: int) -> bytes:
    """The first `size` bytes; a stream may give fewer at a time, and one that breaks off later gives what it has."""
    pieces: list[bytes] = []
    read = getattr(stream, "read1", stream.read)
    try:
        while size > 0 and (piece := read(size)):
            pieces.append(piece)
            size -= len(piece)
    except OSError:
        if not pieces:
            raise
    return b"".join(pieces)
