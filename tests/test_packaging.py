"""What is shipped: locks, wheel, licence, change log, and the two commands of the README."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from onrecord.sample import story_folder
from onrecord.version import __version__

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(lock: str) -> dict[str, set[str]]:
    """The versions that a lock pins, by name; several where they depend on the platform or Python."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", r)[0].lower().replace("_", "-") for r in requirements}


# ------------------------------------------------------------------ locks
def test_the_locks_pin_every_dependency() -> None:
    assert names(PROJECT["dependencies"]) | {"hatchling"} <= set(pins(LOCKS[0]))
    wanted = names(PROJECT["dependencies"]) | names(PROJECT["optional-dependencies"]["dev"]) | {"hatchling"}
    assert wanted <= set(pins(LOCKS[1]))


def test_the_locks_agree() -> None:
    run, dev = pins(LOCKS[0]), pins(LOCKS[1])
    assert {name: dev.get(name) for name in run} == run


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes_and_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--index-url|--extra-index-url|--find-links)\b", text, re.MULTILINE)
    for requirement in re.split(r"\n(?=\S)", text.strip()):
        if not requirement.startswith("#"):
            assert "--hash=sha256:" in requirement, requirement.splitlines()[0]


# ------------------------------------------------------------------ README
def command(marker: str) -> str:
    """The README's command below this marker."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"<!-- {marker} -->\s+```sh\n(.+?)\n```", readme, re.DOTALL)
    assert found, marker
    return found[1]


@pytest.mark.parametrize("marker", ["install-and-demo", "test"])
def test_the_readme_sets_everything_up_in_one_command(marker: str) -> None:
    line = command(marker)
    assert "\n" not in line
    steps = line.split(" && ")
    assert steps[0].startswith("python3 -m venv ")
    assert "--require-hashes -r" in steps[1]
    assert (ROOT / steps[1].split("-r ")[1]).is_file()
    assert "--no-deps --no-build-isolation" in steps[2]


def test_every_local_link_of_the_documents_leads_somewhere() -> None:
    documents = [ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/*.md"), ROOT / "benchmarks" / "README.md"]
    for document in documents:
        for target in re.findall(r"\]\((?!\w+:)([^)#\s]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


# ------------------------------------------------------------------ wheel
def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    build = "import hatchling.build, sys; print(hatchling.build.build_wheel(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", build, tmp_path], cwd=ROOT, capture_output=True, text=True, check=True)
    with zipfile.ZipFile(tmp_path / done.stdout.split()[-1]) as wheel:
        packed = set(wheel.namelist())
    source = ROOT / "src"
    wanted = {
        p.relative_to(source).as_posix()
        for p in (source / "onrecord").rglob("*")
        if p.is_file() and p.suffix != ".pyc" and not p.name.startswith(".")
    }
    assert wanted <= packed
    assert any(name.endswith("licenses/LICENSE") for name in packed)
    assert not [name for name in packed if not name.startswith(("onrecord/", f"onrecord-{__version__}"))]


def test_the_sample_story_is_package_data() -> None:
    with story_folder() as folder:
        assert {p.suffix for p in folder.iterdir()} == {".txt", ".md", ".html", ".jsonl"}


# ------------------------------------------------------------------ version and licence
def test_the_change_log_tells_of_this_version() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_module_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "onrecord", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == __version__


def test_the_licence_is_apache_2() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert PROJECT["license"] == "Apache-2.0"
