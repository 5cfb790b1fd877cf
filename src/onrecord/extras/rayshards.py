"""What an engine on many machines leaves in a folder that all of them see: findings, and what each input holds.

    FOLDER/index/<shard>.parquet      what a shard of the inputs holds, in its order; written anew by every run
    FOLDER/findings/<xx>/<name>.parquet   articles' bytes and findings, packed as a record file keeps them

The files hold plain columns; what is more than text and numbers is JSON as `msgspec` writes it, checked against its
type when it is read. A file has its name only once it is whole, so a worker that dies leaves nothing half done; what
was written by an earlier run is taken again wherever article and cache key are the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import msgspec
import pyarrow as pa
from pyarrow import parquet

from onrecord.errors import OnrecordError, Problem
from onrecord.model import Source
from onrecord.store import Packed

__all__ = ["Line", "Made", "Shards"]

ROWS: Final = 10_000
"""Lines of an index in one row group: about 5 MB."""
TRIES: Final = 3
"""How often a piece of work is begun in one run. Ray begins it again, without end, when its process dies: of a lost
machine, or of an article that takes all memory."""

_INDEX = pa.schema([
    ("article", pa.string()), ("sha256", pa.string()), ("source", pa.binary()), ("problem", pa.binary()),
])  # fmt: skip
_FINDINGS = pa.schema([
    ("article", pa.string()), ("cache_key", pa.string()), ("problem", pa.binary()), ("cleaned", pa.binary()),
    ("found", pa.binary()), ("sha256", pa.string()), ("size", pa.int64()), ("data", pa.binary()),
    ("container_sha256", pa.string()), ("container_size", pa.int64()), ("container", pa.binary()),
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an index: an article of the inputs, without its bytes, or a problem."""

    article: str = ""
    sha256: str = ""
    source: Source | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What became of an article: its findings, or the problem for which it was set aside."""

    article: str
    cache_key: str
    outcome: Packed | Problem


class Shards:
    """The folder."""

    def __init__(self, folder: Path) -> None:
        self._index, self._findings = folder / "index", folder / "findings"
        for each in (self._index, self._findings):
            each.mkdir(parents=True, exist_ok=True)

    def begin(self) -> None:
        """A new run begins: what earlier ones were at when they were cut off counts no more."""
        for path in (*self._index.glob("*.part"), *self._index.glob("*.tries"), *self._findings.glob("*/*.tries")):
            path.unlink(missing_ok=True)

    @contextmanager
    def tried(self, path: Path, what: str) -> Iterator[None]:
        """A piece of work that ends with `path`. Raises `OnrecordError` when it was begun too often and never ended."""
        path.parent.mkdir(exist_ok=True)
        tries = path.with_suffix(".tries")
        with tries.open("ab") as file:
            if file.tell() >= TRIES:
                raise OnrecordError(
                    f"{what}: the process that was at it died {TRIES} times, most likely for want of memory"
                )
            file.write(b".")
        yield
        tries.unlink(missing_ok=True)

    # -------------------------------------------------------------- indexes
    @contextmanager
    def indexing(self, shard: str, what: str) -> Iterator[Callable[[Line], None]]:
        """What a shard, called `what`, holds, told line by line; at the end this takes the place of its index."""
        lines: list[dict[str, object]] = []
        path = self._index / f"{shard}.parquet"
        with self.tried(path, what), Written(path, _INDEX) as file:

            def told(line: Line) -> None:
                source, problem = _json(line.source), _json(line.problem)
                lines.append({"article": line.article, "sha256": line.sha256, "source": source, "problem": problem})
                if len(lines) == ROWS:
                    file.write(lines)
                    lines.clear()

            yield told
            file.write(lines)

    def index(self, shard: str) -> Iterator[Line]:
        """The lines of a shard's index. Raises `OnrecordError` when it is missing or damaged."""
        for row in _rows(self._index / f"{shard}.parquet", None):
            source, problem = _as(row["source"], Source), _as(row["problem"], Problem)
            yield Line(str(row["article"]), str(row["sha256"]), source, problem)

    # -------------------------------------------------------------- findings
    def place(self, articles: Sequence[tuple[str, str]]) -> Path:
        """Where the findings of these `(article, cache key)` go, made at once: the same for the same ones."""
        name = sha256("\n".join(" ".join(pair) for pair in articles).encode()).hexdigest()[:32]
        return self._findings / name[:2] / f"{name}.parquet"

    def write_findings(self, path: Path, made: Iterable[Made]) -> None:
        """Writes one file of findings."""
        path.parent.mkdir(exist_ok=True)
        with Written(path, _FINDINGS) as file:
            file.write([_row(each) for each in made])

    def done(self) -> Iterator[tuple[str, str]]:
        """The `(article, cache key)` of all that is there; files that are damaged are taken away, to be made again."""
        for path in self._files():
            try:
                rows = list(_rows(path, ["article", "cache_key"]))
            except OnrecordError:
                path.unlink(missing_ok=True)
                continue
            yield from ((str(row["article"]), str(row["cache_key"])) for row in rows)

    def findings(self, wanted: dict[str, str]) -> Iterator[list[Made]]:
        """What became of the articles in `wanted` (article → cache key), a file at a time; each is taken out of it.

        What does not hold the bytes that it states is passed over.
        """
        for path in self._files():
            light = list(_rows(path, ["article", "cache_key"]))
            if any(wanted.get(str(row["article"])) == row["cache_key"] for row in light):
                taken = []
                for made in map(_made, _rows(path, None)):
                    whole = isinstance(made.outcome, Problem) or made.outcome.holds()
                    if wanted.get(made.article) == made.cache_key and whole:
                        del wanted[made.article]
                        taken.append(made)
                yield taken

    def clear(self) -> None:
        """Takes away the findings, the indexes and the folder, if nothing else is in it."""
        for path in (*self._files(), *self._index.glob("*")):
            path.unlink(missing_ok=True)
        for folder in (*self._findings.glob("*"), self._findings, self._index, self._index.parent):
            with suppress(OSError):
                folder.rmdir()

    def _files(self) -> list[Path]:
        """The files of findings in order, less what is left of writes that were cut off: these go."""
        found = sorted(self._findings.glob("*/*"))
        for path in found:
            if path.suffix == ".part":
                path.unlink(missing_ok=True)
        return [path for path in found if path.suffix == ".parquet"]


