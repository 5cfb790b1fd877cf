"""Utterances: which quotations report one act of saying.

Quotations are brought together by what they share, never all with all (`candidates`). Each pair that meets is verified
on its words, with more asked of a pair whose speaker is not known (`likeness`). What different people said stays apart,
as does what one person said on different days, and a stock phrase, too common to tell one act of saying from another. A
quotation within a longer one reports the same utterance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.edits import NO_HAND, Hand
from onrecord.edits.hand import without_home
from onrecord.edtf import bounds
from onrecord.ids import member_id
from onrecord.join.coverage import Coverage
from onrecord.join.utterances.align import words_of
from onrecord.join.utterances.candidates import candidates
from onrecord.join.utterances.likeness import KNOWN, Judge, meet, one_voice
from onrecord.join.utterances.readings import read_against
from onrecord.join.utterances.report import Report, reports_of
from onrecord.model import Quotation, Reading, Segment, Utterance
from onrecord.settings import Settings

__all__ = ["housed", "join_utterances"]


def join_utterances(
    coverage: Coverage, quotations: Sequence[Quotation], settings: Settings, hand: Hand = NO_HAND
) -> tuple[tuple[Quotation, ...], tuple[Utterance, ...]]:
    """The quotations, in their order, with the id of their utterance; and the utterances in the order of their ids.

    Every quotation belongs to exactly one utterance, and most to one of their own. `hand` has the last word on which
    belong together; the quotations of an utterance that it rejects are left out.
    """
    utterances: list[Utterance] = []
    found = [(None, members) for members in _groups(coverage, reports_of(coverage, quotations, settings), settings)]
    for group in hand.regrouped("utterance", found, lambda report: report.quotation.content[0]):
        utterances.append(_utterance(coverage, group.members))
    utterances.sort(key=lambda u: u.id)
    return housed(quotations, utterances), tuple(utterances)


def housed(quotations: Iterable[Quotation], utterances: Iterable[Utterance]) -> tuple[Quotation, ...]:
    """The quotations that belong to one of `utterances`, in their order, each with its id."""
    home = {quotation: u.id for u in utterances for quotation in u.quotations}
    return without_home([replace(q, utterance=home[q.id]) for q in quotations if q.id in home])


# ------------------------------------------------------------------ one utterance
def _utterance(coverage: Coverage, reports: Sequence[Report]) -> Utterance:
    if len(reports) == 1:
        return _alone(reports[0])
    members = [r.quotation for r in reports]
    base = min(members, key=lambda q: _earliest_longest(coverage, q))
    persons = sorted({r.voice.person for r in reports if r.voice.person}, key=lambda p: (p != _person(base), p))
    ordered = (base, *sorted((q for q in members if q is not base), key=lambda q: q.content))
    words = [words_of(coverage.articles[q.content[0].article].text, q.content) for q in ordered]
    return Utterance(
        member_id("u", [s for q in members for s in q.content]),
        persons[0] if persons else None,
        tuple(q.id for q in ordered),
        base.id,
        tuple(read_against(base, words[0], q, own) for q, own in zip(ordered, words, strict=True)),
    )


def _person(quotation: Quotation) -> str | None:
    return quotation.speaker.person if quotation.speaker else None


def _alone(report: Report) -> Utterance:
    quotation = report.quotation
    reading = Reading(quotation.id, "base", False, tuple(Segment("same", p, p) for p in report.parts))
    whose = report.voice.person
    return Utterance(member_id("u", quotation.content), whose, (quotation.id,), quotation.id, (reading,))


def _earliest_longest(coverage: Coverage, quotation: Quotation) -> tuple[str, int, str]:
    """The base comes first: by its article's day of publication (unknown last), its length, its id."""
    published = coverage.published(quotation.content[0])
    day = bounds(published).first.isoformat() if published else "9999"
    return (day, -sum(len(s) for s in quotation.content), quotation.id)


# ------------------------------------------------------------------ which belong together
class _Group:
    """Quotations that were united: who speaks, and when it may have been said."""

    __slots__ = ("days", "members", "voice")

    def __init__(self, place: int, report: Report) -> None:
        self.members = [place]
        self.voice = report.voice
        self.days = report.days

    def two_speakers(self, other: _Group) -> bool:
        """Whether the groups are known to have different speakers."""
        return not one_voice(self.voice, other.voice)


def _groups(coverage: Coverage, reports: Sequence[Report], settings: Settings) -> Iterator[list[Report]]:
    """The quotations by utterance. The most alike are united first; a group has one speaker and one time at most."""
    group = {place: _Group(place, report) for place, report in enumerate(reports)}
    home = list(range(len(reports)))
    nested = _Nesting(reports)
    for a, b in _by_likeness(coverage, reports, settings):
        low, high = sorted((home[a], home[b]))
        one, other = group[low], group[high]
        if low == high or one.two_speakers(other) or nested.between(one.members, other.members):
            continue
        days = meet(one.days, other.days)
        if days is None and meet(reports[a].days, reports[b].days) is not None:
            continue
        one.days = days or (min(one.days[0], other.days[0]), max(one.days[1], other.days[1]))
        one.voice = max(one.voice, other.voice, key=lambda v: (v.last is not None, len(v.given), v.person is not None))
        for each in other.members:
            home[each] = low
        one.members += group.pop(high).members
    for key in sorted(group):
        yield [reports[place] for place in sorted(group[key].members)]


def _by_likeness(coverage: Coverage, reports: Sequence[Report], settings: Settings) -> list[tuple[int, int]]:
    """The pairs that may be one utterance, the surest first.

    Words that two known people said may be either's where their speaker is not known: such a pair is left out.
    """
    judge = Judge(coverage, settings)
    scored: list[tuple[int, float, int, int]] = []
    claims: Mapping[int, set[str]] = defaultdict(set)
    for a, b in candidates(reports, settings):
        if found := judge.likeness(reports[a], reports[b]):
            scored.append((found[0], -found[1], a, b))
            if found[0] > KNOWN:
                for mine, theirs in ((a, b), (b, a)):
                    if name := reports[theirs].voice.last or reports[theirs].voice.person:
                        claims[mine].add(name)
    return [
        (a, b) for tie, _, a, b in sorted(scored)
        if tie == KNOWN or not any(len(claims.get(r, ())) > 1 for r in (a, b))
    ]  # fmt: skip


class _Nesting:
    """Which quotations stand inside which: who quotes is not who is quoted."""

    def __init__(self, reports: Sequence[Report]) -> None:
        place = {r.quotation.id: at for at, r in enumerate(reports)}
        self._outer = {
            at: place[r.quotation.nested_in]
            for at, r in enumerate(reports)
            if r.quotation.nested_in in place and r.quotation.nested_in is not None
        }

    def between(self, one: Sequence[int], other: Sequence[int]) -> bool:
        """Whether a quotation of one group stands inside one of the other."""
        if not self._outer:
            return False
        here, there = set(one), set(other)
        return any(self._outer.get(m) in there for m in one) or any(self._outer.get(m) in here for m in other)
