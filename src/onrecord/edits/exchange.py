"""Edits as TOML, to be read, kept under version control, and taken over into another record of the same coverage."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Sequence

from onrecord.edits.verbs import about, checked
from onrecord.errors import OnrecordError, QueryError
from onrecord.model import Edit

__all__ = ["added", "from_toml", "to_toml"]

_TEXTS = ("verb", "target", "value", "when")


def to_toml(edits: Iterable[Edit]) -> str:
    """`[[edit]]` tables in order, each under a comment that says in a few words what it does."""
    head = "# Corrections made by hand; onrecord edit RECORD import takes them over.\n"
    return head + "".join(map(_table, edits))


def _table(edit: Edit) -> str:
    lines = [f"{key} = {_quoted(getattr(edit, key))}" for key in _TEXTS]
    title = _printable(f"{edit.verb}: {about(edit.target)}")
    return "\n".join([f"\n# {title}", "[[edit]]", *lines, f"undone = {str(edit.undone).lower()}", ""])


def _quoted(text: str) -> str:
    """A literal string where it can be one, since targets have quotation marks in them; else one with escapes.

    Those are JSON's, but that TOML wants DEL escaped too.
    """
    if "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in text)


def from_toml(text: str) -> list[Edit]:
    """The edits in a document that `to_toml` wrote. Raises `QueryError` that says which one is wrong, and why."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise QueryError(f"is no TOML: {error}") from None
    tables = found.get("edit", [])
    if set(found) - {"edit"} or not isinstance(tables, list):
        raise QueryError("holds something else than [[edit]] tables")
    return [_edit(n, table) for n, table in enumerate(tables, 1)]


def _edit(number: int, table: object) -> Edit:
    if not isinstance(table, dict) or set(table) - {*_TEXTS, "undone"}:
        raise QueryError(f"edit {number} has other keys than {', '.join(_TEXTS)} and undone")
    texts = {key: table.get(key, "") for key in _TEXTS}
    undone = table.get("undone", False)
    if not all(isinstance(v, str) for v in texts.values()) or not isinstance(undone, bool):
        raise QueryError(f"edit {number} has a value of the wrong type")
    try:
        return checked(Edit(**texts, undone=undone))
    except OnrecordError as error:
        raise QueryError(f"edit {number}: {error}") from None


def added(edits: Sequence[Edit], more: Iterable[Edit]) -> list[Edit]:
    """`edits` and those of `more` that are not among them; one that was undone on either side stays undone."""
    found = list(edits)
    place = {_same(e): n for n, e in enumerate(found)}
    for edit in more:
        if (at := place.get(_same(edit))) is None:
            place[_same(edit)] = len(found)
            found.append(edit)
        elif edit.undone and not found[at].undone:
            found[at] = edit
    return found


def _same(edit: Edit) -> tuple[str, str, str, str]:
    return edit.verb, edit.target, edit.value, edit.when
