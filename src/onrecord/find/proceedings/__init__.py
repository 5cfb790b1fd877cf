"""Official actions: who was charged with what, by whom and when, and what became of it.

The rules read the dependency parse: the verbs of `words/proceedings.toml` with their subject, object and agent. A step
is stated of a person, of a charge or case `against` one, or, where the sentence speaks of *those charges*, of the
person of the step before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from onrecord.find.located import Placed, Scene, scenes
from onrecord.find.parse import Parsed, lemma
from onrecord.find.proceedings.legal import Legal, legal, modality_of
from onrecord.find.proceedings.outcomes import Found, had, own_charge, plea, verdict
from onrecord.find.proceedings.verbs import (
    SUBJECTS,
    again,
    agent_of,
    charge_of,
    described,
    is_passive,
    joined_to,
    named,
    object_of,
    subject_of,
    term_of,
)
from onrecord.model import Name, StatedStep, StatedTime, Step
from onrecord.span import Span

__all__ = ["find_steps"]

ACCUSED = frozenset({
    "arrested", "charged", "indicted", "pleaded guilty", "pleaded not guilty", "tried", "convicted", "sentenced",
    "dropped",
})  # fmt: skip
"""Steps after which *the charges* and *the case* are those of the same person."""
AGAIN = frozenset({"charged", "indicted", "convicted", "acquitted", "sentenced"})
"""Steps of the person of the step before when only *he* or *the engineer* says whose they are."""
CLAIMS = frozenset({"charge", "claim", "complaint", "allegation", "suit", "lawsuit"})
"""What belongs to whoever makes it: `Bell's charges` are not those against Bell."""
MAX_GENERIC = 2
DEFINITE = frozenset({"the", "those", "these", "that", "this", "his", "her", "their", "both", "all"})


def find_steps(parsed: Parsed, names: Iterable[Name], times: Iterable[StatedTime]) -> tuple[StatedStep, ...]:
    """The steps that the article states, in text order."""
    found: list[StatedStep] = []
    last: StatedStep | None = None
    since = 0
    lexicon = legal()
    for number, scene in enumerate(scenes(parsed, tuple(names), tuple(times))):
        tree = scene.paragraph.tree
        verbs = [i for i, tag in enumerate(tree.tags) if tag[:1] == "V" and tree.lemma(i) in lexicon.stating]
        for token in (scene.doc[i] for i in verbs):
            if token.sent[-1].text == "?":
                continue
            for step in _at(scene, token, lexicon):
                stated = _stated(scene, token, step, last if number - since <= 1 else None)
                if stated:
                    found.append(stated)
                    if stated.name and stated.step in ACCUSED and token.sent[0].text != "(":
                        last, since = stated, number
    return tuple(found)


def _at(scene: Scene, verb: Token, lexicon: Legal) -> Iterator[Found]:
    """What the verb states, if it is one that states steps."""
    base = lemma(verb)
    if base in lexicon.pleads:
        yield from plea(scene, verb)
    elif base in lexicon.having:
        yield from had(scene, verb, base, lexicon)
    elif base in lexicon.finds:
        yield from verdict(scene, verb)
    elif base in lexicon.verbs:
        case = _of_case(scene, verb, base, lexicon)
        if case:
            yield case
        else:
            yield from _of_person(scene, verb, base, lexicon)


# ------------------------------------------------------------------ the kinds of step
def _of_person(scene: Scene, verb: Token, base: str, lexicon: Legal) -> Iterator[Found]:
    """A verb whose object, or subject in the passive, is the person; or whose subject is. `Charged that` only says."""
    if object_of(verb) is None and any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children):
        return
    for action in lexicon.done_to.get(base, ()):
        passive = is_passive(verb)
        target = subject_of(verb) if passive else object_of(verb)
        if target is None or lemma(target) in lexicon.others:
            continue
        whom = named(scene, target)
        if whom is None and action.step in AGAIN and again(target):
            charge = charge_of(scene, verb, frozenset(action.charge))
            term = term_of(scene, verb) if action.step == "sentenced" else None
            yield Found(action.step, described(scene, target), charge, anaphoric=True, term=term)
            return
        if whom is None or (action.step in ("fired", "released") and not _plainly(verb, whom, action.step, lexicon)):
            continue
        by = agent_of(scene, verb) if passive else named(scene, subject_of(verb), any_kind=True)
        term = term_of(scene, verb) if action.step == "sentenced" else None
        yield Found(action.step, whom, charge_of(scene, verb, frozenset(action.charge)), by, term=term)
        return
    for action in lexicon.done_by.get(base, ()):
        whom = named(scene, subject_of(verb))
        if whom and not is_passive(verb) and _fits(verb, action.step, lexicon):
            yield Found(action.step, whom, charge_of(scene, verb, frozenset(action.charge)))
            return


def _fits(verb: Token, step: Step, lexicon: Legal) -> bool:
    """Whether `appeal` and `settle` have an object of the law, or none: no appeals to voters, no settling in Maine."""
    noun = object_of(verb)
    if step == "resigned":
        return True
    if noun is not None:
        return lemma(noun) in lexicon.cases or lemma(noun) in lexicon.verdicts
    marks = {c.lower_ for c in verb.children if c.dep_ == "prep"}
    return not marks & {"to", "in", "on", "for", "into", "at"} if step == "appealed" else bool(marks & {"with"})


def _plainly(verb: Token, whom: Placed, step: Step, lexicon: Legal) -> bool:
    """Whether `fire` and `release` are about a person; a release must be one from custody."""
    if whom.name.kind != "person":
        return False
    if step == "fired":
        return True
    ends = {lemma(n) for c in verb.children if c.dep_ == "prep" for n in c.children if n.dep_ == "pobj"}
    return bool(ends & lexicon.custody)


def _of_case(scene: Scene, verb: Token, base: str, lexicon: Legal) -> Found | None:
    """A verb done to charges, a case or a suit: `dropped the charges against Bell`, `the case was dismissed`."""
    actions = lexicon.done_to_case.get(base)
    if not actions:
        return None
    passive = is_passive(verb)
    noun = subject_of(verb) if passive else object_of(verb)
    if noun is None or lemma(noun) not in lexicon.cases | lexicon.verdicts:
        return None
    kind = lemma(noun)
    for action in actions:
        if action.step in ("charged", "sued", "indicted") and kind not in _of_kind(lexicon, action.step):
            continue
        if (kind in lexicon.verdicts) != (action.step == "appealed"):
            continue
        whom = _against(scene, verb, noun)
        by = agent_of(scene, verb) if passive else named(scene, subject_of(verb), any_kind=True)
        charge = own_charge(scene, noun) if kind in lexicon.charges or kind in ("case", "suit", "lawsuit") else None
        if action.step == "appealed" and not passive:
            return Found("appealed", by, None, None) if by else None
        anaphoric = whom is None and action.step in ("dropped", "dismissed", "charged") and kind not in lexicon.suits
        anaphoric = anaphoric and any(c.lower_ in DEFINITE for c in noun.children)
        return Found(action.step, whom, charge, by, anaphoric, (noun.i, noun.i + 1))
    return None


def _of_kind(lexicon: Legal, step: Step) -> frozenset[str]:
    """What is filed, brought or returned for this step."""
    if step == "indicted":
        return frozenset({"indictment"})
    return lexicon.charges if step == "charged" else lexicon.suits


def _against(scene: Scene, verb: Token, noun: Token) -> Placed | None:
    """The person that a case is against, wherever the parser hung the `against`; or whose it is (`Bell's case`)."""
    for owner in (noun, verb):
        for child in owner.children:
            if child.dep_ == "prep" and child.lower_ == "against":
                for whom in child.children:
                    if found := named(scene, whom):
                        return found
            if child.dep_ == "poss" and owner is noun and lemma(noun) not in CLAIMS:
                return named(scene, child)
    return None


# ------------------------------------------------------------------ the statement
def _stated(scene: Scene, verb: Token, found: Found, last: StatedStep | None) -> StatedStep | None:
    """The step with its words, date and modality; a case of nobody's is that of the step before, if that is near."""
    name = found.whom.name.span if found.whom else None
    charge = scene.text(*found.charge) if found.charge and not _generic(scene, found.charge) else None
    called = (found.step in AGAIN and found.noun is None) or found.step in ("convicted", "acquitted")
    if name is None and found.anaphoric and last and not (called and _others(scene, verb, last)):
        name = last.name
        charge = charge or (last.charge if found.step not in AGAIN or found.noun else None)
    if name is None and not found.anaphoric:
        return None
    first = min([verb.i, *(c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg"))])
    end = verb.i + 1
    for start, stop in (x for x in (found.charge, found.noun, found.term) if x):
        first, end = min(first, start), max(end, stop)
    term = scene.text(*found.term) if found.term else None
    step = StatedStep(found.step, name, scene.span(first, end), scene.sentence(verb), charge, term=term)
    return replace(
        step, modality=modality_of(verb), by=found.by.name.span if found.by else None, time=_time(scene, verb)
    )


def _others(scene: Scene, verb: Token, last: StatedStep) -> bool:
    """Whether somebody else is named between the step before and `verb`: a pronoun may then be theirs."""
    here = scene.paragraph.span(verb.idx, verb.idx + 1).start
    between = (p.name.span for p in scene.names if p.name.kind == "person")
    return any(last.sentence.end <= span.start < here for span in between)


def _generic(scene: Scene, charge: tuple[int, int]) -> bool:
    """Whether the words of a charge name none: `a crime`, `all charges`, `his part in the collapse`."""
    if lemma(scene.doc[charge[0] : charge[1]].root) in legal().vague:
        return True
    return charge[1] - charge[0] <= MAX_GENERIC and lemma(scene.doc[charge[1] - 1]) in legal().generic


def _time(scene: Scene, verb: Token) -> Span | None:
    """The date that the verb governs; a verb joined to another with the same subject shares that one's."""
    dates = [(t, first, last) for t, first, last in scene.times if t.type in ("DATE", "TIME")]
    here = verb.sent
    governed = [
        (abs(first - verb.i), t.span) for t, first, last in dates
        if here.start <= first < here.end and _governor(scene.doc[first], first, last) == verb
    ]  # fmt: skip
    if governed:
        return min(governed)[1]
    above = joined_to(verb)
    if above is not None and not any(c.dep_ in SUBJECTS for c in verb.children):
        return _time(scene, above)
    return None


def _governor(token: Token, first: int, last: int) -> Token:
    """The verb that a time depends on, through prepositions and nouns."""
    for _ in range(12):
        if token.head.i == token.i or (token.tag_[0] == "V" and not first <= token.i < last):
            break
        token = token.head
    return token
