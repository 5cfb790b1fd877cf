"""JSON lines (`.jsonl`, `.ndjson`): one article a line. The file is streamed, so it may be larger than memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

from onrecord.decode import decode
from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read.found import Found
from onrecord.scraped import parse_row
from onrecord.settings import Settings

__all__ = ["article_in", "listed", "read"]


def read(found: Found, settings: Settings) -> Iterator[Source | Problem]:
    """A source for each line that holds an article, a problem for each that is broken; see `listed`."""
    with found.open() as stream:
        yield from listed(_articles(stream, replace(found, url=None), settings), found, settings)


def listed(items: Iterable[Source | Problem], found: Found, settings: Settings) -> Iterator[Source | Problem]:
    """The articles and problems of the rows of a file, told as what they say of it.

    A file without one good row among its first ones holds no articles, and is one problem; of many broken rows
    behind good ones the first are listed and the others counted.
    """
    broken: list[Problem] = []
    any_good = some = False
    more = 0
    for item in items:
        some = True
        if isinstance(item, Source):
            any_good = True
            yield from broken
            broken = []
            yield item
        elif any_good:
            more += 1
            if more <= settings.max_listed_lines:
                yield item
        else:
            broken.append(item)
            if len(broken) > settings.max_broken_lines:
                break
    if more > settings.max_listed_lines:
        yield Problem("file", found.shown, f"has {more - settings.max_listed_lines} more broken lines")
    if len(broken) > 1:
        yield Problem("file", found.shown, f"holds no articles: {broken[0].why}")
    elif not some:
        yield Problem("file", found.shown, "holds no articles")
    yield from broken[:1] if len(broken) == 1 else ()


def _articles(stream: BinaryIO, found: Found, settings: Settings) -> Iterator[Source | Problem]:
    """What each line is that is not blank. The file's address is that of none of its articles."""
    order = 0
    for number, line in enumerate(_lines(stream, settings.max_line_bytes), 1):
        if line is None or line.strip():
            yield _article(line, number, order, f"{found.shown}#{number}", found, settings)
            order += 1


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
