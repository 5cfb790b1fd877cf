"""Utterances: which quotations report one act of saying.

Quotations are brought together by what they share, never all with all: equal wordings by one key, others by runs of
three words, indirect speech by its speaker and rare words. Each pair that meets is verified on the alignment of its
words, with more asked of a pair whose speaker is not known. What different people said stays apart, as does a stock
phrase, too short to tell one act of saying from another. A quotation within a longer one reports the same utterance.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from onrecord.edtf import bounds, may_be_same
from onrecord.ids import member_id
from onrecord.join.coverage import Coverage
from onrecord.join.utterances.align import Word, words_of
from onrecord.join.utterances.readings import read_against
from onrecord.join.utterances.weight import expanded
from onrecord.model import Quotation, Utterance
from onrecord.settings import Settings
from onrecord.tokens import content_words

__all__ = ["join_utterances"]

_MARK = re.compile('[“”"]')


@dataclass(frozen=True, slots=True)
class _Report:
    """A quotation as it is compared: its words, their keys, and its content words."""

    quotation: Quotation
    words: tuple[Word, ...]
    keys: tuple[str, ...]
    content: tuple[str, ...]

    @property
    def person(self) -> str | None:
        return self.quotation.speaker.person if self.quotation.speaker else None


def join_utterances(
    coverage: Coverage, quotations: Sequence[Quotation], settings: Settings
) -> tuple[tuple[Quotation, ...], tuple[Utterance, ...]]:
    """The quotations, in their order, with the id of their utterance; and the utterances in the order of their ids.

    Every quotation belongs to exactly one utterance, and most to one of their own.
    """
    reports = {q.id: _report(coverage, q) for q in quotations}
    utterances: list[Utterance] = []
    home: dict[str, str] = {}
    for members in _groups(reports, settings):
        utterance = _utterance(coverage, members)
        utterances.append(utterance)
        home |= dict.fromkeys(utterance.quotations, utterance.id)
    joined = tuple(replace(q, utterance=home[q.id]) for q in quotations)
    return joined, tuple(sorted(utterances, key=lambda u: u.id))


def _report(coverage: Coverage, quotation: Quotation) -> _Report:
    text = coverage.articles[quotation.content[0].article].text
    words = words_of(text, quotation.content)
    told = [w for w in words if w.kind == "word"]
    if quotation.type == "mixed" and told:
        told = _between_marks(text, told) or told
    return _Report(quotation, words, tuple(w.key for w in words), tuple(c for w in told for c in _content(w)))


def _content(word: Word) -> tuple[str, ...]:
    return _content_of(word.key)


@lru_cache(maxsize=65536)
def _content_of(key: str) -> tuple[str, ...]:
    return tuple(c for each in expanded(key) for c in content_words(each))


def _between_marks(text: str, words: Sequence[Word]) -> list[Word]:
    """The words of a mixed quotation that stand between quotation marks: the speaker's own, not the reporter's."""
    inside, open_, end = [], False, max(0, words[0].span.start - 1)
    for word in words:
        for mark in _MARK.findall(text, end, word.span.start):
            open_ = mark == "“" or (mark == '"' and not open_)
        if open_:
            inside.append(word)
        end = word.span.end
    return inside


# ------------------------------------------------------------------ one utterance
def _utterance(coverage: Coverage, members: Sequence[_Report]) -> Utterance:
    base = min(members, key=lambda r: _earliest_longest(coverage, r))
    persons = sorted({r.person for r in members if r.person})
    rest = sorted((r for r in members if r is not base), key=lambda r: r.quotation.content)
    return Utterance(
        member_id("u", [s for r in members for s in r.quotation.content]),
        persons[0] if persons else None,
        tuple(r.quotation.id for r in (base, *rest)),
        base.quotation.id,
        tuple(read_against(base.quotation, base.words, r.quotation, r.words) for r in (base, *rest)),
    )


def _earliest_longest(coverage: Coverage, report: _Report) -> tuple[str, int, str]:
    """The base comes first: by its article's day of publication (unknown last), its length, its id."""
    published = coverage.published(report.quotation.content[0])
    day = bounds(published).first.isoformat() if published else "9999"
    return (day, -sum(len(s) for s in report.quotation.content), report.quotation.id)