class Written:
    """A Parquet file that has its name once the block around it has ended well."""

    def __init__(self, path: Path, schema: Any) -> None:
        self._path, self._schema = path, schema
        self._part = path.with_name(f"{path.stem}.{uuid4().hex}.part")

    def __enter__(self) -> Written:
        self._file = parquet.ParquetWriter(self._part, self._schema, compression="zstd", use_dictionary=False)
        return self

    def write(self, rows: Sequence[dict[str, object]]) -> None:
        """Writes a row group."""
        if rows:
            self._file.write_table(pa.Table.from_pylist(list(rows), self._schema))

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            self._file.close()
            if kind is None:
                with self._part.open("rb") as file:
                    os.fsync(file.fileno())
                self._part.replace(self._path)
        finally:
            self._part.unlink(missing_ok=True)


def _row(made: Made) -> dict[str, object]:
    if isinstance(made.outcome, Problem):
        return {"article": made.article, "cache_key": made.cache_key, "problem": _json(made.outcome)}
    return {field.name: getattr(made.outcome, field.name) for field in fields(Packed)}


def _made(row: dict[str, Any]) -> Made:
    problem = _as(row.pop("problem"), Problem)
    if problem is not None:
        return Made(row["article"], row["cache_key"], problem)
    try:
        return Made(row["article"], row["cache_key"], msgspec.convert(row, Packed))
    except msgspec.ValidationError as error:
        raise OnrecordError(f"findings of article {row['article']} are damaged: {error}") from error


def _rows(path: Path, columns: list[str] | None) -> Iterator[dict[str, Any]]:
    """The rows of one of our files. Raises `OnrecordError` when it is none, or damaged."""
    schema = _INDEX if path.parent.name == "index" else _FINDINGS
    try:
        with parquet.ParquetFile(path) as file:
            if file.schema_arrow.names != schema.names:
                raise OnrecordError(f"{path}: is no file of onrecord's")
            for batch in file.iter_batches(batch_size=256, columns=columns):
                yield from batch.to_pylist()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise OnrecordError(f"{path}: cannot be read: {str(error).splitlines()[0]}") from error


def _json(value: object) -> bytes | None:
    return None if value is None else msgspec.json.encode(value)


def _as(data: bytes | None, shape: type[Any]) -> Any:
    try:
        return None if data is None else msgspec.json.decode(data, type=shape)
    except (msgspec.DecodeError, RecursionError) as error:
        raise OnrecordError(f"a damaged {shape.__name__}: {error}") from error
