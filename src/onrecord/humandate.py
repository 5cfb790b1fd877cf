"""EDTF dates as people write them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord.edtf import bounds, is_approximate
from onrecord.errors import QueryError
from onrecord.words import load

__all__ = ["human_date"]


@dataclass(frozen=True, slots=True)
class DateNames:
    """The names of `words/labels.toml` that dates are written with."""

    months: tuple[str, ...]
    seasons: tuple[str, ...]
    quarters: tuple[str, ...]


@lru_cache(maxsize=16384)
def human_date(edtf: str | None, unknown: str = "undated") -> str:
    """An EDTF date as people write it: `21 October 2021`, `about July 2024`, `3–9 May 2020`, `before 2019`.

    What is no EDTF date comes back as it is, None as `unknown`.
    """
    if not edtf:
        return unknown
    try:
        bounds(edtf)
    except QueryError:
        return edtf
    if "/" in edtf:
        return _interval(*edtf.split("/", 1))
    return _qualified(edtf)


def _qualified(edtf: str) -> str:
    body = edtf.rstrip("~?%")
    mark = edtf[len(body) :]
    words = _simple(body)
    if mark in ("~", "%"):
        words = f"about {words}"
    return f"{words} (uncertain)" if mark in ("?", "%") else words


def _simple(body: str) -> str:
    day, _, clock = body.partition("T")
    parts = day.split("-")
    year, names = parts[0], load("labels", DateNames)
    if len(parts) == 1:
        if year.endswith("XX"):
            return f"the {year[:2]}00s"
        return f"the {year[:3]}0s" if year.endswith("X") else year.lstrip("0") or "0"
    code = int(parts[1])
    if len(parts) == 3:
        words = f"{int(parts[2])} {names.months[code - 1]} {year}"
        return f"{words}, {clock[:5]}" if clock[:5].strip("Z:") else words
    if code <= 12:
        return f"{names.months[code - 1]} {year}"
    if code >= 33:
        return f"{names.quarters[code - 33]} of {year}"
    return f"{names.seasons[code - 21]} {year}" + (f"–{(int(year) + 1) % 100:02d}" if code == 24 else "")


def _interval(left: str, right: str) -> str:
    if left in ("", "..") and right in ("", ".."):
        return "at an unknown time"
    if left in ("", ".."):
        return f"until {_qualified(right)}"
    if right in ("", ".."):
        return f"from {_qualified(left)}"
    a, b = _qualified(left), _qualified(right)
    if a == b:
        return a
    plain = not (is_approximate(left) or is_approximate(right) or "T" in left + right)
    if plain and left.count("-") == right.count("-") > 0:
        first, second = a.split(" "), b.split(" ")
        while len(first) > 1 and len(second) >= len(first) and first[-1] == second[len(first) - 1]:
            first.pop()
        if len(first) == 1:
            return f"{first[0]}–{b}"
        return f"{' '.join(first)} – {b}"
    return f"{a} – {b}"
