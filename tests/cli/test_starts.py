"""Commands that find nothing new start without the language model's library, which takes most of a second to import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from onrecord import pipeline

PROGRAM = """
import sys
from onrecord.cli import cli
try:
    cli(sys.argv[1:])
finally:
    print("imported:", *sorted({"spacy", "thinc"} & set(sys.modules)), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("story")
    (folder / "one.txt").write_text("The pier fell on 4 May 2021, said Marta Quill, the mayor of Port Ellery.\n")
    (folder / "two.txt").write_text("The pier of Port Ellery was rebuilt in 2023, the council said.\n")
    pipeline.build([folder], folder / "s.record")
    return folder / "s.record"


@pytest.mark.parametrize(
    "command",
    ["--help", "build --help", "show R", "timeline R", "quotes R", "people R", "differences R", "sources R --json",
     "export R --format json", "check R", "diff R R", "schema", "remove R two.txt", "remove R two.txt --undo"],
)  # fmt: skip
def test_a_command_starts_without_the_language_model(command: str, record: Path) -> None:
    arguments = [str(record) if word == "R" else word for word in command.split()]
    done = subprocess.run([sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "imported:"


def test_a_build_imports_it(record: Path) -> None:
    arguments = ["build", str(record.parent / "one.txt"), "-o", str(record.parent / "t.record")]
    done = subprocess.run([sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == "imported: spacy thinc"
