"""The full-text indexes of a record in memory, as far as frequent words need it: a name that everybody prints.

SQLite ranks what matches row by row, 13,000 rows in 15 ms. Here the places of a term are read once, and rows are
matched and ranked as arrays: by the same BM25, to the last digit, so that the order is the same. What has no frequent
word, begun ones, and a word in more places than are worth holding are left to SQLite (`matching`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from math import log
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.keeping import Kept
from onrecord.search.terms import Query
from onrecord.search.tokens import tokens_of
from onrecord.store import Store

__all__ = ["HitKind", "Postings", "Standing"]

HitKind = Literal["passage", "quotation"]

Numbers = NDArray[np.int64]

Standing = dict[int, tuple[int, list[tuple[int, int]]]]
"""Row → how many tokens its text has, and the first and last token of each stretch that matches, in order."""

ROOM: Final = 64 * 2**20
"""Bytes for places: all of a record of 8,000 articles, of a larger one what is asked for."""
FULL: Final = 0.75
"""Share of the room up to which terms are read before anybody asks."""
MOST: Final = 1_000_000
"""Places of a term that are held: more would take as long to read as to leave to SQLite."""
FREQUENT: Final = 500
"""Places from which on a term is read ahead: of what has no such term SQLite ranks all as soon as arrays are set up."""
BATCH: Final = 10
"""Terms that are read at once in the background: a few milliseconds."""

ROW: Final = 24
"""Bits of a place below its row: the column, and the offset within it in tokens."""
NOT_HELD: Final = np.zeros(0, np.int64)
"""What is kept for a term that is left to SQLite."""

K1: Final = 1.2
B: Final = 0.75
LEAST: Final = 1e-6
"""The constants of BM25 as SQLite has them, and the rarity of what stands in more than half of the rows."""


class _Met(NamedTuple):
    """The rows that have a phrase, ascending, and how often each has it."""

    rows: Numbers
    times: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """How many tokens each row of an index has, their mean, and how many are of its text (not of a speaker's name)."""

    tokens: NDArray[np.float64]
    mean: float
    words: Numbers


class Postings:
    """The indexes of one state of a record file, whose open readers (`Store.hold`) share it; so may threads."""

    def __init__(self, room: int = ROOM) -> None:
        self._kept: Kept[Numbers] = Kept(room, lambda places: places.nbytes + 100)
        self._rows: dict[HitKind, _Rows | None] = {}
        self._frequent: dict[HitKind, frozenset[str]] = {}
        self._articles: tuple[Numbers, tuple[str, ...]] | None = None

    # -------------------------------------------------------------- questions
    def ranked(self, store: Store, kind: HitKind, query: Query, most: int) -> list[tuple[int, float]] | None:
        """The rows that match and their ranks, the best (the least) first, at most so many; None: ask SQLite."""
        met = self._met(store, kind, query)
        known = self._known(store, kind)
        if met is None or known is None:
            return None
        rows = _matching(query, met)
        score = np.zeros(len(rows))
        for phrase in (p for phrases in query.wanted for p in phrases):
            score += _scored(met[phrase], rows, known)
        if most < len(rows):
            best = score >= np.partition(score, -most)[-most]
            rows, score = rows[best], score[best]
        order = np.lexsort((rows, -score))[:most]
        return list(zip(rows[order].tolist(), (-score[order]).tolist(), strict=True))

    def rows(self, store: Store, kind: HitKind, query: Query) -> Numbers | None:
        """The rows that match, ascending; None: ask SQLite."""
        met = self._met(store, kind, query)
        return None if met is None else _matching(query, met)

    def articles(self, store: Store, query: Query) -> frozenset[str] | None:
        """The articles that have something of each part of `query` in whichever passage; None: ask SQLite."""
        met = self._met(store, "passage", query)
        if met is None:
            return None
        places, ids = self._article_places(store)
        known = self._known(store, "passage")
        if known is None or len(places) != len(known.tokens):
            return None
        found = reduce(_both, (_once(places[_either([met[p].rows for p in each])]) for each in query.wanted))
        if query.unwanted:
            found = found[~_inside(found, _once(places[_either([met[p].rows for p in query.unwanted])]))]
        return frozenset(ids[place] for place in found.tolist())

    def standing(self, store: Store, kind: HitKind, query: Query, rows: Iterable[int]) -> Standing | None:
        """Where in the texts of these rows the words stand that match; None: ask SQLite."""
        known = self._known(store, kind)
        if known is None or not self._answers(kind, query):
            return None
        asked = np.fromiter(sorted(rows), np.int64)
        found: dict[int, list[tuple[int, int]]] = {int(row): [] for row in asked}
        for phrase in dict.fromkeys(p for phrases in query.wanted for p in phrases):
            places = self._places(store, kind, phrase)
            if places is None:
                return None
            begin, end = np.searchsorted(places, (asked << ROW, (asked << ROW) + (1 << (ROW - 1))))
            more = len(_tokens(phrase)) - 1
            for row, low, high in zip(found, begin.tolist(), end.tolist(), strict=True):
                offsets = (places[low:high] & ((1 << ROW) - 1)).tolist()
                found[row] += [(first, first + more) for first in offsets]
        return {row: (int(known.words[row]), _merged(ranges)) for row, ranges in found.items()}

    # -------------------------------------------------------------- ahead of them
    def frequent(self, store: Store) -> Iterator[tuple[HitKind, list[str]]]:
        """The terms that stand often, the most frequent first, in batches."""
        kinds: tuple[HitKind, ...] = ("passage", "quotation")
        self._article_places(store)
        tokens_of("the")  # makes it ready
        for kind in kinds:
            self._known(store, kind)
            found = store.select(f"SELECT term FROM {kind}s_terms WHERE cnt >= ? ORDER BY cnt DESC", FREQUENT)  # noqa: S608
            terms = [str(term) for (term,) in found]
            self._frequent[kind] = frozenset(terms)
            for start in range(0, len(terms), BATCH):
                yield kind, terms[start : start + BATCH]

    def read(self, store: Store, kind: HitKind, terms: Iterable[str]) -> None:
        """Reads terms before anybody asks, unless there is little room left."""
        for term in terms:
            if self._kept.share < FULL:
                self._term(store, kind, term)

    # -------------------------------------------------------------- what is held
    def _answers(self, kind: HitKind, query: Query) -> bool:
        """Whether a query is worth answering here: it has a frequent word, and none that is only begun."""
        frequent = self._frequent.get(kind, frozenset())
        return not any(p.endswith("*") for p in query.phrases) and not all(
            frequent.isdisjoint(_tokens(p)) for p in query.phrases
        )

    def _met(self, store: Store, kind: HitKind, query: Query) -> dict[str, _Met] | None:
        """Where each phrase of a query stands; None where it is SQLite that is to be asked."""
        if not self._answers(kind, query):
            return None
        found = {}
        for phrase in query.phrases:
            places = self._places(store, kind, phrase)
            if places is None:
                return None
            found[phrase] = _by_row(places)
        return found

    def _places(self, store: Store, kind: HitKind, phrase: str) -> Numbers | None:
        """Where a phrase begins."""
        found = None
        for shift, token in enumerate(_tokens(phrase)):
            held = self._term(store, kind, token)
            if held is NOT_HELD:
                return None
            found = held if found is None else _both(found, held - shift)
        return found

    def _term(self, store: Store, kind: HitKind, term: str) -> Numbers:
        """Where a term stands."""
        found = self._kept.get((kind, term))
        if found is None:
            found, known = _read_places(store, kind, term), self._known(store, kind)
            rows = found[[0, -1]] >> ROW if len(found) else found
            if known is None or (len(rows) and not 0 <= rows[0] <= rows[1] < len(known.tokens)):
                found = NOT_HELD  # a damaged index: SQLite tells
            self._kept.put((kind, term), found)
        return found

    def _article_places(self, store: Store) -> tuple[Numbers, tuple[str, ...]]:
        if self._articles is None:
            self._articles = _read_articles(store)
        return self._articles

    def _known(self, store: Store, kind: HitKind) -> _Rows | None:
        if kind not in self._rows:
            self._rows[kind] = _read_rows(store, kind)
        return self._rows[kind]


# ------------------------------------------------------------------ matching and ranking
def _tokens(phrase: str) -> tuple[str, ...]:
    """The terms of a phrase."""
    return tokens_of(phrase.strip('"'))


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order, those that share a token as one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found


def _by_row(places: Numbers) -> _Met:
    rows = places >> ROW
    first = np.flatnonzero(_new(rows))
    return _Met(rows[first], np.diff(first, append=len(rows)))


# NumPy's own functions for sets load a tenth of a second of modules when one is first called.
def _inside(some: Numbers, others: Numbers) -> NDArray[np.bool_]:
    """Which of `some` are in `others`, which ascend."""
    if not len(others):
        return np.zeros(len(some), bool)
    same: NDArray[np.bool_] = others[np.minimum(np.searchsorted(others, some), len(others) - 1)] == some
    return same


def _both(some: Numbers, others: Numbers) -> Numbers:
    """What is in both; each is ascending and has nothing twice."""
    few, many = (some, others) if len(some) <= len(others) else (others, some)
    return few[_inside(few, many)]


def _either(parts: Sequence[Numbers]) -> Numbers:
    """What is in any."""
    return parts[0] if len(parts) == 1 else _once(np.concatenate(parts))


def _once(numbers: Numbers) -> Numbers:
    """Numbers in order, each once."""
    ordered = np.sort(numbers)
    return ordered[_new(ordered)]


def _new(ordered: Numbers) -> NDArray[np.bool_]:
    """Which numbers are others than the one before."""
    new = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return new


def _matching(query: Query, met: dict[str, _Met]) -> Numbers:
    """The rows that match."""
    found = reduce(_both, [_either([met[p].rows for p in phrases]) for phrases in query.wanted])
    return found[~_inside(found, _either([met[p].rows for p in query.unwanted]))] if query.unwanted else found


def _scored(met: _Met, rows: Numbers, known: _Rows) -> NDArray[np.float64]:
    """What a phrase adds to the scores of `rows`, reckoned in SQLite's order: other orders give other last digits."""
    having = len(met.rows)
    if not having:
        return np.zeros(len(rows))
    rarity = log((len(known.tokens) - having + 0.5) / (having + 0.5))
    times = met.times
    if rows is not met.rows:
        at = np.minimum(np.searchsorted(met.rows, rows), having - 1)
        times = np.where(met.rows[at] == rows, met.times[at], 0)
    spread = K1 * (1 - B + B * known.tokens[rows] / known.mean)
    return (rarity if rarity > 0 else LEAST) * ((times * (K1 + 1)) / (times + spread))


# ------------------------------------------------------------------ reading
# Numbers come from SQLite as one string each time: a row for each would hold Python up for ten times as long.
def _numbers(listed: str | None) -> Numbers:
    return np.fromstring(listed or "", np.int64, sep=",")


def _read_places(store: Store, kind: HitKind, term: str) -> Numbers:
    """The places of a term, ascending; `NOT_HELD` when they are too many."""
    place = f"doc * {1 << ROW} + (col <> 'text') * {1 << (ROW - 1)} + offset"
    ((count, listed),) = store.select(
        f"SELECT count(*), group_concat(place) FROM (SELECT {place} AS place FROM {kind}s_places"  # noqa: S608
        f" WHERE term = ? LIMIT {MOST + 1})", term,
    )  # fmt: skip
    places = _numbers(listed) if count <= MOST else NOT_HELD
    return np.sort(places) if len(places) == count else NOT_HELD


def _read_rows(store: Store, kind: HitKind) -> _Rows | None:
    """The rows of an index, which counts tokens by column, each number as a varint; None if they are not as made."""
    ((count, last, packed),) = store.select(
        f"SELECT count(*), max(id), group_concat(hex(sz), '') FROM (SELECT id, sz FROM {kind}s_fts_docsize ORDER BY id)"  # noqa: S608
    )
    raw = np.frombuffer(bytes.fromhex(packed or ""), np.uint8).astype(np.int64)
    ends = np.flatnonzero(raw < 128)
    columns = 1 if kind == "passage" else 2
    if not count or last != count - 1 or len(ends) != count * columns or ends[-1] != len(raw) - 1:
        return None
    lengths = np.diff(ends, prepend=-1)
    power = np.repeat(ends, lengths) - np.arange(len(raw))
    sizes = np.add.reduceat((raw & 127) << (7 * power), ends - lengths + 1).reshape(count, columns)
    tokens = sizes.sum(axis=1).astype(np.float64)
    return _Rows(tokens, float(tokens.sum()) / count, sizes[:, 0])


def _read_articles(store: Store) -> tuple[Numbers, tuple[str, ...]]:
    """The place of the article of each passage, and the articles' ids."""
    ids = tuple(str(article) for (article,) in store.select("SELECT id FROM articles ORDER BY ord"))
    ((listed,),) = store.select(
        "SELECT group_concat(ord) FROM"
        " (SELECT a.ord FROM passages p JOIN articles a ON a.id = p.article ORDER BY p.ord)"
    )
    return _numbers(listed), ids
