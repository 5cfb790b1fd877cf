"""File names for the notes of a vault: safe on every system, never too long, no two alike."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["Names", "safe_name"]

LONGEST: Final = 80
"""Characters of a note's name; with four bytes each they are within what any file system takes (255)."""

_UNSAFE = re.compile(r"[^\w\s.,;’'()&+–-]|[\x00-\x1f\x7f]")
"""All that a path, a shell, a link of Obsidian (`[ ] | # ^`) or Windows (`< > : " / \\ ? *`) would take for its own."""
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")


def safe_name(text: str, otherwise: str) -> str:
    """`text` as the name of a file, without its ending; `otherwise` if nothing of it is left."""
    plain = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", text))
    name = " ".join(_UNSAFE.sub(" ", plain).split())[:LONGEST].strip(" .-")
    if not any(c.isalnum() for c in name):
        return otherwise
    return f"{name} note" if _RESERVED.fullmatch(name) else name


class Names:
    """The names given so far in one vault, all folders together, so that a link by name alone leads to one note."""

    def __init__(self, taken: tuple[str, ...] = ()) -> None:
        self._taken = {_key(name) for name in taken}

    def give(self, text: str, ident: str) -> str:
        """A name for the note of the item with this id: its own if nobody has it, else with a part of the id."""
        name = safe_name(text, ident)
        for size in (0, 5, 9, len(ident)):
            tried = f"{name[: LONGEST - size - 1]} {ident[:size]}" if size else name
            if _key(tried) not in self._taken:
                break
        self._taken.add(_key(tried))
        return tried


def _key(name: str) -> str:
    """What file systems that ignore case and accents' spelling compare."""
    return unicodedata.normalize("NFKC", name).casefold()
