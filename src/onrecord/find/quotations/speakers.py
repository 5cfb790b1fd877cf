"""Speakers: which of the article's names the words that name a speaker stand for.

A name stands for itself. A pronoun or description is given to the person whom the sentences before it are about: last
named, as a subject, and above all whoever was speaking. Where two come close, nobody is chosen: no speaker is better
than a wrong one. No corpus at hand marks whom such words stand for; the weights below were set by reading some sixty
resolved pronouns of news, of which about five in six were right.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.find.quotations.grammar import Grammar, Range
from onrecord.model import Name, SpeakerForm
from onrecord.span import Span

__all__ = ["Cast", "Mention"]

HE = frozenset({"he", "him", "himself"})
SHE = frozenset({"she", "her", "herself"})
RELATIVE = frozenset({"who", "whom", "which", "that"})
OTHER = frozenset(
    {
        "i",
        "we",
        "they",
        "it",
        "you",
        "them",
        "us",
        "me",
        "this",
        "these",
        "those",
        "one",
        "some",
        "many",
        "others",
        "both",
    }
)

RECENCY = (1.2, 0.8, 0.6, 0.45, 0.35, 0.3, 0.25, 0.2)
"""How near a mention is, by sentences between it and the pronoun; farther ones count the last value."""
REACH = 12
"""How many sentences back a pronoun may refer."""
ROOT_SUBJECT, SUBJECT = 0.4, 0.2
"""For the subject of a sentence, and of any clause: who a text is about is its subjects."""
SPEAKING, DOMINANT = 0.5, 0.4
"""For whoever spoke last, and times the share of the quotations so far: speakers go on speaking."""
INTERRUPTED = 0.5
"""Times the former, when since then somebody else was what a sentence is about."""
GENDER = 0.3
"""For a known gender that agrees; one that does not agree rules out."""
MARGIN = 0.15
"""How far the best must be ahead of the next."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a paragraph: its tokens, the person or body it belongs to, its sentence counted over the article."""

    name: Name
    paragraph: int
    first: int
    last: int
    entity: str
    sentence: int
    weight: float
    quoted: bool


