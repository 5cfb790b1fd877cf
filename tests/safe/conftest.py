"""A record that a test may damage."""

from pathlib import Path
from shutil import copy

import pytest

from onrecord import pipeline

STORY = Path(__file__).parents[1] / "golden" / "story"


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    path = tmp_path_factory.mktemp("built") / "s.record"
    pipeline.build([STORY], path)
    return path


@pytest.fixture
def record(built, tmp_path):
    return Path(copy(built, tmp_path / "s.record"))
