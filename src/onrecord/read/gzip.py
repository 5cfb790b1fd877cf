"""Gzip files (`.gz`): one file, packed. It is read as what it holds, under its own name, and streamed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader
from typing import BinaryIO

from onrecord.errors import Problem
from onrecord.read.archives import budget_of, too_deep
from onrecord.read.found import Found
from onrecord.read.packed import CHUNK, Gunzip, Meter
from onrecord.settings import Settings

__all__ = ["read"]


def read(found: Found, settings: Settings) -> Iterator[Found | Problem]:
    """What the file holds, as one `Found` of the same name; each opening unpacks it from its start."""
    if problem := too_deep(found, settings):
        yield problem
        return
    budget = budget_of(found, settings)
    meter = Meter(budget, settings.max_ratio)

    def unpacked() -> BinaryIO:
        return BufferedReader(Gunzip(found.open(), meter), CHUNK)

    yield replace(found, open=unpacked, size=None, depth=found.depth + 1, budget=budget)
