"""Which articles are worth comparing, found without comparing any two: near-linear in their number.

Two ways, one after the other. MinHash with locality-sensitive hashing (A. Broder, *On the resemblance and containment
of documents*, 1997; J. Leskovec et al., *Mining of Massive Datasets*, ch. 3) finds texts that are alike as wholes. A
short text inside a longer one, or one with every third word changed, has too low a resemblance for that: those are
found by the rare shingles that they share, of which a fixed sample is looked up (Broder's sketch modulo *m*).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from onrecord.join.copies.makers import Makers
from onrecord.join.copies.prints import Numbers, Prints
from onrecord.settings import Settings

__all__ = ["alike", "sharing"]

SEED = 1
"""Of the hash functions: any fixed number; the result must not differ from run to run."""
BATCH = 4096
"""Articles whose sketches are made together."""
PART = 8_000_000
"""Pairs that are counted together, 8 bytes each."""


def alike(prints: Prints, settings: Settings) -> Iterator[tuple[int, int]]:
    """Pairs `(earlier, later)` of articles that agree in a whole band of hashes; of the members of one bucket each is
    tried with the first few only. A pair may come more than once.
    """
    filled = np.flatnonzero(prints.sizes)
    if len(filled) < 2:
        return
    sketches = _sketches(prints, filled, settings)
    rows = settings.copy_rows
    for band in range(settings.copy_bands):
        columns = np.ascontiguousarray(sketches[:, band * rows : (band + 1) * rows])
        keys = columns.view(np.dtype((np.void, columns.dtype.itemsize * rows))).ravel()
        _, bucket = np.unique(keys, return_inverse=True)
        order = np.argsort(bucket, kind="stable")
        yield from _in_buckets(filled[order], bucket[order], settings.copy_bucket)


def _sketches(prints: Prints, filled: NDArray[np.int64], settings: Settings) -> NDArray[np.uint32]:
    count = settings.copy_rows * settings.copy_bands
    found = np.empty((len(filled), count), dtype=np.uint32)
    for begin in range(0, len(filled), BATCH):
        chosen = filled[begin : begin + BATCH]
        parts = [prints[int(i)].shingles for i in chosen]
        ends = np.concatenate(([0], np.cumsum([len(p) for p in parts]))).astype(np.uint64)
        matrix = RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(parts), ends, count, SEED)
        found[begin : begin + BATCH] = matrix.to_rows()
    return found


def _in_buckets(members: NDArray[np.int64], bucket: NDArray[np.int64], most: int) -> Iterator[tuple[int, int]]:
    """Each member with the first `most` of its bucket; members of a bucket stand together, in order."""
    edges = np.flatnonzero(np.diff(bucket)) + 1
    begins, ends = np.concatenate(([0], edges)), np.concatenate((edges, [len(bucket)]))
    for begin, end in zip(begins[ends - begins > 1].tolist(), ends[ends - begins > 1].tolist(), strict=True):
        here = members[begin:end].tolist()
        for place, later in enumerate(here):
            for earlier in here[: min(place, most)]:
                yield earlier, later


def sharing(prints: Prints, chosen: NDArray[np.int64], makers: Makers, settings: Settings) -> Iterator[tuple[int, int]]:
    """Pairs `(earlier, later)` of the articles `chosen` that share enough rare shingles, each once, in order.

    A shingle is rare when at most `copy_rare` of the articles chosen have it. Of two reports that one agency is
    credited for within a few days less is asked. For each article the `copy_tries` best ones before it are given.
    """
    shingles, owners = _sample(prints, chosen, settings)
    sampled = np.bincount(owners, minlength=len(prints))
    least = settings.copy_least
    for pairs, counts in _counted(shingles, owners, len(prints), settings.copy_rare):
        earlier, later = pairs // len(prints), pairs % len(prints)
        share = counts / np.minimum(sampled[earlier], sampled[later])
        eased = makers.kin(earlier, later)
        enough = (counts >= np.where(eased, least - 1, least)) & (
            share >= np.where(eased, settings.copy_sampled / 2, settings.copy_sampled)
        )
        yield from _best(earlier[enough], later[enough], counts[enough], settings.copy_tries)


def _sample(prints: Prints, chosen: NDArray[np.int64], settings: Settings) -> tuple[Numbers, NDArray[np.int64]]:
    """The shingles that are looked up, each once an article, sorted, and the article of each."""
    shingles, owners = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
    for i in chosen.tolist():
        own = prints[i].shingles
        own = np.unique(own[own % np.uint64(settings.copy_sample) == 0])
        shingles.append(own)
        owners.append(np.full(len(own), i, dtype=np.int64))
    every, of = np.concatenate(shingles), np.concatenate(owners)
    order = np.argsort(every, kind="stable")
    return every[order], of[order]


def _counted(
    shingles: Numbers, owners: NDArray[np.int64], size: int, rare: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Pairs of owners, as `earlier * size + later`, and how many rare shingles they share, some owners at a time."""
    run = (
        np.cumsum(np.concatenate(([0], (shingles[1:] != shingles[:-1]).astype(np.int64)))) if len(shingles) else owners
    )
    many = np.bincount(run)[run] if len(run) else run
    kept = (many > 1) & (many <= rare)
    run, owners = run[kept], owners[kept]
    parts = 1 + len(run) * rare // 2 // PART
    width = max(1, -(-size // parts))
    for low in range(0, size, width):
        high = low + width
        found = [np.empty(0, np.int64)]
        for step in range(1, rare):
            one, other = owners[:-step], owners[step:]
            together = (run[:-step] == run[step:]) & (one < other) & (other >= low) & (other < high)
            found.append(one[together] * size + other[together])
        yield np.unique(np.concatenate(found), return_counts=True)


def _best(
    earlier: NDArray[np.int64], later: NDArray[np.int64], counts: NDArray[np.int64], most: int
) -> Iterator[tuple[int, int]]:
    """For each later article the pairs with the highest counts."""
    order = np.lexsort((earlier, -counts, later))
    earlier, later = earlier[order], later[order]
    begins = np.concatenate(([0], np.flatnonzero(np.diff(later)) + 1))
    rank = (
        np.arange(len(later)) - np.repeat(begins, np.diff(np.concatenate((begins, [len(later)]))))
        if len(later)
        else later
    )
    kept = rank < most
    yield from zip(earlier[kept].tolist(), later[kept].tolist(), strict=True)