# ------------------------------------------------------------------ which belong together
def _groups(reports: Mapping[str, _Report], settings: Settings) -> list[list[_Report]]:
    """The quotations by utterance. The most alike are united first, and a group has one speaker at most."""
    home = {q: q for q in reports}
    members = {q: [q] for q in reports}
    person = {q: r.person for q, r in reports.items()}
    scored = []
    for a, b in _candidates(reports, settings):
        if score := _likeness(reports[a], reports[b], settings):
            scored.append(((person[a] is None) + (person[b] is None), -score, a, b))
    for _, _, a, b in sorted(scored):
        low, high = sorted((home[a], home[b]))
        if low == high or (person[low] and person[high] and person[low] != person[high]):
            continue
        if _nested(reports, members[low], members[high]):
            continue
        person[low] = person[low] or person[high]
        for each in members[high]:
            home[each] = low
        members[low] += members.pop(high)
    return [[reports[q] for q in sorted(members[key])] for key in sorted(members)]


def _nested(reports: Mapping[str, _Report], one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a quotation of one group stands inside one of the other: who quotes is not who is quoted."""
    inside = {reports[q].quotation.nested_in for q in (*one, *other)} - {None}
    return bool(inside) and any(
        reports[a].quotation.nested_in == b or reports[b].quotation.nested_in == a for a in one for b in other
    )


def _candidates(reports: Mapping[str, _Report], settings: Settings) -> list[tuple[str, str]]:
    """Pairs of quotations that share a key, each pair once, in order."""
    pairs: set[tuple[str, str]] = set()
    for bucket in _buckets(reports, settings):
        ordered = sorted(bucket, key=lambda q: (-len(reports[q].keys), q))
        for place, b in enumerate(ordered):
            pairs.update((min(a, b), max(a, b)) for a in ordered[: min(place, settings.utterance_bucket)])
    return sorted(pairs)


def _buckets(reports: Mapping[str, _Report], settings: Settings) -> Iterator[Iterable[str]]:
    runs: dict[tuple[str, ...], set[str]] = defaultdict(set)
    said: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for q, report in reports.items():
        keys = report.keys
        runs["=", *keys].add(q)
        told = [bool(_content_of(k)) for k in keys]
        for at in range(len(keys) - 2):
            if told[at] or told[at + 1] or told[at + 2]:
                runs[keys[at : at + 3]].add(q)
        if report.person:
            content = report.content
            for at in range(len(content)):
                for near in content[at + 1 : at + 3]:
                    said[report.person, *sorted((content[at], near))].add(q)
    for found in (runs, said):
        yield from (found[key] for key in found if len(found[key]) > 1)


def _likeness(a: _Report, b: _Report, settings: Settings) -> float:
    """0 when the two are not one utterance, else the share of the shorter one's content words that both have."""
    x, y = a.quotation, b.quotation
    known = a.person is not None and a.person == b.person
    if (a.person and b.person and not known) or (x.said and y.said and not may_be_same(x.said, y.said)):
        return 0.0
    shorter = min(len(a.content), len(b.content))
    if a.keys == b.keys:
        return 1.0 if shorter >= (settings.utterance_equal if known else settings.utterance_content) else 0.0
    common = _common(a, b)
    if common < settings.utterance_content + (0 if known else 2):
        return 0.0
    share = common / max(1, shorter)
    enough = settings.utterance_share if known else settings.utterance_share_unknown
    if "indirect" in (x.type, y.type):
        alike = known and common > settings.utterance_content and share >= settings.utterance_share_indirect
        return share if alike else 0.0
    if share >= enough or common >= settings.utterance_overlap:
        return share
    return 0.0


def _common(a: _Report, b: _Report) -> int:
    """The content words that both have in one order: in runs of three words and more, or any for indirect speech."""
    if "indirect" in (a.quotation.type, b.quotation.type):
        return int(LCSseq.similarity(a.content, b.content))
    count = 0
    for block in LCSseq.opcodes(a.keys, b.keys):
        if block.tag == "equal" and block.src_end - block.src_start >= 2:
            count += sum(len(_content(w)) for w in a.words[block.src_start : block.src_end])
    return count
