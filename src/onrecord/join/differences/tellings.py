"""Verbs as they are compared: what was done, to or by whom, whether it is denied, when, and who says so.

Two accounts tell of one thing when they have one verb, nothing they say of who did it and to what sets them apart, and
what both say besides is rare enough in the coverage: everybody's *police arrested* tells of many arrests.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import log

from onrecord.edtf import may_be_same
from onrecord.join.differences.ground import Ground, reasons
from onrecord.model import StatedEvent
from onrecord.span import Span, beginning_in
from onrecord.tokens import content_words

__all__ = ["Telling", "alike", "blocked", "may_be_one", "named", "rarity_of", "same_time", "tellings_of"]

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
NEAR = 40
"""Characters before a verb in which the word that negates it stands, or one that makes it only a belief."""
BEFORE = 12
"""Characters before a gerund in which *without* stands."""
CLOSE, FEWEST, RAREST = 0.6, 4, 3
"""Share of all words of two sentences that both must have to say nearly the same, fewest such words, and how many of a
sentence's rarest words it is looked up by."""
FAR = 31
"""Days between two publications beyond which undated accounts must agree in who and in what."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One verb of one account.

    `subject` and `object` are the ids of who is named there, else the noun, empty where a pronoun leaves it open;
    `after` has the words behind the verb, `around` all of the sentence's, `near` those of the sentences beside it,
    `named` who is named in all these, `places` which places in its own. `loose` says that it is only planned or
    possible, `by` who says so, `day` the first on which the article may have been published.
    """

    span: Span
    sentence: Span
    lemma: str
    denied: bool
    loose: bool
    subject: frozenset[str]
    object: frozenset[str]
    after: frozenset[str]
    around: frozenset[str]
    near: frozenset[str]
    named: frozenset[str]
    places: frozenset[str]
    dates: tuple[str, ...]
    times: tuple[Span, ...]
    day: date | None
    by: str | None
    source: str

    @property
    def arguments(self) -> frozenset[str]:
        """Who and what is named as doing or suffering it."""
        return self.subject | self.object


def tellings_of(ground: Ground, article: str) -> Iterator[Telling]:
    """The verbs of an article that tell what was done, or was not; questions and what is generally so tell nothing."""
    findings = ground.coverage.findings[article]
    text = ground.coverage.articles[article].text
    names = sorted(n.span for n in findings.names if n.span in ground.known.person_of)
    beside = _beside(ground, [s.span for s in findings.sentences], names)
    events = sorted((*findings.events, *findings.claims), key=lambda e: e.span)
    for place, event in enumerate(events):
        if (
            (event.noun and not event.times)
            or not event.lemma.isalpha()
            or text[event.sentence.start : event.sentence.end].rstrip("”\"’' ").endswith("?")
        ):
            continue
        telling = _telling(ground, names, events[max(0, place - 3) : place], event, text)
        if telling:
            near, named = beside.get(event.sentence.start, (frozenset(), frozenset()))
            yield replace(telling, near=near, named=named)


def _beside(
    ground: Ground, sentences: Sequence[Span], names: Sequence[Span]
) -> Mapping[int, tuple[frozenset[str], frozenset[str]]]:
    """By where a sentence starts, the words of the sentences before and after it, and who is named in all three."""
    none: frozenset[str] = frozenset()
    words = [none, *(_words(ground.coverage.read(s)) for s in sentences), none]
    named = [none, *(frozenset(ground.known.person_of[n] for n in beginning_in(names, s)) for s in sentences), none]
    return {s.start: (words[i] | words[i + 2], named[i] | named[i + 1] | named[i + 2]) for i, s in enumerate(sentences)}


def _telling(
    ground: Ground, names: Sequence[Span], before: Sequence[StatedEvent], event: StatedEvent, text: str
) -> Telling | None:
    by = ground.speaker(event.span)
    subject, no_subject = _argument(ground, names, event.subject, text, by)
    object_, no_object = _argument(ground, names, event.object, text, by)
    ahead = text[max(event.sentence.start, event.span.start - NEAR) : event.span.start]
    if not reasons().believing.isdisjoint(w.lower() for w in _WORD.findall(ahead)):
        return None
    if event.noun and not object_:
        object_ = frozenset({event.lemma})
    denied = (event.negated and bool(_NO.search(ahead))) or event.modality == "denied" or no_subject or no_object
    loose = event.modality in ("planned", "possible") or event.tense == "future"
    past = event.tense == "past"
    if _WITHOUT.search(ahead):
        # `could not have gone off without pulling the trigger` says that it was pulled; else it tells how it was done
        if not any(e.negated and e.modality == "possible" and e.sentence == event.sentence for e in before):
            return None
        denied, past = False, True
    elif denied and loose and _COULD_NOT_HAVE.search(ahead):
        loose = False
    if not past and not (denied and loose and _WOULD.search(ahead)):
        return None
    places = frozenset(ground.known.person_of[n] for n in beginning_in(names, event.sentence)) & ground.places
    clause = _CLAUSE_END.split(text[event.span.end : min(event.sentence.end, event.span.end + 120)])[0]
    behind = _WORD.findall(clause)[:AFTER]
    dated = frozenset(w for t in event.times for w in content_words(text[t.start : t.end]))
    on_a_day = any(t.start <= event.span.end + 5 < t.end for t in event.times)
    particle = behind[0].lower() if behind and not on_a_day and behind[0].lower() in reasons().particles else ""
    after = frozenset(content_words(" ".join(behind))) - dated
    return Telling(
        event.span, event.sentence, f"{event.lemma} {particle}".strip(), denied, loose, subject, object_, after,
        _words(ground.coverage.read(event.sentence)), frozenset(), frozenset(), places, *_dates(ground, event.times),
        ground.day(event.span), by, ground.source(event.span),
    )  # fmt: skip


