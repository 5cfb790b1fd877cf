"""onrecord reads the coverage of one story and puts on record what happened when, who said what, who is who, and where
the accounts differ: every line verbatim and traceable to its characters in its source.

    >>> from pathlib import Path
    >>> import onrecord
    >>> onrecord.build([Path("coverage")], Path("story.record"))  # doctest: +SKIP
    >>> record = onrecord.open_record(Path("story.record"))  # doctest: +SKIP
    >>> record.events[0].date  # doctest: +SKIP
    '2021-10-21'
"""

from __future__ import annotations

from pathlib import Path

from onrecord.check import Checked
from onrecord.check import check_record as check
from onrecord.errors import InputError, ModelError, OnrecordError, Problem, QueryError, RecordError
from onrecord.model import Record
from onrecord.pipeline import Built, build, remove
from onrecord.settings import Settings
from onrecord.span import Span, text_of
from onrecord.store import Store
from onrecord.version import __version__

__all__ = [
    "Built", "Checked", "InputError", "ModelError", "OnrecordError", "Problem", "QueryError", "Record", "RecordError",
    "Settings", "Span", "__version__", "build", "check", "open_record", "remove", "text_of",
]  # fmt: skip


def open_record(path: Path) -> Record:
    """The whole record in the file at `path`. Raises `RecordError` when it is no record or is damaged."""
    with Store(path) as store:
        return store.record()
