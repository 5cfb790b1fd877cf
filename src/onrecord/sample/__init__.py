"""The bundled sample story: ten articles, by outlets that do not exist, about a ferry accident that never happened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

__all__ = ["STORY", "story_folder"]

STORY = "The Heron"
"""The sample story's name."""


@contextmanager
def story_folder() -> Iterator[Path]:
    """The folder with the story's articles, on disk for as long as the context lasts."""
    with as_file(files("onrecord.sample") / "story") as folder:
        yield folder
