"""Damaged words, read as what they stand for."""

from __future__ import annotations

from onrecord.model import Article, Repair

__all__ = ["repairs_of"]


def repairs_of(article: Article) -> tuple[Repair, ...]:
    """The repairs of the article's own words, in text order."""
    return ()
