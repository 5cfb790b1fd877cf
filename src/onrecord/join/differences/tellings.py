"""Verbs as they are compared: what was done, to or by whom, whether it is denied, when, and who says so.

There are some thirty in an article, so that little is held of each: the words of its sentence and of those beside it
are read again when they are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from sys import intern

from onrecord.join.coverage import Coverage
from onrecord.join.differences.ground import Ground, reasons
from onrecord.join.sharing import one_set
from onrecord.model import StatedEvent
from onrecord.span import Cover, Span
from onrecord.tokens import content_words

__all__ = ["Sentences", "Telling", "named", "tellings_of"]

_HEAD_END = re.compile(
    r",|\(|[—–]|\s(?:of|in|at|on|for|from|to|with|by|above|below|near|after|before|against|about|into|who|whom|whose|"
    r"which|that|when|where|while|as|used|called)\s", re.IGNORECASE,
)  # fmt: skip
_NOBODY = re.compile(r"(?:no|none|neither|nothing|not)\b", re.IGNORECASE)
_NO_ONE = re.compile(r"(?:nobody|no[ -]one|none|nothing|neither)\b", re.IGNORECASE)
_WITHOUT = re.compile(r"\bwithout(?:\s\w+ly)?\s$", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:—–]")
_OWN = re.compile(r"(?:i|me|my|we|us|our)\b", re.IGNORECASE)
_COULD_NOT_HAVE = re.compile(r"\bcould(?:\snot|n[’']t)\s(?:\w+ly\s)?have\b", re.IGNORECASE)
_NO = re.compile(
    r"(?:\b(?:not|never|no|nobody|none|neither|nor|nothing)\b|n[’']t\b|\bcannot\b)"
    r"(?!\s(?:only|just|merely|simply|necessarily|so\smuch)\b)", re.IGNORECASE,
)  # fmt: skip
_WOULD = re.compile(r"\b(?:w(?:ould|ill)(?:\snot|n[’']t)|won[’']t|would\snever|not\sto)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")

LONGEST = 600
"""Characters before a pronoun in which its sentence begins."""
OWNER = ("'s", "’s")
DATED = ("DATE", "TIME")
AFTER = 14
"""Words behind a verb that say what was told, known or asked."""
CLAUSE = 120
"""Characters in which they stand."""
NEAR = 40
"""Characters before a verb in which the word that negates it stands, or one that makes it only a belief."""
BEFORE = 12
"""Characters before a gerund in which *without* stands."""


HELD = 50_000
"""Sentences whose words are held as sets, 0.9 kB each, as they are asked for: those of others take a third of it."""


class Sentences:
    """The content words of sentences, kept as they were first asked for."""

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self._kept: dict[Span, Collection[str]] = {}

    def words(self, sentence: Span) -> frozenset[str]:
        """Those of one sentence, damaged text put right."""
        found = self._kept.get(sentence)
        if found is None:
            words = frozenset(map(intern, content_words(self._coverage.read(sentence))))
            found = self._kept[sentence] = words if len(self._kept) < HELD else tuple(words)
        return found if isinstance(found, frozenset) else frozenset(found)


@dataclass(frozen=True, slots=True)
class Telling:
    """One verb of one account.

    `subject` and `object` are the ids of who is named there, else the noun, empty where a pronoun leaves it open;
    `after` has the words behind the verb, `beside` the sentences before and after its own, `named` who is named in all
    these, `places` which places in its own. `loose` says that it is only planned or possible, `by` who says so, `day`
    the first on which the article may have been published.
    """

    span: Span
    sentence: Span
    beside: tuple[Span, ...]
    lemma: str
    denied: bool
    loose: bool
    subject: frozenset[str]
    object: frozenset[str]
    after: tuple[str, ...]
    named: tuple[str, ...]
    places: frozenset[str]
    dates: tuple[str, ...]
    times: tuple[Span, ...]
    day: date | None
    by: str | None
    source: str
    sentences: Sentences = field(repr=False, compare=False)

    @property
    def around(self) -> frozenset[str]:
        """The words of its sentence."""
        return self.sentences.words(self.sentence)

    @property
    def near(self) -> frozenset[str]:
        """The words of the sentences beside it."""
        return frozenset().union(*map(self.sentences.words, self.beside))

    @property
    def arguments(self) -> frozenset[str]:
        """Who and what is named as doing or suffering it."""
        return self.subject | self.object if self.subject and self.object else self.subject or self.object


def tellings_of(ground: Ground, article: str, sentences: Sentences) -> Iterator[Telling]:
    """The verbs of an article that tell what was done, or was not; questions and what is generally so tell nothing."""
    findings = ground.coverage.findings[article]
    text = ground.coverage.articles[article].text
    names = Cover(n.span for n in findings.names if n.span in ground.known.person_of)
    beside = _beside(ground, [s.span for s in findings.sentences], names)
    events = sorted((*findings.events, *findings.claims), key=lambda e: e.span)
    for place, event in enumerate(events):
        sentence = event.sentence
        if (event.noun and not event.times) or not event.lemma.isalpha() or not _told(event, text):
            continue
        if text[sentence.start : sentence.end].rstrip("”\"’' ").endswith("?"):
            continue
        yield from _telling(ground, sentences, names, beside, events[max(0, place - 3) : place], event, text)


def _beside(
    ground: Ground, sentences: Sequence[Span], names: Cover
) -> Mapping[int, tuple[tuple[Span, ...], tuple[str, ...]]]:
    """By where a sentence starts, the sentences before and after it, and who is named in all three."""
    named = [(), *({ground.known.person_of[n] for n in names.beginning_in(s)} for s in sentences), ()]
    return {
        s.start: (
            (*sentences[max(0, i - 1) : i], *sentences[i + 1 : i + 2]),
            tuple(sorted({*named[i], *named[i + 1], *named[i + 2]})),
        )
        for i, s in enumerate(sentences)
    }


def _ahead(event: StatedEvent, text: str) -> str:
    return text[max(event.sentence.start, event.span.start - NEAR) : event.span.start]


def _told(event: StatedEvent, text: str) -> bool:
    """Whether a verb may tell what was done, and nobody only believes it: most do not."""
    ahead = _ahead(event, text)
    if event.tense != "past" and not _WITHOUT.search(ahead) and not _WOULD.search(ahead):
        return False
    return reasons().believing.isdisjoint(_WORD.findall(ahead.lower()))


def _telling(
    ground: Ground, sentences: Sentences, names: Cover,
    beside: Mapping[int, tuple[tuple[Span, ...], tuple[str, ...]]], before: Sequence[StatedEvent], event: StatedEvent,
    text: str,
) -> Iterator[Telling]:  # fmt: skip
    """The verb as a telling, if it is one."""
    by = ground.speaker(event.span)
    subject, no_subject = _argument(ground, names, event.subject, text, by)
    object_, no_object = _argument(ground, names, event.object, text, by)
    ahead = _ahead(event, text)
    if event.noun and not object_:
        object_ = frozenset({event.lemma})
    denied = (event.negated and bool(_NO.search(ahead))) or event.modality == "denied" or no_subject or no_object
    loose = event.modality in ("planned", "possible") or event.tense == "future"
    past = event.tense == "past"
    if _WITHOUT.search(ahead):
        # `could not have gone off without pulling the trigger` says that it was pulled; else it tells how it was done
        if not any(e.negated and e.modality == "possible" and e.sentence == event.sentence for e in before):
            return
        denied, past = False, True
    elif denied and loose and _COULD_NOT_HAVE.search(ahead):
        loose = False
    if not past and not (denied and loose and _WOULD.search(ahead)):
        return
    places = ground.places.intersection(ground.known.person_of[n] for n in names.beginning_in(event.sentence))
    last = min(event.sentence.end, event.span.end + CLAUSE)
    ends = _CLAUSE_END.search(text, event.span.end, last)
    behind = _WORD.findall(text, event.span.end, ends.start() if ends else last)[:AFTER]
    dated = {w for t in event.times for w in content_words(text[t.start : t.end])}
    on_a_day = any(t.start <= event.span.end + 5 < t.end for t in event.times)
    particle = behind[0].lower() if behind and not on_a_day and behind[0].lower() in reasons().particles else ""
    near, named = beside.get(event.sentence.start, ((), ()))
    after = tuple(w for w in content_words(" ".join(behind)) if w not in dated)
    yield Telling(
        event.span, event.sentence, near, intern(f"{event.lemma} {particle}".strip()), denied, loose,
        one_set(subject), one_set(object_), after, named, one_set(places), *_dates(ground, event.times),
        ground.day(event.span), by, ground.source(event.span), sentences,
    )  # fmt: skip


def _argument(
    ground: Ground, names: Cover, phrase: Span | None, text: str, by: str | None
) -> tuple[frozenset[str], bool]:
    """Who or what a noun phrase names, and whether it says that there is none."""
    if phrase is None:
        return frozenset(), False
    printed = text[phrase.start : phrase.end]
    if printed.lower() in ("he", "she"):
        return _called(ground, names, phrase, by), False
    if _OWN.match(printed):
        return frozenset({by} if by and printed.lower() in ("i", "me") else ()), False
    nobody = bool(_NOBODY.match(printed)) or bool(_NO_ONE.match(printed))
    if _NO_ONE.match(printed):
        return frozenset(), True
    cut = _HEAD_END.search(printed, 1)
    head = Span(phrase.article, phrase.start, phrase.start + (cut.start() if cut else len(printed)))
    found = [n for n in names.beginning_in(head)[:3] if n.end <= head.end]
    if found and found[-1].end >= head.end - 2:
        return frozenset({ground.known.person_of[found[-1]]}), nobody
    words = content_words(ground.coverage.read(head))
    return frozenset(words[-1:]) - reasons().vague, nobody


def _called(ground: Ground, names: Cover, pronoun: Span, by: str | None) -> frozenset[str]:
    """Whom a pronoun means: the only person named before it in its sentence, else who says it."""
    text = ground.coverage.articles[pronoun.article].text
    start = max(
        text.rfind(mark, max(0, pronoun.start - LONGEST), pronoun.start)
        for mark in (". ", "? ", "! ", "\n", ".” ", '." ')
    )
    before = names.beginning_in(Span(pronoun.article, max(0, start), pronoun.start))
    people = {ground.known.person_of[n] for n in before if text[n.end : n.end + 2] not in OWNER}
    people -= ground.places
    return frozenset(people if len(people) == 1 else {by} if by and not people else ())


def _dates(ground: Ground, times: Iterable[Span]) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """The days, months or years that times are resolved to, and where these stand."""
    found = [(t.edtf, span) for span in times if (t := ground.known.times.get(span)) and t.edtf and t.type in DATED]
    return tuple(e for e, _ in found), tuple(s for _, s in found)


def named(ground: Ground, arguments: Iterable[str]) -> str:
    """Who and what tellings are about, in words: those with a name first."""
    ordered = sorted(arguments, key=lambda w: (w not in ground.names, w))
    return " and ".join(ground.names.get(w, w) for w in ordered)
