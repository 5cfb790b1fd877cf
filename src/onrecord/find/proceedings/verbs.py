"""The grammar of a verb that states an official step: its subject, object, agent and what it governs."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.find.located import Placed, Scene
from onrecord.find.names.gender import PRONOUNS
from onrecord.find.relationwords import relation_words

__all__ = [
    "SUBJECTS", "again", "agent_of", "charge_of", "described", "is_date", "is_passive", "joined_to", "named",
    "object_of",
    "phrase_of", "subject_of", "term_of",
]  # fmt: skip

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OUTER = frozenset({",", "—", "–", "(", ";", ".", "after", "before", "because", "while", "when", "but"})
CLAUSES = frozenset({"ccomp", "advcl", "relcl", "parataxis"})


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, that of the verb it is joined to, or the noun that a relative clause belongs to."""
    for _ in range(4):
        for child in verb.children:
            if child.dep_ in SUBJECTS:
                if child.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
                    return verb.head
                return child
        above = joined_to(verb)
        if above is not None:
            verb = above
        elif verb.dep_ in ("acl", "relcl"):
            return verb.head
        else:
            return None
    return None


def joined_to(verb: Token) -> Token | None:
    """The verb that `verb` is joined to or depends on as an infinitive, past nouns that the parser hung it on."""
    if verb.dep_ not in ("conj", "xcomp"):
        return None
    above = verb.head
    for _ in range(4):
        if above.tag_[0] == "V" and (above.tag_ != "VBG" or verb.tag_ == "VBG"):
            return above
        above = above.head
    return None


def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive: an auxiliary says so, it is joined to one that is, or it has no subject."""
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return True
    if any(c.dep_ in ("aux", "nsubj", "dobj") for c in verb.children):
        return any(c.text in ("been", "being") for c in verb.children)
    if verb.dep_ == "conj":
        above = joined_to(verb)
        return above is not None and is_passive(above)
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "xcomp", "advcl", "oprd", "relcl")


def object_of(verb: Token) -> Token | None:
    """The direct object of a verb."""
    return next((c for c in verb.children if c.dep_ in ("dobj", "dative")), None)


def agent_of(scene: Scene, verb: Token) -> Placed | None:
    """Who did it, after the `by` of a passive."""
    for child in verb.children:
        if child.dep_ == "agent":
            for noun in child.children:
                if found := named(scene, noun, any_kind=True):
                    return found
    return None


def named(scene: Scene, token: Token | None, *, any_kind: bool = False) -> Placed | None:
    """The name that `token` is part of, or that stands in apposition to it; or the one a pronoun must mean."""
    if token is None:
        return None
    placed = scene.at.get(token.i)
    if placed and (any_kind or placed.name.kind in ("person", "organization")):
        return placed
    if token.lower_ in PRONOUNS and not any_kind:
        return _antecedent(scene, token)
    for child in token.children:
        if child.dep_ in ("appos", "compound") and child.i in scene.at:
            placed = scene.at[child.i]
            if placed.name.kind == "person" or any_kind:
                return placed
    return None


def _antecedent(scene: Scene, pronoun: Token) -> Placed | None:
    """The person a pronoun means: the only one named in its sentence and the one before, as far as gender tells."""
    gender = PRONOUNS[pronoun.lower_]
    start = pronoun.sent.start
    before = scene.doc[start - 1].sent.start if start else 0
    near = [
        p for p in scene.names
        if before <= p.first < pronoun.i and p.name.kind == "person" and p.name.gender in (None, gender)
    ]  # fmt: skip
    return near[-1] if near and len({p.name.text.split()[-1] for p in near}) == 1 else None


def charge_of(scene: Scene, verb: Token, prepositions: frozenset[str]) -> tuple[int, int] | None:
    """The words of the charge: the noun phrase or gerund after one of the prepositions, hung on the verb or its object.

    Of `on charges of fraud` the charge is what stands after the last `of`.
    """
    target = object_of(verb)
    behind = [c for c in target.children if c.i > target.i] if target is not None else []
    for child in (*verb.children, *behind):
        if child.dep_ in ("prep", "dative") and child.lower_ in prepositions:
            for noun in child.children:
                if noun.dep_ in ("pobj", "pcomp") and noun.tag_ not in ("WDT", "WP") and not is_date(scene, noun):
                    return phrase_of(scene, _crime_of(noun))
    return None


def _crime_of(noun: Token) -> Token:
    """`fraud` of `charges of fraud`; a count keeps its number."""
    if noun.lower_ not in ("charge", "charges"):
        return noun
    return next((c for p in noun.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"), noun)


def again(token: Token) -> bool:
    """Whether a pronoun or a definite description, without a name of its own, calls somebody up again."""
    if token.lower_ in ("he", "she", "him", "her"):
        return True
    bare = [c.lower_ for c in token.children if c.dep_ != "punct"] == ["the"]
    return bare and token.tag_ == "NN" and relation_words().is_role(token.lower_)


def described(scene: Scene, token: Token) -> Placed | None:
    """The person whom a description at the head of a sentence means: the only one named so far, in the one before."""
    if token.lower_ in PRONOUNS or token.i > token.sent.start + 1 or not token.sent.start:
        return None
    before = scene.doc[token.sent.start - 1].sent
    named = [p for p in scene.names if p.first < token.i and p.name.kind == "person"]
    alone = len(named) == 1 and named[0].first >= before.start
    return named[0] if alone and scene.doc[named[0].last - 1].dep_ in SUBJECTS else None


def term_of(scene: Scene, verb: Token) -> tuple[int, int] | None:
    """How long a sentence is: `five years in prison` after `sentenced to`, `18 months` after `jailed for`."""
    for child in verb.children:
        if child.dep_ in ("prep", "dative") and child.lower_ in ("to", "for"):
            for noun in child.children:
                if noun.dep_ == "pobj" and (is_date(scene, noun) or noun.lower_ in ("life", "death")):
                    start = noun.left_edge.i
                    while start < noun.i and scene.doc[start].tag_ in ("DT", "PRP$"):
                        start += 1
                    return start, _term_end(noun)
    return None


def _term_end(noun: Token) -> int:
    """The end of a term: with what it is of (`of probation`) or spent in (`in prison`), wherever the parser hung it."""
    after = noun.doc[noun.i + 1 : noun.i + 3]
    whole = len(after) == 2 and after[0].lower_ in ("of", "in", "behind") and after[1].tag_ in ("NN", "NNS")
    return noun.i + 3 if whole and not after[1].ent_type_ else noun.i + 1


def is_date(scene: Scene, token: Token) -> bool:
    """Whether a token belongs to a date or a time of day."""
    return token.ent_type_ in ("DATE", "TIME") or any(first <= token.i < last for _, first, last in scene.times)


def phrase_of(scene: Scene, noun: Token) -> tuple[int, int]:
    """A noun phrase without its article, and without clauses, dates and what a comma sets off."""
    end = noun.i + 1
    for token in scene.doc[noun.i + 1 : noun.right_edge.i + 1]:
        outer = token.text in OUTER or token.dep_ in CLAUSES or token.tag_ in ("WDT", "WP", "WRB", "VBD")
        outer = outer or (token.dep_ == "conj" and token.tag_[0] == "V" and token.tag_ != "VBG")
        if outer or is_date(scene, token):
            break
        end = token.i + 1
    while end > noun.i + 1 and scene.doc[end - 1].tag_ in ("IN", "CC", "DT", "TO", "PRP$"):
        end -= 1
    start = max(noun.left_edge.i, noun.sent.start)
    while start < noun.i and scene.doc[start].tag_ in ("DT", "PRP$"):
        start += 1
    return start, end
