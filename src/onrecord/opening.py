"""Opening a record file: what it must be, what is mended or brought up to date, and what is refused.

A record may come from a stranger, and a build may have been cut off in the middle of a write:

* a half-done write is rolled back, as SQLite does, also when the record is only to be read;
* the tables, views and indexes must be those that onrecord makes, to the letter, and there may be no triggers, so that
  nothing of a stranger's making runs when the record is read or written; what SQLite may be made to do has bounds;
* a record of an older version is brought up to date: in place and with a backup beside it when it is to be written,
  in a temporary copy when it is only read; one of a newer version is refused, with the version that reads it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import Literal

from onrecord.errors import RecordError
from onrecord.settings import FORMAT
from onrecord.tables import APPLICATION_ID, NEEDS, SCHEMA, SCHEMA_VERSION

__all__ = ["MAX_BLOB", "Mode", "opened", "reason"]

Mode = Literal["read", "write", "create"]

MAX_BLOB = 256 * 2**20
"""Largest blob accepted from a record file, in bytes, packed or unpacked."""
OLDEST = 2
"""The oldest version of the tables that can be brought up to date; version 1 was never published."""
BUSY_SECONDS = 120.0
"""How long SQLite waits for others: a reader for the end of one write, a write for all who are reading."""

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: MAX_BLOB,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 10,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
"""What SQLite may be made to do, far above what a record needs."""


Fill = Callable[[sqlite3.Connection], None]
"""Makes what can be made of a record's lists (columns for people, indexes) anew, after they were carried over."""


def opened(path: Path, mode: Mode, fill: Fill) -> sqlite3.Connection:
    """The record at `path`, checked and of this version; `create` makes one if nothing is there.

    Raises `RecordError` when it is something else than a record, or one that this version cannot or must not open.
    """
    try:
        if path.exists() and not path.is_file():
            raise RecordError(f"{path}: is no record but a folder or device")
        if mode != "create" and not (path.exists() and path.stat().st_size):
            raise RecordError(f"{path}: no such record")
        db = _connected(path, mode)
        try:
            return _current(db, path, mode, fill)
        except BaseException:
            db.close()
            raise
    except UnicodeDecodeError as error:  # SQLite's own message quotes the damaged schema
        raise RecordError(f"{path}: its tables are damaged") from error
    except (sqlite3.Error, OSError) as error:
        if mode == "read" and "readonly" in str(error):
            why = "a write to it was cut off, which can only be taken back where its folder can be written to"
            raise RecordError(f"{path}: {why}") from error
        raise RecordError(f"{path}: {reason(error)}") from error


def _connected(path: Path, mode: Mode) -> sqlite3.Connection:
    if mode == "read":
        _rolled_back(path)
    db = sqlite3.connect(
        path.absolute().as_uri() + {"read": "?mode=ro", "write": "?mode=rw", "create": "?mode=rwc"}[mode],
        uri=True, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=mode != "read",
    )  # fmt: skip
    _bounded(db)
    if mode != "read":
        # What the join has made is in memory anyway; put out before the end, it would lock readers out till the end.
        db.execute("PRAGMA cache_spill = OFF")
    return db


def _bounded(db: sqlite3.Connection) -> None:
    for limit, most in _LIMITS.items():
        db.setlimit(limit, most)
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    db.execute("PRAGMA cache_size = -65536")


def _rolled_back(path: Path) -> None:
    """Has SQLite take back a write that was cut off; a connection that only reads cannot.

    One that is under way is left alone: SQLite can tell by its locks.
    """
    path = path.resolve()  # as SQLite does: the journal lies beside the file, not beside a link to it
    if not path.with_name(path.name + "-journal").exists():
        return
    uri = path.as_uri() + "?mode=rw"
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)) as db:
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _current(db: sqlite3.Connection, path: Path, mode: Mode, fill: Fill) -> sqlite3.Connection:
    """The connection, or one to a copy of this version; a new record where there is nothing and one may be made."""
    if not _pragma(db, "page_count"):
        if mode != "create":
            raise RecordError(f"{path}: no such record")
        _make(db)
        return db
    if _pragma(db, "application_id") != APPLICATION_ID:
        raise RecordError(f"{path}: is no onrecord record")
    version = _pragma(db, "user_version")
    _refuse_strange(db, path, version)
    _refuse_newer(db, path, version)
    if version == SCHEMA_VERSION:
        return db
    if mode == "read":
        # A temporary file, gone with the connection.
        copy = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        _bounded(copy)
        db.backup(copy)
        db.close()
        db = copy
    else:
        _back_up(db, path, version)
    _upgrade(db, path, fill)
    return db


def _pragma(db: sqlite3.Connection, name: str) -> int:
    (value,) = db.execute(f"PRAGMA {name}").fetchone()
    return int(value)


# ------------------------------------------------------------------ a new record
def _make(db: sqlite3.Connection) -> None:
    db.execute("BEGIN IMMEDIATE")
    _lay(db)
    db.executemany("INSERT INTO meta VALUES (?, ?)", (("onrecord", FORMAT), ("needs", NEEDS)))
    db.execute("COMMIT")


def _lay(db: sqlite3.Connection) -> None:
    """Lays out the tables of this version."""
    for statement in SCHEMA.split(";\n"):
        if statement.strip():
            db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


