"""Paragraphs that are nothing but a quotation: whose words they are.

Such a paragraph has no cue. It is one with the quotation that the paragraph before ends with if that is left open: a
mark that is closed at a paragraph's end says, by the custom of print, that the quotation is over. Then it is a
quotation of its own by the same speaker, unless two people are talking to each other there: after a question it is the
other's answer. Where nobody spoke before, the next paragraph may tell whose words they are, by its cue or as a
signature (`— Ann Roe, keeper`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.find.quotations.cues import find_cues_in
from onrecord.find.quotations.grammar import Grammar
from onrecord.find.quotations.phrases import Attribution
from onrecord.model import Name, Quotation, Speaker

__all__ = [
    "Turn",
    "alternates",
    "answers",
    "asks",
    "carries_on",
    "damaged",
    "end",
    "implied",
    "in_exchange",
    "latest",
    "left_open",
    "repeats",
    "same_marks",
    "same_speaker",
    "unchanged",
]

_SELF = frozenset({"i", "we", "you"})
_LOOK_BACK = 5
"""Turns among which the last, or the other's, is looked for: a paragraph seldom holds more."""
_ASKING, _REPLYING = "question", "answer"


@dataclass(frozen=True, slots=True)
class Turn:
    """A quotation and what decides how the next paragraph goes on.

    `parts` are the attributions that it was put together from, each with its paragraph; `name` whom its speaker stands
    for, `entity` that person's key in the cast, `hearer` the name of whom the cue says it was said to.
    `exchange`: it is one of several turns in a talk between two.
    """

    quotation: Quotation
    parts: tuple[tuple[int, Attribution], ...]
    name: Name | None
    entity: str | None
    hearer: Name | None = None
    exchange: bool = False

    @property
    def last(self) -> int:
        """The paragraph that it ends in."""
        return self.parts[-1][0]

    @property
    def attribution(self) -> Attribution:
        """The attribution of its first part."""
        return self.parts[0][1]


def latest(turns: Sequence[Turn], number: int) -> Turn | None:
    """The turn that ends last in a paragraph, not one told within another's words; None if nobody speaks there."""
    here: list[Turn] = []
    for turn in reversed(turns):
        if turn.last < number - 1:
            break
        if turn.last == number:
            here.append(turn)
            if len(here) == _LOOK_BACK:
                break
    outer = [t for t in here if not any(o is not t and _holds(o, t) for o in here)]
    return max(outer, key=lambda t: end(t.parts[-1][1]), default=None)


def _holds(outer: Turn, inner: Turn) -> bool:
    """Whether a turn's cue stands within the words of another."""
    cue = inner.parts[-1][1].cue
    return cue is not None and any(a <= cue[0] < b for a, b in outer.parts[-1][1].content)


def end(a: Attribution) -> int:
    """The token after an attribution's words and its cue, whichever ends later."""
    return max(a.content[-1][1], a.cue[1] if a.cue else 0)


def ends_with(g: Grammar, turn: Turn) -> bool:
    """Whether the paragraph that a turn ends in has no further sentence after its words and its cue."""
    return g.unit_of[end(turn.parts[-1][1]) - 1] == len(g.units) - 1


def left_open(g: Grammar, a: Attribution) -> bool:
    """Whether the words end with the paragraph in a quotation that is never closed."""
    last = a.content[-1][1] - 1
    return g.quote[last] >= 0 and not g.outer[g.quote[last]].closed and a.content[-1][1] == len(g.words)


def damaged(g: Grammar, a: Attribution) -> bool:
    """Whether words that are never closed hold a cue after a comma: the closing mark before it was lost."""
    cues = (c for first, last in a.content for c in find_cues_in(g, first, last) if c.subject)
    return any(c.subject and g.words[c.subject[0] - 1] == "," and g.lower[c.subject[0]] not in _SELF for c in cues)


def same_marks(before: Grammar, a: Attribution, g: Grammar) -> bool:
    """Whether a paragraph opens with the kind of mark that the words before it stand in.

    `'A Rough Start'` in an article that quotes with double marks is a heading that lost its place.
    """
    kinds = {before.outer[before.quote[first]].kind for first, _ in a.content if before.quote[first] >= 0}
    return not kinds or g.outer[0].kind in kinds


def carries_on(before: Grammar, turn: Turn, g: Grammar) -> bool:
    """Whether a paragraph that is only a quotation is by whoever spoke at the end of the paragraph before."""
    a = turn.parts[-1][1]
    return a.type == "direct" and ends_with(before, turn) and same_marks(before, a, g)


def asks(g: Grammar, a: Attribution) -> bool:
    """Whether the words are a question that is closed."""
    return not left_open(g, a) and g.words[_last_word(g, a)] == "?"


def answers(before: Grammar, turn: Turn) -> bool:
    """Whether what follows a turn is somebody else's: it asks, and has a cue of asking or is one of an exchange."""
    return asks(before, turn.parts[-1][1]) and (turn.quotation.cue_class == _ASKING or turn.exchange)


def _last_word(g: Grammar, a: Attribution) -> int:
    """The last token of the words that is neither a mark nor a comma."""
    at = a.content[-1][1] - 1
    while at > a.content[-1][0] and not (g.words[at][-1].isalnum() or g.words[at] in (".", "?", "!")):
        at -= 1
    return at


def alternates(turns: Sequence[Turn], turn: Turn) -> Turn | None:
    """In a talk between two, the other's latest turn, whose speaker may be unknown; None where nobody talks to another.

    They talk to each other when they have spoken in paragraphs one after the other, and one of them asked the other or
    was answered: two people quoted in turn are as a rule no more than that.
    """
    at = next((i for i in range(len(turns) - 1, -1, -1) if turns[i] is turn), 0)
    for other in reversed(turns[max(0, at - _LOOK_BACK) : at]):
        if other.last < turn.parts[0][0] - 1:
            return None
        if other.last == turn.last or other.attribution.type != "direct":
            continue
        asked = _ASKING in (other.quotation.cue_class, turn.quotation.cue_class)
        talk = turn.exchange or ((asked or turn.quotation.cue_class == _REPLYING) and turn.entity is not None)
        return other if talk and (other.entity is None or other.entity != turn.entity) else None
    return None


def in_exchange(before: Turn | None, entity: str | None, a: Attribution) -> bool:
    """Whether a turn with a cue answers the turn of somebody else in the paragraph before, or asks on."""
    if before is None or a.type != "direct" or entity is None or before.entity in (None, entity):
        return False
    return before.exchange or before.quotation.cue_class == _ASKING or a.kind == _REPLYING


def repeats(before: Grammar, turn: Turn, g: Grammar, a: Attribution) -> bool:
    """Whether a paragraph only prints once more, in large type as a rule, what stands in the turn before it."""
    _, part = turn.parts[-1]
    said = [before.lower[i] for first, last in part.content for i in range(first, last) if before.words[i].isalnum()]
    again = [g.lower[i] for first, last in a.content for i in range(first, last) if g.words[i].isalnum()]
    return bool(again) and " ".join(again) in " ".join(said)


def implied(name: Name | None) -> Speaker | None:
    """The speaker of words without a cue."""
    return Speaker(None, None, "implicit", name.span) if name is not None else None


def unchanged(turn: Turn) -> Speaker | None:
    """The speaker of words without a cue after a turn: the turn's name, or the same words as there."""
    return same_speaker(turn.quotation.speaker, turn.name)


def same_speaker(speaker: Speaker | None, name: Name | None) -> Speaker | None:
    """The speaker of words without a cue, said by whoever speaks beside them: by name, or by the same words."""
    return implied(name) or speaker
