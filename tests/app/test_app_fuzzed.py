"""The API under requests that its description allows, and some that it does not: no failure, no answer out of shape."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

from asking import PORT, TOKEN
from onrecord.app import make_app

if os.environ.get("CI"):
    import schemathesis
else:
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")

from schemathesis import checks as checking

CHECKS = [
    checking.not_a_server_error, checking.response_schema_conformance, checking.status_code_conformance,
    checking.content_type_conformance,
]  # fmt: skip
HEADERS = {"host": f"127.0.0.1:{PORT}", "x-onrecord-token": TOKEN}
EXAMPLES = 15
"""Requests for each operation, right and wrong ones each."""


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda m: m.value)
def test_no_answer_is_out_of_shape(copied: Callable[[], Path], mode: schemathesis.GenerationMode) -> None:
    app = make_app(copied(), PORT, token=TOKEN)
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=HEADERS)
    tried: list[str] = []
    for result in schema.get_all_operations():
        operation = result.ok()

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def holds(case: schemathesis.Case) -> None:
            case.call_and_validate(headers=HEADERS, checks=CHECKS)

        try:
            holds()
            tried.append(operation.label)
        except Unsatisfiable:
            assert mode is schemathesis.GenerationMode.NEGATIVE  # what asks for nothing cannot be asked wrongly
    assert len(tried) >= 15
