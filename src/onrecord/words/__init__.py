"""Language as data: word lists, patterns and names that the stages read, one TOML file a concept.

Code asks for a file by the frozen dataclass that it fills: `load("speech", Speech)`. A file that lacks a field, has
an unknown one, or has one of the wrong type fails at once, with its name.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

__all__ = ["load"]

T = TypeVar("T")


@cache
def load(name: str, shape: type[T]) -> T:
    """The word list `words/<name>.toml` as an instance of the frozen dataclass `shape`.

    Raises `ValueError` naming the file when its content does not fit.
    """
    data = (files("onrecord.words") / f"{name}.toml").read_bytes()
    try:
        return msgspec.toml.decode(data, type=shape)
    except msgspec.DecodeError as error:
        raise ValueError(f"words/{name}.toml: {error}") from error
