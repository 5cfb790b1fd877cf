"""Who wrote an article, from what a byline or a metadata field holds: names, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.clean.dates import Metadata
from onrecord.words import load

__all__ = ["names_in"]

_LEAD = re.compile(r"\s*(?:(?:written|reported|posted|story|words|analysis|review|text)\s+)?by\s*:?\s+", re.IGNORECASE)
_BREAK = re.compile(r"\s*(?:[;|/\n•·]|,|\band\b|&|\bwith\b)\s*", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*(?:\s+(?:[^\W\d_]|['’.-])+){0,5}\Z")
_TAIL = re.compile(r"\s+(?:for|in|at|of|from|special to|[-–—])\s.*\Z|\s*\(.*\Z|\s*<.*\Z", re.IGNORECASE)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "md", "m.d.", "phd", "ph.d."})
MAX_NAMES = 12


def names_in(values: Iterable[str]) -> tuple[str, ...]:
    """The authors named in `values`, in order, each once; staff names, agencies, addresses and slogans are left out.

    A value that holds anything but names is left out whole: no author is better than a wrong one.
    """
    found: list[str] = []
    for value in values:
        found += [name for name in _names(value) if name not in found]
    return tuple(found[:MAX_NAMES])


def _names(value: str) -> list[str]:
    if len(value) > 300 or "http" in value.lower() or "@" in value:
        return []
    text = _LEAD.sub("", " ".join(value.split()), count=1)
    names: list[str] = []
    for piece in _BREAK.split(text):
        name = _TAIL.sub("", piece).strip(" .,:-–—") + ("." if piece.strip().endswith(("Jr.", "Sr.")) else "")
        if name.lower() in _SUFFIXES and names:
            names[-1] = f"{names[-1]} {name}"
        elif _is_name(name):
            names.append(name)
    return names


def _is_name(name: str) -> bool:
    """Two to six words, each with a capital or a particle, and not a desk's or an agency's name."""
    words = name.split()
    low = name.lower()
    lists = load("metadata", Metadata)
    if not 1 < len(words) <= 6 or not _NAME.match(name) or low in lists.no_author:
        return False
    if words[0][0].islower() and words[0] not in lists.particles:
        return False
    if any(w.lower() in lists.desks for w in words):
        return False
    return sum(w[0].isupper() for w in words) >= 2 or (name.islower() is False and len(words) == 2)
