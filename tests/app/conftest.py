"""The sample story's record, built once, and the app that serves it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from asking import BASE, PORT, TOKEN
from onrecord import pipeline
from onrecord.app import make_app
from onrecord.sample import STORY, story_folder


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the sample story: read it, and copy it to write."""
    path = tmp_path_factory.mktemp("app") / "sample.record"
    with story_folder() as folder:
        pipeline.build([folder], path, story=STORY)
    return path


@pytest.fixture(scope="session")
def client(sample: Path) -> Iterator[TestClient]:
    """Asks the app; what it serves is not to be changed."""
    with TestClient(make_app(sample, PORT, token=TOKEN), base_url=BASE) as asking:
        yield asking


@pytest.fixture(scope="session")
def copied(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """A copy of the sample's record, to be written to."""

    def copy() -> Path:
        return Path(shutil.copy(sample, tmp_path_factory.mktemp("copy") / "story.record"))

    return copy


@pytest.fixture(scope="module")
def writing(copied: Callable[[], Path]) -> Iterator[TestClient]:
    """Asks an app whose record may be changed."""
    with TestClient(make_app(copied(), PORT, token=TOKEN), base_url=BASE) as asking:
        yield asking
