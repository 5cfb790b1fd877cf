"""The head of an article: its title, deck and byline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.clean.dates import parse_date
from onrecord.clean.parts import TITLE_WORDS, Part, capitals, is_byline, is_one_sentence, same

__all__ = ["mark_byline", "mark_deck", "mark_title"]

HEAD = 8
"""Paragraphs within which the head of an article ends."""
KICKER_WORDS = 4
"""Longest section label over a title, in words."""
DECK_WORDS = 60
DATE_LINE_WORDS = 14
LONGER = 12
"""A paragraph of fewer words is not what a title stands over, in words."""
CLOSED_CAPITALS = 0.8
"""Share of capitalised words of a first line that ends in a full stop, which few titles do, from which on it is one."""

_AGENCY_ONLY = re.compile(r"\((?:AP|AFP|UPI|Reuters|[A-Z][\w ]{1,20})\)\s*[-–—_]*\Z")


def mark_title(body: Sequence[Part], title: str | None) -> None:
    """The title is the paragraph that the metadata says, else a first line that looks like one before longer text.

    Section labels over it become `other`.
    """
    if title:
        known = next((i for i, part in enumerate(body[:HEAD]) if same(part.text, title)), None)
        if known is not None:
            _set_title(body, known)
        return
    first = 0
    while first < min(3, len(body) - 1) and (body[first].kind == "other" or _kicker(body, first)):
        first += 1
    if first < len(body) and (body[first].kind is None or not first) and _headline(body[first], body[first + 1 :]):
        _set_title(body, first)


def _set_title(body: Sequence[Part], at: int) -> None:
    body[at].kind = "title"
    for part in body[:at]:
        if part.kind is None and not part.prose_like:
            part.kind = "other"


def _kicker(body: Sequence[Part], at: int) -> bool:
    """A section label over the title: very short, not like a title itself, and followed by one."""
    part, following = body[at], body[at + 1]
    if part.closed or part.words > KICKER_WORDS:
        return False
    label_like = part.text.islower() or part.text.isupper() or same(body[-1].text, following.text)
    return label_like and following.words >= KICKER_WORDS and _headline(following, body[at + 2 :])


def _headline(part: Part, rest: Sequence[Part]) -> bool:
    """Whether `part` looks like a title over the text of `rest`."""
    text = part.text
    if part.words > TITLE_WORDS or text.islower() or not (text[0].isalnum() or text[0] in "\"'$£€(["):
        return False
    if not any(p.words > max(part.words, LONGER) and p.closed for p in rest[:6]):
        return False
    end = text.rstrip("\"')]")[-1:]
    if end == ".":
        return not text.endswith("..") and capitals(text) >= CLOSED_CAPITALS and is_one_sentence(text)
    if end in ",;:…-–—_" or _AGENCY_ONLY.search(text):
        return False
    quoted_sentence = text[0] in "\"'" and text.endswith(('."', '?"', '!"')) and part.words >= 15
    return not quoted_sentence


def mark_deck(body: Sequence[Part], description: str | None) -> None:
    """The deck is what the metadata describes the article by, or what stands between title and byline or pictures.

    One piece of furniture more may stand behind the first paragraph of the article as well.
    """
    at = next((i for i, part in enumerate(body) if part.kind == "title"), None)
    if at is None or at + 2 >= len(body):
        return
    part, after = body[at + 1], body[at + 2]
    if part.kind is not None or part.words > DECK_WORDS:
        return
    described = bool(description) and same(part.text, description or "")
    over_byline = is_byline(after.text) or (after.kind == "other" and _is_date_line(after))
    next_two = [p.kind for p in body[at + 2 : at + 4]]
    over_pictures = all(k in ("caption", "credit", "promo", "other") for k in next_two) and next_two[0] != "other"
    a_line = not part.closed and part.words >= 5 and not part.text.islower()
    if described or over_byline or over_pictures or (a_line and (after.prose_like or after.kind)):
        part.kind = "deck"


def mark_byline(body: Sequence[Part]) -> None:
    """Bylines and date lines stand near the head or at the foot."""
    for part in (*body[:HEAD], *body[-2:]):
        if part.kind is None and not part.closed:
            part.kind = "credit" if is_byline(part.text) else "other" if _is_date_line(part) else None


def _is_date_line(part: Part) -> bool:
    """A date with or without a time, alone or between bars with the outlet's or the section's name."""
    if part.words > DATE_LINE_WORDS:
        return False
    return any(parse_date(piece) for piece in re.split(r" [|·•] ", part.text) if any(c.isdigit() for c in piece))
