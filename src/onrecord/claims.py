"""Whether what one place in a source says of an article agrees with the value that the article was given.

Dates are compared as ranges of days: an address that names the month agrees with a day in it. Where one of two dates
has a time of day, they may lie a day apart, since the same moment has two days in two time zones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from onrecord.edtf import bounds
from onrecord.errors import QueryError
from onrecord.model import Article, Claim

__all__ = ["agrees", "dates_agree", "later_than", "with_agreement"]

_SCHEME = re.compile(r"https?://(?:www\.|m\.|mobile\.|amp\.)?", re.IGNORECASE)


def dates_agree(a: str, b: str) -> bool:
    """Whether two EDTF dates may be the same day; one that is no EDTF agrees with nothing."""
    try:
        x, y = bounds(a), bounds(b)
    except QueryError:
        return False
    slack = 1 if "T" in a or "T" in b else 0
    return x.first.toordinal() - slack <= y.last.toordinal() and y.first.toordinal() - slack <= x.last.toordinal()


def later_than(date: str, cap: str) -> bool:
    """Whether `date` begins later than the last day of `cap`, a day for time zones allowed."""
    try:
        return bounds(date).first - timedelta(days=1) > bounds(cap).last
    except (QueryError, OverflowError):
        return False


def agrees(claim: Claim, article: Article) -> bool:
    """Whether the claim agrees with the article's value; it does not where the article has none."""
    match claim.field:
        case "published" | "updated":
            given = article.published if claim.field == "published" else article.updated
            return given is not None and any(dates_agree(claim.value, d) for d in _moments(claim.field, given, article))
        case "byline":
            return _names_agree(claim.value.split("; "), article.byline)
        case "canonical_url":
            return article.canonical_url is not None and _address(claim.value) == _address(article.canonical_url)
        case "language":
            return article.language is not None and claim.value == article.language
        case "outlet":
            return _held(claim.value, article.outlet)
        case "title":
            return _held(claim.value, article.title)
        case "section":
            return _held(claim.value, article.section)


def with_agreement(article: Article) -> Article:
    """The article with each of its claims compared with what it has now."""
    claims = tuple(c if c.agrees == (now := agrees(c, article)) else replace(c, agrees=now) for c in article.metadata)
    return article if claims == article.metadata else replace(article, metadata=claims)


def _moments(field: str, given: str, article: Article) -> Iterator[str]:
    """A date that the article was given, and with their times of day the claims that it may come from."""
    yield given
    yield from (c.value for c in article.metadata if c.field == field and c.value.startswith(given + "T"))


def _names_agree(stated: Iterable[str], given: Iterable[str]) -> bool:
    """Whether one list of names holds the other."""
    a, b = {_key(name) for name in stated}, {_key(name) for name in given}
    return bool(a and b) and (a <= b or b <= a)


def _held(stated: str, given: str | None) -> bool:
    """Whether the words of one stand in the other: a headline with the outlet's name behind it, `BBC` in `BBC News`."""
    a, b = _words(stated), _words(given or "")
    return bool(a.strip() and b.strip()) and (a in b or b in a or a.replace(" ", "") == b.replace(" ", ""))


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _words(text: str) -> str:
    return " " + " ".join(re.findall(r"[^\W_]+", text.casefold())) + " "


def _address(url: str) -> str:
    """An address without scheme, `www.` and a slash at the end, which decide nothing."""
    try:
        parts = urlsplit(_SCHEME.sub("//", url, count=1))
    except ValueError:
        return url
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}?{parts.query}"
