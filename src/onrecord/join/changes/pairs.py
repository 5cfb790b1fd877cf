"""Which sentences of two texts are one with some words changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from onrecord.join.changes.sentences import Piece
from onrecord.join.utterances.align import in_common
from onrecord.settings import Settings
from onrecord.span import hull

__all__ = ["Pair", "joined", "paired"]

Pair = tuple[list[Piece], list[Piece]]
"""Sentences of the article and of its base that are one: mostly one of each."""


def paired(here: Sequence[Piece], there: Sequence[Piece], settings: Settings) -> list[Pair]:
    """Sentences that are one with some words changed, each in one pair at most, in the order of the article."""
    return _widened(here, there, _likest(here, there, settings))


def _likest(here: Sequence[Piece], there: Sequence[Piece], settings: Settings) -> list[tuple[int, int]]:
    """Sentences that are one with some words changed, by number, each in one pair at most, the most alike first."""
    holding: dict[str, list[int]] = defaultdict(list)
    for number, piece in enumerate(there):
        for word in dict.fromkeys(piece.key):
            holding[word].append(number)
    scored = []
    for number, piece in enumerate(here):
        words = sorted(dict.fromkeys(piece.key), key=lambda w: (len(holding.get(w, ())), w))
        tried: Counter[int] = Counter()
        for word in [w for w in words if w in holding][: settings.change_words]:
            tried.update(holding[word][: settings.change_bucket])
        for other, _ in sorted(tried.items(), key=lambda t: (-t[1], t[0]))[: settings.change_tries]:
            score = _likeness(piece.key, there[other].key)
            if score >= settings.change_likeness:
                scored.append((-score, abs(number - other), number, other))
    taken_here: set[int] = set()
    taken_there: set[int] = set()
    pairs = []
    for _, _, a, b in sorted(scored):
        if a not in taken_here and b not in taken_there:
            taken_here.add(a)
            taken_there.add(b)
            pairs.append((a, b))
    return sorted(pairs)


def _widened(here: Sequence[Piece], there: Sequence[Piece], pairs: Sequence[tuple[int, int]]) -> list[Pair]:
    """The pairs, each with the neighbours that bring it closer: a sentence may have been cut in two, or two joined."""
    free = [set(range(len(here))) - {a for a, _ in pairs}, set(range(len(there))) - {b for _, b in pairs}]
    found = []
    for pair in pairs:
        sides = ([pair[0]], [pair[1]])
        best = _likeness(here[pair[0]].key, there[pair[1]].key)
        for side, step in ((0, -1), (0, 1), (1, -1), (1, 1)):
            edge = sides[side][0 if step < 0 else -1]
            if edge + step not in free[side] or not _neighbours((here, there)[side], edge, edge + step):
                continue
            sides[side].insert(0 if step < 0 else len(sides[side]), edge + step)
            score = _likeness(_key(here, sides[0]), _key(there, sides[1]))
            if score > best:
                best = score
                free[side].remove(edge + step)
            else:
                sides[side].remove(edge + step)
        found.append(([here[n] for n in sides[0]], [there[n] for n in sides[1]]))
    return found


def _neighbours(pieces: Sequence[Piece], one: int, other: int) -> bool:
    return abs(pieces[one].order - pieces[other].order) == 1


def _key(pieces: Sequence[Piece], numbers: Iterable[int]) -> list[str]:
    return [word for n in numbers for word in pieces[n].key]


def joined(pieces: Sequence[Piece]) -> Piece:
    """Sentences that follow one another as one."""
    if len(pieces) == 1:
        return pieces[0]
    words = tuple(w for p in pieces for w in p.words)
    return Piece(hull(p.span for p in pieces), pieces[0].order, words, tuple(w.key for w in words))


def _likeness(a: Sequence[str], b: Sequence[str]) -> float:
    """Share of the words of the longer of two sentences that they have in common, at whatever place."""
    return in_common(a, b) / max(len(a), len(b))
