"""The documents' commands are run, and what is shown of their output is what they print.

A block of `sh` in a Markdown file is run line by line in a folder of its own that holds `coverage/` (the sample story's
articles), `story.record` (built of them) and a `draft.txt`. What follows it at once as a block of `text` is what it
prints, where `…` stands for anything and a line with nothing else for any lines. HTML comments before a block say more:
`<!-- exit: 1 -->` how its last command ends, `<!-- file: NAME -->` that it is a file to be saved, `<!-- not run: WHY
-->` that it is left alone; those are listed here. Blocks of `python` are run too, and commands within a line of prose
that name a record, at the end of their page, where `STORY.record` is `story.record`.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import OnrecordError, build
from onrecord.cli import cli
from onrecord.sample import STORY, story_folder

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted(p for p in ROOT.glob("docs/**/*.md") if "reference" not in p.parts)]

NOT_RUN = {
    ("README.md", "install-and-demo"), ("README.md", "test"),  # run by .ci/run
    ("docs/cluster.md", "not run: needs an extra and takes half a minute to start"),
    ("docs/cluster.md", "not run: needs a cluster"),
    ("docs/contributing.md", "not run: runs all tests"),
    ("docs/contributing.md", "not run: .ci/run does, and it takes its time"),
    ("docs/contributing.md", "not run: fetches the list of packages"),
    ("docs/exports/datasette.md", "not run: serves until it is stopped"),
    ("docs/how-to/researcher.md", "not run: DuckDB is not among the development tools"),
    ("docs/tutorial.md", "not run: installs"),
}  # fmt: skip
"""The blocks that are not run, and why."""

UNRUN = r"--fetch|--format FORMAT|^onrecord (serve|mcp) "
"""A command in a line of prose that is not run: it goes over the network, serves, or FORMAT stands for any."""

FENCE = re.compile(r"(?:^<!-- ([^\n]+?) -->\n\s*)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A block of a page: what it is (a language), what a comment says of it, its text, what is shown after it."""

    kind: str
    comment: str
    text: str
    shown: str | None
    line: int


def examples(page: Path) -> Iterator[Example]:
    """The blocks of a page, in order; a block of text right after commands belongs to them."""
    text = page.read_text(encoding="utf-8")
    found = list(FENCE.finditer(text))
    for each, after in zip_longest(found, found[1:]):
        shown = None
        if after and after[2] == "text" and not after[1] and not text[each.end() : after.start()].strip():
            shown = after[3]
        yield Example(each[2], each[1] or "", each[3], shown, text.count("\n", 0, each.start(2)) + 1)


def in_prose(page: Path) -> list[str]:
    """The commands that stand in lines of prose and name a record."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    found = re.findall(r"`(onrecord \w[^`\[]*\.record[^`\[]*)`", text)
    return [command.replace("STORY.record", "story.record") for command in found if not re.search(UNRUN, command)]


# ------------------------------------------------------------------ running
def run(line: str) -> tuple[int, str]:
    """A line of a shell: its exit status and what it printed. onrecord alone is run in this process, which is quick."""
    status, printed = 0, ""
    for command in line.split(" && "):
        words = shlex.split(command, comments=True)
        if words[0] == "cd":
            os.chdir(words[1])
        elif words[0] == "onrecord" and words[-2:-1] == [">"]:
            status, text = run_here(words[1:-2])
            Path(words[-1]).write_text(text, encoding="utf-8")
        elif words[0] == "onrecord" and not re.search(r" [|<>] |\$\(", command):
            status, text = run_here(words[1:])
            printed += text
        else:
            status, text = run_in_shell(command)
            printed += text
        if status:
            break
    return status, printed


def run_here(arguments: list[str]) -> tuple[int, str]:
    """`onrecord` with these arguments, as `onrecord.cli.main` runs it."""
    done = CliRunner().invoke(cli, arguments)
    if isinstance(done.exception, OnrecordError):
        return 1, f"{done.output}onrecord: {done.exception}\n"
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def run_in_shell(command: str) -> tuple[int, str]:
    """A command of other programs; `onrecord` and `python` among them are those under test."""
    shims = f'onrecord() {{ "{sys.executable}" -m onrecord "$@"; }}; python() {{ "{sys.executable}" "$@"; }}; '
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", shims + command], env=environment, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout


def run_python(code: str) -> tuple[int, str]:
    """A block of Python, each on its own."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(code, "example", "exec"), {"__name__": "example"})
    return 0, printed.getvalue()


