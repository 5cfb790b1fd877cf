"""When the happenings that a coverage keeps referring to took place: the shooting, her death, the crash.

Every mention with a date of its own votes for that date, under its kind of happening and under each name in its
sentence. A date belongs to a mention when the parse ties them (`was killed on Oct. 3`) or when they stand side by side
(`the Oct. 3 death of`, `the crash in May 2020`). `when_happened` answers for words such as `Sam Example's passing`:
the date most voted for, where no other comes near it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from onrecord.edtf import bounds, is_approximate, within
from onrecord.join.coverage import Coverage
from onrecord.model import Findings, StatedTime
from onrecord.span import Span
from onrecord.tokens import StopWords
from onrecord.words import load

__all__ = ["DOMINANT", "Happenings", "Mention", "Occurrence", "dated_mentions", "happenings"]

LONGEST = 31
"""Days of a date that can say when something happened closely enough to count from: a month."""

DOMINANT = 2
"""How many times as often as the next the chosen date must be named: happenings of a kind are not to be mixed up."""

BESIDE = 60
"""Characters on either side of a date in which a happening's noun may stand beside it."""

NAMED_WITHIN = 6
"""Words within which a phrase must come to the happening: `the long inquest into the crash` is not about the crash."""

_DEFINITE = ("the", "that", "this")
"""First words of a phrase for something known: `his death` may be anyone's, `a crash` any crash."""

_NAME = re.compile(r"\b[A-Z][\w-]*[^\W\d_]")
_AFTER_DATE = re.compile(r"(?P<own>['’]s)?\s+(?:[\w-]+(?:\.\d[\w-]*)?\s+){0,2}?(?P<noun>[a-z]+)\b")
_BEFORE_DATE = re.compile(
    r"(?P<own>\b(?:[Tt]he|[Tt]his|[Tt]hat)\s+(?:[\w.-]+\s+){0,3}?)?\b(?P<noun>[a-z]+)\b[^,.;:()]{0,40}\s(?:on|in|of)\s+$"
)


@dataclass(frozen=True, slots=True)
class HappeningWords:
    """The part of `words/times.toml` used here: nouns and verbs by kind, kinds that may be one, months."""

    families: dict[str, tuple[str, ...]]
    happenings: dict[str, tuple[str, ...]]
    months: dict[str, int]
    months_short: dict[str, int]
    weekdays: dict[str, int]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """When something happened (EDTF), and the words that say so."""

    date: str
    evidence: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A happening of some kind at a time, with the names in its sentence; `one`: told of as the one that is known."""

    time: Span
    kind: str
    names: tuple[str, ...]
    one: bool


@dataclass(slots=True)
class Happenings:
    """Votes: kind and name (empty for any) → date → how often; and the earliest words for each kind and date."""

    votes: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    evidence: dict[tuple[str, str], Span] = field(default_factory=dict)
    _chosen: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def _date(self, kind: str, name: str) -> str | None:
        """The date that most votes agree on, once all of them are in."""
        if (kind, name) not in self._chosen:
            self._chosen[kind, name] = _dominant(self.votes.get((kind, name), Counter()))
        return self._chosen[kind, name]

    def when_happened(self, words: str) -> Occurrence | None:
        """When what `words` name happened; None when they name no kind of happening, or it is not clear which one."""
        near = words.split()[:NAMED_WITHIN]
        if not near or not (near[0].lower() in _DEFINITE or near[0][:1].isupper()):
            return None
        kinds = next((k for w in near if (k := _kinds().get(re.sub(r"\W.*", "", w.lower())))), ())
        names = list(reversed(_names(" ".join(near)))) or [""]
        families = [f for f, members in _words().families.items() if set(members) & set(kinds)]
        for kind in (*kinds, *families):
            for name in names:
                date = self._date(kind, name)
                if date:
                    return Occurrence(date, self.evidence[kind, date])
        return None

    def days(self, article: str) -> frozenset[str]:
        """Month and day (`12-02`) of the disasters that have one day in the coverage, as other articles say.

        These are what a story goes back to; an interview or a vote is news on its day, and then no more.
        """
        chosen = {(family, self._date(family, "")) for family in _words().families}
        chosen |= {(kind, self._date(kind, "")) for members in _words().families.values() for kind in members}
        return frozenset(
            date[5:]
            for kind, date in chosen
            if date and len(date) == 10 and self.evidence[kind, date].article != article
        )  # fmt: skip

    def known(self, mention: Mention) -> Occurrence | None:
        """When the happening of a mention took place that all dated ones of its kind with one of its names agree on.

        `Tuesday's crash` needs no name where the coverage knows of one crash.
        """
        names = [name for name in mention.names if name.lower() not in _no_names()]
        for name in (*names, *([""] if mention.one else [])):
            date = self._date(mention.kind, name)
            if date:
                return Occurrence(date, self.evidence[mention.kind, date])
        return None


@cache
def _no_names() -> frozenset[str]:
    """Capitalized words that name nobody: function words that open a sentence, months and weekdays."""
    words = _words()
    return load("stop", StopWords).stop | {*words.months, *words.months_short, *words.weekdays}


def _words() -> HappeningWords:
    return load("times", HappeningWords)


@cache
def _kinds() -> Mapping[str, tuple[str, ...]]:
    """Word → the kinds of happening that it names."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind, forms in _words().happenings.items():
        for form in forms:
            found[form].append(kind)
    return {form: tuple(kinds) for form, kinds in found.items()}


