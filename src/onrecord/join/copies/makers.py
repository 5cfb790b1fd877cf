"""Who made the articles and when, in columns: outlet, agency, day."""

from __future__ import annotations

from datetime import UTC, datetime
from math import inf
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from onrecord.agencies import own_agency
from onrecord.edtf import bounds
from onrecord.model import Article
from onrecord.settings import Settings

__all__ = ["UNKNOWN", "Makers", "age_of", "outlet_of"]

UNKNOWN = -1
"""In any column: not known."""


class Makers:
    """Of each article by its number: a code for its outlet, one for the agency that it credits, and its first day."""

    def __init__(self, settings: Settings) -> None:
        self._days_apart = settings.copy_wire_days
        self._codes: dict[str, int] = {}
        self._outlets: list[int] = []
        self._agencies: list[int] = []
        self._days: list[int] = []
        self.outlets = self.agencies = self.days = np.empty(0, dtype=np.int64)

    def add(self, article: Article) -> None:
        """The next article."""
        self._outlets.append(self._code("outlet", outlet_of(article)))
        self._agencies.append(self._code("agency", article.wire or own_agency(article.outlet, article.url)))
        self._days.append(bounds(article.published).first.toordinal() if article.published else UNKNOWN)

    def _code(self, kind: str, name: str | None) -> int:
        return self._codes.setdefault(f"{kind} {name}", len(self._codes)) if name else UNKNOWN

    def close(self) -> None:
        """Ends the adding: the columns can be asked from now on."""
        columns = (np.array(c, dtype=np.int64) for c in (self._outlets, self._agencies, self._days))
        self.outlets, self.agencies, self.days = columns

    def __len__(self) -> int:
        return len(self.outlets)

    def of_one_agency(self, a: Any, b: Any) -> Any:
        """Whether one agency is credited for both of two articles, or of two columns of them."""
        return (self.agencies[a] == self.agencies[b]) & (self.agencies[a] != UNKNOWN)

    def kin(self, a: Any, b: Any) -> Any:
        """Whether two outlets credit one agency within a few days: for two articles, or two columns of them."""
        near = (np.abs(self.days[a] - self.days[b]) <= self._days_apart) & (self.days[a] != UNKNOWN)
        apart = (self.outlets[a] != self.outlets[b]) | (self.outlets[a] == UNKNOWN)
        return self.of_one_agency(a, b) & near & apart

    def rivals(self, a: int, b: int) -> bool:
        """Whether two articles credit two agencies."""
        codes = self.agencies[[a, b]].tolist()
        return codes[0] != codes[1] and UNKNOWN not in codes

    def days_apart(self, a: int, b: int) -> float:
        """How many days lie between two articles, infinitely many if either's is not known."""
        days = self.days[[a, b]].tolist()
        return inf if UNKNOWN in days else abs(days[0] - days[1])


def outlet_of(article: Article) -> str | None:
    """What tells an article's outlet from others: its name, else its address's host."""
    if article.outlet:
        return " ".join(article.outlet.lower().removeprefix("the ").split())
    try:
        host = urlsplit(article.canonical_url or article.url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def age_of(article: Article) -> tuple[str, bool, bool, str, str]:
    """What articles are put in order by, the earliest first: day, the agency's own publication, time of day, id.

    Of one day, an article of which only a part was read, as feeds have them, comes after the whole ones.
    """
    published = article.published or ""
    day = bounds(published).first.isoformat() if published else "9999"
    own = own_agency(article.outlet, article.canonical_url or article.url)
    return (day, own is None, article.read == "excerpt", _moment(published), article.id)


def _moment(published: str) -> str:
    """The time of day of a date, in UTC if its zone is known; after all others when it has none."""
    try:
        moment = datetime.fromisoformat(published) if "T" in published else None
    except ValueError:
        return "~"
    if moment is None:
        return "~"
    return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()[:19]
