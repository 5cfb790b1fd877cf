"""It was done, says one; it was not, or could not have been, says another: accounts that deny what others affirm.

A dispute between parties is no outlet's error: where a side is somebody's word, the difference says whose.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.edtf import may_be_same
from onrecord.join.differences.ground import Draft, Ground, in_order, reasons
from onrecord.join.differences.sameness import alike, blocked, may_be_one, same_time
from onrecord.join.differences.tellings import Telling, named
from onrecord.model import StatedStep, Statement
from onrecord.span import Span

__all__ = ["denial_differences"]

MOST = 32
"""Statements on either side that are compared with the other side's: keeps what everybody reports linear."""
SHOWN = 3
"""Statements shown of either side, each of another source or speaker."""
LEAST = 1.6
"""Least that two tellings of one thing have in common, in words that at most two sources use."""
_NOT_YET = re.compile(r"\b(?:ha(?:s|ve|d)(?:\snot|n[’']t)|yet)\b", re.IGNORECASE)
_YET = re.compile(r"\byet\b", re.IGNORECASE)


def denial_differences(
    ground: Ground, tellings: Sequence[Telling], steps: Sequence[StatedStep], rarity: Mapping[str, float]
) -> Iterator[Draft]:
    """What some tell as happened and others as not happened, of one thing; and `steps` of proceedings alike."""
    yield from _steps(ground, steps)
    denied = {t.lemma for t in tellings if t.denied}
    by_name = {(s.span.article, s.span.end) for s in steps if s.name}
    compared = (
        t for t in tellings
        if t.lemma in denied and (t.denied or not t.loose) and (t.span.article, t.span.end) not in by_name
    )  # fmt: skip
    pairs: dict[tuple[Span, Span], tuple[float, Telling, Telling]] = {}
    for block in blocked(compared, rarity).values():
        happened, not_happened = ([t for t in block if t.denied is side][:MOST] for side in (False, True))
        for a in happened:
            for b in not_happened:
                if _comparable(ground, a, b) and (score := alike(a, b, rarity, LEAST)):
                    pairs[a.span, b.span] = (score, a, b)
    for group in _matters(list(pairs.values())):
        yield _draft(ground, group)


def _comparable(ground: Ground, a: Telling, b: Telling) -> bool:
    """Whether two tellings can contradict one another; two of one person's own words differ in wording.

    Within one article they do where two speak, or where the headline says what the text does not. What is not
    planned, or not yet done, may come about later and no sooner.
    """
    if not (may_be_one(a, b) and same_time(a, b)) or (a.by and a.by == b.by):
        return False
    if a.span.article == b.span.article and a.by == b.by and not _headline(ground, a, b):
        return False
    if _own(b) and not a.subject & b.subject and not ground.coverage.text(a.span).endswith("ing"):
        return False  # `Vane denies that he sank it` does not deny that it sank
    if _otherwise(a, b):
        return False
    return not (b.loose or _YET.search(ground.coverage.text(b.sentence))) or bool(a.day and b.day and b.day < a.day)


def _own(telling: Telling) -> bool:
    """Whether somebody says that he or she did not do it."""
    return telling.by is not None and telling.subject == {telling.by}


def _otherwise(a: Telling, b: Telling) -> bool:
    """Whether what stands behind a verb that means little sets two tellings apart: who played a role, and in what."""
    shared = a.arguments & b.arguments
    behind = [set(t.after) - shared for t in (a, b)]
    return a.lemma.split()[0] in reasons().light and all(behind) and not behind[0] & behind[1]


def _headline(ground: Ground, a: Telling, b: Telling) -> bool:
    """Whether one of the two stands in the title of the article that both are of."""
    blocks = ground.coverage.articles[a.span.article].blocks
    titles = [x for x in blocks if x.kind in ("title", "deck")]
    inside = [any(x.start <= t.span.start < x.end for x in titles) for t in (a, b)]
    return a.span.article == b.span.article and inside[0] != inside[1]


