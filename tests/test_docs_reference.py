"""The reference: complete, and made from the code."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

import onrecord
from onrecord.settings import Settings, WebSettings

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    """`docs/reference.py`, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("docs_reference", DOCS / "reference.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


# ------------------------------------------------------------------ commands
def sections() -> dict[str, str]:
    """The parts of docs/commands.md by the command that the heading names, with what stands before the first."""
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    parts = re.split(r"^### `(onrecord \w+)[^`]*`$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_and_option_is_told_of(reference: ModuleType) -> None:
    told = sections()
    headings = re.findall(r"^### `(.+)`$", (DOCS / "commands.md").read_text(encoding="utf-8"), re.MULTILINE)
    missing = []
    for name, command, _ in list(reference.commands())[1:]:
        top = " ".join(name.split()[:2])
        here = told.get(top, "") + "".join(h for h in headings if h.startswith(top))
        if name != top and not re.search(rf"\b{name.split()[-1]}\b", here):
            missing.append(name)
        for option in (o for p in command.params if p.param_type_name == "option" for o in p.opts):
            if not re.search(rf"(?<![\w-]){option}(?![\w-])", here):
                missing.append(f"{name} {option}")
    assert not missing
    assert set(told) == {n for n, _, _ in reference.commands() if n.count(" ") == 1}


def test_the_command_line_is_what_help_says(reference: ModuleType) -> None:
    page = reference.command_line()
    assert "## onrecord edit merge" in page
    assert "| `--jobs INTEGER RANGE` | Worker processes" in page
    for name, command, _ in reference.commands():
        assert command.help, f"{name} says nothing of itself"
        for param in command.params:
            assert param.param_type_name == "argument" or param.help, f"{name} {param.name}"


# ------------------------------------------------------------------ settings, words, Python, schema
def test_every_number_of_the_settings_has_its_reason(reference: ModuleType) -> None:
    numbers = reference.numbers()
    assert {n.name for n in numbers} == set(Settings.__slots__) | set(WebSettings.__slots__)
    assert not [n.name for n in numbers if len(n.reason) < 10]
    shingle = next(n for n in numbers if n.name == "copy_shingle")
    assert (shingle.value, shingle.section.split(" (")[0]) == ("3", "join: copies")
    assert "| `copy_shingle` | `3` | Words of a shingle." in reference.settings()


def test_numbers_beside_their_rule_are_listed(reference: ModuleType) -> None:
    found = {(n.section, n.name) for n in reference.constants()}
    assert ("cli/building.py", "MOST_JOBS") in found


def test_every_list_of_words_is_there(reference: ModuleType) -> None:
    page = reference.words()
    for path in (ROOT / "src/onrecord/words").glob("*.toml"):
        assert f"\n## {path.name}\n" in page
        assert path.read_text(encoding="utf-8").strip() in page


def test_every_public_name_is_there(reference: ModuleType) -> None:
    page = reference.python()
    for name in set(onrecord.__all__) - {"__version__"}:
        assert re.search(rf"^\.\. auto\w+:: onrecord\.{name}$", page, re.MULTILINE), name
        assert getattr(onrecord, name).__doc__, name


def test_the_schema_has_a_table_for_each_list(reference: ModuleType) -> None:
    page = reference.schema()
    for field in ("quotation", "event", "difference", "article"):
        assert re.search(rf"^## {field}$", page, re.MULTILINE | re.IGNORECASE), field
    assert "| `quotations` | list of [Quotation](#quotation) |" in page


# ------------------------------------------------------------------ links
@pytest.mark.parametrize(
    ("link", "turned"),
    [
        ("[a](../src/onrecord/settings.py)", "[a](reference/settings.md)"),
        ("[a](../src/onrecord/words/wire.toml)", "[a](reference/words.md#wiretoml)"),
        ("[a](../benchmarks/README.md#figures)", "[a](reference/benchmarks.md#figures)"),
        ("[a](format.md#ids) [b](#here) [c](https://example.org/x)", "[a](format.md#ids) [b](#here) [c](https://example.org/x)"),
        ("[a](../tests/gold) [b](../tests/conftest.py)", "a [b](../tests/conftest.py)"),
        ("```\n[a](../tests/gold)\n```", "```\n[a](../tests/gold)\n```"),
    ],
)  # fmt: skip
def test_links_out_of_the_folder_lead_to_the_pages_that_stand_for_them(
    reference: ModuleType, link: str, turned: str
) -> None:
    assert reference.relinked(link, DOCS / "index.md", DOCS / "index.md") == turned


def test_every_page_is_in_the_index() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    inner = {p.parent.name: p.read_text(encoding="utf-8") for p in DOCS.glob("*/index.md")}
    for page in DOCS.glob("**/*.md"):
        if page.parent.name in inner:
            assert page.name == "index.md" or f"({page.name}" in inner[page.parent.name], page
        elif page != DOCS / "index.md" and page.parent.name != "reference":
            assert f"({page.relative_to(DOCS).as_posix()})" in index, page


@pytest.mark.parametrize("page", sorted(p for p in DOCS.glob("**/*.md") if p.parent.name != "reference"), ids=str)
def test_every_link_and_anchor_of_a_page_leads_somewhere(page: Path) -> None:
    for target, anchor in re.findall(r"\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)", page.read_text(encoding="utf-8")):
        there = (page.parent / target).resolve() if target else page
        assert there.exists(), f"{page.name}: {target}"
        if anchor and there.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w\s-]", "", h.lower()).replace(" ", "-") for h in headings}
            assert anchor in slugs, f"{page.name}: {target}#{anchor}"
