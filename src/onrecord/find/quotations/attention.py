"""Attention: whom a text is about at a token, among all who were mentioned before it.

Whoever was mentioned last, as a subject, and above all whoever was speaking; where two come close, nobody.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from onrecord.find.quotations.mentions import SUBJECT, Mention

__all__ = ["Attention"]

RECENCY = (1.2, 0.8, 0.6, 0.45, 0.35, 0.3, 0.25, 0.2)
"""How near a mention is, by sentences between it and the pronoun; farther ones count the last value."""
REACH = 12
"""How many sentences back a pronoun may refer."""
FARTHEST = 300
"""How many mentions back it may refer: more than twelve sentences of news hold; bounds the cost of hostile text."""
SPEAKING, DOMINANT = 0.5, 0.4
"""For whoever spoke last, and times the share of the quotations so far: speakers go on speaking."""
INTERRUPTED = 0.2
"""Times the former two, when since then, or earlier in the sentence, somebody else was a subject."""
GENDER = 0.3
"""For a known gender that agrees; one that does not agree rules out."""
MARGIN = 0.15
"""How far the best must be ahead of the next."""


@dataclass(slots=True)
class Attention:
    """The mentions so far in text order (`seen`), who spoke last and in which sentence, and how often each did by name.

    `genders` are those of the people of whom it is known.
    """

    genders: dict[str, str]
    seen: list[Mention] = field(default_factory=list)
    spoken: Counter[str] = field(default_factory=Counter)
    last: str | None = None
    last_sentence: int = -1

    def heard(self, entity: str | None, sentence: int, sure: bool) -> None:
        """Notes that somebody has spoken. `sure`: by name; others do not count as speaking often, lest one error lead
        to the next.
        """
        self.last, self.last_sentence = entity, sentence
        if entity is not None:
            self.spoken[entity] += sure

    def near(self, paragraph: int, at: int) -> list[Mention]:
        """The mentions before a token that are not too many to be looked through."""
        end = bisect_left(self.seen, (paragraph, at), key=lambda m: (m.paragraph, m.first))
        return self.seen[max(0, end - FARTHEST) : end]

    def recent(self, entity: str, paragraph: int, at: int, sentence: int) -> bool:
        """Whether somebody was mentioned not too far before a token in a sentence."""
        return any(m.entity == entity and sentence - m.sentence <= REACH for m in self.near(paragraph, at))

    def best(self, paragraph: int, at: int, sentence: int, may: Callable[[Mention], bool]) -> Mention | None:
        """Of the people mentioned before a token who `may` be meant, the one whom the text is about, as last met."""
        scores: dict[str, float] = {}
        latest: dict[str, Mention] = {}
        share = 1.0
        for m in reversed(self.near(paragraph, at)):
            distance = sentence - m.sentence
            if distance > REACH:
                break
            if m.quoted or (m.name and m.name.kind != "person") or not may(m):
                continue
            if m.weight >= SUBJECT and m.entity != self.last and self.last_sentence < m.sentence:
                share = INTERRUPTED
            score = RECENCY[min(distance, len(RECENCY) - 1)] + m.weight
            scores[m.entity] = max(score, scores.get(m.entity, 0.0))
            latest.setdefault(m.entity, m)
        total = sum(self.spoken.values())
        for entity in scores:
            often = self.spoken[entity] / total if total else 0.0
            scores[entity] += share * (SPEAKING * (entity == self.last) + DOMINANT * often)
            scores[entity] += GENDER * (entity in self.genders)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN):
            return None
        return latest[ranked[0][0]]
