"""The record file: one SQLite database that Datasette, DB Browser, DuckDB and pandas open as it is.

Three layers, each of which can be made again from the one above it:

* `members` and `sources` — which articles are in the record, and their bytes. Nothing is ever overwritten: changed
  bytes are a new article, and one that was taken out stays as a member marked `removed`.
* `findings` — what `clean` and `find` made of each article, by a key of everything that it depends on. Written in
  batches while a build runs, so that a build that was cut off goes on where it stopped; a row here does not make an
  article a member.
* the record itself — `articles`, `people`, `quotations`, `events`, `differences` … — made by `join` and replaced
  whole, together with the members, in one transaction. Readers see the old record until then, and the new one after.

Every table of the record has plain columns for people and a column `json` with the whole item as exported; `ord` is
the item's place in its list. The journal is SQLite's default (rollback), so that a record is always one file.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import msgspec

from onrecord.errors import Problem, RecordError
from onrecord.join.dated import DatedSentence
from onrecord.model import Article, BuiltWith, Cleaned, Edit, Findings, Record, Source
from onrecord.settings import FORMAT
from onrecord.span import Span
from onrecord.tables import INDEXES, LISTS, SCHEMA, passage_rows, rows

__all__ = ["Member", "Store", "open_record"]

APPLICATION_ID = 0x6F6E7263  # "onrc": tells a record from any other SQLite file
SCHEMA_VERSION = 3
MAX_BLOB = 256 * 2**20
"""Largest decompressed blob accepted from a record file, in bytes: a record may come from a stranger."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Member:
    """An article's place in the record: where it came from.

    `generation` counts the changes of its file since, `sha256` is that of its bytes and `container` that of the file
    that they were taken out of; the other fields are those of `Source`.
    """

    article: str
    key: str
    path: str
    format: str
    origin: str
    ord: int
    generation: int
    member: str | None = None
    page: int | None = None
    part: int | None = None
    sha256: str = ""
    container: str | None = None
    url: str | None = None
    captured: str | None = None
    charset: str | None = None
    digest: str | None = None
    removed: bool = False