def _matters(pairs: Sequence[tuple[float, Telling, Telling]]) -> list[list[tuple[float, Telling, Telling]]]:
    """The pairs by what they are about, each group's most alike first: a telling in two pairs ties these together."""
    home: dict[Span, list[tuple[float, Telling, Telling]]] = {}
    groups: list[list[tuple[float, Telling, Telling]]] = []
    for pair in sorted(pairs, key=lambda p: (-p[0], p[1].span, p[2].span)):
        group = home.get(pair[1].span) or home.get(pair[2].span)
        if group is None:
            group = []
            groups.append(group)
        group.append(pair)
        home.setdefault(pair[1].span, group)
        home.setdefault(pair[2].span, group)
    return groups


def _draft(ground: Ground, group: Sequence[tuple[float, Telling, Telling]]) -> Draft:
    """The difference between those who tell it and those who deny it, as the most alike pair has it."""
    _, a, b = group[0]
    sides = [_each(t) for t in ([p[1] for p in group], [p[2] for p in group])]
    name = named(ground, a.arguments & b.arguments)
    args = {"name": name, "word": a.lemma}
    reason = _reason(ground, a, b, sides)
    if reason == "disputed":
        args |= {"by": _teller(ground, sides[0], "One account"), "other": _teller(ground, sides[1], "another account")}
    told = [[_statement(ground, t) for t in side[:SHOWN]] for side in sides]
    if a.day and b.day and b.day < a.day:
        told.reverse()
    count = min(len({t.source for t in side}) for side in sides)
    return Draft(reason, args, name, (*told[0], *told[1]), count)


def _each(tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings, the most alike first, one for each source and speaker."""
    kept: dict[tuple[str, str | None], Telling] = {}
    for telling in tellings:
        kept.setdefault((telling.source, telling.by), telling)
    return list(kept.values())


def _reason(ground: Ground, a: Telling, b: Telling, sides: Sequence[Sequence[Telling]]) -> str:
    if _headline(ground, a, b):
        return "headline"
    since = b.loose or bool(_NOT_YET.search(ground.coverage.text(b.sentence)))
    not_after = bool(a.day and b.day and b.day <= a.day)
    if in_order([t.day for t in sides[1]], [t.day for t in sides[0]]) or (since and not_after):
        return "denied-later"  # it may have come about since
    return "denied" if {t.by for t in sides[0]} == {t.by for t in sides[1]} else "disputed"


def _teller(ground: Ground, side: Sequence[Telling], else_: str) -> str:
    """Who tells it: the first whose word it is, if it is anybody's."""
    return next((ground.names[t.by] for t in side if t.by and t.by in ground.names), else_)


def _statement(ground: Ground, telling: Telling) -> Statement:
    return ground.statement(telling.span, f"not {telling.lemma}" if telling.denied else telling.lemma)


# ------------------------------------------------------------------ steps of proceedings
def _steps(ground: Ground, steps: Iterable[StatedStep]) -> Iterator[Draft]:
    """One step against one person, of one time, that some articles tell and others deny."""
    told: dict[tuple[str, str], tuple[list[StatedStep], list[StatedStep]]] = defaultdict(lambda: ([], []))
    for step in steps:
        person = ground.known.person_of.get(step.name) if step.name else None
        if person and step.modality in ("actual", "denied"):
            told[step.step, person][step.modality == "denied"].append(step)
    for (word, person), (happened, denied) in sorted(told.items()):
        pairs = [(a, b) for a in happened[:MOST] for b in denied[:MOST] if _one_step(ground, a, b)]
        if pairs:
            sides = [list(dict.fromkeys(side)) for side in zip(*pairs, strict=True)]
            days = [[ground.day(s.span) for s in side] for side in sides]
            statements = [
                ground.statement(side[0].span, w) for side, w in zip(sides, (word, f"not {word}"), strict=True)
            ]
            if in_order(days[1], days[0]):
                statements.reverse()
            later = in_order(days[1], days[0]) or in_order(days[0], days[1])
            count = min(len({ground.source(s.span) for s in side}) for side in sides)
            args = {"name": ground.names[person], "word": word}
            yield Draft("denied-later" if later else "denied", args, args["name"], tuple(statements), count)


def _one_step(ground: Ground, a: StatedStep, b: StatedStep) -> bool:
    dates = [ground.known.times.get(s.time) if s.time else None for s in (a, b)]
    x, y = (t.edtf if t else None for t in dates)
    charges = not (a.charge and b.charge) or bool(set(a.charge.lower().split()) & set(b.charge.lower().split()))
    return a.span.article != b.span.article and charges and not (x and y and not may_be_same(x, y))
