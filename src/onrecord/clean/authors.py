"""Biographies: what an outlet prints behind an article about who wrote it.

Two signs are asked for: the end of the text, and somebody who is no person of the story: the author whom the byline
names, or somebody with an office at a paper whom the article does not name otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.clean.bylines import names_in
from onrecord.clean.parts import Part

__all__ = ["mark_biographies"]

END = 5
"""Paragraphs at the end of a text among which biographies stand."""
BIOGRAPHY_WORDS = 90
"""Longest biography, in words."""

_NAME = r"[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]*){1,3}"
_WRITER = (
    "reporter|correspondent|writer|columnist|editor|journalist|contributor|photojournalist|photographer|critic|"
    "producer|anchor|blogger|intern|fellow"
)
_OFFICE = re.compile(
    rf"({_NAME}),? (?:is|was|has been|works as|serves as) (?:an?|the|our|[A-Z][\w.'’ ]{{1,40}}(?:'s|’s|s'|s’)) "
    rf"(?:[\w'’-]+ ){{0,5}}(?:{_WRITER})s?\b(?: (?:at|for|with|covering|based|on|who|in|and|of)\b|[.,])"
)
_COVERS = re.compile(
    rf"({_NAME}) (?:covers|reports on|has covered|writes about|reports for|writes for) .{{2,200}}"
    rf"(?: for (?:The |the )?[A-Z]|@|\breach|\bcontact)"
)
_ABOUT_SELF = re.compile(
    r"(?:,|\b(?:is|was|has|covers|reports|writes|joined|works|can|may|lives|grew|won|holds|edits)\b)"
)
_GOES_ON = re.compile(r"(?:She|He|They|Her|His|Their|Previously|Before|Prior to|Follow|Contact|Email|Reach)\b")


def mark_biographies(body: Sequence[Part], byline: Sequence[str] = ()) -> None:
    """Marks the author's biography at the end as a credit, with the sentences about the author that follow it."""
    if len(body) < END:
        return
    authors = {*byline, *(name for part in body if part.kind == "credit" for name in names_in([part.text]))}
    last = max((i for i, part in enumerate(body) if part.kind in (None, "subhead")), default=-1)
    for i in range(max(2, last - END + 1), last + 1):
        part = body[i]
        if part.kind is not None or part.words > BIOGRAPHY_WORDS or not _is_biography(part, body, authors):
            continue
        if all(_belongs(p, body, authors) for p in body[i + 1 : last + 1]):
            for each in body[i : last + 1]:
                each.kind = each.kind or "credit"
            return


def _is_biography(part: Part, body: Sequence[Part], authors: set[str]) -> bool:
    text = part.text
    for name in authors:
        if text.startswith(name) and _ABOUT_SELF.match(text[len(name) :].lstrip()):
            return True
    found = _OFFICE.match(text) or _COVERS.match(text)
    if not found:
        return False
    surname = re.compile(rf"\b{re.escape(found[1].split()[-1])}\b")
    return not any(surname.search(p.text) for p in body if p is not part and p.kind in (None, "title", "deck"))


def _belongs(part: Part, body: Sequence[Part], authors: set[str]) -> bool:
    """Whether a paragraph behind a biography is another one, goes on with it, or is no prose."""
    if part.kind is not None:
        return True
    return part.words <= BIOGRAPHY_WORDS and (bool(_GOES_ON.match(part.text)) or _is_biography(part, body, authors))
