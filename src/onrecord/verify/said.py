"""What a draft quotes, and the quotations of a record by what stands in them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from onrecord.find.quotations.marks import find_marks
from onrecord.join.utterances.align import Word, words_of
from onrecord.model import PARSED_KINDS, Quotation, Speaker
from onrecord.span import Span, overlaps
from onrecord.tokens import content_words
from onrecord.verify.held import Draft, Held
from onrecord.verify.phrases import shingles

__all__ = ["Quoted", "Said", "person_of", "quoted_in"]

FEWEST = 3
"""Words between marks that are a quotation where no cue says so: fewer are a title, a nickname or a wink."""

FUNCTION = 0.2
"""Weight of a function word beside that of a content word of middling rarity, 1."""

COMPARED = 12
"""Quotations of the record that one of the draft is aligned with, those that share most with it."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a draft between marks, and who is said to have said them, if that is told."""

    span: Span
    words: tuple[Word, ...]
    speaker: Speaker | None

    @property
    def keys(self) -> list[str]:
        """The words as they are compared."""
        return [w.key for w in self.words]


def quoted_in(draft: Draft) -> tuple[Quoted, ...]:
    """What the draft quotes, in text order: each stretch between marks, so that a cue parts what was said in one."""
    text, key = draft.article.text, draft.article.id
    found = []
    for block in draft.article.blocks:
        for m in find_marks(text[block.start : block.end]) if block.kind in PARSED_KINDS else ():
            span = Span(key, block.start + m.inner, block.start + m.inner_end)
            words = words_of(text, [span])
            holder = next((q for q in draft.quotations if any(overlaps(span, c) for c in q.content)), None)
            if m.parent is None and m.opened and m.closed and words and (holder or len(words) >= FEWEST):
                found.append(Quoted(span, words, holder.speaker if holder else None))
    return tuple(found)


class Said:
    """The quotations of a record: which stand where, and which have some words."""

    def __init__(self, against: Held, quoted: Sequence[Quoted]) -> None:
        """`quoted` is what will be asked for: of all else nothing is kept."""
        self._against = against
        wanted = {word for q in quoted for w in q.words for word in content_words(w.text)}
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        self._all = against.record.quotations
        self._in: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
        self._reports: defaultdict[str, list[Quotation]] = defaultdict(list)
        self._split: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        runs = {s for q in quoted for s in shingles(q.keys)[:1]}
        for place, quotation in enumerate(self._all):
            self._reports[quotation.utterance].append(quotation)
            text = " ".join(against.coverage.text(c) for c in quotation.content)
            for word in dict.fromkeys(content_words(text)):
                if word in wanted:
                    self._holding[word].append(place)
            for part in quotation.content:
                self._in[part.article].append((part.start, part.end, place))
            if len(quotation.content) > 1:
                for run in dict.fromkeys(shingles([w.key for w in self.words(quotation)])):
                    if run in runs:
                        self._split[run].append(place)
        for spans in self._in.values():
            spans.sort()

    def words(self, quotation: Quotation) -> tuple[Word, ...]:
        """The words of one of the record's quotations."""
        return words_of(self._against.coverage.articles[quotation.content[0].article].text, quotation.content)

    def printed(self, quotation: Quotation) -> str:
        """One of the record's quotations as it was printed, on one line; `…` where a cue parts it."""
        text = self._against.coverage.articles[quotation.content[0].article].text
        return " … ".join(" ".join(text[s.start : s.end].split()) for s in quotation.content)

    def reports(self, quotation: Quotation) -> list[Quotation]:
        """All reports of the utterance that one of the record's quotations reports."""
        return self._reports[quotation.utterance]

    def at(self, span: Span) -> Quotation | None:
        """The record's innermost quotation at `span`."""
        spans = self._in.get(span.article, [])
        last = bisect_right(spans, (span.start, len(self._all), len(self._all)))
        near = [s for s in spans[max(0, last - COMPARED) : last + 1] if s[0] < span.end and span.start < s[1]]
        return self._all[max(near)[2]] if near else None

    def rarity(self, word: str) -> float:
        """How telling a word is among the record's quotations, 1 for one in a tenth of them or so."""
        tokens = content_words(word)
        if not tokens:
            return FUNCTION
        return log(1 + len(self._all) / (1 + len(self._holding.get(tokens[0], ())))) / log(10)

    def near(self, quoted: Quoted) -> list[Quotation]:
        """The quotations that share most of the telling words of `quoted`, the likeliest first."""
        scores: Counter[int] = Counter()
        for word in dict.fromkeys(w for each in quoted.words for w in content_words(each.text)):
            for place in self._holding.get(word, ()):
                scores[place] += round(1000 * self.rarity(word))
        ranked = sorted(scores, key=lambda p: (-scores[p], p))
        own = [p for p in ranked if person_of(self._all[p].speaker) == (person_of(quoted.speaker) or "")]
        return [self._all[p] for p in dict.fromkeys((*own[:COMPARED], *ranked[:COMPARED]))]

    def whole(self, quoted: Quoted) -> Iterator[Quotation]:
        """The quotations in parts that hold all of `quoted` across their cue."""
        keys = quoted.keys
        for run in shingles(keys)[:1]:
            for place in self._split.get(run, ()):
                theirs = [w.key for w in self.words(self._all[place])]
                if any(theirs[i : i + len(keys)] == keys for i in range(len(theirs)) if theirs[i] == keys[0]):
                    yield self._all[place]


def person_of(speaker: Speaker | None) -> str | None:
    """The id of a speaker who is known."""
    return speaker.person if speaker else None
