"""JSON lines (`.jsonl`, `.ndjson`): one article a line. The file is streamed, so it may be larger than memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from onrecord.decode import decode
from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read.found import Found
from onrecord.scraped import parse_row
from onrecord.settings import Settings

__all__ = ["article_in", "read"]


def read(found: Found, settings: Settings) -> Iterator[Source | Problem]:
    """A source for each line that holds an article, a problem for each that is broken.

    A file without one good line among its first ones is no JSON-lines file, and is one problem; of many broken lines
    behind good ones the first are listed and the others counted.
    """
    broken: list[Problem] = []
    any_good = False
    found = replace(found, url=None)  # the file's address is that of none of its articles
    order = listed = 0
    shown = found.shown
    with found.open() as stream:
        for number, line in enumerate(_lines(stream, settings.max_line_bytes), 1):
            if line is not None and not line.strip():
                continue
            item = _article(line, number, order, f"{shown}#{number}", found, settings)
            order += 1
            if isinstance(item, Source):
                any_good = True
                yield from broken
                broken = []
                yield item
            elif any_good:
                listed += 1
                if listed <= settings.max_listed_lines:
                    yield item
            else:
                broken.append(item)
                if len(broken) > settings.max_broken_lines:
                    break
    if listed > settings.max_listed_lines:
        yield Problem("file", found.shown, f"has {listed - settings.max_listed_lines} more broken lines")
    if len(broken) > 1:
        yield Problem("file", found.shown, f"holds no articles: {broken[0].why}")
    elif not order:
        yield Problem("file", found.shown, "holds no articles")
    yield from broken[:1] if len(broken) == 1 else ()


def _article(
    line: bytes | None, number: int, order: int, place: str, found: Found, settings: Settings
) -> Source | Problem:
    if line is None:
        return Problem("line", place, f"line {number} is longer than {settings.max_line_bytes // 2**20} MB")
    return article_in(line, f"{found.name}#{number}", place, f"line {number}", order, found)


def article_in(data: bytes, key: str, place: str, what: str, order: int, found: Found) -> Source | Problem:
    """The article whose JSON object is `data`; `key` is its key if it has no id, `place` and `what` name it."""
    row = parse_row(decode(data)[0])
    if isinstance(row, str):
        return Problem("line", place, f"{what} {row}")
    return found.source("json", data, key=row.id or key, order=order)


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The lines without their ends; None in place of one that is longer than `limit` bytes, which is skipped."""
    while line := stream.readline(limit + 2):
        if len(line.rstrip(b"\r\n")) <= limit:
            yield line.removesuffix(b"\n").removesuffix(b"\r")
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(limit)
        yield None