@dataclass(slots=True)
class Cast:
    """The names of an article, and who has spoken so far: filled as the quotations are read in text order."""

    grammars: Sequence[Grammar]
    names: tuple[Name, ...]
    mentions: list[Mention] = field(default_factory=list)
    by_paragraph: list[list[Mention]] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)
    spoken: Counter[str] = field(default_factory=Counter)
    last: str | None = None
    last_sentence: int = -1
    descriptions: dict[str, set[str]] = field(default_factory=dict)
    first_sentence: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Places every name in its paragraph."""
        entities = _entities(self.names)
        total = 0
        for number, g in enumerate(self.grammars):
            self.first_sentence.append(total)
            here = [_mention(g, number, n, e, total) for n, e in _inside(g, self.names, entities)]
            self.by_paragraph.append([m for m in here if m is not None])
            self.mentions += self.by_paragraph[-1]
            total += len(g.units)
        told: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for name, entity in zip(self.names, entities, strict=True):
            if name.gender:
                told[entity][name.gender] += 1
        self.genders = {
            e: c.most_common(1)[0][0]
            for e, c in told.items()
            if len(c) == 1 or c.most_common(1)[0][1] > sum(c.values()) * 0.75
        }
        self.descriptions = _descriptions(self.grammars, self.mentions)

    def read(self, paragraph: int, words: Range) -> tuple[SpeakerForm, Name | None]:
        """How the tokens `words` name the speaker, and the name that they stand for, if that is sure."""
        g = self.grammars[paragraph]
        head = _head(g, words)
        inside = [m for m in self.by_paragraph[paragraph] if m.first < words[1] and m.last > words[0]]
        named = next((m for m in inside if m.first <= head < m.last), None) or _apposed(g, head, inside)
        if named is not None:
            return "name", named.name
        word = g.lower[head]
        if g.paragraph.kind != "prose" and inside and inside[0].first == words[0]:
            return "name", inside[0].name  # in a heading the parse seldom tells a subject from its verb
        if word in RELATIVE and words[1] - words[0] == 1:
            return "pronoun", self._antecedent(paragraph, head)
        if word in HE or word in SHE:
            return "pronoun", self._person(paragraph, head, "male" if word in HE else "female")
        if word in OTHER:
            return "pronoun", self._again(word)
        return "description", self._described(g, words, head)

    def heard(self, name: Name | None, paragraph: int, at: int) -> None:
        """Notes that `name` has spoken, at a token; an unresolved speaker interrupts whoever spoke before."""
        self.last_sentence = self.first_sentence[paragraph] + self.grammars[paragraph].unit_of[at]
        entity = self.entity(name) if name is not None else None
        if entity is not None:
            self.spoken[entity] += 1
        self.last = entity

    def named(self, span: Span) -> Name | None:
        """The person named last within `span`."""
        low = bisect_left(self.mentions, span.start, key=lambda m: m.name.span.start)
        high = bisect_left(self.mentions, span.end, key=lambda m: m.name.span.start)
        return next((m.name for m in reversed(self.mentions[low:high]) if m.name.kind == "person"), None)

    def about(self, paragraph: int, entity: str | None) -> bool:
        """Whether a paragraph of narration has `entity` as a sentence's subject and names no other person."""
        here = [m for m in self.by_paragraph[paragraph] if m.name.kind == "person"]
        return any(m.weight == ROOT_SUBJECT for m in here) and all(m.entity == entity for m in here)

    def others_after(self, paragraph: int, at: int, entity: str | None) -> bool:
        """Whether a paragraph names a person other than `entity` from token `at` on."""
        here = (m for m in self.by_paragraph[paragraph] if m.first >= at and m.name.kind == "person")
        return any(m.entity != entity for m in here)

    def last_name(self, paragraph: int) -> Name | None:
        """The latest name, before the paragraph, of whoever spoke last."""
        end = sum(len(ms) for ms in self.by_paragraph[:paragraph])
        return self._latest(self.last, end) if self.last is not None else None

    def entity(self, name: Name) -> str | None:
        """The person or body that a name belongs to."""
        at = bisect_left(self.mentions, name.span, key=lambda m: m.name.span)
        return self.mentions[at].entity if at < len(self.mentions) and self.mentions[at].name is name else None

    def _antecedent(self, paragraph: int, at: int) -> Name | None:
        """The name that a relative clause is about."""
        g = self.grammars[paragraph]
        verb = g.heads[at]
        for _ in range(4):
            if g.deps[verb] == "relcl":
                head = g.heads[verb]
                inside = [m for m in self.by_paragraph[paragraph] if g.left[head] <= m.first and m.last <= at]
                found = next((m for m in inside if m.first <= head < m.last), None) or _apposed(g, head, inside)
                return found.name if found else None
            verb = g.heads[verb]
        return None

    def _person(self, paragraph: int, at: int, gender: str) -> Name | None:
        """The person that `he` or `she` stands for."""
        g = self.grammars[paragraph]
        sentence = self.first_sentence[paragraph] + g.unit_of[at]
        position = Span(g.paragraph.article, g.paragraph.printed(g.starts[at]), g.paragraph.printed(g.starts[at]))
        end = bisect_right(self.mentions, position, key=lambda m: m.name.span)
        scores: dict[str, float] = {}
        latest: dict[str, Name] = {}
        speaking = SPEAKING
        for m in reversed(self.mentions[:end]):
            distance = sentence - m.sentence
            if distance > REACH:
                break
            if m.name.kind != "person" or m.quoted or self.genders.get(m.entity, gender) != gender:
                continue
            if m.weight == ROOT_SUBJECT and m.entity != self.last and self.last_sentence < m.sentence < sentence:
                speaking = SPEAKING * INTERRUPTED
            score = RECENCY[min(distance, len(RECENCY) - 1)] + m.weight
            if score > scores.get(m.entity, 0.0):
                scores[m.entity] = score
            latest.setdefault(m.entity, m.name)
        total = sum(self.spoken.values())
        for entity in scores:
            scores[entity] += speaking * (entity == self.last) + GENDER * (entity in self.genders)
            scores[entity] += DOMINANT * self.spoken[entity] / total if total else 0.0
        if self.last is not None and self.last not in scores and self.genders.get(self.last) == gender and not scores:
            return self._latest(self.last, end)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN):
            return None
        return latest[ranked[0][0]]

    def _latest(self, entity: str, end: int) -> Name | None:
        return next((m.name for m in reversed(self.mentions[:end]) if m.entity == entity), None)

    def _again(self, word: str) -> Name | None:
        """What `it` stands for: the body that spoke last. Other pronouns are left open."""
        if word != "it" or self.last is None:
            return None
        name = self._latest(self.last, len(self.mentions))
        return name if name is not None and name.kind == "organization" else None

    def _described(self, g: Grammar, words: Range, head: int) -> Name | None:
        """Whoever the article calls so: `the mayor` after `Mayor Ann Roe`, if it is one person only."""
        if g.lower[words[0]] != "the":
            return None
        known = self.descriptions.get(g.lower[head], set())
        if len(known) != 1:
            return None
        position = Span(g.paragraph.article, g.paragraph.printed(g.starts[head]), 0)
        return self._latest(next(iter(known)), bisect_left(self.mentions, position, key=lambda m: m.name.span))


