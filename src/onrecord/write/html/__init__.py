"""The record as one self-contained HTML file."""

from __future__ import annotations

from onrecord.model import Record

__all__ = ["to_html"]


def to_html(record: Record, excerpts: bool = False) -> str:
    """The report of `record`; with `excerpts` only the cited passages of its articles."""
    raise NotImplementedError
