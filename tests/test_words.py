"""Every file of `words/` is loaded, fits the dataclasses that load it, and holds nothing that none of them reads."""

from __future__ import annotations

import ast
import tomllib
from collections import defaultdict
from dataclasses import fields, is_dataclass, make_dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import onrecord
from onrecord.words import load

ROOT = Path(onrecord.__file__).parent
WORDS = sorted(p.stem for p in (ROOT / "words").glob("*.toml"))


@cache
def shapes() -> dict[str, set[type]]:
    """The dataclasses that the program loads each file as: every call of `load("name", Shape)` in its source."""
    found: dict[str, set[type]] = defaultdict(set)
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or len(node.args) != 2:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
            name, shape = node.args
            if called == "load" and isinstance(name, ast.Constant) and isinstance(shape, ast.Name):
                module = ".".join(("onrecord", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
                found[name.value].add(getattr(import_module(module), shape.id))
    return found


def test_no_file_is_missing() -> None:
    assert WORDS
    assert set(shapes()) == set(WORDS)


@pytest.mark.parametrize("name", WORDS)
def test_the_file_fills_its_dataclasses(name: str) -> None:
    for shape in shapes()[name]:
        assert is_dataclass(shape)
        assert shape.__dataclass_params__.frozen  # type: ignore[attr-defined]
        assert isinstance(load(name, shape), shape)


@pytest.mark.parametrize("name", WORDS)
def test_nothing_in_the_file_is_unread(name: str) -> None:
    written = tomllib.loads((ROOT / "words" / f"{name}.toml").read_text(encoding="utf-8"))
    read = {f.name for shape in shapes()[name] for f in fields(shape)}
    assert set(written) <= read


@pytest.mark.parametrize("name", WORDS)
def test_the_file_says_what_it_holds(name: str) -> None:
    assert (ROOT / "words" / f"{name}.toml").read_text(encoding="utf-8").startswith("#")


def test_a_file_that_does_not_fit_is_named() -> None:
    with pytest.raises(ValueError, match=r"words/stop\.toml"):
        load("stop", make_dataclass("Other", [("nothing_of_the_kind", str)], frozen=True))
