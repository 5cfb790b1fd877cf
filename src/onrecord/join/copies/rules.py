"""How much two articles must share to belong together: it depends on whose they are."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.join.copies.compare import Shared
from onrecord.join.copies.makers import Makers
from onrecord.settings import Settings

__all__ = ["Tie", "are_related", "may_be_related"]


@dataclass(frozen=True, slots=True)
class Tie:
    """Two articles, by number, the earlier first, and what they share."""

    a: int
    b: int
    shared: Shared

    @property
    def share_a(self) -> float:
        """How much of the earlier one stands in the later."""
        return self.shared.share(0)

    @property
    def share_b(self) -> float:
        """How much of the later one stands in the earlier."""
        return self.shared.share(1)

    @property
    def words(self) -> int:
        """How many words outside quotation marks they share."""
        return min(self.shared.own_covered)


def may_be_related(tie: Tie, settings: Settings) -> bool:
    """Whether some rule could bring the two together."""
    return max(tie.share_a, tie.share_b) >= settings.copy_kin or _is_excerpt(tie, settings)


def are_related(tie: Tie, makers: Makers, housemates: bool, settings: Settings) -> bool:
    """Whether the two share more than two reports of one thing have in common.

    `housemates` says that one outlet had the texts of both: another outlet's copy of a report is, for this, still that
    of the outlet that it is from.
    """
    if makers.rivals(tie.a, tie.b):
        return min(tie.share_a, tie.share_b, tie.shared.exact) >= settings.copy_rivals
    if makers.kin(tie.a, tie.b):
        return max(tie.share_a, tie.share_b) >= settings.copy_kin
    if housemates or makers.of_one_agency(tie.a, tie.b):
        return _is_refiled(tie, makers.days_apart(tie.a, tie.b) <= 1, settings)
    return max(tie.share_a, tie.share_b) >= settings.copy_contained or _is_excerpt(tie, settings)


def _is_excerpt(tie: Tie, settings: Settings) -> bool:
    """Whether a long stretch of one of them stands in the other nearly word for word."""
    both = zip(tie.shared.own_covered, tie.shared.own, strict=True)
    share = max((covered / own for covered, own in both if own), default=0.0)
    long = tie.words >= settings.excerpt_words and share >= settings.excerpt_share
    return long and tie.shared.exact >= settings.excerpt_exact


def _is_refiled(tie: Tie, within_a_day: bool, settings: Settings) -> bool:
    """Whether of two articles of one outlet the later is the earlier one again: cut, grown or updated."""
    mutual = min(tie.share_a, tie.share_b) >= settings.copy_mutual
    if within_a_day and mutual and max(tie.share_a, tie.share_b) >= settings.copy_contained:
        return True
    grown = tie.share_a >= settings.copy_housemates and tie.share_b >= settings.copy_regrown
    long = mutual or tie.words >= settings.excerpt_own
    return long and (grown or tie.share_b >= settings.copy_housemates)
