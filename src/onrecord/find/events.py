"""Event mentions: what an article says happened, is to happen, or did not happen.

An event mention is a verb that tells of a happening, or a noun that names one (`the shooting`, `her trial`), with its
subject and object as whole noun phrases. A time dates the mention that governs it: from the time's head the parse is
climbed to the nearest verb; an event noun on the way (`the December hearing`, `the hearing on Monday`) takes it first.

A mention without any time is kept only where it can support a dated one: outside quotations, with a subject or object.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.find.parse import Paragraph, Parsed, lemma
from onrecord.model import Modality, Name, Quotation, StatedEvent, StatedTime, Tense
from onrecord.span import Span
from onrecord.words import load

__all__ = ["EventWords", "find_events"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_OBJECTS = frozenset({"dobj", "attr", "oprd"})
_DOWN = frozenset({"det", "poss", "amod", "compound", "nummod", "prep", "pobj", "case", "appos", "nmod", "quantmod"})
MAX_PHRASE = 25
"""Tokens of a noun phrase that are kept as a subject or object: longer ones are runaway parses."""


@dataclass(frozen=True, slots=True)
class EventWords:
    """The lists of `words/events.toml`."""

    stative: frozenset[str]
    nouns: frozenset[str]
    planning: frozenset[str]
    denying: frozenset[str]
    modals_future: frozenset[str]
    modals_possible: frozenset[str]
    negations: frozenset[str]
    conditions: frozenset[str]
    kinds: Mapping[str, frozenset[str]]


def find_events(
    parsed: Parsed, names: Sequence[Name], times: Sequence[StatedTime], quotations: Sequence[Quotation]
) -> tuple[StatedEvent, ...]:
    """The event mentions of an article, in text order."""
    words = load("events", EventWords)
    quoted = _Cover([s for q in quotations if q.type == "direct" for s in q.content])
    by_start = sorted(times, key=lambda t: t.span)
    found: list[StatedEvent] = []
    for paragraph in parsed.paragraphs:
        here = _between(by_start, paragraph.start, paragraph.end)
        dated = _governed(paragraph, here, words)
        for token in paragraph.doc:
            if not _is_event(token, words):
                continue
            spans = tuple(sorted(dated.get(token.i, ())))
            event = _event(paragraph, token, spans, words, quoted)
            if spans or (not event.quoted and (event.subject or event.object)):
                found.append(event)
    return tuple(sorted(found, key=lambda e: e.span))


class _Cover:
    """Whether an offset lies in one of some spans."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [s.start for s in self._spans]

    def __contains__(self, offset: int) -> bool:
        place = bisect_right(self._starts, offset) - 1
        return place >= 0 and offset < self._spans[place].end


def _between(times: Sequence[StatedTime], start: int, end: int) -> list[StatedTime]:
    first = bisect_right(times, start - 1, key=lambda t: t.span.start)
    last = bisect_right(times, end - 1, key=lambda t: t.span.start)
    return list(times[first:last])


def _is_event(token: Token, words: EventWords) -> bool:
    if token.tag_.startswith("VB"):
        return token.dep_ not in ("aux", "auxpass", "amod") and lemma(token) not in words.stative
    return token.tag_ in ("NN", "NNS") and lemma(token) in words.nouns and token.dep_ != "compound"


def _governed(paragraph: Paragraph, times: Sequence[StatedTime], words: EventWords) -> Mapping[int, set[Span]]:
    """Token index → the times that date the event at that token."""
    dated: dict[int, set[Span]] = {}
    for time in times:
        start, end = paragraph.analysis(time.span.start), paragraph.analysis(time.span.end - 1) + 1
        tokens = paragraph.doc.char_span(start, end, alignment_mode="expand")
        if tokens is None:
            continue
        governor = _governor(tokens.root, paragraph.doc, words)
        if governor is not None:
            dated.setdefault(governor.i, set()).add(time.span)
    return dated


def _governor(token: Token, doc: Doc, words: EventWords) -> Token | None:
    """The event that a time's head token dates: the first on the way up to the sentence's root.

    A stative verb on the way (`was`, `said`) passes it on to an event noun that is its subject, or up.
    """
    at = token
    for _ in range(12):
        if at.i != token.i and _is_event(at, words):
            return at
        if at.tag_.startswith("VB") and at.i != token.i:
            inner = [
                c for c in at.children if c.dep_ in ("nsubj", "nsubjpass", "xcomp", "dobj") and _is_event(c, words)
            ]
            if inner:
                return inner[0]
        if at.head.i == at.i:
            return None
        at = at.head
    return None


def _event(
    paragraph: Paragraph, token: Token, times: tuple[Span, ...], words: EventWords, quoted: _Cover
) -> StatedEvent:
    noun = not token.tag_.startswith("VB")
    anchor = token
    if noun:
        while anchor.head.i != anchor.i and not anchor.tag_.startswith("VB"):
            anchor = anchor.head
    span = paragraph.span(token.idx, token.idx + len(token))
    return StatedEvent(
        span=span,
        sentence=paragraph.of(token.sent),
        lemma=lemma(token),
        subject=_phrase(paragraph, token, _SUBJECTS),
        object=_phrase(paragraph, token, _OBJECTS),
        times=times,
        modality=_modality(anchor, words),
        tense=_tense(anchor, words),
        negated=_negated(anchor if not noun else token, words),
        quoted=span.start in quoted,
    )


def _phrase(paragraph: Paragraph, token: Token, roles: frozenset[str]) -> Span | None:
    """The noun phrase that fills one of `roles`; a conjoined or relative verb borrows its head's subject."""
    at = token
    for _ in range(4):
        for child in at.children:
            if child.dep_ in roles:
                head = child
                if child.dep_ == "agent":
                    head = next((c for c in child.children if c.dep_ == "pobj"), child)
                if head.tag_ in ("WP", "WDT") and at.dep_ == "relcl":
                    return paragraph.span(at.head.left_edge.idx, at.head.idx + len(at.head))
                tokens = [t for t in head.subtree if t.i - head.i < MAX_PHRASE and head.i - t.i < MAX_PHRASE]
                return paragraph.span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
        if at.dep_ not in ("conj", "xcomp") or roles is not _SUBJECTS:
            return None
        at = at.head
    return None


def _modality(verb: Token, words: EventWords) -> Modality:
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ in words.modals_future:
            return "planned"
        if child.dep_ == "aux" and child.lower_ in words.modals_possible:
            return "possible"
        if child.dep_ == "mark" and child.lower_ in words.conditions:
            return "possible"
    if verb.dep_ in ("xcomp", "ccomp", "acl", "advcl") and verb.head.i != verb.i:
        governor = lemma(verb.head)
        to = any(c.tag_ == "TO" for c in verb.children)
        if governor in words.denying:
            return "denied"
        if to and (governor in words.planning or verb.dep_ != "xcomp"):
            return "planned"
    return "actual"


def _tense(verb: Token, words: EventWords) -> Tense | None:
    tags = {verb.tag_} | {c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if any(c.lower_ in words.modals_future for c in verb.children if c.dep_ == "aux"):
        return "future"
    if tags & {"VBD", "VBN"}:
        return "past"
    return "present" if tags & {"VBZ", "VBP", "VBG"} else None


def _negated(token: Token, words: EventWords) -> bool:
    return any(c.dep_ == "neg" or c.lower_ in words.negations for c in token.children)
