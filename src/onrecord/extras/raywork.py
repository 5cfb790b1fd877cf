"""What runs on the machines of a cluster: files are read there, and their articles cleaned and searched.

`Reading` turns a shard (some files) into batches of articles and writes the shard's index; `Searching` lives in a
process of its own, loads the language model once, and writes findings. Between them go Arrow tables of bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import pyarrow as pa

from onrecord.errors import OnrecordError, Problem
from onrecord.extras.rayshards import Line, Made, Shards
from onrecord.find.parse import load_model
from onrecord.ids import article_id
from onrecord.intake import Known
from onrecord.languagemodel import model_digest
from onrecord.model import Source
from onrecord.read import read_file
from onrecord.settings import STAGES, Settings
from onrecord.store import Packed
from onrecord.version import __version__
from onrecord.workers import packed

__all__ = ["Before", "File", "Plan", "Reading", "Searching", "version_of"]

HANDED: Final = 32
"""Articles that a reader hands on at a time."""

_ARTICLES = pa.schema([
    ("article", pa.string()), ("cache_key", pa.string()), ("source", pa.binary()), ("data", pa.large_binary()),
    ("container", pa.large_binary()),
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class File:
    """A file of the inputs: where it lies, and what it is called; see `read.found.Found`."""

    origin: str
    name: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What every worker needs to know; `version` is that of the program that made the plan."""

    folder: str
    settings: Settings
    version: str
    memory: int


@dataclass(frozen=True, slots=True)
class Before:
    """What need not be searched again: what the record knows, and what earlier runs have left in the folder.

    Of the latter the 64 bits of each article's id, in order, and of its cache key: 16 bytes an article, which the
    processes of a machine share.
    """

    known: Known
    articles: Any
    keys: Any

    @classmethod
    def of(cls, known: Known, done: Iterator[tuple[str, str]]) -> Before:
        """With the articles that are `done`."""
        pairs = np.array([(int(a[1:], 16), int(k, 16)) for a, k in done], dtype=np.uint64).reshape(-1, 2)
        pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
        return cls(known, pairs[:, 0].copy(), pairs[:, 1].copy())

    def missing(self, article: str, key: str) -> bool:
        """Whether there are no findings of this article by this cache key yet."""
        if self.known.cached.get(article) == key:
            return False
        number = np.uint64(int(article[1:], 16))
        first, last = np.searchsorted(self.articles, number, "left"), np.searchsorted(self.articles, number, "right")
        return not bool(np.any(self.keys[first:last] == np.uint64(int(key, 16))))


def version_of(settings: Settings) -> str:
    """What findings depend on besides articles and settings: the program and the language model."""
    return f"onrecord {__version__}, stages {STAGES}, model {model_digest(settings.model)}"


def _checked(plan: bytes) -> Plan:
    made = msgspec.json.decode(plan, type=Plan)
    if (here := version_of(made.settings)) != made.version:
        raise OnrecordError(f"a machine of the cluster has {here}, not {made.version}")
    return made


class Reading:
    """Reads shards: every article that is to be searched, in batches; what the shard holds goes to its index."""

    def __init__(self, plan: bytes) -> None:
        self._plan = plan

    def __call__(self, table: Any, before: Any) -> Iterator[Any]:
        """The articles of the shards in `table`, which has columns `shard` and `files` (JSON). `before`: a `Before`."""
        plan = _checked(self._plan)
        for row in table.to_pylist():
            files = msgspec.json.decode(row["files"], type=tuple[File, ...])
            with Shards(Path(plan.folder)).indexing(row["shard"], _names([f.name for f in files])) as told:
                yield from _handed(_articles(files, plan.settings, before, told))


def _articles(
    files: Sequence[File], settings: Settings, before: Before, told: Callable[[Line], None]
) -> Iterator[dict[str, object]]:
    """Each article to be searched as a row; all that the files hold is `told`."""
    carried: set[str] = set()
    for file in files:
        for item in read_file(file.origin, file.name, settings):
            if isinstance(item, Problem):
                told(Line(problem=item))
                continue
            article = article_id(item.key, item.data)
            bare = replace(item, data=b"", container=b"")
            told(Line(article, sha256(item.data).hexdigest(), bare))
            source = before.known.as_known(item, article)
            key = before.known.key(source)
            if before.missing(article, key):
                container = b"" if source.container_sha256 in carried else source.container
                carried.add(source.container_sha256 or "")
                bare = replace(source, data=b"", container=b"")
                yield {
                    "article": article, "cache_key": key, "source": msgspec.json.encode(bare), "data": source.data,
                    "container": container,
                }  # fmt: skip


def _handed(rows: Iterator[dict[str, object]]) -> Iterator[Any]:
    batch: list[dict[str, object]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == HANDED:
            yield pa.Table.from_pylist(batch, _ARTICLES)
            batch = []
    yield pa.Table.from_pylist(batch, _ARTICLES)


class Searching:
    """Cleans and searches batches of articles, and writes a file of findings for each batch."""

    def __init__(self, plan: bytes) -> None:
        made = _checked(plan)
        _bound(made.memory)
        load_model(made.settings.model)
        self._settings, self._shards = made.settings, Shards(Path(made.folder))

    def __call__(self, table: Any) -> Any:
        """How many articles of the batch have findings now. What was written by a worker that died stands."""
        rows = table.to_pylist()
        path = self._shards.place([(row["article"], row["cache_key"]) for row in rows])
        if rows and not path.exists():
            sources = [replace(_source(row["source"]), data=row["data"]) for row in rows]
            with self._shards.tried(path, _names([source.key for source in sources])):
                self._shards.write_findings(path, map(self._made, rows, sources))
        return pa.table({"articles": [len(rows)]})

    def _made(self, row: dict[str, Any], source: Source) -> Made:
        made = packed(source, row["cache_key"], self._settings)
        if isinstance(made, Packed):
            made = made.out_of(replace(source, container=row["container"]), whole=self._settings.keep_sources)
        return Made(row["article"], row["cache_key"], made)


def _source(text: bytes) -> Source:
    return msgspec.json.decode(text, type=Source)


def _names(names: Sequence[str]) -> str:
    """The first and the last, and how many there are."""
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]} ({len(names):,})"


def _bound(memory: int) -> None:
    """Has this process be refused more than `memory` bytes of its own, where the system can: Linux."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
