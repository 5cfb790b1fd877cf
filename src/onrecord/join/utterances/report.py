"""A quotation as it is compared with others: its words in one form, whose they are, when they were said."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from onrecord.edtf import bounds
from onrecord.join.coverage import Coverage
from onrecord.join.utterances.align import scan
from onrecord.join.utterances.gist import alike_words, gists, is_content, is_stock
from onrecord.model import Findings, Quotation
from onrecord.namewords import name_words
from onrecord.settings import Settings
from onrecord.span import Span
from onrecord.tokens import content_words

__all__ = ["Days", "Report", "Voice", "reports_of"]

_MARK = re.compile('[“”"]')
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
BEFORE = 24
"""Characters before a cue in which a word shows that the saying is told again: `as he had often`."""

Scanned = tuple[int, int, str, str]
"""A word as `scan` gives it: start, end, key and kind."""

Days = tuple[int, int]
"""The first and the last day, as ordinals, on which something may have been said."""
ANY_DAY: Days = (0, 10**7)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, as far as is known: a person of the record, a last name with the names before it, a description.

    `roles` are the plain words of the description, and those of the sentence's name for the speaker are not there.
    """

    person: str | None
    last: str | None
    given: frozenset[str]
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Report:
    """A quotation's words, as numbers that stand for what `gist` makes of them.

    `content` are the words that say what it is about, `about` each of them once, `told` those that are the speaker's
    own (the same, but for a mixed quotation), `stock` how many of `told` are words of courtesy. `days` is when it may
    have been said; `exact` that the article says so; `parts` where the words of each part stand, first to last.
    """

    quotation: Quotation
    tokens: tuple[int, ...]
    content: tuple[int, ...]
    about: frozenset[int]
    told: tuple[int, ...]
    stock: int
    voice: Voice
    days: Days
    exact: bool
    hearer: frozenset[str]
    partners: frozenset[str]
    parts: tuple[Span, ...]


def reports_of(coverage: Coverage, quotations: Sequence[Quotation], settings: Settings) -> list[Report]:
    """The quotations as reports, in the order of their ids; words are numbered in that order, so alike everywhere."""
    desk = _Desk(coverage, settings)
    desk.meets(quotations)
    return [desk.report(q) for q in sorted(quotations, key=lambda q: q.id)]


class _Numbers(dict[str, tuple[tuple[int, ...], tuple[int, ...], int]]):
    """For the key of a printed word the numbers of what it stands for, those that say what a sentence is about, and how
    many of these are words of courtesy.
    """

    def __init__(self) -> None:
        super().__init__()
        self._of: dict[str, int] = {}

    def __missing__(self, key: str) -> tuple[tuple[int, ...], tuple[int, ...], int]:
        found = gists(key)
        content = [g for g in found if is_content(g)]
        made = self[key] = self._numbered(found), self._numbered(content), sum(map(is_stock, content))
        return made

    def _numbered(self, found: Iterable[str]) -> tuple[int, ...]:
        return tuple(self._of.setdefault(each, len(self._of)) for each in found)


