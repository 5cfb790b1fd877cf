"""Finds the files below the inputs, in the order of their names, without following a circle or opening a device."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from unicodedata import normalize

from onrecord.errors import Problem
from onrecord.read.found import Found, one_line
from onrecord.settings import Settings

__all__ = ["files_in", "is_ours", "reason"]

_OURS = re.compile(r"\.record(?:-journal|-wal|-shm|\.lock|\.work|\.bak-\d+(?:\.part)?)?\Z")


def is_ours(name: str) -> bool:
    """Whether this is the name of a record, or of what stands beside one: it may lie in the folder that is read."""
    return _OURS.search(name) is not None


@dataclass(frozen=True, slots=True)
class _Walk:
    """One INPUT's folder while it is walked: its real path, and the real paths of linked folders seen so far."""

    root: str
    linked: set[str]
    settings: Settings


def files_in(inputs: Sequence[Path], settings: Settings) -> Iterator[Found | Problem]:
    """The files in `inputs`, and a problem for each thing that is none or cannot be reached.

    Hidden files (`.name`) and records in a folder are passed over. A symbolic link to a file is read; one to a folder
    too, unless that folder is read anyway, which is how circles come about.
    """
    for given in inputs:
        yield from _input(given, settings)


def _input(given: Path, settings: Settings) -> Iterator[Found | Problem]:
    name = _nfc(given.name or given.resolve().name or str(given))
    try:
        state = given.stat()
    except (OSError, ValueError) as error:
        yield Problem("file", one_line(name), reason(error))
        return
    if not stat.S_ISDIR(state.st_mode):
        yield _file(given, name, state)
        return
    empty = True
    for item in _folder(given, "", 0, _Walk(os.path.realpath(given), set(), settings)):
        empty = False
        unnamed = isinstance(item, Problem) and not item.path  # the INPUT folder itself
        yield replace(item, path=one_line(name)) if isinstance(item, Problem) and unnamed else item
    if empty:
        yield Problem("file", one_line(name), "the folder holds no files")


def _folder(folder: Path, prefix: str, depth: int, walk: _Walk) -> Iterator[Found | Problem]:
    if depth > walk.settings.max_depth:
        yield Problem("file", one_line(prefix.rstrip("/")), f"lies deeper than {walk.settings.max_depth} folders")
        return
    try:
        with os.scandir(folder) as entries:
            names = sorted((_nfc(e.name), e.name) for e in entries)
    except OSError as error:
        yield Problem("file", one_line(prefix.rstrip("/")), reason(error))
        return
    for nfc, name in names:
        if not name.startswith(".") and not is_ours(name):
            yield from _entry(folder / name, prefix + nfc, depth, walk)


def _entry(path: Path, name: str, depth: int, walk: _Walk) -> Iterator[Found | Problem]:
    try:
        state = path.stat()
        linked = path.is_symlink()
    except (OSError, ValueError) as error:
        yield Problem("file", one_line(name), reason(error))
        return
    if not stat.S_ISDIR(state.st_mode):
        yield _file(path, name, state)
        return
    if linked:
        target = os.path.realpath(path)
        if _inside(target, walk.root) or _inside(walk.root, target) or target in walk.linked:
            yield Problem("file", one_line(name), "is a symbolic link to a folder that is read already")
            return
        walk.linked.add(target)
    yield from _folder(path, name + "/", depth + 1, walk)


def _file(path: Path, name: str, state: os.stat_result) -> Found | Problem:
    if not stat.S_ISREG(state.st_mode):
        return Problem("file", one_line(name), "is no regular file")
    if _broken(name):
        return Problem("file", one_line(name), "has a name that is not UTF-8")
    origin = str(path.absolute()).encode("utf-8", "backslashreplace").decode()
    return Found(name, origin, state.st_size, _opener(path), path=name)


def _opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: path.open("rb")


def _inside(inner: str, outer: str) -> bool:
    return inner == outer or inner.startswith(outer.rstrip("/") + "/")


def _nfc(name: str) -> str:
    return normalize("NFC", name)


def _broken(name: str) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in name)


def reason(error: OSError | ValueError) -> str:
    """Why a file or folder cannot be read, in plain words."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "cannot be read: permission denied"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror[0].lower()}{error.strerror[1:]}"
    return f"cannot be read: {error}"
