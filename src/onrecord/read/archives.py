"""What the readers of archives share: which members are read, what they are called, and when enough is enough."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from onrecord.errors import Problem
from onrecord.read.discover import is_ours
from onrecord.read.found import Budget, Found
from onrecord.settings import Settings

__all__ = ["Names", "budget_of", "enough", "hidden", "place_of", "too_deep", "unfit"]


def budget_of(found: Found, settings: Settings) -> Budget:
    """The budget of the INPUT that `found` belongs to."""
    return found.budget or Budget.of(found.size, settings)


def too_deep(found: Found, settings: Settings) -> Problem | None:
    """Why the members of this archive are not read: it lies in as many others as are allowed. Counted."""
    if found.depth < settings.max_archive_depth:
        return None
    budget = budget_of(found, settings)
    budget.deep -= 1
    budget.told = budget.told or budget.deep < 0
    rest = ", and what follows is passed over" if budget.deep < 0 else ""
    return Problem("file", found.shown, f"is an archive that lies in {settings.max_archive_depth} others{rest}")


def enough(found: Found, settings: Settings) -> Iterator[Problem]:
    """Says once, if the budget is spent, that the rest is passed over."""
    budget = budget_of(found, settings)
    if budget.spent and not budget.told:
        budget.told = True
        many = f"the archive holds more than {settings.max_members:,} files"
        why = many if budget.members < 0 else budget.why
        yield Problem("file", found.shown, f"is not read to its end: {why}")


def place_of(name: str) -> str:
    """A member's name as a place: with `/` between folders, composed (NFC), without `./` before it."""
    name = normalize("NFC", name.replace("\\", "/"))
    while name.startswith("./"):
        name = name[2:].lstrip("/")
    return name


def hidden(place: str) -> bool:
    """Whether a member is passed over: a hidden file, the notes of macOS, or a record of ours."""
    if "/." in f"/{place}" and any(p.startswith(".") and p not in (".", "..") for p in place.split("/")):
        return True
    return place.startswith("__MACOSX/") or is_ours(place)


def unfit(place: str) -> str | None:
    """Why a member of this name is set aside, if so. No name ever touches the file system; these are tampered with."""
    if not place.isascii() and any("\ud800" <= c <= "\udfff" for c in place):
        return "has a name that is not UTF-8"
    if not place:
        return "has no name"
    if place.startswith("/") or place[1:3] == ":/" or ".." in place.split("/"):
        return "has a name that leads out of the archive"
    return None


class Names:
    """Gives the members of one archive distinct places: the second `a/b.html` is `a/b (2).html`."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}  # with the last number that was tried for each

    def __iter__(self) -> Iterator[str]:
        """The places given, in order."""
        return iter(self._given)

    def distinct(self, place: str) -> str:
        """`place`, or what stands for it when it was given before."""
        count, name = self._given.get(place, 1), place
        folder, slash, base = place.rpartition("/")
        stem, dot, suffix = base.partition(".")
        while name in self._given:
            count += 1
            name = f"{folder}{slash}{stem} ({count}){dot}{suffix}"
        self._given[place] = count
        self._given.setdefault(name, 1)
        return name
