"""Language as data: word lists, patterns and names that the stages read, one TOML file a concept.

Code asks for a file by the frozen dataclass that it fills: `load("speech", Speech)`. A file that lacks a field
or has one of the wrong type fails at once, with its name; that no field goes unread is left to the tests.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TypeVar

import msgspec

__all__ = ["load"]

T = TypeVar("T")


_READ: dict[tuple[str, type], object] = {}
"""What was read, by name and shape: the lists never change while the program runs."""


def load(name: str, shape: type[T]) -> T:
    """The word list `words/<name>.toml` as an instance of the frozen dataclass `shape`, read once.

    Raises `ValueError` naming the file when its content does not fit.
    """
    words = _READ.get((name, shape))
    if not isinstance(words, shape):
        data = (files("onrecord.words") / f"{name}.toml").read_bytes()
        try:
            words = _READ[name, shape] = msgspec.toml.decode(data, type=shape)
        except msgspec.DecodeError as error:
            raise ValueError(f"words/{name}.toml: {error}") from error
    return words
