"""Speakers: which of the article's names the words that name a speaker stand for.

A name stands for itself. A pronoun is given to the person whom the sentences before it are about: last named or meant,
as a subject, and above all whoever was speaking. A description is given to the one person whom the article calls so.
Where two come close, nobody is chosen, and nobody either where it may be somebody whom the article does not name: no
speaker is better than a wrong one. No corpus at hand marks whom such words stand for; the weights below were set by
reading resolved pronouns of news.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from onrecord.find.quotations.descriptions import Calling, callings, described_at, fits, is_calling, noun_of, owner_at
from onrecord.find.quotations.grammar import Grammar, Range
from onrecord.find.quotations.mentions import (
    ROOT_SUBJECT,
    Mention,
    apposed,
    entities,
    genders,
    head_of,
    place,
    weight_of,
)
from onrecord.model import Name, SpeakerForm
from onrecord.namewords import name_words
from onrecord.span import Span

__all__ = ["Cast"]

HE = frozenset({"he", "him", "himself", "his"})
SHE = frozenset({"she", "her", "herself", "hers"})
RELATIVE = frozenset({"who", "whom", "which", "that"})
OTHER = frozenset(
    (
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
    )
)

RECENCY = (1.2, 0.8, 0.6, 0.45, 0.35, 0.3, 0.25, 0.2)
"""How near a mention is, by sentences between it and the pronoun; farther ones count the last value."""
REACH = 12
"""How many sentences back a pronoun may refer."""
FARTHEST = 300
"""How many mentions back it may refer: more than twelve sentences of news hold; bounds the cost of hostile text."""
SPEAKING, DOMINANT = 0.5, 0.4
"""For whoever spoke last, and times the share of the quotations so far: speakers go on speaking."""
INTERRUPTED = 0.5
"""Times the former, when since then somebody else was what a sentence is about."""
GENDER = 0.3
"""For a known gender that agrees; one that does not agree rules out."""
MARGIN = 0.15
"""How far the best must be ahead of the next."""
MANY = 20
"""So many people called the same that no noun tells them apart."""
MOST = 200
"""So many times one noun is looked through: bounds the cost of hostile text."""
_THE = "the "
"""What the keys of people without a name begin with."""
_ARGUMENTS = frozenset({"prep", "pobj", "agent", "dobj", "dative", "nmod", "appos", "conj", "pcomp"})


@dataclass(slots=True)
class Cast:
    """The names of an article, and who has spoken so far: filled as the quotations are read in text order.

    `seen` are the mentions up to the token that was read last: names, and the pronouns and descriptions that are clear.
    """

    grammars: Sequence[Grammar]
    names: tuple[Name, ...]
    mentions: list[Mention] = field(default_factory=list)
    by_paragraph: list[list[Mention]] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)
    called: dict[str, list[Calling]] = field(default_factory=dict)
    seen: list[Mention] = field(default_factory=list)
    reached: tuple[int, int] = (0, 0)
    spoken: Counter[str] = field(default_factory=Counter)
    last: str | None = None
    last_sentence: int = -1
    first_sentence: list[int] = field(default_factory=list)
    by_entity: dict[str, list[int]] = field(default_factory=dict)
    owners: dict[tuple[int, int], str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Places every name in its paragraph."""
        keys = entities(self.names)
        total = 0
        for number, g in enumerate(self.grammars):
            self.first_sentence.append(total)
            self.by_paragraph.append(place(g, number, self.names, keys, total))
            self.mentions += self.by_paragraph[-1]
            total += len(g.units)
        for at, m in enumerate(self.mentions):
            self.by_entity.setdefault(m.entity, []).append(at)
        self.genders = genders(self.names, keys)
        self.called = callings(self.grammars, self.mentions)

    # -------------------------------------------------------------- what is asked
    def read(self, paragraph: int, words: Range) -> tuple[SpeakerForm, Name | None]:
        """How the tokens `words` name the speaker, and the name that they stand for, if that is sure."""
        g = self.grammars[paragraph]
        head = head_of(g, words)
        self._advance(paragraph, head)
        inside = [m for m in self.by_paragraph[paragraph] if m.first < words[1] and m.last > words[0]]
        named = next((m for m in inside if m.first <= head < m.last), None) or apposed(g, head, inside)
        if named is not None and named.name is not None:
            if self._several(g, head, words, named):
                return "name", None
            return ("description", None) if self._family(named.name) else ("name", named.name)
        word = g.lower[head]
        if g.paragraph.kind != "prose" and inside and inside[0].first == words[0]:
            return "name", inside[0].name  # in a heading the parse seldom tells a subject from its verb
        if word in RELATIVE and words[1] - words[0] == 1:
            return "pronoun", self._antecedent(paragraph, head)
        if word in HE or word in SHE:
            return "pronoun", self._person(paragraph, head)
        if word in OTHER:
            return "pronoun", self._again(paragraph, head)
        if self._several(g, head, words, None):
            return "description", None
        return "description", self._described(paragraph, head)

    def heard(self, name: Name | None, paragraph: int, at: int, told: tuple[int, Range | None] | None = None) -> None:
        """Notes that `name` has spoken, at a token; without a name, whoever the words `told` of a paragraph describe."""
        self.last_sentence = self.first_sentence[paragraph] + self.grammars[paragraph].unit_of[at]
        self.last = self.entity(name) if name is not None else None
        if self.last is not None:
            self.spoken[self.last] += 1
        elif told is not None and told[1] is not None:
            g = self.grammars[told[0]]
            head = head_of(g, told[1])
            self.last = _nameless(g, head) if g.tags[head].startswith("NN") else None

    def last_name(self, paragraph: int) -> Name | None:
        """The latest name, before the paragraph, of whoever spoke last."""
        return self._latest(self.last, sum(len(ms) for ms in self.by_paragraph[:paragraph])) if self.last else None

    def entity(self, name: Name) -> str | None:
        """The person or body that a name belongs to."""
        at = bisect_left(self.mentions, name.span, key=_span)
        return self.mentions[at].entity if at < len(self.mentions) and self.mentions[at].name is name else None

    def named(self, span: Span) -> Name | None:
        """The person named last within `span`."""
        low, high = (bisect_left(self.mentions, x, key=lambda m: _span(m).start) for x in (span.start, span.end))
        return next((m.name for m in reversed(self.mentions[low:high]) if m.name and m.name.kind == "person"), None)

    def about(self, paragraph: int, entity: str | None) -> bool:
        """Whether a paragraph of narration has `entity` as a sentence's subject and names no other person."""
        here = [m for m in self.by_paragraph[paragraph] if m.name and m.name.kind == "person"]
        return any(m.weight == ROOT_SUBJECT for m in here) and all(m.entity == entity for m in here)

    def others_after(self, paragraph: int, at: int, entity: str | None) -> bool:
        """Whether a paragraph names a person other than `entity` from token `at` on."""
        here = (m for m in self.by_paragraph[paragraph] if m.first >= at and m.name and m.name.kind == "person")
        return any(m.entity != entity for m in here)

    # -------------------------------------------------------------- names
    def _several(self, g: Grammar, head: int, words: Range, named: Mention | None) -> bool:
        """Whether a phrase names two: `Ann Roe and Per Holm`, `Ann and Per Roe`."""
        first = named.first if named is not None else head
        heads = {head, *range(first, named.last if named is not None else head + 1)}
        joined = [c for h in heads for c in g.children[h] if g.deps[c] == "conj" and words[0] <= c < words[1]]
        return any(g.tags[c].startswith(("NNP", "PRP")) or is_calling(g, c, self.called) for c in joined)

    def _family(self, name: Name) -> bool:
        """Whether a name is the plural of a surname: `the Roes`."""
        return name.kind == "group" and name.text.endswith("s") and any(
            m.entity.endswith(" " + ending) for m in self.mentions for ending in (name.text[:-1], name.text[:-2])
        )  # fmt: skip

    def _antecedent(self, paragraph: int, at: int) -> Name | None:
        """The name that a relative clause is about."""
        g = self.grammars[paragraph]
        verb = g.heads[at]
        for _ in range(4):
            if g.deps[verb] == "relcl":
                head = g.heads[verb]
                inside = [m for m in self.by_paragraph[paragraph] if g.left[head] <= m.first and m.last <= at]
                found = next((m for m in inside if m.first <= head < m.last), None) or apposed(g, head, inside)
                return found.name if found else self._described(paragraph, head)
            verb = g.heads[verb]
        return None

    def _latest(self, entity: str, end: int) -> Name | None:
        """The last of the first `end` names that is `entity`'s."""
        places = self.by_entity.get(entity, [])
        at = bisect_left(places, end) - 1
        return self.mentions[places[at]].name if at >= 0 else None

    def _before(self, paragraph: int, at: int) -> int:
        """How many names stand before a token."""
        g = self.grammars[paragraph]
        return bisect_left(self.mentions, g.paragraph.printed(g.starts[at]), key=lambda m: _span(m).start)

    # -------------------------------------------------------------- pronouns
    def _advance(self, paragraph: int, at: int) -> None:
        """Notes the mentions before a token: names, and the pronouns and descriptions that are clear by then."""
        while self.reached < (paragraph, at):
            number, first = self.reached
            g = self.grammars[number]
            stop = at if number == paragraph else len(g.words)
            inside = {m.first: m for m in self.by_paragraph[number]}
            for token in range(first, stop):
                self.reached = (number, token)
                self._note(number, token, inside)
            self.reached = (number, stop) if number == paragraph else (number + 1, 0)

    def _note(self, number: int, at: int, inside: dict[int, Mention]) -> None:
        g = self.grammars[number]
        if at in inside:
            self.seen.append(inside[at])
            return
        if g.quote[at] >= 0:
            return
        weight = weight_of(g, at)
        name: Name | None = None
        entity: str | None = None
        if g.lower[at] in ("he", "she") and weight:
            name = self._person(number, at)
        elif is_calling(g, at, self.called) and not apposed(g, at, self.by_paragraph[number]):
            name = self._described(number, at)
            entity = _nameless(g, at) if name is None and weight else None
        entity = self.entity(name) if name is not None else entity
        if entity is not None:
            sentence = self.first_sentence[number] + g.unit_of[at]
            self.seen.append(Mention(name, number, at, at + 1, entity, sentence, weight, quoted=False))

    def _person(self, paragraph: int, at: int) -> Name | None:
        """The person that `he` or `she`, `his` or `her` stands for."""
        g = self.grammars[paragraph]
        gender = "male" if g.lower[at] in HE else "female"
        return self._best(
            paragraph,
            at,
            lambda m: self._gender(m) in (None, gender) and not (m.paragraph == paragraph and _beside(g, at, m)),
        )

    def _gender(self, m: Mention) -> str | None:
        if m.name is None:
            return name_words().noun_genders.get(m.entity.removeprefix(_THE))
        return self.genders.get(m.entity)

    def _best(self, paragraph: int, at: int, may: Callable[[Mention], bool]) -> Name | None:
        """Of the people mentioned before a token who `may` be meant, the one whom the text is about there."""
        sentence = self.first_sentence[paragraph] + self.grammars[paragraph].unit_of[at]
        scores: dict[str, float] = {}
        latest: dict[str, Mention] = {}
        speaking = SPEAKING
        for m in reversed(self._near(paragraph, at)):
            distance = sentence - m.sentence
            if distance > REACH:
                break
            if m.quoted or (m.name and m.name.kind != "person") or not may(m):
                continue
            if m.weight == ROOT_SUBJECT and m.entity != self.last and self.last_sentence < m.sentence < sentence:
                speaking = SPEAKING * INTERRUPTED
            score = RECENCY[min(distance, len(RECENCY) - 1)] + m.weight
            scores[m.entity] = max(score, scores.get(m.entity, 0.0))
            latest.setdefault(m.entity, m)
        total = sum(self.spoken.values())
        for entity in scores:
            scores[entity] += speaking * (entity == self.last) + GENDER * (entity in self.genders)
            scores[entity] += DOMINANT * self.spoken[entity] / total if total else 0.0
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN):
            return None
        return latest[ranked[0][0]].name

    def _again(self, paragraph: int, at: int) -> Name | None:
        """What `it` stands for: the body that spoke last. Other pronouns are left open."""
        if self.grammars[paragraph].lower[at] != "it" or self.last is None:
            return None
        name = self._latest(self.last, self._before(paragraph, at))
        return name if name is not None and name.kind == "organization" else None

    # -------------------------------------------------------------- descriptions
    def _described(self, paragraph: int, head: int) -> Name | None:
        """Whoever the article calls so, if it is one only: `the mayor` after `Mayor Ann Roe`; `Roe's lawyer`."""
        g = self.grammars[paragraph]
        wanted = described_at(g, paragraph, head)
        known = self.called.get(wanted.noun, ())
        definite = any(g.lower[c] == "the" and g.deps[c] == "det" for c in g.children[head])
        if not (definite or wanted.owner) or g.tags[head] not in ("NN", "NNP") or len(known) > MOST:
            return None
        found = [c for c in known if fits(wanted, c) and self._owned(wanted, c)]
        people = {c.entity for c in found}
        if not people or len(people) > MANY:
            return None
        if len(people) > 1:
            return self._best(paragraph, head, lambda m: m.entity in people)
        entity = next(iter(people))
        name = self._latest(entity, self._before(paragraph, head))
        return None if name is None or self._another(paragraph, head, entity) else name

    def _another(self, paragraph: int, head: int, entity: str) -> bool:
        """Whether somebody without a name has been called the same since `entity` was mentioned."""
        noun = noun_of(self.grammars[paragraph].words[head])
        for m in reversed(self._near(paragraph, head)):
            if m.entity == entity:
                return False
            if m.name is None and noun_of(m.entity.removeprefix(_THE)) == noun:
                return True
        return False

    def _near(self, paragraph: int, at: int) -> list[Mention]:
        """The mentions before a token that are not too many to be looked through."""
        end = bisect_left(self.seen, (paragraph, at), key=lambda m: (m.paragraph, m.first))
        return self.seen[max(0, end - FARTHEST) : end]

    def _owned(self, wanted: Calling, known: Calling) -> bool:
        """Whether the lawyer looked for is the same person's lawyer as the one known."""
        if wanted.owner is None:
            return True
        mine, theirs = self._owner(wanted.owner), self._owner(known.owner)
        if self._personal(*wanted.owner):
            return mine is not None and mine == theirs
        return mine is None or theirs is None or mine == theirs

    def _personal(self, paragraph: int, at: int) -> bool:
        """Whether an owner is a person: a pronoun, or a name of one."""
        g = self.grammars[paragraph]
        inside = (m for m in self.by_paragraph[paragraph] if m.first <= at < m.last and m.name)
        return g.lower[at] in HE | SHE | {"their", "my", "our"} or any(
            m.name.kind == "person" for m in inside if m.name
        )

    def _owner(self, token: tuple[int, int] | None) -> str | None:
        """Whose a lawyer, wife or director is."""
        if token is None:
            return None
        if token not in self.owners:
            self.owners[token] = self._whose(*token)
        return self.owners[token]

    def _whose(self, paragraph: int, at: int) -> str | None:
        g = self.grammars[paragraph]
        inside = next((m for m in self.by_paragraph[paragraph] if m.first <= at < m.last), None)
        if inside is not None:
            return inside.entity
        if g.lower[at] in HE or g.lower[at] in SHE:
            name = self._person(paragraph, at)
        elif is_calling(g, at, self.called) and owner_at(g, paragraph, at) is None:
            name = self._described(paragraph, at)
        else:
            return None
        return self.entity(name) if name is not None else None


def _span(m: Mention) -> Span:
    assert m.name is not None  # the mentions that stand in `Cast.mentions` are names
    return m.name.span


def _nameless(g: Grammar, head: int) -> str:
    """The key of somebody whom the article only calls something."""
    return _THE + g.lower[head]


def _beside(g: Grammar, at: int, m: Mention) -> bool:
    """Whether a name before a pronoun is another part of the same clause: `asked by Roe, he said` is not Roe."""
    step = head_of(g, (m.first, m.last))
    while g.deps[at] in ("nsubj", "nsubjpass") and (g.deps[step] in _ARGUMENTS or _bare_participle(g, step)):
        if g.heads[step] == g.heads[at]:
            return True
        step = g.heads[step]
    return False


def _bare_participle(g: Grammar, at: int) -> bool:
    """Whether a verb has its subject from the clause that it hangs on: `asked by …`, `speaking to …`."""
    return g.deps[at] == "advcl" and g.tags[at] in ("VBG", "VBN") and not any(
        g.deps[c] in ("nsubj", "nsubjpass", "mark") for c in g.children[at]
    )  # fmt: skip
