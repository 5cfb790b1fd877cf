"""Parquet files: a row is an article, as a row of JSON lines is, with the same names of columns. Needs an extra.

A row has no bytes of its own in such a file, so its source is the row as JSON: the columns that hold something, in
their order. Rows are read a few at a time, whatever the size of the row groups.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from io import SEEK_END, BytesIO
from typing import Any, BinaryIO, Final

import msgspec

from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read.archives import budget_of, enough
from onrecord.read.found import Found
from onrecord.read.jsonl import article_in, listed
from onrecord.read.whole import read_bytes
from onrecord.settings import Settings

__all__ = ["read"]

ROWS: Final = 64
"""Rows taken out at a time."""
MAX_COLUMNS: Final = 1000
"""Most columns, nested ones counted too. Corpora of articles have 5 to 50; the footer is read whole."""
MAX_FOOTER: Final = 64 * 2**20
"""Longest string and most entries of a list in the footer: a file of a million row groups has a few."""
BUFFER: Final = 2**20
"""Bytes of each column read at a time."""
STRANGE: Final = "has columns of a type that another program has made"
MISSING: Final = 'is Parquet, which needs an extra: pip install "onrecord[parquet]"'


def read(found: Found, settings: Settings) -> Iterator[Source | Problem]:
    """A source for each row that holds an article, a problem for each that does not; see `jsonl.listed`."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        yield Problem("file", found.shown, MISSING)
        return
    with found.open() as stream:
        data: BinaryIO | Problem = stream if stream.seekable() else _whole(found, settings)
        if isinstance(data, Problem):
            yield data
            return
        broken = (pyarrow.ArrowException, OSError, ValueError)
        try:
            if _strange(data):
                yield Problem("file", found.shown, STRANGE)
                return
            file = _opened(data, parquet)
        except broken as error:
            yield Problem("file", found.shown, f"cannot be read: {_first_line(error)}")
            return
        breaks: list[Problem] = []
        yield from listed(_articles(_rows(file, broken, breaks, found), found, settings), found, settings)
        yield from breaks


def _whole(found: Found, settings: Settings) -> BinaryIO | Problem:
    """A member of an archive, which cannot be read from its end as Parquet is."""
    data = read_bytes(found, settings)
    return data if isinstance(data, Problem) else BytesIO(data)


def _strange(stream: BinaryIO) -> bool:
    """Whether a column is of a type of some other program's, by the footer's bytes alone.

    Opening such a file has what that program has registered run, and there are some that run what they find in it. The
    types are named in a schema in the footer, which is in base 64: so the name of their mark is looked for in each of
    the three ways in which it may be written there.
    """
    size = stream.seek(0, SEEK_END)
    stream.seek(max(0, size - 8))
    length = min(int.from_bytes(stream.read(4), "little"), MAX_FOOTER)
    stream.seek(max(0, size - 8 - length))
    footer = stream.read(length)
    stream.seek(0)
    return any(written in footer for written in _MARKS)


def _in_base64(text: bytes, before: int) -> bytes:
    """How `text` is written in base 64 that many bytes into a group of three, less what its neighbours decide."""
    written = base64.b64encode(bytes(before) + text)
    return written[4 if before else 0 : -4]


_MARKS = tuple(_in_base64(b"ARROW:extension:name", before) for before in range(3))


def _opened(stream: BinaryIO, parquet: Any) -> Any:
    """The file. Columns of strings stay dictionaries: one long value in all of a million rows is one in memory."""
    options = {"thrift_string_size_limit": MAX_FOOTER, "thrift_container_size_limit": MAX_FOOTER}
    schema = parquet.ParquetFile(stream, **options).schema
    stream.seek(0)
    columns = [schema.column(n) for n in range(min(len(schema), MAX_COLUMNS + 1))]
    if len(columns) > MAX_COLUMNS:
        raise ValueError(f"it has more than {MAX_COLUMNS:,} columns")
    return parquet.ParquetFile(
        stream,
        read_dictionary=[c.path for c in columns if c.physical_type == "BYTE_ARRAY" and "." not in c.path],
        buffer_size=BUFFER, pre_buffer=False, coerce_int96_timestamp_unit="us", arrow_extensions_enabled=False,
        **options,
    )  # fmt: skip


def _rows(
    file: Any, broken: tuple[type[Exception], ...], breaks: list[Problem], found: Found
) -> Iterator[dict[str, object]]:
    """The rows as objects; what breaks the file off goes to `breaks`."""
    try:
        for batch in file.iter_batches(batch_size=ROWS):
            columns = [(name, _exact(batch.column(at))) for at, name in enumerate(batch.schema.names)]
            for row in range(batch.num_rows):
                values = ((name, _value(column, row)) for name, column in columns)
                yield {name: value for name, value in values if value is not None}
    except broken as error:
        breaks.append(Problem("file", found.shown, f"breaks off: {_first_line(error)}"))


def _exact(column: Any) -> Any:
    """The column with times to the microsecond, the finest that Python has."""
    import pyarrow as pa

    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        return column.cast(pa.timestamp("us", column.type.tz), safe=False)
    return column


def _value(column: Any, row: int) -> object:
    """A cell as JSON can hold it; None where it holds nothing, or what is no text, number or date."""
    try:
        return _plain(column[row].as_py())
    except (ValueError, OverflowError):  # a date beyond the year 9999, a string that is no UTF-8
        return None


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return None
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: held for name, each in value.items() if (held := _plain(each)) is not None}
    return value


def _articles(rows: Iterator[dict[str, object]], found: Found, settings: Settings) -> Iterator[Source | Problem]:
    budget = budget_of(found, settings)
    found = replace(found, url=None, budget=budget)  # the file's address is that of none of its articles
    for order, row in enumerate(rows):
        number = order + 1
        place = f"{found.shown}#{number}"
        data = msgspec.json.encode(row)
        budget.size -= len(data)  # one long value in a million rows takes no room in the file
        if budget.spent:
            yield from enough(found, settings)
            return
        if len(data) > settings.max_line_bytes:
            yield Problem("line", place, f"row {number} is longer than {settings.max_line_bytes // 2**20} MB")
        else:
            yield article_in(data, f"{found.name}#{number}", place, f"row {number}", order, found)


def _first_line(error: Exception) -> str:
    return (str(error).split("\n")[0] or type(error).__name__)[:200]
