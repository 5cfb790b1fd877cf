"""When an article was published and updated, from all places that say so; blank where they contradict each other.

Places are of two strengths. The **stated** ones name the date of publication as such: the carrier's fields, JSON-LD,
meta elements, marked elements of the page. The **shown** ones let it be seen: a date line or dateline over the text,
the address. The rules, in order:

1. A date later than the capture is wrong.
2. Where stated dates contradict each other, those that are also a date of update, and later than another, are dropped:
   many sites write the update into the date of publication. Of what is left, those that a shown date bears out count.
3. Where a stated date contradicts the address, an address that is later only shows that the article moved; one that is
   earlier wins where the stated date is also that of an update. Otherwise nobody knows, and the date is blank.
4. A date line in the text that is earlier (copy is filed before it is published) or later does not unsettle a stated
   date; again it wins if that is one of an update.
5. Of dates that agree the most exact counts, then one in the outlet's own time before one in UTC, then the day that
   most places name, then the order above. Where there is only UTC, and the address names the day that it then was in
   the outlet's part of the world, that day counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.claims import dates_agree, later_than
from onrecord.edtf import bounds, precision
from onrecord.model import Claim

__all__ = ["BASES", "Dated", "dated"]

BASES = ("metadata", "json-ld", "meta", "markup", "dateline", "url", "text", "capture")
"""Where a claim may come from, in the order of precedence; see docs/how-it-decides.md."""
FILED = 2
"""Days that copy may lie before it is published: a dateline names the day on which it was written."""
AMERICA, ASIA = 8, 13
"""Before the first hour of UTC it is still the day before on the west coast of America; from the second on it may be
the next day between India and New Zealand."""
_STATED = ("metadata", "json-ld", "meta", "markup")


@dataclass(frozen=True, slots=True)
class Dated:
    """The dates of an article, EDTF to the day, the basis of the first, and what was left out, in words."""

    published: str | None
    basis: str | None
    updated: str | None
    left_out: tuple[str, ...] = ()


def dated(claims: Sequence[Claim], captured: str | None) -> Dated:
    """The dates that these claims come to, for an article that was captured then."""
    late = [c for c in claims if captured and later_than(c.value, captured)]
    published = _in_order(c for c in claims if c.field == "published" and c not in late)
    updated = [c for c in claims if c.field == "updated" and c not in late]
    left_out = [
        f"its date of publication, {_day(c.value)} ({c.basis}), is later than its capture on {captured}"
        for c in late if c.field == "published"
    ]  # fmt: skip
    chosen, why = _published(published, [_day(c.value) for c in updated])
    if why:
        left_out.append(why)
    last = max((_day(c.value) for c in updated), default=None)
    if last and chosen and bounds(last).last < bounds(_day(chosen.value)).first:
        last = None
    day = _day(chosen.value) if chosen else None
    return Dated(day, chosen.basis if chosen else None, last, tuple(dict.fromkeys(left_out)))


def _in_order(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda c: BASES.index(c.basis) if c.basis in BASES else 0)


def _published(claims: list[Claim], updates: list[str]) -> tuple[Claim | None, str | None]:
    """The claim that counts, or why none does."""
    stated = [c for c in claims if c.basis in _STATED or c.basis not in BASES]
    shown = [c for c in claims if c not in stated]
    if not stated:
        return _agreed(shown, claims)
    if _contradict(stated):
        stated = _borne_out(_without_updates(stated, stated, updates), shown)
        if _contradict(stated):
            return None, _contradiction(stated)
    best = _best(stated, claims)
    earlier = [c for c in shown if not dates_agree(c.value, best.value) and _first(c) < _first(best)]
    if not earlier:
        return _local(best, shown), None
    if _day(best.value) in updates:
        return _agreed(earlier, claims)
    if any(c.basis == "url" for c in earlier):
        return None, _contradiction([best, *earlier])
    return best, None


def _agreed(shown: list[Claim], claims: list[Claim]) -> tuple[Claim | None, str | None]:
    """The one that counts where no date is stated; a dateline of the days before the address is when copy was filed."""
    days = [_first(c) for c in shown if c.basis == "url" and precision(c.value) == "day"]
    shown = [c for c in shown if c.basis != "dateline" or not any(0 < d - _first(c) <= FILED for d in days)]
    if _contradict(shown):
        return None, _contradiction(shown)
    return (_best(shown, claims) if shown else None), None


def _without_updates(stated: list[Claim], against: list[Claim], updates: list[str]) -> list[Claim]:
    """Without those that are dates of an update and later than another."""
    first = min(_first(c) for c in against)
    return [c for c in stated if _day(c.value) not in updates or _first(c) == first]


def _borne_out(stated: list[Claim], shown: list[Claim]) -> list[Claim]:
    """Those with which a shown date agrees, if there are any and they are not all."""
    if not _contradict(stated):
        return stated
    return [c for c in stated if any(dates_agree(c.value, s.value) for s in shown)] or stated


def _best(agreeing: list[Claim], claims: list[Claim]) -> Claim:
    """The most exact, then one that is not in UTC, then the one whose day most claims name, then the first."""
    days = [_day(c.value) for c in claims]
    finest = {"day": 0, "month": 1, "season": 2, "year": 3}
    rank = {id(c): (finest.get(precision(c.value), 4), _is_utc(c.value), -days.count(_day(c.value))) for c in agreeing}
    return min(agreeing, key=lambda c: rank[id(c)])


def _local(best: Claim, shown: list[Claim]) -> Claim:
    """`best`, or the address if it names the day beside, and it was that day in America or Asia at that hour of UTC."""
    if not _is_utc(best.value):
        return best
    hour = int(best.value.split("T")[1][:2])
    shift = -1 if hour < AMERICA else 1 if hour >= ASIA else 0
    beside = (c for c in shown if c.basis == "url" and precision(c.value) == "day")
    return next((c for c in beside if shift and _first(c) == _first(best) + shift), best)


def _is_utc(value: str) -> bool:
    return "T" in value and value.endswith(("Z", "+00:00", "-00:00"))


def _contradict(claims: Sequence[Claim]) -> bool:
    return any(not dates_agree(a.value, b.value) for i, a in enumerate(claims) for b in claims[i + 1 :])


def _contradiction(claims: Sequence[Claim]) -> str:
    said = dict.fromkeys(f"{_day(c.value)} ({c.basis})" for c in claims)
    return "has dates of publication that contradict each other: " + ", ".join(said)


def _first(claim: Claim) -> int:
    return bounds(claim.value).first.toordinal()


def _day(value: str) -> str:
    """An EDTF date without its time of day."""
    return value.split("T")[0]