class Store:
    """An open record file. Use as a context manager; see the module's docstring for what it holds."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Opens `path`, for writing when `create` is true, making a new record if nothing is there.

        Raises `RecordError` when `path` is something else than a record, or of a format that this version cannot open.
        """
        self.path = path
        self._create = create
        try:
            exists = path.exists() and path.stat().st_size > 0
            if not exists and not create:
                raise RecordError(f"{path}: no such record")
            if path.exists() and not path.is_file():
                raise RecordError(f"{path}: is no record but a folder or device")
            self._db = _connect(path, create)
            if exists:
                self._verify()
            else:
                self._make()
        except (sqlite3.DatabaseError, OSError) as error:
            raise RecordError(f"{path}: {_plain(error)}") from error

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def _verify(self) -> None:
        (application,) = self._db.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            raise RecordError(f"{self.path}: is no onrecord record")
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version != SCHEMA_VERSION:
            raise RecordError(f"{self.path}: has format {version}, this version of onrecord reads {SCHEMA_VERSION}")

    def _make(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        for statement in SCHEMA.split(";\n"):
            if statement.strip():
                self._db.execute(statement)
        self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        self._db.execute("INSERT INTO meta VALUES ('onrecord', ?)", (FORMAT,))
        self._db.execute("COMMIT")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: what is written inside becomes visible at the end, or never.

        Raises `RecordError` when the file cannot be written (a full disk, a read-only folder, another writer).
        """
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if isinstance(error, (sqlite3.DatabaseError, OSError)):
                raise RecordError(f"{self.path}: {_plain(error)}") from error
            raise

    # -------------------------------------------------------------- members, sources, findings
    def members(self) -> list[Member]:
        """All members, removed ones included, by article id."""
        names = [f.name for f in fields(Member)]
        found = self._db.execute(f"SELECT {', '.join(names)} FROM members ORDER BY article")  # noqa: S608
        return [replace(Member(*row), removed=bool(row[-1])) for row in found]

    def cached(self) -> dict[str, str]:
        """Article id → cache key of every article whose findings are kept."""
        return dict(self._db.execute("SELECT article, cache_key FROM findings"))

    def keep(self, batch: Iterable[tuple[str, Source, str, Cleaned, Findings]], *, sources: bool = True) -> None:
        """Keeps the bytes and findings of a batch of `(sha256, source, cache key, cleaned, findings)`."""
        with self.transaction():
            for sha, source, cache_key, cleaned, found in batch:
                self._keep_bytes(sha, source.data, sources)
                if source.container_sha256 and source.container:  # a source that was kept before comes without
                    self._keep_bytes(source.container_sha256, source.container, sources)
                self._db.execute(
                    "INSERT OR REPLACE INTO findings VALUES (?,?,?,?)",
                    (cleaned.article.id, cache_key, _pack(cleaned), _pack(found)),
                )

    def _keep_bytes(self, sha: str, data: bytes, whole: bool) -> None:
        """Keeps bytes once, however many articles they hold; only their size when `whole` is false."""
        known = self._db.execute("SELECT data IS NOT NULL FROM sources WHERE sha256 = ?", (sha,)).fetchone()
        if known is None or (whole and not known[0]):
            packed = zlib.compress(data, 6) if whole else None
            self._db.execute("INSERT OR REPLACE INTO sources VALUES (?,?,?)", (sha, len(data), packed))

    def read_findings(self, wanted: Iterable[str]) -> Iterator[tuple[Cleaned, Findings]]:
        """The kept results for the articles `wanted`, in that order."""
        for article in wanted:
            row = self._db.execute("SELECT cleaned, found FROM findings WHERE article = ?", (article,)).fetchone()
            if row is None:
                raise RecordError(f"{self.path}: the findings of article {article} are missing")
            yield _unpack(row[0], Cleaned), _unpack(row[1], Findings)

    def source(self, member: Member) -> Source | None:
        """The kept bytes of a member, or None when they were not kept."""
        data = self._bytes(member.sha256)
        if data is None:
            return None
        kind: Any = member.format
        return Source(
            member.key, member.path, kind, data, "", member.ord, member.member, member.page, member.part,
            container_sha256=member.container, url=member.url, captured=member.captured, charset=member.charset,
            digest=member.digest,
        )  # fmt: skip

    def container(self, member: Member) -> bytes | None:
        """The kept bytes of the file that a member's own bytes were taken out of, or None."""
        return self._bytes(member.container) if member.container else None

    def _bytes(self, sha: str) -> bytes | None:
        row = self._db.execute("SELECT data FROM sources WHERE sha256 = ?", (sha,)).fetchone()
        return None if row is None or row[0] is None else _inflate(row[0])

    # -------------------------------------------------------------- the record
    def problems(self) -> list[Problem]:
        """All inputs that could not be read, from all builds."""
        return [
            Problem(*row) for row in self._db.execute("SELECT what, path, why FROM problems ORDER BY path, what, why")
        ]

    def meta(self, key: str) -> str | None:
        """A setting of the record: story, about, built_with."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def write(
        self,
        record: Record,
        members: Sequence[Member],
        problems: Sequence[Problem],
        dated: Iterable[DatedSentence],
        meta: Iterable[tuple[str, str]],
    ) -> None:
        """Replaces members and record in one transaction, and drops what no member needs any more."""
        with self.transaction():
            self._replace("members", ((*(getattr(m, f.name) for f in fields(Member)),) for m in members))
            self._replace("problems", ((p.what, p.path, p.why) for p in problems))
            self._db.execute("DELETE FROM findings WHERE article NOT IN (SELECT article FROM members)")
            self._db.execute(
                "DELETE FROM sources WHERE sha256 NOT IN (SELECT sha256 FROM members"
                " UNION SELECT container FROM members WHERE container IS NOT NULL)"
            )
            for name, shape in LISTS:
                self._replace(name, rows(name, shape, record))
            self._replace(
                "dated", ((d.span.article, d.span.start, d.span.end, d.date, d.basis, d.place) for d in dated)
            )
            settled = (*meta, ("story", record.story), ("built_with", msgspec.json.encode(record.built_with).decode()))
            self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", settled)
            self._replace("passages", passage_rows(record))
            for index in INDEXES:
                self._db.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")  # noqa: S608

    def _replace(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        self._db.execute(f"DELETE FROM {table}")  # noqa: S608
        first = True
        cursor = self._db.cursor()
        statement = ""
        for row in rows:
            if first:
                statement = f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})"  # noqa: S608
                first = False
            cursor.execute(statement, row)

    def record(self) -> Record:
        """The whole record. Raises `RecordError` when it is damaged or was never finished."""
        built_with = self.meta("built_with")
        if built_with is None:
            raise RecordError(f"{self.path}: holds no finished record; run onrecord build again")
        lists: dict[str, Any] = {name: tuple(self._list(name, shape)) for name, shape in LISTS if shape is not Article}
        lists["articles"] = tuple(self.articles())
        return Record(
            onrecord=self.meta("onrecord") or FORMAT,
            story=self.meta("story") or "",
            built_with=msgspec.json.decode(built_with, type=BuiltWith),
            **lists,
        )

    def edits(self) -> list[Edit]:
        """The corrections made by hand, undone ones included, in the order in which they were made."""
        return list(self._list("edits", Edit))

    def keep_edits(self, record: Record) -> None:
        """Replaces the edits alone, in one transaction: for those that change nothing else in the record."""
        with self.transaction():
            self._replace("edits", rows("edits", Edit, record))

    def articles(self) -> Iterator[Article]:
        """The articles, in the order of the record."""
        texts = dict(self._db.execute("SELECT id, text FROM articles"))
        return (replace(a, text=texts[a.id]) for a in self._list("articles", Article))

    def _list(self, name: str, shape: type[T]) -> Iterator[T]:
        decoder = msgspec.json.Decoder(shape)
        for (text,) in self._db.execute(f"SELECT json FROM {name} ORDER BY ord"):  # noqa: S608
            try:
                yield decoder.decode(text)
            except msgspec.DecodeError as error:
                raise RecordError(f"{self.path}: {name} is damaged: {error}") from error

    def select(self, statement: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """The rows of a SELECT over the record's tables. Raises `RecordError` when the file is damaged."""
        try:
            return self._db.execute(statement, tuple(values)).fetchall()
        except sqlite3.DatabaseError as error:
            raise RecordError(f"{self.path}: {_plain(error)}") from error

    def dated(self) -> list[DatedSentence]:
        """Every dated sentence, by article and place."""
        rows = self._db.execute('SELECT article, start, "end", date, basis, place FROM dated ORDER BY 1, 2, 4, 5')
        return [DatedSentence(Span(a, s, e), date, basis, place) for a, s, e, date, basis, place in rows]


def open_record(path: Path) -> Record:
    """The whole record in the file at `path`. Raises `RecordError` when it is no record or is damaged."""
    with Store(path) as store:
        return store.record()


def _connect(path: Path, create: bool) -> sqlite3.Connection:
    mode = "rwc" if create else "ro"
    uri = path.absolute().as_uri() + f"?mode={mode}"
    db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=30)
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cache_size = -65536")
    return db


def _plain(error: BaseException) -> str:
    """SQLite's and the system's reasons in the words that a user needs."""
    text = str(error)
    if "not a database" in text:
        return "is no onrecord record"
    if "readonly" in text or "unable to open" in text:
        return "cannot be opened for writing or does not exist"
    if "disk is full" in text or "disk I/O" in text:
        return "the disk is full or failing; nothing was changed"
    if "locked" in text:
        return "another build is writing to it"
    return text


def _pack(value: object) -> bytes:
    return zlib.compress(msgspec.json.encode(value), 3)


def _inflate(blob: bytes) -> bytes:
    worker = zlib.decompressobj()
    try:
        data = worker.decompress(blob, MAX_BLOB)
    except zlib.error as error:
        raise RecordError(f"a damaged blob: {error}") from error
    if worker.unconsumed_tail:
        raise RecordError(f"a blob of more than {MAX_BLOB} bytes")
    return data


def _unpack(blob: bytes, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(_inflate(blob), type=shape)
    except msgspec.DecodeError as error:
        raise RecordError(f"damaged findings: {error}") from error
