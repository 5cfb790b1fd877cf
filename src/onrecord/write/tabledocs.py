"""What the tables of a record file hold, in words: the shape of `words/tables.toml`."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["ReadyQuery", "TableDoc", "Tables"]


@dataclass(frozen=True, slots=True)
class TableDoc:
    """A table or view: what it holds, its columns to be explained, those explained for it alone, facets, its index."""

    about: str
    shown: tuple[str, ...]
    columns: dict[str, str] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    index: str | None = None


@dataclass(frozen=True, slots=True)
class ReadyQuery:
    """A question that people ask, in SQL; `:name` is what they fill in."""

    title: str
    about: str
    sql: str


@dataclass(frozen=True, slots=True)
class Tables:
    """`words/tables.toml`: `columns` explains those that several tables have, `hidden` names what is not for people."""

    columns: dict[str, str]
    hidden: tuple[str, ...]
    tables: dict[str, TableDoc]
    queries: dict[str, ReadyQuery]
