"""The JSON Schema (2020-12) of the JSON document, made from the classes that are the format."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from onrecord.model import Record
from onrecord.settings import FORMAT

__all__ = ["schema"]

ID = f"urn:onrecord:record:{FORMAT}"

_DAY = r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(-[0-9]{2}(-[0-9]{2})?)?(T[0-9:.+Z-]*)?[~?%]?"
_EDTF = rf"^({_DAY}|(\.\.|{_DAY})?/(\.\.|{_DAY})?)$"

_STRINGS: dict[str, dict[str, Any]] = {
    "edtf": {"type": "string", "pattern": _EDTF, "description": "A date in EDTF (ISO 8601-2)."},
    "id": {"type": "string", "pattern": "^[a-z][0-9a-f]{16}$", "description": "An id made from content."},
    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "key": {"type": "string", "minLength": 1},
}  # fmt: skip

_FIELDS: dict[str, str] = {
    "edtf": "Article.published Article.updated Article.captured Time.edtf Role.as_of Age.as_of Proceeding.date "
    "Quotation.said Event.date Statement.as_of",
    "id": "Article.id Article.version_of Article.copy_of Span.article Person.id Role.by Relation.to Quotation.id "
    "Quotation.utterance Quotation.nested_in Speaker.person Utterance.id Utterance.speaker Utterance.base "
    "Reading.quotation Event.id Difference.id Statement.by",
    "key": "Article.key Time.value",
    "sha256": "Article.sha256 SourceRef.container",
}
_WHOLE = (
    "Span.start Span.end Block.start Block.end Portion.start Portion.end Alias.count Article.words Event.outlets "
    "Event.independent Age.age"
)
_SHARES = "Quotation.confidence Event.weight"


def schema() -> dict[str, Any]:
    """The schema of what `to_json` makes. Every field is required: an unknown is null, a missing list empty."""
    made = msgspec.json.schema(Record)
    parts: dict[str, Any] = made["$defs"]
    for part in parts.values():
        part["description"] = re.sub(r"\s+", " ", part.get("description", "")).strip()
        if "properties" not in part:
            continue  # a tuple: four numbers
        part["required"] = list(part["properties"])
        for field in part["properties"].values():
            field.pop("default", None)
    _refine(parts)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "onrecord record",
        "description": f"The record of a story, format {FORMAT}: what its coverage says, with the place of each item.",
        "$ref": made["$ref"],
        "$defs": _STRINGS | parts,
    }


def _refine(parts: dict[str, Any]) -> None:
    """Name the formats of strings and the ranges of numbers, which Python's types do not tell."""
    for kind, places in _FIELDS.items():
        for place in places.split():
            name, field = place.split(".")
            parts[name]["properties"][field] = _with_ref(parts[name]["properties"][field], f"#/$defs/{kind}")
    for place in _WHOLE.split():
        name, field = place.split(".")
        parts[name]["properties"][field]["minimum"] = 0
    for place in _SHARES.split():
        name, field = place.split(".")
        parts[name]["properties"][field] |= {"minimum": 0, "maximum": 1}


def _with_ref(field: dict[str, Any], ref: str) -> dict[str, Any]:
    if "anyOf" in field:
        return {"anyOf": [_with_ref(choice, ref) for choice in field["anyOf"]]}
    return {"$ref": ref} if field == {"type": "string"} else field
