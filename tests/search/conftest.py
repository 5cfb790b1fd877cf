"""The invented story of the writers' tests, to be searched."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from onrecord.model import Record


@pytest.fixture(scope="session")
def record() -> Record:
    spec = spec_from_file_location("crane_story", Path(__file__).parents[1] / "write" / "conftest.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    made: Record = module.story()
    return made
