"""Speakers: which of the article's names the words that name a speaker stand for.

A name stands for itself. A pronoun is given to the person whom the sentences before it are about: last named or meant,
as a subject, and above all whoever was speaking. A description is given to the one person whom the article calls so.
Where two come close, nobody is chosen, and nobody either where it may be somebody whom the article does not name: no
speaker is better than a wrong one. No corpus at hand marks whom such words stand for; the weights of
`attention` were set by reading resolved pronouns of news. Of 60 drawn at random afterwards 56 were right.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.find.quotations.attention import Attention
from onrecord.find.quotations.descriptions import (
    Calling,
    callings,
    calls_again,
    described_at,
    fits,
    is_calling,
    is_definite,
    noun_of,
    owner_at,
)
from onrecord.find.quotations.grammar import Grammar, Range
from onrecord.find.quotations.mentions import Mention, Named, People, head_of, weight_of
from onrecord.model import Name, SpeakerForm
from onrecord.namewords import name_words

__all__ = ["Cast"]

HE = frozenset({"he", "him", "himself", "his"})
SHE = frozenset({"she", "her", "herself", "hers"})
THEIRS = frozenset({"their", "my", "our"})
RELATIVE = frozenset({"who", "whom", "which", "that"})
OTHER = frozenset({"i", "we", "they", "it", "you", "them", "us", "me"})
COUNTED = frozenset({"this", "these", "those", "one", "some", "many", "both", "others"})

MANY = 20
"""So many people called the same that no noun tells them apart."""
MOST = 200
"""So many times one noun is looked through: bounds the cost of hostile text."""
_ASIDE = ("appos", "conj")
_THE = "the "
"""What the keys of people without a name begin with."""
_ARGUMENTS = frozenset({"prep", "pobj", "agent", "dobj", "dative", "nmod", "appos", "conj", "pcomp"})


class Cast:
    """The names of an article, and who has spoken so far: filled as the quotations are read in text order.

    `seen` are the mentions up to the token that was read last: names, and the pronouns and descriptions that are clear.
    """

    def __init__(self, grammars: Sequence[Grammar], names: Sequence[Name]) -> None:
        self.grammars = grammars
        self.people = People(grammars, names)
        self.attention = Attention(self.people.genders)
        self.called = callings(grammars, self.people.mentions)
        self.owners: dict[tuple[int, int], str | None] = {}
        self.reached = (0, 0)

    # -------------------------------------------------------------- what is asked
    def read(self, paragraph: int, words: Range) -> tuple[SpeakerForm, Name | None]:
        """How the tokens `words` name the speaker, and the name that they stand for, if that is sure."""
        g = self.grammars[paragraph]
        head = head_of(g, words)
        self._advance(paragraph, head)
        named = self.people.at(paragraph, head) or self.people.apposed(paragraph, head, words)
        if named is not None:
            if self._several(g, head, words, named):
                return "name", None
            return ("description", None) if self._family(named.name) else ("name", named.name)
        word = g.lower[head]
        opening = self.people.at(paragraph, words[0])
        if g.paragraph.kind != "prose" and opening is not None and opening.first == words[0]:
            return "name", opening.name  # in a heading the parse seldom tells a subject from its verb
        if word in RELATIVE and words[1] - words[0] == 1:
            return "pronoun", self._antecedent(paragraph, head)
        if word in HE or word in SHE:
            if self._several(g, head, words, None):
                return "pronoun", None
            meant = self._person(paragraph, head)
            return "pronoun", meant.name if meant is not None else None
        if word in OTHER or word in COUNTED:
            return "pronoun", self._again(paragraph, head)
        if self._several(g, head, words, None):
            return "description", None
        return "description", self._described(paragraph, head)

    def heard(self, name: Name | None, paragraph: int, at: int, told: tuple[int, Range | None], sure: bool) -> None:
        """Notes that `name` has spoken, at a token; without a name, whoever the words `told` of a paragraph describe.

        `sure`: the speaker was named there.
        """
        entity = self.people.entity(name) if name is not None else None
        if entity is None and told[1] is not None:
            g = self.grammars[told[0]]
            head = head_of(g, told[1])
            meant = self._person(told[0], head) if g.lower[head] in HE | SHE else None
            described = _nameless(g, head) if g.tags[head].startswith("NN") else None
            entity = meant.entity if meant is not None else described
        self.attention.heard(entity, self.people.sentence(paragraph, at), sure)

    def last_name(self, paragraph: int) -> Name | None:
        """The latest name, before the paragraph, of whoever spoke last."""
        last = self.attention.last
        return self.people.latest(last, paragraph, 0) if last is not None else None

    # -------------------------------------------------------------- names
    def _several(self, g: Grammar, head: int, words: Range, named: Named | None) -> bool:
        """Whether a phrase names two: `Ann Roe and Per Holm`, `Ann and Per Roe`, `she and her lawyer`."""
        first, last = (named.first, named.last) if named is not None else (head, head + 1)
        joined = (c for h in {head, *range(first, last)} for c in g.children[h] if g.deps[c] == "conj")
        return any(words[0] <= c < words[1] and not first <= c < last and g.tags[c][:2] in ("NN", "PR") for c in joined)

    def _family(self, name: Name) -> bool:
        """Whether a name is the plural of a surname: `the Roes`."""
        singular = {name.text.removesuffix("s"), name.text.removesuffix("es")} - {name.text}
        return name.kind == "group" and bool(singular & self.people.surnames)

    def _antecedent(self, paragraph: int, at: int) -> Name | None:
        """The name that a relative clause is about."""
        g = self.grammars[paragraph]
        verb = g.heads[at]
        for _ in range(4):
            if g.deps[verb] == "relcl":
                return self._called(paragraph, g.heads[verb], at)
            verb = g.heads[verb]
        return None

    def _called(self, paragraph: int, head: int, end: int) -> Name | None:
        """The name that a noun before token `end` is, stands beside, or describes."""
        g = self.grammars[paragraph]
        at = head
        for _ in range(4):
            named = self.people.at(paragraph, at)
            if named is not None and named.last <= end and (named.name.kind != "group" or g.deps[at] not in _ASIDE):
                return named.name
            if g.deps[at] not in _ASIDE:
                break
            at = g.heads[at]
        named = self.people.apposed(paragraph, head, (0, end))
        return named.name if named is not None else self._described(paragraph, head)

    # -------------------------------------------------------------- pronouns
    def _advance(self, paragraph: int, at: int) -> None:
        """Notes the mentions before a token: names, and the pronouns and descriptions that are clear by then."""
        while self.reached < (paragraph, at):
            number, first = self.reached
            g = self.grammars[number]
            stop = at if number == paragraph else len(g.words)
            for token in range(first, stop):
                self.reached = (number, token)
                self._note(number, token)
            self.reached = (number, stop) if number == paragraph else (number + 1, 0)

    def _note(self, number: int, at: int) -> None:
        g = self.grammars[number]
        named = self.people.at(number, at)
        if named is not None and named.first == at:
            self.attention.seen.append(named)
        if named is not None or g.quote[at] >= 0:
            return
        weight = weight_of(g, at)
        name: Name | None = None
        entity: str | None = None
        if g.lower[at] in ("he", "she") and weight:
            meant = self._person(number, at)
            name, entity = (meant.name, meant.entity) if meant is not None else (None, None)
        elif is_calling(g, at, self.called) and not self.people.apposed(number, at, (0, len(g.words))):
            name = self._described(number, at)
            entity = _nameless(g, at) if name is None and weight and not calls_again(g, at) else None
        entity = self.people.entity(name) if name is not None else entity
        if entity is not None:
            sentence = self.people.sentence(number, at)
            self.attention.seen.append(Mention(name, number, at, at + 1, entity, sentence, weight, quoted=False))

    def _person(self, paragraph: int, at: int) -> Mention | None:
        """The person that `he` or `she`, `his` or `her` stands for."""
        g = self.grammars[paragraph]
        gender = "male" if g.lower[at] in HE else "female"

        def may(m: Mention) -> bool:
            return self._gender(m) in (None, gender) and not (m.paragraph == paragraph and _beside(g, at, m))

        return self.attention.best(paragraph, at, self.people.sentence(paragraph, at), may)

    def _gender(self, m: Mention) -> str | None:
        if m.name is None:
            return name_words().noun_genders.get(m.entity.removeprefix(_THE))
        return self.people.genders.get(m.entity)

    def _again(self, paragraph: int, at: int) -> Name | None:
        """What `it` stands for: the body that spoke last. Other pronouns are left open."""
        last = self.attention.last
        if self.grammars[paragraph].lower[at] != "it" or last is None:
            return None
        name = self.people.latest(last, paragraph, at)
        return name if name is not None and name.kind == "organization" else None

    # -------------------------------------------------------------- descriptions
    def _described(self, paragraph: int, head: int) -> Name | None:
        """Whoever the article calls so, if it is one only: `the mayor` after `Mayor Ann Roe`; `Roe's lawyer`."""
        g = self.grammars[paragraph]
        wanted = described_at(g, paragraph, head)
        known = self.called.get(wanted.noun, ())
        if not (is_definite(g, head) or wanted.owner) or g.tags[head] not in ("NN", "NNP") or len(known) > MOST:
            return None
        found = [c for c in known if fits(wanted, c) and self._owned(wanted, c)]
        people = {c.entity for c in found}
        if not people or len(people) > MANY:
            return None
        sentence = self.people.sentence(paragraph, head)
        if len(people) > 1:
            best = self.attention.best(paragraph, head, sentence, lambda m: m.entity in people)
            return best.name if best is not None else None
        entity = next(iter(people))
        recent = self.attention.recent(entity, paragraph, head, sentence)
        if not recent or self._another(paragraph, head, entity):
            return None
        return self.people.latest(entity, paragraph, head)

    def _another(self, paragraph: int, head: int, entity: str) -> bool:
        """Whether somebody without a name has been called the same since `entity` was mentioned."""
        noun = noun_of(self.grammars[paragraph].words[head])
        for m in reversed(self.attention.near(paragraph, head)):
            if m.entity == entity:
                return False
            if m.name is None and noun_of(m.entity.removeprefix(_THE)) == noun:
                return True
        return False

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
        named = self.people.at(paragraph, at)
        return g.lower[at] in HE | SHE | THEIRS or (named is not None and named.name.kind == "person")

    def _owner(self, token: tuple[int, int] | None) -> str | None:
        """Whose a lawyer, wife or director is."""
        if token is None:
            return None
        if token not in self.owners:
            self.owners[token] = self._whose(*token)
        return self.owners[token]

    def _whose(self, paragraph: int, at: int) -> str | None:
        g = self.grammars[paragraph]
        inside = self.people.at(paragraph, at)
        if inside is not None:
            return inside.entity
        if g.lower[at] in HE or g.lower[at] in SHE:
            meant = self._person(paragraph, at)
            return meant.entity if meant is not None else None
        if is_calling(g, at, self.called) and owner_at(g, paragraph, at) is None:
            name = self._described(paragraph, at)
            return self.people.entity(name) if name is not None else None
        return None


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
