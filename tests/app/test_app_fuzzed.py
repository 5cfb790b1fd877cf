"""The API under requests that its description allows, and some that it does not: no failure, no answer out of shape."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from asking import BASE, PORT, TOKEN
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


@pytest.fixture(scope="module")
def described(copied: Callable[[], Path]) -> Iterator[object]:
    yield schemathesis.openapi.from_asgi("/api/openapi.json", make_app(copied(), PORT, token=TOKEN), base_url=BASE)


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(
    max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_no_answer_is_out_of_shape(case: schemathesis.Case) -> None:
    headers = {"host": f"127.0.0.1:{PORT}", "x-onrecord-token": TOKEN}
    case.call_and_validate(headers=headers, checks=CHECKS, base_url=BASE)
