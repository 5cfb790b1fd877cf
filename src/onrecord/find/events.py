"""Event mentions, and claims: what an article says happened, is to happen, or did not happen.

An event mention is a verb that tells of a happening, or a noun that names one (`the shooting`, `her trial`), with its
subject and object as whole noun phrases. A time dates the mention that governs it: from the time's head the parse is
climbed to the nearest verb; an event noun on the way (`the December hearing`, `the hearing on Monday`) takes it first.

A mention without any time is kept only where it can support a dated one: outside quotations, with a subject or object.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from onrecord.find.parse import Paragraph, Parsed
from onrecord.model import Modality, Quotation, StatedEvent, StatedTime, Tense
from onrecord.span import Cover, Span
from onrecord.words import load

__all__ = ["EventWords", "find_claims", "find_events"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_OWNERS = frozenset({"poss"})
_OBJECTS = frozenset({"dobj", "attr", "oprd"})
_COUNTING = frozenset({"since", "after", "before", "following", "until"})
_PLACE = re.compile(r"[A-Z][A-Z .,'’/\-]{1,40}?(?:\([A-Za-z ]{1,30}\))?[, ]*")
_DASH = re.compile(r"\)?\s*(?:\([A-Za-z ]{1,30}\)\s*)?(?:[—–]|--|-\s)")
"""What stands before and after the date of a dateline: `PORT ANSELM, ` … ` — `."""

MAX_PHRASE = 25
"""Tokens of a noun phrase kept on either side of its head: longer ones are runaway parses."""

MAX_CLIMB = 12
"""Heads above a time that are asked whether they are what it dates."""


@dataclass(frozen=True, slots=True)
class EventWords:
    """The lists of `words/events.toml`."""

    stative: frozenset[str]
    claiming: frozenset[str]
    nouns: frozenset[str]
    planning: frozenset[str]
    denying: frozenset[str]
    modals_future: frozenset[str]
    modals_possible: frozenset[str]
    negations: frozenset[str]
    conditions: frozenset[str]
    kinds: Mapping[str, frozenset[str]]


def find_events(
    parsed: Parsed, times: Sequence[StatedTime], quotations: Sequence[Quotation]
) -> tuple[StatedEvent, ...]:
    """The event mentions of an article, in text order."""
    words = load("events", EventWords)
    quoted = Cover([s for q in quotations if q.type == "direct" for s in q.content])
    by_start = sorted(times, key=lambda t: t.span)
    found: list[StatedEvent] = []
    for paragraph in parsed.paragraphs:
        search = _Search(paragraph, words)
        dated = search.governed(_between(by_start, paragraph.start, paragraph.end))
        for i in search.events:
            spans = tuple(sorted(dated.get(i, ())))
            event = search.event(i, spans, quoted)
            if spans or (not event.quoted and (event.subject or event.object)):
                found.append(event)
    return tuple(sorted(found, key=lambda e: e.span))


def find_claims(parsed: Parsed, events: Sequence[StatedEvent]) -> tuple[StatedEvent, ...]:
    """What an article says was done or was so, beside the `events`, in text order: verbs with a subject or object."""
    words = load("events", EventWords)
    known = {e.span for e in events}
    found: list[StatedEvent] = []
    for paragraph in parsed.paragraphs:
        search = _Search(paragraph, words)
        for i in search.claims:
            claim = search.event(i, (), Cover([]))
            if claim.span not in known and (claim.subject or claim.object):
                found.append(claim)
    return tuple(sorted(found, key=lambda e: e.span))


def _between(times: Sequence[StatedTime], start: int, end: int) -> list[StatedTime]:
    first = bisect_right(times, start - 1, key=lambda t: t.span.start)
    last = bisect_right(times, end - 1, key=lambda t: t.span.start)
    return list(times[first:last])


class _Search:
    """The events of one paragraph: `events` holds their tokens."""

    def __init__(self, paragraph: Paragraph, words: EventWords) -> None:
        self.paragraph, self.tree, self.words = paragraph, paragraph.tree, words
        self._sentences: dict[int, Span] = {}
        self.events = [i for i in range(len(self.tree.tags)) if self._tells(i)]
        self._is_event = frozenset(self.events)

    def _tells(self, i: int) -> bool:
        tag, dep = self.tree.tags[i], self.tree.deps[i]
        if tag.startswith("VB"):
            return dep not in ("aux", "auxpass", "amod") and self.tree.lemma(i) not in self.words.stative
        return tag in ("NN", "NNS") and dep != "compound" and self.tree.lemma(i) in self.words.nouns

    @property
    def claims(self) -> list[int]:
        """The verbs that may be affirmed or denied, happenings or not."""
        claiming = self.words.claiming
        verbs = [i for i, d in enumerate(self.tree.deps) if self._verb(i) and d not in ("aux", "auxpass", "amod")]
        return [i for i in verbs if self._tells(i) or self.tree.lemma(i) in claiming]

    def _verb(self, i: int) -> bool:
        return self.tree.tags[i].startswith("VB")

    def governed(self, times: Sequence[StatedTime]) -> Mapping[int, set[Span]]:
        """Token → the times that date the event at that token."""
        dated: dict[int, set[Span]] = {}
        for time in times:
            start = self.paragraph.analysis(time.span.start)
            end = self.paragraph.analysis(time.span.end - 1) + 1
            first = bisect_right(self.tree.ends, start)
            last = max(first + 1, bisect_right(self.tree.starts, end - 1))
            if first < len(self.tree.heads) and not self._is_dateline(start, end):
                governor = self._dated_by(first, last)
                if governor is not None:
                    dated.setdefault(governor, set()).add(time.span)
        return dated

    def _is_dateline(self, start: int, end: int) -> bool:
        """Whether a time is part of a dateline: that says when the article was written, not when anything happened."""
        before, after = self.paragraph.text[:start], self.paragraph.text[end : end + 40]
        return bool(_PLACE.fullmatch(before) and _DASH.match(after))

    def _dated_by(self, first: int, last: int) -> int | None:
        """The event that the time at tokens `[first, last)` dates.

        `Two weeks after she had resigned, he …` dates what he did: the event above the one that it is counted from.
        """
        if (noun := self._modified(last)) is not None or (noun := self._counted_from(first)) is not None:
            return noun
        roots = [i for i in range(first, last) if not first <= self.tree.heads[i] < last]
        governor = self._governor(roots[0] if roots else first)
        counted = last < len(self.tree.lower) and self.tree.lower[last] in ("after", "before", "since")
        return self._governor(governor) if counted and governor is not None and governor > last else governor

    def _modified(self, after: int) -> int | None:
        """The event noun right after a time, adjectives aside: `the Oct. 21, 2031 death`, `the June public hearing`."""
        for i in range(after, min(after + 3, len(self.tree.tags))):
            if i in self._is_event and not self._verb(i):
                return i
            if self.tree.tags[i] not in ("JJ", "NN"):
                return None
        return None

    def _counted_from(self, first: int) -> int | None:
        """The event noun right before a time, if something is counted from it: `since the crash on March 1`."""
        noun = first - 2
        if noun < 1 or self.tree.lower[first - 1] not in ("on", "of", "in") or noun not in self._is_event:
            return None
        before = self.tree.left[noun] - 1
        return noun if before >= 0 and self.tree.lower[before] in _COUNTING and not self._verb(noun) else None

    def _governor(self, i: int) -> int | None:
        """The event that a time's head dates: the first on the way up to the sentence's root.

        A stative verb on the way (`was`, `said`) passes it on to an event that is its subject or object, or up; one in
        the past not to an infinitive: `to walk them through what happened in May` tells of no walk in May.
        """
        past = False
        for above in islice(self.tree.up(i), MAX_CLIMB):
            if above in self._is_event:
                return None if past and self._infinitive(above) else above
            if self._verb(above):
                past = past or self.tree.tags[above] == "VBD"
                for child in self.tree.children[above]:
                    if child in self._is_event and self.tree.deps[child] in ("nsubj", "nsubjpass", "xcomp", "dobj"):
                        return child
        return None

    def _infinitive(self, verb: int) -> bool:
        return any(self.tree.tags[c] == "TO" for c in self.tree.children[verb])

    def event(self, i: int, times: tuple[Span, ...], quoted: Cover) -> StatedEvent:
        """The event at token `i`."""
        tree = self.tree
        verb = i if self._verb(i) else next((a for a in tree.up(i) if self._verb(a)), i)
        span = self.paragraph.span(tree.starts[i], tree.ends[i])
        return StatedEvent(
            span=span,
            sentence=self._sentence(i),
            lemma=tree.lemma(i),
            subject=self._phrase(i, _SUBJECTS if self._verb(i) else _OWNERS),
            object=self._phrase(i, _OBJECTS) if self._verb(i) else self._of(i),
            times=times,
            modality=self._modality(verb),
            tense=self._tense(verb),
            negated=self._negated(i),
            quoted=span.start in quoted,
            noun=not self._verb(i),
        )

    def _sentence(self, i: int) -> Span:
        first = self.tree.sentence[i]
        if first not in self._sentences:
            last = bisect_right(self.tree.sentence, first) - 1
            self._sentences[first] = self.paragraph.span(self.tree.starts[first], self.tree.ends[last])
        return self._sentences[first]

    def _phrase(self, i: int, roles: frozenset[str]) -> Span | None:
        """The noun phrase that fills one of `roles`; a conjoined or open verb borrows its head's subject."""
        tree, at = self.tree, i
        for _ in range(4):
            for child in tree.children[at]:
                if tree.deps[child] in roles:
                    return self._noun_phrase(child, at)
            if roles is not _SUBJECTS or tree.deps[at] not in ("conj", "xcomp"):
                return None
            at = tree.heads[at]
        return None

    def _of(self, noun: int) -> Span | None:
        """What an event noun befell: `the death of Ann Roe`."""
        tree = self.tree
        for prep in tree.children[noun]:
            if tree.lower[prep] == "of":
                for child in tree.children[prep]:
                    if tree.deps[child] == "pobj":
                        return self._noun_phrase(child, noun)
        return None

    def _noun_phrase(self, head: int, verb: int) -> Span:
        tree = self.tree
        if tree.deps[head] == "agent":
            head = next((c for c in tree.children[head] if tree.deps[c] == "pobj"), head)
        if tree.tags[head] in ("WP", "WDT") and tree.deps[verb] == "relcl":
            noun = tree.heads[verb]
            return self.paragraph.span(tree.starts[tree.left[noun]], tree.ends[noun])
        first, last = max(tree.left[head], head - MAX_PHRASE), min(tree.right[head], head + MAX_PHRASE)
        return self.paragraph.span(tree.starts[first], tree.ends[last - 1])

    def _modality(self, verb: int) -> Modality:
        tree, words = self.tree, self.words
        for child in tree.children[verb]:
            if tree.deps[child] == "aux" and tree.lower[child] in words.modals_future:
                return "planned"
            if tree.deps[child] == "aux" and tree.lower[child] in words.modals_possible:
                return "possible"
            if tree.deps[child] == "mark" and tree.lower[child] in words.conditions:
                return "possible"
        head = tree.heads[verb]
        if tree.deps[verb] in ("xcomp", "ccomp", "acl", "advcl") and head != verb:
            governor = tree.lemma(head)
            if governor in words.denying and tree.deps[verb] in ("xcomp", "ccomp"):
                return "denied"
            to = any(tree.tags[c] == "TO" for c in tree.children[verb])
            if to and (governor in words.planning or tree.deps[verb] != "xcomp"):
                return "planned"
        return "actual"

    def _tense(self, verb: int) -> Tense | None:
        tree = self.tree
        helpers = [c for c in tree.children[verb] if tree.deps[c] in ("aux", "auxpass")]
        if any(tree.lower[c] in self.words.modals_future for c in helpers):
            return "future"
        tags = {tree.tags[verb], *(tree.tags[c] for c in helpers)}
        if tags & {"VBD", "VBN"}:
            return "past"
        return "present" if tags & {"VBZ", "VBP", "VBG"} else None

    def _negated(self, i: int) -> bool:
        tree = self.tree
        return any(tree.deps[c] == "neg" or tree.lower[c] in self.words.negations for c in tree.children[i])
