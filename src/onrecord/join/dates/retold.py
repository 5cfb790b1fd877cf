"""What articles tell of one weekday in much the same words: they tell of the same day.

`Two miners were pulled from the flooded shaft on Friday` here, and there, in an article with a date: the Friday is the
same, so this one was published within a week of it. Sentences are compared only where they share a rare word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.edtf import Bounds
from onrecord.join.coverage import Coverage
from onrecord.join.dates.clues import FRESH, Clue, shifted
from onrecord.join.dates.happenings import DOMINANT
from onrecord.model import StatedTime
from onrecord.span import Span
from onrecord.tokens import content_words

__all__ = ["Retold", "retold", "retold_windows"]

RARE = 30
"""Sentences that may share a word for it to bring two of them together: keeps the cost near-linear."""

SHARED = 5
"""Content words, at least, that two sentences share which tell of the same."""

ALIKE = 0.5
"""Share of the shorter sentence's content words that the two have in common."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence with a day that is known: its content words, the day, and the words that name it."""

    words: frozenset[str]
    day: date
    time: Span


@dataclass(frozen=True, slots=True)
class Retold:
    """The sentences of a coverage that tell of a known day, and where each word is among them."""

    tellings: tuple[Telling, ...]
    by_word: Mapping[str, Sequence[int]]


def retold(coverage: Coverage, times: Mapping[str, Sequence[StatedTime]]) -> Retold:
    """The sentences of all articles with one day in the past that is settled."""
    tellings: list[Telling] = []
    by_word: dict[str, list[int]] = defaultdict(list)
    for article in coverage.findings:
        for time, words in _sentences(coverage, article, times[article]):
            if time.edtf and len(time.edtf) == 10 and time.anchor in ("explicit", "published"):
                for word in words:
                    by_word[word].append(len(tellings))
                tellings.append(Telling(words, date.fromisoformat(time.edtf), time.span))
    return Retold(tuple(tellings), by_word)


def retold_windows(
    coverage: Coverage, article: str, times: Sequence[StatedTime], known: Retold, quoted: Collection[Span]
) -> Iterator[Clue]:
    """For each bare weekday, told in the past, of which another article's sentence with that weekday says the same."""
    for time, words in _sentences(coverage, article, times):
        open_ = time.open
        if open_ is None or open_.form != "nearest" or open_.amount is not None or time.span in quoted:
            continue
        weekday = re.fullmatch(r"XXXX-WXX-([1-7])", (open_.pattern or "").split("T")[0])
        if not weekday:
            continue
        same = _same(words, article, int(weekday[1]), known)
        days = Counter(telling.day for telling in same)
        ranked = sorted(days, key=lambda d: (-days[d], d))
        if ranked and (len(ranked) == 1 or days[ranked[0]] >= DOMINANT * days[ranked[1]]):
            day = ranked[0]
            evidence = min(t.time for t in same if t.day == day)
            yield Clue(Bounds(day, shifted(day, FRESH)), (time.span, evidence))


def _same(words: frozenset[str], article: str, weekday: int, known: Retold) -> list[Telling]:
    """What is told of that weekday elsewhere in the same words."""
    near = Counter(n for w in words if len(places := known.by_word.get(w, ())) <= RARE for n in places)
    found: list[Telling] = []
    for n in near:
        telling = known.tellings[n]
        if telling.time.article == article or telling.day.isoweekday() != weekday:
            continue
        shared = len(words & telling.words)
        if shared >= SHARED and shared >= ALIKE * min(len(words), len(telling.words)):
            found.append(telling)
    return found


def _sentences(
    coverage: Coverage, article: str, times: Sequence[StatedTime]
) -> Iterator[tuple[StatedTime, frozenset[str]]]:
    """The times told of in the past that stand alone in their sentence, and its content words."""
    sentences = [s.span for s in coverage.findings[article].sentences]
    starts = [s.start for s in sentences]
    by_sentence: dict[int, list[StatedTime]] = defaultdict(list)
    for time in times:
        if time.type in ("DATE", "TIME") and time.open and time.open.tense == "past":
            by_sentence[bisect_right(starts, time.span.start) - 1].append(time)
    for place, told in sorted(by_sentence.items()):
        if place >= 0 and len(told) == 1:
            span = sentences[place]
            text = coverage.text(span)
            start, end = told[0].span.start - span.start, told[0].span.end - span.start
            yield told[0], frozenset(content_words(text[:start] + " " + text[max(end, 0) :]))