@lru_cache(maxsize=65536)
def _words(sentence: str) -> frozenset[str]:
    return frozenset(content_words(sentence))


def _argument(
    ground: Ground, names: Sequence[Span], phrase: Span | None, text: str, by: str | None
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
    found = [n for n in beginning_in(names, head)[:3] if n.end <= head.end]
    if found and found[-1].end >= head.end - 2:
        return frozenset({ground.known.person_of[found[-1]]}), nobody
    words = content_words(ground.coverage.read(head))
    return frozenset(words[-1:]) - reasons().vague, nobody


def _called(ground: Ground, names: Sequence[Span], pronoun: Span, by: str | None) -> frozenset[str]:
    """Whom a pronoun means: the only person named before it in its sentence, else who says it."""
    text = ground.coverage.articles[pronoun.article].text
    start = max(
        text.rfind(mark, max(0, pronoun.start - LONGEST), pronoun.start)
        for mark in (". ", "? ", "! ", "\n", ".” ", '." ')
    )
    before = beginning_in(names, Span(pronoun.article, max(0, start), pronoun.start))
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


# ------------------------------------------------------------------ of one thing
def rarity_of(tellings: Iterable[Telling]) -> Mapping[str, float]:
    """How telling each word is: 1 for what at most two sentences say, and less the more do. A copy's count once."""
    seen: dict[str, set[tuple[str, frozenset[str]]]] = defaultdict(set)
    sentences = set()
    for telling in tellings:
        sentence = (telling.source, telling.around)
        sentences.add(sentence)
        for word in (*telling.around, *telling.arguments, telling.lemma):
            seen[word].add(sentence)
    total = max(3, len(sentences))
    return {w: log(1 + total / max(2, len(s))) / log(1 + total / 2) for w, s in seen.items()}


def may_be_one(a: Telling, b: Telling) -> bool:
    """Whether nothing but when it was sets two tellings apart: other persons or things, another place."""
    if a.sentence == b.sentence:
        return False
    if close(a, b):
        return True
    if a.places and b.places and not a.places & b.places:
        return False
    crossed = bool(a.subject & b.object or a.object & b.subject)
    if a.subject and b.subject and not a.subject & b.subject and not crossed:
        return False
    return not (a.object and b.object and not a.object & b.object and not crossed)


def close(a: Telling, b: Telling) -> bool:
    """Whether two sentences say nearly all the same."""
    shared, all_ = len(a.around & b.around), len(a.around | b.around)
    return shared >= FEWEST and shared >= CLOSE * all_


def blocked(tellings: Iterable[Telling], rarity: Mapping[str, float]) -> Mapping[tuple[str, str], list[Telling]]:
    """The tellings by verb and argument, and by verb and rarest other words: only those of one block are compared."""
    blocks: dict[tuple[str, str], list[Telling]] = defaultdict(list)
    for telling in tellings:
        rare = sorted(telling.around - {telling.lemma}, key=lambda w: (-rarity[w], w))[:RAREST]
        for key in sorted({*telling.arguments, *rare}):
            blocks[telling.lemma, key].append(telling)
    return blocks


def same_time(a: Telling, b: Telling) -> bool:
    """Whether the dates of two tellings may be the same, or one has none."""
    return not (a.dates and b.dates) or any(may_be_same(x, y) for x in a.dates for y in b.dates)


def alike(a: Telling, b: Telling, rarity: Mapping[str, float], least: float) -> float:
    """How much two tellings have in common that is rare, if at least `least` and in who or in what, else 0.

    Both must be named alike, or one of them and something else of what the sentences say. Verbs that mean little by
    themselves need what stands behind them to be alike too.
    """
    shared = a.arguments & b.arguments
    crossed = bool(a.subject & b.object or a.object & b.subject)
    both = bool(a.subject and a.object and a.subject == b.subject and a.object == b.object)
    whole = both or crossed or bool(a.object & b.object) or not (a.object or b.object)
    far = bool(a.day and b.day and abs((a.day - b.day).days) > FAR and not (a.dates and b.dates))
    if not close(a, b):
        if not shared or (far and not whole) or not (a.named & b.named):
            return 0.0
        behind = (a.after & b.after) - shared
        other = bool(a.after and b.after) and not (a.object and b.object)
        if not behind and not both and (a.lemma.split()[0] in reasons().light or not whole or other):
            return 0.0
    context = {w for w in (a.around & b.around) - shared if w[:4] != a.lemma[:4]}
    wider = {w for w in ((a.around | a.near) & (b.around | b.near)) - shared - context if w[:4] != a.lemma[:4]}
    score = rarity[a.lemma] + sum(rarity[w] for w in sorted(shared)) + sum(rarity[w] for w in sorted(context)) / 2
    score += min(1.0, sum(rarity.get(w, 1.0) for w in sorted(wider)) / 4)
    return score if score >= least and (both or context or wider) else 0.0