def _names(text: str) -> list[str]:
    """The capitalized words that name no happening, in text order."""
    return [word for word in _NAME.findall(text) if word.lower() not in _kinds()]


def happenings(coverage: Coverage, times: Mapping[str, Sequence[StatedTime]]) -> Happenings:
    """All votes of a coverage, of whose articles `times` are the times as far as they are settled."""
    found = Happenings()
    for article in coverage.findings:
        dated = {
            t.span: t.edtf
            for t in times[article]
            if t.edtf and _datable(t) and not is_approximate(t.edtf) and bounds(t.edtf).days <= LONGEST
        }
        for mention in dated_mentions(coverage, article, dated):
            _vote(found, mention.kind, dated[mention.time], mention.time, mention.names)
    return found


def _datable(time: StatedTime) -> bool:
    """Whether a time's own words name its day: `14:10 GMT` is of the article's day only for want of another."""
    return time.anchor != "event" and (time.open is None or time.open.form != "clock")


def dated_mentions(coverage: Coverage, article: str, dated: Collection[Span]) -> Iterator[Mention]:
    """The happenings that each of the times `dated` of an article belongs to."""
    findings = coverage.findings[article]
    beside = dict(_beside(coverage.articles[article].text, dated))
    sentences = [s.span for s in findings.sentences]
    for span, kind in sorted({*_tied(findings, dated), *beside}):
        place = bisect_right(sentences, span.start, key=lambda s: s.start) - 1
        names = _names(coverage.text(sentences[place])) if place >= 0 else []
        yield Mention(span, kind, tuple(names), beside.get((span, kind), False))


def _tied(findings: Findings, dated: Collection[Span]) -> Iterable[tuple[Span, str]]:
    """Dates and the kinds of the happenings that the parse ties them to."""
    for event in findings.events:
        if not event.negated and event.modality == "actual":
            yield from ((span, kind) for span in event.times if span in dated for kind in _kinds().get(event.lemma, ()))


def _beside(text: str, dated: Collection[Span]) -> Iterable[tuple[tuple[Span, str], bool]]:
    """Dates and the kinds of the happenings whose nouns stand beside them, and whether as the one that is known."""
    for span in sorted(dated):
        after = _AFTER_DATE.match(text, span.end, span.end + BESIDE)
        before = _BEFORE_DATE.search(text[max(0, span.start - BESIDE) : span.start])
        for match in (after, before):
            if match:
                one = bool(match["own"])
                yield from (((span, kind), one) for kind in _kinds().get(match["noun"], ()))


def _vote(found: Happenings, kind: str, date: str, evidence: Span, names: Iterable[str]) -> None:
    for group in (kind, *(f for f, members in _words().families.items() if kind in members)):
        known = found.evidence.get((group, date))
        found.evidence[group, date] = min(known, evidence) if known else evidence
        for name in {"", *names}:
            found.votes[group, name][date] += 1


def _dominant(votes: Counter[str]) -> str | None:
    """The finest date that most votes agree with, None if another that contradicts it comes near."""
    best: tuple[int, int, str] | None = None
    for date in sorted(votes):
        agreeing = sum(n for other, n in votes.items() if within(date, other))
        rank = (agreeing, -bounds(date).days, date)
        best = max(best, rank) if best else rank
    if best is None:
        return None
    chosen = best[2]
    others = [n for other, n in votes.items() if not within(chosen, other) and not within(other, chosen)]
    against = max(others, default=0)
    return best[2] if best[0] >= DOMINANT * against else None