class _Desk:
    """Makes reports; what is worked out for an article is kept while its quotations are read."""

    def __init__(self, coverage: Coverage, settings: Settings) -> None:
        self._coverage = coverage
        self._settings = settings
        self._stages: dict[str, list[tuple[int, str, Days]]] = {}
        self._partners: dict[tuple[str, str], frozenset[str]] = {}
        self._numbers = _Numbers()

    def meets(self, quotations: Iterable[Quotation]) -> None:
        """Notes which people each speaker is said to speak to, article by article; a paper is spoken to every week."""
        people: dict[str, list[Span]] = {}
        for quotation in quotations:
            if quotation.addressee and quotation.speaker and quotation.speaker.person:
                article, place = quotation.content[0].article, quotation.addressee.span
                if article not in people:
                    names = self._coverage.findings[article].names
                    people[article] = sorted(n.span for n in names if n.kind == "person")
                at = bisect_right(people[article], place.end, key=lambda n: n.start) - 1
                if at >= 0 and people[article][at].start >= place.start:
                    key = (article, quotation.speaker.person)
                    named = _names_in(self._coverage.text(people[article][at]))
                    self._partners[key] = self._partners.get(key, frozenset()) | named

    def report(self, quotation: Quotation) -> Report:
        text = self._coverage.articles[quotation.content[0].article].text
        scanned = [(part, list(scan(text, part))) for part in quotation.content]
        words = [w for _, found in scanned for w in found if w[3] == "word"]
        own = _between_marks(text, words) if quotation.type == "mixed" else words
        numbers = [self._numbers[w[2]] for w in words]
        told = numbers if not own or own is words else [self._numbers[w[2]] for w in own]
        parts = tuple(Span(part.article, found[0][0], found[-1][1]) for part, found in scanned if found)
        voice = self._voice(quotation)
        days, exact = self._days(quotation, voice)
        place = (quotation.content[0].article, voice.person or "")
        content = tuple(chain.from_iterable(n[1] for n in numbers))
        return Report(
            quotation=quotation,
            tokens=tuple(chain.from_iterable(n[0] for n in numbers)),
            content=content,
            about=frozenset(content),
            told=content if told is numbers else tuple(chain.from_iterable(n[1] for n in told)),
            stock=sum(n[2] for n in told),
            voice=voice,
            days=days,
            exact=exact,
            hearer=_names_in(quotation.addressee.text) if quotation.addressee else frozenset(),
            partners=self._partners.get(place, frozenset()),
            parts=parts,
        )

    # -------------------------------------------------------------- who
    def _voice(self, quotation: Quotation) -> Voice:
        speaker = quotation.speaker
        if speaker is None:
            return Voice(None, None, frozenset(), frozenset())
        printed = self._coverage.text(speaker.span) if speaker.span and speaker.form != "pronoun" else ""
        whole = self._coverage.text(speaker.name) if speaker.name else printed
        names = [w for w in _WORD.findall(whole.split(",")[0]) if w[0].isupper() and _names(w)]
        if not names and not speaker.name:
            names = [w for w in _WORD.findall(printed) if w[0].isupper() and _names(w)]
        last = names[-1].removesuffix("'s").removesuffix("’s") if names else None
        roles = frozenset(c for c in content_words(printed) if c.title() not in names and c not in names)
        return Voice(speaker.person, last, frozenset(names[:-1]), roles)

    # -------------------------------------------------------------- when
    def _days(self, quotation: Quotation, voice: Voice) -> tuple[Days, bool]:
        """When it may have been said: as stated, or when its speaker was seen to speak, or in the week before print."""
        if quotation.said:
            return _ordinals(quotation.said), True
        place = quotation.content[0]
        article = self._coverage.articles[place.article]
        if stage := self._stage(quotation, voice):
            return stage, True
        if not article.published:
            return ANY_DAY, False
        printed = _ordinals(article.published)
        if _retold(article.text, quotation):
            return (0, printed[1]), False
        return (printed[0] - self._settings.utterance_days, printed[1]), False

    def _stage(self, quotation: Quotation, voice: Voice) -> Days | None:
        """The day of the nearest sentence before it, of the two before, in which its speaker is named and speaks."""
        if not voice.last:
            return None
        article = quotation.content[0].article
        if article not in self._stages:
            self._stages[article] = list(_stages(self._coverage, self._coverage.findings[article]))
        start = min(quotation.content[0].start, quotation.cue.start if quotation.cue else quotation.content[0].start)
        stages = self._stages[article]
        at = bisect_right(stages, start, key=lambda s: s[0])
        if at and start - stages[at - 1][0] <= len(stages[at - 1][1]) + 2 and voice.last in stages[at - 1][1]:
            return stages[at - 1][2]
        return None


def _names_in(text: str) -> frozenset[str]:
    """The words with a capital: names, and `ABC`."""
    return frozenset(w for w in _WORD.findall(text) if w[0].isupper())


def _names(word: str) -> bool:
    """Whether a capitalised word is a name and no title, article or pronoun."""
    return bool(content_words(word)) and word not in name_words().title_ends


def _ordinals(edtf: str) -> Days:
    found = bounds(edtf)
    return found.first.toordinal(), found.last.toordinal()


def _retold(text: str, quotation: Quotation) -> bool:
    """Whether the words before the cue show that the saying was known before: `had told the panel`."""
    if quotation.cue is None:
        return False
    before = text[max(0, quotation.cue.start - BEFORE) : quotation.cue.start].lower().split()[-2:]
    return any(w.strip(",.;") in alike_words().retold for w in (*before, text[quotation.cue.start : quotation.cue.end]))


def _stages(coverage: Coverage, found: Findings) -> Iterable[tuple[int, str, Days]]:
    """Sentences that tell on which day someone spoke somewhere: start, text, day."""
    text = coverage.articles[found.article].text
    words = alike_words().stages
    times = sorted(found.times, key=lambda t: t.span.start)
    starts = [t.span.start for t in times]
    for sentence in found.sentences:
        span = sentence.span
        printed = text[span.start : span.end]
        low, high = bisect_left(starts, span.start), bisect_left(starts, span.end)
        if low < high and not words.isdisjoint(_WORD.findall(printed.lower())):
            days = {_ordinals(t.edtf) for t in times[low:high] if t.edtf and t.type in ("DATE", "TIME")}
            if len(days) == 1 and (day := days.pop())[0] == day[1]:
                yield span.start, printed, day


def _between_marks(text: str, words: Sequence[Scanned]) -> list[Scanned]:
    """The words of a mixed quotation that stand between quotation marks: the speaker's own, not the reporter's."""
    inside: list[Scanned] = []
    open_, end = False, max(0, words[0][0] - 1) if words else 0
    for word in words:
        for mark in _MARK.findall(text, end, word[0]):
            open_ = mark == "“" or (mark == '"' and not open_)
        if open_:
            inside.append(word)
        end = word[1]
    return inside