def _entities(names: tuple[Name, ...]) -> list[str]:
    """For each name a key that the mentions of one person share: a last name alone joins the one full name it fits."""
    full: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        words = name.text.split()
        if name.kind == "person" and len(words) > 1:
            full[_last_word(words)].add(name.text)
    keys = []
    for name in names:
        words = name.text.split()
        fits = full.get(_last_word(words), set()) if name.kind == "person" and words else set()
        same = len({text.split()[0] for text in fits}) == 1
        keys.append(_last_word(words) if fits and same else name.text)
    return keys


def _last_word(words: list[str]) -> str:
    """The last name among a name's words, without `Jr.` and the like."""
    return next((w for w in reversed(words) if w.strip(".,") not in ("Jr", "Sr", "II", "III", "IV")), words[-1])


def _inside(g: Grammar, names: tuple[Name, ...], entities: list[str]) -> list[tuple[Name, str]]:
    """The names that stand in a paragraph; names are in text order."""
    low = bisect_left(names, g.paragraph.start, key=lambda n: n.span.start)
    high = bisect_left(names, g.paragraph.end, key=lambda n: n.span.start)
    return list(zip(names[low:high], entities[low:high], strict=True))


def _mention(g: Grammar, paragraph: int, name: Name, entity: str, sentences: int) -> Mention | None:
    start, end = g.paragraph.analysis(name.span.start), g.paragraph.analysis(name.span.end - 1) + 1
    first = bisect_right(g.starts, start) - 1
    last = bisect_left(g.starts, end)
    if not 0 <= first < last:
        return None
    head = next((i for i in range(first, last) if not first <= g.heads[i] < last), first)
    weight = 0.0
    if g.deps[head] in ("nsubj", "nsubjpass"):
        verb = g.heads[head]
        weight = ROOT_SUBJECT if g.deps[verb] == "ROOT" or g.heads[verb] == verb else SUBJECT
    return Mention(name, paragraph, first, last, entity, sentences + g.unit_of[first], weight, g.quote[first] >= 0)


def _head(g: Grammar, words: Range) -> int:
    """The token of a phrase that the others hang on."""
    return next((i for i in range(*words) if not words[0] <= g.heads[i] < words[1] or g.heads[i] == i), words[1] - 1)


def _apposed(g: Grammar, head: int, inside: list[Mention]) -> Mention | None:
    """The name that says who a noun is: `the mayor, Ann Roe,`; not one that only owns it (`Roe's lawyer`)."""
    for m in inside:
        name_head = next((i for i in range(m.first, m.last) if not m.first <= g.heads[i] < m.last), m.first)
        if m.name.kind == "person" and g.heads[name_head] == head and g.deps[name_head] in ("appos", "nmod"):
            return m
    return None


def _descriptions(grammars: Sequence[Grammar], mentions: list[Mention]) -> dict[str, set[str]]:
    """By noun, the people that the article gives it to, as a title (`Mayor Ann Roe`) or beside the name."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for m in mentions:
        if m.name.kind != "person":
            continue
        if m.name.title:
            found[m.name.title.split()[-1].lower().strip(".")].add(m.entity)
        g = grammars[m.paragraph]
        head = next((i for i in range(m.first, m.last) if not m.first <= g.heads[i] < m.last), m.first)
        for child in g.children[head]:
            if (
                g.deps[child] in ("appos", "compound")
                and g.tags[child] in ("NN", "NNP")
                and not m.first <= child < m.last
            ):
                found[g.lower[child]].add(m.entity)
        if g.deps[head] == "appos" and g.tags[g.heads[head]] == "NN":
            found[g.lower[g.heads[head]]].add(m.entity)
    return dict(found)
