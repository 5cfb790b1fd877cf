"""Broken files of every format are set aside or read as far as they go: no exception, no hang, nothing half-written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from mutants import mutants, tried
from seeds import SEEDS, TITLE, seed

from onrecord.clean import clean
from onrecord.errors import Problem
from onrecord.model import Cleaned, Source
from onrecord.read import READERS, read_inputs
from onrecord.settings import Settings


@pytest.mark.parametrize("kind", sorted(set(SEEDS) - {"addresses"}))
def test_the_whole_file_is_read(kind: str, tmp_path: Path) -> None:
    name, data = seed(kind)
    (tmp_path / name).write_bytes(data)
    items = list(read_inputs([tmp_path / name], Settings()))
    assert items
    for item in items:
        assert isinstance(item, Source), item
        made = clean(item, Settings())
        assert isinstance(made, Cleaned), made
        assert "Then it simply folded" in " ".join(made.article.text.split()) or made.article.read == "excerpt"
        assert made.article.title is None or TITLE in made.article.title


@pytest.mark.parametrize("kind", sorted(SEEDS))
def test_mutants(kind: str, tmp_path: Path) -> None:
    outcome = tried(kind, 50, tmp_path, every=25)
    assert outcome.mutants == 50
    assert not outcome.failures, "\n".join(outcome.failures)
    assert not list(tmp_path.iterdir())


def test_mutants_are_broken_and_the_same_each_time() -> None:
    whole = seed("html")[1]
    first = list(mutants("html", 30))
    assert first == list(mutants("html", 30))
    assert sum(data != whole for _, data in first) > 25


def test_every_format_has_a_seed(tmp_path: Path) -> None:
    from onrecord.read.sniff import kind_of

    kinds = {str(kind_of(name, data[:65536])) for name, data in (seed(kind) for kind in SEEDS)}
    inside = {"docx", "tar"}  # seen when the zip or gzip around them is opened
    assert kinds >= set(READERS) - inside, set(READERS) - kinds


def test_a_failure_would_be_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(source: Source, settings: Settings) -> Problem:
        raise KeyError("made up")

    monkeypatch.setattr("mutants.clean", failing)
    assert tried("text", 20, tmp_path).failures
