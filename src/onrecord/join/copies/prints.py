"""Fingerprints of articles: the shingles of their prose as 64-bit numbers, in columns, so that no text need be kept.

A shingle is a run of `copy_shingle` words. Each word has a number from a keyed hash, each shingle one from those of its
words, so that an article of 400 words takes 3.5 kB and is compared with numpy alone.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.join.kept import Kept
from onrecord.model import Article
from onrecord.settings import Settings

__all__ = ["Numbers", "Print", "Prints", "Words", "prose_words", "read_print"]

Numbers = NDArray[np.uint64]

_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile('(["“”«»„])')
_OPENING, _CLOSING = "“«„", "”»"
NUMBER = 8
"""Bytes of a number."""
KNOWN_WORDS = 500_000
"""Words whose numbers are remembered, about 150 bytes each: the vocabulary of a large newsroom's year."""
KEPT = 4096
"""Articles whose shingles are kept in order, for each is compared with several: 16 bytes a word."""
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_STEP = np.uint64(0x9E3779B97F4A7C15)
"""Constants of the finalizer of SplitMix64 (G. Steele et al., *Fast splittable pseudorandom number generators*)."""


def _number(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")


class _Vocabulary(dict[str, int]):
    """The number of each word, the same in every process."""

    def __missing__(self, word: str) -> int:
        if len(self) >= KNOWN_WORDS:
            self.clear()
        number = self[word] = _number(word.encode("utf-8", "surrogatepass"))
        return number


_VOCABULARY = _Vocabulary()


@dataclass(frozen=True, slots=True)
class Words:
    """Where each word of an article's prose begins and ends in the text."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True)
class Print:
    """An article's shingles in text order, and of each whether its first word stands in quotation marks."""

    shingles: Numbers
    quoted: NDArray[np.bool_]

    @cached_property
    def unquoted(self) -> int:
        """How many shingles begin outside quotation marks."""
        return int((~self.quoted).sum())

    @cached_property
    def once(self) -> tuple[NDArray[np.int64], Numbers]:
        """The places of the shingles that stand once in the text, in the order of their numbers, and these."""
        order = np.argsort(self.shingles)
        found = self.shingles[order]
        if len(found) > 1:
            again = found[1:] == found[:-1]
            alone = ~(np.concatenate(([False], again)) | np.concatenate((again, [False])))
            order, found = order[alone], found[alone]
        return order, found


def prose_words(article: Article) -> Words:
    """The words that copies are told by, with their places: for the few articles whose words are pointed at."""
    places = [
        match.span()
        for block in article.blocks
        if block.kind == "prose"
        for match in _WORD.finditer(article.text, block.start, block.end)
    ]
    return Words(tuple(p[0] for p in places), tuple(p[1] for p in places))


def _pieces(text: str) -> Iterable[tuple[str, bool]]:
    """A paragraph cut at its quotation marks, and of each piece whether it stands within them."""
    if not _MARK.search(text):
        return ((text, False),)
    found, inside = [], False
    for piece in _MARK.split(text):
        found.append((piece, inside))
        if len(piece) == 1 and _MARK.match(piece):
            inside = True if piece in _OPENING else False if piece in _CLOSING else not inside
    return found


def read_print(article: Article, settings: Settings) -> Print:
    """The fingerprint of an article; an empty one when its prose is too short to be told apart."""
    numbers: list[int] = []
    quoted: list[bool] = []
    for block in article.blocks:
        if block.kind == "prose":
            for piece, said in _pieces(article.text[block.start : block.end]):
                found = _WORD.findall(piece.lower())
                numbers += map(_VOCABULARY.__getitem__, found)
                quoted += [said] * len(found)
    if len(numbers) < settings.copy_words:
        return Print(np.empty(0, np.uint64), np.empty(0, np.bool_))
    shingles = _shingles(np.array(numbers, dtype=np.uint64), settings.copy_shingle)
    return Print(shingles, np.array(quoted[: len(shingles)], dtype=np.bool_))


def _shingles(words: Numbers, length: int) -> Numbers:
    """A number for each run of `length` words."""
    count = len(words) - length + 1
    mixed = words[:count].copy()
    for place in range(1, length):
        mixed = _mixed(mixed) + words[place : place + count]
    return _mixed(mixed)


def _mixed(numbers: Numbers) -> Numbers:
    """Every bit of a number spread over all of them; overflow is meant."""
    z = numbers + _STEP
    z = (z ^ (z >> np.uint64(30))) * _MIX[0]
    z = (z ^ (z >> np.uint64(27))) * _MIX[1]
    return z ^ (z >> np.uint64(31))


@dataclass(frozen=True, slots=True)
class Packed:
    """The columns of a fingerprint as bytes."""

    shingles: bytes
    quoted: bytes


def _packed(article: Article, settings: Settings, kept: Kept) -> Packed:
    """The fingerprint of an article, as an earlier join found it if its prose is the same."""

    def made() -> Packed:
        found = read_print(article, settings)
        return Packed(found.shingles.tobytes(), found.quoted.tobytes())

    found = kept.of_each(("print", settings, article.text, article.blocks), Packed, made)
    return found if len(found.shingles) == NUMBER * len(found.quoted) else made()


class Prints:
    """The fingerprints of many articles, one after the other in two columns: 9 bytes a word and nothing else.

    `marks` has a number for each that tells it from others.
    """

    def __init__(self, articles: Iterable[Article], settings: Settings, kept: Kept) -> None:
        """Reads each article once and keeps nothing of its text."""
        self.ids: list[str] = []
        self.marks = array("Q")
        shingles, quoted, ends = array("Q"), bytearray(), [0]
        for article in articles:
            found = _packed(article, settings, kept)
            self.ids.append(article.id)
            self.marks.append(_number(found.shingles + found.quoted))
            shingles.frombytes(found.shingles)
            quoted += found.quoted
            ends.append(len(shingles))
        self.shingles: Numbers = np.frombuffer(shingles, dtype=np.uint64)
        self.quoted: NDArray[np.bool_] = np.frombuffer(quoted, dtype=np.bool_)
        self.ends: NDArray[np.int64] = np.array(ends, dtype=np.int64)
        self.sizes: NDArray[Any] = np.diff(self.ends)
        self._kept: dict[int, Print] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, number: int) -> Print:
        if number not in self._kept:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            here = slice(int(self.ends[number]), int(self.ends[number + 1]))
            self._kept[number] = Print(self.shingles[here], self.quoted[here])
        return self._kept[number]
