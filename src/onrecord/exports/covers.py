"""The cover of a new Nexis export, which lists the articles before the first of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from onrecord.exports.days import day_in, is_day_line
from onrecord.exports.lines import Unit, layouts, units

__all__ = ["after_cover", "key"]

COVER_CHARS = 2_000_000
"""Longest cover looked at, in characters: 1,000 titles with the query beside each have 500,000."""
_ITEM = re.compile(r"\d{1,5}\.\s+(\S.{0,400})\Z")


def after_cover(text: str) -> int:
    """Where the first article of a new export begins: at the title that the cover lists first, else at the file's."""
    lines = units(text[:COVER_CHARS], lambda line: True)
    covered = [i for i, u in enumerate(lines) if _is_cover(u.text)]
    if not covered:
        return 0
    listed = [found[1] for u in lines if (found := _ITEM.match(u.text))]
    wanted = key(listed[0]) if listed else ""
    for i, unit in enumerate(lines):
        if wanted and i > covered[0] and key(unit.text) == wanted and not _followed_by_cover(lines, i):
            return unit.start
    return _over_day(lines, covered[-1])


def _followed_by_cover(lines: Sequence[Unit], at: int) -> bool:
    return any(_is_cover(u.text) for u in lines[at + 1 : at + 3])


def _over_day(lines: Sequence[Unit], covered: int) -> int:
    """The title two lines over the first day line below the cover."""
    for i in range(covered + 1, len(lines)):
        if is_day_line(lines[i].text) and day_in(lines[i].text):
            return lines[max(covered + 1, i - 2)].start
    return lines[covered + 1].start if covered + 1 < len(lines) else lines[-1].end


@cache
def _cover_pattern() -> re.Pattern[str]:
    words = layouts().nexis
    names, counted = ("|".join(map(re.escape, each)) for each in (words.cover, words.counter))
    return re.compile(rf"(?:{names})\s?(?::|\Z)|(?:{counted}) \(\d{{1,6}}\)\Z", re.I)


def _is_cover(line: str) -> bool:
    return bool(_cover_pattern().match(line[:200]))


def key(text: str) -> str:
    """The letters and digits of `text`, in small letters: two printings of one title have the same."""
    return "".join(c for c in text.casefold() if c.isalnum())
