"""The JSON document: shape, bytes, schema."""

from __future__ import annotations

import dataclasses
import json
import typing
from dataclasses import fields, replace

import jsonschema
import pytest

from onrecord import model
from onrecord.errors import RecordError
from onrecord.model import BuiltWith, Record
from onrecord.write.json import to_json
from onrecord.write.schema import schema

EMPTY = Record("1.0", "", BuiltWith("0", "m", "d", "s"))


def test_export_follows_its_schema(record: Record) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    validator = jsonschema.Draft202012Validator(schema())
    validator.validate(json.loads(to_json(record)))
    validator.validate(json.loads(to_json(EMPTY)))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda d: d.pop("events"), "missing list"),
        (lambda d: d["articles"][0].pop("url"), "missing field"),
        (lambda d: d["events"][0].update(date="21 October"), "date that is not EDTF"),
        (lambda d: d["events"][0].update(weight=2), "share above one"),
        (lambda d: d["quotations"][0].update(type="said"), "unknown code"),
        (lambda d: d["quotations"][0].update(id=7), "id that is no string"),
        (lambda d: d["times"][0]["span"].update(start=-1), "negative offset"),
    ],
)
def test_schema_refuses(record: Record, change: typing.Callable[[typing.Any], object], where: str) -> None:
    document = json.loads(to_json(record))
    change(document)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema(), jsonschema.Draft202012Validator)


def test_every_field_is_there_and_lists_are_never_absent() -> None:
    assert list(json.loads(to_json(EMPTY))) == [f.name for f in fields(Record)]
    assert to_json(EMPTY).endswith(b"}\n")


def test_spans_and_text_survive(record: Record) -> None:
    document = json.loads(to_json(record))
    texts = {a["id"]: a["text"] for a in document["articles"]}
    assert texts == {a.id: a.text for a in record.articles}
    span = document["quotations"][0]["content"][1]
    assert texts[span["article"]][span["start"] : span["end"]] == "It was already moving."


def test_one_line_for_each_member_of_a_list(record: Record) -> None:
    members = sum(len(v) for f in fields(record) if isinstance(v := getattr(record, f.name), tuple))
    lines = to_json(record).decode().split("\n")
    assert sum(line.startswith("{") and not line.startswith('{"onrecord"') for line in lines) == members


def test_numbers_have_four_decimals(record: Record) -> None:
    document = json.loads(to_json(record))
    assert document["events"][2]["weight"] == 0.6667
    assert document["figures"][1]["value"] == 41.0
    assert document["quotations"][2]["confidence"] == 0.9123


def test_no_kind_of_number_is_forgotten() -> None:
    """Numbers that are not whole stand in just the three fields that `to_json` rounds."""
    hints = [
        f"{name}.{field}"
        for name in json.loads(json.dumps(schema()))["$defs"]
        if dataclasses.is_dataclass(getattr(model, name, None))
        for field, hint in typing.get_type_hints(getattr(model, name)).items()
        if "float" in str(hint)
    ]
    assert sorted(hints) == ["Event.weight", "Figure.value", "Quotation.confidence"]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_not_finite_is_refused(record: Record, value: float) -> None:
    broken = replace(record, figures=(replace(record.figures[0], value=value),))
    with pytest.raises(RecordError, match="not finite"):
        to_json(broken)


def test_zero_has_no_sign(record: Record) -> None:
    assert b"-0.0" not in to_json(replace(record, figures=(replace(record.figures[0], value=-0.00001),)))


def test_keys_of_args_are_in_order(record: Record) -> None:
    turned = replace(record.differences[0], args={"other": "2", "one": "3"})
    assert to_json(replace(record, differences=(turned, record.differences[1]))) == to_json(record)
