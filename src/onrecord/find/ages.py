"""Ages: `Bell, 66,`, `64-year-old Bell`, `Bell, a 39-year-old welder`, `a 39-year-old welder, Bell,`, `She is 42.`,
`Bell was 42 when …`
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Span as Tokens

from onrecord import words
from onrecord.find.located import Placed, Scene, scenes
from onrecord.find.names.gender import PRONOUNS
from onrecord.find.parse import Parsed
from onrecord.find.relationwords import Relations, relation_words
from onrecord.model import Name, StatedAge, StatedTime
from onrecord.namewords import Gender
from onrecord.numbers import figure_words
from onrecord.span import Span

__all__ = ["find_ages"]

OLDEST = 122
"""Years: the longest life on record."""
REACH = 70
"""Characters on either side of a name that are searched for an age."""

PREMODIFIERS = frozenset({"NN", "NNP", "NNPS", "JJ", "CD", "HYPH", "VBN"})

_NUMBER = r"(?P<age>\d{1,3}|" + "|".join(words.load("relations", Relations).number_words) + r")"
_END = r"(?=\s*(?:[,.;:)]|$)|\s+(?:and|who|of|from|at|on|when|years? old|is|was)\b)"
_BEFORE = re.compile(rf"\b{_NUMBER}[- ]?year[- ]?old,?\s+(?:[\w’'-]+\s+){{0,4}}$", re.IGNORECASE)
_APPOSED = re.compile(
    rf"\b(?:an?|the)\s+{_NUMBER}[- ]year[- ]old\s+(?:[\w’'-]+\s+){{0,3}}(?P<noun>[\w’'-]+),\s+$", re.IGNORECASE
)
_NAMED = re.compile(r"\s*(?:[.;)]|$|,(?!\s(?:an?|the|his|her|its|their)\b))")
"""Behind a name that says who somebody is: `a 40-year-old welder, Joan Bell, a smith, said` may tell who said it."""
_AFTER = [
    re.compile(rf",\s*(?:now\s+|aged?\s+)?{_NUMBER}(?:\s+years\s+old)?(?=\s*(?:[,;:)—–]|\.(?!\d)|$)|\s+and\s+(?!\d))"),
    re.compile(rf"\s+\({_NUMBER}\)"),
    re.compile(rf",?\s+(?:who\s+)?(?:is|turns|will turn)\s+(?:now\s+)?{_NUMBER}(?:\s+years\s+old)?(?=\s*(?:[,.;]|$))"),
    re.compile(rf",?\s+(?:who\s+)?(?:is\s+)?an?\s+{_NUMBER}[- ]year[- ]old\b"),
    re.compile(rf",\s+(?:the|an?)\s+{_NUMBER}[- ]year[- ]old\b"),
]
_PAST = [
    re.compile(rf",?\s+(?:who\s+)?(?:was|turned|was then|had turned)\s+(?:just\s+|only\s+)?{_NUMBER}{_END}"),
    re.compile(rf",?\s+(?:who\s+)?died\s+(?:\w+\s+){{0,4}}(?:at|aged)\s+(?:the\s+age\s+of\s+|age\s+)?{_NUMBER}{_END}"),
    re.compile(rf",\s*then\s+(?:aged?\s+)?{_NUMBER}(?=\s*[,.;:)])"),
]
_PRONOUN = re.compile(rf"(?:He|She) (?P<verb>is|was)\s+(?:just\s+|only\s+)?{_NUMBER}{_END}")
_CALLED = re.compile(rf"The {_NUMBER}[- ]year[- ]old\b")
_LASTING = re.compile(r"\b(?:has|have) (?:\w+ )?(?:died|drowned)\b")


def find_ages(parsed: Parsed, names: Iterable[Name], times: Iterable[StatedTime]) -> tuple[StatedAge, ...]:
    """The ages that are said of named persons, in text order.

    An age told in the past tense belongs to a time of the same sentence; without one it is left out, since the
    article's own date would be the wrong one.
    """
    found: list[StatedAge] = []
    for scene in scenes(parsed, names, times):
        for placed in scene.names:
            if placed.name.kind == "person":
                age = _age_of(scene, placed)
                if age:
                    found.append(age)
        found += _by_pronoun(scene)
        found += _called_again(scene)
    return tuple(sorted(found, key=lambda age: (age.name, age.span)))


def _age_of(scene: Scene, placed: Placed) -> StatedAge | None:
    text = scene.paragraph.text
    start = scene.paragraph.analysis(placed.name.span.start)
    end = scene.paragraph.analysis(placed.name.span.end - 1) + 1
    after = text[end : end + REACH]
    for pattern in _AFTER:
        if match := pattern.match(after):
            return _stated(scene, placed, match, end, None)
    for pattern in _PAST:
        if match := pattern.match(after):
            time = _time(scene, placed.first)
            return _stated(scene, placed, match, end, time) if time else None
    at = max(0, start - REACH)
    match = _BEFORE.search(text[at:start])
    if match and _one_phrase(scene, at + match.start("age"), placed.first) and not _leads_on(scene, placed.last):
        return _stated(scene, placed, match, at, None)
    match = _APPOSED.search(text[at:start])
    if match and _in_apposition(scene, at + match.start("noun"), placed, after):
        return _stated(scene, placed, match, at, None)
    return None


def _in_apposition(scene: Scene, noun: int, placed: Placed, after: str) -> bool:
    """Whether the name says who somebody is whom the noun at analysis offset `noun` calls by what they are or do.

    `They found a 40-year-old welder, Joan Bell said` tells who said so.
    """
    if not _NAMED.match(after):
        return False
    heads = (t.head for t in scene.doc[placed.first : placed.last] if t.dep_ == "appos" and t.head.idx == noun)
    persons, is_role = figure_words().labels.persons, relation_words().is_role
    return any(head.lower_ in persons or is_role(head.lower_) for head in heads)


def _leads_on(scene: Scene, at: int) -> bool:
    """Whether a noun goes on right after a name: `the 31-year-old Bell volunteer` is not Bell."""
    return at < len(scene.doc) and scene.doc[at].tag_ in ("NN", "NNS")


def _by_pronoun(scene: Scene) -> Iterator[StatedAge]:
    """`Joan Bell died on Monday. She was 71.`: of the only one in the sentence before whom the pronoun fits.

    An age in the past tense is that at death, on the day that the sentence before gives, or in these days if the
    sentence says that somebody *has died*; of other times the text does not tell.
    """
    before = None
    for sentence in scene.doc.sents:
        match = _PRONOUN.match(sentence.text)
        if match and before is not None and (placed := _meant(scene, before, PRONOUNS[sentence[0].lower_])):
            dead = any(token.lower_ in words.load("relations", Relations).deaths for token in before)
            time = _time(scene, sentence.start) or (_time(scene, before.start) if dead else None)
            if match["verb"] == "is" or time or (dead and _LASTING.search(before.text)):
                yield from filter(None, [_stated(scene, placed, match, sentence.start_char, time)])
        before = sentence


def _called_again(scene: Scene) -> Iterator[StatedAge]:
    """`Joan Bell did not come. The 58-year-old watched from the bank.`: of the subject of the sentence before.

    Only where that sentence names nobody else, and where the age is the subject of its own: `the 58-year-old bridge`
    is none. With a date beside it, it is the age of that day.
    """
    before = None
    for sentence in scene.doc.sents:
        match = _CALLED.match(sentence.text)
        if match and before is not None and _stands_alone(sentence):
            people = [p for p in scene.within(before) if p.name.kind == "person"]
            dates = (first for t, first, _ in scene.times if t.type in ("DATE", "TIME"))
            time = _time(scene, sentence.start)
            plain = time or not any(sentence.start <= first < sentence.end for first in dates)
            if plain and len(people) == 1 and _subject(scene, people[0]):
                yield from filter(None, [_stated(scene, people[0], match, sentence.start_char, time)])
        before = sentence


def _subject(scene: Scene, placed: Placed) -> bool:
    """Whether a name is the subject of its sentence's main verb."""
    tokens = scene.doc[placed.first : placed.last]
    return any(t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ == "ROOT" for t in tokens)