# ------------------------------------------------------------------ what is refused
_VIRTUAL = re.compile(r"\s*CREATE\s+VIRTUAL\b", re.IGNORECASE)

Entry = tuple[str, str, str, str]
"""An entry of SQLite's schema: type, name, table and SQL, white space collapsed."""


def _entries(db: sqlite3.Connection) -> set[Entry]:
    rows = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {(str(kind), str(name), str(table), re.sub(r"\s+", " ", str(sql))) for kind, name, table, sql in rows}


@cache
def _laid() -> frozenset[Entry]:
    """What a record of this version has."""
    with closing(sqlite3.connect(":memory:")) as db:
        _lay(db)
        return frozenset(_entries(db))


def _refuse_strange(db: sqlite3.Connection, path: Path, version: int) -> None:
    """Raises when there is anything that might run when the record is read or written, or that is not as it was made.

    Tables that other programs have added do nothing, and are left alone. Of an older version nothing but the triggers
    can be told, and views in the place of tables; other views and indexes are thrown away unseen.
    """
    here = _entries(db)
    ours = {name for _, name, _, _ in _laid()}
    tables = {name for kind, name, _, _ in _laid() if kind == "table"}
    if version != SCHEMA_VERSION:
        strange = {e for e in here if e[0] == "trigger" or (e[0] == "view" and e[1] in tables)}
    else:
        strange = {e for e in here - _laid() if e[0] in ("trigger", "view") or e[1] in ours or e[2] in ours}
    if strange:
        kind, name, *_ = min(strange)
        raise RecordError(f"{path}: holds a {kind} {name!r} that is not of onrecord's making")
    if version == SCHEMA_VERSION and (missing := sorted(_laid() - here)):
        raise RecordError(f"{path}: is damaged: it has no {missing[0][0]} {missing[0][1]!r}")


def _refuse_newer(db: sqlite3.Connection, path: Path, version: int) -> None:
    meta = dict(db.execute("SELECT key, value FROM meta WHERE key IN ('onrecord', 'needs')").fetchall())
    written = str(meta.get("onrecord", "1.0"))
    if version > SCHEMA_VERSION or _numbers(written) > _numbers(FORMAT):
        needs = f"onrecord {str(meta['needs'])[:20]} or newer" if "needs" in meta else "a newer onrecord"
        raise RecordError(f"{path}: has format {written[:20]} in tables of version {version}; it needs {needs}")
    if version < OLDEST:
        raise RecordError(f"{path}: has tables of version {version}, older than any that can be read; build it anew")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() and len(part) < 6 else 0 for part in version.split(".")[:2])


# ------------------------------------------------------------------ an older record
def _back_up(db: sqlite3.Connection, path: Path, version: int) -> None:
    """A copy beside the record, `STORY.record.bak-<version of its tables>`; one that is there already stays."""
    backup = path.with_name(f"{path.name}.bak-{version}")
    if backup.exists():
        return
    part = path.with_name(f"{backup.name}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part)) as copy:
            db.backup(copy)
        part.replace(backup)
    finally:
        part.unlink(missing_ok=True)


def _upgrade(db: sqlite3.Connection, path: Path, fill: Fill) -> None:
    """Brings tables of an older version up to date, in one transaction.

    Rows are carried over by the names of their columns; what can be made of them is made anew. Findings are kept by a
    key that has the version in it, so the next build makes them again.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        old = _tables(_entries(db))
        for kind, name, _, sql in sorted(_entries(db)):
            if kind in ("view", "index") or _VIRTUAL.match(sql):
                db.execute(f'DROP {kind} IF EXISTS "{_quoted(name)}"')
        kept = sorted(old & _tables(_laid()))
        for name in kept:
            db.execute(f"ALTER TABLE {name} RENAME TO old_{name}")
        _lay(db)
        for name in kept:
            columns = ", ".join(f'"{c}"' for c in _columns(db, f"old_{name}") if c in set(_columns(db, name)))
            db.execute(f"INSERT INTO {name}({columns}) SELECT {columns} FROM old_{name}")  # noqa: S608
            db.execute(f"DROP TABLE old_{name}")
        db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", (("onrecord", FORMAT), ("needs", NEEDS)))
        _refuse_strange(db, path, SCHEMA_VERSION)
        fill(db)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _tables(entries: Iterable[Entry]) -> set[str]:
    """The names of plain tables, those left out that belong to full-text indexes."""
    found = {name: bool(_VIRTUAL.match(sql)) for kind, name, _, sql in entries if kind == "table"}
    indexes = tuple(f"{name}_" for name, virtual in found.items() if virtual)
    return {name for name, virtual in found.items() if not virtual and not name.startswith(indexes)}


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [str(name) for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def _quoted(name: str) -> str:
    return name.replace('"', '""')


# ------------------------------------------------------------------ what went wrong
def reason(error: BaseException) -> str:
    """SQLite's and the system's reasons in the words that a user needs."""
    text = str(error)
    for signs, why in _REASONS:
        if any(sign in text for sign in signs):
            return why
    return text


_REASONS = (
    (("not a database",), "is no onrecord record"),
    (("readonly", "unable to open", "Permission denied"), "cannot be opened for writing or does not exist"),
    (("is full", "disk I/O", "No space", "too large"), "the disk is full or failing; nothing was changed"),
    (("locked",), "is in use by another program; nothing was changed"),
    (("malformed", "Could not decode", "no such column", "no such table"), "is damaged"),
)
