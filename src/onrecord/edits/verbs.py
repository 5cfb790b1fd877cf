"""The verbs: what each may be about, and what its value has to be."""

from __future__ import annotations

import re

from onrecord.edits.places import Target, target_of
from onrecord.edtf import bounds
from onrecord.errors import QueryError, RecordError
from onrecord.model import Edit

__all__ = ["FIELDS", "GROUPED", "QUIET", "VERBS", "about", "byline_of", "checked", "given"]

_JOINED = frozenset({"person", "utterance", "quotation", "event"})

FIELDS = {"published": "article", "outlet": "article", "byline": "article", "speaker": "quotation", "date": "event"}
"""What `set` sets, and of what."""

VERBS: dict[str, frozenset[str]] = {
    "merge": _JOINED,
    "split": _JOINED,
    "reject": _JOINED | {"difference"},
    "pin": _JOINED,
    "accept": frozenset({"difference"}),
    "dismiss": frozenset({"difference"}),
    "note": _JOINED | {"article", "difference"},
    **{f"set {field}": frozenset({kind}) for field, kind in FIELDS.items()},
}
"""Verb → the kinds of things that it may be about."""

QUIET = frozenset({"accept", "note"})
"""Verbs that are only shown: nothing has to be joined again for them."""

GROUPED: dict[str, tuple[str, ...]] = {
    "person": ("person",), "utterance": ("utterance", "quotation"), "event": ("event",)
}  # fmt: skip
"""What the join groups → the kinds of targets that may stand for a group: a quotation does for its utterance."""

_PUBLISHED = re.compile(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?")
"""Dates that an article can have been published on: nothing about them is uncertain."""

_DATE = re.compile(r"\d{4}(-\d\d){0,2}[~?%]?(/\d{4}(-\d\d){0,2}[~?%]?)?")

TEXT = 48
"""Characters of the words that tell what an edit is about in a line."""


def about(line: str) -> str:
    """What an edit's target, or a value that is one, is about in a few words: `person “Ann Roe”`; else the line."""
    try:
        target = target_of(line)
    except RecordError:
        return _short(line)
    return f"{target.kind} “{_short(target.places[0].text)}”"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= TEXT else words[: TEXT - 1] + "…"


def given(edit: Edit) -> str:
    """What an edit was given besides its target, in words; nothing for a pin, which keeps what is there."""
    if edit.verb == "pin":
        return ""
    if edit.verb == "split":
        try:
            value = target_of(edit.value)
        except RecordError:
            return _short(edit.value)
        return "; ".join(f"“{_short(place.text)}”" for place in value.places)
    if edit.verb == "merge" or (edit.verb == "set speaker" and edit.value):
        return about(edit.value)
    return edit.value or ("none" if edit.verb.startswith("set ") else "")


def byline_of(value: str) -> tuple[str, ...]:
    """The names in a byline that was set: `Jane Orr; Tom Ash`."""
    return tuple(name for part in value.split(";") if (name := " ".join(part.split())))


def checked(edit: Edit) -> Edit:
    """`edit`, if it can be applied at all. Raises `QueryError` with the reason when it cannot."""
    kinds = VERBS.get(edit.verb)
    if kinds is None:
        raise QueryError(f"{edit.verb!r} is no verb of an edit")
    try:
        target = target_of(edit.target)
        if target.kind not in kinds:
            raise QueryError(f"{edit.verb} is not for a thing of the kind {target.kind}")
        if target.kind == "difference" and len(target.places) != 2:
            raise QueryError("a difference is known by two places")
        bare = [p for p in target.places if p.start is None]
        if bool(bare) != (target.kind == "article"):
            raise QueryError(f"{about(edit.target)} lacks its place")
        _check_value(edit, target)
    except RecordError as error:
        raise QueryError(str(error)) from None
    if edit.when:
        bounds(edit.when)
    try:
        edit.value.encode()
    except UnicodeEncodeError:
        raise QueryError("the value is no UTF-8") from None
    return edit


def _check_date(value: str, shape: re.Pattern[str]) -> None:
    """Raises `QueryError` for what is no date, has a time of day, or is open at an end: it would place nothing."""
    bounds(value)
    if not shape.fullmatch(value):
        raise QueryError(f"{value!r} is not a day, month, year or a range of them")


def _check_value(edit: Edit, target: Target) -> None:
    """Raises `QueryError` or `RecordError` when the value does not go with the verb."""
    match edit.verb:
        case "merge" | "split":
            target_of(edit.value)
        case "pin" if target.kind != "quotation":
            if code := target_of(edit.value).code:
                bounds(code)
        case "set speaker" | "pin" if edit.value:
            if target_of(edit.value).kind != "person":
                raise QueryError("a speaker is a person of the record")
        case "set published" | "set date":
            _check_date(edit.value, _PUBLISHED if edit.verb == "set published" else _DATE)
        case "note" if not edit.value.strip():
            raise QueryError("a note has words")