def _stands_alone(sentence: Tokens) -> bool:
    """Whether `The 58-year-old` has no noun behind it, or one that calls a person: `the 58-year-old engineer`."""
    old = next((t for t in sentence if t.lower_ == "old"), None)
    behind = old.nbor() if old is not None and old.i + 1 < sentence.end else None
    if old is None or behind is None:
        return False
    return behind.tag_[0] == "V" or behind.tag_ in ("MD", "RB", "WP", ",") or relation_words().is_role(behind.lower_)


def _meant(scene: Scene, sentence: Tokens, gender: Gender) -> Placed | None:
    """The one person of a sentence that a pronoun after it may stand for; None if there are several."""
    fit = [p for p in scene.within(sentence) if p.name.kind == "person" and p.name.gender in (None, gender)]
    return fit[0] if len({p.name.text for p in fit}) == 1 else None


def _one_phrase(scene: Scene, start: int, first: int) -> bool:
    """Whether all words from analysis offset `start` to token `first` can be part of the name's own noun phrase."""
    before = first - 1
    while before >= 0 and scene.doc[before].idx >= start:
        token = scene.doc[before]
        if (token.tag_ not in PREMODIFIERS and token.text != ",") or scene.person(token):
            return False
        before -= 1
    return True


def _time(scene: Scene, at: int) -> Span | None:
    """The one date of the sentence of token `at`; None if there are none or several."""
    sentence = scene.doc[at].sent
    here = [t for t, first, _ in scene.times if sentence.start <= first < sentence.end]
    dates = [t.span for t in here if t.type in ("DATE", "TIME")]
    return dates[0] if len(dates) == 1 else None


def _stated(scene: Scene, placed: Placed, match: re.Match[str], offset: int, time: Span | None) -> StatedAge | None:
    number = match["age"].lower()
    known = words.load("relations", Relations).number_words
    age = int(number) if number.isdecimal() else known.index(number) + 1
    if not 0 < age <= OLDEST:
        return None
    span = scene.paragraph.span(offset + match.start("age"), offset + match.end("age"))
    return StatedAge(placed.name.span, age, span, time)
