"""The JSON export of a two-article story, byte for byte as it was when somebody last read it through.

A change here is a change of the record: read the difference, and if it is meant, write the file anew with

    ONRECORD_WRITE_GOLDEN=1 pytest tests/test_golden.py
"""

import os
from pathlib import Path

import jsonschema
import msgspec

from onrecord import pipeline
from onrecord.store import open_record
from onrecord.write.json import to_json
from onrecord.write.schema import schema

HERE = Path(__file__).parent / "golden"


def test_the_export_is_what_it_was(tmp_path):
    pipeline.build([HERE / "story"], tmp_path / "s.record", story="The Marigold")
    now = to_json(open_record(tmp_path / "s.record"))
    golden = HERE / "story.json"
    if os.environ.get("ONRECORD_WRITE_GOLDEN"):
        golden.write_bytes(now)
    then = msgspec.json.decode(golden.read_bytes())
    current = msgspec.json.decode(now)
    for name in then:
        if name != "built_with":
            assert current[name] == then[name], name
    assert current.keys() == then.keys()
    jsonschema.validate(current, schema())