def run_all(example: Example) -> tuple[int, str]:
    """All lines of a block; every one but the last must end well."""
    if example.kind == "python":
        return run_python(example.text)
    lines = [x for x in example.text.replace("\\\n", " ").split("\n") if shlex.split(x, comments=True)]
    printed, status = "", 0
    for line in lines:
        assert status == 0, f"{line!r} comes after a command that failed:\n{printed}"
        status, text = run(line)
        printed += text
    return status, printed


def as_pattern(shown: str) -> str:
    """A pattern for what is shown, white space at the ends of lines aside."""
    pattern = ""
    for line in shown.rstrip().split("\n"):
        if line.strip() == "…":
            pattern += r"(?:[^\n]*\n)*?"
        else:
            pattern += r"[^\n]*?".join(re.escape(part) for part in line.rstrip().split("…")) + r"\n"
    return pattern


def trimmed(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.rstrip().split("\n"))


# ------------------------------------------------------------------ tests
@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample story and its record, built once."""
    folder = tmp_path_factory.mktemp("documents")
    with story_folder() as story:
        shutil.copytree(story, folder / "coverage")
    build([folder / "coverage"], folder / "story.record", story=STORY)
    (folder / "draft.txt").write_text("“Ask the river,” Owen Tallis said.\n", encoding="utf-8")
    return folder


def to_run(page: Path) -> list[Example]:
    """The blocks of a page that are run, or saved as files."""
    return [e for e in examples(page) if e.kind in ("sh", "python") or e.comment.startswith("file: ")]


@pytest.mark.parametrize(
    "page", [p for p in PAGES if to_run(p) or in_prose(p)], ids=lambda p: p.relative_to(ROOT).as_posix()
)
def test_what_a_page_shows_is_what_happens(
    page: Path, prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(prepared, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(os, "cpu_count", lambda: 1)  # the model is loaded already: a second process would load its own
    for example in to_run(page):
        where = f"{page.name}:{example.line}"
        if example.comment.startswith("file: "):
            Path(example.comment.removeprefix("file: ")).write_text(example.text, encoding="utf-8")
            continue
        if (page.relative_to(ROOT).as_posix(), example.comment) in NOT_RUN:
            continue
        wanted = re.fullmatch(r"exit: (\d)", example.comment)
        assert wanted or not example.comment.startswith(("not run", "exit")), f"{where}: not listed"
        status, printed = run_all(example)
        assert status == int(wanted[1] if wanted else 0), f"{where}:\n{example.text}\n{printed}"
        if example.shown is not None and not re.fullmatch(as_pattern(example.shown), trimmed(printed)):
            pytest.fail(f"{where}: {example.text}\nshown:\n{example.shown}\nprinted:\n{printed}", pytrace=False)
    for command in in_prose(page):
        status, printed = run(command)
        assert status == 0, f"{page.name}: {command}\n{printed}"


def test_no_output_is_shown_that_is_not_compared() -> None:
    for page in PAGES:
        blocks = list(examples(page))
        compared = {e.shown for e in blocks if e.shown is not None and e.kind in ("sh", "python")}
        for each in blocks:
            assert each.kind != "text" or each.text in compared or each.comment.startswith("file: "), (
                f"{page.name}:{each.line} is shown after no command"
            )


def test_the_blocks_left_alone_are_there() -> None:
    left = {(p.relative_to(ROOT).as_posix(), e.comment) for p in PAGES for e in examples(p)}
    assert left >= NOT_RUN
    assert len(NOT_RUN) <= 10


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [("a\n…\nd\n", "a\nb\nc\nd\n", True), ("a\nd\n", "a\nb\nd\n", False), ("a … c", "a b c", True),
     ("a\n", "a \n", True), ("…\nb\n", "c\nb\na\n", False), ("a … c", "a\nc", False)],
)  # fmt: skip
def test_dots_stand_for_what_is_left_out(shown: str, printed: str, same: bool) -> None:
    assert bool(re.fullmatch(as_pattern(shown), trimmed(printed))) is same
