"""What can go wrong, as one tree, and what is set aside instead of going wrong.

    OnrecordError
    ├── InputError        an input that cannot be read: the message names it and says why
    ├── RecordError       a record file that is no record, is damaged, or is of a newer format
    ├── QueryError        a question to a record that makes no sense: a date that is no date, an unknown article
    └── ModelError        the language model is missing, or is not the one whose digest is pinned

The commands print these as one line and exit with 1. Any other exception that leaves the program is a bug.
A single bad input never raises during a build: it becomes a `Problem`, one line on stderr and a row in the record.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["InputError", "ModelError", "OnrecordError", "Problem", "QueryError", "RecordError"]


class OnrecordError(Exception):
    """Base of every error that onrecord raises on purpose."""


class InputError(OnrecordError):
    """An input that cannot be read."""


class RecordError(OnrecordError):
    """A file that is no record, a damaged record, or one of a format that this version cannot open."""


class QueryError(OnrecordError):
    """A question that a record cannot be asked: a malformed date, an article that is not there."""


class ModelError(OnrecordError):
    """The language model is missing or is not the one that the settings name."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An input or an item that was set aside while reading, and why.

    `what` is the kind of thing (`file`, `article`, `line`, …), `path` names it as the user knows it,
    `why` is one plain sentence without a full stop.
    """

    what: str
    path: str
    why: str

    def __str__(self) -> str:
        return f"{self.path}: {self.why}"
