"""Pairs of quotations that may report one saying: those that share a key, and of many with one key, near neighbours.

A key is a run of three words, one of which says what it is about; or a speaker with two content words that stand near
one another; or the whole wording. A key that many share, a slogan's, gives every quotation a fixed number of partners:
the longest of them all, and those next to it by speaker and day.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.join.sharing import numbered
from onrecord.join.utterances.gist import alike_words
from onrecord.join.utterances.report import Report
from onrecord.settings import Settings

__all__ = ["candidates"]

_BITS = 21
"""Bits of a word's number in a key: two million different words and names of speakers."""


def candidates(reports: Sequence[Report], settings: Settings) -> Iterator[tuple[int, int]]:
    """Pairs of places in `reports`, each once, in order."""
    if not reports:
        return
    keys, places = _keys(reports, frozenset(c for r in reports for c in r.content))
    order = np.lexsort((places, keys))
    keys, places = keys[order], places[order]
    borders = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    starts = np.concatenate(([0], borders))
    ends = np.concatenate((borders, [len(keys)]))
    several = ends - starts > 1
    rank, whose, length = _ranks(reports), _whose(reports), [-len(r.tokens) for r in reports]
    met = array("Q")
    count = len(reports)
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        bucket = places[start:end].tolist()
        for a, b in _partners(bucket, length, rank, settings.utterance_bucket):
            if whose[a] == whose[b] or not (whose[a] and whose[b]):
                met.append(a * count + b)
    pairs = np.unique(np.frombuffer(met, dtype=np.uint64))
    one, other = np.divmod(pairs, count)
    possible = _possible(reports, one, other)
    yield from zip(one[possible].tolist(), other[possible].tolist(), strict=True)


def _possible(reports: Sequence[Report], one: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which of the pairs may be of one day, or of one speaker: whoever else spoke on another day said another thing."""
    first, last = np.array([r.days for r in reports], dtype=np.int64).T
    possible: NDArray[np.bool_] = np.maximum(first[one], first[other]) <= np.minimum(last[one], last[other])
    for named in ([r.voice.person for r in reports], [r.voice.last for r in reports]):
        of = np.array(numbered(named))
        possible |= (of[one] == of[other]) & (of[one] > 0)
    return possible


def _partners(
    bucket: Sequence[int], length: Sequence[int], rank: Sequence[int], most: int
) -> Iterator[tuple[int, int]]:
    """Pairs within one bucket: all of a small one."""
    if len(bucket) <= most:
        yield from ((a, b) for i, b in enumerate(bucket) for a in bucket[:i])
        return
    longest = sorted(bucket, key=lambda r: (length[r], r))[: most // 2]
    near = sorted(bucket, key=rank.__getitem__)
    for place, b in enumerate(near):
        for a in (*longest, *near[max(0, place - most // 2) : place]):
            if a != b:
                yield min(a, b), max(a, b)


def _whose(reports: Sequence[Report]) -> list[int]:
    """A number for each report's speaker by last name, 0 where there is none or it speaks for somebody else."""
    mouthpieces = alike_words().mouthpieces
    return numbered([r.voice.last if r.voice.roles.isdisjoint(mouthpieces) else None for r in reports])


def _ranks(reports: Sequence[Report]) -> list[int]:
    """The place of each report by speaker and day."""
    order = sorted(
        range(len(reports)),
        key=lambda r: (reports[r].voice.last or "", reports[r].voice.person or "", reports[r].days, r),
    )
    ranks = [0] * len(reports)
    for place, report in enumerate(order):
        ranks[report] = place
    return ranks


def _keys(reports: Sequence[Report], content: frozenset[int]) -> tuple[np.ndarray, np.ndarray]:
    """The keys, and beside each the place of its report. Two kinds of keys are told apart by their highest bit."""
    wordings: dict[tuple[int, ...], int] = {}
    voices: dict[str, int] = {}
    keys, places = [], []
    for place, report in enumerate(reports):
        found = set(_runs(report.tokens, content))
        for label in _labels(report):
            voice = voices.setdefault(label, len(voices))
            found.update(_said(report.content, voice))
        found.add(wordings.setdefault(report.tokens, len(wordings)) | 3 << 62)
        keys.append(np.fromiter(found, dtype=np.uint64, count=len(found)))
        places.append(np.full(len(found), place, dtype=np.uint32))
    if not keys:
        return np.zeros(0, np.uint64), np.zeros(0, np.uint32)
    return np.concatenate(keys), np.concatenate(places)


def _runs(tokens: Sequence[int], content: frozenset[int]) -> Iterator[int]:
    for a, b, c in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if a in content or b in content or c in content:
            yield (a << 2 * _BITS | b << _BITS | c) & (1 << 62) - 1


def _said(content: Sequence[int], voice: int) -> Iterator[int]:
    for at, one in enumerate(content):
        for near in content[at + 1 : at + 3]:
            low, high = sorted((one, near))
            yield 1 << 63 | (voice << 2 * _BITS | low << _BITS | high) & (1 << 62) - 1


def _labels(report: Report) -> list[str]:
    """What the speaker is looked up by: the last name, else the person, else the words that describe them."""
    voice = report.voice
    if voice.last or voice.person:
        return [voice.last or str(voice.person)]
    return sorted(f"the {role}" for role in voice.roles)[:3]
