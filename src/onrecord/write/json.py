"""The record as one JSON document: the published format, the same bytes for the same record.

The classes of `model` are the format: field names, order and nesting. UTF-8; one line for each member of a list, so
that line-based tools (diff, grep, git) serve; numbers that are not whole have at most four decimals.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from math import isfinite

import msgspec

from onrecord.errors import RecordError
from onrecord.model import Record

__all__ = ["to_json"]

DECIMALS = 4
"""Decimals of a number, by the format."""


def to_json(record: Record) -> bytes:
    """`record` as the JSON document of the published format, with a line end at the end.

    Raises `RecordError` when a number is not finite: JSON has no such numbers, and none may be written as null.
    """
    clean = _rounded(record)
    members = (_member(f.name, getattr(clean, f.name)) for f in fields(clean))
    return b"{" + b",\n".join(members) + b"}\n"


def _member(name: str, value: object) -> bytes:
    encode = msgspec.json.Encoder(order="deterministic").encode
    if isinstance(value, tuple) and value:
        return encode(name) + b":[\n" + b",\n".join(encode(item) for item in value) + b"\n]"
    return encode(name) + b":" + encode(value)


def _rounded(record: Record) -> Record:
    """The record with every number of every kind that is not whole rounded: these three are all there are."""
    return replace(
        record,
        figures=tuple(replace(f, value=_number(f.value, (f.span,))) for f in record.figures),
        quotations=tuple(replace(q, confidence=_number(q.confidence, q.content)) for q in record.quotations),
        events=tuple(replace(e, weight=_number(e.weight, (e.headline,))) for e in record.events),
    )


def _number(value: float, where: Iterable[object]) -> float:
    if not isfinite(value):
        raise RecordError(f"a number that is not finite at {next(iter(where), 'an unknown place')}")
    return round(value, DECIMALS) + 0.0  # + 0.0: no negative zero
