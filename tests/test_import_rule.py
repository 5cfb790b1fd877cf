"""The import rule: ground ← stages, which do not import each other ← pipeline and store ← cli and app."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord

ROOT = Path(onrecord.__file__).parent
STAGES = {"read", "clean", "find", "join", "write"}
UPPER = {"pipeline", "intake", "workers", "store", "proof", "timeline", "verify", "search", "ask", "compare"}
TOP = {"cli", "app", "extras", "__main__"}


def level(part: str) -> int:
    """0 ground, 1 a stage, 2 what calls the stages, 3 what the user calls."""
    return 3 if part in TOP else 2 if part in UPPER else 1 if part in STAGES else 0


def imported(tree: ast.AST, package: str) -> Iterator[str]:
    """The dotted names of everything of onrecord that a module of `package` imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.split(".")[0] == "onrecord")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"a relative import in {package}"
            if node.module == "onrecord":
                yield from (f"onrecord.{a.name}" for a in node.names)
            elif node.module and node.module.startswith("onrecord."):
                yield node.module


def modules() -> list[Path]:
    return sorted(p for p in ROOT.rglob("*.py") if p != ROOT / "__init__.py")


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    here = path.relative_to(ROOT).parts[0].removesuffix(".py")
    for name in imported(ast.parse(path.read_text(encoding="utf-8")), here):
        there = name.split(".")[1]
        if there.startswith("__") and there != "__main__":
            continue
        allowed = there == here or level(there) < level(here) or (level(here) == level(there) != 1)
        assert allowed, f"{here} imports {name}"


def test_the_stages_are_there() -> None:
    assert {p.name for p in ROOT.iterdir() if (p / "__init__.py").exists()} >= STAGES | {"cli", "words", "sample"}


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_module_says_what_it_is_and_what_it_offers(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "no docstring"
    if path.name in ("__init__.py", "__main__.py", "model.py", "version.py"):
        return
    names = {t.id for n in tree.body if isinstance(n, ast.Assign) for t in n.targets if isinstance(t, ast.Name)}
    assert "__all__" in names, "no __all__"
