"""Whether a source holds only a part of its article: a paywall's stub, a feed's or an API's cut.

Most full articles carry a plug for subscriptions, so wording alone decides nothing: it takes a text that stops in
mid-sentence, or stub wording over a short one. The wordings are those of `words/pages.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.clean.furniture import is_statement, plain, unmarked
from onrecord.model import Block
from onrecord.words import load

__all__ = ["has_stub", "is_excerpt", "is_stub"]

SHORT = 150
"""An article of fewer words of prose, with a paywall's wording on it, is what the wall left over, in words."""
BRIEF = 100
"""A text of fewer words that ends in dots was cut; longer articles end so for effect, in words."""
PARAGRAPH = 8
"""A last paragraph of fewer words is no sentence that could have been cut off, in words."""
LONGEST_STUB = 240
"""Longest line that is looked at for a paywall's wording, in characters."""
_STUB_ELEMENTS = ("p", "div", "span", "h2", "h3", "h4", "a", "button", "strong", "section", "li")
_HINT = re.compile("read|subscri|regist|member|unlock|premium|preview|excerpt|extract|article", re.IGNORECASE)
"""What every wording holds: most elements hold none of it, and are not looked at further."""
_CLOSED = re.compile(r"[.!?…:;\"'”’»)\]]\Z")
_DOTS = re.compile(r"(?:\.\.\.|…)[\"'”’)]*\Z")


@dataclass(frozen=True, slots=True)
class Stubs:
    """The lists of `words/pages.toml` that tell a part of an article."""

    stub: tuple[str, ...]
    cut: tuple[str, ...]
    open_words: frozenset[str]


@cache
def _stub() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(load("pages", Stubs).stub) + r")\Z")


@cache
def _cut() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(load("pages", Stubs).cut) + r")\Z")


def is_stub(line: str) -> bool:
    """Whether a line of text is what a paywall prints in place of the rest of an article."""
    line = plain(line)
    return len(line) <= LONGEST_STUB and bool(_stub().match(line.lower())) and not is_statement(line)


def has_stub(tree: Any) -> bool:
    """Whether an element of the page holds a paywall's wording, shown or hidden."""
    texts = (element.text for element in tree.iter(*_STUB_ELEMENTS))
    return any(text and 12 <= len(text) <= LONGEST_STUB and _HINT.search(text) and is_stub(text) for text in texts)


def is_excerpt(text: str, blocks: Sequence[Block], *, walled: bool = False) -> bool:
    """Whether the article with these `blocks` of `text` is only a part; `walled`: its page says it is not free."""
    lines = [(block.kind, unmarked(plain(text[block.start : block.end]))) for block in blocks]
    prose = [line for kind, line in lines if kind == "prose"]
    if not prose:
        return False
    last = next((line for kind, line in reversed(lines) if kind in ("prose", "promo", "related")), "")
    if any(_cut().search(line.lower(), max(0, len(line) - 40)) for line in {prose[-1], last}):
        return True
    words = sum(line.count(" ") + 1 for line in prose)
    if words < BRIEF and _DOTS.search(prose[-1]):
        return True
    if _breaks_off(prose[-1]):
        return True
    stubbed = walled or any(is_stub(line) for kind, line in lines[-8:] if kind != "title")
    unclosed = not _CLOSED.search(prose[-1]) and prose[-1].count(" ") + 1 >= PARAGRAPH
    return stubbed and (words < SHORT or unclosed or bool(_DOTS.search(prose[-1])))


def _breaks_off(line: str) -> bool:
    """Whether a paragraph stops in mid-sentence: after a comma, a hyphen, or a word that no sentence ends with."""
    words = line.split()
    if len(words) < PARAGRAPH:
        return False
    return line.endswith((",", "-")) or (words[-1].lower() in load("pages", Stubs).open_words)
