"""onrecord reads the coverage of one story and puts on record what happened when, who said what, who is who, and where
the accounts differ: every line verbatim and traceable to its characters in its source.

    >>> from pathlib import Path
    >>> import onrecord
    >>> onrecord.build([Path("coverage")], Path("story.record"))  # doctest: +SKIP
    >>> record = onrecord.open_record(Path("story.record"))  # doctest: +SKIP
    >>> record.events[0].date  # doctest: +SKIP
    '2021-10-21'

The names below are loaded when they are first used: the language model's library takes over a second to import, and
nothing but a build needs it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from onrecord.version import __version__

if TYPE_CHECKING:
    from onrecord.errors import InputError, ModelError, OnrecordError, Problem, QueryError, RecordError
    from onrecord.model import Record
    from onrecord.pipeline import Built, build, remove
    from onrecord.proof import Checked, check
    from onrecord.read.fetch import Web
    from onrecord.settings import Settings, WebSettings
    from onrecord.span import Span, source_ranges, text_of
    from onrecord.store import Store, open_record
    from onrecord.textfragment import text_fragment

__all__ = [
    "Built", "Checked", "InputError", "ModelError", "OnrecordError", "Problem", "QueryError", "Record", "RecordError",
    "Settings", "Span", "Store", "Web", "WebSettings", "__version__", "build", "check", "open_record", "remove",
    "source_ranges", "text_fragment", "text_of",
]  # fmt: skip

_HOMES = {
    "errors": ("InputError", "ModelError", "OnrecordError", "Problem", "QueryError", "RecordError"),
    "model": ("Record",),
    "pipeline": ("Built", "build", "remove"),
    "proof": ("Checked", "check"),
    "read.fetch": ("Web",),
    "settings": ("Settings", "WebSettings"),
    "span": ("Span", "source_ranges", "text_of"),
    "store": ("Store", "open_record"),
    "textfragment": ("text_fragment",),
}


def __getattr__(name: str) -> object:
    """Loads a public name from the module that defines it."""
    for module, names in _HOMES.items():
        if name in names:
            value: object = getattr(import_module(f"onrecord.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
